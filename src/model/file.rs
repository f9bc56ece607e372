//! A file of the project: what it is by name, and what part it plays.

use crate::{
    facts::{code::Code, people::PeopleFact, secrets::SecretFact},
    formats::lockfile::Locked,
    frameworks::supabase::types::TypesWitness,
    source::{span::Range, text::LineIndex},
    sql::parse::SqlFile,
    syntax::PatternMatch,
};

/// One file of the project.
#[derive(Debug)]
pub struct File {
    /// Path relative to the audited root, `/`-separated.
    pub path: String,
    /// What it is, by name.
    pub kind: FileKind,
    /// What part it plays: production source, test, script, …
    pub role: Role,
    /// Its size in bytes, as the walk saw it.
    pub size: u64,
    /// Whether git leaves it out (`.gitignore`); such a file is known by name only, an environment file is read.
    pub ignored: bool,
    /// Where its lines start; empty for files that were not read.
    pub lines: LineIndex,
    /// The lowered code of a TypeScript or JavaScript file that was read.
    pub code: Option<Code>,
    /// The statements of a SQL file that was read.
    pub sql: Option<SqlFile>,
    /// The text of a file that is small, or needed whole later: SQL, configuration, documents. That of code is dropped.
    pub text: Option<Box<str>>,
    /// What generated types say the live database held.
    pub types: Option<TypesWitness>,
    /// Credentials written into it.
    pub secrets: Vec<SecretFact>,
    /// Where passwords of accounts stand in it as they are typed: nothing that is printed shows them.
    pub passwords: Vec<Range>,
    /// How many people's data it seems to hold.
    pub people: Option<PeopleFact>,
    /// What a lock file pins.
    pub locked: Vec<Locked>,
    /// Places that fit a declarative rule, in source order.
    pub matches: Vec<PatternMatch>,
}

impl File {
    /// A file that has not been read.
    #[must_use]
    pub fn new(path: impl Into<String>, kind: FileKind) -> Self {
        Self {
            path: path.into(),
            kind,
            role: Role::Source,
            size: 0,
            ignored: false,
            lines: LineIndex::default(),
            code: None,
            sql: None,
            text: None,
            types: None,
            secrets: Vec::new(),
            passwords: Vec::new(),
            people: None,
            locked: Vec::new(),
            matches: Vec::new(),
        }
    }

    /// The last part of the path.
    #[must_use]
    pub fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or(&self.path)
    }

    /// The folder that holds it, without a final `/`; empty for the root.
    #[must_use]
    pub fn folder(&self) -> &str {
        self.path.rsplit_once('/').map_or("", |(folder, _)| folder)
    }
}

/// What a file is, by its name and ending.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FileKind {
    /// TypeScript or JavaScript of any ending.
    Code(Language),
    /// `.sql`.
    Sql,
    /// `.json`, `.jsonc`, `.json5`.
    Json,
    /// `.toml`.
    Toml,
    /// `.yml`, `.yaml`.
    Yaml,
    /// `.env` and its variants.
    Env,
    /// `.html`.
    Html,
    /// `schema.prisma` and parts of it.
    Prisma,
    /// `firestore.rules`, `storage.rules`, `database.rules.json`.
    FirebaseRules,
    /// `.md`, `.mdx`, `.txt`.
    Document,
    /// `Dockerfile`, `Containerfile`.
    Dockerfile,
    /// Commands: `.sh`, `Makefile`, `Procfile`.
    Shell,
    /// A lock file of a package manager.
    Lockfile,
    /// Rows of data: `.csv`, `.tsv`.
    Rows,
    /// Code in a language that is not read (`.py`, `.go`, …).
    OtherLanguage,
    /// Known by name only.
    Other,
}

/// Which grammar a code file is parsed with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    /// `.ts`, `.mts`, `.cts`.
    TypeScript,
    /// `.tsx`.
    Tsx,
    /// `.js`, `.jsx`, `.mjs`, `.cjs`: the JavaScript grammar reads JSX too.
    JavaScript,
}

/// What part a file plays. Only [`Role::Source`] is production code; the others are read for imports and secrets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Production code and its configuration.
    Source,
    /// Tests and what only they use.
    Test,
    /// Run by hand or by a pipeline, never served: `scripts/`, one-off files at the root.
    Script,
    /// Fills a database for development: `seed.sql`, `prisma/seed.ts`.
    Seed,
    /// `*.stories.tsx`, `.storybook/`.
    Story,
    /// Shown, not run: `examples/`, code in `docs/`.
    Example,
    /// Written by a tool: generated types and clients. Read for what they say, never reported.
    Generated,
    /// Somebody else's code: minified files, vendored folders. Not parsed.
    Vendored,
    /// A stock component of shadcn in `components/ui/`.
    UiKit,
    /// A second copy of the app: `archive/`, `*-export/`, `*-main/`.
    Copy,
}

impl Role {
    /// Whether the file is part of what users run.
    #[must_use]
    pub fn is_production(self) -> bool {
        matches!(self, Self::Source | Self::UiKit | Self::Generated)
    }
}
