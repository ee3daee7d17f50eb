//! What is wrong in a pack, where, and what to do about it.

use std::cell::RefCell;
use std::fmt;

use serde::{Serialize, Serializer};

/// The kind of fault. Its kebab-case name is stable and may be searched for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Code {
    /// The text is no TOML or no CSV.
    Syntax,
    /// A file that every pack has is not there.
    MissingFile,
    /// A file that is no part of a pack.
    UnknownFile,
    /// A key or a column that is required is not there.
    MissingKey,
    /// A key that nothing reads; mostly a slip of the pen.
    UnknownKey,
    /// The value has the wrong type or is not one of those allowed.
    WrongType,
    /// One of the three languages is absent or empty.
    MissingTranslation,
    /// No source is cited.
    MissingSource,
    /// Nobody said when the source was last looked at.
    MissingLastChecked,
    /// A period ends before it begins.
    ReversedDates,
    /// Two values are in force on the same day.
    OverlappingDates,
    /// No value is in force between two others.
    GapInDates,
    /// A step of the case has no limit.
    MissingStep,
    /// A step that the case does not have.
    UnknownStep,
    /// A value that the rules need is not given.
    MissingValue,
    /// A text names a value in braces that its article does not give.
    UnknownValue,
    /// A limit, term or age of zero or less, or too large to be meant.
    NotPositive,
    /// The same code or key twice.
    DuplicateCode,
    /// A proof that `determination/proofs.toml` does not list.
    UnknownProof,
    /// Two settings that exclude each other.
    Contradiction,
    /// The file's name and what it says of itself differ.
    WrongName,
    /// A day of another year in a year's calendar.
    WrongYear,
    /// The same day twice in the calendars.
    DuplicateDay,
    /// A day or month that no calendar has.
    NoSuchDay,
    /// A code with the wrong number of digits, or one that does not fit its level.
    WrongCode,
    /// An agency whose parent is absent or not the level above.
    OrphanAgency,
    /// A name that no fact bears.
    UnknownFact,
    /// A fact that no predicate asks for.
    UnusedFact,
    /// A value of another kind than the fact or the operator takes.
    TypeMismatch,
    /// A predicate that no facts make true.
    NeverHolds,
    /// A shared condition that nothing gives.
    UnknownCondition,
    /// A shared condition that no category uses.
    UnusedCondition,
    /// A category that the pack does not have.
    UnknownCategory,
    /// An exit article that the pack does not have.
    UnknownArticle,
    /// A pack that extends one which is not there, or itself.
    UnknownPack,
    /// A day on which the rules are not in force.
    OutsidePeriod,
}

impl Code {
    /// The stable name, e.g. `missing-key`.
    pub fn as_str(self) -> &'static str {
        match self {
            Code::Syntax => "syntax",
            Code::MissingFile => "missing-file",
            Code::UnknownFile => "unknown-file",
            Code::MissingKey => "missing-key",
            Code::UnknownKey => "unknown-key",
            Code::WrongType => "wrong-type",
            Code::MissingTranslation => "missing-translation",
            Code::MissingSource => "missing-source",
            Code::MissingLastChecked => "missing-last-checked",
            Code::ReversedDates => "reversed-dates",
            Code::OverlappingDates => "overlapping-dates",
            Code::GapInDates => "gap-in-dates",
            Code::MissingStep => "missing-step",
            Code::UnknownStep => "unknown-step",
            Code::MissingValue => "missing-value",
            Code::UnknownValue => "unknown-value",
            Code::NotPositive => "not-positive",
            Code::DuplicateCode => "duplicate-code",
            Code::UnknownProof => "unknown-proof",
            Code::Contradiction => "contradiction",
            Code::WrongName => "wrong-name",
            Code::WrongYear => "wrong-year",
            Code::DuplicateDay => "duplicate-day",
            Code::NoSuchDay => "no-such-day",
            Code::WrongCode => "wrong-code",
            Code::OrphanAgency => "orphan-agency",
            Code::UnknownFact => "unknown-fact",
            Code::UnusedFact => "unused-fact",
            Code::TypeMismatch => "type-mismatch",
            Code::NeverHolds => "never-holds",
            Code::UnknownCondition => "unknown-condition",
            Code::UnusedCondition => "unused-condition",
            Code::UnknownCategory => "unknown-category",
            Code::UnknownArticle => "unknown-article",
            Code::UnknownPack => "unknown-pack",
            Code::OutsidePeriod => "outside-period",
        }
    }
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// One fault with its place and its remedy.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Diagnostic {
    /// The file, relative to the pack's folder, with `/` between its parts.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// The kind of fault.
    pub code: Code,
    /// What is wrong.
    pub message: String,
    /// What to do next.
    pub remedy: String,
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Diagnostic { file, line, column, code, message, remedy } = self;
        write!(f, "{file}:{line}:{column}: {message} [{}]; {remedy}", code.as_str())
    }
}

/// Collects the faults of a whole pack, so that one fault never hides another.
#[derive(Debug, Default)]
pub(crate) struct Faults(RefCell<Vec<Diagnostic>>);

impl Faults {
    pub(crate) fn push(&self, fault: Diagnostic) {
        self.0.borrow_mut().push(fault);
    }

    /// Whether a file could not be read at all, so that what it names is not known.
    pub(crate) fn has_unread(&self) -> bool {
        self.0.borrow().iter().any(|fault| matches!(fault.code, Code::Syntax | Code::MissingFile))
    }

    /// All faults by file and place, each once.
    pub(crate) fn into_sorted(self) -> Vec<Diagnostic> {
        let mut faults = self.0.into_inner();
        faults.sort();
        faults.dedup();
        faults
    }
}
