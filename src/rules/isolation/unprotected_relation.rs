//! Materialized views and foreign tables in the API: row security cannot protect them.

use super::{databases, definer_view::is_served};
use crate::{
    model::{Project, schema::TableKind},
    rules::Sink,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    for database in databases(project, sink) {
        let views = database.schema.views().filter(|(_, view)| view.materialized);
        let views = views.map(|(name, view)| (name, &view.acl, view.at, "a materialized view"));
        let tables = database.schema.tables().filter(|(_, table)| table.kind == TableKind::Foreign);
        let tables = tables.map(|(name, table)| (name, &table.acl, table.at, "a foreign table"));
        for (name, acl, at, kind) in views.chain(tables) {
            let Some(at) = at.filter(|_| database.is_first(name) && is_served(database.schema, name, acl)) else {
                continue;
            };
            let message = format!("callers of the API read all of {name}: row security cannot protect {kind}");
            sink.report(at, name.to_string(), message).help(format!(
                "run `revoke select on {name} from anon, authenticated` and give out what callers may see through a function, or move \
                 it out of the schemas that the API serves"
            ));
        }
    }
}
