//! Tables whose policies read each other: PostgreSQL refuses every statement on them.

use std::collections::{BTreeMap, BTreeSet};

use super::{databases, joined};
use crate::{
    model::{Project, access::Cause, schema::Name},
    rules::Sink,
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
            let policy = |name: &Name| database.schema.table(name)?.policies.values().find_map(|policy| policy.at);
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
