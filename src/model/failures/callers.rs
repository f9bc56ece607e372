//! Functions that answer a failure with an empty value, all of whose callers turn that into a failure again:
//! `const file = await download(url); if (!file) return { success: false, error: "could not be loaded" };`. Whoever
//! waits is told, so nothing vanishes.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::{Failures, Handling, guard};
use crate::{
    facts::code::{Code, ExprId, ExprKind, FnId, Node, PatKind, StmtKind},
    model::{Project, calls::FnRef, values::Values},
    source::span::FileId,
};

/// Takes out what the callers tell.
pub(super) fn take_out_what_they_tell(project: &Project, values: &Values<'_>, all: &mut Failures) {
    let of_catches = all.catches.iter().filter(|c| c.handling == Handling::Default).map(|c| (c.at.file, c.function));
    let of_results = all.unheeded.iter().filter(|u| u.handling == Handling::Default).map(|u| (u.at.file, u.function));
    let candidates: BTreeSet<FnRef> = of_catches.chain(of_results).filter(|&f| gives_nothing(project, f)).collect();
    let told = told_by_all(project, values, &candidates);
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
    nothing && all_are && name_of(code, function).is_some()
}

/// The functions that are called, and whose every caller refuses when there is no answer.
fn told_by_all(project: &Project, values: &Values<'_>, candidates: &BTreeSet<FnRef>) -> BTreeSet<FnRef> {
    let names: BTreeSet<&str> = candidates
        .iter()
        .filter_map(|&(file, function)| name_of(project.file(file).code.as_ref()?, function))
        .collect();
    if names.is_empty() {
        return BTreeSet::new();
    }
    let uses = project.files.par_iter().enumerate().filter(|(_, file)| file.role.is_production());
    let found = uses.flat_map_iter(|(index, file)| {
        let id = FileId(u32::try_from(index).unwrap_or(u32::MAX));
        file.code.iter().flat_map(|code| uses_in(id, code, values, &names, candidates)).collect::<Vec<_>>()
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
            let is_told = refuses_without(code, id);
            functions.map(move |f| (f, is_told))
        })
        .collect()
}

/// Whether a use of a function is a call whose result the next test refuses to go on without.
fn refuses_without(code: &Code, used: ExprId) -> bool {
    let Node::Expr(call) = code.parent(used) else { return false };
    let ExprKind::Call { callee, .. } = code.expr(call) else { return false };
    if callee != used {
        return false;
    }
    let result = match code.parent(call) {
        Node::Expr(wait) if matches!(code.expr(wait), ExprKind::Await(_)) => wait,
        _ => call,
    };
    let Node::Stmt(stmt) = code.parent(result) else { return false };
    let StmtKind::Var { pattern, .. } = code.stmt(stmt).kind else { return false };
    match code.pattern(pattern).kind {
        PatKind::Name(binding) => guard::fails_closed(code, &[binding]),
        _ => false,
    }
}

/// The name that a function goes by: its own, or the one of the variable that holds it.
pub(super) fn name_of(code: &Code, function: FnId) -> Option<&str> {
    let known = code.function(function);
    if let Some(name) = known.name {
        return Some(code.str(name));
    }
    let Node::Expr(own) = known.parent else { return None };
    let Node::Stmt(stmt) = code.parent(own) else { return None };
    let StmtKind::Var { pattern, .. } = code.stmt(stmt).kind else { return None };
    match code.pattern(pattern).kind {
        PatKind::Name(binding) => Some(code.str(code.binding(binding).name)),
        _ => None,
    }
}
