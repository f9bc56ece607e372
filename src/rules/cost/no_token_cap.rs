//! A model may write as long an answer as it likes.

use super::{REFUSED, text_calls};
use crate::{
    facts::code::Node,
    model::Project,
    rules::{Severity, Sink},
};

/// What the services call the cap.
const CAPS: [&str; 8] = [
    "max_tokens",
    "max_completion_tokens",
    "max_output_tokens",
    "maxOutputTokens",
    "maxTokens",
    "maxCompletionTokens",
    "num_predict",
    "max_response_output_tokens",
];

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let mut uncapped = Vec::new();
    for (route, file, call) in text_calls(project, sink) {
        let Some(code) = project.file(file).code.as_ref() else { continue };
        let is_capped = project.option((file, call), &CAPS).is_some() || is_capped_elsewhere(code, call);
        if !is_capped {
            uncapped.push((project.refused_on_way(route, file, call), route, code.range(call).in_file(file)));
        }
    }
    // What is never called today comes last.
    uncapped.sort_by_key(|(refused, ..)| refused.is_some());
    let Some(((refused, route, at), others)) = uncapped.split_first() else { return };
    let more = match others.iter().filter(|(other, ..)| other.is_some() == refused.is_some()).count() {
        0 => String::new(),
        1 => " (and one more place)".to_owned(),
        n => format!(" (and {n} more places)"),
    };
    let message = format!("`{}`{more} lets the model write as long an answer as it likes", route.entry.name);
    let finding = sink.report(*at, &route.entry.name, message);
    if let Some(refused) = refused {
        finding.severity(Severity::Low).place(*refused, REFUSED);
    }
    for (_, route, at) in others {
        finding.thing(*at, &route.entry.name, format!("`{}` does, too", route.entry.name));
    }
}

/// Whether the request is built in the same function, cap and all.
fn is_capped_elsewhere(code: &crate::facts::code::Code, call: crate::facts::code::ExprId) -> bool {
    use crate::facts::code::{ExprKind, PropertyKey};
    let function = code.function_of(call);
    code.descendants(Node::Function(function)).any(|n| match n {
        Node::Expr(e) => match code.expr(e) {
            ExprKind::Object { properties } => code
                .property_list(properties)
                .any(|p| matches!(p.key, PropertyKey::Name(k) if CAPS.contains(&code.str(k)))),
            ExprKind::Member { property, .. } => CAPS.contains(&code.str(property)),
            _ => false,
        },
        _ => false,
    })
}
