//! Limiters that count in memory.

use super::Weakness;
use crate::{
    facts::code::{Code, ExprId, ExprKind, FnId, MODULE, Node, PatKind, StmtKind},
    source::span::Range,
};

/// A `new Map()` of the module that a function of the limiter reads and writes.
pub(super) fn lost(code: &Code, function: FnId) -> Option<(Range, Weakness)> {
    code.block(code.function(MODULE).body).find_map(|stmt| {
        let StmtKind::Var { pattern, init: Some(init), .. } = code.stmt(stmt).kind else { return None };
        let ExprKind::New { callee, .. } = code.expr(init) else { return None };
        let PatKind::Name(binding) = code.pattern(pattern).kind else { return None };
        let name = code.str(code.binding(binding).name);
        if code.ident(callee) != Some("Map") || !names_count(name) && !answers_429(code, function) {
            return None;
        }
        let within = |e: &ExprId| code.function(function).range.contains(code.range(*e));
        let uses: Vec<ExprId> = code.references(binding).iter().copied().filter(within).collect();
        let is_called = |name: &str| uses.iter().any(|&e| member_of(code, e) == Some(name));
        (is_called("get") && is_called("set")).then(|| (code.range(init), Weakness::Memory(name.to_owned())))
    })
}

fn member_of(code: &Code, object: ExprId) -> Option<&str> {
    let Node::Expr(parent) = code.parent(object) else { return None };
    match code.expr(parent) {
        ExprKind::Member { property, .. } => Some(code.str(property)),
        _ => None,
    }
}

fn names_count(name: &str) -> bool {
    const WORDS: [&str; 9] = ["rate", "limit", "limits", "limiter", "hits", "attempts", "requests", "counts", "calls"];
    crate::vocab::split(name).iter().any(|w| WORDS.contains(&w.as_str()))
}

fn answers_429(code: &Code, function: FnId) -> bool {
    code.descendants(Node::Function(function)).any(
        |node| matches!(node, Node::Expr(e) if matches!(code.expr(e), ExprKind::Number(n) if code.str(n) == "429")),
    )
}
