//! Whether what is booked of a payment is what the provider says came in, whatever was asked for.

use crate::{
    facts::code::{BinaryOp, BindingId, Code, ExprId, ExprKind, Node, PatKind},
    model::{Project, calls::FnRef, routes::Route},
    source::span::FileId,
};

impl Project {
    /// Whether a webhook of payments, or what asks the provider, adds to or takes from a stored sum what came in.
    #[must_use]
    pub fn books_what_came_in(&self) -> bool {
        let confirms = |r: &&Route| r.webhook.as_ref().is_some_and(|w| w.kind == "payment") || r.asked_again.is_some();
        self.routes.iter().filter(confirms).any(|route| {
            let given = self.given_what_came_in(route);
            route.functions.iter().any(|&(file, function)| {
                let names: Vec<BindingId> = given.iter().filter(|(at, _)| *at == file).map(|(_, b)| *b).collect();
                let code = self.file(file).code.as_ref();
                code.is_some_and(|code| self.reckons_with(code, (file, function), &names))
            })
        })
    }

    /// The parameters that functions of an entry point are given what came in as: `credit(id, session.amount_total / 100)`.
    fn given_what_came_in(&self, route: &Route) -> Vec<(FileId, BindingId)> {
        let mut given = Vec::new();
        for &(file, function) in &route.functions {
            let Some(code) = self.file(file).code.as_ref() else { continue };
            for call in code.exprs_within(function) {
                let ExprKind::Call { callee, args } = code.expr(call) else { continue };
                for (index, _) in code.expr_list(args).enumerate().filter(|(_, a)| self.says_sum(code, *a, &[])) {
                    let helpers = self.values().functions(file, callee);
                    given.extend(helpers.into_iter().filter_map(|helper| self.parameter(helper, index)));
                }
            }
        }
        given
    }

    fn parameter(&self, (file, function): FnRef, index: usize) -> Option<(FileId, BindingId)> {
        let code = self.file(file).code.as_ref()?;
        let pattern = code.pattern_list(code.function(function).params).nth(index)?;
        match code.pattern(pattern).kind {
            PatKind::Name(binding) => Some((file, binding)),
            _ => None,
        }
    }

    /// Whether a function that writes to the database, or a callback within it, adds or takes away what came in.
    fn reckons_with(&self, code: &Code, (file, function): FnRef, names: &[BindingId]) -> bool {
        let range = code.function(function).range;
        let writes = self.queries_in(file).iter().any(|q| q.op.is_write() && range.contains(q.at.range));
        writes
            && code.descendants(Node::Function(function)).any(|node| match node {
                Node::Expr(e) => match code.expr(e) {
                    ExprKind::Binary { op: BinaryOp::Add | BinaryOp::Subtract, left, right } => {
                        self.says_sum(code, left, names) || self.says_sum(code, right, names)
                    }
                    _ => false,
                },
                _ => false,
            })
    }

    /// Whether what came in is a part of an expression: itself, under one of some names, or under that of a constant.
    fn says_sum(&self, code: &Code, expr: ExprId, names: &[BindingId]) -> bool {
        let is_sum = |e: ExprId| match code.expr(e) {
            ExprKind::Member { property, .. } => self.vocab.words.came_in.has(code.str(property)),
            ExprKind::Ident { binding: Some(binding), .. } => names.contains(&binding),
            _ => false,
        };
        let has = |whole: ExprId| exprs(code, whole).any(is_sum);
        has(expr) || exprs(code, expr).filter_map(|e| code.initial(e)).any(has)
    }
}

fn exprs(code: &Code, whole: ExprId) -> impl Iterator<Item = ExprId> + '_ {
    code.within_node(Node::Expr(whole)).filter_map(|node| match node {
        Node::Expr(e) => Some(e),
        _ => None,
    })
}
