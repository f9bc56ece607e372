//! Sign-up that believes what the newcomer says he is.

use super::{databases, joined};
use crate::{model::Project, rules::Sink};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    for database in databases(project, sink) {
        for signup in &database.access.trusted_signups {
            let Some(at) = signup.at else { continue };
            let columns = joined(&signup.columns);
            let message = format!(
                "whoever signs up chooses his own {columns} in {}: {} copies it from the metadata that the browser sends",
                signup.table, signup.function.name
            );
            sink.report(at, signup.function.to_string(), message).help(format!(
                "write a constant into {columns} at sign-up, and let only the server or an administrator change it"
            ));
        }
    }
}
