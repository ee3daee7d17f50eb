//! `leye agency list`: the tree of agencies in the storage.

use std::fmt::Write;

use anyhow::{Result, bail};
use clap::Subcommand;
use leye_domain::agency::AgencyCode;
use leye_store::AgencyRow;
use serde_json::{Value, json};

use crate::answer::{Outcome, Printer};
use crate::rules::PackArgs;
use crate::storage::StorageArgs;

/// Commands on agencies.
#[derive(Debug, Subcommand)]
pub enum Agency {
    /// Lists the agencies, each below the one it answers to
    List {
        /// Only this agency and those below it
        #[arg(long, value_name = "CODE")]
        below: Option<AgencyCode>,
        #[command(flatten)]
        storage: StorageArgs,
        #[command(flatten)]
        pack: PackArgs,
    },
}

impl Agency {
    /// Lists.
    ///
    /// # Errors
    /// An agency that is not there, storage that cannot be opened.
    pub async fn run(self, printer: Printer) -> Result<Outcome> {
        let Agency::List { below, storage, pack } = self;
        let app = storage.open(pack.rules()?).await?;
        let tree = app.tree();
        let listed: Vec<(AgencyCode, &AgencyRow)> = tree
            .all()
            .filter_map(|row| Some((row.code.parse::<AgencyCode>().ok()?, row)))
            .filter(|(code, _)| below.as_ref().is_none_or(|above| above.covers(code)))
            .collect();
        if let (Some(code), true) = (&below, listed.is_empty()) {
            bail!("there is no agency {code} in this storage; `leye agency list` names them all");
        }
        let document: Vec<Value> = listed.iter().map(|(_, row)| document(row)).collect();
        printer.print(&document, || listed.iter().map(|(code, row)| line(code, row)).collect())?;
        Ok(Outcome::Yes)
    }
}

fn document(row: &AgencyRow) -> Value {
    json!({
        "code": row.code, "level": row.level, "name_hans": row.name_hans, "name_hant": row.name_hant,
        "parent": row.parent, "virtual": row.is_virtual, "close_of_business": row.close_of_business,
        "active": row.active,
    })
}

fn line(code: &AgencyCode, row: &AgencyRow) -> String {
    let depth =
        ["city", "bureau", "office", "station"].iter().position(|level| *level == row.level).unwrap_or(0);
    let mut line = format!("{code}  {:indent$}{}", "", row.name_hant, indent = depth * 2);
    let marks = [(row.is_virtual, "statistics only"), (!row.active, "closed")];
    for (_, mark) in marks.into_iter().filter(|(holds, _)| *holds) {
        // Writing to a String cannot fail.
        let _ = write!(line, " ({mark})");
    }
    line + "\n"
}
