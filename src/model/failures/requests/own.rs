//! Requests to entry points of the project itself that answer with the same body at any status: `/api/health`.

use super::Request;
use crate::{
    facts::code::{Code, ExprId, ExprKind, Origin},
    model::Project,
};

impl Project {
    /// Whether a request goes to an own entry point whose status is reckoned: `return Response.json(report, { status: report.ok ?
    /// 200 : 503 })`. What it answers is the answer, whatever the status.
    #[must_use]
    pub fn is_answered_at_any_status(&self, request: &Request) -> bool {
        let Some(url) = request.url.as_deref().filter(|url| url.starts_with('/')) else { return false };
        let path = url.split(['?', '#']).next().unwrap_or(url);
        let mut routes = self.routes.iter().filter(|route| route.entry.path == path);
        routes.any(|route| self.exprs_of(route).any(|(_, code, e)| reckons_status(code, e)))
    }
}

/// `Response.json(report, { status })`, `res.status(status).json(report)`, where the status is no literal.
fn reckons_status(code: &Code, expr: ExprId) -> bool {
    let (ExprKind::Call { callee, args } | ExprKind::New { callee, args }) = code.expr(expr) else { return false };
    let status = match code.last_name(callee) {
        Some("json" | "Response" | "NextResponse") => {
            code.arg(args, 1).and_then(|options| code.property(options, "status"))
        }
        Some("status") => code.arg(args, 0),
        _ => None,
    };
    status.is_some_and(|status| match code.expr(status) {
        ExprKind::Conditional { .. } => true,
        ExprKind::Ident { binding: Some(binding), .. } => matches!(code.binding(binding).origin, Origin::Var(_)),
        _ => false,
    })
}
