//! YAML, the first document of a file. The only file that knows `saphyr`, which counts characters where we count
//! bytes, limits what aliases expand to, and leaves the depth of block sequences to us.

use std::borrow::Cow;

use saphyr::{LoadableYamlNode, MarkedYaml, Scalar, ScanError, YamlData};

use super::{Entry, Malformed, Node, Value};
use crate::source::span::Range;

/// No configuration file nests deeper.
const MAX_DEPTH: usize = 100;

pub(super) fn parse(text: &str) -> Result<Node, Malformed> {
    if let Some(start) = over_nested_line(text) {
        return Err(Malformed { at: Range::new(start, start), reason: "nested too deeply".to_owned() });
    }
    // Reading a file turns a byte order mark into three spaces, which YAML would take for indentation.
    let text = text.strip_prefix("   ").map_or(Cow::Borrowed(text), |rest| Cow::Owned(format!("##\n{rest}")));
    let offsets = Offsets::new(&text);
    let malformed = |e: ScanError| {
        let at = offsets.byte(e.marker().index());
        Malformed { at: Range::new(at, at), reason: e.info().to_owned() }
    };
    let documents = MarkedYaml::load_from_str(&text).map_err(malformed)?;
    let empty = Node { range: Range::default(), value: Value::Null };
    Ok(documents.into_iter().next().map_or(empty, |d| node(d, &offsets, 0)))
}

/// `- - - - …` opens a level with every dash.
fn over_nested_line(text: &str) -> Option<usize> {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if line.bytes().take_while(|b| matches!(b, b' ' | b'-' | b'?' | b':')).count() > 4 * MAX_DEPTH {
            return Some(start);
        }
        start += line.len();
    }
    None
}

fn node(yaml: MarkedYaml<'_>, offsets: &Offsets, depth: usize) -> Node {
    let range = Range::new(offsets.byte(yaml.span.start.index()), offsets.byte(yaml.span.end.index()));
    let value = match yaml.data {
        YamlData::Value(scalar) => of_scalar(scalar),
        YamlData::Representation(text, ..) => Value::String(text.into_owned()),
        YamlData::Sequence(elements) if depth < MAX_DEPTH => {
            Value::List(elements.into_iter().map(|e| node(e, offsets, depth + 1)).collect())
        }
        YamlData::Mapping(map) if depth < MAX_DEPTH => {
            Value::Map(map.into_iter().filter_map(|(k, v)| entry(k, v, offsets, depth + 1)).collect())
        }
        YamlData::Tagged(_, inner) => return node(*inner, offsets, depth + 1),
        YamlData::Sequence(_) | YamlData::Mapping(_) | YamlData::Alias(_) | YamlData::BadValue => Value::Null,
    };
    Node { range, value }
}

fn entry(key: MarkedYaml<'_>, value: MarkedYaml<'_>, offsets: &Offsets, depth: usize) -> Option<Entry> {
    let key = node(key, offsets, depth);
    let name = match key.value {
        Value::String(s) | Value::Number(s) => s,
        Value::Bool(b) => b.to_string(),
        Value::Null | Value::List(_) | Value::Map(_) => return None,
    };
    Some(Entry { key: name, key_range: key.range, node: node(value, offsets, depth) })
}

fn of_scalar(scalar: Scalar<'_>) -> Value {
    match scalar {
        Scalar::Null => Value::Null,
        Scalar::Boolean(b) => Value::Bool(b),
        Scalar::Integer(i) => Value::Number(i.to_string()),
        Scalar::FloatingPoint(f) => Value::Number(f.to_string()),
        Scalar::String(s) => Value::String(s.into_owned()),
    }
}

/// Bytes of characters; nothing is stored for a text that is all ASCII.
struct Offsets {
    bytes: Vec<usize>,
    len: usize,
}

impl Offsets {
    fn new(text: &str) -> Self {
        let bytes = if text.is_ascii() { Vec::new() } else { text.char_indices().map(|(i, _)| i).collect() };
        Self { bytes, len: text.len() }
    }

    fn byte(&self, character: usize) -> usize {
        if self.bytes.is_empty() {
            character.min(self.len)
        } else {
            self.bytes.get(character).copied().unwrap_or(self.len)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn places_are_bytes() {
        let text = "# größe\nname: 'é'\non: [push, pull_request]\njobs:\n  a:\n    run: |\n      npm test\n";
        let root = parse(text).unwrap();
        let value = root.get("name").unwrap();
        assert_eq!(&text[value.range.start as usize..value.range.end as usize], "'é'");
        assert_eq!(root.at(&["jobs", "a", "run"]).unwrap().str(), Some("npm test\n"));
        assert_eq!(root.get("on").unwrap().elements().len(), 2);
    }

    #[test]
    fn hostile_texts_are_errors_or_cut() {
        assert!(parse("a: [").is_err());
        assert!(parse(&"- ".repeat(2_000)).is_err());
        assert!(parse(&format!("a: {}{}", "[".repeat(150), "]".repeat(150))).is_ok_and(|n| n.get("a").is_some()));
        assert!(parse("").is_ok());
        assert!(parse("   a: 1\nb: 2\n").is_ok_and(|n| n.get("b").is_some()));
    }
}
