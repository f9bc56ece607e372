//! Which tables the database tells its listeners about.

use super::Known;
use crate::model::{Project, schema::Name};

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
            || self.spoken.may_publish(table)
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
}
