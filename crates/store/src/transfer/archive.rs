//! The file of a backup: a tar archive, compressed by zstd, with the manifest first. Its form
//! is written down in docs/operate/backup.md, so that it can be unpacked without this program.

use std::{
    collections::BTreeMap,
    fs::{File, OpenOptions},
    io::{self, BufRead, BufReader, Read, Write},
    path::{Component, Path, PathBuf},
};

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

use super::{
    Phase, Progress, TransferError, disk,
    files::{force_below, name_of},
};
use crate::{
    error::StoreError,
    files::{FILES_FOLDER, Listed},
};

/// The form of the file. A change that an older program cannot read takes the next number.
const FORMAT: u32 = 2;
/// The member that lists the files of people, which follow it: length, blank, name, a line each.
pub(super) const LIST: &str = "files.list";
/// The first member.
const MANIFEST: &str = "manifest.json";
/// A longer manifest is none of ours.
const LONGEST_MANIFEST: u64 = 16 << 20;
/// Good compression at a speed that a disk can follow.
const LEVEL: i32 = 3;
const CHUNK: usize = 256 * 1024;

/// What a backup says of itself. It holds nothing personal and no key.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Manifest {
    /// The form of the file.
    pub leye_backup: u32,
    /// When it was begun: the storage as of this moment, or shortly after.
    pub at: jiff::Timestamp,
    /// Version of the program that made it.
    pub program: String,
    /// Number of the newest migration of the storage.
    pub form: i64,
    /// Rows of every table.
    pub counts: BTreeMap<String, u64>,
    /// The files, in their order.
    pub members: Vec<Member>,
    /// How many files of people follow, as the last member lists them. Those of a bucket are in
    /// no backup.
    #[serde(default)]
    pub files: u64,
    /// Their bytes.
    #[serde(default)]
    pub files_bytes: u64,
}

/// One file of a backup.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Member {
    /// Its path in the storage folder.
    pub name: String,
    /// Its length.
    pub bytes: u64,
    /// SHA-256 of its content, in hexadecimal.
    pub sha256: String,
}

impl Manifest {
    pub(super) fn new(
        at: jiff::Timestamp,
        form: i64,
        counts: BTreeMap<String, u64>,
        members: Vec<Member>,
        listed: &[Listed],
    ) -> Manifest {
        let program = env!("CARGO_PKG_VERSION").to_owned();
        let (files, files_bytes) = (listed.len() as u64, listed.iter().map(|one| one.bytes).sum());
        Manifest { leye_backup: FORMAT, at, program, form, counts, members, files, files_bytes }
    }

    /// Bytes of all members and files.
    pub fn bytes(&self) -> u64 {
        self.members.iter().map(|member| member.bytes).sum::<u64>() + self.files_bytes
    }
}

/// A file that is to be packed, as far as `bytes`: what is appended later stays outside.
pub(super) struct Part {
    pub name: String,
    pub path: PathBuf,
    pub bytes: u64,
}

/// Hashes every part. `told` hears of bytes.
pub(super) fn hash(parts: &[Part], told: &Progress) -> Result<Vec<Member>, StoreError> {
    let total = parts.iter().map(|part| part.bytes).sum();
    let mut done = 0;
    let mut members = Vec::new();
    for part in parts {
        let failed = |e: io::Error| StoreError::io(&part.path, &e);
        let mut reader = File::open(&part.path).map_err(failed)?.take(part.bytes);
        let (mut digest, mut chunk) = (Sha256::new(), vec![0; CHUNK]);
        loop {
            let read = reader.read(&mut chunk).map_err(failed)?;
            if read == 0 {
                break;
            }
            digest.update(&chunk[..read]);
            done += read as u64;
            told(Phase::Hashing, done, total);
        }
        let sha256 = HEXLOWER.encode(&digest.finalize());
        members.push(Member { name: part.name.clone(), bytes: part.bytes, sha256 });
    }
    Ok(members)
}

/// Writes the list of the files of people; gives its length.
pub(super) fn list(into: &Path, files: &[Listed]) -> Result<u64, StoreError> {
    let wrong = |e: io::Error| disk::failed(into, &e);
    let mut list = io::BufWriter::new(create(into)?);
    for Listed { place, bytes } in files {
        writeln!(list, "{bytes} {}", name_of(place)).map_err(wrong)?;
    }
    list.flush().map_err(wrong)?;
    Ok(list.get_ref().metadata().map_err(wrong)?.len())
}

/// Writes the archive: first the members of the manifest, then the files. A file says itself
/// whether it is what was written. `told` hears of bytes before compression.
pub(super) fn pack(
    into: &File,
    manifest: &Manifest,
    parts: &[Part],
    told: &Progress,
) -> Result<(), io::Error> {
    let mut encoder = zstd::Encoder::new(into, LEVEL)?;
    encoder.include_checksum(true)?;
    let mut tar = tar::Builder::new(encoder);
    let text = serde_json::to_vec_pretty(manifest)?;
    let at = u64::try_from(manifest.at.as_second()).unwrap_or(0);
    tar.append_data(&mut header(text.len() as u64, at), MANIFEST, text.as_slice())?;
    let (mut done, total) = (0, manifest.bytes());
    for (at_part, part) in parts.iter().enumerate() {
        let mut digest = Sha256::new();
        let reader = File::open(&part.path)?.take(part.bytes);
        let reader = Watched {
            reader,
            seen: |bytes: &[u8]| {
                digest.update(bytes);
                done += bytes.len() as u64;
                told(Phase::Packing, done, total);
            },
        };
        tar.append_data(&mut header(part.bytes, at), &part.name, reader)?;
        let member = manifest.members.get(at_part);
        if member.is_some_and(|member| HEXLOWER.encode(&digest.finalize()) != member.sha256) {
            let what = format!("{} was changed while it was packed; repeat", part.path.display());
            return Err(io::Error::other(what));
        }
    }
    tar.into_inner()?.finish()?.flush()
}

fn header(bytes: u64, at: u64) -> tar::Header {
    let mut header = tar::Header::new_gnu();
    header.set_entry_type(tar::EntryType::Regular);
    header.set_mode(0o600);
    header.set_mtime(at);
    header.set_size(bytes);
    header
}

/// Shows the bytes that are read from `reader` to `seen`.
struct Watched<R, F> {
    reader: R,
    seen: F,
}

impl<R: Read, F: FnMut(&[u8])> Read for Watched<R, F> {
    fn read(&mut self, chunk: &mut [u8]) -> io::Result<usize> {
        let read = self.reader.read(chunk)?;
        (self.seen)(&chunk[..read]);
        Ok(read)
    }
}

/// Unpacks a backup into an existing folder and checks every member. `told` hears of bytes
/// after decompression.
pub(super) fn unpack(file: &Path, into: &Path, told: &Progress) -> Result<Manifest, TransferError> {
    let reader = File::open(file).map_err(|e| StoreError::io(file, &e))?;
    Unpacking { file, into, told, done: 0 }.run(BufReader::new(reader))
}

struct Unpacking<'a> {
    file: &'a Path,
    into: &'a Path,
    told: &'a Progress,
    done: u64,
}

impl Unpacking<'_> {
    fn run(&mut self, mut reader: BufReader<File>) -> Result<Manifest, TransferError> {
        let magic = zstd::zstd_safe::MAGICNUMBER.to_le_bytes();
        let begins = reader.fill_buf().map_err(|e| StoreError::io(self.file, &e))?.starts_with(&magic);
        if !begins {
            return Err(self.damaged("is no backup as `leye backup` makes it"));
        }
        let decoder = zstd::Decoder::with_buffer(&mut reader).map_err(|e| self.cut(&e))?;
        let mut decoder = decoder.single_frame();
        let manifest = self.members(&mut tar::Archive::new(&mut decoder))?;
        // The end bears the checksum of the whole.
        io::copy(&mut decoder, &mut io::sink()).map_err(|e| self.cut(&e))?;
        drop(decoder);
        let rest = reader.fill_buf().map_err(|e| StoreError::io(self.file, &e))?;
        if rest.is_empty() {
            Ok(manifest)
        } else {
            Err(self.damaged("holds more behind its end: it was altered"))
        }
    }

    fn members(&mut self, archive: &mut tar::Archive<impl Read>) -> Result<Manifest, TransferError> {
        let mut entries = archive.entries().map_err(|e| self.cut(&e))?;
        let manifest = match entries.next() {
            Some(entry) => self.manifest(entry.map_err(|e| self.cut(&e))?)?,
            None => return Err(self.damaged("is no backup as `leye backup` makes it")),
        };
        for member in &manifest.members {
            match entries.next() {
                Some(entry) => {
                    let entry = entry.map_err(|e| self.cut(&e))?;
                    let named = (member.name.as_str(), member.bytes);
                    self.file_of(entry, named, Some(&member.sha256), manifest.bytes())?;
                }
                None => return Err(self.damaged(&format!("lacks {}: it was cut or altered", member.name))),
            }
        }
        if let Some(list) = manifest.members.last().filter(|member| member.name == LIST) {
            let path = self.into.join(&list.name);
            self.files(&path, &mut entries, manifest.bytes())?;
            std::fs::remove_file(&path).map_err(|e| StoreError::io(&path, &e))?;
        }
        match entries.next() {
            None => Ok(manifest),
            Some(entry) => {
                entry.map_err(|e| self.cut(&e))?;
                Err(self.damaged("holds a file that its manifest does not name: it was altered"))
            }
        }
    }

    /// The files of people, as the list names them.
    fn files<'e, R: Read + 'e>(
        &mut self,
        list: &Path,
        entries: &mut impl Iterator<Item = io::Result<tar::Entry<'e, R>>>,
        total: u64,
    ) -> Result<(), TransferError> {
        let lines = File::open(list).map(BufReader::new).map_err(|e| StoreError::io(list, &e))?;
        for line in lines.lines() {
            let line = line.map_err(|e| StoreError::io(list, &e))?;
            let parts = line.split_once(' ').and_then(|(bytes, name)| Some((bytes.parse().ok()?, name)));
            let Some((bytes, name)) = parts.filter(|(_, name)| is_file(name)) else {
                return Err(self.damaged("its list names a file that no backup holds: it was altered"));
            };
            match entries.next() {
                Some(entry) => self.file_of(entry.map_err(|e| self.cut(&e))?, (name, bytes), None, total)?,
                None => return Err(self.damaged(&format!("lacks {name}: it was cut or altered"))),
            }
        }
        let folder = self.into.join(FILES_FOLDER);
        if folder.exists() { Ok(force_below(&folder)?) } else { Ok(()) }
    }

    fn manifest(&self, entry: tar::Entry<'_, impl Read>) -> Result<Manifest, TransferError> {
        #[derive(serde::Deserialize)]
        struct Form {
            leye_backup: u32,
        }
        let named = entry.path().is_ok_and(|path| path == Path::new(MANIFEST));
        if !named || entry.size() > LONGEST_MANIFEST {
            return Err(self.damaged("is no backup as `leye backup` makes it"));
        }
        let mut text = Vec::new();
        entry.take(LONGEST_MANIFEST).read_to_end(&mut text).map_err(|e| self.cut(&e))?;
        let unreadable = |_| self.damaged("its manifest cannot be read: it was altered, or is no backup");
        let form: Form = serde_json::from_slice(&text).map_err(unreadable)?;
        if form.leye_backup > FORMAT {
            let what = format!(
                "has form {}, this program knows up to {FORMAT}; run the newer program",
                form.leye_backup
            );
            return Err(self.damaged(&what));
        }
        let manifest: Manifest = serde_json::from_slice(&text).map_err(unreadable)?;
        match manifest.members.iter().find(|member| !is_ours(&member.name)) {
            Some(_) => Err(self.damaged("its manifest names a file that no backup holds: it was altered")),
            None => Ok(manifest),
        }
    }

    /// A file with its name and length, and its hash. One of people has none: it says itself
    /// whether it is what was written.
    fn file_of(
        &mut self,
        mut entry: tar::Entry<'_, impl Read>,
        (name, bytes): (&str, u64),
        sha256: Option<&str>,
        total: u64,
    ) -> Result<(), TransferError> {
        let altered = |this: &Self| this.damaged(&format!("{name} is not what was packed: it was altered"));
        let named = entry.path().is_ok_and(|path| path == Path::new(name));
        if !named || !entry.header().entry_type().is_file() || entry.size() != bytes {
            return Err(altered(self));
        }
        let path = self.into.join(name);
        let mut file = create(&path)?;
        let (mut digest, mut chunk) = (Sha256::new(), vec![0; CHUNK]);
        loop {
            let read = entry.read(&mut chunk).map_err(|e| self.cut(&e))?;
            if read == 0 {
                break;
            }
            digest.update(&chunk[..read]);
            file.write_all(&chunk[..read]).map_err(|e| disk::failed(&path, &e))?;
            self.done += read as u64;
            (self.told)(Phase::Unpacking, self.done, total);
        }
        let found = HEXLOWER.encode(&digest.finalize());
        if sha256.is_some_and(|sha256| sha256 != found) {
            return Err(altered(self));
        }
        Ok(file.sync_all().map_err(|e| disk::failed(&path, &e))?)
    }

    fn damaged(&self, what: &str) -> TransferError {
        TransferError::Damaged {
            file: self.file.display().to_string(),
            what: format!("{what}; take another backup"),
        }
    }

    fn cut(&self, error: &io::Error) -> TransferError {
        self.damaged(&format!("cannot be unpacked, it was cut or altered ({error})"))
    }
}

/// The database, a witness of it, or a file in the folder of witnesses: plain names only, so
/// that nothing is ever written outside the folder.
fn is_ours(name: &str) -> bool {
    let Some(parts) = plain_parts(name) else { return false };
    match parts.len() {
        1 => [crate::engine::FILE, crate::witness::OLD_FILE, LIST].contains(&name),
        2 => parts[0] == crate::witness::FOLDER,
        _ => false,
    }
}

/// A file of people: county, person and hash below the folder of files.
fn is_file(name: &str) -> bool {
    plain_parts(name).is_some_and(|parts| parts.len() == 4 && parts[0] == FILES_FOLDER)
}

fn plain_parts(name: &str) -> Option<Vec<&str>> {
    let plain = name.bytes().all(|b| b.is_ascii_alphanumeric() || b"._-/".contains(&b));
    let normal = Path::new(name).components().all(|part| matches!(part, Component::Normal(_)));
    let parts: Vec<_> = name.split('/').collect();
    let named = parts.iter().all(|part| !part.is_empty() && !part.starts_with('.'));
    (plain && normal && named).then_some(parts)
}

fn create(path: &Path) -> Result<File, StoreError> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(|e| disk::failed(folder, &e))?;
    }
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map_err(|e| disk::failed(path, &e))
}
