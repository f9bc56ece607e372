//! Sensitive changes leave no record.

use std::collections::BTreeMap;

use crate::{
    model::{
        Project,
        access::{Caller, Verdict},
        calls::FnRef,
        queries::{Columns, Condition, Op, Query},
        routines::Routines,
        schema::Command,
    },
    rules::Sink,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let tables = &project.vocab.tables;
    if let Some((name, _)) = project.table_names().into_iter().find(|(name, _)| tables.audit.has(name)) {
        sink.pass(format!("there is a table {name}"));
        return;
    }
    // The first change of each table, in the order of the code.
    let mut changed: BTreeMap<&str, &Query> = BTreeMap::new();
    for query in project.met_queries().filter(|q| is_by_person(project, q)) {
        for table in query.tables.iter().filter(|t| gives_rights(project, query, t) || is_corrected(project, query, t))
        {
            changed.entry(table).or_insert(query);
        }
    }
    let Some((name, first)) = changed.iter().min_by_key(|(_, query)| query.at) else {
        sink.not_applicable("nobody changes rights, or money that was booked");
        return;
    };
    let others = changed.len() - 1;
    let more = match others {
        0 => String::new(),
        1 => " and of one other table of rights or money".to_owned(),
        _ => format!(" and {others} other tables of rights or money"),
    };
    let message = format!("changes of {name}{more} leave no record of who made them");
    let finding = sink.report(first.at, "audit", message);
    for (name, query) in changed.iter().filter(|(other, _)| other != &name) {
        finding.place(query.at, format!("changes {name}"));
    }
}

/// Whether somebody wants a change, not the provider of payments, who keeps a record of his own.
fn is_by_person(project: &Project, query: &Query) -> bool {
    let stands_in = |functions: &[FnRef]| functions.contains(&(query.at.file, query.function));
    query.op.is_write() && !project.routes.iter().any(|r| r.webhook.is_some() && stands_in(&r.functions))
}

/// Whether a table of rights is one that something decides by: a policy of another table, a function of the database, or the
/// server. A roster with roles on it is no table of rights.
fn gives_rights(project: &Project, query: &Query, table: &str) -> bool {
    if !project.vocab.tables.rights.has(table) {
        return false;
    }
    let Some((schema, name, _)) = project.table_of(query) else { return true };
    let names = |text: &str| text.split(|c: char| !c.is_alphanumeric() && c != '_').any(|word| word == table);
    let others = schema.tables().filter(|(other, _)| **other != name);
    let mut policies = others.flat_map(|(_, other)| other.policies.values());
    let mut texts = policies.any(|policy| [&policy.using, &policy.check].into_iter().flatten().any(|t| names(&t.text)));
    texts |= project.routines.iter().flat_map(Routines::all).any(|routine| routine.reads.contains(&name));
    texts
        || project.production_queries().any(|q| {
            q.op == Op::Select && q.tables.iter().any(|t| t == table) && project.sides.of(q.at.file).is_server()
        })
}

/// Whether a write changes what was booked: a new order is a record by itself.
fn is_corrected(project: &Project, query: &Query, table: &str) -> bool {
    project.vocab.tables.money.has(table) && query.op != Op::Insert && !only_links(query) && !is_own_row(project, query)
}

/// Whether somebody changes his own rows only: who it was stands in the row. Row security says so in the browser; on the
/// server the row was asked for together with who calls.
fn is_own_row(project: &Project, query: &Query) -> bool {
    let is_of_caller = |condition: &Condition| match condition {
        Condition::Compare(c) if c.op == "eq" => c.value.is_some_and(|value| {
            project.is_of_session(query.at.file, value) || project.is_asked_with_caller(query.at.file, value)
        }),
        _ => false,
    };
    if !project.runs_in_browser(query) && query.conditions.iter().any(is_of_caller) {
        return true;
    }
    let cell = || project.cell(&project.table_of(query)?.1, Caller::Account, Command::Update);
    project.runs_in_browser(query)
        && cell().is_some_and(|cell| {
            let mut ways = cell.policies.iter().flat_map(|policy| &policy.ways).peekable();
            ways.peek().is_some() && ways.all(|way| way.verdict == Verdict::Scoped && !way.through && !way.needs_role)
        })
}

/// Whether all that is written are keys, and when: which customer of the provider somebody is.
fn only_links(query: &Query) -> bool {
    let is_link = |column: &String| column.ends_with("_id") || column.ends_with("Id") || column == "updated_at";
    matches!(&query.columns, Columns::Named(columns) if !columns.is_empty() && columns.iter().all(is_link))
}
