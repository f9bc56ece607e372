//! A function that runs with the rights of its owner, that anybody may call, and that does not ask who calls.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

use super::{Database, client_use, databases};
use crate::{
    frameworks::supabase::queues::QueueDeed,
    model::{
        Project,
        access::Caller,
        routine_harm::{Deed, Reach, RoutineHarm, Weight, harm},
        routines::WriteKind,
        schema::{Command, Function, FunctionKey, Name, Part, Privileges, Returns, RoutineKind},
    },
    rules::{Confidence, Severity, Sink},
    source::span::Span,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let left_open: BTreeSet<Name> =
        project.left_open.keys().filter(|name| client_use(project, name).is_some()).cloned().collect();
    for database in databases(project, sink) {
        let mut same: BTreeMap<(&Name, String), Vec<Open<'_>>> = BTreeMap::new();
        for open in open_functions(project, database, &left_open) {
            same.entry((&open.key.name, open.what())).or_default().push(open);
        }
        let mut groups: Vec<Vec<Open<'_>>> = same.into_values().collect();
        // The worst of several with one name first.
        groups.iter_mut().for_each(|group| group.sort_by_key(|open| Reverse(open.severity())));
        groups.sort_by_key(|group| group.first().map(|open| open.key));
        groups.iter().for_each(|group| report(sink, group));
    }
}

/// A function that is open, and what comes of it.
struct Open<'p> {
    key: &'p FunctionKey,
    at: Span,
    who: &'static str,
    harm: RoutineHarm<'p>,
}

impl Open<'_> {
    fn severity(&self) -> Severity {
        words(&self.harm).0
    }

    fn what(&self) -> String {
        words(&self.harm).2
    }
}

fn open_functions<'p>(project: &Project, database: Database<'p>, left_open: &BTreeSet<Name>) -> Vec<Open<'p>> {
    let open = |(key, function): (&'p FunctionKey, &'p Function)| {
        let at = function.at.filter(|_| database.is_first(&key.name) && is_callable(database, key, function))?;
        let is_revoked = database.schema.withheld.may_narrow(&key.name, Part::Grants, Command::All);
        if database.routines.asks_caller(key) || is_revoked {
            return None;
        }
        let callers: Vec<Caller> =
            Caller::ALL.into_iter().filter(|caller| may_execute(database, function, *caller)).collect();
        let reach = Reach { access: database.access, left_open, callers: &callers };
        let harm = harm(key, function, database.routines, reach, &project.vocab)?;
        let is_for_all = callers.contains(&Caller::Anonymous);
        let who = if is_for_all { "anybody on the internet" } else { "anybody with an account" };
        Some(Open { key, at, who, harm })
    };
    database.schema.functions.iter().filter_map(open).collect()
}

/// One name, one finding: calls do not tell apart which of several is meant.
fn report(sink: &mut Sink, group: &[Open<'_>]) {
    let Some((first, others)) = group.split_first() else { return };
    let Open { key, who, harm, .. } = first;
    let (severity, confidence, what) = words(harm);
    let because = if harm.is_open_anyway {
        "nothing asks who calls, and the table is open to the same callers anyway"
    } else {
        "it runs as its owner and never asks who calls"
    };
    let vain = if harm.is_in_vain { "; it only ever refuses or fails until it is mended" } else { "" };
    let message = format!("{who} can call {} and so {what}: {because}{vain}", key.name);
    let close = format!(
        "test the caller inside (`auth.uid()`, a role), or run `revoke execute on function {key} from public, anon, \
         authenticated` and call it from the server"
    );
    let help = if harm.is_open_anyway { format!("close the table first; then {close}") } else { close };
    let finding = sink.report(first.at, key.to_string(), message);
    finding.severity(severity).confidence(confidence).help(help);
    for other in others {
        finding.thing(other.at, other.key.to_string(), format!("{} does so too", other.key));
    }
}

/// A definer function of the API that a caller may execute by name.
fn is_callable(database: Database<'_>, key: &FunctionKey, function: &Function) -> bool {
    let is_trigger =
        matches!(&function.returns, Returns::Value(ty) if matches!(ty.name.name.as_str(), "trigger" | "event_trigger"));
    function.security_definer
        && function.extension.is_none()
        && function.kind != RoutineKind::Aggregate
        && !is_trigger
        && database.schema.api_schemas.contains(&key.name.schema)
        && Caller::ALL.into_iter().any(|caller| may_execute(database, function, caller))
}

fn may_execute(database: Database<'_>, function: &Function, caller: Caller) -> bool {
    database.schema.effective(&function.acl, caller.role()).has(Privileges::EXECUTE)
}

fn words(harm: &RoutineHarm<'_>) -> (Severity, Confidence, String) {
    let severity = match harm.weight {
        _ if harm.is_in_vain => Severity::Low,
        Weight::Housekeeping => Severity::Low,
        Weight::Little => Severity::Medium,
        Weight::Rows => Severity::High,
        Weight::Precious => Severity::Critical,
    };
    match harm.deed {
        Deed::Write(write) => {
            let verb = match write.kind {
                WriteKind::Insert if !write.overwrites.is_empty() => "overwrite rows of",
                WriteKind::Insert => "add rows to",
                WriteKind::Update => "change rows of",
                WriteKind::Delete => "delete rows of",
            };
            let is_sure = !harm.dynamic && severity >= Severity::High;
            let confidence = if is_sure { Confidence::High } else { Confidence::Medium };
            (severity, confidence, format!("{verb} {}", write.table))
        }
        Deed::Dynamic => (severity, Confidence::Low, "run what it puts together".to_owned()),
        Deed::Sent => (severity, Confidence::High, "run any SQL that he sends".to_owned()),
        Deed::Queue(deed, carries_mail) => {
            let what = match (deed, carries_mail) {
                (QueueDeed::Read, true) => "read the messages that wait to be sent, with the links in them",
                (QueueDeed::Send, true) => "have any message sent in the name of the app",
                (QueueDeed::Remove, true) => "take out messages that wait to be sent",
                (QueueDeed::Read, false) => "read what waits in a queue",
                (QueueDeed::Send, false) => "put anything into a queue",
                (QueueDeed::Remove, false) => "take out what waits in a queue",
            };
            (severity, Confidence::High, what.to_owned())
        }
        Deed::Secret(table) => (severity, Confidence::High, format!("read the secrets in {table}")),
        Deed::Read(table) => (severity, Confidence::Medium, format!("read what row security hides in {table}")),
    }
}
