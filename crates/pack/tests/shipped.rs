//! The pack `harbin` as it is shipped.

use std::collections::BTreeMap;
use std::path::Path;

use jiff::civil::date;
use leye_domain::agency::Level;
use leye_domain::person::{RetirementClass, statutory_retirement};
use leye_pack::{AgencyLevel, DayKind, LimitUnit, Pack, compile};

fn files() -> BTreeMap<String, String> {
    crate::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs/harbin"))
}

fn harbin() -> Pack {
    let (pack, faults) = compile(&files());
    let faults: Vec<_> = faults.iter().map(ToString::to_string).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    pack.unwrap()
}

#[test]
fn is_without_fault() {
    let pack = harbin();
    assert_eq!(pack.id, "harbin");
    assert_eq!(pack.titles.get("zh-Hant"), "哈爾濱市就業援助規則");
    assert_eq!(pack.titles.get("zh-Hans"), "哈尔滨市就业援助规则");
    assert_eq!(pack.titles.get("en"), "Harbin employment-assistance rules");
    assert_eq!(pack.close_of_business.to_string(), "17:00:00");
}

#[test]
fn limits_are_those_of_the_state_table() {
    use LimitUnit::{Natural, Working};
    let table = [
        ("received", 5, Working, true),
        ("correction", 30, Natural, true),
        ("initial_review", 2, Working, false),
        ("form", 1, Working, true),
        ("posting", 1, Working, true),
        ("notice", 3, Natural, false),
        ("objection", 3, Working, true),
        ("entry", 2, Working, false),
        ("second_review", 2, Working, false),
        ("returned", 2, Working, true),
        ("confirmation", 4, Working, false),
        ("annotation", 2, Working, true),
        ("papers_back", 3, Working, true),
    ];
    let pack = harbin();
    assert_eq!(pack.steps.len(), table.len());
    for (code, amount, unit, ours) in table {
        let dated = pack.steps[code].limit_on(date(2026, 11, 22)).unwrap();
        let limit = dated.value;
        assert_eq!(
            (limit.amount, limit.unit, limit.roll, dated.ours),
            (amount, unit, unit == Natural, ours),
            "{code}"
        );
    }
    assert_eq!(pack.steps["entry"].article, "C3.2");
    assert_eq!(pack.articles.len(), 4);
}

#[test]
fn nothing_is_in_force_before_the_rules() {
    assert_eq!(harbin().steps["notice"].limit_on(date(2010, 9, 30)), None);
}

#[test]
fn extension_is_given_once_and_for_ten_days() {
    let values = harbin().extension.values;
    let day = date(2026, 11, 22);
    assert_eq!((values.amount("max_working_days", day), values.amount("times", day)), (Some(10), Some(1)));
}

#[test]
fn ten_categories_in_order_with_their_proofs() {
    let pack = harbin();
    let codes: Vec<_> = pack.categories.iter().map(|category| category.code.clone()).collect();
    let expected: Vec<_> = (1..=10).map(|number| format!("C1.{number}")).collect();
    assert_eq!(codes, expected);
    assert!(pack.categories[0].explanation.en.contains("a woman of 40 or more or a man of 50 or more"));
    let disability: Vec<_> =
        pack.categories[2].proofs.iter().filter(|proof| proof.any_of.is_some()).collect();
    assert_eq!(disability.len(), 2);
    // Read in secondary pages or nowhere: said so in the pack.
    assert!(
        pack.categories[9].proofs.iter().any(|proof| proof.key == "marriage_certificate" && proof.unverified)
    );
}

#[test]
fn demands_of_the_pack_are_told_from_those_of_the_rules() {
    let pack = harbin();
    let ours = |category: usize| {
        let proofs = &pack.categories[category].proofs;
        proofs.iter().find(|proof| proof.key == "registration_certificate").unwrap().ours
    };
    assert!(ours(0));
    assert!(!ours(1));
}

#[test]
fn every_category_can_be_proven() {
    for category in harbin().categories {
        for proof in &category.proofs {
            assert!(proof.required || proof.any_of.is_some(), "{} {}", category.code, proof.key);
        }
    }
}

#[test]
fn no_text_keeps_a_name_in_braces() {
    let pack = harbin();
    let explanations = pack.categories.iter().map(|category| &category.explanation);
    for words in explanations.chain(pack.remedies.iter().map(|remedy| &remedy.text)) {
        for language in ["zh-Hant", "zh-Hans", "en"] {
            assert!(!words.get(language).contains('{'), "{}", words.get(language));
        }
    }
}

#[test]
fn general_conditions_and_minimum_age() {
    let general = harbin().general;
    let codes: Vec<_> = general.conditions.iter().map(|condition| condition.code.as_str()).collect();
    assert_eq!(
        codes,
        ["working-age", "able_to_work", "willing_to_work", "local_urban_registration", "applied"]
    );
    assert_eq!(general.values.amount("minimum_age", date(2026, 11, 22)), Some(16));
}

#[test]
fn a_term_keeps_the_value_of_its_time() {
    let pack = harbin();
    let lawsuit = pack.remedies.iter().find(|remedy| remedy.code == "lawsuit").unwrap();
    assert_eq!(lawsuit.values.amount("months", date(2015, 4, 30)), Some(3));
    assert_eq!(lawsuit.values.amount("months", date(2015, 5, 1)), Some(6));
    assert!(lawsuit.text.zh_hant.contains("6個月"));
}

#[test]
fn retirement_follows_the_table() {
    let rules = harbin().retirement.rules;
    let retirement = statutory_retirement(date(1965, 12, 1), RetirementClass::Male, &rules);
    assert_eq!(retirement.date, date(2026, 3, 1));
}

#[test]
fn calendars_of_seven_years() {
    let pack = harbin();
    let years: Vec<_> = pack.calendars.keys().copied().collect();
    assert_eq!(years, (2020..=2026).collect::<Vec<i16>>());
    assert_eq!(pack.calendars.values().map(Vec::len).sum::<usize>(), 255);
    assert_eq!(pack.calendars[&2023][0].date, date(2022, 12, 31));
    let worked = pack.calendars[&2026].iter().filter(|day| day.kind == DayKind::Workday).count();
    assert_eq!(worked, 6);
    assert_eq!(pack.fixed_days.len(), 6);
}

#[test]
fn agencies_of_the_whole_city() {
    let pack = harbin();
    let count = |level| pack.agencies.iter().filter(|agency| agency.level == level).count();
    assert_eq!(count(AgencyLevel::City), 1);
    assert_eq!(count(AgencyLevel::Bureau), 18);
    assert_eq!(count(AgencyLevel::Office), 328);
    assert_eq!(count(AgencyLevel::Station), 3158);
    assert_eq!(pack.agencies.iter().filter(|agency| agency.is_virtual).count(), 16);
    let stations = pack.agencies.iter().filter(|agency| agency.level == AgencyLevel::Station);
    for station in stations {
        assert_eq!(station.is_virtual, station.name_hans.contains("虚拟"), "{}", station.code);
    }
}

#[test]
fn traditional_names_keep_their_own_characters() {
    let pack = harbin();
    let name =
        |hans: &str| pack.agencies.iter().find(|agency| agency.name_hans == hans).unwrap().name_hant.clone();
    assert_eq!(name("道里区"), "道里區");
    assert_eq!(name("仁里街道"), "仁里街道");
    assert_eq!(name("山后乡"), "山後鄉");
    assert_eq!(name("于店村村委会"), "于店村村委會");
    assert_eq!(name("冲河镇"), "沖河鎮");
    assert_eq!(name("长征村村委会"), "長征村村委會");
    assert_eq!(name("松北区"), "松北區");
    assert_eq!(name("一面坡镇"), "一面坡鎮");
    for wrong in ["裏", "裡", "髮", "於", "淩", "爲", "羣", "峯", "鬆", "麪", "瀋"] {
        let found: Vec<_> = pack.agencies.iter().filter(|agency| agency.name_hant.contains(wrong)).collect();
        assert!(found.is_empty(), "{found:?}");
    }
}

#[test]
fn hash_covers_the_rules_and_not_what_has_its_own_versions() {
    let mut files = files();
    let hash = leye_pack::pack_hash(&files);
    assert_eq!(hash.len(), 64);
    files.insert("calendar/2027.toml".into(), "year = 2027".into());
    files.insert("agencies.csv".into(), String::new());
    files.insert("examples/more.toml".into(), String::new());
    assert_eq!(leye_pack::pack_hash(&files), hash);
    files.get_mut("determination/C3.1.toml").unwrap().push(' ');
    assert_ne!(leye_pack::pack_hash(&files), hash);
}

#[test]
fn a_follow_up_is_three_visits_after_one_three_and_six_months() {
    let follow_up = harbin().follow_up.unwrap();
    let rules = follow_up.rules_on(date(2026, 11, 23)).unwrap();
    let months: Vec<_> = rules.visits.iter().map(|slot| slot.month).collect();
    assert_eq!((rules.covers, months), (6, vec![1, 1, 1, 3, 3, 3, 6, 6, 6]));
    assert_eq!(follow_up.mediation.values.amount("mediation", date(2026, 11, 23)), Some(10));
    assert_eq!(rules.policies, ["hiring", "self_employment", "flexible_work"]);
    assert_eq!(follow_up.rules_on(date(2010, 9, 30)), None, "nothing is in force before the rules");
    let weights: Vec<_> = rules.risks.iter().map(|risk| risk.weight).collect();
    assert!(weights.is_sorted_by(|a, b| a >= b) && !weights.is_empty(), "{weights:?}");
}

#[test]
fn the_register_of_the_unemployed_has_eight_reasons_and_ten_grounds() {
    let pack = harbin();
    let register = pack.registration.unwrap();
    let day = date(2026, 11, 23);
    let amount = |name| register.terms.values.amount(name, day);
    assert_eq!((amount("issue"), amount("hand_over"), amount("silence")), (Some(10), Some(10), Some(6)));
    assert_eq!((register.reasons.len(), register.grounds.len()), (8, 10));
    assert_eq!(register.reason("left_army").unwrap().codes["AJC093-B"], "60");
    let silent: Vec<_> = register.grounds.iter().filter(|ground| ground.silent).collect();
    assert_eq!(silent.len(), 1);
    assert_eq!(silent[0].listed.key, "out_of_contact");
    assert_eq!(
        silent[0].listed.titles.en, "Was out of contact with the employment service for 6 months",
        "filled with the value"
    );
}

#[test]
fn an_office_checks_and_a_bureau_holds_campaigns() {
    let supervision = harbin().supervision.unwrap();
    let today = date(2026, 11, 23);
    let flags = supervision.flags_on(today).unwrap();
    assert_eq!((flags.between_minutes, flags.alike), (30, 12));
    assert!(flags.from < flags.to);
    let kinds: Vec<_> =
        supervision.campaign_kinds().into_iter().map(|kind| (kind.code, kind.every)).collect();
    assert_eq!(kinds, [("visits".to_owned(), 3), ("assistance_month".to_owned(), 12)]);
    for terms in [&supervision.checks, &supervision.inspections] {
        assert_eq!(terms.values.amount("put_right", today), Some(5));
        assert_eq!(terms.values.amount("second_look", today), Some(5));
    }
    let draw = supervision.draw_on(today).unwrap();
    assert_eq!((draw.size(0), draw.size(2), draw.size(31), draw.size(10_000)), (0, 2, 4, 30));
    assert!(
        supervision.points_at(Level::Station).count() >= 5
            && supervision.points_at(Level::Office).count() >= 3
    );
    assert_eq!(supervision.flags_on(date(2010, 9, 30)), None, "nothing is in force before the rules");
}
