//! Policies that ask who calls again for each row.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    model::{
        Project,
        access::repeated_calls,
        schema::{Name, Switch},
    },
    rules::{Severity, Sink},
    source::span::Span,
};

/// A policy with such a call: whether it is not made for each row, its place, its table, its name. The worst come first.
type Found<'p> = (bool, Span, &'p Name, &'p str);

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let mut by_source: BTreeMap<&str, (Vec<Found<'_>>, BTreeSet<String>)> = BTreeMap::new();
    let mut is_idle = true;
    for (schema, name, table) in project.own_tables().filter(|(_, _, table)| table.row_security == Switch::On) {
        for policy in table.policies.values() {
            is_idle = false;
            let repeated = repeated_calls(name, policy);
            if let Some(at) = policy.at.or(table.at).filter(|_| !repeated.names.is_empty()) {
                let (policies, calls) = by_source.entry(&schema.source).or_default();
                policies.push((!repeated.for_each_row, at, name, &policy.name));
                calls.extend(repeated.names);
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
    let Some(((is_mild, at, table, policy), others)) = policies.split_first() else { return };
    let worst = policies.iter().filter(|(mild, ..)| mild == is_mild);
    let tables = worst.clone().map(|(_, _, table, _)| table).collect::<BTreeSet<_>>().len();
    let which = match worst.count() {
        1 => format!("policy \"{policy}\" of {table} asks"),
        n if tables == 1 => format!("{n} policies of {table}, beginning with \"{policy}\", ask"),
        n => format!("{n} policies of {tables} tables, beginning with \"{policy}\" of {table}, ask"),
    };
    let when =
        if *is_mild { "each row that is added or looked through beside it" } else { "every row that a query looks at" };
    let message = format!("{which} {calls} again for {when}");
    let finding = sink.report(*at, format!("{table}/{policy}"), message);
    if *is_mild {
        finding.severity(Severity::Low);
    }
    for (is_mild, at, table, policy) in others {
        let what = if *is_mild { "asks again too, of fewer rows" } else { "too" };
        finding.thing(*at, format!("{table}/{policy}"), format!("policy \"{policy}\" of {table} {what}"));
    }
}
