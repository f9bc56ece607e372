//! Which types go together: only what is sure is said.

use crate::model::schema::{Name, Schema, SqlType, TypeKind};

/// Types between which PostgreSQL compares and converts without being told to.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Class {
    /// With their rank: values go up by themselves, down only when assigned.
    Number(u8),
    Text,
    Bool,
    Uuid,
    /// `date`, `timestamp`, `timestamptz`, by rank.
    Moment(u8),
    TimeOfDay,
    Interval,
    Json,
    Jsonb,
    Bytes,
    Network,
    Enum(Name),
    Array(Option<Box<Class>>),
    /// What a quoted literal is until something gives it a type.
    Literal,
}

fn class(schema: &Schema, ty: &SqlType) -> Option<Class> {
    if ty.array {
        let element = SqlType { array: false, ..ty.clone() };
        return Some(Class::Array(class(schema, &element).map(Box::new)));
    }
    if ty.name.schema != "pg_catalog" {
        return match &schema.types.get(&ty.name)?.kind {
            TypeKind::Enum(_) => Some(Class::Enum(ty.name.clone())),
            TypeKind::Domain { base, .. } => class(schema, base),
            _ => None,
        };
    }
    Some(match ty.name.name.as_str() {
        "int2" => Class::Number(0),
        "int4" => Class::Number(1),
        "int8" => Class::Number(2),
        "numeric" => Class::Number(3),
        "float4" => Class::Number(4),
        "float8" => Class::Number(5),
        "text" | "varchar" | "bpchar" | "name" => Class::Text,
        "bool" => Class::Bool,
        "uuid" => Class::Uuid,
        "date" => Class::Moment(0),
        "timestamp" => Class::Moment(1),
        "timestamptz" => Class::Moment(2),
        "time" | "timetz" => Class::TimeOfDay,
        "interval" => Class::Interval,
        "json" => Class::Json,
        "jsonb" => Class::Jsonb,
        "bytea" => Class::Bytes,
        "inet" | "cidr" => Class::Network,
        "unknown" => Class::Literal,
        _ => return None,
    })
}

/// Whether no `=` takes values of these types.
pub(in crate::model::replay) fn surely_incomparable(schema: &Schema, a: &SqlType, b: &SqlType) -> bool {
    let (Some(a), Some(b)) = (class(schema, a), class(schema, b)) else { return false };
    match (&a, &b) {
        (Class::Literal, Class::Json) | (Class::Json, Class::Literal | Class::Json) => true,
        (Class::Literal, _) | (_, Class::Literal) => false,
        (Class::Number(_), Class::Number(_)) | (Class::Moment(_), Class::Moment(_)) => false,
        (Class::TimeOfDay, Class::Interval) | (Class::Interval, Class::TimeOfDay) => false,
        (Class::Array(Some(x)), Class::Array(Some(y))) => kind(x) != kind(y),
        (Class::Array(_), Class::Array(_)) => false,
        _ => a != b,
    }
}

fn kind(class: &Class) -> std::mem::Discriminant<Class> {
    std::mem::discriminant(class)
}

/// Whether a value of one type cannot be stored in a column of the other without a written cast.
pub(in crate::model::replay) fn surely_not_assignable(schema: &Schema, from: &SqlType, to: &SqlType) -> bool {
    let (Some(a), Some(b)) = (class(schema, from), class(schema, to)) else { return false };
    match (&a, &b) {
        (Class::Literal, _) | (_, Class::Text | Class::Literal) => false,
        (Class::Number(_), Class::Number(_)) | (Class::Moment(_), Class::Moment(_)) => false,
        (Class::Moment(_), Class::TimeOfDay) => false,
        (Class::TimeOfDay, Class::Interval) | (Class::Interval, Class::TimeOfDay) => false,
        (Class::Json | Class::Jsonb, Class::Json | Class::Jsonb) => false,
        (Class::Array(Some(x)), Class::Array(Some(y))) => kind(x) != kind(y) && **y != Class::Text,
        (Class::Array(_), Class::Array(_)) => false,
        _ => a != b,
    }
}

/// Whether a value of one type cannot be passed for a parameter of the other without a written cast.
pub(super) fn surely_not_passable(schema: &Schema, from: &SqlType, to: &SqlType) -> bool {
    if to.is_polymorphic() {
        return false;
    }
    let (Some(a), Some(b)) = (class(schema, from), class(schema, to)) else { return false };
    match (&a, &b) {
        (Class::Literal, _) => false,
        (Class::Number(x), Class::Number(y)) | (Class::Moment(x), Class::Moment(y)) => x > y,
        (Class::TimeOfDay, Class::Interval) => false,
        (Class::Array(Some(x)), Class::Array(Some(y))) => kind(x) != kind(y),
        (Class::Array(_), Class::Array(_)) => false,
        _ => a != b,
    }
}

/// Whether a value can surely not be a condition.
pub(super) fn surely_no_condition(schema: &Schema, ty: &SqlType) -> bool {
    class(schema, ty).is_some_and(|class| !matches!(class, Class::Bool | Class::Literal))
}

#[cfg(test)]
mod tests {
    use super::{surely_incomparable, surely_not_assignable, surely_not_passable};
    use crate::model::schema::{Schema, SqlType};

    #[test]
    fn uuid_and_text_are_strangers_but_uuid_may_be_stored_as_text() {
        let schema = Schema::default();
        let ty = SqlType::pg;
        assert!(surely_incomparable(&schema, &ty("uuid"), &ty("text")));
        assert!(!surely_incomparable(&schema, &ty("uuid"), &ty("unknown")));
        assert!(!surely_not_assignable(&schema, &ty("uuid"), &ty("text")));
        assert!(surely_not_assignable(&schema, &ty("text"), &ty("uuid")));
        assert!(surely_not_passable(&schema, &ty("int8"), &ty("int4")));
        assert!(!surely_not_passable(&schema, &ty("int4"), &ty("int8")));
    }
}
