//! What the SQL speaks of, whatever becomes of it: names in statements that do not apply and in text that it runs, and what
//! some statement makes, adds or drops.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

use aho_corasick::AhoCorasick;

use super::dropped::Thing;
use crate::{
    frameworks::supabase::caller::ACCOUNTS,
    model::{Project, databases::is_archive},
    source::span::{FileId, Range},
    sql::statement::{AlterActionKind, DropObjects, Invalid, ObjectKind, StatementKind},
};

/// What statements speak of, in lower case.
#[derive(Debug, Default)]
pub struct Spoken {
    /// Of statements that do not apply, with the numbers of those that hold the word.
    failing: BTreeMap<String, BTreeSet<usize>>,
    /// Of each statement that speaks of a publication: `execute format('alter publication …', t)` over a list of names does,
    /// too.
    publishing: Vec<BTreeSet<String>>,
    /// The files with a statement that adds a column, by table and column. What was put away is no word on today.
    added: BTreeMap<(String, String), Vec<FileId>>,
    /// What some statement makes, in whatever schema, whether it applies or not.
    made: BTreeSet<(Thing, String)>,
    /// What some statement drops, likewise.
    dropped: BTreeSet<(Thing, String)>,
    /// Whether some statement drops a trigger of the accounts.
    drops_signup_trigger: bool,
}

impl Spoken {
    /// Needs the databases.
    pub(in crate::model) fn of(project: &Project) -> Self {
        let failures = project.live_databases().iter().flat_map(|d| &d.failures);
        let texts = failures.filter_map(|f| part(project.file(f.at.file).text.as_deref()?, f.at.range));
        let mut failing: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
        for (number, text) in texts.enumerate() {
            for word in words_of(text) {
                failing.entry(word).or_default().insert(number);
            }
        }
        let files = project.files.iter().filter_map(|f| Some((f.sql.as_ref()?, f.text.as_deref()?)));
        let publishing = files.filter(|(_, text)| publishes(text)).flat_map(|(sql, text)| {
            let statements = sql.statements.iter().filter_map(|statement| part(text, statement.range));
            statements.filter(|statement| publishes(statement)).map(words_of)
        });
        let mut spoken = Self { failing, publishing: publishing.collect(), ..Self::default() };
        for (id, file) in project.all_files() {
            let is_of_today = !file.folder().split('/').any(is_archive);
            for statement in file.sql.iter().flat_map(|sql| &sql.statements) {
                spoken.note(&statement.kind, is_of_today.then_some(id));
            }
        }
        spoken
    }

    fn note(&mut self, kind: &StatementKind, today: Option<FileId>) {
        let mut make = |thing, name: &str| {
            self.made.insert((thing, name.to_owned()));
        };
        match kind {
            StatementKind::CreateTable(t) => make(Thing::Relation, &t.name.name),
            StatementKind::CreateView(v) => make(Thing::Relation, &v.name.name),
            StatementKind::CreateRoutine(r) => make(Thing::Function, &r.name.name),
            StatementKind::Invalid(Invalid { command, target: Some(target), .. }) if command.starts_with("CREATE") => {
                if command.contains("TABLE") || command.contains("VIEW") {
                    make(Thing::Relation, &target.name);
                } else if command.contains("FUNCTION") {
                    make(Thing::Function, &target.name);
                }
            }
            StatementKind::Drop(drop) => {
                self.drops_signup_trigger |= drop.kind == ObjectKind::Trigger
                    && drop
                        .on
                        .as_ref()
                        .is_some_and(|on| on.schema.as_deref() == Some(ACCOUNTS.0) && on.name == ACCOUNTS.1);
                let names = drop.objects.iter().map(|object| object.name.name.clone());
                self.dropped
                    .extend(what_goes(drop).into_iter().flat_map(|thing| names.clone().map(move |n| (thing, n))));
            }
            StatementKind::AlterTable(alter) => {
                for action in &alter.actions {
                    if let (AlterActionKind::AddColumn { column, .. }, Some(id)) = (&action.kind, today) {
                        self.added.entry((alter.name.name.clone(), column.name.name.clone())).or_default().push(id);
                    }
                }
            }
            _ => {}
        }
    }

    /// Whether some statement makes something of this name, be it one that does not apply: that it fails is the fault then,
    /// not the name.
    pub(super) fn makes(&self, thing: Thing, name: &str) -> bool {
        self.made.contains(&(thing, name.to_owned()))
    }

    /// Whether some statement drops something of this name.
    pub(super) fn drops(&self, thing: Thing, name: &str) -> bool {
        self.dropped.contains(&(thing, name.to_owned()))
    }

    /// Whether a statement that does not apply names a column of a table: it may have made it where it did apply.
    pub(super) fn may_have_made(&self, table: &str, column: &str) -> bool {
        let with = |word: &str| self.failing.get(&word.to_ascii_lowercase());
        with(table).zip(with(column)).is_some_and(|(of_table, of_column)| !of_table.is_disjoint(of_column))
    }

    /// The files in which a statement adds a column to a table, whether it is run or not.
    pub(super) fn added_by(&self, table: &str, column: &str) -> &[FileId] {
        self.added.get(&(table.to_owned(), column.to_owned())).map_or(&[], Vec::as_slice)
    }

    /// Whether some statement, be it one that does not apply, names a table and a publication.
    pub(super) fn may_publish(&self, table: &str) -> bool {
        let table = table.to_ascii_lowercase();
        self.publishing.iter().any(|words| words.contains(&table))
    }
}

impl Project {
    /// Whether some statement drops a trigger on the accounts: what it ran may run no more.
    #[must_use]
    pub fn drops_signup_trigger(&self) -> bool {
        self.spoken.drops_signup_trigger
    }
}

/// What kind of thing goes with a `DROP`.
pub(super) fn what_goes(drop: &DropObjects) -> Option<Thing> {
    match drop.kind {
        ObjectKind::Table | ObjectKind::View | ObjectKind::MaterializedView => Some(Thing::Relation),
        ObjectKind::Function | ObjectKind::Routine => Some(Thing::Function),
        _ => None,
    }
}

fn part(text: &str, Range { start, end }: Range) -> Option<&str> {
    text.get(start as usize..end as usize)
}

/// Whether a text holds the word `publication`.
fn publishes(text: &str) -> bool {
    const WORD: &str = "publication";
    static FINDER: LazyLock<Option<AhoCorasick>> =
        LazyLock::new(|| AhoCorasick::builder().ascii_case_insensitive(true).build([WORD]).ok());
    let may = FINDER.as_ref().is_none_or(|finder| finder.is_match(text));
    may && words(text).any(|found| found.eq_ignore_ascii_case(WORD))
}

fn words_of(text: &str) -> BTreeSet<String> {
    words(text).map(str::to_ascii_lowercase).collect()
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '_')
}
