//! Calls of the database that are refused each time, and after which the code leaves: what stands behind them never runs
//! until they are mended.

use rayon::prelude::*;

use super::doomed;
use crate::{
    facts::code::{BinaryOp, BindingId, Code, Enclosure, ExprId, ExprKind, MODULE, Node, StmtId, StmtKind, UnaryOp},
    frameworks::{errors::fails_in_deno, supabase::NO_ROW},
    model::{
        Project,
        outcome::Wait,
        queries::Query,
        routes::{Effect, Exit, Route, Step, exit},
        sides::Side,
    },
    source::span::{FileId, Span},
};

/// A call that is refused each time, and how the code leaves for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The call that is refused: of the database, be it that of a function that is called here, or a check of a signature
    /// that cannot work where it runs.
    pub at: Span,
    /// The file in which the code leaves.
    pub(super) file: FileId,
    /// What has run when the code leaves: the call, or the test of what it gave.
    pub(super) after: ExprId,
    /// The branch that leaves; `None` where the call itself throws.
    pub(super) leave: Option<StmtId>,
    /// Whether it leaves by throwing, which a `try` around it catches.
    pub(super) throws: bool,
    /// The functions that are handed to a function which throws before it calls them.
    pub(super) given: Vec<ExprId>,
}

/// Calls are followed back through so many callers.
const DEPTH: u32 = 4;

/// The refused calls that the code does not go on after, by file and place.
pub(in crate::model) fn collect(project: &Project) -> Vec<Refusal> {
    let mut refusals: Vec<Refusal> = project.queries.par_iter().filter_map(|query| refusal(project, query)).collect();
    refusals.extend(project.code_files().flat_map(|(id, _, code)| refused_checks(project, id, code)));
    doomed::follow(project, &mut refusals);
    refusals
}

fn refusal(project: &Project, query: &Query) -> Option<Refusal> {
    let code = project.file(query.at.file).code.as_ref()?;
    let rejects = query.throws && query.outcome.wait == Wait::Awaited && !query.is_caught(code);
    let (after, leave, throws) = match query.unsent {
        Some(_) => (query.expr, None, true),
        None if rejects => (query.expr, None, true),
        None => {
            let (test, stmt, throws) = leaving(code, query)?;
            (test, Some(stmt), throws)
        }
    };
    let is_refused = query.unsent.is_some() || project.fails_anyway(query);
    is_refused.then_some(Refusal { at: query.at, file: query.at.file, after, leave, throws, given: Vec::new() })
}

/// The checks of a signature in an edge function that cannot work there: what stands behind them waits for a delivery that
/// is never let in.
fn refused_checks(project: &Project, file: FileId, code: &Code) -> Vec<Refusal> {
    if project.sides.of(file) != Side::Edge {
        return Vec::new();
    }
    let of_call = |call: ExprId| {
        let refusal = |leave, throws| Refusal {
            at: code.range(call).in_file(file),
            file,
            after: call,
            leave,
            throws,
            given: Vec::new(),
        };
        let caught = code.catch_of(call).filter(|(_, catch)| code.ends_function(catch.body));
        std::iter::once(refusal(None, true)).chain(caught.map(|(stmt, _)| refusal(Some(stmt), false)))
    };
    code.expr_ids().filter(|&call| fails_in_deno(code, call)).flat_map(of_call).collect()
}

impl Project {
    /// The call of the database that is refused each time and keeps a place from being reached, the function of which runs
    /// and whatever callbacks it stands in.
    #[must_use]
    pub fn refused_before(&self, file: FileId, expr: ExprId) -> Option<Span> {
        self.stopped_before(&self.refusals, file, expr)
    }

    fn stopped_before(&self, refusals: &[Refusal], file: FileId, expr: ExprId) -> Option<Span> {
        let refusals = in_file(refusals, file);
        let code = self.file(file).code.as_ref().filter(|_| !refusals.is_empty())?;
        let mut place = expr;
        loop {
            if let Some(refusal) = refusals.iter().find(|refusal| refusal.stops(code, place)) {
                return Some(refusal.at);
            }
            // A function that is written down in an expression is there only once that is reached.
            match code.function(code.function_of(place)).parent {
                Node::Expr(written) => place = written,
                _ => return None,
            }
        }
    }

    /// The same for a place on the way of an entry point: also where every call that leads there is kept from running.
    #[must_use]
    pub fn refused_on_way(&self, route: &Route, file: FileId, expr: ExprId) -> Option<Span> {
        self.stopped_on_way(&self.refusals, route, (file, expr))
    }

    /// The first of some refusals, sorted by file, that stands on each way of an entry point to a place.
    pub(super) fn stopped_on_way(
        &self,
        refusals: &[Refusal],
        route: &Route,
        (file, expr): (FileId, ExprId),
    ) -> Option<Span> {
        let may_be = route.functions.iter().any(|&(at, _)| !in_file(refusals, at).is_empty());
        if may_be { self.stopped_below(refusals, route, (file, expr), DEPTH) } else { None }
    }

    fn stopped_below(
        &self,
        refusals: &[Refusal],
        route: &Route,
        (file, expr): (FileId, ExprId),
        depth: u32,
    ) -> Option<Span> {
        if let Some(refused) = self.stopped_before(refusals, file, expr) {
            return Some(refused);
        }
        let depth = depth.checked_sub(1)?;
        let code = self.file(file).code.as_ref()?;
        let mut own = (file, code.function_of(expr));
        loop {
            if route.entry.steps.iter().filter_map(Step::function).any(|step| step == own) {
                return None;
            }
            let Node::Expr(written) = code.function(own.1).parent else { break };
            if code.function_of(written) == MODULE {
                break;
            }
            own.1 = code.function_of(written);
        }
        let mut found = None;
        for (at, call) in self.calls_on_way(route, own) {
            found = Some(self.stopped_below(refusals, route, (at, call), depth)?);
        }
        found
    }

    /// Whether what an effect would do is not done today: the database refuses it, or a call that it stands behind.
    #[must_use]
    pub fn comes_to_nothing(&self, route: &Route, effect: &Effect) -> bool {
        self.query_of(effect).is_some_and(|query| {
            self.fails_anyway(query) || self.refused_on_way(route, query.at.file, query.expr).is_some()
        })
    }

    /// Whether a call of the database does nothing today: it is refused, row security keeps from every user what it asks
    /// for, or it stands behind one that is refused.
    #[must_use]
    pub fn is_in_vain(&self, query: &Query) -> bool {
        self.fails_anyway(query)
            || self.is_kept_from_users(query)
            || self.refused_before(query.at.file, query.expr).is_some()
    }
}

/// Those of one file.
fn in_file(refusals: &[Refusal], file: FileId) -> &[Refusal] {
    let first = refusals.partition_point(|r| r.file < file);
    let behind = refusals.partition_point(|r| r.file <= file);
    refusals.get(first..behind).unwrap_or_default()
}

impl Refusal {
    /// Whether an expression of the same function is never reached, since the code has left before.
    fn stops(&self, code: &Code, expr: ExprId) -> bool {
        if self.given.contains(&expr) {
            return true;
        }
        let around: Vec<Enclosure> = code.enclosures_in_function(expr).collect();
        let is_tried_alike = |stmt| {
            let in_catch =
                around.contains(&Enclosure::CatchBody(stmt)) || around.contains(&Enclosure::FinallyBody(stmt));
            if self.throws { around.contains(&Enclosure::TryBlock(stmt)) } else { !in_catch }
        };
        let is_behind = self.leave.is_none_or(|stmt| code.stmt(stmt).range.end <= code.range(expr).start);
        is_behind
            && code.runs_before(self.after, expr)
            && !code.range(self.after).contains(code.range(expr))
            && !code.range(expr).contains(code.range(self.after))
            && code.enclosures_in_function(self.after).all(|enclosure| match enclosure {
                Enclosure::TryBlock(stmt) => is_tried_alike(stmt),
                _ => true,
            })
    }
}

/// What leaves when a call finds no row: that one is missing counts, and that it could not be asked for as well.
pub(super) fn without_row(code: &Code, query: &Query) -> Option<Refusal> {
    let (test, stmt, throws) = leaving(code, query)?;
    let reads = |bindings: &[BindingId]| {
        let mut all = bindings.iter().flat_map(|&binding| code.references(binding));
        all.any(|&read| code.range(test).contains(code.range(read)))
    };
    let within = |root: ExprId, is: &dyn Fn(ExprId) -> bool| {
        code.within_node(Node::Expr(root)).any(|node| matches!(node, Node::Expr(e) if is(e)))
    };
    let forgives = within(test, &|e| code.string(e) == Some(NO_ROW));
    // `maybeSingle` has no error where there is no row.
    let is_maybe =
        |e: ExprId| matches!(code.expr(e), ExprKind::Member { property, .. } if code.str(property) == "maybeSingle");
    let is_error = within(query.expr, &is_maybe) && !reads(&query.outcome.data);
    (!forgives && !is_error).then(|| Refusal {
        at: query.at,
        file: query.at.file,
        after: test,
        leave: Some(stmt),
        throws,
        given: Vec::new(),
    })
}

/// The test of what a call gave that sends the code away when the call has failed, its `if`, and whether that throws.
fn leaving(code: &Code, query: &Query) -> Option<(ExprId, StmtId, bool)> {
    let outcome = &query.outcome;
    let given = outcome.data.iter().flat_map(|&binding| code.references(binding));
    outcome.error_reads.iter().chain(given).find_map(|&read| {
        let stmt = code.statement_of(read)?;
        let StmtKind::If { test, then, .. } = code.stmt(stmt).kind else { return None };
        let exit = exit(code, then)?;
        let is_meant =
            code.range(test).contains(code.range(read)) && code.range(query.expr).end <= code.range(test).start;
        (is_meant && Failed { code, query }.makes(test)).then_some((test, stmt, exit == Exit::Throws))
    })
}

/// What is so once a call has failed.
struct Failed<'c> {
    code: &'c Code,
    query: &'c Query,
}

impl Failed<'_> {
    /// Whether a test holds then, whatever else is so.
    fn makes(&self, test: ExprId) -> bool {
        match self.code.expr(test) {
            ExprKind::Binary { op: BinaryOp::Or, left, right } => self.makes(left) || self.makes(right),
            ExprKind::Binary { op: BinaryOp::And, left, right } => self.makes(left) && self.makes(right),
            ExprKind::Binary { op: BinaryOp::Equal, left, right } => {
                self.is_nothing(right) && self.is_data(left) || self.is_nothing(left) && self.is_data(right)
            }
            ExprKind::Binary { op: BinaryOp::NotEqual, left, right } => {
                self.is_nothing(right) && self.is_error(left) || self.is_another_code(left, right)
            }
            ExprKind::Unary { op: UnaryOp::Not, operand } => self.is_data(operand),
            _ => self.is_error(test),
        }
    }

    fn is_error(&self, expr: ExprId) -> bool {
        self.query.outcome.error_reads.contains(&expr) && self.is_kept(expr)
    }

    /// `error.code !== "PGRST116"`: that no row was found is forgiven, a refusal is not.
    fn is_another_code(&self, left: ExprId, right: ExprId) -> bool {
        let ExprKind::Member { object, .. } = self.code.expr(left) else { return false };
        (self.is_error(object) || self.is_error(left)) && self.code.string(right) == Some(NO_ROW)
    }

    /// `data`, `result.data`, `data.length`.
    fn is_data(&self, expr: ExprId) -> bool {
        match self.code.expr(expr) {
            ExprKind::Ident { binding: Some(binding), .. } => {
                self.query.outcome.data.contains(&binding) && !self.is_whole(binding) && self.is_kept(expr)
            }
            ExprKind::Member { object, property, .. } => match self.code.str(property) {
                "length" => self.is_data(object),
                "data" => {
                    matches!(self.code.expr(object), ExprKind::Ident { binding: Some(whole), .. } if self.query.outcome.data.contains(&whole) && self.is_kept(object))
                }
                _ => false,
            },
            _ => false,
        }
    }

    /// Whether a name is that of the whole result, which is there in any case.
    fn is_whole(&self, binding: BindingId) -> bool {
        self.code.references(binding).iter().any(|&reference| match self.code.parent(reference) {
            Node::Expr(parent) => {
                matches!(self.code.expr(parent), ExprKind::Member { property, .. } if matches!(self.code.str(property), "data" | "error"))
            }
            _ => false,
        })
    }

    /// Whether a name is given nothing else: a second try may have made good what failed.
    fn is_kept(&self, expr: ExprId) -> bool {
        let base = match self.code.expr(expr) {
            ExprKind::Member { object, .. } => object,
            _ => expr,
        };
        let ExprKind::Ident { binding: Some(binding), .. } = self.code.expr(base) else { return true };
        self.code.binding(binding).constant
    }

    fn is_nothing(&self, expr: ExprId) -> bool {
        match self.code.expr(expr) {
            ExprKind::Null => true,
            ExprKind::Ident { name, .. } => self.code.str(name) == "undefined",
            _ => false,
        }
    }
}
