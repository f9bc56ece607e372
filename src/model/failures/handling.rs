//! What a piece of code does with a failure: the body of a `catch`, the branch of `if (error)`.

use super::announced::statements_after;
use crate::{
    facts::code::{
        BinaryOp, Code, Enclosure, ExprId, ExprKind, FnId, List, Node, Property, PropertyKey, StmtId, StmtKind, UnaryOp,
    },
    source::span::Range,
};

/// What happens with a failure, from worst to best.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Handling {
    /// Nothing at all.
    #[default]
    Nothing,
    /// It is written to the console, and the work goes on.
    Logged,
    /// A default takes the place of the result, perhaps logged.
    Default,
    /// Only one kind of failure is dealt with, the others vanish.
    OneKind,
    /// Somebody learns of it: rethrown, returned, shown, answered, reported, undone.
    Handled,
}

impl Handling {
    /// Whether nobody learns of the failure.
    #[must_use]
    pub fn is_silent(self) -> bool {
        self < Self::Handled
    }
}

/// What a block does with the failure that led into it.
#[must_use]
pub fn of_block(code: &Code, block: List) -> Handling {
    let mut best = Handling::Nothing;
    for stmt in code.block(block) {
        best = best.max(of_stmt(code, stmt));
    }
    best
}

/// What the callback of `.catch` does.
pub(super) fn of_callback(code: &Code, function: FnId) -> Handling {
    let function = code.function(function);
    let mut statements = code.block(function.body);
    match (statements.next().map(|s| code.stmt(s).kind), statements.len()) {
        // `() => null`, `e => console.error(e)`: the value of the body takes the place of the result.
        (Some(StmtKind::Return(Some(value))), 0) => {
            if code.is_printed(value) {
                Handling::Logged
            } else if is_default(code, value) {
                Handling::Default
            } else {
                Handling::Handled
            }
        }
        _ => of_block(code, function.body),
    }
}

pub(super) fn of_stmt(code: &Code, stmt: StmtId) -> Handling {
    match code.stmt(stmt).kind {
        StmtKind::Throw(_) => Handling::Handled,
        StmtKind::Return(None) => Handling::Nothing,
        StmtKind::Return(Some(value)) => {
            if is_default(code, value) {
                Handling::Default
            } else {
                Handling::Handled
            }
        }
        StmtKind::Expr(e) => of_expr(code, e),
        StmtKind::Var { init: Some(e), .. } => match code.expr(e) {
            ExprKind::Await(_) => Handling::Handled,
            _ => Handling::Nothing,
        },
        StmtKind::If { test, then, otherwise } => {
            let both = otherwise.map(|o| of_block(code, o));
            let then = of_block(code, then);
            match both {
                Some(other) => then.max(other),
                None if then == Handling::Handled && tests_kind(code, test) => Handling::OneKind,
                None => then,
            }
        }
        StmtKind::Block(list) => of_block(code, list),
        StmtKind::Try { block, .. } => of_block(code, block),
        StmtKind::Loop { body, .. } => of_block(code, body),
        StmtKind::Switch { cases, .. } => {
            code.case_list(cases).map(|case| of_block(code, case.body)).max().unwrap_or_default()
        }
        StmtKind::Unknown => Handling::Handled,
        _ => Handling::Nothing,
    }
}

/// `e instanceof ZodError`, `e.code === '23505'`: one kind of failure.
fn tests_kind(code: &Code, test: ExprId) -> bool {
    matches!(code.expr(test), ExprKind::Binary { op: BinaryOp::Instanceof, .. })
}

fn of_expr(code: &Code, expr: ExprId) -> Handling {
    match code.expr(expr) {
        ExprKind::Await(inner) => of_expr(code, inner),
        ExprKind::Unary { op: UnaryOp::Void, operand } => of_expr(code, operand),
        ExprKind::Call { .. } if code.is_printed(expr) => Handling::Logged,
        ExprKind::Call { callee, args } if ends_waiting(code, callee, args) => Handling::Nothing,
        ExprKind::Call { callee, args } => {
            if is_closing(code, callee, args) {
                Handling::Handled
            } else if is_plain_setter(code, callee, args) || is_cleanup(code, callee) {
                Handling::Default
            } else {
                Handling::Handled
            }
        }
        // The consumer of a generator is told.
        ExprKind::New { .. } | ExprKind::Yield(Some(_)) => Handling::Handled,
        // `result = []`, `error = e`: a default, unless the failure itself is kept.
        ExprKind::Assign { value, .. } => {
            if is_default(code, value) || is_mute_object(code, value) {
                Handling::Default
            } else {
                Handling::Handled
            }
        }
        ExprKind::Update { .. } => Handling::Handled,
        ExprKind::Binary { op: BinaryOp::And | BinaryOp::Or | BinaryOp::Coalesce, right, .. } => of_expr(code, right),
        ExprKind::Conditional { then, otherwise, .. } => of_expr(code, then).max(of_expr(code, otherwise)),
        ExprKind::Sequence(list) => code.expr_list(list).map(|e| of_expr(code, e)).max().unwrap_or_default(),
        ExprKind::Unknown => Handling::Handled,
        _ => Handling::Nothing,
    }
}

/// `null`, `[]`, `{}`, `false`, `0`, `""`, `undefined`.
pub(super) fn is_default(code: &Code, expr: ExprId) -> bool {
    match code.expr(expr) {
        ExprKind::Null | ExprKind::Bool(_) | ExprKind::Number(_) => true,
        ExprKind::String(s) => code.str(s).is_empty(),
        ExprKind::Array { elements } => elements.is_empty(),
        ExprKind::Object { properties } => {
            code.property_list(properties).all(|p| is_default(code, p.value) && !says_failed(code, p))
        }
        ExprKind::Ident { name, binding: None } => code.str(name) == "undefined",
        ExprKind::Unary { operand, .. } => is_default(code, operand),
        _ => false,
    }
}

/// `{ ok: false }`: the caller is told.
fn says_failed(code: &Code, property: Property) -> bool {
    let PropertyKey::Name(name) = property.key else { return false };
    let is_false = matches!(code.expr(property.value), ExprKind::Bool(false));
    is_false && matches!(code.str(name), "ok" | "success" | "succeeded")
}

/// `return { blocked: false }`, `return { allowed: true }`, `return true` of `canBook()`: whoever asked to be let in is, though
/// nobody could tell.
pub(super) fn lets_pass(code: &Code, function: FnId, block: List) -> bool {
    const BARS: [&str; 8] = ["blocked", "locked", "banned", "limited", "suspended", "revoked", "expired", "frozen"];
    const GATES: [&str; 6] = ["allowed", "permitted", "authorized", "granted", "unlocked", "valid"];
    let name = code.name_of(function).map(crate::vocab::split).unwrap_or_default();
    let asks_whether =
        name.first().is_some_and(|word| matches!(word.as_str(), "can" | "check" | "verify" | "validate"))
            && name
                .iter()
                .any(|word| matches!(word.as_str(), "can" | "limit" | "access" | "allowed" | "quota" | "permission"));
    let opens = |property: Property| {
        let PropertyKey::Name(name) = property.key else { return false };
        let words = crate::vocab::split(code.str(name));
        let Some(last) = words.last().map(String::as_str) else { return false };
        match code.expr(property.value) {
            ExprKind::Bool(false) => BARS.contains(&last),
            ExprKind::Bool(true) => GATES.contains(&last),
            _ => false,
        }
    };
    code.block(block).any(|stmt| match code.stmt(stmt).kind {
        StmtKind::Return(Some(value)) => match code.expr(value) {
            ExprKind::Object { properties } => code.property_list(properties).any(opens),
            ExprKind::Bool(true) => asks_whether,
            _ => false,
        },
        _ => false,
    })
}

/// Whether the branch for a failure, of a test that reads the error, lets somebody in.
pub(super) fn lets_pass_at(code: &Code, reads: &[ExprId]) -> bool {
    reads.iter().filter_map(|&read| code.statement_of(read)).any(|stmt| match code.stmt(stmt).kind {
        StmtKind::If { then, .. } => lets_pass(code, code.function_above(code.stmt_parent(stmt)), then),
        _ => false,
    })
}

/// `setItems([])`, `setLoading(false)`: state is put back to a default and nobody is told.
fn is_plain_setter(code: &Code, callee: ExprId, args: List) -> bool {
    let Some(name) = code.ident(callee) else { return false };
    let Some(rest) = name.strip_prefix("set") else { return false };
    let speaks = ["error", "err", "message", "fail", "toast", "alert", "notice", "status", "warning"];
    let lower = rest.to_ascii_lowercase();
    rest.starts_with(|c: char| c.is_ascii_uppercase())
        && !speaks.iter().any(|w| lower.contains(w))
        && code.arg(args, 0).is_none_or(|a| is_default(code, a) || is_mute_object(code, a))
}

/// An object that says nothing of a failure: `{ total: 0, rows: [] }`, but not `{ status: "failed" }`.
fn is_mute_object(code: &Code, value: ExprId) -> bool {
    let ExprKind::Object { properties } = code.expr(value) else { return false };
    const SPEAKS: [&str; 9] = ["error", "errors", "message", "ok", "success", "status", "state", "failed", "reason"];
    !code
        .property_list(properties)
        .any(|p| matches!(p.key, PropertyKey::Name(name) if SPEAKS.contains(&code.str(name))))
}

/// `setIsAdmin(false)`, `setToken(null)`: what was not proved is not granted.
fn is_closing(code: &Code, callee: ExprId, args: List) -> bool {
    let is_off = code.arg(args, 0).is_some_and(|a| matches!(code.expr(a), ExprKind::Null | ExprKind::Bool(false)));
    is_off && is_setter_of_rights(code, callee)
}

/// `setIsAdmin`, `setToken`: state that says what somebody may.
fn is_setter_of_rights(code: &Code, callee: ExprId) -> bool {
    const GRANTS: [&str; 11] = [
        "admin",
        "access",
        "authorized",
        "authenticated",
        "allowed",
        "permission",
        "permissions",
        "token",
        "session",
        "role",
        "logged",
    ];
    let Some(rest) = code.ident(callee).and_then(|name| name.strip_prefix("set")) else { return false };
    crate::vocab::split(rest).iter().any(|word| GRANTS.contains(&word.as_str()))
}

/// `setLoading(false)`, `setDeletingId(null)`: the spinner stops, and that is all.
fn ends_waiting(code: &Code, callee: ExprId, args: List) -> bool {
    const WAITS: [&str; 14] = [
        "loading",
        "saving",
        "busy",
        "submitting",
        "pending",
        "deleting",
        "updating",
        "processing",
        "uploading",
        "sending",
        "fetching",
        "generating",
        "refreshing",
        "syncing",
    ];
    let Some(rest) = code.ident(callee).and_then(|name| name.strip_prefix("set")) else { return false };
    let is_off = code.arg(args, 0).is_some_and(|a| matches!(code.expr(a), ExprKind::Null | ExprKind::Bool(false)));
    is_off && crate::vocab::split(rest).iter().any(|word| WAITS.contains(&word.as_str()))
}

/// `x.end()`, `clearTimeout(t)`: tidying up tells nobody.
fn is_cleanup(code: &Code, callee: ExprId) -> bool {
    matches!(code.ident(callee), Some("clearTimeout" | "clearInterval"))
}

/// What is done about an error that is read at these places: the best of them counts.
#[must_use]
pub fn of_error_reads(code: &Code, reads: &[ExprId]) -> Handling {
    reads.iter().map(|&read| of_error_read(code, read)).max().unwrap_or_default()
}

fn of_error_read(code: &Code, read: ExprId) -> Handling {
    if is_in_line_of_log(code, read) {
        return Handling::Logged;
    }
    let mut expr = read;
    let mut is_negated = false;
    loop {
        match code.parent(expr) {
            Node::Expr(parent) => match code.expr(parent) {
                ExprKind::Unary { op: UnaryOp::Not, .. } => is_negated = !is_negated,
                ExprKind::Binary { op: BinaryOp::And | BinaryOp::Or, left, right } => {
                    // `error && show(error)` does something by itself.
                    if left == expr
                        && matches!(code.parent(parent), Node::Stmt(s) if matches!(code.stmt(s).kind, StmtKind::Expr(_)))
                    {
                        return of_expr(code, right);
                    }
                }
                ExprKind::Binary { op: BinaryOp::NotEqual, .. } => {}
                ExprKind::Binary { op: BinaryOp::Equal, left, right } => {
                    let other = if left == expr { right } else { left };
                    if matches!(code.expr(other), ExprKind::Null) {
                        is_negated = !is_negated;
                    }
                }
                // `error.code`, `error?.message` in a test is a test of the error.
                ExprKind::Member { object, .. } if object == expr => {}
                _ => return Handling::Handled,
            },
            Node::Stmt(stmt) => return of_tested(code, stmt, expr, is_negated),
            _ => return Handling::Handled,
        }
        let Node::Expr(parent) = code.parent(expr) else { return Handling::Handled };
        expr = parent;
    }
}

/// `console.error("not saved", { reason: error.message })`.
fn is_in_line_of_log(code: &Code, read: ExprId) -> bool {
    let mut around = code.ancestors(Node::Expr(read)).map_while(|node| match node {
        Node::Expr(e) => Some(e),
        _ => None,
    });
    around.any(|e| code.is_printed(e))
}

/// `test` stands in `stmt`; on failure it is true, or false where it is negated.
fn of_tested(code: &Code, stmt: StmtId, test: ExprId, is_negated: bool) -> Handling {
    match code.stmt(stmt).kind {
        StmtKind::If { test: t, then, otherwise } if t == test => {
            if !is_negated {
                return of_block(code, then);
            }
            match otherwise {
                Some(other) => of_block(code, other),
                // `if (!error) { …; return; }` leaves the failure to what follows.
                None if code.ends_function(then) => Handling::Handled,
                None => Handling::Nothing,
            }
        }
        StmtKind::Expr(_) => Handling::Nothing,
        _ => Handling::Handled,
    }
}

/// `if (error) { log(error); continue; } … done.push(item);` or `done++;`, and `done` is looked at behind the loop: what
/// failed is missing there.
pub(super) fn is_left_out(code: &Code, reads: &[ExprId]) -> bool {
    reads.iter().filter_map(|&read| code.statement_of(read)).any(|stmt| match code.stmt(stmt).kind {
        StmtKind::If { then, .. } => is_missed_later(code, stmt, then),
        _ => false,
    })
}

fn is_missed_later(code: &Code, stmt: StmtId, then: List) -> bool {
    let skips = code.block(then).next_back().is_some_and(|s| matches!(code.stmt(s).kind, StmtKind::Continue));
    let Some(around) = loop_around(code, Node::Stmt(stmt)) else { return false };
    // What is only collected under a condition says nothing of those that are missing.
    let home = code.function_above(code.stmt_parent(stmt));
    skips
        && statements_after(code, home, code.stmt(stmt).range)
            .into_iter()
            .any(|s| around.contains(code.stmt(s).range) && is_counted_behind(code, s, around))
}

/// `for (…) { try { await send(crew); sent++; } catch (e) { console.error(e); } }`, and `sent` is looked at behind the loop.
pub(super) fn is_counted(code: &Code, stmt: StmtId, block: List) -> bool {
    let is_aside = |s: StmtId| matches!(code.stmt(s).kind, StmtKind::Expr(e) if code.is_printed(e));
    let last = code.block(block).rev().find(|&s| !is_aside(s));
    loop_around(code, Node::Stmt(stmt)).zip(last).is_some_and(|(around, last)| is_counted_behind(code, last, around))
}

/// The innermost loop of the same function around a node.
pub(super) fn loop_around(code: &Code, node: Node) -> Option<Range> {
    let mut around = code.enclosures(node).take_while(|e| !matches!(e, Enclosure::Function(_)));
    around.find_map(|e| match e {
        Enclosure::Loop(stmt) => Some(code.stmt(stmt).range),
        _ => None,
    })
}

/// `done.push(item);`, `done++;`, `done += 1;`, and `done` is looked at behind the loop.
fn is_counted_behind(code: &Code, stmt: StmtId, around: Range) -> bool {
    let StmtKind::Expr(e) = code.stmt(stmt).kind else { return false };
    let counter = match code.expr(e) {
        ExprKind::Call { callee, .. } => match code.expr(callee) {
            ExprKind::Member { object, property, .. } if code.str(property) == "push" => object,
            _ => return false,
        },
        ExprKind::Update { target, .. } => target,
        ExprKind::Assign { op: Some(BinaryOp::Add), target, .. } => target,
        _ => return false,
    };
    match code.expr(counter) {
        ExprKind::Ident { binding: Some(counter), .. } => {
            code.references(counter).iter().any(|&used| code.range(used).start >= around.end)
        }
        _ => false,
    }
}
