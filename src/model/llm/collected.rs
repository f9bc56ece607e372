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

impl Project {
    /// `const changed = {}; … if (tool.name === "rename") changed.title = …; … update(changed)`: the update behind the
    /// tools of a file that writes what they filled.
    #[must_use]
    pub fn update_behind(&self, file: FileId, tools: &[Range]) -> Option<&Query> {
        let code = self.file(file).code.as_ref()?;
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
        self.queries_in(file).iter().find(|q| q.op == Op::Update && is_behind(q) && gives(q))
    }
}

/// The variable that an expression is a part of.
fn root(code: &Code, expr: ExprId) -> Option<BindingId> {
    match code.expr(code.member_base(expr)) {
        ExprKind::Ident { binding, .. } => binding,
        _ => None,
    }
}
