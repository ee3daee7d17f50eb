//! The form of each act: which parts it has.

use leye_app::application::CaseFile;
use leye_app::{App, FieldFault};
use leye_domain::case::{ActName, Open, ReceiptStep, StateName, Step};

use super::known::{self, KnownPart};
use super::reason::condition_title;
use super::representative::{self, RepresentativePart};
use super::ticks::{self, TickList};
use crate::form::Typed;
use crate::parts::{Choices, DateField, Field, FormFault, Maker, told};
use crate::words::Words;

/// A part of an act's form.
pub(crate) enum Part {
    Line(Field),
    Area(Field),
    Day(DateField),
    Radios(Choices),
    Boxes(Choices),
    Ticks(Box<TickList>),
    Known(KnownPart),
    Behalf(Box<RepresentativePart>),
}

impl Part {
    /// Says beside the part what the summary says of it: a refusal comes with its own words.
    pub(crate) fn tell(&mut self, faults: &[FormFault]) {
        let (name, error) = match self {
            Part::Line(field) | Part::Area(field) => (&field.name, &mut field.error),
            Part::Day(day) => (&day.name, &mut day.error),
            Part::Radios(choices) | Part::Boxes(choices) => (&choices.name, &mut choices.error),
            Part::Ticks(list) => return list.tell(faults),
            // Its questions are made from the faults.
            Part::Known(_) => return,
            Part::Behalf(part) => return part.tell(faults),
        };
        if error.is_none() {
            *error = told(faults, name);
        }
    }
}

/// Acts that need no words: one button on the case page does them.
pub(crate) fn is_direct(act: ActName) -> bool {
    matches!(
        act,
        ActName::Take | ActName::Accept | ActName::CloseNotice | ActName::Forward | ActName::ReceiveBack
    )
}

/// Acts for which nothing undoes the end of the case.
pub(crate) fn is_grave(act: ActName) -> bool {
    matches!(act, ActName::FailInitialReview | ActName::Refuse | ActName::Withdraw)
}

/// What the form is made from.
pub(crate) struct Source<'a> {
    pub app: &'a App,
    pub words: Words,
    pub file: &'a CaseFile,
    pub typed: &'a Typed,
    pub faults: &'a [FieldFault],
}

/// What a form begins with: today for a signature, the applicant's name, the only
/// category that was confirmed.
pub(crate) fn begin(app: &App, file: &CaseFile, act: ActName) -> Typed {
    let mut typed = Typed::default();
    if matches!(act, ActName::CompleteForm | ActName::HandBack) {
        let today = app.today();
        typed.set("signed_on-year", today.year().to_string());
        typed.set("signed_on-month", today.month().to_string());
        typed.set("signed_on-day", today.day().to_string());
    }
    if let (ActName::HandBack, Some(person)) = (act, &file.person) {
        typed.set("signed_by", person.name.clone());
    }
    if act == ActName::RecordFacts {
        known::begin(&mut typed, &file.case.known());
    }
    if act == ActName::AnnotateCertificate {
        if let Some(person) = &file.person {
            typed.set("certificate", person.certificate.clone());
        }
        if let Some(Open { step: Step::Annotation { category }, .. }) = file.case.open() {
            typed.set("category", category.get().cloned().unwrap_or_default());
        }
    }
    typed
}

/// The parts of an act's form.
pub(crate) fn parts(source: &Source<'_>, act: ActName) -> Vec<Part> {
    let make = Maker { words: source.words, typed: source.typed, faults: source.faults };
    let area = |name: &str| Part::Area(make.text(name, true));
    match act {
        ActName::RequestCorrection => vec![area("faults")],
        ActName::SupplyCorrection => vec![
            area("materials"),
            Part::Boxes(make.choices(
                "materials_changed",
                false,
                &[("yes".to_owned(), source.words.t("field-materials-changed-yes"))],
            )),
            behalf(source, &make, act),
        ],
        ActName::FailInitialReview | ActName::ReturnToStation | ActName::Refuse | ActName::ReturnToOffice => {
            vec![area("reasons")]
        }
        ActName::CompleteForm => vec![Part::Day(make.day("signed_on"))],
        ActName::PostNotice => posting(source, &make),
        ActName::RaiseObjection => {
            vec![area("text"), Part::Line(make.text("name", false)), Part::Line(make.text("contact", false))]
        }
        ActName::SettleObjection => vec![
            Part::Radios(make.choices(
                "upheld",
                true,
                &[
                    ("no".to_owned(), source.words.t("field-upheld-no")),
                    ("yes".to_owned(), source.words.t("field-upheld-yes")),
                ],
            )),
            area("finding"),
        ],
        ActName::RecordEntry => vec![Part::Line(make.text("receipt", false))],
        ActName::PassInitialReview | ActName::PassSecondReview | ActName::Confirm => {
            review(source, &make, act)
        }
        ActName::AnnotateCertificate => annotation(source, &make),
        ActName::HandBack => vec![
            behalf(source, &make, act),
            Part::Line(make.text("signed_by", true)),
            Part::Day(make.day("signed_on")),
        ],
        ActName::Extend => {
            let days = Field { inputmode: "numeric", width: "2", ..make.text("days", true) };
            vec![Part::Line(days), area("reason")]
        }
        ActName::Withdraw => vec![area("reason"), behalf(source, &make, act)],
        ActName::RecordReceipt => receipt(source, &make),
        ActName::RecordFacts => {
            let relatives = relatives(source.file);
            let part = known::part(source.app, &make, source.words, &relatives);
            vec![Part::Known(part), Part::Area(make.text("reason", false))]
        }
        _ => Vec::new(),
    }
}

/// The other members of the household, as the file or the case knows them.
fn relatives(file: &CaseFile) -> Vec<String> {
    let relatives = file.person.iter().flat_map(|person| &person.household);
    relatives.map(|r| format!("{} {}", r.relation, r.name)).collect()
}

fn behalf(source: &Source<'_>, make: &Maker<'_>, act: ActName) -> Part {
    let word = act.as_str().replace('_', "-");
    Part::Behalf(Box::new(representative::part(source.app, make, &word)))
}

fn posting(source: &Source<'_>, make: &Maker<'_>) -> Vec<Part> {
    let mut parts = vec![Part::Line(make.text("place", true)), Part::Line(make.text("photo", true))];
    if source.file.case.state() == StateName::Returned {
        parts.push(Part::Area(make.text("facts_changed", true)));
    }
    parts
}

fn review(source: &Source<'_>, make: &Maker<'_>, act: ActName) -> Vec<Part> {
    let list = ticks::list(source.app, source.words, source.file, source.typed);
    let mut parts: Vec<Part> = list.map(|list| Part::Ticks(Box::new(list))).into_iter().collect();
    parts.push(Part::Area(make.text("departure", false)));
    if act == ActName::Confirm {
        parts.push(Part::Radios(make.choices("category", true, &categories(source))));
    }
    if act != ActName::PassInitialReview {
        parts.push(Part::Line(make.text("receipt", false)));
    }
    parts.push(Part::Area(make.text("note", false)));
    parts
}

/// The categories that a level below found met, or that are claimed.
fn categories(source: &Source<'_>) -> Vec<(String, String)> {
    let ticks = source.file.case.ticks.get().cloned().unwrap_or_default();
    let claimed = source.file.case.claimed.get().cloned().unwrap_or_default();
    let pack = source.app.rules().pack();
    let all = pack.categories.iter().map(|c| c.code.clone());
    let wanted =
        |code: &String| claimed.contains(code) || ticks.iter().any(|t| t.met && t.condition == *code);
    let titled = |code: String| (code.clone(), condition_title(source.app, source.words, &code));
    all.filter(wanted).map(titled).collect()
}

fn annotation(source: &Source<'_>, make: &Maker<'_>) -> Vec<Part> {
    let certificate = Field { width: "20", ..make.text("certificate", true) };
    let confirmed = source.typed.text("category").to_owned();
    let title = condition_title(source.app, source.words, &confirmed);
    vec![Part::Line(certificate), Part::Radios(make.choices("category", true, &[(confirmed, title)]))]
}

fn receipt(source: &Source<'_>, make: &Maker<'_>) -> Vec<Part> {
    let pending =
        source.file.case.receipts.iter().filter(|(_, r)| **r == leye_domain::case::Receipt::Pending);
    let named = |step: &ReceiptStep| {
        let word = format!("receipt-step-{}", step.as_str().replace('_', "-"));
        (step.as_str().to_owned(), source.words.t(&word))
    };
    let steps: Vec<(String, String)> = pending.map(|(step, _)| named(step)).collect();
    vec![Part::Radios(make.choices("step", true, &steps)), Part::Line(make.text("number_of_receipt", true))]
}
