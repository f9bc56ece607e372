//! A view that passes by the row security of its tables.

use std::collections::BTreeSet;

use super::{
    Database, databases, joined, verbs,
    view_columns::{is_tally, shows_sensitive},
};
use crate::{
    frameworks::supabase::caller::ACCOUNTS,
    model::{
        Project,
        access::{Caller, Verdict, WrittenThrough},
        schema::{Acl, Command, Name, Part, Privileges, Schema, Switch, View},
    },
    rules::{Severity, Sink},
    sql::expr::{ExprKind, Node, parse_query},
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    for database in databases(project, sink) {
        for (name, view) in database.schema.views() {
            if view.security_invoker
                || view.materialized
                || view.extension.is_some()
                || database.schema.withheld.touches(name, Part::Options)
                || !is_served(database.schema, name, &view.acl)
            {
                continue;
            }
            let protected = |table: &&Name| {
                !is_accounts(table) && database.schema.table(table).is_some_and(|t| t.row_security == Switch::On)
            };
            let reads = reached(database.schema, view);
            let tables: BTreeSet<&Name> = reads.into_iter().filter(protected).collect();
            let Some(at) = view.at.filter(|_| !tables.is_empty() && database.is_first_view(name)) else { continue };
            let is_guarded = asks_caller(database, view);
            let written = database.access.written_through(database.schema, view).filter(|_| !is_guarded);
            // What everybody reads anyway, the view gives away to nobody.
            let closed: Vec<String> =
                tables.iter().filter(|table| !is_public(database, table)).map(ToString::to_string).collect();
            let all = || tables.iter().map(ToString::to_string).collect();
            let names: Vec<String> = if closed.is_empty() { all() } else { closed };
            let names = joined(&names);
            let message = match &written {
                Some(written) => says_written(name, &names, written),
                None => {
                    format!("{name} shows rows of {names} to whoever asks: a view reads with the rights of its owner")
                }
            };
            let finding = sink.report(at, name.to_string(), message);
            finding.help(format!(
                "run `alter view {name} set (security_invoker = true)`; where it is meant to show more than the tables do, say so, \
                 grant `select` on it to those who may see it, and take all else away from anon and authenticated"
            ));
            // What it shows of accounts is a fault of its own; the rest everybody reads anyway.
            let tells_nothing =
                view.reads.iter().any(is_accounts) && tables.iter().all(|table| is_public(database, table));
            if let Some(written) = written {
                finding.severity(harm(&written));
            } else if is_guarded || tells_nothing || !shows_sensitive(project, database, view, &tables) {
                finding.severity(Severity::Low);
            } else if is_tally(project, view) {
                finding.severity(Severity::Medium);
            } else {
                finding.severity(Severity::High);
            }
        }
    }
}

/// What a view lets callers change besides what it shows.
fn says_written(name: &Name, shown: &str, written: &WrittenThrough) -> String {
    let who = match written.caller {
        Caller::Anonymous => "anybody on the internet",
        Caller::Account => "any user",
    };
    let (verbs, table) = (verbs(&written.commands), &written.table);
    let reads = if shown == table.to_string() { String::new() } else { format!(", and sees rows of {shown}") };
    format!(
        "{who} can {verbs} rows of {table} through the view {name}{reads}: a view reads and writes with the rights of its owner"
    )
}

fn harm(written: &WrittenThrough) -> Severity {
    if written.caller == Caller::Anonymous { Severity::Critical } else { Severity::High }
}

fn is_accounts(table: &Name) -> bool {
    (table.schema.as_str(), table.name.as_str()) == ACCOUNTS
}

/// Whether strangers read rows of a table by its own policies.
fn is_public(database: Database<'_>, table: &Name) -> bool {
    let cell = database.access.cell(table, Caller::Anonymous, Command::Select);
    cell.is_some_and(|cell| cell.effective == Verdict::Open)
}

/// What a view reads, also through other views: those read with the rights of its owner too, whatever their options.
fn reached<'s>(schema: &'s Schema, view: &'s View) -> BTreeSet<&'s Name> {
    let mut seen = BTreeSet::new();
    let mut open: Vec<&Name> = view.reads.iter().collect();
    while let Some(name) = open.pop() {
        if seen.insert(name) {
            open.extend(schema.view(name).iter().flat_map(|inner| &inner.reads));
        }
    }
    seen
}

/// Whether the API serves a relation and one of its callers may select from it.
pub(super) fn is_served(schema: &Schema, name: &Name, acl: &Acl) -> bool {
    schema.api_schemas.contains(&name.schema)
        && Caller::ALL.iter().any(|caller| {
            schema.may_use(&name.schema, caller.role()) && schema.effective(acl, caller.role()).has(Privileges::SELECT)
        })
}

/// Whether the view, or a function that it calls, asks who looks.
fn asks_caller(database: Database<'_>, view: &View) -> bool {
    let Ok(query) = parse_query(&view.query.text) else { return false };
    let by_function = |name: &[String]| {
        let called = database.schema.functions_called(name, &view.query.search_path);
        called.into_iter().any(|(key, _)| database.routines.asks_caller(key))
    };
    let mut found = false;
    query.walk(&mut |node| {
        if let Node::Expr(expr) = node {
            found |= crate::model::routines::asks_caller(expr)
                || matches!(&expr.kind, ExprKind::Call(call) if by_function(&call.name));
        }
    });
    found
}
