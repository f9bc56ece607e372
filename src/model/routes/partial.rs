//! Keys of callers of which no more is looked at than how they begin.

use super::{Guard, Subject, credential, handed::Source};
use crate::{
    facts::code::{BinaryOp, Code, ExprId, ExprKind, Node},
    frameworks::auth::Proof,
    model::queries::{Condition, Op},
    source::span::{FileId, Span},
};

/// A key that is cut before it is looked up.
#[derive(Clone, Debug, PartialEq)]
pub struct KnownInPart {
    /// The look-up that lets the caller in.
    pub at: Span,
    /// Where the key is cut.
    pub cut: Span,
    /// How many characters are left of it.
    pub left: u32,
}

/// The look-up that alone says who calls, where it asks for the beginning of a key and nothing asks for the rest:
/// `.eq("key_prefix", key.slice(0, 8))`.
pub(super) fn known_in_part(subject: &Subject<'_>) -> Option<KnownInPart> {
    let selects = subject.queries.iter().filter(|query| query.op == Op::Select);
    selects.into_iter().find_map(|query| {
        let file = query.at.file;
        let at = subject.values.code(file)?.range(query.expr).in_file(file);
        if !lets_in_alone(&subject.guards, at) {
            return None;
        }
        let compared = query.conditions.iter().flat_map(Condition::comparisons).filter(|c| c.op == "eq");
        compared.filter_map(|comparison| comparison.value).find_map(|value| cut_key(subject, file, value, at))
    })
}

/// Whether a check at a place is one of a caller, and there is no other.
fn lets_in_alone(guards: &[Guard], at: Span) -> bool {
    let asks = |guard: &&Guard| guard.proof != Proof::Token;
    let mut asked = guards.iter().filter(asks).peekable();
    asked.peek().is_some() && asked.all(|guard| guard.at == at)
}

/// A value that is the beginning of what came with the request, and the rest of it is held against nothing.
fn cut_key(subject: &Subject<'_>, file: FileId, value: ExprId, at: Span) -> Option<KnownInPart> {
    let (found, whole, left) = subject.sources(file, value).into_iter().find_map(|source| {
        let code = subject.values.code(source.file)?;
        let cut = code.initial(source.expr).unwrap_or(source.expr);
        let (whole, left) = beginning(code, cut)?;
        Some((code.range(cut).in_file(source.file), (source.file, whole), left))
    })?;
    let frames = subject.sources(whole.0, whole.1);
    let is_carried = frames.iter().any(|frame| comes_with_request(subject, frame));
    let names: Vec<&Source> = frames.iter().take_while(|frame| frame.is_whole()).collect();
    let is_held = || names.iter().any(|frame| is_held(subject, frame, &names));
    (is_carried && !is_held()).then_some(KnownInPart { at, cut: found, left })
}

fn comes_with_request(subject: &Subject<'_>, frame: &Source) -> bool {
    let code = subject.values.code(frame.file);
    let is_header = |code| credential::comes_with_request(&subject.values, frame.file, code, frame.expr, 5);
    code.is_some_and(is_header) || subject.is_sent(frame.file, frame.expr)
}

/// What is cut, and how many characters stay: `key.slice(0, 8)`.
fn beginning(code: &Code, cut: ExprId) -> Option<(ExprId, u32)> {
    let ExprKind::Call { callee, args } = code.expr(cut) else { return None };
    let ExprKind::Member { object, property, .. } = code.expr(callee) else { return None };
    let number = |index: usize| match code.expr(code.arg(args, index)?) {
        ExprKind::Number(text) => code.str(text).parse::<u32>().ok(),
        _ => None,
    };
    let cuts = matches!(code.str(property), "slice" | "substring" | "substr") && number(0) == Some(0);
    cuts.then(|| number(1)).flatten().map(|left| (object, left))
}

/// Whether a value as a whole goes into a comparison, or into a call that may hold it against something. A call on the
/// way to the look-up does not count, nor does one that prints or looks at the shape.
fn is_held(subject: &Subject<'_>, frame: &Source, on_the_way: &[&Source]) -> bool {
    let Some(code) = subject.values.code(frame.file) else { return true };
    let ExprKind::Ident { binding: Some(binding), .. } = code.expr(frame.expr) else { return false };
    let leads_on = |reference| on_the_way.iter().any(|next| next.file == frame.file && next.expr == reference);
    code.references(binding).iter().any(|&reference| !leads_on(reference) && holds(code, reference))
}

fn holds(code: &Code, reference: ExprId) -> bool {
    let mut below = reference;
    loop {
        let Node::Expr(above) = code.parent(below) else { return false };
        match code.expr(above) {
            ExprKind::Binary { op: BinaryOp::Equal | BinaryOp::NotEqual, left, right } => {
                let other = if left == below { right } else { left };
                return !matches!(code.expr(other), ExprKind::String(_) | ExprKind::Null | ExprKind::Number(_))
                    && code.ident(other) != Some("undefined");
            }
            ExprKind::Call { callee, args } | ExprKind::New { callee, args }
                if code.expr_list(args).any(|argument| argument == below) =>
            {
                return !code.prints(callee) && code.last_name(callee) != Some("test");
            }
            // What is taken of it is a part, and `!key` asks only whether there is one.
            ExprKind::Member { .. } | ExprKind::Unary { .. } => return false,
            _ => below = above,
        }
    }
}
