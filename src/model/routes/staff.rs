//! Entry points that let only the staff of the app in: a test for the administrator's role that refuses everybody else.

use super::{Route, own_word};
use crate::{
    facts::code::{BinaryOp, BindingId, Code, Enclosure, ExprId, ExprKind, FnId, Node, StmtId, StmtKind, UnaryOp},
    frameworks::accounts::is_written_by_its_user,
    model::{
        Project,
        queries::{Condition, Op, Query},
        values::Value,
    },
    source::span::FileId,
};

impl Project {
    /// Whether a caller without an administrator's role is refused, whatever he asks for.
    #[must_use]
    pub fn is_for_staff(&self, route: &Route) -> bool {
        route.functions.iter().any(|&(file, function)| {
            let Some(code) = self.file(file).code.as_ref() else { return false };
            let asked = self.staff_rows(file, code, function);
            let test_of = Tests { project: self, file, code, asked: &asked };
            code.descendants(Node::Function(function)).any(|node| {
                let Node::Stmt(stmt) = node else { return false };
                let StmtKind::If { test, then, .. } = code.stmt(stmt).kind else { return false };
                code.ends_function(then)
                    && test_of.lacks_role(test)
                    && is_always_asked(code, stmt)
                    && !is_own_word(self, file, code, test)
            })
        })
    }

    /// What a look-up for an administrator's row gives: `const { data: row } = await …eq("role", "admin").maybeSingle()`.
    fn staff_rows(&self, file: FileId, code: &Code, function: FnId) -> Vec<BindingId> {
        let range = code.function(function).range;
        let of_file = self.queries_in(file).iter().filter(|q| range.contains(q.at.range));
        of_file.filter(|q| asks_for_staff(self, file, code, q)).flat_map(|q| q.outcome.data.iter().copied()).collect()
    }
}

/// Reads the tests of a function.
struct Tests<'a> {
    project: &'a Project,
    file: FileId,
    code: &'a Code,
    /// The rows that only administrators have.
    asked: &'a [BindingId],
}

impl Tests<'_> {
    /// Whether a test holds for everybody who is no administrator: `profile?.role !== "admin"`, `!user || !isAdmin`, but not
    /// `!isOwner && !isAdmin`, which owners pass.
    fn lacks_role(&self, test: ExprId) -> bool {
        let code = self.code;
        match code.expr(test) {
            ExprKind::Binary { op: BinaryOp::Or, left, right } => self.lacks_role(left) || self.lacks_role(right),
            ExprKind::Binary { op: BinaryOp::And, left, right } => self.lacks_role(left) && self.lacks_role(right),
            ExprKind::Binary { op: BinaryOp::NotEqual, left, right } => {
                [left, right].into_iter().any(|side| code.string(side).is_some_and(is_staff))
            }
            ExprKind::Unary { op: UnaryOp::Not, operand } => self.is_staff_fact(operand),
            _ => false,
        }
    }

    /// `isAdmin`, `user.isSuperAdmin`, `isAdmin(user)`, `STAFF_ROLES.includes(role)`, or the row that was asked for.
    fn is_staff_fact(&self, expr: ExprId) -> bool {
        let code = self.code;
        match code.expr(expr) {
            ExprKind::Ident { name, binding } => {
                binding.is_some_and(|b| self.asked.contains(&b)) || names_staff(code.str(name))
            }
            ExprKind::Member { property, .. } => names_staff(code.str(property)),
            ExprKind::Await(inner) => self.is_staff_fact(inner),
            ExprKind::Call { callee, .. } => match code.expr(callee) {
                ExprKind::Member { object, property, .. } if matches!(code.str(property), "includes" | "has") => {
                    self.lists_staff(object)
                }
                _ => self.is_staff_fact(callee),
            },
            _ => false,
        }
    }

    /// Whether a list, written out here or kept as a constant, holds nothing but roles of administrators.
    fn lists_staff(&self, list: ExprId) -> bool {
        let values = self.project.values();
        let made = self.code.initial(list).unwrap_or(list);
        let list = match self.code.expr(made) {
            // `new Set(["admin"])`
            ExprKind::New { args, .. } => self.code.arg(args, 0).unwrap_or(list),
            _ => list,
        };
        let lists = values.of(self.file, list);
        !lists.is_empty()
            && lists.iter().all(|value| match *value {
                Value::Array(at, array) => values.code(at).is_some_and(|code| {
                    let ExprKind::Array { elements } = code.expr(array) else { return false };
                    !elements.is_empty() && code.expr_list(elements).all(|e| code.string(e).is_some_and(is_staff))
                }),
                _ => false,
            })
    }
}

fn names_staff(name: &str) -> bool {
    let words = crate::vocab::split(name);
    words.iter().any(|w| w == "admin") && words.iter().any(|w| w == "is" || w == "super")
}

/// Whether a statement runs for every caller but those that a test before has let in by other means: `if (!isClock) { … }`.
fn is_always_asked(code: &Code, stmt: StmtId) -> bool {
    code.enclosures(Node::Stmt(stmt)).all(|around| match around {
        Enclosure::Then(outer) => match code.stmt(outer).kind {
            StmtKind::If { test, .. } => matches!(code.expr(test), ExprKind::Unary { op: UnaryOp::Not, .. }),
            _ => false,
        },
        Enclosure::Else(_) | Enclosure::Case(_) | Enclosure::CatchBody(_) | Enclosure::Loop(_) => false,
        _ => true,
    })
}

/// Whether a test rests on what the caller says of himself.
fn is_own_word(project: &Project, file: FileId, code: &Code, test: ExprId) -> bool {
    code.within_node(Node::Expr(test)).any(|node| {
        let Node::Expr(e) = node else { return false };
        match code.expr(e) {
            ExprKind::Member { .. } | ExprKind::Ident { .. } => {
                project.is_sent(file, e)
                    || project.values().symbols(file, e).iter().any(|s| is_written_by_its_user(&s.path))
                    || own_word::is_own_word(project, file, e)
            }
            ExprKind::Call { .. } => own_word::is_own_word(project, file, e),
            _ => false,
        }
    })
}

fn asks_for_staff(project: &Project, file: FileId, code: &Code, query: &Query) -> bool {
    if query.op == Op::Rpc {
        let name = query.tables.first().map_or("", String::as_str);
        let is_asked = |e: ExprId| project.values().exact_text(file, e).is_some_and(|t| is_staff(&t));
        let given = || code.within_node(Node::Expr(query.expr)).any(|n| matches!(n, Node::Expr(e) if is_asked(e)));
        return crate::vocab::split(name).iter().any(|w| w == "admin") || name.contains("role") && given();
    }
    let mut compared = query.conditions.iter().flat_map(Condition::comparisons).peekable();
    let is_of_admins = query.tables.iter().any(|table| project.vocab.tables.administrators.has(table));
    query.op == Op::Select
        && (is_of_admins && compared.peek().is_some() || compared.any(|c| c.literal.as_deref().is_some_and(is_staff)))
}

fn is_staff(role: &str) -> bool {
    let words = crate::vocab::split(role);
    let plain = words.concat();
    // `warehouse_staff`; the plain word is as often said of the people of every customer.
    words.len() > 1 && words.last().is_some_and(|w| w == "staff")
        || matches!(
            plain.as_str(),
            "admin"
                | "superadmin"
                | "administrator"
                | "platformadmin"
                | "platformowner"
                | "appowner"
                | "siteadmin"
                | "systemadmin"
                | "sysadmin"
                | "root"
        )
}
