//! The life that every contender leads: twelve acts, from the counter to the certificate.

use anyhow::{Context, Result};
use jiff::civil::Date;
use leye_app::App;
use leye_app::application::{ActRequest, NewApplicant, NewApplication};
use leye_domain::agency::{AgencyCode, Level};
use leye_domain::applicant::Details;
use leye_domain::case::{Act, Finding};
use leye_domain::fact::{FactValue, KnownFacts};
use leye_domain::id::{CaseId, UserName};
use leye_domain::person::RetirementClass;
use leye_domain::policy::{Condition, Policy};
use leye_domain::staff::{Actor, Role, Staff};

/// The category that everybody claims.
const CLAIMED: &str = "C1.5";

/// The acts before the notice hangs, which begin with the submission.
pub const BEFORE: [Move; 4] = [Move::Submit, Move::PassInitialReview, Move::CompleteForm, Move::PostNotice];
/// The acts after its period is over.
pub const AFTER: [Move; 8] = [
    Move::CloseNotice,
    Move::RecordEntry,
    Move::Forward,
    Move::PassSecondReview,
    Move::Confirm,
    Move::Annotate,
    Move::ReceiveBack,
    Move::HandBack,
];
/// Acts of a whole life.
pub const ACTS: usize = BEFORE.len() + AFTER.len();

/// An act of the life.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // each is named as the act of the domain
pub enum Move {
    Submit,
    PassInitialReview,
    CompleteForm,
    PostNotice,
    CloseNotice,
    RecordEntry,
    Forward,
    PassSecondReview,
    Confirm,
    Annotate,
    ReceiveBack,
    HandBack,
}

/// Who works at a station and above it.
#[derive(Clone, Debug)]
pub struct Team {
    /// The station.
    pub station: AgencyCode,
    counter: Actor,
    clerk: Staff,
    office: Actor,
    bureau: Actor,
}

impl Team {
    /// The staff that the loaded storage has there.
    ///
    /// # Errors
    /// A code that is no agency's.
    pub fn at(station: &str) -> Result<Team> {
        let station: AgencyCode = station.parse().context("a station's code")?;
        let of = |level, role: Role| -> Result<Staff> {
            let agency = station.at(level);
            let user = format!("{}1-{agency}", role.as_str());
            let user = UserName::parse(&user).context("a sign-in name")?;
            Ok(Staff { name: user.to_string(), user, role, agency, identity: None })
        };
        let clerk = of(Level::Station, Role::Clerk)?;
        Ok(Team {
            counter: Actor::Staff(clerk.clone()),
            clerk,
            office: Actor::Staff(of(Level::Office, Role::Reviewer)?),
            bureau: Actor::Staff(of(Level::Bureau, Role::Reviewer)?),
            station,
        })
    }
}

/// The name of everybody who applies: who fetches the papers signs with it.
const NAME: &str = "王建国";

/// Somebody who applies.
pub fn applicant(number: String, phone: String) -> Details {
    Details {
        number,
        name: NAME.to_owned(),
        phone,
        address: "哈尔滨市道里区友谊路178号2单元501".to_owned(),
        retirement_class: RetirementClass::Male,
        certificate: String::new(),
        household: Vec::new(),
    }
}

/// What the counter asks, so that the rules compute that everybody is eligible.
fn known(today: Date) -> KnownFacts {
    let flags = [
        ("local_urban_registration", true),
        ("able_to_work", true),
        ("willing_to_work", true),
        ("employed", false),
        ("registered_unemployed", true),
        ("worked_before", true),
    ];
    let flags = flags.map(|(name, flag)| (name.to_owned(), FactValue::Flag(flag)));
    let since = FactValue::Day(today.saturating_sub(jiff::Span::new().days(400)));
    let since = ("registered_unemployed_since".to_owned(), since);
    KnownFacts { facts: flags.into_iter().chain([since]).collect(), household: Vec::new() }
}

/// Files the application and has it accepted at once.
///
/// # Errors
/// What the use case says.
pub async fn submit(app: &App, team: &Team, details: Details) -> Result<CaseId> {
    let new = NewApplication {
        station: team.station.clone(),
        applicant: NewApplicant::Given(Box::new(details)),
        claimed: vec![CLAIMED.to_owned()],
        known: known(app.today()),
        accept: true,
        representative: None,
        key: None,
    };
    Ok(app.submit(&team.clerk, new).await?.case.id)
}

/// Does one of the later acts.
///
/// # Errors
/// What the use case says.
pub async fn act(app: &App, team: &Team, id: &CaseId, which: Move) -> Result<()> {
    let today = app.today();
    let policy = app.rules().policy(today);
    let actor = match which {
        Move::PassSecondReview => &team.office,
        Move::Confirm | Move::Annotate => &team.bureau,
        _ => &team.counter,
    };
    let act = act_of(which, id, &policy, today);
    let request = ActRequest { id: id.clone(), act, seen: None, key: None };
    app.act(actor, request).await.with_context(|| format!("{which:?}"))?;
    Ok(())
}

fn act_of(which: Move, id: &CaseId, policy: &Policy, today: Date) -> Act {
    let (note, receipt) = ("材料齐全,同意".to_owned(), Some("JB20261122000417".to_owned()));
    let category = CLAIMED.to_owned();
    match which {
        Move::Submit | Move::PassInitialReview => {
            Act::PassInitialReview { findings: findings(policy), departure: String::new(), note }
        }
        Move::CompleteForm => Act::CompleteForm { signed_on: today },
        Move::PostNotice => Act::PostNotice {
            place: "社区公告栏".to_owned(),
            photo: "IMG_20261122_0917.jpg".to_owned(),
            facts_changed: String::new(),
        },
        Move::CloseNotice => Act::CloseNotice,
        Move::RecordEntry => Act::RecordEntry { receipt },
        Move::Forward => Act::Forward,
        Move::PassSecondReview => {
            Act::PassSecondReview { findings: findings(policy), departure: String::new(), receipt, note }
        }
        Move::Confirm => {
            Act::Confirm { findings: findings(policy), departure: String::new(), category, receipt, note }
        }
        Move::Annotate => {
            let certificate = format!("{}0026{:06}", id.county(), 417);
            Act::AnnotateCertificate { certificate, category }
        }
        Move::ReceiveBack => Act::ReceiveBack,
        Move::HandBack => {
            Act::HandBack { signed_by: NAME.to_owned(), signed_on: today, representative: None }
        }
    }
}

/// Every general condition and the claimed category, met, with the proofs they ask for.
fn findings(policy: &Policy) -> Vec<Finding> {
    let claimed = policy.categories.iter().filter(|condition| condition.code == CLAIMED);
    policy.general.iter().chain(claimed).map(finding).collect()
}

fn finding(condition: &Condition) -> Finding {
    let mut groups: Vec<&String> = Vec::new();
    let mut proofs = Vec::new();
    for proof in &condition.proofs {
        let first_of_group = proof.any_of.as_ref().is_some_and(|group| !groups.contains(&group));
        groups.extend(proof.any_of.as_ref());
        if first_of_group || (proof.required && proof.any_of.is_none()) {
            proofs.push(proof.key.clone());
        }
    }
    Finding { condition: condition.code.clone(), met: Some(true), proofs }
}
