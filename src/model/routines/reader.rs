//! One walk over the body of a function.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    super::{access::faults::is_user_metadata, schema::Name},
    Context, QueueUse, Routine, Write, asks_caller, compared_name,
    composed::{composed, is_plain_type},
    multiplied, names_any,
};
use crate::frameworks::supabase::queues::queue_deed;
use crate::sql::{
    expr::{self, Expr, ExprKind, Node, TableName, parse_expr, parse_query, parse_statements},
    statement::{Block, BlockKind, BlockStatement, Execute, LoopOver, RaiseLevel, SqlText, StatementKind},
};

/// What is assigned or tested: a value, or what a query gives (`count(*) FROM t`).
enum Read {
    Value(Expr),
    Query(expr::Query),
}

/// What a call does with a queue.
fn queue_use(call: &expr::Call) -> Option<QueueUse> {
    let deed = queue_deed(&call.name)?;
    let (queue, others) = call.args.split_first()?;
    let queue = queue.value.as_text().map(str::to_owned);
    Some(QueueUse { deed, queue, given: others.iter().filter_map(|arg| compared_name(&arg.value)).collect() })
}

/// The name of a variable, or of a field of one.
fn variable(target: &SqlText) -> String {
    target.text.trim().to_ascii_lowercase()
}

/// Collects what a body does.
pub(super) struct Reader<'s> {
    pub(super) context: Context<'s>,
    pub(super) path: &'s [String],
    pub(super) routine: Routine,
    /// The column that each variable took from a query, and the table it stands in.
    held: BTreeMap<String, (Name, String)>,
    /// The variables that hold numbers, dates and the like, which no text hides in.
    plain: BTreeSet<String>,
    /// The parameters that are text, and the variables that are made of them.
    texts: BTreeSet<String>,
}

impl<'s> Reader<'s> {
    /// Nothing has been read yet.
    pub(super) fn new(
        context: Context<'s>,
        path: &'s [String],
        plain: BTreeSet<String>,
        texts: BTreeSet<String>,
    ) -> Self {
        Self { context, path, routine: Routine::default(), held: BTreeMap::new(), plain, texts }
    }
}

impl Reader<'_> {
    pub(super) fn block(&mut self, block: &Block) {
        for declaration in &block.declarations {
            if declaration.type_name.as_ref().is_some_and(|ty| is_plain_type(&ty.name.to_ascii_lowercase())) {
                self.plain.insert(declaration.name.name.clone());
            }
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
                        let before = self.routine.taken.len();
                        self.embedded(&query.kind, &targets.iter().map(variable).collect::<Vec<_>>());
                        if targets.len() == 1 {
                            let taken = self.routine.taken.get(before..).unwrap_or_default();
                            self.routine.looped.extend_from_slice(taken);
                        }
                    }
                    LoopOver::While(condition) => self.condition(condition),
                    LoopOver::Array { array, .. } => self.expr(array),
                    LoopOver::Execute { execute, targets } => self.execute(execute, targets),
                    _ => {}
                }
                self.all(body);
            }
            BlockKind::Execute(execute) | BlockKind::ReturnExecute(execute) => {
                let targets = execute.into.as_ref().map(|into| into.targets.as_slice());
                self.execute(execute, targets.unwrap_or_default());
            }
            BlockKind::Raise(raise) => {
                self.routine.raises |= raise.level == RaiseLevel::Exception;
                // A notice that names the caller asks nothing of him.
                let asked = self.routine.asks_caller;
                raise.args.iter().for_each(|arg| self.expr(arg));
                self.routine.asks_caller = asked;
            }
            BlockKind::Return(value) => value.iter().for_each(|value| self.returned(value)),
            BlockKind::ReturnNext(value) => value.iter().for_each(|value| self.expr(value)),
            BlockKind::Unread { .. } => self.routine.unread = true,
            _ => {}
        }
    }

    fn execute(&mut self, execute: &Execute, targets: &[SqlText]) {
        execute.using.iter().for_each(|value| self.expr(value));
        self.expr(&execute.command);
        if let Some(text) = composed(execute, &self.plain) {
            return self.sql(&text, &targets.iter().map(variable).collect::<Vec<_>>());
        }
        self.routine.dynamic = true;
        let is_text = |name: &str| self.texts.contains(name);
        let takes_text = parse_expr(&execute.command.text).is_ok_and(|command| names_any(&command, is_text));
        self.routine.takes_text |= takes_text;
        self.routine.executed.insert(variable(&execute.command));
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
                for (index, target) in targets.iter().enumerate() {
                    if let Some(column) = self.column_of(&query, index) {
                        self.held.insert(target.clone(), column);
                    }
                }
                self.routine.taken.extend(targets.iter().map(|target| (target.clone(), query.clone())));
            }
        }
    }

    fn assign(&mut self, target: String, value: &SqlText) {
        match self.parsed(value) {
            Some(Read::Value(tree)) => {
                self.show(&tree.shown_tables());
                if names_any(&tree, |name| self.texts.contains(name)) {
                    self.texts.insert(target.clone());
                }
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

    fn returned(&mut self, text: &SqlText) {
        if let Some(column) = self.held.get(&variable(text)) {
            self.routine.given.push(column.clone());
        }
        match self.parsed(text) {
            Some(Read::Value(tree)) => {
                self.show(&tree.shown_tables());
                if let ExprKind::Subquery(query) = &tree.kind {
                    self.give(query);
                }
            }
            Some(Read::Query(query)) => self.show(&query.shown_tables()),
            None => {}
        }
    }

    /// Notes the column that a query gives back, where it is a single one.
    pub(super) fn give(&mut self, query: &expr::Query) {
        let is_single = query.as_select().is_some_and(|select| select.items.len() == 1);
        let column = self.column_of(query, 0).filter(|_| is_single);
        self.routine.given.extend(column);
    }

    /// The column that a query of one table selects at a place.
    fn column_of(&self, query: &expr::Query, index: usize) -> Option<(Name, String)> {
        let item = query.as_select()?.items.get(index)?;
        let ExprKind::Column(parts) = &item.value.kind else { return None };
        match query.shown_tables().as_slice() {
            [table] => Some((self.resolve(table)?, parts.last()?.clone())),
            _ => None,
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

    pub(super) fn statement(&mut self, statement: &expr::Statement) {
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
                    ExprKind::Call(call) => {
                        self.call(&call.name, call.args.len());
                        self.routine.queues.extend(queue_use(call));
                    }
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
            Node::Query(query) => {
                let found = multiplied::of_query(self.context.schema, self.path, query);
                self.routine.multiplied.extend(found);
            }
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
