//! A table of the API without row security: its grants decide, and they let everybody in.

use super::{Exposed, client_use, databases_with_meant, exposed, is_log, joined, say_meant, verbs};
use crate::{
    model::{
        Project,
        access::{COMMANDS, Caller},
        schema::TableKind,
    },
    rules::{Confidence, Severity, Sink},
    source::span::Span,
};

/// What callers can do with a table without row security.
pub(super) struct Open {
    /// `anybody can read and add all rows of public.orders, with email`.
    pub(super) reach: String,
    pub(super) severity: Severity,
    /// How sure it is that this SQL made the database behind the public key.
    pub(super) confidence: Confidence,
    /// A call of the app with the rights of its users.
    pub(super) call: Option<Span>,
}

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let databases = databases_with_meant(project, sink);
    for table in exposed(&databases) {
        // That policies stand there and do nothing is a fault of its own.
        if !table.table.policies.is_empty() {
            continue;
        }
        let Some(at) = table.place(table.table.row_security_at.or(table.table.at)) else { continue };
        let Some(Open { reach, severity, confidence, call }) = open(project, &table) else { continue };
        let name = table.name;
        let which = condition(confidence);
        let finding = sink.report(at, name.to_string(), format!("{reach}: row security is off{which}"));
        finding.severity(severity).confidence(confidence).help(format!(
            "run `alter table {name} enable row level security`, then add a policy for each thing that callers should be able to do"
        ));
        if let Some(call) = call {
            finding.place(call, CALL);
        }
    }
    say_meant(&databases, sink);
}

/// What is said of the call.
pub(super) const CALL: &str = "the app uses it with the rights of its users";

/// What must hold for a finding that is not certain.
pub(super) fn condition(confidence: Confidence) -> &'static str {
    if confidence == Confidence::High { "" } else { ", if this SQL made the database behind the public key" }
}

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
    let is_listing = table.is_catalogue(project) || project.vocab.tables.tiny.has(&name.name);
    let is_of_jobs = is_log(project, &name.name) && !table.has_owner(project) && sensitive.tenant.is_none();
    let is_precious = !columns.is_empty() || call.is_some() && !is_listing && !is_of_jobs;
    let is_of_platform = project.dump.is_some() || table.database.schema.source.ends_with("supabase/migrations");
    Some(Open {
        reach: format!("{who} can {} all rows of {name}{what}", verbs(&commands)),
        severity: if is_precious { Severity::Critical } else { Severity::High },
        confidence: if is_of_platform { Confidence::High } else { Confidence::Medium },
        call,
    })
}
