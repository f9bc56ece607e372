//! What stands around an expression: when it runs, how often, and what happens when it throws.

use super::{BinaryOp, Catch, Code, ExprId, ExprKind, FnId, List, MODULE, Node, StmtId, StmtKind};

/// A construct around a node, and the part of it that holds the node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Enclosure {
    /// In the guarded block of a `try`.
    TryBlock(StmtId),
    /// In the `catch` of a `try`.
    CatchBody(StmtId),
    /// In the `finally` of a `try`.
    FinallyBody(StmtId),
    /// In what a loop repeats: its body, or the test of a `for` or `while`.
    Loop(StmtId),
    /// In what an `if` does when its test holds.
    Then(StmtId),
    /// In what an `if` does otherwise.
    Else(StmtId),
    /// In a case of a `switch`.
    Case(StmtId),
    /// In the second operand of `test ? a : b`.
    ConditionalThen(ExprId),
    /// In the third operand of `test ? a : b`.
    ConditionalElse(ExprId),
    /// In the right operand of `&&`.
    AfterAnd(ExprId),
    /// In the right operand of `||` or `??`.
    AfterOr(ExprId),
    /// In a function. What is around the function comes next; whether it matters depends on who calls it when.
    Function(FnId),
}

impl Code {
    /// The constructs around a node, innermost first, beyond its own function too.
    pub fn enclosures(&self, node: Node) -> impl Iterator<Item = Enclosure> + '_ {
        std::iter::once(node)
            .chain(self.ancestors(node))
            .zip(self.ancestors(node))
            .filter_map(|(child, parent)| self.enclosure(child, parent))
    }

    /// The constructs around an expression within its own function, innermost first.
    pub fn enclosures_in_function(&self, expr: ExprId) -> impl Iterator<Item = Enclosure> + '_ {
        self.enclosures(Node::Expr(expr)).take_while(|e| !matches!(e, Enclosure::Function(_)))
    }

    /// The `catch` clauses that what a node throws comes to within its own function, innermost first.
    pub fn catches(&self, node: Node) -> impl Iterator<Item = (StmtId, Catch)> + '_ {
        let around = self.enclosures(node).take_while(|e| !matches!(e, Enclosure::Function(_)));
        around.filter_map(|enclosure| match enclosure {
            Enclosure::TryBlock(stmt) => match self.stmt(stmt).kind {
                StmtKind::Try { catch: Some(catch), .. } => Some((stmt, catch)),
                _ => None,
            },
            _ => None,
        })
    }

    /// The innermost `catch` around an expression in its own function.
    #[must_use]
    pub fn catch_of(&self, expr: ExprId) -> Option<(StmtId, Catch)> {
        self.catches(Node::Expr(expr)).next()
    }

    /// Whether a value is written where a reference stands: `reference = value`.
    #[must_use]
    pub fn is_assigned(&self, reference: ExprId) -> bool {
        match self.parent(reference) {
            Node::Expr(p) => matches!(self.expr(p), ExprKind::Assign { target, .. } if target == reference),
            _ => false,
        }
    }

    /// Whether `first` has run whenever `later` runs: it stands before it in the same function, and every branch, loop
    /// and clause around it is around `later` too.
    #[must_use]
    pub fn runs_before(&self, first: ExprId, later: ExprId) -> bool {
        if self.function_of(first) != self.function_of(later) || self.range(first).start >= self.range(later).start {
            return false;
        }
        let around: Vec<Enclosure> = self.enclosures_in_function(later).collect();
        self.enclosures_in_function(first).all(|enclosure| match enclosure {
            Enclosure::TryBlock(_) | Enclosure::FinallyBody(_) => true,
            Enclosure::Case(s) => around.contains(&enclosure) && self.in_one_case(s, first, later),
            _ => around.contains(&enclosure),
        })
    }

    /// Whether two expressions never run in one pass: they stand in different arms of one `if`, `? :` or `switch`.
    #[must_use]
    pub fn are_alternatives(&self, one: ExprId, other: ExprId) -> bool {
        let around: Vec<Enclosure> = self.enclosures(Node::Expr(one)).collect();
        self.enclosures(Node::Expr(other)).any(|enclosure| match enclosure {
            Enclosure::Then(s) => around.contains(&Enclosure::Else(s)),
            Enclosure::Else(s) => around.contains(&Enclosure::Then(s)),
            Enclosure::ConditionalThen(e) => around.contains(&Enclosure::ConditionalElse(e)),
            Enclosure::ConditionalElse(e) => around.contains(&Enclosure::ConditionalThen(e)),
            Enclosure::Case(s) => around.contains(&enclosure) && !self.in_one_case(s, one, other),
            _ => false,
        })
    }

    /// Whether two expressions stand in one case of a `switch`.
    fn in_one_case(&self, switch: StmtId, one: ExprId, other: ExprId) -> bool {
        self.case_of(switch, Node::Expr(one)) == self.case_of(switch, Node::Expr(other))
    }

    /// The number of the case of a `switch` that a node stands in.
    #[must_use]
    pub fn case_of(&self, switch: StmtId, node: Node) -> Option<usize> {
        let StmtKind::Switch { cases, .. } = self.stmt(switch).kind else { return None };
        let way = std::iter::once(node).chain(self.ancestors(node));
        let held = way.take_while(|n| *n != Node::Stmt(switch)).last()?;
        self.case_list(cases).position(|case| self.block_holds(case.body, held))
    }

    fn enclosure(&self, child: Node, parent: Node) -> Option<Enclosure> {
        match parent {
            Node::Stmt(s) => self.enclosing_stmt(child, s),
            Node::Expr(e) => self.enclosing_expr(child, e),
            Node::Function(f) => Some(Enclosure::Function(f)),
            Node::Class(_) | Node::Module => None,
        }
    }

    fn enclosing_stmt(&self, child: Node, parent: StmtId) -> Option<Enclosure> {
        let holds = |list: List| self.block_holds(list, child);
        match self.stmt(parent).kind {
            StmtKind::Try { block, catch, finally } => {
                if holds(block) {
                    Some(Enclosure::TryBlock(parent))
                } else if finally.is_some_and(holds) {
                    Some(Enclosure::FinallyBody(parent))
                } else {
                    catch.map(|_| Enclosure::CatchBody(parent))
                }
            }
            StmtKind::Loop { header, form, body, .. } => {
                let repeats_header =
                    !matches!(form, super::LoopForm::ForOf | super::LoopForm::ForIn | super::LoopForm::ForAwaitOf);
                let in_header = header.is_some_and(|h| child == Node::Expr(h));
                (holds(body) || in_header && repeats_header).then_some(Enclosure::Loop(parent))
            }
            StmtKind::If { then, otherwise, .. } => {
                if holds(then) {
                    Some(Enclosure::Then(parent))
                } else {
                    otherwise.is_some_and(holds).then_some(Enclosure::Else(parent))
                }
            }
            StmtKind::Switch { on, .. } => (child != Node::Expr(on)).then_some(Enclosure::Case(parent)),
            _ => None,
        }
    }

    fn enclosing_expr(&self, child: Node, parent: ExprId) -> Option<Enclosure> {
        let Node::Expr(child) = child else { return None };
        match self.expr(parent) {
            ExprKind::Conditional { then, .. } if then == child => Some(Enclosure::ConditionalThen(parent)),
            ExprKind::Conditional { otherwise, .. } if otherwise == child => Some(Enclosure::ConditionalElse(parent)),
            ExprKind::Binary { op: BinaryOp::And, right, .. } if right == child => Some(Enclosure::AfterAnd(parent)),
            ExprKind::Binary { op: BinaryOp::Or | BinaryOp::Coalesce, right, .. } if right == child => {
                Some(Enclosure::AfterOr(parent))
            }
            _ => None,
        }
    }

    /// The list whose elements a callback is called with, one by one: `xs` of `xs.map((x) => …)`.
    #[must_use]
    pub fn iterated_by(&self, callback: FnId) -> Option<ExprId> {
        const EACH: [&str; 8] = ["map", "forEach", "flatMap", "filter", "some", "every", "find", "findIndex"];
        let (object, method) = self.given_to(callback)?;
        EACH.contains(&method).then_some(object)
    }

    /// The promise whose answer a callback is called with: `query` of `query.then((rows) => …)`.
    #[must_use]
    pub fn waited_for(&self, callback: FnId) -> Option<ExprId> {
        let (object, method) = self.given_to(callback)?;
        (method == "then").then_some(object)
    }

    /// The object and the method that a function is the first argument of.
    fn given_to(&self, callback: FnId) -> Option<(ExprId, &str)> {
        let Node::Expr(written) = self.function(callback).parent else { return None };
        let Node::Expr(call) = self.parent(written) else { return None };
        let ExprKind::Call { callee, args } = self.expr(call) else { return None };
        let ExprKind::Member { object, property, .. } = self.expr(callee) else { return None };
        (self.arg(args, 0) == Some(written)).then(|| (object, self.str(property)))
    }

    /// What is called with a function as one of its arguments, and the argument's position: `withBody` and 1 for the arrow of
    /// `withBody(schema, (body) => …)`.
    #[must_use]
    pub fn given_as(&self, function: FnId) -> Option<(ExprId, usize)> {
        let Node::Expr(own) = self.function(function).parent else { return None };
        let Node::Expr(call) = self.parent(own) else { return None };
        let ExprKind::Call { callee, args } = self.expr(call) else { return None };
        let position = self.expr_list(args).position(|argument| argument == own)?;
        Some((callee, position))
    }

    /// What the code of a function calls one of its parameters with: the arguments of `handler(body)` in
    /// `function withBody(schema, handler) { … }`.
    #[must_use]
    pub fn calls_of_parameter(&self, function: FnId, position: usize) -> Vec<List> {
        let mut names = Vec::new();
        if let Some(pattern) = self.pattern_list(self.function(function).params).nth(position) {
            self.bound_names(pattern, &mut names);
        }
        let called = names.iter().flat_map(|&name| self.references(name)).filter_map(|&reference| {
            let Node::Expr(call) = self.parent(reference) else { return None };
            match self.expr(call) {
                ExprKind::Call { callee, args } if callee == reference => Some(args),
                _ => None,
            }
        });
        called.collect()
    }

    /// The statements that stand before one in its own block, in order.
    pub fn statements_before(&self, stmt: StmtId) -> impl Iterator<Item = StmtId> + '_ {
        let block = self.blocks_of(self.stmt_parent(stmt)).find(|list| self.block_holds(*list, Node::Stmt(stmt)));
        block.into_iter().flat_map(|list| self.block(list)).take_while(move |other| *other != stmt)
    }

    /// The blocks that a function or statement directly consists of.
    pub fn blocks_of(&self, node: Node) -> impl Iterator<Item = List> + '_ {
        let (lists, cases) = match node {
            Node::Function(function) => ([Some(self.function(function).body), None, None], None),
            Node::Module => ([Some(self.function(MODULE).body), None, None], None),
            Node::Stmt(stmt) => match self.stmt(stmt).kind {
                StmtKind::If { then, otherwise, .. } => ([Some(then), otherwise, None], None),
                StmtKind::Loop { body, .. } | StmtKind::Block(body) | StmtKind::Namespace { body, .. } => {
                    ([Some(body), None, None], None)
                }
                StmtKind::Try { block, catch, finally } => ([Some(block), catch.map(|c| c.body), finally], None),
                StmtKind::Switch { cases, .. } => ([None; 3], Some(cases)),
                _ => ([None; 3], None),
            },
            Node::Expr(_) | Node::Class(_) => ([None; 3], None),
        };
        let cases = cases.into_iter().flat_map(|cases| self.case_list(cases)).map(|case| case.body);
        lists.into_iter().flatten().chain(cases)
    }

    /// Whether a block directly holds a statement. Ids in a block ascend.
    fn block_holds(&self, list: List, child: Node) -> bool {
        let Node::Stmt(child) = child else { return false };
        self.ids(list).binary_search(&child.0).is_ok()
    }

    /// Whether the value of an expression is awaited: directly, at the end of the chain of members and calls that starts
    /// with it, or through `? :`, `&&`, `||`, `??` and `,`.
    #[must_use]
    pub fn is_awaited(&self, id: ExprId) -> bool {
        let mut id = self.outermost(id);
        loop {
            let Node::Expr(parent) = self.parent(id) else { return false };
            match self.expr(parent) {
                ExprKind::Await(_) => return true,
                ExprKind::Conditional { test, .. } if test != id => id = parent,
                ExprKind::Binary { op: BinaryOp::And | BinaryOp::Or | BinaryOp::Coalesce, .. } => id = parent,
                ExprKind::Sequence(list) if self.expr_list(list).next_back() == Some(id) => id = parent,
                _ => return false,
            }
        }
    }
}
