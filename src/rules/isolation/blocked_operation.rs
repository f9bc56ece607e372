//! Things that the app does and the database never lets it do.

use super::{
    COMMANDS, Refused, blind_reads::blind_reads, databases, refused, refused_files::refused_files,
    rows_of_others::rows_of_others, verbs,
};
use crate::{
    frameworks::supabase::platform::grants_by_default,
    model::{
        Project,
        access::Cause,
        schema::{Command, Name},
    },
    rules::{Severity, Sink},
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    for database in databases(project, sink) {
        let first = database.schema.files.first().map_or("", |id| project.file(*id).name());
        for (name, calls) in refused(project, database) {
            for command in COMMANDS {
                let of_command: Vec<&Refused<'_>> = calls
                    .iter()
                    .filter(|call| call.command == command)
                    .filter(|call| call.cell.cause != Some(Cause::Grant) || grants_by_default(first))
                    // Policies that read each other are one fault, and reported as that.
                    .filter(|call| !matches!(call.cell.cause, Some(Cause::Recursion(_))))
                    .collect();
                report(project, name, &of_command, sink);
            }
        }
        blind_reads(project, database, sink);
        rows_of_others(project, database, sink);
    }
    refused_files(project, sink);
}

fn report(project: &Project, name: &Name, calls: &[&Refused<'_>], sink: &mut Sink) {
    let Some((first, others)) = calls.split_first() else { return };
    let verb = verbs(&[first.command]);
    let effect = match first.command {
        Command::Insert => "every try is an error",
        Command::Select => "it always finds nothing",
        _ => "it changes nothing and reports no error",
    };
    let effect = match first.cell.cause {
        Some(Cause::Policy) | None => effect,
        _ => "every try is an error",
    };
    let message = format!(
        "nobody can {verb} rows of {name} from the app, though it tries: {effect}, because {}",
        first.cell.because
    );
    let finding = sink.report(first.query.at, name.to_string(), message);
    finding.severity(weight_of_refusal(project, name));
    finding.help(match first.cell.policies.first() {
        Some(reach) => format!(
            "where policy \"{}\" is meant to forbid it, take the call out; else let the policy ask what callers can be, or do it on \
             the server with the service key and after a test of your own",
            reach.policy
        ),
        None => format!(
            "where nobody is meant to {verb} rows of {name}, take the call out; else add a policy that says who may, or do it on the \
             server with the service key and after a test of your own"
        ),
    });
    for call in others {
        finding.place(call.query.at, "and here");
    }
    if let Some(at) = first.cell.at {
        finding.place(at, "row security is switched on here");
    }
}

/// What stops when rows of a table cannot be changed: money, who somebody is, or something else.
pub(super) fn weight_of_refusal(project: &Project, name: &Name) -> Severity {
    let tables = &project.vocab.tables;
    let is_core = tables.money.has(&name.name) || tables.profile.has(&name.name);
    if is_core { Severity::High } else { Severity::Medium }
}
