//! What limits how often a caller may come.

use super::{Answer, Known, Subject};
use crate::{
    facts::code::{Code, Enclosure, ExprId, ExprKind, Node, StmtKind},
    frameworks::endpoints::library_symbols,
    model::{
        calls::Call,
        routes::Step,
        values::{Root, Value, Values},
    },
    source::span::FileId,
};

/// Whether some limiter guards the entry point, however weak.
pub(super) fn rate_limited(subject: &Subject<'_>) -> Answer {
    by_library_step(subject)
        .or_else(|| by_call(subject))
        .or_else(|| by_answer(subject))
        .unwrap_or_else(|| Answer::of(Known::No))
}

/// A limiter of a library among the middleware: `app.use("/api", rateLimit({ … }))`.
fn by_library_step(subject: &Subject<'_>) -> Option<Answer> {
    subject.entry.steps.iter().find_map(|step| {
        let Step::Library(file, expr) = step else { return None };
        let code = subject.values.code(*file)?;
        let symbols = library_symbols(&subject.values, *file, *expr);
        let package =
            symbols.iter().filter_map(|s| s.package()).find(|p| subject.project.vocab.packages.limiters.has(p))?;
        Some(Answer::yes(code.range(*expr).in_file(*file), package))
    })
}

fn by_call(subject: &Subject<'_>) -> Option<Answer> {
    subject.calls().find_map(|(reached, call)| {
        let file = reached.function.0;
        let code = subject.values.code(file)?;
        let how = limiter(subject, file, code, call)?;
        Some(Answer::yes(code.range(call.expr).in_file(file), how))
    })
}

/// What a call limits by, if it is a limiter.
fn limiter(subject: &Subject<'_>, file: FileId, code: &Code, call: &Call) -> Option<String> {
    let vocab = &subject.project.vocab;
    let by_package = call.symbols.iter().filter_map(|s| s.package()).find(|p| vocab.packages.limiters.has(p));
    if let Some(package) = by_package {
        return Some(package.to_owned());
    }
    if call.name() == "rpc" {
        let name = subject.values.exact_text(file, code.arg(call.args, 0)?)?;
        return vocab.guards.limiters.has(&name).then_some(name);
    }
    // The helper's code decides; its name only says that its refusal is about frequency.
    (vocab.guards.limiters.has(call.name()) && !call.targets.is_empty() && is_acted_upon(subject, code, call))
        .then(|| call.name().to_owned())
}

/// Whether anything is done with the result of a limiter, or it throws by itself.
fn is_acted_upon(subject: &Subject<'_>, code: &Code, call: &Call) -> bool {
    let is_statement = matches!(code.parent(call.expr), Node::Stmt(s) if matches!(code.stmt(s).kind, StmtKind::Expr(_)))
        || matches!(code.parent(call.expr), Node::Expr(p) if matches!(code.expr(p), ExprKind::Await(_))
            && matches!(code.parent(p), Node::Stmt(s) if matches!(code.stmt(s).kind, StmtKind::Expr(_))));
    if !is_statement {
        return true;
    }
    call.targets.iter().any(|&(at, f)| {
        subject.values.code(at).is_some_and(|c| {
            c.descendants(Node::Function(f))
                .any(|n| matches!(n, Node::Stmt(s) if matches!(c.stmt(s).kind, StmtKind::Throw(_))))
        })
    })
}

/// Whether an answer 402 of its own refuses who has no credit left.
pub(super) fn has_quota(subject: &Subject<'_>) -> bool {
    own_answer(subject, "402").is_some()
}

/// An answer 429 of its own: not one that passes on somebody else's.
fn by_answer(subject: &Subject<'_>) -> Option<Answer> {
    own_answer(subject, "429")
}

fn own_answer(subject: &Subject<'_>, status: &str) -> Option<Answer> {
    for reached in &subject.reached {
        let (file, function) = reached.function;
        let Some(code) = subject.values.code(file).filter(|code| code.texts().any(|t| t == status)) else { continue };
        for node in super::live::live_nodes(code, file, function, &subject.dead) {
            let Node::Expr(e) = node else { continue };
            let is_status = matches!(code.expr(e), ExprKind::Number(n) if code.str(n) == status);
            if is_status && is_own_refusal(&subject.values, file, code, e) {
                return Some(Answer::yes(code.range(e).in_file(file), format!("answers {status}")));
            }
        }
    }
    None
}

fn is_own_refusal(values: &Values<'_>, file: FileId, code: &Code, number: ExprId) -> bool {
    if let Node::Expr(parent) = code.parent(number) {
        match code.expr(parent) {
            ExprKind::Binary { .. } | ExprKind::Array { .. } | ExprKind::Conditional { .. } => return false,
            _ => {}
        }
    }
    let mut is_conditional = false;
    for enclosure in code.enclosures_in_function(number) {
        match enclosure {
            Enclosure::Then(s) | Enclosure::Else(s) => {
                is_conditional = true;
                if let StmtKind::If { test, .. } = code.stmt(s).kind
                    && is_about_foreign_answer(values, file, code, test)
                {
                    return false;
                }
            }
            Enclosure::CatchBody(_) | Enclosure::Case(_) => return false,
            _ => {}
        }
    }
    is_conditional
}

/// `response.status === 429`, `message.includes("429")`, `error.code === "rate_limit"`.
fn is_about_foreign_answer(values: &Values<'_>, file: FileId, code: &Code, test: ExprId) -> bool {
    code.descendants(Node::Expr(test)).any(|n| match n {
        Node::Expr(e) => match code.expr(e) {
            ExprKind::Number(n) => matches!(code.str(n), "429" | "402"),
            ExprKind::String(s) => {
                let text = code.str(s).to_ascii_lowercase();
                text.contains("429") || text.contains("rate") || text.contains("limit") || text.contains("quota")
            }
            ExprKind::Member { object, property, .. } => {
                matches!(code.str(property), "status" | "ok" | "statusCode") && !is_made_here(values, file, object)
            }
            _ => false,
        },
        _ => false,
    })
}

/// Whether a value is what a function of the project builds: `const run = await begin(…)`, which returns `{ ok: false }`.
fn is_made_here(values: &Values<'_>, file: FileId, expr: ExprId) -> bool {
    values.of(file, expr).iter().all(|value| match value {
        Value::Object(..) => true,
        Value::Symbol(symbol) => matches!(symbol.root, Root::Result(..)),
        _ => false,
    })
}
