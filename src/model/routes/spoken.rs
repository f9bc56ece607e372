//! Which words of the caller a text is made of, as opposed to what is only chosen by them.

use crate::{
    facts::code::{BinaryOp, Code, ExprId, ExprKind, List, Origin, StmtKind},
    model::Project,
    source::span::FileId,
};

/// Constants are looked through this deep.
const DEPTH: u32 = 4;

impl Project {
    /// The first part of a text that is the caller's own words. What he only chooses between (`role === "a" ? … : …`, a
    /// look-up in a list), numbers made of what he sent, and what helpers of the project make of it are not.
    #[must_use]
    pub fn words_of_caller(&self, file: FileId, text: ExprId) -> Option<ExprId> {
        self.words_below(file, text, DEPTH)
    }

    fn words_below(&self, file: FileId, text: ExprId, depth: u32) -> Option<ExprId> {
        let code = self.files.get(file.index())?.code.as_ref()?;
        let mut open = vec![text];
        while let Some(expr) = open.pop() {
            match code.expr(expr) {
                ExprKind::Ident { binding: Some(binding), .. } => {
                    let made_of = constant(code, binding).filter(|_| depth > 0);
                    let inner = made_of.map(|init| self.words_below(file, init, depth - 1));
                    match inner {
                        Some(Some(found)) => return Some(found),
                        // A constant is judged by what it is made of.
                        Some(None) => {}
                        None if self.is_sent(file, expr) => return Some(expr),
                        None => {}
                    }
                }
                ExprKind::Member { property, .. } if code.str(property) != "length" && self.is_sent(file, expr) => {
                    return Some(expr);
                }
                ExprKind::Template { parts, .. } => open.extend(code.expr_list(parts).rev()),
                ExprKind::Conditional { then, otherwise, .. } => open.extend([otherwise, then]),
                ExprKind::Binary { op: BinaryOp::Add | BinaryOp::Or | BinaryOp::Coalesce, left, right } => {
                    open.extend([right, left]);
                }
                ExprKind::Binary { op: BinaryOp::And, right, .. } => open.push(right),
                ExprKind::Call { callee, args } => open.extend(self.passed_through(file, code, callee, args)),
                ExprKind::Array { elements } => open.extend(code.expr_list(elements).rev()),
                ExprKind::Object { properties } => open.extend(code.property_list(properties).rev().map(|p| p.value)),
                _ => {}
            }
        }
        None
    }

    /// What a call of the language gives on as words: `JSON.stringify(x)`, `String(x)`, `x.trim()`, `[…].join()`.
    fn passed_through(&self, file: FileId, code: &Code, callee: ExprId, args: List) -> Vec<ExprId> {
        if !self.values().functions(file, callee).is_empty() {
            return Vec::new();
        }
        match code.expr(callee) {
            ExprKind::Member { property, object, .. } => match code.str(property) {
                "stringify" => code.arg(args, 0).into_iter().collect(),
                "trim" | "slice" | "substring" | "toLowerCase" | "toUpperCase" | "toString" | "join" | "replace"
                | "concat" | "map" | "filter" => vec![object],
                _ => Vec::new(),
            },
            ExprKind::Ident { name, .. } if code.str(name) == "String" => code.arg(args, 0).into_iter().collect(),
            _ => Vec::new(),
        }
    }
}

/// What a variable is made of, where that is an expression of its own and not a part of what was sent: destructured parts
/// and awaited values are judged by where they come from.
fn constant(code: &Code, binding: crate::facts::code::BindingId) -> Option<ExprId> {
    let Origin::Var(stmt) = code.binding(binding).origin else { return None };
    let StmtKind::Var { pattern, init: Some(init), .. } = code.stmt(stmt).kind else { return None };
    let is_plain = matches!(code.pattern(pattern).kind, crate::facts::code::PatKind::Name(_));
    let is_made = !matches!(
        code.expr(init),
        ExprKind::Await(_) | ExprKind::Function(_) | ExprKind::Member { .. } | ExprKind::Ident { .. }
    );
    (is_plain && is_made).then_some(init)
}
