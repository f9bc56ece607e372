//! A model that may choose to change data, with nobody asked before it does.

use super::{model_calls, offers_tools, routes_of};
use crate::{
    facts::code::{Code, ExprId, ExprKind, Node, StmtKind},
    model::{
        Project,
        queries::{Op, Query},
    },
    rules::{Severity, Sink},
    source::span::{FileId, Range},
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let models = model_calls(project, sink);
    let mut reported: Vec<FileId> = Vec::new();
    for call in &models.calls {
        let file = call.at.file;
        let Some(code) = &project.file(file).code else { continue };
        if reported.contains(&file) || !offers_tools(&models, code, call) || asks_a_person(code) {
            continue;
        }
        let Some(write) = write_by_tool(project, file, code) else { continue };
        reported.push(file);
        let who =
            routes_of(project, call).next().map_or_else(|| "the agent".to_owned(), |r| format!("`{}`", r.entry.name));
        let table = write.tables.join(" or ");
        let message = format!(
            "the model behind {who} can change {table} by itself: a text that tricks it is enough, and nobody is asked first"
        );
        let is_add = write.op == Op::Insert && !is_precious(project, write);
        sink.report(call.at, project.file(file).path.clone(), message)
            // Who asks in a chat for one more row of his own could add it by hand.
            .severity(if is_add { Severity::Low } else { Severity::High })
            .step(write.at, format!("the {} of {table} that a tool does", write.op.name()));
    }
}

/// Whether the code speaks of a step in which a person agrees.
fn asks_a_person(code: &Code) -> bool {
    code.texts().any(|text| {
        let lower = text.to_ascii_lowercase();
        text.len() < 60
            && [
                "approval",
                "approve",
                "needsconfirm",
                "confirmation",
                "pending_action",
                "requires_confirm",
                "confirmed",
            ]
            .iter()
            .any(|w| lower.contains(w))
    })
}

/// A write in what carries tools out: a function called `execute`, the cases of a `switch` or the branches of an `if`
/// over the name of the tool, or a function that one of these calls.
fn write_by_tool<'p>(project: &'p Project, file: FileId, code: &Code) -> Option<&'p Query> {
    let regions = executors(code);
    let values = project.values();
    let mut called: Vec<(FileId, Range)> = regions.iter().map(|r| (file, *r)).collect();
    for (range, expr) in code.exprs.iter().map(|e| (e.range, e.kind)) {
        let ExprKind::Call { callee, .. } = expr else { continue };
        if regions.iter().any(|r| r.contains(range)) {
            let targets = values.functions(file, callee).into_iter();
            called.extend(targets.filter_map(|(at, f)| Some((at, values.code(at)?.function(f).range))));
        }
    }
    let mut writes = project.queries.iter().filter(|q| {
        let side = q
            .tables
            .iter()
            .any(|t| project.vocab.tables.audit.has(t) || project.vocab.tables.usage.has(t) || holds_talk(t));
        q.op.is_write() && !side && called.iter().any(|(at, range)| *at == q.at.file && range.contains(q.at.range))
    });
    // The first of the worst.
    let first = writes.next()?;
    let is_worse = |q: &&Query| q.op != Op::Insert || is_precious(project, q);
    if is_worse(&first) {
        return Some(first);
    }
    Some(writes.find(is_worse).or_else(|| project.update_behind(file, &regions)).unwrap_or(first))
}

/// Whether a write is about money or rights.
fn is_precious(project: &Project, write: &Query) -> bool {
    let tables = &project.vocab.tables;
    write.tables.iter().any(|t| tables.money.has(t) || tables.rights.has(t))
}

/// Tables in which the conversation itself is kept.
fn holds_talk(table: &str) -> bool {
    let words = crate::vocab::split(table);
    words.iter().any(|w| {
        matches!(
            w.as_str(),
            "message"
                | "messages"
                | "chat"
                | "chats"
                | "conversation"
                | "conversations"
                | "thread"
                | "threads"
                | "history"
        )
    })
}

fn executors(code: &Code) -> Vec<Range> {
    let functions = code.functions.iter().filter(|f| f.name.is_some_and(|n| is_executor(code.str(n)))).map(|f| f.range);
    let branches = code.stmts.iter().filter_map(|s| match s.kind {
        StmtKind::Switch { on, .. } => names_tool(code, on).then_some(s.range),
        StmtKind::If { test, .. } => names_tool(code, test).then_some(s.range),
        _ => None,
    });
    functions.chain(branches).collect()
}

fn is_executor(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    lower == "execute"
        || lower.contains("tool") && ["execute", "run", "handle", "call", "dispatch"].iter().any(|w| lower.contains(w))
}

/// `toolCall.function.name`, `block.name`, `toolName === "create_order"`.
fn names_tool(code: &Code, expr: ExprId) -> bool {
    code.descendants(Node::Expr(expr)).any(|node| {
        let Node::Expr(e) = node else { return false };
        code.path(e).is_some_and(|path| {
            let lower = path.to_ascii_lowercase();
            lower.contains("tool") && lower.ends_with("name")
                || lower.ends_with("function.name")
                || lower == "functionname"
        })
    })
}
