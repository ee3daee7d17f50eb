//! What every template gets: words, who is signed in, navigation, tokens.

use leye_app::App;
use leye_app::application::WorkCounts;
use leye_domain::agency::{AgencyCode, Level};
use leye_domain::staff::{Role, Staff};

use crate::assets;
use crate::words::{Lang, Words};

/// Who is signed in, in words.
pub(crate) struct Me {
    pub name: String,
    pub role: String,
    pub agency: String,
    pub due_today: i64,
}

/// An entry of the navigation.
pub(crate) struct NavItem {
    pub href: &'static str,
    pub label: String,
    pub count: Option<i64>,
    pub on: bool,
}

/// The surroundings of a page.
pub(crate) struct Ui {
    pub words: Words,
    pub lang: &'static str,
    pub csrf: String,
    pub path: String,
    pub training: Option<String>,
    pub me: Option<Me>,
    pub nav: Vec<NavItem>,
    /// What the agency of who is signed in owes.
    pub counts: WorkCounts,
}

impl Ui {
    /// The words for a key.
    pub(crate) fn t(&self, key: &str) -> String {
        self.words.t(key)
    }

    /// The address of a file of the style.
    pub(crate) fn asset(&self, name: &str) -> String {
        assets::address(name)
    }

    /// Whether who is signed in may look for people and cases.
    pub(crate) fn finds_people(&self) -> bool {
        self.nav.iter().any(|item| item.href == "/people")
    }

    /// The surroundings of a page for somebody who has not signed in.
    pub(crate) fn public(app: &App, lang: Lang, path: &str, csrf: String) -> Ui {
        let words = Words::of(lang);
        let training = app.is_training().then(|| words.moment(app.rules().zone().to_datetime(app.now())));
        Ui {
            words,
            lang: lang.as_str(),
            csrf,
            path: path.to_owned(),
            training,
            me: None,
            nav: Vec::new(),
            counts: WorkCounts::default(),
        }
    }

    /// The surroundings of a page of staff.
    pub(crate) async fn staff(app: &App, lang: Lang, path: &str, staff: &Staff, csrf: String) -> Ui {
        let mut ui = Ui::public(app, lang, path, csrf);
        let sees_cases = staff.role != Role::Administrator;
        let counts = app.work_counts(staff).await.unwrap_or_default();
        ui.counts = counts;
        ui.me = Some(Me {
            name: staff.name.clone(),
            role: ui.t(&format!("role-{}", staff.role.as_str())),
            agency: place(app, ui.words, &staff.agency),
            due_today: counts.today,
        });
        let count = Some(counts.all).filter(|_| sees_cases);
        ui.nav = nav(&ui, staff, count, app.may_read_drafts(staff));
        ui
    }
}

/// The parts of supervision, which share one entry.
const SUPERVISION: [&str; 7] =
    ["/checks", "/guidance", "/spot-checks", "/inspections", "/problems", "/campaigns", "/standings"];

fn nav(ui: &Ui, staff: &Staff, work: Option<i64>, drafts: bool) -> Vec<NavItem> {
    let cases = staff.role != Role::Administrator;
    let intake =
        cases && staff.level() == Level::Station && !matches!(staff.role, Role::Inspector | Role::Auditor);
    // A station has no day of others to check.
    let checks = staff.level() != Level::Station || staff.role == Role::Auditor;
    let supervision = if checks { "/checks" } else { "/problems" };
    let entries = [
        ("/work", "nav-work", work, cases),
        ("/contacts", "nav-contacts", None, cases),
        ("/applications", "nav-cases", None, cases),
        ("/applications/new", "nav-intake", None, intake),
        ("/assistance", "nav-assistance", None, cases),
        ("/follow-ups", "nav-follow-ups", None, cases),
        ("/time-limits", "nav-time-limits", None, cases),
        (supervision, "nav-supervision", None, cases),
        ("/complaints", "nav-complaints", None, cases),
        ("/ratings", "nav-ratings", None, cases),
        ("/findings", "nav-findings", None, cases),
        ("/people", "nav-people", None, cases),
        ("/moves", "nav-moves", None, cases),
        ("/registrations", "nav-registrations", None, cases),
        ("/households", "nav-households", None, cases),
        ("/originals", "nav-originals", None, cases),
        ("/employers", "nav-employers", None, cases),
        ("/notices", "nav-notices", None, cases),
        ("/receipts", "nav-receipts", None, cases),
        ("/roster", "nav-roster", None, cases),
        ("/agencies", "nav-agencies", None, true),
        ("/users", "nav-users", None, staff.role == Role::Administrator),
        ("/rules/drafts", "nav-drafts", None, drafts),
        ("/account", "nav-account", None, true),
    ];
    let here = section(ui.path.split('?').next().unwrap_or_default());
    let here = if SUPERVISION.iter().any(|part| under(here, part)) { supervision } else { here };
    let here = if under(here, "/dockets") { "/time-limits" } else { here };
    let best = entries.iter().map(|e| e.0).filter(|href| under(here, href)).max_by_key(|href| href.len());
    entries
        .into_iter()
        .filter(|entry| entry.3)
        .map(|(href, key, count, _)| NavItem { href, label: ui.t(key), count, on: best == Some(href) })
        .collect()
}

/// The address whose entry of the navigation a page belongs to: what is kept of a person in a
/// part of its own belongs to that part.
fn section(path: &str) -> &str {
    let part = path.strip_prefix("/people/").and_then(|rest| rest.split('/').nth(1));
    match part {
        Some("assistance") => "/assistance",
        Some("move") => "/moves",
        _ => path,
    }
}

fn under(path: &str, href: &str) -> bool {
    path.strip_prefix(href).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// An agency with those above it: 道里區 · 兆麟街道 · 地段街社區.
pub(crate) fn place(app: &App, words: Words, code: &AgencyCode) -> String {
    let mut levels: Vec<Level> = [Level::Bureau, Level::Office, Level::Station].into();
    levels.retain(|level| *level >= code.level());
    let mut names: Vec<String> =
        levels.into_iter().map(|level| code.at(level)).map(|code| agency_name(app, words, &code)).collect();
    names.dedup();
    if code.level() == Level::City {
        names = vec![agency_name(app, words, code)];
    }
    names.reverse();
    let order: Vec<String> = if words.lang == Lang::En { names } else { names.into_iter().rev().collect() };
    order.join(" · ")
}

/// The name of an agency in the script of the language.
pub(crate) fn agency_name(app: &App, words: Words, code: &AgencyCode) -> String {
    let tree = app.tree();
    let Some(row) = tree.get(code.as_str()) else { return code.to_string() };
    match words.lang {
        Lang::ZhHant => row.name_hant.clone(),
        _ => row.name_hans.clone(),
    }
}

/// The full name of an agency, as papers bear it.
pub(crate) fn agency_title(app: &App, words: Words, code: &AgencyCode) -> String {
    // The division of a station is named after its residents' committee; the station is not.
    let name = agency_name(app, words, code);
    let name = name.strip_suffix(&words.t("agency-committee")).map_or(name.clone(), str::to_owned);
    words.with(&format!("agency-title-{}", code.level().as_str()), &[("name", name)])
}
