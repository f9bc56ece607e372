//! What a page hears of the database: `channel.on("postgres_changes", { … table: "messages" }, …)`.

use crate::{
    facts::code::{Code, ExprKind, PropertyKey},
    source::span::Range,
};

/// A subscription to the changes of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Subscription {
    /// What it says of what it wants to hear.
    pub(crate) range: Range,
    /// The table, where it is written out.
    pub(crate) table: Option<String>,
    /// Whether it asks for some rows only, as far as can be read.
    pub(crate) is_narrowed: bool,
}

/// The subscriptions of a file.
pub(crate) fn subscriptions(code: &Code) -> impl Iterator<Item = Subscription> + '_ {
    code.exprs.iter().filter_map(|expr| {
        let ExprKind::Call { callee, args } = expr.kind else { return None };
        let ExprKind::Member { property, .. } = code.expr(callee) else { return None };
        if code.str(property) != "on" || code.string(code.arg(args, 0)?)? != "postgres_changes" {
            return None;
        }
        let options = code.arg(args, 1)?;
        let ExprKind::Object { properties } = code.expr(options) else {
            return Some(Subscription { range: expr.range, table: None, is_narrowed: false });
        };
        let is_narrowed = code.property_list(properties).any(|p| match p.key {
            PropertyKey::Name(name) => code.str(name) == "filter",
            _ => true,
        });
        // A delete cannot be filtered.
        let is_narrowed = is_narrowed || code.property(options, "event").and_then(|e| code.string(e)) == Some("DELETE");
        let is_public = code.property(options, "schema").is_none_or(|s| matches!(code.string(s), Some("public" | "*")));
        let table = code.property(options, "table").filter(|_| is_public).and_then(|t| code.string(t));
        Some(Subscription { range: code.range(options), table: table.map(ToOwned::to_owned), is_narrowed })
    })
}
