//! From bytes to values, with a bound on depth and number.

use super::purse::{Purse, Stop};
use super::value::{Dict, Value};

/// How deep values may lie within one another.
const DEPTH: u32 = 100;

/// How many values one object may hold.
const VALUES: u32 = 1_000_000;

/// Reads values one after another.
pub(super) struct Lexer<'a> {
    pub data: &'a [u8],
    pub at: usize,
    values: u32,
    start: usize,
}

pub(super) fn is_space(byte: u8) -> bool {
    matches!(byte, 0 | b'\t' | b'\n' | 0x0c | b'\r' | b' ')
}

fn is_delimiter(byte: u8) -> bool {
    b"()<>[]{}/%".contains(&byte)
}

impl<'a> Lexer<'a> {
    pub(super) fn new(data: &'a [u8], at: usize) -> Lexer<'a> {
        Lexer { data, at: at.min(data.len()), values: 0, start: at.min(data.len()) }
    }

    /// Counts what was read since the beginning or the last count.
    pub(super) fn pay(&mut self, purse: &Purse) -> Result<(), Stop> {
        let read = self.at.saturating_sub(self.start);
        self.start = self.at;
        purse.work(read as u64 + 1)
    }

    pub(super) fn peek(&self) -> Option<u8> {
        self.data.get(self.at).copied()
    }

    /// Over white space and comments.
    pub(super) fn skip(&mut self) {
        while let Some(byte) = self.peek() {
            if byte == b'%' {
                let rest = &self.data[self.at..];
                self.at += rest.iter().position(|byte| matches!(byte, b'\n' | b'\r')).unwrap_or(rest.len());
            } else if is_space(byte) {
                self.at += 1;
            } else {
                return;
            }
        }
    }

    /// Takes `word` if it comes next.
    pub(super) fn take(&mut self, word: &[u8]) -> bool {
        let comes = self.data[self.at..].starts_with(word);
        self.at += if comes { word.len() } else { 0 };
        comes
    }

    /// The characters up to white space or a delimiter.
    pub(super) fn word(&mut self) -> &'a [u8] {
        let rest = &self.data[self.at..];
        let end = rest.iter().position(|byte| is_space(*byte) || is_delimiter(*byte));
        let word = &rest[..end.unwrap_or(rest.len())];
        self.at += word.len();
        word
    }

    /// A whole number after white space.
    pub(super) fn whole(&mut self) -> Option<u64> {
        self.skip();
        let word = self.word();
        let digits = !word.is_empty() && word.iter().all(u8::is_ascii_digit);
        digits.then(|| std::str::from_utf8(word).ok()?.parse().ok()).flatten()
    }

    /// The next value.
    pub(super) fn value(&mut self) -> Result<Value, Stop> {
        self.nested(DEPTH)
    }

    fn nested(&mut self, depth: u32) -> Result<Value, Stop> {
        self.values += 1;
        if self.values > VALUES {
            return Err(Stop::Spent);
        }
        let depth = depth.checked_sub(1).ok_or(Stop::Damaged)?;
        self.skip();
        match self.peek().ok_or(Stop::Damaged)? {
            b'/' => self.name().map(Value::Name),
            b'(' => self.literal(),
            b'[' => self.array(depth),
            b'<' if self.data[self.at..].starts_with(b"<<") => self.dict(depth).map(Value::Dict),
            b'<' => self.hexadecimal(),
            byte if is_delimiter(byte) => Err(Stop::Damaged),
            _ => self.keyword(),
        }
    }

    fn array(&mut self, depth: u32) -> Result<Value, Stop> {
        self.at += 1;
        let mut values = Vec::new();
        loop {
            self.skip();
            if self.take(b"]") {
                return Ok(Value::Array(values));
            }
            values.push(self.nested(depth)?);
        }
    }

    fn dict(&mut self, depth: u32) -> Result<Dict, Stop> {
        self.at += 2;
        let mut dict = Dict::new();
        loop {
            self.skip();
            if self.take(b">>") {
                return Ok(dict);
            }
            let key = self.name()?;
            self.skip();
            // A key without a value, before the end.
            let value =
                if self.data[self.at..].starts_with(b">>") { Value::Null } else { self.nested(depth)? };
            dict.insert(key, value);
        }
    }

    fn name(&mut self) -> Result<Vec<u8>, Stop> {
        if !self.take(b"/") {
            return Err(Stop::Damaged);
        }
        let word = self.word();
        let mut name = Vec::with_capacity(word.len());
        let mut rest = word;
        while let [byte, tail @ ..] = rest {
            let escaped = tail.get(..2).filter(|_| *byte == b'#').and_then(pair);
            name.push(escaped.unwrap_or(*byte));
            rest = if escaped.is_some() { &tail[2..] } else { tail };
        }
        Ok(name)
    }

    /// A string between parentheses, which may stand in it in pairs.
    fn literal(&mut self) -> Result<Value, Stop> {
        let start = self.at;
        let mut open = 0_usize;
        while let Some(byte) = self.peek() {
            self.at += 1;
            match byte {
                b'\\' => self.at += 1,
                b'(' => open += 1,
                b')' => open -= 1,
                _ => {}
            }
            if open == 0 {
                return Ok(Value::Text(self.data[start..self.at].to_vec()));
            }
        }
        self.at = self.data.len();
        Err(Stop::Damaged)
    }

    fn hexadecimal(&mut self) -> Result<Value, Stop> {
        let rest = &self.data[self.at..];
        let end = rest.iter().position(|byte| *byte == b'>').ok_or(Stop::Damaged)?;
        let digits = rest[1..end].iter().filter(|byte| byte.is_ascii_hexdigit()).copied();
        let text = [b'<'].into_iter().chain(digits).chain([b'>']).collect();
        self.at += end + 1;
        Ok(Value::Text(text))
    }

    /// A number, a reference, or a word.
    fn keyword(&mut self) -> Result<Value, Stop> {
        let word = self.word();
        if word.iter().all(u8::is_ascii_digit)
            && let Some(number) = self.reference(word)
        {
            return Ok(Value::Ref(number));
        }
        match word {
            b"true" | b"false" => Ok(Value::Plain(word.to_vec())),
            b"null" => Ok(Value::Null),
            b"endobj" | b"endstream" | b"stream" | b"obj" | b"R" | b"xref" | b"trailer" => Err(Stop::Damaged),
            _ if word.iter().all(|byte| b"0123456789+-.".contains(byte)) => Ok(Value::Plain(number(word))),
            // A word that no standard knows says nothing.
            _ => Ok(Value::Null),
        }
    }

    /// `GENERATION R` after the number of an object.
    fn reference(&mut self, word: &[u8]) -> Option<u32> {
        let number = std::str::from_utf8(word).ok()?.parse().ok()?;
        let after = self.at;
        let is_reference = self.whole().is_some_and(|generation| generation <= 65_535) && {
            self.skip();
            self.word() == b"R"
        };
        if !is_reference {
            self.at = after;
        }
        is_reference.then_some(number)
    }
}

/// A number as every reader takes it: `--.5.2` is -0.5 to most, and nothing to some.
fn number(word: &[u8]) -> Vec<u8> {
    let signs = word.iter().take_while(|byte| b"+-".contains(byte)).count();
    let (signs, rest) = word.split_at(signs);
    let digits = |bytes: &[u8]| bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let (whole, rest) = rest.split_at(digits(rest));
    let fraction = rest.strip_prefix(b".").map(|rest| &rest[..digits(rest)]).unwrap_or_default();
    let mut number = if signs.contains(&b'-') { b"-".to_vec() } else { Vec::new() };
    number.extend(if whole.is_empty() { b"0" } else { whole });
    if !fraction.is_empty() {
        number.push(b'.');
        number.extend(fraction);
    }
    number
}

/// The byte of two hexadecimal digits.
fn pair(digits: &[u8]) -> Option<u8> {
    digits.iter().all(u8::is_ascii_hexdigit).then_some(())?;
    u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
}
