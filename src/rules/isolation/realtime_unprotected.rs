//! Tables whose changes are broadcast, without row security to say to whom.

use super::{databases, exposed};
use crate::{model::Project, rules::Sink};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let databases = databases(project, sink);
    for table in exposed(&databases).into_iter().filter(super::Exposed::is_unprotected) {
        let name = table.name;
        let mut publications = table.database.schema.publications.values();
        let Some(Some(at)) = publications.find_map(|publication| publication.tables.get(name)).copied() else {
            continue;
        };
        let message =
            format!("anybody can listen to every change of {name}: it is broadcast, and its row security is off");
        sink.report(at, name.to_string(), message)
            .help(format!("run `alter table {name} enable row level security` and add a select policy; listeners get what they may read"));
    }
}
