//! How many pages there are, by going through the tree of them.

use std::collections::{BTreeMap, BTreeSet};

use super::file::File;
use super::purse::Stop;
use super::value::Value;
use crate::{IntakeFault, Limits};

/// How deep the tree may be.
const DEPTH: u32 = 50;

/// The pages of a file.
pub(super) struct Pages {
    /// All of them.
    pub total: u32,
    /// How many pages hang on the node of this number: what the file itself says may be wrong.
    pub below: BTreeMap<u32, u32>,
}

struct Counter<'a> {
    file: &'a File<'a>,
    most: u32,
    seen: BTreeSet<u32>,
    pages: Pages,
}

/// Counts the pages.
///
/// # Errors
/// [`IntakeFault::TooManyPages`]; [`Stop::Damaged`] when there is none.
pub(super) fn count(file: &File, limits: &Limits) -> Result<Pages, Stop> {
    let root = file.object(file.root()?)?;
    let tree = root.value.dict().and_then(|root| root.get(b"Pages".as_slice())).ok_or(Stop::Damaged)?;
    let pages = Pages { total: 0, below: BTreeMap::new() };
    let mut counter = Counter { file, most: limits.pages, seen: BTreeSet::new(), pages };
    counter.node(tree, DEPTH)?;
    if counter.pages.total == 0 { Err(Stop::Damaged) } else { Ok(counter.pages) }
}

impl Counter<'_> {
    /// The pages at and below a node; a node that hangs in two places counts once.
    fn node(&mut self, node: &Value, depth: u32) -> Result<(), Stop> {
        let depth = depth.checked_sub(1).ok_or(Stop::Damaged)?;
        if let Value::Ref(number) = node
            && !self.seen.insert(*number)
        {
            return Ok(());
        }
        let before = self.pages.total;
        let object = self.file.resolved(node)?;
        let Some(dict) = object.value.dict() else { return Ok(()) };
        let Some(kids) = dict.get(b"Kids".as_slice()) else {
            self.pages.total += 1;
            let limit = self.most;
            return if self.pages.total > limit {
                Err(IntakeFault::TooManyPages { limit }.into())
            } else {
                Ok(())
            };
        };
        let kids = self.file.resolved(kids)?;
        for kid in kids.value.array().unwrap_or_default() {
            self.node(kid, depth)?;
        }
        if let Value::Ref(number) = node {
            self.pages.below.insert(*number, self.pages.total - before);
        }
        Ok(())
    }
}
