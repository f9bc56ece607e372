//! A query that is built and never sent, or that fails before it is: builders are lazy and have no `.catch`.

use crate::{
    facts::code::{Code, ExprId, ExprKind, Node, StmtKind},
    frameworks::base44::accounts::service_calls_in_browser,
    model::{
        Project,
        outcome::{ErrorUse, Wait},
        queries::{Op, Query, Reach, Unsent},
    },
    rules::Sink,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    if project.queries.is_empty() {
        sink.not_applicable("the code does not call a database directly");
        return;
    }
    let is_alive = |query: &&Query| {
        query.library.is_lazy() && query.reach != Reach::InDeadHandler && project.sides.is_met_at(query.at)
    };
    let (of_promises, others): (Vec<&Query>, Vec<&Query>) =
        project.written_queries().filter(is_alive).partition(|query| query.unsent == Some(Unsent::Promise));
    // One forgotten `await` where the client is made breaks all calls of a file.
    for of_file in of_promises.chunk_by(|a, b| a.at.file == b.at.file) {
        report_file(project, of_file, &PROMISE, sink);
    }
    for of_file in service_calls_in_browser(project).chunk_by(|a, b| a.at.file == b.at.file) {
        report_file(project, of_file, &NO_TOKEN, sink);
    }
    for query in others {
        let file = project.file(query.at.file);
        let Some(code) = &file.code else { continue };
        let table = query.tables.join(" or ");
        let does = match query.op.is_write() {
            true => format!("the {} of {table}", query.op.name()),
            false => format!("the call of {table}"),
        };
        let message = match query.unsent {
            Some(Unsent::NoCatch) => format!("{does} fails before it is sent: a query has no .catch"),
            _ if project.stands_as_value(query) => {
                format!("{does} stands where a value is meant: it is never sent, and what is written is no value")
            }
            Some(Unsent::NoMethod) => {
                format!("{does} fails before it is sent: the client has no such method as sql or raw")
            }
            _ if query.outcome.error == ErrorUse::Discarded && is_left_alone(code, query) && !query.is_caught(code) => {
                format!("{does} is never sent: a query runs only when it is awaited")
            }
            _ => continue,
        };
        sink.report(query.at, format!("{}/{table}.{}", file.path, query.op.name()), message)
            .help("await the query and look at its error");
    }
}

/// Why all calls of a file fail that go through one client.
struct OneClient {
    key: &'static str,
    why: &'static str,
    help: &'static str,
}

const PROMISE: OneClient = OneClient {
    key: "promise",
    why: "the client is a promise that nobody awaits",
    help: "await the client before you ask it: `const client = await …`",
};

const NO_TOKEN: OneClient = OneClient {
    key: "asServiceRole",
    why: "`asServiceRole` throws in the browser, which has no service token",
    help: "move it into a function that looks at who calls, and ask that: `base44.functions.invoke(…)`",
};

/// The calls of one file that fail for one reason.
fn report_file(project: &Project, queries: &[&Query], reason: &OneClient, sink: &mut Sink) {
    let [first, others @ ..] = queries else { return };
    let path = &project.file(first.at.file).path;
    let calls = match others.len() {
        0 => format!("the call of {} fails", first.tables.join(" or ")),
        more => format!("the call of {} and {more} more fail", first.tables.join(" or ")),
    };
    let message = format!("{calls} before anything is sent: {}", reason.why);
    let finding = sink.report(first.at, format!("{path}/{}", reason.key), message);
    finding.help(reason.help);
    for query in others {
        finding.place(query.at, "the same client");
    }
}

/// The query is a statement of its own, or behind `void`. A select in a variable may be built on and awaited out of
/// our sight: `q = id ? q.eq("id", id) : q`.
fn is_left_alone(code: &Code, query: &Query) -> bool {
    match query.outcome.wait {
        Wait::Void => true,
        Wait::Dropped => match code.parent(query.expr) {
            Node::Stmt(stmt) if matches!(code.stmt(stmt).kind, StmtKind::Expr(_)) => true,
            // `Promise.resolve(query)` takes it on, and so sends it.
            Node::Expr(call) if is_taken_on(code, call) => false,
            _ => query.op != Op::Select,
        },
        _ => false,
    }
}

/// `Promise.resolve(…)`, `Promise.all(…)` and their relatives.
fn is_taken_on(code: &Code, call: ExprId) -> bool {
    match code.expr(call) {
        ExprKind::Call { callee, .. } => code.path(callee).is_some_and(|path| path.starts_with("Promise.")),
        _ => false,
    }
}
