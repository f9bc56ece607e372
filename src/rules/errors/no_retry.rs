//! Scheduled work that gives up at the first hiccup of another service.

use crate::{
    facts::code::{Code, Enclosure, ExprKind, LoopForm, Node, StmtKind},
    model::{Project, failures::Request},
    rules::Sink,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let jobs = project.jobs();
    if jobs.is_empty() {
        sink.not_applicable("no scheduled work in the code");
        return;
    }
    for job in jobs.iter().filter(|job| !project.keeps_its_place(job)) {
        let runs_here = |r: &&Request| {
            job.functions.iter().any(|&(file, function)| {
                let code = project.file(file).code.as_ref();
                r.at.file == file && code.is_some_and(|c| c.function(function).range.contains(r.at.range))
            })
        };
        let requests = project.failures.requests.iter().filter(|r| r.is_foreign()).filter(runs_here);
        let mut once = requests.filter(|r| {
            let code = project.file(r.at.file).code.as_ref();
            code.is_some_and(|code| !is_tried_again(code, r) && !project.is_asked_next_turn(job, r))
        });
        let Some(first) = once.next() else { continue };
        let host = first.host().unwrap_or("another service");
        let message = format!("one hiccup of {host} and this turn of the scheduled work {} is lost", job.name);
        let finding = sink.report(first.at, job.name.clone(), message);
        for other in once {
            finding.place(other.at, "asked once");
        }
    }
}

/// Whether the request stands in a loop of attempts, or in what a helper for that is given; or in a function of such a name.
fn is_tried_again(code: &Code, request: &Request) -> bool {
    let is_about_it = |name: &str| {
        let lower = name.to_ascii_lowercase();
        ["retry", "retries", "attempt", "backoff", "resilient"].iter().any(|w| lower.contains(w))
    };
    let names_it = |node: Node| {
        code.descendants(node).any(|n| match n {
            Node::Expr(e) => code.ident(e).is_some_and(is_about_it),
            _ => false,
        })
    };
    let in_loop = code.enclosures(Node::Expr(request.expr)).any(|e| match e {
        Enclosure::Loop(stmt) => match code.stmt(stmt).kind {
            StmtKind::Loop { form: LoopForm::For | LoopForm::While | LoopForm::DoWhile, .. } => {
                names_it(Node::Stmt(stmt))
            }
            _ => false,
        },
        Enclosure::Function(f) => code.function(f).name.is_some_and(|n| is_about_it(code.str(n))),
        _ => false,
    });
    let in_helper = code.ancestors(Node::Expr(request.expr)).any(|n| match n {
        Node::Expr(e) => match code.expr(e) {
            ExprKind::Call { callee, .. } => code.path(callee).is_some_and(|p| is_about_it(&p)),
            _ => false,
        },
        _ => false,
    });
    in_loop || in_helper
}
