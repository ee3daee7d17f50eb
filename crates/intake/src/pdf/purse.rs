//! How much one file may cost.

use std::cell::Cell;

use crate::clean::mebibytes;
use crate::{IntakeFault, Limits};

/// Why reading goes no further.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Stop {
    /// The file is not as it should be here; what it says elsewhere may still be read.
    Damaged,
    /// It costs more than it may.
    Spent,
    /// It is not kept.
    Refused(IntakeFault),
}

impl From<IntakeFault> for Stop {
    fn from(fault: IntakeFault) -> Stop {
        Stop::Refused(fault)
    }
}

impl Stop {
    /// The fault that a person is told.
    pub(super) fn fault(self, limits: &Limits) -> IntakeFault {
        match self {
            Stop::Damaged => IntakeFault::Broken,
            Stop::Spent => IntakeFault::Inflates { limit: mebibytes(limits.inflated) },
            Stop::Refused(fault) => fault,
        }
    }
}

/// How often each byte may be read over: files that point to the same place again and again, or
/// into one another, end here. A sound file is read over some five times.
const READINGS: u64 = 20;

/// Bytes to which the streams with objects in them may unpack: these are held in memory.
const OBJECTS: u64 = 64 << 20;

/// What is left to spend.
pub(super) struct Purse {
    work: Cell<u64>,
    inflated: Cell<u64>,
    objects: Cell<u64>,
}

impl Purse {
    pub(super) fn new(bytes: usize, limits: &Limits) -> Purse {
        let work = (bytes as u64 + 4096) * READINGS;
        let objects = limits.inflated.min(OBJECTS);
        Purse { work: Cell::new(work), inflated: Cell::new(limits.inflated), objects: Cell::new(objects) }
    }

    /// Pays for bytes that were read over.
    pub(super) fn work(&self, bytes: u64) -> Result<(), Stop> {
        pay(&self.work, bytes)
    }

    /// Bytes to which a stream with objects may still unpack.
    pub(super) fn objects(&self) -> u64 {
        self.objects.get()
    }

    /// Pays for a stream with objects, which may be read over like the file itself.
    pub(super) fn unpack(&self, bytes: u64) -> Result<(), Stop> {
        self.work.set(self.work.get().saturating_add(bytes * READINGS));
        pay(&self.objects, bytes)
    }

    /// Pays for what comes out of a filter.
    pub(super) fn inflate(&self, bytes: u64) -> Result<(), Stop> {
        pay(&self.inflated, bytes)
    }
}

fn pay(purse: &Cell<u64>, bytes: u64) -> Result<(), Stop> {
    purse.set(purse.get().checked_sub(bytes).ok_or(Stop::Spent)?);
    Ok(())
}
