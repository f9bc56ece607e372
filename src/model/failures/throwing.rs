//! Which helpers of the project can throw. One that only asks a client whose results carry their errors, or that catches
//! all that it does, never does: a `catch` around its call waits for something that does not happen.

use std::{cell::RefCell, collections::BTreeMap};

use super::remote::recognise;
use crate::{
    facts::code::{Code, ExprId, ExprKind, FnId, MODULE, Node, StmtKind},
    frameworks::supabase::remote::never_rejects,
    model::{queries::Query, values::Values},
    source::span::{FileId, Range},
};

/// Helpers are followed this deep; a deeper one is taken to throw.
const DEPTH: u32 = 4;

/// Tells which work can throw.
pub(in crate::model) struct Throwing<'a> {
    values: &'a Values<'a>,
    /// The queries of the whole project, by place.
    queries: &'a [Query],
    known: RefCell<BTreeMap<(FileId, FnId), bool>>,
}

impl<'a> Throwing<'a> {
    pub(in crate::model) fn new(values: &'a Values<'a>, queries: &'a [Query]) -> Self {
        Self { values, queries, known: RefCell::default() }
    }

    /// Whether the promise of a call can be rejected; what is out of sight can.
    pub(in crate::model) fn call(&self, file: FileId, code: &Code, call: ExprId) -> bool {
        self.call_within(file, code, call, DEPTH)
    }

    fn call_within(&self, file: FileId, code: &Code, call: ExprId, depth: u32) -> bool {
        let ExprKind::Call { callee, args } = code.expr(call) else { return false };
        if let Some(query) = self.query_at(file, code.range(call)) {
            return query.throws;
        }
        if recognise(file, code, self.values, callee, args).is_some() {
            return false;
        }
        let targets = self.values.functions(file, callee);
        if !targets.is_empty() {
            return targets.into_iter().any(|target| self.function(target, depth));
        }
        let symbols = self.values.symbols(file, callee);
        symbols.is_empty() || !symbols.iter().all(|s| never_rejects(s))
    }

    /// Whether a call that nobody waits for throws at once, by a `throw` in a helper of the project.
    pub(in crate::model) fn plain_call(&self, file: FileId, callee: ExprId) -> bool {
        self.plain_call_within(file, callee, DEPTH)
    }

    fn plain_call_within(&self, file: FileId, callee: ExprId, depth: u32) -> bool {
        depth == 0
            || self.values.functions(file, callee).into_iter().any(|(at, target)| {
                let Some(code) = self.values.code(at) else { return true };
                !code.function(target).is_async
                    && code.within(target).any(|node| {
                        let throws = match node {
                            Node::Stmt(s) => matches!(code.stmt(s).kind, StmtKind::Throw(_)),
                            Node::Expr(e) => match code.expr(e) {
                                ExprKind::Call { callee, .. } => self.plain_call_within(at, callee, depth - 1),
                                _ => false,
                            },
                            _ => false,
                        };
                        throws && !is_guarded(code, node)
                    })
            })
    }

    fn query_at(&self, file: FileId, range: Range) -> Option<&Query> {
        let first = self.queries.partition_point(|q| (q.at.file, q.at.range.start) < (file, range.start));
        self.queries[first..]
            .iter()
            .take_while(|q| q.at.file == file && q.at.range.start == range.start)
            .find(|q| q.at.range == range)
    }

    /// Whether something in a function can throw and nothing in it catches that.
    fn function(&self, (file, function): (FileId, FnId), depth: u32) -> bool {
        if depth == 0 || function == MODULE {
            return true;
        }
        if let Some(&known) = self.known.borrow().get(&(file, function)) {
            return known;
        }
        let Some(code) = self.values.code(file) else { return true };
        // A function that calls itself throws only where something else in it does.
        self.known.borrow_mut().insert((file, function), false);
        let throws = code.within(function).any(|node| self.node_throws(file, code, node, depth - 1));
        self.known.borrow_mut().insert((file, function), throws);
        throws
    }

    fn node_throws(&self, file: FileId, code: &Code, node: Node, depth: u32) -> bool {
        let throws = match node {
            Node::Stmt(s) => matches!(code.stmt(s).kind, StmtKind::Throw(_)),
            Node::Expr(e) => match code.expr(e) {
                ExprKind::Call { callee, .. } if is_waited_for(code, e) => {
                    // `Promise.all(xs.map(f))` fails when what it waits for does.
                    let is_combinator = code.path(callee).is_some_and(|p| p.starts_with("Promise."));
                    if is_combinator {
                        self.contents_throw(file, code, e, depth)
                    } else {
                        self.call_within(file, code, e, depth)
                    }
                }
                ExprKind::Call { callee, .. } => self.values.functions(file, callee).into_iter().any(|f| {
                    let is_plain = self.values.code(f.0).is_some_and(|c| !c.function(f.1).is_async);
                    is_plain && self.function(f, depth)
                }),
                _ => false,
            },
            _ => false,
        };
        throws && !is_guarded(code, node)
    }

    /// Whether any call inside an expression, callbacks included, can throw.
    fn contents_throw(&self, file: FileId, code: &Code, expr: ExprId, depth: u32) -> bool {
        code.descendants(Node::Expr(expr)).any(|node| match node {
            Node::Expr(e) if e != expr => {
                matches!(code.expr(e), ExprKind::Call { .. })
                    && is_waited_for(code, e)
                    && self.call_within(file, code, e, depth)
            }
            Node::Stmt(s) => matches!(code.stmt(s).kind, StmtKind::Throw(_)),
            _ => false,
        })
    }
}

/// Whether somebody waits for a call here: `await f()`, `return f()`, an element of an array of promises.
fn is_waited_for(code: &Code, call: ExprId) -> bool {
    match code.parent(call) {
        Node::Expr(parent) => matches!(code.expr(parent), ExprKind::Await(_) | ExprKind::Array { .. }),
        Node::Stmt(stmt) => matches!(code.stmt(stmt).kind, StmtKind::Return(_)),
        _ => false,
    }
}

/// Whether a `try` of the same function catches what a node throws.
fn is_guarded(code: &Code, node: Node) -> bool {
    code.catches(node).next().is_some()
}
