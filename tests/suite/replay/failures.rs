//! Statements that fail: PostgreSQL's error codes in plimsoll's words.

use std::path::Path;

use plimsoll::model::schema::FailureKind;

/// The canonical line of a failed statement, by the line on which it ends.
pub(crate) fn line(place: &str, kind: FailureKind) -> String {
    format!("fails {place} {}", class(kind))
}

/// What psql says of one file: `psql:/folder/1.sql:3: ERROR:  42P01`.
pub(crate) fn of_psql(file: &Path, errors: &str) -> Vec<String> {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let failed = errors.lines().filter_map(|error| {
        let (place, code) = error.split_once(": ERROR:")?;
        let (_, line) = place.rsplit_once(':')?;
        Some(format!("fails {name}:{line} {}", class_of_code(code.trim())))
    });
    failed.collect()
}

/// Kinds that one error code stands for fall into one class: what is missing now may be made later, or have failed.
fn class(kind: FailureKind) -> &'static str {
    use FailureKind as K;
    match kind {
        K::MissingTable
        | K::MissingColumn
        | K::MissingFunction
        | K::MissingSchema
        | K::MissingObject
        | K::WrongOrder
        | K::Cascade => "missing",
        K::AlreadyExists => "already exists",
        K::SyntaxError => "syntax",
        K::DependentsExist => "dependents exist",
        K::CannotReplace => "cannot replace",
        K::TypeMismatch => "type mismatch",
        K::InvalidDefinition | K::RefusedValue => "invalid",
        K::Raised => "raised",
    }
}

fn class_of_code(code: &str) -> &'static str {
    match code {
        // Undefined table, column, function, object, schema, parameter.
        "42P01" | "42703" | "42883" | "42704" | "3F000" | "42P02" => "missing",
        // Duplicate table, object, column, function, schema, alias.
        "42P07" | "42710" | "42701" | "42723" | "42P06" | "42712" => "already exists",
        "42601" => "syntax",
        "2BP01" => "dependents exist",
        // Datatype mismatch, cannot coerce, ambiguous function, indeterminate datatype.
        "42804" | "42846" | "42725" | "42P18" => "type mismatch",
        "42P13" | "42P16" => "cannot replace",
        "P0001" | "P0002" | "P0003" | "P0004" => "raised",
        _ => "invalid",
    }
}
