//! Two package managers lock the same folder, so two people install two different apps.

use std::collections::BTreeMap;

use crate::{
    model::{FileKind, Project},
    rules::Sink,
    source::span::{FileId, Range},
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let mut by_folder: BTreeMap<&str, Vec<(FileId, &str)>> = BTreeMap::new();
    for (id, file) in (0u32..).map(FileId).zip(&project.files) {
        if file.kind == FileKind::Lockfile {
            let (folder, name) = file.path.rsplit_once('/').unwrap_or(("", &file.path));
            by_folder.entry(folder).or_default().push((id, name));
        }
    }
    if by_folder.is_empty() {
        sink.not_applicable("no lock file");
    }
    for (folder, locks) in by_folder {
        report(folder, &locks, sink);
    }
}

/// Reports a folder whose lock files belong to more than one package manager.
fn report(folder: &str, locks: &[(FileId, &str)], sink: &mut Sink) {
    let managers: BTreeMap<&str, FileId> =
        locks.iter().rev().filter_map(|&(id, name)| Some((manager(name)?, id))).collect();
    let mut places = managers.iter();
    let (Some((_, &first)), true) = (places.next(), managers.len() > 1) else { return };
    let names: Vec<&str> = managers.keys().copied().collect();
    let place = if folder.is_empty() { "the root" } else { folder };
    let message = format!("{place} is locked by {}, which need not install the same versions", names.join(" and "));
    let key = if folder.is_empty() { "." } else { folder };
    let finding = sink.report(Range::default().in_file(first), key, message);
    for (manager, &file) in places {
        finding.place(Range::default().in_file(file), format!("the lock file of {manager}"));
    }
}

fn manager(lock_file: &str) -> Option<&'static str> {
    match lock_file {
        "package-lock.json" | "npm-shrinkwrap.json" => Some("npm"),
        "yarn.lock" => Some("yarn"),
        "pnpm-lock.yaml" => Some("pnpm"),
        "bun.lock" | "bun.lockb" => Some("bun"),
        _ => None,
    }
}
