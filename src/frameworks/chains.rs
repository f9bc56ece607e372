//! Builders that take their middleware in a chain: `base.use(auth).input(schema)`, `createServerFn().middleware([auth])`.

use super::handler;
use crate::{
    facts::code::{ExprId, ExprKind, Origin, PatKind, StmtKind},
    model::{modules::Imported, routes::Step, values::Values},
    source::span::FileId,
};

/// What runs before the handler: the arguments of the named links of the chain and of the constants it starts from.
pub(super) fn guards(values: &Values<'_>, file: FileId, chain: ExprId, links: &[&str]) -> Vec<Step> {
    let mut steps = Vec::new();
    let mut at = Some((file, chain));
    for _ in 0..8 {
        let Some((file, expr)) = at else { break };
        let Some(code) = values.code(file) else { break };
        let chain = code.chain(expr);
        let mut own = Vec::new();
        for link in &chain.links {
            let (Some(name), Some(args)) = (link.name, link.args) else { continue };
            if !links.contains(&code.str(name)) {
                continue;
            }
            for argument in code.expr_list(args) {
                own.extend(handler::steps(values, file, argument).into_iter().map(|s| match s {
                    Step::Handler(f) => Step::Guard(f),
                    other => other,
                }));
            }
        }
        own.append(&mut steps);
        steps = own;
        at = constant(values, file, chain.base);
    }
    steps
}

/// The initial value of the constant that `expr` names, in whatever file.
fn constant(values: &Values<'_>, file: FileId, expr: ExprId) -> Option<(FileId, ExprId)> {
    let code = values.code(file)?;
    let ExprKind::Ident { binding: Some(binding), .. } = code.expr(expr) else { return None };
    let (file, binding) = match code.binding(binding).origin {
        Origin::Import { .. } => match values.imported(file, binding)? {
            Imported::Definition(d) => match d.value {
                crate::facts::code::Exported::Binding(b) => (d.file, b),
                crate::facts::code::Exported::Expr(e) => return Some((d.file, e)),
            },
            Imported::External { .. } => return None,
        },
        _ => (file, binding),
    };
    let code = values.code(file)?;
    let Origin::Var(stmt) = code.binding(binding).origin else { return None };
    match code.stmt(stmt).kind {
        StmtKind::Var { pattern, init: Some(init), .. } if matches!(code.pattern(pattern).kind, PatKind::Name(_)) => {
            Some((file, init))
        }
        _ => None,
    }
}
