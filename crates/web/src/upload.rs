//! What comes in with files: fields, then files, in the order in which they are sent. The token
//! has to come before the first file, so that nothing of strangers is read. What is too large is
//! read to its end and dropped, so that the sender gets an answer in place of a broken line.

use axum::extract::Multipart;
use axum::extract::multipart::Field;
use axum::http::StatusCode;

use crate::fault::Fault;
use crate::form::Typed;
use crate::guard::{SignedIn, Visitor};

/// The longest text field, in bytes.
const LONGEST: usize = 16 << 10;
/// The most files of one form.
pub(crate) const MOST_FILES: usize = 20;

/// A file that was sent.
#[derive(Debug)]
pub(crate) struct Sent {
    /// Its name, without a path.
    pub name: String,
    /// Its content; empty where it was not taken.
    pub content: Vec<u8>,
    /// Why it was not taken.
    pub refused: Option<Refused>,
}

/// Why a file was not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refused {
    /// It is larger than what is taken.
    TooLarge,
    /// So many are not taken with one form.
    TooMany,
}

/// Who sends: staff or a visitor.
pub(crate) trait Sender {
    /// Whether the form came from a page of ours.
    fn right(&self, typed: &Typed) -> Result<(), Fault>;
    /// A fault to be shown to them.
    fn told(&self, status: StatusCode) -> Fault;
}

impl Sender for SignedIn {
    fn right(&self, typed: &Typed) -> Result<(), Fault> {
        self.check(typed)
    }

    fn told(&self, status: StatusCode) -> Fault {
        self.fault(status)
    }
}

impl Sender for Visitor {
    fn right(&self, typed: &Typed) -> Result<(), Fault> {
        self.check(typed)
    }

    fn told(&self, status: StatusCode) -> Fault {
        self.fault(status.into())
    }
}

/// Fields and files of a form; each file holds at most so many bytes.
pub(crate) async fn read(
    sender: &impl Sender,
    mut form: Multipart,
    most: usize,
) -> Result<(Typed, Vec<Sent>), Fault> {
    let (mut typed, mut files) = (Typed::default(), Vec::new());
    while let Some(field) = form.next_field().await.map_err(|error| sender.told(error.status()))? {
        let Some(name) = field.file_name().map(shown) else {
            text(sender, &mut typed, field).await?;
            continue;
        };
        sender.right(&typed)?;
        let sent = file(sender, field, name, most).await?;
        // A browser sends an empty one where nothing was chosen.
        let is_chosen = sent.refused.is_some() || !(sent.name.is_empty() && sent.content.is_empty());
        if is_chosen && files.len() < MOST_FILES {
            files.push(sent);
        } else if is_chosen {
            files.push(Sent { content: Vec::new(), refused: Some(Refused::TooMany), ..sent });
        }
    }
    sender.right(&typed)?;
    Ok((typed, files))
}

async fn file(sender: &impl Sender, mut field: Field<'_>, name: String, most: usize) -> Result<Sent, Fault> {
    let mut sent = Sent { name, content: Vec::new(), refused: None };
    while let Some(chunk) = field.chunk().await.map_err(|error| sender.told(error.status()))? {
        if sent.refused.is_some() || sent.content.len() + chunk.len() > most {
            (sent.refused, sent.content) = (Some(Refused::TooLarge), Vec::new());
        } else {
            sent.content.extend_from_slice(&chunk);
        }
    }
    Ok(sent)
}

/// Some browsers send the whole path.
fn shown(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    last.chars().filter(|sign| !sign.is_control()).take(100).collect()
}

pub(crate) async fn text(sender: &impl Sender, typed: &mut Typed, mut field: Field<'_>) -> Result<(), Fault> {
    let Some(name) = field.name().map(str::to_owned) else { return Ok(()) };
    let mut bytes = Vec::new();
    while let Some(chunk) = field.chunk().await.map_err(|error| sender.told(error.status()))? {
        if bytes.len() + chunk.len() > LONGEST {
            return Err(sender.told(StatusCode::PAYLOAD_TOO_LARGE));
        }
        bytes.extend_from_slice(&chunk);
    }
    let text = String::from_utf8(bytes).map_err(|_| sender.told(StatusCode::BAD_REQUEST))?;
    typed.add(&name, text);
    Ok(())
}
