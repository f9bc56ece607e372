//! Kinds of accounts: a column that says which pages somebody is shown is no right while nothing but the page looks at it.

use crate::{
    facts::code::{BinaryOp, Code, ExprId, ExprKind, Node, StmtKind},
    model::{
        Project,
        queries::Condition,
        routines::Routines,
        schema::{Name, Schema, SqlText},
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

/// Whether a table of members only lists who plays along: no policy, function or code of the server ever asks who is in
/// it, so that nobody gets anything by standing there.
pub(super) fn is_roster(project: &Project, table: &str) -> bool {
    const LISTS: &[&str] = &["members", "invitations", "invites", "membros", "miembros", "mitglieder", "membres"];
    let name = Name::new("public", table);
    let lists = crate::vocab::split(table).last().is_some_and(|word| LISTS.contains(&word.as_str()));
    let says = |text: &SqlText| {
        text.text.split(|c: char| !c.is_alphanumeric() && c != '_').any(|word| word.eq_ignore_ascii_case(table))
    };
    let by_policy = || {
        let tables = project.live_databases().iter().flat_map(Schema::tables);
        let mut policies = tables.flat_map(|(_, table)| table.policies.values());
        policies.any(|policy| [&policy.using, &policy.check].into_iter().flatten().any(says))
    };
    let by_function = || project.routines.iter().flat_map(Routines::all).any(|routine| routine.reads.contains(&name));
    let by_server =
        || project.production_queries().any(|q| !project.runs_in_browser(q) && q.tables.iter().any(|of| of == table));
    let is_made = project.table_named(None, table).is_some();
    lists && is_made && !by_policy() && !by_function() && !by_server()
}

/// Whether code of the server decides something by it, or looks for rows by it. To copy it from one object to another, or
/// to hand it out, decides nothing.
fn by_server(project: &Project, column: &str) -> bool {
    let in_query = project.production_queries().filter(|q| !project.runs_in_browser(q)).any(|query| {
        query.conditions.iter().flat_map(Condition::comparisons).any(|c| c.column.as_deref() == Some(column))
    });
    let is_read = |code: &Code, e| {
        matches!(code.expr(e), ExprKind::Member { property, .. } if code.str(property) == column) && decides(code, e)
    };
    in_query
        || project.code_files().any(|(id, _, code)| {
            !project.sides.of(id).is_client()
                && code.texts().any(|text| text == column)
                && code.expr_ids().any(|e| is_read(code, e))
        })
}

/// Whether a value is compared, looked for in a list, or chosen by: `user.accountType === "firm"`, `LIMITS[user.plan_type]`.
fn decides(code: &Code, value: ExprId) -> bool {
    match code.parent(value) {
        Node::Expr(above) => match code.expr(above) {
            ExprKind::Binary { op: BinaryOp::Equal | BinaryOp::NotEqual, left, right } => {
                let other = if left == value { right } else { left };
                !matches!(code.expr(other), ExprKind::Null) && code.ident(other) != Some("undefined")
            }
            ExprKind::Index { index, .. } => index == value,
            ExprKind::Call { callee, .. } => {
                code.last_name(callee).is_some_and(|name| name == "includes" || name == "has")
            }
            _ => false,
        },
        Node::Stmt(stmt) => matches!(code.stmt(stmt).kind, StmtKind::Switch { .. }),
        _ => false,
    }
}
