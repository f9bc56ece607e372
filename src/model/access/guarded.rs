//! What stands between a caller and a column of a row that he may write: privileges, conditions, triggers.

use super::{Caller, Cell, Verdict};
use crate::{
    model::{
        routines::{Routine, Routines},
        schema::{ColumnSource, Command, Event, Name, Part, Policy, Privileges, Schema, Table, Timing},
    },
    sql::expr::{Expr, ExprKind, Node, parse_expr},
    vocab::split,
};

/// Whether an account that may write rows of a table may write any value into one of its columns.
pub(super) fn leaves_open(
    schema: &Schema,
    routines: &Routines,
    (name, cell): (&Name, &Cell),
    command: Command,
    column: &str,
) -> bool {
    let Some(table) = schema.table(name) else { return false };
    let policies: Vec<&Policy> =
        cell.policies.iter().filter_map(|reach| table.policies.get(&reach.policy).map(AsRef::as_ref)).collect();
    let may = matches!(cell.verdict, Verdict::Open | Verdict::Scoped) && cell.effective != Verdict::Denied;
    // Without row security no policy stands in the way.
    let is_bare = policies.is_empty() && cell.verdict == Verdict::Open;
    may && (is_bare && is_kept_by_nothing(schema, (name, table), routines, command, column)
        || policies.into_iter().any(|p| is_free(schema, (name, table), routines, command, p, column)))
}

/// Whether neither a column privilege, nor the policy's own condition, nor a trigger stands in the way.
pub(super) fn is_free(
    schema: &Schema,
    (name, table): (&Name, &Table),
    routines: &Routines,
    command: Command,
    policy: &Policy,
    column: &str,
) -> bool {
    let is_pinned = match (&policy.check, &policy.using) {
        (Some(check), _) => mentions(&check.text, column),
        // PostgreSQL holds the new row against `USING` where there is no `WITH CHECK`.
        (None, Some(using)) => asks_always(&using.text, column),
        (None, None) => false,
    };
    !is_pinned && is_kept_by_nothing(schema, (name, table), routines, command, column)
}

/// Whether neither a column privilege nor a trigger stands in the way.
fn is_kept_by_nothing(
    schema: &Schema,
    (name, table): (&Name, &Table),
    routines: &Routines,
    command: Command,
    column: &str,
) -> bool {
    let Some(found) = table.column(column) else { return false };
    let privilege = if command == Command::Insert { Privileges::INSERT } else { Privileges::UPDATE };
    let role = Caller::Account.role();
    let may = schema.effective(&table.acl, role).has(privilege) || schema.effective(&found.acl, role).has(privilege);
    let written = found.source == ColumnSource::Written;
    let revoked = schema.withheld.may_narrow(name, Part::Grants, command);
    let guarded = has_guard(schema, table, routines, command, column) || may_have_guard(schema, name, routines, column);
    may && written && !revoked && !guarded
}

/// Whether a condition names a column, or cannot be read.
pub(in crate::model) fn mentions(text: &str, column: &str) -> bool {
    parse_expr(text).map_or(true, |tree| names(&tree, column))
}

/// Whether a condition asks something of a column whatever else holds: `user_id = auth.uid() AND status = 'open'`, where one
/// side of an `OR` may do without.
fn asks_always(text: &str, column: &str) -> bool {
    let Ok(tree) = parse_expr(text) else { return true };
    let parts = match &tree.kind {
        ExprKind::And(parts) => parts.as_slice(),
        _ => std::slice::from_ref(&tree),
    };
    parts.iter().any(|part| !matches!(part.kind, ExprKind::Or(_)) && names(part, column))
}

/// Whether an expression names a column.
pub(in crate::model) fn names(tree: &Expr, column: &str) -> bool {
    let mut found = false;
    tree.walk(&mut |node| {
        if let Node::Expr(Expr { kind: ExprKind::Column(parts), .. }) = node {
            found |= parts.last().is_some_and(|name| name == column);
        }
    });
    found
}

/// Whether a trigger before the change looks after the column: puts it back, sets it itself, or refuses by it.
fn has_guard(schema: &Schema, table: &Table, routines: &Routines, command: Command, column: &str) -> bool {
    let event = if command == Command::Insert { Event::Insert } else { Event::Update };
    let fires = table
        .triggers
        .values()
        .filter(|trigger| trigger.enabled && trigger.timing == Timing::Before && trigger.events.contains(&event));
    fires.flat_map(|trigger| schema.functions_named(&trigger.function)).any(|(key, _)| {
        // What cannot be read may guard.
        routines.get(key).is_none_or(|routine| guards(routine, column))
    })
}

/// Whether a trigger that fails to be made might look after the column. One that is not there to be read may, unless it
/// is there for the time of the last change.
pub(super) fn may_have_guard(schema: &Schema, name: &Name, routines: &Routines, column: &str) -> bool {
    const OF_TIME: &[&str] = &["updated", "timestamp", "timestamps", "modified", "moddatetime"];
    schema.withheld.of(name, Part::Triggers).any(|(function, _)| {
        let (of, bare) = function.split_once('.').unwrap_or(("public", function));
        let function = Name::new(of, bare);
        let mut known = schema.functions_named(&function).peekable();
        let is_of_time = split(bare).iter().any(|word| OF_TIME.contains(&word.as_str()));
        known.peek().is_none() && !is_of_time
            || known.any(|(key, _)| routines.get(key).is_none_or(|routine| guards(routine, column)))
    })
}

fn guards(routine: &Routine, column: &str) -> bool {
    let target = format!("new.{column}");
    routine.unread
        || routine.assignments.iter().any(|(assigned, value)| *assigned == target && !names_new(value, column))
        || routine.raises && routine.conditions.iter().any(|condition| names(condition, column))
        // `new := old` and comparisons of whole rows cover every column.
        || routine.assignments.iter().any(|(assigned, _)| assigned == "new")
}

/// `NEW.column` itself: setting a column to what was sent is no guard.
fn names_new(value: &Expr, column: &str) -> bool {
    matches!(&value.kind, ExprKind::Column(parts) if parts.len() == 2 && parts[0] == "new" && parts[1] == column)
}
