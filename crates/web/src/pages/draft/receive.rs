//! What comes in with a file: fields and one file, in the order in which they are sent. The
//! token has to come before the file, so that nothing of strangers is kept.

use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};

use axum::extract::Multipart;
use axum::extract::multipart::Field;
use axum::http::StatusCode;
use tokio::io::AsyncWriteExt;

use crate::fault::Fault;
use crate::form::Typed;
use crate::guard::SignedIn;
use crate::upload::text;

/// A file in memory.
pub(super) async fn small(me: &SignedIn, form: Multipart, most: usize) -> Result<(Typed, Vec<u8>), Fault> {
    let mut form = form;
    let (mut typed, mut file) = (Typed::default(), Vec::new());
    while let Some(mut field) = next(me, &mut form).await? {
        if field.file_name().is_none() {
            text(me, &mut typed, field).await?;
            continue;
        }
        me.check(&typed)?;
        while let Some(chunk) = field.chunk().await.map_err(|e| me.fault(e.status()))? {
            if file.len() + chunk.len() > most {
                return Err(me.fault(StatusCode::PAYLOAD_TOO_LARGE));
            }
            file.extend_from_slice(&chunk);
        }
    }
    me.check(&typed)?;
    Ok((typed, file))
}

/// A file that goes to the disk: its name and its place; none where none was chosen.
pub(super) async fn large(
    me: &SignedIn,
    form: Multipart,
) -> Result<(Typed, Option<(String, Spooled)>), Fault> {
    let mut form = form;
    let (mut typed, mut file) = (Typed::default(), None);
    while let Some(mut field) = next(me, &mut form).await? {
        let Some(name) = field.file_name().map(str::to_owned) else {
            text(me, &mut typed, field).await?;
            continue;
        };
        me.check(&typed)?;
        let (spooled, mut out) =
            Spooled::create().await.map_err(|_| me.fault(StatusCode::INSUFFICIENT_STORAGE))?;
        let mut size = 0;
        while let Some(chunk) = field.chunk().await.map_err(|e| me.fault(e.status()))? {
            size += chunk.len();
            out.write_all(&chunk).await.map_err(|_| me.fault(StatusCode::INSUFFICIENT_STORAGE))?;
        }
        out.flush().await.map_err(|_| me.fault(StatusCode::INSUFFICIENT_STORAGE))?;
        if size > 0 {
            let shown: String = name.chars().filter(|c| !c.is_control()).take(100).collect();
            file = Some((shown, spooled));
        }
    }
    me.check(&typed)?;
    Ok((typed, file))
}

async fn next<'a>(me: &SignedIn, form: &'a mut Multipart) -> Result<Option<Field<'a>>, Fault> {
    form.next_field().await.map_err(|error| me.fault(error.status()))
}

/// A file among those for a moment; it goes unless somebody keeps it.
pub(super) struct Spooled(Option<PathBuf>);

impl Spooled {
    async fn create() -> std::io::Result<(Spooled, tokio::fs::File)> {
        static COUNT: AtomicU64 = AtomicU64::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("leye-people-{}-{number}.parquet", std::process::id());
        let path = std::env::temp_dir().join(name);
        let mut options = tokio::fs::OpenOptions::new();
        options.write(true).create_new(true);
        // What is in it is nobody else's business.
        #[cfg(unix)]
        options.mode(0o600);
        let file = options.open(&path).await?;
        Ok((Spooled(Some(path)), file))
    }

    /// Who keeps it removes it.
    pub(super) fn keep(mut self) -> PathBuf {
        self.0.take().unwrap_or_default()
    }
}

impl Drop for Spooled {
    fn drop(&mut self) {
        if let Some(path) = self.0.take() {
            // Nothing is left to do when even that fails.
            let _ = std::fs::remove_file(path);
        }
    }
}
