//! Whether what is made at some place may end up in the database.

use super::{Project, calls::FnRef, queries::Op, routes::Route};
use crate::{
    facts::code::{Code, ExprId},
    source::span::{FileId, Range, Span},
};

impl Project {
    /// Whether the function at a place, one around it, or one of an entry point that calls it, writes to the database
    /// afterwards.
    #[must_use]
    pub fn is_stored_after(&self, at: Span) -> bool {
        let Some(code) = &self.file(at.file).code else { return false };
        let around = || (1..).zip(code.functions.iter().skip(1)).filter(|(_, f)| f.range.contains(at.range));
        around().any(|(_, f)| writes_within(self, at.file, f.range, at.range.end))
            || around().any(|(index, _)| caller_writes(self, (at.file, crate::facts::code::FnId(index))))
    }

    /// Whether an update of an entry point writes what a call on its way gave: the call itself, or one that leads to it.
    #[must_use]
    pub fn keeps_answer(&self, route: &Route, call: (FileId, ExprId)) -> bool {
        let mut makers = vec![call];
        let mut next = 0;
        while let Some(&(file, expr)) = makers.get(next).filter(|_| next < MAKERS) {
            let Some(code) = self.file(file).code.as_ref() else { return false };
            for caller in self.calls_on_way(route, (file, code.function_of(expr))) {
                if !makers.contains(&caller) {
                    makers.push(caller);
                }
            }
            next += 1;
        }
        let updates = route.effects.iter().filter_map(|e| self.query_of(e)).filter(|q| q.op == Op::Update);
        updates.into_iter().any(|q| {
            let Some(code) = self.file(q.at.file).code.as_ref() else { return false };
            let made = |&(file, expr): &(FileId, ExprId)| {
                file == q.at.file && q.written.iter().any(|&object| is_made_of(code, object, expr))
            };
            makers.iter().any(made)
        })
    }
}

/// So many calls are looked at that lead to one.
const MAKERS: usize = 16;

/// Whether a call, or a name for what it gave, is a part of an expression.
fn is_made_of(code: &Code, expr: ExprId, call: ExprId) -> bool {
    code.definitions(expr).into_iter().any(|whole| code.range(whole).contains(code.range(call)))
}

fn writes_within(project: &Project, file: FileId, range: Range, after: u32) -> bool {
    let mut writes = project.queries_in(file).iter().filter(|q| q.op.is_write());
    writes.any(|q| range.contains(q.at.range) && q.at.range.start >= after)
}

/// Whether a function of the same entry point calls this one and writes behind that.
fn caller_writes(project: &Project, function: FnRef) -> bool {
    let routes = project.routes.iter().filter(|route| route.functions.contains(&function));
    let others = routes.flat_map(|route| route.functions.iter().filter(|&&f| f != function));
    others.into_iter().any(|&(file, caller)| {
        let Some(code) = &project.file(file).code else { return false };
        let range = code.function(caller).range;
        // Most functions write nothing, and need not be read.
        writes_within(project, file, range, range.start)
            && project
                .calls_within((file, caller), function)
                .any(|call| writes_within(project, file, range, code.range(call).end))
    })
}
