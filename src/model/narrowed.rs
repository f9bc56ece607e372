//! What a value cannot be at a place in the code, by the tests around it and by those before it that leave.

use crate::facts::code::{BinaryOp, Code, Enclosure, ExprId, ExprKind, List, Node, StmtId, StmtKind, UnaryOp};

/// Whether `value`, a name or a member of one, may be `text` where it stands, as far as the tests of its own function say.
/// Where none of them speaks of it: yes.
pub(super) fn may_be(code: &Code, value: ExprId, text: &str) -> bool {
    let Some(path) = code.path(value) else { return true };
    let excludes = |test: ExprId, holds: bool| Test { code, path: &path, text }.excludes(test, holds);
    let around = code.enclosures_in_function(value).any(|enclosure| match enclosure {
        Enclosure::Then(s) | Enclosure::Else(s) => match code.stmt(s).kind {
            StmtKind::If { test, .. } => excludes(test, matches!(enclosure, Enclosure::Then(_))),
            _ => false,
        },
        Enclosure::ConditionalThen(e) | Enclosure::ConditionalElse(e) => match code.expr(e) {
            ExprKind::Conditional { test, .. } => excludes(test, matches!(enclosure, Enclosure::ConditionalThen(_))),
            _ => false,
        },
        Enclosure::AfterAnd(e) | Enclosure::AfterOr(e) => match code.expr(e) {
            ExprKind::Binary { op: BinaryOp::Coalesce, .. } => false,
            ExprKind::Binary { left, .. } => excludes(left, matches!(enclosure, Enclosure::AfterAnd(_))),
            _ => false,
        },
        _ => false,
    });
    let above = code.ancestors(Node::Expr(value)).take_while(|node| !matches!(node, Node::Function(_)));
    let statements = above.filter_map(|node| if let Node::Stmt(s) = node { Some(s) } else { None });
    let before = statements.flat_map(|s| code.statements_before(s)).any(|s| match code.stmt(s).kind {
        StmtKind::If { test, then, otherwise: None } if leaves(code, then) => excludes(test, false),
        _ => false,
    });
    !around && !before
}

/// Whether a block ends by leaving: what stands behind it runs only when it did not.
fn leaves(code: &Code, block: List) -> bool {
    let is_exit = |s: StmtId| {
        matches!(code.stmt(s).kind, StmtKind::Return(_) | StmtKind::Throw(_) | StmtKind::Continue | StmtKind::Break)
    };
    code.block(block).next_back().is_some_and(is_exit)
}

/// A question to tests: can the value at `path` be `text`?
#[derive(Clone, Copy)]
struct Test<'c> {
    code: &'c Code,
    path: &'c str,
    text: &'c str,
}

impl Test<'_> {
    /// Whether the value is something else whenever the test holds, or whenever it does not.
    fn excludes(self, test: ExprId, holds: bool) -> bool {
        match self.code.expr(test) {
            ExprKind::Unary { op: UnaryOp::Not, operand } => self.excludes(operand, !holds),
            ExprKind::Binary { op: op @ (BinaryOp::And | BinaryOp::Or), left, right } => {
                // Both sides of a conjunction hold; of one that fails, either may have failed.
                if (op == BinaryOp::And) == holds {
                    self.excludes(left, holds) || self.excludes(right, holds)
                } else {
                    self.excludes(left, holds) && self.excludes(right, holds)
                }
            }
            ExprKind::Binary { op: op @ (BinaryOp::Equal | BinaryOp::NotEqual), left, right } => {
                let literal = match (self.code.string(left), self.code.string(right)) {
                    (None, Some(literal)) if self.is_it(left) => literal,
                    (Some(literal), None) if self.is_it(right) => literal,
                    _ => return false,
                };
                ((op == BinaryOp::Equal) == holds) != (literal == self.text)
            }
            ExprKind::Call { callee, args } => self.listed(callee, args).is_some_and(|listed| listed != holds),
            _ => false,
        }
    }

    /// Of `["a", "b"].includes(value)`, whether the text is listed.
    fn listed(self, callee: ExprId, args: List) -> Option<bool> {
        let ExprKind::Member { object, property, .. } = self.code.expr(callee) else { return None };
        let ExprKind::Array { elements } = self.code.expr(object) else { return None };
        let asked = self.code.arg(args, 0).filter(|_| self.code.str(property) == "includes")?;
        let texts: Option<Vec<&str>> = self.code.expr_list(elements).map(|e| self.code.string(e)).collect();
        self.is_it(asked).then_some(texts?.contains(&self.text))
    }

    fn is_it(self, expr: ExprId) -> bool {
        self.code.path(expr).is_some_and(|path| path == self.path)
    }
}

#[cfg(test)]
mod tests {
    use super::may_be;
    use crate::{facts::code::ExprKind, model::Language, syntax::parse_and_lower};

    /// Which of `a`, `b` and `c` the argument of `use` may be.
    fn left(source: &str) -> String {
        let code = parse_and_lower(source, Language::TypeScript).code;
        let asked = code.expr_ids().find_map(|id| match code.expr(id) {
            ExprKind::Call { callee, args } if code.ident(callee) == Some("use") => code.arg(args, 0),
            _ => None,
        });
        let asked = asked.expect("there is a call");
        ["a", "b", "c"].into_iter().filter(|text| may_be(&code, asked, text)).collect()
    }

    #[test]
    fn what_left_before_is_out() {
        assert_eq!(left("for (const r of all) { if (r.k === 'a') { log(); continue; } use(r.k); }"), "bc");
        assert_eq!(left("function f(r) { if (r.k === 'a' || r.k === 'c') return; if (r.on) { use(r.k); } }"), "b");
        assert_eq!(left("function f(r) { if (!['a', 'b'].includes(r.k)) throw 1; use(r.k); }"), "ab");
        assert_eq!(left("function f(r) { if (r.k === 'a') { log(); } use(r.k); if (r.k === 'b') return; }"), "abc");
        assert_eq!(left("function f(r) { if (r.k === 'a' && r.on) return; use(r.k); }"), "abc");
    }

    #[test]
    fn branches_know_their_test() {
        assert_eq!(left("if (k === 'a') { use(k); }"), "a");
        assert_eq!(left("if (k === 'a') { } else { use(k); }"), "bc");
        assert_eq!(left("k !== 'a' && use(k)"), "bc");
        assert_eq!(left("'a' === k ? 1 : use(k)"), "bc");
        assert_eq!(left("if (other === 'a') { use(k); }"), "abc");
    }
}
