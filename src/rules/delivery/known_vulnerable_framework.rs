//! Frameworks with a known hole.

use crate::{
    formats::manifest::Dependency,
    model::{
        Project,
        versions::{is_exact, lowest},
    },
    rules::{Confidence, Sink},
    source::span::FileId,
    vocab::VulnerablePackage,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let manifests = project.apps.iter().filter_map(|app| app.manifest);
    let lists = project.configs.manifests.iter().filter(|(id, _)| manifests.clone().any(|m| m == *id));
    let mut known = 0;
    for (id, dependency) in lists.flat_map(|(id, m)| m.dependencies.iter().map(move |d| (*id, d))) {
        for hole in project.vocab.packages.vulnerable.iter().filter(|v| v.package == dependency.name) {
            known += 1;
            if lowest(&dependency.version).is_some_and(|version| hole.affects(version)) {
                report(id, dependency, hole, sink);
            }
        }
    }
    if known == 0 {
        sink.not_applicable("no package of the table is used");
    }
}

fn report(id: FileId, dependency: &Dependency, hole: &VulnerablePackage, sink: &mut Sink) {
    let Dependency { name, version, .. } = dependency;
    let message = format!("{name} {version}: {} ({})", hole.title, hole.advisory);
    let finding = sink.report(dependency.range.in_file(id), format!("{name} {}", hole.advisory), message);
    finding.help(format!("update {name} to {} or newer, and deploy", hole.below.join(", ")));
    if !is_exact(version) {
        finding.confidence(Confidence::Low);
    }
}
