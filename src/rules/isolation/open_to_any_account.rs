//! Rows that are everybody's who signs up: an account is not a permission.

use super::{Exposed, databases, exposed, joined, lower, verbs};
use crate::{
    model::{
        Project,
        access::{COMMANDS, Caller, Cell},
        schema::Command,
    },
    rules::{Confidence, Severity, Sink},
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let databases = databases(project, sink);
    for table in exposed(&databases) {
        if !table.is_protected() || table.access.sensitive.tenant.is_some() {
            continue;
        }
        let only_accounts = |command| match table.open(Caller::Anonymous, command) {
            Some(_) => None,
            None => table.open(Caller::Account, command),
        };
        let open: Vec<(Command, &Cell)> = COMMANDS.into_iter().filter_map(|c| Some((c, only_accounts(c)?))).collect();
        let Some((severity, commands, columns)) = harm(project, &table, &open) else { continue };
        let Some((_, cell)) = open.iter().rev().find(|(c, _)| commands.contains(c)) else { continue };
        let Some(at) = table.place(cell.at) else { continue };
        let name = table.name;
        let what = if columns.is_empty() { String::new() } else { format!(", with {}", joined(&columns)) };
        let policy =
            cell.policies.first().map_or("the policies".to_owned(), |reach| format!("policy \"{}\"", reach.policy));
        let which = if cell.row_filtered { "some rows" } else { "rows" };
        let message = format!(
            "whoever signs up can {} {which} of other users in {name}{what}: {policy} asks only for an account",
            verbs(&commands)
        );
        let severity = if cell.row_filtered { lower(severity) } else { severity };
        let finding = sink.report(at, name.to_string(), message);
        finding.severity(severity).help(
            "ask in the policy whose row it is (`user_id = auth.uid()`), or for a role that users cannot give themselves",
        );
        if cell.row_filtered {
            finding.confidence(Confidence::Medium);
        }
    }
}

/// How bad it is, by which commands, and because of which columns.
fn harm<'p>(
    project: &Project,
    table: &Exposed<'p>,
    open: &[(Command, &Cell)],
) -> Option<(Severity, Vec<Command>, Vec<&'p str>)> {
    let commands: Vec<Command> = open.iter().map(|(command, _)| *command).collect();
    let sensitive = &table.access.sensitive;
    let changes: Vec<Command> =
        commands.iter().copied().filter(|c| matches!(c, Command::Update | Command::Delete)).collect();
    if !changes.is_empty() {
        return Some((Severity::High, commands, Vec::new()));
    }
    if commands.contains(&Command::Select) && !table.is_catalogue(project) {
        let told: Vec<&str> = [&sensitive.secret, &sensitive.personal]
            .into_iter()
            .flat_map(|columns| table.readable(Caller::Account, columns))
            .collect();
        if !told.is_empty() {
            return Some((Severity::High, commands, told));
        }
    }
    let forges = commands.contains(&Command::Insert) && table.has_owner(project) && !table.is_form(project);
    forges.then(|| (Severity::Medium, vec![Command::Insert], Vec::new()))
}
