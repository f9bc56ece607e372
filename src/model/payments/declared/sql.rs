//! Triggers and functions of the database that add a sum of a row to a balance.

use super::{Credit, is_owned};
use crate::{
    model::{
        routines::{Routine, Routines, WriteKind},
        schema::{Event, Name, Schema},
    },
    sql::expr::{Expr, ExprKind},
    vocab::Vocabulary,
};

/// The credits of a database.
pub(super) fn credits(vocab: &Vocabulary, schema: &Schema, routines: &Routines) -> Vec<Credit> {
    let mut found = Vec::new();
    for (name, table) in schema.tables() {
        for trigger in table.triggers.values().filter(|trigger| trigger.enabled) {
            for (key, function) in schema.functions_named(&trigger.function) {
                let (Some(routine), Some(at)) = (routines.get(key), function.at.or(trigger.at)) else { continue };
                let is_at_once =
                    trigger.events.contains(&Event::Insert) && trigger.when.is_none() && routine.conditions.is_empty();
                found.extend(sums_added(vocab, routine, "new").into_iter().map(|(column, added_to)| Credit {
                    table: name.clone(),
                    column,
                    added_to,
                    at,
                    is_at_once,
                }));
            }
        }
    }
    for (key, function) in schema.functions.iter() {
        let (Some(routine), Some(at)) = (routines.get(key), function.at) else { continue };
        found.extend(of_records(vocab, schema, routine).into_iter().map(|(table, column, added_to)| Credit {
            table,
            column,
            added_to,
            at,
            is_at_once: false,
        }));
    }
    found
}

/// What a body adds of the rows that it has read: `SELECT * INTO bet FROM bets …; UPDATE … SET balance = balance + bet.gain`.
fn of_records(vocab: &Vocabulary, schema: &Schema, routine: &Routine) -> Vec<(Name, String, String)> {
    let mut found = Vec::new();
    for (variable, query) in &routine.taken {
        let [table] = query.shown_tables()[..] else { continue };
        let Some(name) = schema.resolve_relation(table.schema.as_deref(), &table.name, &["public".to_owned()]) else {
            continue;
        };
        let sums = sums_added(vocab, routine, variable);
        found.extend(sums.into_iter().map(|(column, added_to)| (name.clone(), column, added_to)));
    }
    found
}

/// The columns of a record that are added to a balance, and to which.
fn sums_added(vocab: &Vocabulary, routine: &Routine, record: &str) -> Vec<(String, String)> {
    let updates = routine.writes.iter().filter(|write| write.kind != WriteKind::Delete);
    let set = updates.flat_map(|write| write.columns.iter().map(move |(column, value)| (&write.table, column, value)));
    set.filter(|(_, column, _)| is_owned(vocab, column))
        .filter_map(|(table, column, value)| {
            let [left, right] = operands(value.as_ref()?, "+")?;
            let added = [left, right].into_iter().find_map(|side| match &plain(side).kind {
                ExprKind::Column(parts) => match parts.as_slice() {
                    [of, sum] if of == record => Some(sum.clone()),
                    _ => None,
                },
                _ => None,
            })?;
            Some((added, format!("{}.{column}", table.name)))
        })
        .collect()
}

/// The two sides of a sum or a difference.
pub(super) fn operands<'e>(value: &'e Expr, wanted: &str) -> Option<[&'e Expr; 2]> {
    match &plain(value).kind {
        ExprKind::Binary(left, op, right) if op == wanted => Some([left, right]),
        _ => None,
    }
}

/// An expression without casts, and without the value that stands in for NULL.
fn plain(value: &Expr) -> &Expr {
    match &value.kind {
        ExprKind::Cast(inner, _) => plain(inner),
        ExprKind::Call(call) if call.name.last().is_some_and(|name| name == "coalesce") => {
            call.args.first().map_or(value, |arg| plain(&arg.value))
        }
        _ => value,
    }
}
