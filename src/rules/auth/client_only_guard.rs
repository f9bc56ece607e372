//! A page that only the browser closes, over data that is open.

use crate::{
    facts::code::{Code, ExprId, ExprKind, Node, StmtId, StmtKind},
    model::{
        Project,
        access::{Caller, Verdict},
        passwords::is_password,
        queries::{Condition, Op, Query},
        schema::Command,
    },
    rules::Sink,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    if project.access.is_empty() {
        sink.unknown("no SQL here says who may reach which rows");
    }
    for (file, f, code) in project.code_files().filter(|(_, f, _)| f.role.is_production()) {
        if !project.sides.of(file).is_client() {
            continue;
        }
        let Some((guard, word)) = guard(code) else { continue };
        let open = project.queries_in(file).iter().find_map(|q| Some((q, opened(project, q)?)));
        let Some((query, table)) = open else { continue };
        let StmtKind::If { test, .. } = code.stmt(guard).kind else { continue };
        let does = if query.op == Op::Select { "read" } else { "change" };
        let message = format!("the page asks for `{word}`, but any account can {does} {table} without the page");
        sink.report(code.range(test).in_file(file), &f.path, message).step(query.at, format!("{does}s {table}"));
    }
}

/// The first `if` of a component that turns away who has no role, and what it asks for.
fn guard(code: &Code) -> Option<(StmtId, String)> {
    code.stmts.iter().zip(0u32..).find_map(|(stmt, index)| {
        let StmtKind::If { test, then, .. } = stmt.kind else { return None };
        let turns_away = code.block(then).any(|s| match code.stmt(s).kind {
            StmtKind::Return(Some(value)) => shows_something(code, value),
            StmtKind::Return(None) => true,
            _ => false,
        });
        let word = asked(code, test).filter(|_| turns_away)?;
        Some((StmtId(index), word))
    })
}

/// A refusal is an element, or nothing.
fn shows_something(code: &Code, value: ExprId) -> bool {
    matches!(code.expr(value), ExprKind::Jsx(_) | ExprKind::Null)
}

/// `!isAdmin`, `role !== "admin"`.
fn asked(code: &Code, test: ExprId) -> Option<String> {
    code.within_node(Node::Expr(test)).find_map(|node| {
        let Node::Expr(e) = node else { return None };
        let name = code.last_name(e)?;
        let words = crate::vocab::split(name);
        let is_right = words.iter().any(|w| matches!(w.as_str(), "admin" | "role" | "superadmin" | "staff"));
        let is_loading = words.iter().any(|w| matches!(w.as_str(), "loading" | "checking" | "pending"));
        ((is_right || is_password(name)) && !is_loading).then(|| name.to_owned())
    })
}

/// The table of a call, where any account reaches rows of others that matter.
fn opened(project: &Project, query: &Query) -> Option<String> {
    let (_, name, _) = project.table_of(query)?;
    // One row by its key is the visitor's own, or one he was shown.
    let by_key = query.conditions.iter().flat_map(Condition::comparisons).any(|c| c.op == "eq" && c.literal.is_none());
    if by_key && query.op == Op::Select {
        return None;
    }
    let command = match query.op {
        Op::Select => Command::Select,
        Op::Insert => Command::Insert,
        Op::Delete => Command::Delete,
        Op::Update | Op::Upsert => Command::Update,
        Op::Rpc => return None,
    };
    let access = project.access.iter().find_map(|a| a.tables.get(&name))?;
    let cell = access.cells.get(&(Caller::Account, command))?;
    let holds = &access.sensitive;
    let matters = command != Command::Select
        || !holds.secret.is_empty()
        || !holds.personal.is_empty() && !project.vocab.tables.catalogue.has(&name.name);
    // What strangers are meant to send in, they may add.
    let is_form = command == Command::Insert && project.vocab.tables.public_form.has(&name.name);
    (cell.verdict == Verdict::Open && cell.effective == Verdict::Open && !cell.row_filtered && matters && !is_form)
        .then(|| name.to_string())
}
