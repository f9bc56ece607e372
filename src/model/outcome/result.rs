//! The result, once it was waited for: `{ data, error }` taken apart, kept whole, handed on.

use super::{ErrorUse, Follower};
use crate::facts::code::{
    BindingId, ExprId, ExprKind, List, Node, PatId, PatKind, PropertyKey, StmtId, StmtKind, UnaryOp,
};

impl Follower<'_> {
    /// `expr` is a result that has been waited for: `{ data, error }`.
    pub(super) fn result(&mut self, expr: ExprId) {
        if !self.spend() {
            return;
        }
        match self.code.parent(expr) {
            Node::Stmt(stmt) => match self.code.stmt(stmt).kind {
                StmtKind::Expr(_) => self.error(ErrorUse::Discarded),
                StmtKind::Return(_) => self.returned_result(stmt),
                StmtKind::Var { pattern, .. } => self.result_in_pattern(pattern),
                _ => self.error(ErrorUse::Escapes),
            },
            Node::Expr(parent) => self.result_in_expr(expr, parent),
            _ => {}
        }
    }

    fn result_in_expr(&mut self, expr: ExprId, parent: ExprId) {
        match self.code.expr(parent) {
            ExprKind::Member { object, property, .. } if object == expr => match self.code.str(property) {
                "error" => self.read(parent),
                // `(await x).throwOnError()` and the like hand the whole result on.
                "data" | "count" | "status" | "statusText" => self.error(ErrorUse::Dropped),
                // `results.find((r) => r.error)`, where many calls were waited for together.
                _ => match self.error_member_below(parent) {
                    Some(read) => self.read(read),
                    None => self.error(ErrorUse::Escapes),
                },
            },
            ExprKind::Assign { target, value, .. } if value == expr => match self.code.expr(target) {
                ExprKind::Pattern(p) => self.result_in_pattern(p),
                ExprKind::Ident { binding: Some(b), .. } => self.result_in_binding(b),
                _ => self.error(ErrorUse::Escapes),
            },
            ExprKind::Conditional { test, .. } if test == expr => self.error(ErrorUse::Dropped),
            ExprKind::Conditional { .. } | ExprKind::Binary { .. } => self.result(parent),
            ExprKind::Unary { op: UnaryOp::Void, .. } => self.error(ErrorUse::Discarded),
            _ => self.error(ErrorUse::Escapes),
        }
    }

    /// `return await promise`: what the caller does with the result is not this function's to tell.
    pub(super) fn returned_result(&mut self, stmt: StmtId) {
        self.outcome.returned_from = Some(self.code.function_above(self.code.stmt_parent(stmt)));
        self.error(ErrorUse::Escapes);
    }

    pub(super) fn result_in_pattern(&mut self, pattern: PatId) {
        match self.code.pattern(pattern).kind {
            PatKind::Name(binding) => self.result_in_binding(binding),
            PatKind::Default { pattern, .. } => self.result_in_pattern(pattern),
            PatKind::Object { properties } => self.result_destructured(properties),
            PatKind::Unknown => self.error(ErrorUse::Discarded),
            _ => self.error(ErrorUse::Escapes),
        }
    }

    fn result_destructured(&mut self, properties: List) {
        let mut use_of_error = ErrorUse::Dropped;
        for property in self.code.pattern_property_list(properties) {
            match property.key {
                PropertyKey::Name(key) if self.code.str(key) == "error" => {
                    use_of_error = self.error_bound(property.value);
                }
                PropertyKey::Spread => use_of_error = ErrorUse::Escapes,
                PropertyKey::Name(_) | PropertyKey::Computed(_) => self.bind_data(property.value),
            }
        }
        self.error(use_of_error);
    }

    /// The pattern that the `error` field is bound to.
    fn error_bound(&mut self, pattern: PatId) -> ErrorUse {
        match self.code.pattern(pattern).kind {
            PatKind::Name(binding) => {
                // A variable shared by several calls (`({ data, error } = await …)`) counts for all of them: which one
                // a later test looks at depends on the path taken.
                let reads = self.reads(binding);
                let use_of_error = if reads.is_empty() { ErrorUse::Bound } else { ErrorUse::Read };
                self.outcome.error_reads.extend(reads);
                use_of_error
            }
            PatKind::Default { pattern, .. } => self.error_bound(pattern),
            PatKind::Object { .. } | PatKind::Target(_) => ErrorUse::Read,
            _ => ErrorUse::Bound,
        }
    }

    fn bind_data(&mut self, pattern: PatId) {
        match self.code.pattern(pattern).kind {
            PatKind::Name(binding) => self.outcome.data.push(binding),
            PatKind::Default { pattern, .. } => self.bind_data(pattern),
            _ => {}
        }
    }

    /// `const res = await x`: read as `res.error`, destructured later, or handed on whole.
    pub(super) fn result_in_binding(&mut self, binding: BindingId) {
        self.outcome.data.push(binding);
        let reads = self.reads(binding);
        if reads.is_empty() {
            return self.error(ErrorUse::Discarded);
        }
        for reference in reads {
            self.result(reference);
        }
    }
}
