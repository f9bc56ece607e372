//! Rows of one tenant that callers of another tenant reach.

use super::{databases_with_meant, exposed, joined, say_meant, verbs, weight};
use crate::{
    model::{
        Project,
        access::{COMMANDS, Caller, Cell},
        schema::Command,
    },
    rules::{Confidence, Severity, Sink},
    vocab::split,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let databases = databases_with_meant(project, sink);
    for table in exposed(&databases) {
        let Some(tenant) = table.access.sensitive.tenant.as_deref().filter(|_| table.is_protected()) else { continue };
        let columns = table.access.sensitive.columns();
        // Reading what is no secret between tenants, such as the menu of a restaurant, is left to judge.
        let counts =
            |command: Command| command != Command::Select || !columns.is_empty() && !table.is_catalogue(project);
        let only_accounts = |command| match table.open(Caller::Anonymous, command) {
            Some(_) => None,
            None => table.open(Caller::Account, command),
        };
        let open: Vec<(Command, &Cell)> = COMMANDS
            .into_iter()
            .filter(|command| counts(*command))
            .filter_map(|command| Some((command, only_accounts(command)?)))
            .collect();
        let Some((_, cell)) = open.last() else { continue };
        let Some(at) = table.place(cell.at) else { continue };
        let commands: Vec<Command> = open.iter().map(|(command, _)| *command).collect();
        let name = table.name;
        let what = if columns.is_empty() { String::new() } else { format!(", with {}", joined(&columns)) };
        let policy =
            cell.policies.first().map_or("the policies".to_owned(), |reach| format!("policy \"{}\"", reach.policy));
        let message = format!(
            "users of one tenant can {} rows of every other in {name}{what}: {policy} does not look at {tenant}",
            verbs(&commands)
        );
        // A listing that all tenants are meant to see: offers, jobs, places, by the policy's own words.
        let is_published = commands == [Command::Select] && cell.row_filtered && is_listing(cell);
        let Some(severity) = open.iter().map(|(command, cell)| weight(project, &table, *command, cell)).max() else {
            continue;
        };
        if is_published && severity < Severity::High {
            continue;
        }
        let finding = sink.report(at, name.to_string(), message);
        finding.severity(severity).help(format!(
            "compare {tenant} with the tenants of the caller in every policy of the table, for instance through a function that \
             gives their ids"
        ));
        if cell.row_filtered {
            finding.confidence(Confidence::Medium);
        }
    }
    say_meant(&databases, sink);
}

/// Whether the policy is named as one for everybody.
fn is_listing(cell: &Cell) -> bool {
    cell.policies.first().is_some_and(|reach| {
        split(&reach.policy.to_ascii_lowercase())
            .iter()
            .any(|word| matches!(word.as_str(), "anyone" | "everyone" | "public" | "publicly" | "active" | "published"))
    })
}
