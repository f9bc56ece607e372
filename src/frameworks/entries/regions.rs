//! Where a module crosses from one side to the other: whole modules, and parts of a module that only the server gets.

use crate::{
    facts::code::{Code, Exported, ExprId, ExprKind, Node, Origin, PropertyKey, StmtKind},
    model::File,
    source::span::Range,
};

/// The side that a module claims for itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Boundary {
    /// It runs where who imports it runs.
    None,
    /// `'use client'`: whoever imports it, the browser gets it.
    Client,
    /// `'use server'`, `import "server-only"`, `*.server.ts`: the browser gets at most a stub.
    Server,
}

/// What a module claims.
pub(crate) fn boundary(file: &File, code: &Code) -> Boundary {
    let says = |directive: &str| code.directives.iter().any(|&d| code.str(d) == directive);
    let imports = |package: &str| code.imports.iter().filter_map(|i| i.source).any(|s| code.str(s) == package);
    let is_named_server = file.name().contains(".server.") && file.name().split('.').count() == 3;
    let imports_guard = || imports("server-only") || imports("@tanstack/react-start/server-only");
    if says("use client") || imports("client-only") {
        Boundary::Client
    } else if says("use server") || is_named_server || imports_guard() {
        Boundary::Server
    } else {
        Boundary::None
    }
}

/// Functions of a page that run before it is rendered, on the server only.
const DATA_FUNCTIONS: [&str; 4] = ["getServerSideProps", "getStaticProps", "getStaticPaths", "getInitialServerProps"];
/// The same of a route module of Remix and React Router.
const ROUTE_FUNCTIONS: [&str; 3] = ["loader", "action", "headers"];
/// Makers of functions that the browser calls over the network.
const SERVER_MAKERS: [&str; 4] = ["createServerFn", "createMiddleware", "createServerOnlyFn", "createServerFileRoute"];

/// The parts of a module that only the server gets, in source order: bodies of server functions, and local helpers that
/// nothing else uses.
pub(crate) fn server_regions(file: &File, code: &Code) -> Vec<Range> {
    let mut regions: Vec<Range> = code.functions.iter().filter(|f| f.use_server).map(|f| f.range).collect();
    exported_regions(file, code, &mut regions);
    made_regions(code, &mut regions);
    if !regions.is_empty() {
        add_helpers(code, &mut regions);
    }
    regions.sort_unstable();
    regions
}

fn exported_regions(file: &File, code: &Code, regions: &mut Vec<Range>) {
    let is_route = file.path.split('/').any(|part| part == "routes") || file.name().starts_with("root.");
    let imports_remix = || {
        let of_remix =
            |s: &str| s.starts_with("@remix-run/") || s.starts_with("react-router") || s.starts_with("@react-router/");
        is_route && code.imports.iter().filter_map(|i| i.source).any(|s| of_remix(code.str(s)))
    };
    for export in &code.exports {
        let name = code.str(export.name);
        if DATA_FUNCTIONS.contains(&name) || (ROUTE_FUNCTIONS.contains(&name) && imports_remix()) {
            regions.push(match export.value {
                Exported::Expr(e) => code.range(e),
                Exported::Binding(_) => export.range,
            });
        }
    }
}

/// `createServerFn().handler(f)`, `createServerOnlyFn(f)`, `createFileRoute(p)({ server: … })`.
fn made_regions(code: &Code, regions: &mut Vec<Range>) {
    let imports_start = |s: &str| s.starts_with("@tanstack/") && s.contains("start") || s == "@tanstack/react-router";
    if !code.imports.iter().filter_map(|i| i.source).any(|s| imports_start(code.str(s))) {
        return;
    }
    for expr in &code.exprs {
        let ExprKind::Call { callee, args } = expr.kind else { continue };
        let base = code.chain(callee).base;
        let maker = code.ident(base).unwrap_or("");
        if SERVER_MAKERS.contains(&maker) {
            let is_handler = match code.expr(callee) {
                ExprKind::Member { property, .. } => matches!(code.str(property), "handler" | "server" | "methods"),
                _ => maker == "createServerOnlyFn",
            };
            if is_handler {
                regions.extend(code.expr_list(args).map(|a| code.range(a)));
            }
        } else if maker.starts_with("create") && maker.contains("Route") {
            regions.extend(code.expr_list(args).filter_map(|a| server_property(code, a)));
        }
    }
}

fn server_property(code: &Code, object: ExprId) -> Option<Range> {
    let ExprKind::Object { properties } = code.expr(object) else { return None };
    let is_server = |key| matches!(key, PropertyKey::Name(name) if code.str(name) == "server");
    code.property_list(properties).find(|p| is_server(p.key)).map(|p| p.range)
}

/// Declarations at the top level that only regions use, and those that only these use.
fn add_helpers(code: &Code, regions: &mut Vec<Range>) {
    let exported: Vec<_> = code
        .exports
        .iter()
        .filter_map(|e| match e.value {
            Exported::Binding(b) => Some(b),
            Exported::Expr(_) => None,
        })
        .collect();
    loop {
        let before = regions.len();
        for (id, binding) in (0u32..).map(crate::facts::code::BindingId).zip(&code.bindings) {
            let range = match binding.origin {
                Origin::Function(f) => code.function(f).range,
                Origin::Var(s) => code.stmt(s).range,
                _ => continue,
            };
            let is_top = match binding.origin {
                Origin::Function(f) => is_at_top(code, code.function(f).parent),
                _ => binding.function == crate::facts::code::MODULE && declares_one(code, binding.origin),
            };
            if !is_top || regions.contains(&range) || exported.contains(&id) {
                continue;
            }
            let uses = code.references(id);
            let inside = |&e: &ExprId| within(regions, code.range(e)) || range.contains(code.range(e));
            if !uses.is_empty() && uses.iter().all(inside) && uses.iter().any(|&e| within(regions, code.range(e))) {
                regions.push(range);
            }
        }
        if regions.len() == before {
            return;
        }
    }
}

fn is_at_top(code: &Code, parent: Node) -> bool {
    matches!(parent, Node::Stmt(s) if code.stmt_parent(s) == Node::Function(crate::facts::code::MODULE))
}

fn declares_one(code: &Code, origin: Origin) -> bool {
    let Origin::Var(stmt) = origin else { return false };
    let StmtKind::Var { pattern, .. } = code.stmt(stmt).kind else { return false };
    let mut names = Vec::new();
    code.bound_names(pattern, &mut names);
    names.len() == 1
}

/// Whether a range lies in one of the regions.
pub(crate) fn within(regions: &[Range], range: Range) -> bool {
    regions.iter().any(|r| r.contains(range))
}
