//! Stores of values under keys: Workers KV, Redis and what speaks like it.

use crate::{
    facts::code::{Code, ExprId, ExprKind},
    model::calls::Call,
};

/// The key that a call asks such a store for: `env.CACHE.get(key)`, `redis.get(key)`, `redis.getdel(key)`.
pub(crate) fn key_asked(code: &Code, call: &Call) -> Option<ExprId> {
    let asks = matches!(call.name(), "get" | "getdel" | "getDel" | "getdelete");
    let of_package = || call.symbols.iter().filter_map(|s| s.package()).any(is_store);
    let ExprKind::Member { object, .. } = code.expr(call.callee) else { return None };
    (asks && (is_binding(code, object) || of_package())).then(|| code.arg(call.args, 0)).flatten()
}

/// Whether an object is one that a worker is handed beside its variables: `env.CACHE`, `c.env.CACHE`.
pub(crate) fn is_binding(code: &Code, object: ExprId) -> bool {
    let ExprKind::Member { object: env, .. } = code.expr(object) else { return false };
    match code.expr(env) {
        ExprKind::Ident { name, .. } => code.str(name) == "env",
        // The environment of a process holds texts.
        ExprKind::Member { object: around, property, .. } => {
            code.str(property) == "env" && code.ident(around) != Some("process")
        }
        _ => false,
    }
}

fn is_store(package: &str) -> bool {
    matches!(package, "redis" | "ioredis" | "@upstash/redis" | "@vercel/kv" | "@redis/client")
}
