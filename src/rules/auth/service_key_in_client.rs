//! The key that passes by row security, in code that the browser downloads.

use crate::{
    frameworks::supabase::key::is_service_variable,
    model::{Project, sides::Zone},
    rules::{Severity, Sink},
    source::span::{Range, Span},
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let variables = &project.ops.variables;
    let reads = variables.used.iter().chain(&variables.given);
    for (name, places) in reads.filter(|(name, _)| is_service_variable(name)) {
        let is_public = project.vocab.env.without_client_prefix(name) != name;
        let in_client: Vec<&Span> =
            places.iter().filter(|p| is_public || project.sides.reaches(Zone::Client, p.file)).collect();
        let Some((first, others)) = in_client.split_first() else { continue };
        let message = if is_public {
            format!("{name} is put into the web page: whoever opens it can read and change every row of the database")
        } else {
            format!("code that works with {name} is sent to the browser; the key is not in it, but how it is used is")
        };
        let finding = sink.report(**first, format!("env:{name}"), message);
        if is_public && !in_client.iter().any(|at| project.is_in_page(**at)) {
            finding.severity(Severity::Medium);
            finding.message = format!(
                "{name} is put into the web page as soon as a page uses this code: then whoever opens it can read and change every row of the database"
            );
        }
        if !is_public {
            // Bundlers write only variables with their prefix into the page.
            finding.severity(Severity::Low);
        }
        for file in project.sides.chain(Zone::Client, first.file) {
            finding.step(Range::default().in_file(file), "reached by the browser through this file");
        }
        for place in others {
            finding.place(**place, "here too");
        }
    }
}
