//! Names of types, spelled as `format_type` does.

use squawk_syntax::{
    SyntaxKind, SyntaxNode,
    ast::{self, AstNode},
};

use super::tree::{Cx, child, code_tokens, has};
use crate::sql::statement::TypeName;

/// Built-in types and how PostgreSQL prints them.
const CANONICAL: [(&str, &str); 27] = [
    ("int", "integer"),
    ("int4", "integer"),
    ("int2", "smallint"),
    ("int8", "bigint"),
    ("float4", "real"),
    ("float8", "double precision"),
    ("float", "double precision"),
    ("bool", "boolean"),
    ("decimal", "numeric"),
    ("dec", "numeric"),
    ("varchar", "character varying"),
    ("char", "character"),
    ("varbit", "bit varying"),
    ("timestamptz", "timestamp with time zone"),
    ("timestamp", "timestamp without time zone"),
    ("timetz", "time with time zone"),
    ("time", "time without time zone"),
    ("serial4", "serial"),
    ("serial2", "smallserial"),
    ("serial8", "bigserial"),
    ("integer", "integer"),
    ("smallint", "smallint"),
    ("bigint", "bigint"),
    ("real", "real"),
    ("boolean", "boolean"),
    ("numeric", "numeric"),
    ("character", "character"),
];

/// The type that a child of a node names.
pub(super) fn type_in(parent: &SyntaxNode, cx: Cx<'_>) -> Option<TypeName> {
    child::<ast::FuncType>(parent).map(|t| type_name(t.syntax(), cx))
}

/// The type that a node names.
pub(super) fn type_name(node: &SyntaxNode, cx: Cx<'_>) -> TypeName {
    let array = has_array(node);
    let base = if node.kind() == SyntaxKind::ARRAY_TYPE {
        child::<ast::FuncType>(node).map_or_else(|| node.clone(), |t| t.syntax().clone())
    } else {
        node.clone()
    };
    let (schema, mut name) = base_name(&base, cx);
    let mut modifiers = modifiers(&base, cx);
    if name == "character" && modifiers.is_empty() {
        modifiers.push("1".to_owned());
    }
    // The precision of `float(24)` chooses one of two types and is not kept.
    if name == "double precision"
        && let Some(precision) = modifiers.pop()
        && precision.parse::<u8>().is_ok_and(|bits| bits <= 24)
    {
        "real".clone_into(&mut name);
    }
    TypeName {
        schema,
        name,
        modifiers,
        array,
        set_of: code_tokens(node).next().is_some_and(|t| t.kind() == SyntaxKind::SETOF_KW),
        copied: matches!(base.kind(), SyntaxKind::PERCENT_TYPE | SyntaxKind::PLPGSQL_PERCENT_ROWTYPE),
        range: cx.range(node),
    }
}

fn has_array(node: &SyntaxNode) -> bool {
    node.kind() == SyntaxKind::ARRAY_TYPE || has(node, SyntaxKind::ARRAY_KW) || child::<ast::ArrayBound>(node).is_some()
}

fn base_name(base: &SyntaxNode, cx: Cx<'_>) -> (Option<String>, String) {
    let name = match base.kind() {
        SyntaxKind::VARCHAR_TYPE => "character varying",
        SyntaxKind::CHARACTER_TYPE => "character",
        SyntaxKind::BIT_TYPE => "bit",
        SyntaxKind::BIT_VARYING_TYPE => "bit varying",
        SyntaxKind::DOUBLE_TYPE => "double precision",
        SyntaxKind::INTERVAL_TYPE => "interval",
        SyntaxKind::TIME_TYPE if with_zone(base) => "time with time zone",
        SyntaxKind::TIME_TYPE => "time without time zone",
        SyntaxKind::TIMESTAMP_TYPE if with_zone(base) => "timestamp with time zone",
        SyntaxKind::TIMESTAMP_TYPE => "timestamp without time zone",
        _ => return path_name(base, cx),
    };
    (None, name.to_owned())
}

fn with_zone(base: &SyntaxNode) -> bool {
    child::<ast::WithTimezone>(base).is_some()
}

fn path_name(base: &SyntaxNode, cx: Cx<'_>) -> (Option<String>, String) {
    let Some(path) = child::<ast::PathRef>(base) else {
        return (None, cx.text(base).text.to_ascii_lowercase());
    };
    let parts = cx.segments(path.syntax());
    if base.kind() == SyntaxKind::PERCENT_TYPE || base.kind() == SyntaxKind::PLPGSQL_PERCENT_ROWTYPE {
        let whole: Vec<&str> = parts.iter().map(|p| p.name.as_str()).collect();
        return (None, whole.join("."));
    }
    let name = cx.name(path.syntax());
    let builtin = name.schema.as_deref().is_none_or(|s| s == "pg_catalog");
    if !builtin {
        return (name.schema, name.name);
    }
    if cx.text(path.syntax()).text.ends_with("\"char\"") {
        return (None, "\"char\"".to_owned());
    }
    let canonical = CANONICAL.iter().find(|(written, _)| *written == name.name).map(|(_, printed)| *printed);
    (None, canonical.map_or(name.name, str::to_owned))
}

fn modifiers(base: &SyntaxNode, cx: Cx<'_>) -> Vec<String> {
    if let Some(args) = child::<ast::ArgList>(base) {
        return args.args().map(|a| cx.text(a.syntax()).text).collect();
    }
    let precision = child::<ast::Literal>(base).map(|l| cx.text(l.syntax()).text);
    let fields = child::<ast::IntervalQualifier>(base).map(|q| cx.text(q.syntax()).text.to_ascii_lowercase());
    precision.into_iter().chain(fields).collect()
}
