//! Whether what is made at some place may end up in the database.

use super::{Project, calls::FnRef};
use crate::{
    facts::code::{Code, ExprKind},
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
}

fn writes_within(project: &Project, file: FileId, range: Range, after: u32) -> bool {
    let mut writes = project.queries_in(file).iter().filter(|q| q.op.is_write());
    writes.any(|q| range.contains(q.at.range) && q.at.range.start >= after)
}

/// Whether a function of the same entry point calls this one and writes behind that.
fn caller_writes(project: &Project, function: FnRef) -> bool {
    let routes = project.routes.iter().filter(|route| route.functions.contains(&function));
    let others = routes.flat_map(|route| route.functions.iter().filter(|&&f| f != function));
    let values = project.values();
    let calls_it = |file: FileId, code: &Code, e| match code.expr(e) {
        ExprKind::Call { callee, .. } => values.functions(file, callee).contains(&function),
        _ => false,
    };
    others.into_iter().any(|&(file, caller)| {
        let Some(code) = &project.file(file).code else { return false };
        let range = code.function(caller).range;
        // Most functions write nothing, and need not be read.
        writes_within(project, file, range, range.start)
            && code
                .exprs_within(caller)
                .any(|e| calls_it(file, code, e) && writes_within(project, file, range, code.range(e).end))
    })
}
