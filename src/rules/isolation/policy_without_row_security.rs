//! Policies on a table whose row security is off: somebody wrote them and believes in them, and they do nothing.

use super::{
    databases_with_meant, exposed,
    row_security_off::{CALL, open},
    say_meant,
};
use crate::{model::Project, rules::Sink};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let databases = databases_with_meant(project, sink);
    for table in exposed(&databases) {
        let policies = &table.table.policies;
        let Some(first) = policies.values().next() else { continue };
        let Some(open) = open(project, &table) else { continue };
        let Some(at) = table.place(table.table.row_security_at.or(table.table.at).or(first.at)) else { continue };
        let name = table.name;
        let count = match policies.len() {
            1 => "its policy does".to_owned(),
            n => format!("its {n} policies do"),
        };
        let message = format!("{}: {count} nothing, because row security is off{}", open.reach, open.condition);
        let finding = sink.report(at, name.to_string(), message);
        finding.severity(open.severity).confidence(open.confidence).help(format!(
            "run `alter table {name} enable row level security`: the policies take effect at once; those that ask for `auth.uid()` \
             know only who signs in through the database's own accounts"
        ));
        if let Some(call) = open.call {
            finding.place(call, CALL);
        }
        for policy in policies.values().filter_map(|policy| Some((policy.at?, &policy.name))) {
            finding.place(policy.0, format!("policy \"{}\"", policy.1));
        }
    }
    say_meant(&databases, sink);
}
