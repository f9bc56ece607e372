//! `inspect modules`: where each code file runs, what put it there, and what its imports name.

use serde::Serialize;

use crate::{
    facts::code::Code,
    model::{File, Project, modules::Target},
    source::span::FileId,
};

/// The code files in the order of their paths.
#[must_use]
pub fn modules(project: &Project) -> Vec<Entry<'_>> {
    project.code_files().map(|(id, file, code)| entry(project, id, file, code)).collect()
}

/// One code file.
#[derive(Debug, Serialize)]
pub struct Entry<'p> {
    file: &'p str,
    side: &'static str,
    reached_from: Option<&'p str>,
    imports: Vec<&'p str>,
    unresolved: Vec<&'p str>,
}

fn entry<'p>(project: &'p Project, id: FileId, file: &'p File, code: &'p Code) -> Entry<'p> {
    let targets = project.modules.targets(id);
    let mut imports: Vec<&str> = targets
        .iter()
        .filter_map(|target| match target {
            Target::File(to) => Some(project.file(*to).path.as_str()),
            Target::Package(name) => Some(name.as_str()),
            Target::Asset | Target::Missing | Target::Computed => None,
        })
        .collect();
    imports.sort_unstable();
    imports.dedup();
    let unresolved = code
        .imports
        .iter()
        .zip(targets)
        .filter(|(_, target)| **target == Target::Missing)
        .filter_map(|(import, _)| import.source.map(|s| code.str(s)))
        .collect();
    Entry {
        file: &file.path,
        side: project.sides.of(id).name(),
        reached_from: project.sides.reached_from(id).map(|from| project.file(from).path.as_str()),
        imports,
        unresolved,
    }
}
