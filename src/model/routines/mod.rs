//! What the bodies of functions do: which tables they read and write, what they call, whether they ask who calls.

mod composed;
mod multiplied;
mod reader;
mod write;

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

pub use self::multiplied::{Multiplied, sums_of_view};
pub use self::write::{Write, WriteKind};
use self::{composed::is_plain_type, reader::Reader};
use super::schema::{Function, FunctionKey, Name, Param, Schema};
use crate::{
    frameworks::supabase::{
        caller::{function_fact, setting_fact},
        queues::QueueDeed,
    },
    sql::expr::{self, Expr, ExprKind, Node, parse_statements},
    vocab::Words,
};

/// What one function does.
#[derive(Clone, Debug, Default)]
pub struct Routine {
    /// Tables and views that it reads.
    pub reads: BTreeSet<Name>,
    /// Those of them whose rows its queries select; the others it only counts, adds up, or asks for.
    pub shows: BTreeSet<Name>,
    /// The single columns that it gives back as its value, each with the table it stands in: `RETURN v` after
    /// `SELECT token INTO v FROM keys`.
    pub given: Vec<(Name, String)>,
    /// What it writes, in order.
    pub writes: Vec<Write>,
    /// The queues of the database that it uses, in order.
    pub queues: Vec<QueueUse>,
    /// Functions of the app that it calls.
    pub calls: BTreeSet<FunctionKey>,
    /// It asks, in its own body, who calls: his id, his role, his claims.
    pub asks_caller: bool,
    /// It can refuse by raising an exception.
    pub raises: bool,
    /// It reads, in its own body, what users write about themselves.
    pub reads_user_metadata: bool,
    /// It runs SQL that is put together at run time, and that its own text does not make clear.
    pub dynamic: bool,
    /// Text that the caller passes is a part of that SQL.
    pub takes_text: bool,
    /// The variables whose text it runs as it is: `EXECUTE query`.
    pub executed: BTreeSet<String>,
    /// Its body, or a part of it, could not be read.
    pub unread: bool,
    /// `NEW.column := value` and other assignments, in order.
    pub assignments: Vec<(String, Expr)>,
    /// The variables that take what a query gives, `SELECT … INTO v`, in order.
    pub taken: Vec<(String, expr::Query)>,
    /// Those of them that are the record of a loop, `FOR r IN SELECT …`.
    pub looped: Vec<(String, expr::Query)>,
    /// The conditions that it tests, in order.
    pub conditions: Vec<Expr>,
    /// Names that something is compared with by `=`, wherever that stands: columns, variables, parameters.
    pub compared: BTreeSet<String>,
    /// The sums of its queries that a join multiplies.
    pub multiplied: Vec<Multiplied>,
}

/// One use of a queue: `pgmq.send('mails', payload)`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueueUse {
    /// What is done with it.
    pub deed: QueueDeed,
    /// The queue, where its name is written out: `mails`.
    pub queue: Option<String>,
    /// The variables and parameters that stand as the other arguments: `payload`.
    pub given: Vec<String>,
}

/// Functions with a body by their name, whatever schema they are in.
type ByName<'s> = BTreeMap<&'s str, Vec<(&'s FunctionKey, &'s Function)>>;

/// The functions of a schema that have a body, by key.
#[derive(Clone, Debug, Default)]
pub struct Routines {
    all: BTreeMap<FunctionKey, Routine>,
    failing: BTreeSet<FunctionKey>,
    fruitless: BTreeSet<FunctionKey>,
}

impl Routines {
    /// Reads all bodies. `audit` names the tables of logs: who writes the caller's id there has not asked who he is.
    #[must_use]
    pub fn of(schema: &Schema, audit: &Words) -> Self {
        let with_body = || schema.functions.iter().filter(|(_, function)| function.body.is_some());
        let mut by_name: ByName<'_> = BTreeMap::new();
        for (key, function) in with_body() {
            by_name.entry(&key.name.name).or_default().push((key, function));
        }
        let context = Context { schema, by_name: &by_name, audit };
        let bodies: Vec<(&FunctionKey, &Function)> = with_body().collect();
        let read = |&(key, function): &(&FunctionKey, &Function)| (key.clone(), Routine::of(context, function));
        Self { all: bodies.par_iter().map(read).collect(), ..Self::default() }
    }

    /// What a function does.
    #[must_use]
    pub fn get(&self, key: &FunctionKey) -> Option<&Routine> {
        self.all.get(key)
    }

    /// Whether a function, and all that it calls, does nothing but read, as far as its text tells.
    #[must_use]
    pub fn only_reads(&self, key: &FunctionKey) -> bool {
        let reads = |routine: &Routine| routine.writes.is_empty() && !routine.dynamic && !routine.unread;
        self.reached(key).into_iter().all(|key| self.get(key).is_some_and(reads))
    }

    /// Whether every call of a function ends in an error, which undoes all that it did.
    #[must_use]
    pub fn fails(&self, key: &FunctionKey) -> bool {
        self.failing.contains(key)
    }

    /// Whether some call of a function may leave something behind: it does not fail each time, nor refuse or fail.
    #[must_use]
    pub fn may_last(&self, key: &FunctionKey) -> bool {
        !self.failing.contains(key) && !self.fruitless.contains(key)
    }

    /// Says which functions fail at every call, and which only ever refuse or fail.
    pub(super) fn set_failing(&mut self, failing: BTreeSet<FunctionKey>, fruitless: BTreeSet<FunctionKey>) {
        self.failing = failing;
        self.fruitless = fruitless;
    }

    /// The functions that use a queue themselves.
    pub fn queue_users(&self) -> impl Iterator<Item = &FunctionKey> {
        self.all.iter().filter(|(_, routine)| !routine.queues.is_empty()).map(|(key, _)| key)
    }

    /// The functions that call one.
    pub fn callers<'r>(&'r self, of: &FunctionKey) -> impl Iterator<Item = &'r FunctionKey> {
        self.all.iter().filter(move |(key, routine)| *key != of && routine.calls.contains(of)).map(|(key, _)| key)
    }

    /// What each function does, in the order of their names.
    pub fn all(&self) -> impl Iterator<Item = &Routine> {
        self.all.values()
    }

    /// The functions that are called from here, directly or through others, the first included.
    #[must_use]
    pub fn reached<'r>(&'r self, from: &'r FunctionKey) -> BTreeSet<&'r FunctionKey> {
        let mut seen = BTreeSet::from([from]);
        let mut open = vec![from];
        while let Some(key) = open.pop() {
            for called in self.get(key).into_iter().flat_map(|routine| &routine.calls) {
                if seen.insert(called) {
                    open.push(called);
                }
            }
        }
        seen
    }

    /// Whether a function asks who calls, itself or through one that it calls.
    #[must_use]
    pub fn asks_caller(&self, key: &FunctionKey) -> bool {
        self.reached(key).into_iter().filter_map(|key| self.get(key)).any(|routine| routine.asks_caller)
    }
}

impl Routine {
    fn of(context: Context<'_>, function: &Function) -> Self {
        let Some(body) = &function.body else { return Self::default() };
        let path = function.search_path.as_deref().unwrap_or(&body.search_path);
        let is_plain = |param: &&Param| param.ty.built_in_name().is_some_and(is_plain_type);
        let plain = function.params.iter().filter(is_plain).filter_map(|param| param.name.clone());
        let texts = function.inputs().filter(|param| matches!(param.ty.built_in_name(), Some("text" | "varchar")));
        let texts = texts.filter_map(|param| param.name.clone());
        let mut reader = Reader::new(context, path, plain.collect(), texts.collect());
        match function.language.as_str() {
            "sql" => match parse_statements(&body.text) {
                Ok(statements) => {
                    statements.iter().for_each(|statement| reader.statement(statement));
                    if let Some(expr::Statement::Query(query)) = statements.last() {
                        reader.give(query);
                    }
                }
                Err(_) => reader.routine.unread = true,
            },
            "plpgsql" => match &function.code {
                Some(block) => reader.block(block),
                None => reader.routine.unread = true,
            },
            _ => reader.routine.unread = true,
        }
        reader.routine
    }
}

/// Whether an expression asks who calls: `auth.uid()`, `auth.jwt()`, `current_setting('request.jwt.claims')`.
#[must_use]
pub fn asks_caller(expr: &Expr) -> bool {
    let ExprKind::Call(call) = &expr.kind else { return false };
    let setting = || {
        let name = call.args.first().and_then(|arg| arg.value.as_text());
        call.name.last().is_some_and(|name| name == "current_setting")
            && name.is_some_and(|n| setting_fact(n).is_some())
    };
    function_fact(&call.name).is_some() || setting()
}

/// Whether an expression names a column, variable or parameter that is one of these.
pub(super) fn names_any(expr: &Expr, is_wanted: impl Fn(&str) -> bool) -> bool {
    let mut found = false;
    expr.walk(&mut |node| {
        if let Node::Expr(Expr { kind: ExprKind::Column(parts), .. }) = node {
            found |= parts.last().is_some_and(|name| is_wanted(name));
        }
    });
    found
}

/// The name of a column, variable or parameter, casts and functions of one argument (`lower(x)`) aside.
fn compared_name(expr: &Expr) -> Option<String> {
    match &expr.kind {
        ExprKind::Column(parts) => parts.last().cloned(),
        ExprKind::Cast(inner, _) => compared_name(inner),
        ExprKind::Call(call) => match call.args.as_slice() {
            [only] => compared_name(&only.value),
            _ => None,
        },
        _ => None,
    }
}

/// What bodies are read against.
#[derive(Clone, Copy)]
struct Context<'s> {
    schema: &'s Schema,
    by_name: &'s ByName<'s>,
    audit: &'s Words,
}
