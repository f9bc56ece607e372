//! What a write gives each column, also where a helper is handed the row: `storage.update(id, { plan })`.

use super::super::Subject;
use crate::{
    facts::code::{Code, ExprId, ExprKind, Node, PropertyKey},
    model::{
        calls::FnRef,
        queries::Query,
        values::{Root, Value},
    },
    source::span::FileId,
};

/// A column and the value that it is given.
#[derive(Clone, Debug)]
pub(super) struct Given {
    pub(super) column: String,
    pub(super) file: FileId,
    pub(super) value: ExprId,
}

/// Rows are followed through so many helpers.
const HELPERS: u32 = 3;

/// All that a write gives its columns, as far as it stands in the code of the entry point.
pub(super) fn given(subject: &Subject<'_>, query: &Query) -> Vec<Given> {
    let file = query.at.file;
    let own = query.assigned.iter().map(|(column, value)| Given { column: column.clone(), file, value: *value });
    let mut found: Vec<Given> = own.collect();
    let Some(code) = subject.values.code(file) else { return found };
    let spreads = query.written.iter().flat_map(|&object| match code.expr(object) {
        ExprKind::Object { properties } => {
            code.property_list(properties).filter(|p| p.key == PropertyKey::Spread).map(|p| p.value).collect()
        }
        _ => Vec::new(),
    });
    let whole = query.payload.filter(|payload| !matches!(code.expr(*payload), ExprKind::Object { .. }));
    for row in spreads.chain(whole) {
        add(subject, file, row, HELPERS, &mut found);
    }
    found
}

/// Takes in the properties of an object, by whatever name or parameter it comes.
fn add(subject: &Subject<'_>, file: FileId, row: ExprId, depth: u32, found: &mut Vec<Given>) {
    for value in subject.values.of(file, row) {
        match value {
            &Value::Object(at, object) => {
                let Some(code) = subject.values.code(at) else { continue };
                let ExprKind::Object { properties } = code.expr(object) else { continue };
                for property in code.property_list(properties) {
                    if let Some(column) = code.property_name(&property) {
                        found.push(Given { column: column.to_owned(), file: at, value: property.value });
                    }
                }
            }
            Value::Symbol(symbol) if symbol.path.is_empty() => {
                let Root::Param(at, function, index) = symbol.root else { continue };
                let Some(depth) = depth.checked_sub(1) else { continue };
                for (file, argument) in arguments(subject, (at, function), index) {
                    add(subject, file, argument, depth, found);
                }
            }
            _ => {}
        }
    }
}

/// What the functions of an entry point give another as one of its parameters.
fn arguments(subject: &Subject<'_>, function: FnRef, index: u32) -> Vec<(FileId, ExprId)> {
    let calls = subject.calls().filter(|(_, call)| call.targets.contains(&function));
    let given = calls.filter_map(|(reached, call)| {
        let file = reached.function.0;
        Some((file, subject.values.code(file)?.arg(call.args, index as usize)?))
    });
    given.collect()
}

/// An expression, and what a name is given after its declaration: `let plan; … plan = body.plan`.
pub(super) fn meant(code: &Code, expr: ExprId) -> Vec<ExprId> {
    let mut all = vec![expr];
    let ExprKind::Ident { binding: Some(binding), .. } = code.expr(expr) else { return all };
    if code.binding(binding).constant {
        return all;
    }
    all.extend(code.references(binding).iter().filter_map(|&reference| match code.parent(reference) {
        Node::Expr(parent) => match code.expr(parent) {
            ExprKind::Assign { op: None, target, value } if target == reference => Some(value),
            _ => None,
        },
        _ => None,
    }));
    all
}

/// So many calls are followed back from a place to the entry point.
const CALLERS: usize = 4;

/// The places by which an entry point gets to an expression, each with the function that it stands in, nearest first.
pub(super) fn way_to(subject: &Subject<'_>, file: FileId, expr: ExprId) -> Vec<(FnRef, ExprId)> {
    let mut found = Vec::new();
    let mut place = Some((file, expr));
    while let Some((file, expr)) = place.filter(|_| found.len() < CALLERS) {
        let Some(code) = subject.values.code(file) else { break };
        let range = code.range(expr);
        let around = subject.reached.iter().filter(|r| r.function.0 == file);
        let sized = around.map(|r| (code.function(r.function.1).range, r)).filter(|(own, _)| own.contains(range));
        let Some((_, reached)) = sized.min_by_key(|(own, _)| own.end - own.start) else { break };
        found.push((reached.function, expr));
        place = reached.from.and_then(|(caller, call)| Some((subject.reached.get(caller)?.function.0, call)));
    }
    found
}
