//! Keeping the files in step with the database. A file that is behind (the process or the
//! machine died in between) is completed; one that is ahead or differs is evidence and
//! left as it is.

use std::{
    collections::{BTreeSet, HashMap},
    io::{BufRead, BufReader, Write},
    path::{Path, PathBuf},
    sync::Arc,
};

use super::{
    Books, FOLDER, Line, Pen, Tip,
    file::{Tail, WitnessFile},
    file_of,
};
use crate::{
    error::StoreError,
    keys::{Keys, random_suffix},
    statements::events,
    value::params,
};

const PAGE: i64 = 1000;

/// The file, within the folder of the witness, that holds the name of this node.
const NODE: &str = "node";

/// Makes the folder of the witness.
pub(crate) fn make_folder(dir: &Path) -> Result<(), StoreError> {
    let folder = dir.join(FOLDER);
    std::fs::create_dir_all(&folder).map_err(|e| StoreError::io(&folder, &e))
}

/// The name of the node that writes this folder, where it has one.
pub(crate) fn node_of(dir: &Path) -> Result<Option<String>, StoreError> {
    let path = dir.join(FOLDER).join(NODE);
    match std::fs::read_to_string(&path) {
        Ok(text) => {
            let name = text.trim();
            let right = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric());
            let wrong = || StoreError::Io {
                path: path.display().to_string(),
                what: "holds no name of a node; restore it from a backup of the folder".into(),
            };
            right.then(|| Some(name.to_owned())).ok_or_else(wrong)
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(StoreError::io(&path, &error)),
    }
}

/// The name of the node that writes this folder; a new folder gets a new one. Several
/// servers, each with a folder of its own, can so serve one database.
pub(crate) fn our_node(dir: &Path) -> Result<String, StoreError> {
    make_folder(dir)?;
    if let Some(name) = node_of(dir)? {
        return Ok(name);
    }
    let path = dir.join(FOLDER).join(NODE);
    let name = random_suffix();
    let made = std::fs::OpenOptions::new().write(true).create_new(true).open(&path).and_then(|mut file| {
        file.write_all(format!("{name}\n").as_bytes())?;
        file.sync_all()
    });
    match made {
        Ok(()) => Ok(name),
        // Another process was first.
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {
            node_of(dir)?.ok_or_else(|| StoreError::io(&path, &error))
        }
        Err(error) => Err(StoreError::io(&path, &error)),
    }
}

/// Where the next line of a county goes.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    /// The tag that the database knows as the last one.
    pub stored: String,
    /// The end of the file.
    pub tip: Tip,
}

/// The files of one node.
pub(crate) struct Witnesses {
    dir: PathBuf,
    node: String,
    keys: Arc<Keys>,
    files: HashMap<String, WitnessFile>,
}

impl Witnesses {
    pub(crate) fn new(dir: &Path, node: &str, keys: Arc<Keys>) -> Witnesses {
        Witnesses { dir: dir.to_owned(), node: node.to_owned(), keys, files: HashMap::new() }
    }

    /// Holds every file against the database, and completes those that are behind. A file
    /// is read only where its length disagrees.
    pub(crate) async fn compare_all<B: Books>(&mut self, books: &mut B) -> Result<(), StoreError> {
        let mut counties = BTreeSet::new();
        for mut row in books.ask(events::WITNESSES, vec![]).await? {
            let (county, node) = (row.text()?, row.text()?);
            if node == self.node && !county.is_empty() {
                counties.insert(county);
            }
        }
        let mut after = String::new();
        while let Some(mut row) = books.ask(events::COUNTY_AFTER, params![&after]).await?.into_iter().next() {
            after = row.text()?;
            counties.insert(after.clone());
        }
        for county in counties {
            let missing = !self.dir.join(file_of(&county)).exists();
            self.lock(&county)?;
            let compared = self.compare(books, &county, missing).await;
            self.unlock(&county);
            compared?;
        }
        Ok(())
    }

    async fn compare<B: Books>(
        &mut self,
        books: &mut B,
        county: &str,
        missing: bool,
    ) -> Result<(), StoreError> {
        let tip = self.stored_tip(books, county).await?;
        if missing && tip.line > 0 {
            tracing::error!(%county, "the witness file of a county is missing; run `leye verify`");
            return Ok(());
        }
        let file = self.file(county)?;
        let length = length(file)?;
        if length != tip.bytes || tip.line == 0 {
            return self.settle(books, county, &tip).await.map(|_| ());
        }
        if !level(&tail(file)?, &tip) {
            tracing::error!(%county, "a witness file differs from the database; run `leye verify`");
        }
        Ok(())
    }

    /// Locks a county's file against other processes, if that needs no waiting.
    pub(crate) fn try_lock(&mut self, county: &str) -> Result<bool, StoreError> {
        let file = self.file(county)?;
        file.try_lock().map_err(|e| StoreError::io(&file.path, &e))
    }

    /// The file to wait for on another thread, when [`Witnesses::try_lock`] said no. The
    /// lock that is taken there is held here too.
    pub(crate) fn twin(&mut self, county: &str) -> Result<std::fs::File, StoreError> {
        let file = self.file(county)?;
        file.twin().map_err(|e| StoreError::io(&file.path, &e))
    }

    /// Locks a county's file against other processes, waiting for them.
    pub(crate) fn lock(&mut self, county: &str) -> Result<(), StoreError> {
        let file = self.file(county)?;
        file.lock().map_err(|e| StoreError::io(&file.path, &e))
    }

    pub(crate) fn unlock(&mut self, county: &str) {
        if let Some(Err(error)) = self.files.get(county).map(WitnessFile::unlock) {
            tracing::error!(%error, %county, "a witness file cannot be unlocked");
        }
    }

    /// True if a place that was kept in memory is still the end of the file: nobody else
    /// has written it. To be called under the lock.
    pub(crate) fn is_at(&mut self, county: &str, place: &Place) -> bool {
        self.file(county).and_then(|file| length(file)).is_ok_and(|length| length == place.tip.bytes)
    }

    /// Where the next line goes, after bringing the file up to the database. To be called
    /// under the lock and outside a transaction.
    pub(crate) async fn place<B: Books>(&mut self, books: &mut B, county: &str) -> Result<Place, StoreError> {
        let tip = self.stored_tip(books, county).await?;
        if length(self.file(county)?)? == tip.bytes && tip.line > 0 {
            return Ok(Place { stored: tip.mac.clone(), tip });
        }
        self.settle(books, county, &tip).await
    }

    /// A pen for the lines that follow a place.
    pub(crate) fn pen(&self, place: &Place) -> Pen<'_> {
        Pen::at(&self.keys.witness, place.tip.clone())
    }

    /// The parameters of [`events::SET_WITNESS`], which moves a county's row from a place
    /// to a tip.
    pub(crate) fn row(&self, county: &str, place: &Place, tip: &Tip) -> Vec<crate::value::Value> {
        params![county, self.node.as_str(), tip.line, tip.bytes, tip.mac.as_str(), place.stored.as_str()]
    }

    /// Appends lines. A failure is logged only: the events are on disk, and the next
    /// commit completes the file first.
    pub(crate) fn append(&mut self, county: &str, lines: &str) {
        let appended =
            self.file(county).and_then(|file| file.append(lines).map_err(|e| StoreError::io(&file.path, &e)));
        if let Err(error) = appended {
            tracing::error!(%error, "the witness cannot be written; it will be completed later");
        }
    }

    /// The node whose rows say how far the files reach.
    pub(crate) fn node(&self) -> &str {
        &self.node
    }

    /// Forces the files to disk, at the end of the service.
    pub(crate) fn flush(&self) {
        for file in self.files.values() {
            if let Err(error) = file.sync() {
                tracing::error!(%error, "the witness cannot be forced to disk");
            }
        }
    }

    async fn settle<B: Books>(
        &mut self,
        books: &mut B,
        county: &str,
        tip: &Tip,
    ) -> Result<Place, StoreError> {
        let tail = tail(self.file(county)?)?;
        let length = length(self.file(county)?)?;
        if tip.line == 0 && length == 0 || self.behind(&tail, tip) {
            let tip = self.complete(books, county, &tail, tip).await?;
            return Ok(Place { stored: tip.mac.clone(), tip });
        }
        tracing::error!(%county, "a witness file is ahead of the database or differs from it; run `leye verify`");
        let last = tail.last.as_ref();
        let end = Tip {
            line: last.map_or(tip.line, |line| line.number.max(tip.line)),
            bytes: length,
            mac: last.map_or_else(|| tip.mac.clone(), |line| line.mac.clone()),
        };
        Ok(Place { stored: tip.mac.clone(), tip: end })
    }

    /// True if the file is a true beginning of what it should be.
    fn behind(&self, tail: &Tail, tip: &Tip) -> bool {
        let shorter = i64::try_from(tail.whole).is_ok_and(|whole| whole < tip.bytes);
        let genuine = match (&tail.last, &tail.previous) {
            (None, _) => tail.whole == 0,
            (Some(last), None) => {
                last.number == 1 && last.mac == last.tag(&self.keys.witness, &Tip::start().mac)
            }
            (Some(last), Some(previous)) => last.mac == last.tag(&self.keys.witness, &previous.mac),
        };
        shorter && genuine && !tail.garbled
    }

    /// Appends the ends that the file lacks, each with a genuine tag in `heads`.
    async fn complete<B: Books>(
        &mut self,
        books: &mut B,
        county: &str,
        tail: &Tail,
        stored: &Tip,
    ) -> Result<Tip, StoreError> {
        let known = self.known(county, tail.whole)?;
        let start = match &tail.last {
            Some(last) => Tip { line: last.number, bytes: signed(tail.whole), mac: last.mac.clone() },
            None => Tip::start(),
        };
        books.begin(county).await?;
        let filled = self.fill(books, county, &known, start, &stored.mac).await;
        let ended = books.end(filled.is_ok()).await;
        let (text, tip) = filled?;
        ended?;
        let file = self.file(county)?;
        file.cut(tail.whole).and_then(|()| file.append(&text)).map_err(|e| StoreError::io(&file.path, &e))?;
        let lines = text.lines().count();
        if stored.line > 0 {
            tracing::warn!(lines, %county, "a witness file was behind the database and is complete again");
        }
        Ok(tip)
    }

    /// The lines that are missing, and the end that the database now expects.
    async fn fill<B: Books>(
        &self,
        books: &mut B,
        county: &str,
        known: &HashMap<String, i64>,
        start: Tip,
        stored: &str,
    ) -> Result<(String, Tip), StoreError> {
        let mut pen = Pen::at(&self.keys.witness, start);
        let mut after = String::new();
        loop {
            let page = books.ask(events::HEADS_OF, params![county, &after, PAGE]).await?;
            let full = page.len() == PAGE as usize;
            for mut row in page {
                let (stream, seq, hash, mac) = (row.text()?, row.int()?, row.text()?, row.text()?);
                if known.get(&stream).is_none_or(|&last| last < seq) {
                    if mac == self.keys.head_mac(county, &stream, seq, &hash) {
                        pen.write(county, &stream, seq, &hash);
                    } else {
                        tracing::error!(%county, %stream, "a head without a genuine tag; run `leye verify`");
                    }
                }
                after = stream;
            }
            if !full {
                break;
            }
        }
        let Pen { text, tip, .. } = pen;
        if tip.line > 0 {
            let place = Place { stored: stored.to_owned(), tip: tip.clone() };
            books.put(events::SET_WITNESS, self.row(county, &place, &tip)).await?;
        }
        Ok((text, tip))
    }

    /// The last number that the file names of every stream.
    fn known(&mut self, county: &str, whole: u64) -> Result<HashMap<String, i64>, StoreError> {
        let path = self.dir.join(file_of(county));
        let failed = |e: std::io::Error| StoreError::io(&path, &e);
        let file = std::fs::File::open(&path).map_err(failed)?;
        let mut known = HashMap::new();
        for text in BufReader::new(std::io::Read::take(file, whole)).lines() {
            if let Some(line) = Line::parse(&text.map_err(failed)?) {
                known.insert(line.stream, line.seq);
            }
        }
        Ok(known)
    }

    async fn stored_tip<B: Books>(&self, books: &mut B, county: &str) -> Result<Tip, StoreError> {
        let found = books.ask(events::WITNESS, params![county, self.node.as_str()]).await?;
        Tip::read(found.into_iter().next())
    }

    fn file(&mut self, county: &str) -> Result<&mut WitnessFile, StoreError> {
        if !self.files.contains_key(county) {
            // A county comes from a row, and rows can be changed from outside.
            if county.is_empty() || county.contains(['/', '\\']) || county.starts_with('.') {
                return Err(StoreError::corrupt("heads", "a county that cannot be one"));
            }
            let path = self.dir.join(file_of(county));
            let file = WitnessFile::open(path.clone()).map_err(|e| StoreError::io(&path, &e))?;
            self.files.insert(county.to_owned(), file);
        }
        Ok(self.files.get_mut(county).expect("it was put there above"))
    }
}

fn tail(file: &mut WitnessFile) -> Result<Tail, StoreError> {
    file.tail().map_err(|e| StoreError::io(&file.path, &e))
}

fn length(file: &WitnessFile) -> Result<i64, StoreError> {
    file.len().map(signed).map_err(|e| StoreError::io(&file.path, &e))
}

fn signed(length: u64) -> i64 {
    i64::try_from(length).unwrap_or(i64::MAX)
}

fn level(tail: &Tail, tip: &Tip) -> bool {
    match &tail.last {
        Some(last) => last.number == tip.line && last.mac == tip.mac,
        None => tip.line == 0,
    }
}
