//! From the expression that a framework is given as a handler to the code that runs.

use crate::{
    facts::code::{BindingId, Code, Exported, ExprId, ExprKind, List, Origin, PatKind, StmtKind},
    model::{
        calls::FnRef,
        modules::Imported,
        routes::Step,
        values::{Root, Symbol, Value, Values},
    },
    source::span::{FileId, Range},
};

/// What runs where `expr` is the handler: the function itself; for `wrap(handler)` the wrapper, where its code is
/// here, and the handler given to it.
pub(super) fn steps(values: &Values<'_>, file: FileId, expr: ExprId) -> Vec<Step> {
    let mut steps = Vec::new();
    collect(values, file, expr, 6, &mut steps);
    let mut seen = Vec::new();
    steps.retain(|s| {
        let is_new = !seen.contains(s);
        seen.push(s.clone());
        is_new
    });
    steps
}

fn collect(values: &Values<'_>, file: FileId, expr: ExprId, depth: u32, steps: &mut Vec<Step>) {
    let Some(code) = values.code(file).filter(|_| depth > 0) else { return };
    match code.expr(expr) {
        ExprKind::Function(f) => steps.push(Step::Handler((file, f))),
        ExprKind::Call { callee, args } | ExprKind::New { callee, args } => {
            let wrappers = values.of(file, expr);
            let inner = wrappers.iter().filter_map(|v| match v {
                Value::Function(at, f) => Some((*at, *f)),
                _ => None,
            });
            let inner: Vec<FnRef> = inner.collect();
            // `needsRole("owner")` that gives several to run one after the other.
            let lists = wrappers.iter().filter_map(|v| match v {
                Value::Array(at, list) => Some((*at, *list)),
                _ => None,
            });
            lists.for_each(|(at, list)| collect(values, at, list, depth - 1, steps));
            // `createHandler(deps)` gives the handler; `withAuth(handler)` gives code that calls it.
            steps.extend(inner.iter().map(|&f| Step::Guard(f)));
            let made = made_by_factory(values, file, callee, depth);
            let own = steps.len();
            steps.extend(made.iter().map(as_guard));
            let before = steps.len();
            for argument in code.expr_list(args) {
                collect_argument(values, file, argument, depth - 1, steps);
            }
            // `wrap(options)(handler)`.
            if let ExprKind::Call { .. } = code.expr(callee) {
                collect_library(values, file, callee, steps);
            }
            if !made.is_empty() {
                if steps.len() == before {
                    steps.truncate(own);
                    steps.extend(made);
                }
            } else if inner.is_empty() {
                collect_library(values, file, expr, steps);
            } else if steps.len() == before {
                let last = inner.last().copied();
                steps.retain(|s| s.function() != last);
                steps.extend(last.map(Step::Handler));
            }
        }
        ExprKind::Ident { .. } | ExprKind::Member { .. } => match definition(values, file, expr) {
            Some((at, definition)) if (at, definition) != (file, expr) => {
                collect(values, at, definition, depth - 1, steps)
            }
            _ => {
                for value in values.of(file, expr) {
                    match value {
                        &Value::Function(at, f) => steps.push(Step::Handler((at, f))),
                        Value::Symbol(_) => steps.push(Step::Library(file, expr)),
                        _ => {}
                    }
                }
            }
        },
        ExprKind::Spread(list) => collect(values, file, list, depth - 1, steps),
        ExprKind::Array { elements } => {
            for element in code.expr_list(elements) {
                collect(values, file, element, depth - 1, steps);
            }
        }
        _ => {}
    }
}

/// What runs where the called function gives away what another call made: `limit(5)` that returns
/// `createMiddleware(async (c, next) => …)`, `staffOnly(handler)` that returns `post(async (event) => …)`. Nothing where no
/// code of the project is handed to that call.
fn made_by_factory(values: &Values<'_>, file: FileId, callee: ExprId, depth: u32) -> Vec<Step> {
    let mut steps = Vec::new();
    for (at, function) in values.functions(file, callee) {
        let Some(code) = values.code(at) else { continue };
        for returned in code.returned(function) {
            let (at, made) = definition(values, at, returned).unwrap_or((at, returned));
            if values.code(at).is_some_and(|code| matches!(code.expr(made), ExprKind::Call { .. })) {
                collect(values, at, made, depth - 1, &mut steps);
            }
        }
    }
    if steps.iter().all(|step| step.function().is_none()) {
        steps.clear();
    }
    steps
}

/// A step that stands before the handler.
fn as_guard(step: &Step) -> Step {
    match step {
        &Step::Handler(f) => Step::Guard(f),
        other => other.clone(),
    }
}

/// An argument of a wrapper is a handler when it is a function; options are not.
fn collect_argument(values: &Values<'_>, file: FileId, argument: ExprId, depth: u32, steps: &mut Vec<Step>) {
    let Some(code) = values.code(file) else { return };
    match code.expr(argument) {
        ExprKind::Function(_) | ExprKind::Call { .. } => collect(values, file, argument, depth, steps),
        ExprKind::Ident { .. } | ExprKind::Member { .. } if !values.functions(file, argument).is_empty() => {
            collect(values, file, argument, depth, steps);
        }
        // `createHandler({ handler: async () => … })`.
        ExprKind::Object { properties } => {
            for property in code.property_list(properties) {
                if let ExprKind::Function(f) = code.expr(property.value) {
                    steps.push(Step::Handler((file, f)));
                }
            }
        }
        _ => {}
    }
}

fn collect_library(values: &Values<'_>, file: FileId, call: ExprId, steps: &mut Vec<Step>) {
    if values.of(file, call).iter().any(|v| matches!(v, Value::Symbol(_))) {
        steps.push(Step::Library(file, call));
    }
}

/// What runs where a helper of the project serves, `around` being what it serves: the handlers that it is given, behind the
/// code around them. A helper that is given none serves its own.
pub(super) fn given(values: &Values<'_>, file: FileId, args: List, around: Vec<Step>) -> Vec<Step> {
    let mut handlers = Vec::new();
    for argument in values.code(file).into_iter().flat_map(|code| code.expr_list(args)) {
        collect_argument(values, file, argument, 6, &mut handlers);
    }
    if handlers.is_empty() {
        return around;
    }
    let is_parameter = |symbol: &&Symbol| matches!(symbol.root, Root::Param(..));
    let before = around.into_iter().filter_map(|step| match step {
        Step::Guard(f) | Step::Handler(f) => Some(Step::Guard(f)),
        // `Deno.serve(handler)`: what the helper is given.
        Step::Library(at, expr) if values.symbols(at, expr).iter().all(is_parameter) => None,
        Step::Library(..) => Some(step),
    });
    let mut steps: Vec<Step> = before.filter(|step| handlers.iter().all(|h| h.function() != step.function())).collect();
    steps.extend(handlers);
    steps
}

/// The expression that a name stands for, so that the call that made it can be looked at.
pub(super) fn definition(values: &Values<'_>, file: FileId, expr: ExprId) -> Option<(FileId, ExprId)> {
    let code = values.code(file)?;
    let ExprKind::Ident { binding: Some(binding), .. } = code.expr(expr) else { return None };
    match code.binding(binding).origin {
        Origin::Var(_) => variable(values, file, binding),
        Origin::Import { .. } => match values.imported(file, binding)? {
            Imported::Definition(d) => exported(values, d.file, d.value),
            Imported::External { .. } => None,
        },
        _ => None,
    }
}

/// The expression that an export stands for; `None` for functions and what is destructured.
pub(super) fn exported(values: &Values<'_>, file: FileId, value: Exported) -> Option<(FileId, ExprId)> {
    match value {
        Exported::Expr(e) => Some((file, e)),
        Exported::Binding(b) => variable(values, file, b),
    }
}

fn variable(values: &Values<'_>, file: FileId, binding: BindingId) -> Option<(FileId, ExprId)> {
    let code = values.code(file)?;
    let Origin::Var(stmt) = code.binding(binding).origin else { return None };
    match code.stmt(stmt).kind {
        StmtKind::Var { pattern, init: Some(init), .. } => {
            matches!(code.pattern(pattern).kind, PatKind::Name(_)).then_some((file, init))
        }
        _ => None,
    }
}

/// What runs behind an exported name of a module, and where the export stands in that module.
pub(super) fn exported_steps(values: &Values<'_>, file: FileId, name: &str) -> Option<(Vec<Step>, Range)> {
    let at = export_range(values, file, name)?;
    let found = match values.export(file, name)? {
        Imported::External { .. } => Vec::new(),
        Imported::Definition(d) => match exported(values, d.file, d.value) {
            Some((at, expr)) => steps(values, at, expr),
            None => match (d.value, values.code(d.file)) {
                (Exported::Binding(b), Some(code)) => match code.binding(b).origin {
                    Origin::Function(f) => vec![Step::Handler((d.file, f))],
                    _ => destructured(values, d.file, b),
                },
                _ => Vec::new(),
            },
        },
    };
    Some((found, at))
}

/// `export const { GET, POST } = handlers`: the expression that is taken apart.
fn destructured(values: &Values<'_>, file: FileId, binding: BindingId) -> Vec<Step> {
    let Some(code) = values.code(file) else { return Vec::new() };
    let Origin::Var(stmt) = code.binding(binding).origin else { return Vec::new() };
    match code.stmt(stmt).kind {
        StmtKind::Var { init: Some(init), .. } => vec![Step::Library(file, init)],
        _ => Vec::new(),
    }
}

/// Where a module says that it exports `name`.
fn export_range(values: &Values<'_>, file: FileId, name: &str) -> Option<Range> {
    let code = values.code(file)?;
    let own = code.exports.iter().find(|e| code.str(e.name) == name).map(|e| e.range);
    let passed_on = || {
        let imports = code.imports.iter();
        imports
            .filter(|i| i.names.iter().any(|n| n.exported.is_some_and(|e| code.str(e) == name)))
            .map(|i| i.range)
            .next()
    };
    own.or_else(passed_on)
}

/// Whether what a call is given is the answer to the caller: `res.json(…)`, `Response.json(…)`, `new Response(…)`, `json(…)`.
pub(crate) fn sends_answer(code: &Code, callee: ExprId) -> bool {
    match code.expr(callee) {
        ExprKind::Member { property, .. } => matches!(code.str(property), "json" | "send"),
        ExprKind::Ident { name, .. } => matches!(code.str(name), "Response" | "NextResponse" | "json" | "jsonResponse"),
        _ => false,
    }
}
