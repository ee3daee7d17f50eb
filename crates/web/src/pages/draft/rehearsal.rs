//! The result of a rehearsal, in the reader's language.

use leye_app::draft::Standing::{self, Eligible, Potential};
use leye_app::draft::{Rehearsal, RehearsalState, Rehearsed, Transition};
use leye_domain::agency::AgencyCode;
use leye_pack::Pack;

use crate::guard::SignedIn;
use crate::ui::{Ui, place};

/// A rehearsal as it is shown.
pub(super) struct RehearsalView {
    pub lead: String,
    pub running: Option<String>,
    pub failed: Option<String>,
    pub result: Option<ResultView>,
}

/// What it found.
pub(super) struct ResultView {
    pub summary: String,
    pub transitions: Vec<[String; 3]>,
    pub categories: Vec<[String; 5]>,
    pub agencies: Vec<[String; 6]>,
    pub total: [String; 6],
    pub work: Vec<[String; 4]>,
}

pub(super) fn view(me: &SignedIn, ui: &Ui, pack: &Pack, rehearsal: &Rehearsal) -> RehearsalView {
    let zone = me.web.app.rules().zone();
    let lead = ui.words.with(
        "rehearsal-lead",
        &[
            ("people", rehearsal.people.clone()),
            ("day", ui.words.date(rehearsal.on)),
            ("by", me.web.app.staff_name(&rehearsal.by)),
            ("at", ui.words.moment(zone.to_datetime(rehearsal.at))),
        ],
    );
    let mut view = RehearsalView { lead, running: None, failed: None, result: None };
    match &rehearsal.state {
        RehearsalState::Running(percent) => {
            view.running = Some(ui.words.with("rehearsal-running", &[("percent", percent.to_string())]));
        }
        RehearsalState::Failed(why) => view.failed = Some(why.clone()),
        RehearsalState::Done(found) => view.result = Some(result(me, ui, pack, found)),
    }
    view
}

fn result(me: &SignedIn, ui: &Ui, pack: &Pack, found: &Rehearsed) -> ResultView {
    let counts = [
        ("people", found.people.to_string()),
        ("gain", found.gain.to_string()),
        ("lose", found.lose.to_string()),
        ("changed", found.changed.to_string()),
    ];
    let standing = |one: Standing| ui.t(&format!("standing-{}", one.as_str()));
    let transitions = found
        .transitions
        .iter()
        .filter(|one| one.from != one.to)
        .map(|one| [standing(one.from), standing(one.to), one.people.to_string()]);
    let categories = found.categories.iter().map(|one| {
        let title = pack.categories.iter().find(|category| category.code == one.category);
        let title = title.map(|category| ui.words.of_pack(&category.titles)).unwrap_or_default();
        let name = format!("{} {title}", one.category);
        [name, one.before.to_string(), one.after.to_string(), one.gain.to_string(), one.lose.to_string()]
    });
    let agencies: Vec<[String; 6]> = found
        .agencies
        .iter()
        .map(|one| {
            let code = one.agency.parse::<AgencyCode>();
            let name =
                code.map_or_else(|_| ui.t("rehearsal-nowhere"), |code| place(&me.web.app, ui.words, &code));
            let counts = [one.before, one.after, one.gain, one.lose, one.outreach].map(|n| n.to_string());
            let [before, after, gain, lose, outreach] = counts;
            [name, before, after, gain, lose, outreach]
        })
        .collect();
    let work = found.work.iter().flat_map(|work| {
        work.steps.iter().map(|step| {
            [
                ui.t(&format!("level-{}", work.level.as_str())),
                pack.steps
                    .get(&step.step)
                    .map_or_else(|| step.step.clone(), |known| ui.words.of_pack(&known.titles).to_owned()),
                work.cases.to_string(),
                step.working_days.to_string(),
            ]
        })
    });
    ResultView {
        summary: ui.words.with("rehearsal-summary", &counts),
        transitions: transitions.collect(),
        categories: categories.collect(),
        total: total(ui, found),
        agencies,
        work: work.collect(),
    }
}

/// Of all agencies: each person is in one bureau, or nowhere.
fn total(ui: &Ui, found: &Rehearsed) -> [String; 6] {
    let sum = |wanted: &dyn Fn(&Transition) -> bool| -> String {
        found.transitions.iter().filter(|one| wanted(one)).map(|one| one.people).sum::<u64>().to_string()
    };
    [
        ui.t("rehearsal-total"),
        sum(&|one| one.from == Eligible),
        sum(&|one| one.to == Eligible),
        found.gain.to_string(),
        found.lose.to_string(),
        sum(&|one| one.to == Potential && one.from != Potential),
    ]
}
