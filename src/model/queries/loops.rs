//! Whether a call runs once or once for each of many things.

use std::collections::HashSet;

use rayon::prelude::*;

use crate::{
    facts::code::{Code, Enclosure, ExprId, ExprKind, FnId, Node},
    model::{File, values::Values},
    source::span::{FileId, Range},
};

/// The loop that `expr` runs in: a loop statement of its function, or an array method whose callback holds it.
pub(crate) fn enclosing_loop(code: &Code, expr: ExprId) -> Option<Range> {
    for enclosure in code.enclosures(Node::Expr(expr)) {
        match enclosure {
            Enclosure::Loop(stmt) => return Some(code.stmt(stmt).range),
            Enclosure::Function(function) => {
                let Node::Expr(own) = code.function(function).parent else { return None };
                if let Some(call) = callback_of_iteration(code, own) {
                    return Some(code.range(call));
                }
                // Any other function value runs when somebody calls it: that is no loop of ours.
                if !is_called_at_once(code, own) {
                    return None;
                }
            }
            _ => {}
        }
    }
    None
}

/// `xs.map(callback)` and its relatives, where `function` is the callback.
fn callback_of_iteration(code: &Code, function: ExprId) -> Option<ExprId> {
    let Node::Expr(call) = code.parent(function) else { return None };
    let ExprKind::Call { callee, args } = code.expr(call) else { return None };
    let is_argument = code.expr_list(args).any(|a| a == function);
    match code.expr(callee) {
        ExprKind::Member { property, .. } if is_argument => {
            let repeats = ["map", "forEach", "flatMap", "filter", "reduce", "some", "every", "find"];
            repeats.contains(&code.str(property)).then_some(call)
        }
        _ => None,
    }
}

/// `(async () => { … })()`.
fn is_called_at_once(code: &Code, function: ExprId) -> bool {
    match code.parent(function) {
        Node::Expr(call) => matches!(code.expr(call), ExprKind::Call { callee, .. } if callee == function),
        _ => false,
    }
}

/// The functions of the project that some loop calls.
pub(super) fn called_in_loops(files: &[File], values: &Values<'_>) -> HashSet<(FileId, FnId)> {
    let of_files = files.par_iter().enumerate().map(|(index, file)| {
        let Some(code) = &file.code else { return Vec::new() };
        let id = FileId(u32::try_from(index).unwrap_or(u32::MAX));
        let mut called = Vec::new();
        for (index, expr) in code.exprs.iter().enumerate() {
            let ExprKind::Call { callee, .. } = expr.kind else { continue };
            let call = ExprId(u32::try_from(index).unwrap_or(u32::MAX));
            if may_be_own(code, callee) && enclosing_loop(code, call).is_some() {
                called.extend(values.functions(id, callee));
            }
        }
        called
    });
    of_files.collect::<Vec<_>>().into_iter().flatten().collect()
}

/// Whether a callee can be a function of the project: a declared name, or a member of one.
fn may_be_own(code: &Code, callee: ExprId) -> bool {
    match code.expr(callee) {
        ExprKind::Ident { binding, .. } => binding.is_some(),
        ExprKind::Member { object, .. } => {
            matches!(code.expr(object), ExprKind::Ident { binding: Some(_), .. } | ExprKind::This)
        }
        _ => false,
    }
}
