//! Which values the caller decides on.

use crate::{
    facts::code::{BinaryOp, Code, ExprId, ExprKind, Node, Origin, StmtKind},
    model::{
        Project,
        values::{Root, Symbol},
    },
    source::span::FileId,
};

impl Project {
    /// Whether the caller of an entry point decides on a value: a part of the body, the query or a form.
    #[must_use]
    pub fn is_sent(&self, file: FileId, expr: ExprId) -> bool {
        self.values().symbols(file, expr).iter().any(|s| self.is_sent_symbol(s))
    }

    /// Whether the caller decides on a value, the parts of the path included: `params.id`, `req.params.id`.
    #[must_use]
    pub fn is_sent_or_path(&self, file: FileId, expr: ExprId) -> bool {
        self.values().symbols(file, expr).iter().any(|s| self.is_sent_or_path_symbol(s))
    }

    /// The same of where a value comes from.
    pub(super) fn is_sent_or_path_symbol(&self, symbol: &Symbol) -> bool {
        let path = &symbol.path;
        let in_path = match symbol.root {
            Root::Param(_, _, 0) => path.starts_with(".params.") || path.starts_with(".req.param()"),
            Root::Param(_, _, 1) => path.starts_with(".params."),
            _ => false,
        };
        in_path || self.is_sent_symbol(symbol)
    }

    /// Whether the whole body, or the whole argument of a server action, is the value.
    #[must_use]
    pub fn is_sent_whole(&self, file: FileId, expr: ExprId) -> bool {
        self.values().symbols(file, expr).iter().any(|s| {
            let is_whole =
                matches!(s.path.as_str(), ".json()" | ".body" | ".req.json()" | ".req.body" | ".request.json()");
            matches!(s.root, Root::Param(_, _, 0)) && (is_whole || s.path.is_empty() && self.is_action_argument(s))
        })
    }

    /// The first part of an expression that the caller decides on, looking through constants of the same function.
    #[must_use]
    pub fn sent_within(&self, file: FileId, expr: ExprId) -> Option<ExprId> {
        self.sent_below(file, expr, 4)
    }

    fn sent_below(&self, file: FileId, expr: ExprId, depth: u32) -> Option<ExprId> {
        let code = self.files.get(file.index())?.code.as_ref()?;
        let mut stack = vec![expr];
        while let Some(e) = stack.pop() {
            // What a helper of the project makes of it is the helper's.
            if let ExprKind::Call { callee, .. } = code.expr(e)
                && !self.values().functions(file, callee).is_empty()
            {
                continue;
            }
            if self.is_sent(file, e) {
                return Some(e);
            }
            match code.expr(e) {
                // A look-up gives what the table holds, a choice one of its branches.
                ExprKind::Index { object, .. } => stack.push(object),
                ExprKind::Conditional { then, otherwise, .. } => stack.extend([otherwise, then]),
                ExprKind::Binary { op, .. } if is_comparison(op) => {}
                ExprKind::Call { callee, .. } if is_look_up(code, callee) => {}
                ExprKind::Function(_) => {}
                ExprKind::Ident { binding: Some(binding), .. } => {
                    if let Origin::Var(stmt) = code.binding(binding).origin
                        && let StmtKind::Var { init: Some(init), .. } = code.stmt(stmt).kind
                        && !matches!(code.expr(init), ExprKind::Await(_) | ExprKind::Function(_))
                        && depth > 0
                        && let Some(found) = self.sent_below(file, init, depth - 1)
                    {
                        return Some(found);
                    }
                }
                _ => code.children(Node::Expr(e), &mut |child| {
                    if let Node::Expr(c) = child {
                        stack.push(c);
                    }
                }),
            }
        }
        None
    }

    fn is_sent_symbol(&self, symbol: &Symbol) -> bool {
        const PARTS: [&str; 8] = [
            ".json()",
            ".body",
            ".query",
            ".searchParams",
            ".formData()",
            ".parseBody()",
            ".input",
            ".nextUrl.searchParams",
        ];
        // Handlers that are given an event or a context find the request in it.
        let path = symbol.path.as_str();
        let path = [".request", ".req"].iter().find_map(|held| path.strip_prefix(held)).unwrap_or(path);
        let path = path.strip_prefix(".url").filter(|rest| rest.starts_with(".searchParams")).unwrap_or(path);
        let from_request = matches!(symbol.root, Root::Param(_, _, 0)) && PARTS.iter().any(|p| path.starts_with(p));
        let from_url =
            matches!(&symbol.root, Root::Global(g) if g == "URL") && symbol.path.starts_with("().searchParams");
        from_request || from_url || self.is_action_argument(symbol)
    }

    /// Whether a symbol begins at what a handler is called with in place of a request.
    fn is_action_argument(&self, symbol: &Symbol) -> bool {
        let Root::Param(file, function, index) = symbol.root else { return false };
        self.routes.iter().any(|r| {
            r.entry.kind.is_input(index, &symbol.path)
                && r.entry.steps.iter().any(|s| s.function() == Some((file, function)))
        })
    }
}

fn is_comparison(op: BinaryOp) -> bool {
    use BinaryOp as B;
    matches!(op, B::Equal | B::NotEqual | B::Less | B::LessEqual | B::Greater | B::GreaterEqual | B::In | B::Instanceof)
}

/// `PLANS.find((p) => p.id === id)`: an element of the list comes out, whatever was asked for.
fn is_look_up(code: &Code, callee: ExprId) -> bool {
    matches!(code.expr(callee), ExprKind::Member { property, .. } if matches!(code.str(property), "find" | "get" | "indexOf" | "findIndex"))
}
