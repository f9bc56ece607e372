//! Functions of the database that fail when they are called, and what calls them.

use std::collections::{BTreeMap, BTreeSet};

use super::Known;
use crate::{
    model::{
        Project,
        queries::{Columns, Op, Query},
        routines::{Routine, Routines, Write, WriteKind},
        schema::{BodyFault, CronJob, Event, Function, FunctionKey, Missing, Name, Part, Schema, Table, Trigger},
    },
    sql::{
        expr::{ExprKind, Node, parse_expr},
        statement::StatementKind,
    },
};

/// A function that fails, as far as the repository tells.
#[derive(Debug)]
pub struct BrokenFunction<'p> {
    /// What it is called by.
    pub key: &'p FunctionKey,
    /// The function.
    pub function: &'p Function,
    /// The first statement that fails; one that every call comes to, where there is one.
    pub fault: &'p BodyFault,
    /// What calls it.
    pub callers: Callers<'p>,
}

/// What calls a function.
#[derive(Debug, Default)]
pub struct Callers<'p> {
    /// The app.
    pub calls: Vec<&'p Query>,
    /// Triggers, with their tables.
    pub triggers: Vec<(&'p Name, &'p Trigger)>,
    /// The tables whose policies call it.
    pub policies: BTreeSet<&'p Name>,
    /// Scheduled jobs, by name.
    pub jobs: Vec<(&'p str, &'p CronJob)>,
    /// Other functions.
    pub functions: Vec<&'p FunctionKey>,
}

impl Callers<'_> {
    /// Whether nothing calls it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.calls.is_empty()
            && self.triggers.is_empty()
            && self.policies.is_empty()
            && self.jobs.is_empty()
            && self.functions.is_empty()
    }
}

impl Project {
    /// The functions whose bodies fail, each from the first set of SQL that makes it. SQL that lies about says nothing: who
    /// knows whether it was run.
    #[must_use]
    pub fn broken_functions(&self) -> Vec<BrokenFunction<'_>> {
        let mut found = Vec::new();
        if self.live_databases().iter().all(|schema| schema.broken.is_empty()) {
            return found;
        }
        let mut calls: BTreeMap<&FunctionKey, Vec<&Query>> = BTreeMap::new();
        for query in self.production_queries().filter(|query| query.op == Op::Rpc) {
            for (key, _) in self.functions_called(query).into_iter().filter(|(_, function)| may_take(function, query)) {
                calls.entry(key).or_default().push(query);
            }
        }
        for (index, schema) in self.live_databases().iter().enumerate() {
            let before = self.live_databases().get(..index).unwrap_or_default();
            let is_first = |name: &Name| !before.iter().any(|other| other.functions_named(name).next().is_some());
            if schema.loose || schema.by_hand {
                continue;
            }
            for (key, faults) in schema.broken.iter().filter(|(key, _)| is_first(&key.name)) {
                let sure = || faults.iter().filter(|fault| self.is_sure(index, key, fault));
                let worst = sure().find(|fault| fault.always || fault.fruitless).or_else(|| sure().next());
                if let Some((function, fault)) = schema.functions.get(key).zip(worst) {
                    let calls = calls.get(key).cloned().unwrap_or_default();
                    let callers = Callers { calls, ..self.callers(index, key, function, fault) };
                    found.push(BrokenFunction { key, function, fault, callers });
                }
            }
        }
        found
    }

    /// The functions of a database whose every call fails: nothing that they do is ever done.
    pub(in crate::model) fn failing_functions(&self, index: usize) -> BTreeSet<FunctionKey> {
        self.functions_with(index, |fault| fault.always)
    }

    /// The functions of a database that only ever refuse or fail: nothing that they do lasts.
    pub(in crate::model) fn fruitless_functions(&self, index: usize) -> BTreeSet<FunctionKey> {
        self.functions_with(index, |fault| fault.fruitless)
    }

    fn functions_with(&self, index: usize, is_meant: impl Fn(&BodyFault) -> bool) -> BTreeSet<FunctionKey> {
        let Some(schema) = self.databases.get(index) else { return BTreeSet::new() };
        let is_so = |key: &FunctionKey, fault: &BodyFault| {
            is_meant(fault) && fault.on.is_none() && self.is_sure(index, key, fault)
        };
        let found = schema.broken.iter().filter(|(key, faults)| faults.iter().any(|fault| is_so(key, fault)));
        found.map(|(key, _)| key.clone()).collect()
    }

    /// Whether the app, or a function of the database, writes a table in a way that sets a trigger off.
    #[must_use]
    pub fn sets_off(&self, table: &Name, trigger: &Trigger) -> bool {
        // What the platform writes, a sign-up, stands in no code.
        if table.schema != "public" {
            return true;
        }
        let of_query = |query: &Query| match query.op {
            Op::Insert => trigger.events.contains(&Event::Insert),
            Op::Upsert => trigger.events.iter().any(|event| matches!(event, Event::Insert | Event::Update)),
            Op::Update => trigger.events.contains(&Event::Update),
            Op::Delete => trigger.events.contains(&Event::Delete),
            Op::Select | Op::Rpc => false,
        };
        let of_write = |write: &Write| match write.kind {
            WriteKind::Insert => trigger.events.contains(&Event::Insert) || !write.overwrites.is_empty(),
            WriteKind::Update => trigger.events.contains(&Event::Update),
            WriteKind::Delete => trigger.events.contains(&Event::Delete),
        };
        let mut queries = self.production_queries();
        let mut routines = self.routines.iter().flat_map(Routines::all).flat_map(|routine| &routine.writes);
        queries.any(|query| query.tables.contains(&table.name) && of_query(query))
            || routines.any(|write| write.table == *table && of_write(write))
    }

    /// Whether a trigger fails for each write of this kind, and takes it with it.
    pub(super) fn is_refused_by_trigger(&self, query: &Query) -> bool {
        let event = match query.op {
            Op::Insert | Op::Upsert => Event::Insert,
            Op::Update => Event::Update,
            Op::Delete => Event::Delete,
            Op::Select | Op::Rpc => return false,
        };
        let Some((schema, name, table)) = self.table_of(query) else { return false };
        let Some(index) = self.databases.iter().position(|database| std::ptr::eq(database, schema)) else {
            return false;
        };
        let fires = |trigger: &Trigger| {
            trigger.enabled && trigger.when.is_none() && trigger.update_of.is_empty() && trigger.events.contains(&event)
        };
        let fails = |key: &FunctionKey, fault: &BodyFault| {
            let is_here = fault.on.as_ref().is_none_or(|on| *on == name);
            fault.always && !fault.hidden && is_here && self.is_sure(index, key, fault)
        };
        let triggers = table.triggers.values().filter(|trigger| fires(trigger));
        triggers
            .flat_map(|trigger| schema.functions_named(&trigger.function))
            .any(|(key, _)| schema.broken.get(key).is_some_and(|faults| faults.iter().any(|fault| fails(key, fault))))
    }

    /// Whether nothing in the repository says that the live database has what is missing.
    fn is_sure(&self, index: usize, key: &FunctionKey, fault: &BodyFault) -> bool {
        let Some(schema) = self.databases.get(index) else { return false };
        if self.is_made_again_in_vain(schema, key) {
            return false;
        }
        match &fault.missing {
            Missing::Relation(name) => self.knows_relation(None, name) == Known::No,
            Missing::Function(name) => matches!(self.knows_function(None, name), Known::No | Known::Yes),
            Missing::Column(column) => {
                let routine = self.routines.get(index).and_then(|routines| routines.get(key));
                let lacks = |name: &Name, table: &Table| {
                    table.column(column).is_some() || self.knows_column(name, table, column) == Known::No
                };
                tables(routine, fault).all(|name| schema.table(name).is_none_or(|table| lacks(name, table)))
            }
            Missing::BeyondPath(_) => !schema.withheld.touches(&key.name, Part::Options),
            Missing::Type(_) | Missing::Value(_) => true,
            Missing::Nothing => !self.names_foreign_enum(schema, &fault.reason),
        }
    }

    /// Whether a statement that fails makes a function of this name: the live database may have that one.
    fn is_made_again_in_vain(&self, schema: &Schema, key: &FunctionKey) -> bool {
        schema.failures.iter().any(|failure| {
            let sql = self.file(failure.at.file).sql.as_ref();
            let mut failed = sql.into_iter().flat_map(|sql| &sql.statements).filter(|s| s.range == failure.at.range);
            failed.any(|s| matches!(&s.kind, StatementKind::CreateRoutine(made) if made.name.name == key.name.name))
        })
    }

    /// Whether a clash of types is about an enum that the generated types do not list: the live column has another type.
    fn names_foreign_enum(&self, schema: &Schema, reason: &str) -> bool {
        let lists = self.files.iter().filter_map(|file| file.types.as_ref()?.enums.as_ref());
        let listed: Vec<_> = lists.collect();
        let words = || reason.split(|c: char| !c.is_alphanumeric() && !matches!(c, '_' | '.'));
        let mut named = words().filter_map(|word| word.strip_prefix("public."));
        named.any(|name| {
            schema.types.contains(&Name::new("public", name)) && listed.iter().any(|enums| !enums.contains(name))
        })
    }

    /// What in the database calls a function.
    fn callers<'p>(&'p self, index: usize, key: &FunctionKey, function: &Function, fault: &BodyFault) -> Callers<'p> {
        let Some((schema, routines)) = self.databases.get(index).zip(self.routines.get(index)) else {
            return Callers::default();
        };
        let of_trigger = |name: &Name, trigger: &Trigger| {
            trigger.enabled && trigger.function == key.name && fault.on.as_ref().is_none_or(|on| on == name)
        };
        let triggers =
            schema.tables().flat_map(|(name, table)| table.triggers.values().map(move |t| (name, t.as_ref())));
        let names_it = |job: &&CronJob| job.command.as_ref().is_some_and(|text| has_call(text, &key.name.name));
        Callers {
            calls: Vec::new(),
            triggers: triggers.filter(|(name, trigger)| of_trigger(name, trigger)).collect(),
            policies: policies_calling(schema, key, function),
            jobs: schema
                .cron_jobs
                .iter()
                .map(|(name, job)| (name.as_str(), job))
                .filter(|(_, j)| names_it(j))
                .collect(),
            functions: routines.callers(key).collect(),
        }
    }
}

/// Whether a call names the arguments of this function, of several with one name.
fn may_take(function: &Function, query: &Query) -> bool {
    let Columns::Named(given) = &query.columns else { return true };
    let is_input = |name: &String| function.inputs().any(|input| input.name.as_ref().is_none_or(|input| input == name));
    let mut needed = function.inputs().filter(|input| input.default.is_none());
    given.iter().all(is_input) && needed.all(|input| input.name.as_ref().is_none_or(|name| given.contains(name)))
}

/// The tables that a fault may be about.
fn tables<'a>(routine: Option<&'a Routine>, fault: &'a BodyFault) -> impl Iterator<Item = &'a Name> {
    let named = routine.into_iter().flat_map(|r| r.reads.iter().chain(r.writes.iter().map(|write| &write.table)));
    named.chain(&fault.on)
}

/// The tables with a policy that calls a function.
fn policies_calling<'p>(schema: &'p Schema, key: &FunctionKey, function: &Function) -> BTreeSet<&'p Name> {
    let calls = |text: &str| {
        let mut found = false;
        // Most policies call nothing of this name: those are not read.
        if has_call(text, &key.name.name)
            && let Ok(tree) = parse_expr(text)
        {
            tree.walk(&mut |node| {
                if let Node::Expr(expr) = node
                    && let ExprKind::Call(call) = &expr.kind
                {
                    found |= call.name.last() == Some(&key.name.name) && function.takes(call.args.len());
                }
            });
        }
        found
    };
    let policies = |table: &'p Table| table.policies.values().flat_map(|policy| [&policy.using, &policy.check]);
    let of_tables = schema.tables().filter(|(_, table)| policies(table).flatten().any(|text| calls(&text.text)));
    of_tables.map(|(name, _)| name).collect()
}

/// Whether a text holds `name(`.
fn has_call(text: &str, name: &str) -> bool {
    text.match_indices(name).any(|(at, _)| {
        let before = text.get(..at).and_then(|text| text.chars().next_back());
        let after = text.get(at + name.len()..).unwrap_or_default().trim_start();
        after.starts_with('(') && before.is_none_or(|c| !c.is_alphanumeric() && c != '_')
    })
}
