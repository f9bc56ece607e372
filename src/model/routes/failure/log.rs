//! Whether a block leaves a trace.

use super::on_purpose;
use crate::{
    facts::code::{Code, ExprId, ExprKind, List, Node, StmtId},
    model::{calls::FnRef, routes::Subject},
    source::span::FileId,
};

/// Whether a block writes to a log or tracker, itself or by a helper.
pub(super) fn logs(subject: &Subject<'_>, file: FileId, block: List) -> bool {
    let Some(code) = subject.values.code(file) else { return false };
    code.block(block).collect::<Vec<StmtId>>().into_iter().any(|s| node_logs(subject, file, code, Node::Stmt(s), 3))
}

/// Whether a function writes to a log or tracker, itself or by a helper.
pub(super) fn function_logs(subject: &Subject<'_>, (file, function): FnRef) -> bool {
    let code = subject.values.code(file);
    code.is_some_and(|code| node_logs(subject, file, code, Node::Function(function), 3))
}

fn node_logs(subject: &Subject<'_>, file: FileId, code: &Code, node: Node, depth: u32) -> bool {
    code.descendants(node).any(|n| match n {
        Node::Expr(e) => match code.expr(e) {
            ExprKind::Call { callee, .. } => {
                call_logs(subject, file, code, callee, depth) && !on_purpose::is_for_developers(code, e)
            }
            _ => false,
        },
        _ => false,
    })
}

fn call_logs(subject: &Subject<'_>, file: FileId, code: &Code, callee: ExprId, depth: u32) -> bool {
    let written = code.path(callee).unwrap_or_default();
    let (object, name) = written.rsplit_once('.').unwrap_or(("", &written));
    if object == "console" {
        return matches!(name, "error" | "warn" | "log" | "info" | "debug" | "trace");
    }
    let lower = object.to_ascii_lowercase();
    let is_logger = lower.ends_with("logger") || lower.ends_with("log") || lower.ends_with("sentry");
    if is_logger
        && matches!(
            name,
            "error" | "warn" | "info" | "fatal" | "log" | "captureException" | "captureMessage" | "exception"
        )
    {
        return true;
    }
    if matches!(name, "captureException" | "captureMessage" | "reportError" | "logError" | "logger" | "log") {
        return true;
    }
    if depth == 0 {
        return false;
    }
    subject.values.functions(file, callee).into_iter().any(|(at, function)| {
        subject.values.code(at).is_some_and(|c| node_logs(subject, at, c, Node::Function(function), depth - 1))
    })
}
