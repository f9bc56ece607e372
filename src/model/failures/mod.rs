//! What the code does when something fails: the `try` statements, what they protect and what their `catch` does; the
//! results of calls whose error nobody looks at; callbacks of `.catch`.

mod absent;
pub mod announced;
mod cached;
mod callers;
mod copied;
mod floating;
mod guard;
mod handling;
mod hushed;
mod pretended;
mod protected;
mod recourse;
mod remote;
mod requests;
mod stake;
mod stuck;
pub(in crate::model) mod throwing;
mod trace;
mod unheeded;
mod widened;

use rayon::prelude::*;

use self::protected::AtStake;
pub(in crate::model) use self::recourse::grants_on_failure;
pub use self::{
    announced::Announced,
    copied::Copied,
    floating::Floating,
    handling::{Handling, of_block, of_error_reads},
    pretended::Pretended,
    remote::{RemoteCall, RemoteKind},
    requests::{Request, ResponseUse},
    stake::{Stake, is_side_record},
    stuck::Stuck,
    trace::Trace,
    unheeded::{HOOK, Unheeded},
};
use super::{Project, queries::Query, values::Values};
use crate::{
    facts::code::{BinaryOp, Catch, Code, Enclosure, ExprId, ExprKind, FnId, List, Node, StmtId, StmtKind},
    source::span::{FileId, Range, Span},
};

/// Everything known of failures, by file and place.
#[derive(Debug, Default)]
pub struct Failures {
    /// `catch` clauses and `.catch` callbacks of production code that protect something.
    pub catches: Vec<Caught>,
    /// Results whose error nobody heeds.
    pub unheeded: Vec<Unheeded>,
    /// Calls of services whose result carries an error, other than database queries.
    pub remote: Vec<RemoteCall>,
    /// Requests sent with `fetch`.
    pub requests: Vec<Request>,
    /// Promises that server code lets go.
    pub floating: Vec<Floating>,
    /// Functions of pages that say something worked, and only waited.
    pub pretended: Vec<Pretended>,
    /// Copies of which pages say that they worked before it is known.
    pub copied: Vec<Copied>,
}

/// A `catch`, as a clause or a callback.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caught {
    /// From `catch` to its end.
    pub at: Span,
    /// The function it stands in.
    pub function: FnId,
    /// Where it says that all went well, if it does.
    pub announces: Option<Announced>,
    /// Clause or callback.
    pub form: CatchForm,
    /// What it does with the failure.
    pub handling: Handling,
    /// What is at stake in what it protects.
    pub stake: Stake,
    /// Whether whoever is asked about is let in when it fails.
    pub lets_in: bool,
    /// The most harmful thing it protects, for messages: `insert into orders`, `a request to …`.
    pub protects: String,
}

/// The forms of `catch`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CatchForm {
    /// `catch { … }`; whether only a comment stands in it.
    Clause {
        /// Whether the body holds nothing but a comment.
        comment_only: bool,
    },
    /// `.catch(() => …)`.
    Callback,
}

impl Failures {
    /// Looks at every file of production code that may run.
    pub(super) fn find(project: &Project) -> Self {
        let values = project.values();
        let of_files = project.files.par_iter().enumerate().map(|(index, file)| {
            let id = FileId(u32::try_from(index).unwrap_or(u32::MAX));
            match &file.code {
                Some(code) if file.role.is_production() && project.sides.may_run(id) => {
                    of_file(project, &values, id, code)
                }
                _ => Self::default(),
            }
        });
        let mut all = Self::default();
        for part in of_files.collect::<Vec<_>>() {
            all.catches.extend(part.catches);
            all.unheeded.extend(part.unheeded);
            all.remote.extend(part.remote);
            all.requests.extend(part.requests);
            all.floating.extend(part.floating);
            all.pretended.extend(part.pretended);
            all.copied.extend(part.copied);
        }
        all.leave_out_what_never_runs(project);
        callers::take_out_what_they_tell(project, &values, &mut all);
        requests::ask_callers(project, &values, &mut all.requests);
        all
    }

    fn leave_out_what_never_runs(&mut self, project: &Project) {
        let runs = |at: Span| project.sides.is_met_at(at);
        self.catches.retain(|c| runs(c.at));
        self.unheeded.retain(|u| runs(u.at));
        self.remote.retain(|r| runs(r.at));
        self.requests.retain(|r| runs(r.at));
        self.floating.retain(|f| runs(f.at));
        self.pretended.retain(|p| runs(p.at));
        self.copied.retain(|c| runs(c.at));
    }
}

fn of_file(project: &Project, values: &Values<'_>, id: FileId, code: &Code) -> Failures {
    let remote = remote::calls(id, code, values);
    let queries: Vec<&Query> = project.queries_in(id).iter().collect();
    let throwing = throwing::Throwing::new(values, &project.queries);
    let stakes = protected::Stakes { project, values, file: id, code, queries: &queries, remote: &remote, throwing };
    let mut catches = Vec::new();
    for (index, stmt) in code.stmts.iter().enumerate() {
        if let StmtKind::Try { block, catch: Some(catch), .. } = stmt.kind {
            let stmt = StmtId(u32::try_from(index).unwrap_or(u32::MAX));
            catches.extend(clause(&stakes, stmt, block, catch));
        }
    }
    for (call, expr) in code.all_exprs() {
        if let ExprKind::Call { callee, args } = expr.kind {
            catches.extend(callback(&stakes, call, callee, args));
        }
    }
    catches.sort_by_key(|c| c.at);
    let unheeded = unheeded::results(id, code, project, values, &queries, &remote);
    let is_server = project.sides.of(id).is_server();
    let floating = if is_server { floating::floating(id, code, values) } else { Vec::new() };
    let is_shown = project.sides.of(id).is_client() && !is_for_show(&project.file(id).path);
    let pretended = if is_shown { pretended::pretended(&project.vocab, id, code) } else { Vec::new() };
    let copied = if is_shown { copied::copied(id, code) } else { Vec::new() };
    Failures { catches, unheeded, remote, requests: requests::requests(id, code, values), floating, pretended, copied }
}

/// `src/demo/Form.tsx`: nobody is to believe what is said there.
fn is_for_show(path: &str) -> bool {
    crate::vocab::split(path).iter().any(|word| {
        matches!(
            word.as_str(),
            "demo" | "demos" | "mock" | "mocks" | "example" | "examples" | "sandbox" | "poc" | "showcase"
        )
    })
}

fn clause(stakes: &protected::Stakes<'_>, stmt: StmtId, block: List, catch: Catch) -> Option<Caught> {
    let code = stakes.code;
    let home = code.function_above(code.stmt_parent(stmt));
    let AtStake { stake, what: protects, asks_who } = stakes.of_block(block)?;
    let done = of_block(code, catch.body);
    let handling = match done {
        Handling::Default if answers(code, home, stake) => Handling::Handled,
        Handling::Nothing if stake < Stake::Rights && recourse::is_second_try(code, stmt) => Handling::Handled,
        Handling::Nothing | Handling::Logged if recourse::is_there(code, home, stmt, block, stake) => Handling::Handled,
        handling if handling.is_silent() && recourse::is_refused_later(code, stmt, block) => Handling::Handled,
        handling => handling,
    };
    // A guard that lets everybody pass when it cannot tell loses more than a read.
    let is_sent = |e: ExprId| stakes.project.is_sent(stakes.file, e);
    let takes_for_known = || {
        recourse::bars_inside(code, block)
            || recourse::is_believed_later(code, stmt, block, &is_sent)
            || recourse::is_let_in_by_catch(code, stmt, block, catch.body)
    };
    let is_no_guard = asks_who && done.is_silent() && takes_for_known();
    let lets_in = is_no_guard
        || handling::lets_pass(code, home, catch.body)
        || handling.is_silent() && recourse::is_let_in_later(code, stmt, block);
    let handling = match handling {
        _ if is_no_guard => done,
        _ if asks_who && !lets_in => Handling::Handled,
        handling => handling,
    };
    let stake = match handling {
        _ if lets_in => stake.max(Stake::Write),
        Handling::Logged if recourse::is_told_around(code, stmt) => stake.min(Stake::Record),
        Handling::Logged if stakes.writes_once(block) && handling::is_counted(code, stmt, block) => stake.less(),
        _ => stake,
    };
    let comment_only = catch.body.is_empty() && catch.has_comment;
    let form = CatchForm::Clause { comment_only };
    let announces = announced::in_block(code, catch.body);
    let at = catch.range.in_file(stakes.file);
    Some(Caught { at, function: home, announces, form, handling, stake, lets_in, protects })
}

/// Whether the caller of a function can tell failure from success: `false` from `true`, and of what changes something,
/// nothing from anything.
pub(super) fn answers(code: &Code, function: FnId, stake: Stake) -> bool {
    let mut truths = (false, false);
    let mut gives = false;
    let mut says_none = false;
    for node in code.within(function) {
        let Node::Stmt(stmt) = node else { continue };
        let StmtKind::Return(Some(value)) = code.stmt(stmt).kind else { continue };
        match code.expr(value) {
            ExprKind::Bool(truth) => {
                if truth {
                    truths.0 = true
                } else {
                    truths.1 = true
                }
            }
            _ => {
                gives |= !handling::is_default(code, value);
                says_none |= is_emptiness(code, value);
            }
        }
    }
    truths == (true, true)
        || stake > Stake::Read && gives
        || truths.1 && !truths.0 && says_none
        || truths.1 && asks_for_right(code, function)
}

/// `clashes.length === 0`: of such an answer `false` is the careful one, and does not read as "there is none".
fn is_emptiness(code: &Code, value: ExprId) -> bool {
    match code.expr(value) {
        ExprKind::Binary { op: BinaryOp::Equal, left, right } => {
            let is_zero = |e: ExprId| matches!(code.expr(e), ExprKind::Number(n) if code.str(n) == "0");
            is_zero(left) || is_zero(right)
        }
        _ => false,
    }
}

/// `isTeamAdmin`, `canBook`: a function that answers no when it cannot tell refuses.
fn asks_for_right(code: &Code, function: FnId) -> bool {
    const RIGHTS: [&str; 11] = [
        "admin",
        "owner",
        "member",
        "access",
        "permission",
        "permissions",
        "role",
        "authorized",
        "authenticated",
        "allowed",
        "manager",
    ];
    let Some(name) = code.function(function).name else { return false };
    let words = crate::vocab::split(code.str(name));
    match words.split_first() {
        Some((first, _)) if first == "can" => true,
        Some((first, rest)) => {
            matches!(first.as_str(), "is" | "has" | "check" | "verify")
                && rest.iter().any(|word| RIGHTS.contains(&word.as_str()))
        }
        None => false,
    }
}

/// `promise.catch(callback)`. A query of PostgREST has no `.catch`: that call fails, and is reported as such.
fn callback(stakes: &protected::Stakes<'_>, call: ExprId, callee: ExprId, args: List) -> Option<Caught> {
    let code = stakes.code;
    let ExprKind::Member { object, property, .. } = code.expr(callee) else { return None };
    if code.str(property) != "catch" {
        return None;
    }
    if stakes.queries.iter().any(|q| q.expr == object && q.library.is_rest()) {
        return None;
    }
    let handler = code.arg(args, 0)?;
    let AtStake { stake, what: protects, asks_who } = stakes.of_expr(object)?;
    let lets_in = recourse::is_let_in_without(code, call);
    let handling = match code.expr(handler) {
        ExprKind::Function(f) => match handling::of_callback(code, f) {
            handling if handling.is_silent() && recourse::is_result_refused(code, call, f) => Handling::Handled,
            _ if asks_who && !lets_in => Handling::Handled,
            handling => handling,
        },
        _ if code.prints(handler) => Handling::Logged,
        _ => Handling::Handled,
    };
    let stake = if lets_in { stake.max(Stake::Write) } else { stake };
    let mut around = code.enclosures(Node::Expr(call));
    if stake < Stake::Rights && around.any(|e| matches!(e, Enclosure::CatchBody(_) | Enclosure::FinallyBody(_))) {
        return None;
    }
    let start = code.range(callee).end;
    let at = Range { start: start.saturating_sub(5), end: code.range(call).end }.in_file(stakes.file);
    let function = code.function_of(call);
    let form = CatchForm::Callback;
    Some(Caught { at, function, announces: None, form, handling, stake, lets_in, protects })
}
