//! The catalogue: every rule with its metadata, and which of them a run asks.

use std::{fmt, io, sync::Arc};

use thiserror::Error;

use super::{CUSTOM, FAMILIES, Family, Metadata, RuleId, Sink};
use crate::{
    model::Project,
    syntax::{PatternError, PatternSource},
};

/// A rule's code: looks at the project and reports into the sink. It does no I/O, reads no clock and cannot fail; a panic
/// is caught by the caller and becomes a gap. One that finds nothing has passed, unless it says
/// [`Sink::not_applicable`] or [`Sink::unknown`].
pub type Check = fn(&Project, &mut Sink);

/// A line in a family's table.
pub struct Entry {
    /// `family/fault`.
    pub id: &'static str,
    /// The text of `rules/<id>.toml`.
    pub metadata: &'static str,
    /// The text of `rules/<id>.md`.
    pub page: &'static str,
    /// Its code; none for a pattern rule and for what only a person can answer.
    pub check: Option<Check>,
}

/// A line of a family's table: `entry!("family/fault", fault::check)`, or `entry!("family/fault")` for a rule without
/// code.
macro_rules! entry {
    ($id:literal) => {
        $crate::rules::catalogue::entry!(@ $id, None)
    };
    ($id:literal, $check:expr) => {
        $crate::rules::catalogue::entry!(@ $id, Some($check))
    };
    (@ $id:literal, $check:expr) => {
        $crate::rules::Entry {
            id: $id,
            metadata: include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/rules/", $id, ".toml")),
            page: include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/rules/", $id, ".md")),
            check: $check,
        }
    };
}
pub(in crate::rules) use entry;

/// A rule, ready to be asked.
#[derive(Debug)]
pub struct Rule {
    /// `family/fault`.
    pub id: RuleId,
    /// Its family.
    pub family: &'static Family,
    /// What is known of it.
    pub metadata: Metadata,
    /// Its page, in Markdown.
    pub page: Arc<str>,
    /// Its code, if it has some.
    pub check: Option<Check>,
}

/// All rules, by family in the order of [`FAMILIES`], within a family in the order of its table.
#[derive(Debug)]
pub struct Catalogue {
    /// The rules.
    pub rules: Vec<Rule>,
}

/// Why the rules could not be loaded.
#[derive(Debug, Error)]
pub enum CatalogueError {
    /// A metadata file does not fit.
    #[error("the metadata of rule `{rule}` cannot be read: {source}")]
    Metadata {
        /// Which rule.
        rule: String,
        /// What is wrong with it.
        source: toml::de::Error,
    },
    /// A rule of a pack has nothing to look for.
    #[error("the rule `{rule}` has no [pattern]")]
    NoPattern {
        /// Which rule.
        rule: String,
    },
    /// A query of a pack cannot be used.
    #[error(transparent)]
    Query(#[from] PatternError),
    /// A folder or file of a pack cannot be read.
    #[error("cannot read {path}: {source}")]
    Pack {
        /// As the user gave it.
        path: String,
        /// What the system says.
        source: io::Error,
    },
}

/// Which rules a run asks: `--only`, `--skip` and levels in the configuration.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Rule ids or family names; empty means all.
    pub only: Vec<String>,
    /// Rule ids or family names.
    pub skip: Vec<String>,
}

impl Catalogue {
    /// The built-in rules.
    ///
    /// # Errors
    /// When a metadata file does not fit, which a test rules out for those that are built in.
    pub fn built_in() -> Result<Self, CatalogueError> {
        let entries = FAMILIES.iter().flat_map(|family| family.rules.iter().map(move |entry| (family, entry)));
        let rules = entries.map(|(family, entry)| Rule::new(family, entry)).collect::<Result<_, _>>()?;
        Ok(Self { rules })
    }

    /// The rule with this id, or the only rule whose fault has this name.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<&Rule> {
        let by_fault = || {
            let mut named = self.rules.iter().filter(|r| r.fault() == name);
            named.next().filter(|_| named.next().is_none())
        };
        self.rules.iter().find(|r| &*r.id == name).or_else(by_fault)
    }

    /// The patterns of the declarative rules.
    #[must_use]
    pub fn patterns(&self) -> Vec<PatternSource> {
        let source = |rule: &Rule| {
            let pattern = rule.metadata.pattern.as_ref()?;
            Some(PatternSource {
                rule: rule.id.to_string(),
                query: pattern.query.clone(),
                literals: pattern.literals.clone(),
            })
        };
        self.rules.iter().filter_map(source).collect()
    }

    /// Every word that `--only`, `--skip` and suppressions may name: ids, families.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        FAMILIES.iter().map(|f| f.id).chain([CUSTOM.id]).chain(self.rules.iter().map(|r| &*r.id))
    }
}

impl Rule {
    fn new(family: &'static Family, entry: &Entry) -> Result<Self, CatalogueError> {
        let metadata = Metadata::parse(entry.metadata)
            .map_err(|source| CatalogueError::Metadata { rule: entry.id.to_owned(), source })?;
        Ok(Self { id: entry.id.into(), family, metadata, page: entry.page.into(), check: entry.check })
    }

    /// The part of its id behind the family.
    #[must_use]
    pub fn fault(&self) -> &str {
        self.id.split_once('/').map_or(&*self.id, |(_, fault)| fault)
    }

    /// Whether it is a matter of security.
    #[must_use]
    pub fn is_security(&self) -> bool {
        self.metadata.security.unwrap_or(self.family.security)
    }

    /// The text below a heading of its page.
    #[must_use]
    pub fn section(&self, heading: &str) -> Option<&str> {
        let (_, rest) = self.page.split_once(&format!("\n## {heading}\n"))?;
        Some(rest.split("\n## ").next().unwrap_or(rest).trim())
    }

    /// Whether `name` is this rule's id, its fault, or its family.
    #[must_use]
    pub fn is_named(&self, name: &str) -> bool {
        &*self.id == name || self.family.id == name || self.fault() == name
    }
}

impl Selection {
    /// Whether a run asks `rule`.
    #[must_use]
    pub fn takes(&self, rule: &Rule) -> bool {
        let wanted = self.only.is_empty() || self.only.iter().any(|name| rule.is_named(name));
        wanted && !self.skip.iter().any(|name| rule.is_named(name))
    }

    /// Whether it leaves rules out, so that no score can be given.
    #[must_use]
    pub fn is_partial(&self) -> bool {
        !self.only.is_empty() || !self.skip.is_empty()
    }
}

impl fmt::Debug for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Entry").field("id", &self.id).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::{Catalogue, Selection};

    #[test]
    fn built_in_rules_load_and_are_found_by_id_and_by_fault() {
        let catalogue = Catalogue::built_in().unwrap();
        let by_id = catalogue.find("delivery/several-lockfiles").unwrap();
        assert_eq!(catalogue.find("several-lockfiles").unwrap().id, by_id.id);
        assert!(catalogue.find("several").is_none());
    }

    #[test]
    fn sections_of_a_page_are_found_by_their_heading() {
        let catalogue = Catalogue::built_in().unwrap();
        let rule = catalogue.find("several-lockfiles").unwrap();
        let why = rule.section("Why").unwrap();
        assert!(!why.is_empty() && !why.contains("## ") && rule.page.contains(why));
        assert_eq!(rule.section("Weather"), None);
    }

    #[test]
    fn selection_names_rules_and_families() {
        let catalogue = Catalogue::built_in().unwrap();
        let rule = catalogue.find("several-lockfiles").unwrap();
        let select = |only: &[&str], skip: &[&str]| Selection {
            only: only.iter().map(ToString::to_string).collect(),
            skip: skip.iter().map(ToString::to_string).collect(),
        };
        assert!(select(&[], &[]).takes(rule) && !select(&[], &[]).is_partial());
        assert!(select(&["delivery"], &[]).takes(rule));
        assert!(!select(&["auth"], &[]).takes(rule));
        assert!(!select(&["delivery"], &["delivery/several-lockfiles"]).takes(rule));
    }
}
