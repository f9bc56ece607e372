//! Frameworks with a known hole.

use crate::{
    formats::manifest::Dependency,
    frameworks::next::{is_of_app_router, middleware},
    model::{
        Project,
        versions::{is_exact, lowest},
    },
    rules::{Confidence, Severity, Sink},
    source::span::{FileId, Range},
    vocab::{HoleReach, VulnerablePackage},
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let manifests = project.apps.iter().filter_map(|app| app.manifest);
    let lists = project.configs.manifests.iter().filter(|(id, _)| manifests.clone().any(|m| m == *id));
    let mut known = 0;
    for (id, dependency) in lists.flat_map(|(id, m)| m.dependencies.iter().map(move |d| (*id, d))) {
        for hole in project.vocab.packages.vulnerable.iter().filter(|v| v.package == dependency.name) {
            known += 1;
            if is_reachable(project, id, hole) {
                report(project, id, dependency, hole, sink);
            }
        }
    }
    if known == 0 {
        sink.not_applicable("no package of the table is used");
    }
}

/// A hole in the middleware needs one, and one in server components a router that has them.
fn is_reachable(project: &Project, manifest: FileId, hole: &VulnerablePackage) -> bool {
    let path = &project.file(manifest).path;
    match hole.reach {
        HoleReach::Middleware => middleware::all(project, &project.values()).iter().any(|m| m.is_of_app(path)),
        HoleReach::AppRouter => {
            let root = path.rsplit_once('/').map_or("", |(root, _)| root);
            project.files.iter().any(|file| is_of_app_router(&file.path, root))
        }
        HoleReach::Always | HoleReach::Development => true,
    }
}

/// Says which version has the hole: the one that a lock file pins, else the one that the manifest does. What a range
/// without a lock file brings is not known.
fn report(project: &Project, id: FileId, dependency: &Dependency, hole: &VulnerablePackage, sink: &mut Sink) {
    let Dependency { name, version, .. } = dependency;
    let installed = project.installed(id, dependency);
    let is_affected = |version: &str| lowest(version).is_some_and(|v| hole.affects(v));
    let (affected, lock) = match installed.iter().find(|(_, version)| is_affected(version)) {
        Some((lock, version)) => (*version, Some(*lock)),
        None if installed.is_empty() && is_exact(version) && is_affected(version) => (version.as_str(), None),
        None => return,
    };
    let message = format!("{name} {affected}: {} ({})", hole.title, hole.advisory);
    let finding = sink.report(dependency.range.in_file(id), format!("{name} {}", hole.advisory), message);
    finding.help(format!("update {name} to {} or newer, and deploy", hole.below.join(", ")));
    if hole.reach == HoleReach::Development {
        finding.severity(Severity::Low);
    } else if !hole.runs_code {
        finding.severity(Severity::High);
    }
    if let Some(lock) = lock {
        finding.place(Range::default().in_file(lock), format!("pins {name} {affected}"));
        // Two lock files that disagree: the one that is used decides.
        if installed.iter().any(|(_, version)| !is_affected(version)) {
            finding.confidence(Confidence::Low);
        }
    }
}
