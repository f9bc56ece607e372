//! A literal that the column refuses: its check or enum does not list it.

use std::collections::BTreeMap;

use super::{RefusedValues, entities, is_idle_without_entities, unchecked};
use crate::{
    model::{
        Project,
        queries::{Condition, Query},
        schema::Name,
    },
    rules::Sink,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    if is_idle_without_entities(project, sink) {
        return;
    }
    entities::unlisted_words(project, sink);
    let mut refused = RefusedValues::default();
    let mut taken: BTreeMap<(Name, String), Vec<String>> = BTreeMap::new();
    for query in unchecked(project) {
        let Some((_, name, _)) = project.table_of(query) else { continue };
        for (column, value) in project.written_constants(query).into_iter().chain(compared(query)) {
            if let Some(allowed) = project.takes_instead(query, &column, &value) {
                refused.add(&name, &column, value, query.at);
                taken.insert((name.clone(), column), allowed);
            }
        }
    }
    for group in refused.groups() {
        let (table, column) = (group.table, group.column);
        let message = format!("{table}.{column} refuses {}: the call fails, or finds nothing, each time", group.values);
        let finding = sink.report(group.first, format!("{table}.{column}"), message);
        for place in group.others {
            finding.place(place, format!("the same value for {column}"));
        }
        if let Some(allowed) = taken.get(&(table, column)) {
            let allowed = allowed.join(", ");
            finding.help(format!("it takes {allowed}: write one of these, or add the value in a migration"));
        }
    }
}

/// Literals that a column is compared with for equality.
fn compared(query: &Query) -> Vec<(String, String)> {
    let equal = query.conditions.iter().flat_map(Condition::comparisons).filter(|c| c.op == "eq" && c.path.is_none());
    equal.filter_map(|c| Some((c.column.clone()?, c.literal.clone()?))).collect()
}
