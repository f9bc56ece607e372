//! Files that lie in the app and that nothing which runs imports: they are in no page and on no server.

use std::collections::BTreeSet;

use super::{File, Project, sides::Zone};
use crate::{
    facts::code::{Code, Import, ImportForm},
    source::span::FileId,
};

const ZONES: [Zone; 6] = [Zone::Client, Zone::Server, Zone::Edge, Zone::Script, Zone::Test, Zone::Config];

/// Files that import, and that are not read.
const COMPONENTS: [&str; 4] = [".vue", ".svelte", ".astro", ".mdx"];

impl Project {
    /// Whether something that runs reaches a file, as far as that can be told.
    #[must_use]
    pub fn is_running(&self, file: FileId) -> bool {
        !self.idle_files.contains(&file)
    }

    /// The files that nothing reaches and no running file names in an import, resolved or not. None where modules are
    /// found by patterns or computed names, and where so much is not reached that the entries cannot be known.
    pub(super) fn find_idle_files(&self) -> BTreeSet<FileId> {
        let production = || self.code_files().filter(|(_, file, _)| file.role.is_production());
        let is_reached = |id: FileId| ZONES.iter().any(|&zone| self.sides.reaches(zone, id));
        let mut idle: BTreeSet<FileId> = production().map(|(id, _, _)| id).filter(|&id| !is_reached(id)).collect();
        let is_component = |file: &File| COMPONENTS.iter().any(|ending| file.path.ends_with(ending));
        if self.files.iter().any(is_component)
            || idle.len() * 2 > production().count()
            || production().any(|(_, _, code)| finds_modules(code))
        {
            return BTreeSet::new();
        }
        loop {
            let running = self.code_files().filter(|(id, _, _)| !idle.contains(id));
            let named: BTreeSet<&str> = running.flat_map(|(_, _, code)| imported_names(code)).collect();
            let before = idle.len();
            idle.retain(|&id| !names_of(self.file(id)).iter().any(|name| named.contains(name)));
            if idle.len() == before {
                return idle;
            }
        }
    }
}

/// `import.meta.glob("./pages/*.tsx")`, `import(path)`: what is imported does not stand there.
fn finds_modules(code: &Code) -> bool {
    let is_computed =
        |import: &Import| import.source.is_none() && matches!(import.form, ImportForm::Dynamic | ImportForm::Require);
    let is_pattern = |text: &str| text.starts_with(['.', '/', '@']) && text.contains("*.");
    code.imports.iter().any(is_computed) || code.texts().any(is_pattern)
}

/// The last parts of what a file imports, without extensions: `card` of `@/components/card`.
fn imported_names(code: &Code) -> impl Iterator<Item = &str> {
    code.imports.iter().filter_map(|import| {
        let path = code.str(import.source?);
        path.rsplit('/').find(|part| !matches!(*part, "" | "." | ".." | "index")).map(stem)
    })
}

/// The names under which a file can be imported: its own, and that of its folder for an index.
fn names_of(file: &File) -> Vec<&str> {
    let own = stem(file.name());
    let folder = file.folder().rsplit('/').next().unwrap_or("");
    if own == "index" { vec![own, folder] } else { vec![own] }
}

fn stem(name: &str) -> &str {
    name.split('.').next().unwrap_or(name)
}
