//! A view that passes by the row security of its tables.

use std::collections::BTreeSet;

use super::{Database, databases, joined};
use crate::{
    frameworks::supabase::caller::ACCOUNTS,
    model::{
        Project,
        access::Caller,
        schema::{Acl, Name, Part, Privileges, Schema, Switch, View},
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
                let is_accounts = (table.schema.as_str(), table.name.as_str()) == ACCOUNTS;
                !is_accounts && database.schema.table(table).is_some_and(|t| t.row_security == Switch::On)
            };
            let reads = reached(database.schema, view);
            let tables: Vec<String> = reads.into_iter().filter(protected).map(ToString::to_string).collect();
            let Some(at) = view.at.filter(|_| !tables.is_empty() && database.is_first(name)) else { continue };
            let message = format!(
                "{name} shows rows of {} to whoever asks: a view reads with the rights of its owner",
                joined(&tables)
            );
            let finding = sink.report(at, name.to_string(), message);
            finding.help(format!(
                "run `alter view {name} set (security_invoker = true)`; where it is meant to show more than the tables do, say so and \
                 grant it only to those who may see it"
            ));
            if asks_caller(database, view) || !shows_sensitive(project, view) {
                finding.severity(Severity::Low);
            }
        }
    }
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
fn shows_sensitive(project: &Project, view: &View) -> bool {
    let words = &project.vocab.columns;
    let lists = [&words.secret, &words.share_link, &words.personal, &words.person_name, &words.money, &words.owner];
    let is_sensitive = |name: &str| lists.iter().any(|list| list.has(name));
    view.columns.as_ref().is_none_or(|columns| columns.iter().any(|(name, _)| is_sensitive(name)))
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
