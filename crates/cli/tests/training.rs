//! `leye training year`: in new storage alone, and it says what it found.

use crate::run::Folder;

#[test]
fn a_few_weeks_of_a_year_are_lived_and_never_in_storage_that_is_there() {
    let folder = Folder::new("training-year");
    let year = ["training", "year", "--stations", "2", "--people", "12", "--days", "29", "--json"];
    let answer = folder.leye(&year).ends(0).json();
    assert_eq!((&answer["days"], &answer["differing"]), (&29.into(), &0.into()), "{answer}");
    assert_eq!(answer["checks"], 5, "every week, and at the end");
    assert!(answer["deeds"]["job_begun"].as_u64().is_some_and(|begun| begun > 0), "{answer}");
    assert!(answer["spent"]["checks"].is_number(), "{answer}");
    let again = folder.leye(&year).ends(3);
    assert!(again.err.contains("leye-data is not empty"), "{again:?}");
    folder.leye(&["verify"]).ends(0);
    folder.leye(&["training", "year", "--people", "0"]).ends(2);
}
