//! Complaints (A3, A8): by when each step is done. The file `desk/complaint.toml`.

use crate::folder::Folder;
use crate::terms::{self, Terms};

const FILE: &str = "desk/complaint.toml";
/// What it has to give.
const NAMES: [&str; 6] = ["take", "reply", "answer", "content", "look", "flood"];

/// A pack may have none: then nobody complains by it.
pub(crate) fn read(folder: &Folder<'_>) -> Option<Terms> {
    terms::read_if_there(folder, FILE, &NAMES)
}
