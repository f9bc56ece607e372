//! Names that the SQL speaks of without having made what they name: in statements that do not apply, in text that it runs.

use std::collections::BTreeSet;

use crate::{model::Project, source::span::Range};

/// The words of statements whose effect is not known, in lower case.
#[derive(Debug, Default)]
pub struct Spoken {
    /// Of each statement that does not apply.
    failing: Vec<BTreeSet<String>>,
    /// Of each statement that speaks of a publication: `execute format('alter publication …', t)` over a list of names does,
    /// too.
    publishing: Vec<BTreeSet<String>>,
}

impl Spoken {
    /// Needs the databases.
    pub(in crate::model) fn of(project: &Project) -> Self {
        let failures = project.live_databases().iter().flat_map(|d| &d.failures);
        let failing = failures.filter_map(|f| {
            let text = project.file(f.at.file).text.as_deref()?;
            Some(words_of(part(text, f.at.range)?))
        });
        let files = project.files.iter().filter_map(|f| Some((f.sql.as_ref()?, f.text.as_deref()?)));
        let publishing = files.filter(|(_, text)| has(text, PUBLICATION)).flat_map(|(sql, text)| {
            let statements = sql.statements.iter().filter_map(|statement| part(text, statement.range));
            statements.filter(|statement| has(statement, PUBLICATION)).map(words_of)
        });
        Self { failing: failing.collect(), publishing: publishing.collect() }
    }

    /// Whether a statement that does not apply names a column of a table: it may have made it where it did apply.
    pub(super) fn may_have_made(&self, table: &str, column: &str) -> bool {
        let (table, column) = (table.to_ascii_lowercase(), column.to_ascii_lowercase());
        self.failing.iter().any(|words| words.contains(&table) && words.contains(&column))
    }

    /// Whether some statement, be it one that does not apply, names a table and a publication.
    pub(super) fn may_publish(&self, table: &str) -> bool {
        let table = table.to_ascii_lowercase();
        self.publishing.iter().any(|words| words.contains(&table))
    }
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
