//! Text that the grammars cannot read, made readable without moving a byte of the rest.

use std::borrow::Cow;

use crate::source::span::Range;

/// A text without what is known to lead the grammars astray.
pub(super) fn before_parse(text: &str) -> Cow<'_, str> {
    match blank_prompt(text) {
        Some(blanked) => end_lines_before_in(&blanked).map_or(Cow::Owned(blanked), Cow::Owned),
        None => end_lines_before_in(text).map_or(Cow::Borrowed(text), Cow::Owned),
    }
}

/// What `npx` asks on its standard output before it runs a program that is not installed.
const PROMPT: &str = "Need to install the following packages:";

/// A text whose first lines are `npx`'s prompt (`npx supabase gen types typescript > types.ts`) with these lines blanked.
fn blank_prompt(text: &str) -> Option<String> {
    let start = text.find(PROMPT).filter(|&at| at <= '\u{feff}'.len_utf8())?;
    let length = text.get(start..)?.find("\nexport ")?;
    let places = (start..start + length).filter(|&at| text.as_bytes().get(at).is_some_and(|b| *b != b'\n'));
    replaced(text, places, b' ')
}

/// A text in which no line that begins with `in_` continues the one before it. The grammars take the `in` of `in_stock` for
/// the operator and put no semicolon before it, so that two members of a type without semicolons become one.
fn end_lines_before_in(text: &str) -> Option<String> {
    let bytes = text.as_bytes();
    let line_ends = text.match_indices("in_").filter_map(|(at, _)| {
        let line = bytes.get(..at)?.trim_ascii_end();
        let line_end = at.checked_sub(bytes.get(line.len()..at)?.iter().rev().position(|b| *b == b'\n')? + 1)?;
        line.last().is_some_and(|last| ends_member(*last)).then_some(line_end)
    });
    replaced(text, line_ends, b';')
}

fn ends_member(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$' | b'}' | b']' | b')' | b'>' | b'"' | b'\'')
}

/// `text` with every bare `&` within three bytes of an error blanked; `None` when there is none. The grammars stumble over
/// one in JSX text: `Terms & Conditions`.
pub(super) fn blank_ampersands(text: &str, errors: &[Range]) -> Option<String> {
    let bytes = text.as_bytes();
    let near = errors.iter().flat_map(|error| {
        let from = (error.start as usize).saturating_sub(3);
        from..(error.end as usize).saturating_add(3).min(bytes.len())
    });
    replaced(text, near.filter(|&at| is_bare_ampersand(bytes, at)), b' ')
}

/// A text with the bytes at some places replaced; `None` where there are no places. They must hold ASCII.
fn replaced(text: &str, places: impl Iterator<Item = usize>, by: u8) -> Option<String> {
    let mut bytes: Option<Vec<u8>> = None;
    for at in places {
        if let Some(byte) = bytes.get_or_insert_with(|| text.as_bytes().to_vec()).get_mut(at) {
            *byte = by;
        }
    }
    String::from_utf8(bytes?).ok()
}

/// Whether the byte is an `&` that is neither an operator nor the start of an entity.
fn is_bare_ampersand(bytes: &[u8], at: usize) -> bool {
    let byte = |i: usize| bytes.get(i).copied().unwrap_or(0);
    if byte(at) != b'&' || matches!(byte(at + 1), b'&' | b'=') || (at > 0 && byte(at - 1) == b'&') {
        return false;
    }
    let entity = bytes.iter().skip(at + 1).take(12).position(|b| !(b.is_ascii_alphanumeric() || *b == b'#'));
    !entity.is_some_and(|length| length > 0 && byte(at + 1 + length) == b';')
}
