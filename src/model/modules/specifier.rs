//! What an import specifier names: relative files, aliases of `tsconfig.json` and `jsconfig.json`, import maps of
//! Deno, workspaces, packages of any registry.

use super::{
    Target,
    aliases::{Alias, aliases},
    package::package_name,
};
use crate::{
    model::{File, configs::Configs},
    source::span::FileId,
};

/// Endings that an import may leave out, in the order in which TypeScript and bundlers try them.
const ENDINGS: [&str; 11] = ["ts", "tsx", "d.ts", "js", "jsx", "mts", "mjs", "cts", "cjs", "json", "vue"];

/// Endings of files without code that code imports.
const ASSETS: [&str; 26] = [
    "css", "scss", "sass", "less", "svg", "png", "jpg", "jpeg", "gif", "webp", "avif", "ico", "mp3", "mp4", "wav",
    "webm", "woff", "woff2", "ttf", "pdf", "md", "mdx", "txt", "glsl", "csv", "html",
];

/// Resolves specifiers within one project.
pub(super) struct Resolver<'f> {
    files: &'f [File],
    aliases: Vec<Alias>,
}

impl<'f> Resolver<'f> {
    pub(super) fn new(files: &'f [File], configs: &Configs) -> Self {
        Self { files, aliases: aliases(files, configs) }
    }

    /// What `specifier` names for a file in `folder`.
    pub(super) fn resolve(&self, folder: &str, specifier: &str) -> Target {
        let specifier = specifier.split(['?', '#']).next().filter(|s| !s.is_empty()).unwrap_or(specifier);
        if specifier.starts_with('.') {
            return join(folder, specifier).map_or(Target::Missing, |path| self.inside(&path));
        }
        if let Some(found) = self.aliased(folder, specifier) {
            return found;
        }
        if let Some(rest) = specifier.strip_prefix('/') {
            return self.inside(rest);
        }
        match specifier.strip_prefix("@/").or_else(|| specifier.strip_prefix("~/")) {
            // The usual alias of bundlers whose configuration is code: the source folder next to the manifest.
            Some(rest) => self.under_source(folder, rest),
            None => Target::Package(package_name(specifier)),
        }
    }

    fn aliased(&self, folder: &str, specifier: &str) -> Option<Target> {
        let mut missing = None;
        for alias in self.aliases.iter().filter(|a| is_within(folder, &a.scope)) {
            let rest = match specifier.strip_prefix(alias.prefix.as_str()) {
                Some(rest) if alias.is_open || rest.is_empty() => rest,
                _ => continue,
            };
            for target in &alias.targets {
                let path = target.replacen('*', rest, 1);
                if is_foreign(&path) {
                    return Some(Target::Package(package_name(&path)));
                }
                match self.inside(&path) {
                    Target::Missing => missing = (alias.prefix.len() > 1).then_some(Target::Missing).or(missing),
                    found => return Some(found),
                }
            }
        }
        missing
    }

    fn under_source(&self, folder: &str, rest: &str) -> Target {
        let mut above = Some(folder);
        while let Some(folder) = above {
            for base in ["src", "app", ""] {
                let path = [folder, base, rest].iter().filter(|p| !p.is_empty()).copied().collect::<Vec<_>>().join("/");
                let found = self.inside(&path);
                if found != Target::Missing {
                    return found;
                }
            }
            above = (!folder.is_empty()).then(|| folder.rsplit_once('/').map_or("", |(parent, _)| parent));
        }
        Target::Missing
    }

    /// The file at a path from the root, its ending or `index` left out or wrong (`./x.js` for `x.ts`).
    fn inside(&self, path: &str) -> Target {
        let path = path.trim_end_matches('/');
        if let Some(id) = self.find(path) {
            return Target::File(id);
        }
        let try_endings = |stem: &str| ENDINGS.iter().find_map(|ending| self.find(&format!("{stem}.{ending}")));
        let stem = path.rsplit_once('.').filter(|(_, e)| matches!(*e, "js" | "jsx" | "mjs" | "cjs")).map(|(s, _)| s);
        let index = if path.is_empty() { "index".to_owned() } else { format!("{path}/index") };
        let found = try_endings(path).or_else(|| stem.and_then(try_endings)).or_else(|| try_endings(&index));
        match found {
            Some(id) => Target::File(id),
            None if path.rsplit_once('.').is_some_and(|(_, e)| ASSETS.contains(&e)) => Target::Asset,
            None => Target::Missing,
        }
    }

    fn find(&self, path: &str) -> Option<FileId> {
        find(self.files, path)
    }
}

/// The file at a path from the root.
pub(super) fn find(files: &[File], path: &str) -> Option<FileId> {
    let index = files.binary_search_by(|f| f.path.as_str().cmp(path)).ok()?;
    u32::try_from(index).ok().map(FileId)
}

fn is_within(folder: &str, scope: &str) -> bool {
    scope.is_empty() || folder.strip_prefix(scope).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Whether an import map leads out of the project.
pub(super) fn is_foreign(target: &str) -> bool {
    ["npm:", "jsr:", "http:", "https:", "node:"].iter().any(|p| target.starts_with(p))
}

/// `folder/relative` with `.` and `..` resolved; `None` above the root.
pub(super) fn join(folder: &str, relative: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|p| !p.is_empty()).collect();
    for part in relative.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::{Resolver, join};
    use crate::{
        model::{File, configs::Configs, modules::Target},
        source::{kind::kind_of, span::FileId},
    };

    fn files(paths: &[(&str, Option<&str>)]) -> Vec<File> {
        let mut files: Vec<File> = paths
            .iter()
            .map(|(path, text)| {
                let mut file = File::new(*path, kind_of(path.rsplit('/').next().unwrap_or(path)));
                file.text = text.map(Into::into);
                file
            })
            .collect();
        files.sort_by(|a, b| a.path.cmp(&b.path));
        files
    }

    #[test]
    fn aliases_endings_and_index_files() {
        let config = r#"{ // comments are usual here
            "compilerOptions": { "paths": { "@/*": ["./src/*"] } } }"#;
        let files = files(&[
            ("web/tsconfig.json", Some(config)),
            ("web/src/lib/db.ts", None),
            ("web/src/lib/index.ts", None),
            ("web/src/pages/Home.tsx", None),
        ]);
        let resolver = Resolver::new(&files, &Configs::build(&files).0);
        let at = |path: &str| {
            Target::File(FileId(u32::try_from(files.iter().position(|f| f.path == path).unwrap()).unwrap()))
        };
        assert_eq!(resolver.resolve("web/src/pages", "@/lib/db"), at("web/src/lib/db.ts"));
        assert_eq!(resolver.resolve("web/src/pages", "../lib"), at("web/src/lib/index.ts"));
        assert_eq!(resolver.resolve("web/src/pages", "../lib/db.js"), at("web/src/lib/db.ts"));
        assert_eq!(resolver.resolve("web/src/pages", "./logo.svg"), Target::Asset);
        assert_eq!(resolver.resolve("web/src/pages", "@/lib/gone"), Target::Missing);
        assert_eq!(resolver.resolve("web/src/pages", "react"), Target::Package("react".into()));
    }

    #[test]
    fn the_base_url_counts_next_to_paths() {
        let config = r#"{"compilerOptions": {"baseUrl": ".", "paths": {"@/*": ["./*"]}}}"#;
        let files = files(&[("models/price.ts", None), ("pages/a.ts", None), ("tsconfig.json", Some(config))]);
        let resolver = Resolver::new(&files, &Configs::build(&files).0);
        assert_eq!(resolver.resolve("pages", "models/price"), Target::File(FileId(0)));
        assert_eq!(resolver.resolve("pages", "models"), Target::Package("models".into()));
    }

    #[test]
    fn packages_of_the_workspace_are_files() {
        let manifest = r#"{"name": "@acme/ui", "exports": {"./*": "./src/*.tsx", "./css": {"default": "./a.css"}}}"#;
        let files = files(&[
            ("apps/web/page.tsx", None),
            ("packages/ui/package.json", Some(manifest)),
            ("packages/ui/src/button.tsx", None),
            ("packages/ui/src/index.ts", None),
        ]);
        let resolver = Resolver::new(&files, &Configs::build(&files).0);
        assert_eq!(resolver.resolve("apps/web", "@acme/ui/button"), Target::File(FileId(2)));
        assert_eq!(resolver.resolve("apps/web", "@acme/ui"), Target::File(FileId(3)));
        assert_eq!(resolver.resolve("apps/web", "@acme/ui-kit"), Target::Package("@acme/ui-kit".into()));
    }

    #[test]
    fn import_maps_lead_to_packages_and_files() {
        let map = r#"{"imports": {"supabase": "npm:@supabase/supabase-js@2", "shared/": "./_shared/"}}"#;
        let files = files(&[("fn/deno.json", Some(map)), ("fn/_shared/cors.ts", None)]);
        let resolver = Resolver::new(&files, &Configs::build(&files).0);
        assert_eq!(resolver.resolve("fn/a", "supabase"), Target::Package("@supabase/supabase-js".into()));
        assert_eq!(resolver.resolve("fn/a", "shared/cors.ts"), Target::File(FileId(0)));
    }

    #[test]
    fn paths_never_leave_the_root() {
        assert_eq!(join("a/b", "../c/./d").as_deref(), Some("a/c/d"));
        assert_eq!(join("a", "../../x"), None);
    }
}
