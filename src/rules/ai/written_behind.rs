//! What tools only collect, and the code behind them writes.

use std::collections::BTreeSet;

use crate::{
    facts::code::{BindingId, Code, ExprId, ExprKind},
    model::{
        Project,
        queries::{Op, Query},
    },
    source::span::{FileId, Range},
};

/// `const changed = {}; … if (tool.name === "rename") changed.title = …; … update(changed)`: what the tools filled is
/// written behind them.
pub(super) fn update_behind<'p>(project: &'p Project, file: FileId, code: &Code, tools: &[Range]) -> Option<&'p Query> {
    let filled = code.exprs.iter().filter_map(|e| match e.kind {
        ExprKind::Assign { target, .. } if tools.iter().any(|tool| tool.contains(e.range)) => {
            match (code.expr(target), root(code, target)) {
                (ExprKind::Member { .. }, Some(variable)) => Some(variable),
                _ => None,
            }
        }
        _ => None,
    });
    let filled: BTreeSet<BindingId> = filled.collect();
    let gives = |q: &&Query| q.payload.and_then(|given| root(code, given)).is_some_and(|b| filled.contains(&b));
    let is_behind = |q: &&Query| tools.iter().any(|tool| tool.end <= q.at.range.start);
    project.queries_in(file).iter().find(|q| q.op == Op::Update && is_behind(q) && gives(q))
}

/// The variable that an expression is a part of.
fn root(code: &Code, expr: ExprId) -> Option<BindingId> {
    match code.expr(expr) {
        ExprKind::Ident { binding, .. } => binding,
        ExprKind::Member { object, .. } => root(code, object),
        _ => None,
    }
}
