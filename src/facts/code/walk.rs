//! Going down and up in a [`Code`].

use std::mem::take;

use super::{Code, ExprId, ExprKind, FnId, List, MODULE, Node, PatId, PatKind, PropertyKey, StmtId, StmtKind};

impl Code {
    /// Calls `visit` with the direct children of a node, in source order. A function expression or declaration has its
    /// function as the only child; that has its parameters' defaults and its statements; a class has what it extends,
    /// its decorators, methods and field values.
    pub fn children(&self, node: Node, visit: &mut impl FnMut(Node)) {
        match node {
            Node::Expr(id) => self.expr_children(id, visit),
            Node::Stmt(id) => self.stmt_children(id, visit),
            Node::Function(id) => {
                let function = self.function(id);
                self.pattern_list(function.params).for_each(|p| self.pattern_children(p, visit));
                self.visit_block(function.body, visit);
            }
            Node::Class(id) => {
                let class = self.class(id);
                self.visit_list(class.decorators, visit);
                visit_optional(class.extends, visit);
                for member in self.member_list(class.members) {
                    self.visit_list(member.decorators, visit);
                    if let Some(function) = member.function {
                        visit(Node::Function(function));
                    }
                    visit_optional(member.value, visit);
                }
            }
            Node::Module => visit(Node::Function(MODULE)),
        }
    }

    fn visit_list(&self, list: List, visit: &mut impl FnMut(Node)) {
        self.expr_list(list).for_each(|e| visit(Node::Expr(e)));
    }

    fn visit_block(&self, list: List, visit: &mut impl FnMut(Node)) {
        self.block(list).for_each(|s| visit(Node::Stmt(s)));
    }

    fn expr_children(&self, id: ExprId, visit: &mut impl FnMut(Node)) {
        let mut expr = |e: ExprId| visit(Node::Expr(e));
        match self.expr(id) {
            ExprKind::Ident { .. }
            | ExprKind::This
            | ExprKind::Super
            | ExprKind::String(_)
            | ExprKind::Number(_)
            | ExprKind::Bool(_)
            | ExprKind::Null
            | ExprKind::Regex(_)
            | ExprKind::Unknown
            | ExprKind::Yield(None) => {}
            ExprKind::Template { parts, tag } => {
                visit_optional(tag, visit);
                self.visit_list(parts, visit);
            }
            ExprKind::Member { object, .. } => expr(object),
            ExprKind::Index { object, index } => [object, index].into_iter().for_each(expr),
            ExprKind::Call { callee, args } | ExprKind::New { callee, args } => {
                expr(callee);
                self.visit_list(args, visit);
            }
            ExprKind::Await(e) | ExprKind::Spread(e) | ExprKind::Yield(Some(e)) => expr(e),
            ExprKind::Unary { operand, .. } => expr(operand),
            ExprKind::Update { target, .. } => expr(target),
            ExprKind::Binary { left, right, .. } => [left, right].into_iter().for_each(expr),
            ExprKind::Assign { target, value, .. } => [target, value].into_iter().for_each(expr),
            ExprKind::Pattern(pattern) => self.pattern_children(pattern, visit),
            ExprKind::Conditional { test, then, otherwise } => [test, then, otherwise].into_iter().for_each(expr),
            ExprKind::Object { properties } => self.property_children(properties, visit),
            ExprKind::Array { elements } | ExprKind::Sequence(elements) => self.visit_list(elements, visit),
            ExprKind::Function(f) => visit(Node::Function(f)),
            ExprKind::Class(c) => visit(Node::Class(c)),
            ExprKind::Jsx(jsx) => {
                let jsx = self.jsx_element(jsx);
                visit_optional(jsx.component, visit);
                self.property_children(jsx.attributes, visit);
                self.visit_list(jsx.children, visit);
            }
        }
    }

    fn property_children(&self, properties: List, visit: &mut impl FnMut(Node)) {
        for property in self.property_list(properties) {
            if let PropertyKey::Computed(key) = property.key {
                visit(Node::Expr(key));
            }
            visit(Node::Expr(property.value));
        }
    }

    fn stmt_children(&self, id: StmtId, visit: &mut impl FnMut(Node)) {
        match self.stmt(id).kind {
            StmtKind::Expr(e) | StmtKind::Return(Some(e)) | StmtKind::Throw(e) => visit(Node::Expr(e)),
            StmtKind::Return(None) | StmtKind::Break | StmtKind::Continue | StmtKind::Unknown => {}
            StmtKind::Var { pattern, init, .. } => {
                self.pattern_children(pattern, visit);
                visit_optional(init, visit);
            }
            StmtKind::If { test, then, otherwise } => {
                visit(Node::Expr(test));
                self.visit_block(then, visit);
                self.visit_block(otherwise.unwrap_or_default(), visit);
            }
            StmtKind::Loop { binding, header, body, .. } => {
                if let Some(pattern) = binding {
                    self.pattern_children(pattern, visit);
                }
                visit_optional(header, visit);
                self.visit_block(body, visit);
            }
            StmtKind::Try { block, catch, finally } => {
                self.visit_block(block, visit);
                if let Some(catch) = catch {
                    if let Some(param) = catch.param {
                        self.pattern_children(param, visit);
                    }
                    self.visit_block(catch.body, visit);
                }
                self.visit_block(finally.unwrap_or_default(), visit);
            }
            StmtKind::Switch { on, cases } => {
                visit(Node::Expr(on));
                for case in self.case_list(cases) {
                    visit_optional(case.test, visit);
                    self.visit_block(case.body, visit);
                }
            }
            StmtKind::Block(body) | StmtKind::Namespace { body, .. } => self.visit_block(body, visit),
            StmtKind::Function(f) => visit(Node::Function(f)),
            StmtKind::Class(c) => visit(Node::Class(c)),
        }
    }

    /// The expressions in a pattern: defaults, computed keys, assignment targets.
    fn pattern_children(&self, id: PatId, visit: &mut impl FnMut(Node)) {
        match self.pattern(id).kind {
            PatKind::Name(_) | PatKind::Unknown => {}
            PatKind::Object { properties } => {
                for property in self.pattern_property_list(properties) {
                    if let PropertyKey::Computed(key) = property.key {
                        visit(Node::Expr(key));
                    }
                    self.pattern_children(property.value, visit);
                }
            }
            PatKind::Array { elements } => self.pattern_list(elements).for_each(|p| self.pattern_children(p, visit)),
            PatKind::Default { pattern, default } => {
                self.pattern_children(pattern, visit);
                visit(Node::Expr(default));
            }
            PatKind::Rest(pattern) => self.pattern_children(pattern, visit),
            PatKind::Target(e) => visit(Node::Expr(e)),
        }
    }

    /// The names that a pattern declares, in source order, onto `names`.
    pub fn bound_names(&self, pattern: PatId, names: &mut Vec<super::BindingId>) {
        match self.pattern(pattern).kind {
            PatKind::Name(binding) => names.push(binding),
            PatKind::Object { properties } => {
                self.pattern_property_list(properties).for_each(|p| self.bound_names(p.value, names));
            }
            PatKind::Array { elements } => self.pattern_list(elements).for_each(|p| self.bound_names(p, names)),
            PatKind::Default { pattern, .. } | PatKind::Rest(pattern) => self.bound_names(pattern, names),
            PatKind::Target(_) | PatKind::Unknown => {}
        }
    }

    /// The parent of any node.
    #[must_use]
    pub fn parent_of(&self, node: Node) -> Node {
        match node {
            Node::Expr(e) => self.parent(e),
            Node::Stmt(s) => self.stmt_parent(s),
            Node::Function(f) => self.function(f).parent,
            Node::Class(c) => self.class(c).parent,
            Node::Module => Node::Module,
        }
    }

    /// The nodes above a node, nearest first, without [`Node::Module`].
    pub fn ancestors(&self, node: Node) -> impl Iterator<Item = Node> + '_ {
        std::iter::successors(Some(node), |&n| match self.parent_of(n) {
            Node::Module => None,
            above => Some(above),
        })
        .skip(1)
    }

    /// A node and all below it, parents before children, in source order.
    #[must_use]
    pub fn descendants(&self, node: Node) -> Descendants<'_> {
        Descendants { code: self, stack: vec![node], top: node, into_functions: true }
    }

    /// All that a function itself does: what is below it without what nested functions hold. A nested function comes as
    /// its [`Node::Function`], a nested class with its field values.
    #[must_use]
    pub fn within(&self, function: FnId) -> Descendants<'_> {
        let top = Node::Function(function);
        Descendants { code: self, stack: vec![top], top, into_functions: false }
    }

    /// A node and what is below it in the same function.
    #[must_use]
    pub fn within_node(&self, node: Node) -> Descendants<'_> {
        Descendants { code: self, stack: vec![node], top: node, into_functions: false }
    }

    /// The expressions of a function, without those of nested functions, in source order.
    pub fn exprs_within(&self, function: FnId) -> impl Iterator<Item = ExprId> + '_ {
        self.within(function).filter_map(|node| match node {
            Node::Expr(e) => Some(e),
            _ => None,
        })
    }

    /// The values that a function itself gives back, in source order.
    #[must_use]
    pub fn returned(&self, function: FnId) -> Vec<ExprId> {
        let range = self.function(function).range;
        let first = self.stmts.partition_point(|s| s.range.end <= range.start);
        let within = self.stmts[first..].iter().zip(first..).take_while(|(s, _)| s.range.end <= range.end);
        let values = within.filter_map(|(stmt, index)| match stmt.kind {
            StmtKind::Return(Some(value)) => {
                let id = StmtId(u32::try_from(index).ok()?);
                (self.function_above(self.stmt_parent(id)) == function).then_some(value)
            }
            _ => None,
        });
        values.collect()
    }

    /// An expression, and what the names in it are declared to be, and the names in those: each once, at most so many as a
    /// person would follow.
    #[must_use]
    pub fn definitions(&self, expr: ExprId) -> Vec<ExprId> {
        const MOST: usize = 40;
        let mut found = vec![expr];
        let mut next = 0;
        while let Some(&whole) = found.get(next) {
            for node in self.within_node(Node::Expr(whole)) {
                let Node::Expr(e) = node else { continue };
                if let Some(init) = self.initial(e).filter(|init| found.len() < MOST && !found.contains(init)) {
                    found.push(init);
                }
            }
            next += 1;
        }
        found
    }

    /// The innermost statement around an expression.
    #[must_use]
    pub fn statement_of(&self, expr: ExprId) -> Option<StmtId> {
        self.ancestors(Node::Expr(expr)).find_map(|node| match node {
            Node::Stmt(stmt) => Some(stmt),
            _ => None,
        })
    }

    /// Tells every node its parent, once all nodes are there.
    pub(crate) fn link_parents(&mut self) {
        let (mut expr_parents, mut stmt_parents) = (take(&mut self.expr_parents), take(&mut self.stmt_parents));
        expr_parents.resize(self.exprs.len(), Node::Module);
        stmt_parents.resize(self.stmts.len(), Node::Module);
        let mut fn_parents = vec![Node::Module; self.functions.len()];
        let mut class_parents = vec![Node::Module; self.classes.len()];
        let ids = |len: usize| 0..u32::try_from(len).unwrap_or(u32::MAX);
        let nodes = (ids(self.exprs.len()).map(|i| Node::Expr(ExprId(i))))
            .chain(ids(self.stmts.len()).map(|i| Node::Stmt(StmtId(i))))
            .chain(ids(self.functions.len()).map(|i| Node::Function(FnId(i))))
            .chain(ids(self.classes.len()).map(|i| Node::Class(super::ClassId(i))));
        for parent in nodes {
            self.children(parent, &mut |child| {
                let slot = match child {
                    Node::Expr(e) => expr_parents.get_mut(e.index()),
                    Node::Stmt(s) => stmt_parents.get_mut(s.index()),
                    Node::Function(f) => fn_parents.get_mut(f.index()),
                    Node::Class(c) => class_parents.get_mut(c.index()),
                    Node::Module => None,
                };
                if let Some(slot) = slot {
                    *slot = parent;
                }
            });
        }
        self.expr_parents = expr_parents;
        self.stmt_parents = stmt_parents;
        self.functions.iter_mut().zip(fn_parents).for_each(|(f, parent)| f.parent = parent);
        self.classes.iter_mut().zip(class_parents).for_each(|(c, parent)| c.parent = parent);
    }
}

fn visit_optional(expr: Option<ExprId>, visit: &mut impl FnMut(Node)) {
    if let Some(expr) = expr {
        visit(Node::Expr(expr));
    }
}

/// See [`Code::descendants`] and [`Code::within`].
#[derive(Debug)]
pub struct Descendants<'c> {
    code: &'c Code,
    stack: Vec<Node>,
    top: Node,
    into_functions: bool,
}

impl Iterator for Descendants<'_> {
    type Item = Node;

    fn next(&mut self) -> Option<Node> {
        let node = self.stack.pop()?;
        if self.into_functions || node == self.top || !matches!(node, Node::Function(_)) {
            let first = self.stack.len();
            self.code.children(node, &mut |child| self.stack.push(child));
            self.stack.get_mut(first..).unwrap_or_default().reverse();
        }
        Some(node)
    }
}
