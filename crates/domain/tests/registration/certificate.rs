//! The certificate, from the application to the hand, lost and replaced.

use jiff::civil::date;
use leye_domain::registration::{CertificateKind, Place, Registration, RegistrationAct, RegistrationRefusal};

use super::{TODAY, after, none, on, refused, registered};

fn apply(what: CertificateKind) -> RegistrationAct {
    RegistrationAct::Apply { what, note: String::new() }
}

fn issue(number: &str) -> RegistrationAct {
    RegistrationAct::Issue { number: number.to_owned() }
}

fn hand_over() -> RegistrationAct {
    RegistrationAct::HandOver { signed_by: "柳暖秋".to_owned() }
}

fn lose() -> RegistrationAct {
    RegistrationAct::ReportLost { note: "在公車上遺失".to_owned() }
}

fn applied() -> Registration {
    after(registered(), TODAY, apply(CertificateKind::New))
}

fn issued() -> Registration {
    after(applied(), TODAY, issue("2301020026000123"))
}

fn held() -> Registration {
    after(issued(), TODAY, hand_over())
}

fn number(registration: &Registration) -> Option<String> {
    registration.certificate.as_ref()?.number.get().cloned()
}

#[test]
fn a_certificate_is_applied_for_issued_and_handed_over() {
    assert_eq!(applied().application.expect("open").due.as_second(), 1000);
    let place = |registration: &Registration| registration.certificate.clone().expect("one").place;
    assert!(matches!(place(&issued()), Place::Station(due) if due.as_second() == 2000));
    assert_eq!(issued().application, None);
    assert_eq!(place(&held()), Place::Person(TODAY));
    refused(&held(), hand_over(), RegistrationRefusal::WithPerson);
    refused(&registered(), hand_over(), RegistrationRefusal::HasNone);
    refused(&registered(), issue("1"), RegistrationRefusal::NoApplication);
    let nobody = RegistrationAct::HandOver { signed_by: String::new() };
    refused(&issued(), nobody, RegistrationRefusal::Missing { field: "signed_by" });
}

#[test]
fn a_first_certificate_needs_a_registration_and_nobody_has_two() {
    refused(&none(), apply(CertificateKind::New), RegistrationRefusal::NotRegistered);
    refused(&applied(), apply(CertificateKind::New), RegistrationRefusal::ApplicationOpen);
    refused(&held(), apply(CertificateKind::New), RegistrationRefusal::HasOne);
    refused(&registered(), apply(CertificateKind::Exchange), RegistrationRefusal::HasNone);
    refused(&held(), apply(CertificateKind::Replacement), RegistrationRefusal::NotLost);
    refused(&issued(), apply(CertificateKind::Exchange), RegistrationRefusal::AtStation);
}

#[test]
fn a_number_is_checked_loosely() {
    for (typed, kept) in [
        ("2301020026000123", "2301020026000123"),
        (" 23a-1 2 ", "23A-12"),
        (&"9".repeat(20), &"9".repeat(20)),
    ] {
        assert_eq!(number(&after(applied(), TODAY, issue(typed))).as_deref(), Some(kept));
    }
    for wrong in ["", " ", &"9".repeat(21), "證1", "1/2"] {
        refused(&applied(), issue(wrong), RegistrationRefusal::BadNumber);
    }
}

#[test]
fn a_lost_certificate_is_replaced_and_counts_no_more() {
    let lost = after(held(), TODAY, lose());
    refused(&lost, lose(), RegistrationRefusal::IsLost);
    refused(&lost, apply(CertificateKind::Exchange), RegistrationRefusal::IsLost);
    let waiting = after(lost, TODAY, apply(CertificateKind::Replacement));
    refused(&waiting, RegistrationAct::ReportFound, RegistrationRefusal::ApplicationOpen);
    let now = after(waiting, TODAY, issue("2301020026000999"));
    assert_eq!(number(&now).as_deref(), Some("2301020026000999"));
    assert_eq!(now.former.len(), 1);
    assert!(matches!(now.former[0].place, Place::Lost(..)));
}

#[test]
fn a_certificate_that_is_found_again_is_with_the_person() {
    let lost = after(held(), TODAY, lose());
    let found = after(lost, date(2026, 12, 1), RegistrationAct::ReportFound);
    assert_eq!(found.certificate.expect("one").place, Place::Person(date(2026, 12, 1)));
    refused(&held(), RegistrationAct::ReportFound, RegistrationRefusal::NotLost);
}

#[test]
fn one_that_was_lost_at_the_station_is_replaced_too() {
    let lost = after(issued(), TODAY, lose());
    assert!(on(&lost, TODAY, apply(CertificateKind::Replacement)).is_ok());
}

#[test]
fn an_old_certificate_is_taken_over_checked_exchanged_and_returned() {
    let take = RegistrationAct::TakeOver { number: "230102199".into(), issued: Some(date(2012, 4, 1)) };
    let old = after(none(), TODAY, take.clone());
    refused(&old, take.clone(), RegistrationRefusal::HasOne);
    let checked = after(old.clone(), TODAY, RegistrationAct::Check);
    assert_eq!(checked.certificate.expect("one").checked, Some(TODAY));
    let now = after(old.clone(), TODAY, apply(CertificateKind::Exchange));
    let now = after(now, TODAY, issue("230102200"));
    assert_eq!((now.former.len(), number(&now).as_deref()), (1, Some("230102200")));
    let give_back = |note: &str| RegistrationAct::Return { note: note.into() };
    refused(&old, give_back(""), RegistrationRefusal::Missing { field: "note" });
    let returned = after(old, TODAY, give_back("退休"));
    assert_eq!((returned.certificate.is_none(), returned.former.len()), (true, 1));
    refused(&registered(), RegistrationAct::Check, RegistrationRefusal::HasNone);
    refused(&issued(), RegistrationAct::Check, RegistrationRefusal::AtStation);
    refused(&applied(), take, RegistrationRefusal::ApplicationOpen);
}

#[test]
fn an_application_is_withdrawn_with_a_reason() {
    let withdraw = |note: &str| RegistrationAct::WithdrawApplication { note: note.into() };
    refused(&registered(), withdraw("x"), RegistrationRefusal::NoApplication);
    refused(&applied(), withdraw(" "), RegistrationRefusal::Missing { field: "note" });
    refused(&applied(), withdraw(&"字".repeat(201)), RegistrationRefusal::TooLong { field: "note" });
    assert_eq!(after(applied(), TODAY, withdraw("已找到舊證")).application, None);
}

#[test]
fn whatever_the_person_comes_for_is_a_contact() {
    let later = date(2027, 3, 1);
    let contact = |registration: Registration, act| {
        after(registration, later, act).unemployed().expect("registered").contact
    };
    assert_eq!(contact(registered(), apply(CertificateKind::New)), later);
    assert_eq!(contact(issued(), hand_over()), later);
    assert_eq!(contact(held(), lose()), later);
    assert_eq!(contact(held(), RegistrationAct::Check), later);
    assert_eq!(contact(applied(), issue("1")), TODAY, "the station did that alone");
}
