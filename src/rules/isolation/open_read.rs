//! Rows that anybody on the internet can read although row security is on.

use super::{Exposed, databases, exposed, joined, lower};
use crate::{
    model::{Project, access::Caller, schema::Command},
    rules::{Confidence, Severity, Sink},
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let databases = databases(project, sink);
    for table in exposed(&databases) {
        if !table.is_protected() {
            continue;
        }
        let Some(cell) = table.open(Caller::Anonymous, Command::Select) else { continue };
        let Some((severity, columns)) = harm(project, &table) else { continue };
        let Some(at) = table.place(cell.at) else { continue };
        let name = table.name;
        let which = if cell.row_filtered { "some rows" } else { "all rows" };
        let what = if columns.is_empty() { String::new() } else { format!(", with {}", joined(&columns)) };
        let policy =
            cell.policies.first().map_or("the policies".to_owned(), |reach| format!("policy \"{}\"", reach.policy));
        let message =
            format!("anybody on the internet can read {which} of {name}{what}: {policy} asks nothing of the caller");
        let severity = if cell.row_filtered { lower(severity) } else { severity };
        let finding = sink.report(at, name.to_string(), message);
        finding.severity(severity).help(
            "let the policy ask who calls (`user_id = auth.uid()`, or a membership); where a part of it is meant to be public, \
             show that part through a view or grant select on those columns only",
        );
        if cell.row_filtered || table.is_catalogue(project) {
            finding.confidence(Confidence::Medium);
        }
    }
}

/// How bad it is that everybody reads the table, and because of which columns.
fn harm<'p>(project: &Project, table: &Exposed<'p>) -> Option<(Severity, Vec<&'p str>)> {
    let sensitive = &table.access.sensitive;
    let readable = |columns: &'p [String]| table.readable(Caller::Anonymous, columns);
    let secret = readable(&sensitive.secret);
    if !secret.is_empty() {
        return Some((Severity::Critical, secret));
    }
    let personal = readable(&sensitive.personal);
    if !personal.is_empty() {
        // What a catalogue or a list of organisations says of a contact is often meant to be public.
        let is_listing = table.is_catalogue(project) || project.vocab.tables.tenant.has(&table.name.name);
        let severity = if is_listing { Severity::Medium } else { Severity::High };
        return Some((severity, personal));
    }
    let names = readable(&sensitive.person_name);
    if !names.is_empty() {
        return Some((Severity::Medium, names));
    }
    let money = readable(&sensitive.money);
    if !money.is_empty() && project.vocab.tables.money.has(&table.name.name) {
        return Some((Severity::Medium, money));
    }
    let is_about_users = table.has_owner(project) && !table.is_catalogue(project);
    is_about_users.then(|| (Severity::Low, Vec::new()))
}
