//! Entry points that are shut where the app serves its users.

use super::{Route, Step};
use crate::{
    facts::code::{BinaryOp, Code, ExprId, ExprKind, StmtId, StmtKind},
    model::{
        Project,
        values::{EnvName, env_read},
    },
};

impl Project {
    /// Whether a handler turns everybody away in production before it does anything:
    /// `if (process.env.NODE_ENV === "production") return notFound()`.
    #[must_use]
    pub fn is_closed_in_production(&self, route: &Route) -> bool {
        route.entry.steps.iter().filter_map(Step::function).any(|(file, function)| {
            let Some(code) = self.file(file).code.as_ref() else { return false };
            let effects = route.effects.iter().filter(|e| e.at.file == file).map(|e| e.at.range.start);
            let first = effects.min().unwrap_or(u32::MAX);
            let mut statements = code.block(code.function(function).body).flat_map(|stmt| unwrapped(code, stmt));
            statements.any(|stmt| code.stmt(stmt).range.end <= first && turns_away(code, stmt))
        })
    }
}

/// The statements of a `try`, else the one.
fn unwrapped(code: &Code, stmt: StmtId) -> Vec<StmtId> {
    match code.stmt(stmt).kind {
        StmtKind::Try { block, .. } => code.block(block).collect(),
        _ => vec![stmt],
    }
}

fn turns_away(code: &Code, stmt: StmtId) -> bool {
    let StmtKind::If { test, then, .. } = code.stmt(stmt).kind else { return false };
    let leaves = |s| matches!(code.stmt(s).kind, StmtKind::Return(_) | StmtKind::Throw(_));
    is_production(code, test) && code.block(then).any(leaves)
}

fn is_production(code: &Code, test: ExprId) -> bool {
    let ExprKind::Binary { op, left, right } = code.expr(test) else { return false };
    let is_environment = matches!(env_read(code, left), Some(EnvName::Literal(name)) if name == "NODE_ENV");
    let holds_in_production = match op {
        BinaryOp::Equal => code.string(right) == Some("production"),
        BinaryOp::NotEqual => matches!(code.string(right), Some("development" | "test")),
        _ => false,
    };
    is_environment && holds_in_production
}
