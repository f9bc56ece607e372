//! Tables that the app uses through the API and on which the API's roles have no right at all.

use super::{databases, refused};
use crate::{
    frameworks::supabase::platform::grants_by_default,
    model::{Project, access::Cause},
    rules::Sink,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    for database in databases(project, sink) {
        let first = database.schema.files.first().map_or("", |id| project.file(*id).name());
        if grants_by_default(first) {
            continue;
        }
        for (name, calls) in refused(project, database) {
            let without: Vec<_> = calls.iter().filter(|call| call.cell.cause == Some(Cause::Grant)).collect();
            let Some((call, others)) = without.split_first() else { continue };
            let Some(table) = database.schema.table(name) else { continue };
            let Some(at) = table.at else { continue };
            let message = format!("the app cannot use {name}: nothing grants the roles of the API any right on it");
            let finding = sink.report(at, name.to_string(), message);
            finding.help(format!(
                "once row security is on and has policies, run `grant select, insert, update, delete on {name} to authenticated` \
                 (and `grant select … to anon` where visitors read it)"
            ));
            finding.place(call.query.at, "the app uses it here");
            for call in others {
                finding.place(call.query.at, "and here");
            }
        }
    }
}
