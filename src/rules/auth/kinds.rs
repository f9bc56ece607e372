//! Kinds of accounts: a column that says which pages somebody is shown is no right while nothing but the page looks at it.

use crate::{
    facts::code::{Code, ExprKind},
    model::{
        Project,
        queries::Condition,
        schema::{Schema, SqlText},
    },
};

/// Whether a column only says of which kind an account is (`account_type`), and no policy, function or server code asks
/// for it.
pub(super) fn is_for_show(project: &Project, column: &str) -> bool {
    let says_kind = crate::vocab::split(column).last().is_some_and(|word| word == "type");
    says_kind
        && !project.live_databases().iter().any(|schema| is_asked_in(schema, column))
        && !by_server(project, column)
}

fn is_asked_in(schema: &Schema, column: &str) -> bool {
    let asks = |text: &SqlText| asks_for(&text.text, column);
    let by_policy = schema.tables().any(|(_, table)| {
        table.policies.values().flat_map(|policy| [&policy.using, &policy.check]).flatten().any(asks)
    });
    by_policy || schema.functions.iter().any(|(_, function)| function.body.as_ref().is_some_and(asks))
}

/// Whether a text of SQL compares a column, and does not only list or set it: `account_type = 'firm'`, `account_type in (…)`.
fn asks_for(text: &str, column: &str) -> bool {
    text.match_indices(column).any(|(at, _)| {
        let rest = text.get(at + column.len()..).unwrap_or_default().trim_start_matches(['"', ')']);
        let rest = rest
            .split_once("::")
            .filter(|(before, _)| before.trim().is_empty())
            .map_or(rest, |(_, cast)| cast.trim_start_matches(|c: char| c.is_alphanumeric() || c == '_' || c == '.'));
        let rest = rest.trim_start().to_ascii_lowercase();
        ["=", "<>", "!=", "in ", "in(", "is distinct"].iter().any(|op| rest.starts_with(op))
    })
}

/// Whether code of the server reads it, or looks for rows by it.
fn by_server(project: &Project, column: &str) -> bool {
    let in_query = project.production_queries().filter(|q| !project.runs_in_browser(q)).any(|query| {
        query.conditions.iter().flat_map(Condition::comparisons).any(|c| c.column.as_deref() == Some(column))
    });
    let is_read =
        |code: &Code, e| matches!(code.expr(e), ExprKind::Member { property, .. } if code.str(property) == column);
    in_query
        || project.code_files().any(|(id, _, code)| {
            !project.sides.of(id).is_client()
                && code.texts().any(|text| text == column)
                && code.expr_ids().any(|e| is_read(code, e))
        })
}
