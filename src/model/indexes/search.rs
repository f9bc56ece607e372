//! Whether one condition can stand in the index condition of one index.

use crate::model::{
    queries::Comparison,
    schema::{Index, IndexKey, SqlType, Table},
};

/// Whether `comparison` narrows a search by `index`: for a b-tree on its first key, for other methods on any.
pub(super) fn serves(table: &Table, index: &Index, comparison: &Comparison) -> bool {
    let Some(column) = comparison.column.as_deref() else { return false };
    let on = |key: &IndexKey| match (&key.column, &comparison.path) {
        (Some(c), None) => c == column,
        (None, Some(path)) => key.expression.as_ref().is_some_and(|e| is_same_path(&e.text, column, path)),
        _ => false,
    };
    let ty = table.columns.iter().find(|c| c.name == column).map(|c| &c.ty);
    match index.method.as_str() {
        "btree" => index.keys.first().is_some_and(|k| on(k) && btree(k, comparison)),
        "hash" => index.keys.first().is_some_and(|k| on(k) && matches!(positive(comparison), "eq" | "in")),
        "gin" => index.keys.iter().any(|k| on(k) && gin(k, comparison, ty)),
        "gist" | "spgist" => index.keys.iter().any(|k| on(k) && gist(k, comparison, ty)),
        "brin" => index
            .keys
            .iter()
            .any(|k| on(k) && matches!(positive(comparison), "eq" | "lt" | "lte" | "gt" | "gte" | "is")),
        _ => false,
    }
}

/// The operator after the planner has pushed a `not` into it: `not.gt` is `lte`. What cannot be turned round is empty.
fn positive(comparison: &Comparison) -> &str {
    let Some(negated) = comparison.op.strip_prefix("not.") else { return &comparison.op };
    match negated {
        "gt" | "gte" | "lt" | "lte" => negated,
        "neq" => "eq",
        "is" if is_null_test(comparison) => "is",
        _ => "",
    }
}

fn is_null_test(comparison: &Comparison) -> bool {
    comparison.literal.as_deref().is_none_or(|l| l.eq_ignore_ascii_case("null"))
}

fn btree(key: &IndexKey, comparison: &Comparison) -> bool {
    match positive(comparison) {
        "eq" | "gt" | "gte" | "lt" | "lte" | "in" | "is" => true,
        "like" => match comparison.literal.as_deref() {
            // Without a wildcard it is an equality; with a fixed beginning it is a range in byte order only.
            Some(pattern) if !pattern.contains(['%', '_', '*']) => true,
            Some(pattern) => is_pattern_class(key) && !pattern.starts_with(['%', '_', '*']),
            None => false,
        },
        _ => false,
    }
}

fn is_pattern_class(key: &IndexKey) -> bool {
    key.class.as_deref().is_some_and(|c| c.ends_with("_pattern_ops"))
}

fn gin(key: &IndexKey, comparison: &Comparison, ty: Option<&SqlType>) -> bool {
    let class = key.class.as_deref().unwrap_or("");
    if class.ends_with("gin_trgm_ops") {
        return matches!(positive(comparison), "like" | "ilike" | "eq" | "match" | "imatch");
    }
    let is_array = ty.is_some_and(|t| t.array);
    let named = |name: &str| ty.is_some_and(|t| !t.array && t.name.name == name);
    match positive(comparison) {
        "cs" => is_array || named("jsonb"),
        "cd" | "ov" | "eq" => is_array,
        "fts" | "plfts" | "phfts" | "wfts" => named("tsvector"),
        _ => false,
    }
}

fn gist(key: &IndexKey, comparison: &Comparison, ty: Option<&SqlType>) -> bool {
    if key.class.as_deref().is_some_and(|c| c.ends_with("gist_trgm_ops")) {
        return matches!(positive(comparison), "like" | "ilike" | "eq" | "match" | "imatch");
    }
    let is_range = ty.is_some_and(|t| t.name.name.ends_with("range"));
    match positive(comparison) {
        "cs" | "cd" | "ov" | "sl" | "sr" | "nxl" | "nxr" | "adj" => is_range,
        "eq" => is_range,
        "fts" | "plfts" | "phfts" | "wfts" => ty.is_some_and(|t| t.name.name == "tsvector"),
        _ => false,
    }
}

/// Whether an index expression is the JSON path of a condition: `(meta ->> 'kind')` and `meta->>kind`.
fn is_same_path(expression: &str, column: &str, path: &str) -> bool {
    let plain = |text: &str| -> String {
        text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '(' | ')' | '\'' | '"')).collect()
    };
    plain(expression).replace("::text", "") == plain(&format!("{column}{path}"))
}
