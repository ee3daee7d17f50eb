//! `leye person erase`: destroys a person's key on purpose.

use anyhow::{Result, bail};
use clap::Subcommand;
use leye_domain::id::PersonId;
use serde_json::json;

use crate::answer::{Outcome, Printer, Usage};
use crate::rules::PackArgs;
use crate::storage::StorageArgs;

/// Commands on people.
#[derive(Debug, Subcommand)]
pub enum Person {
    /// Destroys the key of a person: what is sealed about them becomes unreadable for
    /// good, also in the storage's own history; cases keep their dates and states
    Erase {
        /// Id of the person's file, such as 230102-P-4821390755
        #[arg(value_name = "ID", value_parser = person_id)]
        id: PersonId,
        /// Why; kept readable on record, so it must not name the person
        #[arg(long, value_name = "TEXT")]
        reason: String,
        /// Yes, although nothing can bring the data back
        #[arg(long)]
        yes: bool,
        #[command(flatten)]
        storage: StorageArgs,
        #[command(flatten)]
        pack: PackArgs,
    },
}

impl Person {
    /// Erases.
    ///
    /// # Errors
    /// Usage without `--yes` or without a reason; no such person; storage failures.
    pub async fn run(self, printer: Printer) -> Result<Outcome> {
        let Person::Erase { id, reason, yes, storage, pack } = self;
        let reason = reason.trim();
        if reason.is_empty() {
            bail!(Usage("--reason: say why, without naming the person".to_owned()));
        }
        if !yes {
            bail!(Usage(format!("erasing {id} cannot be undone; repeat with --yes if that is meant")));
        }
        let app = storage.open(pack.rules()?).await?;
        match app.store().person(id.county(), id.as_str()).await? {
            None => bail!(
                "there is no person {id} in this storage; take the id from the page of the person's file"
            ),
            Some(row) if row.erased => bail!("the data of {id} were erased before; nothing was changed"),
            Some(_) => {}
        }
        app.erase_by(&actor(), &id, reason).await?;
        printer.print(&json!({ "erased": id }), || {
            format!("the data of {id} are erased; backups made before still hold them")
        })?;
        Ok(Outcome::Yes)
    }
}

fn person_id(text: &str) -> Result<PersonId, String> {
    PersonId::parse(text).map_err(|_| "write it as 230102-P-4821390755".to_owned())
}

/// Who is at the server's console, as the record names them. A colon is in no sign-in
/// name, so nobody is mistaken for staff.
pub(super) fn actor() -> String {
    match std::env::var("USER") {
        Ok(name) if !name.is_empty() => format!("console:{name}"),
        _ => "console".to_owned(),
    }
}
