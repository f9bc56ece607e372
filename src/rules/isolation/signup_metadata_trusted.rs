//! Sign-up that believes what the newcomer says he is.

use std::collections::{BTreeMap, BTreeSet};

use super::{databases, joined};
use crate::{
    model::Project,
    rules::{Confidence, Severity, Sink},
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    for database in databases(project, sink) {
        let mut by_function: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for signup in &database.access.trusted_signups {
            by_function.entry(&signup.function).or_default().push(signup);
        }
        for (function, signups) in by_function {
            let at = signups.iter().find_map(|signup| signup.at).filter(|_| database.is_first(&function.name));
            let Some(at) = at else { continue };
            let columns: BTreeSet<&str> = signups.iter().flat_map(|s| s.columns.iter().map(String::as_str)).collect();
            let tables: BTreeSet<String> = signups.iter().map(|signup| signup.table.to_string()).collect();
            let columns = joined(&columns.into_iter().collect::<Vec<_>>());
            let tables = joined(&tables.into_iter().collect::<Vec<_>>());
            let is_fired = signups.iter().any(|signup| signup.is_fired);
            if !is_fired && project.drops_signup_trigger() {
                continue;
            }
            let doubt = if is_fired { "" } else { ", where a trigger on auth.users runs it, which no SQL here makes" };
            let message = format!(
                "whoever signs up chooses his own {columns} in {tables}: {} copies it from the metadata that the browser \
                 sends{doubt}",
                function.name
            );
            let finding = sink.report(at, function.to_string(), message);
            finding.help(format!(
                "write a constant into {columns} at sign-up, and let only the server or an administrator change it"
            ));
            if !is_fired {
                finding.severity(Severity::High).confidence(Confidence::Medium);
            }
        }
    }
}
