//! `leye key`: what papers and receipts are signed with. Every key follows from the master key;
//! none has to be kept.

use anyhow::Result;
use clap::Subcommand;
use leye_app::signing::{Ending, SigningKey};
use leye_store::Algorithm;
use serde_json::{Value, json};

use super::person::actor;
use crate::answer::{Outcome, Printer, table};
use crate::rules::PackArgs;
use crate::storage::StorageArgs;

/// Commands on signing keys.
#[derive(Debug, Subcommand)]
pub enum Key {
    /// Lists the signing keys of a storage, the one in use last
    List {
        #[command(flatten)]
        storage: StorageArgs,
        #[command(flatten)]
        pack: PackArgs,
    },
    /// Begins a new signing key; a service that runs follows within half a minute
    Rotate {
        /// How the new key signs
        #[arg(long, value_name = "NAME", value_enum, default_value_t)]
        algorithm: By,
        /// Somebody else may have the key in use: nothing that it signed counts any more
        #[arg(long)]
        revoke: bool,
        #[command(flatten)]
        storage: StorageArgs,
        #[command(flatten)]
        pack: PackArgs,
    },
}

/// How a key signs.
#[derive(Clone, Copy, Debug, Default, clap::ValueEnum)]
pub enum By {
    /// Ed25519 (RFC 8032)
    #[default]
    Ed25519,
    /// SM2 with SM3 (GB/T 32918)
    Sm2,
}

impl Key {
    /// Lists or rotates.
    ///
    /// # Errors
    /// Storage that cannot be opened or written.
    pub async fn run(self, printer: Printer) -> Result<Outcome> {
        match self {
            Key::List { storage, pack } => {
                let keys = storage.open(pack.rules()?).await?.signing_keys();
                let document: Vec<Value> = keys.iter().map(document).collect();
                printer.print(&document, || {
                    let rows: Vec<_> = keys.iter().map(row).collect();
                    table(["number", "algorithm", "since", "ended", "key"], &rows)
                })?;
            }
            Key::Rotate { algorithm, revoke, storage, pack } => {
                let app = storage.open(pack.rules()?).await?;
                let algorithm = match algorithm {
                    By::Ed25519 => Algorithm::Ed25519,
                    By::Sm2 => Algorithm::Sm2,
                };
                let ending = if revoke { Ending::Revoked } else { Ending::Rotated };
                let key = app.rotate_signing_key(&actor(), algorithm, ending).await?;
                printer.print(&document(&key), || {
                    format!(
                        "key {} of {} signs from now on, in a service that runs within half a minute\n{}\n\
                         publish it where the keys before it are published",
                        key.number, key.algorithm, key.key
                    )
                })?;
            }
        }
        Ok(Outcome::Yes)
    }
}

fn document(key: &SigningKey) -> Value {
    json!({
        "number": key.number,
        "algorithm": key.algorithm,
        "key": key.key,
        "since": key.since,
        "ended": key.ended.map(|(at, _)| at),
        "why": key.ended.map(|(_, why)| why),
    })
}

fn row(key: &SigningKey) -> [String; 5] {
    let ended = match key.ended {
        None => "in use".to_owned(),
        Some((at, Ending::Rotated)) => at.to_string(),
        Some((at, Ending::Revoked)) => format!("{at} revoked"),
    };
    let since = key.since.map_or_else(|| "the beginning".to_owned(), |since| since.to_string());
    [key.number.to_string(), key.algorithm.to_string(), since, ended, key.key.clone()]
}
