//! Whether a call runs once or once for each of many things.

use std::collections::HashMap;

use rayon::prelude::*;

use crate::{
    facts::code::{Code, Enclosure, ExprId, ExprKind, FnId, List, LoopForm, Node, StmtKind},
    model::{File, values::Values},
    source::span::{FileId, Range, Span},
};

/// What makes a call run more than once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Repeat {
    /// The call itself, or the call of its function that a loop makes.
    pub at: Span,
    /// What is gone over.
    pub over: Over,
    /// The loop: the statement, or the call of the array's method.
    pub whole: Span,
}

/// What a loop goes over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Over {
    /// Items of a list that may be long.
    Items,
    /// A list written out in the code.
    Few,
    /// Nothing: it counts, or runs until something is done, as a reader of pages does.
    Steps,
}

/// What repeats `expr`: a loop statement of its function, or an array method whose callback holds it.
pub(crate) fn enclosing_loop(file: FileId, code: &Code, expr: ExprId) -> Option<Repeat> {
    let found =
        |over, whole: Range| Some(Repeat { at: code.range(expr).in_file(file), over, whole: whole.in_file(file) });
    for enclosure in code.enclosures(Node::Expr(expr)) {
        match enclosure {
            Enclosure::Loop(stmt) => {
                let StmtKind::Loop { form, header, .. } = code.stmt(stmt).kind else { return None };
                let whole = code.stmt(stmt).range;
                return match (form, header) {
                    (LoopForm::ForOf | LoopForm::ForIn | LoopForm::ForAwaitOf, Some(list)) => {
                        found(over(code, list, DEPTH), whole)
                    }
                    _ => found(Over::Steps, whole),
                };
            }
            Enclosure::Function(function) => {
                let Node::Expr(own) = code.function(function).parent else { return None };
                if let Some((list, call)) = callback_of_iteration(code, own) {
                    return found(over(code, list, DEPTH), code.range(call));
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

/// The longest head of a list that counts as a few.
const FEW: u32 = 20;

/// A list is followed this far to what it is made of.
const DEPTH: u32 = 8;

/// So many lists that a list is put together of are looked at.
const PARTS: usize = 4;

/// Whether a list stays short: written out in the code, here or as a constant, or cut to a few.
fn over(code: &Code, list: ExprId, depth: u32) -> Over {
    let Some(depth) = depth.checked_sub(1) else { return Over::Items };
    match code.expr(list) {
        ExprKind::Array { elements } => {
            // Put together of some short lists, it is short.
            let mut parts = code.expr_list(elements).filter_map(|e| match code.expr(e) {
                ExprKind::Spread(list) => Some(list),
                _ => None,
            });
            let is_short = parts.by_ref().take(PARTS).all(|list| over(code, list, depth) == Over::Few);
            if is_short && parts.next().is_none() { Over::Few } else { Over::Items }
        }
        ExprKind::Conditional { then, otherwise, .. } => {
            let is_short = |list| over(code, list, depth) == Over::Few;
            if is_short(then) && is_short(otherwise) { Over::Few } else { Over::Items }
        }
        ExprKind::Call { callee, args } => match code.expr(callee) {
            ExprKind::Member { property, .. } if code.str(property) == "slice" && is_cut_short(code, args) => Over::Few,
            // As many come out as go in, or fewer.
            ExprKind::Member { object, property, .. }
                if matches!(code.str(property), "map" | "filter" | "sort" | "reverse") =>
            {
                over(code, object, depth)
            }
            _ => Over::Items,
        },
        ExprKind::Ident { binding: Some(binding), .. } if code.binding(binding).constant => match code.initial(list) {
            // A list that begins empty is filled later.
            Some(init) if matches!(code.expr(init), ExprKind::Array { elements } if elements.is_empty()) => Over::Items,
            Some(init) if matches!(code.expr(init), ExprKind::Array { .. } | ExprKind::Call { .. }) => {
                over(code, init, depth)
            }
            _ => Over::Items,
        },
        _ => Over::Items,
    }
}

/// `slice(0, 10)`, also with a constant for the ten.
fn is_cut_short(code: &Code, args: List) -> bool {
    let number = |index| {
        let arg = code.arg(args, index)?;
        match code.expr(code.initial(arg).unwrap_or(arg)) {
            ExprKind::Number(n) => code.str(n).parse::<u32>().ok(),
            _ => None,
        }
    };
    matches!((number(0), number(1)), (Some(first), Some(end)) if end.saturating_sub(first) <= FEW)
}

/// The list `xs` of `xs.map(callback)` and its relatives, where `function` is the callback, and the whole call.
fn callback_of_iteration(code: &Code, function: ExprId) -> Option<(ExprId, ExprId)> {
    let Node::Expr(call) = code.parent(function) else { return None };
    let ExprKind::Call { callee, args } = code.expr(call) else { return None };
    let is_argument = code.expr_list(args).any(|a| a == function);
    match code.expr(callee) {
        ExprKind::Member { object, property, .. } if is_argument => {
            let repeats = ["map", "forEach", "flatMap", "filter", "reduce", "some", "every", "find"];
            repeats.contains(&code.str(property)).then_some((object, call))
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

/// The functions of the project that some loop calls, with the first such call in the order of files; and those that these
/// call whenever they run.
pub(super) fn called_in_loops(files: &[File], values: &Values<'_>) -> HashMap<(FileId, FnId), Repeat> {
    let of_files = files.par_iter().enumerate().map(|(index, file)| {
        let Some(code) = &file.code else { return Vec::new() };
        let id = FileId(u32::try_from(index).unwrap_or(u32::MAX));
        let mut called = Vec::new();
        for (call, expr) in code.all_exprs() {
            let ExprKind::Call { callee, .. } = expr.kind else { continue };
            if may_be_own(code, callee)
                && let Some(repeat) = enclosing_loop(id, code, call)
            {
                called.extend(values.functions(id, callee).into_iter().map(|f| (f, repeat)));
            }
        }
        called
    });
    let mut first = HashMap::new();
    for (function, repeat) in of_files.collect::<Vec<_>>().into_iter().flatten() {
        first.entry(function).or_insert(repeat);
    }
    let mut through: Vec<((FileId, FnId), Repeat)> =
        first.iter().map(|(&function, &repeat)| (function, repeat)).collect();
    through.sort_unstable_by_key(|(function, _)| *function);
    let through: Vec<_> = through
        .into_par_iter()
        .flat_map_iter(|(function, repeat)| called_always(values, function).into_iter().map(move |f| (f, repeat)))
        .collect();
    for (function, repeat) in through {
        first.entry(function).or_insert(repeat);
    }
    first
}

/// The functions that a function waits for whenever it runs: `const all = await storage.members();`.
fn called_always(values: &Values<'_>, (file, function): (FileId, FnId)) -> Vec<(FileId, FnId)> {
    let Some(code) = values.code(file) else { return Vec::new() };
    let calls = code.exprs_within(function).filter_map(|e| match code.expr(e) {
        ExprKind::Await(call) => match code.expr(call) {
            ExprKind::Call { callee, .. } => Some((call, callee)),
            _ => None,
        },
        _ => None,
    });
    let always = calls.filter(|&(call, callee)| {
        may_be_own(code, callee) && code.enclosures_in_function(call).all(|e| matches!(e, Enclosure::TryBlock(_)))
    });
    always.flat_map(|(_, callee)| values.functions(file, callee)).collect()
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
