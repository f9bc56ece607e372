//! `package.json` as its tools read it, and `tsconfig.json`.

use super::{Entry, Node};
use crate::source::span::Range;

/// `package.json`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Manifest {
    /// `name`.
    pub name: String,
    /// `packageManager`: `pnpm@9.1.0`.
    pub package_manager: Option<String>,
    /// `workspaces`, as patterns of folders.
    pub workspaces: Vec<String>,
    /// `scripts`.
    pub scripts: Vec<Script>,
    /// `dependencies`, `devDependencies`, `peerDependencies`, `optionalDependencies`.
    pub dependencies: Vec<Dependency>,
}

/// An entry of `scripts`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Script {
    /// Its name.
    pub name: String,
    /// Shell text.
    pub command: String,
    /// Where the command stands.
    pub range: Range,
}

/// A dependency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dependency {
    /// The package.
    pub name: String,
    /// The range of versions, as written.
    pub version: String,
    /// Whether it is for development only.
    pub is_dev: bool,
    /// Where the entry's key stands.
    pub range: Range,
}

impl Manifest {
    /// Reads a `package.json`.
    #[must_use]
    pub fn new(root: &Node) -> Self {
        let workspaces = root.get("workspaces").map(|w| w.get("packages").unwrap_or(w));
        Self {
            name: text(root, "name"),
            package_manager: root.get("packageManager").and_then(Node::str).map(str::to_owned),
            workspaces: workspaces
                .map_or(&[][..], Node::elements)
                .iter()
                .filter_map(Node::str)
                .map(str::to_owned)
                .collect(),
            scripts: entries(root, "scripts").iter().filter_map(script).collect(),
            dependencies: [
                ("dependencies", false),
                ("devDependencies", true),
                ("peerDependencies", false),
                ("optionalDependencies", false),
            ]
            .iter()
            .flat_map(|(key, is_dev)| entries(root, key).iter().map(move |e| dependency(e, *is_dev)))
            .collect(),
        }
    }

    /// The dependency on a package.
    #[must_use]
    pub fn dependency(&self, name: &str) -> Option<&Dependency> {
        self.dependencies.iter().find(|d| d.name == name)
    }

    /// The script of a name.
    #[must_use]
    pub fn script(&self, name: &str) -> Option<&Script> {
        self.scripts.iter().find(|s| s.name == name)
    }
}

fn entries<'n>(root: &'n Node, key: &str) -> &'n [Entry] {
    root.get(key).map_or(&[], Node::entries)
}

fn text(root: &Node, key: &str) -> String {
    root.get(key).and_then(Node::str).unwrap_or("").to_owned()
}

fn script(entry: &Entry) -> Option<Script> {
    Some(Script { name: entry.key.clone(), command: entry.node.str()?.to_owned(), range: entry.node.range })
}

fn dependency(entry: &Entry, is_dev: bool) -> Dependency {
    let version = entry.node.str().unwrap_or("").to_owned();
    Dependency { name: entry.key.clone(), version, is_dev, range: entry.key_range }
}

/// What resolving imports needs of a `tsconfig.json` or `jsconfig.json`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TsConfig {
    /// The configuration it builds on, as written.
    pub extends: Vec<String>,
    /// `compilerOptions.baseUrl`.
    pub base_url: Option<String>,
    /// `compilerOptions.paths`: a pattern and what it stands for, in order.
    pub paths: Vec<(String, Vec<String>)>,
    /// `compilerOptions.strict`, where it is said.
    pub strict: Option<bool>,
}

impl TsConfig {
    /// Reads a `tsconfig.json`.
    #[must_use]
    pub fn new(root: &Node) -> Self {
        let options = root.get("compilerOptions");
        let option = |key: &str| options.and_then(|o| o.get(key));
        let strings = |node: &Node| node.one_or_many().iter().filter_map(Node::str).map(str::to_owned).collect();
        Self {
            extends: root.get("extends").map_or_else(Vec::new, strings),
            base_url: option("baseUrl").and_then(Node::str).map(str::to_owned),
            paths: option("paths")
                .map_or(&[][..], Node::entries)
                .iter()
                .map(|e| (e.key.clone(), strings(&e.node)))
                .collect(),
            strict: option("strict").and_then(Node::bool),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Manifest, TsConfig};
    use crate::{formats::parse, model::FileKind};

    #[test]
    fn a_manifest() {
        let text = r#"{"name":"shop","workspaces":{"packages":["apps/*"]},"scripts":{"test":"vitest"},
            "dependencies":{"next":"^15.1.0"},"devDependencies":{"vite":"5"},"packageManager":"pnpm@9"}"#;
        let manifest = Manifest::new(&parse(FileKind::Json, text).unwrap());
        assert_eq!(manifest.workspaces, ["apps/*"]);
        assert!(!manifest.dependency("next").unwrap().is_dev && manifest.dependency("vite").unwrap().is_dev);
        assert_eq!(manifest.script("test").unwrap().command, "vitest");
    }

    #[test]
    fn a_tsconfig() {
        let text =
            r#"{"extends":"./base.json","compilerOptions":{"strict":false,"paths":{"@/*":["./src/*"]}} /* c */}"#;
        let config = TsConfig::new(&parse(FileKind::Json, text).unwrap());
        assert_eq!(config.paths, [("@/*".to_owned(), vec!["./src/*".to_owned()])]);
        assert_eq!((config.strict, config.extends.len()), (Some(false), 1));
    }
}
