//! `leye pack explain`: one person's ruling with its whole trace.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};
use jiff::civil::Date;
use leye_rules::{Engine, Judged, Ruling, read_person};
use serde_json::Value;

use crate::answer::{Outcome, Printer};
use crate::rules::PackArgs;

/// Whose ruling, when and by which pack.
#[derive(Debug, clap::Args)]
pub struct Explain {
    /// The day of the ruling, such as 2026-11-01
    #[arg(long, value_name = "DATE")]
    on: Date,
    /// JSON: {"facts": {…}, "household": [{…}]}, or one object of facts
    #[arg(long, value_name = "FILE")]
    facts: PathBuf,
    #[command(flatten)]
    pack: PackArgs,
}

impl Explain {
    /// Rules and prints.
    ///
    /// # Errors
    /// A file of facts that cannot be read or judged, a day on which the pack is not in force.
    pub fn run(self, printer: Printer) -> Result<Outcome> {
        let file = self.facts.display().to_string();
        let text = fs::read_to_string(&self.facts).with_context(|| file.clone())?;
        let document: Value =
            serde_json::from_str(&text).with_context(|| format!("{file} is not JSON: correct it"))?;
        let pack = self.pack.rules()?.pack();
        let person = read_person(&pack, &document).with_context(|| file.clone())?;
        let engine = Engine::new(&pack, self.on)?;
        let ruling = engine.evaluate(&person.facts, &person.household).context(file)?;
        printer.print(&ruling, || lines(&ruling))?;
        Ok(Outcome::Yes)
    }
}

fn lines(ruling: &Ruling) -> String {
    let mut text = format!("{} on {}, by pack {}\n", ruling.ruling.as_str(), ruling.on, ruling.pack.id);
    text += &ruling.general.iter().map(|judged| line(judged, "")).collect::<String>();
    for category in &ruling.categories {
        text += &format!("{} {}\n", sign(category.holds), category.code);
        text += &category.conditions.iter().map(|judged| line(judged, "  ")).collect::<String>();
        for exception in &category.exceptions {
            text += &line(&exception.judged, &format!("  {}: ", exception.effect));
        }
    }
    text
}

fn line(judged: &Judged, before: &str) -> String {
    let missing = match judged.missing.as_slice() {
        [] => String::new(),
        names => format!(", missing: {}", names.join(", ")),
    };
    format!("{before}{} {} ({}){missing}\n", sign(judged.holds), judged.condition, judged.article)
}

fn sign(holds: Option<bool>) -> &'static str {
    match holds {
        Some(true) => "yes",
        Some(false) => "no ",
        None => "?  ",
    }
}
