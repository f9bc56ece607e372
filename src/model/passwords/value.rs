//! Which password it is: the same one in several files is one credential.

use super::{PasswordUse, What, names};
use crate::{
    facts::code::{BinaryOp, Code, ExprId, ExprKind, Node},
    model::Project,
    source::{span::Span, text::stable_hash},
};

/// Shorter words are chosen twice without meaning the same.
const SHORTEST: usize = 6;

/// A hash of the password that a use is of, where it stands there.
pub(super) fn value_of(project: &Project, used: &PasswordUse) -> Option<u64> {
    match used.what {
        What::Documented(value) => Some(value),
        What::Given => {
            let text = project.file(used.at.file).text.as_deref()?;
            let range = used.at.range.start as usize..used.at.range.end as usize;
            hash(text.get(range)?.trim_matches('\''))
        }
        What::Account | What::SignIn | What::Published | What::ComparedWithText => in_code(project, used.at),
        _ => None,
    }
}

fn hash(password: &str) -> Option<u64> {
    (password.len() >= SHORTEST).then(|| stable_hash(password.bytes()))
}

/// The one password that stands within an expression.
fn in_code(project: &Project, at: Span) -> Option<u64> {
    let code = project.file(at.file).code.as_ref()?;
    let place = code.expr_ids().find(|&e| code.range(e) == at.range)?;
    let parts = code.within_node(Node::Expr(place)).filter_map(|node| match node {
        Node::Expr(e) => Some(e),
        _ => None,
    });
    let mut found = parts.filter_map(|e| password(code, e)).chain(text(code, place));
    let first = found.next()?;
    found.all(|other| other == first).then(|| hash(first)).flatten()
}

/// The text of a password that an expression holds: `{ password: "…" }`, `password === "…"`, `hash("…", 12)`.
fn password(code: &Code, expr: ExprId) -> Option<&str> {
    match code.expr(expr) {
        ExprKind::Object { properties } => {
            let is_it = |name: &str| names::is_password(name) || names::is_kept_password(name);
            let mut properties = code.property_list(properties);
            let property = properties.find(|p| code.property_name(p).is_some_and(is_it))?;
            text(code, property.value)
        }
        ExprKind::Binary { op: BinaryOp::Equal | BinaryOp::NotEqual, left, right } => {
            let is_it = |side| code.last_name(side).is_some_and(names::is_password);
            if is_it(left) {
                text(code, right)
            } else if is_it(right) {
                text(code, left)
            } else {
                None
            }
        }
        ExprKind::Call { callee, args }
            if matches!(code.last_name(callee), Some("hash" | "hashSync" | "hashPassword")) =>
        {
            text(code, code.arg(args, 0)?)
        }
        _ => None,
    }
}

/// The text that a value is, also by another name, and where it stands in for a variable of the environment.
fn text(code: &Code, value: ExprId) -> Option<&str> {
    let value = code.initial(value).unwrap_or(value);
    match code.expr(value) {
        ExprKind::String(text) => Some(code.str(text)),
        ExprKind::Binary { op: BinaryOp::Or | BinaryOp::Coalesce, right, .. } => text(code, right),
        // `ADMIN.password` of `const ADMIN = { password: "…" }`.
        ExprKind::Member { object, property, .. } => {
            let held = code.property(code.initial(object)?, code.str(property))?;
            code.string(held)
        }
        // `useState("…")`, what a form begins with.
        ExprKind::Call { callee, args } if code.last_name(callee) == Some("useState") => {
            code.string(code.arg(args, 0)?)
        }
        _ => None,
    }
}
