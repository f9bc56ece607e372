//! Sign-up functions that copy what users write about themselves into columns that give rights.

use std::collections::BTreeSet;

use super::faults::is_user_metadata;
use crate::{
    frameworks::supabase::caller::ACCOUNTS,
    model::{
        routines::{Routine, Routines},
        schema::{Event, Function, FunctionKey, Name, Returns, Schema},
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
    /// Whether the SQL makes the trigger; else it is made elsewhere, as the function is good for nothing else.
    pub is_fired: bool,
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
    let fired: BTreeSet<&Name> = fires.map(|trigger| &trigger.function).collect();
    let elsewhere: BTreeSet<&Name> =
        schema.tables().flat_map(|(_, table)| table.triggers.values()).map(|trigger| &trigger.function).collect();
    let mut found = Vec::new();
    for (key, function) in schema.functions.iter() {
        let is_fired = fired.contains(&key.name);
        let is_made_for_it = || is_trigger(function) && function.security_definer && !elsewhere.contains(&key.name);
        let Some(routine) = routines.get(key).filter(|_| is_fired || is_made_for_it()) else { continue };
        let tainted = tainted_variables(routine, vocab);
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
                    is_fired,
                    at: function.at,
                });
            }
        }
    }
    found
}

fn is_trigger(function: &Function) -> bool {
    matches!(&function.returns, Returns::Value(ty) if ty.name.name == "trigger")
}

/// Variables that hold what a user wrote, and that nothing limits to harmless values.
fn tainted_variables(routine: &Routine, vocab: &Vocabulary) -> BTreeSet<String> {
    let mut tainted = BTreeSet::new();
    for (target, value) in &routine.assignments {
        if is_tainted(value, &tainted) {
            tainted.insert(target.clone());
        }
    }
    tainted.retain(|name| !is_limited(routine, name, vocab));
    tainted
}

/// Whether the body sorts out values of a variable: it looks the value up in a query, or compares it with constants. A
/// list of constants that itself holds a right (`IN ('member', 'admin')`) limits nothing unless the variable is then set
/// to a constant or the sign-up refused; nor does a test for null.
fn is_limited(routine: &Routine, name: &str, vocab: &Vocabulary) -> bool {
    let mut constants = Vec::new();
    let mut looked_up = false;
    for condition in routine.conditions.iter().filter(|condition| names(condition, name)) {
        condition.walk(&mut |node| match node {
            Node::Query(query) => {
                query.walk(&mut |node| looked_up |= matches!(node, Node::Expr(expr) if is_named(expr, name)));
            }
            Node::Expr(expr) => constants.extend(compared_with(expr, name).into_iter().flatten()),
            _ => {}
        });
    }
    let is_right = |value: &String| vocab.words.high_roles.has(value);
    let is_replaced = routine.assignments.iter().any(|(target, value)| target == name && value.as_text().is_some());
    looked_up || !constants.is_empty() && (is_replaced || routine.raises || !constants.iter().any(is_right))
}

/// The constants that an expression compares a variable with.
fn compared_with(expr: &Expr, name: &str) -> Option<Vec<String>> {
    let text = |expr: &Expr| expr.as_text().map(str::to_owned);
    match &expr.kind {
        ExprKind::Binary(left, op, right) if matches!(op.as_str(), "=" | "<>" | "!=") => {
            let sides = [(left, right), (right, left)];
            sides.into_iter().find(|(side, _)| is_named(side, name)).map(|(_, other)| text(other).into_iter().collect())
        }
        ExprKind::InList(left, list) if is_named(left, name) => Some(list.iter().filter_map(text).collect()),
        ExprKind::Quantified { left, right, .. } if is_named(left, name) => {
            let ExprKind::Array(items) = &right.kind else { return None };
            Some(items.iter().filter_map(text).collect())
        }
        _ => None,
    }
}

fn is_named(expr: &Expr, name: &str) -> bool {
    match &expr.kind {
        ExprKind::Column(parts) => parts.join(".") == name,
        ExprKind::Cast(inner, _) => is_named(inner, name),
        ExprKind::Call(call) => matches!(call.args.as_slice(), [only] if is_named(&only.value, name)),
        _ => false,
    }
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
