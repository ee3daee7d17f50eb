//! The questions of a self-check: none that could change the answer is left out.

use std::collections::BTreeMap;

use jiff::civil::{Date, date};
use leye_pack::{FactValue, Pack};
use leye_rules::{AnswerFault, Course, Engine, Facts, Given, Interview, Question, Verdict};
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

use crate::packs::{self, changed, harbin};
use crate::people::Resident;
use crate::random::Chance;

const DAY: Date = date(2026, 11, 1);

/// What somebody would say to any question; none is "I don't know".
struct Witness {
    own: Facts,
    others: Option<Vec<Facts>>,
}

impl Witness {
    fn say(&self, question: &Question) -> Option<FactValue> {
        match question {
            Question::Fact(name) => self.own.get(name).cloned(),
            Question::Others => {
                self.others.as_ref().map(|all| FactValue::Whole(all.len().try_into().unwrap()))
            }
            Question::Member(at, name) => self.others.as_ref()?[*at].get(name).cloned(),
        }
    }
}

/// Asks until nothing is left to ask.
fn hear(interview: &Interview<'_>, witness: &Witness) -> (Given, Course) {
    let mut given = Given::new();
    loop {
        let course = interview.course(&given).unwrap();
        let Some(question) = course.next.clone() else { return (given, course) };
        let answer = witness.say(&question);
        assert_eq!(interview.judge(&question, answer.as_ref()), Ok(()), "{question}");
        assert!(given.insert(question, answer).is_none());
        assert!(given.len() < 200);
    }
}

fn names(course: &Course) -> Vec<String> {
    course.asked.iter().map(|(question, _)| question.to_string()).collect()
}

/// Everybody whose answers are possible: nobody is of the other sex's class or of tomorrow.
fn possible(chance: &mut Chance) -> Resident {
    let one = chance.resident(DAY, 30);
    let class = match (one.sex, one.retirement_class) {
        (Some("M"), Some(_)) => Some("male"),
        (Some("F"), Some("male")) => Some("female-50"),
        (_, class) => class,
    };
    let past = |day: Option<Date>| day.map(|day| day.min(DAY));
    Resident {
        retirement_class: class,
        born: past(one.born),
        registered_unemployed_since: past(one.registered_unemployed_since),
        youngest_child_born: past(one.youngest_child_born),
        applied: Some(true),
        ..one
    }
}

/// As above, with an answer to every question.
fn known(chance: &mut Chance) -> Resident {
    let (one, other) = (possible(chance), Resident::known());
    let sex = one.sex.or(other.sex);
    let class = match (sex, one.retirement_class) {
        (Some("M"), _) => Some("male"),
        (_, None | Some("male")) => Some("female-55"),
        (_, class) => class,
    };
    Resident {
        sex,
        retirement_class: class,
        born: one.born.or(other.born),
        local_urban_registration: one.local_urban_registration.or(Some(true)),
        able_to_work: one.able_to_work.or(Some(true)),
        willing_to_work: one.willing_to_work.or(Some(true)),
        employed: one.employed.or(Some(false)),
        registered_unemployed_since: one.registered_unemployed_since.or(Some(date(2026, 1, 1))),
        registered_unemployed: one.registered_unemployed.or(Some(true)),
        worked_before: one.worked_before.or(Some(true)),
        disability_grade: one.disability_grade.or(Some(0)),
        minimum_living_allowance: one.minimum_living_allowance.or(Some(false)),
        land_lost: one.land_lost.or(Some(false)),
        other_hardship: one.other_hardship.or(Some(false)),
        single_parent: one.single_parent.or(Some(false)),
        youngest_child_born: one.youngest_child_born.or(Some(date(2010, 1, 1))),
        model_worker: one.model_worker.or(Some("none")),
        martyr_family: one.martyr_family.or(Some(false)),
        soldier_spouse: one.soldier_spouse.or(Some(false)),
        ..one
    }
}

/// What was said, with everything that was not asked filled in from somebody else. Facts that
/// were asked and not known stay so, or are filled in too.
fn fill(given: &Given, course: &Course, chance: &mut Chance, unknown_too: bool) -> (Facts, Vec<Facts>) {
    let mut one = |own: &dyn Fn(&str) -> Option<Option<FactValue>>| {
        let mut facts = known(chance).facts();
        let (sex, class) = (own("sex").flatten(), own("retirement_class").flatten());
        // Others' answers about sex and class have to fit what was said.
        if class == Some(FactValue::Word("male".to_owned())) {
            facts.insert("sex".to_owned(), FactValue::Word("M".to_owned()));
        } else if class.is_some() || sex == Some(FactValue::Word("F".to_owned())) {
            facts.insert("sex".to_owned(), FactValue::Word("F".to_owned()));
            facts.insert("retirement_class".to_owned(), FactValue::Word("female-55".to_owned()));
        } else if sex.is_some() {
            facts.insert("retirement_class".to_owned(), FactValue::Word("male".to_owned()));
        }
        for name in facts.keys().cloned().collect::<Vec<_>>() {
            match own(&name) {
                Some(Some(value)) => drop(facts.insert(name, value)),
                Some(None) if !unknown_too => drop(facts.remove(&name)),
                _ => {}
            }
        }
        facts
    };
    let mut own = one(&|name| given.get(&Question::Fact(name.to_owned())).cloned());
    own.extend(course.assumed.clone());
    let count = match given.get(&Question::Others) {
        Some(Some(FactValue::Whole(count))) => usize::try_from(*count).unwrap(),
        // Asked and not known: somebody of whom nothing is known, or anybody.
        Some(_) if !unknown_too => return (own, vec![Facts::new()]),
        _ => 2,
    };
    let member = |at: usize| move |name: &str| given.get(&Question::Member(at, name.to_owned())).cloned();
    let others = (0..count).map(|at| one(&member(at))).collect();
    (own, others)
}

fn witness(chance: &mut Chance, sure: bool) -> Witness {
    let draw = |chance: &mut Chance| if sure { known(chance) } else { possible(chance) };
    let own = draw(chance);
    let own = if chance.often(70) {
        // Most of those who ask meet the general conditions.
        let yes = Some(true);
        Resident { able_to_work: yes, willing_to_work: yes, local_urban_registration: yes, ..own }
    } else {
        own
    };
    let count = chance.draw(0..4);
    let others = (0..count).map(|_| draw(chance).facts()).collect();
    Witness { own: own.facts(), others: (sure || chance.often(90)).then_some(others) }
}

/// Holds what came out against the engine that rules, whatever the answers to the questions
/// that were not asked.
fn check(pack: &Pack, seed: u64, people: usize, sure: bool) -> BTreeMap<Verdict, usize> {
    let engine = Engine::new(pack, DAY).unwrap();
    let interview = Interview::new(pack, &engine);
    let mut chance = Chance(ChaCha8Rng::seed_from_u64(seed));
    let mut count = BTreeMap::new();
    for _ in 0..people {
        let (given, course) = hear(&interview, &witness(&mut chance, sure));
        let found = &course.outlook;
        *count.entry(found.verdict).or_default() += 1;
        for unknown_too in [false, false, true, true] {
            let (own, others) = fill(&given, &course, &mut chance, unknown_too);
            let ruling = engine.evaluate(&own, &others).unwrap();
            let told = format!("{given:#?}\n{own:#?}\n{others:#?}\n{found:#?}");
            let decided = if unknown_too { found.verdict } else { ruling.ruling };
            if decided != Verdict::Unknown {
                assert_eq!(ruling.ruling, found.verdict, "{told}");
            }
            if found.verdict == Verdict::Ineligible {
                continue;
            }
            for (ruled, found) in ruling.categories.iter().zip(&found.categories) {
                let decided = if unknown_too { found.holds } else { ruled.holds };
                assert!(decided.is_none() || ruled.holds == found.holds, "{} {told}", ruled.code);
            }
        }
    }
    count
}

#[test]
fn a_question_that_is_skipped_never_changes_the_answer() {
    let count = check(&harbin(), 11, 200, true);
    assert!(count[&Verdict::Eligible] > 30 && count[&Verdict::Ineligible] > 30, "{count:?}");
    assert_eq!(count.get(&Verdict::Unknown), None, "who answers everything gets an answer");
}

#[test]
fn nor_does_one_beside_answers_that_are_not_known() {
    let count = check(&harbin(), 12, 200, false);
    assert!(count.values().all(|count| *count > 10) && count.len() == 3, "{count:?}");
}

fn course(known: &[(&str, FactValue)]) -> Course {
    let pack = harbin();
    let engine = Engine::new(&pack, DAY).unwrap();
    let own = known.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
    hear(&Interview::new(&pack, &engine), &Witness { own, others: Some(Vec::new()) }).1
}

fn word(word: &str) -> FactValue {
    FactValue::Word(word.to_owned())
}

const YES: FactValue = FactValue::Flag(true);
const NO: FactValue = FactValue::Flag(false);

#[test]
fn a_general_condition_that_fails_ends_it() {
    let born = ("born", FactValue::Day(date(1950, 1, 1)));
    assert_eq!(names(&course(&[born])), ["born"]);
    let young = ("born", FactValue::Day(date(2012, 1, 1)));
    assert_eq!(names(&course(&[young])), ["born"]);
    let born = ("born", FactValue::Day(date(1990, 1, 1)));
    let found = course(&[born, ("local_urban_registration", NO)]);
    let asked = ["born", "able_to_work", "willing_to_work", "employed", "local_urban_registration"];
    assert_eq!(names(&found), asked);
    assert_eq!(found.outlook.verdict, Verdict::Ineligible);
}

#[test]
fn at_thirty_nobody_is_asked_for_a_class_of_retirement_or_a_sex() {
    let found = course(&[
        ("born", FactValue::Day(date(1996, 1, 1))),
        ("local_urban_registration", YES),
        ("able_to_work", YES),
        ("willing_to_work", YES),
        ("employed", YES),
    ]);
    assert_eq!(names(&found), ["born", "able_to_work", "willing_to_work", "employed"]);
    assert_eq!(found.outlook.verdict, Verdict::Ineligible);
}

#[test]
fn a_man_is_not_asked_for_his_class_and_a_woman_is_where_it_decides() {
    let born = ("born", FactValue::Day(date(1972, 5, 1)));
    let all = [("local_urban_registration", YES), ("able_to_work", YES), ("willing_to_work", YES)];
    let man = course(&[&[born.clone(), ("sex", word("M"))], &all[..]].concat());
    assert!(names(&man).contains(&"sex".to_owned()));
    assert!(!names(&man).contains(&"retirement_class".to_owned()));
    assert_eq!(man.assumed["retirement_class"], word("male"));
    assert_eq!(man.assumed["applied"], YES);
    let woman =
        course(&[&[born, ("sex", word("F")), ("retirement_class", word("female-50"))], &all[..]].concat());
    assert_eq!(woman.asked.last().unwrap().0, Question::Fact("retirement_class".to_owned()));
    assert_eq!(woman.outlook.verdict, Verdict::Ineligible);
    // Of 1968, she is past the age in either class.
    let older =
        course(&[&[("born", FactValue::Day(date(1968, 5, 1))), ("sex", word("F"))], &all[..]].concat());
    assert!(!names(&older).contains(&"retirement_class".to_owned()));
    assert_eq!(older.outlook.verdict, Verdict::Ineligible);
}

#[test]
fn the_household_is_asked_about_last_and_until_somebody_works() {
    let pack = harbin();
    let engine = Engine::new(&pack, DAY).unwrap();
    let at_work = Facts::from([("employed".to_owned(), YES)]);
    let idle = Facts::from([("employed".to_owned(), NO)]);
    let witness = Witness { own: Resident::known().facts(), others: Some(vec![idle.clone(), at_work, idle]) };
    let (_, course) = hear(&Interview::new(&pack, &engine), &witness);
    let names = names(&course);
    let last = ["household", "household.1.employed", "household.2.employed"];
    assert_eq!(names[names.len() - 3..], last, "{names:?}");
    assert_eq!(course.outlook.verdict, Verdict::Eligible);
    assert_eq!(course.outlook.holding(), ["C1.1"]);
    // With work of their own nobody is asked about the others.
    let own = Resident { employed: Some(true), ..Resident::known() }.facts();
    let (_, course) = hear(&Interview::new(&pack, &engine), &Witness { own, others: None });
    assert!(course.asked.iter().all(|(question, _)| matches!(question, Question::Fact(_))));
}

#[test]
fn who_knows_nothing_is_told_what_would_decide() {
    let pack = harbin();
    let engine = Engine::new(&pack, DAY).unwrap();
    let (_, course) = hear(&Interview::new(&pack, &engine), &Witness { own: Facts::new(), others: None });
    assert_eq!(course.outlook.verdict, Verdict::Unknown);
    assert_eq!(course.outlook.undecided().len(), 10);
    let missing = course.outlook.missing();
    for name in ["born", "retirement_class", "employed", "land_lost", "soldier_spouse"] {
        assert!(missing.contains(&Question::Fact(name.to_owned())), "{name} {missing:?}");
    }
    assert!(missing.contains(&Question::Others));
    assert!(!missing.contains(&Question::Fact("applied".to_owned())));
}

#[test]
fn who_is_not_registered_learns_what_registering_would_change() {
    let pack = harbin();
    let engine = Engine::new(&pack, DAY).unwrap();
    let interview = Interview::new(&pack, &engine);
    let no = Some(false);
    let own = Resident { registered_unemployed: no, land_lost: no, other_hardship: no, ..Resident::known() };
    let (given, course) = hear(&interview, &Witness { own: own.facts(), others: Some(Vec::new()) });
    assert_eq!(course.outlook.verdict, Verdict::Ineligible);
    let registered = interview.if_registered(&given).unwrap().unwrap();
    assert_eq!(registered.holding(), ["C1.1"]);
    // What was answered counts: there is no land to have been lost.
    assert!(!registered.undecided().contains(&"C1.6"));
    let (given, _) = hear(&interview, &Witness { own: Resident::known().facts(), others: Some(Vec::new()) });
    assert_eq!(interview.if_registered(&given), Ok(None));
}

#[test]
fn answers_that_cannot_be_are_asked_again() {
    let pack = harbin();
    let engine = Engine::new(&pack, DAY).unwrap();
    let interview = Interview::new(&pack, &engine);
    let fact = |name: &str| Question::Fact(name.to_owned());
    let judge = |name: &str, value: FactValue| interview.judge(&fact(name), Some(&value));
    assert_eq!(judge("born", FactValue::Day(date(2026, 11, 2))), Err(AnswerFault::NotYet));
    assert_eq!(judge("born", FactValue::Day(DAY)), Ok(()));
    assert!(matches!(judge("born", FactValue::Day(date(1826, 1, 1))), Err(AnswerFault::Problem(_))));
    assert!(matches!(judge("born", YES), Err(AnswerFault::Problem(_))));
    assert!(matches!(judge("disability_grade", FactValue::Whole(5)), Err(AnswerFault::Problem(_))));
    assert!(matches!(judge("sex", word("X")), Err(AnswerFault::Problem(_))));
    assert_eq!(judge("wealth", YES), Err(AnswerFault::NoQuestion));
    let others = |count| interview.judge(&Question::Others, Some(&FactValue::Whole(count)));
    assert!(others(20).is_ok() && others(21).is_err() && others(-1).is_err());
    let given = Given::from([(fact("born"), Some(FactValue::Day(date(2030, 1, 1))))]);
    let course = interview.course(&given).unwrap();
    assert_eq!((course.next, course.asked.len()), (Some(fact("born")), 0));
    // An answer to what was never asked counts for nothing.
    let given = Given::from([(fact("martyr_family"), Some(YES))]);
    assert_eq!(interview.course(&given).unwrap().asked.len(), 0);
}

#[test]
fn questions_have_names_that_can_be_read_again() {
    for question in
        [Question::Fact("born".to_owned()), Question::Others, Question::Member(2, "sex".to_owned())]
    {
        assert_eq!(question.to_string().parse(), Ok(question));
    }
    assert_eq!("household.3.sex".parse(), Ok(Question::Member(2, "sex".to_owned())));
    for text in ["household.0.sex", "household.x.sex", "household.1", "household1"] {
        assert_eq!(text.parse::<Question>(), Err(()), "{text}");
    }
}

#[test]
fn questions_come_from_the_pack() {
    let pack = changed(
        "determination/C1.9.toml",
        "predicate = \"martyr_family\"",
        "predicate = \"not martyr_family or soldier_spouse\"",
    );
    check(&pack, 13, 60, true);
    // An exception is asked about like a condition.
    let national = crate::exceptions::exception("national", "model_worker = 'national'", "excluded");
    let pack = changed("determination/C1.3.toml", "[[proof]]", &format!("{national}\n[[proof]]"));
    check(&pack, 14, 60, false);
    let later = packs::compile(&packs::files("harbin-2024"));
    let engine = Engine::new(&later, DAY).unwrap();
    let born = Question::Fact("born".to_owned());
    let given = Given::from([(born, Some(FactValue::Day(date(1990, 1, 1))))]);
    let course = Interview::new(&later, &engine).course(&given).unwrap();
    let open: Vec<_> = course.outlook.general.iter().flat_map(|one| &one.open).collect();
    assert!(open.contains(&&Question::Fact("residence_permit".to_owned())), "{open:?}");
}
