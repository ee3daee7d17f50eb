//! A day on which something is not in force is an error with the dates.

use jiff::civil::date;
use leye_rules::{Engine, Engines};

use crate::packs::{changed, harbin};
use crate::people::Resident;

#[test]
fn a_day_before_the_pack_is_an_error_with_its_dates() {
    let error = Engine::new(&harbin(), date(2010, 9, 30)).unwrap_err().to_string();
    assert!(error.contains("pack harbin is not in force on 2010-09-30"), "{error}");
    assert!(error.contains("from 2010-10-01 on"), "{error}");
    assert!(Engine::new(&harbin(), date(2010, 10, 1)).is_ok());
    let engines = Engines::new(harbin().into());
    assert!(engines.evaluate(&Resident::known().facts(), &[], date(2001, 1, 1)).is_err());
}

#[test]
fn a_day_outside_of_a_category_is_an_error_with_its_dates() {
    let pack = changed(
        "determination/C1.9.toml",
        "in_force_from = 2010-10-01",
        "in_force_from = 2012-01-01\nin_force_to = 2020-12-31",
    );
    for day in [date(2011, 12, 31), date(2021, 1, 1)] {
        let error = Engine::new(&pack, day).unwrap_err().to_string();
        assert!(error.contains("category C1.9"), "{error}");
        assert!(error.contains("from 2012-01-01 to 2020-12-31"), "{error}");
    }
    assert!(Engine::new(&pack, date(2020, 12, 31)).is_ok());
}

#[test]
fn a_value_that_changes_is_the_one_of_the_day() {
    let later = "[[value]]\nname = \"women_from\"\namount = 45\nunit = \"years\"\nin_force_from = 2026-01-01\nlast_checked = 2026-11-22\nsource = \"x\"\n\n[[condition]]";
    let mut files = crate::packs::files("harbin");
    files.retain(|name, _| !name.starts_with("examples/"));
    let file = "determination/C1.1.toml";
    crate::packs::change(&mut files, file, "[[condition]]", later);
    let text = files.get_mut(file).unwrap();
    let at = text.find("name = \"women_from\"").unwrap();
    let from = at + text[at..].find("in_force_from = 2010-10-01").unwrap();
    text.insert_str(from + "in_force_from = 2010-10-01".len(), "\nin_force_to = 2025-12-31");
    let pack = crate::packs::compile(&files);
    let woman = Resident { born: Some(date(1985, 1, 1)), ..Resident::known() };
    let holds = |day| {
        let ruling = Engine::new(&pack, day).unwrap().evaluate(&woman.facts(), &[]).unwrap();
        ruling.categories[0].holds
    };
    assert_eq!(holds(date(2025, 12, 31)), Some(true));
    assert_eq!(holds(date(2026, 1, 1)), Some(false));
}
