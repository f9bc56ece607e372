//! `app/**/route.ts` and `pages/api/**`.

use super::{middleware, place};
use crate::{
    facts::code::{Code, ExprId, ExprKind, Node, PatKind},
    frameworks::handler,
    model::{
        File, Project,
        calls::FnRef,
        routes::{Entry, Kind, METHODS, Step},
        values::Values,
    },
    source::span::FileId,
};

/// Route handlers and API pages.
pub(crate) fn entries(project: &Project) -> Vec<Entry> {
    let values = project.values();
    let guards = middleware::all(project, &values);
    let mut entries = Vec::new();
    for (id, file, _) in project.code_files() {
        if is_route_file(file) {
            route_handlers(&values, &guards, id, file, &mut entries);
        } else if file.path.contains("pages/api/") {
            api_page(&values, &guards, id, file, &mut entries);
        }
    }
    entries
}

fn stem(file: &File) -> Option<&str> {
    let (stem, ending) = file.name().rsplit_once('.')?;
    matches!(ending, "ts" | "tsx" | "js" | "jsx" | "mjs").then_some(stem)
}

fn is_route_file(file: &File) -> bool {
    stem(file) == Some("route")
}

fn route_handlers(
    values: &Values<'_>,
    guards: &[middleware::Middleware],
    id: FileId,
    file: &File,
    entries: &mut Vec<Entry>,
) {
    let Some(place) = place(&file.path, "app") else { return };
    for method in METHODS {
        let Some((handlers, range)) = handler::exported_steps(values, id, method) else { continue };
        let mut steps = middleware::steps(guards, place.root, &place.path);
        steps.extend(handlers);
        entries.push(Entry {
            at: range.in_file(id),
            kind: Kind::NextRoute,
            method: Some(method.to_owned()),
            name: format!("{method} {}", place.path),
            path: place.path.clone(),
            steps,
            gateway_jwt: false,
            by_platform: false,
            caught_by: None,
        });
    }
}

fn api_page(values: &Values<'_>, guards: &[middleware::Middleware], id: FileId, file: &File, entries: &mut Vec<Entry>) {
    let (Some(place), Some(stem)) = (place(&file.path, "pages"), stem(file)) else { return };
    let Some((handlers, range)) = handler::exported_steps(values, id, "default") else { return };
    let path = if stem == "index" { place.path } else { format!("{}/{stem}", place.path) };
    let mut steps = middleware::steps(guards, place.root, &path);
    let methods = methods(values, &handlers);
    steps.extend(handlers);
    let entry = |method: Option<&str>| Entry {
        at: range.in_file(id),
        kind: Kind::NextPageApi,
        method: method.map(str::to_owned),
        name: format!("{} {path}", method.unwrap_or("ANY")),
        path: path.clone(),
        steps: steps.clone(),
        gateway_jwt: false,
        by_platform: false,
        caught_by: None,
    };
    if methods.is_empty() {
        entries.push(entry(None));
    }
    entries.extend(methods.into_iter().map(|m| entry(Some(m))));
}

/// The methods that the code of an API page tells apart.
fn methods(values: &Values<'_>, steps: &[Step]) -> Vec<&'static str> {
    let mut functions: Vec<FnRef> = steps.iter().filter_map(Step::function).collect();
    let own = methods_in(values, &functions);
    if own.is_empty() {
        functions = functions.into_iter().flat_map(|f| handed_on(values, f)).collect();
        return methods_in(values, &functions);
    }
    own
}

/// The functions that a handler gives its own first parameter to: `return otherHandler(req, res)`.
fn handed_on(values: &Values<'_>, (file, function): FnRef) -> Vec<FnRef> {
    let Some(code) = values.code(file) else { return Vec::new() };
    let Some(request) = code.pattern_list(code.function(function).params).next() else { return Vec::new() };
    let PatKind::Name(request) = code.pattern(request).kind else { return Vec::new() };
    let calls = code.exprs_within(function).filter_map(|e| match code.expr(e) {
        ExprKind::Call { callee, args } => code.arg(args, 0).map(|first| (callee, first)),
        _ => None,
    });
    let with_request = calls
        .filter(|&(_, first)| matches!(code.expr(first), ExprKind::Ident { binding: Some(b), .. } if b == request));
    with_request.flat_map(|(callee, _)| values.functions(file, callee)).collect()
}

fn methods_in(values: &Values<'_>, functions: &[FnRef]) -> Vec<&'static str> {
    let mut found = Vec::new();
    for &(file, function) in functions {
        let Some(code) = values.code(file) else { continue };
        for node in code.descendants(Node::Function(function)) {
            let Node::Expr(e) = node else { continue };
            let Some(name) = code.string(e).and_then(|text| METHODS.into_iter().find(|m| *m == text)) else { continue };
            if is_compared_method(code, e) && !matches!(name, "OPTIONS" | "HEAD") && !found.contains(&name) {
                found.push(name);
            }
        }
    }
    found
}

/// Whether a literal is compared with something called `method`: `req.method !== "POST"`, `switch (method) { case "GET": … }`.
fn is_compared_method(code: &Code, literal: ExprId) -> bool {
    let is_method = |e: ExprId| code.path(e).is_some_and(|p| p == "method" || p.ends_with(".method"));
    match code.parent(literal) {
        Node::Expr(parent) => match code.expr(parent) {
            ExprKind::Binary { left, right, .. } => is_method(if left == literal { right } else { left }),
            // `["GET", "POST"].includes(req.method)`.
            ExprKind::Array { .. } => match code.parent(parent) {
                Node::Expr(member) => match code.parent(member) {
                    Node::Expr(call) => match code.expr(call) {
                        ExprKind::Call { args, .. } => code.expr_list(args).any(is_method),
                        _ => false,
                    },
                    _ => false,
                },
                _ => false,
            },
            _ => false,
        },
        Node::Stmt(stmt) => match code.stmt(stmt).kind {
            crate::facts::code::StmtKind::Switch { on, .. } => is_method(on),
            _ => false,
        },
        _ => false,
    }
}
