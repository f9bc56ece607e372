//! Entry points that are shut where the app serves its users.

use super::{Route, Step, exits::always_exits};
use crate::{
    facts::code::{BinaryOp, Code, StmtId, StmtKind},
    frameworks::variables::tested_mode,
    model::Project,
};

impl Project {
    /// Whether a handler turns everybody away in production before it does anything:
    /// `if (process.env.NODE_ENV === "production") return notFound()`.
    #[must_use]
    pub fn is_closed_in_production(&self, route: &Route) -> bool {
        route.entry.steps.iter().filter_map(Step::function).any(|(file, function)| {
            let Some(code) = self.file(file).code.as_ref() else { return false };
            let own = code.function(function).range;
            let effects = route.effects.iter().filter(|e| e.at.file == file && own.contains(e.at.range));
            let first = effects.map(|e| e.at.range.start).min().unwrap_or(u32::MAX);
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
    let holds_in_production = matches!(
        tested_mode(code, test),
        Some((BinaryOp::Equal, "production") | (BinaryOp::NotEqual, "development" | "test"))
    );
    holds_in_production && always_exits(code, then)
}
