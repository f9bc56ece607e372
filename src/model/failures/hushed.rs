//! Calls whose failure whoever wrote them lets pass on purpose: `try { await track(page) } catch { /* best effort */ }`.

use super::handling::{of_block, of_callback, of_error_reads};
use crate::{
    facts::code::{BindingId, Code, ExprId, ExprKind, FnId, Node, StmtId, StmtKind},
    model::Project,
    source::span::Span,
};

/// Callers of callers are looked at this deep.
const DEPTH: u32 = 3;

impl Project {
    /// Whether the failure of a call is let pass on purpose: a `catch` around it, or around all calls of the function that it
    /// stands in, only writes a line or gives a default, and nothing that is done with the answer is missed.
    #[must_use]
    pub fn is_let_pass(&self, at: Span) -> bool {
        let Some(code) = self.file(at.file).code.as_ref() else { return false };
        let is_it = |e: &ExprId| code.range(*e) == at.range && matches!(code.expr(*e), ExprKind::Call { .. });
        let Some(call) = code.expr_ids().find(is_it) else { return false };
        let known = self.failures.remote.iter().find(|remote| remote.at == at);
        let reads = known.map_or(&[][..], |remote| &remote.outcome.error_reads);
        let goes_by = |&read: &ExprId| of_error_reads(code, &[read]).is_silent() || throws(code, read);
        reads.iter().all(goes_by) && is_hushed(code, call, DEPTH)
    }
}

fn is_hushed(code: &Code, call: ExprId, depth: u32) -> bool {
    if is_caught_by_callback(code, call) {
        return true;
    }
    if let Some((stmt, catch)) = code.catches(Node::Expr(call)).next() {
        return of_block(code, catch.body).is_silent() && is_all(code, call, stmt);
    }
    let calls = calls_of(code, code.function_of(call));
    depth > 0 && calls.is_some_and(|calls| calls.into_iter().all(|call| is_hushed(code, call, depth - 1)))
}

/// `client.functions.invoke("track", { body }).catch(() => {})`
fn is_caught_by_callback(code: &Code, call: ExprId) -> bool {
    let Node::Expr(member) = code.parent(call) else { return false };
    let (ExprKind::Member { property, .. }, Node::Expr(above)) = (code.expr(member), code.parent(member)) else {
        return false;
    };
    let ExprKind::Call { args, .. } = code.expr(above) else { return false };
    let handler = code.arg(args, 0).map(|handler| code.expr(handler));
    code.str(property) == "catch"
        && matches!(handler, Some(ExprKind::Function(f)) if of_callback(code, f).is_silent())
        && matches!(code.parent(above), Node::Stmt(_))
}

/// Whether nothing else is called with the answer in what a `try` guards: what shows it, keeps it or leads elsewhere is what
/// the call was for.
fn is_all(code: &Code, call: ExprId, stmt: StmtId) -> bool {
    let StmtKind::Try { block, finally, .. } = code.stmt(stmt).kind else { return false };
    let end = code.range(call).end;
    let goes_on = |node: Node| match node {
        Node::Expr(e) => {
            matches!(code.expr(e), ExprKind::Call { .. }) && code.range(e).start > end && !code.is_printed(e)
        }
        _ => false,
    };
    let within = |block| code.block(block).flat_map(|stmt| code.within_node(Node::Stmt(stmt)));
    !within(block).any(goes_on) && finally.is_none_or(|finally| !within(finally).any(goes_on))
}

/// Whether a test of an error leads to a `throw`: `if (error) throw error;`.
fn throws(code: &Code, read: ExprId) -> bool {
    let mut above = code.ancestors(Node::Expr(read));
    above.find_map(|node| if let Node::Stmt(stmt) = node { Some(stmt) } else { None }).is_some_and(|stmt| {
        match code.stmt(stmt).kind {
            StmtKind::Throw(_) => true,
            StmtKind::If { then, .. } => {
                code.block(then).next_back().is_some_and(|last| matches!(code.stmt(last).kind, StmtKind::Throw(_)))
            }
            _ => false,
        }
    })
}

/// The calls of a function that its file names; `None` where it is named otherwise, or exported.
fn calls_of(code: &Code, function: FnId) -> Option<Vec<ExprId>> {
    let mut bindings = (0u32..).map(BindingId).zip(&code.bindings);
    let own = bindings.find(|(_, b)| code.declared_function(b.origin) == Some(function))?.0;
    let call = |&name: &ExprId| match code.parent(name) {
        Node::Expr(above) => match code.expr(above) {
            ExprKind::Call { callee, .. } if callee == name => Some(above),
            _ => None,
        },
        _ => None,
    };
    let calls: Option<Vec<ExprId>> = code.references(own).iter().map(call).collect();
    calls.filter(|calls| !calls.is_empty())
}
