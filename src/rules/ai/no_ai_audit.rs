//! Nothing records what a model was asked and what it answered.

use super::{model_calls, routes_of};
use crate::{model::Project, rules::Sink};

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

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let models = model_calls(project, sink);
    let Some(first) = models.calls.first() else { return };
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
    let mut effects = routes.iter().flat_map(|r| &r.effects).filter(|e| e.writes);
    if let Some(effect) = effects.find(|e| e.table.as_deref().is_some_and(is_record)) {
        sink.pass(format!("written to {}", effect.table.as_deref().unwrap_or("a table")));
        return;
    }
    let reached = models.calls.iter().find(|call| routes_of(project, call).next().is_some()).unwrap_or(first);
    let message = "nothing records what the model was asked and what it answered: a complaint cannot be looked into, a bill not explained";
    sink.report(reached.at, "ai", message);
}
