//! The facts, conditions and worked examples of the packs as they are shipped.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use jiff::civil::date;
use leye_pack::{Example, Expected, FactKind, Pack, compile, resolve};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn files(id: &str) -> BTreeMap<String, String> {
    let read = |id: &str| crate::load(&root().join("packs").join(id));
    resolve(read(id), &|parent| Some(read(parent)))
}

fn pack(id: &str) -> Pack {
    whole(&files(id))
}

fn whole(files: &BTreeMap<String, String>) -> Pack {
    let (pack, faults) = compile(files);
    let faults: Vec<_> = faults.iter().map(ToString::to_string).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    pack.unwrap()
}

/// Columns of the people file, the ids and the agency aside.
const COLUMNS: [&str; 20] = [
    "sex",
    "born",
    "retirement_class",
    "local_urban_registration",
    "able_to_work",
    "willing_to_work",
    "applied",
    "employed",
    "registered_unemployed_since",
    "registered_unemployed",
    "worked_before",
    "disability_grade",
    "minimum_living_allowance",
    "land_lost",
    "other_hardship",
    "single_parent",
    "youngest_child_born",
    "model_worker",
    "martyr_family",
    "soldier_spouse",
];

#[test]
fn facts_are_the_columns_of_the_people_file() {
    let facts = pack("harbin").facts;
    let names: Vec<_> = facts.iter().map(|fact| fact.name.as_str()).collect();
    assert_eq!(names, COLUMNS);
    let kind = |name: &str| facts.iter().find(|fact| fact.name == name).unwrap().kind.clone();
    assert_eq!(kind("sex"), FactKind::Word(vec!["M".into(), "F".into()]));
    assert_eq!(kind("disability_grade"), FactKind::Whole { from: 0, to: 4 });
    assert_eq!(kind("youngest_child_born"), FactKind::Day);
    assert_eq!(kind("applied"), FactKind::Flag);
}

#[test]
fn every_category_is_decided_by_predicates() {
    let pack = pack("harbin");
    for category in &pack.categories {
        assert_eq!(category.uses.len(), 1, "{}", category.code);
        assert!(!category.conditions.is_empty(), "{}", category.code);
        assert!(category.exceptions.is_empty(), "{}", category.code);
    }
    let used = |index: usize| pack.categories[index].uses[0].as_str();
    assert_eq!((used(0), used(5)), ("out-of-work", "not-employed"));
    let age = &pack.categories[0].conditions[0];
    assert_eq!(age.titles.en, "A woman of 40 or more, or a man of 50 or more");
    assert!(age.unverified && age.predicate.text.contains("$women_from"));
}

#[test]
fn examples_are_many_and_show_every_category_both_ways_and_open() {
    let pack = pack("harbin");
    assert!(pack.examples.len() >= 120, "{}", pack.examples.len());
    for category in &pack.categories {
        let shows = |test: &dyn Fn(&Example) -> bool| {
            assert!(pack.examples.iter().any(test), "{}", category.code);
        };
        let holds = |example: &Example| example.categories.contains(&category.code);
        let open = |example: &Example| example.unknown.contains(&category.code);
        shows(&|example| holds(example) && example.ruling == Expected::Eligible);
        shows(&|example| open(example) && example.ruling == Expected::Unknown);
        shows(&|example| !holds(example) && !open(example) && example.ruling == Expected::Ineligible);
    }
}

#[test]
fn every_fact_is_missing_in_some_example() {
    let pack = pack("harbin");
    let missing: BTreeSet<_> = pack.examples.iter().flat_map(|example| example.missing.clone()).collect();
    assert_eq!(missing, COLUMNS.map(str::to_owned).into());
}

#[test]
fn the_later_pack_changes_what_it_says_and_nothing_else() {
    let (earlier, later) = (pack("harbin"), pack("harbin-2024"));
    assert_eq!(later.extends.as_deref(), Some("harbin"));
    let names = |pack: &Pack| pack.facts.iter().map(|fact| fact.name.clone()).collect::<BTreeSet<_>>();
    let added: Vec<_> = names(&later).difference(&names(&earlier)).cloned().collect();
    assert_eq!(
        added,
        ["business_income", "employer_contributions", "individual_insurance_since", "residence_permit"]
    );
    let changed: Vec<_> = earlier
        .categories
        .iter()
        .zip(&later.categories)
        .filter(|(earlier, later)| earlier.conditions != later.conditions)
        .map(|(category, _)| category.code.as_str())
        .collect();
    assert_eq!(changed, ["C1.2", "C1.5"]);
    let codes: Vec<_> = later.general.conditions.iter().map(|condition| condition.code.as_str()).collect();
    assert_eq!(codes, ["working-age", "able_to_work", "willing_to_work", "urban_resident", "applied"]);
    assert!(!later.period.contains(date(2024, 12, 6)) && later.period.contains(date(2024, 12, 7)));
    assert!(later.examples.len() >= 20, "{}", later.examples.len());
}

#[test]
fn what_the_later_pack_adds_is_marked_as_unverified() {
    let later = pack("harbin-2024");
    assert!(later.general.article.unverified);
    assert!(later.categories.iter().filter(|c| c.period.from > date(2010, 10, 1)).all(|c| c.unverified));
    let certificate = &later.categories[4].proofs[1];
    assert_eq!(certificate.key, "registration_certificate");
    assert!(certificate.titles.zh_hant.starts_with("就業創業證"));
}

/// The blocks of TOML in the guide, in their order.
fn blocks(guide: &str) -> Vec<&str> {
    guide.split("```toml\n").skip(1).filter_map(|rest| rest.split("```").next()).collect()
}

#[test]
fn the_article_that_the_guide_adds_is_without_fault() {
    let guide = std::fs::read_to_string(root().join("docs/guide/policy.md")).unwrap();
    let blocks = blocks(&guide);
    let find = |start: &str| (*blocks.iter().find(|block| block.starts_with(start)).unwrap()).to_owned();
    let mut files = files("harbin");
    let proof = "\n[[proof]]\nkey = \"release_certificate\"\nsource = \"…\"\n\
                 title = { zh-Hant = \"釋放證明書\", zh-Hans = \"释放证明书\", en = \"Release paper\" }\n";
    files.get_mut("determination/proofs.toml").unwrap().push_str(proof);
    files.insert("facts/release.toml".into(), find("[[fact]]"));
    files.insert("determination/C1.11.toml".into(), find("code = \"C1.11\""));
    files.insert("examples/C1.11.toml".into(), find("[base]"));
    let pack = whole(&files);
    assert_eq!(pack.categories[10].code, "C1.11");
    assert_eq!(pack.examples.iter().filter(|example| example.file == "examples/C1.11.toml").count(), 3);
}
