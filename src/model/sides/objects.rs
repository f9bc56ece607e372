//! Objects of functions, `export const boats = { load: async () => … }`: their functions run only where somebody names them,
//! unless the object is handed on whole.

use std::collections::HashSet;

use crate::facts::code::{
    Binding, Code, ExprId, ExprKind, Imported, Node, Origin, PatKind, PropertyKey, StmtKind, Sym,
};
use crate::source::span::Range;

/// The functions that a constant object holds under names of its own; nothing where something is spread into it.
pub(super) fn functions_of(code: &Code, declared: &Binding) -> Vec<(Sym, Range)> {
    let Some(ExprKind::Object { properties }) = object(code, declared).map(|object| code.expr(object)) else {
        return Vec::new();
    };
    let functions = code.property_list(properties).map(|property| match (property.key, code.expr(property.value)) {
        (PropertyKey::Name(name), ExprKind::Function(function)) => Some(Some((name, code.function(function).range))),
        (PropertyKey::Name(_), _) => Some(None),
        _ => None,
    });
    functions.collect::<Option<Vec<_>>>().unwrap_or_default().into_iter().flatten().collect()
}

fn object(code: &Code, declared: &Binding) -> Option<ExprId> {
    let Origin::Var(stmt) = declared.origin else { return None };
    match code.stmt(stmt).kind {
        StmtKind::Var { pattern, init, .. } if matches!(code.pattern(pattern).kind, PatKind::Name(_)) => init,
        _ => None,
    }
}

/// Those of some objects, by their names, with which a module does something else than to name a member: it hands them on,
/// takes them apart, looks into them by a computed name, or gives them another name.
pub(super) fn used_whole<'n>(code: &Code, objects: &HashSet<&'n str>) -> Vec<&'n str> {
    if !code.texts().any(|text| objects.contains(text)) {
        return Vec::new();
    }
    let of = |name: Sym| objects.get(code.str(name)).copied();
    let is_member = |id: ExprId| match code.parent(id) {
        Node::Expr(parent) => matches!(code.expr(parent), ExprKind::Member { object, .. } if object == id),
        _ => false,
    };
    let used = code.all_exprs().filter_map(|(id, expr)| match expr.kind {
        ExprKind::Ident { name, .. } | ExprKind::Member { property: name, .. } => of(name).filter(|_| !is_member(id)),
        ExprKind::String(name) => of(name),
        _ => None,
    });
    let renamed = code.imports.iter().flat_map(|import| &import.names).filter_map(|name| {
        let Imported::Named(imported) = name.imported else { return None };
        let own = name.local.map(|local| code.binding(local).name).or(name.exported);
        of(imported).filter(|_| own.is_some_and(|own| code.str(own) != code.str(imported)))
    });
    used.chain(renamed).collect()
}
