//! The access matrix: who may do what, printed into `tests/access-matrix.txt` and compared.

mod cases;
mod matrix;

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::LazyLock;

use leye_app::access::{Access, Deed, Target};
use leye_domain::agency::Level;
use leye_domain::case::{ActName, Case, StateName, allowed_acts};
use leye_domain::staff::{Actor, Role, Staff};

use crate::cast::{LEVELS, other, own, staff};

static ACCESS: LazyLock<Access> = LazyLock::new(|| Access::load().expect("policies that fit their schema"));

static PRINTED: LazyLock<String> = LazyLock::new(|| matrix::print(&ACCESS));

fn file() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("access-matrix.txt")
}

/// What the service does by itself and nobody on the staff may.
const OF_THE_SERVICE: [ActName; 2] = [ActName::DeemAccepted, ActName::Lapse];

#[test]
fn the_access_matrix_is_the_one_under_version_control() {
    let printed = PRINTED.as_str();
    if std::env::var_os("LEYE_ACCEPT").is_some_and(|value| value == "1") {
        std::fs::write(file(), printed).expect("the matrix can be written");
    }
    let kept = std::fs::read_to_string(file()).unwrap_or_default();
    if kept == printed {
        return;
    }
    let pairs = printed.lines().zip(kept.lines().chain(std::iter::repeat("(nothing)")));
    let differing = pairs.enumerate().find(|(_, (now, before))| now != before);
    let (line, now, before) = differing.map_or((0, "", ""), |(n, (now, before))| (n + 1, now, before));
    panic!(
        "who may do what has changed, first in line {line}:\n  file {before}\n  now  {now}\n\
         If that is meant, accept it with `LEYE_ACCEPT=1 cargo test -p leye-tests access` and let the \
         change of tests/access-matrix.txt be reviewed."
    );
}

/// Nothing new gets in without a row: every table names every act and every deed, there is
/// a table for every role at every level, and a column for every state.
#[test]
fn the_matrix_covers_every_act_deed_role_and_state() {
    let (legend, tables) = PRINTED.split_once("\n\n==").expect("a legend, then tables");
    for state in StateName::ALL {
        assert!(
            legend.lines().any(|line| line.ends_with(state.as_str())),
            "no column for {}",
            state.as_str()
        );
    }
    let tables: Vec<&str> = tables.split("\n\n==").collect();
    for role in Role::ALL {
        for level in LEVELS {
            let title = format!(" {} at the {} ==", role.as_str(), level.as_str());
            assert!(tables.iter().any(|table| table.starts_with(&title)), "no table `{title}`");
        }
    }
    for table in &tables {
        let words: BTreeSet<&str> = table.split([' ', '\n', ',']).collect();
        let acts = ActName::ALL.iter().map(|act| act.as_str());
        for word in acts.chain(Deed::ALL.iter().map(|deed| deed.as_str())) {
            assert!(
                words.contains(word),
                "no row for {word} in {}",
                table.lines().next().unwrap_or_default()
            );
        }
    }
}

/// The schema of the policies and the two lists in Rust name the same actions.
#[test]
fn every_action_of_the_schema_is_an_act_or_a_deed() {
    let schema = include_str!("../../../crates/app/policies/leye.cedarschema");
    let actions: BTreeSet<&str> = schema
        .split(';')
        .filter_map(|statement| {
            let (names, rest) = statement.split_once("action ")?.1.split_once(" appliesTo")?;
            let names = names.split(" in ").next()?.split("\n  in ").next()?;
            (!rest.is_empty()).then_some(names)
        })
        .flat_map(|names| names.split(',').map(str::trim))
        .collect();
    let acts = ActName::ALL.iter().filter(|act| !OF_THE_SERVICE.contains(act)).map(|act| act.as_str());
    let known: BTreeSet<&str> = acts.chain(Deed::ALL.iter().map(|deed| deed.as_str())).collect();
    assert_eq!(actions, known);
}

/// The rules and the policies decide alike wherever an act exists: neither covers a hole
/// of the other.
#[test]
fn the_rules_and_the_policies_agree() {
    let cases = cases::in_every_state();
    for role in Role::ALL {
        for level in LEVELS {
            for agency in [own(level), other(level)] {
                agree(&staff("somebody", role, agency.as_str()), &cases);
            }
        }
    }
}

/// The same for who worked on the case before, and for the household of the applicant.
#[test]
fn the_rules_and_the_policies_agree_on_who_is_kept_away() {
    let plain = cases::in_every_state();
    for level in LEVELS {
        let mover = staff("mover", Role::Head, own(level).as_str());
        for before in [Level::Station, Level::Office, Level::Bureau] {
            let mut worked = plain.clone();
            for case in &mut worked {
                case.worked.entry(before).or_default().insert(mover.user.clone());
            }
            agree(&mover, &worked);
        }
        agree(&Staff { identity: Some(cases::KIN.to_owned()), ..mover }, &plain);
    }
}

fn agree(member: &Staff, cases: &[Case]) {
    for case in cases {
        for (act, rules) in allowed_acts(case, &Actor::Staff(member.clone())) {
            let policies = ACCESS.may_act(member, act, Target::Case(case));
            let (state, agency) = (case.state(), &member.agency);
            assert_eq!(
                rules.is_ok(),
                policies,
                "{:?} at {agency}, {act:?} in {state:?}: the rules say {rules:?}",
                member.role
            );
        }
    }
}
