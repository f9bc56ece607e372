//! Functions that throw whenever they run, since a call of the database in them is refused each time: who waits for them
//! goes no further either.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::behind::Refusal;
use crate::{
    facts::code::{Code, ExprId, ExprKind, MODULE, Node, PatKind, StmtKind},
    model::{Project, calls::FnRef},
    source::span::{FileId, Span},
};

/// Refusals are handed on to callers so often.
const ROUNDS: usize = 3;

/// The functions that throw whenever they run: where, and the call of the database that is refused.
type Doomed = BTreeMap<FnRef, (ExprId, Span)>;

/// Adds to the refused calls of the database the calls of functions that throw because of one.
pub(super) fn follow(project: &Project, refusals: &mut Vec<Refusal>) {
    let mut new: Vec<Refusal> = refusals.clone();
    let mut known = Doomed::new();
    for _ in 0..ROUNDS {
        let before = known.len();
        for refusal in &new {
            if let Some(function) = doomed_by(project, refusal) {
                known.entry(function).or_insert((refusal.after, refusal.at));
            }
        }
        if known.len() == before {
            break;
        }
        new = callers(project, &known);
        new.retain(|refusal| !refusals.iter().any(|r| r.file == refusal.file && r.after == refusal.after));
        refusals.extend(new.iter().cloned());
    }
    refusals.sort_by_key(|refusal| (refusal.file, refusal.after));
}

/// The function that throws by a refusal whenever it runs: no branch, loop or `try` is around it, and nothing returns before.
fn doomed_by(project: &Project, refusal: &Refusal) -> Option<FnRef> {
    let code = project.file(refusal.file).code.as_ref().filter(|_| refusal.throws)?;
    let function = code.function_of(refusal.after);
    let start = code.range(refusal.after).start;
    let returns_before = || {
        code.within(function).any(|node| match node {
            Node::Stmt(stmt) => {
                let stmt = code.stmt(stmt);
                matches!(stmt.kind, StmtKind::Return(_)) && stmt.range.end <= start
            }
            _ => false,
        })
    };
    let is_always = function != MODULE
        && !code.function(function).is_generator
        && code.enclosures_in_function(refusal.after).next().is_none()
        && !returns_before();
    is_always.then_some((refusal.file, function))
}

/// The calls that wait for such functions.
fn callers(project: &Project, doomed: &Doomed) -> Vec<Refusal> {
    let values = project.values();
    let name = |&(file, function): &FnRef| {
        let code = project.file(file).code.as_ref()?;
        code.function(function).name.map(|name| code.str(name))
    };
    let names: BTreeSet<&str> = doomed.keys().filter_map(name).collect();
    let of_file = |(id, file): (u32, &crate::model::File)| {
        let (id, Some(code)) = (FileId(id), &file.code) else { return Vec::new() };
        let mut found = Vec::new();
        for (call, expr) in code.all_exprs() {
            let ExprKind::Call { callee, .. } = expr.kind else { continue };
            if !code.last_name(callee).is_some_and(|name| names.contains(name)) {
                continue;
            }
            let targets = values.functions(id, callee);
            let inner = targets.first().and_then(|target| doomed.get(target));
            if let Some(&(_, at)) = inner.filter(|_| throws_here(project, code, call, &targets, doomed)) {
                let given = never_called(project, code, call, &targets, doomed);
                found.push(Refusal { at, file: id, after: call, leave: None, throws: true, given });
            }
        }
        found
    };
    let files = project.files.par_iter().enumerate();
    files.flat_map_iter(|(index, file)| of_file((u32::try_from(index).unwrap_or(u32::MAX), file))).collect()
}

/// Whether a call throws where it stands: all that it may mean throw, and it is waited for unless they throw at once.
fn throws_here(project: &Project, code: &Code, call: ExprId, targets: &[FnRef], doomed: &Doomed) -> bool {
    let is_async = |&(file, function): &FnRef| {
        project.file(file).code.as_ref().is_some_and(|code| code.function(function).is_async)
    };
    targets.iter().all(|target| doomed.contains_key(target))
        && (is_waited_for(code, call) || !targets.iter().any(is_async))
}

/// `await call()`, `return call()`, `await Promise.all([call(), …])`.
fn is_waited_for(code: &Code, call: ExprId) -> bool {
    match code.parent(call) {
        Node::Stmt(stmt) => matches!(code.stmt(stmt).kind, StmtKind::Return(_)),
        Node::Expr(parent) => match code.expr(parent) {
            ExprKind::Await(_) => true,
            ExprKind::Array { .. } => {
                let Node::Expr(all) = code.parent(parent) else { return false };
                let ExprKind::Call { callee, .. } = code.expr(all) else { return false };
                code.path(callee).as_deref() == Some("Promise.all") && is_waited_for(code, all)
            }
            _ => false,
        },
        _ => false,
    }
}

/// The functions among the arguments that nothing calls before it throws: `guarded(async () => { … })`.
fn never_called(project: &Project, code: &Code, call: ExprId, targets: &[FnRef], doomed: &Doomed) -> Vec<ExprId> {
    let ExprKind::Call { args, .. } = code.expr(call) else { return Vec::new() };
    let is_kept = |index: usize| {
        targets.iter().all(|target| {
            let Some(&(after, _)) = doomed.get(target) else { return false };
            project.file(target.0).code.as_ref().is_some_and(|code| is_behind(code, *target, index, after))
        })
    };
    let functions =
        code.expr_list(args).enumerate().filter(|(_, arg)| matches!(code.expr(*arg), ExprKind::Function(_)));
    functions.filter(|(index, _)| is_kept(*index)).map(|(_, arg)| arg).collect()
}

/// Whether a function uses a parameter only behind the call that throws.
fn is_behind(code: &Code, (_, function): FnRef, parameter: usize, after: ExprId) -> bool {
    let Some(pattern) = code.pattern_list(code.function(function).params).nth(parameter) else { return false };
    let PatKind::Name(binding) = code.pattern(pattern).kind else { return false };
    code.references(binding).iter().all(|&used| code.runs_before(after, used))
}
