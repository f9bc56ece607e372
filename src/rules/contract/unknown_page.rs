//! A link leads to a page that the app does not have.

use crate::{
    model::Project,
    rules::{Severity, Sink},
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let Some(absent) = project.absent_pages() else {
        sink.not_applicable("the pages of the app are not known");
        return;
    };
    for page in &absent {
        let Some((&first, others)) = page.links.split_first() else { continue };
        let path = &page.path;
        let message = if page.is_landing {
            format!(
                "people are sent to {path} from outside, and the app has no such page: what begins there is never done"
            )
        } else {
            format!("a link leads to {path}, and the app has no such page")
        };
        let finding = sink.report(first, format!("page:{path}"), message);
        if !page.is_landing || !begins_something(path) {
            finding.severity(Severity::Medium);
        }
        for &other in others {
            finding.place(other, format!("leads to {path}"));
        }
    }
}

/// Whether something begins with the page that nothing else begins: a new password, an account, an invitation.
fn begins_something(path: &str) -> bool {
    crate::vocab::words_of(path).any(|word| {
        matches!(
            &*word,
            "reset"
                | "password"
                | "invite"
                | "invitation"
                | "invitations"
                | "join"
                | "accept"
                | "verify"
                | "confirm"
                | "signup"
                | "onboarding"
                | "callback"
                | "activate"
                | "recover"
                | "recovery"
        )
    })
}
