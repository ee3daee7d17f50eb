//! Identity: numbers, names, ages, masks, retirement.

mod age;
mod check;
mod credit_code;
mod disability;
mod legacy;
mod mask;
mod name;
mod phone;
mod resident;
mod retirement;

use jiff::civil::{Date, date};
use leye_domain::person::LegacyRegion;
use std::fs::File;
use std::path::{Path, PathBuf};

/// The day on which these tests take place.
const TODAY: Date = date(2026, 11, 22);

/// A file of the Harbin pack.
fn pack(file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs/harbin").join(file)
}

/// The pack's own table of region codes.
fn legacy_regions() -> Vec<LegacyRegion> {
    let file = File::open(pack("legacy_regions.csv")).expect("the pack has the table");
    csv::ReaderBuilder::new()
        .comment(Some(b'#'))
        .from_reader(file)
        .deserialize()
        .collect::<Result<_, _>>()
        .expect("every row has the four columns")
}

/// 17 digits with their check digit, by the table of weights as GB 11643 prints
/// it: another way than the one under test.
fn with_check_digit(first_17: &str) -> String {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let digits = first_17.chars().map(|c| c.to_digit(10).expect("a digit"));
    let sum: u32 = digits.zip(WEIGHTS).map(|(digit, weight)| digit * weight).sum();
    let check = "10X98765432".chars().nth(sum as usize % 11).expect("below eleven");
    format!("{first_17}{check}")
}

mod any {
    //! Random but well-formed input.

    use super::with_check_digit;
    use jiff::civil::{Date, date};
    use proptest::prelude::*;

    /// A day on which somebody living may have been born.
    pub fn birth_date() -> impl Strategy<Value = Date> {
        (0..45_000_i32).prop_map(|days| date(1900, 1, 1) + jiff::Span::new().days(days))
    }

    /// The 17 digits of a resident of the Harbin region.
    pub fn harbin_digits() -> impl Strategy<Value = String> {
        (230_100..232_200_u32, birth_date(), 0..1000_u32)
            .prop_map(|(region, born, turn)| format!("{region}{}{turn:03}", born.strftime("%Y%m%d")))
    }

    /// A whole valid resident number.
    pub fn harbin_number() -> impl Strategy<Value = String> {
        harbin_digits().prop_map(|digits| with_check_digit(&digits))
    }
}
