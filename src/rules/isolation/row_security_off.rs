//! A table of the API without row security: its grants decide, and they let everybody in.

use super::{client_use, databases, exposed, joined, verbs};
use crate::{
    model::{
        Project,
        access::{COMMANDS, Caller},
        schema::TableKind,
    },
    rules::{Confidence, Severity, Sink},
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let databases = databases(project, sink);
    for table in exposed(&databases) {
        if !table.is_unprotected() || table.table.kind == TableKind::Foreign {
            continue;
        }
        let Some(at) = table.place(table.table.row_security_at.or(table.table.at)) else { continue };
        let open = |caller| COMMANDS.into_iter().filter(|c| table.open(caller, *c).is_some()).collect::<Vec<_>>();
        let (who, commands) = match open(Caller::Anonymous) {
            commands if commands.is_empty() => ("anybody with an account", open(Caller::Account)),
            commands => ("anybody", commands),
        };
        if commands.is_empty() {
            continue;
        }
        let columns = table.access.sensitive.columns();
        let what = if columns.is_empty() { String::new() } else { format!(", with {}", joined(&columns)) };
        let name = table.name;
        let message = format!("{who} can {} all rows of {name}{what}: row security is off", verbs(&commands));
        let call = client_use(project, name);
        // What is meant for everybody, a list of products or choices, is damaged by strangers but tells them nothing.
        let is_listing = table.is_catalogue(project) || project.vocab.tables.tiny.has(&name.name);
        let is_precious = !columns.is_empty() || call.is_some() && !is_listing;
        let severity = if is_precious { Severity::Critical } else { Severity::High };
        let is_of_platform = project.dump.is_some() || table.database.schema.source.ends_with("supabase/migrations");
        let which = if is_of_platform { "" } else { ", if this SQL made the database behind the public key" };
        let finding = sink.report(at, name.to_string(), format!("{message}{which}"));
        if !is_of_platform {
            finding.confidence(Confidence::Medium);
        }
        finding.severity(severity).help(format!(
            "run `alter table {name} enable row level security`, then add a policy for each thing that callers should be able to do"
        ));
        if let Some(call) = call {
            finding.place(call, "the app uses it with the rights of its users");
        }
    }
}
