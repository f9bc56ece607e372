//! Tables that fail to be made on an empty database, as their statements mean them.

use std::collections::BTreeMap;

use super::{Database, databases};
use crate::{
    model::{AsMeant, Project, schema::Name},
    rules::{Confidence, Sink},
};

/// The same, and the databases as they are meant, for the tables that fail to be made. [`say_meant`] says of what is
/// reported about these that it is not certain.
pub(super) fn databases_with_meant<'p>(project: &'p Project, sink: &mut Sink) -> Vec<Database<'p>> {
    let mut all = databases(project, sink);
    let served = project.meant.iter().filter(|meant| !meant.schema.api_schemas.is_empty());
    all.extend(served.map(|AsMeant { schema, access, routines }| Database {
        before: project.live_databases(),
        asked: &project.asked_tables,
        is_meant: true,
        schema,
        access,
        routines,
    }));
    all
}

/// Lowers the confidence of what was reported about tables that are only meant, and says why.
pub(super) fn say_meant(databases: &[Database<'_>], sink: &mut Sink) {
    for database in databases.iter().filter(|database| database.is_meant) {
        let meant = database.access.tables.keys().filter(|name| database.is_first(name));
        let meant: BTreeMap<String, &Name> = meant.map(|name| (name.to_string(), name)).collect();
        let is_idle = |key: &str| {
            !database.asked.is_empty() && key.rsplit('.').next().is_some_and(|name| !database.asked.contains(name))
        };
        for finding in &mut sink.findings {
            let Some(name) = meant.get(&finding.key) else { continue };
            // Nothing is lost with a table that the app names nowhere, while it names others.
            if is_idle(&finding.key) {
                finding.severity = finding.severity.lower();
            }
            let why = database.why_not(name).map(|reason| format!(" ({reason})")).unwrap_or_default();
            finding
                .message
                .push_str(", if the live database has it as written: on an empty one its CREATE TABLE fails");
            finding.message.push_str(&why);
            finding.help.push_str("; whether the live database has this table, its schema tells (`--schema-dump`)");
            // The replay has no such table: what is said of it is another claim, under another key.
            finding.key.push_str(" as written");
            finding.confidence = match finding.confidence {
                Confidence::High => Confidence::Medium,
                Confidence::Medium | Confidence::Low => Confidence::Low,
            };
        }
    }
}

impl Database<'_> {
    /// Why a table that is only meant fails to be made.
    fn why_not(&self, name: &Name) -> Option<&str> {
        let at = self.schema.table(name)?.at?;
        let mut failures = self.before.iter().flat_map(|schema| &schema.failures);
        failures.find(|failure| failure.at == at).map(|failure| failure.reason.as_str())
    }
}
