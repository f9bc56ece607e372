//! A second factor that only the pages ask for.

use crate::{model::Project, rules::Sink};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let Some(factor) = project.second_factor() else {
        sink.not_applicable("no second factor is asked for here");
        return;
    };
    if factor.enforced {
        return;
    }
    if !project.has_schema() {
        sink.unknown("the policies of the database are not in this repository");
        return;
    }
    let message = if factor.asked_in_browser {
        "the second factor is asked for by pages alone: whoever has the password has the session, and with it reads and \
         writes all that the account may"
    } else {
        "a second factor can be set up, and nothing ever asks for it: the password alone still opens the account"
    };
    sink.report(factor.at, "second-factor", message);
}
