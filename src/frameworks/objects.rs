//! The properties of options that a library is given: written out, spread from elsewhere, or added to later.

use crate::{
    facts::code::{BinaryOp, BindingId, Code, ExprId, ExprKind, Node, Origin, PatKind, PropertyKey, StmtKind},
    model::values::{Value, Values},
    source::span::FileId,
};

/// The properties of an object.
#[derive(Debug, Default)]
pub(super) struct Entries {
    /// Each with the place of its value, in source order; those that only some paths add, too.
    pub(super) list: Vec<Entry>,
    /// Whether there may be others.
    pub(super) has_unread: bool,
}

/// One property.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) key: String,
    /// The file of the value; options may be imported.
    pub(super) file: FileId,
    pub(super) value: ExprId,
}

impl Entries {
    /// The last value of a property, as JavaScript has it.
    pub(super) fn get(&self, key: &str) -> Option<(FileId, ExprId)> {
        self.list.iter().rev().find(|e| e.key == key).map(|e| (e.file, e.value))
    }
}

/// Spreads and variables are followed this deep.
const DEPTH: u32 = 6;

/// The properties of the object that `expr` is.
pub(super) fn entries(values: &Values<'_>, file: FileId, expr: ExprId) -> Entries {
    let mut found = Entries::default();
    collect(values, file, expr, DEPTH, &mut found);
    found
}

/// The elements of the array that `expr` is, with their file; `None` when it is no array that is written out.
pub(super) fn elements(values: &Values<'_>, file: FileId, expr: ExprId) -> Option<Vec<(FileId, ExprId)>> {
    let array = match values.of(file, expr) {
        [Value::Array(at, array)] => Some((*at, *array)),
        _ => None,
    };
    let (at, array) = array?;
    let code = values.code(at)?;
    match code.expr(array) {
        ExprKind::Array { elements } => Some(code.expr_list(elements).map(|e| (at, e)).collect()),
        _ => None,
    }
}

fn collect(values: &Values<'_>, file: FileId, expr: ExprId, depth: u32, found: &mut Entries) {
    let Some((code, depth)) = values.code(file).zip(depth.checked_sub(1)) else {
        found.has_unread = true;
        return;
    };
    match code.expr(expr) {
        ExprKind::Object { properties } => {
            for property in code.property_list(properties) {
                match property.key {
                    PropertyKey::Name(key) => {
                        found.list.push(Entry { key: code.str(key).to_owned(), file, value: property.value });
                    }
                    PropertyKey::Spread => collect(values, file, property.value, depth, found),
                    // One of these: `[isFirst ? "first_at" : "second_at"]`.
                    PropertyKey::Computed(key) => {
                        let keys = values.exact_texts(file, key);
                        found.has_unread |= keys.is_empty();
                        found.list.extend(keys.into_iter().map(|key| Entry { key, file, value: property.value }));
                    }
                }
            }
        }
        ExprKind::Conditional { then, otherwise, .. } => {
            collect(values, file, then, depth, found);
            collect(values, file, otherwise, depth, found);
        }
        ExprKind::Binary { op: BinaryOp::And, right, .. } => collect(values, file, right, depth, found),
        ExprKind::Binary { op: BinaryOp::Or | BinaryOp::Coalesce, left, right } => {
            collect(values, file, left, depth, found);
            collect(values, file, right, depth, found);
        }
        ExprKind::Ident { name, binding: None } if code.str(name) == "undefined" => {}
        ExprKind::Null => {}
        ExprKind::Ident { binding: Some(binding), .. } => match variable(code, binding) {
            Some(init) => {
                collect(values, file, init, depth, found);
                added_before(values, file, expr, depth, found);
            }
            None => match rest(code, binding) {
                Some((whole, taken)) => {
                    let mut all = Entries::default();
                    collect(values, file, whole, depth, &mut all);
                    found.has_unread |= all.has_unread;
                    found.list.extend(all.list.into_iter().filter(|entry| !taken.contains(&entry.key.as_str())));
                    added_before(values, file, expr, depth, found);
                }
                None => evaluated(values, file, expr, depth, found),
            },
        },
        _ => evaluated(values, file, expr, depth, found),
    }
}

/// What the evaluator makes of an expression that is no object by itself: an import, a member, a helper's result.
fn evaluated(values: &Values<'_>, file: FileId, expr: ExprId, depth: u32, found: &mut Entries) {
    for value in values.of(file, expr) {
        match value {
            &Value::Object(at, object) => {
                collect(values, at, object, depth, found);
                added_by_its_maker(values, at, object, depth, found);
            }
            Value::Null => {}
            _ => found.has_unread = true,
        }
    }
}

/// The initial value of a variable of this file.
pub(super) fn variable(code: &Code, binding: BindingId) -> Option<ExprId> {
    let Origin::Var(stmt) = code.binding(binding).origin else { return None };
    match code.stmt(stmt).kind {
        StmtKind::Var { pattern, init, .. } if matches!(code.pattern(pattern).kind, PatKind::Name(_)) => init,
        _ => None,
    }
}

/// What a variable of this file is the rest of, and what is taken out of it: `const { id, ...data } = row`.
fn rest(code: &Code, binding: BindingId) -> Option<(ExprId, Vec<&str>)> {
    let Origin::Var(stmt) = code.binding(binding).origin else { return None };
    let StmtKind::Var { pattern, init: Some(whole), .. } = code.stmt(stmt).kind else { return None };
    let PatKind::Object { properties } = code.pattern(pattern).kind else { return None };
    let is_meant = |pattern| {
        let named = match code.pattern(pattern).kind {
            PatKind::Rest(inner) => inner,
            _ => pattern,
        };
        matches!(code.pattern(named).kind, PatKind::Name(name) if name == binding)
    };
    let mut taken = Vec::new();
    let mut is_rest = false;
    for property in code.pattern_property_list(properties) {
        match property.key {
            PropertyKey::Name(key) => taken.push(code.str(key)),
            PropertyKey::Spread => is_rest = is_meant(property.value),
            PropertyKey::Computed(_) => return None,
        }
    }
    is_rest.then_some((whole, taken))
}

/// What is put into the object of a variable before the place where it is used: `where.status = status` behind
/// `const where = {}`.
fn added_before(values: &Values<'_>, file: FileId, used: ExprId, depth: u32, found: &mut Entries) {
    let Some(code) = values.code(file) else { return };
    let ExprKind::Ident { binding: Some(binding), .. } = code.expr(used) else { return };
    let before: Vec<ExprId> =
        code.references(binding).iter().copied().filter(|&r| code.range(r).start < code.range(used).start).collect();
    added(values, (file, code), &before, depth, found);
}

/// What a function puts into an object before it gives it back: `const clean = {}; clean[key] = value; return clean`.
fn added_by_its_maker(values: &Values<'_>, file: FileId, object: ExprId, depth: u32, found: &mut Entries) {
    let Some(code) = values.code(file) else { return };
    let Node::Stmt(stmt) = code.parent(object) else { return };
    let StmtKind::Var { pattern, .. } = code.stmt(stmt).kind else { return };
    if let PatKind::Name(binding) = code.pattern(pattern).kind {
        added(values, (file, code), code.references(binding), depth, found);
    }
}

/// What is put into the object of a variable at these places.
fn added(values: &Values<'_>, (file, code): (FileId, &Code), references: &[ExprId], depth: u32, found: &mut Entries) {
    for &reference in references {
        let Node::Expr(parent) = code.parent(reference) else { continue };
        let assigned = |member| match code.parent(member) {
            Node::Expr(assign) => match code.expr(assign) {
                ExprKind::Assign { target, value, op: None } if target == member => Some(value),
                _ => None,
            },
            _ => None,
        };
        match code.expr(parent) {
            ExprKind::Member { object, property, .. } if object == reference => {
                if let Some(value) = assigned(parent) {
                    found.list.push(Entry { key: code.str(property).to_owned(), file, value });
                }
            }
            ExprKind::Index { object, .. } if object == reference => found.has_unread |= assigned(parent).is_some(),
            ExprKind::Call { callee, args } if code.arg(args, 0) == Some(reference) => {
                found.has_unread |= code.path(callee).as_deref() == Some("Object.assign");
            }
            // Another object altogether.
            ExprKind::Assign { target, value, .. } if target == reference && value != reference => {
                match code.expr(value) {
                    ExprKind::Object { .. } => collect(values, file, value, depth, found),
                    _ => found.has_unread = true,
                }
            }
            _ => {}
        }
    }
}
