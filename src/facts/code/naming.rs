//! What values are called where they are made.

use super::{Code, ExprId, ExprKind, FnId, Node, Origin, PatKind, PropertyKey, StmtKind, Sym};

impl Code {
    /// What a value is called: the variable, member or property it goes into, then the function that makes it, where it
    /// returns the value or that variable, or gives the value no other name.
    #[must_use]
    pub fn names_of(&self, value: ExprId) -> Vec<&str> {
        let mut names: Vec<Sym> = Vec::new();
        let mut below = Node::Expr(value);
        let mut is_returned = false;
        for node in self.ancestors(below) {
            match node {
                Node::Stmt(stmt) => match self.stmt(stmt).kind {
                    StmtKind::Return(_) => is_returned = true,
                    StmtKind::Var { pattern, .. } => {
                        if let PatKind::Name(binding) = self.pattern(pattern).kind {
                            names.push(self.binding(binding).name);
                        }
                    }
                    _ => {}
                },
                // A `key` or a style of an element is none.
                Node::Expr(e) if matches!(self.expr(e), ExprKind::Jsx(_)) => break,
                Node::Expr(parent) => names.extend(self.name_given(parent, below)),
                Node::Function(function) => {
                    if let Some(name) = self.function(function).name {
                        if is_returned || names.is_empty() || self.returns_any(function, &names) {
                            names.push(name);
                        }
                        break;
                    }
                }
                Node::Class(_) | Node::Module => break,
            }
            below = node;
        }
        names.into_iter().map(|name| self.str(name)).collect()
    }

    /// The function that a declaration gives a name: `function moor() { … }`, `const moor = () => …`.
    #[must_use]
    pub fn declared_function(&self, origin: Origin) -> Option<FnId> {
        match origin {
            Origin::Function(function) => Some(function),
            Origin::Var(stmt) => match self.stmt(stmt).kind {
                StmtKind::Var { pattern, init: Some(init), .. }
                    if matches!(self.pattern(pattern).kind, PatKind::Name(_)) =>
                {
                    if let ExprKind::Function(function) = self.expr(init) { Some(function) } else { None }
                }
                _ => None,
            },
            _ => None,
        }
    }

    /// The name that a function goes by: its own, or the one of the variable or the property that holds it.
    #[must_use]
    pub fn name_of(&self, function: FnId) -> Option<&str> {
        let known = self.function(function);
        if let Some(name) = known.name {
            return Some(self.str(name));
        }
        let Node::Expr(own) = known.parent else { return None };
        if let Node::Expr(above) = self.parent(own) {
            let ExprKind::Object { properties } = self.expr(above) else { return None };
            let holder = self.property_list(properties).find(|p| p.value == own)?;
            return self.property_name(&holder);
        }
        let Node::Stmt(stmt) = self.parent(own) else { return None };
        let StmtKind::Var { pattern, .. } = self.stmt(stmt).kind else { return None };
        match self.pattern(pattern).kind {
            PatKind::Name(binding) => Some(self.str(self.binding(binding).name)),
            _ => None,
        }
    }

    /// Whether a function returns a variable of one of these names, or text made of it.
    fn returns_any(&self, function: FnId, names: &[Sym]) -> bool {
        let is_one = |e: ExprId| matches!(self.expr(e), ExprKind::Ident { name, .. } if names.contains(&name));
        let is_text_of = |e: ExprId| match self.expr(e) {
            ExprKind::Template { parts, tag: None } => self.expr_list(parts).any(is_one),
            ExprKind::Call { callee, .. } => {
                matches!(self.expr(callee), ExprKind::Member { object, .. } if is_one(object))
            }
            _ => is_one(e),
        };
        self.descendants(Node::Function(function)).any(|node| match node {
            Node::Stmt(stmt) => matches!(self.stmt(stmt).kind, StmtKind::Return(Some(e)) if is_text_of(e)),
            _ => false,
        })
    }

    /// The name under which an assignment or an object keeps one of its parts.
    fn name_given(&self, parent: ExprId, part: Node) -> Option<Sym> {
        match self.expr(parent) {
            ExprKind::Assign { target, .. } => match self.expr(target) {
                ExprKind::Ident { name, .. } => Some(name),
                ExprKind::Member { property, .. } => Some(property),
                _ => None,
            },
            ExprKind::Object { properties } => {
                let own = self.property_list(properties).find(|p| Node::Expr(p.value) == part)?;
                match own.key {
                    PropertyKey::Name(key) => Some(key),
                    _ => None,
                }
            }
            _ => None,
        }
    }
}
