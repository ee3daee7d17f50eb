//! Keeping heads.log in step with the database. The database notes how far the file must
//! reach in the same transaction as the events; the lines are appended right after it,
//! before anybody is answered. A file that is behind (the process or the machine died in
//! between) is completed; one that is ahead or differs is evidence and left as it is.

use std::{
    collections::HashMap,
    io::{BufRead, BufReader},
    path::Path,
    sync::Arc,
};

use rusqlite::{Connection, TransactionBehavior};

use super::connection::{execute, failed, query};
use crate::{
    engine::HeadMark,
    error::StoreError,
    keys::Keys,
    statements::events,
    value::{Value, params},
    witness::{Line, Pen, Tail, Tip, WitnessFile},
};

const PAGE: i64 = 1000;

pub(super) struct Witnessing {
    keys: Arc<Keys>,
    file: WitnessFile,
}

impl Witnessing {
    /// Opens heads.log and completes it where it is behind.
    pub(super) fn open(
        dir: &Path,
        keys: Arc<Keys>,
        connection: &Connection,
    ) -> Result<Witnessing, StoreError> {
        let missing = !dir.join(crate::witness::FILE).exists();
        let file = WitnessFile::open(dir).map_err(|e| StoreError::io(dir, &e))?;
        let mut witness = Witnessing { keys, file };
        witness.lock()?;
        let opened = witness.compare(connection, missing);
        witness.unlock();
        opened.map(|()| witness)
    }

    fn compare(&mut self, connection: &Connection, missing: bool) -> Result<(), StoreError> {
        let tip = stored_tip(connection)?;
        if missing && tip.line > 0 {
            tracing::error!(file = %self.file.path.display(), "heads.log is missing; run `leye verify`");
            return Ok(());
        }
        let tail = self.tail()?;
        if self.length()? == tip.bytes && !level(&tail, &tip) {
            tracing::error!(file = %self.file.path.display(), "heads.log differs from the database; run `leye verify`");
        } else if self.length()? != tip.bytes {
            self.settle(connection, &tip)?;
        }
        Ok(())
    }

    pub(super) fn lock(&self) -> Result<(), StoreError> {
        self.file.lock().map_err(|e| self.error(&e))
    }

    pub(super) fn unlock(&self) {
        if let Err(error) = self.file.unlock() {
            tracing::error!(%error, "heads.log cannot be unlocked");
        }
    }

    /// Where the next line goes, after bringing the file up to the database. To be called
    /// under the lock and outside a transaction.
    pub(super) fn settled(&mut self, connection: &mut Connection) -> Result<Tip, StoreError> {
        let tip = stored_tip(connection)?;
        if self.length()? == tip.bytes { Ok(tip) } else { self.settle(connection, &tip) }
    }

    /// Notes in the open transaction how far the file will reach, and gives the lines.
    pub(super) fn note(
        &self,
        connection: &Connection,
        tip: &Tip,
        marks: &[&HeadMark],
    ) -> Result<String, StoreError> {
        if marks.is_empty() {
            return Ok(String::new());
        }
        let mut pen = Pen::at(&self.keys.witness, tip.clone());
        for mark in marks {
            pen.write(&mark.county, &mark.stream, mark.seq, &mark.hash);
        }
        set_tip(connection, &pen.tip)?;
        Ok(pen.text)
    }

    /// Appends lines. A failure is logged only: the events are on disk, and the next
    /// commit completes the file first.
    pub(super) fn append(&mut self, lines: &str) {
        if let Err(error) = self.file.append(lines) {
            tracing::error!(%error, "heads.log cannot be written; it will be completed later");
        }
    }

    /// Forces the file to disk, at the end of the service.
    pub(super) fn flush(&self) {
        if let Err(error) = self.file.sync() {
            tracing::error!(%error, "heads.log cannot be forced to disk");
        }
    }

    fn settle(&mut self, connection: &Connection, tip: &Tip) -> Result<Tip, StoreError> {
        let tail = self.tail()?;
        if self.behind(&tail, tip) {
            return self.complete(connection, &tail);
        }
        tracing::error!(file = %self.file.path.display(), "heads.log is ahead of the database or differs from it; run `leye verify`");
        let last = tail.last.as_ref();
        Ok(Tip {
            line: last.map_or(tip.line, |line| line.number.max(tip.line)),
            bytes: self.length()?,
            mac: last.map_or_else(|| tip.mac.clone(), |line| line.mac.clone()),
        })
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
    fn complete(&mut self, connection: &Connection, tail: &Tail) -> Result<Tip, StoreError> {
        let known = self.known(tail.whole)?;
        let start = match &tail.last {
            Some(last) => Tip { line: last.number, bytes: signed(tail.whole), mac: last.mac.clone() },
            None => Tip::start(),
        };
        let keys = self.keys.clone();
        let mut pen = Pen::at(&keys.witness, start);
        let transaction = rusqlite::Transaction::new_unchecked(connection, TransactionBehavior::Immediate)
            .map_err(|e| failed(&e))?;
        self.missing(&transaction, &known, &mut pen)?;
        set_tip(&transaction, &pen.tip)?;
        transaction.commit().map_err(|e| failed(&e))?;
        self.file.cut(tail.whole).map_err(|e| self.error(&e))?;
        self.file.append(&pen.text).map_err(|e| self.error(&e))?;
        tracing::warn!(
            lines = pen.text.lines().count(),
            "heads.log was behind the database and is complete again"
        );
        Ok(pen.tip)
    }

    fn missing(
        &self,
        connection: &Connection,
        known: &HashMap<String, i64>,
        pen: &mut Pen<'_>,
    ) -> Result<(), StoreError> {
        let mut after = (String::new(), String::new());
        loop {
            let page = query(
                connection,
                events::HEADS_AFTER,
                &[Value::from(&after.0), Value::from(&after.1), PAGE.into()],
            )?;
            let full = page.len() == PAGE as usize;
            for mut row in page {
                let (county, stream, seq) = (row.text()?, row.text()?, row.int()?);
                let (hash, mac) = (row.text()?, row.text()?);
                if known.get(&format!("{county} {stream}")).is_none_or(|&last| last < seq) {
                    if mac == self.keys.head_mac(&county, &stream, seq, &hash) {
                        pen.write(&county, &stream, seq, &hash);
                    } else {
                        tracing::error!(%county, %stream, "a head without a genuine tag; run `leye verify`");
                    }
                }
                after = (county, stream);
            }
            if !full {
                return Ok(());
            }
        }
    }

    /// The last number that the file names of every stream.
    fn known(&self, whole: u64) -> Result<HashMap<String, i64>, StoreError> {
        let file = std::fs::File::open(&self.file.path).map_err(|e| self.error(&e))?;
        let mut known = HashMap::new();
        for text in BufReader::new(std::io::Read::take(file, whole)).lines() {
            if let Some(line) = Line::parse(&text.map_err(|e| self.error(&e))?) {
                known.insert(format!("{} {}", line.county, line.stream), line.seq);
            }
        }
        Ok(known)
    }

    fn tail(&mut self) -> Result<Tail, StoreError> {
        let path = self.file.path.clone();
        self.file.tail().map_err(|e| StoreError::io(&path, &e))
    }

    fn length(&self) -> Result<i64, StoreError> {
        self.file.len().map(signed).map_err(|e| self.error(&e))
    }

    fn error(&self, error: &std::io::Error) -> StoreError {
        StoreError::io(&self.file.path, error)
    }
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

fn stored_tip(connection: &Connection) -> Result<Tip, StoreError> {
    match query(connection, events::WITNESS, &[])?.into_iter().next() {
        Some(mut row) => Ok(Tip { line: row.int()?, bytes: row.int()?, mac: row.text()? }),
        None => Ok(Tip::start()),
    }
}

fn set_tip(connection: &Connection, tip: &Tip) -> Result<(), StoreError> {
    let params = params![tip.line, tip.bytes, tip.mac.as_str()];
    execute(connection, events::SET_WITNESS, &params).map(|_| ()).map_err(|e| failed(&e))
}
