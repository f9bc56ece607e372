//! Gaps: what could not be read. A gap is never silence and never evidence that something is absent.

use serde::{Deserialize, Serialize};

use super::span::Span;

/// One thing that could not be read, where it is, and what it might have changed.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Gap {
    /// Where it is.
    pub at: Span,
    /// What kind of thing could not be read.
    pub kind: GapKind,
    /// What exactly, in words for a person.
    pub detail: String,
    /// Keys of the things it may have touched (`public.orders`), or rule ids whose verdict is unknown for it.
    pub may_affect: Vec<String>,
}

/// The kinds of gap, as the JSON report spells them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum GapKind {
    /// A SQL statement that no parser reads.
    UnparsedStatement,
    /// SQL statements that PostgreSQL refuses: the live database may have what they would have made.
    FailedStatement,
    /// Dynamic SQL whose text is not known.
    OpaqueSql,
    /// A region of source code that does not parse.
    UnparsedFile,
    /// An import that names a file of this repository which is not there.
    UnresolvedImport,
    /// A database call whose table is computed.
    UnresolvedTable,
    /// Server code in a language that is not read.
    UnsupportedLanguage,
    /// A server function in which no handler is found.
    NoHandler,
    /// A database other than PostgreSQL.
    OtherDialect,
    /// A rule crashed on this file.
    RulePanic,
    /// A file over the size limit, or with an over-long line.
    TooLarge,
    /// Nesting over the limit.
    TooDeep,
    /// Parsing took too long.
    Deadline,
    /// The file could not be opened or read.
    Unreadable,
    /// The file is not UTF-8 text.
    NotText,
}
