//! Sign-in, sign-up, reset or code endpoints of the app's own that may be tried without end.

use super::routes;
use crate::{
    frameworks::auth::Proof,
    model::{Project, routes::Route},
    rules::Sink,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    for route in routes(project, sink) {
        if is_own_auth(project, route) && route.rate_limited.is_no() {
            let message =
                format!("`{}` can be tried without end: passwords and codes can be guessed", route.entry.name);
            sink.report(route.entry.at, &route.entry.name, message);
        }
    }
}

/// Whether the entry point establishes who somebody is by itself; an auth provider limits attempts.
fn is_own_auth(project: &Project, route: &Route) -> bool {
    let words = &project.vocab.words.auth_endpoints;
    let named = route.entry.path.split('/').any(|segment| words.has(segment)) || words.has(&route.entry.path);
    let is_read = matches!(route.entry.method.as_deref(), Some("GET" | "OPTIONS" | "HEAD"));
    let is_known = route.guards.iter().any(|g| g.proof != Proof::Token);
    named && !is_read && !is_known && !route.delegates_sign_in && route.webhook.is_none()
}
