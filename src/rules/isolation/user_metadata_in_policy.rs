//! Policies that decide on what users write about themselves.

use std::collections::BTreeMap;

use super::databases;
use crate::{
    model::{
        Project,
        access::{PolicyFault, PolicyFaultKind},
        schema::FunctionKey,
    },
    rules::Sink,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    for database in databases(project, sink) {
        // A function that many policies call is one cause.
        let mut by_cause: BTreeMap<Option<&FunctionKey>, Vec<&PolicyFault>> = BTreeMap::new();
        for fault in database.access.faults.iter().filter(|fault| database.is_first(&fault.table)) {
            if let PolicyFaultKind::UserMetadata { through } = &fault.kind {
                by_cause.entry(through.as_ref()).or_default().push(fault);
            }
        }
        for (function, faults) in by_cause {
            let Some(first) = faults.first() else { continue };
            let at = function.and_then(|key| database.schema.functions.get(key)?.at).or(first.at);
            let Some(at) = at else { continue };
            let (key, what) = match function {
                Some(function) => (function.to_string(), format!("function {}", function.name)),
                None => (
                    format!("{}/{}", first.table, first.policy),
                    format!("policy \"{}\" of {}", first.policy, first.table),
                ),
            };
            let message = format!("any user can pass {what}: it trusts user_metadata, which users write themselves");
            let finding = sink.report(at, key, message);
            finding.help(
                "keep roles in app_metadata or in a table that only the server writes; user_metadata is set by the browser",
            );
            let others = faults.iter().skip(usize::from(function.is_none()));
            for fault in others {
                if let Some(at) = fault.at {
                    finding.thing(at, format!("{}/{}", fault.table, fault.policy), "this policy rests on it");
                }
            }
        }
    }
}
