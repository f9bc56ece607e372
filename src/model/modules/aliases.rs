//! Names that configuration gives to files: compiler paths, import maps, `imports` of manifests, workspaces.

use super::specifier::{find, is_foreign, join};
use crate::{
    formats::{Node, manifest::TsConfig},
    model::{File, configs::Configs},
    source::span::FileId,
};

/// A name or pattern, and what it stands for.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Alias {
    /// The folder whose files it applies to; empty for all.
    pub(super) scope: String,
    /// What stands before the `*`, or the whole specifier.
    pub(super) prefix: String,
    /// Whether the pattern holds a `*`.
    pub(super) is_open: bool,
    /// Where it leads: paths from the root, or specifiers of packages; `*` stands for the rest.
    pub(super) targets: Vec<String>,
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

/// All aliases of a project: the nearest configuration and the longest pattern first.
pub(super) fn aliases(files: &[File], configs: &Configs) -> Vec<Alias> {
    let mut aliases = Vec::new();
    for (id, file) in (0u32..).map(FileId).zip(files) {
        let Some(root) = configs.tree(id) else { continue };
        match file.name() {
            "deno.json" | "deno.jsonc" | "import_map.json" => add_import_map(file, root, &mut aliases),
            "package.json" => add_manifest(file, root, &mut aliases),
            name if is_compiler_configuration(name) => add_compiler_paths(files, configs, file, root, &mut aliases),
            _ => {}
        }
    }
    aliases.sort_by_key(|a| std::cmp::Reverse((a.scope.len(), a.prefix.len())));
    aliases
}

fn is_compiler_configuration(name: &str) -> bool {
    name.strip_suffix(".json").is_some_and(|stem| stem.starts_with("tsconfig") || stem.starts_with("jsconfig"))
}

/// How many configurations one may build on in a row; a cycle must end.
const EXTENDS: u32 = 8;

/// `compilerOptions.paths` and `baseUrl`, also of the configurations it extends.
fn add_compiler_paths(files: &[File], configs: &Configs, file: &File, root: &Node, aliases: &mut Vec<Alias>) {
    let scope = file.folder();
    let mut waiting = vec![(file.folder().to_owned(), TsConfig::new(root), EXTENDS)];
    while let Some((folder, config, depth)) = waiting.pop() {
        let base = config.base_url.as_deref().and_then(|b| join(&folder, b));
        for (pattern, targets) in &config.paths {
            let from = base.as_deref().unwrap_or(&folder);
            aliases.push(Alias::new(scope, pattern, targets.iter().filter_map(|t| join(from, t)).collect()));
        }
        if let Some(base) = base {
            let target = if base.is_empty() { "*".to_owned() } else { format!("{base}/*") };
            aliases.push(Alias::new(scope, "*", vec![target]));
        }
        if depth == 0 {
            continue;
        }
        for extended in config.extends.iter().filter(|e| e.starts_with('.')) {
            let Some(path) = join(&folder, extended) else { continue };
            let found = find(files, &path).or_else(|| find(files, &format!("{path}.json")));
            let parent = found.and_then(|id| Some((files.get(id.index())?, configs.tree(id)?)));
            if let Some((parent, tree)) = parent {
                waiting.push((parent.folder().to_owned(), TsConfig::new(tree), depth - 1));
            }
        }
    }
}

/// The `imports` of an import map.
fn add_import_map(file: &File, root: &Node, aliases: &mut Vec<Alias>) {
    for entry in root.get("imports").map_or(&[][..], Node::entries) {
        let Some(target) = entry.node.str() else { continue };
        let pattern = if entry.key.ends_with('/') { format!("{}*", entry.key) } else { entry.key.clone() };
        let mut target =
            if target.starts_with('.') { join(file.folder(), target).unwrap_or_default() } else { target.to_owned() };
        if pattern.ends_with('*') {
            target = format!("{}/*", target.trim_end_matches('/'));
        }
        aliases.push(Alias::new(file.folder(), &pattern, vec![target]));
    }
}

/// `imports` of a manifest, and, of the packages below the root, their name with what they export.
fn add_manifest(file: &File, root: &Node, aliases: &mut Vec<Alias>) {
    let folder = file.folder();
    for entry in root.get("imports").map_or(&[][..], Node::entries) {
        let targets = conditions(&entry.node).into_iter().filter_map(|t| local(folder, t)).collect();
        aliases.push(Alias::new(folder, &entry.key, targets));
    }
    let Some(name) = root.get("name").and_then(Node::str).filter(|_| !folder.is_empty()) else { return };
    let exports = root.get("exports");
    let is_map = exports.is_some_and(|e| e.entries().iter().any(|entry| entry.key.starts_with('.')));
    for entry in exports.filter(|_| is_map).map_or(&[][..], Node::entries) {
        let pattern = format!("{name}{}", entry.key.trim_start_matches('.'));
        let targets: Vec<String> = conditions(&entry.node).into_iter().filter_map(|t| local(folder, t)).collect();
        aliases.push(Alias::new("", &pattern, targets));
    }
    let main = ["module", "main", "types"].iter().filter_map(|key| root.get(key)?.str());
    let named = main.chain(exports.filter(|_| !is_map).map_or_else(Vec::new, conditions));
    let usual = ["src/index", "index", "src/main"].iter().map(|path| format!("{folder}/{path}"));
    let first = named.filter_map(|m| join(folder, m)).chain(usual).collect();
    aliases.push(Alias::new("", name, first));
    aliases.push(Alias::new("", &format!("{name}/*"), vec![format!("{folder}/*"), format!("{folder}/src/*")]));
}

fn local(folder: &str, target: &str) -> Option<String> {
    if target.starts_with('.') { join(folder, target) } else { is_foreign(target).then(|| target.to_owned()) }
}

/// The paths of an entry of `exports` or `imports`, for whatever condition, in order.
fn conditions(node: &Node) -> Vec<&str> {
    match node.str() {
        Some(path) => vec![path],
        None => node.entries().iter().filter_map(|e| e.node.str().or_else(|| e.node.get("default")?.str())).collect(),
    }
}
