//! Rights that hang on addresses in the source.

use super::addresses::{gives_right, is_address_test, looks_like_address};
use crate::{
    model::{Project, schema::Schema},
    rules::Sink,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let mut places = Vec::new();
    for (file, _, code) in project.code_files().filter(|(_, f, _)| f.role.is_production()) {
        for expr in code.expr_ids() {
            if is_address_test(project, file, code, expr) && gives_right(code, expr) {
                places.push(code.range(expr).in_file(file));
            }
        }
    }
    if let Some((first, others)) = places.split_first() {
        let message = "a right hangs on e-mail addresses that stand in the code";
        let finding = sink.report(*first, "addresses", message);
        for place in others {
            finding.place(*place, "here too");
        }
    }
    policies(project, sink);
}

/// `using (auth.jwt() ->> 'email' = 'owner@x.app')`, of the policies that the migrations leave.
fn policies(project: &Project, sink: &mut Sink) {
    for (name, table) in project.databases.iter().flat_map(Schema::tables) {
        for policy in table.policies.values() {
            let mut conditions = [policy.using.as_ref(), policy.check.as_ref()].into_iter().flatten();
            let asks = |text: &str| {
                let lower = text.to_ascii_lowercase();
                lower.contains("mail") && (lower.contains("auth.jwt()") || lower.contains("auth.email()"))
            };
            let names_somebody = |text: &str| text.split('\'').skip(1).step_by(2).any(looks_like_address);
            let Some(at) = policy.at.filter(|at| project.file(at.file).role.is_production()) else { continue };
            if conditions.any(|c| asks(&c.text) && names_somebody(&c.text)) {
                let message =
                    format!("policy \"{}\" gives a right to an e-mail address that stands in it", policy.name);
                sink.report(at, name.to_string(), message);
            }
        }
    }
}
