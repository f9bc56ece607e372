//! The code uses a table that no SQL of the repository makes.

use std::collections::BTreeMap;

use super::is_idle;
use crate::{
    model::{
        Project,
        contract::Known,
        queries::{Op, Query},
    },
    rules::{Severity, Sink},
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    if is_idle(project, sink) {
        return;
    }
    let mut by_table: BTreeMap<&str, (Known, Vec<&Query>)> = BTreeMap::new();
    for query in project.production_queries().filter(|q| q.op != Op::Rpc) {
        let [table] = query.tables.as_slice() else { continue };
        let known = project.knows_relation(query.schema.as_deref(), table);
        if matches!(known, Known::No | Known::Witnessed) {
            by_table.entry(table).or_insert((known, Vec::new())).1.push(query);
        }
    }
    for (table, (known, calls)) in by_table {
        let Some((first, others)) = calls.split_first() else { continue };
        let message = match known {
            Known::Witnessed => format!(
                "the table {table} exists in the live database only: no SQL here makes it, so nothing can rebuild or review it"
            ),
            _ => {
                format!("the code uses the table {table}, which no SQL in the repository makes: every call of it fails")
            }
        };
        let finding = sink.report(first.at, format!("public.{table}"), message);
        finding.help(format!(
            "write a migration that makes {table} with its policies; where it exists in the dashboard, `supabase db pull` writes it"
        ));
        if known == Known::Witnessed {
            finding.severity(Severity::Medium);
        }
        for call in others {
            finding.place(call.at, format!("uses {table}"));
        }
    }
}
