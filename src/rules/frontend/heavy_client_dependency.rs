//! Large libraries in the entry bundle.

use std::collections::BTreeMap;

use crate::{
    facts::code::ImportForm,
    model::{Project, modules::Target},
    rules::Sink,
    source::span::Span,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let bundle = project.entry_bundle();
    if project.splits_by_route() || bundle.is_empty() {
        sink.not_applicable("no page with one bundle");
        return;
    }
    let mut found: BTreeMap<&str, (u32, Vec<Span>)> = BTreeMap::new();
    for id in bundle {
        let Some(code) = &project.file(id).code else { continue };
        for (import, target) in code.imports.iter().zip(project.modules.targets(id)) {
            let Target::Package(name) = target else { continue };
            let is_eager = import.form == ImportForm::Static && !import.type_only;
            let heavy = project.vocab.packages.heavy.iter().find(|h| h.package == *name).filter(|_| is_eager);
            if let Some(heavy) = heavy {
                let places = &mut found.entry(&heavy.package).or_insert((heavy.kilobytes, Vec::new())).1;
                places.push(import.range.in_file(id));
            }
        }
    }
    for (package, (kilobytes, places)) in found {
        let Some((&first, rest)) = places.split_first() else { continue };
        let message = format!("{package} (about {kilobytes} kB) is downloaded by everybody who opens the app");
        let finding = sink.report(first, package, message);
        for &at in rest {
            finding.place(at, "imported here too");
        }
    }
}
