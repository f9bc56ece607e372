//! A function of the database whose body PostgreSQL refuses when it runs, and that something calls.

use std::collections::BTreeSet;

use crate::{
    model::{
        Project,
        contract::broken::{BrokenFunction, Callers},
        schema::{FailureKind, Missing},
    },
    rules::{Confidence, Severity, Sink},
    source::span::Span,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    if !project.has_schema() {
        return sink.not_applicable("no SQL here makes a database");
    }
    let called = project.broken_functions().into_iter().filter(|broken| !broken.callers.is_empty());
    let is_beyond = |broken: &BrokenFunction<'_>| {
        broken.fault.always && !broken.fault.hidden && matches!(broken.fault.missing, Missing::BeyondPath(_))
    };
    let (beyond, others): (Vec<_>, Vec<_>) = called.partition(is_beyond);
    report_beyond(project, sink, &beyond);
    for broken in &others {
        report(project, sink, broken);
    }
}

/// One habit, one finding: a search path was fixed, and the names in the bodies stand without their schema.
fn report_beyond(project: &Project, sink: &mut Sink, all: &[BrokenFunction<'_>]) {
    let ordered: BTreeSet<(std::cmp::Reverse<Severity>, usize)> =
        all.iter().enumerate().map(|(index, broken)| (std::cmp::Reverse(severity(project, broken)), index)).collect();
    let mut ordered = ordered.into_iter().filter_map(|(_, index)| all.get(index));
    let Some(first) = ordered.next() else { return };
    if all.len() == 1 {
        return report(project, sink, first);
    }
    let Some(at) = place(first) else { return };
    let message = format!(
        "{} functions fail each time they are called: their search path leaves out the schema of what they name",
        all.len()
    );
    let finding = sink.report(at, "search_path", message);
    finding.severity(severity(project, first)).help(help(first));
    for broken in ordered {
        if let Some(at) = place(broken) {
            finding.thing(at, broken.key.to_string(), format!("{}() fails: {}", broken.key.name, reason(broken)));
        }
    }
}

fn report(project: &Project, sink: &mut Sink, broken: &BrokenFunction<'_>) {
    let Some(at) = place(broken) else { return };
    let message = format!("{}: {}", what(broken), reason(broken));
    let finding = sink.report(at, broken.key.to_string(), message);
    finding.severity(severity(project, broken)).help(help(broken));
    if !broken.fault.always {
        finding.confidence(Confidence::Medium);
    }
    for call in &broken.callers.calls {
        finding.place(call.at, format!("calls {}()", broken.key.name.name));
    }
    for (table, trigger) in &broken.callers.triggers {
        if let Some(at) = trigger.at {
            finding.place(at, format!("runs it for rows of {table}"));
        }
    }
}

fn place(broken: &BrokenFunction<'_>) -> Option<Span> {
    broken.fault.at.or(broken.function.at)
}

/// What fails, and whom it meets.
fn what(broken: &BrokenFunction<'_>) -> String {
    let (name, fault) = (&broken.key.name, broken.fault);
    let Callers { calls, triggers, policies, .. } = &broken.callers;
    if fault.fruitless {
        return if calls.is_empty() {
            format!("{name}() only ever refuses or fails")
        } else {
            format!("the code calls {name}(), which only ever refuses or fails")
        };
    }
    if !fault.always {
        let when = if fault.over_rows { "this statement finds a row" } else { "it comes to this statement" };
        return format!("{name}() fails whenever {when}");
    }
    if fault.hidden {
        return format!("{name}() never does its work, and its handler hides the error");
    }
    if let Some((table, trigger)) = triggers.first() {
        let events: Vec<&str> = trigger.events.iter().map(|event| event.as_str()).collect();
        let when =
            if trigger.when.is_some() || !trigger.update_of.is_empty() { " that its trigger is for" } else { "" };
        return format!("every {} of a row of {table}{when} fails in {name}()", events.join(" or "));
    }
    if let Some(table) = policies.first() {
        return format!("a policy of {table} calls {name}(), which fails each time");
    }
    if calls.is_empty() {
        return format!("{name}() fails each time it is called");
    }
    format!("the code calls {name}(), which fails each time")
}

fn reason(broken: &BrokenFunction<'_>) -> String {
    match &broken.fault.missing {
        Missing::BeyondPath(name) => format!("{name} is not in the search path that it was given"),
        _ => broken.fault.reason.clone(),
    }
}

/// High where users meet it, unless the code has a second way or the error stays hidden.
fn severity(project: &Project, broken: &BrokenFunction<'_>) -> Severity {
    let Callers { calls, triggers, policies, jobs, functions } = &broken.callers;
    let others = calls.is_empty() && policies.is_empty() && jobs.is_empty() && functions.is_empty();
    if others && !triggers.iter().any(|(table, trigger)| project.sets_off(table, trigger)) {
        return Severity::Low;
    }
    let is_met = !calls.is_empty() || !triggers.is_empty() || !policies.is_empty();
    let has_second_way =
        triggers.is_empty() && policies.is_empty() && calls.iter().all(|call| project.falls_back(call));
    match (is_met, has_second_way) {
        (true, true) => Severity::Low,
        (true, false) if (broken.fault.always || broken.fault.fruitless) && !broken.fault.hidden => Severity::High,
        _ => Severity::Medium,
    }
}

fn help(broken: &BrokenFunction<'_>) -> String {
    let again = format!("make {}() again in a new migration", broken.key.name);
    if let (Some(table), [(_, trigger)]) = (&broken.fault.on, broken.callers.triggers.as_slice()) {
        return format!("drop the trigger {} of {table}, or add to the table what the function sets", trigger.name);
    }
    match (&broken.fault.missing, broken.fault.kind) {
        (Missing::BeyondPath(_), _) => {
            "make each again in a new migration with the schema before every name of its body (`public.notes`), or set its \
             search path to `public`"
                .to_owned()
        }
        (Missing::Nothing, FailureKind::TypeMismatch | FailureKind::MissingFunction) => format!("{again}, with casts where the types differ"),
        (_, FailureKind::RefusedValue) => format!("{again} with a value that is taken there, or let this one be taken"),
        (Missing::Nothing, _) => {
            format!("{again}: write the table before the column (`t.id`), and call variables otherwise (`v_id`)")
        }
        _ => format!("{again} for the tables as they are now, or add what it names"),
    }
}
