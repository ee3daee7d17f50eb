//! Row groups are read and judged side by side, and handed on in the order of the file.

use std::path::Path;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Condvar, Mutex, PoisonError};
use std::thread;

use arrow::array::RecordBatch;

use super::chunk::Chunk;
use super::damaged;
use super::found::find;
use super::layout::Layout;
use crate::engine::Engine;
use crate::error::ScreenError;

/// Pieces of one row group that may wait for their turn.
const WAITING: usize = 16;

/// A judged batch. Only the households inside of it are judged; those at its ends may go on
/// in the batches beside it.
pub(super) struct Piece {
    /// Its first household, and all of it if it has only one.
    pub head: Chunk,
    /// What was found between the ends.
    pub inside: Option<RecordBatch>,
    /// Its last household, if that is not its first.
    pub tail: Option<Chunk>,
    /// The ids of the people ascend within it; the first and the last of them.
    pub is_ascending: bool,
    pub people: (u64, u64),
    rows: u64,
}

impl Piece {
    pub(super) fn rows(&self) -> u64 {
        self.rows
    }

    pub(super) fn of(engine: &Engine, chunk: &Chunk) -> Result<Option<Piece>, ScreenError> {
        let households = chunk.household.values();
        let (Some(first), Some(last)) = (households.first(), households.last()) else {
            return Ok(None);
        };
        let rows = households.len();
        let people = chunk.person.values();
        let head = households.partition_point(|household| household == first);
        let tail = households.partition_point(|household| household < last);
        let piece = |head, inside, tail| Piece {
            head,
            inside,
            tail,
            is_ascending: people.is_sorted_by(|a, b| a < b),
            people: (people[0], people[rows - 1]),
            rows: rows as u64,
        };
        if first == last {
            return Ok(Some(piece(chunk.clone(), None, None)));
        }
        let inside = if tail > head { Some(find(engine, &chunk.slice(head, tail - head))?) } else { None };
        Ok(Some(piece(chunk.copy(0, head), inside, Some(chunk.copy(tail, rows - tail)))))
    }
}

type Judged = Result<Box<Piece>, ScreenError>;

/// Gives every piece of the file to `take`, in order. The first error in the order of the
/// file ends it.
pub(super) fn pieces(
    path: &Path,
    layout: &Layout,
    engine: &Engine,
    take: &mut dyn FnMut(Piece) -> Result<(), ScreenError>,
) -> Result<(), ScreenError> {
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let (senders, receivers): (Vec<SyncSender<Judged>>, Vec<Receiver<Judged>>) =
        (0..layout.groups()).map(|_| sync_channel(WAITING)).unzip();
    let pool = Pool {
        path,
        layout,
        engine,
        senders: senders.into_iter().map(|sender| Mutex::new(Some(sender))).collect(),
        next: AtomicUsize::new(0),
        stopped: AtomicBool::new(false),
        done: Mutex::new(0),
        moved: Condvar::new(),
        // So many row groups are begun before the first of them is done.
        ahead: threads * 2,
    };
    thread::scope(|scope| {
        for _ in 0..threads.min(layout.groups()) {
            scope.spawn(|| pool.work());
        }
        let taken = receivers.into_iter().try_for_each(|receiver| {
            for piece in receiver {
                take(*piece?)?;
            }
            pool.step();
            Ok(())
        });
        pool.stop();
        taken
    })
}

struct Pool<'a> {
    path: &'a Path,
    layout: &'a Layout,
    engine: &'a Engine,
    senders: Vec<Mutex<Option<SyncSender<Judged>>>>,
    next: AtomicUsize,
    stopped: AtomicBool,
    /// Row groups that were handed on.
    done: Mutex<usize>,
    moved: Condvar,
    ahead: usize,
}

impl Pool<'_> {
    /// Takes one row group after the other. Nobody listens any more after an error.
    fn work(&self) {
        loop {
            let group = self.next.fetch_add(1, Ordering::Relaxed);
            let Some(place) = self.senders.get(group) else {
                return;
            };
            let Some(sender) = place.lock().unwrap_or_else(PoisonError::into_inner).take() else {
                return;
            };
            if !self.may_begin(group) {
                return;
            }
            if let Err(error) = self.read(group, &sender) {
                let _ = sender.send(Err(error));
            }
        }
    }

    fn read(&self, group: usize, sender: &SyncSender<Judged>) -> Result<(), ScreenError> {
        let mut first_row = self.layout.first_row(group);
        for batch in self.layout.open(self.path, group)? {
            let batch = batch.map_err(|error| damaged(self.path, &error))?;
            let chunk = Chunk::read(&batch, self.layout, self.engine, first_row)?;
            first_row += chunk.rows() as u64;
            if let Some(piece) = Piece::of(self.engine, &chunk)?
                && sender.send(Ok(Box::new(piece))).is_err()
            {
                return Ok(());
            }
            if self.stopped.load(Ordering::Relaxed) {
                return Ok(());
            }
        }
        Ok(())
    }

    /// Waits until the row group is not too far ahead of those that were handed on.
    fn may_begin(&self, group: usize) -> bool {
        let done = self.done.lock().unwrap_or_else(PoisonError::into_inner);
        let waits = |done: &mut usize| group >= *done + self.ahead && !self.stopped.load(Ordering::Relaxed);
        let waited = self.moved.wait_while(done, waits);
        drop(waited);
        !self.stopped.load(Ordering::Relaxed)
    }

    fn step(&self) {
        *self.done.lock().unwrap_or_else(PoisonError::into_inner) += 1;
        self.moved.notify_all();
    }

    fn stop(&self) {
        let done = self.done.lock().unwrap_or_else(PoisonError::into_inner);
        self.stopped.store(true, Ordering::Relaxed);
        drop(done);
        self.moved.notify_all();
    }
}
