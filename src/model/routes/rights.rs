//! Whether a look-up in a table of rights or members tells callers apart, or only says that there is a row.

use super::{
    Subject,
    flow::{self, Use},
    ownership::{is_chosen, is_proven},
    weigh::{self, Weight},
};
use crate::{
    facts::code::{Code, ExprId, ExprKind, Node},
    model::{
        calls::FnRef,
        queries::{Comparison, Condition, Op, Query},
    },
};

/// What a helper gives back is followed through this many callers.
const DEPTH: u32 = 3;

/// Whether a query looks up what somebody may do, so that something hangs on which rights he has: it asks for a role or for
/// what the work is about beside who calls, or what it gives is more than tested for being there. That the caller is a
/// member of something says nothing of the row that he names.
pub(super) fn tell_callers_apart(subject: &Subject<'_>, query: &Query) -> bool {
    let vocab = &subject.project.vocab;
    if query.op != Op::Select || !query.tables.iter().any(|t| vocab.tables.rights.has(t)) {
        return false;
    }
    let file = query.at.file;
    let is_chosen = |v| is_chosen(subject, file, v);
    let compared = || query.conditions.iter().flat_map(Condition::comparisons);
    let is_caller = |c: &Comparison| {
        let is_owner = c.column.as_deref().is_some_and(|column| vocab.columns.owner.has(column));
        c.literal.is_none() && c.value.is_none_or(|v| is_proven(subject, file, v) || is_owner && !is_chosen(v))
    };
    let is_role = |c: &Comparison| {
        let words = c.column.as_deref().map(crate::vocab::split).unwrap_or_default();
        vocab.guards.roles.takes_one_of(&words)
    };
    let is_about_work = |c: &Comparison| c.literal.is_none() && c.op != "is" && !is_caller(c);
    // Being one of the staff is a role of its own.
    let is_of_staff = || query.tables.iter().any(|t| crate::vocab::split(t).iter().any(|w| names_staff(w)));
    let asks_for_caller = query.has_unread || compared().any(is_caller);
    let asks_for_more = || compared().any(|c| is_role(c) || is_about_work(c)) || is_of_staff();
    asks_for_caller && (asks_for_more() || is_used(subject, query))
}

fn names_staff(word: &str) -> bool {
    matches!(
        word,
        "admin"
            | "admins"
            | "staff"
            | "superadmin"
            | "superadmins"
            | "administrators"
            | "administradores"
            | "moderators"
    )
}

/// Whether more hangs on what a query gives than that it is there.
fn is_used(subject: &Subject<'_>, query: &Query) -> bool {
    let Some(code) = subject.values.code(query.at.file) else { return true };
    let around = subject.reached.iter().map(|r| r.function).filter(|(file, _)| *file == query.at.file);
    let around = around.filter(|(_, f)| code.function(*f).range.contains(query.at.range));
    let function = around.min_by_key(|(_, f)| {
        let range = code.function(*f).range;
        range.end - range.start
    });
    function.is_none_or(|function| is_used_in(subject, function, query.expr, DEPTH))
}

fn is_used_in(subject: &Subject<'_>, function: FnRef, value: ExprId, depth: u32) -> bool {
    let Some(code) = subject.values.code(function.0) else { return true };
    let reads = flow::references(code, function.1, value);
    if reads.into_iter().any(|read| read != value && decides(subject, function, code, read)) {
        return true;
    }
    let is_returned = flow::uses(code, function.1, value).iter().any(|used| matches!(used, Use::Returned(_)));
    let Some(depth) = depth.checked_sub(1).filter(|_| is_returned) else { return false };
    subject.reached.iter().any(|caller| {
        let calls = subject.graph.calls(caller.function).iter().filter(|call| call.targets.contains(&function));
        calls.into_iter().any(|call| is_used_in(subject, caller.function, call.expr, depth))
    })
}

/// Whether something is decided by a part of a value where it is read: a column of it is compared, filters rows or is
/// searched, or a function of the project is given it. That it went wrong says nothing of it.
fn decides(subject: &Subject<'_>, (file, _): FnRef, code: &Code, read: ExprId) -> bool {
    let is_error = code.ident(read).is_some_and(flow::is_error_word);
    !is_error && (weigh::weight(subject.project, file, read) != Weight::Nothing || is_searched(code, read))
}

/// `ids.includes(boat.crew_id)`, `members.some((member) => …)`.
fn is_searched(code: &Code, list: ExprId) -> bool {
    let top = code.outermost(list);
    let ExprKind::Call { callee, args } = code.expr(top) else { return false };
    let searches = matches!(
        code.expr(callee),
        ExprKind::Member { property, .. }
            if matches!(code.str(property), "includes" | "has" | "some" | "every" | "find" | "filter")
    );
    searches && !args.is_empty() && matches!(code.parent(list), Node::Expr(_))
}
