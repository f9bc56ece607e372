//! Work that is left out where a key is not set, and answered as if it had been done: `if (!key) return json({ success: true })`.

use std::collections::BTreeSet;

use super::{Route, secrets};
use crate::{
    facts::code::{BinaryOp, Code, ExprId, ExprKind, List, Node, StmtKind, UnaryOp},
    model::{Project, calls::FnRef},
    source::span::{FileId, Span},
};

/// An answer of success that stands for work which nobody did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnsetWork {
    /// The test of the setting, with the answer.
    pub at: Span,
    /// The variables without which the work is left out.
    pub settings: BTreeSet<String>,
}

impl Project {
    /// Where an entry point tells of success because a secret setting is missing.
    #[must_use]
    pub fn unset_work(&self, route: &Route) -> Option<UnsetWork> {
        route.functions.iter().find_map(|&function| self.unset_work_in(function))
    }

    fn unset_work_in(&self, (file, function): FnRef) -> Option<UnsetWork> {
        let code = self.file(file).code.as_ref()?;
        code.within(function).find_map(|node| {
            let Node::Stmt(stmt) = node else { return None };
            let StmtKind::If { test, then, .. } = code.stmt(stmt).kind else { return None };
            if !code.ends_function(then) || !tells_success(code, then) {
                return None;
            }
            let settings = self.missing(file, code, test)?;
            (!settings.is_empty()).then(|| UnsetWork { at: code.stmt(stmt).range.in_file(file), settings })
        })
    }

    /// The secret settings that a test finds missing; none where it asks for anything that is there.
    fn missing(&self, file: FileId, code: &Code, test: ExprId) -> Option<BTreeSet<String>> {
        match code.expr(test) {
            ExprKind::Unary { op: UnaryOp::Not, operand } => {
                let is_value = matches!(code.expr(operand), ExprKind::Ident { .. } | ExprKind::Member { .. });
                is_value.then(|| secrets::names(&self.values(), &self.vocab, file, operand).into_iter().collect())
            }
            ExprKind::Binary { op: BinaryOp::Or, left, right } => {
                let mut names = self.missing(file, code, left)?;
                names.extend(self.missing(file, code, right)?);
                Some(names)
            }
            _ => None,
        }
    }
}

/// Whether a block speaks of success, and of no failure.
fn tells_success(code: &Code, block: List) -> bool {
    let mut is_success = false;
    for stmt in code.block(block) {
        for node in code.within_node(Node::Stmt(stmt)) {
            let Node::Expr(e) = node else { continue };
            let ExprKind::Object { properties } = code.expr(e) else { continue };
            for property in code.property_list(properties) {
                let says = matches!(code.expr(property.value), ExprKind::Bool(true));
                match code.property_name(&property) {
                    Some("success" | "ok" | "sent" | "queued") if says => is_success = true,
                    // It says itself that nothing was done.
                    Some("error" | "skipped" | "disabled" | "warning" | "success" | "ok" | "sent") => return false,
                    _ => {}
                }
            }
        }
    }
    is_success
}
