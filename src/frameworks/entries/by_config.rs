//! Entries that configuration names: scripts of pages and manifests, workers, hosted functions.

use super::Entry;
use crate::{
    formats::manifest::Manifest,
    model::{File, FileKind, configs::Configs, sides::Zone},
    source::span::FileId,
};

/// Adds the files that configuration names.
pub(super) fn entries(files: &[File], configs: &Configs, entries: &mut Vec<Entry>) {
    let names = Names { files };
    for (id, tags) in &configs.pages {
        let Some(page) = files.get(id.index()).filter(|f| f.role.is_production()) else { continue };
        for source in tags.iter().filter(|t| t.name == "script").filter_map(|t| t.attribute("src")) {
            let source = source.split(['?', '#']).next().unwrap_or(source);
            // A page's own folder is the root of what it serves, and bundlers serve `public/` from there too.
            let found = names.code(page.folder(), source.trim_start_matches('/'));
            entries.extend(found.map(|file| Entry { file, zone: Zone::Client }));
        }
    }
    for (id, manifest) in &configs.manifests {
        let Some(file) = files.get(id.index()) else { continue };
        script_files(names, file.folder(), manifest, entries);
        if manifest.dependency("firebase-functions").is_some() {
            for main in ["src/index", "index", "lib/index"] {
                entries.extend(names.code(file.folder(), main).map(|file| Entry { file, zone: Zone::Server }));
            }
        }
    }
    for (id, file) in (0u32..).map(FileId).zip(files) {
        if !file.name().starts_with("wrangler.") {
            continue;
        }
        let main = configs.tree(id).and_then(|root| root.get("main")?.str());
        entries.extend(main.and_then(|m| names.code(file.folder(), m)).map(|file| Entry { file, zone: Zone::Edge }));
    }
    for (id, config) in &configs.supabase {
        let Some(file) = files.get(id.index()) else { continue };
        let paths = config.functions.iter().filter_map(|f| f.entrypoint.as_deref());
        entries.extend(paths.filter_map(|e| names.code(file.folder(), e)).map(|file| Entry { file, zone: Zone::Edge }));
    }
}

/// The files that `scripts` of a manifest run: a server where the script starts or
/// bundles one, else a script.
fn script_files(names: Names<'_>, folder: &str, manifest: &Manifest, entries: &mut Vec<Entry>) {
    for script in &manifest.scripts {
        let starts = ["start", "dev", "serve", "server", "worker", "prod", "preview"]
            .iter()
            .any(|word| script.name.split([':', '-']).any(|part| part == *word));
        let bundles = ["esbuild", "tsup", "ncc", "rolldown"].iter().any(|tool| script.command.contains(tool));
        let zone = if starts || bundles { Zone::Server } else { Zone::Script };
        let words =
            script.command.split(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | ';' | '&' | '|' | '='));
        for word in words.filter(|w| is_code_path(w)) {
            let found = names.code(folder, word);
            entries.extend(found.filter(|&f| names.is_free(f)).map(|file| Entry { file, zone }));
        }
    }
}

fn is_code_path(word: &str) -> bool {
    let ending = word.rsplit_once('.').map_or("", |(_, ending)| ending);
    matches!(ending, "js" | "ts" | "mjs" | "cjs" | "mts" | "cts" | "tsx" | "jsx") && !word.contains(['*', '$'])
}

/// Finds files by the names that configuration uses.
#[derive(Clone, Copy)]
struct Names<'p> {
    files: &'p [File],
}

impl Names<'_> {
    /// The code file at a path from a folder; compiled ones (`dist/index.js`) stand for their source.
    fn code(self, folder: &str, path: &str) -> Option<FileId> {
        let path = path.trim_start_matches("./");
        let stem = path.rsplit_once('.').filter(|(_, e)| !e.contains('/')).map_or(path, |(stem, _)| stem);
        let compiled = ["dist/", "build/", "out/", "lib/"].iter().find_map(|built| stem.strip_prefix(built));
        let sources = compiled.into_iter().flat_map(|s| [format!("src/{s}"), s.to_owned()]);
        let stems = std::iter::once(stem.to_owned()).chain(sources);
        let endings = ["ts", "tsx", "js", "jsx", "mjs", "cjs", "mts", "cts"];
        self.find(&join(folder, path)).or_else(|| {
            stems.flat_map(|s| endings.map(|e| format!("{s}.{e}"))).find_map(|p| self.find(&join(folder, &p)))
        })
    }

    fn find(self, path: &str) -> Option<FileId> {
        let index = self.files.binary_search_by(|f| f.path.as_str().cmp(path)).ok()?;
        let is_code = self.files.get(index).is_some_and(|f| matches!(f.kind, FileKind::Code(_)));
        u32::try_from(index).ok().filter(|_| is_code).map(FileId)
    }

    /// Whether a file is no configuration: `vite --config vite.config.ts` runs none.
    fn is_free(self, file: FileId) -> bool {
        self.files.get(file.index()).is_some_and(|f| !f.name().contains(".config.") && f.role.is_production())
    }
}

fn join(folder: &str, path: &str) -> String {
    if folder.is_empty() { path.to_owned() } else { format!("{folder}/{path}") }
}
