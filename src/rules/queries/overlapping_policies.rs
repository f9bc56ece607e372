//! Several policies where one would do: each is asked for each row, and what one forbids another may allow.

use std::collections::BTreeMap;

use crate::{
    model::{Project, access::overlapping, schema::Name},
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
            let names: Vec<String> = policies.iter().map(|policy| format!("\"{}\"", policy.name)).collect();
            by_source.entry(&schema.source).or_default().push((at, name, names.join(", ")));
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
        n => format!("; so it is with {n} more tables"),
    };
    let message = format!("several policies of {name} are all asked for the same thing: {policies}{more}");
    let finding = sink.report(*at, name.to_string(), message);
    for (at, name, policies) in others {
        finding.thing(*at, name.to_string(), format!("{name}: {policies}"));
    }
}
