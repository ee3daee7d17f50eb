//! The fields that adding and changing a member of staff share, and their faults.

use leye_app::access::{Deed, Target};
use leye_app::session::SHORTEST_PASSWORD;
use leye_app::{AppError, FieldFault};
use leye_domain::agency::AgencyCode;
use leye_domain::id::UserName;
use leye_domain::person::PersonName;
use leye_domain::staff::Role;

use crate::fault::Fault;
use crate::form::Typed;
use crate::guard::SignedIn;
use crate::parts::{Choice, Choices, Field, Maker};
use crate::ui::{Ui, place};

/// The fields, as the components take them.
pub(super) struct UserForm {
    pub name: Field,
    pub display_name: Field,
    pub agency: Field,
    pub role: Choices,
    pub active: Choices,
    pub password: Field,
}

impl UserForm {
    /// The form with what was typed and what is wrong with it.
    pub(super) fn new(me: &SignedIn, ui: &Ui, maker: &Maker<'_>) -> UserForm {
        UserForm {
            name: Field {
                label: ui.t("sign-in-name"),
                hint: Some(ui.t("user-name-hint")),
                width: "20",
                ..maker.text("name", true)
            },
            display_name: Field { width: "20", ..maker.text("display_name", true) },
            agency: agency(me, ui, maker),
            role: roles(ui, maker),
            active: open(ui, maker),
            password: Field {
                label: ui.t("user-first-password"),
                hint: Some(ui.t("user-first-password-hint")),
                value: String::new(),
                kind: "password",
                autocomplete: "new-password",
                width: "20",
                ..maker.text("password", true)
            },
        }
    }
}

/// The code of the agency; once it names one, the hint says which.
fn agency(me: &SignedIn, ui: &Ui, maker: &Maker<'_>) -> Field {
    let field = Field { inputmode: "numeric", width: "20", ..maker.text("agency", true) };
    let code = field.value.parse::<AgencyCode>().ok().filter(|code| me.web.app.agency(code).is_some());
    let named = code.map(|code| place(&me.web.app, ui.words, &code));
    Field { hint: named.or(field.hint), ..field }
}

fn roles(ui: &Ui, maker: &Maker<'_>) -> Choices {
    let word = |role: Role| role.as_str().to_owned();
    let items: Vec<_> =
        Role::ALL.into_iter().map(|r| (word(r), ui.t(&format!("role-{}", r.as_str())))).collect();
    let mut roles = maker.choices("role", true, &items);
    for Choice { value, hint, .. } in &mut roles.items {
        *hint = Some(ui.t(&format!("role-{value}-hint")));
    }
    roles
}

fn open(ui: &Ui, maker: &Maker<'_>) -> Choices {
    let item = |value: &str| (value.to_owned(), ui.t(&format!("user-active-{value}")));
    maker.choices("active", true, &[item("yes"), item("no")])
}

/// Whether the caller keeps the staff of an agency.
pub(super) fn keeps(me: &SignedIn, agency: &AgencyCode) -> bool {
    me.web.app.access().may(me.staff(), Deed::ManageUsers, Target::Desk(agency))
}

/// Stops those who keep no staff.
pub(super) fn may_keep(me: &SignedIn) -> Result<(), Fault> {
    if keeps(me, &me.staff().agency) { Ok(()) } else { Err(me.fault(AppError::Forbidden { act: None })) }
}

/// What is wrong with the fields that both forms have.
pub(super) fn faults(me: &SignedIn, typed: &Typed) -> Vec<FieldFault> {
    let mut faults = Vec::new();
    if let Err(problem) = PersonName::parse(typed.text("display_name")) {
        faults.push(FieldFault::new("display_name", problem.code()));
    }
    let agency = typed.text("agency").parse::<AgencyCode>().ok().filter(|c| me.web.app.agency(c).is_some());
    match agency {
        None => faults.push(FieldFault::new("agency", "unknown-agency")),
        Some(code) if !keeps(me, &code) => faults.push(FieldFault::new("agency", "not-yours")),
        Some(_) => {}
    }
    if typed.text("role").parse::<Role>().is_err() {
        faults.push(FieldFault::new("role", "unknown-role"));
    }
    faults
}

/// What is wrong with the fields of somebody new.
pub(super) fn faults_of_new(me: &SignedIn, typed: &Typed) -> Vec<FieldFault> {
    let mut found = Vec::new();
    if UserName::parse(typed.text("name")).is_err() {
        found.push(FieldFault::new("name", "bad-user-name"));
    }
    found.extend(faults(me, typed));
    found.extend(password_fault(typed.raw("password")));
    found
}

/// A password that is too short, told before anything slow is done with it.
pub(super) fn password_fault(password: &str) -> Option<FieldFault> {
    let short = password.chars().count() < SHORTEST_PASSWORD;
    short.then(|| FieldFault::new("password", "too-short"))
}
