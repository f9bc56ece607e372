//! The schema as PostgreSQL would hold it after all migrations of one set.
//!
//! The replay of the migrations fills it; rules, `access` and `inspect` only read. Everything is sorted by name.
//! What a statement that cannot be read may have changed is marked [`Part`] by [`Part`] on the relations, and by
//! [`Unsure`] on the schema as a whole: then "is not there" must be read as "is not known".

mod broken;
mod dependencies;
mod failure;
mod function;
mod input;
mod names;
mod privileges;
mod relation;
mod savepoint;
mod types;
pub(crate) mod versioned;
mod withheld;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

pub(crate) use self::savepoint::Savepoint;
pub use self::{
    broken::{BodyFault, Missing},
    dependencies::{Dependencies, Home, Id, Tie},
    failure::{Failure, FailureKind},
    function::{
        Command, Event, Function, FunctionKey, Param, ParamMode, Policy, Returns, RoutineKind, Timing, Trigger,
        Volatility,
    },
    names::{NAME_BYTES, Name, choose_name, name_addition, object_name, truncated},
    privileges::{Acl, DefaultFor, ObjectKind, PUBLIC, Privileges, Role},
    relation::{
        Action, Column, ColumnSource, Constraint, ConstraintKind, ForeignKey, Index, IndexKey, MaybeIndex, Part,
        Relation, Sequence, SqlText, Switch, Table, TableKind, View,
    },
    types::{SqlType, Type, TypeKind, built_in},
    versioned::Versioned,
    withheld::{Effect, Thing, Withheld},
};
use crate::{
    source::{
        gap::Gap,
        span::{FileId, Span},
    },
    sql::statement::ObjectName,
};

/// One database: what a set of migrations leaves behind.
#[derive(Clone, Debug, Default)]
pub struct Schema {
    /// The folder of the migrations, or the dump, relative to the audited root.
    pub source: String,
    /// The files that were run, in order.
    pub files: Vec<FileId>,
    /// These are SQL files that lie beside the migrations of the project: scripts, designs, dumps. Nothing says that they
    /// were run, nor in which order.
    pub loose: bool,
    /// The code calls at least half of its tables: then it describes the app's database, whoever ran it.
    pub is_of_app: bool,
    /// Nothing says how these files are run: they stand in no folder of migrations and belong to no tool.
    pub by_hand: bool,
    /// Schemas (namespaces) by name.
    pub namespaces: Versioned<String, Namespace>,
    /// Tables, views, sequences, and the names of indexes.
    pub relations: Versioned<Name, Relation>,
    /// Functions, procedures, aggregates.
    pub functions: Versioned<FunctionKey, Function>,
    /// Types that are not built in; row types of tables are not listed.
    pub types: Versioned<Name, Type>,
    /// Roles by name.
    pub roles: Versioned<String, Role>,
    /// What new objects are given beyond (schema named) or in place of (no schema) what PostgreSQL gives.
    pub default_privileges: Versioned<DefaultFor, Acl>,
    /// Publications by name.
    pub publications: Versioned<String, Publication>,
    /// Extensions by name.
    pub extensions: Versioned<String, Extension>,
    /// File buckets by id.
    pub buckets: Versioned<String, Bucket>,
    /// Scheduled jobs by name.
    pub cron_jobs: Versioned<String, CronJob>,
    /// Event triggers by name.
    pub event_triggers: Versioned<String, EventTrigger>,
    /// What rests on what.
    pub dependencies: Dependencies,
    /// How many constraints of a schema have a name: generated names avoid them.
    pub(crate) constraint_names: Versioned<Name, u32>,
    /// The schemas that the API serves.
    pub api_schemas: Vec<String>,
    /// Kinds of object of which there may be more or others than are listed.
    pub unsure: BTreeSet<Unsure>,
    /// Statements that fail, in the order in which they run.
    pub failures: Vec<Failure>,
    /// What those would have changed: the database that users meet may be otherwise there.
    pub withheld: Withheld,
    /// Functions whose bodies fail when they run, by what was found first.
    pub broken: BTreeMap<FunctionKey, Vec<BodyFault>>,
    /// What could not be read, in the order in which it runs.
    pub gaps: Vec<Gap>,
    /// Counts of statements.
    pub statements: Statements,
}

/// A schema (namespace).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Namespace {
    /// Its identity.
    pub id: Id,
    /// The owner.
    pub owner: String,
    /// Who may use it and make objects in it.
    pub acl: Acl,
    /// The statement that made it; `None` for those of a fresh project.
    pub at: Option<Span>,
}

/// Kinds of object that a statement we cannot read may have made, changed or dropped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unsure {
    /// Tables and views.
    Relations,
    /// Functions.
    Functions,
    /// Types.
    Types,
    /// Policies, of tables that are not named.
    Policies,
    /// Row security, of tables that are not named.
    RowSecurity,
    /// Grants, on things that are not named.
    Grants,
    /// File buckets.
    Buckets,
    /// Scheduled jobs.
    CronJobs,
}

/// A publication: what a change stream shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Publication {
    /// Whether it holds every table, later ones too.
    pub all_tables: bool,
    /// Schemas all of whose tables it holds.
    pub schemas: BTreeSet<String>,
    /// Tables that were added by name, with the statement that did.
    pub tables: BTreeMap<Name, Option<Span>>,
    /// The statement that made it.
    pub at: Option<Span>,
}

/// An installed extension.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extension {
    /// Its identity.
    pub id: Id,
    /// The schema of its objects.
    pub schema: String,
    /// The statement that installed it.
    pub at: Option<Span>,
}

/// A function that runs after statements which change the schema.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventTrigger {
    /// `ddl_command_end`, ….
    pub event: String,
    /// The commands after which it runs (`CREATE TABLE`); empty for all.
    pub tags: Vec<String>,
    /// The function.
    pub function: ObjectName,
    /// The statement that made it.
    pub at: Option<Span>,
}

/// A file bucket.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bucket {
    /// Whether its files are served to anybody; `None` when the value is computed.
    pub public: Option<bool>,
    /// The largest file in bytes, where a limit is set.
    pub file_size_limit: Option<i64>,
    /// Allowed media types, where they are limited.
    pub allowed_mime_types: Option<Vec<String>>,
    /// The statement that made or changed it last.
    pub at: Option<Span>,
}

/// A scheduled job.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CronJob {
    /// When it runs, in cron's words; `None` when the text is computed.
    pub schedule: Option<String>,
    /// The SQL it runs; `None` when the text is computed.
    pub command: Option<String>,
    /// The statement that scheduled it.
    pub at: Option<Span>,
}

/// How many statements there were, and what became of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Statements {
    /// All.
    pub total: u32,
    /// Those whose effect is known.
    pub applied: u32,
    /// Those that fail.
    pub failed: u32,
    /// Those that hold something which cannot be read.
    pub opaque: u32,
}

impl Schema {
    /// A table by its name.
    #[must_use]
    pub fn table(&self, name: &Name) -> Option<&Table> {
        match self.relations.get(name)? {
            Relation::Table(table) => Some(table),
            _ => None,
        }
    }

    /// A view or materialized view by its name.
    #[must_use]
    pub fn view(&self, name: &Name) -> Option<&View> {
        match self.relations.get(name)? {
            Relation::View(view) => Some(view),
            _ => None,
        }
    }

    /// All tables, the platform's too, sorted by name.
    pub fn tables(&self) -> impl Iterator<Item = (&Name, &Table)> {
        self.relations.iter().filter_map(|(name, r)| match r {
            Relation::Table(table) => Some((name, table.as_ref())),
            _ => None,
        })
    }

    /// Whether at least half of the tables that its files make are among those that the code asks for.
    pub(in crate::model) fn is_mostly_of(&self, asked: &BTreeSet<String>) -> bool {
        let own = self.tables().filter(|(_, table)| table.at.is_some());
        let (all, used) =
            own.fold((0, 0), |(all, used), (name, _)| (all + 1, used + u32::from(asked.contains(&name.name))));
        used * 2 >= all
    }

    /// All views and materialized views, sorted by name.
    pub fn views(&self) -> impl Iterator<Item = (&Name, &View)> {
        self.relations.iter().filter_map(|(name, r)| match r {
            Relation::View(view) => Some((name, view.as_ref())),
            _ => None,
        })
    }

    /// The functions of a name, whatever their arguments.
    pub fn functions_named<'a>(&'a self, name: &'a Name) -> impl Iterator<Item = (&'a FunctionKey, &'a Function)> {
        let first = FunctionKey { name: name.clone(), args: Vec::new() };
        self.functions.range(first..).take_while(move |(key, _)| key.name == *name)
    }

    /// Whether a table, a view or a function has a name.
    #[must_use]
    pub fn makes(&self, name: &Name) -> bool {
        self.relations.contains(name) || self.functions_named(name).next().is_some()
    }

    /// The tables and views that an unqualified name means: the first along a search path.
    #[must_use]
    pub fn resolve_relation(&self, schema: Option<&str>, name: &str, search_path: &[String]) -> Option<Name> {
        let candidates = schema.into_iter().chain(search_path.iter().map(String::as_str).filter(|_| schema.is_none()));
        candidates.map(|s| Name::new(s, name)).find(|n| self.relations.contains(n))
    }

    /// The functions that a call by this name may mean, along a search path.
    #[must_use]
    pub fn resolve_functions(
        &self,
        schema: Option<&str>,
        name: &str,
        search_path: &[String],
    ) -> Vec<(&FunctionKey, &Function)> {
        let mut found = Vec::new();
        for schema in schema.into_iter().chain(search_path.iter().map(String::as_str).filter(|_| schema.is_none())) {
            let first = FunctionKey { name: Name::new(schema, name), args: Vec::new() };
            found.extend(self.functions.range(first.clone()..).take_while(|(key, _)| key.name == first.name));
        }
        found
    }

    /// The functions that a call names, with or without their schema (`is_admin`, `app.is_admin`).
    #[must_use]
    pub fn functions_called(&self, name: &[String], search_path: &[String]) -> Vec<(&FunctionKey, &Function)> {
        match name {
            [name] => self.resolve_functions(None, name, search_path),
            [.., schema, name] => self.resolve_functions(Some(schema), name, search_path),
            [] => Vec::new(),
        }
    }

    /// What a role may do by an access list: what it was given itself, what everybody has, and what it inherits.
    #[must_use]
    pub fn effective(&self, acl: &Acl, role: &str) -> Privileges {
        let mut held = acl.direct(role) | acl.direct(PUBLIC);
        let mut seen = BTreeSet::from([role]);
        let mut open = vec![role];
        while let Some(role) = open.pop() {
            let Some(role) = self.roles.get(role).filter(|r| r.inherits) else { continue };
            for group in role.member_of.iter().map(String::as_str) {
                if seen.insert(group) {
                    held |= acl.direct(group);
                    open.push(group);
                }
            }
        }
        held
    }

    /// Whether a role may name objects in a schema. Unknown schemas are taken as usable: their tables are unknown too.
    #[must_use]
    pub fn may_use(&self, schema: &str, role: &str) -> bool {
        self.namespaces.get(schema).is_none_or(|n| self.effective(&n.acl, role).has(Privileges::USAGE))
    }

    /// Whether the API serves a relation with this access list, and columns, to anonymous callers or accounts.
    #[must_use]
    pub fn is_exposed(&self, name: &Name, acl: &Acl, columns: &[Arc<Column>], api_roles: &[&str]) -> bool {
        let data = [Privileges::SELECT, Privileges::INSERT, Privileges::UPDATE, Privileges::DELETE];
        let any = |acl: &Acl, role: &str| data.iter().any(|p| self.effective(acl, role).has(*p));
        self.api_schemas.contains(&name.schema)
            && api_roles.iter().any(|role| {
                self.may_use(&name.schema, role) && (any(acl, role) || columns.iter().any(|c| any(&c.acl, role)))
            })
    }
}

impl Schema {
    /// Adds a schema of the platform.
    pub(crate) fn add_schema(&mut self, name: &str, owner: &str, acl: &Acl) {
        let id = self.dependencies.add(Home::Schema(name.to_owned()));
        self.namespaces.insert(name.to_owned(), Namespace { id, owner: owner.to_owned(), acl: acl.clone(), at: None });
    }

    /// Counts a constraint that is added (1) or goes (-1).
    pub(crate) fn count_constraint(&mut self, name: &Name, change: i32) {
        let count = self.constraint_names.get(name).copied().unwrap_or(0).saturating_add_signed(change);
        if count == 0 {
            self.constraint_names.remove(name);
        } else {
            self.constraint_names.insert(name.clone(), count);
        }
    }

    /// A table is gone: no publication holds it any more.
    pub(crate) fn forget_published(&mut self, table: &Name) {
        for name in self.publications_of(table) {
            if let Some(publication) = self.publications.get_mut(name.as_str()) {
                publication.tables.remove(table);
            }
        }
    }

    /// A table has a new name in publications too.
    pub(crate) fn rename_published(&mut self, old: &Name, new: &Name) {
        for name in self.publications_of(old) {
            if let Some(publication) = self.publications.get_mut(name.as_str())
                && let Some(at) = publication.tables.remove(old)
            {
                publication.tables.insert(new.clone(), at);
            }
        }
    }

    fn publications_of(&self, table: &Name) -> Vec<String> {
        let holding = self.publications.iter().filter(|(_, p)| p.tables.contains_key(table));
        holding.map(|(name, _)| name.clone()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{Acl, Name, Privileges, Role, Schema};

    #[test]
    fn a_role_that_does_not_inherit_has_only_its_own() {
        let mut schema = Schema::default();
        let member = |inherits| Role { inherits, member_of: ["staff".to_owned()].into(), ..Role::default() };
        schema.roles.insert("anon".into(), member(false));
        schema.roles.insert("clerk".into(), member(true));
        let mut acl = Acl::default();
        acl.grant("staff", Privileges::SELECT);
        assert!(schema.effective(&acl, "anon").is_empty());
        assert!(schema.effective(&acl, "clerk").has(Privileges::SELECT));
    }

    #[test]
    fn names_print_with_their_schema() {
        assert_eq!(Name::new("public", "notes").to_string(), "public.notes");
    }
}
