//! Faults in the tables of agencies and regions.

use leye_pack::compile;

use super::check;

#[test]
fn syntax_of_csv() {
    check(
        "agencies.csv",
        "道里区,道里區",
        "道里区",
        &["agencies.csv:3 syntax", "agencies.csv:4 orphan-agency"],
    );
}

#[test]
fn missing_heading() {
    check("legacy_regions.csv", "code,name", "code,nom", &["legacy_regions.csv:2 missing-key"]);
}

#[test]
fn wrong_virtual_mark() {
    check("agencies.csv", "230102001000,0", "230102001000,yes", &["agencies.csv:5 wrong-type"]);
}

#[test]
fn missing_name_of_an_agency() {
    check("agencies.csv", "前進社區", "", &["agencies.csv:5 missing-translation"]);
}

#[test]
fn reversed_years() {
    check("legacy_regions.csv", "1980,2003", "2003,1980", &["legacy_regions.csv:4 reversed-dates"]);
}

#[test]
fn duplicate_agency() {
    check(
        "agencies.csv",
        "230102001001,station",
        "230102001000,office",
        &["agencies.csv:5 duplicate-code", "agencies.csv:5 orphan-agency"],
    );
}

#[test]
fn wrong_code_length() {
    check("agencies.csv", "230102001001,", "23010200100,", &["agencies.csv:5 wrong-code"]);
}

#[test]
fn code_of_another_level() {
    check(
        "agencies.csv",
        "230102001000,office",
        "230102001009,office",
        &["agencies.csv:4 wrong-code", "agencies.csv:5 orphan-agency"],
    );
}

#[test]
fn wrong_region_code() {
    check("legacy_regions.csv", "230105", "2301O5", &["legacy_regions.csv:4 wrong-code"]);
}

#[test]
fn orphan_agency() {
    check("agencies.csv", "230102000000,0", "230199000000,0", &["agencies.csv:4 orphan-agency"]);
}

#[test]
fn parent_of_the_wrong_level() {
    check("agencies.csv", "230102001000,0", "230102000000,0", &["agencies.csv:5 orphan-agency"]);
}

#[test]
fn columns_count_characters() {
    let mut files = crate::small();
    let text =
        files["agencies.csv"].replace("前进社区,前進社區,230102001000,0", "前进社区,前進社區,230102001000,2");
    files.insert("agencies.csv".into(), text);
    let (_, faults) = compile(&files);
    assert_eq!((faults[0].line, faults[0].column), (5, 45));
    assert_eq!(
        faults[0].to_string(),
        "agencies.csv:5:45: `2` is neither 0 nor 1 [wrong-type]; write 1 where nobody is served, else 0"
    );
}
