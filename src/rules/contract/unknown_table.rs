//! The code uses a table that no SQL of the repository makes.

use std::collections::{BTreeMap, BTreeSet};

use super::{is_idle, unchecked};
use crate::{
    frameworks::supabase::PULL,
    model::{
        Project,
        contract::{Known, dropped::Thing},
        queries::{Op, Query},
        schema::Name,
    },
    rules::{Severity, Sink},
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    if is_idle(project, sink) {
        return;
    }
    let mut by_table: Missing<'_> = BTreeMap::new();
    let mut of_system: BTreeMap<&str, Vec<&Query>> = BTreeMap::new();
    for query in unchecked(project).filter(|q| q.op != Op::Rpc) {
        let [table] = query.tables.as_slice() else { continue };
        let known = project.knows_relation(query.schema.as_deref(), table);
        if Project::is_system_relation(query.schema.as_deref(), table) {
            of_system.entry(table).or_default().push(query);
        } else if matches!(known, Known::No | Known::Witnessed) {
            by_table.entry(table).or_insert((known, Vec::new())).1.push(query);
        }
    }
    for (view, calls) in of_system {
        let Some((first, others)) = calls.split_first() else { continue };
        let message = format!("the API shows nobody PostgreSQL's own {view}: every call of it fails");
        let finding = sink.report(first.at, view, message);
        finding.severity(Severity::Low);
        finding.help(format!("ask for it in a function of the database, or leave it out: {view} is not served"));
        for call in others {
            finding.place(call.at, format!("uses {view}"));
        }
    }
    if is_most(project, &by_table) {
        return report_together(&by_table, sink);
    }
    for (table, (known, calls)) in by_table {
        let Some((first, others)) = calls.split_first() else { continue };
        let dropped = project.dropped_by(&Name::new("public", table), Thing::Relation);
        let message = match (dropped, known) {
            (Some(at), _) => format!(
                "the code uses the table {table}, which {} drops: every call of it fails",
                project.file(at.file).name()
            ),
            (None, Known::Witnessed) => format!(
                "the table {table} exists in the live database only: no SQL here makes it, so nothing can rebuild or review it"
            ),
            _ => format!(
                "the code uses the table {table}, which no SQL here makes: on a database built from this repository every call of it fails"
            ),
        };
        let finding = sink.report(first.at, format!("public.{table}"), message);
        finding.help(match dropped {
            Some(_) => format!("take the calls of {table} out of the code, or make the table again in a new migration"),
            None => format!(
                "write a migration that makes {table} with its policies; where it exists in the dashboard, `{PULL}` writes it"
            ),
        });
        if let Some(at) = dropped {
            finding.step(at, "dropped here");
        }
        if known == Known::Witnessed {
            finding.severity(Severity::Medium);
        }
        for call in others {
            finding.place(call.at, format!("uses {table}"));
        }
    }
}

/// Tables that nothing makes, with their calls.
type Missing<'p> = BTreeMap<&'p str, (Known, Vec<&'p Query>)>;

/// Whether most of what the code uses is missing: then the schema as a whole is somewhere else, which is one fault.
fn is_most(project: &Project, missing: &Missing<'_>) -> bool {
    let used: BTreeSet<&str> =
        unchecked(project).filter(|q| q.op != Op::Rpc).flat_map(|q| q.tables.iter().map(String::as_str)).collect();
    missing.len() >= 6 && missing.len() * 2 > used.len()
}

fn report_together(missing: &Missing<'_>, sink: &mut Sink) {
    let mut firsts = missing.iter().filter_map(|(table, (_, calls))| Some((table, calls.first()?.at)));
    let Some((_, at)) = firsts.next() else { return };
    let message = format!(
        "the code uses {} tables that no SQL here makes: the schema lives somewhere else, and nothing can rebuild or review it",
        missing.len()
    );
    let finding = sink.report(at, "public", message);
    finding.help(format!("bring the schema into the repository: `{PULL}` writes it as a migration"));
    for (table, at) in firsts {
        finding.thing(at, format!("public.{table}"), format!("uses {table}"));
    }
}
