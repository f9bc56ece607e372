//! The text that a literal stands for.

use std::borrow::Cow;

/// Resolves the escapes of a string or template: `\n`, `\x41`, `\u0041`, `\u{1F600}`, line continuations.
/// Half of a surrogate pair that stands alone becomes the replacement character.
pub(super) fn unescape(raw: &str) -> Cow<'_, str> {
    if !raw.contains('\\') {
        return Cow::Borrowed(raw);
    }
    let mut text = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some((before, after)) = rest.split_once('\\') {
        text.push_str(before);
        rest = escape(after, &mut text);
    }
    text.push_str(rest);
    Cow::Owned(text)
}

/// Reads the escape whose backslash has been passed, and gives back what follows it.
fn escape<'t>(after: &'t str, text: &mut String) -> &'t str {
    let mut chars = after.chars();
    let Some(first) = chars.next() else { return after };
    let rest = chars.as_str();
    match first {
        'n' => text.push('\n'),
        't' => text.push('\t'),
        'r' => text.push('\r'),
        'b' => text.push('\u{8}'),
        'f' => text.push('\u{c}'),
        'v' => text.push('\u{b}'),
        '0' if !rest.starts_with(|c: char| c.is_ascii_digit()) => text.push('\0'),
        '\n' | '\u{2028}' | '\u{2029}' => {}
        '\r' => return rest.strip_prefix('\n').unwrap_or(rest),
        'x' => return hexadecimal(rest, 2, text),
        'u' => return unicode(rest, text),
        other => text.push(other),
    }
    rest
}

fn hexadecimal<'t>(rest: &'t str, digits: usize, text: &mut String) -> &'t str {
    let Some(code) = code_unit(rest, digits) else { return rest };
    text.push(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER));
    rest.get(digits..).unwrap_or("")
}

fn code_unit(rest: &str, digits: usize) -> Option<u32> {
    let hex = rest.get(..digits)?;
    if !hex.bytes().all(|b| b.is_ascii_hexdigit()) {
        return None;
    }
    u32::from_str_radix(hex, 16).ok()
}

fn unicode<'t>(rest: &'t str, text: &mut String) -> &'t str {
    if let Some((hex, after)) = rest.strip_prefix('{').and_then(|r| r.split_once('}')) {
        let code = u32::from_str_radix(hex, 16).ok().and_then(char::from_u32);
        text.push(code.unwrap_or(char::REPLACEMENT_CHARACTER));
        return after;
    }
    let pair = code_unit(rest, 4).zip(rest.get(4..).and_then(|r| r.strip_prefix("\\u")).and_then(|r| code_unit(r, 4)));
    if let Some((high @ 0xD800..0xDC00, low @ 0xDC00..0xE000)) = pair {
        let code = 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00);
        text.push(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER));
        return rest.get(10..).unwrap_or("");
    }
    hexadecimal(rest, 4, text)
}

#[cfg(test)]
mod tests {
    use super::unescape;

    #[test]
    fn escapes_are_resolved() {
        assert_eq!(unescape(r"a\n\x41\u0042\u{43}\'\\"), "a\nABC'\\");
        assert_eq!(unescape(r"\ud83d\ude00 \ud83d"), "😀 \u{fffd}");
        assert_eq!(unescape("one\\\r\ntwo\\\nthree"), "onetwothree");
    }

    #[test]
    fn broken_escapes_do_not_panic() {
        for raw in ["\\", "\\x", "\\xé", "\\u", "\\u{", "\\u{zz}", "\\u12", "\\ud83d\\u", "\\ud83d\\ué"] {
            let _ = unescape(raw);
        }
    }
}
