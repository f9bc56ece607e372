//! Values that something looks at before they are used.

use crate::{
    facts::code::{BinaryOp, Code, ExprId, ExprKind, Node, StmtKind},
    model::Project,
    source::span::{FileId, Span},
};

/// Whether a value is compared, by the name it goes under, somewhere in its function: `id !== user.id`. `is_other` says
/// what on the other side counts.
pub(crate) fn is_compared(code: &Code, value: ExprId, is_other: impl Fn(ExprId) -> bool) -> bool {
    let Some(name) = code.last_name(value) else { return false };
    let is_it = |e| code.last_name(e) == Some(name);
    in_function(code, value).any(|e| match code.expr(e) {
        ExprKind::Binary { op: BinaryOp::Equal | BinaryOp::NotEqual, left, right } => {
            is_it(left) && is_other(right) || is_it(right) && is_other(left)
        }
        _ => false,
    })
}

/// Whether a value is looked for in a list or given to a schema, by the name it goes under: `ROLES.includes(role)`,
/// `PRICES[plan]`.
pub(crate) fn is_listed(code: &Code, value: ExprId) -> bool {
    let Some(name) = code.last_name(value) else { return false };
    in_function(code, value).any(|e| match code.expr(e) {
        ExprKind::Call { callee, args } => {
            let tests = matches!(code.expr(callee), ExprKind::Member { property, .. } if matches!(code.str(property), "includes" | "has" | "parse" | "safeParse"));
            tests && code.expr_list(args).any(|a| code.last_name(a) == Some(name))
        }
        ExprKind::Index { index, .. } => code.last_name(index) == Some(name),
        _ => false,
    })
}

/// A role that a value may be, by the list it is looked for in, and that a refusal of the app asks for: where.
pub(crate) fn opening_role(project: &Project, code: &Code, value: ExprId) -> Option<(String, Span)> {
    let offered = listed(code, value);
    let asked_in = |file: FileId, other: &Code, test: ExprId| {
        let roles = roles_asked(other, test, |e| !project.is_sent(file, e));
        let role = roles.into_iter().find(|role| offered.contains(role)).filter(|_| refuses(other, test))?;
        Some((role, other.range(test).in_file(file)))
    };
    let production = project.code_files().filter(|(_, file, _)| file.role.is_production() && !offered.is_empty());
    let mut found = production.flat_map(|(file, _, other)| other.expr_ids().map(move |e| (file, other, e)));
    found.find_map(|(file, other, e)| asked_in(file, other, e))
}

/// Whether an expression stands in the test of a refusal.
fn refuses(code: &Code, part: ExprId) -> bool {
    let above = code.ancestors(Node::Expr(part)).find_map(|node| match node {
        Node::Stmt(stmt) => Some(stmt),
        _ => None,
    });
    above.is_some_and(|stmt| match code.stmt(stmt).kind {
        StmtKind::If { test, then, .. } => code.range(test).contains(code.range(part)) && code.ends_function(then),
        _ => false,
    })
}

/// The texts of the lists that a value is looked for in, by the name it goes under: `["clerk", "cashier"].includes(role)`.
fn listed(code: &Code, value: ExprId) -> Vec<String> {
    let Some(name) = code.last_name(value) else { return Vec::new() };
    let lists = in_function(code, value).filter_map(|e| match code.expr(e) {
        ExprKind::Call { callee, args } => {
            let given = code.arg(args, 0).filter(|&a| code.last_name(a) == Some(name))?;
            list_of(code, callee).filter(|_| given != callee)
        }
        _ => None,
    });
    lists.flat_map(|list| texts(code, list)).collect()
}

/// The roles that a test asks somebody for: `user.role !== "cashier"`, `["cashier", "admin"].includes(user.role)`.
fn roles_asked(code: &Code, test: ExprId, is_of_somebody: impl Fn(ExprId) -> bool) -> Vec<String> {
    let is_role = |e: ExprId| match code.expr(e) {
        ExprKind::Member { property, .. } => {
            crate::vocab::split(code.str(property)).iter().any(|w| w == "role" || w == "rol") && is_of_somebody(e)
        }
        _ => false,
    };
    match code.expr(test) {
        ExprKind::Binary { op: BinaryOp::NotEqual, left, right } if is_role(left) => {
            code.string(right).map(str::to_owned).into_iter().collect()
        }
        ExprKind::Call { callee, args } if code.arg(args, 0).is_some_and(is_role) => {
            list_of(code, callee).map(|list| texts(code, list)).unwrap_or_default()
        }
        _ => Vec::new(),
    }
}

/// The list of `list.includes`, also where a constant holds it.
fn list_of(code: &Code, callee: ExprId) -> Option<ExprId> {
    match code.expr(callee) {
        ExprKind::Member { object, property, .. } if matches!(code.str(property), "includes" | "has") => {
            Some(code.initial(object).unwrap_or(object))
        }
        _ => None,
    }
}

fn texts(code: &Code, list: ExprId) -> Vec<String> {
    let ExprKind::Array { elements } = code.expr(list) else { return Vec::new() };
    code.expr_list(elements).filter_map(|e| code.string(e)).map(str::to_owned).collect()
}

fn in_function(code: &Code, expr: ExprId) -> impl Iterator<Item = ExprId> + '_ {
    code.descendants(Node::Function(code.function_of(expr))).filter_map(|n| match n {
        Node::Expr(e) => Some(e),
        _ => None,
    })
}
