//! Whatever is tried in whatever order, what follows can be folded again and is never absurd.

use jiff::ToSpan;
use leye_domain::registration::{
    Asker, CertificateKind, Place, Registration, RegistrationAct, RegistrationEvent,
};
use proptest::prelude::*;

use super::{TODAY, by_proof, contact, deregister, none, on, register};

fn act(which: u8, today: jiff::civil::Date) -> RegistrationAct {
    let note = || "為此".to_owned();
    match which {
        0 => register(today),
        1 => by_proof(today.saturating_sub(40.days())),
        2 => deregister(today, "hired", Asker::Person, ""),
        3 => deregister(today, "out_of_contact", Asker::Station, "無人接聽"),
        4 => contact(),
        5 => RegistrationAct::Apply { what: CertificateKind::New, note: note() },
        6 => RegistrationAct::Apply { what: CertificateKind::Replacement, note: note() },
        7 => RegistrationAct::Apply { what: CertificateKind::Exchange, note: note() },
        8 => RegistrationAct::WithdrawApplication { note: note() },
        9 => RegistrationAct::Issue { number: "1".into() },
        10 => RegistrationAct::HandOver { signed_by: note() },
        11 => RegistrationAct::TakeOver { number: "2".into(), issued: None },
        12 => RegistrationAct::ReportLost { note: note() },
        13 => RegistrationAct::ReportFound,
        14 => RegistrationAct::Check,
        _ => RegistrationAct::Return { note: note() },
    }
}

fn is_sane(now: &Registration) {
    for pair in now.spells.windows(2) {
        let ended = pair[0].ended.as_ref().expect("only the last is open");
        assert!(pair[0].since <= ended.on && ended.on <= pair[1].since, "{pair:?}");
    }
    let exchanged = now.application.as_ref().is_some_and(|open| open.kind == CertificateKind::New);
    assert!(!(exchanged && now.certificate.is_some()), "a second first certificate");
    let former = now.former.iter().filter(|one| matches!(one.place, Place::Station(_)));
    assert_eq!(former.count(), 0, "one that nobody ever had counts no more");
}

proptest! {
    #[test]
    fn events_follow_from_each_other_in_any_order(tried in prop::collection::vec((0u8..16, 0i64..120), 0..60)) {
        let (mut now, mut today) = (none(), TODAY);
        let mut events: Vec<RegistrationEvent> = Vec::new();
        for (which, days) in tried {
            today = today.saturating_add(days.days());
            let act = act(which, today);
            let may = now.may(act.name());
            let Ok(found) = on(&now, today, act) else { continue };
            prop_assert!(may, "done, and not offered: {found:?}");
            now = now.with(&found).expect("what was decided follows");
            events.extend(found);
            is_sane(&now);
        }
        prop_assert_eq!(now.version, i64::try_from(events.len()).expect("few"));
        if !events.is_empty() {
            prop_assert_eq!(Registration::fold(&events), Some(now));
        }
        for event in &events {
            let kind = serde_json::to_value(event).expect("JSON")["kind"].clone();
            prop_assert!(RegistrationEvent::KINDS.contains(&kind.as_str().expect("a word")));
        }
    }
}
