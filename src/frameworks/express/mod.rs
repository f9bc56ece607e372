//! Servers that register handlers by calls: Express, Hono, Fastify. Routers, mounts and the order of middleware are
//! followed by value, so that a route knows everything a request passes before its handler.

mod register;

use self::register::{Order, Owner, Registered, Route};
use super::handler;
use crate::model::{
    Project,
    routes::{Entry, Kind, Step},
    values::Values,
};

/// The routes of a project's own servers.
pub(crate) fn entries(project: &Project) -> Vec<Entry> {
    let values = project.values();
    let registered = register::collect(project, &values);
    let routes = registered.routes.iter();
    routes.flat_map(|route| entries_of(&values, &registered, route)).collect()
}

/// What lies in front of an owner: the path it is mounted at, and what a request passes there.
#[derive(Clone, Default)]
struct Context {
    prefix: String,
    steps: Vec<Step>,
    kind: Option<Kind>,
}

fn entries_of(values: &Values<'_>, registered: &Registered, route: &Route) -> Vec<Entry> {
    let contexts = contexts(values, registered, &route.owner, route.order, &route.path, 6);
    let mut entries = Vec::new();
    for context in contexts {
        let path = join(&context.prefix, &route.path);
        let mut steps = context.steps;
        for (index, &item) in route.items.iter().enumerate() {
            let is_last = index + 1 == route.items.len();
            steps.extend(item_steps(values, route.order.file, item, is_last));
        }
        for method in &route.methods {
            entries.push(Entry {
                at: route.at,
                kind: context.kind.or(route.kind).unwrap_or(Kind::Express),
                method: (method != "ALL").then(|| method.clone()),
                name: format!("{method} {path}"),
                path: path.clone(),
                steps: steps.clone(),
                gateway_jwt: false,
            });
        }
    }
    entries
}

fn item_steps(
    values: &Values<'_>,
    file: crate::source::span::FileId,
    item: crate::facts::code::ExprId,
    is_handler: bool,
) -> Vec<Step> {
    let steps = handler::steps(values, file, item).into_iter();
    let steps = steps.map(|s| match s {
        Step::Handler(f) if !is_handler => Step::Guard(f),
        other => other,
    });
    steps.collect()
}

/// Everything that may lie in front of `owner` for a request to `path` (relative to the owner) at a place in the code.
fn contexts(
    values: &Values<'_>,
    registered: &Registered,
    owner: &Owner,
    at: Order,
    path: &str,
    depth: u32,
) -> Vec<Context> {
    let mut before = Vec::new();
    if depth > 0 {
        for mount in registered.uses.iter().filter(|u| u.mounted.contains(owner)) {
            let mounted_at = mount.path.as_deref().unwrap_or("");
            for mut context in
                contexts(values, registered, &mount.owner, mount.order, &join(mounted_at, path), depth - 1)
            {
                context.prefix = join(&context.prefix, mounted_at);
                for &item in &mount.items {
                    context.steps.extend(item_steps(values, mount.order.file, item, false));
                }
                before.push(context);
            }
        }
        for alias in registered.aliases.iter().filter(|a| a.param == *owner) {
            before.extend(contexts(values, registered, &alias.owner, alias.order, path, depth - 1));
        }
    }
    if before.is_empty() {
        before.push(Context { kind: registered.kinds.get(owner).copied(), ..Context::default() });
    }
    for used in registered.uses.iter().filter(|u| u.owner == *owner && u.mounted.is_empty()) {
        let comes_before = used.order.file != at.file || used.order.start < at.start;
        if comes_before && used.path.as_deref().is_none_or(|p| is_below(path, p)) {
            for context in &mut before {
                for &item in &used.items {
                    context.steps.extend(item_steps(values, used.order.file, item, false));
                }
            }
        }
    }
    before
}

/// Whether a path lies below the one that a middleware is registered for.
fn is_below(path: &str, start: &str) -> bool {
    let start = start.trim_end_matches("(.*)").trim_end_matches('*').trim_end_matches('/');
    path.strip_prefix(start).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

fn join(prefix: &str, path: &str) -> String {
    let joined = format!("{}/{}", prefix.trim_end_matches('/'), path.trim_start_matches('/'));
    match joined.trim_end_matches('/') {
        "" => "/".to_owned(),
        path => path.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{is_below, join};

    #[test]
    fn paths_are_joined_at_one_slash() {
        assert_eq!(join("/api/", "/x"), "/api/x");
        assert_eq!(join("", "/"), "/");
        assert!(is_below("/api/x", "/api/*") && is_below("/api", "/api") && !is_below("/apix", "/api"));
        assert!(is_below("/anything", "*"));
    }
}
