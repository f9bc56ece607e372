//! Whether what a query reads reaches the caller: the rows, or parts of them, are in an answer.

use super::{
    Subject,
    flow::{self, Use},
    paid,
};
use crate::{
    facts::code::{BindingId, Code, ExprId, ExprKind, Origin},
    model::{
        calls::{Call, FnRef},
        queries::Query,
    },
    vocab::ServiceKind,
};

/// Returned values are followed through this many callers.
const DEPTH: u32 = 5;

/// Whether rows of a query are handed to who calls, or a part of them other than some columns. What only decides, is counted
/// or goes into a mail is not.
pub(super) fn is_answered(subject: &Subject<'_>, query: &Query, without: &[String]) -> bool {
    is_answered_in(subject, query, Form { without, as_read: false, by_model: false })
}

/// The same for the rows as they stand: not what a function of the project makes of them.
pub(super) fn is_handed_out(subject: &Subject<'_>, query: &Query) -> bool {
    is_answered_in(subject, query, Form { without: &[], as_read: true, by_model: false })
}

/// Whether the rows are put before a model, and what it says of them is handed to who calls.
pub(super) fn is_told_by_model(subject: &Subject<'_>, query: &Query) -> bool {
    is_answered_in(subject, query, Form { without: &[], as_read: false, by_model: true })
}

fn is_answered_in(subject: &Subject<'_>, query: &Query, form: Form<'_>) -> bool {
    // Callbacks within a function are followed as a part of it.
    let functions = subject.reached.iter().map(|r| r.function).filter(|(file, _)| *file == query.at.file);
    let around = subject.values.code(query.at.file).and_then(|code| {
        let sized =
            functions.map(|f| (code.function(f.1).range, f)).filter(|(range, _)| range.contains(query.at.range));
        sized.min_by_key(|(range, _)| range.end - range.start)
    });
    around.is_none_or(|(_, function)| reaches_answer(subject, function, query.expr, form, DEPTH))
}

/// Whether the value of an expression of a function is in the answer to the caller, or a part of it.
pub(super) fn reaches_caller(subject: &Subject<'_>, function: FnRef, value: ExprId) -> bool {
    reaches_answer(subject, function, value, Form { without: &[], as_read: false, by_model: false }, DEPTH)
}

/// In which form a value must be in the answer.
#[derive(Clone, Copy)]
struct Form<'w> {
    /// Members that do not count.
    without: &'w [String],
    /// Whether what a function makes of it is another value.
    as_read: bool,
    /// Whether what a model makes of it counts, too.
    by_model: bool,
}

fn reaches_answer(subject: &Subject<'_>, function: FnRef, value: ExprId, form: Form<'_>, depth: u32) -> bool {
    let (file, own) = function;
    let Some(code) = subject.values.code(file) else { return true };
    let uses = if form.as_read {
        flow::uses_as_read(code, own, value)
    } else {
        flow::uses_of_parts(code, own, value, form.without)
    };
    Way { subject, function, code, form }.leads_out(&uses, depth, &mut Vec::new())
}

/// What becomes of a value in one function.
struct Way<'s, 'p> {
    subject: &'s Subject<'p>,
    function: FnRef,
    code: &'s Code,
    form: Form<'s>,
}

impl Way<'_, '_> {
    /// Whether some use of it leads into the answer; `seen` are the collections that were followed.
    fn leads_out(&self, uses: &[Use], depth: u32, seen: &mut Vec<BindingId>) -> bool {
        let is_handler = || self.subject.handlers().any(|h| h == self.function);
        uses.iter().any(|used| match *used {
            Use::Given { call } => match collection(self.code, call) {
                Some(name) if seen.contains(&name) => false,
                Some(name) => {
                    seen.push(name);
                    let uses = flow::uses_of_name(self.code, self.function.1, name, self.form.without);
                    self.leads_out(&uses, depth, seen)
                }
                None => answers(self.code, call) || self.form.by_model && self.is_told_of(call),
            },
            Use::Returned(_) => is_handler() || depth == 0 || self.is_returned_further(depth - 1),
            Use::Stored => true,
            Use::Tested { .. } | Use::Chosen { .. } => false,
        })
    }

    /// Whether a call asks a model, and its answer is in the one to the caller, or kept in new rows.
    fn is_told_of(&self, call: ExprId) -> bool {
        let Self { subject, function: (file, own), code, .. } = *self;
        let calls = subject.graph.calls((file, own)).iter();
        let asks = |called: &&Call| {
            let service = paid::service_of(subject.project, &subject.values, file, code, called);
            called.expr == call && service.is_some_and(|service| service.kind == ServiceKind::Llm)
        };
        let is_kept = |called: &Call| {
            let uses = flow::uses_of_parts(code, own, called.expr, &[]);
            uses.iter().any(|used| matches!(used, Use::Given { call } if adds(code, *call)))
        };
        calls.filter(asks).any(|called| reaches_caller(subject, (file, own), called.expr) || is_kept(called))
    }

    /// Whether one of the calls of the function hands on what it returns.
    fn is_returned_further(&self, depth: u32) -> bool {
        let (subject, function) = (self.subject, self.function);
        subject.reached.iter().any(|caller| {
            subject.graph.calls(caller.function).iter().filter(|c| c.targets.contains(&function)).any(|call| {
                // Given by name, it is run by somebody else.
                let is_called = subject.values.functions(caller.function.0, call.callee).contains(&function);
                !is_called || reaches_answer(subject, caller.function, call.expr, self.form, depth)
            })
        })
    }
}

/// `db.from("notes").insert(notes)`, `Note.create(note)`.
fn adds(code: &Code, call: ExprId) -> bool {
    let ExprKind::Call { callee, .. } = code.expr(call) else { return false };
    matches!(code.last_name(callee), Some("insert" | "upsert" | "create" | "bulkCreate" | "createMany"))
}

/// The variable that a call puts something into: `list.push(row)`.
fn collection(code: &Code, call: ExprId) -> Option<BindingId> {
    let ExprKind::Call { callee, .. } = code.expr(call) else { return None };
    let ExprKind::Member { object, property, .. } = code.expr(callee) else { return None };
    let ExprKind::Ident { binding: Some(binding), .. } = code.expr(object) else { return None };
    let is_own = matches!(code.binding(binding).origin, Origin::Var(_));
    (is_own && matches!(code.str(property), "push" | "unshift" | "add" | "set")).then_some(binding)
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
