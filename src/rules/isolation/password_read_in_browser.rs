//! Passwords, or what they are checked against, that the app reads into the browser.

use std::collections::BTreeMap;

use crate::{
    model::{
        Project,
        queries::{Client, Columns, Op, Query},
    },
    rules::Sink,
    vocab::split,
};

/// Words in names of columns that are passwords, or are compared with what somebody types.
const PASSWORDS: &[&str] =
    &["password", "passwd", "pwd", "passcode", "senha", "contrasena", "passwort", "kennwort", "totp", "mfa"];
/// Words that make such a column one about a password instead.
const ABOUT: &[&str] = &[
    "changed",
    "updated",
    "at",
    "is",
    "has",
    "must",
    "reset",
    "enabled",
    "required",
    "set",
    "protected",
    "expires",
    "policy",
    "strength",
    "attempts",
    "count",
    "verified",
];

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let mut by_column: BTreeMap<(&str, &str), Vec<&Query>> = BTreeMap::new();
    let mut is_idle = true;
    for query in project.production_queries() {
        let is_read = query.op == Op::Select && matches!(query.client, Client::User | Client::Anon);
        if !is_read || !project.sides.of(query.at.file).is_client() {
            continue;
        }
        is_idle = false;
        let ([table], Columns::Named(columns)) = (query.tables.as_slice(), &query.columns) else { continue };
        if let Some(column) = columns.iter().find(|column| is_password(column)) {
            by_column.entry((table, column)).or_default().push(query);
        }
    }
    if is_idle {
        sink.not_applicable("the browser reads no tables");
    }
    for ((table, column), queries) in by_column {
        let Some((first, others)) = queries.split_first() else { continue };
        let message = format!(
            "the browser reads {column} of {table} with the public key: so can everybody who may send the same request"
        );
        let finding = sink.report(first.at, format!("public.{table}.{column}"), message);
        for query in others {
            finding.place(query.at, "and here");
        }
    }
}

fn is_password(column: &str) -> bool {
    let words = split(column);
    let is_any = |list: &[&str]| words.iter().any(|word| list.contains(&word.as_str()));
    is_any(PASSWORDS) && !is_any(ABOUT)
}
