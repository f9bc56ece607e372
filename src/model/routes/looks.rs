//! Where code tells callers apart: it looks at a role, holds somebody's id against another, or asks for what is his.

use std::{collections::BTreeMap, sync::OnceLock};

use super::{
    flow::{self, Use},
    naming::{is_kept_for_caller, names_caller, tells_of_caller},
    own_word,
    refusal::is_refusal,
    subject::is_sent,
    weigh::{self, Weight},
};
use crate::{
    facts::code::{BinaryOp, Code, Enclosure, ExprId, ExprKind, FnId, Node, Origin, PatKind, StmtId, StmtKind},
    model::{
        Project,
        calls::{CallGraph, FnRef},
        llm::is_turn,
    },
    source::span::{FileId, Range},
};

/// What functions look at to tell callers apart. A helper that many entry points share is read once.
pub(super) struct Looks(BTreeMap<FnRef, OnceLock<Vec<Look>>>);

/// A place that tells callers apart.
pub(super) struct Look {
    pub(super) expr: ExprId,
    pub(super) range: Range,
    pub(super) at: LooksAt,
}

/// What a place tells callers apart by.
pub(super) enum LooksAt {
    /// A role, or rights.
    Role,
    /// Two ids that are compared.
    Ids,
    /// Who calls; whether only as what a column has to equal.
    Caller { is_condition: bool },
}

impl Looks {
    /// Nothing has been looked at yet.
    pub(super) fn new(graph: &CallGraph) -> Self {
        Self(graph.functions().map(|function| (function, OnceLock::new())).collect())
    }

    /// Those of one function, also in functions inside it.
    pub(super) fn of(&self, project: &Project, function: FnRef) -> &[Look] {
        self.0.get(&function).map_or(&[], |looks| looks.get_or_init(|| looks_of(project, function)))
    }
}

fn looks_of(project: &Project, (file, function): FnRef) -> Vec<Look> {
    let Some(code) = project.file(file).code.as_ref() else { return Vec::new() };
    let mut found = Vec::new();
    for node in code.descendants(Node::Function(function)) {
        let Node::Expr(e) = node else { continue };
        let mut add = |at| found.push(Look { expr: e, range: code.range(e), at });
        if looks_at_role(project, file, code, e) {
            add(LooksAt::Role);
        }
        if compares_ids(project, file, code, e) {
            add(LooksAt::Ids);
        }
        if is_of_caller(project, file, code, e) {
            match weigh::weight(project, file, e) {
                Weight::Nothing => {}
                weight => add(LooksAt::Caller { is_condition: weight == Weight::Condition }),
            }
        }
    }
    found
}

impl Look {
    /// Whether somebody is turned away by it, in the function it stands in or by what that gives back.
    pub(super) fn refuses(&self, code: &Code) -> bool {
        flow::uses(code, code.function_of(self.expr), self.expr).iter().any(|used| match *used {
            Use::Tested { stmt, .. } => match code.stmt(stmt).kind {
                StmtKind::If { then, otherwise, .. } => {
                    is_refusal(code, then) || otherwise.is_some_and(|block| is_refusal(code, block))
                }
                _ => false,
            },
            Use::Returned(_) => true,
            _ => false,
        })
    }
}

/// `row.creator_id !== creator.id`: whose a row is, is held against somebody. Rows that are matched with each other, one
/// by one (`lines.filter((l) => l.sale_id === sale.id)`), say nothing of who calls, unless their lack is refused.
fn compares_ids(project: &Project, file: FileId, code: &Code, expr: ExprId) -> bool {
    let ExprKind::Binary { op: BinaryOp::Equal | BinaryOp::NotEqual, left, right } = code.expr(expr) else {
        return false;
    };
    let is_id = |e| code.last_name(e).is_some_and(|n| crate::vocab::words_of(n).last().is_some_and(|w| w == "id"));
    let is_caller = |e| project.is_of_session(file, e) || stands_for_caller(code, e);
    let is_tie = || match call_for_each(code, expr) {
        None => true,
        Some(call) => {
            let finds_his = || is_of_asked_list(project, file, code, call) && ends_without(code, call);
            is_caller(left) || is_caller(right) || refuses_by(code, call) || finds_his()
        }
    };
    is_id(left) && is_id(right) && is_tie()
}

/// Whether what a call gives decides about a refusal: `if (!seats.some((seat) => …)) return forbidden()`.
fn refuses_by(code: &Code, call: ExprId) -> bool {
    flow::uses(code, code.function_of(call), call).iter().any(|used| match used {
        Use::Tested { stmt, .. } => match code.stmt(*stmt).kind {
            StmtKind::If { then, .. } => is_refusal(code, then),
            _ => false,
        },
        _ => false,
    })
}

/// Whether nothing goes on where a search finds nothing: `if (!row) return response.status(404)`.
fn ends_without(code: &Code, call: ExprId) -> bool {
    flow::uses(code, code.function_of(call), call).iter().any(|used| match used {
        Use::Tested { stmt, reference } => match code.stmt(*stmt).kind {
            StmtKind::If { then, .. } => code.is_denied(*reference) && code.ends_function(then),
            _ => false,
        },
        _ => false,
    })
}

/// Whether the list that a call searches was asked for by something that the caller does not send:
/// `const rows = await berthsOf(club.id)`.
fn is_of_asked_list(project: &Project, file: FileId, code: &Code, call: ExprId) -> bool {
    let ExprKind::Call { callee, .. } = code.expr(call) else { return false };
    let ExprKind::Member { object, .. } = code.expr(callee) else { return false };
    let list = code.initial(object).unwrap_or(object);
    let list = if let ExprKind::Await(waited) = code.expr(list) { waited } else { list };
    let ExprKind::Call { callee, args } = code.expr(list) else { return false };
    let is_known = |e: ExprId| {
        let is_named = match code.expr(e) {
            ExprKind::Member { .. } => true,
            ExprKind::Ident { name, .. } => tells_of_caller(code.str(name)),
            _ => false,
        };
        is_named && !project.is_sent_or_path(file, e)
    };
    // Methods of a store behind an interface are the project's as well.
    !matches!(code.expr(callee), ExprKind::Ident { binding: None, .. }) && code.expr_list(args).any(is_known)
}

/// Whether a member of something named for the caller is read, which is not itself one of the many: `profile.id`.
fn stands_for_caller(code: &Code, expr: ExprId) -> bool {
    let ExprKind::Ident { name, binding: Some(binding) } = code.expr(code.member_base(expr)) else { return false };
    let is_one_of_many = match code.binding(binding).origin {
        Origin::Param { function, .. } => for_each(code, function).is_some(),
        Origin::Loop(_) => true,
        _ => false,
    };
    names_caller(code.str(name)) && !is_one_of_many
}

/// The call that runs code for each of many, in a function that a list is given: `rows.filter((row) => …)`.
fn call_for_each(code: &Code, expr: ExprId) -> Option<ExprId> {
    code.enclosures(Node::Expr(expr)).find_map(|around| match around {
        Enclosure::Function(function) => for_each(code, function),
        _ => None,
    })
}

/// The call that is given a function to run for the elements of a list.
fn for_each(code: &Code, function: FnId) -> Option<ExprId> {
    let Node::Expr(written) = code.function(function).parent else { return None };
    let Node::Expr(call) = code.parent(written) else { return None };
    let ExprKind::Call { callee, .. } = code.expr(call) else { return None };
    let ExprKind::Member { property, .. } = code.expr(callee) else { return None };
    let is_of_list = matches!(
        code.str(property),
        "filter"
            | "find"
            | "findIndex"
            | "findLast"
            | "some"
            | "every"
            | "map"
            | "flatMap"
            | "forEach"
            | "reduce"
            | "sort"
    );
    (is_of_list && callee != written).then_some(call)
}

/// `profile.role`, `isAdmin`, `hasPermission(…)`, where something hangs on it. A role that the caller sends, or that he
/// writes into his own account, says nothing of him; one that is only logged or handed on with the rest tells nobody apart.
fn looks_at_role(project: &Project, file: FileId, code: &Code, expr: ExprId) -> bool {
    match code.expr(expr) {
        ExprKind::Member { property: name, .. } | ExprKind::Ident { name, .. } => {
            (names_role(project, code.str(name)) || is_admin_of_request(code, expr))
                && !is_failure_of_write(project, file, code, expr)
                && !is_sent(project, file, expr)
                && !is_speaker(code, expr)
                && !is_of_arguments(code, expr)
                && !is_list(code, expr)
                && (is_tested(code, expr) || weigh::weight(project, file, expr) != Weight::Nothing)
                && !own_word::is_own_word(project, file, expr)
                && !own_word::is_beside_own_word(project, file, code, expr)
        }
        ExprKind::Call { callee, .. } => {
            code.last_name(callee).is_some_and(|name| project.vocab.guards.authorization_helpers.has(name))
                && !own_word::is_own_word(project, file, expr)
        }
        ExprKind::String(s) => matches!(code.str(s), "has_role" | "is_admin" | "has_permission"),
        _ => false,
    }
}

/// Whether a name is that of what went wrong when something was written: `roleError` of
/// `const { error: roleError } = await db.from("user_roles").insert(…)`. That nothing did says nothing of who calls.
fn is_failure_of_write(project: &Project, file: FileId, code: &Code, expr: ExprId) -> bool {
    let ExprKind::Ident { name, binding: Some(binding) } = code.expr(expr) else { return false };
    let Origin::Var(stmt) = code.binding(binding).origin else { return false };
    let words = crate::vocab::split(code.str(name));
    let StmtKind::Var { init: Some(init), .. } = code.stmt(stmt).kind else { return false };
    let made = code.range(init);
    words.last().is_some_and(|word| matches!(word.as_str(), "error" | "err"))
        && project.queries_in(file).iter().any(|query| made.contains(query.at.range) && query.op.is_write())
}

/// Whether a name is that of a list written in the code: `ROLES` of `const ROLES = ["clerk", "courier"]`.
fn is_list(code: &Code, expr: ExprId) -> bool {
    let list = code.initial(expr).map(|value| code.expr(value));
    matches!(list, Some(ExprKind::Array { .. } | ExprKind::Object { .. }))
}

/// Whether a role is one that a helper was given to work with, among other things: `args.role` of
/// `invite(args: Invitation)`. Who calls has none by it.
fn is_of_arguments(code: &Code, expr: ExprId) -> bool {
    let ExprKind::Member { object, .. } = code.expr(expr) else { return false };
    let ExprKind::Ident { name, binding: Some(binding) } = code.expr(object) else { return false };
    matches!(code.binding(binding).origin, Origin::Param { .. })
        && matches!(code.str(name), "args" | "params" | "input" | "payload" | "body" | "dto" | "form" | "values")
}

/// Whether a value decides something by itself, or is what a function gives back: `if (user.isAdmin)`, `isAdmin && …`,
/// `RIGHTS[role]`, `switch (role)`; also under another name.
fn is_tested(code: &Code, expr: ExprId) -> bool {
    let mut value = expr;
    loop {
        match code.parent(value) {
            Node::Expr(parent) => match code.expr(parent) {
                ExprKind::Binary { op: BinaryOp::Or | BinaryOp::Coalesce, .. } | ExprKind::Unary { .. } => {}
                ExprKind::Binary { op: BinaryOp::And, left, .. } if left != value => {}
                ExprKind::Binary { .. } => return true,
                ExprKind::Conditional { test, .. } if test == value => return true,
                ExprKind::Index { index, .. } if index == value => return true,
                ExprKind::Call { callee, .. } if callee != value => return false,
                ExprKind::Conditional { .. }
                | ExprKind::Member { .. }
                | ExprKind::Index { .. }
                | ExprKind::Call { .. }
                | ExprKind::Await(_) => {}
                _ => return false,
            },
            Node::Stmt(stmt) => return is_tested_by(code, stmt, value),
            _ => return false,
        }
        let Node::Expr(parent) = code.parent(value) else { return false };
        value = parent;
    }
}

/// Whether a statement decides by a value that stands in it, gives it back, or keeps it under a name by which something is
/// decided.
fn is_tested_by(code: &Code, stmt: StmtId, value: ExprId) -> bool {
    match code.stmt(stmt).kind {
        StmtKind::If { .. } | StmtKind::Switch { .. } | StmtKind::Loop { .. } | StmtKind::Return(_) => true,
        StmtKind::Var { pattern, init: Some(init), .. } if init == value => match code.pattern(pattern).kind {
            PatKind::Name(name) => {
                // A name of a name is not followed: the words in it say what it is.
                let decides = |&reference: &ExprId| match code.parent(reference) {
                    Node::Expr(_) => !is_kept(code, reference) && is_tested(code, reference),
                    Node::Stmt(around) => !matches!(code.stmt(around).kind, StmtKind::Var { .. } | StmtKind::Expr(_)),
                    _ => false,
                };
                code.references(name).iter().any(decides)
            }
            _ => false,
        },
        _ => false,
    }
}

/// Whether the statement around a value keeps it under a name.
fn is_kept(code: &Code, value: ExprId) -> bool {
    let above = code.ancestors(Node::Expr(value)).find_map(|node| match node {
        Node::Stmt(stmt) => Some(stmt),
        _ => None,
    });
    above.is_some_and(|stmt| matches!(code.stmt(stmt).kind, StmtKind::Var { .. }))
}

/// Whether a role is who speaks in a turn of a chat: `turn.role === "assistant"`, `{ role: turn.role, content }`.
fn is_speaker(code: &Code, expr: ExprId) -> bool {
    let Node::Expr(parent) = code.parent(expr) else { return false };
    match code.expr(parent) {
        ExprKind::Binary { op: BinaryOp::Equal | BinaryOp::NotEqual, left, right } => {
            let other = if left == expr { right } else { left };
            code.string(other).is_some_and(|role| match role {
                "assistant" | "system" | "model" | "tool" | "developer" | "bot" | "ai" | "human" => true,
                "user" => call_for_each(code, expr).is_some(),
                _ => false,
            })
        }
        ExprKind::Object { .. } => is_turn(code, parent),
        _ => false,
    }
}

/// `req.admin`, which a middleware fills in for the staff.
fn is_admin_of_request(code: &Code, expr: ExprId) -> bool {
    let ExprKind::Member { object, property, .. } = code.expr(expr) else { return false };
    code.str(property) == "admin"
        && matches!(code.ident(object), Some("req" | "request" | "ctx" | "context" | "locals"))
}

fn names_role(project: &Project, name: &str) -> bool {
    let words = crate::vocab::split(name);
    let guards = &project.vocab.guards;
    guards.roles.takes_one_of(&words) && !guards.role_clients.takes_one_of(&words) && words != ["admin"]
}

/// Whether a value is who calls, or was made from it.
fn is_of_caller(project: &Project, file: FileId, code: &Code, expr: ExprId) -> bool {
    let values = project.values();
    let (written, is_call) = match code.expr(expr) {
        ExprKind::Ident { name, binding: Some(_) } => (code.str(name), false),
        ExprKind::Member { .. } => ("", false),
        ExprKind::Call { .. } => ("", true),
        _ => return false,
    };
    let by_name = names_caller(written);
    let symbols = values.symbols(file, expr);
    symbols.iter().any(|s| is_kept_for_caller(&values, s))
        || !is_call
            && (project.is_of_session(file, expr) || by_name && !symbols.is_empty() && !is_sent(project, file, expr))
}
