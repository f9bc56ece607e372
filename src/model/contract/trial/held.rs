//! What is known of a value while a body is tried.

use crate::source::span::Span;

/// A value.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Held {
    /// Nothing is known of it.
    Unknown,
    /// A field of the body that was not sent.
    Missing(String),
    /// `undefined` for another reason.
    Undefined,
    /// `null`.
    Null,
    /// A text.
    Text(String),
    /// `true`, `false`.
    Bool(bool),
    /// A number, and whether it is another than zero.
    Number(bool),
    /// An object, a list, a function: some value that is there.
    Something,
    /// The request.
    Request,
    /// The body as it came.
    RawBody,
    /// The body, parsed.
    Body,
    /// What a schema gives back where these fields are missing.
    Unparsed(Vec<String>),
    /// `false`, since these fields are missing.
    Failed(Vec<String>),
    /// An answer that refuses.
    Refusal(Refusal),
}

/// A refusal, and why.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Refusal {
    /// The fields that are missing.
    pub(super) fields: Vec<String>,
    /// Where they are asked for.
    pub(super) at: Span,
}

impl Held {
    /// Whether a test of it holds.
    pub(super) fn truth(&self) -> Option<bool> {
        match self {
            Self::Unknown => None,
            Self::Missing(_) | Self::Undefined | Self::Null | Self::Failed(_) => Some(false),
            Self::Text(text) => Some(!text.is_empty()),
            Self::Bool(holds) | Self::Number(holds) => Some(*holds),
            Self::Something | Self::Request | Self::RawBody | Self::Body | Self::Unparsed(_) | Self::Refusal(_) => {
                Some(true)
            }
        }
    }

    /// Whether it is `undefined`.
    pub(super) fn is_undefined(&self) -> bool {
        matches!(self, Self::Missing(_) | Self::Undefined)
    }

    /// Whether it equals another value; `==` and `===` are not told apart.
    pub(super) fn equals(&self, other: &Self) -> Option<bool> {
        match (self, other) {
            (Self::Unknown, _) | (_, Self::Unknown) => None,
            (Self::Text(one), Self::Text(other)) => Some(one == other),
            (Self::Bool(one), Self::Bool(other)) => Some(one == other),
            (Self::Failed(_), Self::Bool(other)) | (Self::Bool(other), Self::Failed(_)) => Some(!other),
            (one, other) if one.is_undefined() || other.is_undefined() => match (one, other) {
                (Self::Null, _) | (_, Self::Null) => None,
                _ => Some(one.is_undefined() && other.is_undefined()),
            },
            (Self::Null, other) | (other, Self::Null) => Some(*other == Self::Null),
            _ => None,
        }
    }

    /// What `typeof` says of it.
    pub(super) fn type_name(&self) -> Self {
        let name = match self {
            Self::Missing(_) | Self::Undefined => "undefined",
            Self::Text(_) | Self::RawBody => "string",
            Self::Bool(_) | Self::Failed(_) => "boolean",
            Self::Number(_) => "number",
            Self::Null | Self::Request | Self::Body | Self::Unparsed(_) | Self::Refusal(_) => "object",
            Self::Unknown | Self::Something => return Self::Unknown,
        };
        Self::Text(name.to_owned())
    }

    /// The fields that it stands for the lack of.
    pub(super) fn missing(&self) -> &[String] {
        match self {
            Self::Missing(field) => std::slice::from_ref(field),
            Self::Failed(fields) => fields,
            _ => &[],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Held;

    #[test]
    fn a_missing_field_is_undefined_and_nothing_else() {
        let missing = Held::Missing("rider".to_owned());
        assert_eq!(missing.truth(), Some(false));
        assert_eq!(missing.equals(&Held::Text("x".to_owned())), Some(false));
        assert_eq!(missing.equals(&Held::Undefined), Some(true));
        assert_eq!(missing.equals(&Held::Null), None);
        assert_eq!(missing.equals(&Held::Unknown), None);
        assert_eq!(missing.type_name(), Held::Text("undefined".to_owned()));
    }
}
