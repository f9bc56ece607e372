//! A paid call for each element of a list whose length nobody limits.

use super::paid_routes;
use crate::{
    facts::code::{Code, Enclosure, ExprId, ExprKind, Node, StmtKind},
    model::{
        Project,
        queries::{Bound, Condition, Op, Over, Query, enclosing_loop},
    },
    rules::{Severity, Sink},
    source::span::FileId,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let mut seen = Vec::new();
    for route in paid_routes(project, sink) {
        for paid in &route.paid_apis {
            let Some((file, call)) = paid.expr.filter(|place| !seen.contains(place)) else { continue };
            let Some(code) = project.file(file).code.as_ref() else { continue };
            let is_long = enclosing_loop(file, code, call).is_some_and(|r| r.over == Over::Items);
            if is_long && !is_batch(code, call) && !route.validated.is_yes() && !reads_a_page(project, file, code, call)
            {
                seen.push((file, call));
                let is_message = paid.kind.is_message();
                let is_for_staff = project.is_for_staff(route);
                // A newsletter that the owner sends to his subscribers is the feature.
                if is_message && is_for_staff {
                    continue;
                }
                // A reminder that is noted on each row goes out once.
                if is_message && !is_given(project, file, code, call) && marks_each(project, file, code, call) {
                    continue;
                }
                let message =
                    format!("`{}` calls {} once for each element of a list of any length", route.entry.name, paid.name);
                let finding = sink.report(code.range(call).in_file(file), &route.entry.name, message);
                // Mail to whoever is due is the business of a job; the length of the list is nobody's choice.
                if is_for_staff || is_message && !is_given(project, file, code, call) {
                    finding.severity(Severity::Medium);
                }
            }
        }
    }
}

/// The list that the innermost loop around a call goes over.
fn list_of(code: &Code, call: ExprId) -> Option<ExprId> {
    code.enclosures(Node::Expr(call)).find_map(|enclosure| match enclosure {
        Enclosure::Loop(stmt) => match code.stmt(stmt).kind {
            StmtKind::Loop { header, .. } => header,
            _ => None,
        },
        Enclosure::Function(function) => {
            let Node::Expr(own) = code.function(function).parent else { return None };
            let Node::Expr(iteration) = code.parent(own) else { return None };
            let ExprKind::Call { callee, .. } = code.expr(iteration) else { return None };
            match code.expr(callee) {
                ExprKind::Member { object, property, .. }
                    if matches!(code.str(property), "map" | "forEach" | "flatMap") =>
                {
                    Some(object)
                }
                _ => None,
            }
        }
        _ => None,
    })
}

/// Whether the loop around a call also changes a row for each element.
fn marks_each(project: &Project, file: FileId, code: &Code, call: ExprId) -> bool {
    let around = code.enclosures(Node::Expr(call)).find_map(|enclosure| match enclosure {
        Enclosure::Loop(stmt) => Some(code.stmt(stmt).range),
        Enclosure::Function(function) => list_of(code, call).map(|_| code.function(function).range),
        _ => None,
    });
    let is_row = |q: &Query| {
        q.op == Op::Update
            && q.conditions.iter().flat_map(Condition::comparisons).any(|c| c.op == "eq" && c.value.is_some())
    };
    around.is_some_and(|range| project.queries_in(file).iter().any(|q| range.contains(q.at.range) && is_row(q)))
}

/// `for (const batch of batches)`: one call for many.
fn is_batch(code: &Code, call: ExprId) -> bool {
    let name = list_of(code, call).and_then(|l| code.path(l)).unwrap_or_default().to_ascii_lowercase();
    name.contains("batch") || name.contains("chunk")
}

/// Whether the caller gives the list.
fn is_given(project: &Project, file: FileId, code: &Code, call: ExprId) -> bool {
    list_of(code, call).is_some_and(|list| is_sent_list(project, file, code, list))
}

/// Whether a list, or one of those that are chosen from, is as long as the caller likes: `[id]` holds one thing, whoever
/// names it.
fn is_sent_list(project: &Project, file: FileId, code: &Code, list: ExprId) -> bool {
    match code.expr(code.initial(list).unwrap_or(list)) {
        ExprKind::Conditional { then, otherwise, .. } => {
            is_sent_list(project, file, code, then) || is_sent_list(project, file, code, otherwise)
        }
        ExprKind::Array { elements } => code.expr_list(elements).any(|e| match code.expr(e) {
            ExprKind::Spread(inner) => project.sent_within(file, inner).is_some(),
            _ => false,
        }),
        _ => project.sent_within(file, list).is_some(),
    }
}

/// Whether the rows of the function are read by the page.
fn reads_a_page(project: &Project, file: FileId, code: &Code, call: ExprId) -> bool {
    let mut function = code.function_of(call);
    // The loop may be a callback: what is read stands further out.
    while let Node::Expr(own) = code.function(function).parent {
        let outer = code.function_of(own);
        if outer == crate::facts::code::MODULE {
            break;
        }
        function = outer;
    }
    let range = code.function(function).range;
    let mut own = project.queries_in(file).iter().filter(|q| range.contains(q.at.range));
    own.any(|q| matches!(q.bound, Bound::Limit(_)) || q.op == Op::Select && q.library.reads_pages())
}
