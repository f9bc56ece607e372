//! A redirect to wherever the caller says.

use super::{
    addresses::{BEFORE_REDIRECT, is_checked},
    routes,
};
use crate::{
    facts::code::{Code, ExprId, ExprKind, Node},
    frameworks::hooks,
    model::{Project, linked::stays_here},
    rules::Sink,
    source::span::FileId,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    pages(project, sink);
    let mut seen = Vec::new();
    for route in routes(project, sink) {
        for &(file, function) in &route.functions {
            let Some(code) = project.file(file).code.as_ref() else { continue };
            for node in code.descendants(Node::Function(function)) {
                let Node::Expr(call) = node else { continue };
                let Some(target) = target(code, call) else { continue };
                let Some(sent) = project.sent_within(file, target) else { continue };
                if seen.contains(&(file, call))
                    || stays_here(code, target, sent)
                    || [target, sent].into_iter().any(|e| is_checked(code, e, &BEFORE_REDIRECT))
                {
                    continue;
                }
                seen.push((file, call));
                let message = format!("`{}` sends people to any site that the link names", route.entry.name);
                sink.report(code.range(call).in_file(file), &route.entry.name, message)
                    .step(code.range(sent).in_file(file), "comes from the caller");
            }
        }
    }
}

/// Pages that go to an address that the link to them names.
fn pages(project: &Project, sink: &mut Sink) {
    for (file, f, code) in project.code_files().filter(|(_, f, _)| f.role.is_production()) {
        for expr in code.expr_ids() {
            let Some((target, runs_scripts)) = destination(project, file, code, expr) else { continue };
            let Some(linked) = project.linked_within(file, target) else { continue };
            let place = code.range(expr).in_file(file);
            let is_tested = [target, linked].into_iter().any(|e| is_checked(code, e, &BEFORE_REDIRECT));
            if is_tested || !project.is_in_page(place) {
                continue;
            }
            let message = if runs_scripts {
                "the page goes wherever the link to it says: to any site, and `javascript:` there is run as the page's own"
            } else {
                "the page goes wherever the link to it says: to any site"
            };
            sink.report(place, format!("{}/link", f.path), message)
                .step(code.range(linked).in_file(file), "comes from the address of the page");
        }
    }
}

/// Where an expression takes the page, and whether a script may stand there: `window.location.href = next`,
/// `location.assign(next)`, `router.push(next)` of Next. Other routers stay in the app.
fn destination(project: &Project, file: FileId, code: &Code, expr: ExprId) -> Option<(ExprId, bool)> {
    match code.expr(expr) {
        ExprKind::Assign { target, value, .. } => {
            let path = code.path(target)?;
            is_location(code, target, path.strip_suffix(".href").unwrap_or(&path)).then_some((value, true))
        }
        ExprKind::Call { callee, args } => {
            let ExprKind::Member { property, .. } = code.expr(callee) else { return None };
            let name = code.str(property);
            if !matches!(name, "assign" | "replace" | "push") {
                return None;
            }
            let target = code.arg(args, 0)?;
            let path = code.path(callee)?;
            let is_of_page = path.strip_suffix(name).and_then(|rest| rest.strip_suffix('.'));
            if name != "push" && is_of_page.is_some_and(|object| is_location(code, callee, object)) {
                return Some((target, true));
            }
            let is_next =
                project.values().symbols(file, callee).iter().any(|symbol| hooks::is_navigation_of_next(symbol));
            is_next.then_some((target, false))
        }
        _ => None,
    }
}

/// Whether a path names the address of the page, not a variable of that name.
fn is_location(code: &Code, whole: ExprId, path: &str) -> bool {
    let is_global = || {
        let base = code.member_base(whole);
        matches!(code.expr(base), ExprKind::Ident { binding: None, .. })
    };
    let path = ["window.", "globalThis.", "self.", "top.", "document."]
        .iter()
        .find_map(|p| path.strip_prefix(p))
        .unwrap_or(path);
    path == "location" && is_global()
}

/// Where a redirect leads.
fn target(code: &Code, call: ExprId) -> Option<ExprId> {
    let ExprKind::Call { callee, args } = code.expr(call) else { return None };
    let written = code.path(callee)?;
    let is_redirect = matches!(
        written.as_str(),
        "redirect"
            | "permanentRedirect"
            | "NextResponse.redirect"
            | "Response.redirect"
            | "res.redirect"
            | "c.redirect"
            | "reply.redirect"
    );
    if !is_redirect {
        return None;
    }
    code.expr_list(args).find(|&a| !matches!(code.expr(a), ExprKind::Number(_)))
}
