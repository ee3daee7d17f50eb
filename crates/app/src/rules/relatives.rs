//! Packs that extend one another: what was changed later, and what a pack was made from.

use std::collections::BTreeMap;
use std::sync::Arc;

use leye_pack::Pack;

use super::{Rules, files};

/// A pack that extends ours, or that ours extends.
#[derive(Clone, Debug)]
pub struct Relative {
    /// The pack, whole.
    pub pack: Arc<Pack>,
    /// It came after ours; else ours came after it.
    pub is_later: bool,
    /// Files of the earlier one that the later one replaces, by name.
    pub replaced: Vec<String>,
    /// Files that only the later one has.
    pub added: Vec<String>,
}

impl Rules {
    /// The packs compiled in that extend the one in force, and the one that it extends. Made
    /// when they are first asked for.
    pub fn relatives(&self) -> Arc<[Relative]> {
        let edition = self.edition(self.today());
        edition.relatives.get_or_init(|| find(&edition.pack).into()).clone()
    }
}

fn find(ours: &Pack) -> Vec<Relative> {
    let related = files::names().into_iter().filter_map(|id| {
        let own = files::embedded(&id)?;
        let (pack, _) = leye_pack::compile(&leye_pack::resolve(own.clone(), &files::embedded));
        let pack = pack?;
        let is_later = pack.extends.as_deref() == Some(ours.id.as_str());
        if !is_later && ours.extends.as_deref() != Some(id.as_str()) {
            return None;
        }
        // What the later one brings: its own files against all of the earlier one.
        let (later, earlier) =
            if is_later { (own, files::embedded(&ours.id)?) } else { (files::embedded(&ours.id)?, own) };
        let (replaced, added) = apart(&later, &earlier);
        Some(Relative { pack: Arc::new(pack), is_later, replaced, added })
    });
    related.collect()
}

fn apart(later: &BTreeMap<String, String>, earlier: &BTreeMap<String, String>) -> (Vec<String>, Vec<String>) {
    let rules = later.keys().filter(|name| *name != "pack.toml" && !name.starts_with("examples/"));
    rules.cloned().partition(|name| earlier.contains_key(name))
}
