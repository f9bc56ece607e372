//! Sign-up functions that copy what users write about themselves into columns that give rights.

use std::collections::BTreeSet;

use super::faults::is_user_metadata;
use crate::{
    frameworks::supabase::caller::ACCOUNTS,
    model::{
        routines::{Routine, Routines},
        schema::{Event, FunctionKey, Name, Schema},
    },
    source::span::Span,
    sql::expr::{Expr, ExprKind, Node},
    vocab::Vocabulary,
};

/// A column that sign-up fills from the user's own metadata.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrustedSignup {
    /// The function that the trigger runs.
    pub function: FunctionKey,
    /// The table that it writes.
    pub table: Name,
    /// The columns.
    pub columns: Vec<String>,
    /// The statement that made the function.
    pub at: Option<Span>,
}

/// What triggers on the table of accounts copy, in the order of functions.
pub(super) fn find(schema: &Schema, routines: &Routines, vocab: &Vocabulary) -> Vec<TrustedSignup> {
    let accounts = Name::new(ACCOUNTS.0, ACCOUNTS.1);
    let Some(table) = schema.table(&accounts) else { return Vec::new() };
    let fires = table
        .triggers
        .values()
        .filter(|t| t.enabled && t.events.iter().any(|e| matches!(e, Event::Insert | Event::Update)));
    let functions: BTreeSet<&Name> = fires.map(|trigger| &trigger.function).collect();
    let mut found = Vec::new();
    for (key, function) in functions.into_iter().flat_map(|name| schema.functions_named(name)) {
        let Some(routine) = routines.get(key) else { continue };
        let tainted = tainted_variables(routine);
        for write in &routine.writes {
            let gives_rights = |column: &str| vocab.columns.privileged.has(column) || vocab.columns.tenant.has(column);
            let mut columns: Vec<String> = write
                .columns
                .iter()
                .filter(|(column, value)| {
                    gives_rights(column) && value.as_ref().is_some_and(|value| is_tainted(value, &tainted))
                })
                .map(|(column, _)| column.clone())
                .collect();
            columns.dedup();
            if !columns.is_empty() {
                found.push(TrustedSignup {
                    function: key.clone(),
                    table: write.table.clone(),
                    columns,
                    at: function.at,
                });
            }
        }
    }
    found
}

/// Variables that hold what a user wrote. One that is tested in a condition may have been limited to harmless values.
fn tainted_variables(routine: &Routine) -> BTreeSet<String> {
    let mut tainted = BTreeSet::new();
    for (target, value) in &routine.assignments {
        if is_tainted(value, &tainted) {
            tainted.insert(target.clone());
        }
    }
    tainted.retain(|name| !routine.conditions.iter().any(|condition| names(condition, name)));
    tainted
}

fn names(tree: &Expr, name: &str) -> bool {
    let mut found = false;
    tree.walk(&mut |node| {
        if let Node::Expr(Expr { kind: ExprKind::Column(parts), .. }) = node {
            found |= parts.join(".") == name;
        }
    });
    found
}

/// Whether the value itself comes from the user: a choice between constants, whatever it asks, does not.
fn is_tainted(value: &Expr, tainted: &BTreeSet<String>) -> bool {
    match &value.kind {
        // `CASE WHEN x IN ('a', 'b') THEN x ELSE 'a' END` limits what the user may choose.
        ExprKind::Case { otherwise, .. } => otherwise.as_deref().is_some_and(|last| is_tainted(last, tainted)),
        ExprKind::Column(parts) => tainted.contains(&parts.join(".")),
        ExprKind::Cast(inner, _) => is_tainted(inner, tainted),
        ExprKind::Call(call) => call.args.iter().any(|arg| is_tainted(&arg.value, tainted)),
        ExprKind::Binary(base, op, _) if matches!(op.as_str(), "->" | "->>" | "#>" | "#>>") => {
            is_user_metadata(base) || is_user_metadata(value) || is_tainted(base, tainted)
        }
        _ => is_user_metadata(value),
    }
}
