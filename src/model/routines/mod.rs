//! What the bodies of functions do: which tables they read and write, what they call, whether they ask who calls.

mod write;

use std::collections::{BTreeMap, BTreeSet};

pub use self::write::{Write, WriteKind};
use super::{
    access::faults::is_user_metadata,
    schema::{Function, FunctionKey, Name, Schema},
};
use crate::{
    frameworks::supabase::caller::{function_fact, setting_fact},
    sql::{
        expr::{self, Expr, ExprKind, Node, TableName, parse_expr, parse_query, parse_statements},
        statement::{Block, BlockKind, BlockStatement, LoopOver, RaiseLevel, SqlText, StatementKind},
    },
    vocab::Words,
};

/// What one function does.
#[derive(Clone, Debug, Default)]
pub struct Routine {
    /// Tables and views that it reads.
    pub reads: BTreeSet<Name>,
    /// Those of them whose rows its queries select; the others it only counts, adds up, or asks for.
    pub shows: BTreeSet<Name>,
    /// What it writes, in order.
    pub writes: Vec<Write>,
    /// Functions of the app that it calls.
    pub calls: BTreeSet<FunctionKey>,
    /// It asks, in its own body, who calls: his id, his role, his claims.
    pub asks_caller: bool,
    /// It can refuse by raising an exception.
    pub raises: bool,
    /// It reads, in its own body, what users write about themselves.
    pub reads_user_metadata: bool,
    /// It runs SQL that is put together at run time.
    pub dynamic: bool,
    /// Its body, or a part of it, could not be read.
    pub unread: bool,
    /// `NEW.column := value` and other assignments, in order.
    pub assignments: Vec<(String, Expr)>,
    /// The variables that take what a query gives, `SELECT … INTO v`, in order.
    pub taken: Vec<(String, expr::Query)>,
    /// The conditions that it tests, in order.
    pub conditions: Vec<Expr>,
    /// Names that something is compared with by `=`, wherever that stands: columns, variables, parameters.
    pub compared: BTreeSet<String>,
}

/// Functions with a body by their name, whatever schema they are in.
type ByName<'s> = BTreeMap<&'s str, Vec<(&'s FunctionKey, &'s Function)>>;

/// The functions of a schema that have a body, by key.
#[derive(Clone, Debug, Default)]
pub struct Routines {
    all: BTreeMap<FunctionKey, Routine>,
    failing: BTreeSet<FunctionKey>,
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
        let read = |(key, function): (&FunctionKey, &Function)| (key.clone(), Routine::of(context, function));
        Self { all: with_body().map(read).collect(), failing: BTreeSet::new() }
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

    /// Says which functions fail at every call.
    pub(super) fn set_failing(&mut self, failing: BTreeSet<FunctionKey>) {
        self.failing = failing;
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
        let mut reader = Reader { context, path, routine: Self::default() };
        match function.language.as_str() {
            "sql" => match parse_statements(&body.text) {
                Ok(statements) => statements.iter().for_each(|statement| reader.statement(statement)),
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

/// What is assigned or tested: a value, or what a query gives (`count(*) FROM t`).
enum Read {
    Value(Expr),
    Query(expr::Query),
}

/// The name of a variable, or of a field of one.
fn variable(target: &SqlText) -> String {
    target.text.trim().to_ascii_lowercase()
}

struct Reader<'s> {
    context: Context<'s>,
    path: &'s [String],
    routine: Routine,
}

impl Reader<'_> {
    fn block(&mut self, block: &Block) {
        for declaration in &block.declarations {
            if let Some(value) = &declaration.value {
                let name = declaration.name.name.clone();
                if declaration.cursor { self.sql(&value.text, &[]) } else { self.assign(name, value) }
            }
        }
        self.all(&block.body);
        for handler in &block.handlers {
            self.all(&handler.body);
        }
    }

    fn all(&mut self, statements: &[BlockStatement]) {
        for statement in statements {
            self.block_statement(&statement.kind);
        }
    }

    fn block_statement(&mut self, kind: &BlockKind) {
        match kind {
            BlockKind::Block(block) => self.block(block),
            BlockKind::Sql { statement, into } => {
                let targets = into.iter().flat_map(|into| &into.targets);
                self.embedded(&statement.kind, &targets.map(variable).collect::<Vec<_>>());
            }
            BlockKind::ReturnQuery(statement) | BlockKind::Perform(statement) => self.embedded(&statement.kind, &[]),
            BlockKind::Assign { target, value } => self.assign(variable(target), value),
            BlockKind::If { branches, otherwise } => {
                for branch in branches {
                    self.condition(&branch.condition);
                    self.all(&branch.body);
                }
                self.all(otherwise);
            }
            BlockKind::Case { subject, branches, otherwise } => {
                if let Some(subject) = subject {
                    self.condition(subject);
                }
                for branch in branches {
                    self.condition(&branch.condition);
                    self.all(&branch.body);
                }
                self.all(otherwise.as_deref().unwrap_or_default());
            }
            BlockKind::Loop { over, body, .. } => {
                match over {
                    LoopOver::Query { query, targets } => {
                        self.embedded(&query.kind, &targets.iter().map(variable).collect::<Vec<_>>());
                    }
                    LoopOver::While(condition) => self.condition(condition),
                    LoopOver::Array { array, .. } => self.expr(array),
                    LoopOver::Execute { .. } => self.routine.dynamic = true,
                    _ => {}
                }
                self.all(body);
            }
            BlockKind::Execute(execute) | BlockKind::ReturnExecute(execute) => {
                self.routine.dynamic = true;
                execute.using.iter().for_each(|value| self.expr(value));
                self.expr(&execute.command);
            }
            BlockKind::Raise(raise) => {
                self.routine.raises |= raise.level == RaiseLevel::Exception;
                // A notice that names the caller asks nothing of him.
                let asked = self.routine.asks_caller;
                raise.args.iter().for_each(|arg| self.expr(arg));
                self.routine.asks_caller = asked;
            }
            BlockKind::Return(value) | BlockKind::ReturnNext(value) => value.iter().for_each(|value| self.expr(value)),
            BlockKind::Unread { .. } => self.routine.unread = true,
            _ => {}
        }
    }

    fn embedded(&mut self, kind: &StatementKind, targets: &[String]) {
        let text = match kind {
            StatementKind::Query(query) => &query.text,
            StatementKind::Insert(insert) => &insert.text,
            StatementKind::Update(update) => &update.text,
            StatementKind::Delete(delete) => &delete.text,
            _ => return self.routine.unread = true,
        };
        self.sql(&text.text, targets);
    }

    fn sql(&mut self, text: &str, targets: &[String]) {
        let Ok(statements) = parse_statements(text) else { return self.routine.unread = true };
        for statement in statements {
            self.statement(&statement);
            if let expr::Statement::Query(query) = statement {
                self.routine.taken.extend(targets.iter().map(|target| (target.clone(), query.clone())));
            }
        }
    }

    fn assign(&mut self, target: String, value: &SqlText) {
        match self.parsed(value) {
            Some(Read::Value(tree)) => {
                self.show(&tree.shown_tables());
                self.routine.assignments.push((target, tree));
            }
            Some(Read::Query(query)) => {
                self.show(&query.shown_tables());
                self.routine.taken.push((target, query));
            }
            None => {}
        }
    }

    fn condition(&mut self, condition: &SqlText) {
        if let Some(Read::Value(tree)) = self.parsed(condition) {
            self.routine.conditions.push(tree);
        }
    }

    fn expr(&mut self, text: &SqlText) {
        match self.parsed(text) {
            Some(Read::Value(tree)) => self.show(&tree.shown_tables()),
            Some(Read::Query(query)) => self.show(&query.shown_tables()),
            None => {}
        }
    }

    /// Reads an expression and notes what it uses. `x := count(*) FROM t` is a query.
    fn parsed(&mut self, text: &SqlText) -> Option<Read> {
        if let Ok(tree) = parse_expr(&text.text) {
            tree.walk(&mut |node| self.node(node));
            return Some(Read::Value(tree));
        }
        let Ok(query) = parse_query(&format!("SELECT {}", text.text)) else {
            self.routine.unread = true;
            return None;
        };
        query.walk(&mut |node| self.node(node));
        Some(Read::Query(query))
    }

    /// Notes whose rows are selected.
    fn show(&mut self, tables: &[&TableName]) {
        let names: Vec<Name> = tables.iter().filter_map(|table| self.resolve(table)).collect();
        self.routine.shows.extend(names);
    }

    fn statement(&mut self, statement: &expr::Statement) {
        if let expr::Statement::Query(query) = statement {
            self.show(&query.shown_tables());
        }
        let asked = self.routine.asks_caller;
        statement.walk(&mut |node| self.node(node));
        if matches!(statement, expr::Statement::Insert(insert) if self.context.audit.has(&insert.table.name)) {
            self.routine.asks_caller = asked;
        }
    }

    fn node(&mut self, node: Node<'_>) {
        match node {
            Node::Expr(expr) => {
                self.routine.asks_caller |= asks_caller(expr);
                self.routine.reads_user_metadata |= is_user_metadata(expr);
                match &expr.kind {
                    ExprKind::Call(call) => self.call(&call.name, call.args.len()),
                    ExprKind::Binary(left, op, right) if op == "=" => {
                        let names = [left, right].into_iter().filter_map(|side| compared_name(side));
                        self.routine.compared.extend(names);
                    }
                    _ => {}
                }
            }
            Node::Read(table) => {
                if let Some(name) = self.resolve(table) {
                    self.routine.reads.insert(name);
                }
            }
            Node::Write(table, statement) => self.write(table, statement),
            Node::Query(_) => {}
        }
    }

    fn call(&mut self, name: &[String], arguments: usize) {
        let mut found = self.context.schema.functions_called(name, self.path);
        if found.is_empty() {
            // Out of the search path: the call fails, which harms nobody, or the path is not what the files say.
            let plain = name.last().map_or("", String::as_str);
            found = self.context.by_name.get(plain).cloned().unwrap_or_default();
        }
        for (key, function) in found.into_iter().filter(|(_, f)| f.takes(arguments) && f.body.is_some()) {
            self.routine.calls.insert(key.clone());
            // `f(who uuid DEFAULT auth.uid())`, called without it, asks who calls.
            let omitted = function.inputs().skip(arguments).filter_map(|parameter| parameter.default.as_deref());
            for default in omitted.filter_map(|text| parse_expr(text).ok()) {
                default.walk(&mut |node| {
                    if let Node::Expr(expr) = node {
                        self.routine.asks_caller |= asks_caller(expr);
                    }
                });
            }
        }
    }

    fn resolve(&self, table: &TableName) -> Option<Name> {
        self.context.schema.resolve_relation(table.schema.as_deref(), &table.name, self.path)
    }

    fn write(&mut self, written: &TableName, statement: &expr::Statement) {
        let table = self
            .resolve(written)
            .unwrap_or_else(|| Name::new(written.schema.as_deref().unwrap_or("public"), &*written.name));
        self.routine.writes.extend(Write::of(statement, table, self.context.schema));
    }
}
