//! Where a value goes within one function: which conditions look at it, whether it is returned.

mod calls;
mod sense;

use std::collections::BTreeSet;

use self::calls::{makes_another, reshapes, says_something};
pub(super) use self::sense::{is_error_word, sense};
use crate::facts::code::{
    BinaryOp, BindingId, Code, ExprId, ExprKind, FnId, Node, PatId, PatKind, PropertyKey, StmtId, StmtKind, UnaryOp,
};

/// A use of a value, or of something made from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Use {
    /// An `if` tests it; `reference` is where it enters the condition.
    Tested { stmt: StmtId, reference: ExprId },
    /// The condition of `? :`, or the left side of `&&`.
    Chosen { expr: ExprId, reference: ExprId },
    /// The function returns it.
    Returned(StmtId),
    /// It is an argument of this call.
    Given { call: ExprId },
    /// It is kept in a member of something.
    Stored,
}

impl Use {
    /// Where the value enters the condition of an `if`.
    pub(super) fn tested(&self) -> Option<ExprId> {
        if let Self::Tested { reference, .. } = self { Some(*reference) } else { None }
    }
}

/// All uses within `function` of the value of `seed` and of what says something about it.
pub(super) fn uses(code: &Code, function: FnId, seed: ExprId) -> Vec<Use> {
    let mut follower = Follower { seed: Some(seed), ..Follower::new(code, function, Reading::Word) };
    follower.climb(seed);
    follower.uses
}

/// All places within `function` where the value of `seed` is read, or something that is only there with it.
pub(super) fn references(code: &Code, function: FnId, seed: ExprId) -> Vec<ExprId> {
    let mut follower = Follower { seed: Some(seed), ..Follower::new(code, function, Reading::Word) };
    follower.climb(seed);
    let names = follower.seen.iter().flat_map(|&name| code.references(name).iter().copied());
    std::iter::once(seed).chain(names).collect()
}

/// All uses within `function` of the value of `seed` itself and of its parts, those left out that are read as one of some
/// members: what is only found by it is another value.
pub(super) fn uses_of_parts(code: &Code, function: FnId, seed: ExprId, without: &[String]) -> Vec<Use> {
    let mut follower = Follower { without, seed: Some(seed), ..Follower::new(code, function, Reading::Part) };
    follower.climb(seed);
    follower.uses
}

/// The same for what stays as it was read: what a function of the project makes of it is another value, unless it only
/// gives it another form.
pub(super) fn uses_as_read(code: &Code, function: FnId, seed: ExprId) -> Vec<Use> {
    let mut follower = Follower { seed: Some(seed), ..Follower::new(code, function, Reading::AsRead) };
    follower.climb(seed);
    follower.uses
}

/// The same for what is collected under a name.
pub(super) fn uses_of_name(code: &Code, function: FnId, name: BindingId, without: &[String]) -> Vec<Use> {
    let mut follower = Follower { without, ..Follower::new(code, function, Reading::Part) };
    follower.bound(name);
    follower.uses
}

/// How closely what is made from a value must hang together with it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reading {
    /// It says something about it: that there is one, what is found by it.
    Word,
    /// It is a part of it, or the whole in another form, or is made from it.
    Part,
    /// It is a part of it, or the whole in another form.
    AsRead,
}

struct Follower<'c> {
    code: &'c Code,
    function: FnId,
    /// The value that is followed, where it is an expression.
    seed: Option<ExprId>,
    reading: Reading,
    /// Members that are not followed.
    without: &'c [String],
    uses: Vec<Use>,
    seen: BTreeSet<BindingId>,
    fuel: u32,
}

impl<'c> Follower<'c> {
    fn new(code: &'c Code, function: FnId, reading: Reading) -> Self {
        Follower {
            code,
            function,
            seed: None,
            reading,
            without: &[],
            uses: Vec::new(),
            seen: BTreeSet::new(),
            fuel: 600,
        }
    }

    fn climb(&mut self, reference: ExprId) {
        let mut expr = reference;
        loop {
            self.fuel = self.fuel.saturating_sub(1);
            if self.fuel == 0 {
                return;
            }
            match self.code.parent(expr) {
                Node::Expr(parent) => {
                    if !self.passes(reference, expr, parent) {
                        return;
                    }
                    expr = parent;
                }
                Node::Stmt(stmt) => match self.statement(reference, expr, stmt) {
                    Some(next) => expr = next,
                    None => return,
                },
                _ => return,
            }
        }
    }

    /// Whether the value of `parent` is made from the value of its child.
    fn passes(&mut self, reference: ExprId, expr: ExprId, parent: ExprId) -> bool {
        if self.reading != Reading::Word && self.only_tells(parent) {
            return false;
        }
        match self.code.expr(parent) {
            ExprKind::Call { callee, args } | ExprKind::New { callee, args } if callee != expr => {
                self.uses.push(Use::Given { call: parent });
                let is_about_it = || {
                    // The check itself, in a wrapper: `await withTimeout(client.auth.getUser(), 500)`.
                    Some(reference) == self.seed
                        || args.len() == 1 && !matches!(self.code.expr(expr), ExprKind::Object { .. })
                };
                // `user?.id` as an argument: the code goes on without a user.
                !is_optional(self.code, reference, expr) && self.gives_on(callee, is_about_it)
            }
            ExprKind::Assign { target, value, .. } if value == expr => {
                match self.code.expr(target) {
                    ExprKind::Ident { binding: Some(b), .. } => self.bound(b),
                    ExprKind::Pattern(p) => self.pattern(p),
                    _ => self.uses.push(Use::Stored),
                }
                true
            }
            ExprKind::Conditional { test, .. } if test == expr => {
                self.uses.push(Use::Chosen { expr: parent, reference });
                true
            }
            ExprKind::Binary { op: BinaryOp::And, left, .. } if left == expr => {
                self.uses.push(Use::Chosen { expr: parent, reference });
                true
            }
            ExprKind::Index { index, .. } if index == expr => true,
            ExprKind::Unary { op: UnaryOp::Void, .. } => false,
            _ => true,
        }
    }

    /// Whether the value of a call, by its callee, is still followed when the value is an argument of it: the only one, or
    /// one among others that the work is done with (`approve(db, id, user.email)`).
    fn gives_on(&self, callee: ExprId, is_about_it: impl Fn() -> bool) -> bool {
        match self.reading {
            Reading::Word => says_something(self.code, callee, is_about_it),
            Reading::Part => reshapes(self.code, callee),
            Reading::AsRead => reshapes(self.code, callee) && !makes_another(self.code, callee),
        }
    }

    /// Whether an expression only tells something of its operand: that there is one, which, how many, whether it equals.
    fn only_tells(&self, parent: ExprId) -> bool {
        use BinaryOp as B;
        match self.code.expr(parent) {
            ExprKind::Unary { .. } => true,
            ExprKind::Binary { op, .. } => !matches!(op, B::Add | B::And | B::Or | B::Coalesce),
            ExprKind::Member { property, .. } => {
                let name = self.code.str(property);
                matches!(name, "length" | "size" | "count" | "error")
                    || names_row(name)
                    || self.without.iter().any(|n| n == name)
            }
            _ => false,
        }
    }

    /// What a statement does with the value; the expression that it goes on as, if it does.
    fn statement(&mut self, reference: ExprId, expr: ExprId, stmt: StmtId) -> Option<ExprId> {
        match self.code.stmt(stmt).kind {
            StmtKind::Var { pattern, .. } => self.pattern(pattern),
            StmtKind::If { test, .. } if test == expr => self.uses.push(Use::Tested { stmt, reference }),
            StmtKind::Loop { binding: Some(pattern), .. } => self.pattern(pattern),
            StmtKind::Return(_) => {
                let function = self.code.function_above(self.code.stmt_parent(stmt));
                if function == self.function {
                    self.uses.push(Use::Returned(stmt));
                } else if let Node::Expr(callback) = self.code.function(function).parent {
                    return Some(callback);
                }
            }
            _ => {}
        }
        None
    }

    fn pattern(&mut self, pattern: PatId) {
        match self.code.pattern(pattern).kind {
            PatKind::Target(_) => self.uses.push(Use::Stored),
            // `const { data, error } = await query`: what went wrong is no part of what is there.
            PatKind::Object { properties } if self.reading != Reading::Word => {
                let is_error = |key| matches!(key, PropertyKey::Name(name) if self.code.str(name) == "error");
                let parts: Vec<PatId> =
                    self.code.pattern_property_list(properties).filter(|p| !is_error(p.key)).map(|p| p.value).collect();
                parts.into_iter().for_each(|part| self.pattern(part));
            }
            _ => {
                let mut names = Vec::new();
                self.code.bound_names(pattern, &mut names);
                names.into_iter().for_each(|n| self.bound(n));
            }
        }
    }

    fn bound(&mut self, binding: BindingId) {
        if !self.seen.insert(binding) {
            return;
        }
        for &reference in self.code.references(binding) {
            self.climb(reference);
        }
    }
}

/// `id`, `user_id`, `userId`: which row it is.
fn names_row(property: &str) -> bool {
    property == "id" || property.ends_with("_id") || property.ends_with("Id")
}

/// Whether an optional member (`user?.id`) lies between a reference and what is made of it.
fn is_optional(code: &Code, reference: ExprId, top: ExprId) -> bool {
    let mut expr = top;
    loop {
        match code.expr(expr) {
            ExprKind::Member { optional: true, .. } => return true,
            ExprKind::Member { object, .. } if expr != reference => expr = object,
            ExprKind::Object { .. } | ExprKind::Array { .. } => {
                return code.ancestors(Node::Expr(reference)).take(4).any(
                    |n| matches!(n, Node::Expr(e) if matches!(code.expr(e), ExprKind::Member { optional: true, .. })),
                );
            }
            _ => return false,
        }
    }
}
