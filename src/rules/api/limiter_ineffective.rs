//! A limiter that does not limit: its memory is lost with each instance, its key is the caller's to choose, it lets
//! everybody pass when it fails, or nobody calls it.

use super::routes;
use crate::{
    facts::code::{Code, Exported, ExprId, ExprKind, FnId, MODULE, Node, Origin, PatKind, StmtId, StmtKind},
    model::{Project, routes::Route},
    rules::Sink,
    source::span::{FileId, Range},
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let mut seen: Vec<(FileId, Range)> = Vec::new();
    for route in routes(project, sink).iter().filter(|r| r.rate_limited.is_yes()) {
        for &(file, function) in &route.functions {
            let Some(code) = project.file(file).code.as_ref() else { continue };
            let by_memory = memory(code, function).filter(|_| route.entry.kind.is_serverless());
            let by_key = || chosen_key(project, file, code, function);
            let by_failure = || open_on_failure(project, code, function);
            let Some((range, message)) = by_memory.or_else(by_key).or_else(by_failure) else { continue };
            if !seen.contains(&(file, range)) {
                seen.push((file, range));
                report(route, file, range, message, sink);
            }
        }
    }
    unused(project, sink);
}

fn report(route: &Route, file: FileId, range: Range, message: String, sink: &mut Sink) {
    let finding = sink.report(range.in_file(file), &route.entry.name, message);
    finding.place(route.entry.at, format!("`{}` relies on it", route.entry.name));
}

/// A `new Map()` of the module that a function of the limiter reads and writes.
fn memory(code: &Code, function: FnId) -> Option<(Range, String)> {
    for stmt in code.block(code.function(MODULE).body) {
        let StmtKind::Var { pattern, init: Some(init), .. } = code.stmt(stmt).kind else { continue };
        let ExprKind::New { callee, .. } = code.expr(init) else { continue };
        let PatKind::Name(binding) = code.pattern(pattern).kind else { continue };
        let name = code.str(code.binding(binding).name);
        if code.ident(callee) != Some("Map") || !is_limiter_name(name) && !answers_429(code, function) {
            continue;
        }
        let within = |e: &ExprId| code.function(function).range.contains(code.range(*e));
        let uses: Vec<ExprId> = code.references(binding).iter().copied().filter(within).collect();
        let is_called = |name: &str| uses.iter().any(|&e| member_of(code, e) == Some(name));
        if is_called("get") && is_called("set") {
            let message = format!(
                "`{name}` counts in the memory of one instance, which a serverless host starts and drops at will"
            );
            return Some((code.range(init), message));
        }
    }
    None
}

fn member_of(code: &Code, object: ExprId) -> Option<&str> {
    let Node::Expr(parent) = code.parent(object) else { return None };
    match code.expr(parent) {
        ExprKind::Member { property, .. } => Some(code.str(property)),
        _ => None,
    }
}

fn is_limiter_name(name: &str) -> bool {
    const WORDS: [&str; 9] = ["rate", "limit", "limits", "limiter", "hits", "attempts", "requests", "counts", "calls"];
    crate::vocab::split(name).iter().any(|w| WORDS.contains(&w.as_str()))
}

fn answers_429(code: &Code, function: FnId) -> bool {
    code.descendants(Node::Function(function)).any(|n| match n {
        Node::Expr(e) => matches!(code.expr(e), ExprKind::Number(n) if code.str(n) == "429"),
        _ => false,
    })
}

/// `limiter.limit(key)` whose key the caller may change at will: a part of the body, the first forwarded address.
fn chosen_key(project: &Project, file: FileId, code: &Code, function: FnId) -> Option<(Range, String)> {
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
fn open_on_failure(project: &Project, code: &Code, function: FnId) -> Option<(Range, String)> {
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
fn unused(project: &Project, sink: &mut Sink) {
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

fn is_imported(project: &Project, file: FileId, value: Exported) -> bool {
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
