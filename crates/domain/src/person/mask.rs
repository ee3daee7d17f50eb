//! What may be shown of a person: one function for each kind of fact.
//!
//! A notice may show no full number, birth date, address or telephone
//! (domain fact 7). Masks take text, not types, so that old records that would
//! no longer parse are masked as well: what is not understood is hidden whole.

use super::name::{is_han, is_variation};
use super::normalise;
use std::cmp::Reverse;

/// Surnames of two characters, in both scripts.
const COMPOUND_SURNAMES: [&str; 44] = [
    "歐陽", "欧阳", "司馬", "司马", "上官", "諸葛", "诸葛", "司徒", "夏侯", "東方", "东方", "皇甫", "尉遲",
    "尉迟", "公孫", "公孙", "慕容", "長孫", "长孙", "宇文", "令狐", "鍾離", "钟离", "軒轅", "轩辕", "端木",
    "獨孤", "独孤", "南宮", "南宫", "赫連", "赫连", "聞人", "闻人", "澹臺", "澹台", "呼延", "申屠", "公冶",
    "淳于", "單于", "单于", "太史", "拓跋",
];

/// Signs of a street or township, the finest level that an address may show.
const STREET_SIGNS: [&str; 8] = ["街道", "鄉", "乡", "鎮", "镇", "大道", "路", "街"];

/// Signs of a county, for an address without a street.
const COUNTY_SIGNS: [&str; 4] = ["區", "区", "縣", "县"];

/// An identity number: first six, stars for the date of birth, last four.
/// A disability certificate keeps the holder's last four, so that type and
/// grade are hidden. Whatever has another length is all stars.
pub fn number(text: &str) -> String {
    let compact = normalise::compact(text);
    let length = compact.chars().count();
    if !compact.is_ascii() {
        return "*".repeat(length.min(18));
    }
    match length {
        15 => format!("{}******{}", &compact[..6], &compact[12..]),
        18 => format!("{}********{}", &compact[..6], &compact[14..]),
        20..=22 => {
            let hidden = "*".repeat(length - 18);
            format!("{}********{}{hidden}", &compact[..6], &compact[14..18])
        }
        _ => "*".repeat(length.min(18)),
    }
}

/// A name on a public notice: the surname, then a star for each character
/// left, at least one. A name in other letters keeps its first letter; its
/// length stays hidden. A given name is never shown.
pub fn name(text: &str) -> String {
    let chars: Vec<char> = text.trim().chars().filter(|&c| !is_variation(c)).collect();
    let Some(&first) = chars.first() else {
        return String::new();
    };
    if !is_han(first) {
        return format!("{first}***");
    }
    let kept = if has_compound_surname(&chars) { 2 } else { 1 };
    let surname: String = chars[..kept].iter().collect();
    surname + &"*".repeat((chars.len() - kept).max(1))
}

/// A telephone: a mobile keeps three and four digits, a landline its area
/// code and four. Anything else is all stars.
pub fn phone(text: &str) -> String {
    let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    match text.split_once('-') {
        None if text.len() == 11 && digits(text) => format!("{}****{}", &text[..3], &text[7..]),
        Some((area, local)) if digits(area) && digits(local) && local.len() > 4 => {
            let hidden = local.len() - 4;
            format!("{area}-{}{}", "*".repeat(hidden), &local[hidden..])
        }
        _ => "*".repeat(text.chars().count().min(11)),
    }
}

/// An address down to the street or township, or to the county when it names
/// no street before its first number; the rest is four stars.
pub fn address(text: &str) -> String {
    let text = text.trim();
    if text.is_empty() {
        return String::new();
    }
    let is_number = |c: char| normalise::half_width(c).is_ascii_digit();
    let named = &text[..text.find(is_number).unwrap_or(text.len())];
    let kept = first_sign(named, &STREET_SIGNS).or_else(|| first_sign(named, &COUNTY_SIGNS));
    format!("{}****", kept.map_or("", |end| &named[..end]))
}

/// Anything else: the first character and four stars, whatever the length.
pub fn generic(text: &str) -> String {
    match text.trim().chars().next() {
        None => String::new(),
        Some(first) if text.trim().chars().nth(1).is_some() => format!("{first}****"),
        Some(_) => "****".to_owned(),
    }
}

/// Whether the first two characters are a surname that leaves a given name.
fn has_compound_surname(chars: &[char]) -> bool {
    let start: String = chars.iter().take(2).collect();
    chars.len() > 2 && COMPOUND_SURNAMES.contains(&start.as_str())
}

/// Where the first of the signs ends; of two that begin together the longer.
fn first_sign(text: &str, signs: &[&str]) -> Option<usize> {
    let found = signs.iter().filter_map(|sign| text.find(sign).map(|at| (at, sign.len())));
    found.min_by_key(|&(at, length)| (at, Reverse(length))).map(|(at, length)| at + length)
}
