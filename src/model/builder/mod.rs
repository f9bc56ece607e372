//! Which app builder made the project, from its files alone.

pub mod lockin;
mod optional;
pub mod ownership;

use std::collections::BTreeMap;

use crate::{
    facts::code::{Code, ExprKind, PropertyKey},
    frameworks::builders::{Clue, SIGNS},
    model::{File, FileKind, Project, Role},
    source::span::{FileId, Range, Span},
};

/// The builder of a project.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MadeBy {
    /// Its id in the word lists; `None` for an app made by hand or by an agent in an editor.
    pub builder: Option<&'static str>,
    /// What it was told by, the surest first.
    pub evidence: Vec<Evidence>,
}

/// One sign and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// In words.
    pub because: String,
    /// Where.
    pub at: Span,
}

/// Signs below this total are an accident: a deployment file, a word in a README.
const ENOUGH: u32 = 6;

impl MadeBy {
    /// Weighs the signs of all builders; the heaviest wins.
    #[must_use]
    pub fn find(project: &Project) -> Self {
        let mut found: BTreeMap<&'static str, Vec<(u32, Evidence)>> = BTreeMap::new();
        for sign in SIGNS {
            if let Some(evidence) = look(project, sign.clue) {
                found.entry(sign.builder).or_default().push((sign.weight, evidence));
            }
        }
        let total = |signs: &[(u32, Evidence)]| signs.iter().map(|(weight, _)| weight).sum::<u32>();
        let heaviest = found.into_iter().rev().max_by_key(|(_, signs)| total(signs));
        let Some((builder, mut signs)) = heaviest.filter(|(_, signs)| total(signs) >= ENOUGH) else {
            return Self::default();
        };
        signs.sort_by_key(|(weight, _)| std::cmp::Reverse(*weight));
        Self { builder: Some(builder), evidence: signs.into_iter().map(|(_, evidence)| evidence).collect() }
    }
}

fn look(project: &Project, clue: Clue) -> Option<Evidence> {
    match clue {
        Clue::File(path) => of_files(project, path).next().map(|(id, _)| whole(id, format!("{path} is there"))),
        Clue::Folder(name) => in_folder(project, name).map(|id| whole(id, format!("there is a folder {name}/"))),
        Clue::Package(name) => package(project, name),
        Clue::Name(name) => {
            let (id, _) =
                project.configs.manifests.iter().find(|(id, m)| is_own(project.file(*id)) && m.name == name)?;
            Some(whole(*id, format!("the package is called {name}, as its template")))
        }
        Clue::Text(path, words) => of_files(project, path).find_map(|(id, file)| text(id, file, words)),
        Clue::Generator(prefix) => generator(project, prefix),
        Clue::RandomMigrations => migrations(project, "are named by a time and a random id", |file| {
            file.name().get(14..).and_then(|rest| rest.strip_suffix(".sql")).is_some_and(is_random_id)
        }),
        Clue::TitledMigrations => migrations(project, "begin with a title in Markdown", |file| {
            let text = file.text.as_deref().unwrap_or("").trim_start();
            text.strip_prefix("/*").is_some_and(|rest| rest.trim_start().starts_with("# "))
        }),
    }
}

fn whole(file: FileId, because: String) -> Evidence {
    Evidence { because, at: Range::default().in_file(file) }
}

/// Copies of other apps and examples say nothing of this one.
fn is_own(file: &File) -> bool {
    !matches!(file.role, Role::Copy | Role::Example | Role::Vendored) || file.kind == FileKind::Document
}

fn of_files<'p>(project: &'p Project, path: &'static str) -> impl Iterator<Item = (FileId, &'p File)> {
    let ends =
        move |file: &File| file.path.strip_suffix(path).is_some_and(|rest| rest.is_empty() || rest.ends_with('/'));
    project.all_files().filter(move |(_, file)| is_own(file) && ends(file))
}

fn in_folder(project: &Project, name: &str) -> Option<FileId> {
    let holds = |file: &File| file.folder().split('/').any(|f| f == name);
    project.all_files().find(|(_, file)| is_own(file) && holds(file)).map(|(id, _)| id)
}

fn package(project: &Project, name: &str) -> Option<Evidence> {
    let fits = |dependency: &str| match name.strip_suffix('*') {
        Some(prefix) => dependency.starts_with(prefix),
        None => dependency == name,
    };
    let own = project.configs.manifests.iter().filter(|(id, _)| is_own(project.file(*id)));
    let mut dependencies = own.flat_map(|(id, manifest)| manifest.dependencies.iter().map(move |d| (*id, d)));
    let (id, dependency) = dependencies.find(|(_, d)| fits(&d.name))?;
    Some(Evidence { because: format!("it depends on {}", dependency.name), at: dependency.range.in_file(id) })
}

fn text(id: FileId, file: &File, words: &[&str]) -> Option<Evidence> {
    let text = file.text.as_deref()?;
    let first = words.first()?;
    let at = text.find(first)?;
    let all = words.iter().all(|w| text.contains(w));
    let because = || format!("{} says “{first}”", file.name());
    all.then(|| Evidence { because: because(), at: Range::new(at, at + first.len()).in_file(id) })
}

fn generator(project: &Project, prefix: &str) -> Option<Evidence> {
    let mut layouts = project.code_files().filter(|(_, file, _)| is_own(file) && file.name().starts_with("layout."));
    let in_code = layouts.find_map(|(id, _, code)| generator_in(code, prefix).map(|range| range.in_file(id)));
    let at = in_code.or_else(|| {
        project.configs.pages.iter().find_map(|(id, tags)| {
            let says = |t: &&crate::formats::html::Tag| {
                t.attribute("name") == Some("generator")
                    && t.attribute("content").is_some_and(|c| c.starts_with(prefix))
            };
            tags.iter().find(says).map(|t| t.range.in_file(*id))
        })
    })?;
    Some(Evidence { because: "the pages name it as their generator".to_owned(), at })
}

fn generator_in(code: &Code, prefix: &str) -> Option<Range> {
    let is_generator = |key: PropertyKey| matches!(key, PropertyKey::Name(name) if code.str(name) == "generator");
    code.properties.iter().filter(|p| is_generator(p.key)).map(|p| p.value).find_map(|value| match code.expr(value) {
        ExprKind::String(s) if code.str(s).starts_with(prefix) => Some(code.range(value)),
        _ => None,
    })
}

fn migrations(project: &Project, what: &str, fits: impl Fn(&File) -> bool) -> Option<Evidence> {
    let is_migration =
        |file: &File| file.kind == FileKind::Sql && file.folder().ends_with("migrations") && is_own(file);
    let all = project.all_files().filter(|(_, file)| is_migration(file)).count();
    let mut fitting = project.all_files().filter(|(_, file)| is_migration(file) && fits(file));
    let (id, _) = fitting.next()?;
    (4 * (fitting.count() + 1) >= all).then(|| whole(id, format!("its migrations {what}")))
}

/// `_0e4f1c2a-…` or `-0e4f1c2a-…`, as behind the time in a migration's name.
fn is_random_id(rest: &str) -> bool {
    let id = rest.trim_start_matches(['_', '-']);
    id.len() == 36 && id.bytes().all(|b| b.is_ascii_hexdigit() || b == b'-') && id.matches('-').count() == 4
}

#[cfg(test)]
mod tests {
    use super::MadeBy;
    use crate::{
        model::{File, Project, configs::Configs},
        source::{kind::kind_of, role::role_of},
    };

    fn made_by(files: &[(&str, &str)]) -> Option<&'static str> {
        let mut project = Project::default();
        for (path, text) in files {
            let kind = kind_of(path.rsplit('/').next().unwrap());
            let mut file = File::new(*path, kind);
            file.role = role_of(path, kind);
            file.text = Some((*text).into());
            project.files.push(file);
        }
        project.configs = Configs::build(&project.files).0;
        MadeBy::find(&project).builder
    }

    #[test]
    fn one_sure_sign_decides() {
        assert_eq!(made_by(&[("package.json", r#"{"devDependencies":{"lovable-tagger":"1"}}"#)]), Some("lovable"));
        assert_eq!(made_by(&[(".bolt/prompt", "")]), Some("bolt"));
        assert_eq!(made_by(&[("index.html", "<meta name=generator content='v0.app'>")]), Some("v0"));
    }

    #[test]
    fn a_word_or_a_deployment_file_is_not_enough() {
        assert_eq!(made_by(&[(".replit", "run = 'npm start'")]), None);
        assert_eq!(made_by(&[("README.md", "Better than lovable.dev and bolt.new!")]), None);
        assert_eq!(made_by(&[("examples/a/package.json", r#"{"dependencies":{"@base44/sdk":"1"}}"#)]), None);
    }

    #[test]
    fn the_heavier_builder_wins() {
        let files = [
            (".replit", ""),
            ("package.json", r#"{"name":"vite_react_shadcn_ts"}"#),
            ("src/integrations/supabase/client.ts", ""),
        ];
        assert_eq!(made_by(&files), Some("lovable"));
    }
}
