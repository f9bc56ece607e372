//! Tools that a language model calls over MCP: `server.tool(name, schema, handler)`, `server.registerTool(…)`, and one
//! `defineTool({ name, inputSchema, handler })` a file.

use super::handler;
use crate::{
    facts::code::{Code, ExprId, ExprKind, List},
    model::{
        Project,
        routes::{Entry, Kind},
        values::Values,
    },
    source::span::FileId,
};

/// The package whose tools are files of their own.
pub(crate) const DEFINES_TOOLS: &str = "@lovable.dev/mcp-js";

/// The tools of a project.
pub(crate) fn entries(project: &Project) -> Vec<Entry> {
    let values = project.values();
    let mut entries = Vec::new();
    for (id, _, code) in project.code_files() {
        entries.extend(code.expr_ids().filter_map(|call| tool(&values, id, code, call)));
    }
    entries
}

fn tool(values: &Values<'_>, file: FileId, code: &Code, call: ExprId) -> Option<Entry> {
    let ExprKind::Call { callee, args } = code.expr(call) else { return None };
    let (name, handler) = match code.last_name(callee)? {
        "tool" | "registerTool" if is_server(values, file, code, callee) => {
            (code.arg(args, 0)?, code.expr_list(args).next_back()?)
        }
        "defineTool" if is_of(values, file, callee, DEFINES_TOOLS) => {
            let options = code.arg(args, 0)?;
            (code.property(options, "name")?, code.property(options, "handler")?)
        }
        _ => return None,
    };
    let name = values.exact_text(file, name)?;
    let steps = handler::steps(values, file, handler);
    let at = code.range(call).in_file(file);
    Some(Entry {
        at,
        kind: Kind::McpTool,
        method: None,
        path: name.clone(),
        name,
        steps,
        gateway_jwt: false,
        by_platform: false,
        caught_by: None,
    })
}

/// Whether a method is one of an MCP server.
fn is_server(values: &Values<'_>, file: FileId, code: &Code, callee: ExprId) -> bool {
    match code.expr(callee) {
        ExprKind::Member { object, .. } => is_of(values, file, object, "@modelcontextprotocol/"),
        _ => false,
    }
}

fn is_of(values: &Values<'_>, file: FileId, expr: ExprId, package: &str) -> bool {
    values.symbols(file, expr).iter().any(|s| s.package().is_some_and(|p| p.starts_with(package)))
}

/// The schema that the arguments of a tool's declaration give for what the tool is sent.
pub(crate) fn schema_of(code: &Code, args: List) -> Option<ExprId> {
    let declared = code.expr_list(args).find_map(|argument| code.property(argument, "inputSchema"));
    declared.or_else(|| {
        // `tool(name, description, schema, handler)`: the last object before the handler.
        let mut objects = code.expr_list(args).filter(|&a| matches!(code.expr(a), ExprKind::Object { .. }));
        objects.next_back()
    })
}
