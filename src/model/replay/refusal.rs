//! Why a statement stops: PostgreSQL refuses it, or what it meets is not known.

use crate::model::schema::FailureKind;

/// The end of a statement that does not succeed.
pub(super) type Run<T = ()> = Result<T, Stop>;

/// Why a statement does not go on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Stop {
    /// PostgreSQL refuses it.
    Refused(Box<Refusal>),
    /// It meets something that is not known: what it does is not known either. In words for a person.
    Unsure(String),
    /// It is about PostgreSQL's own objects, of which nothing is kept: it succeeds and changes nothing here.
    Skipped,
}

/// A refusal by PostgreSQL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Refusal {
    /// Its error code, by class.
    pub(super) condition: Condition,
    /// In words, with names.
    pub(super) reason: String,
    /// What is not there, to find out whether another statement makes it.
    pub(super) missing: Option<Subject>,
}

/// Something that a statement makes or needs, by its bare name: enough to tell a consequence from a cause.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Subject {
    /// A table, view, sequence or index.
    Relation(String),
    /// A column.
    Column(String),
    /// A function.
    Function(String),
    /// A type.
    Type(String),
    /// A schema, policy, trigger, constraint, role, …
    Other(String),
}

/// PostgreSQL's error codes, as far as replay knows them, under the names that `EXCEPTION WHEN` uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Condition {
    UndefinedTable,
    UndefinedColumn,
    UndefinedFunction,
    UndefinedObject,
    UndefinedParameter,
    InvalidSchemaName,
    DuplicateTable,
    DuplicateColumn,
    DuplicateFunction,
    DuplicateObject,
    DuplicateSchema,
    DuplicateAlias,
    AmbiguousColumn,
    AmbiguousFunction,
    SyntaxError,
    DependentObjectsStillExist,
    InvalidFunctionDefinition,
    InvalidTableDefinition,
    InvalidObjectDefinition,
    InvalidForeignKey,
    InvalidColumnReference,
    InvalidColumnDefinition,
    DatatypeMismatch,
    IndeterminateDatatype,
    CannotCoerce,
    GeneratedAlways,
    WrongObjectType,
    FeatureNotSupported,
    ReservedName,
    InvalidParameterValue,
    InvalidTextRepresentation,
    NotNullViolation,
    ForeignKeyViolation,
    UniqueViolation,
    CheckViolation,
    NoDataFound,
    TooManyRows,
    AssertFailure,
    RaiseException,
}

impl Condition {
    const ALL: &'static [(Condition, &'static str, &'static str)] = &[
        (Self::UndefinedTable, "undefined_table", "42P01"),
        (Self::UndefinedColumn, "undefined_column", "42703"),
        (Self::UndefinedFunction, "undefined_function", "42883"),
        (Self::UndefinedObject, "undefined_object", "42704"),
        (Self::UndefinedParameter, "undefined_parameter", "42P02"),
        (Self::InvalidSchemaName, "invalid_schema_name", "3F000"),
        (Self::DuplicateTable, "duplicate_table", "42P07"),
        (Self::DuplicateColumn, "duplicate_column", "42701"),
        (Self::DuplicateFunction, "duplicate_function", "42723"),
        (Self::DuplicateObject, "duplicate_object", "42710"),
        (Self::DuplicateSchema, "duplicate_schema", "42P06"),
        (Self::DuplicateAlias, "duplicate_alias", "42712"),
        (Self::AmbiguousColumn, "ambiguous_column", "42702"),
        (Self::AmbiguousFunction, "ambiguous_function", "42725"),
        (Self::SyntaxError, "syntax_error", "42601"),
        (Self::DependentObjectsStillExist, "dependent_objects_still_exist", "2BP01"),
        (Self::InvalidFunctionDefinition, "invalid_function_definition", "42P13"),
        (Self::InvalidTableDefinition, "invalid_table_definition", "42P16"),
        (Self::InvalidObjectDefinition, "invalid_object_definition", "42P17"),
        (Self::InvalidForeignKey, "invalid_foreign_key", "42830"),
        (Self::InvalidColumnReference, "invalid_column_reference", "42P10"),
        (Self::InvalidColumnDefinition, "invalid_column_definition", "42611"),
        (Self::DatatypeMismatch, "datatype_mismatch", "42804"),
        (Self::IndeterminateDatatype, "indeterminate_datatype", "42P18"),
        (Self::CannotCoerce, "cannot_coerce", "42846"),
        (Self::GeneratedAlways, "generated_always", "428C9"),
        (Self::WrongObjectType, "wrong_object_type", "42809"),
        (Self::FeatureNotSupported, "feature_not_supported", "0A000"),
        (Self::ReservedName, "reserved_name", "42939"),
        (Self::InvalidParameterValue, "invalid_parameter_value", "22023"),
        (Self::InvalidTextRepresentation, "invalid_text_representation", "22P02"),
        (Self::NotNullViolation, "not_null_violation", "23502"),
        (Self::ForeignKeyViolation, "foreign_key_violation", "23503"),
        (Self::UniqueViolation, "unique_violation", "23505"),
        (Self::CheckViolation, "check_violation", "23514"),
        (Self::NoDataFound, "no_data_found", "P0002"),
        (Self::TooManyRows, "too_many_rows", "P0003"),
        (Self::AssertFailure, "assert_failure", "P0004"),
        (Self::RaiseException, "raise_exception", "P0001"),
    ];

    fn entry(self) -> (&'static str, &'static str) {
        Self::ALL.iter().find(|(c, ..)| *c == self).map_or(("", ""), |(_, name, code)| (name, code))
    }

    /// The condition of a name, or of `sqlstate 42710`.
    pub(super) fn named(word: &str) -> Option<Self> {
        let code = word.strip_prefix("sqlstate").map(|c| c.trim().trim_matches('\''));
        Self::ALL.iter().find(|(_, name, c)| *name == word || code == Some(*c)).map(|(condition, ..)| *condition)
    }

    /// Whether a handler's condition catches it: by name, by code, by class, or all of them.
    pub(super) fn is_caught_by(self, word: &str) -> bool {
        let (name, code) = self.entry();
        let class = |prefix: &str| code.starts_with(prefix);
        match word {
            "others" => self != Self::AssertFailure,
            "syntax_error_or_access_rule_violation" => class("42"),
            "integrity_constraint_violation" => class("23"),
            "data_exception" => class("22"),
            "plpgsql_error" => class("P0"),
            _ => word == name || word.strip_prefix("sqlstate").is_some_and(|c| c.trim().trim_matches('\'') == code),
        }
    }

    /// The class of failure, when nothing is known of another statement that makes what is missing.
    pub(super) fn failure(self) -> FailureKind {
        match self {
            Self::UndefinedTable => FailureKind::MissingTable,
            Self::UndefinedColumn => FailureKind::MissingColumn,
            Self::UndefinedFunction => FailureKind::MissingFunction,
            Self::InvalidSchemaName => FailureKind::MissingSchema,
            Self::UndefinedObject | Self::UndefinedParameter => FailureKind::MissingObject,
            Self::DuplicateTable
            | Self::DuplicateColumn
            | Self::DuplicateFunction
            | Self::DuplicateObject
            | Self::DuplicateSchema
            | Self::DuplicateAlias => FailureKind::AlreadyExists,
            Self::SyntaxError => FailureKind::SyntaxError,
            Self::DependentObjectsStillExist => FailureKind::DependentsExist,
            Self::InvalidFunctionDefinition | Self::InvalidTableDefinition => FailureKind::CannotReplace,
            Self::DatatypeMismatch | Self::CannotCoerce | Self::AmbiguousFunction | Self::IndeterminateDatatype => {
                FailureKind::TypeMismatch
            }
            Self::RaiseException | Self::AssertFailure | Self::NoDataFound | Self::TooManyRows => FailureKind::Raised,
            Self::InvalidTextRepresentation | Self::CheckViolation => FailureKind::RefusedValue,
            _ => FailureKind::InvalidDefinition,
        }
    }

    /// PostgreSQL's five characters.
    pub(super) fn code(self) -> &'static str {
        self.entry().1
    }
}

impl Stop {
    /// A refusal for anything but a missing thing.
    pub(super) fn refused(condition: Condition, reason: impl Into<String>) -> Self {
        Self::Refused(Box::new(Refusal { condition, reason: reason.into(), missing: None }))
    }

    fn missing(condition: Condition, subject: Subject, reason: String) -> Self {
        Self::Refused(Box::new(Refusal { condition, reason, missing: Some(subject) }))
    }

    pub(super) fn no_relation(name: &impl std::fmt::Display, bare: &str) -> Self {
        Self::missing(
            Condition::UndefinedTable,
            Subject::Relation(bare.to_owned()),
            format!("relation {name} does not exist"),
        )
    }

    pub(super) fn no_column(column: &str, of: &impl std::fmt::Display) -> Self {
        let reason = format!("column {column} of {of} does not exist");
        Self::missing(Condition::UndefinedColumn, Subject::Column(column.to_owned()), reason)
    }

    pub(super) fn no_function(name: &impl std::fmt::Display, bare: &str) -> Self {
        let reason = format!("function {name} does not exist");
        Self::missing(Condition::UndefinedFunction, Subject::Function(bare.to_owned()), reason)
    }

    pub(super) fn no_type(name: &impl std::fmt::Display, bare: &str) -> Self {
        Self::missing(Condition::UndefinedObject, Subject::Type(bare.to_owned()), format!("type {name} does not exist"))
    }

    pub(super) fn no_schema(name: &str) -> Self {
        let reason = format!("schema {name} does not exist");
        Self::missing(Condition::InvalidSchemaName, Subject::Other(name.to_owned()), reason)
    }

    /// Something else is missing: `what` is its kind.
    pub(super) fn no_object(what: &str, name: &str) -> Self {
        let reason = format!("{what} {name} does not exist");
        Self::missing(Condition::UndefinedObject, Subject::Other(name.to_owned()), reason)
    }

    /// A part of a table is missing.
    pub(super) fn no_part(what: &str, name: &str, table: &impl std::fmt::Display) -> Self {
        let reason = format!("{what} {name} of {table} does not exist");
        Self::missing(Condition::UndefinedObject, Subject::Other(name.to_owned()), reason)
    }

    pub(super) fn exists(condition: Condition, what: &str, name: &impl std::fmt::Display) -> Self {
        Self::refused(condition, format!("{what} {name} already exists"))
    }

    /// Whether this is a refusal because something is not there.
    pub(super) fn is_missing(&self) -> bool {
        matches!(self, Self::Refused(refusal) if refusal.missing.is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::Condition;

    #[test]
    fn handlers_catch_by_name_code_and_class() {
        let condition = Condition::DuplicateObject;
        for word in ["duplicate_object", "sqlstate 42710", "others", "syntax_error_or_access_rule_violation"] {
            assert!(condition.is_caught_by(word), "{word}");
        }
        assert!(!condition.is_caught_by("undefined_table"));
        assert_eq!(Condition::named("sqlstate '42P07'"), Some(Condition::DuplicateTable));
    }
}
