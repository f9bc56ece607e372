//! Policies that ask who calls again for each row.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    model::{
        Project,
        access::per_row_calls,
        schema::{Name, Switch},
    },
    rules::Sink,
    source::span::Span,
};

/// A policy with such a call: its place, its table, its name.
type Found<'p> = (Span, &'p Name, &'p str);

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let mut by_source: BTreeMap<&str, (Vec<Found<'_>>, BTreeSet<String>)> = BTreeMap::new();
    let mut is_idle = true;
    for (schema, name, table) in project.own_tables().filter(|(_, _, table)| table.row_security == Switch::On) {
        for policy in table.policies.values() {
            is_idle = false;
            let bare = per_row_calls(policy);
            if let Some(at) = policy.at.or(table.at).filter(|_| !bare.is_empty()) {
                let (policies, calls) = by_source.entry(&schema.source).or_default();
                policies.push((at, name, &policy.name));
                calls.extend(bare);
            }
        }
    }
    if is_idle {
        sink.not_applicable("no table has policies");
    }
    for (mut policies, calls) in by_source.into_values() {
        policies.sort();
        report(&policies, &Vec::from_iter(calls).join(", "), sink);
    }
}

/// One habit, one finding.
fn report(policies: &[Found<'_>], calls: &str, sink: &mut Sink) {
    let Some(((at, table, policy), others)) = policies.split_first() else { return };
    let tables = policies.iter().map(|(_, table, _)| table).collect::<BTreeSet<_>>().len();
    let which = match others.len() {
        0 => format!("policy \"{policy}\" of {table} asks"),
        n => format!("{} policies of {tables} tables, beginning with \"{policy}\" of {table}, ask", n + 1),
    };
    let message = format!("{which} {calls} again for every row that a query looks at");
    let finding = sink.report(*at, format!("{table}/{policy}"), message);
    for (at, table, policy) in others {
        finding.thing(*at, format!("{table}/{policy}"), format!("policy \"{policy}\" of {table} too"));
    }
}
