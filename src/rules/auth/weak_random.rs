//! `Math.random()` for something that must not be guessed.

use std::collections::BTreeMap;

use crate::{
    facts::code::{Code, ExprId, ExprKind, FnId},
    model::Project,
    rules::{Severity, Sink},
    source::span::{FileId, Span},
    vocab::Vocabulary,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    for (id, file, code) in project.code_files().filter(|(_, f, _)| f.role.is_production()) {
        // What one function makes is one secret, of however many parts.
        let mut made: BTreeMap<FnId, Vec<(Span, &str)>> = BTreeMap::new();
        for (call, expr) in code.all_exprs() {
            if let Some(name) = secret_made(project, id, code, call) {
                made.entry(code.function_of(call)).or_default().push((expr.range.in_file(id), name));
            }
        }
        for (function, parts) in made {
            let Some(((at, name), others)) = parts.split_first() else { continue };
            let message =
                format!("{name} comes from Math.random(), whose next values can be computed from earlier ones");
            let names: Vec<&str> = parts.iter().map(|(_, name)| *name).chain(code.name_of(function)).collect();
            let finding = sink.report(*at, format!("{}/{name}", file.path), message);
            finding
                .severity(severity(&project.vocab, &names))
                .help("make it with crypto.randomUUID() or crypto.getRandomValues()");
            for (at, name) in others {
                finding.place(*at, format!("{name}, too"));
            }
        }
    }
}

/// The name of the secret that a call of `Math.random()` makes.
fn secret_made<'c>(project: &Project, file: FileId, code: &'c Code, call: ExprId) -> Option<&'c str> {
    let ExprKind::Call { callee, .. } = code.expr(call) else { return None };
    if code.path(callee).as_deref() != Some("Math.random") {
        return None;
    }
    let is_secret =
        |n: &&str| project.vocab.words.random_secrets.has(n) && !is_marker(project, file, n) && !is_of_anything(n);
    code.names_of(call).into_iter().find(is_secret)
}

/// What lets somebody in as another is worth computing; what is handed out to be shared, hardly.
fn severity(vocab: &Vocabulary, names: &[&str]) -> Severity {
    let has = |words: &crate::vocab::Words| names.iter().any(|name| words.has(name));
    if has(&vocab.words.account_secrets) {
        Severity::High
    } else if has(&vocab.words.shared_codes) {
        Severity::Low
    } else {
        Severity::Medium
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
