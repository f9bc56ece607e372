//! One entry point with everything it reaches: what all questions are asked of.

use std::collections::BTreeSet;

use super::{
    arms::Open,
    entry::{Entry, Step},
    guard::{Guard, Guards},
    known::Known,
    live::{self, Request},
    looks::Looks,
    secrets,
};
use crate::{
    facts::code::{BinaryOp, Code, ExprId, ExprKind, FnId, Node, Origin, StmtKind, UnaryOp},
    frameworks::{
        auth::{Check, Proof},
        middleware,
    },
    model::{
        Project,
        calls::{Call, CallGraph, Dead, FnRef, Reached},
        queries::Query,
        values::{Root, Values},
    },
    source::span::FileId,
};

/// An entry point, what it reaches, and what guards it.
pub(super) struct Subject<'a> {
    pub(super) project: &'a Project,
    pub(super) values: Values<'a>,
    pub(super) graph: &'a CallGraph,
    /// What functions look at to tell callers apart.
    pub(super) looks: &'a Looks,
    pub(super) entry: &'a Entry,
    /// The functions that run, guards first.
    pub(super) reached: Vec<Reached>,
    /// Code that does not run for this entry point.
    pub(super) dead: Dead,
    /// Checks that a caller must pass.
    pub(super) guards: Vec<Guard>,
    /// Checks that the caller, or a missing setting, can switch off.
    pub(super) skippable: Vec<(Guard, Skip)>,
    /// The database calls that run, by place.
    pub(super) queries: Vec<&'a Query>,
    /// What runs for known callers alone, though nobody is turned away.
    known: Known,
    /// What is reached past the checks by what is asked for; where that matters, they count for the rest alone.
    open: Option<Open>,
}

/// Who can switch a check off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Skip {
    /// The caller, by leaving something out.
    Caller,
    /// Whoever forgets to set the secret.
    Setting,
}

/// The database calls of the functions that run, by place.
fn queries<'a>(project: &'a Project, reached: &[Reached], dead: &Dead) -> Vec<&'a Query> {
    let mut found = Vec::new();
    for &Reached { function: (file, function), .. } in reached {
        let Some(code) = &project.file(file).code else { continue };
        let range = code.function(function).range;
        let of_file = project.queries_in(file).iter();
        found.extend(of_file.filter(|q| range.contains(q.at.range) && !dead.covers(file, q.at.range)));
    }
    found.sort_by_key(|q| q.at);
    found.dedup_by_key(|q| q.at);
    found
}

impl<'a> Subject<'a> {
    /// An entry point and what it reaches; its guards are not looked for yet.
    pub(super) fn new(project: &'a Project, graph: &'a CallGraph, looks: &'a Looks, entry: &'a Entry) -> Self {
        let values = project.values();
        let roots: Vec<FnRef> = entry.steps.iter().filter_map(Step::function).collect();
        let dead = dead_code(project, graph, entry, &roots);
        let reached = graph.reach(&values, &roots, &dead);
        let queries = queries(project, &reached, &dead);
        Self {
            project,
            values,
            graph,
            looks,
            entry,
            reached,
            dead,
            guards: Vec::new(),
            skippable: Vec::new(),
            queries,
            known: Known::default(),
            open: None,
        }
    }

    /// Finds what a caller must pass, and what runs for known callers alone.
    pub(super) fn find_guards(&mut self, guards: &mut Guards<'a>) {
        let entry = self.entry;
        if entry.by_platform {
            let how = "only the platform starts it".to_owned();
            self.guards.push(Guard {
                proof: Proof::Secret,
                at: entry.at,
                how,
                throws: true,
                conditions: Vec::new(),
                sites: Vec::new(),
            });
        }
        let found: Vec<Guard> = entry.steps.iter().flat_map(|step| self.guards_of(step, guards)).collect();
        for guard in found {
            match self.skip(&guard) {
                Some(skip) => {
                    if skip == Skip::Setting {
                        self.guards.push(guard.clone());
                    }
                    self.skippable.push((guard, skip));
                }
                None => self.guards.push(guard),
            }
        }
        self.leave_arms(guards);
    }

    /// Finds out what runs for known callers alone. Where checks stand in some arms of what a caller may ask for, and work
    /// in others, nobody is known who comes in.
    fn leave_arms(&mut self, guards: &mut Guards<'a>) {
        if let Some(open) = Open::of(self) {
            let checks = std::mem::take(&mut self.guards);
            self.known = Known::of(self, guards);
            if open.has_work(self) {
                self.open = Some(open);
            } else {
                self.guards = checks;
            }
        }
        self.known = Known::of(self, guards);
    }

    /// Whether only callers that are known get as far as an expression, though the entry point turns nobody away.
    pub(super) fn is_for_known(&self, file: FileId, expr: ExprId) -> bool {
        self.known.covers(self, file, expr) || self.open.as_ref().is_some_and(|open| !open.holds(self, file, expr))
    }

    /// The checks of one step.
    fn guards_of(&self, step: &Step, guards: &mut Guards<'a>) -> Vec<Guard> {
        match *step {
            Step::Guard(function) | Step::Handler(function) => guards.of(function, &self.dead),
            Step::Library(file, expr) => self.guard_of_library(file, expr).into_iter().collect(),
        }
    }

    /// What the middleware of a library proves, of which no code is here.
    fn guard_of_library(&self, file: FileId, expr: ExprId) -> Option<Guard> {
        let Check { proof, .. } = middleware::check(self.project, file, expr)?;
        let code = self.values.code(file)?;
        let called = match code.expr(expr) {
            ExprKind::Call { callee, .. } => callee,
            _ => expr,
        };
        let how = code.path(called).unwrap_or_else(|| "middleware of a library".to_owned());
        let at = code.range(expr).in_file(file);
        Some(Guard { proof, at, how, throws: true, conditions: Vec::new(), sites: Vec::new() })
    }

    /// Who can switch a guard off by what its conditions ask for.
    pub(super) fn skip(&self, guard: &Guard) -> Option<Skip> {
        let mut found = None;
        for &(file, condition) in &guard.conditions {
            let Some(code) = self.values.code(file) else { continue };
            for node in code.descendants(Node::Expr(condition)) {
                let Node::Expr(e) = node else { continue };
                if is_leaf(code, e) && !names_action(code, e) {
                    if !secrets::names(&self.values, &self.project.vocab, file, e).is_empty() {
                        found = found.or(Some(Skip::Setting));
                    } else if self.is_sent(file, e) || self.tests_sent(code, file, e) {
                        return Some(Skip::Caller);
                    }
                }
            }
        }
        found
    }

    /// Whether a name holds what a test of the request gave: `const scheduled = headers.get("x-scheduled") === "true"`,
    /// `const isClock = !header || header === ""`.
    fn tests_sent(&self, code: &Code, file: FileId, expr: ExprId) -> bool {
        let ExprKind::Ident { binding: Some(binding), .. } = code.expr(expr) else { return false };
        let Origin::Var(stmt) = code.binding(binding).origin else { return false };
        match code.stmt(stmt).kind {
            StmtKind::Var { init: Some(init), .. } => {
                is_test(code, init) && self.rests_on_sent(code, file, init) == Some(true)
            }
            _ => false,
        }
    }

    /// Whether nothing but constants and what is sent goes into an expression, and whether something sent does.
    fn rests_on_sent(&self, code: &Code, file: FileId, expr: ExprId) -> Option<bool> {
        match code.expr(expr) {
            ExprKind::Unary { operand, .. } => self.rests_on_sent(code, file, operand),
            ExprKind::Binary { left, right, .. } => {
                Some(self.rests_on_sent(code, file, left)? | self.rests_on_sent(code, file, right)?)
            }
            ExprKind::String(_) | ExprKind::Number(_) | ExprKind::Bool(_) | ExprKind::Null => Some(false),
            ExprKind::Call { callee, args } if code.ident(callee) == Some("Boolean") => {
                self.rests_on_sent(code, file, code.arg(args, 0)?)
            }
            ExprKind::Ident { .. } | ExprKind::Member { .. } | ExprKind::Call { .. } => {
                (self.is_sent(file, expr) && !names_action(code, expr)).then_some(true)
            }
            _ => None,
        }
    }

    /// Whether the caller decides on a value ([`is_sent`]).
    pub(super) fn is_sent(&self, file: FileId, expr: ExprId) -> bool {
        is_sent(self.project, file, expr)
    }

    /// The functions of the handler itself: not those of guards before it.
    pub(super) fn handlers(&self) -> impl Iterator<Item = FnRef> + '_ {
        self.entry.steps.iter().filter_map(|s| match s {
            Step::Handler(f) => Some(*f),
            _ => None,
        })
    }

    /// The calls that run, with the function they stand in and how deep that is.
    pub(super) fn calls(&self) -> impl Iterator<Item = (Reached, &'a Call)> + '_ {
        self.reached.iter().flat_map(move |&r| {
            let code = self.values.code(r.function.0);
            let calls = self.graph.calls(r.function).iter();
            let live = calls.filter(move |c| code.is_some_and(|k| !self.dead.covers(r.function.0, k.range(c.expr))));
            live.map(move |c| (r, c))
        })
    }
}

/// Whether the caller decides on a value: a header, a cookie, a part of the body or query.
pub(super) fn is_sent(project: &Project, file: FileId, expr: ExprId) -> bool {
    project.values().symbols(file, expr).iter().any(|s| match &s.root {
        Root::Param(..) => {
            [".headers", ".header", ".cookies", ".body", ".json()", ".query", ".searchParams", ".text()"]
                .iter()
                .any(|part| s.path.contains(part))
        }
        _ => false,
    })
}

/// Whether an expression says yes or no about something.
fn is_test(code: &Code, expr: ExprId) -> bool {
    match code.expr(expr) {
        ExprKind::Unary { op: UnaryOp::Not, .. } => true,
        ExprKind::Binary { op: BinaryOp::And | BinaryOp::Or, left, right } => {
            is_test(code, left) && is_test(code, right)
        }
        ExprKind::Binary { op: BinaryOp::Equal | BinaryOp::NotEqual, .. } => true,
        ExprKind::Call { callee, .. } => code.ident(callee) == Some("Boolean"),
        _ => false,
    }
}

fn is_leaf(code: &Code, expr: ExprId) -> bool {
    use crate::facts::code::ExprKind as E;
    matches!(code.expr(expr), E::Ident { .. } | E::Member { .. } | E::Call { .. })
}

/// `action === "record"`: what is asked for decides what is done, not whether it is checked.
fn names_action(code: &Code, expr: ExprId) -> bool {
    let Some(name) = code.last_name(expr) else { return false };
    let names_one = matches!(name, "action" | "operation" | "op" | "intent" | "type" | "mode" | "command" | "step");
    let Node::Expr(parent) = code.parent(expr) else { return false };
    match code.expr(parent) {
        ExprKind::Binary { op: BinaryOp::Equal, left, right } if names_one => {
            let other = if left == expr { right } else { left };
            code.string(other).is_some()
        }
        _ => false,
    }
}

/// Code that is for other methods and paths, in all that the entry point reaches within two calls.
fn dead_code(project: &Project, graph: &CallGraph, entry: &Entry, roots: &[FnRef]) -> Dead {
    let values = &project.values();
    let mut dead = Dead::default();
    let path = if entry.path.starts_with('/') { entry.path.as_str() } else { "" };
    let request = Request { method: entry.method.as_deref(), path };
    let near = graph.reach(values, roots, &Dead::default());
    let files: BTreeSet<FileId> = near.iter().map(|reached| reached.function.0).collect();
    for file in files {
        project.sides.unreached(file).iter().for_each(|range| dead.add(file, *range));
    }
    for reached in near.into_iter().filter(|r| r.depth <= 2).take(60) {
        live::mark_dead(values, reached.function, request, &mut dead);
    }
    kill_settings(values, graph, roots, &mut dead);
    dead
}

/// Marks functions that are only put into settings objects, and that nothing here runs.
fn kill_settings(values: &Values<'_>, graph: &CallGraph, roots: &[FnRef], dead: &mut Dead) {
    let near = graph.reach(values, roots, &Dead::default());
    let known: BTreeSet<FnRef> = near.iter().map(|r| r.function).collect();
    for &(file, function) in &known {
        let Some(code) = values.code(file) else { continue };
        for node in code.within(function) {
            if let Node::Function(inner) = node
                && inner != function
                && !known.contains(&(file, inner))
                && is_setting(code, inner)
            {
                dead.add(file, code.function(inner).range);
            }
        }
    }
}

/// Whether a function is a part of a settings object that is only built here: `{ callbacks: { signIn() { … } } }`. Who
/// gets the object may run it, this code does not.
fn is_setting(code: &Code, function: FnId) -> bool {
    let Node::Expr(mut expr) = code.function(function).parent else { return false };
    let mut in_object = false;
    loop {
        match code.parent(expr) {
            Node::Expr(parent) if matches!(code.expr(parent), ExprKind::Object { .. }) => {
                in_object = true;
                expr = parent;
            }
            Node::Stmt(s) => {
                return in_object && matches!(code.stmt(s).kind, StmtKind::Var { .. } | StmtKind::Return(_));
            }
            _ => return false,
        }
    }
}
