//! Whether what a query reads reaches the caller: the rows, or parts of them, are in an answer.

use super::{
    Subject,
    flow::{self, Use},
};
use crate::{
    facts::code::{Code, ExprId, ExprKind},
    model::{calls::FnRef, queries::Query},
};

/// Returned values are followed through this many callers.
const DEPTH: u32 = 5;

/// Whether rows of a query are handed to who calls. What only decides, is counted or goes into a mail is not.
pub(super) fn is_answered(subject: &Subject<'_>, query: &Query) -> bool {
    // Callbacks within a function are followed as a part of it.
    let functions = subject.reached.iter().map(|r| r.function).filter(|(file, _)| *file == query.at.file);
    let around = subject.values.code(query.at.file).and_then(|code| {
        let sized =
            functions.map(|f| (code.function(f.1).range, f)).filter(|(range, _)| range.contains(query.at.range));
        sized.min_by_key(|(range, _)| range.end - range.start)
    });
    around.is_none_or(|(_, function)| reaches_answer(subject, function, query.expr, DEPTH))
}

/// Whether the value of an expression of a function is in the answer to the caller, or a part of it.
pub(super) fn reaches_caller(subject: &Subject<'_>, function: FnRef, value: ExprId) -> bool {
    reaches_answer(subject, function, value, DEPTH)
}

fn reaches_answer(subject: &Subject<'_>, function: FnRef, value: ExprId, depth: u32) -> bool {
    let (file, own) = function;
    let Some(code) = subject.values.code(file) else { return true };
    let is_handler = subject.handlers().any(|h| h == function);
    flow::uses_of_parts(code, own, value).into_iter().any(|used| match used {
        Use::Given { call } => answers(code, call),
        Use::Returned(_) => is_handler || depth == 0 || returned_further(subject, function, depth - 1),
        Use::Stored => true,
        Use::Tested { .. } | Use::Chosen { .. } => false,
    })
}

/// Whether one of the calls of a function hands on what it returns.
fn returned_further(subject: &Subject<'_>, function: FnRef, depth: u32) -> bool {
    subject.reached.iter().any(|caller| {
        subject.graph.calls(caller.function).iter().filter(|c| c.targets.contains(&function)).any(|call| {
            // Given by name, it is run by somebody else.
            let is_called = subject.values.functions(caller.function.0, call.callee).contains(&function);
            !is_called || reaches_answer(subject, caller.function, call.expr, depth)
        })
    })
}

/// `res.json(…)`, `new Response(…)`, `out.push(…)`: what goes in is in the answer, or may be.
fn answers(code: &Code, call: ExprId) -> bool {
    let (ExprKind::Call { callee, .. } | ExprKind::New { callee, .. }) = code.expr(call) else { return false };
    match code.expr(callee) {
        ExprKind::Ident { name, .. } => {
            let name = code.str(name);
            let words = crate::vocab::split(name);
            words.iter().any(|w| matches!(w.as_str(), "response" | "json" | "respond" | "reply" | "success" | "ok"))
        }
        ExprKind::Member { object, property, .. } => match code.str(property) {
            "json" | "push" | "unshift" | "set" | "add" | "enqueue" | "render" => true,
            "send" | "end" | "write" => {
                matches!(code.ident(object), Some("res" | "response" | "reply" | "c" | "ctx"))
                    || matches!(code.expr(object), ExprKind::Call { .. })
            }
            _ => false,
        },
        _ => false,
    }
}
