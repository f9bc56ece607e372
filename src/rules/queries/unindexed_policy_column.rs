//! Policies that search a whole table, because no index has the column that they compare.

use std::collections::{BTreeMap, BTreeSet};

use super::index_name;
use crate::{
    model::{
        Project,
        indexes::{Search, unserved_searches},
        schema::{Name, Policy, Switch},
    },
    rules::Sink,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let mut by_search: BTreeMap<Search, Vec<(String, &Policy)>> = BTreeMap::new();
    let mut is_idle = true;
    let own: BTreeSet<&Name> = project.own_tables().map(|(_, name, _)| name).collect();
    for (schema, name, table) in project.own_tables().filter(|(_, _, table)| table.row_security == Switch::On) {
        for policy in table.policies.values() {
            is_idle = false;
            for search in unserved_searches(schema, name, table, policy) {
                let columns: Vec<&str> = search.columns.iter().map(String::as_str).collect();
                let is_judged = own.contains(&search.table) && !project.vocab.tables.tiny.has(&search.table.name);
                if is_judged && !project.may_be_indexed(schema, &search.table, &columns) {
                    by_search.entry(search).or_default().push((name.to_string(), policy));
                }
            }
        }
    }
    if is_idle {
        sink.not_applicable("no table has policies");
    }
    let idle = project.idle_tables(by_search.keys().map(|search| search.table.name.as_str()));
    for (Search { table, columns }, policies) in by_search.iter().filter(|(s, _)| !idle.contains(s.table.name.as_str()))
    {
        let (Some(column), Some((of, first))) = (columns.first(), policies.first()) else { continue };
        let Some(at) = first.at else { continue };
        let message = format!(
            "row security reads all of {table} to find rows by {column}: policy \"{}\" of {of} compares it, and no index has it",
            first.name
        );
        let finding = sink.report(at, format!("{table}.{column}"), message);
        finding.help(format!("create index {} on {table} ({column});", index_name(table, &[column])));
        for (of, policy) in policies.iter().skip(1) {
            if let Some(at) = policy.at {
                finding.place(at, format!("policy \"{}\" of {of} compares it too", policy.name));
            }
        }
    }
}
