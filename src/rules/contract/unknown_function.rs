//! The code calls a database function that no SQL of the repository makes, or with arguments that fit none.

use std::collections::BTreeMap;

use super::{is_idle, unchecked};
use crate::{
    model::{
        Project,
        contract::{Known, dropped::Thing},
        queries::{Columns, Op, Query},
        schema::{Name, ParamMode},
    },
    rules::{Severity, Sink},
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    if is_idle(project, sink) {
        return;
    }
    let mut faults: BTreeMap<(&str, String), (Known, Vec<&Query>)> = BTreeMap::new();
    for query in unchecked(project).filter(|q| q.op == Op::Rpc && !project.stands_as_value(q)) {
        let [name] = query.tables.as_slice() else { continue };
        let known = project.knows_function(query.schema.as_deref(), name);
        let falls_back = project.falls_back(query);
        let message = match known {
            Known::No if falls_back => {
                format!("{name}() is made by no SQL in the repository: the code always takes its second way")
            }
            Known::No => {
                let dropped = project.dropped_by(&Name::new("public", name), Thing::Function);
                let why = dropped.map_or_else(
                    || "no SQL in the repository makes".to_owned(),
                    |at| format!("{} drops", project.file(at.file).name()),
                );
                format!("the code calls {name}(), which {why}: every call answers 404")
            }
            Known::Witnessed => format!("{name}() exists in the live database only: no SQL here makes it"),
            Known::Yes => match misfit(project, query) {
                Some(misfit) => misfit,
                None => continue,
            },
            Known::Elsewhere | Known::Unknown => continue,
        };
        faults.entry((name, message)).or_insert((known, Vec::new())).1.push(query);
    }
    for ((name, message), (known, calls)) in faults {
        let Some((first, others)) = calls.split_first() else { continue };
        let finding = sink.report(first.at, format!("public.{name}"), message);
        finding.help(format!(
            "write the function {name} in a migration, or call it by the name and parameters that it has"
        ));
        if known == Known::Witnessed {
            finding.severity(Severity::Medium);
        }
        if calls.iter().all(|call| project.falls_back(call)) {
            finding.severity(Severity::Low);
        }
        for call in others {
            finding.place(call.at, format!("calls {name}()"));
        }
    }
}

/// What is wrong with the arguments, when they fit no function of the name.
fn misfit(project: &Project, query: &Query) -> Option<String> {
    let given: &[String] = match &query.columns {
        Columns::Named(given) => given,
        _ => return None,
    };
    let functions = project.functions_called(query);
    let fits = functions.iter().any(|(_, function)| {
        let inputs = || {
            function.params.iter().filter(|p| matches!(p.mode, ParamMode::In | ParamMode::InOut | ParamMode::Variadic))
        };
        let is_unnamed = inputs().any(|p| p.name.is_none());
        let has_all =
            inputs().filter(|p| p.default.is_none()).all(|p| p.name.as_ref().is_none_or(|n| given.contains(n)));
        let knows_all = given.iter().all(|g| inputs().any(|p| p.name.as_ref() == Some(g)));
        is_unnamed || has_all && knows_all
    });
    let name = query.tables.first()?;
    (!fits).then(|| format!("{name}() takes no such arguments as {}: every call answers 404", given.join(", ")))
}
