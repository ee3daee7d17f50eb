//! The functions of predicates.

use datafusion_common::Column;
use datafusion_expr::Expr;
use leye_pack::{Code, FactKind};
use sqlparser::ast::{self, FunctionArg, FunctionArgExpr, FunctionArguments};

use super::lower::Lowering;
use super::term::{Kind, Term};
use super::{Inner, member_column};
use crate::{day, functions};

const FUNCTIONS: [&str; 7] =
    ["age", "birthday", "next_day", "years_before", "months_before", "retirement", "some_member"];

/// How they are called.
const CALLS: &str = "write age(day), birthday(day, number), next_day(day), years_before(number), \
    months_before(number), retirement(day, class) or some_member(condition)";

impl Lowering<'_> {
    pub(super) fn call(&mut self, function: &ast::Function, at: usize) -> Option<Term> {
        let name = function.name.to_string().to_lowercase();
        let Some(arguments) = arguments(function) else {
            return self.unknown(&name, at);
        };
        match (name.as_str(), arguments.as_slice()) {
            ("age", [born]) => {
                let born = self.day_argument(born)?;
                let expr = self.ground.age.call(vec![born]);
                Some(Term { expr, kind: Kind::Whole(None), at })
            }
            ("birthday", [born, years]) => {
                let (born, years) = (self.day_argument(born), self.plain_number(&name, years));
                let expr = functions::birthday(years?).call(vec![born?]);
                Some(Term { expr, kind: Kind::Day, at })
            }
            ("next_day", [before]) => {
                let before = self.day_argument(before)?;
                Some(Term { expr: functions::next_day().call(vec![before]), kind: Kind::Day, at })
            }
            ("years_before", [years]) => {
                let years = self.plain_number(&name, years)?;
                Some(Term::day(day::years_before(self.ground.day, years), at))
            }
            ("months_before", [months]) => {
                let months = self.plain_number(&name, months)?;
                Some(Term::day(day::months_before(self.ground.day, months), at))
            }
            ("retirement", [born, class]) => self.retirement(born, class, at),
            ("some_member", [inner]) => self.some_member(inner, at),
            (known, _) if FUNCTIONS.contains(&known) => {
                let message = format!("`{name}` is called with {} arguments", arguments.len());
                self.mismatch(at, message, CALLS)
            }
            _ => self.unknown(&name, at),
        }
    }

    fn unknown(&mut self, name: &str, at: usize) -> Option<Term> {
        self.fault(at, Code::Syntax, format!("there is no function `{name}`"), CALLS)
    }

    /// A number that is known before anybody is judged.
    fn plain_number(&mut self, function: &str, tree: &ast::Expr) -> Option<i64> {
        let term = self.term(tree)?;
        match term.kind {
            Kind::Whole(Some(number)) => Some(number),
            _ => {
                let message = format!("`{function}` takes a plain number");
                self.mismatch(term.at, message, "write a number or a $value")
            }
        }
    }

    fn day_argument(&mut self, tree: &ast::Expr) -> Option<Expr> {
        let term = self.term(tree)?;
        if term.kind == Kind::Day {
            return Some(term.expr);
        }
        let message = format!("this is {} and not a day", term.kind.told());
        self.mismatch(term.at, message, "give a fact that is a day, such as born")
    }

    fn retirement(&mut self, born: &ast::Expr, class: &ast::Expr, at: usize) -> Option<Term> {
        let (born, class) = (self.day_argument(born), self.term(class));
        let (born, class) = (born?, class?);
        let words = match &class.kind {
            Kind::Word(place) => match &self.ground.columns.get(*place).kind {
                FactKind::Word(words) => words.as_slice(),
                _ => &[],
            },
            _ => &[],
        };
        let found = functions::retirement(self.ground.retirement, words).filter(|_| !words.is_empty());
        let Some(function) = found else {
            let remedy = "give a fact whose words are male, female-55 and female-50";
            return self.mismatch(class.at, "this gives no retirement class", remedy);
        };
        Some(Term { expr: function.call(vec![born, class.expr]), kind: Kind::Day, at })
    }

    /// The inner predicate becomes a column of its own.
    fn some_member(&mut self, tree: &ast::Expr, at: usize) -> Option<Term> {
        if self.is_inside {
            let message = "`some_member` stands inside `some_member`".to_owned();
            return self.fault(at, Code::Syntax, message, "a member has no household of its own: ask in one");
        }
        self.is_inside = true;
        let outside = std::mem::take(&mut self.facts);
        let expr = self.condition(tree);
        let facts = std::mem::replace(&mut self.facts, outside);
        self.is_inside = false;
        let inner = Inner { expr: expr?, facts };
        let known = self.members.0.iter().position(|member| *member == inner);
        let place = known.unwrap_or_else(|| {
            self.members.0.push(inner);
            self.members.0.len() - 1
        });
        self.used.insert(place);
        Some(Term::flag(Expr::Column(Column::new_unqualified(member_column(place))), at))
    }
}

/// The arguments of a plain call.
fn arguments(function: &ast::Function) -> Option<Vec<&ast::Expr>> {
    let FunctionArguments::List(list) = &function.args else {
        return None;
    };
    let is_plain = function.over.is_none()
        && function.filter.is_none()
        && list.clauses.is_empty()
        && list.duplicate_treatment.is_none();
    if !is_plain {
        return None;
    }
    let expressions = list.args.iter().map(|argument| match argument {
        FunctionArg::Unnamed(FunctionArgExpr::Expr(expr)) => Some(expr),
        _ => None,
    });
    expressions.collect()
}
