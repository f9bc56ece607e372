//! The promise itself, before anybody waits for it: awaited, chained, kept in a variable, given away, returned.

use super::{ErrorUse, Follower, Wait, hidden::is_silent_handler};
use crate::facts::code::{BindingId, ExprId, ExprKind, FnId, Node, PatId, PatKind, StmtId, StmtKind, Sym, UnaryOp};

impl Follower<'_> {
    /// `expr` is a promise that nobody has waited for yet.
    pub(super) fn promise(&mut self, expr: ExprId) {
        if !self.spend() {
            return;
        }
        match self.code.parent(expr) {
            Node::Expr(parent) => self.promise_in_expr(expr, parent),
            Node::Stmt(stmt) => match self.code.stmt(stmt).kind {
                StmtKind::Expr(_) => self.end(Wait::Dropped, ErrorUse::Discarded),
                StmtKind::Return(_) => self.returned(stmt),
                StmtKind::Var { pattern, .. } => self.promise_in_pattern(pattern),
                _ => self.end(Wait::Passed, ErrorUse::Escapes),
            },
            Node::Function(_) | Node::Class(_) | Node::Module => {}
        }
    }

    fn promise_in_expr(&mut self, expr: ExprId, parent: ExprId) {
        match self.code.expr(parent) {
            ExprKind::Await(_) => {
                self.outcome.wait = Wait::Awaited;
                self.outcome.awaited_at.get_or_insert(parent);
                self.result(parent);
            }
            ExprKind::Unary { op: UnaryOp::Void, .. } => self.end(Wait::Void, ErrorUse::Discarded),
            ExprKind::Member { object, property, .. } if object == expr => self.promise_member(parent, property),
            // Asking whether there is a promise does not send it.
            ExprKind::Conditional { test, .. } if test == expr => {}
            ExprKind::Unary { op: UnaryOp::Not, .. } => {}
            ExprKind::Conditional { .. } => self.promise(parent),
            ExprKind::Binary { right, .. } if right == expr => self.promise(parent),
            ExprKind::Assign { target, value, .. } if value == expr => self.promise_assigned(target),
            ExprKind::Array { elements } => {
                let index = self.code.expr_list(elements).position(|e| e == expr);
                self.collected(parent, index);
            }
            ExprKind::Call { callee, .. } if callee != expr => self.promise_passed(parent, callee),
            _ => self.end(Wait::Passed, ErrorUse::Escapes),
        }
    }

    /// `promise.then(…)`, `.catch(…)`, `.finally(…)`, or another method that gives a promise again.
    fn promise_member(&mut self, member: ExprId, property: Sym) {
        let Node::Expr(call) = self.code.parent(member) else { return };
        let ExprKind::Call { callee, args } = self.code.expr(call) else { return };
        if callee != member {
            return;
        }
        if self.code.str(property) != "then" {
            let handler = self.code.arg(args, 0).filter(|_| self.code.str(property) == "catch");
            self.outcome.is_hidden |= handler.is_some_and(|handler| is_silent_handler(self.code, handler));
            self.promise(call);
            return;
        }
        self.outcome.wait = Wait::Then;
        match self.code.arg(args, 0).map(|a| self.code.expr(a)) {
            Some(ExprKind::Function(f)) => {
                let parameter = self.code.pattern_list(self.code.function(f).params).next();
                match parameter {
                    Some(p) => self.result_in_pattern(p),
                    None => self.error(ErrorUse::Discarded),
                }
            }
            Some(_) => self.error(ErrorUse::Escapes),
            None => {}
        }
    }

    /// A promise given to a call: `Promise.all(xs.map(…))` and `await withTimeout(x)` give its result on; from any
    /// other call it goes out of sight.
    fn promise_passed(&mut self, call: ExprId, callee: ExprId) {
        if let Some(list) = self.list_added_to(callee) {
            return self.promise_in_list(list);
        }
        let is_combinator = self.code.path(callee).is_some_and(|p| p.starts_with("Promise."));
        let is_awaited =
            matches!(self.code.parent(call), Node::Expr(p) if matches!(self.code.expr(p), ExprKind::Await(_)));
        if is_combinator || is_awaited {
            self.promise(call);
        } else {
            self.end(Wait::Passed, ErrorUse::Escapes);
        }
    }

    /// `return promise`, or the body of an arrow: the caller waits. In a `.map` callback the caller is `Promise.all`.
    fn returned(&mut self, stmt: StmtId) {
        let function = self.code.function_above(self.code.stmt_parent(stmt));
        self.outcome.returned_from = Some(function);
        if self.outcome.wait == Wait::Unknown {
            self.outcome.wait = Wait::Returned;
        }
        match self.mapped_over(function) {
            Some(call) if matches!(self.outcome.wait, Wait::Returned) => {
                self.outcome.wait = Wait::Unknown;
                self.promise(call);
            }
            Some(call) => self.promise(call),
            None => self.error(ErrorUse::Escapes),
        }
    }

    /// The call `xs.map(f)` whose callback `function` is.
    fn mapped_over(&self, function: FnId) -> Option<ExprId> {
        let Node::Expr(own) = self.code.function(function).parent else { return None };
        let Node::Expr(call) = self.code.parent(own) else { return None };
        let ExprKind::Call { callee, .. } = self.code.expr(call) else { return None };
        match self.code.expr(callee) {
            ExprKind::Member { property, .. } if matches!(self.code.str(property), "map" | "flatMap") => Some(call),
            _ => None,
        }
    }

    /// `const q = promise`: each use of `q` may wait for it.
    fn promise_in_pattern(&mut self, pattern: PatId) {
        match self.code.pattern(pattern).kind {
            PatKind::Name(binding) => self.promise_in_binding(binding),
            _ => self.end(Wait::Dropped, ErrorUse::Unknown),
        }
    }

    fn promise_assigned(&mut self, target: ExprId) {
        match self.code.expr(target) {
            ExprKind::Ident { binding: Some(b), .. } => self.promise_in_binding(b),
            _ => self.end(Wait::Passed, ErrorUse::Escapes),
        }
    }

    fn promise_in_binding(&mut self, binding: BindingId) {
        if self.seen.contains(&binding) {
            return;
        }
        self.seen.push(binding);
        for reference in self.reads(binding) {
            let top = self.chain_top(reference);
            self.promise(top);
        }
        if self.outcome.wait == Wait::Unknown {
            self.end(Wait::Dropped, ErrorUse::Discarded);
        }
    }

    /// The outermost call of `q.a(…).b(…)`, short of `then`, `catch` and `finally`.
    fn chain_top(&self, mut expr: ExprId) -> ExprId {
        while let Node::Expr(member) = self.code.parent(expr) {
            let ExprKind::Member { object, property, .. } = self.code.expr(member) else { break };
            if object != expr || matches!(self.code.str(property), "then" | "catch" | "finally") {
                break;
            }
            let Node::Expr(call) = self.code.parent(member) else { break };
            match self.code.expr(call) {
                ExprKind::Call { callee, .. } if callee == member => expr = call,
                _ => break,
            }
        }
        expr
    }
}
