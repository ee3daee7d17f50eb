//! Ratings of finished services (A9). The file `desk/rating.toml`.

use crate::folder::Folder;
use crate::terms::{self, Terms};

const FILE: &str = "desk/rating.toml";
/// What it has to give.
const NAMES: [&str; 9] =
    ["call_back", "remedy", "look", "appeal", "judge", "link", "fewest", "per_hour", "bad_from"];

/// A pack may have none.
pub(crate) fn read(folder: &Folder<'_>) -> Option<Terms> {
    terms::read_if_there(folder, FILE, &NAMES)
}
