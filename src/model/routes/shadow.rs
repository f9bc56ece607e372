//! Routes that never run, since another one that is registered before them answers in their place.

use super::{Kind, Route, Step};
use crate::{
    facts::code::{Code, ExprId, ExprKind, Node},
    model::{Project, calls::FnRef},
};

impl Project {
    /// The entry points that run: nothing answers in their place, and the module of an action is imported by something.
    pub fn running_routes(&self) -> impl Iterator<Item = &Route> {
        self.routes.iter().filter(|route| route.shadowed_by.is_none() && self.has_address(route))
    }

    /// The action of a module that nothing imports gets no address.
    fn has_address(&self, route: &Route) -> bool {
        let may_run = |(file, function): FnRef| {
            let code = self.file(file).code.as_ref();
            code.is_none_or(|code| self.sides.may_run_at(code.function(function).range.in_file(file)))
        };
        let mut functions = route.entry.steps.iter().filter_map(Step::function).peekable();
        route.entry.kind != Kind::ServerAction || functions.peek().is_none() || functions.any(may_run)
    }
}

/// Notes at each route which one before it answers in its place. They stand by file and place.
pub(super) fn mark(project: &Project, routes: &mut [Route]) {
    let found: Vec<Option<usize>> = (0..routes.len()).map(|index| before(project, routes, index)).collect();
    let names: Vec<_> = routes.iter().map(|route| (route.entry.at, route.entry.name.clone())).collect();
    for (route, earlier) in routes.iter_mut().zip(found) {
        route.shadowed_by = earlier.and_then(|index| names.get(index).cloned());
    }
}

fn before(project: &Project, routes: &[Route], index: usize) -> Option<usize> {
    let later = routes.get(index)?;
    let answers = |r: &Route| shadows(r, later) && is_always_before(project, r, later) && !passes_on(project, r);
    let same_file = |r: &Route| r.entry.at.file == later.entry.at.file;
    routes.get(..index)?.iter().position(|r| same_file(r) && answers(r))
}

/// Whether the pattern of one route fits every address of another: `/leads/:id` and `/leads/imports`.
fn shadows(earlier: &Route, later: &Route) -> bool {
    let (a, b) = (&earlier.entry, &later.entry);
    let in_order = matches!(a.kind, Kind::Express | Kind::Hono) && a.kind == b.kind;
    // Routes of one method each; what serves all methods is a mount or a fallback.
    let same_method = a.method.is_some() && a.method == b.method;
    if !in_order || !same_method || a.at.range.start >= b.at.range.start {
        return false;
    }
    let (first, second): (Vec<&str>, Vec<&str>) = (a.path.split('/').collect(), b.path.split('/').collect());
    let fits = |(x, y): (&&str, &&str)| {
        x == y || x.strip_prefix(':').is_some_and(is_plain) && !y.is_empty() && !y.contains('*')
    };
    first.len() == second.len() && first.iter().zip(&second).all(fits)
}

/// Whether an earlier route is there whenever a later one is: of two by the same name, one may be registered instead of the
/// other, or on another router.
fn is_always_before(project: &Project, earlier: &Route, later: &Route) -> bool {
    if earlier.entry.path != later.entry.path {
        return true;
    }
    let Some(code) = project.file(later.entry.at.file).code.as_ref() else { return false };
    let call = |route: &Route| code.expr_ids().find(|&e| code.range(e) == route.entry.at.range);
    let router = |call: ExprId| match code.expr(call) {
        ExprKind::Call { callee, .. } => match code.expr(callee) {
            ExprKind::Member { object, .. } => code.ident(object),
            _ => None,
        },
        _ => None,
    };
    let ends_here = matches!(earlier.entry.steps.last(), Some(Step::Handler(_)));
    ends_here
        && call(earlier).zip(call(later)).is_some_and(|(first, second)| {
            router(first).is_some() && router(first) == router(second) && code.runs_before(first, second)
        })
}

/// `:id` takes any text; `:id(\\d+)`, `:id{[0-9]+}` and `:id.json` do not, and `:id?` may take none.
fn is_plain(name: &str) -> bool {
    name.chars().all(|c| c.is_alphanumeric() || c == '_')
}

/// Whether the handler may hand the request on by calling `next`.
fn passes_on(project: &Project, route: &Route) -> bool {
    route.entry.steps.iter().filter_map(Step::function).any(|(file, function)| {
        let is_handler = route.entry.steps.last().and_then(Step::function) == Some((file, function));
        let calls_next = |code: &Code| {
            code.descendants(Node::Function(function)).any(|n| match n {
                Node::Expr(e) => {
                    matches!(code.expr(e), ExprKind::Call { callee, .. } if code.ident(callee) == Some("next"))
                }
                _ => false,
            })
        };
        is_handler && project.file(file).code.as_ref().is_some_and(calls_next)
    })
}
