//! Work that is started on a server and that nobody waits for.

use crate::{
    facts::code::{Code, Enclosure, ExprId, ExprKind, FnId, MODULE, Node, StmtKind, UnaryOp},
    model::values::Values,
    source::span::{FileId, Span},
};

/// A promise that is let go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Floating {
    /// The call that starts the work.
    pub at: Span,
    /// The function it stands in.
    pub function: FnId,
    /// What is started, in words: `log()`, `a request`, `forEach with an async function`.
    pub what: String,
    /// Whether the work catches its own failures, so that only its end is in doubt.
    pub catches: bool,
}

/// The promises that a file lets go, other than database queries, which are lazy and are looked at elsewhere.
pub(super) fn floating(file: FileId, code: &Code, values: &Values<'_>) -> Vec<Floating> {
    let statements = code.stmts.iter().filter_map(|s| match s.kind {
        StmtKind::Expr(e) => Some(e),
        _ => None,
    });
    statements.filter_map(|statement| let_go(file, code, values, statement)).collect()
}

fn let_go(file: FileId, code: &Code, values: &Values<'_>, statement: ExprId) -> Option<Floating> {
    let call = match code.expr(statement) {
        ExprKind::Unary { op: UnaryOp::Void, operand } => operand,
        _ => statement,
    };
    let (call, is_caught) = started(code, call);
    let ExprKind::Call { callee, args } = code.expr(call) else { return None };
    let function = code.function_of(call);
    // What a module starts while it loads, the process outlives.
    if function == MODULE {
        return None;
    }
    let found = |what: String, catches: bool| {
        Some(Floating { at: code.range(call).in_file(file), function, what, catches: catches || is_caught })
    };
    if let ExprKind::Member { object, property, .. } = code.expr(callee)
        && code.str(property) == "forEach"
        && !matches!(code.expr(object), ExprKind::Call { .. })
        && let Some(ExprKind::Function(f)) = code.arg(args, 0).map(|a| code.expr(a))
        && code.function(f).is_async
        && awaits(code, f)
    {
        return found("forEach with an async function".to_owned(), catches_all(code, f));
    }
    if values.symbols(file, callee).iter().any(|s| s.is_global("fetch")) {
        return found("a request".to_owned(), false);
    }
    let targets = values.functions(file, callee);
    let (at, target) = *targets.first()?;
    let home = values.code(at)?;
    let is_work = home.function(target).is_async
        && awaits(home, target)
        && !is_called_here(code, callee)
        && !only_drains(home, target);
    let name = code.path(callee).unwrap_or_else(|| "a call".to_owned());
    if is_work { found(format!("{name}()"), catches_all(home, target)) } else { None }
}

/// `work()` of `work().then(next).catch(log)`, and whether its failure is caught.
fn started(code: &Code, call: ExprId) -> (ExprId, bool) {
    let (mut call, mut is_caught) = (call, false);
    while let ExprKind::Call { callee, .. } = code.expr(call)
        && let ExprKind::Member { object, property, .. } = code.expr(callee)
        && matches!(code.str(property), "then" | "catch" | "finally")
        && matches!(code.expr(object), ExprKind::Call { .. })
    {
        is_caught |= code.str(property) == "catch";
        call = object;
    }
    (call, is_caught)
}

/// `(async () => { … })()` says by its form that it goes its own way.
fn is_called_here(code: &Code, callee: ExprId) -> bool {
    matches!(code.expr(callee), ExprKind::Function(_))
}

/// Whether a function waits for anything: one that is only marked `async` is done when it returns.
fn awaits(code: &Code, function: FnId) -> bool {
    code.exprs_within(function).any(|e| matches!(code.expr(e), ExprKind::Await(_)))
}

/// `const drain = async (answer) => { try { await answer.text(); } catch {} }`: what is left of an answer is read and dropped.
fn only_drains(code: &Code, function: FnId) -> bool {
    let drains = |wait: ExprId| {
        let ExprKind::Await(call) = code.expr(wait) else { return true };
        let ExprKind::Call { callee, .. } = code.expr(call) else { return false };
        let reads = match code.expr(callee) {
            ExprKind::Member { property, .. } => {
                matches!(code.str(property), "text" | "json" | "arrayBuffer" | "blob" | "cancel")
            }
            _ => false,
        };
        reads && matches!(code.parent(wait), Node::Stmt(stmt) if matches!(code.stmt(stmt).kind, StmtKind::Expr(_)))
    };
    catches_all(code, function) && code.exprs_within(function).all(drains)
}

/// Whether all that a function waits for stands in a `try` with a `catch`.
fn catches_all(code: &Code, function: FnId) -> bool {
    code.exprs_within(function).filter(|&e| matches!(code.expr(e), ExprKind::Await(_))).all(|e| {
        code.catch_of(e).is_some()
            || code.enclosures_in_function(e).any(|enclosure| matches!(enclosure, Enclosure::CatchBody(_)))
            || matches!(code.parent(e), Node::Module)
    })
}
