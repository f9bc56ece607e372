//! A database function that the code calls and that nothing in the repository makes, or not with these arguments.

use std::collections::BTreeMap;

use super::is_idle;
use crate::{
    model::{
        Project,
        queries::{Columns, Op, Query},
        schema::{Function, Name, ParamMode, Unsure},
    },
    rules::Sink,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    if is_idle(project, sink) {
        return;
    }
    if project.databases.iter().any(|d| d.unsure.contains(&Unsure::Functions)) {
        sink.unknown("some SQL that may make functions could not be read; pass --schema-dump to settle it");
        return;
    }
    let mut unknown: BTreeMap<Name, Vec<&Query>> = BTreeMap::new();
    for query in project.production_queries().filter(|q| q.op == Op::Rpc) {
        let [function] = query.tables.as_slice() else { continue };
        let name = Name::new(query.schema.as_deref().unwrap_or("public"), function);
        let known: Vec<&Function> =
            project.databases.iter().flat_map(|d| d.functions_named(&name).map(|(_, f)| f)).collect();
        if known.is_empty() {
            unknown.entry(name).or_default().push(query);
        } else if let Columns::Named(given) = &query.columns
            && !known.iter().any(|f| takes(f, given))
        {
            let message = format!("{function}() is called with arguments that no definition of it takes");
            sink.report(query.at, name.to_string(), message).help(format!(
                "name the arguments as the function does: {}",
                known.first().map_or_else(String::new, |f| parameters(f).join(", "))
            ));
        }
    }
    for (name, calls) in unknown {
        let Some((first, others)) = calls.split_first() else { continue };
        let message = format!("{}() is called and no SQL in the repository makes it", name.name);
        let finding = sink.report(first.at, name.to_string(), message);
        for call in others {
            finding.place(call.at, format!("calls {}()", name.name));
        }
    }
}

/// Whether a call with arguments of these names fits.
fn takes(function: &Function, given: &[String]) -> bool {
    let inputs: Vec<_> = function.params.iter().filter(|p| is_input(p.mode)).collect();
    if inputs.iter().any(|p| p.name.is_none()) {
        // PostgREST hands the whole body to a single unnamed argument.
        return true;
    }
    let has = |name: &str| given.iter().any(|g| g == name);
    inputs.iter().all(|p| p.default.is_some() || p.name.as_deref().is_none_or(has))
        && given.iter().all(|g| inputs.iter().any(|p| p.name.as_deref() == Some(g)))
}

fn parameters(function: &Function) -> Vec<String> {
    function.params.iter().filter(|p| is_input(p.mode)).filter_map(|p| p.name.clone()).collect()
}

fn is_input(mode: ParamMode) -> bool {
    matches!(mode, ParamMode::In | ParamMode::InOut | ParamMode::Variadic)
}
