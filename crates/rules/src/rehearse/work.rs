//! The cases that those who gain make: each goes once through every step of its way.

use jiff::civil::Date;
use leye_domain::agency::Level;
use leye_domain::case::StateName;
use leye_pack::{LimitUnit, Pack};
use serde::Serialize;

/// What not every case goes through.
const ASIDE: [StateName; 3] = [StateName::Correction, StateName::Objection, StateName::Returned];

/// What a level has to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LevelWork {
    /// Station, office or bureau.
    pub level: Level,
    /// How many cases come.
    pub cases: u64,
    /// The steps that it does.
    pub steps: Vec<StepWork>,
}

/// A step with the most time that the rules give to all cases together. What it really takes
/// is in no pack.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StepWork {
    /// The state of the case.
    pub step: String,
    /// The time limit of one case, in working days.
    pub limit: u16,
    /// Cases times limit.
    pub working_days: u64,
}

/// A period of natural days, as the notice is, is nobody's work.
pub(super) fn of(pack: &Pack, on: Date, cases: u64) -> Vec<LevelWork> {
    let step = |state: StateName| {
        let limit = pack.steps.get(state.as_str())?.limit_on(on)?.value;
        let is_work = limit.unit == LimitUnit::Working;
        is_work.then(|| StepWork {
            step: state.as_str().to_owned(),
            limit: limit.amount,
            working_days: cases * u64::from(limit.amount),
        })
    };
    let level = |level| {
        let states = StateName::ALL.into_iter().filter(|state| !ASIDE.contains(state));
        let steps = states.filter(|state| state.level() == Some(level)).filter_map(step);
        LevelWork { level, cases, steps: steps.collect() }
    };
    [Level::Station, Level::Office, Level::Bureau].into_iter().map(level).collect()
}
