//! A check of permissions that nobody calls, in an app whose pages show and set them.

use super::routes;
use crate::{model::Project, rules::Sink};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    if routes(project, sink).is_empty() {
        return;
    }
    for check in project.unused_permission_checks() {
        let name = check.name;
        let message = format!(
            "`{name}` refuses nobody: no entry point calls it, so what pages say of permissions holds in the pages alone"
        );
        sink.report(check.at, format!("{}#{name}", project.file(check.at.file).path), message);
    }
}
