//! Environment variables: which the code reads, and where a newcomer learns that they exist.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::needed::{StandIn, spared, stand_in};
use crate::{
    facts::code::{Code, ExprId, ExprKind, Origin, PatKind, PropertyKey},
    formats::env::Variable,
    frameworks::variables::is_given_by_platform,
    model::{
        File, FileKind, Project, Role,
        values::env::{EnvName, env_read},
    },
    source::span::{FileId, Span},
};

/// The environment variables of a project.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Variables {
    /// Where production code reads each variable, without those that the platform sets.
    pub used: BTreeMap<String, Vec<Span>>,
    /// Where production code reads variables that a platform sets.
    pub given: BTreeMap<String, Vec<Span>>,
    /// Files that list variables for newcomers: `.env.example` and the like.
    pub examples: Vec<FileId>,
    /// The names in them, and those that an environment file which comes with the repository sets.
    pub in_examples: BTreeSet<String>,
    /// Names that a document mentions.
    pub in_documents: BTreeSet<String>,
    /// Those of `used` that need not be set: the code has a value of its own for them, or another variable does.
    pub spared: BTreeSet<String>,
    /// Those that the code can do without wherever it reads them, though a secret among them may be missed.
    pub asked: BTreeSet<String>,
}

impl Variables {
    /// What has to be set, with the places that read it.
    pub fn needed(&self) -> impl Iterator<Item = (&String, &Vec<Span>)> {
        self.used.iter().filter(|(name, _)| !self.spared.contains(*name))
    }

    /// What has to be set and that neither an example nor a document names: what is read without a question first, and
    /// secrets before the others, as without one what it guards is open or does not work.
    #[must_use]
    pub fn unnamed(&self, is_secret: impl Fn(&str) -> bool) -> Vec<(&str, Span)> {
        let missing = self.needed().filter(|(name, _)| !self.is_named(name));
        let mut found: Vec<_> = missing.filter_map(|(name, places)| Some((name.as_str(), *places.first()?))).collect();
        found.sort_by_key(|(name, _)| (self.asked.contains(*name), !is_secret(name)));
        found
    }

    /// Whether the example file or a document names a variable.
    #[must_use]
    pub fn is_named(&self, name: &str) -> bool {
        self.in_examples.contains(name) || self.in_documents.contains(name)
    }
}

pub(super) fn collect(project: &Project) -> Variables {
    let mut variables = Variables::default();
    let mut stand_ins: BTreeMap<String, Vec<StandIn>> = BTreeMap::new();
    for (id, file, code) in project.code_files().filter(|(_, f, _)| f.role.is_production()) {
        let is_configuration = file.name().contains(".config.");
        if is_configuration || is_trial(&file.path) {
            continue;
        }
        for (name, expr) in reads(code) {
            if !project.sides.may_run_at(code.range(expr).in_file(id)) {
                continue;
            }
            let of_platform = is_given_by_platform(&name);
            stand_ins.entry(name.clone()).or_default().push(stand_in(code, expr));
            let list = if of_platform { &mut variables.given } else { &mut variables.used };
            list.entry(name).or_default().push(code.range(expr).in_file(id));
        }
    }
    for (id, list) in &project.configs.env_files {
        if is_example(project.file(*id)) {
            variables.examples.push(*id);
            variables.in_examples.extend(list.iter().map(|v| v.name.clone()));
        } else if !project.file(*id).ignored {
            // What comes with the repository is set already, but for keys that do not belong there.
            let is_key = |v: &&Variable| project.vocab.env.is_secret(&v.name);
            variables.in_examples.extend(list.iter().filter(|v| !is_key(v)).map(|v| v.name.clone()));
        }
    }
    variables.in_documents = in_documents(project, variables.used.keys());
    let needs_none = |reads: &Vec<StandIn>| reads.iter().all(|read| read.own);
    variables.asked = stand_ins.iter().filter(|(_, reads)| needs_none(reads)).map(|(name, _)| name.clone()).collect();
    // What the platform sets is there without being named.
    let is_known = |name: &str| variables.is_named(name) || is_given_by_platform(name);
    variables.spared = spared(&stand_ins, is_known, |name| project.vocab.env.is_secret(name));
    variables
}

/// `app/api/test-mail/route.ts`, `functions/debug-mail/index.ts`: what only those who build the app call. Tests that people
/// sit are another matter: `test-results`.
fn is_trial(path: &str) -> bool {
    const SAT: [&str; 14] = [
        "prep",
        "paper",
        "papers",
        "result",
        "results",
        "series",
        "question",
        "questions",
        "session",
        "sessions",
        "attempt",
        "attempts",
        "drive",
        "drives",
    ];
    path.split('/').any(|part| match part.split_once('-') {
        Some(("debug", _)) => true,
        Some(("test", what)) => !crate::vocab::split(what).iter().any(|word| SAT.contains(&word.as_str())),
        _ => false,
    })
}

/// Reads of the environment by name, also `const { A, B } = process.env`.
fn reads(code: &Code) -> Vec<(String, ExprId)> {
    let ids = code.expr_ids();
    let direct = ids.filter_map(|id| match env_read(code, id) {
        Some(EnvName::Literal(name)) if is_name(&name) => Some((name, id)),
        _ => None,
    });
    let mut found: Vec<_> = direct.collect();
    found.extend(destructured(code));
    found
}

fn destructured(code: &Code) -> impl Iterator<Item = (String, ExprId)> + '_ {
    let statements = code.bindings.iter().filter_map(|b| if let Origin::Var(s) = b.origin { Some(s) } else { None });
    statements.collect::<BTreeSet<_>>().into_iter().flat_map(move |statement| {
        let crate::facts::code::StmtKind::Var { pattern, init: Some(init), .. } = code.stmt(statement).kind else {
            return Vec::new();
        };
        let is_env = matches!(code.expr(init), ExprKind::Member { .. })
            && matches!(code.path(init).as_deref(), Some("process.env" | "import.meta.env"));
        let PatKind::Object { properties } = code.pattern(pattern).kind else { return Vec::new() };
        let names = code.pattern_property_list(properties).filter_map(|p| match p.key {
            PropertyKey::Name(name) => Some((code.str(name).to_owned(), init)),
            _ => None,
        });
        if is_env { names.filter(|(name, _)| is_name(name)).collect() } else { Vec::new() }
    })
}

/// `MODE`, `DEV` and `then` of `import.meta.env` are no variables; those are written in capitals.
fn is_name(name: &str) -> bool {
    name.len() > 1 && name.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_')
}

/// Whether an environment file is made to be copied.
#[must_use]
pub fn is_example(file: &File) -> bool {
    let name = file.name().to_ascii_lowercase();
    file.kind == FileKind::Env && ["example", "sample", "template", "dist", "default"].iter().any(|w| name.contains(w))
}

/// Which of these names stand in a document, each document read once.
fn in_documents<'n>(project: &Project, names: impl Iterator<Item = &'n String>) -> BTreeSet<String> {
    let wanted: HashSet<&str> = names.map(String::as_str).collect();
    let documents = project.all_files().filter(|(_, f)| f.kind == FileKind::Document && f.role != Role::Copy);
    let texts = documents.filter_map(|(_, f)| f.text.as_deref());
    let words = texts.flat_map(|t| t.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_')));
    words.filter(|w| wanted.contains(w)).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::reads;
    use crate::{model::Language, syntax::Parsers};

    #[test]
    fn all_forms_of_reading() {
        let text = "const { A_KEY, b } = process.env; process.env.B_KEY; Deno.env.get('C_KEY'); import.meta.env.DEV_x;";
        let code = Parsers::new().lower(text, Language::TypeScript).code;
        let mut names: Vec<_> = reads(&code).into_iter().map(|(name, _)| name).collect();
        names.sort();
        assert_eq!(names, ["A_KEY", "B_KEY", "C_KEY"]);
    }
}
