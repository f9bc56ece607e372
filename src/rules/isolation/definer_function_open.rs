//! A function that runs with the rights of its owner, that anybody may call, and that does not ask who calls.

use super::{Database, databases};
use crate::{
    model::{
        Project,
        access::{Caller, Verdict},
        routines::{Routine, WriteKind},
        schema::{Command, Function, FunctionKey, Name, Privileges, Returns, RoutineKind},
    },
    rules::{Confidence, Severity, Sink},
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    for database in databases(project, sink) {
        for (key, function) in database.schema.functions.iter() {
            let Some(at) = function.at.filter(|_| database.is_first(&key.name) && is_callable(database, key, function))
            else {
                continue;
            };
            if database.routines.asks_caller(key) {
                continue;
            }
            let Some(harm) = harm(project, database, key, function) else { continue };
            let may = |caller: Caller| database.schema.effective(&function.acl, caller.role()).has(Privileges::EXECUTE);
            let who = if may(Caller::Anonymous) { "anybody on the internet" } else { "anybody with an account" };
            let message = format!(
                "{who} can call {} and so {}: it runs as its owner and never asks who calls",
                key.name, harm.what
            );
            let help = format!(
                "test the caller inside (`auth.uid()`, a role), or run `revoke execute on function {key} from public, anon, \
                 authenticated` and call it from the server"
            );
            sink.report(at, key.to_string(), message).severity(harm.severity).confidence(harm.confidence).help(help);
        }
    }
}

struct Harm {
    severity: Severity,
    confidence: Confidence,
    what: String,
}

/// A definer function of the API that a caller may execute by name.
fn is_callable(database: Database<'_>, key: &FunctionKey, function: &Function) -> bool {
    let is_trigger =
        matches!(&function.returns, Returns::Value(ty) if matches!(ty.name.name.as_str(), "trigger" | "event_trigger"));
    let may = |caller: &Caller| database.schema.effective(&function.acl, caller.role()).has(Privileges::EXECUTE);
    function.security_definer
        && function.extension.is_none()
        && function.kind != RoutineKind::Aggregate
        && !is_trigger
        && database.schema.api_schemas.contains(&key.name.schema)
        && Caller::ALL.iter().any(may)
}

/// What a caller can do with it, by what it and the functions that it calls read and write.
fn harm(project: &Project, database: Database<'_>, key: &FunctionKey, function: &Function) -> Option<Harm> {
    let reached: Vec<&Routine> =
        database.routines.reached(key).into_iter().filter_map(|key| database.routines.get(key)).collect();
    if reached.iter().any(|routine| routine.unread) {
        return None;
    }
    let dynamic = reached.iter().any(|routine| routine.dynamic);
    let writes: Vec<_> = reached.iter().flat_map(|routine| &routine.writes).collect();
    let columns = &project.vocab.columns;
    // Counting a view or a download is meant for everybody.
    let is_counter = |write: &&&crate::model::routines::Write| {
        write.kind == WriteKind::Update
            && write.columns.iter().all(|(name, _)| columns.counter.has(name) || name == "updated_at")
    };
    let harmful: Vec<_> = writes.iter().filter(|write| !is_counter(write)).collect();
    if let Some(write) = harmful.first() {
        let is_precious = harmful
            .iter()
            .any(|write| write.columns.iter().any(|(name, _)| columns.privileged.has(name) || columns.money.has(name)));
        let verb = match write.kind {
            WriteKind::Insert => "add rows to",
            WriteKind::Update => "change rows of",
            WriteKind::Delete => "delete rows of",
        };
        // Housekeeping without arguments, and records of use, do little harm when a stranger sets them off.
        let tables = &project.vocab.tables;
        let is_record = harmful.iter().all(|w| tables.usage.has(&w.table.name) || tables.audit.has(&w.table.name));
        let severity = match () {
            () if asks_for_secret(project, function) => Severity::Low,
            () if function.inputs().next().is_none() || is_record => Severity::Medium,
            () if is_precious => Severity::Critical,
            () => Severity::High,
        };
        let confidence = if dynamic || severity < Severity::High { Confidence::Medium } else { Confidence::High };
        return Some(Harm { severity, confidence, what: format!("{verb} {}", write.table) });
    }
    if dynamic {
        return Some(Harm {
            severity: Severity::High,
            confidence: Confidence::Low,
            what: "run what it puts together".to_owned(),
        });
    }
    read_harm(project, database, &reached, function)
}

/// Reading is harm where whole rows that row security hides come back, not where a yes, a number or a name does.
fn read_harm(project: &Project, database: Database<'_>, reached: &[&Routine], function: &Function) -> Option<Harm> {
    let gives_rows = match &function.returns {
        Returns::Set(ty) => ty.built_in_name().is_none() || ty.name.name == "record",
        Returns::Table => true,
        Returns::Value(ty) => matches!(ty.name.name.as_str(), "json" | "jsonb" | "record"),
        Returns::Nothing => false,
    };
    if !gives_rows {
        return None;
    }
    let tells = |name: &&Name| {
        let sensitive = database.access.tables.get(*name).map(|table| &table.sensitive);
        sensitive.is_some_and(|sensitive| !sensitive.secret.is_empty() || !sensitive.personal.is_empty())
            && database
                .access
                .cell(name, Caller::Anonymous, Command::Select)
                .is_some_and(|cell| cell.verdict != Verdict::Open)
    };
    let table = reached.iter().flat_map(|routine| &routine.reads).find(tells)?;
    let confidence = Confidence::Medium;
    let severity = if asks_for_secret(project, function) { Severity::Low } else { Severity::High };
    Some(Harm { severity, confidence, what: format!("read what row security hides in {table}") })
}

/// Who knows a token, a code or a secret link is meant to use what it leads to.
fn asks_for_secret(project: &Project, function: &Function) -> bool {
    function.inputs().filter_map(|parameter| parameter.name.as_deref()).any(|name| {
        let name = name.trim_start_matches("p_").trim_start_matches('_');
        project.vocab.columns.secret.has(name)
            || name.ends_with("token")
            || name.ends_with("code")
            || name.ends_with("slug")
    })
}
