//! Other sites may call with the cookies of the visitor.

use crate::{
    facts::code::{Code, ExprId, ExprKind, FnId, MODULE, Node, PropertyKey},
    model::{Project, values::Root},
    rules::Sink,
    source::span::FileId,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    for (file, f, code) in project.code_files().filter(|(_, f, _)| f.role.is_production()) {
        if !code.texts().any(|t| t.eq_ignore_ascii_case("access-control-allow-credentials") || t == "credentials") {
            continue;
        }
        for (index, expr) in (0u32..).zip(&code.exprs) {
            let at = ExprId(index);
            let fault = match expr.kind {
                ExprKind::Call { callee, args } => {
                    middleware(project, file, code, callee).and_then(|()| code.arg(args, 0))
                }
                ExprKind::Object { .. } => headers_object(code, at).filter(|&o| reflects(project, file, code, o)),
                _ => None,
            };
            let fault = match (expr.kind, fault) {
                (ExprKind::Call { .. }, Some(options)) => takes_any(project, file, code, options),
                (_, fault) => fault,
            };
            if let Some(origin) = fault {
                let message = "any site may call with the visitor's cookies and read the answer";
                sink.report(code.range(origin).in_file(file), &f.path, message);
            }
        }
        set_one_by_one(project, file, code, &f.path, sink);
    }
}

/// `cors(…)` of a library.
fn middleware(project: &Project, file: FileId, code: &Code, callee: ExprId) -> Option<()> {
    let is_name = code.path(callee).is_some_and(|p| p == "cors" || p.ends_with("Cors"));
    let by_package =
        project.values().symbols(file, callee).iter().any(|s| s.package().is_some_and(|p| p.contains("cors")));
    (is_name && by_package).then_some(())
}

/// The origin of options that take every one, with credentials.
fn takes_any(project: &Project, file: FileId, code: &Code, options: ExprId) -> Option<ExprId> {
    let credentials = code.property(options, "credentials")?;
    let origin = code.property(options, "origin")?;
    let with_cookies = matches!(code.expr(credentials), ExprKind::Bool(true));
    let any = match code.expr(origin) {
        ExprKind::Bool(true) => true,
        ExprKind::Function(f) => answers_yes(code, f),
        _ => project.values().exact_text(file, origin).is_some_and(|t| t == "*"),
    };
    (with_cookies && any).then_some(origin)
}

/// `(origin, callback) => callback(null, true)`, `(origin) => origin`: nothing is asked.
fn answers_yes(code: &Code, function: FnId) -> bool {
    let asks = code.within(function).any(|n| match n {
        Node::Expr(e) => {
            matches!(code.expr(e), ExprKind::Conditional { .. } | ExprKind::Binary { .. } | ExprKind::Index { .. })
                || is_test(code, e)
        }
        Node::Stmt(s) => matches!(code.stmt(s).kind, crate::facts::code::StmtKind::If { .. }),
        _ => false,
    });
    !asks
}

fn is_test(code: &Code, expr: ExprId) -> bool {
    let ExprKind::Call { callee, .. } = code.expr(expr) else { return false };
    match code.expr(callee) {
        ExprKind::Member { property, .. } => {
            matches!(code.str(property), "includes" | "has" | "some" | "find" | "test" | "endsWith" | "startsWith")
        }
        ExprKind::Ident { name, .. } => {
            let lower = code.str(name).to_ascii_lowercase();
            ["allow", "valid", "trust", "check"].iter().any(|w| lower.contains(w))
        }
        _ => false,
    }
}

/// The origin among headers that also allow credentials.
fn headers_object(code: &Code, object: ExprId) -> Option<ExprId> {
    let ExprKind::Object { properties } = code.expr(object) else { return None };
    let value = |wanted: &str| {
        code.property_list(properties).find_map(|p| match p.key {
            PropertyKey::Name(k) if code.str(k).eq_ignore_ascii_case(wanted) => Some(p.value),
            _ => None,
        })
    };
    let credentials = value("access-control-allow-credentials")?;
    let origin = value("access-control-allow-origin")?;
    is_true(code, credentials).then_some(origin)
}

fn is_true(code: &Code, expr: ExprId) -> bool {
    matches!(code.expr(expr), ExprKind::Bool(true)) || code.string(expr) == Some("true")
}

/// `res.setHeader("Access-Control-Allow-Origin", req.headers.origin)` beside the one for credentials.
fn set_one_by_one(project: &Project, file: FileId, code: &Code, path: &str, sink: &mut Sink) {
    let set = |name: &str| -> Vec<(FnId, ExprId)> {
        let calls = (0u32..).zip(&code.exprs).filter_map(|(index, expr)| {
            let ExprKind::Call { callee, args } = expr.kind else { return None };
            let is_setter = matches!(code.expr(callee), ExprKind::Member { property, .. } if matches!(code.str(property), "setHeader" | "header" | "set" | "append"));
            let header = code.arg(args, 0).and_then(|a| code.string(a)).filter(|h| h.eq_ignore_ascii_case(name));
            Some((code.function_of(ExprId(index)), code.arg(args, 1).filter(|_| is_setter && header.is_some())?))
        });
        calls.collect()
    };
    let with_cookies = set("access-control-allow-credentials");
    for (function, origin) in set("access-control-allow-origin") {
        let together = with_cookies.iter().any(|(f, value)| *f == function && is_true(code, *value));
        if together && reflects(project, file, code, origin) {
            let message = "any site may call with the visitor's cookies and read the answer";
            sink.report(code.range(origin).in_file(file), path, message);
        }
    }
}

/// Whether the origin is the caller's own, and held against nothing.
fn reflects(project: &Project, file: FileId, code: &Code, origin: ExprId) -> bool {
    let is_callers = project.values().symbols(file, origin).iter().any(|s| {
        matches!(s.root, Root::Param(..)) && (s.path.contains(".headers.get()") || s.path.ends_with(".headers.origin"))
    });
    is_callers && !is_chosen_first(code, origin)
}

/// `allowed ? origin : other`, or a test of the origin anywhere in its function.
fn is_chosen_first(code: &Code, origin: ExprId) -> bool {
    let function = code.function_of(origin);
    let scope = if function == MODULE { return false } else { function };
    matches!(code.expr(origin), ExprKind::Conditional { .. })
        || code.exprs_within(scope).any(|e| is_test(code, e) || matches!(code.expr(e), ExprKind::Conditional { .. }))
}
