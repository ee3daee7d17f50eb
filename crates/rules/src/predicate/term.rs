//! A part of a predicate with what it is.

use datafusion_common::ScalarValue;
use datafusion_expr::Expr;
use jiff::civil::Date;

use crate::day;

/// What a part is.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Kind {
    /// True or false.
    Flag,
    /// A whole number; its value where it is constant.
    Whole(Option<i64>),
    /// A day.
    Day,
    /// One of the words of the fact at this place.
    Word(usize),
    /// A text in quotes: a word or a day, as the other side demands.
    Text(String),
}

impl Kind {
    /// For sentences: what this is.
    pub(super) fn told(&self) -> &'static str {
        match self {
            Kind::Flag => "true or false",
            Kind::Whole(_) => "a number",
            Kind::Day => "a day",
            Kind::Word(_) => "a word",
            Kind::Text(_) => "a text",
        }
    }
}

/// A part with its expression and its place in the text.
#[derive(Clone, Debug)]
pub(super) struct Term {
    pub expr: Expr,
    pub kind: Kind,
    pub at: usize,
}

impl Term {
    pub(super) fn flag(expr: Expr, at: usize) -> Term {
        Term { expr, kind: Kind::Flag, at }
    }

    pub(super) fn number(number: i64, at: usize) -> Term {
        Term { expr: literal(ScalarValue::Int64(Some(number))), kind: Kind::Whole(Some(number)), at }
    }

    pub(super) fn day(date: Date, at: usize) -> Term {
        Term { expr: literal(ScalarValue::Date32(Some(day::number(date)))), kind: Kind::Day, at }
    }

    pub(super) fn text(text: &str, at: usize) -> Term {
        Term { expr: literal(ScalarValue::Utf8(None)), kind: Kind::Text(text.to_owned()), at }
    }

    pub(super) fn word(code: u8, place: usize, at: usize) -> Term {
        Term { expr: literal(ScalarValue::UInt8(Some(code))), kind: Kind::Word(place), at }
    }
}

pub(super) fn literal(value: ScalarValue) -> Expr {
    Expr::Literal(value, None)
}
