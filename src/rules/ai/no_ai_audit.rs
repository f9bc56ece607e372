//! Nothing records what a model was asked and what it answered.

use super::{model_calls, routes_of};
use crate::{
    facts::code::{ExprKind, Node},
    model::{
        Project,
        llm::{ModelCall, ModelCalls},
        queries::{Columns, Query},
    },
    rules::Sink,
};

/// Words in names of tables that hold what was asked and answered.
const RECORDS: [&str; 22] = [
    "ai",
    "chat",
    "chats",
    "message",
    "messages",
    "conversation",
    "conversations",
    "prompt",
    "prompts",
    "generation",
    "generations",
    "completion",
    "completions",
    "analysis",
    "analyses",
    "log",
    "logs",
    "usage",
    "audit",
    "history",
    "transcript",
    "runs",
];
/// Services that keep prompts and answers.
const TRACERS: [&str; 6] = ["langfuse", "langsmith", "helicone", "braintrust", "portkey-ai", "@arizeai/phoenix-client"];

/// Words in columns that hold what a model answered.
const ANSWERS: [&str; 8] = ["result", "results", "output", "response", "answer", "reply", "completion", "ai"];
/// Words in columns that hold what it was asked, or what that cost.
const ASKED: [&str; 10] = ["prompt", "input", "question", "query", "raw", "tokens", "token", "model", "stats", "cost"];

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let models = model_calls(project, sink);
    if models.calls.is_empty() {
        return;
    }
    if project.depends_on(|package| TRACERS.iter().any(|t| package.starts_with(t))) {
        sink.pass("a tracing service keeps prompts and answers");
        return;
    }
    let routes: Vec<_> = models.calls.iter().flat_map(|call| routes_of(project, call)).collect();
    if routes.is_empty() {
        sink.unknown("no entry point that reaches the model was found");
        return;
    }
    let is_record = |table: &str| {
        let vocab = &project.vocab.tables;
        vocab.audit.has(table)
            || vocab.usage.has(table)
            || crate::vocab::split(table).iter().any(|w| RECORDS.contains(&w.as_str()))
    };
    let mut queries = routes.iter().flat_map(|r| &r.effects).filter_map(|e| project.query_of(e));
    if let Some(query) = queries.find(|q| keeps(q)) {
        sink.pass(format!("written to {}", query.tables.join(" or ")));
        return;
    }
    let mut effects = routes.iter().flat_map(|r| &r.effects).filter(|e| e.writes);
    if let Some(effect) = effects.find(|e| e.table.as_deref().is_some_and(is_record)) {
        sink.pass(format!("written to {}", effect.table.as_deref().unwrap_or("a table")));
        return;
    }
    let is_kept = |call: &ModelCall| {
        routes_of(project, call).all(|route| {
            route.effects.iter().filter_map(|e| project.query_of(e)).any(|q| keeps_answer(project, &models, q))
        })
    };
    let mut reached = models.calls.iter().filter(|call| routes_of(project, call).next().is_some());
    let Some(reached) = reached.find(|call| !is_kept(call)) else {
        sink.pass("what a model answers is kept where it belongs");
        return;
    };
    let message = "nothing records what the model was asked and what it answered: a complaint cannot be looked into, a bill not explained";
    sink.report(reached.at, "ai", message);
}

/// Whether a row keeps an answer together with what was asked or what it cost, whatever its table is called.
fn keeps(query: &Query) -> bool {
    let Columns::Named(columns) = &query.columns else { return false };
    let has = |words: &[&str]| {
        columns.iter().position(|c| crate::vocab::split(c).iter().any(|w| words.contains(&w.as_str())))
    };
    // Of one column only one thing can be said.
    query.op.is_write() && matches!((has(&ANSWERS), has(&ASKED)), (Some(answer), Some(asked)) if answer != asked)
}

/// Whether what a model answered is among the values that a call writes.
fn keeps_answer(project: &Project, models: &ModelCalls<'_>, query: &Query) -> bool {
    let Some(code) = project.file(query.at.file).code.as_ref().filter(|_| query.op.is_write()) else { return false };
    let written = query.payload.iter().chain(&query.written);
    let mut parts = written.flat_map(|&value| code.within_node(Node::Expr(value)));
    parts.any(|node| match node {
        Node::Expr(e) => {
            matches!(code.expr(e), ExprKind::Ident { .. } | ExprKind::Member { .. })
                && models.is_answer(query.at.file, e)
        }
        _ => false,
    })
}
