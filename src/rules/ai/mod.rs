//! What a model may do.

mod agent_writes_without_approval;
mod model_output_as_html;
mod model_output_executed;
mod model_output_unvalidated;
mod no_ai_audit;
mod no_kill_switch;
mod untrusted_text_in_system_prompt;

use super::{
    Sink,
    catalogue::{Entry, entry},
};
use crate::{
    facts::code::{Code, ExprKind},
    model::{
        Project,
        llm::{ModelCall, ModelCalls},
        routes::Route,
    },
};

pub(super) const RULES: &[Entry] = &[
    entry!("ai/agent-writes-without-approval", agent_writes_without_approval::check),
    entry!("ai/model-output-as-html", model_output_as_html::check),
    entry!("ai/model-output-executed", model_output_executed::check),
    entry!("ai/model-output-unvalidated", model_output_unvalidated::check),
    entry!("ai/untrusted-text-in-system-prompt", untrusted_text_in_system_prompt::check),
    entry!("ai/no-ai-audit", no_ai_audit::check),
    entry!("ai/no-kill-switch", no_kill_switch::check),
];

/// The calls of models; where there are none, the rule does not apply.
fn model_calls<'p>(project: &'p Project, sink: &mut Sink) -> ModelCalls<'p> {
    let calls = project.model_calls();
    if calls.calls.is_empty() {
        sink.not_applicable("the code calls no model that writes text");
    }
    calls
}

/// The entry points that run a call.
fn routes_of<'p>(project: &'p Project, call: &'p ModelCall) -> impl Iterator<Item = &'p Route> {
    project.routes.iter().filter(move |route| runs(project, route, call))
}

/// Whether an entry point runs a call.
fn runs(project: &Project, route: &Route, call: &ModelCall) -> bool {
    let Some(code) = &project.file(call.at.file).code else { return false };
    let mut here = route.functions.iter().filter(|(file, _)| *file == call.at.file);
    here.any(|&(_, function)| code.function(function).range.contains(call.at.range))
}

/// Whether a call offers tools to choose from. One tool that is forced on the model is a form for its answer.
fn offers_tools(models: &ModelCalls<'_>, code: &Code, call: &ModelCall) -> bool {
    let forced = models.options(call, &["tool_choice", "toolChoice"]).into_iter();
    let is_forced = forced.into_iter().any(|choice| matches!(code.expr(choice), ExprKind::Object { .. }));
    !is_forced && !models.options(call, &["tools", "functions", "functionDeclarations"]).is_empty()
}
