//! Long work that a visitor waits for: a mail, a model, a write for each of many rows, inside one request.

use crate::{
    facts::code::{Code, ExprId, ExprKind, Node},
    model::{
        Project,
        calls::FnRef,
        failures::RemoteKind,
        queries::{Over, enclosing_loop},
        routes::{PaidCall, Route},
    },
    rules::Sink,
    source::span::{FileId, Span},
    vocab::ServiceKind,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    if project.routes.is_empty() {
        sink.not_applicable("no server entry point");
        return;
    }
    let scheduled: Vec<Span> = project.jobs().into_iter().map(|j| j.at).collect();
    let mut said: Vec<Span> = Vec::new();
    for route in &project.routes {
        let is_waited_for = !scheduled.contains(&route.entry.at)
            && project.file(route.entry.at.file).role.is_production()
            && (!route.sounds_scheduled() || is_invoked(project, route));
        let Some(slow) = route.paid_apis.iter().find(|p| is_waited_for && is_slow_loop(project, route, p)) else {
            continue;
        };
        if said.contains(&slow.at) {
            continue;
        }
        said.push(slow.at);
        let message = format!(
            "whoever calls {} waits while {} is called once per row: with a hundred rows the request is cut off half way",
            route.entry.name, slow.name
        );
        sink.report(slow.at, route.entry.name.clone(), message);
    }
}

/// Whether a page calls it.
fn is_invoked(project: &Project, route: &Route) -> bool {
    let path = route.entry.path.trim_start_matches('/');
    let is_client = |file| project.sides.of(file).is_client();
    let failures = &project.failures;
    failures.remote.iter().any(|c| c.kind == RemoteKind::Function && c.name == path && is_client(c.at.file))
        || failures
            .requests
            .iter()
            .any(|r| is_client(r.at.file) && r.url.as_deref().is_some_and(|url| url.contains(path)))
}

/// Whether a slow service is called for each of many things before the answer goes out.
fn is_slow_loop(project: &Project, route: &Route, paid: &PaidCall) -> bool {
    let is_slow =
        !matches!(paid.kind, ServiceKind::Maps | ServiceKind::Payment | ServiceKind::Data | ServiceKind::Search);
    let Some((file, expr)) = paid.expr.filter(|_| is_slow) else { return false };
    let Some(code) = &project.file(file).code else { return false };
    let is_direct = is_long_loop(project, file, code, expr, paid.kind) && !is_put_off(code, expr);
    is_direct || is_looped_by_caller(project, route, paid.kind, (file, code.function_of(expr)))
}

/// A request lives long enough for this many calls.
const SOON_DONE: u32 = 25;

/// Whether a loop around a call may take long: it goes over rows, of which there may be many, and one after the other.
/// Mails that are sent all at once take as long as one.
fn is_long_loop(project: &Project, file: FileId, code: &Code, expr: ExprId, kind: ServiceKind) -> bool {
    let Some(repeat) = enclosing_loop(file, code, expr).filter(|r| r.over == Over::Items) else { return false };
    if kind == ServiceKind::Mail && repeat.is_all_at_once(code) {
        return false;
    }
    let list = project.list_of_loop(repeat.whole);
    if list.is_some_and(|list| is_of_batches(code, list)) {
        return false;
    }
    let query = list.and_then(|list| project.query_behind(file, list));
    query.is_none_or(|query| {
        let is_short = project.most_rows(query).is_some_and(|rows| rows <= SOON_DONE);
        !is_short && !query.asks_for_leaders(code)
    })
}

/// `crates.push(all.slice(i, i + 50))`, `chunk(all, 50)`: a round takes many at once.
fn is_of_batches(code: &Code, list: ExprId) -> bool {
    let callee_of = |call: ExprId| match code.expr(call) {
        ExprKind::Call { callee, args } => Some((callee, args)),
        _ => None,
    };
    if let Some((callee, _)) = callee_of(code.initial(list).unwrap_or(list)) {
        return code.last_name(callee).is_some_and(|name| name.to_ascii_lowercase().contains("chunk"));
    }
    let ExprKind::Ident { binding: Some(binding), .. } = code.expr(list) else { return false };
    let pushed = code.references(binding).iter().filter_map(|&read| {
        let Node::Expr(member) = code.parent(read) else { return None };
        let Node::Expr(call) = code.parent(member) else { return None };
        let (callee, args) = callee_of(call).filter(|&(callee, _)| callee == member)?;
        (code.last_name(callee) == Some("push")).then(|| code.arg(args, 0)).flatten()
    });
    let is_slice = |part: ExprId| {
        callee_of(part).is_some_and(|(callee, args)| code.last_name(callee) == Some("slice") && args.len() == 2)
    };
    let mut pushed = pushed.peekable();
    pushed.peek().is_some() && pushed.all(is_slice)
}

/// Whether the helper that makes the call is called in a loop over rows by a function of the entry point.
fn is_looped_by_caller(project: &Project, route: &Route, kind: ServiceKind, helper: FnRef) -> bool {
    let values = project.values();
    route.functions.iter().any(|&(at, function)| {
        let Some(code) = &project.file(at).code else { return false };
        code.descendants(Node::Function(function)).any(|n| {
            let Node::Expr(e) = n else { return false };
            let ExprKind::Call { callee, .. } = code.expr(e) else { return false };
            is_long_loop(project, at, code, e, kind)
                && !is_put_off(code, e)
                && values.functions(at, callee).contains(&helper)
        })
    })
}

/// Whether the work is handed to what goes on after the answer: `waitUntil(…)`, `after(() => …)`, a step of a queue.
fn is_put_off(code: &Code, expr: ExprId) -> bool {
    code.ancestors(Node::Expr(expr)).any(|n| {
        let Node::Expr(e) = n else { return false };
        let ExprKind::Call { callee, .. } = code.expr(e) else { return false };
        let path = code.path(callee).unwrap_or_default();
        matches!(path.rsplit('.').next(), Some("waitUntil" | "after" | "run" | "enqueue" | "defer" | "createFunction"))
    })
}
