//! Writes to rows that the same caller has read before.

use super::{Condition, Op, Query};
use crate::{
    facts::code::ExprKind,
    model::{
        Project,
        schema::{Command, Policy, Table},
    },
};

impl Project {
    /// Whether the row that a call writes was read before by the same client, and whoever sees a row of the table may change
    /// it: row security lets the change through.
    #[must_use]
    pub fn changes_a_row_seen_before(&self, query: &Query) -> bool {
        let Some(code) = self.file(query.at.file).code.as_ref() else { return false };
        let is_of_read = |value| {
            let ExprKind::Member { object, .. } = code.expr(value) else { return false };
            self.query_behind(query.at.file, object).is_some_and(|read| {
                let is_before = read.at.range.start < query.at.range.start;
                is_before && read.op == Op::Select && read.client == query.client && read.tables == query.tables
            })
        };
        let is_seen = |condition: &Condition| match condition {
            Condition::Compare(c) => c.op == "eq" && c.value.is_some_and(is_of_read),
            Condition::AnyOf(_) => false,
        };
        query.conditions.iter().any(is_seen)
            && self.table_of(query).is_some_and(|(_, _, table)| lets_change_what_it_shows(table))
    }
}

/// Whether each policy that shows rows has one beside it that lets the same rows be changed.
fn lets_change_what_it_shows(table: &Table) -> bool {
    let of = |command: Command| table.policies.values().filter(move |policy| policy.command.covers(command));
    let using = |policy: &Policy| policy.using.as_ref().map(|using| using.text.clone());
    let mut shown = of(Command::Select).filter(|policy| policy.permissive).peekable();
    shown.peek().is_some()
        && of(Command::Update).all(|policy| policy.permissive)
        && shown.all(|policy| of(Command::Update).any(|other| using(other) == using(policy)))
}
