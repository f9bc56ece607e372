//! Lines for the console, written at once or through a helper of the file.

use super::{Code, ExprId, ExprKind, FnId, Node, Origin, StmtKind};

/// How many helpers that call each other are looked through.
const DEPTH: u32 = 3;

/// Calls that make a text of a value and change nothing.
const TEXTUAL: [&str; 22] = [
    "entries",
    "filter",
    "fromEntries",
    "includes",
    "isArray",
    "join",
    "keys",
    "map",
    "now",
    "padEnd",
    "padStart",
    "repeat",
    "replace",
    "slice",
    "startsWith",
    "String",
    "stringify",
    "substring",
    "toFixed",
    "toISOString",
    "toString",
    "toUpperCase",
];

impl Code {
    /// Whether an expression is a call that writes a line to the console and does nothing else: `console.error(e)`, or
    /// `logStep("not saved", { e })` where `logStep` is a function of this file that only prints.
    #[must_use]
    pub fn is_printed(&self, expr: ExprId) -> bool {
        match self.expr(expr) {
            ExprKind::Call { callee, .. } => self.prints(callee),
            _ => false,
        }
    }

    /// Whether a function, named or written in place, only writes to the console: `console.log`, `log` of
    /// `const log = (text) => console.log(text)`.
    #[must_use]
    pub fn prints(&self, callee: ExprId) -> bool {
        self.prints_within(callee, DEPTH)
    }

    fn prints_within(&self, callee: ExprId, depth: u32) -> bool {
        if self.path(callee).is_some_and(|path| path.starts_with("console.")) {
            return true;
        }
        let Some(depth) = depth.checked_sub(1) else { return false };
        match self.expr(callee) {
            ExprKind::Function(function) => self.only_prints(function, depth),
            ExprKind::Ident { binding: Some(binding), .. } => match self.binding(binding).origin {
                Origin::Function(function) => self.only_prints(function, depth),
                _ => self.initial(callee).is_some_and(|init| self.prints_within(init, depth)),
            },
            // `log.warn` of `const log = { warn: (text) => console.warn(text) }`.
            ExprKind::Member { object, property, .. } => {
                let named = self.initial(object).and_then(|init| self.property(init, self.str(property)));
                named.is_some_and(|function| self.prints_within(function, depth))
            }
            _ => false,
        }
    }

    /// Something is printed, and beside that nothing is called but what makes texts, nothing is kept and nothing thrown.
    fn only_prints(&self, function: FnId, depth: u32) -> bool {
        let mut has_printed = false;
        let is_harmless = |node| match node {
            Node::Stmt(stmt) => !matches!(self.stmt(stmt).kind, StmtKind::Throw(_) | StmtKind::Unknown),
            Node::Expr(e) => match self.expr(e) {
                ExprKind::Call { callee, .. } => {
                    let prints = self.prints_within(callee, depth);
                    has_printed |= prints;
                    prints || self.last_name(callee).is_some_and(|name| TEXTUAL.contains(&name))
                }
                ExprKind::New { callee, .. } => self.ident(callee) == Some("Date"),
                ExprKind::Assign { target, .. } | ExprKind::Update { target, .. } => self.is_own(target, function),
                ExprKind::Await(_) | ExprKind::Yield(_) | ExprKind::Unknown => false,
                _ => true,
            },
            _ => true,
        };
        self.within(function).all(is_harmless) && has_printed
    }

    /// Whether a target is a variable that is declared inside of a function.
    fn is_own(&self, target: ExprId, function: FnId) -> bool {
        match self.expr(target) {
            ExprKind::Ident { binding: Some(binding), .. } => match self.binding(binding).origin {
                Origin::Var(stmt) => self.function_above(self.stmt_parent(stmt)) == function,
                _ => false,
            },
            _ => false,
        }
    }
}
