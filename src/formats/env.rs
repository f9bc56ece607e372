//! `.env` files: names, values, places.

use crate::source::span::Range;

/// `NAME=value` in an environment file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variable {
    /// The name, without `export`.
    pub name: String,
    /// Where the name stands.
    pub name_range: Range,
    /// The value, without quotes and trailing comment; nothing in it is expanded.
    pub value: String,
    /// Where the value stands, without quotes; empty when there is none.
    pub value_range: Range,
}

/// The variables of an environment file, in order. Lines that are no assignment are skipped, as every reader of such
/// files does; a quoted value may span lines.
#[must_use]
pub fn parse(text: &str) -> Vec<Variable> {
    let mut variables = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|r| !r.is_empty()) {
        let line = rest.split_inclusive('\n').next().unwrap_or(rest);
        let (variable, end) = assignment(text, at, line);
        variables.extend(variable);
        at = end.max(at + line.len());
    }
    variables
}

/// The variable on the line that starts at `at`, and where it ends.
fn assignment(text: &str, at: usize, line: &str) -> (Option<Variable>, usize) {
    let Some((left, right)) = line.split_once('=') else { return (None, at) };
    let before = left.trim_start();
    let name = before.strip_prefix("export ").unwrap_or(before).trim();
    if name.is_empty() || !name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.')) {
        return (None, at);
    }
    let name_start = at + line.find(name).unwrap_or(0);
    let blank = right.len() - right.trim_start_matches([' ', '\t']).len();
    let value_start = at + left.len() + 1 + blank;
    let (value_start, value_end, end) = value(text, value_start, at + line.len());
    let variable = Variable {
        name: name.to_owned(),
        name_range: Range::new(name_start, name_start + name.len()),
        value: text.get(value_start..value_end).unwrap_or("").to_owned(),
        value_range: Range::new(value_start, value_end),
    };
    (Some(variable), end)
}

/// Where the value that starts at `start` begins and ends without its quotes, and where its line ends.
fn value(text: &str, start: usize, line_end: usize) -> (usize, usize, usize) {
    let rest = text.get(start..).unwrap_or("");
    if let Some(quote) = rest.chars().next().filter(|c| matches!(c, '"' | '\'' | '`'))
        && let Some(length) = rest.get(1..).and_then(|inner| inner.find(quote))
    {
        return (start + 1, start + 1 + length, start + length + 2);
    }
    let line = text.get(start..line_end).unwrap_or("");
    let bare = line.find(" #").map_or(line, |comment| &line[..comment]);
    let bare = if bare.starts_with('#') { "" } else { bare.trim_end() };
    (start, start + bare.len(), line_end)
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn forms_of_a_value() {
        let text = "# c\nA=1\nexport B = \"x y\" # no\nC=a#b # c\nD=\n\nE='-----BEGIN\nkey'\nnot a line\nF=\"open\n";
        let found: Vec<_> = parse(text).into_iter().map(|v| (v.name, v.value)).collect();
        let want = [("A", "1"), ("B", "x y"), ("C", "a#b"), ("D", ""), ("E", "-----BEGIN\nkey"), ("F", "\"open")];
        assert_eq!(found, want.map(|(n, v)| (n.to_owned(), v.to_owned())));
    }

    #[test]
    fn places_are_those_of_the_file() {
        let text = "AA=1\n  export BB=\"two\"\n";
        let all = parse(text);
        let cut = |r: crate::source::span::Range| &text[r.start as usize..r.end as usize];
        assert_eq!((cut(all[1].name_range), cut(all[1].value_range)), ("BB", "two"));
    }
}
