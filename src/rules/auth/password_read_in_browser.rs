//! The browser reads stored passwords, hashed or not, to compare them itself.

use std::collections::BTreeMap;

use crate::{
    model::{
        Project,
        access::{Caller, Verdict},
        queries::{Client, Columns, Op, Query},
        schema::Command,
    },
    rules::Sink,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let mut by_table: BTreeMap<&str, Vec<(&Query, &str)>> = BTreeMap::new();
    let is_read = |q: &&Query| q.op == Op::Select && matches!(q.client, Client::User | Client::Anon);
    let mut reads = project.production_queries().filter(|q| is_read(q) && project.runs_in_browser(q)).peekable();
    if reads.peek().is_none() {
        sink.not_applicable("the browser reads no tables");
    }
    for query in reads {
        let ([table], Columns::Named(columns)) = (query.tables.as_slice(), &query.columns) else { continue };
        let readable = !is_refused(project, query);
        if let Some(column) = columns.iter().find(|column| readable && project.vocab.columns.password.has(column)) {
            by_table.entry(table).or_default().push((query, column));
        }
    }
    for (table, places) in by_table {
        let Some(((first, column), others)) = places.split_first() else { continue };
        let message = format!(
            "the browser reads `{table}.{column}`, so every visitor can: he takes all of them and guesses at home"
        );
        let finding = sink.report(first.at, format!("public.{table}"), message);
        for (query, _) in others {
            finding.place(query.at, "and here");
        }
    }
}

/// Whether the policies give strangers and accounts nothing of the table, or only their own rows, or what a role may see.
fn is_refused(project: &Project, query: &Query) -> bool {
    let Some((_, name, _)) = project.table_of(query) else { return false };
    [Caller::Anonymous, Caller::Account].into_iter().all(|caller| {
        let verdict = project.cell(&name, caller, Command::Select).map(|cell| cell.verdict);
        matches!(verdict, Some(Verdict::Denied | Verdict::Role | Verdict::Scoped))
    })
}
