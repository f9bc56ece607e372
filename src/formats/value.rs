//! The tree that JSON, TOML and YAML share.

use crate::source::span::Range;

/// A value and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// Its bytes.
    pub range: Range,
    /// What it is.
    pub value: Value,
}

/// What a value is.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// `null`, or nothing after a YAML key.
    Null,
    /// `true`, `false`.
    Bool(bool),
    /// A number or date, as written.
    Number(String),
    /// A string, escapes resolved.
    String(String),
    /// A list.
    List(Vec<Node>),
    /// A map, in source order where the reader keeps it.
    Map(Vec<Entry>),
}

/// A key with its value.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The key, without quotes.
    pub key: String,
    /// Where the key stands.
    pub key_range: Range,
    /// Its value.
    pub node: Node,
}

impl Node {
    /// The value of a key; of the last one when it is there twice.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Self> {
        self.entry(key).map(|e| &e.node)
    }

    /// The entry of a key, to point at the key itself.
    #[must_use]
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        self.entries().iter().rev().find(|e| e.key == key)
    }

    /// The value at the end of a path of keys.
    #[must_use]
    pub fn at(&self, path: &[&str]) -> Option<&Self> {
        path.iter().try_fold(self, |node, key| node.get(key))
    }

    /// The entries of a map; none for other values.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        match &self.value {
            Value::Map(entries) => entries,
            _ => &[],
        }
    }

    /// The elements of a list; none for other values.
    #[must_use]
    pub fn elements(&self) -> &[Self] {
        match &self.value {
            Value::List(elements) => elements,
            _ => &[],
        }
    }

    /// The elements of a list, or the value itself where a tool takes one or many.
    #[must_use]
    pub fn one_or_many(&self) -> &[Self] {
        match &self.value {
            Value::List(elements) => elements,
            _ => std::slice::from_ref(self),
        }
    }

    /// The text of a string.
    #[must_use]
    pub fn str(&self) -> Option<&str> {
        match &self.value {
            Value::String(s) => Some(s),
            _ => None,
        }
    }

    /// The text of a string or number, as written.
    #[must_use]
    pub fn scalar(&self) -> Option<&str> {
        match &self.value {
            Value::String(s) | Value::Number(s) => Some(s),
            _ => None,
        }
    }

    /// A truth value; YAML's `yes` and quoted `"true"` are strings and do not count.
    #[must_use]
    pub fn bool(&self) -> Option<bool> {
        match self.value {
            Value::Bool(b) => Some(b),
            _ => None,
        }
    }

    /// A whole number.
    #[must_use]
    pub fn int(&self) -> Option<i64> {
        match &self.value {
            Value::Number(n) => n.replace('_', "").parse().ok(),
            _ => None,
        }
    }

    /// All strings in the value, however deep, with their places.
    pub fn strings(&self) -> impl Iterator<Item = (&str, Range)> {
        let mut found = Vec::new();
        self.collect_strings(&mut found);
        found.into_iter()
    }

    fn collect_strings<'n>(&'n self, found: &mut Vec<(&'n str, Range)>) {
        match &self.value {
            Value::String(s) => found.push((s, self.range)),
            Value::List(elements) => elements.iter().for_each(|e| e.collect_strings(found)),
            Value::Map(entries) => entries.iter().for_each(|e| e.node.collect_strings(found)),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }
}
