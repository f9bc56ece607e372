//! The part of an entry point whose failures are judged: its handler and the helpers it hands its work to.

use super::{
    handed::is_handed_on,
    leak::{Thrown, leaks},
    main_query::way,
    on_purpose::is_on_purpose,
    uncaught::{answers_with_thrown, first_uncaught, holds_work, keeps_failures},
};
use crate::{
    facts::code::{
        BindingId, Catch, Code, ExprId, ExprKind, FnId, List, Node, PatId, PatKind, PropertyKey, StmtId, StmtKind,
    },
    frameworks::trpc,
    model::{
        calls::FnRef,
        queries::Query,
        routes::{Kind, Step, Subject, branches::is_last, exits::always_exits},
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
    /// What the server answers with where the handler throws.
    pub(super) caught_by: Option<FnRef>,
    /// What becomes of an error that the handler throws.
    thrown: Thrown,
    /// The handlers whose value is the answer.
    answering: Vec<FnRef>,
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
        let answering = near.filter(|r| is_answer_from(subject, r.from));
        let functions: Vec<FnRef> = handlers.iter().copied().chain(answering.map(|r| r.function)).collect();
        let catch = handlers.iter().rev().find_map(|&f| last_catch(subject, f)).or_else(|| {
            let delegates =
                functions.iter().copied().filter(|f| !handlers.contains(f) && is_delegate(subject, &handlers, *f));
            delegates.chain(wrappers.filter(|f| calls_parameter(subject, *f))).find_map(|f| last_catch(subject, f))
        });
        let is_answer = subject.entry.kind != Kind::Express;
        let answering = if is_answer { handlers.clone() } else { Vec::new() };
        let caught_by = subject.entry.caught_by;
        let in_server = caught_by.is_some();
        let thrown_by = |&handler: &FnRef| first_uncaught(subject, handler, catch.is_some());
        let uncaught = handlers.iter().filter(|_| !in_server).find_map(thrown_by).filter(|_| !is_handed_on(subject));
        Self { functions, catch, uncaught, caught_by, thrown: thrown(subject), answering }
    }

    /// The `catch` of the helper that a query stands in, or is reached by, which the handler waits for and which keeps its
    /// failures to itself.
    pub(super) fn catch_of_helper(&self, subject: &Subject<'_>, query: &Query) -> Option<(FileId, Catch)> {
        let handlers: Vec<FnRef> = subject.handlers().collect();
        let near = way(subject, query).into_iter().filter(|r| r.depth <= 1 && is_under(subject, r.from, &handlers));
        let mut helpers = near.filter(|r| keeps_failures(subject, r.function, 2));
        helpers.find_map(|r| last_catch(subject, r.function))
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
            let raw = names.into_iter().flat_map(|b| code.references(b));
            for reference in raw.filter(|r| !is_on_purpose(&subject.values, file, code, **r)) {
                if leaks(&subject.values, file, *reference, self.thrown, &self.answering) {
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
                if !is_awaited(code, init) {
                    continue;
                }
                for binding in error_bindings(code, pattern) {
                    for &reference in code.references(binding) {
                        let is_raw = !subject.dead.covers(file, code.range(reference))
                            && !is_on_purpose(&subject.values, file, code, reference);
                        if is_raw && leaks(&subject.values, file, reference, self.thrown, &self.answering) {
                            return Some(code.range(reference).in_file(file));
                        }
                    }
                }
            }
        }
        None
    }
}

/// `await x`, or one of two in `id ? await update : await insert`.
fn is_awaited(code: &Code, expr: ExprId) -> bool {
    match code.expr(expr) {
        ExprKind::Await(_) => true,
        ExprKind::Conditional { then, otherwise, .. } => is_awaited(code, then) || is_awaited(code, otherwise),
        _ => false,
    }
}

/// What the framework does with an error that nobody catches.
fn thrown(subject: &Subject<'_>) -> Thrown {
    match subject.entry.kind {
        Kind::Trpc if trpc::replaces_messages(subject.project) => Thrown::Replaced,
        kind if answers_with_thrown(kind) => Thrown::Answered,
        _ => Thrown::Hidden,
    }
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
fn is_answer_from(subject: &Subject<'_>, from: Option<(usize, ExprId)>) -> bool {
    let caller = from.and_then(|(index, call)| Some((subject.reached.get(index)?, call)));
    caller.is_some_and(|(caller, call)| is_answer(subject, caller.function.0, call))
}

/// Whether a call is handed the answer to write, or gives what its function answers with.
pub(super) fn is_answer(subject: &Subject<'_>, file: FileId, call: ExprId) -> bool {
    let Some(code) = subject.values.code(file) else { return false };
    let takes_response = match code.expr(call) {
        ExprKind::Call { args, .. } => {
            code.expr_list(args).any(|a| matches!(code.ident(a), Some("res" | "response" | "reply" | "c")))
        }
        _ => false,
    };
    takes_response || is_returned(code, call)
}

/// Whether the value of a call is what its function returns, awaited, and also under a name of its own.
fn is_returned(code: &Code, call: ExprId) -> bool {
    let waited = match code.parent(call) {
        Node::Expr(parent) if matches!(code.expr(parent), ExprKind::Await(_)) => parent,
        _ => call,
    };
    let returns =
        |expr: ExprId| matches!(code.parent(expr), Node::Stmt(s) if matches!(code.stmt(s).kind, StmtKind::Return(_)));
    let is_in_returned = |expr: ExprId| matches!(code.parent(expr), Node::Expr(around) if returns(around));
    let under_name = || match code.parent(waited) {
        Node::Stmt(stmt) => match code.stmt(stmt).kind {
            StmtKind::Var { pattern, .. } => match code.pattern(pattern).kind {
                PatKind::Name(name) => code.references(name).iter().any(|&reference| returns(reference)),
                _ => false,
            },
            _ => false,
        },
        _ => false,
    };
    returns(waited) || is_in_returned(waited) || under_name()
}

fn is_under(subject: &Subject<'_>, from: Option<(usize, ExprId)>, handlers: &[FnRef]) -> bool {
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

/// The `catch` of the largest `try` that stands directly in a function and runs, where it is the one of the work: what
/// may fail outside of every `try` is not its own, so then it must at least end the function for what it holds.
fn last_catch(subject: &Subject<'_>, function: FnRef) -> Option<(FileId, Catch)> {
    let (file, own) = function;
    let code = subject.values.code(file)?;
    let tries = direct_tries(subject, file, code, own);
    let is_open = !tries.is_empty() && first_uncaught(subject, function, false).is_some();
    let is_of_work = |&&(stmt, block, catch): &&(StmtId, List, Catch)| {
        !is_open || holds_work(code, block) && (always_exits(code, catch.body) || is_last(code, stmt))
    };
    let largest = tries.iter().filter(is_of_work).max_by_key(|(_, block, _)| code.block_size(*block));
    largest.map(|&(_, _, catch)| (file, catch))
}

/// The `try` statements that stand directly in a function and run.
fn direct_tries(subject: &Subject<'_>, file: FileId, code: &Code, function: FnId) -> Vec<(StmtId, List, Catch)> {
    let mut found = Vec::new();
    let mut blocks = vec![code.function(function).body];
    while let Some(block) = blocks.pop() {
        for stmt in code.block(block) {
            if subject.dead.covers(file, code.stmt(stmt).range) {
                continue;
            }
            match code.stmt(stmt).kind {
                StmtKind::Try { catch: Some(catch), block, .. } => found.push((stmt, block, catch)),
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
    found
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
