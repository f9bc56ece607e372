//! Names, types and texts: the small parts that all statements are made of.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::source::span::Range;

/// How many bytes of a name PostgreSQL keeps (`NAMEDATALEN - 1`).
pub const NAME_BYTES: usize = 63;

/// A name as PostgreSQL folds it, and its place.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Ident {
    /// Lower-cased unless it was quoted, without the quotes, cut to 63 bytes.
    pub name: String,
    /// Its bytes, quotes included.
    pub range: Range,
}

/// A name that may have a schema in front.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ObjectName {
    /// The schema, where one is written.
    pub schema: Option<String>,
    /// The name itself.
    pub name: String,
    /// The bytes of all of it.
    pub range: Range,
}

/// A role as it is named in `TO`, `FROM`, `OWNER TO`. `PUBLIC` is `public`; `CURRENT_USER`, `CURRENT_ROLE` and
/// `SESSION_USER` are these words in lower case.
pub type RoleName = Ident;

/// An expression or a query: its text and its place. In a quoted body the text is the unquoted one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct SqlText {
    /// The text, comments inside included, none at either end.
    pub text: String,
    /// Its bytes in the file.
    pub range: Range,
}

/// The name of a type.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct TypeName {
    /// The schema, where one is written; `pg_catalog` in front of a built-in type is left out.
    pub schema: Option<String>,
    /// The name; built-in types as `format_type` spells them (`int4`, `int` → `integer`, `varchar` → `character
    /// varying`, `timestamptz` → `timestamp with time zone`). `serial` and its kin stay as they are.
    pub name: String,
    /// What stands in brackets: `["255"]`, `["10", "2"]`; the fields of an interval too.
    pub modifiers: Vec<String>,
    /// Whether it is an array, of however many dimensions.
    pub array: bool,
    /// `SETOF` in front.
    pub set_of: bool,
    /// `%TYPE` or `%ROWTYPE` behind: the type of another column, variable or table, of which `name` is the whole path.
    pub copied: bool,
    /// Its bytes.
    pub range: Range,
}

impl ObjectName {
    /// The schema that is written, or `public`: where an unqualified name goes unless `search_path` was changed.
    #[must_use]
    pub fn schema_or_public(&self) -> &str {
        self.schema.as_deref().unwrap_or("public")
    }
}

impl fmt::Display for ObjectName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.schema {
            Some(schema) => write!(f, "{schema}.{}", self.name),
            None => f.write_str(&self.name),
        }
    }
}

impl TypeName {
    /// The type without modifiers: what tells overloaded functions apart (`integer`, `text[]`, `app.mood`).
    #[must_use]
    pub fn identity(&self) -> String {
        let schema = self.schema.as_ref().map(|s| format!("{s}.")).unwrap_or_default();
        format!("{schema}{}{}", self.name, if self.array { "[]" } else { "" })
    }
}

/// As `format_type` prints it, `SETOF` left out: `character varying(255)`, `timestamp(3) with time zone`, `text[]`.
impl fmt::Display for TypeName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(schema) = &self.schema {
            write!(f, "{schema}.")?;
        }
        let modifiers =
            if self.modifiers.is_empty() { String::new() } else { format!("({})", self.modifiers.join(",")) };
        match self.name.split_once(' ') {
            Some((first, zone)) if zone.ends_with("time zone") => write!(f, "{first}{modifiers} {zone}")?,
            _ => write!(f, "{}{modifiers}", self.name)?,
        }
        f.write_str(if self.array { "[]" } else { "" })
    }
}

/// Cuts a name to the 63 bytes that PostgreSQL keeps, never through a character.
#[must_use]
pub fn truncate_name(mut name: String) -> String {
    if name.len() > NAME_BYTES {
        let mut end = NAME_BYTES;
        while !name.is_char_boundary(end) {
            end -= 1;
        }
        name.truncate(end);
    }
    name
}

/// The name that an identifier stands for, as it is written in SQL: `Foo` → `foo`, `"Foo"` → `Foo`, cut to 63 bytes.
#[must_use]
pub fn fold_identifier(written: &str) -> String {
    match written.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
        Some(quoted) => truncate_name(quoted.replace("\"\"", "\"")),
        None => truncate_name(written.to_ascii_lowercase()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_fold_as_in_postgresql() {
        assert_eq!(fold_identifier("Users"), "users");
        assert_eq!(fold_identifier("\"User \"\"Q\"\"\""), "User \"Q\"");
        assert_eq!(fold_identifier(&"a".repeat(70)).len(), 63);
        assert_eq!(fold_identifier(&"é".repeat(40)).len(), 62, "a character is never cut in two");
    }

    #[test]
    fn types_print_as_format_type_does() {
        let ty = |name: &str, modifiers: &[&str], array| TypeName {
            schema: None,
            name: name.into(),
            modifiers: modifiers.iter().map(ToString::to_string).collect(),
            array,
            set_of: false,
            copied: false,
            range: Range::default(),
        };
        assert_eq!(ty("character varying", &["255"], false).to_string(), "character varying(255)");
        assert_eq!(ty("timestamp with time zone", &["3"], true).to_string(), "timestamp(3) with time zone[]");
        assert_eq!(ty("numeric", &["10", "2"], false).to_string(), "numeric(10,2)");
        assert_eq!(ty("numeric", &["10", "2"], true).identity(), "numeric[]");
    }
}
