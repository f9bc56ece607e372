//! Rows that are everybody's who signs up: an account is not a permission.

use super::{Exposed, databases_with_meant, exposed, held_back, joined, say_meant, verbs, weight};
use crate::{
    model::{
        Project,
        access::{COMMANDS, Caller, Cell},
        schema::{Command, Name},
    },
    rules::{Confidence, Severity, Sink},
    source::span::Span,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let databases = databases_with_meant(project, sink);
    let mut added_to: Vec<(Span, &Name)> = Vec::new();
    for table in exposed(&databases) {
        if table.is_protected() {
            held_back::tell(&table, sink);
        }
        if !table.is_protected() || table.access.sensitive.tenant.is_some() {
            continue;
        }
        let only_accounts = |command| match table.open(Caller::Anonymous, command) {
            Some(_) => None,
            None => table.open(Caller::Account, command),
        };
        let open: Vec<(Command, &Cell)> = COMMANDS.into_iter().filter_map(|c| Some((c, only_accounts(c)?))).collect();
        let Some((severity, commands, columns)) = harm(project, &table, &open) else {
            let insert = open.iter().find(|(command, _)| {
                *command == Command::Insert && (!table.is_form(project) || table.has_owner(project))
            });
            added_to.extend(insert.and_then(|(_, cell)| Some((table.place(cell.at)?, table.name))));
            continue;
        };
        let Some((_, cell)) = open.iter().rev().find(|(c, _)| commands.contains(c)) else { continue };
        let Some(at) = table.place(cell.at) else { continue };
        let name = table.name;
        let what = if columns.is_empty() { String::new() } else { format!(", with {}", joined(&columns)) };
        let policy =
            cell.policies.first().map_or("the policies".to_owned(), |reach| format!("policy \"{}\"", reach.policy));
        let which = if cell.row_filtered { "some rows" } else { "rows" };
        let is_of_users = table.has_owner(project) || project.vocab.tables.profile.has(&name.name);
        let whose = if is_of_users { format!("of other users in {name}") } else { format!("of {name}") };
        let message = format!(
            "whoever signs up can {} {which} {whose}{what}: {policy} asks only for an account",
            verbs(&commands)
        );
        let finding = sink.report(at, name.to_string(), message);
        finding.severity(severity).help(
            "ask in the policy whose row it is (`user_id = auth.uid()`), or for a role that users cannot give themselves",
        );
        if cell.row_filtered {
            finding.confidence(Confidence::Medium);
        }
    }
    added_to.sort();
    strewn(&added_to, sink);
    say_meant(&databases, sink);
}

/// Tables of nobody's rows that every account can add to: told once, as the habit it is.
fn strewn(tables: &[(Span, &Name)], sink: &mut Sink) {
    let Some(((at, first), others)) = tables.split_first() else { return };
    let more = match others.len() {
        0 => String::new(),
        n => format!(", and so it is with {n} more"),
    };
    let message = format!("whoever signs up can fill {first} with rows of his own making{more}");
    let finding = sink.report(*at, first.to_string(), message);
    finding.severity(Severity::Low).help(
        "drop the policy where only the server writes, since the service role passes by row security; else ask who adds the row",
    );
    for (at, name) in others {
        finding.thing(*at, name.to_string(), format!("{name}, too"));
    }
}

/// How bad it is, by which commands, and because of which columns.
fn harm<'p>(
    project: &Project,
    table: &Exposed<'p>,
    open: &[(Command, &Cell)],
) -> Option<(Severity, Vec<Command>, Vec<&'p str>)> {
    let commands: Vec<Command> = open.iter().map(|(command, _)| *command).collect();
    let worst = |of: &[Command]| {
        let weighed = open.iter().filter(|(command, _)| of.contains(command));
        let weight = |command: Command, cell: &Cell| match weight(project, table, command, cell) {
            // Nobody becomes more than he is by reading.
            severity if command == Command::Select => severity.min(Severity::High),
            severity => severity,
        };
        weighed.map(|(command, cell)| weight(*command, cell)).max()
    };
    let sensitive = &table.access.sensitive;
    let told: Vec<&str> = [&sensitive.secret, &sensitive.personal]
        .into_iter()
        .flat_map(|columns| table.readable(Caller::Account, columns))
        .collect();
    let tells = commands.contains(&Command::Select) && !told.is_empty();
    if commands.iter().any(|c| matches!(c, Command::Update | Command::Delete)) {
        let columns = if tells { told } else { Vec::new() };
        return Some((worst(&commands)?, commands, columns));
    }
    if tells && (!table.is_catalogue(project) || !table.readable(Caller::Account, &sensitive.secret).is_empty()) {
        return Some((worst(&commands)?, commands, told));
    }
    let forges = commands.contains(&Command::Insert) && table.has_owner(project) && !table.is_form(project);
    let severity = worst(&[Command::Insert]).filter(|severity| forges || *severity > Severity::Medium)?;
    Some((severity, vec![Command::Insert], Vec::new()))
}
