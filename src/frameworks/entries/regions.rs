//! Where a module crosses from one side to the other: whole modules, and parts of a module that only the server gets.

use std::{cmp::Reverse, collections::BTreeSet};

use crate::{
    facts::code::{
        BindingId, Code, Exported, ExprId, ExprKind, MODULE, Node, Origin, PatKind, PropertyKey, StmtId, StmtKind,
    },
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
        outermost(&mut regions);
    }
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

/// How far helpers of helpers are followed.
const ROUNDS: u32 = 8;

/// Adds the declarations at the top level that only regions use, and those that only these use.
fn add_helpers(code: &Code, regions: &mut Vec<Range>) {
    let helpers = helpers(code);
    for _ in 0..ROUNDS {
        outermost(regions);
        let only_here = |&&(id, range): &&(BindingId, Range)| {
            let uses = code.references(id).iter().map(|&e| code.range(e)).filter(|r| !range.contains(*r));
            let mut uses = uses.peekable();
            !within(regions, range) && uses.peek().is_some() && uses.all(|r| within(regions, r))
        };
        let found: Vec<Range> = helpers.iter().filter(only_here).map(|(_, range)| *range).collect();
        if found.is_empty() {
            return;
        }
        regions.extend(found);
    }
}

/// The functions and single variables that the module's top level declares and does not export.
fn helpers(code: &Code) -> Vec<(BindingId, Range)> {
    let exported: BTreeSet<BindingId> = code
        .exports
        .iter()
        .filter_map(|e| match e.value {
            Exported::Binding(binding) => Some(binding),
            Exported::Expr(_) => None,
        })
        .collect();
    let range = |origin| match origin {
        Origin::Function(f) => is_at_top(code, code.function(f).parent).then(|| code.function(f).range),
        Origin::Var(s) => declares_one(code, s).then(|| code.stmt(s).range),
        _ => None,
    };
    (0u32..)
        .map(BindingId)
        .zip(&code.bindings)
        .filter(|(id, binding)| binding.function == MODULE && !exported.contains(id))
        .filter_map(|(id, binding)| Some((id, range(binding.origin)?)))
        .collect()
}

fn is_at_top(code: &Code, parent: Node) -> bool {
    matches!(parent, Node::Stmt(s) if code.stmt_parent(s) == Node::Function(MODULE))
}

fn declares_one(code: &Code, stmt: StmtId) -> bool {
    let StmtKind::Var { pattern, .. } = code.stmt(stmt).kind else { return false };
    matches!(code.pattern(pattern).kind, PatKind::Name(_))
}

/// Sorts regions and drops those within others, so that they can be searched.
fn outermost(regions: &mut Vec<Range>) {
    regions.sort_unstable_by_key(|r| (r.start, Reverse(r.end)));
    let mut end = 0;
    regions.retain(|r| {
        let is_outer = r.end > end;
        end = end.max(r.end);
        is_outer
    });
}

/// Whether a range lies in one of the regions, which [`server_regions`] made.
pub(crate) fn within(regions: &[Range], range: Range) -> bool {
    let after = regions.partition_point(|r| r.start <= range.start);
    after.checked_sub(1).and_then(|i| regions.get(i)).is_some_and(|r| r.contains(range))
}
