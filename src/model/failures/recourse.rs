//! Failures that a `catch` passes over and that harm nobody: a value for the bad day is there before, another way
//! follows, or what comes after refuses to go on without the result.

use super::{
    Stake, announced,
    guard::{Gate, bars, gate_after},
    handling,
};
use crate::facts::code::{
    BinaryOp, BindingId, Code, Enclosure, ExprId, ExprKind, FnId, FunctionForm, List, LoopForm, Node, Origin, PatKind,
    StmtId, StmtKind, UnaryOp,
};

/// Whether the work goes on in a way that was meant for this failure. Lost rights and lost money are told all the same.
pub(super) fn is_there(code: &Code, home: FnId, stmt: StmtId, block: List, stake: Stake) -> bool {
    let is_met = || keeps_default(code, block, stake) || has_other_way(code, home, stmt);
    stake < Stake::Rights && is_met() || stake == Stake::Work && gives_hint(code, block)
}

/// `const sheet = await open(bytes); if (sheet.pages > 2) toast("Two are enough");`: what is lost is a hint.
fn gives_hint(code: &Code, block: List) -> bool {
    let is_toast = |stmt: StmtId| match code.stmt(stmt).kind {
        StmtKind::Expr(e) => match code.expr(e) {
            ExprKind::Call { callee, .. } => code.path(callee).is_some_and(|p| p == "toast" || p.starts_with("toast.")),
            _ => false,
        },
        _ => false,
    };
    let mut hints = false;
    let nothing_else = code.block(block).all(|stmt| match code.stmt(stmt).kind {
        StmtKind::Var { .. } => true,
        StmtKind::If { then, otherwise: None, .. } => {
            hints = true;
            code.block(then).all(is_toast)
        }
        _ => false,
    });
    nothing_else && hints
}

/// Work in a `catch` that ends by telling of the first failure, with an error or a status of one: nobody takes it for done,
/// though what fails beside it is told to nobody.
pub(super) fn is_told_around(code: &Code, stmt: StmtId) -> bool {
    let mut around = code.enclosures(Node::Stmt(stmt)).take_while(|e| !matches!(e, Enclosure::Function(_)));
    around.any(|e| match e {
        Enclosure::CatchBody(outer) => match code.stmt(outer).kind {
            StmtKind::Try { catch: Some(catch), .. } => announced::tells_failure(code, catch.body),
            _ => false,
        },
        _ => false,
    })
}

/// Work that already deals with a failure: in a `catch` or a `finally` there is nobody left to tell, and a function that
/// tidies up runs after the thing itself.
pub(super) fn is_second_try(code: &Code, stmt: StmtId) -> bool {
    let mut around = code.enclosures(Node::Stmt(stmt));
    around.any(|e| match e {
        Enclosure::CatchBody(_) | Enclosure::FinallyBody(_) => true,
        Enclosure::Function(function) => tidies_up(code, function),
        _ => false,
    })
}

/// `if (error) { await files.remove([path]); throw error; }`, and the same in a `catch`: what was begun is taken back, and
/// what it is taken back for is told. `errors` are the looks at what failed before.
pub(super) fn is_taken_back(code: &Code, call: ExprId, errors: &[ExprId]) -> bool {
    let asks = |test: ExprId| errors.iter().any(|&read| code.range(test).contains(code.range(read)));
    code.enclosures_in_function(call).any(|around| match around {
        Enclosure::Then(stmt) => match code.stmt(stmt).kind {
            StmtKind::If { test, then, .. } => asks(test) && announced::tells_failure(code, then),
            _ => false,
        },
        Enclosure::CatchBody(stmt) => match code.stmt(stmt).kind {
            StmtKind::Try { catch: Some(catch), .. } => announced::tells_failure(code, catch.body),
            _ => false,
        },
        _ => false,
    })
}

/// `{ run, cleanup: async () => { … } }`. A declared `function cleanup()` may be all that a job does.
fn tidies_up(code: &Code, function: FnId) -> bool {
    let function = code.function(function);
    let name = function.name.map(|name| code.str(name).to_ascii_lowercase());
    function.form != FunctionForm::Declaration
        && name.is_some_and(|name| matches!(name.as_str(), "cleanup" | "teardown" | "dispose"))
}

/// `const boat = await ask().catch(() => null); if (!boat) return refuse();`: who failed is turned away.
pub(super) fn is_result_refused(code: &Code, call: ExprId, callback: FnId) -> bool {
    let gives_something = code.within(callback).any(|node| match node {
        Node::Stmt(s) => match code.stmt(s).kind {
            StmtKind::Return(Some(value)) => !counts_as_no(code, value),
            _ => false,
        },
        _ => false,
    });
    let Some((result, end)) = kept_in(code, call) else { return false };
    !gives_something && gate_after(code, &[result], end) == Some(Gate::Closes)
}

fn counts_as_no(code: &Code, value: ExprId) -> bool {
    match code.expr(value) {
        ExprKind::Null | ExprKind::Bool(false) => true,
        ExprKind::Ident { name, binding: None } => code.str(name) == "undefined",
        _ => code.string(value) == Some(""),
    }
}

/// `let me = ""; try { me = (await ask()).id; } catch {} if (!me) return refuse();`: who failed is turned away.
pub(super) fn is_refused_later(code: &Code, stmt: StmtId, block: List) -> bool {
    let end = code.stmt(stmt).range.end;
    filled(code, block).into_iter().any(|binding| gate_after(code, &[binding], end) == Some(Gate::Closes))
}

/// `let me = null; try { me = await ask(); } catch {} if (me && me.role !== "crew") return refuse();`: whoever could not be
/// asked about is let in. A test of the variable alone may as well greet somebody who is known.
pub(super) fn is_let_in_later(code: &Code, stmt: StmtId, block: List) -> bool {
    let end = code.stmt(stmt).range.end;
    filled(code, block).into_iter().any(|binding| lets_in(code, binding, end))
}

/// The same of `const me = await ask().catch(() => null);`.
pub(super) fn is_let_in_without(code: &Code, call: ExprId) -> bool {
    kept_in(code, call).is_some_and(|(result, end)| lets_in(code, result, end))
}

/// `try { const me = await ask(); if (me.role !== "mate") return refuse(); } catch {}`: who is asked is turned away, and who
/// could not be asked is not.
pub(super) fn bars_inside(code: &Code, block: List) -> bool {
    code.block(block).any(|stmt| match code.stmt(stmt).kind {
        StmtKind::If { then, .. } => bars(code, then),
        _ => false,
    })
}

/// `let known = false; try { known = !!(await ask()); } catch { known = true; } if (!known) return refuse();`: who could not
/// be asked about counts as known.
pub(super) fn is_let_in_by_catch(code: &Code, stmt: StmtId, block: List, catch: List) -> bool {
    let end = code.stmt(stmt).range.end;
    filled(code, block).into_iter().any(|binding| {
        grants_on_failure(code, catch, binding) && gate_after(code, &[binding], end) == Some(Gate::Closes)
    })
}

/// Whether a `catch` says yes in place of the check that failed: `catch { known = true; }`.
pub(in crate::model) fn grants_on_failure(code: &Code, catch: List, known: BindingId) -> bool {
    code.block(catch).any(|stmt| match code.stmt(stmt).kind {
        StmtKind::Expr(e) => match code.expr(e) {
            ExprKind::Assign { op: None, target, value } => {
                variable(code, target) == Some(known) && matches!(code.expr(value), ExprKind::Bool(true))
            }
            _ => false,
        },
        _ => false,
    })
}

fn lets_in(code: &Code, binding: BindingId, end: u32) -> bool {
    let asks_more = code.references(binding).iter().any(|&read| {
        let is_left = |above| match code.expr(above) {
            ExprKind::Binary { op: BinaryOp::And, left, .. } => left == read,
            _ => false,
        };
        code.range(read).start >= end && matches!(code.parent(read), Node::Expr(above) if is_left(above))
    });
    asks_more && matches!(gate_after(code, &[binding], end), Some(Gate::Opens { .. }))
}

/// `let me = ""; try { me = (await ask()).id; } catch {} if (!me) me = body.id;`: what the caller says of himself is believed.
pub(super) fn is_believed_later(code: &Code, stmt: StmtId, block: List, is_sent: &dyn Fn(ExprId) -> bool) -> bool {
    let end = code.stmt(stmt).range.end;
    filled(code, block).into_iter().any(|binding| {
        let reads = code.references(binding).iter().copied().filter(|&read| code.range(read).start >= end);
        reads.into_iter().any(|read| stand_in(code, binding, read).is_some_and(is_sent))
    })
}

/// What is taken in place of a variable that is empty: `b` of `a?.id || b`, and of `if (!a && …) a = b`.
fn stand_in(code: &Code, binding: BindingId, read: ExprId) -> Option<ExprId> {
    let mut value = read;
    while let Node::Expr(above) = code.parent(value) {
        match code.expr(above) {
            ExprKind::Member { object, .. } if object == value => value = above,
            ExprKind::Binary { op: BinaryOp::Or | BinaryOp::Coalesce, left, right } if left == value => {
                return Some(right);
            }
            ExprKind::Assign { op: None, target, value: given } if target == value && value == read => {
                let asks = |test: ExprId| is_asked_for_absence(code, binding, test);
                let is_without = code.enclosures_in_function(read).any(|around| match around {
                    Enclosure::Then(stmt) => matches!(code.stmt(stmt).kind, StmtKind::If { test, .. } if asks(test)),
                    _ => false,
                });
                return is_without.then_some(given);
            }
            _ => return None,
        }
    }
    None
}

/// `!me`, `!me && body.id`.
fn is_asked_for_absence(code: &Code, binding: BindingId, test: ExprId) -> bool {
    match code.expr(test) {
        ExprKind::Unary { op: UnaryOp::Not, operand } => variable(code, operand) == Some(binding),
        ExprKind::Binary { op: BinaryOp::And, left, right } => {
            is_asked_for_absence(code, binding, left) || is_asked_for_absence(code, binding, right)
        }
        _ => false,
    }
}

/// The variable that keeps what an awaited call gives, and the end of its statement.
fn kept_in(code: &Code, call: ExprId) -> Option<(BindingId, u32)> {
    let Node::Expr(wait) = code.parent(call) else { return None };
    let Node::Stmt(stmt) = code.parent(wait) else { return None };
    let StmtKind::Var { pattern, .. } = code.stmt(stmt).kind else { return None };
    match code.pattern(pattern).kind {
        PatKind::Name(result) => Some((result, code.stmt(stmt).range.end)),
        _ => None,
    }
}

/// The variables that begin as nothing and that a block fills at its end. A line for the console may follow: what fails has
/// failed before.
fn filled(code: &Code, block: List) -> Vec<BindingId> {
    let is_aside = |stmt: StmtId| matches!(code.stmt(stmt).kind, StmtKind::Expr(e) if code.is_printed(e));
    let Some(last) = code.block(block).rev().find(|&stmt| !is_aside(stmt)) else { return Vec::new() };
    let assigned = code.within_node(Node::Stmt(last)).filter_map(|node| match node {
        Node::Expr(e) => match code.expr(e) {
            ExprKind::Assign { target, .. } => variable(code, target).filter(|_| begins_empty(code, target)),
            _ => None,
        },
        _ => None,
    });
    assigned.collect()
}

/// Whether a variable is nothing, or a value that counts as no, until something is assigned to it.
fn begins_empty(code: &Code, variable: ExprId) -> bool {
    match code.initial(variable) {
        Some(init) => match code.expr(init) {
            ExprKind::Array { .. } | ExprKind::Object { .. } | ExprKind::Bool(true) => false,
            _ => handling::is_default(code, init),
        },
        None => declared(code, variable).is_some(),
    }
}

/// `let zone = "UTC"; try { zone = await ask(); } catch {}`: the value for the bad day is there before. Where no more
/// than a read fails, that may be anything that is no empty value: `let picture = original`.
fn keeps_default(code: &Code, block: List, stake: Stake) -> bool {
    let has_default = |target: ExprId| {
        code.initial(target).is_some_and(|init| match code.string(init) {
            Some(text) => !text.is_empty(),
            None => stake <= Stake::Read && is_spare(code, init),
        })
    };
    let mut assigns = false;
    let only_assigns = code.block(block).all(|stmt| match code.stmt(stmt).kind {
        StmtKind::Var { .. } => true,
        StmtKind::Expr(e) => match code.expr(e) {
            ExprKind::Assign { target, .. } => {
                assigns = true;
                has_default(target)
            }
            _ => false,
        },
        _ => false,
    });
    only_assigns && assigns
}

/// Something that is at hand already and that the work can go on with.
fn is_spare(code: &Code, value: ExprId) -> bool {
    match code.expr(value) {
        ExprKind::Ident { name, .. } => code.str(name) != "undefined",
        ExprKind::Member { .. } | ExprKind::Template { .. } => true,
        _ => false,
    }
}

/// `try { return await ask(); } catch {} return made_here();`: what follows is for the bad day.
fn has_other_way(code: &Code, home: FnId, stmt: StmtId) -> bool {
    let whole = code.stmt(stmt).range;
    let says = |s: StmtId| match code.stmt(s).kind {
        StmtKind::Return(Some(value)) => {
            !handling::is_default(code, value) && !matches!(code.expr(value), ExprKind::Jsx(_))
        }
        _ => false,
    };
    let answers_inside = code.within(home).any(|node| match node {
        Node::Stmt(s) => whole.contains(code.stmt(s).range) && says(s),
        _ => false,
    });
    let follows = || announced::statements_after(code, home, whole).last().is_some_and(|&s| says(s));
    answers_inside && (follows() || has_next_candidate(code, stmt))
}

/// `for (const path of ["/a.ico", "/b.png"]) { try { … return path; } catch { continue; } }`: the next one is tried.
fn has_next_candidate(code: &Code, stmt: StmtId) -> bool {
    let mut around = code.enclosures(Node::Stmt(stmt)).take_while(|e| !matches!(e, Enclosure::Function(_)));
    around.any(|e| match e {
        Enclosure::Loop(around) => match code.stmt(around).kind {
            StmtKind::Loop { form: LoopForm::ForOf, header: Some(list), .. } => is_written_list(code, list),
            _ => false,
        },
        _ => false,
    })
}

/// An array of two or more that stands in the code, there or in the constant that is named.
fn is_written_list(code: &Code, list: ExprId) -> bool {
    match code.expr(code.initial(list).unwrap_or(list)) {
        ExprKind::Array { elements } => code.expr_list(elements).len() > 1,
        _ => false,
    }
}

fn variable(code: &Code, target: ExprId) -> Option<BindingId> {
    match code.expr(target) {
        ExprKind::Ident { binding, .. } => binding,
        _ => None,
    }
}

/// The declaration of a variable.
fn declared(code: &Code, variable_of: ExprId) -> Option<StmtId> {
    match code.binding(variable(code, variable_of)?).origin {
        Origin::Var(stmt) => Some(stmt),
        _ => None,
    }
}
