//! Values of variables and catalogue columns, one of which is "not known".

use std::{collections::BTreeMap, sync::Arc};

use super::select::Row;
use crate::model::schema::{FunctionKey, NAME_BYTES, Name};

/// A value at run time.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    /// It cannot be worked out.
    Unknown,
    Null,
    Bool(bool),
    Int(i64),
    Text(String),
    Array(Vec<Value>),
    /// A record: columns in order.
    Row(Arc<Row>),
    /// An object of the catalogue: an `oid`, `regclass`, `regtype`, ….
    Object(Object),
}

/// What an `oid` stands for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Object {
    Relation(Name),
    Namespace(String),
    /// As `format_type` prints it.
    Type(String),
    Function(FunctionKey),
    Role(String),
    /// A part of a relation: its kind, the relation, its name.
    Part(&'static str, Name, String),
    /// Anything else that has a name: extension, publication.
    Other(&'static str, String),
}

impl Value {
    pub(super) fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    pub(super) fn texts<'a>(texts: impl IntoIterator<Item = &'a str>) -> Self {
        Self::Array(texts.into_iter().map(Self::text).collect())
    }

    pub(super) fn is_unknown(&self) -> bool {
        match self {
            Self::Unknown => true,
            Self::Array(items) => items.iter().any(Self::is_unknown),
            _ => false,
        }
    }

    /// As a condition: null counts as false, `None` is not known.
    pub(super) fn as_condition(&self) -> Option<bool> {
        match self {
            Self::Bool(value) => Some(*value),
            Self::Null => Some(false),
            Self::Text(text) => match text.as_str() {
                "t" | "true" => Some(true),
                "f" | "false" => Some(false),
                _ => None,
            },
            _ => None,
        }
    }

    /// As text, the way a cast prints it; `None` when it is null or not known.
    pub(super) fn to_text(&self) -> Option<String> {
        match self {
            Self::Unknown | Self::Null | Self::Row(_) => None,
            Self::Bool(value) => Some(value.to_string()),
            Self::Int(value) => Some(value.to_string()),
            Self::Text(text) => Some(text.clone()),
            Self::Array(items) => {
                let parts: Option<Vec<String>> = items.iter().map(Self::to_text).collect();
                parts.map(|parts| format!("{{{}}}", parts.join(",")))
            }
            Self::Object(object) => Some(object.to_text()),
        }
    }

    /// A field of a record.
    pub(super) fn field(&self, name: &str) -> Self {
        match self {
            Self::Row(columns) => {
                columns.iter().find(|(own, _)| own == name).map_or(Self::Unknown, |(_, value)| value.clone())
            }
            _ => Self::Unknown,
        }
    }

    /// Whether two values are equal; `None` when that is null or not known.
    pub(super) fn equals(&self, other: &Self) -> Option<bool> {
        match (self, other) {
            (Self::Unknown | Self::Null | Self::Row(_), _) | (_, Self::Unknown | Self::Null | Self::Row(_)) => None,
            (Self::Array(a), Self::Array(b)) => {
                Some(a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.equals(b) == Some(true)))
            }
            (Self::Object(a), Self::Object(b)) => Some(a == b),
            (Self::Object(a), b) | (b, Self::Object(a)) => {
                Some(a.to_text() == b.to_text()? || a.bare() == b.to_text()?)
            }
            (a, b) => {
                let (a, b) = (a.to_text()?, b.to_text()?);
                // A text that is compared with a name is cut as names are.
                let cut = |name: &str, text: &str| {
                    name.len() == NAME_BYTES && text.len() > NAME_BYTES && text.starts_with(name)
                };
                Some(a == b || cut(&a, &b) || cut(&b, &a))
            }
        }
    }

    /// How two values are ordered; `None` when that is not known.
    pub(super) fn compare(&self, other: &Self) -> Option<std::cmp::Ordering> {
        match (self, other) {
            (Self::Int(a), Self::Int(b)) => Some(a.cmp(b)),
            (Self::Text(a), Self::Text(b)) => match (a.parse::<i64>(), b.parse::<i64>()) {
                (Ok(a), Ok(b)) => Some(a.cmp(&b)),
                _ => Some(a.cmp(b)),
            },
            (Self::Int(a), Self::Text(b)) => b.parse().ok().map(|b: i64| a.cmp(&b)),
            (Self::Text(a), Self::Int(b)) => a.parse().ok().map(|a: i64| a.cmp(b)),
            _ => None,
        }
    }
}

impl Object {
    /// As a cast to text prints it: names in `public` without their schema.
    pub(super) fn to_text(&self) -> String {
        match self {
            Self::Relation(name) if name.schema == "public" => quote_ident(&name.name),
            Self::Relation(name) => format!("{}.{}", quote_ident(&name.schema), quote_ident(&name.name)),
            Self::Namespace(name) | Self::Role(name) | Self::Other(_, name) => quote_ident(name),
            Self::Type(name) => name.clone(),
            Self::Function(key) => {
                let args: Vec<String> = key.args.iter().map(ToString::to_string).collect();
                let schema = if key.name.schema == "public" {
                    String::new()
                } else {
                    format!("{}.", quote_ident(&key.name.schema))
                };
                format!("{schema}{}({})", quote_ident(&key.name.name), args.join(","))
            }
            Self::Part(_, _, name) => name.clone(),
        }
    }

    fn bare(&self) -> String {
        match self {
            Self::Relation(name) => name.name.clone(),
            other => other.to_text(),
        }
    }
}

/// `quote_ident`: quotes where the name would not be read back as itself.
pub(super) fn quote_ident(name: &str) -> String {
    let plain = name.starts_with(|c: char| c.is_ascii_lowercase() || c == '_')
        && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
        && !RESERVED.contains(&name);
    if plain { name.to_owned() } else { format!("\"{}\"", name.replace('"', "\"\"")) }
}

/// Words that cannot be names unless they are quoted.
const RESERVED: &[&str] = &[
    "all",
    "analyse",
    "analyze",
    "and",
    "any",
    "array",
    "as",
    "asc",
    "both",
    "case",
    "cast",
    "check",
    "collate",
    "column",
    "constraint",
    "create",
    "current_date",
    "current_role",
    "current_time",
    "current_user",
    "default",
    "desc",
    "distinct",
    "do",
    "else",
    "end",
    "except",
    "false",
    "fetch",
    "for",
    "foreign",
    "from",
    "grant",
    "group",
    "having",
    "in",
    "into",
    "leading",
    "limit",
    "not",
    "null",
    "offset",
    "on",
    "only",
    "or",
    "order",
    "primary",
    "references",
    "returning",
    "select",
    "session_user",
    "some",
    "table",
    "then",
    "to",
    "trailing",
    "true",
    "union",
    "unique",
    "user",
    "using",
    "when",
    "where",
    "window",
    "with",
];

/// `quote_literal`.
pub(super) fn quote_literal(text: &str) -> String {
    let doubled = text.replace('\'', "''");
    if text.contains('\\') { format!("E'{}'", doubled.replace('\\', "\\\\")) } else { format!("'{doubled}'") }
}

/// The variables of a block and of those around it, the innermost last.
#[derive(Clone, Debug, Default)]
pub(super) struct Variables(Vec<BTreeMap<String, Value>>);

impl Variables {
    pub(super) fn open(&mut self) {
        self.0.push(BTreeMap::new());
    }

    pub(super) fn close(&mut self) {
        self.0.pop();
    }

    pub(super) fn declare(&mut self, name: &str, value: Value) {
        if let Some(scope) = self.0.last_mut() {
            scope.insert(name.to_owned(), value);
        }
    }

    pub(super) fn get(&self, name: &str) -> Option<&Value> {
        self.0.iter().rev().find_map(|scope| scope.get(name))
    }

    /// Sets a variable where it is declared, or in the innermost block.
    pub(super) fn set(&mut self, name: &str, value: Value) {
        let scope = self.0.iter_mut().rev().find(|scope| scope.contains_key(name));
        match scope {
            Some(scope) => {
                scope.insert(name.to_owned(), value);
            }
            None => self.declare(name, value),
        }
    }

    /// Sets a field of a record.
    pub(super) fn set_field(&mut self, name: &str, field: &str, value: Value) {
        let mut columns = match self.get(name) {
            Some(Value::Row(columns)) => columns.as_ref().clone(),
            _ => return,
        };
        match columns.iter_mut().find(|(own, _)| own == field) {
            Some((_, slot)) => *slot = value,
            None => columns.push((field.to_owned().into(), value)),
        }
        self.set(name, Value::Row(Arc::new(columns)));
    }

    /// The names of all variables.
    pub(super) fn names(&self) -> Vec<String> {
        self.0.iter().flat_map(BTreeMap::keys).cloned().collect()
    }

    /// What a branch that may or may not have run could have set is not known any more.
    pub(super) fn forget(&mut self, name: &str) {
        if self.get(name).is_some() {
            self.set(name, Value::Unknown);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{quote_ident, quote_literal};

    #[test]
    fn names_and_texts_are_quoted_where_needed() {
        assert_eq!(quote_ident("notes"), "notes");
        assert_eq!(quote_ident("user"), "\"user\"");
        assert_eq!(quote_ident("My \"table\""), "\"My \"\"table\"\"\"");
        assert_eq!(quote_literal("it's"), "'it''s'");
    }
}
