//! Rows that anybody on the internet can add, change or delete although row security is on.

use super::{Exposed, databases_with_meant, exposed, is_log, say_meant, verbs};
use crate::{
    model::{
        Project,
        access::{Caller, Verdict},
        schema::{Column, Command},
    },
    rules::{Severity, Sink},
    sql::expr::{Expr, ExprKind, Is, parse_expr},
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
        let severity =
            if commands == [Command::Insert] && lets_in(project, &table) { Severity::Critical } else { severity };
        let severity = if filtered && commands != [Command::Insert] { severity.lower() } else { severity };
        let help = if lets_in(project, &table) && commands.contains(&Command::Insert) {
            "whoever adds the hash of a token of his own for somebody's id is let in as him: drop the policy, the service role that \
             hands tokens out passes by row security"
        } else if commands == [Command::Insert] {
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
    if commands == [Command::Insert] {
        let is_nobodys = || !table.has_owner(project) || leaves_owner_out(project, table);
        let is_form = table.is_form(project) || sensitive.privileged.is_empty() && is_nobodys();
        return if is_form || counts_visits(project, table) { Severity::Medium } else { Severity::High };
    }
    // A log tells of rights, it gives none.
    let gives_rights = !sensitive.privileged.is_empty() && !is_log(project, &table.name.name);
    let is_precious = gives_rights || holds_precious(project, table) || is_of_users(project, table);
    if is_precious { Severity::Critical } else { Severity::High }
}

/// Whether a row is what somebody shows to be let in: the token of a session or of a reset, with whose it is.
fn lets_in(project: &Project, table: &Exposed<'_>) -> bool {
    let vocab = &project.vocab;
    let is_whose = |column: &Column| vocab.columns.owner.has(&column.name) || column.name == "email";
    vocab.tables.credential.has(&table.name.name)
        && !table.access.sensitive.secret.is_empty()
        && table.table.columns.iter().any(|column| is_whose(column))
}

/// Whether each policy that lets visitors add a row asks that it names no owner: the form of those without an account.
fn leaves_owner_out(project: &Project, table: &Exposed<'_>) -> bool {
    let Some(cell) = table.open(Caller::Anonymous, Command::Insert) else { return false };
    let is_owner = |column: &Expr| match &column.uncast().kind {
        ExprKind::Column(parts) => parts.last().is_some_and(|name| project.vocab.columns.owner.has(name)),
        _ => false,
    };
    let asks = |name: &str| {
        let check = table.table.policies.get(name).and_then(|policy| policy.check.as_ref());
        check.and_then(|check| parse_expr(&check.text).ok()).is_some_and(|tree| {
            let parts = match &tree.kind {
                ExprKind::And(parts) => parts.as_slice(),
                _ => std::slice::from_ref(&tree),
            };
            parts.iter().any(|part| matches!(&part.kind, ExprKind::Is(column, Is::Null) if is_owner(column)))
        })
    };
    let mut open = cell.policies.iter().filter(|reach| reach.verdict == Verdict::Open).peekable();
    open.peek().is_some() && open.all(|reach| asks(&reach.policy))
}

/// Whether a row says that somebody came by, with an account or without, and nothing about him.
fn counts_visits(project: &Project, table: &Exposed<'_>) -> bool {
    let sensitive = &table.access.sensitive;
    let mut owners = table.table.columns.iter().filter(|column| project.vocab.columns.owner.has(&column.name));
    project.vocab.tables.visits.has(&table.name.name)
        && owners.all(|column| !column.not_null)
        && sensitive.columns().is_empty()
        && sensitive.privileged.is_empty()
}

/// Whether the columns hold what must not be changed by strangers. A single word about a person, in a table that is not
/// one of people, is bad to read and less so to change.
fn holds_precious(project: &Project, table: &Exposed<'_>) -> bool {
    let sensitive = &table.access.sensitive;
    let is_of_people = table.has_owner(project) || project.vocab.tables.profile.has(&table.name.name);
    let is_aside = !is_of_people && sensitive.columns().len() == 1 && sensitive.personal.len() == 1;
    !sensitive.columns().is_empty() && !is_aside
}

/// Whether the rows belong to users of the app: not those of a log or a limit, nor those that strangers add as well and
/// that name whoever made them only where he had an account.
fn is_of_users(project: &Project, table: &Exposed<'_>) -> bool {
    let tables = &project.vocab.tables;
    let name = &table.name.name;
    let is_loose = |column: &Column| {
        !column.not_null && !table.table.foreign_keys().any(|(key, _)| key.columns.contains(&column.name))
    };
    let owners = table.table.columns.iter().filter(|column| project.vocab.columns.owner.has(&column.name));
    let is_nobodys = table.open(Caller::Anonymous, Command::Insert).is_some() && owners.clone().all(|c| is_loose(c));
    owners.count() > 0 && !is_nobodys && !is_log(project, name) && !tables.usage.has(name)
}
