//! What is done where a query's result carries an error: the branches of `if (error) …`.

use super::on_purpose;
use crate::{
    facts::code::{Code, ExprId, ExprKind, List, Node, StmtId, StmtKind, UnaryOp},
    model::{
        queries::Query,
        routes::{Subject, exits::always_exits},
    },
    source::span::Span,
};

/// A branch that is taken when a query failed.
pub(super) struct Branch {
    /// The whole `if`.
    pub(super) at: Span,
    /// The same.
    pub(super) stmt: StmtId,
    /// What is done.
    pub(super) body: List,
}

impl Branch {
    /// Whether the failure is thrown on.
    pub(super) fn throws(&self, code: &Code) -> bool {
        code.block(self.body).any(|s| matches!(code.stmt(s).kind, StmtKind::Throw(_)))
    }

    /// Whether the work goes on as if nothing had failed: nothing in the branch ends the function, and nothing but calls
    /// is made there.
    pub(super) fn goes_on(&self, code: &Code) -> bool {
        let only_calls = code.block(self.body).all(|s| match code.stmt(s).kind {
            StmtKind::Expr(e) => code.path(called(code, e)).is_some_and(|path| !path.ends_with(".push")),
            _ => false,
        });
        let has_other = matches!(code.stmt(self.stmt).kind, StmtKind::If { otherwise: Some(_), .. });
        only_calls && !has_other && !always_exits(code, self.body)
    }
}

/// What an expression calls, or itself.
fn called(code: &Code, expr: ExprId) -> ExprId {
    match code.expr(expr) {
        ExprKind::Await(inner) => called(code, inner),
        ExprKind::Call { callee, .. } => callee,
        _ => expr,
    }
}

/// The branches of `if (error) …` for a query; those that pick out one kind of failure (`if (error.code === "23505")`)
/// answer the caller's own mistake.
pub(super) fn branches(subject: &Subject<'_>, query: &Query) -> Vec<Branch> {
    let file = query.at.file;
    let Some(code) = subject.values.code(file) else { return Vec::new() };
    let mut found = Vec::new();
    for &read in &query.outcome.error_reads {
        let Some((stmt, test, body)) = tested_in(code, read) else { continue };
        if !on_purpose::allows(&subject.values, file, code, test) {
            found.push(Branch { at: code.stmt(stmt).range.in_file(file), stmt, body });
        }
    }
    found
}

/// The `if` whose condition a value is read in, the condition, and what it does when the error is there; `if (!error)`
/// says what it does without one.
fn tested_in(code: &Code, read: ExprId) -> Option<(StmtId, ExprId, List)> {
    let mut node = code.parent(read);
    loop {
        match node {
            Node::Expr(e) if matches!(code.expr(e), ExprKind::Unary { op: UnaryOp::Not, .. }) => return None,
            Node::Expr(e) => node = code.parent(e),
            Node::Stmt(s) => {
                return match code.stmt(s).kind {
                    StmtKind::If { test, then, .. } if code.range(test).contains(code.range(read)) => {
                        Some((s, test, then))
                    }
                    _ => None,
                };
            }
            _ => return None,
        }
    }
}
