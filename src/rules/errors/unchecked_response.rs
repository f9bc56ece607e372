//! The body of an answer is read as if every answer were a good one.

use std::collections::BTreeMap;

use super::and_more;
use crate::{
    facts::code::{Enclosure, ExprKind, Node, StmtKind},
    frameworks::whereabouts,
    model::{
        Project,
        failures::{Request, ResponseUse},
    },
    rules::{Severity, Sink},
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let requests = &project.failures.requests;
    if requests.is_empty() {
        sink.not_applicable("the code sends no requests with fetch");
        return;
    }
    let mut by_file: BTreeMap<&str, Vec<&Request>> = BTreeMap::new();
    let is_faulty = |r: &&Request| {
        is_blind(project, r) && !is_own_file(r) && !is_guess(project, r) && !project.is_answered_at_any_status(r)
    };
    for request in requests.iter().filter(is_faulty) {
        by_file.entry(&project.file(request.at.file).path).or_default().push(request);
    }
    for (path, mut requests) in by_file {
        requests.sort_by_key(|r| (!leads_somewhere(project, r), r.at));
        let Some((first, others)) = requests.split_first() else { continue };
        let from = first.host().map_or_else(|| "the other side".to_owned(), ToOwned::to_owned);
        let message = format!(
            "when {from} answers with an error, its error page is read as if it were the answer{}",
            and_more(first.at, others.iter().map(|o| o.at))
        );
        let finding = sink.report(first.at, path, message);
        if !project.sides.of(first.at.file).is_server() && !requests.iter().any(|r| leads_somewhere(project, r)) {
            finding.severity(Severity::Low);
        }
        for other in others {
            finding.place(other.at, "the status of this answer is not looked at");
        }
    }
}

/// Whether the body is read without a look at the status. In a browser `fetch` is also the way to turn an address of its
/// own (`data:`, `blob:`) into bytes.
fn is_blind(project: &Project, request: &Request) -> bool {
    let ResponseUse::ReadBlindly(member) = request.answer else { return false };
    let Some(code) = &project.file(request.at.file).code else { return false };
    let takes_bytes = match code.expr(member) {
        ExprKind::Member { property, .. } => matches!(code.str(property), "arrayBuffer" | "blob"),
        _ => false,
    };
    // What is no picture fails where the bytes are read, and there it is met.
    let is_met = || code.enclosures_in_function(member).any(|around| matches!(around, Enclosure::TryBlock(_)));
    !takes_bytes || project.sides.of(request.at.file).is_server() && !is_met()
}

/// Where a visitor is, guessed from his address: a page does without.
fn is_guess(project: &Project, request: &Request) -> bool {
    request.host().is_some_and(whereabouts::tells_where) && !project.sides.of(request.at.file).is_server()
}

/// Whether a page goes where the body says: of an error's body, to `/undefined`.
fn leads_somewhere(project: &Project, request: &Request) -> bool {
    let ResponseUse::ReadBlindly(member) = request.answer else { return false };
    let Some(code) = &project.file(request.at.file).code else { return false };
    let Some(StmtKind::Var { pattern, .. }) = code.statement_of(member).map(|s| code.stmt(s).kind) else {
        return false;
    };
    let mut names = Vec::new();
    code.bound_names(pattern, &mut names);
    let mut uses = names.into_iter().flat_map(|b| code.references(b));
    uses.any(|&used| {
        code.ancestors(Node::Expr(used)).map_while(|n| if let Node::Expr(e) = n { Some(e) } else { None }).any(|e| {
            match code.expr(e) {
                ExprKind::Assign { target, .. } => {
                    code.path(target).is_some_and(|p| p.ends_with("location") || p.ends_with("location.href"))
                }
                ExprKind::Call { callee, .. } => code.path(callee).is_some_and(|p| {
                    p.ends_with("location.assign")
                        || p.ends_with("location.replace")
                        || matches!(p.as_str(), "navigate" | "router.push")
                }),
                _ => false,
            }
        })
    })
}

/// A picture or text that the app brings along, or made itself: `/data.json`, `data:…`, `blob:…`.
fn is_own_file(request: &Request) -> bool {
    request.url.as_deref().is_some_and(|url| {
        let path = url.split(['?', '#']).next().unwrap_or(url);
        let is_local = path.starts_with(['/', '.']) && !path.starts_with("//");
        let is_static = [".json", ".md", ".txt", ".svg", ".csv", ".html", ".geojson"].iter().any(|e| path.ends_with(e));
        path.starts_with("data:") || path.starts_with("blob:") || is_local && is_static
    })
}
