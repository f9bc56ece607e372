//! What calls are given in objects.

use crate::{
    facts::code::{Code, ExprId, ExprKind, Node, PropertyKey},
    model::{Project, values::Value},
    source::span::FileId,
};

impl Project {
    /// The value of the first of some properties in the arguments of a call, or in what they are made of.
    #[must_use]
    pub fn option(&self, (file, call): (FileId, ExprId), keys: &[&str]) -> Option<ExprId> {
        let code = self.file(file).code.as_ref()?;
        in_objects(code, Node::Expr(call), keys).or_else(|| {
            let ExprKind::Call { args, .. } = code.expr(call) else { return None };
            let nodes = code.expr_list(args).flat_map(|a| code.within_node(Node::Expr(a)));
            let idents = nodes.filter_map(|n| match n {
                Node::Expr(e) if matches!(code.expr(e), ExprKind::Ident { .. }) => Some(e),
                _ => None,
            });
            let of_value = |v: &Value| match *v {
                Value::Object(at, object) if at == file => in_objects(code, Node::Expr(object), keys),
                _ => None,
            };
            idents.into_iter().find_map(|e| self.values().of(file, e).iter().find_map(of_value))
        })
    }
}

fn in_objects(code: &Code, node: Node, keys: &[&str]) -> Option<ExprId> {
    code.within_node(node).find_map(|n| {
        let Node::Expr(e) = n else { return None };
        let ExprKind::Object { properties } = code.expr(e) else { return None };
        let mut wanted = code.property_list(properties);
        wanted.find(|p| matches!(p.key, PropertyKey::Name(k) if keys.contains(&code.str(k)))).map(|p| p.value)
    })
}
