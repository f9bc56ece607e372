//! What is put into a cache beside being given back: where that fails, the next answer is slower, and nothing else.

use crate::facts::code::{BindingId, Code, ExprId, ExprKind, List, Node, StmtKind};

/// `redis.setex(key, 60, JSON.stringify(found))` of a function that gives back `found` in any case.
pub(super) fn keeps_for_a_while(code: &Code, call: ExprId) -> bool {
    let ExprKind::Call { callee, args } = code.expr(call) else { return false };
    let ExprKind::Member { property, .. } = code.expr(callee) else { return false };
    let kept = match code.str(property) {
        "setex" | "setEx" | "psetex" | "pSetEx" => code.arg(args, 2),
        "set" | "put" if has_time_to_live(code, args) => code.arg(args, 1),
        _ => None,
    };
    !code.arg(args, 0).is_some_and(|key| is_relied_on(code, key))
        && kept.and_then(|value| named(code, value)).is_some_and(|name| is_given_back(code, call, name))
}

/// `{ ex: 60 }`, `"EX", 60`, `{ expirationTtl: 60 }`; not where the write is a lock: `{ ex: 60, nx: true }`.
fn has_time_to_live(code: &Code, args: List) -> bool {
    let says = |words: &[&str]| {
        code.expr_list(args).skip(2).any(|arg| match code.expr(arg) {
            ExprKind::Object { properties } => code.property_list(properties).any(|property| {
                code.property_name(&property).is_some_and(|name| words.contains(&name.to_ascii_lowercase().as_str()))
            }),
            _ => code.string(arg).is_some_and(|text| words.contains(&text.to_ascii_lowercase().as_str())),
        })
    };
    says(&["ex", "px", "ttl", "expirationttl"]) && !says(&["nx"])
}

/// `session:…`, `otp:…`: what is kept there is looked for later, and is nowhere else.
fn is_relied_on(code: &Code, key: ExprId) -> bool {
    const RELIED_ON: [&str; 10] =
        ["session", "sessions", "otp", "code", "token", "lock", "limit", "nonce", "state", "pending"];
    let says = |text: &str| crate::vocab::split(text).iter().any(|word| RELIED_ON.contains(&word.as_str()));
    code.within_node(Node::Expr(key)).any(|node| match node {
        Node::Expr(e) => code.string(e).is_some_and(says) || code.ident(e).is_some_and(says),
        _ => false,
    })
}

/// The variable of `value`, `JSON.stringify(value)`.
fn named(code: &Code, value: ExprId) -> Option<BindingId> {
    match code.expr(value) {
        ExprKind::Ident { binding, .. } => binding,
        ExprKind::Call { callee, args } if code.path(callee).as_deref() == Some("JSON.stringify") => {
            named(code, code.arg(args, 0)?)
        }
        _ => None,
    }
}

/// Whether the function around the call answers with the variable.
fn is_given_back(code: &Code, call: ExprId, name: BindingId) -> bool {
    code.within(code.function_of(call)).any(|node| {
        let Node::Stmt(stmt) = node else { return false };
        let StmtKind::Return(Some(value)) = code.stmt(stmt).kind else { return false };
        code.references(name).iter().any(|&used| code.range(value).contains(code.range(used)))
    })
}

#[cfg(test)]
mod tests {
    use super::keeps_for_a_while;
    use crate::{model::Language, syntax::Parsers};

    /// Whether any call of a function does no more than keep what it gives back.
    fn keeps(body: &str) -> bool {
        let source = format!("async function tides(key) {{ {body} }}");
        let code = Parsers::new().lower(&source, Language::TypeScript).code;
        code.expr_ids().any(|id| keeps_for_a_while(&code, id))
    }

    #[test]
    fn what_is_given_back_in_any_case() {
        assert!(keeps("const found = await ask(); await redis.setex(key, 60, JSON.stringify(found)); return found;"));
        assert!(keeps("const found = await ask(); await kv.set(key, found, { ex: 60 }); return { found };"));
    }

    #[test]
    fn what_is_looked_for_later() {
        assert!(!keeps("const crew = await ask(); await redis.setex(`session:${key}`, 60, crew); return crew;"));
        assert!(!keeps("const one = 1; await kv.set(key, one, { ex: 60, nx: true }); return one;"));
        assert!(!keeps("const found = await ask(); await redis.setex(key, 60, found); return true;"));
        assert!(!keeps("const found = await ask(); await kv.set(key, found); return found;"));
    }
}
