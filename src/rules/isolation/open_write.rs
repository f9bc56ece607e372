//! Rows that anybody on the internet can add, change or delete although row security is on.

use super::{Exposed, databases_with_meant, exposed, is_log, lower, say_meant, verbs};
use crate::{
    model::{Project, access::Caller, schema::Command},
    rules::{Severity, Sink},
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let databases = databases_with_meant(project, sink);
    for table in exposed(&databases) {
        if !table.is_protected() {
            continue;
        }
        let writes = [Command::Insert, Command::Update, Command::Delete];
        let open: Vec<_> = writes.into_iter().filter_map(|c| Some((c, table.open(Caller::Anonymous, c)?))).collect();
        // What changes existing rows is worse than what adds new ones: it gives the place and the policy.
        let Some((_, worst)) = open.iter().rev().min_by_key(|(_, cell)| cell.row_filtered) else { continue };
        let Some(at) = table.place(worst.at) else { continue };
        let commands: Vec<Command> = open.iter().map(|(command, _)| *command).collect();
        let name = table.name;
        let policy =
            worst.policies.first().map_or("the policies".to_owned(), |reach| format!("policy \"{}\"", reach.policy));
        let filtered = open.iter().all(|(_, cell)| cell.row_filtered);
        let which = if filtered && commands != [Command::Insert] { "some rows" } else { "rows" };
        let message = format!(
            "anybody on the internet can {} {which} of {name}: {policy} asks nothing of the caller",
            verbs(&commands)
        );
        let severity = harm(project, &table, &commands);
        let severity = if filtered && commands != [Command::Insert] { lower(severity) } else { severity };
        let help = if commands == [Command::Insert] {
            "if strangers are meant to send this, let a server function take it, with a rate limit and a captcha; else ask for \
             `auth.uid()` in WITH CHECK"
        } else {
            "restrict the policy to the owner of the row (`user_id = auth.uid()`); one that is meant for the server needs no policy \
             at all, since the service role passes by row security"
        };
        sink.report(at, name.to_string(), message).severity(severity).help(help);
    }
    say_meant(&databases, sink);
}

fn harm(project: &Project, table: &Exposed<'_>, commands: &[Command]) -> Severity {
    let sensitive = &table.access.sensitive;
    let is_of_users = table.has_owner(project) && !is_log(project, &table.name.name);
    // A log tells of rights, it gives none.
    let gives_rights = !sensitive.privileged.is_empty() && !is_log(project, &table.name.name);
    let is_precious = !sensitive.columns().is_empty() || gives_rights || is_of_users;
    if commands == [Command::Insert] {
        let is_form = table.is_form(project) || !table.has_owner(project) && sensitive.privileged.is_empty();
        return if is_form { Severity::Medium } else { Severity::High };
    }
    if is_precious { Severity::Critical } else { Severity::High }
}
