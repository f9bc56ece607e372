//! Things that the app does and the database never lets it do.

use super::{
    COMMANDS, Database, Refused, databases, refused, rows_of_others::rows_of_others, shows_own_row_only, verbs,
};
use crate::{
    facts::code::ExprId,
    frameworks::supabase::platform::grants_by_default,
    model::{
        Project,
        access::{Caller, Cause},
        queries::{Client, Condition, Op},
        schema::{Command, Name},
        values::Values,
    },
    rules::{Confidence, Severity, Sink},
    source::span::FileId,
    vocab::split,
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
        blind_searches(project, database, sink);
        rows_of_others(project, database, sink);
    }
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

/// Searches for other people in tables of which everybody sees only his own row: they never find anybody.
fn blind_searches(project: &Project, database: Database<'_>, sink: &mut Sink) {
    let values = project.values();
    for query in project.met_queries() {
        let ([table], Op::Select, Client::User) = (query.tables.as_slice(), query.op, query.client) else { continue };
        let name = Name::new(query.schema.as_deref().unwrap_or("public"), table);
        let cell = database.access.cell(&name, Caller::Account, Command::Select).filter(|_| database.is_first(&name));
        let Some(cell) = cell.filter(|cell| shows_own_row_only(cell)) else { continue };
        let typed = query.conditions.iter().find_map(|condition| match condition {
            Condition::Compare(c) if matches!(c.op.as_str(), "eq" | "ilike") => {
                let column = c.column.as_deref().filter(|column| is_address(column))?;
                is_typed(&values, query.at.file, c.value?).then_some(column)
            }
            _ => None,
        });
        let Some(column) = typed else { continue };
        let message = format!(
            "looking for somebody else by {column} in {name} never finds anybody: row security shows each user only his own row"
        );
        let finding = sink.report(query.at, name.to_string(), message);
        finding.confidence(Confidence::Medium).help(format!(
            "let a `security definer` function look the person up by {column} and give back no more than the id, with a limit on tries"
        ));
        if let Some(at) = cell.at {
            finding.place(at, "this policy shows the own row only");
        }
    }
}

/// Whether people are found by such a column.
fn is_address(column: &str) -> bool {
    split(column)
        .iter()
        .any(|word| matches!(word.as_str(), "email" | "mail" | "phone" | "username" | "telefone" | "correo"))
}

/// Whether a value is what somebody typed into a form of this page, kept as its state.
fn is_typed(values: &Values<'_>, file: FileId, value: ExprId) -> bool {
    let symbols = values.symbols(file, value);
    !symbols.is_empty()
        && symbols.iter().all(|symbol| symbol.package() == Some("react") && symbol.path.contains("useState"))
}
