//! Migrations are applied by hand.

use crate::{
    frameworks::commands::Purpose,
    model::{FileKind, Project},
    rules::Sink,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let is_migration = |f: &&crate::model::File| f.kind == FileKind::Sql && f.folder().contains("migrations");
    let ops = &project.ops;
    let deploys = ops.on_change().find(|a| a.purpose == Purpose::Deploy);
    let (Some(_), Some(deployment)) = (project.files.iter().find(is_migration), deploys) else {
        sink.not_applicable("no pipeline deploys an app with migrations");
        return;
    };
    if let Some(action) = ops.actions().find(|a| a.purpose == Purpose::Migrate) {
        sink.pass(project.file(action.at.file).path.clone());
        return;
    }
    sink.report(
        deployment.at,
        "migrations",
        "the pipeline deploys the code and leaves the migrations to somebody's hands",
    );
}
