//! Types: references to them, and the ones that migrations make.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Acl, Id, Name};
use crate::source::span::Span;

/// A resolved reference to a type, as a column or an argument has it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct SqlType {
    /// Schema and name. Built-in types are in `pg_catalog` under PostgreSQL's internal names (`int4`, `varchar`,
    /// `timestamptz`), so that `integer` and `int4` are equal.
    pub name: Name,
    /// What stands in parentheses: `10,2`. It is no part of a function's identity.
    pub modifier: Option<String>,
    /// Whether it is an array of it; PostgreSQL does not distinguish dimensions.
    pub array: bool,
}

/// How SQL spells built-in types (left, any spelling) and what PostgreSQL calls them (right).
const SPELLINGS: &[(&str, &str)] = &[
    ("integer", "int4"),
    ("int", "int4"),
    ("smallint", "int2"),
    ("bigint", "int8"),
    ("real", "float4"),
    ("double precision", "float8"),
    ("float", "float8"),
    ("decimal", "numeric"),
    ("dec", "numeric"),
    ("boolean", "bool"),
    ("character varying", "varchar"),
    ("char varying", "varchar"),
    ("national character varying", "varchar"),
    ("nchar varying", "varchar"),
    ("character", "bpchar"),
    ("char", "bpchar"),
    ("nchar", "bpchar"),
    ("timestamp with time zone", "timestamptz"),
    ("timestamp without time zone", "timestamp"),
    ("time with time zone", "timetz"),
    ("time without time zone", "time"),
    ("bit varying", "varbit"),
];

/// Pseudo types that take any value of some kind; a call with them is never refused for its argument types.
const POLYMORPHIC: &[&str] = &[
    "any",
    "anyelement",
    "anyarray",
    "anynonarray",
    "anyenum",
    "anyrange",
    "anycompatible",
    "anycompatiblearray",
    "anycompatiblenonarray",
    "record",
    "_record",
];

/// Names of built-in types beside those of [`SPELLINGS`].
const BUILT_IN: &[&str] = &[
    "aclitem",
    "bit",
    "bool",
    "box",
    "bpchar",
    "bytea",
    "char",
    "cid",
    "cidr",
    "circle",
    "cstring",
    "date",
    "datemultirange",
    "daterange",
    "event_trigger",
    "fdw_handler",
    "float4",
    "float8",
    "inet",
    "int2",
    "int2vector",
    "int4",
    "int4multirange",
    "int4range",
    "int8",
    "int8multirange",
    "int8range",
    "internal",
    "interval",
    "json",
    "jsonb",
    "jsonpath",
    "language_handler",
    "line",
    "lseg",
    "macaddr",
    "macaddr8",
    "money",
    "name",
    "numeric",
    "nummultirange",
    "numrange",
    "oid",
    "oidvector",
    "path",
    "pg_lsn",
    "pg_node_tree",
    "pg_snapshot",
    "point",
    "polygon",
    "refcursor",
    "regclass",
    "regcollation",
    "regconfig",
    "regdictionary",
    "regnamespace",
    "regoper",
    "regoperator",
    "regproc",
    "regprocedure",
    "regrole",
    "regtype",
    "text",
    "tid",
    "time",
    "timestamp",
    "timestamptz",
    "timetz",
    "trigger",
    "tsmultirange",
    "tsquery",
    "tsrange",
    "tstzmultirange",
    "tstzrange",
    "tsvector",
    "txid_snapshot",
    "unknown",
    "uuid",
    "varbit",
    "varchar",
    "void",
    "xid",
    "xid8",
    "xml",
];

/// PostgreSQL's name for a built-in type in any spelling; `None` for other names.
#[must_use]
pub fn built_in(spelling: &str) -> Option<&'static str> {
    let by_spelling = SPELLINGS.iter().find(|(s, _)| *s == spelling).map(|(_, name)| *name);
    by_spelling.or_else(|| BUILT_IN.iter().chain(POLYMORPHIC).find(|n| **n == spelling).copied())
}

impl SqlType {
    /// A built-in type by PostgreSQL's own name for it.
    #[must_use]
    pub fn pg(name: &str) -> Self {
        Self { name: Name::new("pg_catalog", name), modifier: None, array: false }
    }

    /// An array of this.
    #[must_use]
    pub fn array_of(mut self) -> Self {
        self.array = true;
        self
    }

    /// The same type without what stands in parentheses: what identifies a function's argument.
    #[must_use]
    pub fn plain(&self) -> Self {
        Self { name: self.name.clone(), modifier: None, array: self.array }
    }

    /// PostgreSQL's name of the type when it is a built-in one and no array.
    #[must_use]
    pub fn built_in_name(&self) -> Option<&str> {
        (!self.array && self.name.schema == "pg_catalog").then_some(self.name.name.as_str())
    }

    /// Whether this is a built-in type that stands for many.
    #[must_use]
    pub fn is_polymorphic(&self) -> bool {
        self.name.schema == "pg_catalog" && POLYMORPHIC.contains(&self.name.name.as_str())
    }
}

/// The type as `format_type` prints it: `character varying(20)[]`; other schemas than `pg_catalog` are named.
impl fmt::Display for SqlType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let own = self.name.name.as_str();
        let modifier = self.modifier.as_deref();
        if self.name.schema == "pg_catalog" {
            let spelled = match own {
                "int4" => "integer",
                "int2" => "smallint",
                "int8" => "bigint",
                "float4" => "real",
                "float8" => "double precision",
                "bool" => "boolean",
                "varchar" => "character varying",
                "bpchar" => "character",
                "varbit" => "bit varying",
                "timestamptz" => return self.time(f, "timestamp", "with time zone"),
                "timestamp" => return self.time(f, "timestamp", "without time zone"),
                "timetz" => return self.time(f, "time", "with time zone"),
                "time" => return self.time(f, "time", "without time zone"),
                other => other,
            };
            f.write_str(spelled)?;
        } else {
            write!(f, "{}", self.name)?;
        }
        if let Some(modifier) = modifier {
            write!(f, "({modifier})")?;
        }
        f.write_str(if self.array { "[]" } else { "" })
    }
}

impl SqlType {
    fn time(&self, f: &mut fmt::Formatter<'_>, kind: &str, zone: &str) -> fmt::Result {
        f.write_str(kind)?;
        if let Some(modifier) = &self.modifier {
            write!(f, "({modifier})")?;
        }
        write!(f, " {zone}{}", if self.array { "[]" } else { "" })
    }
}

/// A type that migrations or extensions make.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Type {
    /// Its identity, which survives renames.
    pub id: Id,
    /// What it is.
    pub kind: TypeKind,
    /// Who may use it.
    pub acl: Acl,
    /// The statement that made it; `None` for the platform's and those of extensions.
    pub at: Option<Span>,
}

/// What a type is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TypeKind {
    /// The values of an enumeration, in their order.
    Enum(Vec<String>),
    /// A domain over another type.
    Domain {
        /// The type under it.
        base: SqlType,
        /// Whether null is refused.
        not_null: bool,
        /// Whether a value is supplied where none is given.
        has_default: bool,
        /// Its `CHECK` expressions.
        checks: Vec<String>,
    },
    /// Fields with their types; `None` where a field's type is not known.
    Composite(Vec<(String, Option<SqlType>)>),
    /// A range type.
    Range,
    /// A base type of an extension.
    Base,
}

#[cfg(test)]
mod tests {
    use super::{SqlType, built_in};

    #[test]
    fn spellings_of_one_type_are_equal() {
        assert_eq!(built_in("integer"), built_in("int4"));
        assert_eq!(built_in("character varying"), Some("varchar"));
        assert_eq!(built_in("order_status"), None);
    }

    #[test]
    fn types_print_as_format_type_does() {
        let varchar = SqlType { modifier: Some("20".into()), ..SqlType::pg("varchar") };
        assert_eq!(varchar.array_of().to_string(), "character varying(20)[]");
        let time = SqlType { modifier: Some("3".into()), ..SqlType::pg("timestamptz") };
        assert_eq!(time.to_string(), "timestamp(3) with time zone");
    }
}
