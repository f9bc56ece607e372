//! Every app on a shared host counts as the app's own.

use crate::{
    facts::code::{Code, ExprId, ExprKind},
    frameworks::shared_hosts,
    model::Project,
    rules::{Severity, Sink},
    source::span::FileId,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let mut first = None;
    for (file, _, code) in project.code_files().filter(|(_, f, _)| f.role.is_production()) {
        for expr in code.expr_ids() {
            let Some(trusted) = trusted(code, expr).filter(|_| runs_on_server(project, file, code, expr)) else {
                continue;
            };
            let at = code.range(expr).in_file(file);
            // The helper is often copied into every function: one cause.
            match first.and_then(|i: usize| sink.findings.get_mut(i)) {
                Some(finding) => {
                    finding.place(at, "the same test");
                }
                None => {
                    first = Some(sink.findings.len());
                    let message = format!("every site that fits `{trusted}` is trusted, and anybody can publish one");
                    let is_gate = !answers_only(code);
                    let finding = sink.report(at, "trusted origins", message);
                    if !is_gate {
                        finding.severity(Severity::Low);
                    }
                }
            }
        }
    }
}

fn runs_on_server(project: &Project, file: FileId, code: &Code, expr: ExprId) -> bool {
    project.sides.of_expr(file, code, expr).is_server()
}

/// What a test of an origin takes, where strangers can have it.
fn trusted(code: &Code, expr: ExprId) -> Option<String> {
    let ExprKind::Call { callee, args } = code.expr(expr) else { return None };
    let ExprKind::Member { object, property, .. } = code.expr(callee) else { return None };
    let argument = code.arg(args, 0)?;
    match code.str(property) {
        "endsWith" | "includes" => {
            let text = code.string(argument).filter(|t| shared_hosts::is_shared(t) && names_origin(code, object))?;
            Some(text.to_owned())
        }
        // Without the slash at its end, `https://kiosk.example.evil.example` begins with it, too.
        "startsWith" => {
            let text = code.string(argument).filter(|_| names_origin(code, object))?;
            let host = text.strip_prefix("https://")?;
            (host.contains('.') && !host.contains('/') && !host.ends_with(':')).then(|| format!("{text}…"))
        }
        "test" => {
            let ExprKind::Regex(pattern) = code.expr(object) else { return None };
            let pattern = code.str(pattern);
            (names_origin(code, argument) && shared_hosts::pattern_takes_shared(pattern)).then(|| pattern.to_owned())
        }
        _ => None,
    }
}

/// `origin`, `referer`, `url.hostname`, `requestHost`.
fn names_origin(code: &Code, expr: ExprId) -> bool {
    let Some(name) = code.last_name(expr) else { return false };
    let lower = name.to_ascii_lowercase();
    ["origin", "referer", "referrer", "host"].iter().any(|w| lower.contains(w))
}

/// Whether the file only answers with headers for browsers, where the caller proves himself otherwise.
fn answers_only(code: &Code) -> bool {
    let texts: Vec<&str> = code.texts().collect();
    let has = |wanted: &str| texts.iter().any(|t| t.eq_ignore_ascii_case(wanted));
    has("access-control-allow-origin") && !has("access-control-allow-credentials")
}
