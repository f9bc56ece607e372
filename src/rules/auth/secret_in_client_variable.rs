//! A variable whose prefix puts it into the web page and whose name says that it is secret.

use crate::{frameworks::supabase::key::is_service_variable, model::Project, rules::Sink, source::span::Span};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let vocab = &project.vocab;
    for (name, places) in &project.ops.variables.used {
        let bare = vocab.env.without_client_prefix(name);
        if bare == name || !vocab.is_secret_variable(name) || is_service_variable(name) {
            continue;
        }
        // What no page uses, the bundler leaves out.
        let is_shown = |at: &&Span| project.is_in_page(**at) && !project.is_only_tested(**at);
        let shown: Vec<_> = places.iter().filter(is_shown).collect();
        let Some((first, others)) = shown.split_first() else { continue };
        let message = format!("{name} is written into the web page, where anybody can read it");
        let finding = sink.report(**first, format!("env:{name}"), message);
        finding.help(format!(
            "rename it to {bare}, read it on the server only, and replace the value: the old one is known"
        ));
        for place in others {
            finding.place(**place, "here too");
        }
    }
}
