//! Nothing pins the versions of the dependencies.

use crate::{
    model::{FileKind, Project, apps::App},
    rules::Sink,
    source::span::Range,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let with_dependencies: Vec<&App> = project.apps.iter().filter(|a| !dependencies(project, a).is_empty()).collect();
    if with_dependencies.is_empty() {
        sink.not_applicable("no app has dependencies");
    }
    for app in with_dependencies {
        let (false, Some(manifest)) = (is_locked(project, app), app.manifest) else { continue };
        let key = if app.root.is_empty() { "." } else { &app.root };
        let count = dependencies(project, app).len();
        let message = format!("{count} dependencies and no lock file: each install may bring other versions");
        sink.report(Range::default().in_file(manifest), key, message);
    }
}

fn dependencies<'p>(project: &'p Project, app: &App) -> &'p [crate::formats::manifest::Dependency] {
    let manifest = project.configs.manifests.iter().find(|(id, _)| Some(*id) == app.manifest);
    manifest.map_or(&[], |(_, m)| &m.dependencies)
}

/// A workspace is locked at its root.
fn is_locked(project: &Project, app: &App) -> bool {
    project.files.iter().filter(|f| f.kind == FileKind::Lockfile && !f.ignored).any(|lock| {
        let folder = lock.folder();
        folder.is_empty() || folder == app.root || app.root.strip_prefix(folder).is_some_and(|r| r.starts_with('/'))
    })
}
