//! Every place where words that were not written for callers reach one: messages of the database, of providers, of the
//! runtime. What is said on purpose is left out: messages of validation, of error classes of the app's own, of the
//! sign-in service, and what only development sees.

use super::{
    leak::{Thrown, leaks},
    on_purpose::is_on_purpose,
    scope::Scope,
};
use crate::{
    facts::code::{Code, ExprId, ExprKind, FnId, List, Node, PatId, PatKind, PropertyKey, StmtKind},
    frameworks::supabase::remote::never_rejects,
    model::{
        Project,
        calls::FnRef,
        failures::throwing::Throwing,
        routes::Subject,
        values::{Root, Symbol, Values},
    },
    source::span::{FileId, Span},
};

/// The places of an entry point, in its handler and in the functions whose value it answers with.
pub(in crate::model::routes) fn given_out(subject: &Subject<'_>) -> Vec<Span> {
    let mut found = Vec::new();
    for (file, function) in Scope::new(subject).functions {
        let Some(code) = subject.values.code(file) else { continue };
        let throwing = Throwing::new(&subject.values, &subject.project.queries);
        let places = in_function(&subject.values, &throwing, file, code, function);
        found.extend(places.filter(|&at| !subject.dead.covers(file, at)).map(|at| at.in_file(file)));
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// The places of handlers that a server gives all its errors to: `app.use((error, req, res, next) => …)`,
/// `app.onError(…)`, `setErrorHandler(…)`.
#[must_use]
pub fn given_out_by_error_handlers(project: &Project) -> Vec<Span> {
    let values = project.values();
    let mut found = Vec::new();
    for (file, known, code) in project.code_files() {
        if !known.role.is_production() || !project.sides.of(file).is_server() {
            continue;
        }
        for (index, expr) in code.exprs.iter().enumerate() {
            let ExprKind::Call { callee, args } = expr.kind else { continue };
            let ExprKind::Member { property, .. } = code.expr(callee) else { continue };
            let handler = code.expr_list(args).next_back().map(|a| code.expr(a));
            let (Some(ExprKind::Function(function)), Ok(_)) = (handler, u32::try_from(index)) else { continue };
            let parameters = code.function(function).params.len();
            let is_handler = match code.str(property) {
                "use" => parameters == 4,
                "setErrorHandler" | "onError" => parameters >= 1,
                _ => false,
            };
            found.extend(given_out_by(&values, (file, function)).filter(|_| is_handler));
        }
    }
    found
}

/// Where a function that answers with an error, its first parameter, gives its words out.
pub(super) fn given_out_by(values: &Values<'_>, (file, function): FnRef) -> Option<Span> {
    let code = values.code(file)?;
    let error = code.pattern_list(code.function(function).params).next()?;
    of_names(values, file, code, error).next().map(|at| at.in_file(file))
}

fn in_function<'c>(
    values: &'c Values<'_>,
    throwing: &'c Throwing<'c>,
    file: FileId,
    code: &'c Code,
    function: FnId,
) -> impl Iterator<Item = crate::source::span::Range> + 'c {
    code.descendants(Node::Function(function)).filter_map(move |node| {
        let Node::Stmt(stmt) = node else { return None };
        match code.stmt(stmt).kind {
            StmtKind::Try { block, catch: Some(catch), .. } => {
                let place = of_names(values, file, code, catch.param?).next()?;
                (!only_parses(values, throwing, file, code, block)).then_some(place)
            }
            StmtKind::Var { pattern, init: Some(init), .. } => {
                let ExprKind::Await(call) = code.expr(init) else { return None };
                let error = error_of(code, pattern).filter(|_| !is_written_for_users(values, file, code, call))?;
                of_names(values, file, code, error).next()
            }
            _ => None,
        }
    })
}

/// Whether nothing in a block can fail but the parser of what the caller sent: its words tell him of his own text.
fn only_parses(values: &Values<'_>, throwing: &Throwing<'_>, file: FileId, code: &Code, block: List) -> bool {
    let nodes = || code.block(block).flat_map(|stmt| code.within_node(Node::Stmt(stmt)));
    let reads_request = |call: ExprId| match code.expr(call) {
        ExprKind::Call { callee, .. } => match code.expr(callee) {
            ExprKind::Member { object, property, .. } => {
                matches!(code.str(property), "json" | "text" | "formData")
                    && values.symbols(file, object).into_iter().any(is_request)
            }
            _ => false,
        },
        _ => false,
    };
    let is_waited_for =
        |call: ExprId| matches!(code.parent(call), Node::Expr(above) if matches!(code.expr(above), ExprKind::Await(_)));
    let is_of_library = |callee: ExprId| {
        let symbols = values.symbols(file, callee);
        symbols.iter().any(|s| s.package().is_some() && s.last() != "createClient" && !never_rejects(s))
    };
    nodes().any(|node| matches!(node, Node::Expr(e) if reads_request(e)))
        && !nodes().any(|node| match node {
            Node::Stmt(s) => matches!(code.stmt(s).kind, StmtKind::Throw(_)),
            Node::Expr(e) => match code.expr(e) {
                ExprKind::Await(inner) => !reads_request(inner) && throwing.call(file, code, inner),
                ExprKind::Call { callee, .. } if !is_waited_for(e) && !reads_request(e) => {
                    is_of_library(callee) || throwing.plain_call(file, callee)
                }
                _ => false,
            },
            _ => false,
        })
}

/// The request itself: `req`, `c.req`, `event.request`.
fn is_request(symbol: &Symbol) -> bool {
    matches!(symbol.root, Root::Param(_, _, 0)) && matches!(symbol.path.as_str(), "" | ".req" | ".request")
}

/// Where something that a pattern binds goes out.
fn of_names<'c>(
    values: &'c Values<'_>,
    file: FileId,
    code: &'c Code,
    pattern: PatId,
) -> impl Iterator<Item = crate::source::span::Range> + 'c {
    let mut names = Vec::new();
    code.bound_names(pattern, &mut names);
    let references = names.into_iter().flat_map(|b| code.references(b)).copied();
    references
        .filter(move |&r| !is_on_purpose(values, file, code, r) && leaks(values, file, r, Thrown::Hidden, &[]))
        .map(|r| code.range(r))
}

/// The pattern that a result's `error` is bound to.
fn error_of(code: &Code, pattern: PatId) -> Option<PatId> {
    let PatKind::Object { properties } = code.pattern(pattern).kind else { return None };
    let mut all = code.pattern_property_list(properties);
    all.find(|p| matches!(p.key, PropertyKey::Name(name) if code.str(name) == "error")).map(|p| p.value)
}

/// Whether the failures of a call are written for people: those of signing in, of a schema.
fn is_written_for_users(values: &Values<'_>, file: FileId, code: &Code, call: ExprId) -> bool {
    let ExprKind::Call { callee, .. } = code.expr(call) else { return false };
    let written = code.path(callee).unwrap_or_default();
    let is_known = |s: &Symbol| s.path.contains(".auth.") || s.package().is_some_and(|p| p == "zod");
    let is_own = || !values.functions(file, callee).is_empty();
    written.contains(".auth.") || is_own() || values.symbols(file, callee).into_iter().any(is_known)
}
