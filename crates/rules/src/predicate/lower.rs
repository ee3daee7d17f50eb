//! The tree of the parser becomes an expression over columns, with its types checked.

use std::collections::BTreeSet;

use datafusion_common::{Column, ScalarValue};
use datafusion_expr::Expr;
use leye_pack::{Code, FactKind, Period};
use sqlparser::ast::{self, BinaryOperator, Ident, Spanned, UnaryOperator, Value, ValueWithSpan};

use super::nearest::nearest;
use super::parse::offset;
use super::term::{Kind, Term, literal};
use super::{Fault, Given, Ground, Members};

/// One predicate on its way. A fault never stops the reading: both sides of an operator are
/// read before either is asked for.
pub(super) struct Lowering<'a> {
    pub text: &'a str,
    pub ground: &'a Ground<'a>,
    pub given: &'a dyn Fn(&str) -> Given,
    pub members: &'a mut Members,
    pub faults: Vec<Fault>,
    pub not_in_force: Option<(String, Period)>,
    pub facts: BTreeSet<usize>,
    pub used: BTreeSet<usize>,
    /// Inside `some_member`, which cannot be nested.
    pub is_inside: bool,
}

impl<'a> Lowering<'a> {
    pub(super) fn new(
        text: &'a str,
        ground: &'a Ground<'a>,
        given: &'a dyn Fn(&str) -> Given,
        members: &'a mut Members,
    ) -> Self {
        Lowering {
            text,
            ground,
            given,
            members,
            faults: Vec::new(),
            not_in_force: None,
            facts: BTreeSet::new(),
            used: BTreeSet::new(),
            is_inside: false,
        }
    }

    /// A part that has to be true or false.
    pub(super) fn condition(&mut self, tree: &ast::Expr) -> Option<Expr> {
        let term = self.term(tree)?;
        if term.kind == Kind::Flag {
            return Some(term.expr);
        }
        let message = format!("this is {} and not a condition", term.kind.told());
        self.mismatch(term.at, message, "compare it with something, or use a fact that is true or false")
    }

    /// A part that has to be a day.
    pub(super) fn day(&mut self, tree: &ast::Expr) -> Option<Expr> {
        let term = self.term(tree)?;
        if term.kind == Kind::Day {
            return Some(term.expr);
        }
        let message = format!("this is {} and not a day", term.kind.told());
        self.mismatch(
            term.at,
            message,
            "write birthday(day, number), retirement(day, class) or a fact that is a day",
        )
    }

    /// Any part.
    pub(super) fn term(&mut self, tree: &ast::Expr) -> Option<Term> {
        let at = self.place(tree);
        match tree {
            ast::Expr::Nested(inner) => self.term(inner),
            ast::Expr::Identifier(name) => self.name(name),
            ast::Expr::Value(value) => self.value(value),
            ast::Expr::TypedString(typed) if typed.data_type == ast::DataType::Date => {
                match &typed.value.value {
                    Value::SingleQuotedString(text) => self.date(text, at),
                    _ => self.unreadable(at),
                }
            }
            ast::Expr::UnaryOp { op: UnaryOperator::Not, expr } => {
                let inner = self.condition(expr)?;
                Some(Term::flag(Expr::Not(Box::new(inner)), at))
            }
            ast::Expr::UnaryOp { op: UnaryOperator::Minus, expr } => match self.term(expr)?.kind {
                Kind::Whole(Some(number)) => Some(Term::number(-number, at)),
                _ => self.mismatch(
                    at,
                    "`-` stands before something that is no plain number",
                    "subtract instead",
                ),
            },
            ast::Expr::BinaryOp { left, op, right } => self.binary(left, op, right, at),
            ast::Expr::Between { expr, negated, low, high } => self.between(expr, *negated, low, high, at),
            ast::Expr::InList { expr, list, negated } => self.in_list(expr, list, *negated, at),
            ast::Expr::Function(function) => self.call(function, at),
            ast::Expr::IsNull(_)
            | ast::Expr::IsNotNull(_)
            | ast::Expr::IsTrue(_)
            | ast::Expr::IsNotTrue(_)
            | ast::Expr::IsFalse(_)
            | ast::Expr::IsNotFalse(_)
            | ast::Expr::IsUnknown(_)
            | ast::Expr::IsNotUnknown(_) => self.fault(
                at,
                Code::Syntax,
                "a predicate cannot ask whether a fact is known".to_owned(),
                "leave `is …` out: a fact that is not known makes the condition unknown by itself",
            ),
            _ => self.unreadable(at),
        }
    }

    fn binary(
        &mut self,
        left: &ast::Expr,
        op: &BinaryOperator,
        right: &ast::Expr,
        at: usize,
    ) -> Option<Term> {
        match op {
            BinaryOperator::And | BinaryOperator::Or => {
                let (left, right) = (self.condition(left), self.condition(right));
                let (left, right) = (left?, right?);
                let expr = if *op == BinaryOperator::And { left.and(right) } else { left.or(right) };
                Some(Term::flag(expr, at))
            }
            BinaryOperator::Plus | BinaryOperator::Minus => {
                let (left, right) = (self.term(left), self.term(right));
                self.sum(left?, right?, *op == BinaryOperator::Minus)
            }
            _ => {
                let (left, right) = (self.term(left), self.term(right));
                self.compare(left?, op, right?, at)
            }
        }
    }

    /// A fact, or `day`.
    fn name(&mut self, name: &Ident) -> Option<Term> {
        let at = offset(self.text, name.span.start);
        if name.value == "day" {
            return Some(Term::day(self.ground.day, at));
        }
        let Some(place) = self.ground.columns.place(&name.value) else {
            let names = self.ground.columns.iter().map(|column| &*column.name);
            let remedy = match nearest(&name.value, names) {
                Some(near) => format!("write `{near}`, or add the fact to facts.toml"),
                None => "write a fact of facts.toml, or add it there".to_owned(),
            };
            return self.fault(at, Code::UnknownFact, format!("there is no fact `{}`", name.value), &remedy);
        };
        self.facts.insert(place);
        let kind = match self.ground.columns.get(place).kind {
            FactKind::Flag => Kind::Flag,
            FactKind::Whole { .. } => Kind::Whole(None),
            FactKind::Day => Kind::Day,
            FactKind::Word(_) => Kind::Word(place),
        };
        Some(Term { expr: Expr::Column(Column::new_unqualified(name.value.clone())), kind, at })
    }

    fn value(&mut self, value: &ValueWithSpan) -> Option<Term> {
        let at = offset(self.text, value.span.start);
        match &value.value {
            Value::Boolean(flag) => Some(Term::flag(literal(ScalarValue::Boolean(Some(*flag))), at)),
            Value::SingleQuotedString(text) => Some(Term::text(text, at)),
            Value::Placeholder(name) => self.given(name.trim_start_matches('$'), at),
            Value::Number(digits, _) => match digits.parse() {
                Ok(number) => Some(Term::number(number, at)),
                Err(_) => self.mismatch(at, format!("`{digits}` is no whole number"), "write a whole number"),
            },
            Value::Null => self.fault(
                at,
                Code::Syntax,
                "a predicate cannot ask whether a fact is known".to_owned(),
                "leave `null` out: a fact that is not known makes the condition unknown by itself",
            ),
            _ => self.unreadable(at),
        }
    }

    fn given(&mut self, name: &str, at: usize) -> Option<Term> {
        match (self.given)(name) {
            Given::Amount(number) => Some(Term::number(number, at)),
            Given::NotInForce(period) => {
                self.not_in_force.get_or_insert((name.to_owned(), period));
                None
            }
            Given::Unknown => self.fault(
                at,
                Code::UnknownValue,
                format!("the predicate names the value `{name}`, which is not given"),
                "add a [[value]] with that name, or correct the name",
            ),
        }
    }

    pub(super) fn date(&mut self, text: &str, at: usize) -> Option<Term> {
        match text.parse() {
            Ok(date) => Some(Term::day(date, at)),
            Err(_) => {
                self.mismatch(at, format!("`{text}` is no day"), "write a day such as DATE '2010-10-01'")
            }
        }
    }

    pub(super) fn place(&self, tree: &ast::Expr) -> usize {
        offset(self.text, tree.span().start)
    }

    fn unreadable<T>(&mut self, at: usize) -> Option<T> {
        self.fault(
            at,
            Code::Syntax,
            "this part of SQL has no place in a predicate".to_owned(),
            "use and, or, not, comparisons, between, in, and the functions of the guide",
        )
    }

    pub(super) fn mismatch<T>(&mut self, at: usize, message: impl Into<String>, remedy: &str) -> Option<T> {
        self.fault(at, Code::TypeMismatch, message.into(), remedy)
    }

    pub(super) fn fault<T>(&mut self, at: usize, code: Code, message: String, remedy: &str) -> Option<T> {
        self.faults.push(Fault { at, code, message, remedy: remedy.to_owned() });
        None
    }
}
