//! Calls that hold what they are given to a form, by their names.

use crate::{
    facts::code::{Code, ExprId, ExprKind},
    vocab::Vocabulary,
};

/// `isValidEmail`, `validatePhone`, `assertPositive`, `sanitizeName`.
pub(super) fn is_check_name(name: &str) -> bool {
    let words = crate::vocab::split(name);
    words.iter().any(|w| {
        matches!(
            w.as_str(),
            "valid" | "validate" | "validates" | "validation" | "assert" | "validator" | "validar" | "valida"
        )
    }) || words.first().is_some_and(|w| w == "is") && words.len() > 1
}

/// A call that holds its argument against a schema.
pub(super) fn is_schema_call(vocab: &Vocabulary, code: &Code, callee: ExprId) -> bool {
    match code.expr(callee) {
        ExprKind::Member { object, property, .. } => match code.str(property) {
            "safeParse" | "parseAsync" | "safeParseAsync" | "validateSync" | "validateAsync" => true,
            "parse" => !matches!(
                code.path(object).as_deref(),
                Some("JSON" | "Date" | "path" | "url" | "Number" | "cookie" | "csv" | "Papa" | "qs")
            ),
            "validate" | "cast" | "assert" | "decode" => {
                code.path(object).is_some_and(|p| p.to_ascii_lowercase().contains("schema"))
            }
            name => vocab.guards.validators.has(name),
        },
        ExprKind::Ident { name, .. } => vocab.guards.validators.has(code.str(name)),
        _ => false,
    }
}
