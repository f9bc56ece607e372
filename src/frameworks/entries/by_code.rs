//! Entries by what the code does: servers that listen, modules that say on which side they are.

use super::{Boundary, Place, boundary, server_regions};
use crate::{
    facts::code::{Code, ExprId, ExprKind},
    model::{modules::package_name, sides::Zone},
};

/// Packages whose servers a file starts by itself.
const SERVERS: [&str; 16] = [
    "express",
    "fastify",
    "koa",
    "hono",
    "@hono/node-server",
    "http",
    "https",
    "http2",
    "restify",
    "polka",
    "@nestjs/core",
    "@apollo/server",
    "ws",
    "socket.io",
    "bullmq",
    "elysia",
];

/// Adds the zones that a file's code gives it.
pub(super) fn zones(place: &Place<'_>, code: &Code, zones: &mut Vec<Zone>) {
    match boundary(place.file, code) {
        Boundary::Client => zones.push(Zone::Client),
        Boundary::Server => zones.push(Zone::Server),
        Boundary::None => {}
    }
    if zones.is_empty() && (serves(code) || !server_regions(place.file, code).is_empty()) {
        zones.push(Zone::Server);
    }
}

/// Whether the code starts a server: `app.listen(3000)`, `serve(app)`, `NestFactory.create`, `Deno.serve`.
fn serves(code: &Code) -> bool {
    let has_server =
        code.imports.iter().filter(|i| !i.type_only).filter_map(|i| i.source).any(|source| {
            SERVERS.contains(&package_name(code.str(source)).as_str()) || is_of_runtime(code.str(source))
        });
    code.exprs.iter().any(|expr| match expr.kind {
        ExprKind::Call { callee, .. } => starts_server(code, callee, has_server),
        ExprKind::New { callee, .. } => has_server && code.ident(callee) == Some("Worker"),
        _ => false,
    })
}

/// `https://deno.land/std@0.190.0/http/server.ts`.
fn is_of_runtime(source: &str) -> bool {
    source.starts_with("https://deno.land/std") && source.ends_with("/http/server.ts")
}

fn starts_server(code: &Code, callee: ExprId, has_server: bool) -> bool {
    match code.expr(callee) {
        ExprKind::Ident { name, .. } => has_server && matches!(code.str(name), "serve" | "createServer"),
        ExprKind::Member { object, property, .. } => {
            let is_runtime = matches!(code.ident(object), Some("Deno" | "Bun")) && code.str(property) == "serve";
            is_runtime
                || has_server && matches!(code.str(property), "listen" | "createServer")
                || has_server && code.ident(object) == Some("NestFactory")
        }
        _ => false,
    }
}
