//! Bodies of functions, bound against the finished schema as PostgreSQL does when they are called.
//!
//! A body in PL/pgSQL is only checked when it runs. Tables that were made anew without a column, a key that got another
//! type, a search path that was fixed later: the function stands there and fails.

mod flow;
mod shape;
mod values;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use self::flow::Walk;
use super::{Binder, Bound, Column, Replay, Scope, Ty, columns_of};
use crate::{
    model::{
        replay::refusal::{Condition, Refusal, Run, Stop, Subject},
        schema::{BodyFault, Function, FunctionKey, Missing, Name, Part, Returns, Schema, SqlText, SqlType},
    },
    source::span::Span,
    sql::{expr::parse_statements, statement},
};

/// Variables that every block has, and every function of a trigger.
const OF_BLOCKS: &[&str] = &["found", "sqlstate", "sqlerrm"];
const OF_TRIGGERS: &[&str] = &[
    "tg_op",
    "tg_name",
    "tg_when",
    "tg_level",
    "tg_relid",
    "tg_relname",
    "tg_table_name",
    "tg_table_schema",
    "tg_nargs",
    "tg_argv",
    "tg_event",
    "tg_tag",
];

impl Replay {
    /// Finds the functions whose bodies fail on the schema as it is now.
    pub(in crate::model::replay) fn find_broken_bodies(&mut self) {
        let own = self.schema.functions.iter().filter(|(_, f)| f.at.is_some() && f.extension.is_none());
        let keys: Vec<FunctionKey> = own.map(|(key, _)| key.clone()).collect();
        let triggers = trigger_tables(&self.schema);
        let made = made_by_bodies(&self.schema);
        // Looking for a name may switch on an extension that has it.
        let savepoint = self.schema.savepoint();
        let opaque = std::mem::take(&mut self.opaque);
        let mut broken = BTreeMap::new();
        for key in keys {
            let tables = triggers.get(&key.name).map_or(&[][..], Vec::as_slice);
            let mut faults = self.faults_of(&key, tables);
            if let Some(body) =
                self.schema.functions.get(&key).and_then(|f| f.body.as_ref()).filter(|_| !faults.is_empty())
            {
                let text = body.text.to_ascii_lowercase();
                let words: BTreeSet<&str> = words(&text).collect();
                faults.retain(|fault| !self.is_doubtful(fault, &words, &made));
            }
            if !faults.is_empty() {
                broken.insert(key, faults);
            }
        }
        self.schema.rollback(savepoint);
        self.opaque = opaque;
        self.schema.broken = broken;
    }

    fn faults_of(&mut self, key: &FunctionKey, tables: &[Name]) -> Vec<BodyFault> {
        let Some(function) = self.schema.functions.get(key).cloned() else { return Vec::new() };
        let Some(body) = function.body.clone() else { return Vec::new() };
        let text = body.text.to_ascii_lowercase();
        // Names mean something else from there on.
        if text.contains("search_path") {
            return Vec::new();
        }
        let is_rows = text.contains("new.") || text.contains("old.");
        let mut faults = self.bind_body(key, &function, &body, None);
        if faults.iter().any(|fault| fault.always) || !is_rows {
            return faults;
        }
        for table in tables {
            for fault in self.bind_body(key, &function, &body, Some(table)) {
                if !faults.iter().any(|known| known.on.is_none() && known.at == fault.at) {
                    faults.push(BodyFault { on: Some(table.clone()), ..fault });
                }
            }
        }
        faults
    }

    /// What fails of a body, where `row` says of which table `NEW` and `OLD` are.
    fn bind_body(
        &mut self,
        key: &FunctionKey,
        function: &Function,
        body: &SqlText,
        row: Option<&Name>,
    ) -> Vec<BodyFault> {
        let is_trigger = is_of_trigger(function);
        let rows = row.and_then(|table| columns_of(&self.schema, table));
        let path = path_of(function, body);
        let conflicts = function.language == "plpgsql" && !body.text.contains("#variable_conflict");
        let places = Places { at: function.at, body: body.at };
        let mut binder = Binder {
            path,
            scopes: vec![Scope::function(key.name.name.clone())],
            variables: variables(function, is_trigger),
            numbered: function.inputs().map(|p| Some(p.ty.clone())).collect(),
            lenient: false,
            rows: ["new", "old"].into_iter().filter(|_| is_trigger).map(|n| (n.to_owned(), rows.clone())).collect(),
            conflicts,
            takes_withheld: true,
            bound: Bound::default(),
            reads: BTreeSet::new(),
            replay: self,
        };
        let found = match (function.language.as_str(), &function.code) {
            ("sql", _) => refused_statement(&mut binder, &body.text)
                .map(|refusal| fault(&refusal, places.body.or(places.at), true))
                .into_iter()
                .collect(),
            ("plpgsql", Some(block)) => Walk::new(binder, places, function).run(block),
            _ => Vec::new(),
        };
        let beyond = |fault: BodyFault| self.beyond_path(function, fault);
        found.into_iter().map(beyond).collect()
    }

    /// A name that is there, out of the search path that the function was given.
    fn beyond_path(&self, function: &Function, fault: BodyFault) -> BodyFault {
        let Some(path) = &function.search_path else { return fault };
        let is_beyond = |name: &str| {
            let public = Name::new("public", name);
            path.is_empty() && self.brings_function(name)
                || !path.iter().any(|schema| schema == "public")
                    && (self.schema.relations.contains(&public)
                        || self.schema.types.contains(&public)
                        || self.schema.functions_named(&public).next().is_some())
        };
        match &fault.missing {
            Missing::Relation(name) | Missing::Function(name) | Missing::Type(name) if is_beyond(name) => {
                BodyFault { missing: Missing::BeyondPath(name.clone()), ..fault }
            }
            _ => fault,
        }
    }

    /// Whether what is missing may be there when the function runs: another body makes it, or a statement of the migrations
    /// that fails here would have.
    fn is_doubtful(&self, fault: &BodyFault, words: &BTreeSet<&str>, made: &BTreeSet<String>) -> bool {
        let withheld = || self.schema.withheld.iter().map(|(thing, _)| thing);
        let names = |of: &Name| words.contains(of.name.to_ascii_lowercase().as_str());
        let is_withheld = |name: &str| withheld().any(|t| t.part == Part::Existence && t.of.name == name);
        match &fault.missing {
            Missing::Relation(name) => is_withheld(name) || made.contains(name),
            Missing::Function(name) | Missing::Type(name) => is_withheld(name),
            Missing::Column(name) => withheld().any(|thing| {
                thing.part == Part::Columns && (thing.name == *name || thing.name.is_empty() && names(&thing.of))
            }),
            Missing::Value(table) => {
                withheld().any(|t| t.of == *table && matches!(t.part, Part::Columns | Part::Constraints))
            }
            Missing::Nothing => withheld().any(|thing| thing.part == Part::Columns && names(&thing.of)),
            Missing::BeyondPath(_) => false,
        }
    }
}

/// Where the statements of a body are.
#[derive(Clone, Copy)]
struct Places {
    /// The statement that makes the function.
    at: Option<Span>,
    /// The body; `None` where its text was put together.
    body: Option<Span>,
}

/// What a refusal says of the statement at a place.
fn fault(refusal: &Refusal, at: Option<Span>, always: bool) -> BodyFault {
    let missing = match (&refusal.missing, refusal.condition) {
        (Some(Subject::Relation(name)), _) => Missing::Relation(name.clone()),
        (Some(Subject::Column(name)), _) => Missing::Column(name.clone()),
        (Some(Subject::Function(name)), Condition::UndefinedFunction) => Missing::Function(name.clone()),
        (Some(Subject::Type(name)), _) => Missing::Type(name.clone()),
        _ => Missing::Nothing,
    };
    let (kind, reason) = (refusal.condition.failure(), refusal.reason.clone());
    BodyFault { at, on: None, kind, reason, missing, always, fruitless: false, over_rows: false, hidden: false }
}

/// The first statement of a body in SQL that is refused.
fn refused_statement(binder: &mut Binder<'_>, text: &str) -> Option<Refusal> {
    let trees = parse_statements(text).ok()?;
    trees.iter().find_map(|tree| match binder.statement(tree) {
        Ok(columns) => {
            let refused = binder.refused_value(tree, columns.as_deref(), None);
            refused.filter(|refused| refused.each_time).map(|refused| refused.refusal)
        }
        stopped => refusal(stopped),
    })
}

fn refusal<T>(run: Run<T>) -> Option<Refusal> {
    match run {
        Err(Stop::Refused(refusal)) => Some(*refusal),
        _ => None,
    }
}

/// The search path while a function runs: its own, or that of its maker and of the API.
fn path_of(function: &Function, body: &SqlText) -> Arc<[String]> {
    let own = function.search_path.as_deref();
    let of_callers = ["public", "extensions"].map(str::to_owned);
    let path = match own {
        Some(own) => own.to_vec(),
        None => body.search_path.iter().cloned().chain(of_callers).collect(),
    };
    path.into_iter().filter(|schema| schema != "$user").collect()
}

/// Whether a function is one that triggers run.
fn is_of_trigger(function: &Function) -> bool {
    matches!(&function.returns, Returns::Value(ty) if ty.name.name.ends_with("trigger"))
}

fn variables(function: &Function, is_trigger: bool) -> BTreeMap<String, Ty> {
    let mut all: BTreeMap<String, Ty> = BTreeMap::new();
    let is_sql = function.language == "sql";
    for param in function.params.iter().filter(|p| !is_sql || p.mode.is_input()) {
        if let Some(name) = &param.name {
            all.insert(name.clone(), Some(param.ty.clone()).filter(|ty| !ty.is_polymorphic()));
        }
    }
    if !is_sql {
        let of_trigger = OF_TRIGGERS.iter().chain(&["new", "old"]).filter(|_| is_trigger);
        all.extend(OF_BLOCKS.iter().chain(of_trigger).map(|name| ((*name).to_owned(), None)));
    }
    all
}

/// The tables whose rows a function's triggers run for.
fn trigger_tables(schema: &Schema) -> BTreeMap<Name, Vec<Name>> {
    let mut all: BTreeMap<Name, Vec<Name>> = BTreeMap::new();
    for (name, table) in schema.tables() {
        for trigger in table.triggers.values().filter(|trigger| trigger.enabled && trigger.for_each_row) {
            let tables = all.entry(trigger.function.clone()).or_default();
            if tables.last() != Some(name) {
                tables.push(name.clone());
            }
        }
    }
    all
}

/// The names that follow `TABLE`, `VIEW` or `EXISTS` in some body: what functions make for themselves, `CREATE TEMP TABLE name`.
fn made_by_bodies(schema: &Schema) -> BTreeSet<String> {
    let mut made = BTreeSet::new();
    for body in schema.functions.iter().filter_map(|(_, function)| function.body.as_ref()) {
        let text = body.text.to_ascii_lowercase();
        if !text.contains("create ") {
            continue;
        }
        let after = words(&text).zip(words(&text).skip(1));
        made.extend(
            after.filter(|(word, _)| matches!(*word, "table" | "view" | "exists")).map(|(_, name)| name.to_owned()),
        );
    }
    made
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty())
}

/// A name as it is folded.
fn plain(text: &statement::SqlText) -> String {
    text.text.trim().to_ascii_lowercase()
}

/// A field of a row that has no such column.
fn no_field(row: &str, field: &str) -> Refusal {
    Refusal {
        condition: Condition::UndefinedColumn,
        reason: format!("{row} has no column {field}"),
        missing: Some(Subject::Column(field.to_owned())),
    }
}

/// The row type that a type names: its columns.
fn row_of(schema: &Schema, ty: &SqlType) -> Option<Vec<Column>> {
    if ty.array { None } else { columns_of(schema, &ty.name) }
}
