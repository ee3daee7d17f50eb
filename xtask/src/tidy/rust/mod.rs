//! Rust sources, read as trees of tokens: comments are gone, braces are matched.

mod walk;
mod words;

use std::str::FromStr;

use proc_macro2::TokenStream;

use super::{File, Report, Tree};
use walk::Walk;

/// What the rules of the house mean for one file.
struct Rules {
    /// The whole file is a test, a bench, or serves them.
    is_test: bool,
    /// May print to the terminal: the programs, not the rooms.
    may_print: bool,
    /// May hold SQL.
    may_hold_sql: bool,
    /// May hold words in Chinese.
    may_hold_words: bool,
    /// In the pure core: no floats, no `async`, nothing of the outside world.
    is_pure: bool,
}

/// Rooms whose Chinese is data, each with the reason.
const HAN_IS_DATA: [(&str, &str); 2] = [
    ("crates/domain/src/person", "two-character surnames decide how a name is masked"),
    ("crates/app/src/demo", "made-up names of residents who do not exist"),
];

impl Rules {
    fn of(file: &File) -> Self {
        let is_test = is_test(file);
        let is_program = file.is_in("crates/cli") || file.is_in("xtask") || file.is_in("benches");
        let is_data =
            HAN_IS_DATA.iter().any(|(room, _)| file.is_in(room) || file.path == format!("{room}.rs"));
        Self {
            is_test,
            may_print: is_program || file.path.ends_with("build.rs"),
            may_hold_sql: is_test || file.is_in("crates/store"),
            may_hold_words: is_test || is_data || file.is_in("xtask/src/tidy"),
            is_pure: file.is_in("crates/domain/src"),
        }
    }
}

fn is_test(file: &File) -> bool {
    let rooms = ["tests", "benches"];
    let mut parts = file.path.split('/');
    parts.any(|part| rooms.contains(&part) || part == "tests.rs" || part.ends_with("_tests.rs"))
}

pub(super) fn inspect(tree: &Tree, report: &mut Report) {
    for file in tree.files.iter().filter(|file| file.extension() == "rs") {
        let text = without_shebang(&file.text);
        match TokenStream::from_str(text) {
            Ok(tokens) => Walk::new(file, Rules::of(file), report).file(tokens),
            Err(error) => report.fault(
                &file.path,
                error.span().start().line.max(1),
                format!("this is not Rust: {error}"),
            ),
        }
    }
}

/// `#!` opens a shebang only when no attribute follows it.
fn without_shebang(text: &str) -> &str {
    if text.starts_with("#!/") { text.find('\n').map_or("", |end| &text[end..]) } else { text }
}

#[cfg(test)]
mod tests;
