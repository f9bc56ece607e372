//! Configuration formats: each is read into the same small tree of values with places, and the files whose meaning is
//! fixed by a tool have a typed view of it.

pub mod dockerfile;
pub mod env;
pub mod firestore_rules;
pub mod html;
mod json;
pub mod lockfile;
pub mod manifest;
pub mod prisma;
pub mod shell;
mod toml;
mod value;
pub mod workflow;
mod yaml;

pub use self::value::{Entry, Node, Value};
use crate::{model::FileKind, source::span::Range};

/// Text that does not follow its format.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Malformed {
    /// Where reading stopped.
    pub at: Range,
    /// What was wrong, in words.
    pub reason: String,
}

/// The longest line of TOML and YAML that is read: a line can open a level of nesting with every second byte.
const MAX_COLUMNS: usize = 5_000;

/// Reads JSON (with comments and trailing commas), TOML or YAML into a tree; other kinds are no trees.
///
/// # Errors
/// When the text does not follow its format.
pub fn parse(kind: FileKind, text: &str) -> Result<Node, Malformed> {
    match parse_partly(kind, text) {
        (Some(root), None) => Ok(root),
        (_, Some(problem)) => Err(problem),
        (None, None) => {
            Err(Malformed { at: Range::default(), reason: "not a format with a tree of values".to_owned() })
        }
    }
}

/// Like [`parse`], but what can be read beside a fault is there, too.
#[must_use]
pub fn parse_partly(kind: FileKind, text: &str) -> (Option<Node>, Option<Malformed>) {
    let read = match kind {
        FileKind::Json => json::parse(text),
        FileKind::Yaml => within_columns(text).and_then(yaml::parse),
        FileKind::Toml => match within_columns(text).map(toml::parse) {
            Ok((root, problem)) => return (Some(root), problem),
            Err(problem) => Err(problem),
        },
        _ => return (None, None),
    };
    match read {
        Ok(root) => (Some(root), None),
        Err(problem) => (None, Some(problem)),
    }
}

fn within_columns(text: &str) -> Result<&str, Malformed> {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if line.len() > MAX_COLUMNS {
            let reason = format!("a line of {} bytes, the limit is {MAX_COLUMNS}", line.len());
            return Err(Malformed { at: Range::new(start, start), reason });
        }
        start += line.len();
    }
    Ok(text)
}
