//! Tables whose policies read each other: PostgreSQL refuses every statement on them.

use std::collections::{BTreeMap, BTreeSet};

use super::{databases, joined};
use crate::{
    model::{
        Project,
        access::Cause,
        schema::{Name, Policy},
    },
    rules::Sink,
    sql::expr::{Node, parse_expr},
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    for database in databases(project, sink) {
        // The tables of a cycle, and all tables that nobody can use because of it.
        let mut cycles: BTreeMap<BTreeSet<&Name>, BTreeSet<&Name>> = BTreeMap::new();
        for (name, table) in database.access.tables.iter().filter(|(name, _)| database.is_first(name)) {
            for cell in table.cells.values() {
                if let Some(Cause::Recursion(tables)) = &cell.cause {
                    // What leads to the cycle is not part of it: the last table met is where it closes.
                    let cycle: BTreeSet<&Name> = tables.iter().collect();
                    cycles.entry(cycle).or_default().insert(name);
                }
            }
        }
        let smallest: Vec<BTreeSet<&Name>> = cycles
            .keys()
            .filter(|cycle| !cycles.keys().any(|other| other != *cycle && other.is_subset(cycle)))
            .cloned()
            .collect();
        for cycle in smallest {
            let broken: BTreeSet<&Name> = cycles
                .iter()
                .filter(|(other, _)| cycle.is_subset(other))
                .flat_map(|(_, names)| names)
                .copied()
                .collect();
            let Some(first) = cycle.first() else { continue };
            let policy = |name: &Name| {
                let policies = || database.schema.table(name).into_iter().flat_map(|table| table.policies.values());
                let into_cycle = policies().find(|policy| reads_any(policy, &cycle));
                into_cycle.or_else(|| policies().next()).and_then(|policy| policy.at)
            };
            let Some(at) = policy(first) else { continue };
            let names: Vec<String> = cycle.iter().map(ToString::to_string).collect();
            let how =
                if names.len() == 1 { "reads itself in its own policies" } else { "read each other in their policies" };
            let message = format!("every access fails with infinite recursion: {} {how}", joined(&names));
            let finding = sink.report(at, first.to_string(), message);
            finding.help(
                "move the lookup into a function with SECURITY DEFINER and a fixed search_path, and call that in the policies",
            );
            for name in broken.into_iter().filter(|name| name != first) {
                if let Some(at) = policy(name) {
                    finding.thing(at, name.to_string(), format!("{name} cannot be used either"));
                }
            }
        }
    }
}

/// Whether a policy's own conditions read one of these tables.
fn reads_any(policy: &Policy, tables: &BTreeSet<&Name>) -> bool {
    let mut found = false;
    for condition in policy.using.iter().chain(&policy.check) {
        let Ok(tree) = parse_expr(&condition.text) else { continue };
        tree.walk(&mut |node| {
            if let Node::Read(table) = node {
                found |= tables.iter().any(|name| {
                    name.name == table.name && table.schema.as_ref().is_none_or(|schema| *schema == name.schema)
                });
            }
        });
    }
    found
}
