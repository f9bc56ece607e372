//! Reads of the environment.

use crate::facts::code::{Code, ExprId, ExprKind, FnId, Origin};

/// How an environment variable is named where it is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EnvName {
    /// `process.env.NAME`.
    Literal(String),
    /// `process.env[name]`.
    Computed(ExprId),
}

/// Whether `expr` reads the environment: `process.env.X`, `import.meta.env.X`, `Deno.env.get("X")`, `Bun.env.X`.
#[must_use]
pub fn env_read(code: &Code, expr: ExprId) -> Option<EnvName> {
    match code.expr(expr) {
        ExprKind::Member { object, property, .. } if is_env(code, object) => {
            Some(EnvName::Literal(code.str(property).to_owned()))
        }
        ExprKind::Index { object, index } if is_env(code, object) => Some(named(code, index)),
        ExprKind::Call { callee, args } if is_getter(code, callee) => Some(named(code, code.arg(args, 0)?)),
        _ => None,
    }
}

/// `process.env`, `import.meta.env`, `Bun.env`.
fn is_env(code: &Code, object: ExprId) -> bool {
    match code.expr(object) {
        ExprKind::Member { property, .. } if code.str(property) == "env" => matches!(
            code.path(object).as_deref(),
            Some("process.env" | "import.meta.env" | "Bun.env" | "globalThis.process.env")
        ),
        _ => false,
    }
}

/// `Deno.env.get`, `Netlify.env.get`.
fn is_getter(code: &Code, callee: ExprId) -> bool {
    match code.expr(callee) {
        ExprKind::Member { property, .. } if code.str(property) == "get" => {
            matches!(code.path(callee).as_deref(), Some("Deno.env.get" | "Netlify.env.get"))
        }
        _ => false,
    }
}

/// The variable that a worker is handed with its request, by a name that says it is one: `env.STRIPE_KEY` of the parameter
/// `env`, `c.env.DATABASE_URL`. Other members of `env` are stores and queues.
pub(crate) fn handed(code: &Code, expr: ExprId) -> Option<String> {
    let ExprKind::Member { object, property, .. } = code.expr(expr) else { return None };
    let name = code.str(property);
    let is_variable = || ["KEY", "SECRET", "TOKEN", "URL", "PASSWORD"].iter().any(|word| name.contains(word));
    let is_of_parameter = |e: ExprId| match code.expr(e) {
        ExprKind::Ident { binding: Some(binding), .. } => matches!(code.binding(binding).origin, Origin::Param { .. }),
        _ => false,
    };
    let is_handed = match code.expr(object) {
        ExprKind::Ident { name, .. } => code.str(name) == "env" && is_of_parameter(object),
        ExprKind::Member { object: around, property, .. } => code.str(property) == "env" && is_of_parameter(around),
        _ => false,
    };
    (is_handed && is_variable()).then(|| name.to_owned())
}

fn named(code: &Code, name: ExprId) -> EnvName {
    code.string(name).map_or(EnvName::Computed(name), |text| EnvName::Literal(text.to_owned()))
}

/// The parameter that names the environment variable which `function` reads:
/// `const need = name => process.env[name] ?? fail()`.
pub(super) fn env_parameter(code: &Code, function: FnId) -> Option<usize> {
    let range = code.function(function).range;
    let first = code.exprs.partition_point(|e| e.range.end <= range.start);
    let within = code.exprs[first..].iter().zip(first..).take_while(|(e, _)| e.range.end <= range.end);
    for (_, index) in within {
        let expr = ExprId(u32::try_from(index).ok()?);
        if let Some(EnvName::Computed(name)) = env_read(code, expr)
            && let ExprKind::Ident { binding: Some(binding), .. } = code.expr(name)
            && let Origin::Param { function: f, index } = code.binding(binding).origin
            && f == function
        {
            return Some(index as usize);
        }
    }
    None
}
