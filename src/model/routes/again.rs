//! Whether what a sender says is asked again from the service that knows, and whether that stands before the work.

use super::{
    Subject,
    beside::{Sites, goes_on_behind},
};
use crate::{
    facts::code::{Code, ExprId, ExprKind},
    model::{
        Project,
        calls::Call,
        queries::{Condition, Op, Query},
        values::{Symbol, Value},
    },
    source::span::{FileId, Span},
};

/// A call of the sender's API that looks the object up: `verify` in its URL, or a `retrieve` of its library.
pub(super) fn reads_again(subject: &Subject<'_>) -> Option<Span> {
    places(subject).find_map(|(file, call)| Some(subject.values.code(file)?.range(call).in_file(file)))
}

/// The same, where nothing that is sent is acted upon past it: in an arm that does not ask, or when the asking failed.
pub(super) fn vouched_for(subject: &Subject<'_>) -> Option<Span> {
    let asked = reads_again(subject)?;
    let sites = Sites::of(subject, places(subject));
    let mut acts = subject.queries.iter().filter(|query| acts_on_sent(subject, query));
    let is_past = |query: &&Query| {
        sites.are_passed_by(subject, query.at.file, query.expr, &|code, first, later| {
            // What came in may be written down before it is asked about.
            let is_early = query.op != Op::Insert && code.range(later).start < code.range(first).start;
            is_early || goes_on_behind(code, first, later)
        })
    };
    (!acts.any(is_past)).then_some(asked)
}

fn places<'s>(subject: &'s Subject<'_>) -> impl Iterator<Item = (FileId, ExprId)> + 's {
    subject.calls().filter_map(|(reached, call)| {
        let file = reached.function.0;
        let code = subject.values.code(file)?;
        let is_lookup = matches!(call.name(), "retrieve" | "fetchPayment");
        let is_verify = call.name() == "fetch"
            && subject.values.of(file, code.arg(call.args, 0)?).iter().any(|v| match v {
                Value::Text(t) => {
                    let url = t.with_holes("x");
                    (url.contains("verify") || url.contains("/payments/"))
                        && subject.project.vocab.service_at(&url).is_some()
                }
                _ => false,
            });
        let is_asked = is_lookup || is_verify || asks_about_sent(subject, file, code, call);
        (is_asked && !subject.is_for_known(file, call.expr)).then_some((file, call.expr))
    })
}

/// Whether something is changed by what is sent: it says which rows, or what they become.
fn acts_on_sent(subject: &Subject<'_>, query: &Query) -> bool {
    let compared = query.conditions.iter().flat_map(Condition::comparisons).filter_map(|c| c.value);
    let mut values = query.assigned.iter().map(|(_, value)| *value).chain(compared);
    let is_sent = |value| {
        let symbols = subject.symbols_of_sources(query.at.file, value);
        symbols.iter().any(|symbol| subject.project.is_sent_symbol(symbol))
    };
    query.op.is_write()
        && !subject.project.is_line(query)
        && !subject.is_for_known(query.at.file, query.expr)
        && values.any(is_sent)
}

/// A GET whose address holds something of the event: its sender is asked what is true.
fn asks_about_sent(subject: &Subject<'_>, file: FileId, code: &Code, call: &Call) -> bool {
    if call.name() != "fetch" {
        return false;
    }
    let method = code.arg(call.args, 1).and_then(|o| code.property(o, "method")).and_then(|m| code.string(m));
    let has_key = code.arg(call.args, 1).is_some_and(|o| code.property(o, "headers").is_some());
    let asks = code.arg(call.args, 0).is_some_and(|url| {
        subject.values.of(file, url).iter().any(|v| match v {
            crate::model::values::Value::Text(t) => t.has_holes() && t.prefix().starts_with("https://"),
            _ => false,
        })
    });
    asks && has_key && matches!(method, None | Some("GET")) && is_about_event(subject, file, code, call)
}

/// Whether an address holds something that may come from the event. What was read from the database asks about what the
/// app knew before, and a setting about nothing.
fn is_about_event(subject: &Subject<'_>, file: FileId, code: &Code, call: &Call) -> bool {
    let Some(url) = code.arg(call.args, 0) else { return false };
    let ExprKind::Template { parts, .. } = code.expr(code.initial(url).unwrap_or(url)) else { return true };
    let mut holes = code.expr_list(parts).map(|part| subject.values.symbols(file, part));
    holes.any(|symbols| !symbols.is_empty() && !symbols.iter().any(|s| is_of_query(subject.project, s)))
}

/// Whether a value is a part of what a query gave.
fn is_of_query(project: &Project, symbol: &Symbol) -> bool {
    symbol.made_by.is_some_and(|(file, call)| {
        let range = project.file(file).code.as_ref().map(|code| code.range(call));
        range.is_some_and(|made| {
            project.queries_in(file).iter().any(|q| q.at.range.contains(made) || made.contains(q.at.range))
        })
    })
}
