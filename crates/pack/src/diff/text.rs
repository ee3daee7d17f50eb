//! Changes as lines for a terminal, in English like every command.

use std::fmt;

use super::{Amount, Change, Changes, How, Shown, SideChange};
use crate::dated::Period;

impl fmt::Display for Changes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for article in &self.articles {
            let title = article.titles.as_ref().map(|titles| format!(" {}", titles.en)).unwrap_or_default();
            writeln!(f, "{}{title}", article.article)?;
            for change in &article.changes {
                write_change(f, change)?;
            }
        }
        Ok(())
    }
}

fn write_change(f: &mut fmt::Formatter<'_>, change: &Change) -> fmt::Result {
    let sign = match change.how {
        How::Added => '+',
        How::Removed => '-',
        How::Changed => '~',
    };
    writeln!(f, "  {sign} {} {}", change.subject.as_str(), change.name)?;
    change.sides.iter().try_for_each(|side| write_side(f, side))
}

fn write_side(f: &mut fmt::Formatter<'_>, side: &SideChange) -> fmt::Result {
    let name = side.side.as_str();
    match (&side.before, &side.after) {
        // Of two texts whose English is alike the difference lies in another language.
        (Some(Shown::Words(old)), Some(Shown::Words(new))) => {
            for (language, old, new) in [
                ("zh-Hant", &old.zh_hant, &new.zh_hant),
                ("zh-Hans", &old.zh_hans, &new.zh_hans),
                ("en", &old.en, &new.en),
            ] {
                if old != new {
                    writeln!(f, "      {name} ({language}): {old} → {new}")?;
                }
            }
            Ok(())
        }
        (Some(old), Some(new)) => writeln!(f, "      {name}: {} → {}", shown(old), shown(new)),
        (Some(old), None) => writeln!(f, "      {name}: {} → –", shown(old)),
        (None, Some(new)) => writeln!(f, "      {name}: {}", shown(new)),
        (None, None) => Ok(()),
    }
}

fn shown(what: &Shown) -> String {
    match what {
        Shown::Text(text) => text.split_whitespace().collect::<Vec<_>>().join(" "),
        Shown::Words(words) => words.en.clone(),
        Shown::List(names) if names.is_empty() => "none".to_owned(),
        Shown::List(names) => names.join(", "),
        Shown::Amounts(amounts) => amounts.iter().map(amount).collect::<Vec<_>>().join("; "),
        Shown::Period(period) => dates(*period),
        Shown::Day(day) => day.to_string(),
    }
}

fn amount(amount: &Amount) -> String {
    let unit = amount.unit.replace('_', " ");
    format!("{} {unit} {} ({})", amount.amount, dates(amount.period), amount.source)
}

fn dates(period: Period) -> String {
    match period.to {
        Some(to) => format!("from {} to {to}", period.from),
        None => format!("from {}", period.from),
    }
}
