//! Rule packs: a user's own declarative rules, from a folder.

use std::{fs, io, path::Path};

use super::{Catalogue, CatalogueError, Family, Metadata, Rule};
use crate::syntax::Patterns;

/// The family of rules from packs. It has no points, so that scores stay comparable.
pub static CUSTOM: Family = Family { id: "custom", points: 0, title: "your own rules", security: false, rules: &[] };

impl Catalogue {
    /// Adds the rules of a folder: `<fault>.toml` with a `[pattern]`, and perhaps a page `<fault>.md`. Their ids are
    /// `custom/<fault>`.
    ///
    /// # Errors
    /// When the folder cannot be read, a rule's metadata does not fit or has no pattern, or its query does not fit the
    /// grammars.
    pub fn add_pack(&mut self, folder: &Path) -> Result<(), CatalogueError> {
        let unreadable = |source: io::Error| CatalogueError::Pack { path: folder.display().to_string(), source };
        let entries = fs::read_dir(folder).map_err(unreadable)?;
        let mut paths = entries.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>().map_err(unreadable)?;
        paths.retain(|path| path.extension().is_some_and(|e| e == "toml"));
        paths.sort();
        for path in paths {
            let rule = read_rule(&path)?;
            self.rules.push(rule);
        }
        let custom = self.patterns().into_iter().filter(|p| p.rule.starts_with("custom/")).collect::<Vec<_>>();
        Ok(Patterns::check(&custom)?)
    }
}

fn read_rule(path: &Path) -> Result<Rule, CatalogueError> {
    let unreadable = |source| CatalogueError::Pack { path: path.display().to_string(), source };
    let fault = path.file_stem().unwrap_or_default().to_string_lossy();
    let id = format!("custom/{fault}");
    let text = fs::read_to_string(path).map_err(unreadable)?;
    let metadata = Metadata::parse(&text).map_err(|source| CatalogueError::Metadata { rule: id.clone(), source })?;
    if metadata.pattern.is_none() {
        return Err(CatalogueError::NoPattern { rule: id });
    }
    // A page is welcome and not required.
    let page = fs::read_to_string(path.with_extension("md"))
        .unwrap_or_else(|_| format!("# {id}\n\n## Why\n{}\n\n## Fix\n{}\n", metadata.title, metadata.help));
    Ok(Rule { id: id.into(), family: &CUSTOM, metadata, page: page.into(), check: None })
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::Catalogue;

    const RULE: &str = "title = 'a debugger statement'\nseverity = 'low'\nconfidence = 'high'\nhelp = 'remove it'\n";

    fn pack(files: &[(&str, &str)]) -> (tempfile::TempDir, Catalogue) {
        let dir = tempfile::tempdir().unwrap();
        for (name, text) in files {
            fs::write(dir.path().join(name), text).unwrap();
        }
        (dir, Catalogue { rules: Vec::new() })
    }

    #[test]
    fn a_pack_adds_its_rules() {
        let text = format!(
            "{RULE}[pattern]\nquery = '(debugger_statement) @at'\nliterals = ['debugger']\nmessage = 'stops'\n"
        );
        let (dir, mut catalogue) = pack(&[("debugger.toml", &text), ("README.md", "not a rule")]);
        catalogue.add_pack(dir.path()).unwrap();
        assert_eq!(&*catalogue.find("debugger").unwrap().id, "custom/debugger");
        assert!(catalogue.rules[0].page.contains("## Fix\nremove it"));
    }

    #[test]
    fn faults_of_a_pack_are_named() {
        let (dir, mut catalogue) = pack(&[("x.toml", RULE)]);
        let error = catalogue.add_pack(dir.path()).unwrap_err().to_string();
        assert_eq!(error, "the rule `custom/x` has no [pattern]");
        let text = format!("{RULE}[pattern]\nquery = '(nonsense) @at'\nliterals = ['x']\nmessage = 'm'\n");
        let (dir, mut catalogue) = pack(&[("y.toml", &text)]);
        assert!(catalogue.add_pack(dir.path()).unwrap_err().to_string().starts_with("the query of rule `custom/y`"));
        assert!(catalogue.add_pack(&dir.path().join("none")).is_err());
    }
}
