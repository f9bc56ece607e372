//! Triggers, event triggers and rules.

use serde::{Deserialize, Serialize};

use super::{Ident, ObjectName, SqlText};
use crate::source::span::Range;

/// `CREATE TRIGGER`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreateTrigger {
    /// Its name.
    pub name: Ident,
    /// `OR REPLACE`.
    pub or_replace: bool,
    /// `CONSTRAINT`.
    pub constraint: bool,
    /// When it fires.
    pub timing: TriggerTiming,
    /// On what it fires.
    pub events: Vec<TriggerEvent>,
    /// The table or view.
    pub table: ObjectName,
    /// `FOR EACH ROW`; else once a statement.
    pub for_each_row: bool,
    /// `WHEN (…)`, without the brackets.
    pub when: Option<SqlText>,
    /// The function it calls.
    pub function: ObjectName,
    /// The function's arguments, unquoted.
    pub args: Vec<String>,
    /// `DEFERRABLE`.
    pub deferrable: bool,
    /// The bytes of the whole statement.
    pub range: Range,
}

/// When a trigger fires.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum TriggerTiming {
    /// `BEFORE`.
    Before,
    /// `AFTER`.
    After,
    /// `INSTEAD OF`.
    InsteadOf,
}

/// On what a trigger fires.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum TriggerEvent {
    /// `INSERT`.
    Insert,
    /// `UPDATE`, `UPDATE OF a, b`: the columns.
    Update(Vec<Ident>),
    /// `DELETE`.
    Delete,
    /// `TRUNCATE`.
    Truncate,
}

/// `CREATE EVENT TRIGGER`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreateEventTrigger {
    /// Its name.
    pub name: Ident,
    /// `ddl_command_end`, ….
    pub event: String,
    /// `WHEN TAG IN ('CREATE TABLE')`; empty for all.
    pub tags: Vec<String>,
    /// The function it calls.
    pub function: ObjectName,
}

/// `CREATE RULE`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreateRule {
    /// Its name.
    pub name: Ident,
    /// `OR REPLACE`.
    pub or_replace: bool,
    /// `select`, `insert`, `update` or `delete`.
    pub event: String,
    /// The table or view.
    pub table: ObjectName,
    /// `INSTEAD`.
    pub instead: bool,
}
