//! What the link decides by which somebody came to a page: `?next=/orders`.

use super::{
    Project,
    values::{Root, Symbol},
};
use crate::{
    facts::code::{BinaryOp, Code, ExprId, ExprKind, Node},
    frameworks::hooks,
    source::span::FileId,
};

impl Project {
    /// The part of an expression of a page that takes its value from the page's own address, looked at through names, choices
    /// and defaults, as far as it decides on the host: `params.get("next")` of `const next = params.get("next") || "/"`. What a function of the project makes of
    /// such a value is that function's.
    #[must_use]
    pub fn linked_within(&self, file: FileId, expr: ExprId) -> Option<ExprId> {
        let code = self.file(file).code.as_ref()?;
        let mut pending = vec![(expr, 4)];
        while let Some((e, depth)) = pending.pop() {
            match code.expr(e) {
                ExprKind::Conditional { then, otherwise, .. } => pending.extend([(otherwise, depth), (then, depth)]),
                ExprKind::Binary { op: BinaryOp::Or | BinaryOp::Coalesce, left, right } => {
                    pending.extend([(right, depth), (left, depth)]);
                }
                ExprKind::Await(inner) => pending.push((inner, depth)),
                ExprKind::Template { parts, .. } => {
                    let decides = |part: &ExprId| !stays_here(code, e, *part);
                    pending.extend(code.expr_list(parts).filter(decides).map(|part| (part, depth)));
                }
                ExprKind::Ident { .. } if depth > 0 => match code.initial(e) {
                    Some(init) => pending.push((init, depth - 1)),
                    None if self.is_linked(file, e) => return Some(e),
                    None => {}
                },
                ExprKind::Call { callee, .. } if !self.values().functions(file, callee).is_empty() => {}
                ExprKind::Call { .. } | ExprKind::Member { .. } if self.is_linked(file, e) => return Some(e),
                _ => {}
            }
        }
        None
    }

    fn is_linked(&self, file: FileId, expr: ExprId) -> bool {
        self.values().symbols(file, expr).iter().any(|symbol| self.is_linked_symbol(symbol))
    }

    fn is_linked_symbol(&self, symbol: &Symbol) -> bool {
        if hooks::is_query_of_address(symbol) {
            return true;
        }
        match &symbol.root {
            Root::Global(name) => match name.as_str() {
                "URLSearchParams" => symbol.path == "().get()",
                "URL" => symbol.path == "().searchParams.get()" && self.is_of_location(symbol),
                _ => false,
            },
            _ => false,
        }
    }

    /// Whether the address that is taken apart is the page's: `new URL(window.location.href)`.
    fn is_of_location(&self, symbol: &Symbol) -> bool {
        let Some((file, made)) = symbol.made_by else { return false };
        let Some(code) = self.file(file).code.as_ref() else { return false };
        code.definitions(made).iter().any(|&d| {
            code.within_node(Node::Expr(d)).any(|node| {
                let Node::Expr(e) = node else { return false };
                code.path(e).is_some_and(|path| path == "location" || path.ends_with(".location"))
            })
        })
    }
}

/// `/orders/${id}`, `${origin}/reset?token=${token}`: the host ends in the code before somebody else's text begins.
#[must_use]
pub fn stays_here(code: &Code, target: ExprId, sent: ExprId) -> bool {
    let ExprKind::Template { parts, .. } = code.expr(target) else { return false };
    let holds_sent = |p: ExprId| code.range(p).contains(code.range(sent));
    let before: Vec<ExprId> = code.expr_list(parts).take_while(|&p| !holds_sent(p)).collect();
    let written: String = before.iter().filter_map(|&p| code.string(p)).collect();
    let path = written.split_once("://").map_or(written.as_str(), |(_, rest)| rest);
    path.contains(['/', '?', '#']) && path != "/" && !path.starts_with("//")
}
