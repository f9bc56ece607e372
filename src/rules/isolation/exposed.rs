//! The databases behind an API, and the tables that it serves.

use std::collections::BTreeSet;

use crate::{
    frameworks::supabase::caller::is_platform_schema,
    model::{
        Project,
        access::{Access, Caller, Cell, TableAccess, Verdict},
        routines::Routines,
        schema::{Acl, Command, Name, Part, Privileges, Schema, Switch, Table, Unsure},
    },
    rules::Sink,
    source::span::Span,
};

/// One database with what was derived from it.
#[derive(Clone, Copy)]
pub(super) struct Database<'p> {
    /// The databases of more trusted sets of SQL: what they hold is judged there.
    pub(super) before: &'p [Schema],
    /// The tables that the app's calls name: of SQL that lies about, only those count.
    pub(super) asked: &'p BTreeSet<String>,
    /// It holds what fails on an empty database as it is meant.
    pub(super) is_meant: bool,
    pub(super) schema: &'p Schema,
    pub(super) access: &'p Access,
    pub(super) routines: &'p Routines,
}

/// A table that the API serves, with what callers reach of it.
pub(super) struct Exposed<'p> {
    pub(super) database: Database<'p>,
    pub(super) name: &'p Name,
    pub(super) table: &'p Table,
    pub(super) access: &'p TableAccess,
}

/// The databases that an API with client keys stands in front of. Without any, the rule does not apply.
pub(super) fn databases<'p>(project: &'p Project, sink: &mut Sink) -> Vec<Database<'p>> {
    let derived = project.access.iter().zip(&project.routines);
    let all = project.live_databases().iter().zip(derived);
    let before = |index: usize| project.databases.get(..index).unwrap_or_default();
    let served = all.enumerate().filter(|(_, (schema, _))| !schema.api_schemas.is_empty());
    let databases: Vec<_> = served
        .map(|(index, (schema, (access, routines)))| {
            let (before, asked) = (before(index), &project.asked_tables);
            Database { before, asked, is_meant: false, schema, access, routines }
        })
        .collect();
    if project.has_left_platform() {
        sink.doubt(", if the database of today was made by this SQL as it stands: no code talks to its API any more");
    }
    if databases.is_empty() {
        sink.not_applicable("no SQL here makes a database that an API with client keys serves");
    } else if let Some(doubtful) = databases.iter().find(|database| database.is_in_doubt()) {
        let schema = doubtful.schema;
        let which = match schema.statements.failed {
            // They stand in blocks that catch the failure.
            0 => "statements".to_owned(),
            failed => format!("{failed} of {} statements", schema.statements.total),
        };
        sink.unknown(format!(
            "{} in {} fail when they run on an empty database: what they would have made or protected is not judged. Give the \
             schema of the live database (`--schema-dump`), or mend them",
            which, schema.source
        ));
    }
    databases
}

/// The app's own tables that callers have some privilege on; one that several sets of SQL make is taken from the first.
pub(super) fn exposed<'p>(databases: &[Database<'p>]) -> Vec<Exposed<'p>> {
    let mut tables = Vec::new();
    for &database in databases {
        for (name, access) in &database.access.tables {
            let Some(table) = database.schema.table(name) else { continue };
            let roles = Caller::ALL.map(Caller::role);
            let is_exposed = database.schema.is_exposed(name, &table.acl, &table.columns, &roles);
            if is_exposed && !is_platform_schema(&name.schema) && database.is_first(name) {
                tables.push(Exposed { database, name, table, access });
            }
        }
    }
    tables
}

impl Database<'_> {
    /// Whether a table, view or function of this name is judged here: no more trusted set of SQL makes it, and where
    /// nothing says that this one was run, the app uses it.
    pub(super) fn is_first(&self, name: &Name) -> bool {
        self.may_have_run(name) && !self.before.iter().any(|schema| schema.makes(name))
    }

    /// The same for a view: a table of its name elsewhere is another thing.
    pub(super) fn is_first_view(&self, name: &Name) -> bool {
        self.may_have_run(name) && !self.before.iter().any(|schema| schema.view(name).is_some())
    }

    fn may_have_run(&self, name: &Name) -> bool {
        !self.schema.loose || self.schema.is_of_app || self.uses(name)
    }

    fn uses(&self, name: &Name) -> bool {
        self.asked.contains(&name.name)
    }

    /// Whether statements that fail would have changed who can reach what.
    pub(super) fn is_in_doubt(&self) -> bool {
        let of_access = |part| !matches!(part, Part::Columns | Part::Constraints | Part::Indexes | Part::Rows);
        self.schema.withheld.iter().any(|(thing, _)| of_access(thing.part) && self.is_first(&thing.of))
    }
}

impl<'p> Exposed<'p> {
    pub(super) fn cell(&self, caller: Caller, command: Command) -> Option<&'p Cell> {
        self.access.cells.get(&(caller, command))
    }

    /// The cell, when the caller reaches rows of others with this command through the API.
    pub(super) fn open(&self, caller: Caller, command: Command) -> Option<&'p Cell> {
        self.cell(caller, command).filter(|cell| cell.verdict == Verdict::Open && cell.effective == Verdict::Open)
    }

    pub(super) fn is_protected(&self) -> bool {
        self.access.row_security == Switch::On
    }

    /// Whether row security is known to be off.
    pub(super) fn is_unprotected(&self) -> bool {
        let schema = self.database.schema;
        self.access.row_security == Switch::Off
            && !schema.unsure.contains(&Unsure::RowSecurity)
            && !schema.withheld.touches(self.name, Part::RowSecurity)
            && !self.is_switched_on_after()
    }

    /// Whether SQL that is more trusted switches row security on, and fails only because the table is made elsewhere: where
    /// that ran, what makes it here had run before.
    fn is_switched_on_after(&self) -> bool {
        let switches = |schema: &Schema| {
            let mut held = schema.withheld.of(self.name, Part::RowSecurity).peekable();
            !schema.relations.contains(self.name)
                && held.peek().is_some()
                && held.all(|(_, effect)| effect.narrows && !effect.widens)
        };
        self.database.before.iter().any(switches)
    }

    /// Where the table, or what decides about it, is written.
    pub(super) fn place(&self, at: Option<Span>) -> Option<Span> {
        at.or(self.table.row_security_at).or(self.table.at)
    }

    /// Those of the columns that a caller may select.
    pub(super) fn readable<'c>(&self, caller: Caller, columns: &'c [String]) -> Vec<&'c str> {
        let may = |acl: &Acl| self.database.schema.effective(acl, caller.role()).has(Privileges::SELECT);
        let readable =
            |name: &&String| may(&self.table.acl) || self.table.column(name).is_some_and(|column| may(&column.acl));
        columns.iter().filter(readable).map(String::as_str).collect()
    }

    pub(super) fn is_catalogue(&self, project: &Project) -> bool {
        project.vocab.tables.catalogue.has(&self.name.name)
    }

    pub(super) fn is_form(&self, project: &Project) -> bool {
        project.vocab.tables.public_form.has(&self.name.name) && self.access.sensitive.privileged.is_empty()
    }

    pub(super) fn has_owner(&self, project: &Project) -> bool {
        self.table.columns.iter().any(|column| project.vocab.columns.owner.has(&column.name))
    }
}
