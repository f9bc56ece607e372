//! What a model wrote, put into the page as HTML.

use std::collections::BTreeSet;

use crate::{
    facts::code::{Code, ExprId, ExprKind, Node, PropertyKey},
    model::{Project, failures::RemoteKind},
    rules::{Confidence, Sink},
    source::span::FileId,
    vocab::ServiceKind,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let models = super::model_calls(project, sink);
    if models.calls.is_empty() {
        return;
    }
    let asking = files_that_ask(project);
    for (id, file, code) in project.code_files().filter(|(_, f, _)| f.role.is_production()) {
        let is_near = asking.contains(&id) || is_about_ai(file.name());
        for html in html_of(code) {
            let is_output = models.is_output(id, html);
            if (is_output || is_near && names_answer(code, html)) && !is_made_safe(project, id, code, html) {
                let message = "what the model writes becomes part of the page as HTML: a text that tricks it can run a script in your visitors' browsers";
                let finding = sink.report(code.range(html).in_file(id), file.path.clone(), message);
                if !is_output {
                    // Told by names alone: it may be a text that people write, which is no better.
                    finding.confidence(Confidence::Low);
                }
                break;
            }
        }
    }
}

/// `dangerouslySetInnerHTML={{ __html: x }}`, `element.innerHTML = x`.
fn html_of(code: &Code) -> impl Iterator<Item = ExprId> + '_ {
    let attributes = code.properties.iter().filter_map(|p| match p.key {
        PropertyKey::Name(name) if code.str(name) == "dangerouslySetInnerHTML" => code.property(p.value, "__html"),
        _ => None,
    });
    let assigned = code.exprs.iter().filter_map(|e| match e.kind {
        ExprKind::Assign { target, value, .. } => match code.expr(target) {
            ExprKind::Member { property, .. } if code.str(property) == "innerHTML" => Some(value),
            _ => None,
        },
        _ => None,
    });
    attributes.chain(assigned)
}

/// Files that call an entry point which asks a model.
fn files_that_ask(project: &Project) -> BTreeSet<FileId> {
    let asks = |route: &&crate::model::routes::Route| route.paid_apis.iter().any(|p| p.kind == ServiceKind::Llm);
    let addresses: Vec<&str> = project.routes.iter().filter(asks).map(|r| r.entry.path.as_str()).collect();
    let remote = project.failures.remote.iter().filter(|c| c.kind == RemoteKind::Function);
    let by_name = remote.filter(|c| addresses.contains(&c.name.as_str())).map(|c| c.at.file);
    let by_url = project.failures.requests.iter().filter(|r| {
        r.url
            .as_deref()
            .is_some_and(|url| addresses.iter().any(|a| a.len() > 3 && url.contains(a.trim_start_matches('/'))))
    });
    by_name.chain(by_url.map(|r| r.at.file)).collect()
}

/// `ChatMessage.tsx`, `AIAssistant.tsx`.
fn is_about_ai(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or("");
    crate::vocab::split(stem)
        .iter()
        .any(|w| matches!(w.as_str(), "ai" | "chat" | "assistant" | "copilot" | "chatbot" | "llm" | "gpt"))
}

/// Whether an expression speaks of an answer by its names: `message.content`, `aiSummary`, `result.analysis`.
fn names_answer(code: &Code, html: ExprId) -> bool {
    code.descendants(Node::Expr(html)).any(|node| {
        let Node::Expr(e) = node else { return false };
        let Some(name) = code.last_name(e) else { return false };
        crate::vocab::split(name).iter().any(|w| {
            matches!(
                w.as_str(),
                "content"
                    | "message"
                    | "reply"
                    | "answer"
                    | "response"
                    | "ai"
                    | "generated"
                    | "summary"
                    | "analysis"
                    | "completion"
                    | "suggestion"
                    | "insight"
                    | "explanation"
                    | "feedback"
                    | "report"
                    | "text"
                    | "markdown"
            )
        })
    })
}

/// Whether it is sanitised on the way, escaped first, or written by the app itself.
fn is_made_safe(project: &Project, file: FileId, code: &Code, html: ExprId) -> bool {
    let values = project.values();
    let vocab = &project.vocab;
    code.descendants(Node::Expr(html)).any(|node| {
        let Node::Expr(e) = node else { return false };
        let ExprKind::Call { callee, .. } = code.expr(e) else { return false };
        let path = code.path(callee).unwrap_or_default();
        let by_name = path == "JSON.stringify" || path.split('.').any(|p| vocab.guards.sanitizers.has(p));
        let by_package = || {
            values.symbols(file, callee).iter().any(|s| s.package().is_some_and(|p| vocab.packages.sanitizers.has(p)))
        };
        let by_helper = || {
            values.functions(file, callee).into_iter().any(|(at, f)| {
                values.code(at).is_some_and(|c| {
                    c.descendants(Node::Function(f)).any(|n| match n {
                        Node::Expr(e) => {
                            c.string(e).is_some_and(|s| s.contains("&lt;"))
                                || c.ident(e).is_some_and(|i| vocab.guards.sanitizers.has(i))
                        }
                        _ => false,
                    })
                })
            })
        };
        by_name || by_package() || by_helper()
    })
}
