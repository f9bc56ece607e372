//! What the code does when something fails: the `try` statements, what they protect and what their `catch` does; the
//! results of calls whose error nobody looks at; callbacks of `.catch`.

pub mod announced;
mod floating;
mod guard;
mod handling;
mod remote;
mod requests;
mod stake;
mod unheeded;

use rayon::prelude::*;

pub use self::{
    announced::Announced,
    floating::Floating,
    handling::{Handling, of_block, of_error_reads},
    remote::{RemoteCall, RemoteKind},
    requests::{Request, ResponseUse},
    stake::Stake,
    unheeded::Unheeded,
};
use super::{Project, queries::Query, values::Values};
use crate::{
    facts::code::{Catch, Code, ExprId, ExprKind, FnId, List, MODULE, Node, StmtId, StmtKind},
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
}

/// A `catch`, as a clause or a callback.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caught {
    /// From `catch` to its end.
    pub at: Span,
    /// Where it says that all went well, if it does.
    pub announces: Option<Announced>,
    /// Clause or callback.
    pub form: CatchForm,
    /// What it does with the failure.
    pub handling: Handling,
    /// What is at stake in what it protects.
    pub stake: Stake,
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
    /// Looks at every file of production code.
    pub(super) fn find(project: &Project) -> Self {
        let values = project.values();
        let of_files = project.files.par_iter().enumerate().map(|(index, file)| {
            let id = FileId(u32::try_from(index).unwrap_or(u32::MAX));
            match &file.code {
                Some(code) if file.role.is_production() => of_file(project, &values, id, code),
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
        }
        all
    }
}

fn of_file(project: &Project, values: &Values<'_>, id: FileId, code: &Code) -> Failures {
    let remote = remote::calls(id, code, values);
    let first = project.queries.partition_point(|q| q.at.file < id);
    let queries: Vec<&Query> = project.queries[first..].iter().take_while(|q| q.at.file == id).collect();
    let stakes = stake::Stakes { vocab: &project.vocab, values, file: id, code, queries: &queries, remote: &remote };
    let mut catches = Vec::new();
    for (index, stmt) in code.stmts.iter().enumerate() {
        if let StmtKind::Try { block, catch: Some(catch), .. } = stmt.kind {
            let home = u32::try_from(index).map_or(MODULE, |i| code.function_above(code.stmt_parent(StmtId(i))));
            catches.extend(clause(&stakes, home, block, catch));
        }
    }
    for (index, expr) in code.exprs.iter().enumerate() {
        if let ExprKind::Call { callee, args } = expr.kind {
            let call = ExprId(u32::try_from(index).unwrap_or(u32::MAX));
            catches.extend(callback(&stakes, call, callee, args));
        }
    }
    catches.sort_by_key(|c| c.at);
    let unheeded = unheeded::results(id, code, &project.vocab, values, &queries, &remote);
    let is_server = project.sides.of(id).is_server();
    let floating = if is_server { floating::floating(id, code, values) } else { Vec::new() };
    Failures { catches, unheeded, remote, requests: requests::requests(id, code, values), floating }
}

fn clause(stakes: &stake::Stakes<'_>, home: FnId, block: List, catch: Catch) -> Option<Caught> {
    let code = stakes.code;
    let (stake, protects) = stakes.of_block(block)?;
    let handling = match of_block(code, catch.body) {
        Handling::Default if stake >= Stake::Write && answers_whether(code, home) => Handling::Handled,
        handling => handling,
    };
    let comment_only = catch.body.is_empty() && catch.has_comment;
    let form = CatchForm::Clause { comment_only };
    let announces = announced::in_block(code, catch.body);
    Some(Caught { at: catch.range.in_file(stakes.file), announces, form, handling, stake, protects })
}

/// Whether a function that changes something answers `true` when it worked and `false` when not: its caller is told.
fn answers_whether(code: &Code, function: FnId) -> bool {
    let answers = |wanted: bool| {
        code.within(function).any(|node| match node {
            Node::Stmt(s) => match code.stmt(s).kind {
                StmtKind::Return(Some(value)) => code.expr(value) == ExprKind::Bool(wanted),
                _ => false,
            },
            _ => false,
        })
    };
    answers(true) && answers(false)
}

/// `promise.catch(callback)`. A query of PostgREST has no `.catch`: that call fails, and is reported as such.
fn callback(stakes: &stake::Stakes<'_>, call: ExprId, callee: ExprId, args: List) -> Option<Caught> {
    let code = stakes.code;
    let ExprKind::Member { object, property, .. } = code.expr(callee) else { return None };
    if code.str(property) != "catch" {
        return None;
    }
    if stakes.queries.iter().any(|q| q.expr == object && q.library.is_rest()) {
        return None;
    }
    let handler = code.arg(args, 0)?;
    let handling = match code.expr(handler) {
        ExprKind::Function(f) => handling::of_callback(code, f),
        ExprKind::Member { .. } => match code.path(handler) {
            Some(path) if path.starts_with("console.") => Handling::Logged,
            _ => Handling::Handled,
        },
        _ => Handling::Handled,
    };
    let (stake, protects) = stakes.of_expr(object)?;
    let start = code.range(callee).end;
    let at = Range { start: start.saturating_sub(5), end: code.range(call).end }.in_file(stakes.file);
    Some(Caught { at, announces: None, form: CatchForm::Callback, handling, stake, protects })
}
