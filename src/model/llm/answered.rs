//! JSON of a model that an entry point hands out and does nothing else with: whether the pages that ask for it look at it.

use super::checked::is_part_looked_at;
use crate::{
    facts::code::{BindingId, Code, ExprId, ExprKind, FnId, Node, PatId, StmtKind},
    model::{
        Project,
        failures::{RemoteKind, Request},
        routes::Route,
    },
    source::span::FileId,
};

impl Project {
    /// Whether what was parsed is no more than answered to pages, each of which tests it: `const { data } = await
    /// client.functions.invoke("plan"); setSteps(Array.isArray(data?.steps) ? data.steps : [])`.
    #[must_use]
    pub fn is_checked_by_pages(&self, file: FileId, parse: ExprId) -> bool {
        let Some(code) = &self.file(file).code else { return false };
        let Some(around) = answered_in(code, parse) else { return false };
        let own = self.routes.iter().filter(|route| route.entry.at.file == file);
        let takers: Vec<(FileId, Vec<BindingId>)> = own.flat_map(|route| takers(self, route)).collect();
        !takers.is_empty()
            && takers.iter().all(|(file, names)| {
                let code = self.file(*file).code.as_ref();
                code.is_some_and(|code| names.iter().any(|&name| is_part_looked_at(self, code, name, &around)))
            })
    }
}

/// The names that a value is wrapped in where it goes into the answer of an entry point and, beside the log, nowhere else:
/// `plan` of `Response.json({ plan })`.
fn answered_in(code: &Code, value: ExprId) -> Option<Vec<&str>> {
    let names = kept_in(code, value);
    let uses = names.iter().flat_map(|&name| code.references(name)).copied();
    let mut uses: Vec<ExprId> = uses.filter(|&used| !code.is_assigned(used)).collect();
    if names.is_empty() {
        uses.push(value);
    }
    let mut around = Vec::new();
    let all = uses.iter().all(|&used| answers_with(code, used, &mut around));
    (all && !uses.is_empty()).then_some(around)
}

/// Whether an expression is part of an answer or of a line of the log, with the names of what it is put into on the way.
fn answers_with<'c>(code: &'c Code, used: ExprId, around: &mut Vec<&'c str>) -> bool {
    let mut below = used;
    while let Node::Expr(above) = code.parent(below) {
        let is_whole = below == used || matches!(code.expr(below), ExprKind::Object { .. });
        if let ExprKind::Object { properties } = code.expr(above)
            && is_whole
        {
            let holder = code.property_list(properties).find(|p| p.value == below);
            around.extend(holder.and_then(|p| code.property_name(&p)));
        }
        if is_answer(code, above) || code.is_printed(above) {
            return true;
        }
        below = above;
    }
    false
}

/// `Response.json(plan)`, `new Response(JSON.stringify(plan))`, `res.status(200).json(plan)`.
fn is_answer(code: &Code, expr: ExprId) -> bool {
    let (ExprKind::Call { callee, .. } | ExprKind::New { callee, .. }) = code.expr(expr) else { return false };
    matches!(code.last_name(callee), Some("json" | "Response" | "NextResponse" | "send" | "jsonResponse"))
}

/// The variables that a statement keeps a value in.
fn kept_in(code: &Code, value: ExprId) -> Vec<BindingId> {
    let mut names = Vec::new();
    match code.parent(value) {
        Node::Expr(above) => match code.expr(above) {
            ExprKind::Assign { target, .. } => {
                if let ExprKind::Ident { binding, .. } = code.expr(target) {
                    names.extend(binding);
                }
            }
            // `found ? JSON.parse(found[0]) : { steps: [] }`.
            ExprKind::Conditional { .. } | ExprKind::Binary { .. } => return kept_in(code, above),
            _ => {}
        },
        Node::Stmt(stmt) => {
            if let StmtKind::Var { pattern, .. } = code.stmt(stmt).kind {
                code.bound_names(pattern, &mut names);
            }
        }
        _ => {}
    }
    names
}

/// Where code of the project asks an entry point, and what it keeps the answer in.
fn takers(project: &Project, route: &Route) -> Vec<(FileId, Vec<BindingId>)> {
    let name = route.entry.path.trim_start_matches('/');
    let failures = &project.failures;
    let invoked = failures.remote.iter().filter(|c| c.kind == RemoteKind::Function && c.name == name);
    let invoked = invoked.map(|c| (c.at.file, c.outcome.data.clone()));
    let is_asked = |request: &&Request| {
        let url = request.url.as_deref().unwrap_or_default();
        let path = url.split(['?', '#']).next().unwrap_or(url);
        path.split_once("/functions/v1/").map_or(path.trim_start_matches('/'), |(_, function)| function) == name
    };
    let fetched = failures.requests.iter().filter(is_asked).map(|request| {
        let code = project.file(request.at.file).code.as_ref();
        (request.at.file, code.map(|code| bodies(code, request.function)).unwrap_or_default())
    });
    invoked.chain(fetched).collect()
}

/// The variables that keep the bodies which a function reads: `const plan = await answer.json()`.
fn bodies(code: &Code, function: FnId) -> Vec<BindingId> {
    let reads_body = |init: ExprId| {
        let mut parts = code.within_node(Node::Expr(init));
        parts.any(|node| match node {
            Node::Expr(e) => match code.expr(e) {
                ExprKind::Call { callee, args } => args.is_empty() && code.last_name(callee) == Some("json"),
                _ => false,
            },
            _ => false,
        })
    };
    let patterns = code.within(function).filter_map(|node| match node {
        Node::Stmt(stmt) => match code.stmt(stmt).kind {
            StmtKind::Var { pattern, init: Some(init), .. } if reads_body(init) => Some(pattern),
            _ => None,
        },
        _ => None,
    });
    let mut names = Vec::new();
    patterns.collect::<Vec<PatId>>().into_iter().for_each(|pattern| code.bound_names(pattern, &mut names));
    names
}
