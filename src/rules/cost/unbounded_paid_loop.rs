//! A paid call for each element of a list whose length nobody limits.

use super::paid_routes;
use crate::{
    facts::code::{Code, ExprId},
    model::{
        Project,
        queries::{Bound, Over, enclosing_loop},
    },
    rules::Sink,
    source::span::FileId,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let mut seen = Vec::new();
    for route in paid_routes(project, sink) {
        for paid in &route.paid_apis {
            let Some((file, call)) = paid.expr.filter(|place| !seen.contains(place)) else { continue };
            let Some(code) = project.file(file).code.as_ref() else { continue };
            let is_long = enclosing_loop(file, code, call).is_some_and(|r| r.over == Over::Items);
            if is_long && !route.validated.is_yes() && !reads_a_page(project, file, code, call) {
                seen.push((file, call));
                let message =
                    format!("`{}` calls {} once for each element of a list of any length", route.entry.name, paid.name);
                sink.report(code.range(call).in_file(file), &route.entry.name, message);
            }
        }
    }
}

/// Whether the rows of the function are read by the page.
fn reads_a_page(project: &Project, file: FileId, code: &Code, call: ExprId) -> bool {
    let mut function = code.function_of(call);
    // The loop may be a callback: what is read stands further out.
    while let crate::facts::code::Node::Expr(own) = code.function(function).parent {
        let outer = code.function_of(own);
        if outer == crate::facts::code::MODULE {
            break;
        }
        function = outer;
    }
    let range = code.function(function).range;
    let mut own = project.queries.iter().filter(|q| q.at.file == file && range.contains(q.at.range));
    own.any(|q| matches!(q.bound, Bound::Limit(_)))
}
