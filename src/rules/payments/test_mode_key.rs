//! Keys and hosts for trying payments out, written into code that serves customers.

use std::collections::BTreeMap;

use aho_corasick::AhoCorasick;

use crate::{
    facts::code::{Code, Enclosure, ExprId, ExprKind, Node},
    model::Project,
    rules::Sink,
    source::span::{FileId, Span},
    vocab::{Service, is_on_host},
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let providers: Vec<&Service> = project.vocab.services.iter().filter(|s| !s.trial.is_empty()).collect();
    let marks = AhoCorasick::new(providers.iter().flat_map(|s| &s.trial)).ok();
    let mut places: BTreeMap<&str, Vec<(Span, String)>> = BTreeMap::new();
    for (file, _, code) in project.code_files().filter(|(_, f, _)| f.role.is_production()) {
        if marks.as_ref().is_some_and(|marks| !code.may_hold(marks)) {
            continue;
        }
        // Keys and hosts: most texts are plain words.
        let texts: Vec<&str> = code.texts().filter(|t| t.contains(['_', '.'])).collect();
        // A live host beside it: the code chooses.
        let chooses = |service: &Service| texts.iter().any(|t| is_live(service, t));
        let names = |service: &Service| texts.iter().any(|t| service.trial.iter().any(|mark| is_trial(mark, t)));
        for service in providers.iter().filter(|s| names(s) && !chooses(s)) {
            for (at, text) in in_code(file, code, service) {
                places.entry(&service.name).or_default().push((at, text));
            }
        }
    }
    for (provider, mut found) in places {
        // The call that takes the money is the one to look at first.
        let charges = |at: &Span| project.charges.iter().any(|c| c.at.file == at.file && c.at.range.contains(at.range));
        found.sort_by_key(|(at, _)| (!charges(at), *at));
        let Some(((at, text), others)) = found.split_first() else { continue };
        let message = format!("`{text}` of {provider} stands in the code: what customers pay there is play money");
        let finding = sink.report(*at, format!("trial:{provider}"), message);
        for (at, _) in others {
            finding.place(*at, "here too");
        }
    }
}

/// A text that names the provider's real host or begins like its real keys.
fn is_live(service: &Service, text: &str) -> bool {
    let is_trial = || service.trial.iter().any(|mark| is_on_host(text, mark));
    text.contains("://") && service.hosts.find(text).is_some() && !is_trial()
        || service.trial.iter().any(|t| t.contains("_test_") && text.starts_with(&t.replace("_test_", "_live_")))
}

fn in_code(file: FileId, code: &Code, service: &Service) -> Vec<(Span, String)> {
    let mut found = Vec::new();
    for (id, expr) in code.all_exprs() {
        let ExprKind::String(text) = expr.kind else { continue };
        let text = code.str(text);
        let Some(mark) = service.trial.iter().find(|t| is_trial(t, text)) else { continue };
        if !is_chosen(code, id) {
            found.push((expr.range.in_file(file), mark.trim_end_matches('_').to_owned()));
        }
    }
    found
}

/// A whole key, or an address on the host; not the beginning that code asks for, and no example.
fn is_trial(mark: &str, text: &str) -> bool {
    if mark.contains('.') {
        return text.contains("://") && is_on_host(text, mark) || text == mark;
    }
    let Some(rest) = text.strip_prefix(mark) else { return false };
    let is_example = rest.contains("...") || rest.chars().filter(|c| *c != 'x' && *c != 'X').count() < 8;
    !is_example && !rest.contains(char::is_whitespace)
}

/// Whether something decides between this and another value: a setting, the surroundings.
fn is_chosen(code: &Code, text: ExprId) -> bool {
    let by_branch = code.enclosures_in_function(text).any(|e| {
        matches!(
            e,
            Enclosure::Then(_)
                | Enclosure::Else(_)
                | Enclosure::Case(_)
                | Enclosure::ConditionalThen(_)
                | Enclosure::ConditionalElse(_)
                | Enclosure::AfterOr(_)
        )
    });
    // `url === "https://sandbox…"`, `hosts: { sandbox: "…", live: "…" }`.
    let is_compared = matches!(code.parent(text), Node::Expr(p) if matches!(code.expr(p), ExprKind::Binary { .. }));
    by_branch || is_compared
}
