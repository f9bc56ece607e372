//! Several policies where one would do: each is asked for each row, and what one forbids another may allow.

use std::collections::BTreeMap;

use crate::{
    model::{
        Project,
        access::overlapping,
        schema::{Command, Name, Policy},
    },
    rules::Sink,
    source::span::Span,
};

/// A table with such policies: the place of the one that was added last, the table, all of them.
type Found<'p> = (Span, &'p Name, String);

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let mut by_source: BTreeMap<&str, Vec<Found<'_>>> = BTreeMap::new();
    let mut is_idle = true;
    for (schema, name, table) in project.own_tables() {
        is_idle &= table.policies.is_empty();
        let policies = overlapping(schema, table);
        // Before the last one was added there was less to merge.
        let Some(at) = policies.iter().filter_map(|policy| policy.at).max().or(table.at) else { continue };
        if !policies.is_empty() {
            by_source.entry(&schema.source).or_default().push((at, name, by_command(&policies)));
        }
    }
    if is_idle {
        sink.not_applicable("no table has policies");
    }
    for mut tables in by_source.into_values() {
        tables.sort();
        report(&tables, sink);
    }
}

/// One habit, one finding.
fn report(tables: &[Found<'_>], sink: &mut Sink) {
    let Some(((at, name, policies), others)) = tables.split_first() else { return };
    let more = match others.len() {
        0 => String::new(),
        1 => "; so it is with one more table".to_owned(),
        n => format!("; so it is with {n} more tables"),
    };
    let message = format!("several policies of {name} are asked where one would do: {policies}{more}");
    let finding = sink.report(*at, name.to_string(), message);
    for (at, name, policies) in others {
        finding.thing(*at, name.to_string(), format!("{name}: {policies}"));
    }
}

/// `for reading "a", "b"; for adding "a", "c"`.
fn by_command(policies: &[&Policy]) -> String {
    const VERBS: [(Command, &str); 4] = [
        (Command::Select, "reading"),
        (Command::Insert, "adding"),
        (Command::Update, "changing"),
        (Command::Delete, "deleting"),
    ];
    let mut groups: Vec<(String, Vec<&str>)> = Vec::new();
    for (command, verb) in VERBS {
        let names: Vec<String> =
            policies.iter().filter(|p| p.command.covers(command)).map(|p| format!("\"{}\"", p.name)).collect();
        let list = names.join(", ");
        match groups.iter_mut().find(|(known, _)| *known == list) {
            _ if names.len() < 2 => {}
            Some((_, verbs)) => verbs.push(verb),
            None => groups.push((list, vec![verb])),
        }
    }
    let parts: Vec<String> = groups.iter().map(|(list, verbs)| format!("for {} {list}", verbs.join(" and "))).collect();
    parts.join("; ")
}
