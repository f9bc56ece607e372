//! The server or router that something is registered on.

use super::{
    super::handler,
    register::{Owner, Reader, kind_of},
};
use crate::{
    facts::code::{Code, ExprId, ExprKind, FnId, Node, PatKind},
    model::{
        routes::{Kind, METHODS},
        values::{Root, Value},
    },
    source::span::FileId,
};

impl Reader<'_, '_> {
    /// The server that something is registered on.
    pub(super) fn owner(&mut self, object: ExprId) -> Option<(Owner, Option<Kind>)> {
        let base = chain_base(self.code, object);
        if let Some(found) = self.made_by_chain(base) {
            return Some(found);
        }
        for value in self.values.of(self.file, base) {
            let Value::Symbol(symbol) = value else { continue };
            if let (Some(kind), Some((file, call))) = (kind_of(symbol), symbol.made_by) {
                let owner = Owner::Made(file, call);
                self.registered.kinds.insert(owner.clone(), kind);
                return Some((owner, Some(kind)));
            }
            if let Root::Param(file, function, index) = symbol.root
                && symbol.path.is_empty()
                && let Some(kind) = self.parameter_kind(file, function, index)
            {
                let owner = Owner::Param(file, function, index);
                return Some((owner, kind));
            }
        }
        None
    }

    /// A parameter is a server when its type or its name says so.
    #[allow(clippy::option_option, reason = "a server of unknown kind is not the same as no server")]
    fn parameter_kind(&self, file: FileId, function: FnId, index: u32) -> Option<Option<Kind>> {
        let code = self.values.code(file)?;
        if index == 0 && is_plugin(code, function) {
            return Some(Some(Kind::Fastify));
        }
        let pattern = code.pattern_list(code.function(function).params).nth(index as usize)?;
        let pattern = code.pattern(pattern);
        match pattern.type_name.map(|t| code.str(t)) {
            Some("Express" | "Application" | "Router" | "IRouter") => return Some(Some(Kind::Express)),
            Some("Hono" | "OpenAPIHono") => return Some(Some(Kind::Hono)),
            Some("FastifyInstance") => return Some(Some(Kind::Fastify)),
            Some("any" | "unknown") | None => {}
            Some(_) => return None,
        }
        match pattern.kind {
            PatKind::Name(b) => {
                matches!(code.str(code.binding(b).name), "app" | "router" | "server" | "fastify").then_some(None)
            }
            _ => None,
        }
    }

    /// The router that an argument of `use` is, if it is one.
    pub(super) fn made(&mut self, item: ExprId) -> Option<Owner> {
        self.owner(item).map(|(owner, _)| owner)
    }

    /// `const boats = new Hono().post("/", …)`: the server is made where the chain of its name begins.
    fn made_by_chain(&mut self, name: ExprId) -> Option<(Owner, Option<Kind>)> {
        let (file, made) = handler::definition(self.values, self.file, name)?;
        let code = self.values.code(file)?;
        let base = chain_base(code, made);
        let symbols = if base == made { Vec::new() } else { self.values.symbols(file, base) };
        symbols.into_iter().find_map(|symbol| {
            let (kind, (at, call)) = (kind_of(symbol)?, symbol.made_by?);
            let owner = Owner::Made(at, call);
            self.registered.kinds.insert(owner.clone(), kind);
            Some((owner, Some(kind)))
        })
    }
}

/// `new Hono().get(…).onError(…).post(…)`: the object that the chain of registrations starts from.
fn chain_base(code: &Code, mut object: ExprId) -> ExprId {
    while let ExprKind::Call { callee, .. } = code.expr(object) {
        let ExprKind::Member { object: before, property, .. } = code.expr(callee) else { break };
        let name = code.str(property);
        if !(METHODS.iter().any(|m| m.eq_ignore_ascii_case(name))
            || matches!(
                name,
                "use" | "all" | "on" | "route" | "mount" | "basePath" | "onError" | "notFound" | "openapi" | "doc"
            ))
        {
            break;
        }
        object = before;
    }
    object
}

/// Whether a function is a plugin written where it is registered: `app.register(async (sub) => { … })`.
fn is_plugin(code: &Code, function: FnId) -> bool {
    let Node::Expr(written) = code.function(function).parent else { return false };
    let Node::Expr(call) = code.parent(written) else { return false };
    match code.expr(call) {
        ExprKind::Call { callee, .. } => callee != written && code.last_name(callee) == Some("register"),
        _ => false,
    }
}
