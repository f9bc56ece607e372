//! Names that the SQL speaks of without having made what they name: in statements that do not apply, in text that it runs.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    model::{Project, databases::is_archive},
    source::span::{FileId, Range},
    sql::statement::{AlterActionKind, StatementKind},
};

/// The words of statements whose effect is not known, in lower case.
#[derive(Debug, Default)]
pub struct Spoken {
    /// Of statements that do not apply, with the numbers of those that hold the word.
    failing: BTreeMap<String, BTreeSet<usize>>,
    /// Of each statement that speaks of a publication: `execute format('alter publication …', t)` over a list of names does,
    /// too.
    publishing: Vec<BTreeSet<String>>,
    /// The files with a statement that adds a column, by table and column. What was put away is no word on today.
    added: BTreeMap<(String, String), Vec<FileId>>,
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
        let publishing = files.filter(|(_, text)| has(text, PUBLICATION)).flat_map(|(sql, text)| {
            let statements = sql.statements.iter().filter_map(|statement| part(text, statement.range));
            statements.filter(|statement| has(statement, PUBLICATION)).map(words_of)
        });
        Self { failing, publishing: publishing.collect(), added: added(project) }
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

fn added(project: &Project) -> BTreeMap<(String, String), Vec<FileId>> {
    let mut added: BTreeMap<(String, String), Vec<FileId>> = BTreeMap::new();
    for (id, file) in project.all_files().filter(|(_, file)| !file.folder().split('/').any(is_archive)) {
        for statement in file.sql.iter().flat_map(|sql| &sql.statements) {
            let StatementKind::AlterTable(alter) = &statement.kind else { continue };
            for action in &alter.actions {
                if let AlterActionKind::AddColumn { column, .. } = &action.kind {
                    added.entry((alter.name.name.clone(), column.name.name.clone())).or_default().push(id);
                }
            }
        }
    }
    added
}

const PUBLICATION: &str = "publication";

fn part(text: &str, Range { start, end }: Range) -> Option<&str> {
    text.get(start as usize..end as usize)
}

fn has(text: &str, word: &str) -> bool {
    words(text).any(|found| found.eq_ignore_ascii_case(word))
}

fn words_of(text: &str) -> BTreeSet<String> {
    words(text).map(str::to_ascii_lowercase).collect()
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '_')
}
