//! A view that passes by the row security of its tables.

use std::collections::BTreeSet;

use super::{
    Database, databases, joined,
    view_columns::{is_tally, says_whose, shown_columns},
};
use crate::{
    frameworks::supabase::caller::ACCOUNTS,
    model::{
        Project,
        access::{Caller, Verdict},
        schema::{Acl, Command, Name, Part, Privileges, Schema, Switch, View},
    },
    rules::{Severity, Sink},
    sql::expr::{ExprKind, Node, parse_query},
    vocab::{Words, split},
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
            let Some(at) = view.at.filter(|_| !tables.is_empty() && database.is_first(name)) else { continue };
            // What everybody reads anyway, the view gives away to nobody.
            let closed: Vec<String> =
                tables.iter().filter(|table| !is_public(database, table)).map(ToString::to_string).collect();
            let all = || tables.iter().map(ToString::to_string).collect();
            let names: Vec<String> = if closed.is_empty() { all() } else { closed };
            let message = format!(
                "{name} shows rows of {} to whoever asks: a view reads with the rights of its owner",
                joined(&names)
            );
            let finding = sink.report(at, name.to_string(), message);
            finding.help(format!(
                "run `alter view {name} set (security_invoker = true)`; where it is meant to show more than the tables do, say so and \
                 grant it only to those who may see it"
            ));
            // What it shows of accounts is a fault of its own; the rest everybody reads anyway.
            let tells_nothing =
                view.reads.iter().any(is_accounts) && tables.iter().all(|table| is_public(database, table));
            let is_guarded = asks_caller(database, view);
            if is_guarded || tells_nothing || !shows_sensitive(project, database, view, &tables) {
                finding.severity(Severity::Low);
            } else if is_tally(project, view) {
                finding.severity(Severity::Medium);
            }
        }
    }
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

/// Whether a column of the view is one that not everybody should see. An unknown list may hold one.
fn shows_sensitive(project: &Project, database: Database<'_>, view: &View, tables: &BTreeSet<&Name>) -> bool {
    let words = &project.vocab.columns;
    let Some(names) = shown_columns(project, view) else { return true };
    let has = |lists: &[&Words]| names.iter().any(|name| lists.iter().any(|list| list.has(name)));
    let is_place = |name: &str| split(name).last().is_some_and(|word| word == "address");
    let of_persons = names.iter().any(|name| words.personal.has(name) && !is_place(name));
    if has(&[&words.secret, &words.share_link]) || of_persons {
        return true;
    }
    // What each account reads in the tables themselves, the view gives away to nobody.
    if tables.iter().all(|table| every_account_reads(database, table)) {
        return false;
    }
    let of_somebody = has(&[&words.personal, &words.person_name, &words.owner]);
    let of_money = tables.iter().any(|table| project.vocab.tables.money.has(&table.name));
    // A price alone is on offer; beside whose it is, or as one of the payments, it is somebody's.
    of_somebody || has(&[&words.money]) && (of_money || names.iter().any(|name| says_whose(project, name)))
}

/// Whether everybody with an account reads rows of others in a table by its policies.
fn every_account_reads(database: Database<'_>, table: &Name) -> bool {
    let cell = database.access.cell(table, Caller::Account, Command::Select);
    cell.is_some_and(|cell| cell.effective == Verdict::Open)
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
