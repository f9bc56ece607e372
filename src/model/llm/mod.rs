//! Calls that make a model write text: what goes into them, and what is done with what comes out.

mod answered;
mod checked;
mod collected;

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::{
    Project,
    calls::{FnRef, call_at},
    modules::Target,
    routes::service_of,
    values::{Root, Symbol, Value, Values},
};
use crate::{
    facts::code::{Code, ExprId, ExprKind, FnId, Node, PropertyKey, Sym},
    source::span::{FileId, Span},
    vocab::ServiceKind,
};

/// Whether an object that has a role is a turn of a chat, `{ role, content }`: the role says who speaks, and gives nobody a
/// right.
pub(in crate::model) fn is_turn(code: &Code, object: ExprId) -> bool {
    ["content", "parts", "text"].iter().any(|name| code.property(object, name).is_some())
}

/// A call of a model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ModelCall {
    /// The call.
    pub at: Span,
    /// Its expression.
    pub expr: ExprId,
    /// The function it stands in.
    pub function: FnId,
    /// The service's name, for messages.
    pub service: String,
}

/// All calls of models in production code, and what tells their answers.
#[derive(Debug)]
pub struct ModelCalls<'p> {
    project: &'p Project,
    values: Values<'p>,
    /// By file and place.
    pub calls: Vec<ModelCall>,
    /// The functions that hold one.
    callers: BTreeSet<FnRef>,
    /// The calls whose result is what the model wrote, and not an answer with that in it.
    plain: BTreeSet<(FileId, ExprId)>,
}

/// Looks at every file that names a model's address or imports its library.
pub(super) fn collect(project: &Project) -> Vec<ModelCall> {
    let values = project.values();
    let files: Vec<_> = project.code_files().filter(|(_, known, _)| known.role.is_production()).collect();
    let of_files = files.into_par_iter().map(|(file, _, code)| {
        if may_call(project, file, code) { of_file(project, &values, file, code) } else { Vec::new() }
    });
    let mut calls = of_files.collect::<Vec<_>>().concat();
    // `answer.text.trim()` has the library at its root as well, but only works on what a call has answered.
    let known: BTreeSet<(FileId, ExprId)> = calls.iter().map(|c| (c.at.file, c.expr)).collect();
    calls.retain(|call| !works_on_answer(&values, call, &known));
    calls
}

/// Whether a call is one of a method of what another call of a model answered.
fn works_on_answer(values: &Values<'_>, call: &ModelCall, known: &BTreeSet<(FileId, ExprId)>) -> bool {
    let Some(code) = values.code(call.at.file) else { return false };
    let ExprKind::Call { callee, .. } = code.expr(call.expr) else { return false };
    let ExprKind::Member { object, .. } = code.expr(callee) else { return false };
    let own = (call.at.file, call.expr);
    values
        .symbols(call.at.file, object)
        .iter()
        .filter_map(|s| s.made_by)
        .any(|made| made != own && known.contains(&made))
}

fn of_file(project: &Project, values: &Values<'_>, file: FileId, code: &Code) -> Vec<ModelCall> {
    let mut calls = Vec::new();
    for expr in code.expr_ids() {
        let Some(call) = call_at(values, code, file, expr) else { continue };
        let Some(service) = service_of(project, values, file, code, &call) else { continue };
        if service.kind == ServiceKind::Llm && writes_text(values, file, code, expr) {
            let at = code.range(expr).in_file(file);
            calls.push(ModelCall { at, expr, function: code.function_of(expr), service: service.name.clone() });
        }
    }
    calls
}

impl Project {
    /// The calls of models, ready to be followed.
    #[must_use]
    pub fn model_calls(&self) -> ModelCalls<'_> {
        let values = self.values();
        let calls = self.llm_calls.clone();
        let callers = calls.iter().map(|c| (c.at.file, c.function)).collect();
        let gives_text = |call: &&ModelCall| {
            let service = self.vocab.services.iter().find(|s| s.name == call.service);
            // A service without packages or addresses is a member of the builder's own client.
            service.is_some_and(|s| s.packages.0.is_empty() && s.hosts.0.is_empty())
        };
        let plain = calls.iter().filter(gives_text).map(|c| (c.at.file, c.expr)).collect();
        ModelCalls { project: self, values, calls, callers, plain }
    }
}

/// A quick look: only few files can call a model.
fn may_call(project: &Project, file: FileId, code: &Code) -> bool {
    let is_llm = |service: Option<&crate::vocab::Service>| service.is_some_and(|s| s.kind == ServiceKind::Llm);
    let imports = project.modules.targets(file);
    imports.iter().any(|t| matches!(t, Target::Package(name) if is_llm(project.vocab.service_of_package(name))))
        || code.texts().any(|t| t.starts_with("http") && is_llm(project.vocab.service_at(t)) || t == "InvokeLLM")
        // Addresses may be constants of another file.
        || code.texts().any(|t| t.to_ascii_lowercase().contains("ai_gateway") || t == "chat/completions")
}

/// Whether a call asks for text, not for pictures, vectors or speech.
fn writes_text(values: &Values<'_>, file: FileId, code: &Code, expr: ExprId) -> bool {
    let ExprKind::Call { callee, args } = code.expr(expr) else { return false };
    let mut words = code.path(callee).unwrap_or_default();
    for value in code.arg(args, 0).map(|url| values.of(file, url)).unwrap_or_default() {
        if let Value::Text(text) = value {
            words.push_str(&text.with_holes("x"));
        }
    }
    let other =
        ["image", "embed", "audio", "speech", "transcri", "moderation", "files", "models.list", "realtime", "uploads"];
    let lower = words.to_ascii_lowercase();
    !other.iter().any(|w| lower.contains(w))
}

impl ModelCalls<'_> {
    /// Whether an expression is what a model wrote, or a part of it.
    #[must_use]
    pub fn is_output(&self, file: FileId, expr: ExprId) -> bool {
        self.values.symbols(file, expr).iter().any(|s| self.is_output_symbol(s))
    }

    /// Whether an expression is what a function gives that asks a model, in whatever form.
    #[must_use]
    pub fn is_answer(&self, file: FileId, expr: ExprId) -> bool {
        self.values.symbols(file, expr).iter().any(|s| match &s.root {
            Root::Result(file, function) => self.callers.contains(&(*file, *function)),
            _ => self.is_output_symbol(s),
        })
    }

    fn is_output_symbol(&self, symbol: &Symbol) -> bool {
        const ANSWERS: [&str; 10] = [
            ".choices",
            ".candidates",
            ".message.content",
            ".content[]",
            ".output_text",
            ".output[]",
            ".completion",
            ".tool_calls",
            ".generated_text",
            ".response.text()",
        ];
        if symbol.made_by.is_some_and(|made| self.plain.contains(&made)) {
            return true;
        }
        let has_answer = ANSWERS.iter().any(|a| symbol.path.contains(a));
        match &symbol.root {
            Root::Package(package) => {
                let service = self.project.vocab.service_of_package(package);
                // `generateObject` hands out what fits its schema.
                service.is_some_and(|s| s.kind == ServiceKind::Llm)
                    && (has_answer || symbol.path.ends_with(".text") || symbol.path.contains(".text()"))
                    && !symbol.path.contains("generateObject")
            }
            Root::Global(name) => name == "fetch" && has_answer,
            Root::Result(file, function) => {
                self.callers.contains(&(*file, *function)) && (has_answer || self.gives_text(*file, *function))
            }
            _ => false,
        }
    }

    /// Whether a function that calls a model returns what it wrote, rather than the whole answer.
    fn gives_text(&self, file: FileId, function: FnId) -> bool {
        let Some(code) = self.values.code(file) else { return false };
        code.texts().any(|t| matches!(t, "choices" | "candidates" | "output_text"))
            && code.within(function).any(|n| match n {
                Node::Expr(e) => matches!(code.expr(e), ExprKind::Member { property, .. } if matches!(code.str(property), "content" | "text" | "output_text")),
                _ => false,
            })
    }

    /// The values of some properties in what a call is given, also where that is put together in a variable.
    #[must_use]
    pub fn options(&self, call: &ModelCall, keys: &[&str]) -> Vec<ExprId> {
        let Some(code) = self.values.code(call.at.file) else { return Vec::new() };
        let mut objects: Vec<ExprId> = Vec::new();
        for node in code.within_node(Node::Expr(call.expr)) {
            let Node::Expr(e) = node else { continue };
            match code.expr(e) {
                ExprKind::Object { .. } => objects.push(e),
                ExprKind::Ident { binding: Some(_), .. } => {
                    objects.extend(self.values.of(call.at.file, e).iter().filter_map(|v| match v {
                        &Value::Object(at, object) if at == call.at.file => Some(object),
                        _ => None,
                    }));
                }
                _ => {}
            }
        }
        objects.sort_unstable();
        objects.dedup();
        objects.into_iter().flat_map(|object| properties(code, object, keys)).collect()
    }

    /// The instructions that a file gives to models: `system: …`, and the content of messages with that role.
    #[must_use]
    pub fn instructions(&self, call: &ModelCall) -> Vec<ExprId> {
        let Some(code) = self.values.code(call.at.file) else { return Vec::new() };
        let mut found =
            self.options(call, &["system", "systemInstruction", "system_instruction", "instructions", "systemPrompt"]);
        let of_function = code.function(call.function).range;
        for (object, expr) in code.all_exprs() {
            let ExprKind::Object { .. } = expr.kind else { continue };
            let role = code.property(object, "role").and_then(|r| code.string(r));
            if of_function.contains(expr.range) && matches!(role, Some("system" | "developer")) {
                found.extend(code.property(object, "content"));
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }
}

fn properties<'c>(code: &'c Code, object: ExprId, keys: &'c [&str]) -> impl Iterator<Item = ExprId> + 'c {
    let list = match code.expr(object) {
        ExprKind::Object { properties } => properties,
        _ => crate::facts::code::List::default(),
    };
    let named = |name: Sym| keys.contains(&code.str(name));
    code.property_list(list).filter(move |p| matches!(p.key, PropertyKey::Name(n) if named(n))).map(|p| p.value)
}
