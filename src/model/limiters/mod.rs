//! Limiters that do not limit: by where they count, by what they count, by what they do without their store, and by nobody
//! calling them.

mod key;
mod memory;
mod open;
mod unused;

pub use self::{key::KeyOf, unused::UnusedLimiter};
use super::{Project, calls::FnRef, routes::Route};
use crate::{
    facts::code::ExprId,
    source::span::{FileId, Span},
};

/// A limiter that does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WeakLimiter {
    /// What makes it weak.
    pub at: Span,
    /// How it is weak.
    pub weakness: Weakness,
}

/// Why a limiter does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Weakness {
    /// It counts in the memory of an instance that soon is gone; the name of the map.
    Memory(String),
    /// It counts by what the caller may change at will.
    ChosenKey(KeyOf),
    /// The function lets everybody pass when its store does not answer.
    OpenOnFailure(String),
    /// Another object stands in for it where its store is not set up, which never refuses; the name of the limiter.
    StandIn(String),
    /// The function lets everybody pass where its store is not set up.
    OffWithoutStore(String),
}

impl Project {
    /// How a limiter in a function that an entry point runs is weak, if there is one and it is.
    #[must_use]
    pub fn weak_limiter(&self, route: &Route, function: FnRef) -> Option<WeakLimiter> {
        let (file, of) = function;
        let code = self.file(file).code.as_ref()?;
        let by_memory = memory::lost(code, of).filter(|_| self.is_short_lived(route));
        let weak = by_memory
            .or_else(|| key::chosen(self, file, code, of))
            .or_else(|| open::on_failure(self, code, of))
            .map(|(range, weakness)| WeakLimiter { at: range.in_file(file), weakness });
        weak.or_else(|| open::stand_in(self, file, code, of)).or_else(|| open::without_store(self, file, code, of))
    }

    /// Whether what is called comes out of a library of limiters.
    fn is_of_limiter(&self, file: FileId, callee: ExprId) -> bool {
        let symbols = self.values().symbols(file, callee);
        symbols.iter().any(|s| s.package().is_some_and(|p| self.vocab.packages.limiters.has(p)))
    }
}
