//! `leye pack diff`: what changes from one pack to another.

use std::path::Path;

use anyhow::Result;
use leye_pack::{Changes, diff};
use serde_json::json;

use crate::answer::{Outcome, Printer};
use crate::rules::named;

pub(super) fn run(before: &Path, after: &Path, printer: Printer) -> Result<Outcome> {
    let (before, after) = (named(before)?.pack(), named(after)?.pack());
    let changes = diff(&before, &after);
    let document = json!({
        "equal": changes.is_empty(),
        "before": changes.before,
        "after": changes.after,
        "articles": changes.articles,
    });
    printer.print(&document, || text(&changes))?;
    Ok(if changes.is_empty() { Outcome::Yes } else { Outcome::No })
}

fn text(changes: &Changes) -> String {
    let (before, after) = (&changes.before, &changes.after);
    if changes.is_empty() {
        let why = if before.hash == after.hash { "" } else { "; only the text of their files differs" };
        return format!("no rule changes from {} to {}{why}", before.id, after.id);
    }
    let count = changes.count();
    let noun = if count == 1 { "change" } else { "changes" };
    format!("{changes}{count} {noun} from {} to {}", before.id, after.id)
}
