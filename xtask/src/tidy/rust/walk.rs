//! One walk over the tokens of a file.

use std::collections::BTreeSet;

use proc_macro2::{Delimiter, Group, Literal, Span, TokenStream, TokenTree};

use super::super::rooms::is_forbidden;
use super::super::text::is_han;
use super::Rules;
use super::words::{is_float, is_sql};
use crate::tidy::{File, Report};

/// A function fits on a screen.
const FUNCTION: usize = 70;

const PRINTS: [&str; 5] = ["println", "print", "eprintln", "eprint", "dbg"];

/// Parts of `std` that reach outside the program.
const OUTSIDE: [&str; 7] = ["fs", "io", "net", "env", "process", "thread", "time"];

pub(super) struct Walk<'a> {
    file: &'a File,
    rules: Rules,
    report: &'a mut Report,
    /// Lines already blamed, so that one line is told each thing once.
    told: BTreeSet<(usize, &'static str)>,
}

impl<'a> Walk<'a> {
    pub(super) fn new(file: &'a File, rules: Rules, report: &'a mut Report) -> Self {
        Self { file, rules, report, told: BTreeSet::new() }
    }

    /// Walks a whole file.
    pub(super) fn file(mut self, tokens: TokenStream) {
        let is_test = self.rules.is_test;
        self.tokens(tokens, is_test);
    }

    fn tokens(&mut self, tokens: TokenStream, mut in_test: bool) {
        let trees: Vec<TokenTree> = tokens.into_iter().collect();
        // True from an attribute such as #[test] to the end of its item.
        let mut next_is_test = false;
        let mut place = 0;
        while place < trees.len() {
            if let Some((attribute, inner, length)) = attribute(&trees[place..]) {
                let marks = marks_test(attribute);
                in_test |= inner && marks;
                next_is_test |= marks;
                if !is_doc(attribute) {
                    self.tokens(attribute.stream(), in_test || next_is_test);
                }
                place += length;
                continue;
            }
            self.tree(&trees, place, in_test || next_is_test);
            if ends_item(&trees[place]) {
                next_is_test = false;
            }
            place += 1;
        }
    }

    fn tree(&mut self, trees: &[TokenTree], place: usize, in_test: bool) {
        match &trees[place] {
            TokenTree::Group(group) => self.tokens(group.stream(), in_test),
            TokenTree::Literal(literal) => self.literal(literal, in_test),
            TokenTree::Ident(ident) => self.ident(&ident.to_string(), trees, place, in_test),
            TokenTree::Punct(_) => {}
        }
    }

    fn ident(&mut self, name: &str, trees: &[TokenTree], place: usize, in_test: bool) {
        let span = trees[place].span();
        let rest = &trees[place + 1..];
        match name {
            "fn" => self.function(span, rest),
            "mod" => self.module(span, rest),
            "std" if self.rules.is_pure && !in_test => self.outside(span, rest),
            "f32" | "f64" if self.rules.is_pure => self.float(span),
            "async" if self.rules.is_pure => {
                self.tell(
                    span.start().line,
                    "async",
                    "domain has no `async`: it computes and waits for nothing",
                );
            }
            _ if PRINTS.contains(&name)
                && is_punct(rest.first(), '!')
                && !self.rules.may_print
                && !in_test =>
            {
                self.tell(
                    span.start().line,
                    "print",
                    &format!("`{name}!` outside cli, xtask and tests: return a value, or use tracing"),
                );
            }
            _ => {}
        }
    }

    /// Counts from the line of `fn` to the line of the closing brace.
    fn function(&mut self, span: Span, rest: &[TokenTree]) {
        let Some(TokenTree::Ident(name)) = rest.first() else {
            return; // a pointer type, `fn(u8)`
        };
        let Some(body) = body(rest) else {
            return; // a signature in a trait
        };
        let start = span.start().line;
        let lines = body.span_close().end().line + 1 - start;
        if lines > FUNCTION {
            let what = format!("`{name}` has {lines} lines, {FUNCTION} at most: it must fit on a screen");
            self.report.fault(&self.file.path, start, what);
        }
    }

    fn module(&mut self, span: Span, rest: &[TokenTree]) {
        if let Some(TokenTree::Ident(name)) = rest.first() {
            let name = name.to_string();
            if is_forbidden(&name) {
                self.tell(
                    span.start().line,
                    "mod",
                    &format!("`{name}` is no room: name it after what is in it"),
                );
            }
        }
    }

    fn outside(&mut self, span: Span, rest: &[TokenTree]) {
        if let [TokenTree::Punct(_), TokenTree::Punct(_), TokenTree::Ident(part), ..] = rest {
            let part = part.to_string();
            if OUTSIDE.contains(&part.as_str()) {
                self.tell(
                    span.start().line,
                    "outside",
                    &format!("domain is pure and may not use `std::{part}`: take the value as an argument"),
                );
            }
        }
    }

    fn literal(&mut self, literal: &Literal, in_test: bool) {
        let text = literal.to_string();
        let start = literal.span().start().line;
        if self.rules.is_pure && is_float(&text) {
            self.float(literal.span());
        }
        if !text.ends_with(['"', '#', '\'']) {
            return;
        }
        if !in_test && !self.rules.may_hold_sql && is_sql(&text) {
            self.tell(
                start,
                "sql",
                "SQL lives in crates/store (and in packs/ for rules, ledgers and returns)",
            );
        }
        if let Some(at) = text.find(is_han).filter(|_| !in_test && !self.rules.may_hold_words) {
            let line = start + text[..at].matches('\n').count();
            self.tell(line, "words", "words that a person reads live in locales/: use a key here");
        }
    }

    fn float(&mut self, span: Span) {
        self.tell(
            span.start().line,
            "float",
            "domain has no floats: count in whole units (days, minutes, fen)",
        );
    }

    fn tell(&mut self, line: usize, kind: &'static str, what: &str) {
        if self.told.insert((line, kind)) {
            self.report.fault(&self.file.path, line, what);
        }
    }
}

/// The attribute at the start of these tokens: its brackets, whether it is an inner
/// one (`#![…]`), and how many tokens it takes.
fn attribute(trees: &[TokenTree]) -> Option<(&Group, bool, usize)> {
    if !is_punct(trees.first(), '#') {
        return None;
    }
    let inner = is_punct(trees.get(1), '!');
    let length = if inner { 3 } else { 2 };
    match trees.get(length - 1) {
        Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Bracket => {
            Some((group, inner, length))
        }
        _ => None,
    }
}

/// Whether an attribute says that what follows is compiled for tests only:
/// `#[test]`, `#[tokio::test]`, `#[cfg(test)]`, `#[cfg(all(test, …))]`.
fn marks_test(attribute: &Group) -> bool {
    let trees: Vec<TokenTree> = attribute.stream().into_iter().collect();
    if let [TokenTree::Ident(name), TokenTree::Group(condition), ..] = trees.as_slice()
        && *name == "cfg"
    {
        let condition = condition.stream().to_string().replace(' ', "");
        return condition == "test" || condition.starts_with("all(test,");
    }
    let path = trees.iter().take_while(|tree| !matches!(tree, TokenTree::Group(_)));
    path.last().is_some_and(|tree| matches!(tree, TokenTree::Ident(name) if *name == "test"))
}

/// Documentation speaks of the field in the field's own words.
fn is_doc(attribute: &Group) -> bool {
    matches!(
        attribute.stream().into_iter().next(),
        Some(TokenTree::Ident(name)) if name == "doc"
    )
}

/// Whether this token closes the item that an attribute stood before.
fn ends_item(tree: &TokenTree) -> bool {
    match tree {
        TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
        TokenTree::Punct(punct) => punct.as_char() == ';',
        _ => false,
    }
}

/// The braces that end a function, unless a `;` comes first.
fn body(trees: &[TokenTree]) -> Option<&Group> {
    let end = trees.iter().find(|tree| ends_item(tree))?;
    match end {
        TokenTree::Group(group) => Some(group),
        _ => None,
    }
}

fn is_punct(tree: Option<&TokenTree>, wanted: char) -> bool {
    matches!(tree, Some(TokenTree::Punct(punct)) if punct.as_char() == wanted)
}
