//! Scheduled work that sends something for each row it finds, and marks none as done.

use crate::{
    facts::code::{Code, ExprId, ExprKind, FnId, Node, PropertyKey},
    model::{
        Project,
        jobs::Job,
        queries::{Over, Repeat, enclosing_loop},
        routes::{PaidCall, Route},
    },
    rules::Sink,
    source::span::{FileId, Span},
    vocab::ServiceKind,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let jobs = project.jobs();
    if jobs.is_empty() {
        sink.not_applicable("no scheduled work in the code");
        return;
    }
    for job in &jobs {
        let Some(route) = job.route.and_then(|index| project.routes.get(index)) else { continue };
        if marks(project, job, route) {
            continue;
        }
        let looped = route.paid_apis.iter().find_map(|p| Some((p, sent_for_each(project, job, p)?)));
        let Some((sent, at)) = looped else { continue };
        let whom = if is_to_one(project, sent) { "the same messages go out twice" } else { "everybody gets it twice" };
        let message = format!(
            "when {} runs twice, {whom}: it sends with {} for each row and marks none as done",
            job.name, sent.name
        );
        sink.report(at, job.name.clone(), message);
    }
}

/// `to: "crew@harbour.example"`: whoever the row is about, it goes to one address.
fn is_to_one(project: &Project, paid: &PaidCall) -> bool {
    let Some((file, call)) = paid.expr else { return false };
    let Some(code) = &project.file(file).code else { return false };
    let values = project.values();
    let mut receivers = code.within_node(Node::Expr(call)).filter_map(|node| match node {
        Node::Expr(e) => code.property(e, "to"),
        _ => None,
    });
    let is_fixed = |to: ExprId| match code.expr(to) {
        ExprKind::Array { elements } => code.expr_list(elements).all(|e| values.exact_text(file, e).is_some()),
        _ => values.exact_text(file, to).is_some(),
    };
    receivers.any(is_fixed)
}

/// Whether the work leaves any mark: a write of any kind, a procedure that may claim rows, a key that makes a repeat
/// harmless.
fn marks(project: &Project, job: &Job, route: &Route) -> bool {
    use crate::model::queries::Op;
    let calls_procedure =
        project.queries.iter().any(|q| q.op == Op::Rpc && stands_in(project, job, q.at.file, q.function));
    let has_key = job.functions.iter().filter_map(|(file, _)| project.file(*file).code.as_ref()).any(|code| {
        code.properties.iter().any(|p| match p.key {
            PropertyKey::Name(name) => code.str(name).to_ascii_lowercase().contains("idempotency"),
            _ => false,
        })
    });
    calls_procedure || has_key || route.effects.iter().any(|e| e.writes)
}

fn stands_in(project: &Project, job: &Job, file: FileId, function: FnId) -> bool {
    let Some(code) = &project.file(file).code else { return false };
    let at = code.function(function).range;
    job.functions.iter().any(|&(f, outer)| f == file && code.function(outer).range.contains(at))
}

/// Where something is sent in a loop over rows: the call itself, or that of the helper that makes it.
fn sent_for_each(project: &Project, job: &Job, paid: &PaidCall) -> Option<Span> {
    let is_message =
        matches!(paid.kind, ServiceKind::Mail | ServiceKind::Sms | ServiceKind::Whatsapp | ServiceKind::Voice);
    let (file, expr) = paid.expr.filter(|_| is_message)?;
    let code = project.file(file).code.as_ref()?;
    if is_over_items(enclosing_loop(file, code, expr)) {
        return Some(paid.at);
    }
    called_in_loop(project, job, file, code.function_of(expr))
}

fn is_over_items(repeat: Option<Repeat>) -> bool {
    repeat.is_some_and(|r| r.over == Over::Items)
}

/// Where the work calls a function in a loop over rows.
fn called_in_loop(project: &Project, job: &Job, file: FileId, function: FnId) -> Option<Span> {
    let values = project.values();
    job.functions.iter().find_map(|&(at, outer)| {
        let code = project.file(at).code.as_ref()?;
        let calls = |e: &ExprId| match code.expr(*e) {
            ExprKind::Call { callee, .. } => {
                is_over_items(enclosing_loop(at, code, *e)) && values.functions(at, callee).contains(&(file, function))
            }
            _ => false,
        };
        exprs_in(code, outer).find(|e| calls(e)).map(|e| code.range(e).in_file(at))
    })
}

fn exprs_in(code: &Code, function: FnId) -> impl Iterator<Item = ExprId> + '_ {
    code.descendants(Node::Function(function)).filter_map(|n| match n {
        Node::Expr(e) => Some(e),
        _ => None,
    })
}
