//! Helpers that give back the body of an answer as it is, without a look at the status: whether their callers look at it.
//! `export async function ships() { const answer = await fetch(url); return answer.json(); }`.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::{
    Request, ResponseUse,
    answer::{Answer, DEPTH, Judged},
};
use crate::{
    facts::code::{Code, ExprId, ExprKind, Node, PatKind, Property, PropertyKey, StmtKind},
    frameworks::hooks::{self, HandsOn},
    model::{Project, calls::FnRef, values::Values},
    source::span::FileId,
};

/// How many helpers that call each other are gone up.
const STEPS: usize = 3;

/// Decides of each body that is handed out whether it is read blindly: where some caller builds on it without a look. Where
/// nobody is seen to take it, it counts as heeded.
pub(in crate::model::failures) fn ask_callers(project: &Project, values: &Values<'_>, requests: &mut [Request]) {
    let mut open: BTreeMap<FnRef, BTreeSet<FnRef>> = BTreeMap::new();
    for request in requests.iter() {
        if let ResponseUse::HandedOut(_, function) = request.answer {
            let own = (request.at.file, function);
            open.entry(own).or_default().insert(own);
        }
    }
    let mut blind: BTreeSet<FnRef> = BTreeSet::new();
    let mut asked: BTreeSet<FnRef> = BTreeSet::new();
    for _ in 0..STEPS {
        open.retain(|function, _| asked.insert(*function));
        let mut above: BTreeMap<FnRef, BTreeSet<FnRef>> = BTreeMap::new();
        for (function, verdict) in verdicts(project, values, &open) {
            let from = open.get(&function).cloned().unwrap_or_default();
            match verdict {
                (_, Judged::No) => blind.extend(from),
                (file, Judged::ByCallers(caller)) => above.entry((file, caller)).or_default().extend(from),
                (_, Judged::Yes) => {}
            }
        }
        open = above;
    }
    for request in requests {
        if let ResponseUse::HandedOut(member, function) = request.answer {
            let is_blind = blind.contains(&(request.at.file, function));
            request.answer = if is_blind { ResponseUse::ReadBlindly(member) } else { ResponseUse::Heeded };
        }
    }
}

/// What each use of some functions makes of the body, with the file of that use.
fn verdicts(
    project: &Project,
    values: &Values<'_>,
    asked: &BTreeMap<FnRef, BTreeSet<FnRef>>,
) -> Vec<(FnRef, (FileId, Judged))> {
    let mut names: BTreeSet<&str> = BTreeSet::new();
    let mut found = Vec::new();
    for &(file, function) in asked.keys() {
        let Some(code) = &project.file(file).code else { continue };
        names.extend(code.name_of(function));
        if let Node::Expr(own) = code.function(function).parent
            && let Some(judged) = by_hook(code, own)
        {
            found.push(((file, function), (file, judged)));
        }
    }
    if names.is_empty() {
        return found;
    }
    let files = project.files.par_iter().enumerate().filter(|(_, file)| file.role.is_production());
    let by_name = files.flat_map_iter(|(index, file)| {
        let id = FileId(u32::try_from(index).unwrap_or(u32::MAX));
        file.code.iter().flat_map(|code| uses_in(id, code, values, &names, asked)).collect::<Vec<_>>()
    });
    found.extend(by_name.collect::<Vec<_>>());
    found
}

fn uses_in(
    file: FileId,
    code: &Code,
    values: &Values<'_>,
    names: &BTreeSet<&str>,
    asked: &BTreeMap<FnRef, BTreeSet<FnRef>>,
) -> Vec<(FnRef, (FileId, Judged))> {
    let named = code.expr_ids().filter(|&id| match code.expr(id) {
        ExprKind::Ident { name, .. } => names.contains(code.str(name)),
        ExprKind::Member { property, .. } => names.contains(code.str(property)),
        _ => false,
    });
    let mut found = Vec::new();
    for used in named {
        let Some(judged) = use_of(code, used) else { continue };
        let functions = values.functions(file, used).into_iter().filter(|f| asked.contains_key(f));
        found.extend(functions.map(|f| (f, (file, judged))));
    }
    found
}

/// What a use of a function makes of what it gives, where that can be seen.
fn use_of(code: &Code, used: ExprId) -> Option<Judged> {
    let Node::Expr(above) = code.parent(used) else { return None };
    match code.expr(above) {
        ExprKind::Call { callee, .. } if callee == used => Some(answer(code).promised(above)),
        ExprKind::Object { .. } => by_hook(code, used),
        _ => None,
    }
}

fn answer(code: &Code) -> Answer<'_> {
    Answer { code, seen: Vec::new(), found: ResponseUse::Unknown }
}

/// `useQuery({ queryFn: ships })` hands the body to the `data` that is taken from it, `useMutation({ mutationFn: book,
/// onSuccess })` to the callback.
fn by_hook(code: &Code, function: ExprId) -> Option<Judged> {
    let Node::Expr(object) = code.parent(function) else { return None };
    let ExprKind::Object { properties } = code.expr(object) else { return None };
    let named = |p: &Property| match p.key {
        PropertyKey::Name(key) => Some(code.str(key)),
        _ => None,
    };
    let own = code.property_list(properties).find(|p| p.value == function)?;
    match hooks::hands_on(named(&own)?)? {
        HandsOn::As(member) => {
            let Node::Expr(call) = code.parent(object) else { return None };
            let Node::Stmt(stmt) = code.parent(call) else { return None };
            let StmtKind::Var { pattern, .. } = code.stmt(stmt).kind else { return None };
            let PatKind::Object { properties } = code.pattern(pattern).kind else { return None };
            let is_taken = |key| matches!(key, PropertyKey::Name(name) if code.str(name) == member);
            let taken = code.pattern_property_list(properties).find(|p| is_taken(p.key))?;
            let mut names = Vec::new();
            code.bound_names(taken.value, &mut names);
            names.first().map(|&name| answer(code).tested(name, DEPTH))
        }
        HandsOn::To(callback) => match code.expr(code.property(object, callback)?) {
            ExprKind::Function(callback) => Some(answer(code).given_to(callback)),
            _ => None,
        },
    }
}
