//! Servers that are handed to functions which register on them: `registerRoutes(app)`.

use std::collections::BTreeMap;

use super::register::{Alias, Order, Owner, Registered, kind_of};
use crate::{
    facts::code::{Code, ExprId, ExprKind, FnId, List, Origin},
    model::{
        Project,
        values::{Root, Values},
    },
    source::span::FileId,
};

/// Calls that hand a server to a function which registers on its parameter.
pub(super) fn find(project: &Project, values: &Values<'_>, registered: &mut Registered) {
    let mut wanted: BTreeMap<(FileId, FnId), Vec<u32>> = BTreeMap::new();
    let owners = registered.routes.iter().map(|r| &r.owner).chain(registered.uses.iter().map(|u| &u.owner));
    for owner in owners {
        if let Owner::Param(file, function, index) = owner {
            wanted.entry((*file, *function)).or_default().push(*index);
        }
    }
    // A function that only hands its server on has no registrations of its own; two rounds reach it.
    for _ in 0..2 {
        let names: Vec<String> = wanted.keys().filter_map(|&(f, id)| function_name(values, f, id)).collect();
        for (id, _, code) in project.code_files() {
            for call in code.expr_ids() {
                let ExprKind::Call { callee, args } = code.expr(call) else { continue };
                let called = match code.expr(callee) {
                    ExprKind::Ident { name, .. } => code.str(name),
                    ExprKind::Member { property, .. } => code.str(property),
                    _ => continue,
                };
                if names.iter().any(|n| n == called) || is_renamed_import(code, callee) {
                    alias_at(values, id, code, call, callee, args, &wanted, registered);
                }
            }
        }
        let handed_on = registered.aliases.iter().filter_map(|a| match a.owner {
            Owner::Param(file, function, index) => Some(((file, function), index)),
            Owner::Made(..) => None,
        });
        let before = wanted.len();
        for (function, index) in handed_on.collect::<Vec<_>>() {
            wanted.entry(function).or_default().push(index);
        }
        if wanted.len() == before {
            break;
        }
    }
}

/// A default import may have any name.
fn is_renamed_import(code: &Code, callee: ExprId) -> bool {
    match code.expr(callee) {
        ExprKind::Ident { binding: Some(b), .. } => {
            matches!(code.binding(b).origin, Origin::Import { .. })
        }
        _ => false,
    }
}

fn function_name(values: &Values<'_>, file: FileId, function: FnId) -> Option<String> {
    let code = values.code(file)?;
    code.function(function).name.map(|n| code.str(n).to_owned())
}

#[allow(clippy::too_many_arguments, reason = "one call, taken apart")]
fn alias_at(
    values: &Values<'_>,
    file: FileId,
    code: &Code,
    call: ExprId,
    callee: ExprId,
    args: List,
    wanted: &BTreeMap<(FileId, FnId), Vec<u32>>,
    registered: &mut Registered,
) {
    for (at, function) in values.functions(file, callee) {
        for &index in wanted.get(&(at, function)).into_iter().flatten() {
            let Some(argument) = code.arg(args, index as usize) else { continue };
            let owner =
                values.symbols(file, argument).into_iter().find_map(|s| match (kind_of(s), s.made_by, &s.root) {
                    (Some(kind), Some((f, e)), _) => Some((Owner::Made(f, e), Some(kind))),
                    (None, _, Root::Param(f, id, i)) if s.path.is_empty() => Some((Owner::Param(*f, *id, *i), None)),
                    _ => None,
                });
            let Some((owner, kind)) = owner else { continue };
            if let Some(kind) = kind {
                registered.kinds.insert(owner.clone(), kind);
            }
            let alias = Alias {
                param: Owner::Param(at, function, index),
                owner,
                order: Order { file, start: code.range(call).end },
                args,
            };
            let is_known = registered
                .aliases
                .iter()
                .any(|a| a.param == alias.param && a.owner == alias.owner && a.order == alias.order);
            if !is_known {
                registered.aliases.push(alias);
            }
        }
    }
}
