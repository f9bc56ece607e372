//! A live credential in the tree. One key in many files is one finding.

use std::collections::BTreeMap;

use crate::{
    facts::secrets::SecretKind,
    model::Project,
    rules::{Severity, Sink},
    source::span::Span,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let mut by_value: BTreeMap<(SecretKind, u64), Vec<Span>> = BTreeMap::new();
    for (id, file) in project.all_files() {
        for secret in &file.secrets {
            by_value.entry((secret.kind, secret.digest)).or_default().push(secret.range.in_file(id));
        }
    }
    for ((kind, digest), places) in by_value {
        let Some((first, others)) = places.split_first() else { continue };
        let more = match others.len() {
            0 => String::new(),
            1 => " and one more place".to_owned(),
            n => format!(" and {n} more places"),
        };
        let path = &project.file(first.file).path;
        let message = format!("{} stands in {path}{more}: whoever sees the repository can use it", kind.name());
        let finding = sink.report(*first, format!("secret:{digest:016x}"), message);
        if !matches!(
            kind,
            SecretKind::SupabaseServiceRole | SecretKind::Stripe | SecretKind::DatabaseUrl | SecretKind::PrivateKey
        ) {
            finding.severity(Severity::High);
        }
        for place in others {
            finding.place(*place, "the same key");
        }
    }
}
