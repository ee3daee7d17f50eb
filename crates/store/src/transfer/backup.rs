//! One file that holds a whole storage, made while it is served.

use std::{
    collections::BTreeMap,
    fs::{self, File},
    io::ErrorKind,
    path::{Path, PathBuf},
};

use super::{
    Manifest, Phase, Progress, Source, TransferError,
    archive::{self, Part},
    copy::{self, Carried, blocking},
    disk::{self, Draft, Scaffold},
    files::name_of,
    rows,
};
use crate::{
    engine::FILE,
    error::StoreError,
    files::{Folder, Listed},
    migrations::newest,
    store::Options,
    witness::{self, FOLDER},
};

/// A backup that was made.
#[derive(Clone, Debug)]
pub struct BackedUp {
    /// What it says of itself.
    pub manifest: Manifest,
    /// Length of the file.
    pub bytes: u64,
}

/// Writes a storage, as it is at one moment, into one file; `at` is that moment. The file
/// bears its name only when it is whole and on disk. The master key is not in it.
///
/// The database is set aside beside the file first, so that place for it and for its packed
/// form is needed there; none is needed in the storage's folder. From a server the rows are
/// copied into a SQLite database, as [`copy`] does, for which the master key is needed.
///
/// # Errors
/// [`TransferError::NotEmpty`] if the file exists and `replace` is not given; otherwise what
/// storage or the disk says. Nothing is left behind then.
pub async fn backup(
    from: &Source,
    file: &Path,
    replace: bool,
    at: jiff::Timestamp,
    told: &Progress,
) -> Result<BackedUp, TransferError> {
    if !replace && fs::symlink_metadata(file).is_ok() {
        let (place, what) = (file.display().to_string(), "a file".to_owned());
        return Err(TransferError::NotEmpty { place, what });
    }
    let draft = Draft::begin(file)?;
    let folder = disk::beside(draft.path(), ".d");
    // The draft is ours alone, so what lies here was left by a program that was killed.
    match fs::remove_dir_all(&folder) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            return Err(StoreError::io(&folder, &error).into());
        }
        _ => {}
    }
    let scaffold = Scaffold::raise(folder)?;
    let aside = match from.database {
        None => Aside::pages(from, scaffold.path(), told).await?,
        Some(_) => Aside::rows(from, scaffold.path(), told).await?,
    };
    let (file, told) = (file.to_owned(), told.clone());
    Ok(blocking(move || aside.pack(scaffold, draft, &file, at, &told)).await?)
}

/// A storage that was set aside, and will not change any more.
struct Aside {
    database: PathBuf,
    /// The folder of its witness, and how far each file counts.
    home: PathBuf,
    witnesses: BTreeMap<String, u64>,
    /// The files of people.
    folder: Folder,
    files: Vec<Listed>,
    /// As long as it is held, none of these goes away.
    _held: Option<File>,
    form: i64,
    counts: BTreeMap<String, u64>,
}

impl Aside {
    /// Page by page, as SQLite has it.
    async fn pages(from: &Source, to: &Path, told: &Progress) -> Result<Aside, StoreError> {
        let (folder, held) = held(&from.dir).await?;
        // Lengths come first, then the view: whatever a witness names is in the view.
        let mut witnesses = found_witnesses(&from.dir)?;
        let (mut view, form) = copy::look(&from.place()).await?;
        // A witness that was begun in between is taken as empty: it is behind, and the next
        // start completes it.
        for name in found_witnesses(&from.dir)?.into_keys() {
            witnesses.entry(name).or_insert(0);
        }
        let (database, told) = (to.join(FILE), told.clone());
        let into = database.clone();
        let counts = blocking(move || {
            view.pages(&into, &mut |done, all| told(Phase::CopyingPages, done, all))?;
            let counts = rows::counts(view.as_mut())?;
            view.end().map(|()| counts)
        });
        let counts = counts.await?.into_iter().map(|(table, rows)| (table.to_owned(), rows)).collect();
        let (folder, files) = listed(folder).await?;
        Ok(Aside { database, home: from.dir.clone(), witnesses, folder, files, _held: held, form, counts })
    }

    /// Row by row, from a server.
    async fn rows(from: &Source, to: &Path, told: &Progress) -> Result<Aside, TransferError> {
        let Some(master_key) = from.master_key.clone() else {
            let what = "a storage on a server is backed up row by row, for which its key is needed";
            return Err(StoreError::BadMasterKey(what.into()).into());
        };
        let (folder, held) = held(&from.dir).await?;
        let options = Options { dir: to.to_owned(), database: None, master_key };
        let copied = copy::carry(from, options, told, Carried::RowsAlone).await?;
        let counts = copied.tables.into_iter().map(|sum| (sum.table.to_owned(), sum.rows)).collect();
        let witnesses = found_witnesses(to)?;
        let (folder, files) = listed(folder).await?;
        let (database, home) = (to.join(FILE), to.to_owned());
        Ok(Aside { database, home, witnesses, folder, files, _held: held, form: newest(), counts })
    }

    fn pack(
        self,
        scaffold: Scaffold,
        draft: Draft,
        file: &Path,
        at: jiff::Timestamp,
        told: &Progress,
    ) -> Result<BackedUp, StoreError> {
        let bytes = fs::metadata(&self.database).map_err(|e| StoreError::io(&self.database, &e))?.len();
        let mut parts = vec![Part { name: FILE.to_owned(), path: self.database, bytes }];
        for (name, bytes) in self.witnesses {
            parts.push(Part { path: self.home.join(&name), name, bytes });
        }
        let list = scaffold.path().join(archive::LIST);
        let bytes = archive::list(&list, &self.files)?;
        parts.push(Part { name: archive::LIST.to_owned(), path: list, bytes });
        let members = archive::hash(&parts, told)?;
        let manifest = Manifest::new(at, self.form, self.counts, members, &self.files);
        let folder = self.folder;
        parts.extend(self.files.into_iter().map(|Listed { place, bytes }| Part {
            name: name_of(&place),
            path: folder.path(&place),
            bytes,
        }));
        let failed = |e: std::io::Error| disk::failed(draft.path(), &e);
        archive::pack(&draft.file, &manifest, &parts, told).map_err(failed)?;
        let bytes = draft.file.metadata().map_err(failed)?.len();
        drop(scaffold);
        draft.keep_as(file)?;
        Ok(BackedUp { manifest, bytes })
    }
}

/// The folder of files of a storage, held so that none goes away.
async fn held(dir: &Path) -> Result<(Folder, Option<File>), StoreError> {
    let folder = Folder::of(dir);
    blocking(move || folder.hold().map(|held| (folder, held))).await
}

/// The files, in the order of their names.
async fn listed(folder: Folder) -> Result<(Folder, Vec<Listed>), StoreError> {
    let look = move || {
        let mut files = folder.all()?;
        files.sort_by(|one, other| one.place.cmp(&other.place));
        Ok((folder, files))
    };
    blocking(look).await
}

/// Every file of the witness in a storage folder, with its length.
fn found_witnesses(dir: &Path) -> Result<BTreeMap<String, u64>, StoreError> {
    let mut found = BTreeMap::new();
    let mut note = |name: String, path: &Path| match fs::metadata(path) {
        Ok(file) if file.is_file() => {
            found.insert(name, file.len());
            Ok(())
        }
        Err(error) if error.kind() != ErrorKind::NotFound => Err(StoreError::io(path, &error)),
        _ => Ok(()),
    };
    note(witness::OLD_FILE.to_owned(), &dir.join(witness::OLD_FILE))?;
    let folder = dir.join(FOLDER);
    let entries = match fs::read_dir(&folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(found),
        Err(error) => return Err(StoreError::io(&folder, &error)),
    };
    for entry in entries {
        let entry = entry.map_err(|e| StoreError::io(&folder, &e))?;
        note(format!("{FOLDER}/{}", entry.file_name().to_string_lossy()), &entry.path())?;
    }
    Ok(found)
}
