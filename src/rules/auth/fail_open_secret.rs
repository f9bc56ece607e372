//! A check that lets everybody pass when its secret is not set, or its header not sent.

use crate::{
    facts::code::{BinaryOp, Code, ExprId, ExprKind, FnId, Node, StmtKind, UnaryOp},
    frameworks::auth::Proof,
    model::{
        Project,
        routes::{Kind, Route, Skip},
        values::env_read,
    },
    rules::{Severity, Sink},
    source::span::{FileId, Range},
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    if project.routes.is_empty() {
        sink.not_applicable("no server entry point");
    }
    let mut seen: Vec<(FileId, Range)> = Vec::new();
    // A payment webhook has a rule of its own for this.
    for route in project.routes.iter().filter(|r| r.webhook.as_ref().is_none_or(|w| w.kind != "payment")) {
        for (guard, skip) in route.skippable.iter().filter(|(g, _)| g.proof != Proof::Identity) {
            let why = match skip {
                Skip::Caller => "whoever sends nothing passes",
                Skip::Setting => "everybody passes while the secret is not set",
            };
            let place = (guard.at.file, statement(project, guard.at.file, guard.at.range));
            add(route, place, &format!("{} is checked only sometimes: {why}", guard.how), &mut seen, sink);
        }
        for &(file, function) in &route.functions {
            let Some(code) = project.file(file).code.as_ref() else { continue };
            for (range, why) in faults(code, function, route.entry.kind) {
                add(route, (file, range), &why, &mut seen, sink);
            }
        }
    }
}

fn add(route: &Route, (file, range): (FileId, Range), why: &str, seen: &mut Vec<(FileId, Range)>, sink: &mut Sink) {
    if seen.iter().any(|(f, r)| *f == file && (r.contains(range) || range.contains(*r))) {
        return;
    }
    seen.push((file, range));
    let finding = sink.report(range.in_file(file), &route.entry.name, format!("`{}`: {why}", route.entry.name));
    if route.effects.iter().all(|e| !e.writes) {
        finding.severity(Severity::High);
    }
}

/// The statement that holds a check: conditions of one `if` are one fault.
fn statement(project: &Project, file: FileId, range: Range) -> Range {
    let Some(code) = project.file(file).code.as_ref() else { return range };
    let tests = code.stmts.iter().filter_map(|s| match s.kind {
        StmtKind::If { test, .. } => Some(code.range(test)),
        _ => None,
    });
    tests.filter(|t| t.contains(range)).min_by_key(|t| t.end - t.start).unwrap_or(range)
}

/// Comparisons that hold by themselves while a variable is not set.
fn faults(code: &Code, function: FnId, kind: Kind) -> Vec<(Range, String)> {
    let mut found = Vec::new();
    for node in code.descendants(Node::Function(function)) {
        let Node::Expr(e) = node else { continue };
        let ExprKind::Binary { op, left, right } = code.expr(e) else { continue };
        match op {
            BinaryOp::Equal | BinaryOp::NotEqual => {
                for (secret, other) in [(left, right), (right, left)] {
                    found.extend(comparison(code, e, secret, other, kind));
                }
            }
            BinaryOp::And => found.extend(only_in_production(code, left, right).map(|why| (code.range(e), why))),
            _ => {}
        }
    }
    found
}

fn comparison(code: &Code, whole: ExprId, secret: ExprId, other: ExprId, kind: Kind) -> Option<(Range, String)> {
    if is_literal(code, other) {
        return None;
    }
    let (name, says) = match code.expr(secret) {
        ExprKind::Template { parts, .. } => {
            let variable = code.expr_list(parts).find_map(|p| secret_variable(code, p))?;
            let says = format!("`{variable}` is not asked for: while it is not set, the word undefined opens it");
            (variable, says)
        }
        // A header that is not sent is undefined in Express, as is the variable.
        _ if kind == Kind::Express && reads_header(code, other) => {
            let variable = secret_variable(code, secret)?;
            let says = format!("while `{variable}` is not set, whoever sends no header passes");
            (variable, says)
        }
        _ => return None,
    };
    (!is_asked_for(code, &name)).then(|| (code.range(whole), says))
}

/// The variable that an expression reads, where its name is that of a secret.
fn secret_variable(code: &Code, expr: ExprId) -> Option<String> {
    match env_read(code, expr)? {
        crate::model::values::EnvName::Literal(name) => {
            let upper = name.to_ascii_uppercase();
            ["SECRET", "TOKEN", "KEY", "PASSWORD"].iter().any(|w| upper.contains(w)).then_some(name)
        }
        crate::model::values::EnvName::Computed(_) => None,
    }
}

fn reads_header(code: &Code, expr: ExprId) -> bool {
    code.within_node(Node::Expr(expr)).any(|n| match n {
        Node::Expr(e) => matches!(code.expr(e), ExprKind::Member { property, .. } if code.str(property) == "headers"),
        _ => false,
    })
}

/// Whether the function, or the module, refuses to work without the variable: `if (!process.env.X)`, `X || fail()`.
fn is_asked_for(code: &Code, name: &str) -> bool {
    code.exprs.iter().any(|expr| {
        let asked = match expr.kind {
            ExprKind::Unary { op: UnaryOp::Not, operand } => operand,
            ExprKind::Binary { op: BinaryOp::And | BinaryOp::Or | BinaryOp::Coalesce, left, .. } => left,
            _ => return false,
        };
        matches!(env_read(code, asked), Some(crate::model::values::EnvName::Literal(n)) if n == name)
    })
}

fn is_literal(code: &Code, expr: ExprId) -> bool {
    matches!(code.expr(expr), ExprKind::String(_) | ExprKind::Null | ExprKind::Bool(_) | ExprKind::Number(_))
}

/// `process.env.NODE_ENV === "production" && <check of a header>`: open wherever the variable says something else.
fn only_in_production(code: &Code, left: ExprId, right: ExprId) -> Option<String> {
    let ExprKind::Binary { op: BinaryOp::Equal, left: variable, right: value } = code.expr(left) else { return None };
    let is_environment =
        matches!(env_read(code, variable), Some(crate::model::values::EnvName::Literal(n)) if n == "NODE_ENV");
    (is_environment && code.string(value) == Some("production") && reads_header(code, right))
        .then(|| "checked only while NODE_ENV says production".to_owned())
}
