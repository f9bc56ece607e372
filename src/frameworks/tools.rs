//! Tools that models ask for: where their answers say what a tool is to be called with.

use crate::{
    facts::code::{Code, ExprKind, FnId, Node},
    model::values::Symbol,
};

/// Whether a value is of what a model wants a tool to be called with: `message.tool_calls[0].function.arguments`,
/// `part.functionCall.args`.
pub(crate) fn is_argument(symbol: &Symbol) -> bool {
    const CALLS: [&str; 6] =
        [".tool_calls", ".toolCalls", ".function_call", ".functionCall", ".functionCalls", ".tool_use"];
    let is_of_call = |word: &str| {
        symbol
            .path
            .split_once(word)
            .is_some_and(|(_, rest)| [".arguments", ".args", ".input"].iter().any(|held| rest.contains(held)))
    };
    let of_library = symbol.package().is_some_and(|p| p.contains("anthropic"));
    CALLS.into_iter().any(is_of_call) || of_library && symbol.path.contains(".content[].input")
}

/// Whether a function is what a tool runs, which a model calls with arguments of its choice:
/// `tool({ parameters, execute: async ({ id }) => … })`.
pub(crate) fn runs_tool(code: &Code, function: FnId) -> bool {
    let Node::Expr(written) = code.function(function).parent else { return false };
    let Node::Expr(object) = code.parent(written) else { return false };
    if !matches!(code.expr(object), ExprKind::Object { .. }) {
        return false;
    }
    let runs = ["execute", "func"].into_iter().any(|key| code.property(object, key) == Some(written));
    runs && ["parameters", "inputSchema", "schema"].into_iter().any(|key| code.property(object, key).is_some())
}
