//! The part of an entry point whose failures are judged: its handler and the helpers it hands its work to.

use super::{failing, leak::leaks};
use crate::{
    facts::code::{BindingId, Catch, Code, Enclosure, ExprKind, FnId, Node, PatId, PatKind, PropertyKey, StmtKind},
    model::{
        calls::FnRef,
        queries::Query,
        routes::{Step, Subject, authorize},
    },
    source::span::{FileId, Span},
};

/// What can fail, and what catches it.
pub(super) struct Scope {
    /// The functions whose failures count, the handler first.
    pub(super) functions: Vec<FnRef>,
    /// The `catch` that ends the handler, or that of a wrapper around it.
    pub(super) catch: Option<(FileId, Catch)>,
    /// Something that may throw and is caught by nobody.
    pub(super) uncaught: Option<Span>,
    /// Whether a wrapper of a library reports what is not caught.
    pub(super) is_reported: bool,
}

/// An awaited call.
pub(super) struct Failing {
    pub(super) at: Span,
    pub(super) name: String,
}

impl Scope {
    pub(super) fn new(subject: &Subject<'_>) -> Self {
        let handlers: Vec<FnRef> = subject.handlers().collect();
        let wrappers = subject.entry.steps.iter().filter_map(|s| match s {
            Step::Guard(f) => Some(*f),
            _ => None,
        });
        // Where the handler only hands the request on, the function that it hands it to is the handler.
        let near = subject.reached.iter().filter(|r| r.depth <= 1 && is_under(subject, r.from, &handlers));
        let answering = near.filter(|r| is_answer(subject, r.from));
        let functions: Vec<FnRef> = handlers.iter().copied().chain(answering.map(|r| r.function)).collect();
        let catch = handlers.iter().rev().find_map(|&f| last_catch(subject, f)).or_else(|| {
            let delegates =
                functions.iter().copied().filter(|f| !handlers.contains(f) && is_delegate(subject, &handlers, *f));
            delegates.chain(wrappers.filter(|f| calls_parameter(subject, *f))).find_map(|f| last_catch(subject, f))
        });
        let uncaught = uncaught(subject, &handlers, catch.is_some());
        Self { functions, catch, uncaught, is_reported: false }
    }

    /// Where a raw error reaches the caller.
    pub(super) fn leak(&self, subject: &Subject<'_>) -> Option<Span> {
        let wrapped = self.catch.iter().map(|(file, catch)| (*file, *catch));
        let own = self.functions.iter().flat_map(|&(file, function)| {
            subject.values.code(file).map(|code| catches(subject, file, code, function)).unwrap_or_default()
        });
        for (file, catch) in wrapped.chain(own) {
            let code = subject.values.code(file)?;
            let Some(parameter) = catch.param else { continue };
            let mut names = Vec::new();
            code.bound_names(parameter, &mut names);
            for reference in names.into_iter().flat_map(|b| code.references(b)) {
                if leaks(&subject.values, file, *reference) {
                    return Some(code.range(*reference).in_file(file));
                }
            }
        }
        None
    }

    /// Where the `error` of a `{ data, error }` result reaches the caller.
    pub(super) fn error_value_given_out(&self, subject: &Subject<'_>) -> Option<Span> {
        for &(file, function) in &self.functions {
            let code = subject.values.code(file)?;
            for node in super::super::live::live_nodes(code, file, function, &subject.dead) {
                let Node::Stmt(stmt) = node else { continue };
                let StmtKind::Var { pattern, init: Some(init), .. } = code.stmt(stmt).kind else { continue };
                if !matches!(code.expr(init), ExprKind::Await(_)) {
                    continue;
                }
                for binding in error_bindings(code, pattern) {
                    for &reference in code.references(binding) {
                        if !subject.dead.covers(file, code.range(reference)) && leaks(&subject.values, file, reference)
                        {
                            return Some(code.range(reference).in_file(file));
                        }
                    }
                }
            }
        }
        None
    }
}

/// The query that the entry point is there for: its last write, else its last read.
pub(super) fn main_query<'a>(subject: &Subject<'a>) -> Option<&'a Query> {
    let queries = &subject.queries;
    queries.iter().rev().find(|q| authorize::writes(q)).or(queries.last()).copied()
}

/// The names that a pattern binds to a result's `error`.
fn error_bindings(code: &Code, pattern: PatId) -> Vec<BindingId> {
    let PatKind::Object { properties } = code.pattern(pattern).kind else { return Vec::new() };
    let errors = code
        .pattern_property_list(properties)
        .filter(|p| matches!(p.key, PropertyKey::Name(name) if code.str(name) == "error"));
    let mut names = Vec::new();
    errors.for_each(|p| code.bound_names(p.value, &mut names));
    names
}

/// Whether what a helper gives back is what the handler answers with.
fn is_answer(subject: &Subject<'_>, from: Option<(usize, crate::facts::code::ExprId)>) -> bool {
    let Some((index, call)) = from else { return false };
    let Some(caller) = subject.reached.get(index) else { return false };
    let Some(code) = subject.values.code(caller.function.0) else { return false };
    let takes_response = match code.expr(call) {
        ExprKind::Call { args, .. } => {
            code.expr_list(args).any(|a| matches!(code.ident(a), Some("res" | "response" | "reply" | "c")))
        }
        _ => false,
    };
    let is_returned = match code.parent(call) {
        Node::Stmt(s) => matches!(code.stmt(s).kind, StmtKind::Return(_)),
        Node::Expr(p) => matches!(code.parent(p), Node::Stmt(s) if matches!(code.stmt(s).kind, StmtKind::Return(_))),
        _ => false,
    };
    takes_response || is_returned
}

fn is_under(subject: &Subject<'_>, from: Option<(usize, crate::facts::code::ExprId)>, handlers: &[FnRef]) -> bool {
    from.and_then(|(index, _)| subject.reached.get(index)).is_some_and(|caller| handlers.contains(&caller.function))
}

/// Whether the handler's statement is little more than the call of this function.
fn is_delegate(subject: &Subject<'_>, handlers: &[FnRef], function: FnRef) -> bool {
    handlers.iter().any(|&(file, handler)| {
        let Some(code) = subject.values.code(file) else { return false };
        let live =
            code.block(code.function(handler).body).filter(|s| !subject.dead.covers(file, code.stmt(*s).range)).count();
        live <= 3 && subject.graph.calls((file, handler)).iter().any(|c| c.targets.contains(&function))
    })
}

/// Whether a wrapper calls what it was given.
fn calls_parameter(subject: &Subject<'_>, (file, function): FnRef) -> bool {
    subject
        .graph
        .calls((file, function))
        .iter()
        .any(|c| c.symbols.iter().any(|s| matches!(s.root, crate::model::values::Root::Param(..)) && s.path.is_empty()))
}

/// The `catch` of the last `try` that stands directly in a function and runs.
fn last_catch(subject: &Subject<'_>, (file, function): FnRef) -> Option<(FileId, Catch)> {
    let code = subject.values.code(file)?;
    let mut found = None;
    let mut blocks = vec![code.function(function).body];
    while let Some(block) = blocks.pop() {
        for stmt in code.block(block) {
            if subject.dead.covers(file, code.stmt(stmt).range) {
                continue;
            }
            match code.stmt(stmt).kind {
                StmtKind::Try { catch: Some(catch), block, .. } => {
                    // A `try` around one small step (`JSON.parse`) is not what catches the work.
                    let size = code.block_size(block);
                    if found.is_none_or(|(known, _)| size >= known) {
                        found = Some((size, catch));
                    }
                }
                StmtKind::If { then, otherwise, .. } => {
                    blocks.push(then);
                    blocks.extend(otherwise);
                }
                StmtKind::Block(body) => blocks.push(body),
                StmtKind::Switch { cases, .. } => blocks.extend(code.case_list(cases).map(|c| c.body)),
                _ => {}
            }
        }
    }
    found.map(|(_, catch)| (file, catch))
}

/// All `catch` parts of a function that run.
fn catches(subject: &Subject<'_>, file: FileId, code: &Code, function: FnId) -> Vec<(FileId, Catch)> {
    let nodes = code.descendants(Node::Function(function));
    let tries = nodes.filter_map(|n| match n {
        Node::Stmt(s) if !subject.dead.covers(file, code.stmt(s).range) => match code.stmt(s).kind {
            StmtKind::Try { catch: Some(catch), .. } => Some((file, catch)),
            _ => None,
        },
        _ => None,
    });
    tries.collect()
}

/// The first awaited call of the handler that may throw outside of every `try`.
fn uncaught(subject: &Subject<'_>, handlers: &[FnRef], has_catch: bool) -> Option<Span> {
    for &(file, function) in handlers {
        let code = subject.values.code(file)?;
        for node in super::super::live::live_nodes(code, file, function, &subject.dead) {
            let Node::Expr(e) = node else { continue };
            let Some(call) = failing(file, code, e) else { continue };
            let is_caught = code.enclosures(node).any(|x| matches!(x, Enclosure::TryBlock(_)));
            // Beside a `try` around the work, only what surely reaches out and is left outside counts.
            let counts = if has_catch { call.name == "fetch" } else { may_throw(&call.name) };
            if !is_caught && counts {
                return Some(call.at);
            }
        }
    }
    None
}

/// Calls that answer with an error value instead of throwing it, and those of the framework.
fn may_throw(name: &str) -> bool {
    let never =
        name.contains(".auth.") || matches!(name, "cookies" | "headers" | "createClient" | "params" | "redirect");
    !never && !name.is_empty()
}
