//! A table of the API without row security: its grants decide, and they let everybody in.

use super::{
    Exposed, client_use, databases_with_meant, exposed, extension_tables::report_extension_tables, is_log, joined,
    say_meant, verbs,
};
use crate::{
    model::{
        Project,
        access::{COMMANDS, Caller},
        queries::{Client, Op},
        schema::{Schema, Switch, TableKind},
    },
    rules::{Confidence, Severity, Sink},
    source::span::Span,
};

/// What callers can do with a table without row security.
pub(super) struct Open {
    /// `anybody can read and add all rows of public.orders, with email`.
    pub(super) reach: String,
    pub(super) severity: Severity,
    /// How sure it is that the live database is like this.
    pub(super) confidence: Confidence,
    /// What must hold for it, where it is not certain: `, if …`.
    pub(super) condition: String,
    /// A call of the app with the rights of its users.
    pub(super) call: Option<Span>,
}

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let databases = databases_with_meant(project, sink);
    // That policies stand there and do nothing is a fault of its own.
    let tables: Vec<_> = exposed(&databases).into_iter().filter(|table| table.table.policies.is_empty()).collect();
    let plain = tables.iter().filter(|table| !table.database.is_meant && is_of_no_person(table));
    let idle = project.tables_nobody_names(plain.map(|table| table.name.name.as_str()));
    for table in &tables {
        let Some(at) = table.place(table.table.row_security_at.or(table.table.at)) else { continue };
        let Some(Open { reach, severity, confidence, condition, call }) = open(project, table) else { continue };
        // Numbers that nothing shows and nothing takes are lost to nobody.
        let severity = if idle.contains(table.name.name.as_str()) { severity.min(Severity::High) } else { severity };
        let name = table.name;
        let finding = sink.report(at, name.to_string(), format!("{reach}: row security is off{condition}"));
        finding.severity(severity).confidence(confidence).help(format!(
            "run `alter table {name} enable row level security`, then add a policy for each thing that callers should be able to do"
        ));
        if let Some(call) = call {
            finding.place(call, CALL);
        }
    }
    say_meant(&databases, sink);
    report_extension_tables(&databases, sink);
    report_left_open(project, sink);
}

/// Tables that no SQL here makes: nobody knows their columns, and the last that is said of them is that all may in.
fn report_left_open(project: &Project, sink: &mut Sink) {
    for (name, &at) in &project.left_open {
        let Some(call) = client_use(project, name) else { continue };
        let message = format!(
            "anybody can read, add, change and delete all rows of {name}: the last word of the SQL here switches its row \
             security off, if the live database has it as written"
        );
        let help = format!(
            "run `alter table {name} enable row level security` and add a policy for each thing that callers should be able \
             to do; write down how the table is made, too, since no file here does"
        );
        // The replay has no such table, as it has none of those that are only meant.
        let finding = sink.report(at, format!("{name} as written"), message);
        finding.confidence(Confidence::Medium).help(help).place(call, CALL);
    }
}

/// What is said of the call.
pub(super) const CALL: &str = "the app uses it with the rights of its users";

/// What callers can do with a table, when its row security is off and its grants let them.
pub(super) fn open(project: &Project, table: &Exposed<'_>) -> Option<Open> {
    if !table.is_unprotected() || table.table.kind == TableKind::Foreign {
        return None;
    }
    let open = |caller| COMMANDS.into_iter().filter(|c| table.open(caller, *c).is_some()).collect::<Vec<_>>();
    let (who, commands) = match open(Caller::Anonymous) {
        commands if commands.is_empty() => ("anybody with an account", open(Caller::Account)),
        commands => ("anybody", commands),
    };
    if commands.is_empty() {
        return None;
    }
    let sensitive = &table.access.sensitive;
    let columns = sensitive.columns();
    let what = if columns.is_empty() { String::new() } else { format!(", with {}", joined(&columns)) };
    let name = table.name;
    let call = client_use(project, name);
    // What is meant for everybody, a list of products or choices, is damaged by strangers but tells them nothing; nor does
    // what jobs write down of nobody.
    let is_listing =
        table.is_catalogue(project) || project.vocab.tables.tiny.has(&name.name) || is_only_read(project, table);
    let is_of_jobs = is_log(project, &name.name) && !table.has_owner(project) && sensitive.tenant.is_none();
    let is_precious = !columns.is_empty() || call.is_some() && !is_listing && !is_of_jobs;
    let is_of_platform = project.dump.is_some() || table.database.schema.source.ends_with("supabase/migrations");
    let (confidence, condition) = match protected_by(project, table) {
        Some(other) => (Confidence::Medium, format!(", if nobody ran the SQL in {other}, which switches it on")),
        None if is_of_platform => (Confidence::High, String::new()),
        None => (Confidence::Medium, ", if this SQL made the database behind the public key".to_owned()),
    };
    Some(Open {
        reach: format!("{who} can {} all rows of {name}{what}", verbs(&commands)),
        severity: if is_precious { Severity::Critical } else { Severity::High },
        confidence,
        condition,
        call,
    })
}

/// Whether the columns hold no secret, and nothing about a person.
fn is_of_no_person(table: &Exposed<'_>) -> bool {
    let sensitive = &table.access.sensitive;
    sensitive.secret.is_empty() && sensitive.personal.is_empty()
}

/// Whether the rows are nobody's, point to nothing, and the app never writes any with the rights of its users: a list that
/// it shows to everybody.
fn is_only_read(project: &Project, table: &Exposed<'_>) -> bool {
    let mut calls = project
        .queries
        .iter()
        .filter(|query| matches!(query.client, Client::User | Client::Anon) && query.tables.contains(&table.name.name));
    !table.has_owner(project)
        && table.access.sensitive.tenant.is_none()
        && table.table.foreign_keys().next().is_none()
        && calls.all(|query| query.op == Op::Select)
}

/// The folder of another set of SQL that makes the same table and protects it.
fn protected_by<'p>(project: &'p Project, table: &Exposed<'_>) -> Option<&'p str> {
    let has = |schema: &&Schema| schema.table(table.name).is_some_and(|other| other.row_security == Switch::On);
    let schema = project.live_databases().iter().find(has)?;
    Some(if schema.source.is_empty() { "the root folder" } else { &schema.source })
}
