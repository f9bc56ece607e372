//! `Math.random()` for something that must not be guessed.

use crate::{facts::code::ExprKind, model::Project, rules::Sink, source::span::FileId};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    for (id, file, code) in project.code_files().filter(|(_, f, _)| f.role.is_production()) {
        for (call, expr) in code.all_exprs() {
            let ExprKind::Call { callee, .. } = expr.kind else { continue };
            if code.path(callee).as_deref() != Some("Math.random") {
                continue;
            }
            let is_secret = |n: &&str| {
                project.vocab.words.random_secrets.has(n) && !is_marker(project, id, n) && !is_of_anything(n)
            };
            let Some(name) = code.names_of(call).into_iter().find(is_secret) else { continue };
            let message =
                format!("{name} comes from Math.random(), whose next values can be computed from earlier ones");
            sink.report(expr.range.in_file(id), format!("{}/{name}", file.path), message)
                .help("make it with crypto.randomUUID() or crypto.getRandomValues()");
        }
    }
}

/// Visits are counted and caches passed by with numbers that nobody need guess.
fn is_marker(project: &Project, file: FileId, name: &str) -> bool {
    let words = crate::vocab::split(name);
    project.sides.of(file).is_client() && words.iter().any(|w| matches!(w.as_str(), "session" | "nonce"))
}

/// `generateRandomCode` may be the tail of any number or name, `devToken` opens nothing that matters.
fn is_of_anything(name: &str) -> bool {
    crate::vocab::split(name).iter().any(|w| matches!(w.as_str(), "random" | "dev" | "demo" | "mock"))
}
