//! `leye retirement`: the statutory retirement date under the rules in force.

use anyhow::Result;
use jiff::civil::Date;
use leye_domain::person::{RetirementClass, statutory_retirement};
use serde_json::json;

use crate::answer::{Outcome, Printer};
use crate::rules::PackArgs;

/// Whose retirement.
#[derive(Debug, clap::Args)]
pub struct Retirement {
    /// Date of birth, such as 1974-03-02
    #[arg(long, value_name = "DATE")]
    born: Date,
    /// male, female-55 or female-50
    #[arg(long)]
    class: RetirementClass,
    #[command(flatten)]
    pack: PackArgs,
}

impl Retirement {
    /// Tells the date.
    ///
    /// # Errors
    /// A pack that cannot be used.
    pub fn run(self, printer: Printer) -> Result<Outcome> {
        let rules = self.pack.rules()?;
        let found = statutory_retirement(self.born, self.class, &rules.pack().retirement.rules);
        let document = json!({
            "born": self.born,
            "class": self.class,
            "date": found.date,
            "age_years": found.age_years,
            "age_months": found.age_months,
            "months_delayed": found.months_delayed,
        });
        printer.print(&document, || {
            let months = if found.age_months > 0 {
                format!(" and {} months", found.age_months)
            } else {
                String::new()
            };
            format!(
                "{}, at {} years{months}; {} months later than under the former rule",
                found.date, found.age_years, found.months_delayed
            )
        })?;
        Ok(Outcome::Yes)
    }
}
