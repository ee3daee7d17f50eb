//! Policy packs: the text of a pack's files becomes a checked [`Pack`], or a list of
//! every fault with its place and its remedy.
//!
//! The crate reads no file: it is given names and texts. Names are relative to the
//! pack's folder, with `/` between their parts.
//!
//! ```
//! let files = std::collections::BTreeMap::from([("pack.toml".to_owned(), "id = \"x\"".to_owned())]);
//! let (pack, faults) = leye_pack::compile(&files);
//! assert!(pack.is_none());
//! assert!(faults.iter().any(|fault| fault.file == "pack.toml" && fault.code == leye_pack::Code::MissingKey));
//! ```
//!
//! Every key of a file has to be read by something: to add one, read it in the module of
//! its article; a key that nothing reads is a fault. A fault never stops the reading:
//! ask for all keys of a table first and unwrap afterwards.

mod accountability;
mod agency;
mod article;
mod assistance;
mod book;
mod calendar;
mod category;
mod complaint;
mod condition;
mod contact;
mod dated;
mod diagnostic;
mod diff;
mod example;
mod exit;
mod exit_example;
mod extend;
mod fact;
mod folder;
mod followup;
mod hash;
mod household;
mod manifest;
mod place;
mod predicate;
mod proof;
mod rating;
mod reader;
mod region;
mod registration;
mod remedy;
mod representative;
mod retirement;
mod rule;
mod sheet;
mod step;
mod supervision;
mod terms;
mod value;
mod words;

use std::collections::BTreeMap;

use jiff::civil::{Date, Time};
use leye_domain::person::LegacyRegion;

pub use accountability::Accountability;
pub use agency::{AgencyLevel, AgencyRow};
pub use article::Article;
pub use assistance::{Assistance, AssistanceClass, AssistanceService, Revocation};
pub use calendar::{CalendarDay, DayKind, FixedDay};
pub use category::Category;
pub use condition::{Condition, General};
pub use contact::{ContactMatter, Contacts};
pub use dated::{Dated, Period, Timeline};
pub use diagnostic::{Code, Diagnostic};
pub use diff::{Amount, ArticleChanges, Change, Changes, How, Mark, Shown, Side, SideChange, Subject, diff};
pub use example::{Example, Expected, Known};
pub use exit::Exit;
pub use exit_example::ExitExample;
pub use extend::resolve;
pub use fact::{Fact, FactKind, FactWord};
pub use followup::{
    AccountTitle, FollowUp, Need, PlannedVisit, PolicySheet, Question, Questions, Risk, Risks,
};
pub use hash::pack_hash;
pub use household::{Household, HouseholdGround};
pub use leye_domain::fact::FactValue;
pub use predicate::Predicate;
pub use proof::Proof;
pub use registration::{Ground, Listed, Registration};
pub use remedy::Remedy;
pub use representative::Paper;
pub use retirement::Retirement;
pub use rule::{Exception, Rule};
pub use step::{Extension, Limit, LimitUnit, Step};
pub use supervision::{CampaignKind, CheckPoint, Supervision};
pub use terms::Terms;
pub use value::{Value, ValueUnit, Values};
pub use words::Words;

/// A checked pack: every reference resolves, every value is dated and cited, every text
/// is there in three languages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pack {
    /// Its name, e.g. `harbin`.
    pub id: String,
    /// Fingerprint of its rules; see [`pack_hash`].
    pub hash: String,
    /// The pack whose files it takes over where it has none of its own.
    pub extends: Option<String>,
    /// What it is called.
    pub titles: Words,
    /// Who issued the rules.
    pub issuer: Words,
    /// When the rules are in force.
    pub period: Period,
    /// The documents that the pack was made from.
    pub sources: Vec<String>,
    /// The day on which somebody last read them.
    pub last_checked: Date,
    /// IANA name of the zone in which days begin and end.
    pub time_zone: String,
    /// When a limit ends on its last day, unless an agency closes at another hour.
    pub close_of_business: Time,
    /// The articles C3.1 to C3.4 by reference.
    pub articles: BTreeMap<String, Article>,
    /// The steps in which a clock runs, by code.
    pub steps: BTreeMap<String, Step>,
    /// How far a limit may be extended.
    pub extension: Extension,
    /// The general conditions (C1) and the minimum age.
    pub general: General,
    /// What predicates may ask for.
    pub facts: Vec<Fact>,
    /// What exit articles may ask for besides: facts that only the register knows.
    pub register: Vec<Fact>,
    /// The conditions that several categories use.
    pub shared: Vec<Rule>,
    /// The categories, C1.1 first.
    pub categories: Vec<Category>,
    /// What ends a determination, or one ground of it.
    pub exits: Vec<Exit>,
    /// The terms of what a screening of the register brings; there where there are exits.
    pub exit_terms: Option<Terms>,
    /// How long an original may travel and lie, and how long a link for photos holds: `hand_over`
    /// and `lie` in working days, `hand_in` in days. None where the pack gives none.
    pub paper_terms: Option<Terms>,
    /// Follow-up of those who found work (B1, B3); none where the pack follows nobody.
    pub follow_up: Option<FollowUp>,
    /// Unemployment registration and the certificate. None where the pack gives none.
    pub registration: Option<Registration>,
    /// One-to-one assistance (A7). None where the pack has no folder for it: then none opens.
    pub assistance: Option<Assistance>,
    /// Households of which nobody has work. None where the pack gives nothing about them.
    pub household: Option<Household>,
    /// Contacts and who is responsible for them; none where nobody takes any.
    pub contacts: Option<Contacts>,
    /// Time limits and who answers for them; none where nobody is warned.
    pub accountability: Option<Accountability>,
    /// By when the other station answers for a person who moves: `release` and `accept` in working
    /// days. None where the pack gives none: then nobody moves.
    pub relocation_terms: Option<Terms>,
    /// Ratings of finished services (A9): `call_back`, `remedy`, `look` and `judge` in working
    /// days, `appeal` and `link` in days, `fewest`, `per_hour` and `bad_from`. None where the pack gives
    /// none: then nobody is asked to rate.
    pub rating: Option<Terms>,
    /// Complaints (A3, A8): `take`, `reply`, `answer` and `look` in working days, `content` in days, and
    /// from how many of one day and place they are a `flood`. None where nobody complains by the pack.
    pub complaint: Option<Terms>,
    /// Supervision of it (B2b, B2c, B4.2); none where the pack has none.
    pub supervision: Option<Supervision>,
    /// What an applicant may do against a refusal, in the order to be shown.
    pub remedies: Vec<Remedy>,
    /// The papers that entitle somebody to act for the applicant, in the order to be shown.
    pub papers: Vec<Paper>,
    /// The statutory retirement age.
    pub retirement: Retirement,
    /// Region codes of identity numbers.
    pub legacy_regions: Vec<LegacyRegion>,
    /// The statutory calendars by the year of their notice.
    pub calendars: BTreeMap<i16, Vec<CalendarDay>>,
    /// Free days of years without a notice.
    pub fixed_days: Vec<FixedDay>,
    /// The tree of agencies, in the order of the file.
    pub agencies: Vec<AgencyRow>,
    /// Worked examples.
    pub examples: Vec<Example>,
    /// Worked examples of exits.
    pub exit_examples: Vec<ExitExample>,
}

/// Reads and checks the files of a pack. The pack is there exactly when there is no fault;
/// faults are ordered by file and place. The files of a pack that extends another are
/// those that [`resolve`] gives.
pub fn compile(files: &BTreeMap<String, String>) -> (Option<Pack>, Vec<Diagnostic>) {
    let (pack, faults) = inspect(files);
    (pack.filter(|_| faults.is_empty()), faults)
}

/// As [`compile`], with what could be read in spite of faults: for those who look for
/// more faults, and for nobody who rules by it.
pub fn inspect(files: &BTreeMap<String, String>) -> (Option<Pack>, Vec<Diagnostic>) {
    let folder = folder::Folder::new(files);
    let mut pack = None;
    // Without its parent a pack lacks nearly everything: that would hide the one cause.
    if extend::check(&folder) {
        pack = read(&folder, pack_hash(files));
        folder.report_unknown();
    }
    (pack, folder.faults.into_sorted())
}

/// The terms of papers.
const PAPER_TERMS: &str = "papers/terms.toml";

/// The terms of people who move.
const RELOCATION_TERMS: &str = "relocation/terms.toml";

/// Reads every file before any of them may be missed.
fn read(folder: &folder::Folder<'_>, hash: String) -> Option<Pack> {
    let manifest = manifest::read(folder);
    let steps = step::read_all(folder);
    let extension = step::read_extension(folder);
    let period = manifest.as_ref().map(|manifest| manifest.period);
    let book = book::read(folder, period);
    let remedies = remedy::read_all(folder);
    let papers = representative::read_all(folder);
    let retirement = retirement::read(folder);
    let paper_terms = terms::read_if_there(folder, PAPER_TERMS, &["hand_over", "lie", "hand_in"]);
    let relocation_terms = terms::read_if_there(folder, RELOCATION_TERMS, &["release", "accept"]);
    let follow_up = followup::read_all(folder);
    let registration = registration::read(folder);
    let exits = book.as_ref().map_or(&[][..], |book| &book.exits.articles);
    let assistance = assistance::read(folder, exits);
    let household = household::read(folder);
    let accountability = accountability::read(folder);
    let supervision = supervision::read_all(folder);
    let (contacts, complaint) = (contact::read(folder), complaint::read(folder));
    let rating = rating::read(folder);
    let legacy_regions = region::read_all(folder);
    let calendars = calendar::read_years(folder);
    let fixed_days = calendar::read_fixed(folder);
    let agencies = agency::read_all(folder);
    let (manifest, book) = (manifest?, book?);
    Some(Pack {
        id: manifest.id,
        hash,
        extends: manifest.extends,
        titles: manifest.titles,
        issuer: manifest.issuer,
        period: manifest.period,
        sources: manifest.sources,
        last_checked: manifest.last_checked,
        time_zone: manifest.time_zone,
        close_of_business: manifest.close_of_business,
        articles: steps.articles,
        steps: steps.steps,
        extension: extension?,
        general: book.general,
        facts: book.facts,
        register: book.register,
        shared: book.shared,
        categories: book.categories,
        exits: book.exits.articles,
        exit_terms: book.exits.terms,
        paper_terms,
        follow_up,
        registration,
        assistance,
        household,
        accountability,
        contacts,
        complaint,
        relocation_terms,
        rating,
        supervision,
        remedies: remedies?,
        papers: papers?,
        retirement: retirement?,
        legacy_regions,
        calendars,
        fixed_days: fixed_days?,
        agencies,
        examples: book.examples,
        exit_examples: book.exit_examples,
    })
}
