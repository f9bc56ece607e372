//! Whole rows in an answer, the secret columns of which nobody took out: hashes of passwords, tokens of sessions.

use std::{cell::RefCell, collections::BTreeSet};

use super::{Route, Step};
use crate::{
    facts::code::{BinaryOp, BindingId, Code, ExprId, ExprKind, List, Node, PatId, PatKind, PropertyKey, StmtKind},
    frameworks::handler::sends_answer,
    model::{
        Project,
        queries::{Bound, Columns, Condition, Op, Query},
        values::Root,
    },
    source::span::{FileId, Span},
};

/// A row that is handed out with a secret in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spilled {
    /// Where it goes into the answer.
    pub at: Span,
    /// The call of the database.
    pub query: Span,
    /// The table.
    pub table: String,
    /// The secret columns, as the table has them.
    pub columns: Vec<String>,
    /// Whether the rows are those of who calls, as far as conditions tell.
    pub is_own: bool,
}

/// Values are followed out of this many functions.
pub(super) const DEPTH: u32 = 2;

impl Project {
    /// The secrets that an entry point hands out with the rows they stand in, by place.
    #[must_use]
    pub fn spilled(&self, route: &Route) -> Vec<Spilled> {
        let effects = route.effects.iter().filter(|e| !e.in_guard);
        let queries = effects.filter_map(|e| self.query_of(e)).filter(|q| !q.op.is_write() || q.returning);
        let mut found: Vec<Spilled> = queries.filter_map(|q| self.spilled_by(route, q)).collect();
        found.sort_by_key(|s| s.at);
        found
    }

    fn spilled_by(&self, route: &Route, query: &Query) -> Option<Spilled> {
        let mut columns = self.secrets_read(query);
        let code = self.file(query.at.file).code.as_ref().filter(|_| !columns.is_empty())?;
        let held = Answer::new(self, route).holds(query.at.file, code, query.expr, DEPTH)?;
        let at = held.at;
        // `{ ...row, token: "***" }`: what is written over it is what the caller gets.
        columns.retain(|column| !held.over.iter().any(|name| crate::vocab::split(name) == crate::vocab::split(column)));
        let holder = self.file(at.file).code.as_ref()?;
        if columns.is_empty() || takes_out(self, code, query.expr) || takes_out_at(self, holder, at) {
            return None;
        }
        let is_own = route.authenticated.is_yes() && self.asks_for_own(route, query);
        Some(Spilled { at, query: query.at, table: query.tables.first()?.clone(), columns, is_own })
    }

    /// Whether a query finds rows by who calls, as far as its conditions tell.
    fn asks_for_own(&self, route: &Route, query: &Query) -> bool {
        // What a helper is given may come from the path.
        let may_be_anybody = route.entry.path.contains([':', '[']);
        let file = query.at.file;
        let is_given =
            |v| self.values().symbols(file, v).iter().any(|s| matches!(s.root, Root::Param(..)) && s.path.is_empty());
        let mut compared = query.conditions.iter().flat_map(Condition::comparisons).filter(|c| c.op == "eq");
        let is_own = compared.any(|c| {
            let (Some(column), Some(value)) = (c.column.as_deref(), c.value) else { return false };
            let names_owner = self.vocab.columns.owner.has(column);
            let is_safe = !may_be_anybody || names_owner && !is_given(value);
            (names_owner || column == "id") && is_safe && !self.is_sent_or_path(file, value)
        });
        is_own || !may_be_anybody && query.has_unread
    }

    /// The secret columns among those that a query reads, without what it was found by: that the caller knows.
    fn secrets_read(&self, query: &Query) -> Vec<String> {
        let all = || {
            let table = self.table_of(query).map(|(_, _, table)| table);
            table.map(|t| t.columns.iter().map(|c| c.name.clone()).collect()).unwrap_or_default()
        };
        let named: Vec<String> = match &query.columns {
            // What a write names is what it writes.
            _ if query.op.is_write() => {
                if self.gives_back_all(query) {
                    all()
                } else {
                    Vec::new()
                }
            }
            Columns::Named(names) => names.clone(),
            Columns::All => all(),
            Columns::Unknown => Vec::new(),
        };
        let is_counted = query.bound == Bound::CountOnly;
        let compared = query.filters();
        // The secret of what was just made is shown to who made it, once.
        let is_shown =
            |column: &str| query.op.is_write() && crate::vocab::split(column).last().is_some_and(|w| w == "secret");
        let is_spilled = |c: &String| {
            !compared.contains(&c.as_str()) && self.opens(c) && !is_shown(c) && !self.comes_from_caller(query, c)
        };
        named.into_iter().filter(|c| !is_counted && is_spilled(c)).collect()
    }

    /// Whether a column of a row that is added holds what the caller sent for it, or nothing: he reads there what he wrote.
    fn comes_from_caller(&self, query: &Query, column: &str) -> bool {
        let Some(code) = self.file(query.at.file).code.as_ref().filter(|_| query.op == Op::Insert) else {
            return false;
        };
        let mut given = query.written.iter().filter_map(|&object| match code.expr(object) {
            ExprKind::Object { properties } => code
                .property_list(properties)
                .find(|p| code.property_name(p).is_some_and(|n| crate::vocab::split(n) == crate::vocab::split(column))),
            _ => None,
        });
        match given.next() {
            Some(property) => self.is_sent(query.at.file, property.value),
            // What is put together before may be given more.
            None if !query.written.iter().any(|&object| query.at.range.contains(code.range(object))) => false,
            None => {
                let known = self.table_of(query).and_then(|(_, _, table)| table.column(column));
                known.is_none_or(|c| c.default.is_none())
            }
        }
    }

    /// Whether a write gives back the rows as they are: `insert(…).select()`, `update(…).returning()`.
    fn gives_back_all(&self, query: &Query) -> bool {
        let Some(code) = self.file(query.at.file).code.as_ref() else { return false };
        code.within_node(Node::Expr(query.expr)).any(|node| {
            let Node::Expr(e) = node else { return false };
            let ExprKind::Call { callee, args } = code.expr(e) else { return false };
            let ExprKind::Member { property, .. } = code.expr(callee) else { return false };
            let gives_all = args.is_empty() || code.arg(args, 0).and_then(|a| code.string(a)) == Some("*");
            gives_all && matches!(code.str(property), "select" | "returning")
        })
    }

    /// Whether what a column holds lets its reader act as somebody, or guess his password.
    fn opens(&self, column: &str) -> bool {
        let words = crate::vocab::split(column);
        let ends = |list: &[&str]| words.last().is_some_and(|w| list.contains(&w.as_str()));
        let of_session = words.iter().any(|w| matches!(w.as_str(), "access" | "refresh" | "session"));
        self.vocab.columns.password.has(column) || of_session && ends(&["token", "tokens"]) || ends(&["secret"])
    }
}

/// Where a value goes into an answer, and the names that are written over its own there.
pub(super) struct Held {
    pub(super) at: Span,
    over: Vec<String>,
}

/// What goes into the answer of an entry point.
pub(super) struct Answer<'p> {
    project: &'p Project,
    route: &'p Route,
    /// The names that were followed: one may stand in its own definition.
    followed: RefCell<BTreeSet<(FileId, BindingId)>>,
}

impl<'p> Answer<'p> {
    pub(super) fn new(project: &'p Project, route: &'p Route) -> Self {
        Self { project, route, followed: RefCell::default() }
    }

    /// Where the whole value of an expression is a part of the answer, not only something that was read from it.
    pub(super) fn holds(&self, file: FileId, code: &Code, expr: ExprId, depth: u32) -> Option<Held> {
        let mut value = expr;
        let mut over = Vec::new();
        loop {
            let parent = match code.parent(value) {
                Node::Expr(parent) => parent,
                Node::Stmt(stmt) => {
                    let mut held = match code.stmt(stmt).kind {
                        StmtKind::Var { pattern, .. } => self.named(file, code, pattern, depth),
                        StmtKind::Return(_) => self.returned(file, code, value, depth),
                        _ => None,
                    }?;
                    held.over.append(&mut over);
                    return Some(held);
                }
                _ => return None,
            };
            value = match code.expr(parent) {
                ExprKind::Object { properties } => {
                    over.extend(written_over(code, properties, value));
                    parent
                }
                ExprKind::Await(_)
                | ExprKind::Spread(_)
                | ExprKind::Array { .. }
                | ExprKind::Binary { op: BinaryOp::Or | BinaryOp::Coalesce, .. } => parent,
                ExprKind::Conditional { test, .. } if test != value => parent,
                ExprKind::Index { object, .. } if object == value => parent,
                ExprKind::Member { object, property, .. }
                    if object == value && matches!(code.str(property), "data" | "rows") =>
                {
                    parent
                }
                ExprKind::Call { callee, .. } | ExprKind::New { callee, .. } if callee != value => {
                    if sends_answer(code, callee) {
                        return Some(Held { at: code.range(value).in_file(file), over });
                    }
                    if code.path(callee).as_deref() != Some("JSON.stringify") {
                        return None;
                    }
                    parent
                }
                _ => return None,
            };
        }
    }

    fn named(&self, file: FileId, code: &Code, pattern: PatId, depth: u32) -> Option<Held> {
        let name = whole_name(code, pattern)?;
        let is_new = self.followed.borrow_mut().insert((file, name));
        code.references(name).iter().filter(|_| is_new).find_map(|&reference| self.holds(file, code, reference, depth))
    }

    fn returned(&self, file: FileId, code: &Code, value: ExprId, depth: u32) -> Option<Held> {
        let function = code.function_of(value);
        let is_handler = self.route.entry.steps.iter().any(|s| matches!(s, Step::Handler(f) if *f == (file, function)));
        if is_handler {
            let sends_what_it_returns = self.route.entry.kind.takes_arguments();
            return sends_what_it_returns.then(|| Held { at: code.range(value).in_file(file), over: Vec::new() });
        }
        let depth = depth.checked_sub(1)?;
        self.project.calls_on_way(self.route, (file, function)).into_iter().find_map(|(at, call)| {
            let there = self.project.file(at).code.as_ref()?;
            self.holds(at, there, call, depth)
        })
    }
}

/// The names that stand behind a spread value in an object: they are written over its own.
fn written_over(code: &Code, properties: List, value: ExprId) -> Vec<String> {
    let all = code.property_list(properties);
    let behind = all.skip_while(|p| p.value != value || p.key != PropertyKey::Spread).skip(1);
    behind.filter_map(|p| code.property_name(&p).map(str::to_owned)).collect()
}

/// The name that the whole of a result has: `user`, `{ data: user }`, `[user]`.
fn whole_name(code: &Code, pattern: PatId) -> Option<BindingId> {
    match code.pattern(pattern).kind {
        PatKind::Name(name) => Some(name),
        PatKind::Array { elements } => whole_name(code, code.pattern_list(elements).next()?),
        PatKind::Object { properties } => code.pattern_property_list(properties).find_map(|p| match p.key {
            PropertyKey::Name(key) if matches!(code.str(key), "data" | "rows") => whole_name(code, p.value),
            _ => None,
        }),
        _ => None,
    }
}

/// Whether the function around an expression deletes a secret, or writes something else over it.
fn takes_out(project: &Project, code: &Code, expr: ExprId) -> bool {
    let function = code.function_of(expr);
    code.exprs_within(function).any(|e| {
        let ExprKind::Member { property, .. } = code.expr(e) else { return false };
        let Node::Expr(parent) = code.parent(e) else { return false };
        let is_over = match code.expr(parent) {
            ExprKind::Unary { .. } => true,
            ExprKind::Assign { target, .. } => target == e,
            _ => false,
        };
        is_over && project.opens(code.str(property))
    })
}

fn takes_out_at(project: &Project, code: &Code, at: Span) -> bool {
    code.expr_ids().find(|&e| code.range(e) == at.range).is_some_and(|e| takes_out(project, code, e))
}
