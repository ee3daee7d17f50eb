//! Each reason of a refusal, met at least once.

use std::collections::BTreeSet;

use jiff::ToSpan;
use jiff::civil::date;
use leye_domain::agency::Level;
use leye_domain::case::{
    Act, ActName as A, Context, Finding, Objection, Reason, ReceiptStep, StateName as S, Submission,
    TickFault, submit,
};
use leye_domain::policy::Policy;
use leye_domain::staff::{Actor, Role};

use super::acts::act_of;
use super::journey::Journey;
use super::world::{
    BUREAU, CITY, CLOSE, MONDAY, OFFICE, OTHER_OFFICE, OTHER_STATION, POLICY, STATION, at, bureau_reviewer,
    clerk, daughter, daughter_at_the_desk, findings, office_reviewer, relative, staff, station_head,
    submission,
};

/// A new variant of [`Reason`] does not compile here until it is listed, and once listed
/// fails the test until something below meets it.
macro_rules! reasons {
    ($($name:ident),+ $(,)?) => {
        fn name_of(reason: &Reason) -> &'static str {
            match reason { $(Reason::$name { .. } => stringify!($name)),+ }
        }
        const ALL: &[&str] = &[$(stringify!($name)),+];
    };
}

reasons! {
    NotInThisState, Closed, WrongLevel, OtherAgency, OwnHousehold, OwnRepresentation, WorkedAtLowerLevel, AlreadyHolder,
    CorrectionAlreadyAsked, Missing, InFuture, BeforeApplication, NotYourRole, Ticks, CategoryNotMet,
    CategoryDiffers, NoticeStillHangs, FactsUnchanged, FormNotSigned, EntryNotRecorded, PapersNotReceived,
    PapersAlreadyReceived, EntryAlreadyRecorded, NoPendingReceipt, TimeLimitOver, ExtensionUsed,
    ExtensionTooLong, HeadOnly, AlreadyConfirmed, TooYoung, UnknownCategory, OpenApplication,
    AlreadyDetermined, DepartsFromRuling, FactsUnchangedSince,
    CalendarMissing,
}

fn plain(name: A) -> Act {
    act_of(name, MONDAY).expect("an act on a case")
}

/// What `act` by `actor` meets in a case that stands in `state`, after `acts`.
fn met(state: S, acts: &[A], actor: &Actor, act: &Act) -> Reason {
    let mut journey = Journey::to(state);
    for name in acts {
        journey.does(*name);
    }
    journey.decide(actor, act).expect_err("not possible").reason
}

fn met_by_application(actor: &Actor, new: Submission) -> Reason {
    let context = Context { actor, policy: &POLICY, now: at(MONDAY, 10, 0), close: CLOSE, ruled: None };
    submit(new, context).expect_err("not possible").reason
}

/// The papers are fetched by the daughter.
fn fetched() -> Act {
    Act::HandBack { signed_by: "A".into(), signed_on: MONDAY, representative: Some(daughter()) }
}

/// Who may not.
fn of_the_actor() -> Vec<(Reason, Reason)> {
    let moved = staff("station.clerk", Role::Reviewer, OFFICE);
    let elsewhere = staff("other.clerk", Role::Clerk, OTHER_STATION);
    let accept = plain(A::Accept);
    let pass = plain(A::PassSecondReview);
    let needs = |level| Reason::WrongLevel { needs: level };
    vec![
        (met(S::Received, &[], &office_reviewer(), &accept), needs(Level::Station)),
        (met(S::Received, &[], &staff("city.head", Role::Head, CITY), &accept), needs(Level::Station)),
        (met(S::SecondReview, &[], &station_head(), &pass), needs(Level::Office)),
        (met(S::Confirmation, &[], &office_reviewer(), &plain(A::Confirm)), needs(Level::Bureau)),
        (met(S::Received, &[], &elsewhere, &accept), Reason::OtherAgency),
        (met(S::SecondReview, &[], &staff("far", Role::Head, OTHER_OFFICE), &pass), Reason::OtherAgency),
        (met(S::Received, &[], &Actor::Public, &accept), Reason::OtherAgency),
        (met(S::Received, &[], &Actor::Service, &accept), Reason::OtherAgency),
        (met(S::Received, &[], &relative(STATION), &accept), Reason::OwnHousehold),
        (
            met(S::PapersBack, &[A::ReceiveBack], &daughter_at_the_desk(), &fetched()),
            Reason::OwnRepresentation,
        ),
        (met(S::SecondReview, &[], &moved, &pass), Reason::WorkedAtLowerLevel),
        (met(S::Received, &[], &clerk(), &Act::Take), Reason::AlreadyHolder),
        (met(S::Received, &[], &clerk(), &plain(A::Extend)), Reason::HeadOnly),
        (met(S::SecondReview, &[], &staff("o.clerk", Role::Clerk, OFFICE), &pass), Reason::NotYourRole),
        (
            met(S::Confirmation, &[], &staff("b.clerk", Role::Clerk, BUREAU), &plain(A::Confirm)),
            Reason::NotYourRole,
        ),
        (met(S::Received, &[], &staff("inspector", Role::Inspector, STATION), &accept), Reason::NotYourRole),
        (met(S::Received, &[], &staff("auditor", Role::Auditor, STATION), &Act::Take), Reason::NotYourRole),
        (met(S::Received, &[], &staff("admin", Role::Administrator, STATION), &accept), Reason::NotYourRole),
    ]
}

/// Where the case does not allow it.
fn of_the_state() -> Vec<(Reason, Reason)> {
    let post = Act::PostNotice { place: "board".into(), photo: "1.jpg".into(), facts_changed: String::new() };
    let until = at(date(2026, 3, 5), 17, 0);
    let annotate = Act::AnnotateCertificate { certificate: "1".into(), category: "C1.4".into() };
    let by_clerk = |state, acts: &[A], name| met(state, acts, &clerk(), &plain(name));
    vec![
        (by_clerk(S::Received, &[], A::Forward), Reason::NotInThisState),
        (by_clerk(S::Received, &[], A::DeemAccepted), Reason::NotInThisState),
        (by_clerk(S::Completed, &[], A::Accept), Reason::Closed),
        (
            by_clerk(S::Received, &[A::RequestCorrection], A::RequestCorrection),
            Reason::CorrectionAlreadyAsked,
        ),
        (by_clerk(S::Notice, &[], A::CloseNotice), Reason::NoticeStillHangs { until }),
        (met(S::SecondReview, &[A::ReturnToStation], &clerk(), &post), Reason::FactsUnchanged),
        (by_clerk(S::Form, &[], A::PostNotice), Reason::FormNotSigned),
        (by_clerk(S::Entry, &[], A::Forward), Reason::EntryNotRecorded),
        (by_clerk(S::Entry, &[A::RecordEntry], A::RecordEntry), Reason::EntryAlreadyRecorded),
        (by_clerk(S::PapersBack, &[], A::HandBack), Reason::PapersNotReceived),
        (by_clerk(S::PapersBack, &[A::ReceiveBack], A::ReceiveBack), Reason::PapersAlreadyReceived),
        (by_clerk(S::Received, &[], A::RecordReceipt), Reason::NoPendingReceipt),
        (by_clerk(S::Annotation, &[], A::Withdraw), Reason::AlreadyConfirmed),
        (met(S::Annotation, &[], &bureau_reviewer(), &annotate), Reason::CategoryDiffers),
    ]
}

fn of_extensions() -> Vec<(Reason, Reason)> {
    let extend = |days| Act::Extend { days, reason: "the register is being rebuilt".into() };
    let head = station_head();
    let mut late = Journey::to(S::InitialReview);
    late.at(date(2026, 3, 9), 9);
    let over = late.decide(&head, &extend(1)).expect_err("too late").reason;
    vec![
        (over, Reason::TimeLimitOver),
        (met(S::InitialReview, &[A::Extend], &head, &extend(1)), Reason::ExtensionUsed),
        (met(S::InitialReview, &[], &head, &extend(11)), Reason::ExtensionTooLong { most: 10 }),
        (met(S::InitialReview, &[], &head, &extend(0)), Reason::Missing { field: "days" }),
    ]
}

/// What the act itself lacks.
fn of_the_content() -> Vec<(Reason, Reason)> {
    let missing = |field| Reason::Missing { field };
    let blank = String::new;
    let on = |signed_on| Act::CompleteForm { signed_on };
    let post = |place: &str, photo: &str| Act::PostNotice {
        place: place.into(),
        photo: photo.into(),
        facts_changed: blank(),
    };
    let objection = Act::RaiseObjection(Objection { name: "A".into(), contact: blank(), text: " ".into() });
    let hand_back = Act::HandBack { signed_by: blank(), signed_on: MONDAY, representative: None };
    let receipt = Act::RecordReceipt { step: ReceiptStep::Entry, number: " ".into() };
    let confirm = |category: &str| Act::Confirm {
        findings: findings("C1.1"),
        departure: blank(),
        category: category.into(),
        receipt: None,
        note: blank(),
    };
    let annotate = Act::AnnotateCertificate { certificate: blank(), category: "C1.1".into() };
    let by_clerk = |state, act: &Act| met(state, &[], &clerk(), act);
    let supply = Act::SupplyCorrection { materials: vec![], materials_changed: false, representative: None };
    let settle = Act::SettleObjection { upheld: true, finding: blank() };
    let extend = Act::Extend { days: 1, reason: blank() };
    vec![
        (by_clerk(S::Received, &Act::RequestCorrection { faults: vec![" ".into()] }), missing("faults")),
        (met(S::Received, &[A::RequestCorrection], &clerk(), &supply), missing("materials")),
        (by_clerk(S::InitialReview, &Act::FailInitialReview { reasons: vec![] }), missing("reasons")),
        (by_clerk(S::Received, &Act::Withdraw { reason: blank(), representative: None }), missing("reason")),
        (met(S::Received, &[], &station_head(), &extend), missing("reason")),
        (by_clerk(S::Posting, &post("", "1.jpg")), missing("place")),
        (by_clerk(S::Posting, &post("board", "")), missing("photo")),
        (met(S::Notice, &[], &Actor::Public, &objection), missing("text")),
        (met(S::Notice, &[A::RaiseObjection], &clerk(), &settle), missing("finding")),
        (met(S::Annotation, &[], &bureau_reviewer(), &annotate), missing("certificate")),
        (met(S::PapersBack, &[A::ReceiveBack], &clerk(), &hand_back), missing("signed_by")),
        (met(S::Entry, &[A::RecordEntry], &clerk(), &receipt), missing("number")),
        (by_clerk(S::Form, &on(date(2026, 3, 3))), Reason::InFuture { field: "signed_on" }),
        (by_clerk(S::Form, &on(date(2026, 3, 1))), Reason::BeforeApplication { field: "signed_on" }),
        (met(S::Confirmation, &[], &bureau_reviewer(), &confirm("C1.4")), Reason::CategoryNotMet),
        (met(S::Confirmation, &[], &bureau_reviewer(), &confirm("applied")), Reason::CategoryNotMet),
    ]
}

fn of_applications() -> Vec<(Reason, Reason)> {
    let new = submission;
    let head_of = |agency: &str| staff("head", Role::Head, agency);
    let by_clerk = |new| met_by_application(&clerk(), new);
    let sixteen_tomorrow = date(2010, 3, 3);
    let at_the_office = Submission { station: OFFICE.parse().expect("a code"), ..new() };
    let claims = |code: &str| Submission { claimed: vec![code.to_owned()], ..new() };
    vec![
        (by_clerk(Submission { born: sixteen_tomorrow, ..new() }), Reason::TooYoung { least: 16 }),
        (by_clerk(Submission { has_open: true, ..new() }), Reason::OpenApplication),
        (by_clerk(Submission { determined: true, ..new() }), Reason::AlreadyDetermined),
        (by_clerk(claims("C1.11")), Reason::UnknownCategory { category: "C1.11".to_owned() }),
        (by_clerk(claims("applied")), Reason::UnknownCategory { category: "applied".to_owned() }),
        (by_clerk(Submission { claimed: Vec::new(), ..new() }), Reason::Missing { field: "claimed" }),
        (met_by_application(&head_of(OTHER_STATION), new()), Reason::OtherAgency),
        (met_by_application(&head_of(OFFICE), at_the_office), Reason::WrongLevel { needs: Level::Station }),
        (met_by_application(&Actor::Public, new()), Reason::OtherAgency),
        (met_by_application(&relative(STATION), new()), Reason::OwnHousehold),
        (met_by_application(&staff("auditor", Role::Auditor, STATION), new()), Reason::NotYourRole),
    ]
}

/// A calendar that ends inside the count, and no provisional one; a limit that the pack
/// does not have.
fn of_the_rules() -> Vec<(Reason, Reason)> {
    let calendar = crate::calendar::statutory_without(&[2026]);
    let blind = Policy { calendar, ..POLICY.clone() };
    let notice = Journey::to(S::Notice);
    let actor = clerk();
    let context = Context { policy: &blind, ..notice.context(&actor) };
    let uncountable = leye_domain::case::decide(&notice.case, &Act::CloseNotice, context);
    let mut bare = POLICY.clone();
    bare.limits.remove("initial_review");
    let received = Journey::to(S::Received);
    let context = Context { policy: &bare, ..received.context(&actor) };
    let without_limit = leye_domain::case::decide(&received.case, &Act::Accept, context);
    [uncountable, without_limit]
        .map(|refused| (refused.expect_err("not possible").reason, Reason::CalendarMissing))
        .into()
}

fn pass(findings: Vec<Finding>, departure: &str) -> Act {
    Act::PassInitialReview { findings, departure: departure.to_owned(), note: String::new() }
}

fn of_the_ruling() -> Vec<(Reason, Reason)> {
    let known = Journey::to(S::InitialReview).case.known();
    let same = Act::RecordFacts { known: known.clone(), reason: "again".to_owned() };
    let mut other = known;
    other.facts.clear();
    let silent = Act::RecordFacts { known: other, reason: " ".to_owned() };
    let conditions = vec!["C1.3".to_owned()];
    vec![
        (
            met(S::InitialReview, &[], &clerk(), &pass(findings("C1.3"), " ")),
            Reason::DepartsFromRuling { conditions },
        ),
        (met(S::InitialReview, &[], &clerk(), &same), Reason::FactsUnchangedSince),
        (met(S::InitialReview, &[], &clerk(), &silent), Reason::Missing { field: "reason" }),
    ]
}

fn of_ticks() -> Vec<(Reason, Reason)> {
    let unknown = |condition: &str| TickFault::UnknownCondition { condition: condition.to_owned() };
    let not_met = |condition: &str| TickFault::GeneralNotMet { condition: condition.to_owned() };
    let without = |condition: &str, proofs: &[&str]| TickFault::ProofMissing {
        condition: condition.to_owned(),
        proofs: proofs.iter().map(|p| (*p).to_owned()).collect(),
    };
    let changed = |change: &dyn Fn(&mut Vec<Finding>)| {
        let mut findings = findings("C1.5");
        change(&mut findings);
        met(S::InitialReview, &[], &clerk(), &pass(findings, ""))
    };
    let group = ["dismissal_notice", "contract_end", "closure_notice"];
    let faults = |faults| Reason::Ticks { faults };
    let drop_last = |ticks: &mut Vec<Finding>| drop(ticks.pop());
    let no_proofs = |ticks: &mut Vec<Finding>| ticks[5].proofs.clear();
    let both = vec![without("C1.5", &["registration_certificate"]), without("C1.5", &group)];
    vec![
        (changed(&drop_last), faults(vec![TickFault::NoCategory])),
        (changed(&|t| t[5].met = Some(false)), faults(vec![TickFault::NoCategory])),
        (changed(&|t| t[1].met = Some(false)), faults(vec![not_met("able_to_work")])),
        (changed(&|t| drop(t.remove(4))), faults(vec![without("applied", &["application_form"])])),
        (changed(&|t| t[0].proofs.clear()), faults(vec![without("working-age", &["id_card"])])),
        (changed(&no_proofs), faults(both)),
        (
            changed(&|t| t.push(t[0].clone())),
            faults(vec![TickFault::Twice { condition: "working-age".to_owned() }]),
        ),
        (
            changed(&|t| t[5].condition = "C1.11".into()),
            faults(vec![unknown("C1.11"), TickFault::NoCategory]),
        ),
    ]
}

#[test]
fn every_reason_is_met() {
    let groups = [
        of_the_actor(),
        of_the_state(),
        of_extensions(),
        of_the_content(),
        of_applications(),
        of_the_rules(),
        of_ticks(),
        of_the_ruling(),
    ];
    let mut seen = BTreeSet::new();
    for (found, expected) in groups.iter().flatten() {
        assert_eq!(found, expected);
        seen.insert(name_of(found));
    }
    assert_eq!(seen, ALL.iter().copied().collect(), "every reason has something that meets it");
}

#[test]
fn any_proof_of_a_group_is_enough() {
    for proof in ["dismissal_notice", "contract_end", "closure_notice"] {
        let mut findings = findings("C1.5");
        findings[5].proofs = vec!["registration_certificate".into(), proof.into()];
        let mut journey = Journey::to(S::InitialReview);
        journey.act(&clerk(), &pass(findings, ""));
        assert_eq!(journey.case.state(), S::Form);
    }
}

#[test]
fn who_is_sixteen_today_may_apply() {
    let actor = clerk();
    let context =
        Context { actor: &actor, policy: &POLICY, now: at(MONDAY, 0, 0), close: CLOSE, ruled: None };
    let born = MONDAY - 16.years();
    assert!(submit(Submission { born, ..submission() }, context).is_ok());
}

#[test]
fn a_refusal_says_from_where_what_why_and_under_which_article() {
    let journey = Journey::to(S::Notice);
    let refusal = journey.decide(&clerk(), &Act::CloseNotice).expect_err("it hangs");
    let json = serde_json::to_value(&refusal).expect("JSON");
    let expected = serde_json::json!({
        "from": "notice", "act": "close_notice", "article": "C3.2",
        "code": "notice_still_hangs", "until": "2026-03-05T09:00:00Z",
    });
    assert_eq!(json, expected);
    let words = refusal.to_string();
    for part in ["close_notice", "notice", "C3.2"] {
        assert!(words.contains(part), "{words}");
    }
}
