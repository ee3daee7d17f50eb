//! The word that was probably meant.

/// The one of `known` that is closest to `word`, if any is close.
pub(super) fn nearest<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let near = known.map(|candidate| (distance(word, candidate), candidate));
    near.filter(|(distance, _)| *distance * 3 <= word.len()).min().map(|(_, candidate)| candidate)
}

/// How many letters have to be put in, taken out or changed.
fn distance(from: &str, to: &str) -> usize {
    let to: Vec<char> = to.chars().collect();
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (at, letter) in from.chars().enumerate() {
        let mut corner = std::mem::replace(&mut row[0], at + 1);
        for (place, other) in to.iter().enumerate() {
            let changed = corner + usize::from(letter != *other);
            corner = row[place + 1];
            row[place + 1] = changed.min(corner + 1).min(row[place] + 1);
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_pen_is_recognised_and_another_word_is_not() {
        let known = || ["born", "employed", "land_lost"].into_iter();
        assert_eq!(nearest("emploied", known()), Some("employed"));
        assert_eq!(nearest("landlost", known()), Some("land_lost"));
        assert_eq!(nearest("income", known()), None);
    }
}
