//! An entry point that invites whoever is named as an admin.

use crate::{
    frameworks::base44::accounts::{ADMIN, invitation},
    model::{
        Project,
        routes::{Route, held},
    },
    rules::{Severity, Sink},
};

/// Reports the invitations of an entry point that looks at nobody's role.
pub(super) fn report(project: &Project, route: &Route, sink: &mut Sink) {
    let values = project.values();
    for (file, code, call) in project.exprs_of(route) {
        let Some(invited) = invitation(&values, file, code, call) else { continue };
        let is_fixed = code.string(invited.role) == Some(ADMIN);
        let is_chosen = || project.is_sent(file, invited.role) && !held::is_compared(code, invited.role, |_| true);
        if !project.is_sent(file, invited.email) || !is_fixed && !is_chosen() {
            continue;
        }
        let name = &route.entry.name;
        let role = if is_fixed { "as an admin" } else { "with the role that is sent" };
        let message = format!("`{name}` invites the address that is sent {role}: whoever calls makes himself an admin");
        let finding = sink.report(code.range(call).in_file(file), name, message);
        finding.step(route.entry.at, "any caller may send it");
        finding.help("invite as `user`, and let admins alone make admins");
        // Whether the platform lets the caller invite admins is its own matter.
        if !invited.by_service {
            finding.severity(Severity::High);
        }
    }
}
