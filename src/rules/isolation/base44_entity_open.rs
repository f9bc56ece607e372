//! Entities of Base44 without rules: every user of the app reads and changes all their rows.

use crate::{
    frameworks::base44::entities::{Entity, entities},
    model::Project,
    rules::{Severity, Sink},
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    if !project.keeps_data_in("base44") {
        sink.not_applicable("the data is not kept in Base44's entities");
        return;
    }
    let entities = entities(project);
    if entities.is_empty() {
        sink.unknown("the export holds no entity; their access rules stand in Base44's editor, under data");
        return;
    }
    let (bare, ruled): (Vec<&Entity>, Vec<&Entity>) = entities.iter().partition(|e| e.rules.is_none());
    without_rules(project, sink, bare);
    for entity in ruled {
        open_rules(project, sink, entity);
    }
}

/// No rules at all is one cause, whatever the number of entities.
fn without_rules(project: &Project, sink: &mut Sink, mut bare: Vec<&Entity>) {
    bare.sort_by_key(|e| (sensitive(project, e).is_empty(), e.at));
    let Some((first, others)) = bare.split_first() else { return };
    let said = sensitive(project, first);
    let what = if said.is_empty() { String::new() } else { format!(", with {}", said.join(", ")) };
    let whose = if others.is_empty() { first.name.clone() } else { format!("{} entities", bare.len()) };
    let message = format!("no access rules for {whose}: every user of the app reads and changes all their rows{what}");
    let finding = sink.report(first.at, format!("entity:{}", first.name), message);
    if said.is_empty() {
        finding.severity(Severity::Medium);
    }
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
    if said.is_empty() {
        finding.severity(Severity::Medium);
    }
    for other in others.iter().filter(|o| o.at != first.at) {
        finding.place(other.at, format!("{} is open", other.operation));
    }
}

/// The properties that tell something about a person, his money or his keys.
fn sensitive<'e>(project: &Project, entity: &'e Entity) -> Vec<&'e str> {
    let vocab = &project.vocab.columns;
    let says = |p: &&String| vocab.secret.has(p) || vocab.personal.has(p) || vocab.money.has(p);
    entity.properties.iter().filter(says).map(String::as_str).take(3).collect()
}
