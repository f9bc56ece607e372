//! What a read that failed without a word leads to: `if (!data) throw` and `const isMate = data?.role === "mate"; if
//! (!isMate) return forbidden()` fail closed; `const paid = data?.tier !== "free"; if (!paid) return forbidden()` lets
//! everybody pass. What decides is the first test that hangs on the data.

use super::{
    absent::{Absent, Worth},
    announced::statements_after,
    asks_for_right,
    handling::{Handling, of_block, of_stmt},
};
use crate::{
    facts::code::{BindingId, Code, ExprId, ExprKind, List, Node, PatKind, StmtId, StmtKind},
    model::routes::never_returns,
};

/// What the first test of the data does when there is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gate {
    /// It refuses.
    Closes,
    /// It refuses only when there is some: `if (bought) return conflict()`. Everybody passes.
    Opens {
        /// The branch that refuses.
        refusal: List,
    },
}

/// What a failed read leads to; `None` where no test decides.
pub(super) fn gate(code: &Code, data: &[BindingId]) -> Option<Gate> {
    gate_after(code, data, 0)
}

/// Whether the first thing that is done with the data is a test that refuses when there is none.
pub(super) fn fails_closed(code: &Code, data: &[BindingId]) -> bool {
    gate(code, data) == Some(Gate::Closes)
}

/// So many statements that keep or use the data are followed to the test.
const STEPS: u32 = 16;

/// [`gate`] of what stands behind a place in the text.
pub(super) fn gate_after(code: &Code, data: &[BindingId], place: u32) -> Option<Gate> {
    let mut way = Way { code, data, absent: Absent::new(code, data) };
    let mut place = place;
    let mut last = None;
    for _ in 0..STEPS {
        let (stmt, whole) = way.next_use(place, last)?;
        match way.take(stmt, whole) {
            Step::Gate(gate) => return Some(gate),
            Step::On => {}
            Step::Lost => return None,
        }
        place = code.stmt(stmt).range.end;
        last = Some(whole);
    }
    None
}

/// The branch that runs when there is no data, of the first test that hangs on it.
pub(super) fn branch_without(code: &Code, data: &[BindingId]) -> Option<List> {
    let (is_true, then, otherwise) = first_test(code, data)?;
    if is_true { Some(then) } else { otherwise }
}

/// The branch that is passed by when there is no data, of the first test that hangs on it, where nothing takes its place.
pub(super) fn branch_passed_by(code: &Code, data: &[BindingId]) -> Option<List> {
    match first_test(code, data)? {
        (false, then, None) => Some(then),
        _ => None,
    }
}

/// What the first test that hangs on the data comes to when there is none, and its branches.
fn first_test(code: &Code, data: &[BindingId]) -> Option<(bool, List, Option<List>)> {
    let mut way = Way { code, data, absent: Absent::new(code, data) };
    let (mut place, mut last) = (0, None);
    for _ in 0..STEPS {
        let (stmt, whole) = way.next_use(place, last)?;
        if let StmtKind::If { test, then, otherwise } = code.stmt(stmt).kind
            && test == whole
        {
            return Some((way.truth(test)?, then, otherwise));
        }
        if !matches!(way.take(stmt, whole), Step::On) {
            return None;
        }
        place = code.stmt(stmt).range.end;
        last = Some(whole);
    }
    None
}

/// The way from a failed read to the test that hangs on it.
struct Way<'c> {
    code: &'c Code,
    data: &'c [BindingId],
    absent: Absent<'c>,
}

/// What a statement on the way does.
enum Step {
    /// It decides.
    Gate(Gate),
    /// It keeps the data, or what comes of it, for what follows.
    On,
    /// It does something else with the data.
    Lost,
}

impl Way<'_> {
    /// The statement that next uses what is known, and the whole expression there. An `else` does not follow its `then`.
    fn next_use(&self, place: u32, last: Option<ExprId>) -> Option<(StmtId, ExprId)> {
        let code = self.code;
        let uses = self.absent.variables().flat_map(|binding| code.references(binding)).copied();
        let follows = |e: ExprId| code.range(e).start >= place && !last.is_some_and(|l| code.are_alternatives(l, e));
        let first = uses.filter(|&e| follows(e)).min_by_key(|&e| code.range(e).start)?;
        let mut whole = first;
        while let Node::Expr(parent) = code.parent(whole) {
            whole = parent;
        }
        match code.parent(whole) {
            Node::Stmt(stmt) => Some((stmt, whole)),
            _ => None,
        }
    }

    fn take(&mut self, stmt: StmtId, whole: ExprId) -> Step {
        let code = self.code;
        match code.stmt(stmt).kind {
            StmtKind::If { test, then, otherwise } if test == whole => match self.decide(stmt, test, then, otherwise) {
                Some(gate) => Step::Gate(gate),
                None if otherwise.is_none() && self.truth(test) == Some(false) => self.pass_by(stmt, then),
                None => Step::Lost,
            },
            // `return row?.role === "owner"` of `isOwner()`.
            StmtKind::Return(Some(value)) => {
                let asks = asks_for_right(code, code.function_above(code.stmt_parent(stmt)));
                if asks && self.truth(value) == Some(false) { Step::Gate(Gate::Closes) } else { Step::Lost }
            }
            StmtKind::Expr(call) if code.is_printed(call) => Step::On,
            kind => self.keep(kind),
        }
    }

    fn truth(&self, expr: ExprId) -> Option<bool> {
        self.absent.worth(expr).and_then(Worth::truth)
    }

    fn decide(&self, stmt: StmtId, test: ExprId, then: List, otherwise: Option<List>) -> Option<Gate> {
        let code = self.code;
        let worth = self.absent.worth(test)?;
        let refuses_else = || match otherwise {
            Some(branch) => refuses(code, branch),
            // `if (link) return ok(link); return failed();`
            None => code.ends_function(then) && !says_no(code, then) && next_refuses(code, stmt),
        };
        let closes = match worth {
            Worth::NoLess => !self.is_read_behind(test) && refuses(code, then),
            Worth::NoMore => !self.is_read_behind(test) && refuses_else(),
            _ if worth.truth()? => refuses(code, then),
            _ => refuses_else(),
        };
        if closes {
            return Some(Gate::Closes);
        }
        (worth.truth() == Some(false) && refuses(code, then)).then_some(Gate::Opens { refusal: then })
    }

    /// Whether the data is read behind a test that reads it itself: who is let in by something else goes on without it.
    fn is_read_behind(&self, test: ExprId) -> bool {
        let test = self.code.range(test);
        let mut reads = self.data.iter().flat_map(|&b| self.code.references(b)).map(|&r| self.code.range(r));
        let is_read_here = reads.clone().any(|read| test.contains(read));
        is_read_here && reads.any(|read| read.start >= test.end)
    }

    /// `const isMate = row?.role === "mate"`, `allowed = is === true`.
    fn keep(&mut self, kind: StmtKind) -> Step {
        let (kept, value) = match kind {
            StmtKind::Var { pattern, init: Some(init), .. } => match self.code.pattern(pattern).kind {
                PatKind::Name(kept) => (kept, init),
                _ => return Step::Lost,
            },
            StmtKind::Expr(assign) => match self.assigned(assign) {
                Some(assigned) => assigned,
                None => return Step::Lost,
            },
            _ => return Step::Lost,
        };
        match self.absent.worth(value) {
            Some(worth) => self.absent.learn(kept, worth),
            None => return Step::Lost,
        }
        Step::On
    }

    fn assigned(&self, assign: ExprId) -> Option<(BindingId, ExprId)> {
        let ExprKind::Assign { op: None, target, value } = self.code.expr(assign) else { return None };
        match self.code.expr(target) {
            ExprKind::Ident { binding: Some(binding), .. } => Some((binding, value)),
            _ => None,
        }
    }

    /// `let may = false; if (row) may = true;`: what is set in a branch that is not taken stays as it began.
    fn pass_by(&mut self, stmt: StmtId, then: List) -> Step {
        let code = self.code;
        for inner in code.block(then) {
            let StmtKind::Expr(assign) = code.stmt(inner).kind else { continue };
            let Some((kept, _)) = self.assigned(assign) else { continue };
            let ExprKind::Assign { target, .. } = code.expr(assign) else { continue };
            let is_set_before = code
                .references(kept)
                .iter()
                .any(|&r| code.range(r).start < code.stmt(stmt).range.start && code.is_assigned(r));
            let begun = match (code.initial(target), is_set_before) {
                (Some(init), false) => self.absent.worth(init),
                (None, false) => Some(Worth::Undefined),
                (_, true) => None,
            };
            match begun {
                Some(worth) => self.absent.learn(kept, worth),
                None => return Step::Lost,
            }
        }
        Step::On
    }
}

/// Whether the statement after this one refuses.
fn next_refuses(code: &Code, stmt: StmtId) -> bool {
    let function = code.function_above(code.stmt_parent(stmt));
    let Some(&next) = statements_after(code, function, code.stmt(stmt).range).first() else { return false };
    let leaves = matches!(code.stmt(next).kind, StmtKind::Return(_) | StmtKind::Throw(_));
    leaves && of_stmt(code, next) == Handling::Handled && !shows_markup(code, next)
}

/// Whether a branch tells somebody and goes no further. A component that returns markup shows "nothing there" instead.
fn refuses(code: &Code, branch: List) -> bool {
    let last = code.block(branch).next_back();
    let sends_away = last.is_some_and(|s| matches!(code.stmt(s).kind, StmtKind::Expr(e) if never_returns(code, e)));
    // `const { data } = await …insert(…)`: what is missing is made.
    let works = |stmt| match code.stmt(stmt).kind {
        StmtKind::Var { init: Some(init), .. } => matches!(code.expr(init), ExprKind::Await(_)),
        _ => false,
    };
    (sends_away || code.ends_function(branch))
        && !code.block(branch).any(|stmt| shows_markup(code, stmt) || works(stmt) || says_yes(code, stmt))
        && of_block(code, branch) == Handling::Handled
}

/// `return Response.json({ received: true })`: whoever waits is told that all is well.
fn says_yes(code: &Code, stmt: StmtId) -> bool {
    let StmtKind::Return(Some(value)) = code.stmt(stmt).kind else { return false };
    let objects = code.within_node(Node::Expr(value)).filter_map(|node| match node {
        Node::Expr(e) => Some(e),
        _ => None,
    });
    objects.into_iter().any(|object| match code.expr(object) {
        ExprKind::Object { properties } => code.property_list(properties).any(|property| {
            matches!(code.expr(property.value), ExprKind::Bool(true))
                && code.property_name(&property).is_some_and(|name| matches!(name, "ok" | "success" | "received"))
        }),
        _ => false,
    })
}

fn shows_markup(code: &Code, stmt: StmtId) -> bool {
    match code.stmt(stmt).kind {
        StmtKind::Return(Some(value)) => matches!(code.expr(value), ExprKind::Jsx(_)),
        _ => false,
    }
}

/// Whether a branch turns somebody away for who he is or what he may: by its status.
pub(super) fn bars(code: &Code, branch: List) -> bool {
    let mut below = code.block(branch).flat_map(|stmt| code.descendants(Node::Stmt(stmt)));
    below.any(|node| match node {
        Node::Expr(e) => match code.expr(e) {
            ExprKind::Number(n) => matches!(code.str(n), "401" | "402" | "403" | "423" | "429"),
            _ => false,
        },
        _ => false,
    })
}

/// Whether a branch ends by answering with a failure: an error that is thrown or named, a status of failures.
fn says_no(code: &Code, branch: List) -> bool {
    let last = code.block(branch).next_back();
    last.into_iter().flat_map(|stmt| code.descendants(Node::Stmt(stmt))).any(|node| match node {
        Node::Expr(e) => match code.expr(e) {
            ExprKind::Number(n) => code.str(n).parse().is_ok_and(|n: u16| (400..600).contains(&n)),
            ExprKind::Object { .. } => code.property(e, "error").is_some(),
            _ => never_returns(code, e),
        },
        Node::Stmt(s) => matches!(code.stmt(s).kind, StmtKind::Throw(_)),
        _ => false,
    })
}
