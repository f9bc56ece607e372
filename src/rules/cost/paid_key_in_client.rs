//! The key of a service that is paid by the call lies in the web page.

use std::collections::BTreeMap;

use crate::{
    facts::code::{Code, ExprKind, PropertyKey},
    model::Project,
    rules::Sink,
    source::span::{FileId, Span},
    vocab::Service,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let mut found: BTreeMap<String, (Span, String, Vec<Span>)> = BTreeMap::new();
    for (name, places) in &project.ops.variables.used {
        let Some(service) = service_in_page(project, name) else { continue };
        // A variable that only servers read is known to the build, but is not in the page.
        let in_page = |at: &&Span| project.is_in_page(**at) && !project.is_only_tested(**at);
        let mut shown = places.iter().filter(in_page);
        let Some(first) = shown.next() else { continue };
        let message =
            format!("{name} is part of the web page: whoever opens it calls {} at your expense", service.name);
        found.insert(format!("env:{name}"), (*first, message, shown.copied().collect()));
    }
    for (file, code) in project.code_files().filter(|(_, f, _)| f.role.is_production()).map(|(id, _, c)| (id, c)) {
        if let Some((at, name)) = allowed_in_browser(project, file, code) {
            let is_known =
                found.values().any(|(first, _, others)| first.file == file || others.iter().any(|o| o.file == file));
            if !is_known {
                let message = format!(
                    "the library of {name} runs in the web page with your key: whoever opens it can take the key"
                );
                found.insert(project.file(file).path.clone(), (at, message, Vec::new()));
            }
        }
    }
    for (key, (at, message, others)) in found {
        let finding = sink.report(at, key, message);
        for other in others {
            finding.place(other, "here too");
        }
    }
}

/// The service that is paid by the call whose key a variable with a client prefix holds.
fn service_in_page<'p>(project: &'p Project, name: &str) -> Option<&'p Service> {
    let vocab = &project.vocab;
    let bare = vocab.env.without_client_prefix(name);
    let service = vocab.service_of_variable(name).filter(|s| s.is_priced_per_call())?;
    (bare != name && !vocab.env.public.has(bare)).then_some(service)
}

/// `dangerouslyAllowBrowser: true` in a file that the browser gets.
fn allowed_in_browser(project: &Project, file: FileId, code: &Code) -> Option<(Span, String)> {
    if !project.sides.of(file).is_client() {
        return None;
    }
    code.all_exprs().find_map(|(id, expr)| {
        let ExprKind::New { callee, args } = expr.kind else { return None };
        let options = code.arg(args, 0)?;
        let ExprKind::Object { properties } = code.expr(options) else { return None };
        let is_allowed = code.property_list(properties).any(|p| {
            matches!(p.key, PropertyKey::Name(k) if code.str(k) == "dangerouslyAllowBrowser")
                && matches!(code.expr(p.value), ExprKind::Bool(true))
        });
        let symbols = project.values().symbols(file, callee);
        let service = symbols.iter().filter_map(|s| s.package()).find_map(|p| project.vocab.service_of_package(p));
        is_allowed.then(|| (code.range(id).in_file(file), service.map_or("a paid service", |s| &s.name).to_owned()))
    })
}
