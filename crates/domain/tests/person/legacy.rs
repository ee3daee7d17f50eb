use super::{legacy_regions, with_check_digit};
use leye_domain::person::{Hint, ResidentNumber, legacy_rows, region_hint};

fn check(region: &str, born: &str, hint: Option<Hint>) {
    let number = with_check_digit(&format!("{region}{born}123"));
    let number = ResidentNumber::from_stored(&number).expect("valid");
    assert_eq!(region_hint(&number, &legacy_regions()), hint, "{region} {born}");
}

#[test]
fn a_code_in_use_at_birth_gives_no_hint() {
    check("230102", "19700101", None);
    check("230105", "20030101", None);
    check("230107", "20051231", None);
    check("232101", "19900101", None);
    check("230109", "20040101", None);
}

#[test]
fn a_code_dissolved_before_birth_gives_a_hint() {
    check("230105", "20040101", Some(Hint::RegionYears));
    check("230182", "20140101", Some(Hint::RegionYears));
    check("232101", "19960101", Some(Hint::RegionYears));
}

#[test]
fn a_code_made_after_birth_gives_a_hint() {
    check("230109", "20030101", Some(Hint::RegionYears));
    check("230113", "19700101", Some(Hint::RegionYears));
}

#[test]
fn who_is_older_than_numbering_carries_a_code_of_its_first_year() {
    check("230121", "19500101", None);
    check("232124", "19500101", None);
}

#[test]
fn a_code_given_twice_fits_by_either_row() {
    check("230121", "19830101", None);
    check("230121", "19990101", None);
    check("230121", "20040101", Some(Hint::RegionYears));
    let names: Vec<_> = legacy_regions();
    let names: Vec<_> = legacy_rows("230121", &names).map(|row| row.name.as_str()).collect();
    assert_eq!(names, ["呼兰县", "阿城县"]);
}

#[test]
fn a_code_beyond_the_table_gives_no_hint_but_an_unknown_province_does() {
    check("110105", "19491231", None);
    check("830000", "19700101", None);
    check("923840", "19850307", None);
    check("000000", "19700101", Some(Hint::UnknownProvince));
    check("770101", "19700101", Some(Hint::UnknownProvince));
}

#[test]
fn the_table_is_that_of_the_city() {
    let regions = legacy_regions();
    assert_eq!(regions.len(), 56);
    for row in &regions {
        let digits = row.code.bytes().all(|b| b.is_ascii_digit());
        assert!(row.code.len() == 6 && digits, "{}", row.code);
        assert!(row.start_year <= row.end_year.or(Some(i16::MAX)), "{}", row.name);
    }
}
