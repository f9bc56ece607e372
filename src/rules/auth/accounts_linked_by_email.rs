//! A sign-in by another provider takes over the account with the same address.

use crate::{
    facts::code::{ExprKind, PropertyKey},
    frameworks::sign_in::LINKS_BY_EMAIL,
    model::Project,
    rules::Sink,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    for (file, f, code) in project.code_files().filter(|(_, f, _)| f.role.is_production()) {
        for property in &code.properties {
            let PropertyKey::Name(key) = property.key else { continue };
            if code.str(key) == LINKS_BY_EMAIL && matches!(code.expr(property.value), ExprKind::Bool(true)) {
                let message =
                    "whoever this provider says has an address gets the account that has it, whoever made that account";
                sink.report(property.range.in_file(file), &f.path, message);
            }
        }
    }
}
