//! From what was typed to what is wanted: parsed at the door, every fault at once.

use jiff::civil::Date;
use leye_app::FieldFault;
use leye_app::household::{HouseholdWish, MemberGiven};
use leye_domain::household::Exclusion;

use super::act_parts::Act;
use crate::form::Typed;

/// Reads an act.
pub(super) fn read(act: Act, member: u32, typed: &Typed) -> Result<HouseholdWish, Vec<FieldFault>> {
    let mut faults = Vec::new();
    let wish = wish(act, member, typed, &mut faults);
    match wish {
        Some(wish) if faults.is_empty() => Ok(wish),
        _ => Err(faults),
    }
}

fn wish(act: Act, member: u32, typed: &Typed, faults: &mut Vec<FieldFault>) -> Option<HouseholdWish> {
    let note = typed.text("household-note").to_owned();
    Some(match act {
        Act::Add => {
            let given = given(typed, faults);
            HouseholdWish::AddMember { on: day(typed, faults)?, given }
        }
        Act::Change => {
            let given = given(typed, faults);
            HouseholdWish::ChangeMember { member, on: day(typed, faults)?, given }
        }
        Act::Remove => HouseholdWish::RemoveMember { member, on: day(typed, faults)?, note },
        Act::Apply => {
            let signs = chosen(typed, "household-signs", faults)?;
            HouseholdWish::Apply { member: signs.parse().ok()? }
        }
        Act::Pass => HouseholdWish::Pass { note },
        Act::Refuse => HouseholdWish::Refuse { note },
        Act::End => {
            let ground = chosen(typed, "household-ground", faults);
            HouseholdWish::End { on: day(typed, faults)?, ground: ground?, note }
        }
    })
}

/// What was said of a member.
pub(super) fn given(typed: &Typed, faults: &mut Vec<FieldFault>) -> MemberGiven {
    let flag = |name: &str| match typed.text(name) {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    };
    let born = typed.day("member-born").unwrap_or_else(|()| {
        faults.push(FieldFault::new("member-born", "no-such-day"));
        None
    });
    MemberGiven {
        number: typed.text("member-number").to_owned(),
        name: typed.text("member-name").to_owned(),
        relation: typed.text("member-relation").to_owned(),
        born,
        class: typed.text("member-class").parse().ok(),
        employed: flag("member-employed"),
        able: flag("member-able"),
        willing: flag("member-willing"),
        exclusion: Exclusion::parse(typed.text("member-exclusion")),
    }
}

fn day(typed: &Typed, faults: &mut Vec<FieldFault>) -> Option<Date> {
    let code = match typed.day("household-on") {
        Ok(Some(day)) => return Some(day),
        Ok(None) => "missing",
        Err(()) => "no-such-day",
    };
    faults.push(FieldFault::new("household-on", code));
    None
}

fn chosen(typed: &Typed, name: &str, faults: &mut Vec<FieldFault>) -> Option<String> {
    let text = typed.text(name).to_owned();
    if text.is_empty() {
        faults.push(FieldFault::new(name, "not-chosen"));
        return None;
    }
    Some(text)
}
