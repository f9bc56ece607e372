//! A redirect on the server to an address without a host: it throws instead of redirecting.

use std::collections::BTreeMap;

use super::{and_more, shown};
use crate::{
    facts::code::{Code, ExprId, ExprKind},
    model::{
        Project,
        values::{Symbol, Value},
    },
    rules::Sink,
    source::span::{FileId, Span},
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let values = project.values();
    let mut by_app: BTreeMap<&str, Vec<Span>> = BTreeMap::new();
    for (id, _, code) in project.code_files().filter(|(_, f, _)| f.role.is_production()) {
        let places = by_app.entry(project.app_of(id).map_or("", |app| app.root.as_str())).or_default();
        for expr in &code.exprs {
            let ExprKind::Call { callee, args } = expr.kind else { continue };
            let ExprKind::Member { object, property, .. } = code.expr(callee) else { continue };
            if !matches!(code.str(property), "redirect" | "rewrite") || !is_response(&values.symbols(id, object)) {
                continue;
            }
            let Some(target) = code.arg(args, 0) else { continue };
            if is_relative(project, id, code, target) {
                places.push(expr.range.in_file(id));
            }
        }
    }
    // One habit, and one helper mends it.
    for (root, places) in by_app {
        let Some((&first, others)) = places.split_first() else { continue };
        let message =
            "this redirect ends in an error 500: on the server an address without a host cannot be redirected to";
        let more = and_more(first, others.iter().copied());
        let finding = sink.report(first, format!("redirects of {}", shown(root)), format!("{message}{more}"));
        for &other in others {
            finding.place(other, "the same");
        }
    }
}

/// `NextResponse`, or the `Response` of a server.
fn is_response(symbols: &[&Symbol]) -> bool {
    let is_next =
        |s: &Symbol| s.package().is_some_and(|p| p == "next" || p == "next/server") && s.last() == "NextResponse";
    symbols.iter().any(|s| is_next(s) || s.is_global("Response"))
}

/// Whether every value that the address may have begins with a slash.
fn is_relative(project: &Project, file: FileId, code: &Code, target: ExprId) -> bool {
    if matches!(code.expr(target), ExprKind::New { .. }) {
        return false;
    }
    let values = project.values().of(file, target);
    !values.is_empty()
        && values.iter().all(|v| match v {
            Value::Text(text) => text.prefix().starts_with('/') && !text.prefix().starts_with("//"),
            _ => false,
        })
}
