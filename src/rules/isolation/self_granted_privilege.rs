//! Rights and money that a user can write into his own row.

use super::{client_use, client_write, databases_with_meant, joined, say_meant};
use crate::{
    model::{
        Project,
        access::OwnRow,
        queries::Client,
        schema::{Command, Name},
    },
    rules::{Confidence, Severity, Sink},
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let databases = databases_with_meant(project, sink);
    for database in &databases {
        for grant in database.access.self_grants.iter().filter(|grant| database.is_first(&grant.table)) {
            let Some(at) = grant.at.or(database.schema.table(&grant.table).and_then(|t| t.at)) else { continue };
            let name = &grant.table;
            // What one buys begins unpaid; that it may begin paid counts where somebody believes it.
            let is_new_purchase = grant.row == OwnRow::Purchase && grant.command == Command::Insert;
            if is_new_purchase && !grant.believed && !project.believes_paid(name, &grant.columns) {
                continue;
            }
            let columns = joined(&grant.columns);
            let deed = match (grant.row, grant.command) {
                (_, Command::Insert) => format!("any user can add a row of his own with any {columns} to {name}"),
                (OwnRow::Account, _) => format!("any user can set his own {columns} in {name}"),
                (OwnRow::Tenant, _) => format!("any member can set {columns} of his own tenant in {name}"),
                (OwnRow::LedTenant, _) => format!("whoever runs a tenant can set its {columns} in {name}"),
                (OwnRow::Purchase, _) => format!("whose row it is can set its {columns} in {name}"),
                (OwnRow::Request, _) => format!("whoever asks can grant it to himself: he can set {columns} in {name}"),
            };
            let message =
                format!("{deed}: policy \"{}\" looks at the row, and nothing looks at the column", grant.policy);
            let verb = grant.command.as_str();
            let help = format!(
                "take the right away (`revoke {verb} on {name} from anon, authenticated`, then grant it on the columns that users may \
                 write), or put {columns} into a table that only the server writes"
            );
            let finding = sink.report(at, name.to_string(), message);
            finding.help(help);
            let is_asked = project.asked_tables.is_empty() || project.asked_tables.contains(&name.name);
            if grant.row == OwnRow::Account && grant.idle && !is_asked {
                // A word for somebody that nobody asks for.
                finding.severity(Severity::Medium);
            } else if project.is_unasked(database.schema, database.routines, grant) {
                finding.severity(Severity::Medium);
                finding.message.push_str("; nothing here asks for it yet");
            } else if grant.row != OwnRow::Account {
                // What nobody reads, nobody pays for.
                let is_idle = grant.row == OwnRow::Purchase
                    && !is_new_purchase
                    && grant.unseen
                    && !is_used_by_server(project, name);
                // Whoever looks through new requests may still look at this one.
                let is_begun = grant.row == OwnRow::Request && grant.command == Command::Insert;
                let severity = if is_idle || is_begun { Severity::Medium } else { Severity::High };
                finding.severity(severity).confidence(Confidence::Medium);
            }
            if let Some((call, column)) = client_write(project, name, &grant.columns) {
                let who = if project.sides.of(call.file).is_client() {
                    "the browser"
                } else {
                    "the app, with users' rights,"
                };
                finding.place(call, format!("{who} writes {column} here already"));
            } else if let Some(call) = client_use(project, name) {
                finding.place(call, "the app uses the table with the public key");
            }
        }
    }
    say_meant(&databases, sink);
}

/// Whether code of the app that is not bound by row security uses a table.
fn is_used_by_server(project: &Project, name: &Name) -> bool {
    project
        .production_queries()
        .any(|query| !matches!(query.client, Client::User | Client::Anon) && query.tables.contains(&name.name))
}
