//! A balance is read, changed in code, and written back: of two at once, one is lost.

use crate::{
    model::{
        Project,
        payments::reckoned::{keeps_others_out, reckoned},
        queries::{Client, Condition, Op, Query},
    },
    rules::{Severity, Sink},
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let money = &project.vocab.columns.money;
    for query in project.production_queries().filter(|q| q.op == Op::Update) {
        let Some(code) = project.file(query.at.file).code.as_ref() else { continue };
        let columns = reckoned(project, code, query);
        let Some(column) = columns.into_iter().find(|c| money.has(c) && !is_locked(query, c)) else { continue };
        if keeps_others_out(code, query.expr) {
            continue;
        }
        // What the database refuses the browser is no race, but a write that never happens; so is one to a row of somebody
        // else, where everybody may change just his own.
        let is_refused = query.client == Client::User
            && project.runs_in_browser(query)
            && project.table_of(query).is_some()
            && !project.leaves_column_open(query, column);
        if is_refused || project.is_in_vain(query) {
            continue;
        }
        let table = query.tables.first().map_or("a table", String::as_str);
        let message =
            format!("`{column}` of `{table}` is read, reckoned and written back: of two changes at once one is lost");
        let finding = sink.report(query.at, format!("public.{table}.{column}"), message);
        if is_only_shown(project, column) && is_for_staff(project, query) {
            finding.severity(Severity::Medium);
        }
    }
}

/// Whether a column counts what was earned or spent in all, and is not itself what can be paid with.
fn is_only_shown(project: &Project, column: &str) -> bool {
    let coins = &project.vocab.words.coins;
    !crate::vocab::split(column).iter().any(|word| word == "balance" || coins.has(word))
}

/// Whether only the staff of the app can set it off: a handful of people are seldom at it at the same moment.
fn is_for_staff(project: &Project, query: &Query) -> bool {
    let mut routes =
        project.routes.iter().filter(|r| r.functions.contains(&(query.at.file, query.function))).peekable();
    routes.peek().is_some() && routes.all(|route| project.is_for_staff(route))
}

/// `.eq("balance", before)`: the write only happens when nobody was faster.
fn is_locked(query: &Query, column: &str) -> bool {
    query
        .conditions
        .iter()
        .flat_map(Condition::comparisons)
        .any(|c| c.column.as_deref().is_some_and(|name| name == column || name == "version" || name == "updated_at"))
}
