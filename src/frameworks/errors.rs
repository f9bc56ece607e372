//! How libraries and frameworks fail: what they throw to end a request, what they throw as an answer, and whose errors
//! are internals.

use crate::facts::code::{Code, ExprId, ExprKind};

/// Whether a class of errors is an answer: its status and message reach the caller.
pub(crate) fn is_answer(class: &str) -> bool {
    matches!(class, "HttpsError" | "HTTPException" | "HttpException" | "TRPCError" | "ORPCError" | "ConvexError")
}

/// Whether a call ends the request, or the process, and never gives back.
pub(crate) fn ends_request(callee: &str) -> bool {
    matches!(
        callee,
        "redirect" | "permanentRedirect" | "notFound" | "forbidden" | "unauthorized" | "process.exit" | "Deno.exit"
    )
}

/// Whether what is waited for under this name does not fail on a working server: the request's own parts, the making of a
/// client, and calls of an authentication client, which carry their error in the result.
pub(crate) fn is_safe_wait(callee: &str) -> bool {
    asks_who_calls(callee) || matches!(callee, "cookies" | "headers" | "createClient" | "params" | "redirect")
}

/// Whether a call is one of an authentication client: `supabase.auth.getUser`.
pub(crate) fn asks_who_calls(callee: &str) -> bool {
    callee.contains(".auth.")
}

/// Whether a call is a signature check that needs synchronous cryptography, which Deno does not have, and is given no
/// provider of its own: it throws each time. Source: Stripe's library, `constructEventAsync`.
pub(crate) fn fails_in_deno(code: &Code, call: ExprId) -> bool {
    let ExprKind::Call { callee, args } = code.expr(call) else { return false };
    args.len() < 5 && code.path(callee).is_some_and(|path| path.ends_with("webhooks.constructEvent"))
}

/// Whether the errors of a package say what was never meant for callers: those of database clients and providers.
pub(crate) fn are_internals(package: &str) -> bool {
    matches!(package, "@prisma/client" | "stripe" | "pg" | "axios" | "openai")
}

/// Whether a package wraps single handlers of a server so that what they throw comes to its error handler:
/// `asyncHandler(async (req, res) => { … })`.
pub(crate) fn wraps_handlers(package: &str) -> bool {
    matches!(package, "express-async-handler" | "express-async-wrap" | "express-wrap-async" | "async-middleware")
}

/// Whether with a package, in this range of versions, a server waits for all its handlers and hands on what they throw.
/// Source: Express, guide for the move to version 5, rejected promises; `express-async-errors` for version 4.
pub(crate) fn waits_for_handlers(package: &str, versions: &str) -> bool {
    let first = versions.trim_start_matches(|c: char| !c.is_ascii_digit()).split('.').next();
    match package {
        "express-async-errors" | "express-promise-router" => true,
        "express" => first.and_then(|major| major.parse::<u32>().ok()).is_some_and(|major| major >= 5),
        _ => false,
    }
}
