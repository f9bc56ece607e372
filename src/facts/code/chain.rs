//! Chains of members and calls: `supabase.from("notes").select().eq("id", id)`.

use super::{Code, ExprId, ExprKind, List, Node, Sym};

/// A chain, taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chain {
    /// What the chain starts from: no member, index or call.
    pub base: ExprId,
    /// Its links in source order.
    pub links: Vec<Link>,
}

/// One link: `.name`, `[index]`, or a call of what is before it; the call of a member is the member's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link {
    /// `.name`.
    pub name: Option<Sym>,
    /// `[index]`.
    pub index: Option<ExprId>,
    /// `(args)`.
    pub args: Option<List>,
    /// The chain up to and including this link.
    pub expr: ExprId,
}

impl Code {
    /// Takes a chain apart, from its end. What is no chain has no links.
    #[must_use]
    pub fn chain(&self, end: ExprId) -> Chain {
        let mut links = Vec::new();
        let mut base = end;
        loop {
            let expr = base;
            let (callee, args) = match self.expr(expr) {
                ExprKind::Call { callee, args } => (callee, Some(args)),
                _ => (expr, None),
            };
            let (name, index, before) = match self.expr(callee) {
                ExprKind::Member { object, property, .. } => (Some(property), None, object),
                ExprKind::Index { object, index } => (None, Some(index), object),
                _ if args.is_some() => (None, None, callee),
                _ => break,
            };
            links.push(Link { name, index, args, expr });
            base = before;
        }
        links.reverse();
        Chain { base, links }
    }

    /// What the members of an expression are read from: `user` of `user.profile.id`; the expression itself where it is no
    /// member.
    #[must_use]
    pub fn member_base(&self, mut id: ExprId) -> ExprId {
        while let ExprKind::Member { object, .. } = self.expr(id) {
            id = object;
        }
        id
    }

    /// The end of the chain that an expression is the start or a part of.
    #[must_use]
    pub fn outermost(&self, mut id: ExprId) -> ExprId {
        while let Node::Expr(parent) = self.parent(id) {
            match self.expr(parent) {
                ExprKind::Member { object, .. } | ExprKind::Index { object, .. } if object == id => id = parent,
                ExprKind::Call { callee, .. } if callee == id => id = parent,
                _ => break,
            }
        }
        id
    }
}
