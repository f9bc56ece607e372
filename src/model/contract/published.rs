//! Which tables the database tells its listeners about.

use super::{Known, has_word};
use crate::{
    model::{Project, schema::Name},
    source::span::Range,
};

impl Project {
    /// Whether the database sends the changes of a table to those who listen: some publication holds it. `No` where the SQL
    /// publishes other tables, and nowhere speaks of publishing this one; `Unknown` where it publishes none, since that is
    /// then done by hand.
    #[must_use]
    pub fn publishes(&self, schema: &str, table: &str) -> Known {
        let wanted = Name::new(schema, table);
        let publications = || self.live_databases().iter().flat_map(|d| d.publications.values());
        if publications().any(|p| p.all_tables || p.schemas.contains(schema) || p.tables.contains_key(&wanted)) {
            Known::Yes
        } else if publications().all(|p| p.tables.is_empty())
            || !self.live_databases().iter().any(|d| d.table(&wanted).is_some())
            || self.speaks_of_publishing(table)
        {
            Known::Unknown
        } else {
            Known::No
        }
    }

    /// The publication that tables are added to by name.
    #[must_use]
    pub fn publication(&self) -> Option<&str> {
        let mut all = self.live_databases().iter().flat_map(|d| d.publications.iter());
        all.find(|(_, publication)| !publication.tables.is_empty()).map(|(name, _)| name.as_str())
    }

    /// Whether some statement, be it one that does not apply, names a table and a publication: `execute format('alter
    /// publication …', t)` over a list of names does, too.
    fn speaks_of_publishing(&self, table: &str) -> bool {
        let files = self.files.iter().filter_map(|f| Some((f.sql.as_ref()?, f.text.as_deref()?)));
        let mut statements = files.filter(|(_, text)| has_word(text, "publication")).flat_map(|(sql, text)| {
            let ranges = sql.statements.iter().map(|statement| statement.range);
            ranges.filter_map(|Range { start, end }| text.get(start as usize..end as usize))
        });
        statements.any(|statement| has_word(statement, "publication") && has_word(statement, table))
    }
}
