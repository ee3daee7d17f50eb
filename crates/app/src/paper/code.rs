//! The code on a paper, or of a link: which case, which number in it, and a keyed check, in 24 letters and
//! digits that are not mistaken for each other. It leads to the paper without a table of codes,
//! and nobody can make one up.

use leye_domain::id::CaseId;
use leye_store::Store;

/// Letters and digits without I, L, O and U (Crockford's base 32): read aloud and written by
/// hand they stay what they are.
const SIGNS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// County 20 bits, year 11, serial 27, number 12.
const BITS: u32 = 70;
/// Signs of the case and the number.
const NAMED: usize = (BITS / 5) as usize;
/// Signs of the check: 50 bits, so that guessing finds nothing in any life.
const CHECK: usize = 10;
/// Signs of a code beside a number.
const BESIDE: usize = 8;
/// Signs of a code that is drawn.
const DRAWN: usize = 12;
/// What the keyed hash is asked for where it is a paper.
pub(super) const PAPER: &str = "paper-code";
/// The most papers of one case.
pub(super) const MOST: u32 = (1 << 12) - 1;

/// The code of paper `number` of a case, without the hyphens that it is printed with.
pub(crate) fn of(store: &Store, domain: &str, case: &CaseId, number: u32) -> Option<String> {
    let mut parts = case.as_str().split('-').map(|part| part.parse::<u128>().ok());
    let (county, year, serial) = (parts.next()??, parts.next()??, parts.next()??);
    if number > MOST || year >= 1 << 11 {
        return None;
    }
    let value = ((county << 11 | year) << 27 | serial) << 12 | u128::from(number);
    let named: String = (0..NAMED).rev().map(|at| sign(value >> (5 * at))).collect();
    let check = check(store, domain, &named);
    Some(named + &check)
}

/// The case and the number that a code names. What people type may have hyphens, blanks and
/// small letters, `O` for 0, `I` and `L` for 1.
pub(crate) fn read(store: &Store, domain: &str, typed: &str) -> Option<(CaseId, u32, String)> {
    let signs = typed.chars().filter(|sign| !(sign.is_whitespace() || *sign == '-'));
    let plain: String = signs.take(NAMED + CHECK + 1).map(plain).collect::<Option<_>>()?;
    if plain.len() != NAMED + CHECK {
        return None;
    }
    let (named, given) = plain.split_at(NAMED);
    if check(store, domain, named) != given {
        return None;
    }
    let digit = |sign: u8| SIGNS.iter().position(|one| *one == sign);
    let value = named.bytes().try_fold(0_u128, |value, sign| Some(value << 5 | digit(sign)? as u128))?;
    let (number, serial) = (value & 0xfff, value >> 12 & 0x7ff_ffff);
    let (year, county) = (value >> 39 & 0x7ff, value >> 50);
    let case = CaseId::parse(&format!("{county:06}-{year:04}-{serial:08}")).ok()?;
    Some((case, u32::try_from(number).ok()?, plain.clone()))
}

/// As it is printed: in groups of four.
pub fn grouped(code: &str) -> String {
    let signs: Vec<char> = code.chars().collect();
    signs.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join("-")
}

fn sign(value: u128) -> char {
    char::from(SIGNS[usize::try_from(value & 31).unwrap_or_default()])
}

fn plain(sign: char) -> Option<char> {
    let sign = match sign.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    SIGNS.contains(&u8::try_from(sign).ok()?).then_some(sign)
}

fn check(store: &Store, domain: &str, named: &str) -> String {
    signs(store, domain, named, CHECK)
}

/// The code of anything else that has a number: eight signs, 40 bits.
pub(crate) fn beside(store: &Store, domain: &str, number: &str) -> String {
    signs(store, domain, number, BESIDE)
}

/// Whether what somebody typed is the code beside a number.
pub(crate) fn is_beside(store: &Store, domain: &str, number: &str, typed: &str) -> bool {
    let typed = typed.chars().filter(|sign| !(sign.is_whitespace() || *sign == '-'));
    let typed: Option<String> = typed.take(BESIDE + 1).map(plain).collect();
    typed.is_some_and(|typed| typed == beside(store, domain, number))
}

/// A code that is drawn: twelve signs, 60 bits.
pub(crate) fn drawn(chance: [u8; DRAWN]) -> String {
    chance.iter().map(|byte| sign(u128::from(*byte))).collect()
}

/// A drawn code as people type it.
pub(crate) fn typed(text: &str) -> Option<String> {
    let signs = text.chars().filter(|sign| !(sign.is_whitespace() || *sign == '-'));
    let plain: String = signs.take(DRAWN + 1).map(plain).collect::<Option<_>>()?;
    (plain.len() == DRAWN).then_some(plain)
}

/// The first signs of the keyed hash, which is base64url: six bits a sign, of which five count.
fn signs(store: &Store, domain: &str, named: &str, count: usize) -> String {
    let hash = store.keyed_hash(domain, named);
    hash.bytes()
        .filter(u8::is_ascii_alphanumeric)
        .take(count)
        .map(|byte| char::from(SIGNS[usize::from(byte) % 32]))
        .collect()
}
