//! Supervision of the follow-up (B2b, B2c, B4.2): terms, when a visit looks wrong, how spot checks
//! are drawn, the points of an inspection and the kinds of campaigns. The folder `supervision`.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::{Date, Time};
use leye_domain::agency::Level;
use leye_domain::supervision::{DrawRules, FlagRules, Kind, Reason};
use serde::Serialize;

use crate::article::{Article, named_after_file};
use crate::diagnostic::Code;
use crate::folder::Folder;
use crate::reader::Table;
use crate::terms::Terms;
use crate::value::{Values, positive};
use crate::words::Words;

/// A kind of campaign.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CampaignKind {
    /// Its code.
    pub code: String,
    /// What it is called.
    pub titles: Words,
    /// Months from the end of one to the beginning of the next, at the most.
    pub every: u16,
    /// Where it was read.
    pub source: String,
    /// The rules do not name it; the pack sets it.
    pub ours: bool,
}

/// A point of an inspection.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CheckPoint {
    /// Its code.
    pub code: String,
    /// What is looked at.
    pub titles: Words,
    /// Whether it is looked at in a station.
    pub at_station: bool,
    /// Whether it is looked at in an office.
    pub at_office: bool,
    /// Where it was read.
    pub source: String,
    /// The rules do not name it; the pack sets it.
    pub ours: bool,
}

/// What B2b has to give.
const CHECKS: [&str; 14] = [
    "put_right",
    "second_look",
    "between",
    "alike",
    "answer",
    "spot_check",
    "share",
    "least",
    "most",
    "weight_base",
    "weight_flagged",
    "weight_at_risk",
    "weight_late",
    "weight_remote",
];

/// Everything of the folder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Supervision {
    /// What the office's check gives: `put_right` and `second_look` in working days, `between` in
    /// minutes, `alike` in characters; `answer` to a guidance note and `spot_check` in working days;
    /// `share`, `least`, `most` and the weights of the draw (B2b).
    pub checks: Terms,
    /// The hours between which visits are made.
    pub hours: (Time, Time),
    /// What an inspection of the bureau gives: `put_right` and `second_look` (B2c).
    pub inspections: Terms,
    /// What is looked at in an inspection, in the order to be shown.
    pub points: Vec<CheckPoint>,
    /// How long a closing report may take: `report` (B4.2).
    pub campaigns: Terms,
    /// The kinds of campaigns, in the order to be shown.
    pub kinds: Vec<CampaignKind>,
}

/// A pack may have none: then nobody supervises. With one file it needs all of them.
pub(crate) fn read_all(folder: &Folder<'_>) -> Option<Supervision> {
    folder.names("supervision/").next()?;
    let checks = folder.toml("supervision/B2b.toml", |table| {
        let terms = read_terms(table, "B2b", &CHECKS);
        let hours = read_hours(table);
        Some((terms?, hours?))
    });
    let inspections = folder.toml("supervision/B2c.toml", |table| {
        let terms = read_terms(table, "B2c", &["put_right", "second_look"]);
        let points = read_points(table);
        Some((terms?, points))
    });
    let campaigns = folder.toml("supervision/B4.2.toml", |table| {
        let terms = read_terms(table, "B4.2", &["report"]);
        let kinds = read_kinds(table);
        Some((terms?, kinds))
    });
    let ((checks, hours), (inspections, points), (campaigns, kinds)) = (checks?, inspections?, campaigns?);
    Some(Supervision { checks, hours, inspections, points, campaigns, kinds })
}

fn read_terms(table: &Table<'_>, named: &str, names: &[&str]) -> Option<Terms> {
    let article = Article::read(table);
    if let Some(article) = &article {
        named_after_file(table, named, &article.article);
    }
    let values = Values::read(table);
    values.require(table, names);
    Some(Terms { article: article?, values })
}

fn read_hours(table: &Table<'_>) -> Option<(Time, Time)> {
    let from = read_time(table, "visits_from");
    let to = read_time(table, "visits_to");
    let (from, to) = (from?, to?);
    if to <= from {
        let message = "`visits_to` is not after `visits_from`";
        table.fault("visits_to", Code::Contradiction, message, "write a later hour");
    }
    Some((from, to))
}

fn read_time(table: &Table<'_>, key: &'static str) -> Option<Time> {
    let text: String = table.must(key)?;
    let time = text.parse().ok();
    if time.is_none() {
        let message = format!("`{text}` is no time of day");
        table.fault(key, Code::WrongType, message, "write hours and minutes, e.g. 08:00");
    }
    time
}

fn read_points(table: &Table<'_>) -> Vec<CheckPoint> {
    let mut codes = BTreeSet::new();
    let points = table.tables("point", |table| read_point(table, &mut codes));
    if table.is_blank("point") {
        let message = "there is nothing to look at in an inspection";
        table.fault("point", Code::MissingKey, message, "add a [[point]] with code, at and title");
    }
    points
}

fn read_point(table: &Table<'_>, codes: &mut BTreeSet<String>) -> Option<CheckPoint> {
    let code = new_code(table, codes);
    let at =
        table.choice("at", &[("station", (true, false)), ("office", (false, true)), ("both", (true, true))]);
    let titles = Words::read(table, "title");
    let source = table.must("source");
    let ours = table.flag("ours");
    let (at_station, at_office) = at?;
    Some(CheckPoint { code: code?, titles: titles?, at_station, at_office, source: source?, ours })
}

/// A code that stands once in its file.
fn new_code(table: &Table<'_>, codes: &mut BTreeSet<String>) -> Option<String> {
    let code: Option<String> = table.must("code");
    if let Some(code) = code.as_ref().filter(|code| !codes.insert((*code).clone())) {
        let message = format!("`{code}` is already given");
        table.fault("code", Code::DuplicateCode, message, "keep one of the two");
    }
    code
}

fn read_kinds(table: &Table<'_>) -> Vec<CampaignKind> {
    let mut codes = BTreeSet::new();
    let kinds = table.tables("campaign", |table| read_kind(table, &mut codes));
    if table.is_blank("campaign") {
        let message = "there is no kind of campaign";
        table.fault("campaign", Code::MissingKey, message, "add a [[campaign]] with code and every");
    }
    kinds
}

fn read_kind(table: &Table<'_>, codes: &mut BTreeSet<String>) -> Option<CampaignKind> {
    let code = new_code(table, codes);
    let titles = Words::read(table, "title");
    let every = positive(table, "every");
    let source = table.must("source");
    let ours = table.flag("ours");
    Some(CampaignKind { code: code?, titles: titles?, every: every?, source: source?, ours })
}

impl Supervision {
    /// When a visit looks wrong on a day, as the core takes it; none where it is not in force.
    pub fn flags_on(&self, day: Date) -> Option<FlagRules> {
        let amount = |name| self.checks.values.amount(name, day);
        let (from, to) = self.hours;
        Some(FlagRules { between_minutes: amount("between")?, alike: amount("alike")?, from, to })
    }

    /// How a spot check is drawn on a day, as the core takes it; none where it is not in force.
    pub fn draw_on(&self, day: Date) -> Option<DrawRules> {
        let amount = |name: &str| self.checks.values.amount(name, day);
        let add = |reason: &Reason| Some((*reason, amount(&format!("weight_{}", reason.as_str()))?));
        Some(DrawRules {
            share: amount("share")?,
            least: amount("least")?,
            most: amount("most")?,
            base: amount("weight_base")?,
            adds: Reason::ALL.iter().map(add).collect::<Option<BTreeMap<_, _>>>()?,
        })
    }

    /// The points that are looked at in an agency of a level.
    pub fn points_at(&self, level: Level) -> impl Iterator<Item = &CheckPoint> {
        self.points.iter().filter(move |point| match level {
            Level::Station => point.at_station,
            Level::Office => point.at_office,
            Level::Bureau | Level::City => false,
        })
    }

    /// The kinds of campaigns, as the core takes them.
    pub fn campaign_kinds(&self) -> Vec<Kind> {
        let kind = |kind: &CampaignKind| Kind { code: kind.code.clone(), every: kind.every };
        self.kinds.iter().map(kind).collect()
    }

    /// A kind by its code.
    pub fn campaign_kind(&self, code: &str) -> Option<&CampaignKind> {
        self.kinds.iter().find(|kind| kind.code == code)
    }
}
