//! A middleware that guards less than it seems.

use crate::{
    facts::code::{Code, ExprId, ExprKind, Node, PatKind},
    frameworks::{
        next::middleware::{self, Middleware},
        sign_in,
    },
    model::{
        Project,
        modules::Target,
        routes::{Kind, Route},
        values::Value,
    },
    rules::Sink,
    source::span::FileId,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let all = middleware::all(project, &project.values());
    if all.is_empty() {
        sink.not_applicable("no middleware");
    }
    for one in all.iter().filter(|m| asks_who_calls(project, m)) {
        open_list(project, one, sink);
        left_out(project, one, sink);
    }
}

/// Whether the middleware, or a file that it imports, reads a session.
fn asks_who_calls(project: &Project, middleware: &Middleware) -> bool {
    let imported = project.modules.targets(middleware.file).iter().filter_map(|t| match t {
        Target::File(file) => Some(*file),
        _ => None,
    });
    let mut files = std::iter::once(middleware.file).chain(imported);
    files.any(|f| {
        project.file(f).code.as_ref().is_some_and(|code| {
            sign_in::reads_session(code)
                || code.texts().any(|t| matches!(t, "getToken" | "withAuth" | "jwtVerify" | "clerkMiddleware"))
        })
    })
}

/// `["/", "/login"].some((p) => pathname.startsWith(p))`: every path begins with "/".
fn open_list(project: &Project, middleware: &Middleware, sink: &mut Sink) {
    for (file, function) in middleware.functions() {
        let Some(code) = project.file(file).code.as_ref() else { continue };
        for node in code.descendants(Node::Function(function)) {
            let Node::Expr(call) = node else { continue };
            if takes_every_path(project, file, code, call) {
                let message =
                    "the list of public pages holds \"/\", and every path begins with it: all pages are public";
                sink.report(code.range(call).in_file(file), "public paths", message);
            }
        }
    }
}

fn takes_every_path(project: &Project, file: FileId, code: &Code, call: ExprId) -> bool {
    let ExprKind::Call { callee, args } = code.expr(call) else { return false };
    let ExprKind::Member { object, property, .. } = code.expr(callee) else { return false };
    let Some(callback) = code.arg(args, 0).filter(|_| code.str(property) == "some") else { return false };
    let ExprKind::Function(function) = code.expr(callback) else { return false };
    let Some(parameter) = code.pattern_list(code.function(function).params).next() else { return false };
    let PatKind::Name(parameter) = code.pattern(parameter).kind else { return false };
    let body = code.function(function).body;
    let [only] = code.block(body).collect::<Vec<_>>()[..] else { return false };
    let crate::facts::code::StmtKind::Return(Some(test)) = code.stmt(only).kind else { return false };
    let ExprKind::Call { callee: inner, args: prefix } = code.expr(test) else { return false };
    let starts = matches!(code.expr(inner), ExprKind::Member { property, .. } if code.str(property) == "startsWith");
    let by_element = code
        .arg(prefix, 0)
        .is_some_and(|p| matches!(code.expr(p), ExprKind::Ident { binding: Some(b), .. } if b == parameter));
    starts && by_element && holds_root(project, file, object)
}

fn holds_root(project: &Project, file: FileId, list: ExprId) -> bool {
    project.values().of(file, list).iter().any(|value| {
        let &Value::Array(at, array) = value else { return false };
        let Some(code) = project.file(at).code.as_ref() else { return false };
        let ExprKind::Array { elements } = code.expr(array) else { return false };
        code.expr_list(elements).any(|e| code.string(e) == Some("/"))
    })
}

/// The matcher leaves out handlers that ask nobody themselves.
fn left_out(project: &Project, middleware: &Middleware, sink: &mut Sink) {
    let Some(at) = middleware.matcher_at.filter(|_| means_handlers(project, middleware)) else { return };
    let open = project.routes.iter().filter(|r| {
        matches!(r.entry.kind, Kind::NextRoute | Kind::NextPageApi)
            && middleware.is_of_app(&project.file(r.entry.at.file).path)
            && !middleware.covers(&r.entry.path)
            && is_open(r)
            && !is_for_strangers(&r.entry.path)
    });
    let open: Vec<&Route> = open.collect();
    let Some((first, others)) = open.split_first() else { return };
    let more = if others.is_empty() { String::new() } else { format!(" and {} more", others.len()) };
    let message = format!("the middleware leaves out `{}`{more}, where nothing else asks who calls", first.entry.name);
    let finding = sink.report(at, "matcher", message);
    for route in open {
        finding.thing(route.entry.at, &route.entry.name, "asks nobody");
    }
}

/// Whether the middleware is there for handlers, too, and not for pages alone: it guards one of them, or names their
/// folder.
fn means_handlers(project: &Project, middleware: &Middleware) -> bool {
    let names_api =
        project.file(middleware.file).code.as_ref().is_some_and(|code| code.texts().any(|t| t.contains("api")));
    let handlers = || project.routes.iter().filter(|r| matches!(r.entry.kind, Kind::NextRoute | Kind::NextPageApi));
    names_api || handlers().any(|r| r.guards.iter().any(|g| g.at.file == middleware.file))
}

/// Ways in and out, and what is shared by link.
fn is_for_strangers(path: &str) -> bool {
    crate::vocab::split(path).iter().any(|w| {
        matches!(
            w.as_str(),
            "auth" | "login" | "logout" | "callback" | "share" | "public" | "webhook" | "webhooks" | "cron"
        )
    })
}

/// Whether an entry point that is no stranger's business works for strangers.
fn is_open(route: &Route) -> bool {
    route.authenticated.is_no()
        && !route.public_by_design.is_yes()
        && route.webhook.is_none()
        && route.done_for_all().any(|e| e.is_privileged() && !e.by_token)
}
