//! Functions that answer a failure with an empty value, all of whose callers turn that into a failure again:
//! `const file = await download(url); if (!file) return { success: false, error: "could not be loaded" };`. Whoever
//! waits is told, so nothing vanishes.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::{Failures, Handling, Stake, announced, guard};
use crate::{
    facts::code::{BindingId, Code, ExprId, ExprKind, Node, PatKind, StmtKind, UnaryOp},
    model::{Project, calls::FnRef, values::Values},
    source::span::FileId,
};

/// Takes out what the callers tell.
pub(super) fn take_out_what_they_tell(project: &Project, values: &Values<'_>, all: &mut Failures) {
    let of_catches = all.catches.iter().filter(|c| c.handling == Handling::Default).map(|c| (c.at.file, c.function));
    let of_results = all.unheeded.iter().filter(|u| u.handling == Handling::Default).map(|u| (u.at.file, u.function));
    let candidates: BTreeSet<FnRef> = of_catches.chain(of_results).filter(|&f| gives_nothing(project, f)).collect();
    // What is nice to have may be missing; what was to be written may not.
    let writes = all.catches.iter().filter(|c| c.stake > Stake::Read).map(|c| (c.at.file, c.function));
    let writes: BTreeSet<FnRef> =
        writes.chain(all.unheeded.iter().filter(|u| u.stake > Stake::Read).map(|u| (u.at.file, u.function))).collect();
    let told = told_by_all(project, values, &candidates, &writes);
    for caught in &mut all.catches {
        if caught.handling == Handling::Default && told.contains(&(caught.at.file, caught.function)) {
            caught.handling = Handling::Handled;
        }
    }
    all.unheeded.retain(|u| u.handling != Handling::Default || !told.contains(&(u.at.file, u.function)));
}

/// Whether every empty answer of a named function is one that a plain test tells from an answer.
fn gives_nothing(project: &Project, (file, function): FnRef) -> bool {
    let Some(code) = &project.file(file).code else { return false };
    let mut nothing = false;
    let all_are = code.within(function).all(|node| {
        let Node::Stmt(stmt) = node else { return true };
        let StmtKind::Return(Some(value)) = code.stmt(stmt).kind else { return true };
        match code.expr(value) {
            ExprKind::Null | ExprKind::Bool(false) => {
                nothing = true;
                true
            }
            ExprKind::Array { elements } => !elements.is_empty(),
            ExprKind::Object { properties } => !properties.is_empty(),
            _ => true,
        }
    });
    nothing && all_are && code.name_of(function).is_some()
}

/// The functions that are called, and whose every caller refuses when there is no answer.
fn told_by_all(
    project: &Project,
    values: &Values<'_>,
    candidates: &BTreeSet<FnRef>,
    writes: &BTreeSet<FnRef>,
) -> BTreeSet<FnRef> {
    let names: BTreeSet<&str> =
        candidates.iter().filter_map(|&(file, function)| project.file(file).code.as_ref()?.name_of(function)).collect();
    if names.is_empty() {
        return BTreeSet::new();
    }
    let uses = project.files.par_iter().enumerate().filter(|(_, file)| file.role.is_production());
    let found = uses.flat_map_iter(|(index, file)| {
        let id = FileId(u32::try_from(index).unwrap_or(u32::MAX));
        file.code.iter().flat_map(|code| uses_in(id, code, values, &names, candidates, writes)).collect::<Vec<_>>()
    });
    let mut verdicts: BTreeMap<FnRef, bool> = BTreeMap::new();
    for (function, is_told) in found.collect::<Vec<_>>() {
        *verdicts.entry(function).or_insert(true) &= is_told;
    }
    verdicts.into_iter().filter(|&(_, is_told)| is_told).map(|(function, _)| function).collect()
}

/// Where a file uses some of these functions, and whether that use refuses when there is no answer.
fn uses_in(
    file: FileId,
    code: &Code,
    values: &Values<'_>,
    names: &BTreeSet<&str>,
    candidates: &BTreeSet<FnRef>,
    writes: &BTreeSet<FnRef>,
) -> Vec<(FnRef, bool)> {
    let ids = code.expr_ids();
    let named = ids.filter(|&id| match code.expr(id) {
        ExprKind::Ident { name, .. } => names.contains(code.str(name)),
        ExprKind::Member { property, .. } => names.contains(code.str(property)),
        _ => false,
    });
    named
        .flat_map(|id| {
            let functions = values.functions(file, id).into_iter().filter(|f| candidates.contains(f));
            let (is_told, is_extra) = (refuses_without(code, id), is_extra(code, id));
            functions.map(move |f| (f, is_told || is_extra && !writes.contains(&f)))
        })
        .collect()
}

/// Whether a use of a function is a call whose result the next test refuses to go on without, or whose absence it writes
/// down as a failure.
fn refuses_without(code: &Code, used: ExprId) -> bool {
    result_of(code, used).is_some_and(|result| guard::fails_closed(code, &[result]) || is_absence_told(code, result))
}

/// `if (picture) keep(picture); else results.push({ success: false })`.
fn is_absence_told(code: &Code, result: BindingId) -> bool {
    let first = code.references(result).iter().copied().min_by_key(|&read| code.range(read).start);
    let Some(read) = first else { return false };
    let (test, is_denied) = match code.parent(read) {
        Node::Expr(not) if matches!(code.expr(not), ExprKind::Unary { op: UnaryOp::Not, .. }) => (not, true),
        _ => (read, false),
    };
    let Node::Stmt(stmt) = code.parent(test) else { return false };
    match code.stmt(stmt).kind {
        StmtKind::If { test: asked, then, otherwise } if asked == test => {
            let without = if is_denied { Some(then) } else { otherwise };
            without.is_some_and(|branch| announced::records_failure(code, branch))
        }
        _ => false,
    }
}

/// `const more = await details(page); if (more) boat = { ...boat, ...more };`: it is taken where it is there, and nothing is
/// made of its absence.
fn is_extra(code: &Code, used: ExprId) -> bool {
    let Some(result) = result_of(code, used) else { return false };
    let mut asked = None;
    for &read in code.references(result) {
        let Node::Stmt(stmt) = code.parent(read) else { continue };
        if matches!(code.stmt(stmt).kind, StmtKind::If { test, otherwise: None, .. } if test == read) {
            asked = Some(code.stmt(stmt).range);
        }
    }
    asked.is_some_and(|range| code.references(result).iter().all(|&read| range.contains(code.range(read))))
}

/// The variable that keeps what a call of a function gives.
fn result_of(code: &Code, used: ExprId) -> Option<BindingId> {
    let Node::Expr(call) = code.parent(used) else { return None };
    let ExprKind::Call { callee, .. } = code.expr(call) else { return None };
    if callee != used {
        return None;
    }
    let result = match code.parent(call) {
        Node::Expr(wait) if matches!(code.expr(wait), ExprKind::Await(_)) => wait,
        _ => call,
    };
    let Node::Stmt(stmt) = code.parent(result) else { return None };
    let StmtKind::Var { pattern, .. } = code.stmt(stmt).kind else { return None };
    match code.pattern(pattern).kind {
        PatKind::Name(binding) => Some(binding),
        _ => None,
    }
}
