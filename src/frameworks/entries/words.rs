//! On which side code runs by its own words, where nothing reaches it.

use crate::{
    facts::code::{Code, ExprKind, FnId, Import, ImportForm, Imported, Node, UnaryOp},
    model::modules::package_name,
};

/// Packages that open a database, files or accounts with the rights of a server.
const OF_SERVERS: [&str; 15] = [
    "@prisma/client",
    "drizzle-orm",
    "pg",
    "postgres",
    "mysql2",
    "@neondatabase/serverless",
    "better-sqlite3",
    "mongodb",
    "mongoose",
    "firebase-admin",
    "fs",
    "net",
    "child_process",
    "express",
    "next/headers",
];

/// Whether code only makes sense in a browser: it keeps state of a page, shows something, or asks for what only a page has.
pub(crate) fn speaks_of_browser(code: &Code) -> bool {
    takes_hooks(code) || shows_markup(code) || asks_page(code)
}

/// Whether code only makes sense on a server: it opens a database by itself, reads files.
pub(crate) fn speaks_of_server(code: &Code) -> bool {
    let is_of_servers = |import: &Import| {
        let source = import.source.map_or("", |source| code.str(source));
        let bare = source.strip_prefix("node:").unwrap_or(source);
        OF_SERVERS.contains(&bare) || OF_SERVERS.contains(&package_name(bare).as_str())
    };
    code.imports.iter().filter(|import| !import.type_only && runs(import)).any(is_of_servers)
}

fn runs(import: &Import) -> bool {
    import.names.is_empty() || import.names.iter().any(|name| !name.type_only)
}

/// `import { useState } from "react"`.
fn takes_hooks(code: &Code) -> bool {
    let is_hook = |name: &str| name.strip_prefix("use").is_some_and(|rest| rest.starts_with(char::is_uppercase));
    code.imports.iter().filter(|import| !import.type_only && import.form == ImportForm::Static).any(|import| {
        let is_react = import.source.is_some_and(|source| matches!(code.str(source), "react" | "react-native"));
        is_react
            && import.names.iter().any(|name| match name.imported {
                Imported::Named(sym) => is_hook(code.str(sym)),
                _ => false,
            })
    })
}

/// Markup, but in functions that wait: those are components of the server.
fn shows_markup(code: &Code) -> bool {
    let waits = |function: FnId| code.function(function).is_async;
    let mut markup = code.all_exprs().filter(|(_, expr)| matches!(expr.kind, ExprKind::Jsx(_))).peekable();
    markup.peek().is_some() && !markup.any(|(id, _)| waits(code.function_of(id)))
}

/// `document.title`, `localStorage.getItem()`, `import.meta.env.VITE_KEY`.
fn asks_page(code: &Code) -> bool {
    code.all_exprs().any(|(id, expr)| match expr.kind {
        ExprKind::Ident { name, binding: None } => {
            let is_asked_for = matches!(code.parent(id), Node::Expr(above)
                if matches!(code.expr(above), ExprKind::Unary { op: UnaryOp::Typeof, .. }));
            matches!(code.str(name), "document" | "localStorage" | "sessionStorage") && !is_asked_for
        }
        ExprKind::Member { property, .. } if code.str(property) == "env" => {
            code.path(id).is_some_and(|path| path == "import.meta.env")
        }
        _ => false,
    })
}
