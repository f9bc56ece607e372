//! Limiters that do not hold: by their key, by what they do when their store fails, by nobody calling them.

use crate::{
    facts::code::{Code, Exported, ExprId, ExprKind, FnId, Node, Origin, StmtId, StmtKind},
    model::Project,
    rules::Sink,
    source::span::{FileId, Range},
};

/// `limiter.limit(key)` whose key the caller may change at will: a part of the body, the first forwarded address.
pub(super) fn chosen_key(project: &Project, file: FileId, code: &Code, function: FnId) -> Option<(Range, String)> {
    code.descendants(Node::Function(function)).find_map(|n| {
        let Node::Expr(call) = n else { return None };
        let ExprKind::Call { callee, args } = code.expr(call) else { return None };
        let is_limit = member_name(code, callee).is_some_and(|m| matches!(m, "limit" | "consume"))
            && project
                .values()
                .symbols(file, callee)
                .iter()
                .any(|s| s.package().is_some_and(|p| project.vocab.packages.limiters.has(p)));
        let key = code.arg(args, 0).filter(|_| is_limit)?;
        let what = if project.sent_within(file, key).is_some() {
            "a value of the request body"
        } else if is_first_forwarded(code, key) {
            "the first address of `x-forwarded-for`, which the caller writes himself"
        } else {
            return None;
        };
        Some((code.range(call), format!("the limit counts by {what}: another value is another budget")))
    })
}

fn member_name(code: &Code, callee: ExprId) -> Option<&str> {
    match code.expr(callee) {
        ExprKind::Member { property, .. } => Some(code.str(property)),
        _ => None,
    }
}

/// `headers.get("x-forwarded-for")…split(",")[0]`, here or in the constant that the key names.
fn is_first_forwarded(code: &Code, key: ExprId) -> bool {
    let made_of = match code.expr(key) {
        ExprKind::Ident { binding: Some(b), .. } => match code.binding(b).origin {
            Origin::Var(stmt) => match code.stmt(stmt).kind {
                StmtKind::Var { init: Some(init), .. } => init,
                _ => key,
            },
            _ => key,
        },
        _ => key,
    };
    let nodes: Vec<Node> = code.within_node(Node::Expr(made_of)).collect();
    let has =
        |wanted: &dyn Fn(ExprKind) -> bool| nodes.iter().any(|n| matches!(n, Node::Expr(e) if wanted(code.expr(*e))));
    has(&|k| matches!(k, ExprKind::String(s) if code.str(s).eq_ignore_ascii_case("x-forwarded-for")))
        && has(&|k| matches!(k, ExprKind::Number(n) if code.str(n) == "0"))
}

/// `if (error) return true` in a limiter.
pub(super) fn open_on_failure(project: &Project, code: &Code, function: FnId) -> Option<(Range, String)> {
    let name = code.function(function).name.map(|n| code.str(n))?;
    if !project.vocab.guards.limiters.has(name) {
        return None;
    }
    code.descendants(Node::Function(function)).find_map(|n| {
        let Node::Stmt(s) = n else { return None };
        let StmtKind::If { test, then, .. } = code.stmt(s).kind else { return None };
        let is_error = code.path(test).is_some_and(|p| p.to_ascii_lowercase().ends_with("error"));
        let passes = code.block(then).any(|s| returns_true(code, s));
        (is_error && passes)
            .then(|| (code.stmt(s).range, format!("`{name}` lets everybody pass when its store does not answer")))
    })
}

fn returns_true(code: &Code, stmt: StmtId) -> bool {
    matches!(code.stmt(stmt).kind, StmtKind::Return(Some(value)) if matches!(code.expr(value), ExprKind::Bool(true)))
}

/// A limiter that a module exports and that no other one imports.
pub(super) fn unused_limiters(project: &Project, sink: &mut Sink) {
    for (file, info, code) in project.code_files() {
        if !info.role.is_production() {
            continue;
        }
        for export in &code.exports {
            let Exported::Binding(binding) = export.value else { continue };
            let Origin::Var(stmt) = code.binding(binding).origin else { continue };
            let StmtKind::Var { init: Some(init), .. } = code.stmt(stmt).kind else { continue };
            let is_limiter = project
                .values()
                .symbols(file, init)
                .iter()
                .any(|s| s.package().is_some_and(|p| project.vocab.packages.limiters.has(p)));
            if is_limiter && code.references(binding).is_empty() && !is_imported(project, file, export.value) {
                let name = code.str(export.name);
                let message = format!("`{name}` limits nothing: no code calls it");
                sink.report(code.stmt(stmt).range.in_file(file), format!("{}#{name}", info.path), message);
            }
        }
    }
}

pub(super) fn is_imported(project: &Project, file: FileId, value: Exported) -> bool {
    project.code_files().any(|(other, _, code)| {
        other != file
            && code
                .imports
                .iter()
                .flat_map(|i| &i.names)
                .filter_map(|n| n.local)
                .any(|local| project.modules.resolve(other, local).is_some_and(|d| d.file == file && d.value == value))
    })
}
