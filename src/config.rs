//! `plimsoll.toml`: what one project says about itself.

mod schema;

use std::{
    collections::BTreeMap,
    fs, io,
    path::{Path, PathBuf},
};

use serde::Deserialize;
use thiserror::Error;

pub use self::schema::schema;
use crate::{
    date::Date,
    rules::{Catalogue, Severity},
    source::text::LineIndex,
    vocab::Additions,
};

/// The name of the file.
pub const FILE_NAME: &str = "plimsoll.toml";
/// The keys of `[vocabulary]`; a test of the schema holds them against the reader.
const VOCABULARY: &[&str] = &[
    "privileged-columns",
    "money-columns",
    "personal-columns",
    "secret-columns",
    "tenant-columns",
    "owner-columns",
    "public-tables",
    "money-tables",
    "tiny-tables",
    "auth-helpers",
    "authorization-helpers",
    "limiters",
    "validators",
    "sanitizers",
    "public-routes",
    "paid-hosts",
    "exposed-schemas",
];
/// An attestation is a claim about the past: after so many days it is none.
const ATTESTATION_DAYS: i64 = 180;

/// The configuration of a project. Unknown keys are errors: a misspelled one would silently do nothing.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Config {
    /// Levels by rule or family.
    pub rules: BTreeMap<String, Level>,
    /// Paths that reports leave out, as in `.gitignore`.
    pub exclude: Vec<String>,
    /// Further words for the word lists.
    pub vocabulary: Additions,
    /// Claims about what files cannot show.
    pub attest: Vec<Attestation>,
    /// Findings that are wrong.
    pub ignore: Vec<Suppression>,
    /// Findings that are right and accepted.
    pub accept: Vec<Suppression>,
}

/// How a rule is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs, reason = "the severities have their own docs")]
pub enum Level {
    /// Not asked; the run is then partial, and has no score.
    Off,
    Info,
    Low,
    Medium,
    High,
    Critical,
}

/// Somebody's claim that a thing which code cannot show is so.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Attestation {
    /// The rule that asks.
    pub id: String,
    /// What is claimed.
    pub value: String,
    /// By whom.
    pub by: String,
    /// When; it expires after 180 days.
    pub on: Date,
    /// Where to look.
    pub evidence: Option<String>,
}

/// A finding that has no line to put a comment on.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Suppression {
    /// Which rule, or family, and where it is named.
    pub rule: toml::Spanned<String>,
    /// Only findings with this key.
    pub key: Option<String>,
    /// Only findings at paths like this, as in `.gitignore`.
    pub path: Option<String>,
    /// Why.
    pub reason: String,
    /// Until when.
    pub until: Option<Date>,
}

/// The configuration cannot be used. The message names the place and what to do.
#[derive(Debug, Error)]
pub enum ConfigError {
    /// It does not exist or cannot be read.
    #[error("cannot read {path}: {source}")]
    Unreadable {
        /// As the user gave it.
        path: String,
        /// What the system says.
        source: io::Error,
    },
    /// It is not what a configuration looks like.
    #[error("{path}:{line}:{column}: {what}")]
    Wrong {
        /// The file.
        path: String,
        /// From 1.
        line: u32,
        /// From 1, in UTF-16 units.
        column: u32,
        /// What is wrong.
        what: String,
        /// What may have been meant.
        meant: Option<String>,
    },
    /// It names a rule that does not exist.
    #[error("{path}: there is no rule or family `{name}`")]
    NoSuchRule {
        /// The file.
        path: String,
        /// The name.
        name: String,
        /// What may have been meant.
        meant: Option<String>,
    },
}

impl ConfigError {
    /// What to do about it.
    #[must_use]
    pub fn help(&self) -> Option<String> {
        match self {
            Self::Unreadable { .. } => Some("name an existing file, or leave --config out".to_owned()),
            Self::Wrong { meant, .. } | Self::NoSuchRule { meant, .. } => {
                meant.as_ref().map(|m| format!("did you mean `{m}`?"))
            }
        }
    }
}

impl Config {
    /// The configuration that holds for `start`: the nearest one upwards, not above the git root. Without a git root only
    /// the folder itself is looked at.
    ///
    /// # Errors
    /// When there is one that cannot be used.
    pub fn find(start: &Path, catalogue: &Catalogue) -> Result<Self, ConfigError> {
        match nearest(start) {
            Some(path) => Self::read(&path, FILE_NAME, catalogue),
            None => Ok(Self::default()),
        }
    }

    /// Reads a configuration; `shown` is how messages name it.
    ///
    /// # Errors
    /// When it cannot be read or used.
    pub fn read(path: &Path, shown: &str, catalogue: &Catalogue) -> Result<Self, ConfigError> {
        let unreadable = |source| ConfigError::Unreadable { path: shown.to_owned(), source };
        let text = fs::read_to_string(path).map_err(unreadable)?;
        Self::parse(&text, shown, catalogue)
    }

    /// Takes a configuration from its text.
    ///
    /// # Errors
    /// When it cannot be used.
    pub fn parse(text: &str, shown: &str, catalogue: &Catalogue) -> Result<Self, ConfigError> {
        let config: Self = toml::from_str(text).map_err(|error| wrong(&error, text, shown))?;
        let named = config.rules.keys().chain(config.attest.iter().map(|a| &a.id));
        let suppressed = config.ignore.iter().chain(&config.accept).map(|s| s.rule.get_ref());
        for name in named.chain(suppressed) {
            if !catalogue.rules.iter().any(|rule| rule.is_named(name)) {
                let meant = nearest_name(name, catalogue.names());
                return Err(ConfigError::NoSuchRule { path: shown.to_owned(), name: name.clone(), meant });
            }
        }
        Ok(config)
    }

    /// What is attested and has not expired by `today`: rule to claim.
    #[must_use]
    pub fn attested(&self, today: Date, catalogue: &Catalogue) -> BTreeMap<String, String> {
        let valid = self.attest.iter().filter(|a| (0..=ATTESTATION_DAYS).contains(&today.days_since(a.on)));
        let claims = valid.filter_map(|a| {
            let rule = catalogue.find(&a.id)?;
            let evidence = a.evidence.as_deref().map(|e| format!(" ({e})")).unwrap_or_default();
            Some((rule.id.to_string(), format!("{} says on {}: {}{evidence}", a.by, a.on, a.value)))
        });
        claims.collect()
    }
}

impl Level {
    /// All, the least first.
    pub const ALL: [Self; 6] = [Self::Off, Self::Info, Self::Low, Self::Medium, Self::High, Self::Critical];

    /// As the file spells it.
    #[must_use]
    pub fn word(self) -> &'static str {
        self.severity().map_or("off", Severity::word)
    }

    /// The highest severity that findings may then have; none when the rule is off.
    #[must_use]
    pub fn severity(self) -> Option<Severity> {
        match self {
            Self::Off => None,
            Self::Info => Some(Severity::Info),
            Self::Low => Some(Severity::Low),
            Self::Medium => Some(Severity::Medium),
            Self::High => Some(Severity::High),
            Self::Critical => Some(Severity::Critical),
        }
    }
}

fn nearest(start: &Path) -> Option<PathBuf> {
    let folder = if start.is_file() { start.parent()? } else { start };
    let git_root = folder.ancestors().find(|a| a.join(".git").exists()).unwrap_or(folder);
    let mut upwards = folder.ancestors().take_while(|a| a.starts_with(git_root));
    upwards.find_map(|a| Some(a.join(FILE_NAME)).filter(|path| path.is_file()))
}

fn wrong(error: &toml::de::Error, text: &str, shown: &str) -> ConfigError {
    let start = error.span().map_or(0, |span| span.start);
    let (line, column) = LineIndex::new(text).position(text, u32::try_from(start).unwrap_or(u32::MAX));
    let what = error.message().lines().next().unwrap_or("is not TOML").to_owned();
    // The reader names the unknown key first and the known ones behind it, each in backticks.
    let mut quoted = what.split('`').skip(1).step_by(2);
    let key = quoted.next().filter(|_| what.starts_with("unknown"));
    let meant = key.and_then(|key| nearest_name(key, quoted));
    let what = what.split(", expected").next().unwrap_or(&what).replace("unknown field", "unknown key");
    ConfigError::Wrong { path: shown.to_owned(), line, column, what, meant }
}

/// The name most like `wanted`, if one is like it at all.
#[must_use]
pub fn nearest_name<'n>(wanted: &str, names: impl Iterator<Item = &'n str>) -> Option<String> {
    let fault = |name: &'n str| name.rsplit('/').next().unwrap_or(name);
    let wanted_fault = wanted.rsplit('/').next().unwrap_or(wanted);
    // The family may be left out, or be the wrong one.
    let measured = names.map(|name| (distance(wanted, name).min(distance(wanted_fault, fault(name))), name));
    let (distance, name) = measured.min()?;
    (distance <= wanted.chars().count() / 3 + 1).then(|| name.to_owned())
}

/// How many letters must be added, dropped or changed.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut next = vec![i + 1];
        for (y, pair) in b.iter().zip(row.windows(2)) {
            let left = next.last().copied().unwrap_or(0);
            next.push((left + 1).min(pair[1] + 1).min(pair[0] + usize::from(x != *y)));
        }
        row = next;
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::{Catalogue, Config, nearest_name};

    fn parse(text: &str) -> Result<Config, super::ConfigError> {
        Config::parse(text, "plimsoll.toml", &Catalogue::built_in().unwrap())
    }

    #[test]
    fn unknown_keys_are_named_with_their_place() {
        let error = parse("exclude = []\n[[ignor]]\nrule = 'x'\n").unwrap_err();
        assert_eq!(error.to_string(), "plimsoll.toml:2:3: unknown key `ignor`");
        assert_eq!(error.help().unwrap(), "did you mean `ignore`?");
    }

    #[test]
    fn unknown_rules_are_named() {
        let error = parse("[rules]\n'delivery/several-lockfile' = 'off'\n").unwrap_err();
        assert_eq!(error.help().unwrap(), "did you mean `delivery/several-lockfiles`?");
        assert!(parse("[rules]\ndelivery = 'low'\n").is_ok());
    }

    #[test]
    fn attestations_expire() {
        let text = "[[attest]]\nid = 'delivery/restore-untested'\nvalue = 'done'\nby = 'Ana'\non = 2026-01-01\n";
        let (config, catalogue) = (parse(text).unwrap(), Catalogue::built_in().unwrap());
        let claims = |today: &str| config.attested(today.parse().unwrap(), &catalogue).len();
        assert_eq!((claims("2026-01-01"), claims("2026-06-30"), claims("2026-07-01")), (1, 1, 0));
        assert_eq!(claims("2025-12-31"), 0, "a claim about the future is none");
    }

    #[test]
    fn names_are_suggested_only_when_alike() {
        let names = ["isolation/open-read", "isolation/open-write"];
        assert_eq!(nearest_name("isolation/open-wrte", names.into_iter()).unwrap(), "isolation/open-write");
        assert_eq!(nearest_name("auth/open-raed", names.into_iter()).unwrap(), "isolation/open-read");
        assert_eq!(nearest_name("zebra", names.into_iter()), None);
    }
}
