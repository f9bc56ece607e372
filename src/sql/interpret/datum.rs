//! Values.

use std::cmp::Ordering;

/// A value, as far as it is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Datum {
    /// It could be anything.
    Unknown,
    /// `NULL`.
    Null,
    /// A boolean.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A text, and whatever is written as one.
    Text(String),
    /// An array of one dimension.
    Array(Vec<Datum>),
    /// A row: names and values.
    Record(Vec<(String, Datum)>),
}

/// A truth value of SQL, or none that is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Truth {
    True,
    False,
    Null,
    Unknown,
}

impl Truth {
    /// The truth value, if it is known and no null.
    pub(super) fn known(self) -> Option<bool> {
        match self {
            Self::True => Some(true),
            Self::False => Some(false),
            Self::Null | Self::Unknown => None,
        }
    }
}

/// Rows of a table or query.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rows {
    /// The names of the columns.
    pub columns: Vec<String>,
    /// The rows that are there for certain, each with a value for each column.
    pub rows: Vec<Vec<Datum>>,
    /// Whether there are no others.
    pub complete: bool,
}

impl Rows {
    /// All rows of a table.
    #[must_use]
    pub fn new(columns: &[&str], rows: Vec<Vec<Datum>>) -> Self {
        Self { columns: columns.iter().map(|c| (*c).to_owned()).collect(), rows, complete: true }
    }
}

impl Datum {
    /// A text.
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// A text, or `NULL`.
    #[must_use]
    pub fn text_or_null(text: Option<impl Into<String>>) -> Self {
        text.map_or(Self::Null, Self::text)
    }

    /// It as a truth value.
    #[must_use]
    pub(super) fn truth(&self) -> Truth {
        match self {
            Self::Null => Truth::Null,
            Self::Bool(true) => Truth::True,
            Self::Bool(false) => Truth::False,
            Self::Text(text) => match text.to_ascii_lowercase().as_str() {
                "t" | "true" | "yes" | "on" | "1" => Truth::True,
                "f" | "false" | "no" | "off" | "0" => Truth::False,
                _ => Truth::Unknown,
            },
            _ => Truth::Unknown,
        }
    }

    /// Whether a condition holds; `NULL` does not. `None` when it is not known.
    #[must_use]
    pub(super) fn holds(&self) -> Option<bool> {
        match self.truth() {
            Truth::True => Some(true),
            Truth::False | Truth::Null => Some(false),
            Truth::Unknown => None,
        }
    }

    /// How it is printed; `None` for nulls and what is not known.
    #[must_use]
    pub(super) fn printed(&self) -> Option<String> {
        match self {
            Self::Text(text) => Some(text.clone()),
            Self::Bool(value) => Some(if *value { "true".to_owned() } else { "false".to_owned() }),
            Self::Int(value) => Some(value.to_string()),
            Self::Array(items) => {
                let items: Option<Vec<String>> = items.iter().map(Self::printed).collect();
                items.map(|items| format!("{{{}}}", items.join(",")))
            }
            Self::Unknown | Self::Null | Self::Record(_) => None,
        }
    }

    /// The order of two values that are known and no nulls.
    #[must_use]
    pub(super) fn compare(&self, other: &Self) -> Option<Ordering> {
        match (self, other) {
            (Self::Unknown | Self::Null | Self::Record(_), _) | (_, Self::Unknown | Self::Null | Self::Record(_)) => {
                None
            }
            (Self::Int(a), Self::Int(b)) => Some(a.cmp(b)),
            (Self::Bool(a), _) => Some(a.cmp(&other.truth().known()?)),
            (_, Self::Bool(b)) => Some(self.truth().known()?.cmp(b)),
            (Self::Int(a), Self::Text(b)) => b.trim().parse().ok().map(|b| a.cmp(&b)),
            (Self::Text(a), Self::Int(b)) => a.trim().parse::<i64>().ok().map(|a| a.cmp(b)),
            (Self::Array(a), Self::Array(b)) if a.iter().chain(b).any(|d| matches!(d, Self::Unknown)) => None,
            _ => Some(self.printed()?.cmp(&other.printed()?)),
        }
    }

    /// The field of a row.
    #[must_use]
    pub(super) fn field(&self, name: &str) -> Self {
        match self {
            Self::Record(fields) => {
                fields.iter().find(|(field, _)| field == name).map_or(Self::Unknown, |(_, value)| value.clone())
            }
            Self::Null => Self::Null,
            _ => Self::Unknown,
        }
    }
}

impl From<bool> for Datum {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

/// `None` becomes [`Datum::Unknown`].
impl From<Option<bool>> for Datum {
    fn from(value: Option<bool>) -> Self {
        value.map_or(Self::Unknown, Self::Bool)
    }
}
