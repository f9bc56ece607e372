//! The caller chooses the model, or hands in the whole conversation.

use super::text_calls;
use crate::{
    facts::code::{Code, ExprId, ExprKind, Node},
    model::{
        Project,
        calls::FnRef,
        routes::Route,
        values::{Root, Symbol},
    },
    rules::Sink,
    source::span::FileId,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let mut seen = Vec::new();
    for (route, file, call) in text_calls(project, sink) {
        let Some(code) = project.file(file).code.as_ref() else { continue };
        for (key, what) in
            [("model", "the model"), ("messages", "the whole conversation"), ("system", "the instructions")]
        {
            let Some(value) = project.option((file, call), &[key]) else { continue };
            if is_chosen(project, file, value, key) {
                let message = format!("whoever calls `{}` chooses {what}", route.entry.name);
                sink.report(code.range(call).in_file(file), &route.entry.name, message);
                break;
            }
            // The call may stand in a helper that all entry points share.
            for (route, at, given) in given_by_routes(project, file, value) {
                if is_chosen(project, at, given, key) && !seen.contains(&(at, given)) {
                    seen.push((at, given));
                    let Some(code) = project.file(at).code.as_ref() else { continue };
                    let message = format!("whoever calls `{}` chooses {what}", route.entry.name);
                    let place = spread_of(project, at, code, given).unwrap_or(given);
                    sink.report(code.range(place).in_file(at), &route.entry.name, message);
                }
            }
        }
    }
}

/// One text of the caller in a message of the app's own is what the feature is for; a model, a list of messages or
/// instructions from outside are not.
fn is_chosen(project: &Project, file: FileId, value: ExprId, key: &str) -> bool {
    let Some(code) = project.file(file).code.as_ref() else { return false };
    if key == "messages" {
        let is_whole = project.is_sent(file, value) && !is_trimmed(project, file, value);
        return is_whole || spread_of(project, file, code, value).is_some();
    }
    project.is_sent(file, value)
}

/// The caller's own messages in a list: `[{ role: "system", … }, ...body.messages]`.
fn spread_of(project: &Project, file: FileId, code: &Code, value: ExprId) -> Option<ExprId> {
    let ExprKind::Array { elements } = code.expr(code.initial(value).unwrap_or(value)) else { return None };
    code.expr_list(elements).find(|&e| {
        matches!(code.expr(e), ExprKind::Spread(inner) if project.is_sent(file, inner) && !is_trimmed(project, file, inner))
    })
}

/// `history.slice(-10).map((m) => ({ role: …, content: m.text }))`: the server picks the last ones and writes them anew.
fn is_trimmed(project: &Project, file: FileId, value: ExprId) -> bool {
    let symbols = project.values().symbols(file, value);
    symbols.iter().any(|s| s.path.contains(".slice()") && (s.path.contains(".map()") || s.path.contains(".filter()")))
}

/// Where `value` is a parameter of a helper: what the entry points that call the helper give for it.
fn given_by_routes(project: &Project, file: FileId, value: ExprId) -> Vec<(&Route, FileId, ExprId)> {
    let parameters = project.values().symbols(file, value).into_iter().filter_map(|s| match s {
        &Symbol { root: Root::Param(at, function, index), ref path, .. } if path.is_empty() => {
            Some(((at, function), index))
        }
        _ => None,
    });
    let mut given = Vec::new();
    for (helper, index) in parameters {
        for route in project.routes.iter().filter(|r| !r.paid_apis.is_empty() && r.functions.contains(&helper)) {
            for &(at, function) in route.functions.iter().filter(|f| **f != helper) {
                let Some(code) = project.file(at).code.as_ref() else { continue };
                given.extend(arguments(project, (at, function), code, helper, index).map(|e| (route, at, e)));
            }
        }
    }
    given
}

/// The arguments number `index` of the calls of a helper within a function.
fn arguments<'a>(
    project: &'a Project,
    (file, function): FnRef,
    code: &'a Code,
    helper: FnRef,
    index: u32,
) -> impl Iterator<Item = ExprId> + 'a {
    let own = project.file(helper.0).code.as_ref().and_then(|c| c.function(helper.1).name.map(|n| c.str(n)));
    code.descendants(Node::Function(function)).filter_map(move |n| {
        let Node::Expr(e) = n else { return None };
        let ExprKind::Call { callee, args } = code.expr(e) else { return None };
        // Its name first: that is cheap, and most calls are of something else.
        let is_named = code.path(callee).is_some_and(|p| p.rsplit('.').next() == own);
        let is_helper = is_named && project.values().functions(file, callee).contains(&helper);
        is_helper.then(|| code.arg(args, index as usize)).flatten()
    })
}
