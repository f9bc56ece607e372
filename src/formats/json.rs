//! JSON, with the comments and trailing commas that tools accept. The only file that knows `jsonc-parser`, whose limit
//! of 512 levels bounds the recursion here.

use jsonc_parser::{CollectOptions, ParseOptions, ast, common::Ranged, parse_to_ast};

use super::{Entry, Malformed, Node, Value};
use crate::source::span::Range;

pub(super) fn parse(text: &str) -> Result<Node, Malformed> {
    let parsed = parse_to_ast(text, &CollectOptions::default(), &ParseOptions::default())
        .map_err(|e| Malformed { at: range(e.range()), reason: e.kind().to_string() })?;
    let empty = Node { range: Range::default(), value: Value::Null };
    Ok(parsed.value.map_or(empty, node))
}

fn node(value: ast::Value<'_>) -> Node {
    let range = range(value.range());
    let value = match value {
        ast::Value::StringLit(s) => Value::String(s.value.into_owned()),
        ast::Value::NumberLit(n) => Value::Number(n.value.to_owned()),
        ast::Value::BooleanLit(b) => Value::Bool(b.value),
        ast::Value::NullKeyword(_) => Value::Null,
        ast::Value::Array(a) => Value::List(a.elements.into_iter().map(node).collect()),
        ast::Value::Object(o) => Value::Map(o.properties.into_iter().map(entry).collect()),
    };
    Node { range, value }
}

fn entry(property: ast::ObjectProp<'_>) -> Entry {
    let key_range = range(property.name.range());
    Entry { key: property.name.into_string(), key_range, node: node(property.value) }
}

fn range(range: jsonc_parser::common::Range) -> Range {
    Range::new(range.start, range.end)
}

#[cfg(test)]
mod tests {
    use super::parse;
    use crate::source::span::Range;

    #[test]
    fn comments_and_trailing_commas_are_read() {
        let text = "{\n  // which\n  \"a\": {\"b\": [1, \"x\",],},\n}";
        let root = parse(text).unwrap();
        let list = root.at(&["a", "b"]).unwrap().elements();
        assert_eq!((list[0].int(), list[1].str()), (Some(1), Some("x")));
        assert_eq!(root.entry("a").unwrap().key_range, Range::new(15, 18));
    }

    #[test]
    fn nonsense_and_depth_are_errors() {
        assert!(parse("{\"a\": }").is_err());
        assert!(parse(&"[".repeat(100_000)).is_err());
        assert!(parse("").unwrap().entries().is_empty());
    }
}
