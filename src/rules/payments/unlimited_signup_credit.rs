//! Something of value for every sign-up, whoever and how often.

use std::collections::BTreeSet;

use crate::{
    frameworks::supabase::caller::ACCOUNTS,
    model::{
        Project,
        routines::WriteKind,
        schema::{Event, Name},
    },
    rules::Sink,
    sql::expr::{Expr, ExprKind, Literal},
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let accounts = Name::new(ACCOUNTS.0, ACCOUNTS.1);
    let mut has_signup = false;
    for (schema, routines) in project.databases.iter().zip(&project.routines) {
        let Some(table) = schema.table(&accounts) else { continue };
        let fires = table.triggers.values().filter(|t| t.enabled && t.events.contains(&Event::Insert));
        let functions: BTreeSet<&Name> = fires.map(|t| &t.function).collect();
        for (key, function) in functions.into_iter().flat_map(|name| schema.functions_named(name)) {
            let (Some(routine), Some(at)) = (routines.get(key), function.at) else { continue };
            has_signup = true;
            for write in routine.writes.iter().filter(|w| w.kind == WriteKind::Insert) {
                let given = write.columns.iter().find_map(|(column, value)| {
                    let amount = value.as_ref().and_then(positive)?;
                    is_value(project, column).then_some((column, amount))
                });
                let Some((column, amount)) = given else { continue };
                let message = format!(
                    "every new account gets {amount} in {}.{column}, before the person is known: whoever signs up a hundred \
                     times has it a hundred times",
                    write.table
                );
                sink.report(at, format!("{}.{column}", write.table), message);
            }
        }
    }
    if !has_signup {
        sink.not_applicable("nothing in the database runs at sign-up");
    }
}

/// What can be spent: a balance, credits; neither prices nor states.
fn is_value(project: &Project, column: &str) -> bool {
    let vocab = &project.vocab.columns;
    vocab.money.has(column) && vocab.privileged.has(column)
}

/// The number, where it is one above zero.
fn positive(value: &Expr) -> Option<String> {
    let value = if let ExprKind::Cast(inner, _) = &value.kind { inner } else { value };
    let ExprKind::Literal(Literal::Number(text)) = &value.kind else { return None };
    text.parse::<f64>().is_ok_and(|n| n > 0.0).then(|| text.clone())
}
