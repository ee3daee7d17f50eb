//! Whatever anybody tries in a year: an open contact has exactly one responsible person at every
//! instant, an offer moves nothing before it is accepted, and no instant is left out.

use jiff::{SignedDuration, Timestamp};
use leye_domain::desk::{Closing, Contact, ContactAct, ContactEvent, ContactTerms, Receiver, Telling, take};
use leye_domain::staff::{Role, Staff};
use proptest::prelude::*;

use super::{NEXT, OFFICE, STATION, clerk, code, new, staff, when};

fn people() -> Vec<Staff> {
    vec![
        staff("li.na", Role::Clerk, STATION),
        staff("zhou", Role::Clerk, STATION),
        staff("chen", Role::Head, STATION),
        staff("sun", Role::Head, NEXT),
        staff("wang.fang", Role::Reviewer, OFFICE),
        staff("zhao", Role::Head, OFFICE),
    ]
}

fn anything() -> impl Strategy<Value = ContactAct> {
    let words = || "原因".to_owned();
    let places = prop::sample::select(vec![STATION, NEXT, OFFICE]);
    let named = prop::option::of(prop::sample::select(people()));
    prop_oneof![
        4 => (places, named).prop_map(move |(to, user)| {
            let to = user.as_ref().map_or_else(|| code(to), |user| user.agency.clone());
            ContactAct::Offer { to, user: user.map(|user| user.user), reason: words() }
        }),
        4 => Just(ContactAct::Accept),
        1 => Just(ContactAct::TakeBack),
        1 => Just(ContactAct::Decline { reason: words() }),
        1 => Just(ContactAct::TakeOver { reason: words() }),
        1 => Just(ContactAct::Tell { how: Telling::Message, words: words() }),
        1 => Just(ContactAct::Close { closing: Closing::Answered { words: words().into() } }),
        1 => Just(ContactAct::Reopen { reason: words() }),
    ]
}

fn terms(now: Timestamp) -> ContactTerms {
    let days = |days: i64| now + SignedDuration::from_hours(24 * days);
    ContactTerms { answer: days(3), ceiling: days(30), tell: days(2), accept: days(1) }
}

/// Who is responsible at an instant, by the custody alone.
fn holders(contact: &Contact, at: Timestamp) -> usize {
    let holds =
        |from: Timestamp, until: Option<Timestamp>| from <= at && until.is_none_or(|until| at < until);
    contact.custody.iter().filter(|one| holds(one.from, one.until)).count()
}

proptest! {
    #[test]
    fn at_every_instant_exactly_one(
        tries in prop::collection::vec((0usize..6, anything(), 1i64..5_000, prop::bool::weighted(0.8)), 1..80),
    ) {
        let begun = when(2, 9);
        let first = take(new(), &clerk(), terms(begun), begun).expect("as it is written here");
        let mut contact = Contact::begin(&first, "li.na", begun).expect("it begins");
        let (mut now, mut closed) = (begun, Vec::new());
        for (who, act, minutes, there) in tries {
            now += SignedDuration::from_mins(minutes);
            let who = &people()[who];
            let other = if there { Receiver::There } else { Receiver::Gone };
            let Ok(event) = contact.decide(act, who, other, terms(now), now) else { continue };
            let before = contact.clone();
            contact = contact.after(&event, who.user.as_str(), now).expect("it follows");
            if matches!(event, ContactEvent::ContactOffered { .. } | ContactEvent::ContactDeclined { .. }) {
                prop_assert_eq!(before.responsible(), contact.responsible());
            }
            match event {
                ContactEvent::ContactClosed { .. } => closed.push((now, None)),
                ContactEvent::ContactReopened { .. } => {
                    closed.last_mut().expect("it was closed").1 = Some(now);
                }
                _ => {}
            }
            prop_assert_eq!(contact.is_open(), contact.responsible().until.is_none());
        }
        // From the first word on, minute by hand and by hand: one while it is open, none while it is not.
        let mut at = begun;
        while at <= now {
            let is_closed =
                closed.iter().any(|(from, to): &(Timestamp, Option<Timestamp>)| *from <= at && to.is_none_or(|to| at < to));
            prop_assert_eq!(holders(&contact, at), usize::from(!is_closed), "at {}", at);
            at += SignedDuration::from_mins(97);
        }
        for pair in contact.custody.windows(2) {
            let until = pair[0].until.expect("it passed on");
            prop_assert!(until == pair[1].from || closed.contains(&(until, Some(pair[1].from))));
        }
    }
}
