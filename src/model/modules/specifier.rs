//! What an import specifier names: relative files, aliases of `tsconfig.json` and `jsconfig.json`, import maps of
//! Deno, workspaces, packages of any registry.

use serde_json::Value as Json;

use super::Target;
use crate::{model::File, source::span::FileId};

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
    workspaces: Vec<(String, String)>,
}

/// `"@/*": ["./src/*"]` of a configuration in some folder.
struct Alias {
    /// The folder whose files it applies to; empty for the root.
    scope: String,
    /// What stands before the `*`, or the whole specifier.
    prefix: String,
    /// Whether the pattern ends in `*`.
    is_open: bool,
    /// Where it leads: paths from the root, or a specifier of a package.
    targets: Vec<String>,
}

impl<'f> Resolver<'f> {
    pub(super) fn new(files: &'f [File]) -> Self {
        let mut resolver = Self { files, aliases: Vec::new(), workspaces: Vec::new() };
        for file in files {
            let Some(text) = file.text.as_deref() else { continue };
            match file.name() {
                "deno.json" | "deno.jsonc" | "import_map.json" => resolver.add_import_map(file, text),
                "package.json" => resolver.add_package(file, text),
                name if is_compiler_configuration(name) => resolver.add_compiler_paths(file, text),
                _ => {}
            }
        }
        // The nearest configuration and the longest pattern win.
        resolver.aliases.sort_by(|a, b| (b.scope.len(), b.prefix.len()).cmp(&(a.scope.len(), a.prefix.len())));
        resolver
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
        if let Some(found) = self.in_workspace(specifier) {
            return found;
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

    fn in_workspace(&self, specifier: &str) -> Option<Target> {
        let (name, folder) = self.workspaces.iter().find(|(name, _)| {
            specifier.strip_prefix(name.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        })?;
        let rest = specifier[name.len()..].trim_start_matches('/');
        let candidates = match rest {
            "" => vec![format!("{folder}/src/index"), format!("{folder}/index"), format!("{folder}/src/main")],
            rest => vec![format!("{folder}/{rest}"), format!("{folder}/src/{rest}")],
        };
        candidates.iter().map(|c| self.inside(c)).find(|t| *t != Target::Missing)
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
        let index = self.files.binary_search_by(|f| f.path.as_str().cmp(path)).ok()?;
        u32::try_from(index).ok().map(FileId)
    }

    /// `compilerOptions.paths` and `baseUrl`, also of the configurations it extends.
    fn add_compiler_paths(&mut self, file: &File, text: &str) {
        let scope = file.folder().to_owned();
        let mut next = Some((file.folder().to_owned(), parse(text)));
        for _ in 0..8 {
            let Some((folder, Some(json))) = next else { return };
            let options = &json["compilerOptions"];
            let base = options["baseUrl"].as_str().and_then(|b| join(&folder, b));
            if let Some(paths) = options["paths"].as_object() {
                let base = base.as_deref().unwrap_or(&folder);
                for (pattern, targets) in paths {
                    let targets = targets.as_array().into_iter().flatten().filter_map(Json::as_str);
                    self.aliases.push(Alias::new(&scope, pattern, targets.filter_map(|t| join(base, t)).collect()));
                }
            } else if let Some(base) = &base {
                let target = if base.is_empty() { "*".to_owned() } else { format!("{base}/*") };
                self.aliases.push(Alias::new(&scope, "*", vec![target]));
            }
            next = json["extends"].as_str().filter(|e| e.starts_with('.')).and_then(|e| {
                let path = join(&folder, e)?;
                let found = self.find(&path).or_else(|| self.find(&format!("{path}.json")))?;
                let parent = &self.files[found.index()];
                Some((parent.folder().to_owned(), parent.text.as_deref().and_then(parse)))
            });
        }
    }

    /// The `imports` of an import map.
    fn add_import_map(&mut self, file: &File, text: &str) {
        let Some(json) = parse(text) else { return };
        for (pattern, target) in json["imports"].as_object().into_iter().flatten() {
            let Some(target) = target.as_str() else { continue };
            let pattern = if pattern.ends_with('/') { format!("{pattern}*") } else { pattern.clone() };
            let mut target = match target.starts_with('.') {
                true => join(file.folder(), target).unwrap_or_default(),
                false => target.to_owned(),
            };
            if pattern.ends_with('*') {
                target = format!("{}/*", target.trim_end_matches('/'));
            }
            self.aliases.push(Alias::new(file.folder(), &pattern, vec![target]));
        }
    }

    /// A package of a workspace is known by its name; `imports` of a manifest are aliases.
    fn add_package(&mut self, file: &File, text: &str) {
        let Some(json) = parse(text) else { return };
        if let Some(name) = json["name"].as_str()
            && !file.folder().is_empty()
        {
            self.workspaces.push((name.to_owned(), file.folder().to_owned()));
        }
        for (pattern, target) in json["imports"].as_object().into_iter().flatten() {
            let target = target.as_str().or_else(|| target["default"].as_str());
            if let Some(path) = target.and_then(|t| join(file.folder(), t)) {
                self.aliases.push(Alias::new(file.folder(), pattern, vec![path]));
            }
        }
    }
}

impl Alias {
    fn new(scope: &str, pattern: &str, targets: Vec<String>) -> Self {
        let (prefix, is_open) = match pattern.split_once('*') {
            Some((prefix, _)) => (prefix, true),
            None => (pattern, false),
        };
        Self { scope: scope.to_owned(), prefix: prefix.to_owned(), is_open, targets }
    }
}

fn is_compiler_configuration(name: &str) -> bool {
    (name.starts_with("tsconfig") || name.starts_with("jsconfig")) && name.ends_with(".json")
}

fn parse(text: &str) -> Option<Json> {
    jsonc_parser::parse_to_serde_value(text, &jsonc_parser::ParseOptions::default()).ok()?
}

fn is_within(folder: &str, scope: &str) -> bool {
    scope.is_empty() || folder.strip_prefix(scope).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Whether an import map leads out of the project.
fn is_foreign(target: &str) -> bool {
    ["npm:", "jsr:", "http:", "https:", "node:"].iter().any(|p| target.starts_with(p))
}

/// `folder/relative` with `.` and `..` resolved; `None` above the root.
fn join(folder: &str, relative: &str) -> Option<String> {
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

/// The plain name of the package that a specifier names, whatever registry it comes from: `stripe` for
/// `npm:stripe@14.1.0`, `https://esm.sh/stripe@14?target=deno` and `stripe/lib/x`; `std/http` for Deno's library.
#[must_use]
pub fn package_name(specifier: &str) -> String {
    let specifier = specifier.split('?').next().unwrap_or(specifier);
    for registry in ["npm:", "jsr:", "node:"] {
        if let Some(rest) = specifier.strip_prefix(registry) {
            return without_version(rest.trim_start_matches('/'));
        }
    }
    let Some(url) = specifier.strip_prefix("https://").or_else(|| specifier.strip_prefix("http://")) else {
        return without_version(specifier);
    };
    let Some((host, path)) = url.split_once('/') else { return url.to_owned() };
    match host {
        "deno.land" => match path.strip_prefix("x/") {
            Some(module) => without_version(module),
            None => {
                let mut parts = path.split('/');
                let library = parts.next().map_or("std", |p| p.split('@').next().unwrap_or(p));
                format!("{library}/{}", parts.next().unwrap_or_default())
            }
        },
        "esm.sh" | "cdn.skypack.dev" | "esm.run" | "unpkg.com" => {
            let path = path.split_once('/').filter(|(v, _)| is_build_tag(v)).map_or(path, |(_, rest)| rest);
            without_version(path)
        }
        "cdn.jsdelivr.net" => without_version(path.strip_prefix("npm/").unwrap_or(path)),
        _ => url.to_owned(),
    }
}

/// `v135` of `https://esm.sh/v135/stripe`, `stable`.
fn is_build_tag(part: &str) -> bool {
    part == "stable" || part.strip_prefix('v').is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()))
}

/// `@scope/name@1.2/sub` is `@scope/name`.
fn without_version(path: &str) -> String {
    let mut parts = path.split('/');
    let first = parts.next().unwrap_or(path);
    let cut = |part: &str| part.split('@').next().unwrap_or(part).to_owned();
    match first.strip_prefix('@') {
        Some(scope) => format!("@{scope}/{}", cut(parts.next().unwrap_or_default())),
        None => cut(first),
    }
}

#[cfg(test)]
mod tests {
    use super::{Resolver, join, package_name};
    use crate::{
        model::{File, FileKind, Language, modules::Target},
        source::span::FileId,
    };

    fn files(paths: &[(&str, Option<&str>)]) -> Vec<File> {
        let mut files: Vec<File> = paths
            .iter()
            .map(|(path, text)| {
                let mut file = File::new(*path, FileKind::Code(Language::TypeScript));
                file.text = text.map(Into::into);
                file
            })
            .collect();
        files.sort_by(|a, b| a.path.cmp(&b.path));
        files
    }

    #[test]
    fn packages_of_every_registry_have_one_name() {
        for specifier in [
            "stripe",
            "stripe/lib/x",
            "npm:stripe@14.1.0",
            "https://esm.sh/stripe@14?target=deno",
            "https://esm.sh/v135/stripe@14",
        ] {
            assert_eq!(package_name(specifier), "stripe", "{specifier}");
        }
        assert_eq!(package_name("https://esm.sh/@supabase/supabase-js@2.39.0"), "@supabase/supabase-js");
        assert_eq!(package_name("jsr:@supabase/supabase-js@2"), "@supabase/supabase-js");
        assert_eq!(package_name("https://deno.land/std@0.190.0/http/server.ts"), "std/http");
        assert_eq!(package_name("node:crypto"), "crypto");
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
        let resolver = Resolver::new(&files);
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
    fn import_maps_lead_to_packages_and_files() {
        let map = r#"{"imports": {"supabase": "npm:@supabase/supabase-js@2", "shared/": "./_shared/"}}"#;
        let files = files(&[("fn/deno.json", Some(map)), ("fn/_shared/cors.ts", None)]);
        let resolver = Resolver::new(&files);
        assert_eq!(resolver.resolve("fn/a", "supabase"), Target::Package("@supabase/supabase-js".into()));
        assert_eq!(resolver.resolve("fn/a", "shared/cors.ts"), Target::File(FileId(0)));
    }

    #[test]
    fn paths_never_leave_the_root() {
        assert_eq!(join("a/b", "../c/./d").as_deref(), Some("a/c/d"));
        assert_eq!(join("a", "../../x"), None);
    }
}
