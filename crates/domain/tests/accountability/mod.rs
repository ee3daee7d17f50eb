//! Time limits and who answers for them (A2).

mod docket;
mod ladder;
mod outage;

use jiff::Timestamp;
use jiff::civil::{Date, time};
use jiff::tz::TimeZone;
use leye_domain::accountability::LadderRules;
use leye_domain::calendar::{Calendar, SpecialDay, SpecialKind};

fn zone() -> TimeZone {
    TimeZone::get("Asia/Shanghai").expect("as it is written here")
}

fn at(day: Date, hour: i8, minute: i8) -> Timestamp {
    day.at(hour, minute, 0, 0).to_zoned(zone()).expect("as it is written here").timestamp()
}

/// 2026 with its first days of October, provisional beyond.
fn calendar() -> Calendar {
    let mut calendar = Calendar::new(Vec::new()).or_provisional();
    let off = |day| SpecialDay {
        date: jiff::civil::date(2026, 10, day),
        kind: SpecialKind::Holiday,
        name: "國慶".into(),
    };
    calendar.add_year(2026, (1..=7).map(off));
    calendar
}

fn rules() -> LadderRules {
    LadderRules { half: 50, before: 1, to_office: 1, to_bureau: 3, opens: time(8, 30, 0, 0) }
}
