//! Names of database objects, folded and cut as PostgreSQL does it.

use std::fmt;

use serde::{Deserialize, Serialize};

/// PostgreSQL keeps this many bytes of a name (`NAMEDATALEN - 1`).
pub const NAME_BYTES: usize = 63;

/// The name of an object in its schema, both parts folded and cut.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Name {
    /// The schema that holds it.
    pub schema: String,
    /// Its own name.
    pub name: String,
}

impl Name {
    /// The name of an object in a schema.
    pub fn new(schema: impl Into<String>, name: impl Into<String>) -> Self {
        Self { schema: schema.into(), name: name.into() }
    }

    /// Another name in the same schema.
    #[must_use]
    pub fn sibling(&self, name: impl Into<String>) -> Self {
        Self { schema: self.schema.clone(), name: name.into() }
    }
}

/// `schema.name`, as keys of findings spell it; never quoted.
impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.schema, self.name)
    }
}

/// Cuts a name to the bytes that PostgreSQL keeps, never within a character.
#[must_use]
pub fn truncated(name: &str) -> &str {
    clip(name, NAME_BYTES)
}

fn clip(name: &str, bytes: usize) -> &str {
    let mut end = bytes.min(name.len());
    while !name.is_char_boundary(end) {
        end -= 1;
    }
    name.get(..end).unwrap_or("")
}

/// `makeObjectName`: joins a table's name, perhaps a column's, and a label with underscores, shortening the longer of
/// the first two until the whole fits.
#[must_use]
pub fn object_name(first: &str, second: Option<&str>, label: Option<&str>) -> String {
    let overhead = second.map_or(0, |_| 1) + label.map_or(0, |l| l.len() + 1);
    let room = NAME_BYTES.saturating_sub(overhead);
    let (mut first_bytes, mut second_bytes) = (first.len(), second.map_or(0, str::len));
    while first_bytes + second_bytes > room {
        if first_bytes > second_bytes { first_bytes -= 1 } else { second_bytes -= 1 }
    }
    let mut name = clip(first, first_bytes).to_owned();
    if let Some(second) = second {
        name.push('_');
        name.push_str(clip(second, second_bytes));
    }
    if let Some(label) = label {
        name.push('_');
        name.push_str(label);
    }
    name
}

/// `ChooseRelationName` and `ChooseConstraintName`: the generated name, with a number after its label while it is taken.
pub fn choose_name(first: &str, second: Option<&str>, label: &str, taken: impl Fn(&str) -> bool) -> String {
    let mut name = object_name(first, second, Some(label));
    let mut number = 0_u32;
    while taken(&name) {
        number += 1;
        name = object_name(first, second, Some(&format!("{label}{number}")));
    }
    name
}

/// `ChooseIndexNameAddition`: the columns of an index, joined for its generated name.
#[must_use]
pub fn name_addition<'a>(columns: impl IntoIterator<Item = &'a str>) -> String {
    let mut joined = String::new();
    for column in columns {
        if !joined.is_empty() {
            joined.push('_');
        }
        joined.push_str(column);
        if joined.len() > NAME_BYTES {
            break;
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::{choose_name, name_addition, object_name, truncated};

    #[test]
    fn long_names_are_cut_between_characters() {
        let name = "é".repeat(40);
        assert_eq!(truncated(&name), "é".repeat(31));
    }

    #[test]
    fn generated_names_shorten_the_longer_part() {
        let table = "a".repeat(40);
        let column = "b".repeat(40);
        let name = object_name(&table, Some(&column), Some("fkey"));
        assert_eq!(name, format!("{}_{}_fkey", "a".repeat(29), "b".repeat(28)));
        assert_eq!(object_name("t", None, Some("pkey")), "t_pkey");
    }

    #[test]
    fn taken_names_are_numbered() {
        let name = choose_name("t", Some("c"), "idx", |n| n == "t_c_idx" || n == "t_c_idx1");
        assert_eq!(name, "t_c_idx2");
        assert_eq!(name_addition(["a", "b"]), "a_b");
    }
}
