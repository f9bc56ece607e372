//! A policy that looks for rows which other policies hide from the caller.

use super::databases;
use crate::{
    model::{Project, access::PolicyFaultKind},
    rules::Sink,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    for database in databases(project, sink) {
        for fault in database.access.faults.iter().filter(|fault| database.is_first(&fault.table)) {
            let PolicyFaultKind::Blinded { by, negated } = &fault.kind else { continue };
            let Some(at) = fault.at else { continue };
            let (table, policy) = (&fault.table, &fault.policy);
            let effect = if *negated { "it lets in whom it should keep out" } else { "it never lets anybody in" };
            let message = format!(
                "policy \"{policy}\" of {table} looks into {by}, whose policies hide those rows from the caller: {effect}"
            );
            let finding = sink.report(at, format!("{table}/{policy}"), message);
            finding.help(format!(
                "look into {by} through a function with SECURITY DEFINER and a fixed search_path, which sees all rows"
            ));
            let hiding = database.schema.table(by).and_then(|t| t.policies.values().find_map(|p| p.at).or(t.at));
            if let Some(hiding) = hiding {
                finding.step(hiding, format!("what hides rows of {by}"));
            }
        }
    }
}
