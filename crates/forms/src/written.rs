//! How a value is written on paper, and under which name a sentence may use it.

use std::collections::BTreeMap;

use jiff::civil::{Date, DateTime};
use leye_domain::person::mask;
use serde_json::{Value, json};

use crate::field::{Field, Kind, Show};
use crate::glyphs::Glyphs;
use crate::{Lang, dates, words};

/// Writes values, and remembers them for the sentences of the form.
pub(crate) struct Writer {
    pub(crate) lang: Lang,
    pub(crate) glyphs: Glyphs,
    /// What the sentences may use, by the name of the field with dashes.
    pub(crate) said: BTreeMap<String, String>,
}

impl Writer {
    pub(crate) fn new(lang: Lang) -> Writer {
        Writer { lang, glyphs: Glyphs::default(), said: BTreeMap::new() }
    }

    /// A line: breaks in it become spaces.
    pub(crate) fn line(&mut self, field: &Field, text: &str) -> Value {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        self.text(field, &text)
    }

    pub(crate) fn text(&mut self, field: &Field, text: &str) -> Value {
        let drawn = self.glyphs.drawable(text.trim());
        self.say(field, drawn)
    }

    pub(crate) fn name(&mut self, field: &Field, text: &str, show: Show) -> Value {
        match show {
            Show::Masked if !text.contains('*') => self.line(field, &mask::name(text.trim())),
            _ => self.line(field, text),
        }
    }

    pub(crate) fn identity(&mut self, field: &Field, text: &str, show: Show) -> Value {
        let plain: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        let shown = match show {
            Show::Full => plain,
            Show::Grouped => grouped(&plain),
            Show::Masked if plain.contains('*') => plain,
            Show::Masked => mask::number(&plain),
        };
        self.text(field, &shown)
    }

    pub(crate) fn number(&mut self, field: &Field, number: u64) -> Value {
        self.say(field, number.to_string())
    }

    pub(crate) fn money(&mut self, field: &Field, fen: u64) -> Value {
        self.say(field, dates::money(self.lang, fen))
    }

    /// A day, a time or a month.
    ///
    /// # Errors
    /// Text that is none, with the way it is written.
    pub(crate) fn time(&mut self, field: &Field, text: &str) -> Result<Value, (&'static str, String)> {
        let lang = self.lang;
        let (written, example) = match field.kind {
            Kind::Moment => {
                (text.parse::<DateTime>().ok().map(|at| dates::moment(lang, at)), "2026-11-26T16:30")
            }
            Kind::Month => {
                let first = format!("{text}-01").parse::<Date>().ok();
                (first.filter(|_| text.len() == 7).map(|first| dates::month(lang, first)), "2026-11")
            }
            _ => {
                let day = text.parse::<Date>().ok().filter(|_| text.len() == 10);
                let plain = matches!(field.kind, Kind::Date { weekday: false });
                let write = if plain { dates::day } else { dates::date };
                (day.map(|day| write(lang, day)), "2026-11-26")
            }
        };
        let written = written.ok_or_else(|| ("date", example.to_owned()))?;
        Ok(self.say(field, written))
    }

    /// Options with those that were chosen; said as the words of the chosen ones.
    pub(crate) fn options(&mut self, field: &Field, options: &[String], chosen: &[&str]) -> Value {
        let written = self::options(self.lang, field, options, chosen);
        let said = written["words"].as_str().unwrap_or_default().to_owned();
        self.said.insert(field.name.replace('_', "-"), said);
        written
    }

    fn say(&mut self, field: &Field, text: String) -> Value {
        self.said.insert(field.name.replace('_', "-"), text.clone());
        Value::String(text)
    }
}

/// `{codes, words, all: [{code, word, on}]}` of a field with options.
pub(crate) fn options(lang: Lang, field: &Field, options: &[String], chosen: &[&str]) -> Value {
    let word = |code: &str| words::option(lang, &field.name, code);
    let all: Vec<Value> = options
        .iter()
        .map(|code| json!({ "code": code, "word": word(code), "on": chosen.contains(&code.as_str()) }))
        .collect();
    let said: Vec<String> = chosen.iter().map(|code| word(code)).collect();
    let between = words::filled(lang, "form-list-sign", &[]);
    json!({ "codes": chosen, "words": said.join(&between), "all": all })
}

/// An identity number in the groups that one reads aloud: region, birth, serial.
fn grouped(number: &str) -> String {
    let cuts: &[usize] = match number.len() {
        18 => &[6, 14],
        16 => &[4, 8, 12],
        _ => &[],
    };
    if !number.is_ascii() {
        return number.to_owned();
    }
    let spaced =
        number.char_indices().map(|(at, c)| if cuts.contains(&at) { format!(" {c}") } else { c.to_string() });
    spaced.collect()
}
