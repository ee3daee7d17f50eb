//! Where something stands in a file, for faults that are found after it was read.

use crate::diagnostic::{Code, Diagnostic};

/// A place in a file of the pack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    pub file: String,
    pub line: usize,
    pub column: usize,
}

impl Place {
    /// The place of byte `at` of `text`.
    pub(crate) fn find(file: &str, text: &str, at: usize) -> Place {
        let before = text.get(..at).unwrap_or(text);
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        Place {
            file: file.to_owned(),
            line: before.matches('\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
        }
    }

    pub(crate) fn fault(
        self,
        code: Code,
        message: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Diagnostic {
        let Place { file, line, column } = self;
        Diagnostic { file, line, column, code, message: message.into(), remedy: remedy.into() }
    }
}
