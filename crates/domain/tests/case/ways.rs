//! The ways through a case, each as a small story.

use jiff::ToSpan;
use jiff::civil::{Date, date};
use leye_domain::agency::Level;
use leye_domain::case::{
    Act, ActName as A, Case, CorrectionUse, Event, Papers, Reason, Receipt, ReceiptStep, StateName as S,
    Step, WithdrawalCause,
};
use leye_domain::clock::LedgerEntry;
use leye_domain::staff::{Actor, Role};

use super::acts::act_of;
use super::journey::Journey;
use super::world::{
    BUREAU, MONDAY, OFFICE, STATION, at, bureau_reviewer, clerk, office_reviewer, relative, staff,
    station_head,
};

fn day(n: i8) -> Date {
    date(2026, 3, n)
}

fn why(journey: &Journey, actor: &Actor, name: A) -> Reason {
    let act = act_of(name, journey.today()).expect("an act on a case");
    journey.decide(actor, &act).expect_err("not possible").reason
}

#[test]
fn five_working_days_of_silence_accept_the_application() {
    let mut journey = Journey::to(S::Received);
    assert_eq!(journey.due_day(), day(9));
    journey.until(at(day(9), 16, 59));
    assert_eq!(journey.case.state(), S::Received);
    journey.at(day(12), 9);
    assert_eq!(journey.case.state(), S::InitialReview);
    assert!(matches!(journey.last(), Event::ApplicationAccepted { deemed: true, .. }));
    assert_eq!(journey.due_day(), day(11), "two working days from the ninth, seen on the twelfth");
}

#[test]
fn an_unanswered_correction_lapses_at_the_end_of_its_last_day() {
    let mut journey = Journey::to(S::Received);
    journey.does(A::RequestCorrection);
    assert_eq!(journey.due_day(), date(2026, 4, 1), "30 days");
    journey.at(date(2026, 4, 1), 16);
    assert_eq!(journey.case.state(), S::Correction);
    journey.at(date(2026, 4, 1), 17);
    assert_eq!(journey.case.state(), S::Withdrawn);
    assert_eq!(journey.last(), &Event::ApplicationWithdrawn { why: WithdrawalCause::Lapsed });
}

#[test]
fn a_correction_during_the_review_leaves_its_days_as_they_were() {
    let mut journey = Journey::to(S::InitialReview);
    assert_eq!(journey.due_day(), day(4));
    journey.at(day(3), 18).does(A::RequestCorrection);
    assert_eq!(journey.case.open().expect("open").clock.limit, "correction");
    journey.at(day(20), 10).does(A::SupplyCorrection);
    assert_eq!(journey.case.open().expect("open").clock.limit, "initial_review");
    assert_eq!(journey.due_day(), day(20), "one day was left when it stopped");
}

#[test]
fn a_correction_before_acceptance_starts_the_review_when_it_is_supplied() {
    let mut journey = Journey::to(S::Received);
    journey.does(A::RequestCorrection).at(day(20), 10).does(A::SupplyCorrection);
    assert_eq!(journey.case.state(), S::InitialReview);
    assert_eq!(journey.due_day(), day(24));
}

#[test]
fn a_second_correction_needs_changed_materials() {
    let mut journey = Journey::to(S::InitialReview);
    journey.does(A::RequestCorrection).does(A::SupplyCorrection);
    assert_eq!(journey.case.correction, CorrectionUse::Used);
    assert_eq!(why(&journey, &clerk(), A::RequestCorrection), Reason::CorrectionAlreadyAsked);

    let mut journey = Journey::to(S::InitialReview);
    let materials = vec!["another register".into()];
    let changed = Act::SupplyCorrection { materials, materials_changed: true, representative: None };
    journey.does(A::RequestCorrection).act(&clerk(), &changed);
    journey.does(A::RequestCorrection).does(A::SupplyCorrection);
    assert_eq!(why(&journey, &clerk(), A::RequestCorrection), Reason::CorrectionAlreadyAsked);
}

#[test]
fn a_dismissed_objection_leaves_the_notice_the_days_that_were_left() {
    let mut journey = Journey::to(S::Notice);
    assert_eq!(journey.due_day(), day(5));
    journey.at(day(4), 9).does(A::RaiseObjection);
    assert_eq!(journey.due_day(), day(9), "three working days to look into it");
    journey.at(day(9), 9).does(A::SettleObjection);
    assert_eq!(journey.case.state(), S::Notice);
    assert_eq!(journey.due_day(), day(10), "of three days one was used");
    journey.at(day(10), 17);
    assert_eq!(journey.case.state(), S::Entry);
}

#[test]
fn an_upheld_objection_ends_the_case_with_the_remedies() {
    let mut journey = Journey::to(S::Notice);
    journey.does(A::RaiseObjection);
    journey.act(&clerk(), &Act::SettleObjection { upheld: true, finding: "has a job".into() });
    assert_eq!(journey.case.state(), S::Refused);
    let Event::ObjectionUpheld { remedies, .. } = journey.last() else { panic!("{:?}", journey.last()) };
    assert_eq!(remedies, &["review", "reconsideration", "lawsuit"]);
}

#[test]
fn a_refusal_carries_reasons_and_remedies() {
    let mut journey = Journey::to(S::SecondReview);
    journey.does(A::ReturnToStation).does(A::Refuse);
    let Event::ApplicationRefused { reasons, remedies, .. } = journey.last() else { panic!("refused") };
    assert_eq!(reasons.get().map(Vec::len), Some(2));
    assert_eq!(remedies.len(), 3);
}

#[test]
fn the_notice_cannot_be_closed_while_it_hangs() {
    let mut journey = Journey::to(S::Notice);
    journey.until(at(day(5), 16, 59));
    let until = at(day(5), 17, 0);
    assert_eq!(why(&journey, &clerk(), A::CloseNotice), Reason::NoticeStillHangs { until });
    assert_eq!(why(&journey, &Actor::Service, A::CloseNotice), Reason::NoticeStillHangs { until });
}

#[test]
fn what_the_service_does_by_itself_waits_for_the_end_of_the_period() {
    let received = Journey::to(S::Received);
    assert_eq!(why(&received, &Actor::Service, A::DeemAccepted), Reason::NotInThisState);
    let mut asked = received.clone();
    asked.does(A::RequestCorrection);
    assert_eq!(why(&asked, &Actor::Service, A::Lapse), Reason::NotInThisState);
}

#[test]
fn the_station_stays_responsible_until_the_office_has_taken_the_case() {
    let mut journey = Journey::to(S::SecondReview);
    assert_eq!(journey.holder(), "station.clerk");
    journey.does(A::Take);
    assert_eq!(journey.holder(), "office.colleague");
    assert_eq!(journey.worked(Level::Office), ["office.colleague"]);
}

#[test]
fn the_first_act_takes_the_case() {
    let mut journey = Journey::to(S::SecondReview);
    let act = act_of(A::PassSecondReview, journey.today()).expect("an act on a case");
    let events = journey.attempt(&office_reviewer(), &act).expect("possible");
    assert!(matches!(&events[..], [Event::Taken { .. }, Event::SecondReviewPassed { .. }]));
    assert_eq!(journey.holder(), "office.reviewer");
    assert_eq!(journey.case.state(), S::Confirmation);
}

#[test]
fn an_extension_a_receipt_and_an_objection_leave_the_holder() {
    let mut journey = Journey::to(S::SecondReview);
    journey.does(A::Extend).does(A::RecordReceipt);
    assert_eq!(journey.holder(), "station.clerk");
    let mut journey = Journey::to(S::Notice);
    let objection = act_of(A::RaiseObjection, MONDAY).expect("an act on a case");
    journey.act(&station_head(), &objection);
    assert_eq!(journey.holder(), "station.clerk");
}

#[test]
fn nobody_reviews_what_they_worked_on_below() {
    let at_office = staff("station.clerk", Role::Reviewer, OFFICE);
    let at_bureau = staff("station.clerk", Role::Head, BUREAU);
    let from_office = staff("office.reviewer", Role::Head, BUREAU);
    let second = Journey::to(S::SecondReview);
    let confirmation = Journey::to(S::Confirmation);
    for (journey, actor, name) in [
        (&second, &at_office, A::PassSecondReview),
        (&second, &at_office, A::ReturnToStation),
        (&second, &at_office, A::Take),
        (&confirmation, &at_bureau, A::Confirm),
        (&confirmation, &from_office, A::Confirm),
        (&confirmation, &from_office, A::ReturnToOffice),
        (&confirmation, &from_office, A::Take),
    ] {
        assert_eq!(why(journey, actor, name), Reason::WorkedAtLowerLevel, "{name:?}");
    }
}

/// Whoever holds a case and moves to another agency works there as well, even though
/// nothing has to be taken.
#[test]
fn work_after_a_move_is_on_record() {
    let mut journey = Journey::to(S::SecondReview);
    let at_office = staff("mover", Role::Reviewer, OFFICE);
    let act = |name| act_of(name, MONDAY).expect("an act on a case");
    journey.act(&at_office, &act(A::ReturnToStation));
    assert_eq!(journey.holder(), "mover");
    let at_station = staff("mover", Role::Clerk, STATION);
    journey.act(&at_station, &act(A::Forward));
    assert!(journey.worked(Level::Station).contains(&"mover"));
    assert_eq!(why(&journey, &at_office, A::PassSecondReview), Reason::WorkedAtLowerLevel);
}

#[test]
fn the_extension_of_a_head_is_work_on_the_case() {
    let mut journey = Journey::to(S::InitialReview);
    journey.does(A::Extend);
    while journey.case.state() != S::SecondReview {
        journey.advance();
    }
    let moved = staff("station.head", Role::Reviewer, OFFICE);
    assert_eq!(why(&journey, &moved, A::PassSecondReview), Reason::WorkedAtLowerLevel);
}

#[test]
fn nobody_acts_on_a_case_of_their_own_household() {
    for (state, agency) in [(S::InitialReview, STATION), (S::SecondReview, OFFICE), (S::Confirmation, BUREAU)]
    {
        let journey = Journey::to(state);
        for name in A::ALL.iter().filter(|name| **name != A::Submit && name.exists_in(state)) {
            assert_eq!(why(&journey, &relative(agency), *name), Reason::OwnHousehold, "{name:?}");
        }
    }
}

#[test]
fn an_extension_moves_the_due_day_and_is_on_record() {
    let mut journey = Journey::to(S::Confirmation);
    let before = journey.due_day();
    journey.does(A::Extend);
    let two_working_days_later = journey.policy.calendar.working_days_between(before, journey.due_day());
    assert_eq!(two_working_days_later, Ok(2));
    let ledger = &journey.case.open().expect("open").clock.ledger;
    assert!(matches!(&ledger[..], [LedgerEntry::Extended { amount: 2, by, .. }] if by == "BUREAU.HEAD"));
}

#[test]
fn an_extension_comes_before_expiry() {
    let mut journey = Journey::to(S::InitialReview);
    let due = journey.reading().due_at().expect("it runs");
    journey.until(due - 1.second());
    assert!(journey.clone().attempt(&station_head(), &act_of(A::Extend, MONDAY).expect("an act")).is_ok());
    journey.until(due);
    assert_eq!(why(&journey, &station_head(), A::Extend), Reason::TimeLimitOver);
}

#[test]
fn the_bureau_returns_to_the_office_with_a_fresh_clock() {
    let mut journey = Journey::to(S::Confirmation);
    journey.at(day(10), 9).does(A::ReturnToOffice);
    assert_eq!(journey.case.state(), S::SecondReview);
    assert_eq!(journey.due_day(), day(12));
    assert_eq!(journey.holder(), "bureau.reviewer");
    journey.does(A::PassSecondReview).does(A::Confirm);
    assert_eq!(journey.case.state(), S::Annotation);
}

#[test]
fn a_returned_case_is_posted_again_only_when_the_facts_have_changed() {
    let mut journey = Journey::to(S::SecondReview);
    journey.does(A::ReturnToStation);
    let post = |facts_changed: &str| Act::PostNotice {
        place: "the board".into(),
        photo: "again.jpg".into(),
        facts_changed: facts_changed.into(),
    };
    let refusal = journey.decide(&clerk(), &post(" ")).expect_err("nothing has changed");
    assert_eq!(refusal.reason, Reason::FactsUnchanged);
    journey.act(&clerk(), &post("another category"));
    assert_eq!(journey.case.state(), S::Notice);
    journey.run_out();
    let forward = why(&journey, &clerk(), A::Forward);
    assert_eq!(forward, Reason::EntryNotRecorded, "what was posted anew is entered anew");
}

#[test]
fn receipts_may_come_later_even_after_the_end() {
    let mut journey = Journey::to(S::Completed);
    assert_eq!(journey.case.pending_receipts(), 1);
    journey.does(A::RecordReceipt);
    assert_eq!(journey.case.pending_receipts(), 0);
    let number = "JB-1".to_owned();
    assert_eq!(journey.case.receipts[&ReceiptStep::Entry], Receipt::Received { number });
    assert_eq!(why(&journey, &clerk(), A::RecordReceipt), Reason::NoPendingReceipt);
}

#[test]
fn the_certificate_bears_the_name_of_its_operator() {
    let mut journey = Journey::to(S::Annotation);
    journey.does(A::AnnotateCertificate);
    let Event::CertificateAnnotated { seal, .. } = journey.last() else { panic!("annotated") };
    assert_eq!((seal.name.as_str(), seal.user.as_str()), ("BUREAU.REVIEWER", "bureau.reviewer"));
    let step = &journey.case.open().expect("open").step;
    assert_eq!(step, &Step::PapersBack { papers: Papers::OnTheWay });
}

#[test]
fn a_withdrawal_is_taken_at_the_station_wherever_the_case_lies() {
    for state in [S::Received, S::Notice, S::SecondReview, S::Confirmation] {
        let mut journey = Journey::to(state);
        journey.act(&clerk(), &act_of(A::Withdraw, MONDAY).expect("an act on a case"));
        assert_eq!(journey.case.state(), S::Withdrawn);
    }
    let mut journey = Journey::to(S::Confirmation);
    journey.act(&bureau_reviewer(), &act_of(A::Withdraw, MONDAY).expect("an act on a case"));
    assert_eq!(journey.case.state(), S::Withdrawn);
}

#[test]
fn texts_are_kept_without_their_margins() {
    let mut journey = Journey::to(S::InitialReview);
    let faults = vec!["  the register is missing \n".to_owned(), " ".to_owned()];
    journey.act(&clerk(), &Act::RequestCorrection { faults });
    let Step::Correction { faults, .. } = &journey.case.open().expect("open").step else { panic!("asked") };
    assert_eq!(faults.get(), Some(&vec!["the register is missing".to_owned()]));
}

#[test]
fn a_damaged_ledger_is_found_when_folding() {
    let journey = Journey::to(S::Completed);
    let events: Vec<&Event> = journey.events().collect();
    for lost in 0..events.len() {
        let rest = events.iter().enumerate().filter(|(n, _)| *n != lost).map(|(_, event)| *event);
        let moved_on = !matches!(
            events[lost],
            Event::Taken { .. } | Event::EntryRecorded { .. } | Event::PapersReceived
        );
        let is_last = lost + 1 == events.len();
        assert_eq!(Case::fold(rest).is_err(), moved_on && !is_last, "without {:?}", events[lost]);
    }
}

#[test]
fn an_event_that_does_not_fit_changes_nothing() {
    let later = Journey::to(S::Completed);
    for state in [S::Received, S::Notice, S::SecondReview, S::Completed] {
        let before = Journey::to(state).case;
        for event in later.events() {
            let mut case = before.clone();
            let Err(drift) = case.apply(event) else { continue };
            assert_eq!((drift.version, drift.state), (before.version + 1, Some(state)));
            assert!(drift.to_string().contains(state.as_str()), "{drift}");
            assert_eq!(case, before, "{event:?}");
        }
    }
}
