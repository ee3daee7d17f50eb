//! The check characters of three standards. Each is computed from weights that
//! are powers of a small number, so they are stated once as that rule.

/// Alphabet of credit codes, in order of value (GB 32100-2015): no I, O, S, V, Z.
const CREDIT_ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";

/// MOD 11-2 (ISO 7064, as GB 11643-1999 takes it) over 17 digits.
///
/// Anything but digits is a fault of the caller and counts as zero.
pub(super) fn resident(first_17: &str) -> char {
    // Horner's rule gives each digit the weight that is a power of two.
    let sum =
        first_17.bytes().fold(0, |sum, digit| (sum + u32::from(digit.wrapping_sub(b'0') % 10)) * 2 % 11);
    char::from(b"10X98765432"[usize::from(sum as u8)])
}

/// Check character of a unified social credit code over its first 17
/// characters (weights 3^i mod 31); `None` if one is outside the alphabet.
pub(super) fn credit(first_17: &str) -> Option<char> {
    let (mut sum, mut weight) = (0, 1);
    for c in first_17.bytes() {
        sum += credit_value(c)? * weight;
        weight = weight * 3 % 31;
    }
    Some(char::from(CREDIT_ALPHABET[(31 - sum % 31) % 31]))
}

/// The value of one character of a credit code.
pub(super) fn credit_value(c: u8) -> Option<usize> {
    CREDIT_ALPHABET.iter().position(|&known| known == c)
}

/// Check character of an organisation code (GB 11714) over its first eight
/// characters; `None` if one is neither digit nor capital letter.
pub(super) fn organisation(first_8: &str) -> Option<char> {
    const WEIGHTS: [u32; 8] = [3, 7, 9, 10, 5, 8, 4, 2];
    let mut sum = 0;
    for (c, weight) in first_8.chars().zip(WEIGHTS) {
        let value = c.to_digit(36).filter(|_| !c.is_ascii_lowercase())?;
        sum += value * weight;
    }
    Some(match 11 - sum % 11 {
        10 => 'X',
        11 => '0',
        digit => char::from_digit(digit, 10)?,
    })
}
