//! What has to hold before a check is made.

use super::Guards;
use crate::{
    facts::code::{Code, Enclosure, ExprId, ExprKind, StmtKind, UnaryOp},
    model::{
        calls::FnRef,
        routes::{branches::conditions, exits::always_exits, secrets},
    },
    source::span::FileId,
};

impl Guards<'_> {
    /// The conditions under which a check is made, and the settings without which something else is done in its place:
    /// `if (!secret) event = JSON.parse(body); else event = constructEvent(…)`.
    pub(super) fn asked_before(&self, code: &Code, function: FnRef, check: ExprId) -> Vec<ExprId> {
        let mut found = conditions(code, check);
        found.extend(code.enclosures_in_function(check).filter_map(|enclosure| match enclosure {
            Enclosure::Else(stmt) => match code.stmt(stmt).kind {
                StmtKind::If { test, then, .. } if !always_exits(code, then) => {
                    self.asks_for_setting(code, function.0, test).then_some(test)
                }
                _ => None,
            },
            Enclosure::ConditionalElse(expr) => match code.expr(expr) {
                ExprKind::Conditional { test, .. } => self.asks_for_setting(code, function.0, test).then_some(test),
                _ => None,
            },
            _ => None,
        }));
        found
    }

    /// Whether a condition is that a secret setting is missing, and nothing else.
    fn asks_for_setting(&self, code: &Code, file: FileId, condition: ExprId) -> bool {
        let ExprKind::Unary { op: UnaryOp::Not, operand } = code.expr(condition) else { return false };
        !secrets::names(&self.values, &self.project.vocab, file, operand).is_empty()
    }
}
