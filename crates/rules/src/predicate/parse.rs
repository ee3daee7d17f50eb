//! Text to a tree, by the parser that `DataFusion` itself uses.

use leye_pack::Code;
use sqlparser::ast::Expr;
use sqlparser::dialect::GenericDialect;
use sqlparser::parser::{Parser, ParserError};
use sqlparser::tokenizer::{Location, Token};

use super::Fault;

/// The tree of one expression that fills the whole text.
pub(super) fn parse(text: &str) -> Result<Expr, Fault> {
    let fault = |at, message: String| Fault {
        at,
        code: Code::Syntax,
        message,
        remedy: "write one boolean SQL expression over the facts".to_owned(),
    };
    let mut parser = Parser::new(&GenericDialect {})
        .try_with_sql(text)
        .map_err(|error| fault(0, format!("the predicate is not SQL: {}", said(&error))))?;
    let tree = parser.parse_expr();
    let next = parser.peek_token();
    let at = offset(text, next.span.start);
    match tree {
        Err(error) => Err(fault(at, format!("the predicate is not SQL: {}", said(&error)))),
        Ok(_) if next.token != Token::EOF => {
            Err(fault(at, format!("the predicate goes on after its end, at `{}`", next.token)))
        }
        Ok(tree) => Ok(tree),
    }
}

fn said(error: &ParserError) -> String {
    match error {
        ParserError::TokenizerError(message) | ParserError::ParserError(message) => {
            // The place is told apart.
            message.split(" at Line:").next().unwrap_or_default().to_owned()
        }
        ParserError::RecursionLimitExceeded => "it is nested too deeply".to_owned(),
    }
}

/// Bytes into the text of a place that is given by line and column, both from 1. Places that
/// the parser does not know lie at the start.
pub(super) fn offset(text: &str, place: Location) -> usize {
    let (Some(lines), Some(columns)) = (place.line.checked_sub(1), place.column.checked_sub(1)) else {
        return 0;
    };
    let (Ok(lines), Ok(columns)) = (usize::try_from(lines), usize::try_from(columns)) else {
        return 0;
    };
    let before: usize = text.split_inclusive('\n').take(lines).map(str::len).sum();
    let line = &text[before..];
    before + line.chars().take(columns).map(char::len_utf8).sum::<usize>()
}
