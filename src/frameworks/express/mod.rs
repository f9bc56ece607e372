//! Servers that register handlers by calls: Express, Hono, Fastify. Routers, mounts and the order of middleware are
//! followed by value, so that a route knows everything a request passes before its handler.

mod alias;
mod owner;
mod register;

use std::collections::BTreeSet;

use self::register::{Order, Owner, Registered, Route};
use super::handler;
use crate::{
    facts::code::{Code, ExprId, ExprKind},
    model::{
        Project,
        calls::FnRef,
        modules::Target,
        routes::{Entry, Kind, Step},
        values::{Root, Values},
    },
    source::span::FileId,
};

/// The routes of a project's own servers.
pub(crate) fn entries(project: &Project) -> Vec<Entry> {
    let values = project.values();
    let registered = register::collect(project, &values);
    if registered.routes.is_empty() {
        return Vec::new();
    }
    let reach = Reach::of(project);
    let routes = registered.routes.iter().filter(|r| is_served(&values, &registered, &reach, &r.owner));
    routes.flat_map(|route| entries_of(&values, &registered, route)).collect()
}

/// Whether a value is a server whose routes are known by themselves: `export default app`.
pub(crate) fn is_server(values: &Values<'_>, file: FileId, expr: ExprId) -> bool {
    values.symbols(file, expr).into_iter().any(|symbol| register::kind_of(symbol).is_some())
}

/// Whether a value is a new router, which serves nothing until a server mounts it: `Router()`, `express.Router()`.
pub(crate) fn is_router(code: &Code, value: ExprId) -> bool {
    let ExprKind::Call { callee, .. } = code.expr(value) else { return false };
    code.path(callee).is_some_and(|path| path == "Router" || path == "express.Router")
}

/// What the running app imports and calls.
struct Reach<'p> {
    /// The files that other files import.
    imported: BTreeSet<FileId>,
    /// The names of the functions that are called.
    called: BTreeSet<&'p str>,
}

impl<'p> Reach<'p> {
    fn of(project: &'p Project) -> Self {
        let mut reach = Self { imported: BTreeSet::new(), called: BTreeSet::new() };
        for (from, _, code) in project.code_files().filter(|(_, f, _)| f.role.is_production()) {
            let targets = project.modules.targets(from).iter();
            reach.imported.extend(targets.filter_map(|target| match target {
                Target::File(to) if *to != from => Some(*to),
                _ => None,
            }));
            for expr in &code.exprs {
                let (ExprKind::Call { callee, .. } | ExprKind::New { callee, .. }) = expr.kind else { continue };
                reach.called.extend(match code.expr(callee) {
                    ExprKind::Ident { name, .. } | ExprKind::Member { property: name, .. } => Some(code.str(name)),
                    _ => None,
                });
            }
        }
        reach
    }
}

/// Whether requests can reach what is registered on an owner. A router that nothing mounts, in a file that nothing
/// imports, and a function that nobody calls there, are left over.
fn is_served(values: &Values<'_>, registered: &Registered, reach: &Reach<'_>, owner: &Owner) -> bool {
    let is_mounted = || {
        registered.uses.iter().any(|u| u.mounted.contains(owner))
            || registered.aliases.iter().any(|a| a.param == *owner)
    };
    match owner {
        Owner::Made(file, call) => {
            let makes_router = values.code(*file).is_some_and(|code| match code.expr(*call) {
                ExprKind::Call { callee, .. } => code.path(callee).is_some_and(|p| p.ends_with("Router")),
                _ => false,
            });
            !makes_router || reach.imported.contains(file) || is_mounted()
        }
        Owner::Param(file, function, _) => {
            let name = values.code(*file).and_then(|code| code.function(*function).name.map(|n| code.str(n)));
            let is_called = name.is_none_or(|name| reach.called.contains(name)) && reach.imported.contains(file);
            is_called || is_mounted()
        }
    }
}

/// What lies in front of an owner: the path it is mounted at, and what a request passes there.
#[derive(Clone, Default)]
struct Context {
    prefix: String,
    steps: Vec<Step>,
    kind: Option<Kind>,
    /// What answers where the handler throws: that of the nearest router that has one.
    caught_by: Option<FnRef>,
}

fn entries_of(values: &Values<'_>, registered: &Registered, route: &Route) -> Vec<Entry> {
    let contexts = contexts(values, registered, &route.owner, route.order, &route.path, 6);
    let mut entries = Vec::new();
    for context in contexts {
        let path = join(&context.prefix, &route.path);
        let mut steps = context.steps;
        for (index, &item) in route.items.iter().enumerate() {
            let is_last = index + 1 == route.items.len();
            steps.extend(item_steps(values, registered, route.order.file, item, is_last));
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
                by_platform: false,
                caught_by: context.caught_by,
            });
        }
    }
    entries
}

fn item_steps(values: &Values<'_>, registered: &Registered, file: FileId, item: ExprId, is_handler: bool) -> Vec<Step> {
    let given = given(values, registered, file, item);
    let steps = given.into_iter().flat_map(|(at, expr)| handler::steps(values, at, expr));
    let steps = steps.map(|s| match s {
        Step::Handler(f) if !is_handler => Step::Guard(f),
        other => other,
    });
    steps.collect()
}

/// What an item is: what the server was given under its name (`app.authenticate`); where it is a parameter of a function
/// that registers on a server (`register(app, requireUser)`), that which the function is given.
fn given(values: &Values<'_>, registered: &Registered, file: FileId, item: ExprId) -> Vec<(FileId, ExprId)> {
    if let Some(code) = values.code(file)
        && let ExprKind::Member { property, .. } = code.expr(item)
        && let Some(&decorated) = registered.decorated.get(code.str(property))
    {
        return vec![decorated];
    }
    let parameter = values.symbols(file, item).into_iter().find_map(|s| match s.root {
        Root::Param(at, function, index) if s.path.is_empty() => Some(((at, function), index)),
        _ => None,
    });
    let Some((function, index)) = parameter else { return vec![(file, item)] };
    let calls = registered
        .aliases
        .iter()
        .filter(|a| matches!(a.param, Owner::Param(at, registers, _) if (at, registers) == function));
    let given: Vec<(FileId, ExprId)> =
        calls.filter_map(|a| Some((a.order.file, values.code(a.order.file)?.arg(a.args, index as usize)?))).collect();
    if given.is_empty() { vec![(file, item)] } else { given }
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
                    context.steps.extend(item_steps(values, registered, mount.order.file, item, false));
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
    if let Some(&handler) = registered.error_handlers.get(owner) {
        before.iter_mut().for_each(|context| context.caught_by = Some(handler));
    }
    for used in registered.uses.iter().filter(|u| u.owner == *owner && u.mounted.is_empty()) {
        let comes_before = used.order.file != at.file || used.order.start < at.start;
        if comes_before && used.path.as_deref().is_none_or(|p| is_below(path, p)) {
            for context in &mut before {
                for &item in &used.items {
                    context.steps.extend(item_steps(values, registered, used.order.file, item, false));
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
