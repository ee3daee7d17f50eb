//! From one storage into another, empty one, on whichever databases.

use std::sync::Arc;

use tokio::sync::mpsc;

use super::{
    Phase, Progress, Source, TableSum, TransferError, UNFINISHED, disk, files,
    rows::{self, Page},
};
use crate::{
    engine::{Batch, HeadMark, Place, Reach, Snapshot, open_snapshot},
    error::StoreError,
    files::{Folder, Shelf},
    keys::{KEY_CHECK, Keys},
    migrations::newest,
    statements::{reference, transfer::Table},
    store::{Options, Store},
    value::{Row, Value, params},
    verify::{VerifyReport, verify_place},
};

/// Pages that wait for the writer: memory stays bounded.
const WAITING: usize = 2;

/// What was moved.
#[derive(Clone, Debug)]
pub struct Copied {
    /// What every table holds, in source and target.
    pub tables: Vec<TableSum>,
    /// What was checked in the target.
    pub report: VerifyReport,
}

impl Copied {
    /// All rows.
    pub fn rows(&self) -> u64 {
        self.tables.iter().map(|sum| sum.rows).sum()
    }
}

/// Copies a storage, as it is at one moment, into an empty place, and proves that both hold
/// the same. The source may be served meanwhile; what comes in after the beginning is not in
/// the copy. Until the end the target is marked, and opening it is refused.
///
/// # Errors
/// [`TransferError::NotEmpty`] for a target that holds something; [`TransferError::Older`] for
/// a source of an older form;
/// [`TransferError::Unsound`] for a source whose chains do not hold: copying would wash away
/// the traces; otherwise what storage says. The target is then to be removed.
pub async fn copy(from: &Source, to: Options, told: &Progress) -> Result<Copied, TransferError> {
    carry(from, to, told, Carried::Everything).await
}

/// What goes into the new place.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Carried {
    Everything,
    /// Files are taken from the old place by whoever asks.
    RowsAlone,
}

/// As [`copy`].
pub(super) async fn carry(
    from: &Source,
    to: Options,
    told: &Progress,
    carried: Carried,
) -> Result<Copied, TransferError> {
    // From before the look to the end: a file that the rows name is not dropped meanwhile.
    let folder = Folder::of(&from.dir);
    let _held = blocking(move || folder.hold()).await?;
    let place = from.place();
    must_be_empty(&to.place()).await?;
    let (mut view, form) = look(&place).await?;
    if form < newest() {
        return Err(TransferError::Older(place.to_string()));
    }
    told(Phase::CheckingSource, 0, 0);
    let source = Source { master_key: Some(to.master_key.clone()), ..from.clone() };
    let shelf = Shelf::at(&source)?;
    let report = verify_place(source, Some(shelf), Arc::new(|_| {})).await?;
    sound(report, &place, "keep it as it is and restore a backup elsewhere")?;
    let (view, total) = blocking(move || {
        let total = rows::counts(view.as_mut())?.iter().map(|(_, count)| count).sum();
        Ok((view, total))
    })
    .await?;
    let keys = Keys::of(&to.master_key);
    let target = Store::open_unchecked(to).await?;
    target.put_setting(UNFINISHED, "yes").await?;
    let tables = pour(view, &target, &keys, total, told).await?;
    compare(&tables, reread(&target, total, told).await?)?;
    let shelf = match carried {
        Carried::Everything => {
            let (from, to, told) = (from.dir.clone(), target.dir().to_owned(), told.clone());
            blocking(move || files::carry(&from, &to, &told)).await?;
            Some(target.shelf())
        }
        Carried::RowsAlone => None,
    };
    told(Phase::CheckingTarget, 0, 0);
    let report = target.verify_on(shelf, Arc::new(|_| {})).await?;
    let report = sound(report, &target.inner.place, "remove it and repeat")?;
    target.delete_setting(UNFINISHED).await?;
    Ok(Copied { tables, report })
}

/// Does what waits for a disk or a server where it keeps nobody else waiting.
pub(super) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, StoreError> + Send + 'static,
) -> Result<T, StoreError> {
    tokio::task::spawn_blocking(work).await.map_err(|_| StoreError::Closed)?
}

/// An unchanging view of a storage that this program can read and that is whole, and the
/// number of its form.
pub(super) async fn look(place: &Place) -> Result<(Box<dyn Snapshot + Send>, i64), StoreError> {
    let place = place.clone();
    let look = move || {
        let mut view = open_snapshot(&place)?;
        let found = rows::one(view.query(reference::NEWEST_MIGRATION, vec![])?)?;
        let (found, known) = (i64::try_from(found).unwrap_or(i64::MAX), newest());
        if found > known {
            return Err(StoreError::NewerStorage { found, known });
        }
        must_be_finished(view.as_mut(), &place)?;
        Ok((view, found))
    };
    blocking(look).await
}

/// Refuses what an interrupted copy left.
pub(crate) fn must_be_finished(view: &mut dyn Snapshot, place: &Place) -> Result<(), StoreError> {
    match view.query(reference::SETTING, params![UNFINISHED])?.is_empty() {
        true => Ok(()),
        false => Err(StoreError::UnfinishedCopy(place.to_string())),
    }
}

/// Refuses a target that holds anything: files in its folder, or rows on its server.
pub(super) async fn must_be_empty(place: &Place) -> Result<(), TransferError> {
    disk::must_be_vacant(&place.dir)?;
    match &place.database {
        Some(database) if database.holds_storage().await? => {}
        _ => return Ok(()),
    }
    let (mut view, form) = look(place).await?;
    if form < newest() {
        return Err(TransferError::Older(place.to_string()));
    }
    // A storage knows its master key by a setting.
    let settled = |table: &str| u64::from(table == "settings");
    let counts = blocking(move || rows::counts(view.as_mut())).await?;
    let found: Vec<_> = counts
        .into_iter()
        .filter(|(table, rows)| *rows > settled(table))
        .map(|(table, rows)| format!("{rows} {table}"))
        .collect();
    match found.is_empty() {
        true => Ok(()),
        false => Err(TransferError::NotEmpty { place: place.to_string(), what: found.join(", ") }),
    }
}

fn sound(report: VerifyReport, place: &Place, advice: &'static str) -> Result<VerifyReport, TransferError> {
    match report.fault {
        None => Ok(report),
        Some(fault) => Err(TransferError::Unsound { place: place.to_string(), fault, advice }),
    }
}

/// One thread reads while this task writes.
async fn pour(
    mut view: Box<dyn Snapshot + Send>,
    target: &Store,
    keys: &Keys,
    total: u64,
    told: &Progress,
) -> Result<Vec<TableSum>, TransferError> {
    let (sender, mut pages) = mpsc::channel::<Page>(WAITING);
    let reading = tokio::task::spawn_blocking(move || {
        let mut hand = |page| sender.blocking_send(page).map_err(|_| StoreError::Closed);
        let sums = rows::walk(view.as_mut(), &mut hand)?;
        view.end().map(|()| sums)
    });
    let mut done = 0;
    while let Some(page) = pages.recv().await {
        done += page.rows.len() as u64;
        for batch in batches(page, keys)? {
            target.write(batch, "a row of the copy").await?;
        }
        told(Phase::CopyingRows, done, total);
    }
    Ok(reading.await.map_err(|_| StoreError::Closed)??)
}

/// One batch for each county of a page, so that no transaction leaves its shard.
fn batches(page: Page, keys: &Keys) -> Result<Vec<Batch>, StoreError> {
    let Page { table, rows } = page;
    let mut batches: Vec<Batch> = Vec::new();
    for row in rows {
        if table.name == "settings" && row.first() == Some(&Value::from(KEY_CHECK)) {
            continue;
        }
        let reach = match row.first() {
            Some(Value::Text(county)) if table.is_spread() => Reach::County(county.clone()),
            _ => Reach::Reference,
        };
        if batches.last().is_none_or(|last| last.reach != reach) {
            batches.push(Batch::of(reach));
        }
        if let Some(batch) = batches.last_mut() {
            batch.heads.extend(mark(table, &row, keys)?);
            batch.step(table.add, row);
        }
    }
    Ok(batches)
}

/// The line for the target's own witness, of a head that bears a genuine tag.
fn mark(table: &Table, row: &[Value], keys: &Keys) -> Result<Option<HeadMark>, StoreError> {
    if table.name != "heads" {
        return Ok(None);
    }
    let mut row = Row::new(row.to_vec());
    let (county, stream, seq) = (row.text()?, row.text()?, row.int()?);
    let (hash, mac) = (row.text()?, row.text()?);
    if keys.head_mac(&county, &stream, seq, &hash) != mac {
        let what = "the head of the stream was not written by this service";
        return Err(StoreError::corrupt(format!("{county}/{stream}/{seq}"), what));
    }
    Ok(Some(HeadMark { county, stream, seq, hash }))
}

async fn reread(target: &Store, total: u64, told: &Progress) -> Result<Vec<TableSum>, StoreError> {
    let (place, told) = (target.inner.place.clone(), told.clone());
    let read = move || {
        let mut view = open_snapshot(&place)?;
        let mut done = 0;
        let mut hand = |page: Page| {
            done += page.rows.len() as u64;
            told(Phase::ComparingRows, done, total);
            Ok(())
        };
        rows::walk(view.as_mut(), &mut hand)
    };
    blocking(read).await
}

fn compare(source: &[TableSum], target: Vec<TableSum>) -> Result<(), TransferError> {
    match source.iter().zip(&target).find(|(theirs, ours)| theirs != ours) {
        Some((sum, _)) => Err(TransferError::Differs(sum.table)),
        None => Ok(()),
    }
}
