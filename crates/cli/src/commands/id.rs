//! `leye id check`: what kind of number this is, and whether it can be one.

use anyhow::Result;
use clap::Subcommand;
use leye_domain::person::LegacyRegion;
use leye_domain::person::{Checked, Hint, NumberKind, Sex, check, legacy_rows, mask};
use serde_json::{Value, json};

use crate::answer::{Outcome, Printer};
use crate::rules::{PackArgs, today};

/// Commands on numbers.
#[derive(Debug, Subcommand)]
pub enum Id {
    /// Checks numbers in the order given; exit code 1 if any is invalid
    Check {
        /// Identity numbers, unified social credit codes, disability certificates
        #[arg(value_name = "NUMBER", required = true)]
        numbers: Vec<String>,
        #[command(flatten)]
        pack: PackArgs,
    },
}

impl Id {
    /// Checks the numbers.
    ///
    /// # Errors
    /// A pack that cannot be used.
    pub fn run(self, printer: Printer) -> Result<Outcome> {
        let Id::Check { numbers, pack } = self;
        let rules = pack.rules()?;
        let (today, legacy) = (today(&rules), &rules.pack().legacy_regions);
        let checked: Vec<Checked> = numbers.iter().map(|number| check(number, today, legacy)).collect();
        let document: Vec<Value> = checked.iter().map(document).collect::<Result<_, _>>()?;
        printer.print(&document, || checked.iter().map(|one| line(one, legacy) + "\n").collect())?;
        Ok(if checked.iter().all(|one| one.valid) { Outcome::Yes } else { Outcome::No })
    }
}

/// As the contract gives it; a hint is added only where there is one.
fn document(checked: &Checked) -> Result<Value, serde_json::Error> {
    let mut value = serde_json::to_value(checked)?;
    if let Value::Object(fields) = &mut value
        && fields.get("hint").is_some_and(Value::is_null)
    {
        fields.remove("hint");
    }
    Ok(value)
}

/// One line for people, masked: a terminal is read by others too.
fn line(checked: &Checked, legacy: &[LegacyRegion]) -> String {
    let mut parts = vec![mask::number(&checked.number), kind(checked.kind).to_owned()];
    match checked.problem {
        Some(problem) => parts.push(format!("invalid: {problem}")),
        None => parts.push("valid".to_owned()),
    }
    parts.extend(checked.sex.map(|sex| if sex == Sex::Male { "male" } else { "female" }.to_owned()));
    if let Some(region) = &checked.region {
        let names: Vec<&str> = legacy_rows(region, legacy).map(|row| row.name.as_str()).collect();
        let names = if names.is_empty() { String::new() } else { format!(" ({})", names.join(", ")) };
        parts.push(format!("region {region}{names}"));
    }
    parts.extend(checked.hint.map(|hint| format!("note: {}", note(hint))));
    parts.join("  ")
}

fn kind(kind: NumberKind) -> &'static str {
    match kind {
        NumberKind::Resident => "resident",
        NumberKind::HkMoTw => "hk-mo-tw",
        NumberKind::ForeignPermanent => "foreign-permanent",
        NumberKind::CreditCode => "credit-code",
        NumberKind::Disability => "disability",
    }
}

fn note(hint: Hint) -> String {
    match hint {
        Hint::RegionYears => "the region's code was not in use in the year of birth".to_owned(),
        Hint::UnknownProvince => "no province's codes begin like this".to_owned(),
        Hint::OrganisationCode => "the organisation code inside fails its own check digit".to_owned(),
        other => json!(other).as_str().unwrap_or_default().replace('-', " "),
    }
}
