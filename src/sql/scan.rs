//! The lexical rules of PostgreSQL, on bytes: where strings, dollar quotes and comments end, and which tokens there are.
//!
//! Every function is total: what is not closed runs to the end of the text, as in PostgreSQL.

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TokenKind {
    /// A keyword, an identifier, or a number: letters, digits, `_`, `$`, bytes past ASCII.
    Word,
    /// `"…"`.
    QuotedName,
    /// `'…'`, `E'…'` from its quote on, `$$…$$`.
    Text,
    /// `-- …`, `/* … */`.
    Comment,
    /// White space.
    Space,
    /// One byte of anything else.
    Other(u8),
}

/// A token: `start..end` in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Token {
    pub(crate) kind: TokenKind,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

/// The tokens of a text, white space and comments included: they cover it without holes.
pub(crate) struct Tokens<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Tokens<'a> {
    /// The tokens of `bytes` from `at` on.
    pub(crate) fn new(bytes: &'a [u8], at: usize) -> Self {
        Self { bytes, at }
    }
}

impl Iterator for Tokens<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        let (bytes, start) = (self.bytes, self.at);
        let first = *bytes.get(start)?;
        let (kind, end) = match first {
            b'\'' => (TokenKind::Text, end_of_string(bytes, start)),
            b'"' => (TokenKind::QuotedName, end_of_quotes(bytes, start + 1, b'"')),
            b'-' if bytes.get(start + 1) == Some(&b'-') => (TokenKind::Comment, end_of_line(bytes, start)),
            b'/' if bytes.get(start + 1) == Some(&b'*') => (TokenKind::Comment, end_of_block_comment(bytes, start)),
            b'$' if dollar_tag(bytes, start).is_some() => (TokenKind::Text, end_of_dollar_quote(bytes, start)),
            _ if is_space(first) => (TokenKind::Space, run(bytes, start, is_space)),
            _ if is_word(first) => (TokenKind::Word, run(bytes, start, is_word)),
            _ => (TokenKind::Other(first), start + 1),
        };
        self.at = end;
        Some(Token { kind, start, end })
    }
}

/// White space in PostgreSQL's sense.
pub(crate) fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | 0x0b | 0x0c)
}

/// A byte that can be part of an identifier or a keyword.
pub(crate) fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'$' || byte >= 0x80
}

fn run(bytes: &[u8], start: usize, belongs: fn(u8) -> bool) -> usize {
    position(bytes, start + 1, |b| !belongs(b))
}

/// The first place at or after `from` whose byte fits, or the end.
fn position(bytes: &[u8], from: usize, fits: impl Fn(u8) -> bool) -> usize {
    let rest = bytes.get(from..).unwrap_or(&[]);
    rest.iter().position(|&b| fits(b)).map_or(bytes.len(), |i| from + i)
}

/// The end of the line that holds `from`, its line end not included.
pub(crate) fn end_of_line(bytes: &[u8], from: usize) -> usize {
    position(bytes, from, |b| b == b'\n' || b == b'\r')
}

/// The end of the string whose opening `'` is at `quote`; backslashes escape in `E'…'`.
pub(crate) fn end_of_string(bytes: &[u8], quote: usize) -> usize {
    let escapes = quote > 0
        && matches!(bytes.get(quote - 1), Some(b'e' | b'E'))
        && (quote == 1 || !bytes.get(quote - 2).is_some_and(|&b| is_word(b)));
    if !escapes {
        return end_of_quotes(bytes, quote + 1, b'\'');
    }
    let mut at = quote + 1;
    loop {
        at = position(bytes, at, |b| b == b'\'' || b == b'\\');
        match bytes.get(at) {
            None => return bytes.len(),
            Some(b'\\') => at = (at + 2).min(bytes.len()),
            Some(_) if bytes.get(at + 1) == Some(&b'\'') => at += 2,
            Some(_) => return at + 1,
        }
    }
}

/// The end of what is quoted by `quote`, doubled inside; `from` is behind the opening quote.
pub(crate) fn end_of_quotes(bytes: &[u8], from: usize, quote: u8) -> usize {
    let mut at = from;
    loop {
        at = position(bytes, at, |b| b == quote);
        if at >= bytes.len() {
            return bytes.len();
        }
        if bytes.get(at + 1) != Some(&quote) {
            return at + 1;
        }
        at += 2;
    }
}

/// The length of the tag `$…$` that opens a dollar quote at `at`, if one does.
pub(crate) fn dollar_tag(bytes: &[u8], at: usize) -> Option<usize> {
    if at > 0 && bytes.get(at - 1).is_some_and(|&b| is_word(b)) {
        return None;
    }
    let rest = bytes.get(at + 1..)?;
    let length = rest.iter().position(|&b| b == b'$' || !is_word(b))?;
    let closed = rest.get(length) == Some(&b'$') && !rest.first().is_some_and(u8::is_ascii_digit);
    closed.then_some(length + 2)
}

/// The end of the dollar quote that opens at `at`.
pub(crate) fn end_of_dollar_quote(bytes: &[u8], at: usize) -> usize {
    let Some(tag) = dollar_tag(bytes, at).and_then(|length| bytes.get(at..at + length)) else { return at + 1 };
    let mut place = at + tag.len();
    loop {
        place = position(bytes, place, |b| b == b'$');
        if place >= bytes.len() {
            return bytes.len();
        }
        if bytes.get(place..).is_some_and(|rest| rest.starts_with(tag)) {
            return place + tag.len();
        }
        place += 1;
    }
}

/// The end of the comment whose `/*` is at `at`; such comments nest.
pub(crate) fn end_of_block_comment(bytes: &[u8], at: usize) -> usize {
    let (mut place, mut depth) = (at + 2, 1u32);
    loop {
        place = position(bytes, place, |b| b == b'*' || b == b'/');
        match (bytes.get(place), bytes.get(place + 1)) {
            (None, _) => return bytes.len(),
            (Some(b'*'), Some(b'/')) => {
                depth -= 1;
                place += 2;
                if depth == 0 {
                    return place;
                }
            }
            (Some(b'/'), Some(b'*')) => {
                depth += 1;
                place += 2;
            }
            _ => place += 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        Tokens::new(text.as_bytes(), 0)
            .filter(|t| !matches!(t.kind, TokenKind::Space | TokenKind::Comment))
            .map(|t| &text[t.start..t.end])
            .collect()
    }

    #[test]
    fn tokens_follow_postgresql() {
        assert_eq!(words("a$b$c $t$ ; $x$ $t$ d"), ["a$b$c", "$t$ ; $x$ $t$", "d"]);
        assert_eq!(words(r"E'\'' 'a''b' '\' x"), ["E", r"'\''", "'a''b'", r"'\'", "x"]);
        assert_eq!(words("/* a /* b */ c */ x -- y\nz"), ["x", "z"]);
        assert_eq!(words("$1 $$a$$"), ["$1", "$$a$$"]);
        assert_eq!(words("\"a\"\"b\" é"), ["\"a\"\"b\"", "é"]);
    }

    #[test]
    fn what_is_not_closed_runs_to_the_end() {
        for text in ["'a", "\"a", "$$a", "/* a", "/* /* */", "E'a\\", "$t$ $", "-- a"] {
            let last = Tokens::new(text.as_bytes(), 0).last().expect("a token");
            assert_eq!(last.end, text.len(), "{text}");
        }
    }
}
