//! Files that lie in the app and that nothing which runs imports: they are in no page and on no server.

use std::collections::BTreeSet;

use super::{File, Project, sides::Side};
use crate::{
    facts::code::{Code, Import, ImportForm},
    source::span::FileId,
};

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
        let mut idle: BTreeSet<FileId> =
            production().map(|(id, _, _)| id).filter(|&id| !self.sides.is_reached(id)).collect();
        let is_component = |file: &File| COMPONENTS.iter().any(|ending| file.path.ends_with(ending));
        if self.files.iter().any(is_component)
            || idle.len() * 2 > production().count()
            || production().any(|(id, _, code)| self.sides.of(id) != Side::Config && finds_modules(code))
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

#[cfg(test)]
mod tests {
    use crate::{
        model::{File, FileKind, Project, configs::Configs, modules::Modules, sides::Sides},
        source::{kind::kind_of, role::role_of},
        syntax::parse_and_lower,
    };

    /// The files that nobody imports.
    fn idle(sources: &[(&str, &str)]) -> Vec<String> {
        let mut project = Project::default();
        for (path, text) in sources {
            let kind = kind_of(path.rsplit('/').next().unwrap());
            let mut file = File::new(*path, kind);
            file.role = role_of(path, kind);
            if let FileKind::Code(language) = kind {
                file.code = Some(parse_and_lower(text, language).code);
            }
            file.text = Some((*text).into());
            project.files.push(file);
        }
        project.files.sort_by(|a, b| a.path.cmp(&b.path));
        project.configs = Configs::build(&project.files).0;
        project.modules = Modules::build(&project.files, &project.configs);
        project.sides = Sides::build(&project.files, &project.configs, &project.modules);
        project.find_idle_files().into_iter().map(|id| project.file(id).path.clone()).collect()
    }

    const PAGE: (&str, &str) = ("index.html", r#"<script type="module" src="/src/main.tsx"></script>"#);

    #[test]
    fn what_only_idle_files_import_is_idle() {
        let found = idle(&[
            PAGE,
            ("package.json", "{}"),
            ("tailwind.config.ts", "export default { content: ['./src/**/*.{ts,tsx}'] }"),
            ("src/main.tsx", "import './App'"),
            ("src/App.tsx", "export const a = 1"),
            ("src/Attic.tsx", "import { box } from './box'; export const b = box"),
            ("src/box.ts", "export const box = 1"),
        ]);
        assert_eq!(found, ["src/Attic.tsx", "src/box.ts"]);
    }

    #[test]
    fn what_an_import_may_mean_is_not_idle() {
        let found = idle(&[
            PAGE,
            ("package.json", "{}"),
            ("src/main.tsx", "import '#generated/widgets'; import './App'"),
            ("src/App.tsx", "export const a = 1"),
            ("lib/widgets/index.ts", "export const w = 1"),
        ]);
        assert_eq!(found, [""; 0]);
    }

    #[test]
    fn modules_that_are_found_by_a_pattern_are_not_told() {
        let found = idle(&[
            PAGE,
            ("package.json", "{}"),
            ("src/main.tsx", "const pages = import.meta.glob('./pages/*.tsx'); import './App'"),
            ("src/App.tsx", "export const a = 1"),
            ("src/pages/Home.tsx", "export default 1"),
        ]);
        assert_eq!(found, [""; 0]);
    }
}
