//! Entities of Base44 without rules: every user of the app reads and changes all their rows.

use std::collections::BTreeSet;

use crate::{
    frameworks::base44::entities::Entity,
    model::Project,
    rules::{Severity, Sink},
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    if !project.keeps_data_in("base44") {
        sink.not_applicable("the data is not kept in Base44's entities");
        return;
    }
    let mut entities: Vec<&Entity> = project.entities.values().collect();
    if entities.is_empty() {
        sink.unknown("the export holds no entity; their access rules stand in Base44's editor, under data");
        return;
    }
    entities.sort_by_key(|entity| entity.at);
    let (bare, ruled): (Vec<&Entity>, Vec<&Entity>) = entities.into_iter().partition(|e| e.rules.is_none());
    without_rules(project, sink, bare);
    for entity in ruled {
        open_rules(project, sink, entity);
    }
}

/// No rules at all is one cause, whatever the number of entities.
fn without_rules(project: &Project, sink: &mut Sink, mut bare: Vec<&Entity>) {
    // Who holds passwords or keys is told first.
    bare.sort_by_key(|e| (!holds_secret(project, e), sensitive(project, e).is_empty(), e.at));
    let Some((first, others)) = bare.split_first() else { return };
    let mut said: Vec<&str> = bare.iter().flat_map(|entity| secrets(project, entity)).collect();
    said.extend(sensitive(project, first));
    let mut seen = BTreeSet::new();
    said.retain(|name| seen.insert(*name));
    said.truncate(TOLD);
    let what = if said.is_empty() { String::new() } else { format!(", with {}", said.join(", ")) };
    let whose = if others.is_empty() { first.name.clone() } else { format!("{} entities", bare.len()) };
    let message = format!("no access rules for {whose}: every user of the app reads and changes all their rows{what}");
    let finding = sink.report(first.at, format!("entity:{}", first.name), message);
    finding.severity(weight(holds_secret(project, first), !said.is_empty()));
    for other in others {
        finding.thing(other.at, format!("entity:{}", other.name), format!("{} has no rules", other.name));
    }
}

/// Rules that let everybody do something with rows that say something of a person, or of money.
fn open_rules(project: &Project, sink: &mut Sink, entity: &Entity) {
    let said = sensitive(project, entity);
    let is_harm = |operation: &str| match operation {
        // Adding rows is what forms are for.
        "create" => false,
        "read" => !said.is_empty(),
        _ => true,
    };
    let open: Vec<_> = entity.rules.iter().flatten().filter(|rule| rule.is_open && is_harm(rule.operation)).collect();
    let Some((first, others)) = open.split_first() else { return };
    let operations: Vec<&str> = open.iter().map(|r| r.operation).collect();
    let message = format!("every user of the app may {} all rows of {}", operations.join(", "), entity.name);
    let finding = sink.report(first.at, format!("entity:{}", entity.name), message);
    let reads = operations.contains(&"read");
    finding.severity(weight(reads && holds_secret(project, entity), !said.is_empty()));
    for other in others.iter().filter(|o| o.at != first.at) {
        finding.place(other.at, format!("{} is open", other.operation));
    }
}

/// How many properties a message names.
const TOLD: usize = 3;

fn weight(holds_secret: bool, is_sensitive: bool) -> Severity {
    match (holds_secret, is_sensitive) {
        (true, _) => Severity::Critical,
        (false, true) => Severity::High,
        (false, false) => Severity::Medium,
    }
}

/// The properties that tell something about a person, his money or his keys, keys first.
fn sensitive<'e>(project: &Project, entity: &'e Entity) -> Vec<&'e str> {
    let vocab = &project.vocab.columns;
    let says = |p: &str| !vocab.secret.has(p) && (vocab.personal.has(p) || vocab.money.has(p));
    let others = names(entity).filter(|name| says(name));
    secrets(project, entity).chain(others).take(TOLD).collect()
}

/// The properties that let their reader act as somebody else.
fn secrets<'e>(project: &Project, entity: &'e Entity) -> impl Iterator<Item = &'e str> {
    names(entity).filter(|property| project.vocab.columns.secret.has(property))
}

fn names(entity: &Entity) -> impl Iterator<Item = &str> {
    entity.properties.iter().map(|property| property.name.as_str())
}

fn holds_secret(project: &Project, entity: &Entity) -> bool {
    secrets(project, entity).next().is_some()
}
