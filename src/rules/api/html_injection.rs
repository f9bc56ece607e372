//! Text of strangers becomes code in the page or the mail.

use super::routes;
use crate::{
    facts::code::{Code, ExprId, ExprKind, JsxId, Node, PropertyKey},
    model::{Project, markup::Writers},
    rules::{Confidence, Severity, Sink},
    source::span::FileId,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    for (file, f, code) in project.code_files().filter(|(_, f, _)| f.role.is_production()) {
        if f.path.contains("components/ui/") {
            continue;
        }
        for (index, expr) in (0u32..).zip(&code.exprs) {
            let html = match expr.kind {
                ExprKind::Jsx(jsx) => inserted(code, jsx),
                ExprKind::Assign { target, value, .. } => into_element(code, target).then_some(value),
                _ => None,
            };
            if let Some(html) = html {
                page(project, file, code, ExprId(index), html, sink);
            }
        }
    }
    mails(project, sink);
}

/// `dangerouslySetInnerHTML={{ __html: … }}` of an element that shows something.
fn inserted(code: &Code, jsx: JsxId) -> Option<ExprId> {
    let element = code.jsx_element(jsx);
    if matches!(code.str(element.tag), "style" | "script") {
        return None;
    }
    let object = code.property_list(element.attributes).find_map(|p| match p.key {
        PropertyKey::Name(k) if code.str(k) == "dangerouslySetInnerHTML" => Some(p.value),
        _ => None,
    })?;
    code.property(object, "__html")
}

/// `element.innerHTML = …`.
fn into_element(code: &Code, target: ExprId) -> bool {
    matches!(code.expr(target), ExprKind::Member { property, .. } if matches!(code.str(property), "innerHTML" | "outerHTML"))
}

fn page(project: &Project, file: FileId, code: &Code, at: ExprId, html: ExprId, sink: &mut Sink) {
    let place = match code.expr(at) {
        ExprKind::Jsx(_) => code.range(html),
        _ => code.range(at),
    };
    let Some(foreign) = project.foreign_markup(file, html) else { return };
    if !project.is_in_page(place.in_file(file)) {
        return;
    }
    let writers = project.writers_of(file, &foreign);
    // Nobody else looks at it.
    if writers == Some(Writers::Reader) {
        return;
    }
    let name = code.path(foreign.expr).unwrap_or_else(|| "text".to_owned());
    let message = format!("`{name}` goes into the page as code: a script in it runs for whoever looks at it");
    let finding = sink.report(place.in_file(file), format!("{}/{name}", project.file(file).path), message);
    if writers == Some(Writers::Staff) || is_never_shown(code, at) {
        finding.severity(Severity::Low);
    } else if !foreign.is_known || writers == Some(Writers::Unsure) {
        // Who writes it is a guess: it may be the reader himself.
        finding.severity(Severity::Medium);
    }
    if !foreign.is_known || writers == Some(Writers::Unsure) {
        finding.confidence(Confidence::Low);
    }
}

/// Whether it goes into an element that was just made and of which only the text is taken out again:
/// `const strip = document.createElement("div"); strip.innerHTML = html; return strip.textContent`.
fn is_never_shown(code: &Code, at: ExprId) -> bool {
    let ExprKind::Assign { target, .. } = code.expr(at) else { return false };
    let ExprKind::Member { object, .. } = code.expr(target) else { return false };
    let ExprKind::Ident { binding: Some(element), .. } = code.expr(object) else { return false };
    let is_made = code.initial(object).is_some_and(|init| match code.expr(init) {
        ExprKind::Call { callee, .. } => code.path(callee).as_deref() == Some("document.createElement"),
        _ => false,
    });
    is_made
        && code.references(element).iter().all(|&reference| match code.parent(reference) {
            Node::Expr(parent) => match code.expr(parent) {
                ExprKind::Member { property, .. } => {
                    matches!(code.str(property), "innerHTML" | "textContent" | "innerText")
                }
                _ => false,
            },
            _ => false,
        })
}

/// Mails that the server sends with a part of the request in their HTML.
fn mails(project: &Project, sink: &mut Sink) {
    let mut seen = Vec::new();
    for route in routes(project, sink) {
        for (file, code, object) in project.exprs_of(route) {
            let Some(html) = code.property(object, "html") else { continue };
            let Some(foreign) = project.foreign_markup(file, html).filter(|f| project.is_sent(file, f.expr)) else {
                continue;
            };
            let at = code.range(html).in_file(file);
            if seen.contains(&at) {
                continue;
            }
            seen.push(at);
            let name = code.path(foreign.expr).unwrap_or_else(|| "text".to_owned());
            let message = format!(
                "`{name}` of the request goes into a mail as code: strangers write links and forms in your name"
            );
            sink.report(at, &route.entry.name, message).severity(Severity::Medium);
        }
    }
}
