//! Which parts the form of each act has.

use leye_app::App;
use leye_app::registration::RegistrationFile;
use leye_domain::registration::{Asker, ContactHow, RegistrationActName};

use crate::form::Typed;
use crate::parts::{Choices, DateField, Field, FormFault, Maker, told};

/// A part of a form.
pub(super) enum Part {
    Line(Field),
    Area(Field),
    Day(DateField),
    Radios(Choices),
}

impl Part {
    /// Says beside the part what the summary says of it: a refusal comes with its own words.
    pub(super) fn tell(&mut self, faults: &[FormFault]) {
        let (name, error) = match self {
            Part::Line(field) | Part::Area(field) => (&field.name, &mut field.error),
            Part::Day(day) => (&day.name, &mut day.error),
            Part::Radios(choices) => (&choices.name, &mut choices.error),
        };
        if error.is_none() {
            *error = told(faults, name);
        }
    }
}

/// What a form begins with: today, a commitment, the person's name, the number that the file has.
pub(super) fn begin(app: &App, file: &RegistrationFile, act: RegistrationActName) -> Typed {
    let mut typed = Typed::default();
    let mut today = |name: &str| {
        let today = app.today();
        typed.set(&format!("{name}-year"), today.year().to_string());
        typed.set(&format!("{name}-month"), today.month().to_string());
        typed.set(&format!("{name}-day"), today.day().to_string());
    };
    match act {
        RegistrationActName::Register => {
            today("registered-on");
            typed.set("registration-basis", "commitment");
        }
        RegistrationActName::Deregister => today("deregistered-on"),
        RegistrationActName::NoteContact => typed.set("contact-how", ContactHow::Counter.as_str()),
        RegistrationActName::HandOver => typed.set("certificate-signed-by", file.name.clone()),
        RegistrationActName::TakeOver => {
            let number = file.person.details.get().map(|details| details.certificate.clone());
            typed.set("certificate-number", number.unwrap_or_default());
        }
        _ => {}
    }
    typed
}

/// The parts.
pub(super) fn parts(
    app: &App,
    make: &Maker<'_>,
    file: &RegistrationFile,
    act: RegistrationActName,
) -> Vec<Part> {
    let number = || Part::Line(Field { width: "20", ..make.text("certificate-number", true) });
    let note = |required| Part::Area(make.text("registration-note", required));
    match act {
        RegistrationActName::Register => register(app, make),
        RegistrationActName::Deregister => deregister(app, make),
        RegistrationActName::NoteContact => {
            let how = ContactHow::ALL.map(|how| choice(make, "contact-how", how.as_str()));
            vec![Part::Radios(make.choices("contact-how", true, &how)), note(false)]
        }
        RegistrationActName::Apply => vec![note(false)],
        RegistrationActName::Issue => vec![number()],
        RegistrationActName::TakeOver => {
            let issued = DateField { required: false, ..make.day("certificate-issued-on") };
            vec![number(), Part::Day(issued)]
        }
        RegistrationActName::HandOver => {
            let hint = make.words.with("registration-signs-for", &[("number", number_of(file))]);
            let by = Field { width: "20", hint: Some(hint), ..make.text("certificate-signed-by", true) };
            vec![Part::Line(by)]
        }
        RegistrationActName::ReportLost
        | RegistrationActName::Return
        | RegistrationActName::WithdrawApplication => vec![note(true)],
        RegistrationActName::Check | RegistrationActName::ReportFound => Vec::new(),
    }
}

fn number_of(file: &RegistrationFile) -> String {
    let certificate = file.registration.certificate.as_ref();
    certificate.and_then(|one| one.number.get().cloned()).unwrap_or_default()
}

fn choice(make: &Maker<'_>, name: &str, value: &str) -> (String, String) {
    (value.to_owned(), make.words.t(&format!("{name}-{value}")))
}

fn register(app: &App, make: &Maker<'_>) -> Vec<Part> {
    let pack = app.rules().pack();
    let reasons = pack.registration.iter().flat_map(|register| &register.reasons);
    let reasons: Vec<(String, String)> =
        reasons.map(|one| (one.key.clone(), make.words.of_pack(&one.titles).to_owned())).collect();
    let bases = ["commitment", "proof"].map(|basis| choice(make, "registration-basis", basis));
    vec![
        Part::Radios(make.choices("jobless-reason", true, &reasons)),
        Part::Day(DateField { required: false, ..make.day("worked-until") }),
        Part::Radios(make.choices("registration-basis", true, &bases)),
        Part::Line(make.text("basis-paper", false)),
        Part::Day(make.day("registered-on")),
    ]
}

fn deregister(app: &App, make: &Maker<'_>) -> Vec<Part> {
    let pack = app.rules().pack();
    let grounds = pack.registration.iter().flat_map(|register| &register.grounds);
    let grounds: Vec<(String, String)> = grounds
        .map(|one| (one.listed.key.clone(), make.words.of_pack(&one.listed.titles).to_owned()))
        .collect();
    let asked = Asker::ALL.map(|asker| choice(make, "cancel-asked", asker.as_str()));
    vec![
        Part::Radios(make.choices("cancel-ground", true, &grounds)),
        Part::Radios(make.choices("cancel-asked", true, &asked)),
        Part::Day(make.day("deregistered-on")),
        Part::Area(make.text("registration-note", false)),
    ]
}
