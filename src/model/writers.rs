//! What the repository writes into the columns of tables: code, functions of the database, statements of migrations. A
//! column that none of them names stays as it is made; a word that none of them writes is in no row.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    File, FileKind, Project, Role,
    queries::{Columns, Op, Query},
    routines::{Routine, Routines, WriteKind},
    schema::{Schema, Table},
};
use crate::sql::{
    expr::{Expr, parse_expr},
    statement::{Insert, InsertSource, Literal, StatementKind, Update},
};

/// What is written into one column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Given {
    /// The words, numbers and truths.
    pub literals: BTreeSet<String>,
    /// Whether something is written that may be anything.
    pub is_open: bool,
}

/// What is written into the columns of tables, as far as it can be read.
#[derive(Debug, Default)]
pub struct Writers {
    columns: BTreeMap<(String, String), Given>,
    /// Columns written in tables that are not named, or by triggers.
    anywhere: BTreeMap<String, Given>,
    /// Tables into which rows are put or changed.
    written: BTreeSet<String>,
    /// Those of which some write has columns that are not known.
    open: BTreeSet<String>,
    /// Whether any table may be written to, with any columns.
    is_unknown: bool,
}

impl Writers {
    /// What all of the repository writes; tests of it write into databases of their own.
    #[must_use]
    pub fn find(project: &Project) -> Self {
        let mut writers = Self::default();
        let writes = |op: Op| matches!(op, Op::Insert | Op::Update | Op::Upsert);
        // Code of the app that nothing calls writes nothing; a script is run by hand.
        let may_run = |q: &Query| match project.file(q.at.file).role {
            Role::Test => false,
            role => !role.is_production() || project.sides.may_run_at(q.at),
        };
        for query in project.queries.iter().filter(|q| writes(q.op) && may_run(q)) {
            writers.add_query(project, query);
        }
        for routine in project.routines.iter().flat_map(Routines::all) {
            writers.add_routine(routine);
        }
        for statement in project.files.iter().filter_map(|f| f.sql.as_ref()).flat_map(|sql| &sql.statements) {
            match &statement.kind {
                StatementKind::Insert(insert) => writers.add_insert(insert),
                StatementKind::Update(update) => writers.add_update(update),
                _ => {}
            }
        }
        writers.is_unknown |= project.files.iter().any(is_foreign);
        for (_, _, code) in project.code_files().filter(|(_, f, _)| f.role != Role::Test) {
            code.texts().for_each(|text| writers.add_address(text));
        }
        writers
    }

    /// Whether all that is written into a table is known, column by column, and something is.
    #[must_use]
    pub fn knows(&self, table: &str) -> bool {
        !self.is_unknown && self.written.contains(table) && !self.open.contains(table)
    }

    /// What is written into a column; `None`: nothing.
    #[must_use]
    pub fn given(&self, table: &str, column: &str) -> Option<Given> {
        let own = self.columns.get(&(table.to_owned(), column.to_owned()));
        let all: Vec<&Given> = own.into_iter().chain(self.anywhere.get(column)).collect();
        let join = |mut joined: Given, one: &&Given| {
            joined.literals.extend(one.literals.iter().cloned());
            joined.is_open |= one.is_open;
            joined
        };
        (!all.is_empty()).then(|| all.iter().fold(Given::default(), join))
    }

    /// What is sent past the client's library names its table in an address: `/rest/v1/orders?id=eq.1`.
    fn add_address(&mut self, text: &str) {
        let Some((_, behind)) = text.split_once(REST) else { return };
        match words(behind).next().filter(|name| !name.is_empty()) {
            Some(table) => _ = self.open.insert(table.to_owned()),
            None => self.is_unknown = true,
        }
    }

    fn add_query(&mut self, project: &Project, query: &Query) {
        self.written.extend(query.tables.iter().cloned());
        let Columns::Named(columns) = &query.columns else {
            self.open.extend(query.tables.iter().cloned());
            self.is_unknown |= query.tables.is_empty();
            return;
        };
        let values = project.values();
        for column in columns {
            let mut given = Given::default();
            let constants = query.constants.iter().filter(|(name, _)| name == column);
            given.literals.extend(constants.map(|(_, text)| text.clone()));
            for (_, value) in query.assigned.iter().filter(|(name, _)| name == column) {
                let texts = values.constants(query.at.file, *value);
                // That it may be null is no word; that nothing is known may be any.
                given.is_open |= texts.is_empty() && values.literal(query.at.file, *value).is_none();
                given.literals.extend(texts);
            }
            let is_seen =
                query.assigned.iter().map(|(name, _)| name).chain(query.constants.iter().map(|(name, _)| name));
            given.is_open |= !is_seen.into_iter().any(|name| name == column);
            self.add(&query.tables, column, &given);
        }
    }

    fn add(&mut self, tables: &[String], column: &str, given: &Given) {
        for table in tables {
            let known = self.columns.entry((table.clone(), column.to_owned())).or_default();
            known.literals.extend(given.literals.iter().cloned());
            known.is_open |= given.is_open;
        }
        if tables.is_empty() {
            let known = self.anywhere.entry(column.to_owned()).or_default();
            known.literals.extend(given.literals.iter().cloned());
            known.is_open |= given.is_open;
        }
    }

    fn add_routine(&mut self, routine: &Routine) {
        self.is_unknown |= routine.dynamic && !routine.writes.is_empty();
        for write in routine.writes.iter().filter(|w| w.kind != WriteKind::Delete) {
            let table = write.table.name.clone();
            if write.columns.is_empty() && write.kind == WriteKind::Insert {
                self.open.insert(table.clone());
            }
            self.written.insert(table.clone());
            let overwritten = write.overwrites.iter().map(|column| (column, None));
            for (column, value) in write.columns.iter().map(|(name, value)| (name, value.as_ref())).chain(overwritten) {
                self.add(std::slice::from_ref(&table), column, &given(value.and_then(Expr::constant)));
            }
        }
        for (target, value) in &routine.assignments {
            let column = target.rsplit('.').next().unwrap_or(target);
            self.add(&[], column, &given(value.constant()));
        }
    }

    fn add_insert(&mut self, insert: &Insert) {
        let table = insert.table.name.clone();
        if insert.columns.is_empty() {
            self.open.insert(table.clone());
        }
        self.written.insert(table.clone());
        for (index, column) in insert.columns.iter().enumerate() {
            match &insert.source {
                InsertSource::Values(rows) => {
                    for value in rows.iter().filter_map(|row| row.get(index)) {
                        self.add_literal(&table, &column.name, &value.literal);
                    }
                }
                InsertSource::Query(_) => self.add_literal(&table, &column.name, &Literal::Computed),
                InsertSource::Defaults => {}
            }
        }
        let updates = insert.on_conflict.iter().flat_map(|conflict| &conflict.update);
        updates.for_each(|set| self.add_literal(&table, &set.column.name, &set.value.literal));
    }

    fn add_update(&mut self, update: &Update) {
        for set in &update.set {
            self.add_literal(&update.table.name, &set.column.name, &set.value.literal);
        }
    }

    fn add_literal(&mut self, table: &str, column: &str, literal: &Literal) {
        let constant = match literal {
            Literal::Null | Literal::Default => return,
            Literal::Bool(value) => Some(value.to_string()),
            Literal::Number(text) | Literal::String(text) => Some(text.clone()),
            Literal::Array(_) | Literal::Computed => None,
        };
        self.add(&[table.to_owned()], column, &given(constant));
    }
}

/// Where the API of Supabase serves tables.
const REST: &str = "/rest/v1/";

/// Folders of apps for telephones, which hold the frame around the pages.
const SHELLS: [&str; 2] = ["android", "ios"];

/// Whether a file is code that is not read and may write rows.
fn is_foreign(file: &File) -> bool {
    let is_shell = file.folder().split('/').any(|folder| SHELLS.contains(&folder));
    file.kind == FileKind::OtherLanguage && file.role.is_production() && !is_shell
}

fn given(constant: Option<String>) -> Given {
    match constant {
        Some(text) => Given { literals: BTreeSet::from([text]), is_open: false },
        None => Given { is_open: true, ..Given::default() },
    }
}

impl Project {
    /// Whether a function of the database, or SQL that did not apply, speaks of a column so that it may write it: a trigger
    /// of the table, or a body that could not be read to its end.
    #[must_use]
    pub fn may_be_set_by_sql(&self, schema: &Schema, table: (&str, &Table), column: &str) -> bool {
        let (name, table) = table;
        let speaks = |text: &str| words(text).any(|word| word.eq_ignore_ascii_case(column));
        let by_trigger = table.triggers.values().any(|trigger| {
            let mut bodies = schema.functions_named(&trigger.function).filter_map(|(_, f)| f.body.as_ref());
            bodies.any(|body| speaks(&body.text))
        });
        by_trigger || self.unread_sql().any(|text| text.contains(name) && speaks(text))
    }

    /// The texts of SQL whose statements did not all apply or stand in blocks, and of bodies that could not be read.
    fn unread_sql(&self) -> impl Iterator<Item = &str> {
        let mut files: BTreeSet<_> = self.databases.iter().flat_map(|d| d.failures.iter().map(|f| f.at.file)).collect();
        let has_block = |f: &File| {
            f.sql.as_ref().is_some_and(|sql| sql.statements.iter().any(|s| matches!(s.kind, StatementKind::Do(_))))
        };
        files.extend(self.all_files().filter(|(_, file)| has_block(file)).map(|(id, _)| id));
        let texts = files.into_iter().filter_map(|file| self.file(file).text.as_deref());
        let pairs = self.databases.iter().zip(&self.routines);
        let bodies = pairs.flat_map(|(database, routines)| {
            database.functions.iter().filter_map(|(key, function)| {
                let is_unread = routines.get(key).is_none_or(|routine| routine.unread || routine.dynamic);
                function.body.as_ref().filter(|_| is_unread).map(|body| &*body.text)
            })
        });
        texts.chain(bodies)
    }
}

/// The names and words of a text of SQL.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '_')
}

/// The word that a column holds from the beginning: `DEFAULT 'draft'`. `Err`: it may be anything.
pub(super) fn default_of(table: &Table, column: &str) -> Result<Option<String>, ()> {
    let Some(known) = table.columns.iter().find(|c| c.name == column) else { return Err(()) };
    match &known.default {
        None if known.has_default() => Err(()),
        None => Ok(None),
        Some(text) => match parse_expr(&text.text) {
            Ok(tree) => tree.constant().map(Some).ok_or(()),
            Err(_) => Err(()),
        },
    }
}
