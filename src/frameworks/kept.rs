//! What a middleware keeps for the rest of one request: Hono's `c.set("userId", id)`, read as `c.get("userId")` and as
//! `c.var.userId` (<https://hono.dev/docs/api/context#set-get>).

use crate::{
    facts::code::{Code, ExprKind, FnId, PatKind},
    model::values::{Root, Symbol, Values},
};

/// The name under which a value, or what it is a part of, was kept: `user` of `c.get("user").id`.
pub(crate) fn kept_name<'p>(values: &Values<'p>, symbol: &'p Symbol) -> Option<&'p str> {
    let Root::Param(file, function, 0) = symbol.root else { return None };
    let of_context = values.code(file).is_some_and(|code| takes_context(code, function));
    if let Some(rest) = symbol.path.strip_prefix(".var.").filter(|_| of_context) {
        return rest.split(['.', '[', '(']).next();
    }
    let (at, call) = symbol.made_by.filter(|_| of_context && symbol.path.starts_with(".get()"))?;
    let code = values.code(at)?;
    match code.expr(call) {
        ExprKind::Call { args, .. } => code.string(code.arg(args, 0)?),
        _ => None,
    }
}

/// Whether the first parameter of a function is the context of a request, by its name or type.
fn takes_context(code: &Code, function: FnId) -> bool {
    let Some(first) = code.pattern_list(code.function(function).params).next() else { return false };
    let pattern = code.pattern(first);
    let is_named = match pattern.kind {
        PatKind::Name(name) => matches!(code.str(code.binding(name).name), "c" | "ctx" | "context"),
        _ => false,
    };
    is_named || pattern.type_name.is_some_and(|name| code.str(name) == "Context")
}
