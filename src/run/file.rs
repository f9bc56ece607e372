//! What is taken from one file: everything that needs its text, in one place.

use crate::{
    facts::{
        code::Code,
        people::{self, PeopleFact},
        secrets::{self, SecretFact},
    },
    formats::lockfile::{self, Locked},
    frameworks::supabase::types::{self, TypesWitness},
    model::{FileKind, Role},
    source::{
        discover::{Content, Found},
        gap::GapKind,
        kind::is_read,
        read::{NoText, read_text, stored_text},
        span::Range,
        text::LineIndex,
    },
    sql::parse::{SqlFile, parse_file},
    syntax::{Parsers, PatternMatch},
    vocab::Vocabulary,
};

/// The facts of one file.
#[derive(Clone, Debug, Default)]
pub(crate) struct FileFacts {
    pub(crate) lines: LineIndex,
    pub(crate) code: Option<Code>,
    pub(crate) sql: Option<SqlFile>,
    pub(crate) text: Option<Box<str>>,
    pub(crate) matches: Vec<PatternMatch>,
    pub(crate) types: Option<TypesWitness>,
    pub(crate) secrets: Vec<SecretFact>,
    pub(crate) people: Option<PeopleFact>,
    pub(crate) locked: Vec<Locked>,
    pub(crate) is_minified: bool,
    pub(crate) gaps: Vec<(Range, GapKind, String)>,
}

impl FileFacts {
    /// A file of which nothing is known but that it is there.
    pub(crate) fn unread(kind: GapKind, detail: String) -> Self {
        Self { gaps: vec![(Range::default(), kind, detail)], ..Self::default() }
    }
}

/// Reads one file and takes its facts.
pub(crate) fn read_file(file: &Found, parsers: &mut Parsers, vocab: &Vocabulary) -> FileFacts {
    if let Some(error) = &file.error {
        return FileFacts::unread(GapKind::Unreadable, error.clone());
    }
    if !wants_text(file) {
        return FileFacts::default();
    }
    let text = match &file.content {
        Content::OnDisk => read_text(&file.location, file.kind),
        Content::Stored(blob) => stored_text(blob, file.kind),
        Content::Absent => return FileFacts::default(),
    };
    match text {
        Ok(text) => of_text(file, text, parsers, vocab),
        Err(NoText::Minified) => FileFacts { is_minified: true, ..FileFacts::default() },
        Err(NoText::Gap(kind, detail)) => FileFacts::unread(kind, detail),
    }
}

/// Ignored files are not the app's, except that an environment file says what the app is run with. Vendored code is
/// known by name.
pub(crate) fn wants_text(file: &Found) -> bool {
    let is_env = file.kind == FileKind::Env;
    let is_read = match file.kind {
        FileKind::Lockfile => lockfile::is_read(name_of(&file.path)),
        kind => is_read(kind),
    };
    is_read && (!file.ignored || is_env) && (file.role != Role::Vendored || !is_code(file.kind))
}

fn name_of(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

fn is_code(kind: FileKind) -> bool {
    matches!(kind, FileKind::Code(_))
}

fn of_text(file: &Found, text: String, parsers: &mut Parsers, vocab: &Vocabulary) -> FileFacts {
    let names = has_real_names(file).then_some(&vocab.env);
    let secrets = if is_searched(file) { secrets::scan(&text, names, is_code(file.kind)) } else { Vec::new() };
    let mut facts = FileFacts { lines: LineIndex::new(&text), secrets, ..FileFacts::default() };
    if matches!(file.kind, FileKind::Rows | FileKind::Json | FileKind::Sql) {
        facts.people = people::scan(&text);
    }
    if let FileKind::Code(language) = file.kind {
        facts.types = types::read(&text);
        // Generated types say nothing but types, which lowering leaves out, and there may be a megabyte of them.
        let is_only_types = facts.types.is_some() && types::is_only_types(&text);
        let lowered = parsers.lower(if is_only_types { "" } else { &text }, language);
        facts.code = Some(lowered.code);
        facts.matches = lowered.matches;
        facts.gaps = lowered.problems.into_iter().map(|p| (p.range, p.kind, p.detail)).collect();
    }
    if file.kind == FileKind::Lockfile {
        facts.locked = lockfile::read(name_of(&file.path), &text);
    }
    if file.kind == FileKind::Sql {
        facts.sql = Some(parse_file(&text));
    }
    if is_kept(file, text.len()) {
        facts.text = Some(text.into_boxed_str());
    }
    facts
}

/// Ignored files are not in the repository, lock files hold hashes that look like keys.
fn is_searched(file: &Found) -> bool {
    !file.ignored && file.kind != FileKind::Lockfile
}

/// Whether a value is what its name says. Values for tests are made up, and environment files are judged as a whole.
fn has_real_names(file: &Found) -> bool {
    let is_made_up = matches!(file.role, Role::Test | Role::Story | Role::Generated | Role::Vendored);
    // A pipeline builds and tests with values that open nothing; real ones it is given.
    let is_pipeline = file.path.starts_with(".github/");
    !is_made_up && !is_pipeline && !matches!(file.kind, FileKind::Env | FileKind::Rows)
}

/// Below this, JSON is kept whatever it is: keys of service accounts, rules of access, settings of agents.
const SMALL_JSON: usize = 16_000;

/// Whether the whole text is needed once all files are known.
fn is_kept(file: &Found, len: usize) -> bool {
    match file.kind {
        FileKind::Code(_) | FileKind::Rows | FileKind::Lockfile => false,
        FileKind::Json => len < SMALL_JSON || is_configuration(&file.path),
        _ => true,
    }
}

/// JSON that configures the app or describes its data; translations, fixtures and exports are not kept.
fn is_configuration(path: &str) -> bool {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let by_name = matches!(
        name,
        "package.json"
            | "jsconfig.json"
            | "vercel.json"
            | "firebase.json"
            | ".firebaserc"
            | "app.json"
            | "components.json"
            | "deno.json"
            | "deno.jsonc"
            | "import_map.json"
            | "turbo.json"
            | "wrangler.json"
            | "wrangler.jsonc"
            | "lerna.json"
            | "nx.json"
            | "_journal.json"
    );
    let is_entity = folder.split('/').any(|f| matches!(f, "entities" | "agents"));
    by_name || name.starts_with("tsconfig") || is_entity || path.starts_with('.')
}
