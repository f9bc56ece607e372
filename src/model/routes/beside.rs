//! Which work is reached past a place where something is asked: in another arm, or behind a failure that is only noted.

use std::collections::BTreeMap;

use super::{Subject, exits::always_exits};
use crate::{
    facts::code::{Code, Enclosure, ExprId, Node, StmtKind},
    model::calls::FnRef,
    source::span::FileId,
};

/// Calls of calls are followed so often.
const ROUNDS: usize = 6;

/// Where something is asked, or a function called that asks it, by the function that it stands in.
pub(super) struct Sites(BTreeMap<FnRef, Vec<ExprId>>);

/// Says of two expressions of one function, in none of which's arms the other stands, whether the second is reached
/// without the first all the same.
type Misses<'m> = &'m dyn Fn(&Code, ExprId, ExprId) -> bool;

impl Sites {
    pub(super) fn of(subject: &Subject<'_>, places: impl Iterator<Item = (FileId, ExprId)>) -> Self {
        let mut found: BTreeMap<FnRef, Vec<ExprId>> = BTreeMap::new();
        for (file, expr) in places {
            if let Some(&(holder, _)) = way(subject, file, expr).first() {
                found.entry(holder).or_default().push(expr);
            }
        }
        for _ in 0..ROUNDS {
            let mut further: Vec<(FnRef, ExprId)> = Vec::new();
            for (reached, call) in subject.calls() {
                let is_known = || found.get(&reached.function).is_some_and(|sites| sites.contains(&call.expr));
                if call.targets.iter().any(|target| found.contains_key(target)) && !is_known() {
                    further.push((reached.function, call.expr));
                }
            }
            if further.is_empty() {
                break;
            }
            for (function, call) in further {
                found.entry(function).or_default().push(call);
            }
        }
        Self(found)
    }

    /// Whether an expression is reached without any of them: in each function where the ways to both part, it stands
    /// beside them.
    pub(super) fn are_passed_by(&self, subject: &Subject<'_>, file: FileId, expr: ExprId, misses: Misses<'_>) -> bool {
        let is_beside = |(function, later): (FnRef, ExprId), first: ExprId| {
            let code = subject.values.code(function.0);
            code.is_some_and(|code| {
                let are_of_one = first != later && code.function_of(first) == code.function_of(later);
                are_of_one && (stands_beside(code, first, later) || misses(code, first, later))
            })
        };
        let way = way(subject, file, expr);
        let mut parted = way.into_iter().filter_map(|step| Some((step, self.0.get(&step.0)?))).peekable();
        parted.peek().is_some() && parted.all(|(step, firsts)| firsts.iter().all(|&first| is_beside(step, first)))
    }
}

/// The way to an expression from the entry point: the functions, innermost first, each with the place in it.
fn way(subject: &Subject<'_>, file: FileId, expr: ExprId) -> Vec<(FnRef, ExprId)> {
    let Some(code) = subject.values.code(file) else { return Vec::new() };
    let range = code.range(expr);
    let around = |function: FnRef| code.function(function.1).range;
    let holders = subject.reached.iter().filter(|r| r.function.0 == file && around(r.function).contains(range));
    let innermost = holders.min_by_key(|r| around(r.function).end - around(r.function).start);
    let mut next = innermost.map(|reached| (*reached, expr));
    let mut found: Vec<(FnRef, ExprId)> = Vec::new();
    while let Some((reached, place)) = next {
        if found.iter().any(|(function, _)| *function == reached.function) {
            break;
        }
        found.push((reached.function, place));
        next = reached.from.and_then(|(caller, call)| Some((*subject.reached.get(caller)?, call)));
    }
    found
}

/// Whether one of two expressions stands in an arm that the other is not in, or in one that leaves before the other.
fn stands_beside(code: &Code, first: ExprId, later: ExprId) -> bool {
    let around: Vec<Enclosure> = code.enclosures_in_function(later).collect();
    let is_apart = code.enclosures_in_function(first).any(|enclosure| match enclosure {
        Enclosure::Then(_) | Enclosure::Else(_) => !around.contains(&enclosure),
        Enclosure::Case(switch) => {
            !around.contains(&enclosure)
                || code.case_of(switch, Node::Expr(first)) != code.case_of(switch, Node::Expr(later))
        }
        _ => false,
    });
    is_apart || around.iter().any(|enclosure| leaves_before(code, *enclosure, first))
}

/// Whether an arm ends the work before an expression is reached: `if (…) { …; return }`.
fn leaves_before(code: &Code, arm: Enclosure, later: ExprId) -> bool {
    let (Enclosure::Then(choice) | Enclosure::Else(choice)) = arm else { return false };
    let StmtKind::If { then, otherwise, .. } = code.stmt(choice).kind else { return false };
    let body = if matches!(arm, Enclosure::Then(_)) { Some(then) } else { otherwise };
    code.stmt(choice).range.end <= code.range(later).start && body.is_some_and(|body| always_exits(code, body))
}

/// Whether an expression is reached although another threw: the `try` around that goes on.
pub(super) fn goes_on_behind(code: &Code, first: ExprId, later: ExprId) -> bool {
    let around: Vec<Enclosure> = code.enclosures_in_function(later).collect();
    code.catches(Node::Expr(first))
        .any(|(stmt, catch)| !around.contains(&Enclosure::TryBlock(stmt)) && !always_exits(code, catch.body))
}
