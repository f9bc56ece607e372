//! Rows that are deleted and written anew in two calls.

use crate::{model::Project, rules::Sink};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    // The second time in one file is the same habit.
    for (file, pairs) in project.replaced_rows() {
        let Some(((delete, insert), others)) = pairs.split_first() else { continue };
        let table = delete.tables.join(" or ");
        let message = format!(
            "the rows of {table} are deleted and written anew in two calls: when the second fails, they are gone"
        );
        let finding = sink.report(delete.at, project.file(file).path.clone(), message);
        finding.step(insert.at, "written anew here");
        for (delete, _) in others {
            finding.place(delete.at, format!("the same with {}", delete.tables.join(" or ")));
        }
    }
}
