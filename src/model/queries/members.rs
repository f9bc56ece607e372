//! The members of the rows that a read gives: `rows[0].slug`, `rows.map((row) => row.slug)`, `for (const { slug } of rows)`.

use std::collections::BTreeSet;

use super::Query;
use crate::{
    facts::code::{BinaryOp, BindingId, Code, ExprId, ExprKind, List, Node, PatId, PatKind, PropertyKey, StmtKind},
    model::Project,
    source::span::Span,
};

/// Methods of a list that give rows of it.
const SAME_ROWS: [&str; 11] =
    ["filter", "find", "findLast", "sort", "toSorted", "slice", "reverse", "at", "pop", "shift", "concat"];

/// What is read of a list, or of an answer that holds one, and is no field of its rows.
const OF_LISTS: [&str; 3] = ["length", "data", "error"];

impl Project {
    /// The members of its rows that the code around a read uses, with the places, as far as the rows are followed in the
    /// file. What may be a row of another table is left out.
    pub(crate) fn members_of_rows<'p>(&'p self, query: &Query) -> Vec<(&'p str, Span)> {
        let Some(code) = self.file(query.at.file).code.as_ref() else { return Vec::new() };
        let names = |is_own: bool| {
            let calls = self.queries_in(query.at.file).iter().filter(move |q| (q.tables == query.tables) == is_own);
            calls.flat_map(|q| q.outcome.data.iter().copied())
        };
        let seen: BTreeSet<BindingId> = names(false).collect();
        let own = names(true).filter(|name| !seen.contains(name)).collect();
        let mut rows = Rows { code, seen, own, next: query.outcome.data.clone(), found: Vec::new() };
        while let Some(binding) = rows.next.pop() {
            if rows.seen.insert(binding) {
                code.references(binding).iter().for_each(|&used| rows.follow(used));
            }
        }
        rows.found.into_iter().map(|(name, range)| (name, range.in_file(query.at.file))).collect()
    }
}

struct Rows<'c> {
    code: &'c Code,
    /// The names that were looked at, or hold other rows.
    seen: BTreeSet<BindingId>,
    /// The names of lists of such rows, from this read and others.
    own: BTreeSet<BindingId>,
    /// The names of rows, or lists of them, to look at.
    next: Vec<BindingId>,
    found: Vec<(&'c str, crate::source::span::Range)>,
}

impl Rows<'_> {
    /// From a list of rows, or a row, to what is made of it.
    fn follow(&mut self, mut rows: ExprId) {
        while let Some(made) = self.step(rows) {
            rows = made;
        }
    }

    fn step(&mut self, rows: ExprId) -> Option<ExprId> {
        let code = self.code;
        let above = match code.parent(rows) {
            Node::Expr(above) => above,
            Node::Stmt(stmt) => {
                match code.stmt(stmt).kind {
                    StmtKind::Var { pattern, init: Some(init), .. } if init == rows => self.bind(pattern),
                    StmtKind::Loop { binding: Some(row), header: Some(list), .. } if list == rows => self.bind(row),
                    _ => {}
                }
                return None;
            }
            _ => return None,
        };
        match code.expr(above) {
            ExprKind::Member { object, property, .. } if object == rows => self.member(above, code.str(property)),
            ExprKind::Index { object, .. } if object == rows => Some(above),
            ExprKind::Binary { op: BinaryOp::Or | BinaryOp::Coalesce, left, right } => {
                (left == rows && is_nothing(code, right)).then_some(above)
            }
            ExprKind::Binary { op: BinaryOp::And, right, .. } => (right == rows).then_some(above),
            ExprKind::Conditional { then, otherwise, .. } => {
                let other = if then == rows { otherwise } else { then };
                (then == rows || otherwise == rows).then_some(()).filter(|()| is_nothing(code, other)).map(|()| above)
            }
            ExprKind::Await(_) => Some(above),
            ExprKind::Spread(_) => self.joined(above),
            _ => None,
        }
    }

    /// `[...waiting, ...failed]`, all of them such rows.
    fn joined(&self, spread: ExprId) -> Option<ExprId> {
        let code = self.code;
        let Node::Expr(list) = code.parent(spread) else { return None };
        let ExprKind::Array { elements } = code.expr(list) else { return None };
        let is_own = |element| {
            let ExprKind::Spread(inner) = code.expr(element) else { return false };
            let base = code.expr(code.chain(inner).base);
            matches!(base, ExprKind::Ident { binding: Some(binding), .. } if self.own.contains(&binding))
        };
        code.expr_list(elements).all(is_own).then_some(list)
    }

    /// `rows.map(…)`, `row.slug`.
    fn member(&mut self, member: ExprId, name: &str) -> Option<ExprId> {
        let code = self.code;
        if let Node::Expr(call) = code.parent(member)
            && let ExprKind::Call { callee, args } = code.expr(call)
            && callee == member
        {
            self.callback(name, args);
            return SAME_ROWS.contains(&name).then_some(call).filter(|_| name != "concat" || args.is_empty());
        }
        let ExprKind::Member { property, .. } = code.expr(member) else { return None };
        let name = code.str(property);
        if !OF_LISTS.contains(&name) && !code.is_assigned(member) && !has_alternative(code, member) {
            self.found.push((name, code.range(member)));
        }
        None
    }

    /// The function that is handed each row.
    fn callback(&mut self, method: &str, args: List) {
        let code = self.code;
        let Some(ExprKind::Function(function)) = code.arg(args, 0).map(|given| code.expr(given)) else { return };
        let params: Vec<PatId> = code.pattern_list(code.function(function).params).collect();
        let rows: &[usize] = match method {
            "map" | "forEach" | "flatMap" | "filter" | "find" | "findLast" | "some" | "every" | "findIndex" => &[0],
            "sort" | "toSorted" => &[0, 1],
            "reduce" => &[1],
            _ => &[],
        };
        rows.iter().filter_map(|&index| params.get(index)).for_each(|&row| self.bind(row));
    }

    fn bind(&mut self, pattern: PatId) {
        let code = self.code;
        match code.pattern(pattern).kind {
            PatKind::Name(binding) => self.next.push(binding),
            PatKind::Default { pattern, .. } => self.bind(pattern),
            PatKind::Array { elements } => code.pattern_list(elements).for_each(|element| self.bind(element)),
            PatKind::Object { properties } => {
                for property in code.pattern_property_list(properties) {
                    if let PropertyKey::Name(key) = property.key
                        && !OF_LISTS.contains(&code.str(key))
                    {
                        self.found.push((code.str(key), code.pattern(property.value).range));
                    }
                }
            }
            PatKind::Rest(_) | PatKind::Target(_) | PatKind::Unknown => {}
        }
    }
}

/// Whether another member will do as well: `row.id || row.uuid`, `row.state === "open" || row.status === "open"`.
fn has_alternative(code: &Code, member: ExprId) -> bool {
    let is_member = |node| matches!(node, Node::Expr(e) if matches!(code.expr(e), ExprKind::Member { .. }));
    let mut inner = member;
    while let Node::Expr(above) = code.parent(inner)
        && let ExprKind::Binary { op, left, right } = code.expr(above)
    {
        let other = if left == inner { right } else { left };
        if matches!(op, BinaryOp::Or | BinaryOp::Coalesce) && code.descendants(Node::Expr(other)).any(is_member) {
            return true;
        }
        inner = above;
    }
    false
}

/// `[]`, `{}`, `null`, `undefined`.
fn is_nothing(code: &Code, value: ExprId) -> bool {
    match code.expr(value) {
        ExprKind::Null => true,
        ExprKind::Array { elements } => elements.is_empty(),
        ExprKind::Object { properties } => properties.is_empty(),
        ExprKind::Ident { name, binding: None } => code.str(name) == "undefined",
        _ => false,
    }
}
