//! A live credential in the tree. One key in many files is one finding.

use std::collections::BTreeMap;

use crate::{
    facts::secrets::{SecretFact, SecretKind},
    model::Project,
    rules::{Severity, Sink},
    source::span::Span,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let mut by_value: BTreeMap<(SecretKind, u64), Vec<(Span, &SecretFact)>> = BTreeMap::new();
    for (id, file) in project.all_files() {
        for secret in &file.secrets {
            by_value.entry((secret.kind, secret.digest)).or_default().push((secret.range.in_file(id), secret));
        }
    }
    for ((kind, digest), mut places) in by_value {
        // Where everybody can read it comes first.
        places.sort_by_key(|(at, _)| !is_in_page(project, *at));
        let Some(((first, secret), others)) = places.split_first() else { continue };
        let more = match others.len() {
            0 => String::new(),
            1 => " and one more place".to_owned(),
            n => format!(" and {n} more places"),
        };
        let path = &project.file(first.file).path;
        let what = match &secret.name {
            Some(name) => format!("the value of {name}"),
            None => kind.name().to_owned(),
        };
        let is_in_page = is_in_page(project, *first);
        let who = if is_in_page {
            "it is part of the web page, and whoever opens that"
        } else {
            "whoever sees the repository"
        };
        let message = format!("{what} stands in {path}{more}: {who} can use it");
        let finding = sink.report(*first, format!("secret:{digest:016x}"), message);
        if !is_in_page && !opens_all(kind) {
            finding.severity(Severity::High);
        }
        for (place, _) in others {
            finding.place(*place, "the same key");
        }
    }
}

/// Whether the browser downloads the code that a credential stands in.
fn is_in_page(project: &Project, at: Span) -> bool {
    project.file(at.file).code.is_some() && project.sides.of(at.file).is_client() && project.is_in_page(at)
}

fn opens_all(kind: SecretKind) -> bool {
    matches!(
        kind,
        SecretKind::SupabaseServiceRole | SecretKind::Stripe | SecretKind::DatabaseUrl | SecretKind::PrivateKey
    )
}
