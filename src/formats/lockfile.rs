//! Lock files of package managers: which version of a package an app's own dependency is.
//!
//! Read line by line, as their tools write them: a lock file is half a megabyte, and only the packages that a manifest
//! names are of interest. What a package brings along (`node_modules/a/node_modules/b`) is left out.

/// The version that an install brings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Locked {
    /// The package.
    pub package: String,
    /// The version.
    pub version: String,
    /// For whom.
    pub wanted_by: WantedBy,
}

/// Whose dependency an entry answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WantedBy {
    /// The manifest in this folder, seen from the lock file; empty for its own.
    Folder(String),
    /// Whoever asks for this range of versions.
    Range(String),
}

impl Locked {
    fn new(package: &str, version: &str, wanted_by: WantedBy) -> Self {
        Self { package: package.to_owned(), version: version.to_owned(), wanted_by }
    }
}

/// Whether the format of a lock file with this name is known.
#[must_use]
pub fn is_read(name: &str) -> bool {
    matches!(name, "package-lock.json" | "npm-shrinkwrap.json" | "pnpm-lock.yaml" | "yarn.lock" | "bun.lock")
}

/// What the lock file of this name says; nothing for names and versions of the format that are not known.
#[must_use]
pub fn read(name: &str, text: &str) -> Vec<Locked> {
    match name {
        "package-lock.json" | "npm-shrinkwrap.json" => npm(text),
        "pnpm-lock.yaml" => pnpm(text),
        "yarn.lock" => yarn(text),
        "bun.lock" => bun(text),
        _ => Vec::new(),
    }
}

/// `"apps/web/node_modules/next": { "version": "15.1.0"`.
fn npm(text: &str) -> Vec<Locked> {
    let mut found = Vec::new();
    let mut open: Option<(&str, &str)> = None;
    for line in text.lines() {
        let line = line.trim();
        if let Some(path) = line.strip_prefix('"').and_then(|l| l.strip_suffix("\": {")) {
            open = path.split_once("node_modules/").filter(|(_, package)| !package.contains("node_modules/"));
        } else if let Some(version) = line.strip_prefix("\"version\": \"").and_then(|v| v.split('"').next())
            && let Some((folder, package)) = open.take()
        {
            let folder = WantedBy::Folder(folder.trim_end_matches('/').to_owned());
            found.push(Locked::new(package, version, folder));
        }
    }
    found
}

/// Below `importers:`, or at the top level of a lock file for one package: `next:` and deeper `version: 15.1.0(react@19)`.
fn pnpm(text: &str) -> Vec<Locked> {
    let mut found = Vec::new();
    let mut folder = String::new();
    let mut is_importing = false;
    let mut is_wanted = false;
    let mut package = "";
    for line in text.lines().filter(|l| !l.trim().is_empty()) {
        let depth = line.len() - line.trim_start().len();
        let (key, value) = line.trim().split_once(':').unwrap_or((line.trim(), ""));
        let (key, value) = (key.trim_matches(['\'', '"']), value.trim().trim_matches(['\'', '"']));
        let step = if is_importing { 4 } else { 0 };
        if depth == 0 {
            is_importing = key == "importers";
            is_wanted = !is_importing && is_dependency_list(key);
            folder.clear();
        } else if is_importing && depth == 2 {
            key.trim_start_matches("./").trim_matches('.').clone_into(&mut folder);
        } else if is_importing && depth == 4 {
            is_wanted = is_dependency_list(key);
        } else if is_wanted && depth == step + 2 {
            package = key;
        }
        let is_version = is_wanted && (depth == step + 4 && key == "version" || depth == step + 2 && !value.is_empty());
        if is_version {
            let version = value.split('(').next().unwrap_or(value);
            found.push(Locked::new(package, version, WantedBy::Folder(folder.clone())));
        }
    }
    found
}

fn is_dependency_list(key: &str) -> bool {
    matches!(key, "dependencies" | "devDependencies" | "optionalDependencies")
}

/// `next@^15.1.0, "next@npm:^15.1.0":` and deeper `version "15.1.0"`, or `version: 15.1.0`.
fn yarn(text: &str) -> Vec<Locked> {
    let mut found = Vec::new();
    let mut open: &str = "";
    for line in text.lines() {
        if !line.starts_with([' ', '#']) {
            open = line.strip_suffix(':').unwrap_or("");
        } else if let Some(version) = line.trim().strip_prefix("version") {
            let version = version.trim_matches([':', ' ', '"']);
            for wish in std::mem::take(&mut open).split(',').map(|w| w.trim().trim_matches('"')) {
                let Some((package, range)) = wish.get(1..).and_then(|w| w.find('@')).map(|at| wish.split_at(at + 1))
                else {
                    continue;
                };
                let range = range.trim_start_matches('@').trim_start_matches("npm:");
                found.push(Locked::new(package, version, WantedBy::Range(range.to_owned())));
            }
        }
    }
    found
}

/// `"next": ["next@15.1.0", …`.
fn bun(text: &str) -> Vec<Locked> {
    let entries = text.lines().filter_map(|line| {
        let (package, rest) = line.trim().strip_prefix('"')?.split_once("\": [\"")?;
        let version = rest.strip_prefix(package)?.strip_prefix('@')?.split('"').next()?;
        Some(Locked::new(package, version, WantedBy::Folder(String::new())))
    });
    entries.collect()
}

#[cfg(test)]
mod tests {
    use super::{WantedBy, read};

    fn versions(name: &str, text: &str) -> Vec<String> {
        let said = |w: &WantedBy| match w {
            WantedBy::Folder(f) => format!("in {f:?}"),
            WantedBy::Range(r) => format!("for {r}"),
        };
        read(name, text).iter().map(|l| format!("{} {} {}", l.package, l.version, said(&l.wanted_by))).collect()
    }

    #[test]
    fn npm_with_a_workspace() {
        let text = r#"{
  "packages": {
    "": { "name": "shop" },
    "node_modules/next": {
      "version": "15.5.9",
    },
    "node_modules/next/node_modules/postcss": {
      "version": "8.4.31",
    },
    "apps/web/node_modules/@acme/ui": {
      "version": "2.0.0",
    }
  }
}"#;
        assert_eq!(versions("package-lock.json", text), ["next 15.5.9 in \"\"", "@acme/ui 2.0.0 in \"apps/web\""]);
    }

    #[test]
    fn pnpm_with_and_without_importers() {
        let text = "lockfileVersion: '9.0'\nimporters:\n  .:\n    devDependencies:\n      vite:\n        specifier: ^5\n        \
                    version: 5.4.8(@types/node@22)\n  apps/web:\n    dependencies:\n      '@acme/ui':\n        version: \
                    1.0.0\npackages:\n  vite@5.4.8:\n    version: 1\n";
        assert_eq!(versions("pnpm-lock.yaml", text), ["vite 5.4.8 in \"\"", "@acme/ui 1.0.0 in \"apps/web\""]);
        let old = "dependencies:\n  next: 14.0.4\n  react:\n    specifier: ^18\n    version: 18.2.0\n";
        assert_eq!(versions("pnpm-lock.yaml", old), ["next 14.0.4 in \"\"", "react 18.2.0 in \"\""]);
    }

    #[test]
    fn yarn_of_both_kinds() {
        let text = "# yarn lockfile v1\n\"@acme/ui@^1.0.0\", \"@acme/ui@^1.1.0\":\n  version \"1.2.0\"\n\n\"next@npm:^15\":\n  version: 15.1.0\n";
        assert_eq!(
            versions("yarn.lock", text),
            ["@acme/ui 1.2.0 for ^1.0.0", "@acme/ui 1.2.0 for ^1.1.0", "next 15.1.0 for ^15"]
        );
    }

    #[test]
    fn bun_as_text() {
        let text = "{\n  \"packages\": {\n    \"next\": [\"next@15.1.0\", \"\", {}, \"sha512-x\"],\n    \"next/postcss\": [\"postcss@8.4.31\"],\n";
        assert_eq!(versions("bun.lock", text), ["next 15.1.0 in \"\""]);
    }
}
