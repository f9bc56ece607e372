//! Statement forms, written by us, and what is read from them.

mod forms;
mod objects;
mod places;
mod plpgsql;
mod robustness;
mod routines;
mod rows;
mod tables;

use super::parse_file;
use crate::sql::statement::{Statement, StatementKind};

/// The only statement of a text.
fn one(text: &str) -> Statement {
    let mut statements = parse_file(text).statements;
    assert_eq!(statements.len(), 1, "{text}");
    statements.remove(0)
}

/// What the only statement of a text does.
fn kind(text: &str) -> StatementKind {
    one(text).kind
}

/// The statement of a kind, or a panic that shows what was read instead.
macro_rules! read {
    ($kind:ident, $text:expr) => {
        match $crate::sql::parse::tests::kind($text) {
            $crate::sql::statement::StatementKind::$kind(inner) => inner,
            other => panic!("{other:?}"),
        }
    };
}
use read;
