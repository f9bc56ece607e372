//! Whether failures are caught and answered for what they are.

use super::{
    branch::{Branch, branches},
    empty::{answers_not_found, answers_well, hides_failure, stands_in},
    given_out::given_out_by,
    main_query::{is_of_caller, is_side_record, main_query, work},
    scope::Scope,
    stops::{Stop, stops},
};
use crate::{
    facts::code::Code,
    model::{
        calls::FnRef,
        outcome::Wait,
        queries::Query,
        routes::{Answer, Known, Subject, answered, authorize},
    },
    source::span::Span,
};

/// Whether errors are caught and answered with a fitting status, without raw internals.
pub(in crate::model::routes) fn handled(subject: &Subject<'_>) -> Answer {
    let scope = Scope::new(subject);
    if let Some(at) = scope.leak(subject) {
        return Answer::no(at, "the raw error reaches the caller");
    }
    if let Some(at) = scope.error_value_given_out(subject) {
        return Answer::no(at, "the raw error of the database reaches the caller");
    }
    let main = main_query(subject);
    let by_branch = || main.and_then(|query| hidden_by_branch(subject, query));
    if let Some(at) = by_branch().or_else(|| hidden_before(subject)).or_else(|| emptied(subject)) {
        return Answer::no(at, "a failure of the database is answered as not found or empty");
    }
    let is_main = |q: &Query| main.is_some_and(|m| m.at == q.at);
    let mut weighty = subject.queries.iter().filter(|q| authorize::writes(q) || is_main(q));
    if let Some(query) = weighty.find(|q| is_ignored(subject, q)) {
        return Answer::no(query.at, "its error is ignored");
    }
    if let Some(at) = work(subject).into_iter().find_map(|query| passed_over(subject, query)) {
        return Answer::no(at, "a failure is answered as success");
    }
    if let Some(at) = scope.uncaught {
        return Answer::no(at, "nothing catches this");
    }
    if let Some(at) = main.and_then(|query| hidden_by_catch(subject, query)) {
        return Answer::no(at, "whatever fails is answered as not found, empty or well");
    }
    let by_server = scope.caught_by.filter(|_| scope.catch.is_none());
    if let Some(at) = by_server.and_then(|function| given_out_by(&subject.values, function)) {
        return Answer::no(at, "the raw error reaches the caller");
    }
    match scope.catch {
        Some((file, catch)) => Answer::yes(catch.range.in_file(file), "caught and answered"),
        None => match by_server.and_then(|function| place(subject, function)) {
            Some(at) => Answer::yes(at, "what it throws is answered for the whole server"),
            None => Answer::of(Known::Yes),
        },
    }
}

/// Where a function stands.
fn place(subject: &Subject<'_>, (file, function): FnRef) -> Option<Span> {
    subject.values.code(file).map(|code| code.function(function).range.in_file(file))
}

/// Where the failure of the main query is answered as if there were nothing.
fn hidden_by_branch(subject: &Subject<'_>, query: &Query) -> Option<Span> {
    first_branch(subject, query, |code, branch| hides_failure(code, branch.body))
}

/// The same of a look-up that the handler makes before: `if (error || !row) return 404`. What a failed look-up of
/// the caller himself is answered with is another matter.
fn hidden_before(subject: &Subject<'_>) -> Option<Span> {
    let of_handler = |q: &&Query| {
        let code = subject.values.code(q.at.file);
        let is_in = |f| code.is_some_and(|code| code.function(f).range.contains(q.at.range));
        subject.handlers().any(|(file, f)| file == q.at.file && is_in(f))
    };
    work(subject)
        .into_iter()
        .filter(of_handler)
        .find_map(|q| first_branch(subject, q, |code, branch| answers_not_found(code, branch.body)))
}

/// Where a helper gives a stand-in for what it could not read, which is answered.
fn emptied(subject: &Subject<'_>) -> Option<Span> {
    let of_stand_in = |q: &Query| first_branch(subject, q, |code, branch| stands_in(code, branch.body));
    let reads = work(subject).into_iter().filter(|q| !q.op.is_write());
    reads
        .filter_map(|q| Some((q, of_stand_in(q)?)))
        .find(|(q, _)| answered::is_answered(subject, q, &[]))
        .map(|(_, at)| at)
}

/// Where a failure is at most written down, and the work goes on: what was not written is answered as written, what was
/// not read as empty.
fn passed_over(subject: &Subject<'_>, query: &Query) -> Option<Span> {
    let is_told = |q: &Query| q.tables.iter().any(|t| subject.project.vocab.tables.record.has(t));
    let weighs = || match query.op.is_write() {
        true => !is_told(query),
        false => answered::is_answered(subject, query, &[]),
    };
    let code = subject.values.code(query.at.file).filter(|_| !query.throws)?;
    let branches = branches(subject, query);
    let is_told_apart = |read| !branches.iter().any(|b| b.at.range.contains(code.range(read)));
    let is_said = query.outcome.error_reads.iter().any(|&read| is_told_apart(read));
    let goes_on = branches.iter().all(|b| b.goes_on(code)) && !is_said;
    branches.first().filter(|_| goes_on && weighs()).map(|b| b.at)
}

fn first_branch(subject: &Subject<'_>, query: &Query, is_it: impl Fn(&Code, &Branch) -> bool) -> Option<Span> {
    let code = subject.values.code(query.at.file)?;
    branches(subject, query).into_iter().find(|b| is_it(code, b)).map(|b| b.at)
}

/// The `catch` that a failure of the main query comes to and that makes something else of it.
fn hidden_by_catch(subject: &Subject<'_>, query: &Query) -> Option<Span> {
    let stops = stops(subject, query);
    let hiding = stops.iter().find(|stop| {
        let Some(code) = subject.values.code(stop.file()) else { return false };
        let body = stop.catch.body;
        match subject.handlers().any(|handler| handler == stop.function) {
            true => hides_failure(code, body) || answers_well(code, body),
            false => stands_in(code, body),
        }
    });
    hiding.map(|stop: &Stop| stop.catch.range.in_file(stop.file()))
}

/// Whether nobody looks at the error of a query. Reads before the work that find nobody refuse him, which is safe.
fn is_ignored(subject: &Subject<'_>, query: &Query) -> bool {
    if query.throws {
        // `.catch(() => [])`: taken for an empty list, or for done.
        let is_wanted = || query.op.is_write() || answered::is_answered(subject, query, &[]);
        return query.outcome.is_hidden && is_wanted();
    }
    if query.outcome.wait == Wait::Unknown {
        return false;
    }
    query.outcome.error.is_unread() && !is_side_record(subject, query) && !is_of_caller(subject, query)
}
