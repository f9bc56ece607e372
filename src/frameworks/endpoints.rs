//! All entry points of a project, found by the framework that serves them.

use super::{base44, express, file_routes, hosts, jobs, mcp, next, supabase, tanstack, trpc, workers};
use crate::{
    facts::code::{ExprId, ExprKind},
    model::{
        Project, Role,
        routes::{Entry, Kind},
        values::{Symbol, Values},
    },
    source::span::FileId,
};

/// All entry points, by file and place.
#[must_use]
pub(crate) fn entries(project: &Project) -> Vec<Entry> {
    let mut entries = supabase::functions::entries(project);
    entries.extend(next::routes::entries(project));
    entries.extend(next::actions::entries(project));
    entries.extend(express::entries(project));
    entries.extend(trpc::entries(project));
    entries.extend(tanstack::entries(project));
    entries.extend(base44::functions::entries(project));
    entries.extend(hosts::entries(project));
    entries.extend(mcp::entries(project));
    entries.extend(file_routes::entries(project));
    entries.extend(workers::entries(project));
    entries.extend(jobs::entries(project));
    entries.retain(|e| project.file(e.at.file).role == Role::Source);
    // What a mount passes on to is listed by itself.
    if entries.iter().any(|e| e.kind == Kind::Trpc) {
        let values = project.values();
        entries.retain(|e| !trpc::is_mount(&values, e));
    }
    entries.sort_by(|a, b| (a.at, &a.name).cmp(&(b.at, &b.name)));
    entries.dedup_by(|a, b| a.at == b.at && a.name == b.name);
    entries
}

/// What a library step is made of: the value of the expression, and of what it calls.
pub(crate) fn library_symbols<'v>(values: &Values<'v>, file: FileId, expr: ExprId) -> Vec<&'v Symbol> {
    let mut symbols = values.symbols(file, expr);
    if let Some(code) = values.code(file)
        && let ExprKind::Call { callee, .. } = code.expr(expr)
    {
        symbols.extend(values.symbols(file, callee));
    }
    symbols
}
