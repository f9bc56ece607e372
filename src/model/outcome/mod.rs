//! What becomes of the result of an asynchronous call: is it sent at all, awaited, and does anybody look at its error?
//!
//! Two conventions exist side by side. A PostgREST builder resolves to `{ data, error }` and never throws, so its
//! error must be *read*; most other promises reject, so their error must not be *hidden*. Both begin with the same
//! question, where the value goes; this module follows it through `await`, destructuring, variables, `.then`,
//! `Promise.all` and `return`, within one file.

mod hidden;
mod lists;
mod promise;
mod result;
#[cfg(test)]
mod tests;

use crate::facts::code::{BindingId, Code, ExprId, FnId, Node};

/// Where the value of an asynchronous call goes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// How the request is started and waited for.
    pub wait: Wait,
    /// What happens to the `error` of a `{ data, error }` result.
    pub error: ErrorUse,
    /// The `await` that waits for it.
    pub awaited_at: Option<ExprId>,
    /// Where the error is read, in source order.
    pub error_reads: Vec<ExprId>,
    /// The names bound to the data, or to the whole result.
    pub data: Vec<BindingId>,
    /// Whether a rejection ends in a handler that neither looks at it nor does anything: `.catch(() => [])`, `catch {}`.
    pub is_hidden: bool,
    /// The function out of which the result (or the promise) is returned.
    pub returned_from: Option<FnId>,
}

/// How a promise is waited for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Wait {
    /// `await x`, or an element of an awaited `Promise.all`.
    Awaited,
    /// `x.then(…)`: sent, continued in a callback.
    Then,
    /// `return x`: the caller waits.
    Returned,
    /// A statement of its own, without `await`: a lazy builder is never sent.
    Dropped,
    /// `void x`.
    Void,
    /// Given to another function, or kept in a structure: not followed.
    Passed,
    /// Not found out.
    #[default]
    Unknown,
}

/// What happens to the `error` field of a result.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ErrorUse {
    /// It is read: tested, thrown, logged, shown or handed on.
    Read,
    /// It is bound to a name that nobody reads.
    Bound,
    /// Only the data (or the count) is taken.
    Dropped,
    /// Nothing of the result is kept.
    Discarded,
    /// The whole result goes out of sight: returned or passed on.
    Escapes,
    /// Not found out.
    #[default]
    Unknown,
}

impl ErrorUse {
    /// Whether nobody looks at the error: it is left out, thrown away with the result, or bound and never read.
    #[must_use]
    pub fn is_unread(self) -> bool {
        matches!(self, Self::Dropped | Self::Discarded | Self::Bound)
    }
}

/// Follows the value of `expr`, a promise or thenable, to where it is waited for and looked at.
#[must_use]
pub fn outcome(code: &Code, expr: ExprId) -> Outcome {
    let mut follower = Follower { code, outcome: Outcome::default(), seen: Vec::new(), fuel: FUEL };
    follower.promise(expr);
    follower.outcome.error_reads.sort_unstable();
    follower.outcome.error_reads.dedup();
    follower.outcome.is_hidden |= hidden::is_caught_silently(code, expr);
    follower.outcome
}

impl Outcome {
    /// Whether all that is ever read of the result goes to the console.
    #[must_use]
    pub fn is_only_printed(&self, code: &Code) -> bool {
        let data = self.data.iter().flat_map(|binding| code.references(*binding));
        let mut reads = data.chain(&self.error_reads).copied().peekable();
        let is_printed = |read: ExprId| {
            code.ancestors(Node::Expr(read))
                .take_while(|node| !matches!(node, Node::Function(_)))
                .any(|node| matches!(node, Node::Expr(call) if code.is_printed(call)))
        };
        self.returned_from.is_none() && reads.peek().is_some() && reads.all(is_printed)
    }
}

/// How many steps one value is followed; real code needs a few dozen, a cycle of variables must end.
const FUEL: u32 = 400;

struct Follower<'a> {
    code: &'a Code,
    outcome: Outcome,
    /// Variables whose uses were looked at: `q = cond ? q.a() : q.b()` leads back to where it came from.
    seen: Vec<BindingId>,
    fuel: u32,
}

impl Follower<'_> {
    fn spend(&mut self) -> bool {
        self.fuel = self.fuel.saturating_sub(1);
        self.fuel > 0
    }

    /// The uses of a name that are no assignments to it. (A declaration is a pattern and no reference at all.)
    fn reads(&self, binding: BindingId) -> Vec<ExprId> {
        self.code.references(binding).iter().copied().filter(|&r| !self.code.is_assigned(r)).collect()
    }

    fn read(&mut self, at: ExprId) {
        self.outcome.error_reads.push(at);
        self.error(ErrorUse::Read);
    }

    fn end(&mut self, wait: Wait, error: ErrorUse) {
        if self.outcome.wait == Wait::Unknown {
            self.outcome.wait = wait;
        }
        self.error(error);
    }

    /// Of several uses of one result the best counts: one place that reads the error is enough.
    fn error(&mut self, error: ErrorUse) {
        let rank = |e: ErrorUse| match e {
            ErrorUse::Read => 5,
            ErrorUse::Escapes => 4,
            ErrorUse::Bound => 3,
            ErrorUse::Dropped => 2,
            ErrorUse::Discarded => 1,
            ErrorUse::Unknown => 0,
        };
        if rank(error) > rank(self.outcome.error) {
            self.outcome.error = error;
        }
    }
}
