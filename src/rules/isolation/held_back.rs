//! Policies that ask nothing of the caller, where something else keeps him from the rows of others today.

use super::{Exposed, shows_own_row_only, verbs};
use crate::{
    frameworks::supabase::caller::ACCOUNT_ROLE,
    model::{
        access::{Caller, Cause, Cell, Verdict},
        schema::{Command, PUBLIC, Policy},
    },
    rules::{Severity, Sink},
    sql::expr::{ExprKind, Literal, parse_expr},
};

pub(super) fn tell(table: &Exposed<'_>, sink: &mut Sink) {
    by_reading(table, sink);
    by_recursion(table, sink);
}

/// Only the policies of reading hold: the caller can change any column of what he sees, and the first wider read policy
/// opens the rest. Of what is his own he may do what he likes, but for what is reported as a right or a balance.
fn by_reading(table: &Exposed<'_>, sink: &mut Sink) {
    let half = |command: &Command| {
        table
            .cell(Caller::Account, *command)
            .filter(|cell| cell.verdict == Verdict::Open && matches!(cell.effective, Verdict::Scoped | Verdict::Role))
    };
    let commands: Vec<Command> =
        [Command::Update, Command::Delete].into_iter().filter(|command| half(command).is_some()).collect();
    let Some(cell) = commands.first().and_then(half) else { return };
    let Some(at) = table.place(cell.at) else { return };
    let name = table.name;
    let policy =
        cell.policies.first().map_or("the policies".to_owned(), |reach| format!("policy \"{}\"", reach.policy));
    let can = verbs(&commands);
    let sees_others = table.cell(Caller::Account, Command::Select).is_some_and(|cell| !shows_own_row_only(cell));
    let (severity, message) = if sees_others {
        let message = format!(
            "whoever signs up can {can} every row of {name} that he can see, in all its columns: {policy} asks nothing of the caller"
        );
        (Severity::Medium, message)
    } else {
        let message = format!(
            "{policy} lets everybody {can} rows of {name}: that each sees his own only is all that keeps him from the others"
        );
        (Severity::Low, message)
    };
    sink.report(at, name.to_string(), message).severity(severity).help(
        "a policy that is meant for the server is not needed, since the service role passes by row security: drop it",
    );
}

/// Every statement fails because policies read each other: whoever mends that opens the rows.
fn by_recursion(table: &Exposed<'_>, sink: &mut Sink) {
    let fails = |cell: &&Cell| matches!(cell.cause, Some(Cause::Recursion(_)));
    let opened = |command: Command| {
        table.cell(Caller::Account, command).filter(fails)?;
        let mut policies = table.table.policies.values().filter(|policy| policy.command.covers(command));
        if policies.clone().any(|policy| !policy.permissive) {
            return None;
        }
        policies.find(|policy| is_for_accounts(policy) && asks_nothing(policy, command)).map(|policy| (command, policy))
    };
    let open: Vec<(Command, _)> =
        [Command::Insert, Command::Update, Command::Delete].into_iter().filter_map(opened).collect();
    let Some((_, policy)) = open.last() else { return };
    let Some(at) = table.place(policy.at) else { return };
    let name = table.name;
    let commands: Vec<Command> = open.iter().map(|(command, _)| *command).collect();
    let message = format!(
        "once the recursion of its policies is mended, whoever signs up can {} rows of {name}: policy \"{}\" asks nothing of \
         the caller",
        verbs(&commands),
        policy.name
    );
    sink.report(at, name.to_string(), message)
        .severity(Severity::Low)
        .help("ask in this policy whose row it is, before the recursion is mended");
}

fn is_for_accounts(policy: &Policy) -> bool {
    policy.roles.iter().any(|role| role == PUBLIC || role == ACCOUNT_ROLE)
}

/// Whether the condition for a command is just `true`.
fn asks_nothing(policy: &Policy, command: Command) -> bool {
    let condition = match command {
        Command::Insert => policy.check.as_ref().or(policy.using.as_ref()),
        _ => policy.using.as_ref(),
    };
    condition
        .and_then(|condition| parse_expr(&condition.text).ok())
        .is_some_and(|tree| matches!(tree.kind, ExprKind::Literal(Literal::Bool(true))))
}
