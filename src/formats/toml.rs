//! TOML. The only file that knows the `toml` crate's tree, whose nesting it limits to 80 levels.

use toml::{
    Spanned,
    de::{DeString, DeTable, DeValue},
};

use super::{Entry, Malformed, Node, Value};
use crate::source::span::Range;

/// Reads on behind faults: what a key says does not depend on another key that is written twice.
pub(super) fn parse(text: &str) -> (Node, Option<Malformed>) {
    let (table, errors) = DeTable::parse_recoverable(text);
    let problem = errors.first().map(|e| Malformed {
        at: e.span().map_or_else(Range::default, |s| Range::new(s.start, s.end)),
        reason: e.message().to_owned(),
    });
    (Node { range: range(&table), value: map(table.into_inner()) }, problem)
}

fn node(value: Spanned<DeValue<'_>>) -> Node {
    let range = range(&value);
    let value = match value.into_inner() {
        DeValue::String(s) => Value::String(s.into_owned()),
        DeValue::Integer(i) => Value::Number(i.as_str().to_owned()),
        DeValue::Float(f) => Value::Number(f.as_str().to_owned()),
        DeValue::Boolean(b) => Value::Bool(b),
        DeValue::Datetime(d) => Value::Number(d.to_string()),
        DeValue::Array(a) => Value::List(a.into_iter().map(node).collect()),
        DeValue::Table(t) => map(t),
    };
    Node { range, value }
}

fn map(table: DeTable<'_>) -> Value {
    let mut entries: Vec<Entry> = table.into_iter().map(|(key, value)| entry(key, value)).collect();
    entries.sort_by_key(|e| e.key_range);
    Value::Map(entries)
}

fn entry(key: Spanned<DeString<'_>>, value: Spanned<DeValue<'_>>) -> Entry {
    let key_range = range(&key);
    Entry { key: key.into_inner().into_owned(), key_range, node: node(value) }
}

fn range<T>(spanned: &Spanned<T>) -> Range {
    let span = spanned.span();
    Range::new(span.start, span.end)
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn quoted_and_bare_keys_are_one() {
        let text = "[functions.\"send-mail\"]\nverify_jwt = false # open\n[functions.pay]\nverify_jwt = true\n";
        let (root, problem) = parse(text);
        assert!(problem.is_none());
        let functions = root.get("functions").unwrap();
        let keys: Vec<&str> = functions.entries().iter().map(|e| e.key.as_str()).collect();
        assert_eq!(keys, ["send-mail", "pay"]);
        let value = functions.at(&["send-mail", "verify_jwt"]).unwrap();
        assert_eq!(value.bool(), Some(false));
        assert_eq!(&text[value.range.start as usize..value.range.end as usize], "false");
    }

    #[test]
    fn nonsense_is_an_error_and_the_rest_is_read() {
        let (root, problem) = parse("a = 1\na = 2\n[b]\nc = true\n");
        assert!(problem.is_some() && root.at(&["b", "c"]).unwrap().bool() == Some(true));
        assert!(parse(&format!("a = {}", "[".repeat(2_000))).1.is_some());
    }
}
