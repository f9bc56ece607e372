//! Writes to rows that row security holds back from nobody who gets there: the caller has read them before, or they are
//! his own.

use super::{Comparison, Condition, Op, Query};
use crate::{
    facts::code::ExprKind,
    model::{
        Project,
        indexes::asks,
        schema::{Command, Policy, Table},
    },
    sql::expr::{self as sql, parse_expr},
};

impl Project {
    /// Whether the row that a call writes was read before by the same client, and whoever sees a row of the table may change
    /// it: row security lets the change through.
    #[must_use]
    pub fn changes_a_row_seen_before(&self, query: &Query) -> bool {
        self.read_before(query).is_some()
            && self.table_of(query).is_some_and(|(_, _, table)| lets_change_what_it_shows(table))
    }

    /// Whether a call writes rows that are the caller's own, by its conditions or by those of the read that gave the row, and
    /// a policy lets everybody change just those.
    #[must_use]
    pub fn changes_own_rows(&self, query: &Query) -> bool {
        let Some((_, name, table)) = self.table_of(query) else { return false };
        let command = if query.op == Op::Delete { Command::Delete } else { Command::Update };
        let is_of_owner = |command: Command, column: &str| {
            let mut covering = table.policies.values().filter(|policy| policy.command.covers(command));
            covering.clone().all(|policy| policy.permissive) && covering.any(|policy| is_for_owner(policy, column))
        };
        let names_owner = |query: &Query| {
            query.conditions.iter().any(|condition| match condition {
                Condition::Compare(Comparison { op, column: Some(column), value: Some(value), .. }) => {
                    op == "eq"
                        && self.is_person_id(query.at.file, *value)
                        && is_of_owner(command, column)
                        && is_of_owner(Command::Select, column)
                }
                _ => false,
            })
        };
        name.schema == "public" && (names_owner(query) || self.read_before(query).is_some_and(names_owner))
    }

    /// The read of the same client that gave the row which a call writes.
    pub(super) fn read_before(&self, query: &Query) -> Option<&Query> {
        let code = self.file(query.at.file).code.as_ref()?;
        let read_of = |value| {
            let ExprKind::Member { object, .. } = code.expr(value) else { return None };
            self.query_behind(query.at.file, object).filter(|read| {
                let is_before = read.at.range.start < query.at.range.start;
                is_before && read.op == Op::Select && read.client == query.client && read.tables == query.tables
            })
        };
        query.conditions.iter().find_map(|condition| match condition {
            Condition::Compare(c) if c.op == "eq" => c.value.and_then(read_of),
            _ => None,
        })
    }
}

/// `using (rider_id = auth.uid())`, and nothing more.
fn is_for_owner(policy: &Policy, column: &str) -> bool {
    let Some(tree) = policy.using.as_ref().and_then(|using| parse_expr(&using.text).ok()) else { return false };
    let sql::ExprKind::Binary(left, op, right) = &tree.kind else { return false };
    let is_pair = |one: &sql::Expr, other: &sql::Expr| one.as_column() == Some(column) && asks(other);
    op == "=" && (is_pair(left, right) || is_pair(right, left))
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
