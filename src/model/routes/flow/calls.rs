//! What the value of a call has to do with its argument, by the callee's name.

use crate::facts::code::{Code, ExprId, ExprKind};

/// Whether the value of a call says something about its argument. What a foreign service or a write gives back does not.
pub(super) fn says_something(code: &Code, callee: ExprId, is_about_it: impl Fn() -> bool) -> bool {
    match code.expr(callee) {
        ExprKind::Ident { name, binding } => {
            binding.is_some() && (starts_like_read(code.str(name)) || is_about_it())
                || matches!(code.str(name), "String" | "Boolean" | "Uint8Array")
        }
        ExprKind::Member { property, .. } => {
            let name = code.str(property);
            let is_read = matches!(
                name,
                "eq" | "match"
                    | "in"
                    | "filter"
                    | "or"
                    | "rpc"
                    | "from"
                    | "where"
                    | "limit"
                    | "and"
                    | "includes"
                    | "has"
                    | "test"
                    | "some"
                    | "every"
                    | "equals"
                    | "compare"
                    | "encode"
                    | "decode"
                    | "stringify"
                    | "parse"
                    | "get"
                    | "all"
                    | "find"
                    | "then"
                    | "map"
                    | "digest"
                    | "update"
                    | "isArray"
            );
            is_read || crate::frameworks::auth::is_comparison(name) || starts_like_read(name)
        }
        _ => false,
    }
}

/// Whether a call gives its argument back in another form: `JSON.stringify(row)`, `toCard(row)`.
pub(super) fn reshapes(code: &Code, callee: ExprId) -> bool {
    match code.expr(callee) {
        ExprKind::Ident { name, binding } => {
            let name = code.str(name);
            binding.is_some() && !starts_like_read(name)
                || matches!(name, "String" | "Number" | "Array" | "structuredClone")
        }
        ExprKind::Member { property, .. } => {
            matches!(
                code.str(property),
                "stringify"
                    | "parse"
                    | "assign"
                    | "fromEntries"
                    | "entries"
                    | "values"
                    | "from"
                    | "all"
                    | "concat"
                    | "resolve"
                    | "map"
                    | "flatMap"
                    | "then"
                    | "$transaction"
                    | "transaction"
            )
        }
        _ => false,
    }
}

/// Whether a function of the project, by its name, makes something else of what it is given: `riskScore(order)`, and not
/// `toCard(order)`.
pub(super) fn makes_another(code: &Code, callee: ExprId) -> bool {
    const FORMS: [&str; 14] = [
        "to",
        "map",
        "format",
        "serialize",
        "serialise",
        "transform",
        "present",
        "sanitize",
        "pick",
        "omit",
        "normalize",
        "convert",
        "camel",
        "strip",
    ];
    let ExprKind::Ident { name, binding: Some(_) } = code.expr(callee) else { return false };
    let words = crate::vocab::split(code.str(name));
    !words.first().is_some_and(|word| FORMS.contains(&word.as_str()))
}

/// Methods of the project's own storage and services that look something up: `storage.getProfile(user.id)`.
fn starts_like_read(name: &str) -> bool {
    let words = crate::vocab::split(name);
    words.first().is_some_and(|w| {
        matches!(
            w.as_str(),
            "get"
                | "find"
                | "load"
                | "fetch"
                | "is"
                | "has"
                | "can"
                | "check"
                | "require"
                | "verify"
                | "assert"
                | "ensure"
                | "validate"
                | "lookup"
                | "resolve"
                | "deny"
                | "guard"
                | "authorize"
                | "authorise"
                | "authenticate"
                | "allow"
                | "allows"
                | "permits"
                | "owns"
                | "belongs"
                | "matches"
                | "must"
                | "may"
                | "list"
                | "count"
                | "read"
                | "query"
                | "select"
                | "decode"
                | "parse"
        )
    })
}
