//! A server that stores files of any size and kind.

use super::routes;
use crate::{
    facts::code::{BinaryOp, Code, ExprId, ExprKind, Node},
    frameworks::uploads::{Bucket, Upload, limits_files, upload},
    model::{Project, routes::Route},
    rules::Sink,
    source::span::FileId,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let values = project.values();
    let mut seen = Vec::new();
    for route in routes(project, sink) {
        for (file, code, call) in project.exprs_of(route) {
            let Some(Upload { content, bucket }) = upload(&values, file, code, call) else { continue };
            let at = code.range(call).in_file(file);
            if seen.contains(&at) || !is_from_caller(project, file, code, content) {
                continue;
            }
            let is_limited = match bucket {
                Bucket::Own(name) => is_limited(project, name.as_deref()),
                Bucket::Elsewhere => limits_files(project),
            };
            if is_limited || tests_file(project, route) {
                continue;
            }
            seen.push(at);
            let message = format!("`{}` stores files of any size and kind", route.entry.name);
            sink.report(at, &route.entry.name, message);
        }
    }
}

/// Whether the content is a file of the request, and not something the server made.
fn is_from_caller(project: &Project, file: FileId, code: &Code, content: ExprId) -> bool {
    let is_form = |e: ExprId| {
        project.values().symbols(file, e).iter().any(|s| {
            s.path.contains(".formData().get()")
                || s.path.contains(".parseBody()")
                || s.path.ends_with(".file")
                || s.path.contains(".file.buffer")
        })
    };
    let is_text = |n| matches!(n, Node::Expr(e) if code.last_name(e) == Some("stringify"));
    if code.within_node(Node::Expr(content)).any(is_text) {
        return false;
    }
    is_form(content)
        || project.sent_within(file, content).is_some()
        || code.within_node(Node::Expr(content)).any(|n| matches!(n, Node::Expr(e) if is_form(e)))
}

/// Whether the bucket itself takes only some sizes and kinds.
fn is_limited(project: &Project, bucket: Option<&str>) -> bool {
    let Some(bucket) = bucket else { return true };
    project.databases.iter().any(|database| {
        database
            .buckets
            .iter()
            .any(|(id, b)| id == bucket && (b.file_size_limit.is_some() || b.allowed_mime_types.is_some()))
    })
}

/// Whether the size or kind of anything is tested on the way.
fn tests_file(project: &Project, route: &Route) -> bool {
    project.exprs_of(route).any(|(_, code, e)| match code.expr(e) {
        ExprKind::Member { property, .. } => {
            matches!(code.str(property), "size" | "type" | "mimetype" | "byteLength" | "length") && is_tested(code, e)
        }
        _ => false,
    })
}

fn is_tested(code: &Code, expr: ExprId) -> bool {
    let Node::Expr(parent) = code.parent(expr) else { return false };
    match code.expr(parent) {
        ExprKind::Binary { op, left, right } if op.is_order() => {
            let other = if left == expr { right } else { left };
            !matches!(code.expr(other), ExprKind::Number(n) if code.str(n) == "0")
        }
        ExprKind::Member { property, .. } => matches!(code.str(property), "startsWith" | "includes" | "match"),
        ExprKind::Call { callee, .. } => {
            matches!(code.expr(callee), ExprKind::Member { property, .. } if matches!(code.str(property), "has" | "includes" | "test"))
        }
        ExprKind::Binary { op: BinaryOp::NotEqual, .. } => true,
        _ => false,
    }
}
