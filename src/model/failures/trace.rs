//! What is left of a failure that nobody reads: sometimes the next line fails on it, or it is missing in a count.

use crate::{
    facts::code::{BindingId, Code, ExprId, ExprKind, List, Node, StmtKind, UnaryOp},
    model::outcome::Outcome,
};

/// What is left of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Trace {
    /// Nothing.
    #[default]
    None,
    /// `if (!error) saved++`: it is left out of a number that is shown.
    Count,
    /// `run!.id`: the next line stumbles over what is not there, and says so in its own words.
    NextLine,
}

/// What is left of the failure of a call.
pub(super) fn of(code: &Code, call: ExprId, outcome: &Outcome) -> Trace {
    if outcome.data.iter().any(|&data| is_stumbled_over(code, call, data)) {
        Trace::NextLine
    } else if outcome.error_reads.iter().any(|&read| is_counted(code, read)) {
        Trace::Count
    } else {
        Trace::None
    }
}

/// Whether the first use of a row takes a member of it without asking whether it is there, wherever the call ran.
fn is_stumbled_over(code: &Code, call: ExprId, row: BindingId) -> bool {
    let Some(&first) = code.references(row).iter().min_by_key(|&&read| code.range(read).start) else { return false };
    let Node::Expr(above) = code.parent(first) else { return false };
    let takes = match code.expr(above) {
        // Of a whole result those are always there.
        ExprKind::Member { object, property, optional: false } => {
            object == first && !matches!(code.str(property), "data" | "error" | "count" | "status" | "statusText")
        }
        _ => false,
    };
    let around: Vec<_> = code.enclosures_in_function(call).collect();
    takes
        && code.function_of(first) == code.function_of(call)
        && code.enclosures_in_function(first).all(|enclosure| around.contains(&enclosure))
}

/// `if (!error) saved++`, `if (!error) done.push(id)`, and the number or the list is looked at elsewhere.
fn is_counted(code: &Code, read: ExprId) -> bool {
    let Node::Expr(test) = code.parent(read) else { return false };
    let ExprKind::Unary { op: UnaryOp::Not, .. } = code.expr(test) else { return false };
    let Node::Stmt(stmt) = code.parent(test) else { return false };
    match code.stmt(stmt).kind {
        StmtKind::If { then, otherwise: None, .. } => only_counts(code, then),
        _ => false,
    }
}

fn only_counts(code: &Code, block: List) -> bool {
    let mut counts = false;
    let all_do = code.block(block).all(|stmt| {
        let StmtKind::Expr(e) = code.stmt(stmt).kind else { return false };
        let counted = counted_in(code, e);
        counts |= counted.is_some_and(|binding| code.references(binding).len() > 1);
        counted.is_some() || code.is_printed(e)
    });
    all_do && counts
}

/// The variable that an expression counts in.
fn counted_in(code: &Code, expr: ExprId) -> Option<BindingId> {
    let mut target = match code.expr(expr) {
        ExprKind::Update { target, .. } | ExprKind::Assign { op: Some(_), target, .. } => target,
        ExprKind::Call { callee, .. } => match code.expr(callee) {
            ExprKind::Member { object, property, .. } if code.str(property) == "push" => object,
            _ => return None,
        },
        _ => return None,
    };
    loop {
        match code.expr(target) {
            ExprKind::Ident { binding, .. } => return binding,
            ExprKind::Member { object, .. } => target = object,
            _ => return None,
        }
    }
}
