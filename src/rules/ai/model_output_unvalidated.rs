//! JSON that a model wrote is taken for what was asked for.

use super::model_calls;
use crate::{
    facts::code::ExprKind,
    model::Project,
    rules::{Severity, Sink},
    source::span::Span,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let models = model_calls(project, sink);
    if models.calls.is_empty() {
        return;
    }
    for (id, file, code) in project.code_files().filter(|(_, f, _)| f.role.is_production()) {
        let mut places = Vec::new();
        for (parse, expr) in code.all_exprs() {
            let ExprKind::Call { callee, args } = expr.kind else { continue };
            if code.path(callee).as_deref() != Some("JSON.parse") {
                continue;
            }
            let Some(text) = code.arg(args, 0) else { continue };
            let is_checked = || project.is_checked(code, parse) || project.is_checked_by_pages(id, parse);
            if models.is_output(id, text) && !is_checked() {
                places.push(expr.range.in_file(id));
            }
        }
        let keeps = |at: &Span| project.is_stored_after(*at);
        places.sort_by_cached_key(|at| (!keeps(at), *at));
        let Some((&first, others)) = places.split_first() else { continue };
        let message = if keeps(&first) {
            "the model's JSON is stored as it comes: what it leaves out or makes up becomes data"
        } else {
            "the model's JSON is used as it comes: a missing or wrong field breaks what follows"
        };
        let finding = sink.report(first, file.path.clone(), message);
        if !keeps(&first) {
            finding.severity(Severity::Low);
        }
        for &other in others {
            finding.place(other, "parsed and not checked");
        }
    }
}
