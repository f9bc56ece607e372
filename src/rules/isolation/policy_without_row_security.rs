//! Policies on a table whose row security is off: somebody wrote them and believes in them, and they do nothing.

use super::{databases, exposed};
use crate::{model::Project, rules::Sink};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let databases = databases(project, sink);
    for table in exposed(&databases) {
        let policies = &table.table.policies;
        let Some(first) = policies.values().next() else { continue };
        if !table.is_unprotected() {
            continue;
        }
        let Some(at) = table.place(table.table.at.or(first.at)) else { continue };
        let name = table.name;
        let count = match policies.len() {
            1 => "its policy does".to_owned(),
            n => format!("its {n} policies do"),
        };
        let message = format!("{name} is open to everybody: {count} nothing, because row security is off");
        let finding = sink.report(at, name.to_string(), message);
        finding.help(format!("run `alter table {name} enable row level security`: the policies take effect at once"));
        for policy in policies.values().filter_map(|policy| Some((policy.at?, &policy.name))) {
            finding.place(policy.0, format!("policy \"{}\"", policy.1));
        }
    }
}
