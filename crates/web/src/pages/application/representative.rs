//! Who comes for the applicant: the folded part of a form, and how a page names them.

use leye_app::application::Represented;
use leye_app::{App, FieldFault};
use leye_domain::case::{OnBehalf, Paper, Representative};
use leye_domain::person::mask;
use leye_domain::sealed::Sealed;

use super::reveal::grouped;
use crate::form::Typed;
use crate::parts::{Choices, Fact, Field, FormFault, Maker, told};
use crate::words::Words;

/// The part of a form that names a representative. Folded until somebody writes in it.
pub(crate) struct RepresentativePart {
    pub summary: String,
    pub lead: String,
    pub open: bool,
    pub name: Field,
    pub relation: Field,
    pub number: Field,
    pub phone: Field,
    pub paper: Choices,
    pub reference: Field,
}

/// The fields, in the order in which the form asks.
pub(crate) const FIELDS: [&str; 6] = [
    "representative_name",
    "representative_relation",
    "representative_number",
    "representative_phone",
    "representative_paper",
    "representative_reference",
];

/// The part, for the form of `act`: `submit`, `hand-back`, …
pub(crate) fn part(app: &App, make: &Maker<'_>, act: &str) -> RepresentativePart {
    let words = make.words;
    let [name, relation, number, phone, paper, reference] = FIELDS;
    let nothing = (String::new(), words.t("field-representative-paper-none"));
    let pack = app.rules().pack();
    let kinds = pack.papers.iter();
    let kinds = kinds.map(|paper| (paper.key.clone(), words.of_pack(&paper.titles).to_owned()));
    let items: Vec<(String, String)> = std::iter::once(nothing).chain(kinds).collect();
    let wrong = FIELDS.iter().any(|field| make.faults.iter().any(|fault| fault.field == *field));
    RepresentativePart {
        summary: words.t(&format!("representative-{act}")),
        lead: words.t(match act {
            "hand-back" => "representative-hand-back-lead",
            "withdraw" => "representative-withdraw-lead",
            _ => "representative-lead",
        }),
        open: wrong || named(make.typed),
        name: Field { width: "10", ..make.text(name, true) },
        relation: Field { width: "10", ..make.text(relation, true) },
        number: Field { width: "20", ..make.text(number, true) },
        phone: Field { kind: "tel", inputmode: "tel", width: "20", ..make.text(phone, false) },
        paper: make.choices(paper, true, &items),
        reference: Field { width: "20", ..make.text(reference, true) },
    }
}

impl RepresentativePart {
    /// Says beside the fields what the summary says of them.
    pub(crate) fn tell(&mut self, faults: &[FormFault]) {
        let lines =
            [&mut self.name, &mut self.relation, &mut self.number, &mut self.phone, &mut self.reference];
        for field in lines {
            if field.error.is_none() {
                field.error = told(faults, &field.name);
            }
        }
        self.open |= faults.iter().any(|fault| FIELDS.contains(&fault.name.as_str()));
    }
}

/// Whether anything was written about a representative.
fn named(typed: &Typed) -> bool {
    FIELDS.iter().any(|field| !typed.text(field).is_empty())
}

/// Who comes for the applicant, if anything was written about them.
pub(crate) fn read(app: &App, typed: &Typed) -> Result<Option<OnBehalf>, Vec<FieldFault>> {
    if !named(typed) {
        return Ok(None);
    }
    let [name, relation, number, phone, paper, reference] = FIELDS.map(|field| typed.text(field).to_owned());
    let paper = Paper { kind: paper, reference };
    app.on_behalf(&Representative { name, number, phone, relation, paper }).map(Some).map_err(|mut faults| {
        // Told in the order in which the form asks.
        faults.sort_by_key(|fault| FIELDS.iter().position(|field| fault.field == *field));
        faults
    })
}

/// The title of a paper.
pub(crate) fn paper_title(app: &App, words: Words, key: &str) -> String {
    let pack = app.rules().pack();
    let found = pack.papers.iter().find(|paper| paper.key == key);
    found.map_or_else(|| key.to_owned(), |paper| words.of_pack(&paper.titles).to_owned())
}

/// Who acted, masked, as the timeline says it.
pub(super) fn line(app: &App, words: Words, on_behalf: &OnBehalf) -> String {
    let Sealed::Open(who) = &on_behalf.who else { return words.t("erased") };
    let values = [
        ("name", mask::name(&who.name)),
        ("relation", who.relation.clone()),
        ("paper", paper_title(app, words, &who.paper.kind)),
    ];
    words.with("on-behalf", &values)
}

fn who_did(words: Words, one: &Represented, app: &App) -> String {
    let act = words.t(&format!("represented-{}", one.act.as_str().replace('_', "-")));
    let on = words.date(app.rules().zone().to_datetime(one.at).date());
    words.with("represented-on", &[("act", act), ("on", on)])
}

/// Everybody who acted for the applicant, masked, for the facts of a case.
pub(super) fn facts(app: &App, words: Words, all: &[Represented]) -> Vec<Fact> {
    let fact = |one: &Represented| {
        let did = who_did(words, one, app);
        let key = words.t("fact-representative");
        let Some(who) = &one.who else {
            return Fact { key, value: words.t("erased"), note: Some(did), ..Fact::default() };
        };
        let named = [
            words.with(
                "person-with-relation",
                &[("name", mask::name(&who.name)), ("relation", who.relation.clone())],
            ),
            mask::phone(&who.phone),
        ];
        let shown: Vec<String> = named.into_iter().filter(|text| !text.is_empty()).collect();
        let paper = paper_title(app, words, &who.paper.kind);
        let note = Some(format!("{did} · {paper}"));
        Fact { key, value: shown.join(" · "), note, ..Fact::default() }
    };
    all.iter().map(fact).collect()
}

/// Everybody who acted for the applicant, unmasked.
pub(super) fn revealed(app: &App, words: Words, all: &[Represented]) -> Vec<Fact> {
    let fact = |one: &Represented| {
        let who = one.who.as_ref()?;
        let paper = paper_title(app, words, &who.paper.kind);
        let values = [("name", who.name.clone()), ("relation", who.relation.clone())];
        let parts = [words.with("person-with-relation", &values), grouped(&who.number), who.phone.clone()];
        let shown: Vec<String> = parts.into_iter().filter(|text| !text.is_empty()).collect();
        let note = Some(format!("{} · {paper} {}", who_did(words, one, app), who.paper.reference));
        Some(Fact { key: words.t("fact-representative"), value: shown.join(" · "), note, ..Fact::default() })
    };
    all.iter().filter_map(fact).collect()
}
