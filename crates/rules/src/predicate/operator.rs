//! Comparisons, `between`, `in` and sums, with the kinds of their sides.

use datafusion_expr::{Expr, Operator, binary_expr};
use leye_pack::{Code, FactKind};
use sqlparser::ast::{self, BinaryOperator};

use super::lower::Lowering;
use super::term::{Kind, Term};
use crate::columns;

impl Lowering<'_> {
    pub(super) fn compare(
        &mut self,
        left: Term,
        op: &BinaryOperator,
        right: Term,
        at: usize,
    ) -> Option<Term> {
        let operator = match op {
            BinaryOperator::Eq => Operator::Eq,
            BinaryOperator::NotEq => Operator::NotEq,
            BinaryOperator::Lt => Operator::Lt,
            BinaryOperator::LtEq => Operator::LtEq,
            BinaryOperator::Gt => Operator::Gt,
            BinaryOperator::GtEq => Operator::GtEq,
            _ => {
                let remedy = "use and, or, not, +, - and comparisons";
                return self.fault(at, Code::Syntax, format!("`{op}` has no place in a predicate"), remedy);
            }
        };
        let (left, right) = self.alike(left, right)?;
        let has_order = matches!(left.kind, Kind::Whole(_) | Kind::Day);
        if !has_order && !matches!(operator, Operator::Eq | Operator::NotEq) {
            let message = format!("`{op}` compares {}, which has no order", left.kind.told());
            return self.mismatch(left.at, message, "use =, <> or in");
        }
        Some(Term::flag(binary_expr(left.expr, operator, right.expr), at))
    }

    pub(super) fn between(
        &mut self,
        tree: &ast::Expr,
        negated: bool,
        low: &ast::Expr,
        high: &ast::Expr,
        at: usize,
    ) -> Option<Term> {
        let (value, low, high) = (self.term(tree), self.term(low), self.term(high));
        let (value, low, high) = (value?, low?, high?);
        let low = self.compare(value.clone(), &BinaryOperator::GtEq, low, at);
        let high = self.compare(value, &BinaryOperator::LtEq, high, at);
        let both = low?.expr.and(high?.expr);
        Some(Term::flag(if negated { Expr::Not(Box::new(both)) } else { both }, at))
    }

    pub(super) fn in_list(
        &mut self,
        tree: &ast::Expr,
        list: &[ast::Expr],
        negated: bool,
        at: usize,
    ) -> Option<Term> {
        let value = self.term(tree);
        let terms: Vec<Option<Term>> = list.iter().map(|one| self.term(one)).collect();
        let value = value?;
        let settled: Vec<Option<Expr>> =
            terms.into_iter().map(|term| Some(self.alike(value.clone(), term?)?.1.expr)).collect();
        let list: Vec<Expr> = settled.into_iter().collect::<Option<_>>()?;
        Some(Term::flag(value.expr.in_list(list, negated), at))
    }

    pub(super) fn sum(&mut self, left: Term, right: Term, is_difference: bool) -> Option<Term> {
        for side in [&left, &right] {
            if !matches!(side.kind, Kind::Whole(_)) {
                let message = format!("this is {} and not a number", side.kind.told());
                return self.mismatch(
                    side.at,
                    message,
                    "add and subtract numbers; for days use years_before",
                );
            }
        }
        if let (Kind::Whole(Some(a)), Kind::Whole(Some(b))) = (&left.kind, &right.kind) {
            let sum = if is_difference { a.checked_sub(*b) } else { a.checked_add(*b) };
            return sum.map(|sum| Term::number(sum, left.at));
        }
        let operator = if is_difference { Operator::Minus } else { Operator::Plus };
        let expr = binary_expr(left.expr, operator, right.expr);
        Some(Term { expr, kind: Kind::Whole(None), at: left.at })
    }

    /// Both sides as one kind: a text becomes the word or the day that the other side is.
    fn alike(&mut self, left: Term, right: Term) -> Option<(Term, Term)> {
        let left = self.settle(left, &right.kind);
        let right = match &left {
            Some(left) => self.settle(right, &left.kind),
            None => None,
        };
        let (left, right) = (left?, right?);
        let fits = match (&left.kind, &right.kind) {
            (Kind::Flag, Kind::Flag) | (Kind::Whole(_), Kind::Whole(_)) | (Kind::Day, Kind::Day) => true,
            (Kind::Word(a), Kind::Word(b)) => self.words(*a) == self.words(*b),
            _ => false,
        };
        if !fits {
            let message = format!("{} is compared with {}", left.kind.told(), right.kind.told());
            return self.mismatch(right.at, message, "compare things of one kind");
        }
        Some((left, right))
    }

    fn settle(&mut self, term: Term, other: &Kind) -> Option<Term> {
        let Kind::Text(text) = &term.kind else {
            return Some(term);
        };
        match other {
            Kind::Day => self.date(text, term.at),
            Kind::Word(place) => {
                let words = self.words(*place);
                if let Some(code) = columns::code(words, text) {
                    return Some(Term::word(code, *place, term.at));
                }
                let name = &self.ground.columns.get(*place).name;
                let (message, remedy) =
                    (format!("`{name}` is never `{text}`"), format!("write one of: {}", words.join(", ")));
                self.mismatch(term.at, message, &remedy)
            }
            _ => {
                let message = format!("{} is compared with a text", other.told());
                self.mismatch(term.at, message, "compare things of one kind")
            }
        }
    }

    fn words(&self, place: usize) -> &[String] {
        match &self.ground.columns.get(place).kind {
            FactKind::Word(words) => words,
            _ => &[],
        }
    }
}
