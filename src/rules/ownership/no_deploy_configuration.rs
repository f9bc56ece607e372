//! No deployment is described.

use crate::{
    frameworks::{builders::describes_deployment, commands::Purpose},
    model::{File, FileKind, Project, Role},
    rules::Sink,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    if let Some(&file) = project.ops.environments.deployment.first() {
        sink.pass(project.file(file).path.clone());
    } else if let Some(action) = project.ops.actions().find(|a| a.purpose == Purpose::Deploy) {
        sink.pass(format!("{} deploys", project.file(action.at.file).path));
    } else if let Some(file) = project.files.iter().find(|f| is_guide(f) || describes_deployment(f)) {
        sink.pass(file.path.clone());
    } else if let Some(chapter) = project.ops.documents.deployment {
        sink.pass(project.file(chapter.file).path.clone());
    } else {
        let message = "nothing here says how the app is built and served: only its builder, or one laptop, knows";
        sink.report(project.anchor(), "deployment", message);
    }
}

/// A document about nothing else: `docs/DEPLOYMENT.md`.
fn is_guide(file: &File) -> bool {
    let name = file.name().to_ascii_lowercase();
    let is_named = ["deploy", "hosting", "self-host", "selfhost"].iter().any(|word| name.starts_with(word));
    file.kind == FileKind::Document && file.role != Role::Copy && is_named
}
