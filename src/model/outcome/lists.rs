//! Many promises at once: elements of `Promise.all([…])`, lists that promises are pushed to, lists of results.

use super::{ErrorUse, Follower, Wait};
use crate::facts::code::{BindingId, ExprId, ExprKind, Node, PatId, PatKind, StmtKind};

impl Follower<'_> {
    /// The variable whose `push` a callee is.
    pub(super) fn list_added_to(&self, callee: ExprId) -> Option<BindingId> {
        let ExprKind::Member { object, property, .. } = self.code.expr(callee) else { return None };
        match self.code.expr(object) {
            ExprKind::Ident { binding, .. } if self.code.str(property) == "push" => binding,
            _ => None,
        }
    }

    /// `list.push(promise)`: where `await Promise.all(list)` is a statement of its own, nobody looks at what came of it. Any
    /// other use of the list is not followed.
    pub(super) fn promise_in_list(&mut self, list: BindingId) {
        let is_left = |reference: &ExprId| -> bool {
            let Node::Expr(all) = self.code.parent(*reference) else { return false };
            let ExprKind::Call { callee, .. } = self.code.expr(all) else { return false };
            let is_all = matches!(self.code.path(callee).as_deref(), Some("Promise.all" | "Promise.allSettled"));
            let Node::Expr(wait) = self.code.parent(all) else { return false };
            let is_awaited = matches!(self.code.expr(wait), ExprKind::Await(_));
            let is_statement = matches!(
                self.code.parent(wait),
                Node::Stmt(s) if matches!(self.code.stmt(s).kind, StmtKind::Expr(_))
            );
            is_all && is_awaited && is_statement
        };
        let awaited = self.code.references(list).iter().any(is_left);
        if awaited {
            self.end(Wait::Awaited, ErrorUse::Discarded);
        } else {
            self.end(Wait::Passed, ErrorUse::Escapes);
        }
    }

    /// An element of an array literal that is given to `Promise.all`.
    pub(super) fn collected(&mut self, array: ExprId, index: Option<usize>) {
        let Node::Expr(call) = self.code.parent(array) else {
            return self.end(Wait::Passed, ErrorUse::Escapes);
        };
        let is_all = match self.code.expr(call) {
            ExprKind::Call { callee, .. } => {
                matches!(self.code.path(callee).as_deref(), Some("Promise.all" | "Promise.allSettled"))
            }
            _ => false,
        };
        if !is_all {
            return self.end(Wait::Passed, ErrorUse::Escapes);
        }
        match (self.code.parent(call), index) {
            (Node::Expr(wait), Some(index)) if matches!(self.code.expr(wait), ExprKind::Await(_)) => {
                self.outcome.wait = Wait::Awaited;
                self.results(wait, index);
            }
            _ => self.promise(call),
        }
    }

    /// `results` is an awaited array; the value followed is its element number `index`.
    fn results(&mut self, results: ExprId, index: usize) {
        match self.code.parent(results) {
            Node::Stmt(stmt) => match self.code.stmt(stmt).kind {
                StmtKind::Expr(_) => self.error(ErrorUse::Discarded),
                StmtKind::Return(_) => self.returned_result(stmt),
                StmtKind::Var { pattern, .. } => self.results_in_pattern(pattern, index),
                _ => self.error(ErrorUse::Escapes),
            },
            Node::Expr(parent) => match self.code.expr(parent) {
                ExprKind::Assign { target, .. } => match self.code.expr(target) {
                    ExprKind::Pattern(p) => self.results_in_pattern(p, index),
                    ExprKind::Ident { binding: Some(b), .. } => self.results_in_binding(b, index),
                    _ => self.error(ErrorUse::Escapes),
                },
                _ => self.error(ErrorUse::Escapes),
            },
            _ => {}
        }
    }

    fn results_in_pattern(&mut self, pattern: PatId, index: usize) {
        match self.code.pattern(pattern).kind {
            PatKind::Array { elements } => match self.code.pattern_list(elements).nth(index) {
                Some(element) => self.result_in_pattern(element),
                None => self.error(ErrorUse::Discarded),
            },
            PatKind::Name(binding) => self.results_in_binding(binding, index),
            _ => self.error(ErrorUse::Escapes),
        }
    }

    /// `const results = await Promise.all([…])`: read as `results[0].error`, `results.find(r => r.error)`, or handed on.
    fn results_in_binding(&mut self, binding: BindingId, index: usize) {
        let mut seen = false;
        for reference in self.reads(binding) {
            seen = true;
            match self.code.parent(reference) {
                Node::Expr(p) => match self.code.expr(p) {
                    ExprKind::Index { object, index: at } if object == reference => match self.code.expr(at) {
                        ExprKind::Number(n) if self.code.str(n).parse() != Ok(index) => {}
                        _ => self.result(p),
                    },
                    ExprKind::Member { property, .. } if self.code.str(property) == "length" => {}
                    // A callback looks at each result: whether it reads the error is told by a member of that name.
                    ExprKind::Member { .. } => match self.error_member_below(p) {
                        Some(read) => self.read(read),
                        None => self.error(ErrorUse::Dropped),
                    },
                    _ => self.error(ErrorUse::Escapes),
                },
                _ => self.loop_over(reference),
            }
        }
        if !seen {
            self.error(ErrorUse::Discarded);
        }
    }

    /// `for (const r of results)`.
    fn loop_over(&mut self, reference: ExprId) {
        if let Node::Stmt(stmt) = self.code.parent(reference) {
            match self.code.stmt(stmt).kind {
                StmtKind::Loop { binding: Some(p), .. } => return self.result_in_pattern(p),
                StmtKind::Var { pattern: p, .. } => return self.result_in_pattern(p),
                _ => {}
            }
        }
        self.error(ErrorUse::Escapes);
    }

    /// A read of `.error` in the arguments of the call that `member` is the callee of.
    pub(super) fn error_member_below(&self, member: ExprId) -> Option<ExprId> {
        let Node::Expr(call) = self.code.parent(member) else { return None };
        let range = self.code.range(call);
        (member.0..call.0).map(ExprId).find(|&e| {
            range.contains(self.code.range(e))
                && matches!(self.code.expr(e), ExprKind::Member { property, .. } if self.code.str(property) == "error")
        })
    }
}
