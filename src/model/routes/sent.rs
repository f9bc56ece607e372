//! Which values the caller decides on.

use super::Route;
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

    /// Whether the caller decides on a value, the parts of the path included: `params.id`, `req.params.id`; also where a
    /// schema let it through.
    #[must_use]
    pub fn is_sent_or_path(&self, file: FileId, expr: ExprId) -> bool {
        self.values().symbols(file, expr).iter().any(|s| self.is_sent_or_path_symbol(s))
            || self.is_sent_in_form(file, expr)
    }

    /// The same of where a value comes from.
    pub(super) fn is_sent_or_path_symbol(&self, symbol: &Symbol) -> bool {
        let path = &symbol.path;
        let in_path = match symbol.root {
            Root::Param(_, _, 0) => path.starts_with(".params.") || path.starts_with(".req.param()"),
            Root::Param(_, _, 1) => path.starts_with(".params."),
            _ => false,
        };
        in_path || self.is_let_through(symbol) || self.is_sent_symbol(symbol)
    }

    /// Whether the whole body, or the whole argument of a server action, is the value.
    #[must_use]
    pub fn is_sent_whole(&self, file: FileId, expr: ExprId) -> bool {
        self.values().symbols(file, expr).iter().any(|s| {
            // What stands in for a body that cannot be read is no other body: `.json().catch(() => ({}))`.
            let path = s.path.strip_suffix(".catch()").unwrap_or(&s.path);
            let is_whole = matches!(path, ".json()" | ".body" | ".req.json()" | ".req.body" | ".request.json()");
            matches!(s.root, Root::Param(_, _, 0)) && (is_whole || s.path.is_empty() && self.is_action_argument(s))
        })
    }

    /// Where the functions of an entry point hand something sent to the parameter of a helper that an expression is.
    #[must_use]
    pub fn sent_arguments(&self, route: &Route, file: FileId, expr: ExprId) -> Vec<(FileId, ExprId)> {
        let values = self.values();
        let parameter = values.symbols(file, expr).into_iter().find_map(|s| match s.root {
            Root::Param(at, function, index) if s.path.is_empty() => Some(((at, function), index)),
            _ => None,
        });
        let Some((helper, index)) = parameter else { return Vec::new() };
        let given = |(at, call): (FileId, ExprId)| {
            let code = self.file(at).code.as_ref()?;
            let ExprKind::Call { args, .. } = code.expr(call) else { return None };
            code.arg(args, index as usize)
                .filter(|&argument| self.is_sent_or_path(at, argument))
                .map(|argument| (at, argument))
        };
        self.calls_on_way(route, helper).into_iter().filter_map(given).collect()
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
            // How many stand in a list is not what stands there: each is looked up by itself.
            if self.values().symbols(file, e).iter().any(|s| s.last() == "length") {
                continue;
            }
            if self.is_sent_in_form(file, e) {
                return Some(e);
            }
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

    pub(super) fn is_sent_symbol(&self, symbol: &Symbol) -> bool {
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
        if let Root::Param(file, function, 0) = symbol.root
            && let Some(list) = self.file(file).code.as_ref().and_then(|code| code.iterated_by(function))
        {
            return self.is_sent(file, list);
        }
        let from_request = matches!(symbol.root, Root::Param(_, _, 0)) && PARTS.iter().any(|p| path.starts_with(p));
        let from_url = matches!(&symbol.root, Root::Global(g) if g == "URL")
            && symbol.path.starts_with("().searchParams")
            && !self.is_address_of_another(symbol);
        from_request || from_url || self.is_action_argument(symbol)
    }

    /// Whether the address that is taken apart was given by somebody else than the caller: `new URL(data.action_link)`, or
    /// stands in the code.
    fn is_address_of_another(&self, symbol: &Symbol) -> bool {
        let Some((file, made)) = symbol.made_by else { return false };
        let Some(code) = self.files.get(file.index()).and_then(|f| f.code.as_ref()) else { return false };
        let Some(address) = address_taken_apart(code, made, 6) else { return false };
        let values = self.values();
        let symbols = values.symbols(file, address);
        let is_anothers = |s: &&Symbol| match &s.root {
            Root::Param(..) => false,
            Root::Global(name) => !matches!(name.as_str(), "location" | "window" | "self" | "globalThis" | "document"),
            _ => s.path.contains("()"),
        };
        (!symbols.is_empty() || values.exact_text(file, address).is_some()) && symbols.iter().all(is_anothers)
    }

    /// Whether a symbol begins at what a handler is called with in place of a request. What a wrapper of the project calls
    /// it with is the wrapper's: of `action(schema, async (input, user) => …)` the user is not sent.
    fn is_action_argument(&self, symbol: &Symbol) -> bool {
        let Root::Param(file, function, index) = symbol.root else { return false };
        let is_input = self.routes.iter().any(|r| {
            r.entry.kind.is_input(index, &symbol.path)
                && r.entry.steps.iter().any(|s| s.function() == Some((file, function)))
        });
        is_input && (!self.is_given_to_wrapper((file, function)) || self.is_passed_on(symbol))
    }
}

/// The argument of the `new URL(…)` that an expression is a part of.
fn address_taken_apart(code: &Code, expr: ExprId, depth: u32) -> Option<ExprId> {
    let depth = depth.checked_sub(1)?;
    match code.expr(expr) {
        ExprKind::New { callee, args } if code.ident(callee) == Some("URL") => code.arg(args, 0),
        ExprKind::Call { callee, .. } => address_taken_apart(code, callee, depth),
        ExprKind::Member { object, .. } => address_taken_apart(code, object, depth),
        ExprKind::Ident { binding: Some(binding), .. } => match code.binding(binding).origin {
            Origin::Var(stmt) => match code.stmt(stmt).kind {
                StmtKind::Var { init: Some(init), .. } => address_taken_apart(code, init, depth),
                _ => None,
            },
            _ => None,
        },
        _ => None,
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
