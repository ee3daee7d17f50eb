//! The daily check: what was due and what came in, and visits that cannot have been so.

use jiff::civil::date;
use leye_domain::followup::Manner;
use leye_domain::supervision::{Due, Flag, FlagKind, Standing, day_check, flags};
use proptest::prelude::*;

use super::*;

const DAY: Date = date(2026, 3, 10);

/// The kinds of flags of each of these reports, one person each.
fn kinds(reports: Vec<VisitReport>) -> Vec<Vec<FlagKind>> {
    let people = reports.into_iter().zip(1..).map(|(report, n)| visited(followed(n, STATION, DAY), report));
    let people: Vec<_> = people.collect();
    let seen: Vec<_> = people.iter().flat_map(Employments::seen).collect();
    let found = flags(&seen, &flag_rules(), &zone());
    found.iter().map(|flags| flags.iter().map(|flag| flag.kind).collect()).collect()
}

fn none(count: usize) -> Vec<Vec<FlagKind>> {
    vec![Vec::new(); count]
}

#[test]
fn nobody_is_at_two_places_at_once() {
    let near = vec![report("li.na", at(DAY, 10, 0)), report("li.na", at(DAY, 10, 29))];
    assert_eq!(kinds(near), [[FlagKind::TwoPlaces], [FlagKind::TwoPlaces]]);
    let far = vec![report("li.na", at(DAY, 10, 0)), report("li.na", at(DAY, 10, 30))];
    assert_eq!(kinds(far), none(2), "half an hour is enough");
    let two = vec![report("li.na", at(DAY, 10, 0)), report("sun.li", at(DAY, 10, 5))];
    assert_eq!(kinds(two), none(2), "two visitors may be at two places");
    let mut called = report("li.na", at(DAY, 10, 5));
    called.manner = Manner::Telephone;
    assert_eq!(kinds(vec![report("li.na", at(DAY, 10, 0)), called]), none(2), "a call needs no way");
    let home = |minute| with(report("li.na", at(DAY, 10, minute)), |f| f.place = "家 中".into());
    let same = with(home(5), |f| f.place = "家中".into());
    assert_eq!(kinds(vec![home(0), same]), none(2), "person and family at one place");
}

#[test]
fn a_third_place_between_is_found_too() {
    let one = with(report("li.na", at(DAY, 10, 0)), |f| f.place = "甲".into());
    let two = with(report("li.na", at(DAY, 10, 10)), |f| f.place = "甲".into());
    let three = with(report("li.na", at(DAY, 10, 20)), |f| f.place = "乙".into());
    let flag = FlagKind::TwoPlaces;
    assert_eq!(kinds(vec![one, two, three]), [vec![flag], vec![flag], vec![flag, flag]]);
}

#[test]
fn a_photo_is_taken_once() {
    let photo = |visitor: &str, hour, digests: &[&str]| VisitReport {
        photos: digests.iter().map(|digest| (*digest).to_owned()).collect(),
        ..report(visitor, at(DAY, hour, 0))
    };
    let reports =
        vec![photo("li.na", 9, &["a", "b"]), photo("li.na", 11, &["c"]), photo("sun.li", 14, &["b"])];
    assert_eq!(kinds(reports), [vec![FlagKind::SamePhoto], vec![], vec![FlagKind::SamePhoto]]);
    assert_eq!(kinds(vec![photo("li.na", 9, &["a", "a"])]), none(1), "twice in one report is one photo");
}

#[test]
fn the_same_words_twice_are_a_reason_to_look() {
    let said = |hour, text: &str| with(report("li.na", at(DAY, hour, 0)), |f| f.note = text.to_owned());
    let long = "工作穩定工資按時發放沒有困難";
    let spaced = "工作穩定 工資按時發放 沒有困難";
    assert_eq!(kinds(vec![said(9, long), said(11, spaced)]), [[FlagKind::SameText], [FlagKind::SameText]]);
    assert_eq!(kinds(vec![said(9, "一切正常"), said(11, "一切正常")]), none(2), "too short to tell");
    let answered =
        |hour| with(report("li.na", at(DAY, hour, 0)), |f| f.answers = words("person_words", long));
    assert_eq!(kinds(vec![answered(9), answered(11)]), [[FlagKind::SameText], [FlagKind::SameText]]);
}

#[test]
fn a_visit_at_night_is_a_reason_to_look() {
    let at_times = [(7, 59), (8, 0), (18, 0), (18, 1)];
    let expected = [vec![FlagKind::OutsideHours], vec![], vec![], vec![FlagKind::OutsideHours]];
    for ((hour, minute), expected) in at_times.into_iter().zip(expected) {
        assert_eq!(kinds(vec![report("li.na", at(DAY, hour, minute))]), [expected], "{hour}:{minute}");
    }
}

#[test]
fn the_check_of_a_day_says_what_was_due_and_what_came_in() {
    let next = date(2026, 3, 11);
    let people = [
        visited(followed(1, STATION, DAY), report("li.na", at(DAY, 10, 0))),
        visited(followed(2, STATION, DAY), report("sun.li", at(next, 10, 0))),
        followed(3, STATION, DAY),
        visited(followed(4, STATION, next), report("li.na", at(DAY, 10, 10))),
        ended(followed(5, STATION, DAY), DAY),
    ];
    let (due, reported) = day_check(&people, DAY, &flag_rules(), &zone());
    let became: Vec<_> = due.iter().map(|one| one.became).collect();
    assert_eq!(became, [Due::InTime, Due::Late, Due::Owed], "what fell away is not due");
    let who: Vec<_> = reported.iter().map(|one| one.seen.person.as_str()).collect();
    assert_eq!(who, ["230102-P-0000000001", "230102-P-0000000004"]);
    let (flag, other) = reported[0].wrong[0];
    assert_eq!(
        (flag.kind, other.expect("as it is written here").person),
        (FlagKind::TwoPlaces, &people[3].person)
    );
    let (due, reported) = day_check(&people, next, &flag_rules(), &zone());
    assert_eq!((due.len(), reported.len()), (1, 1));
}

#[test]
fn a_station_stands_by_the_visits_that_were_due() {
    let next = date(2026, 3, 11);
    let people = [
        visited(followed(1, STATION, DAY), report("li.na", at(DAY, 10, 0))),
        visited(followed(2, STATION, DAY), report("sun.li", at(next, 10, 0))),
        followed(3, STATION, next),
        followed(4, STATION, date(2026, 4, 1)),
        followed(5, "230102001002", DAY),
    ];
    let standing = Standing::of(&code(STATION), &people, (DAY, next), &zone());
    assert_eq!((standing.due, standing.in_time, standing.late, standing.owed), (3, 1, 1, 1));
}

proptest! {
    /// Whatever the order of the reports, the same visits are flagged, and both of a pair.
    #[test]
    fn flags_name_each_other(minutes in prop::collection::vec(0..120_i8, 1..12)) {
        let reports = minutes.iter().map(|m| report("li.na", at(DAY, 10 + m / 60, m % 60)));
        let people: Vec<_> = reports.zip(1..).map(|(r, n)| visited(followed(n, STATION, DAY), r)).collect();
        let seen: Vec<_> = people.iter().flat_map(Employments::seen).collect();
        let found = flags(&seen, &flag_rules(), &zone());
        for (one, flags) in found.iter().enumerate() {
            for flag in flags {
                let other = flag.other.expect("as it is written here");
                let back = Flag { kind: flag.kind, other: Some(one) };
                prop_assert!(found[other].contains(&back));
            }
            let near = |o: &usize| {
                let gap = (i16::from(minutes[one]) - i16::from(minutes[*o])).abs();
                *o != one && gap < 30 && gap > 0
            };
            let expected = (0..minutes.len()).filter(near).count();
            prop_assert_eq!(flags.len(), expected);
        }
    }
}
