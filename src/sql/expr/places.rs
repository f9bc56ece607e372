//! From the parser's lines and columns to bytes.

use sqlparser::tokenizer::{Location, Span};

use crate::source::span::Range;

/// Where each line of a text starts.
#[derive(Debug)]
pub(super) struct Places {
    /// For ASCII text the byte at which each line starts; else the number of the character.
    lines: Vec<usize>,
    /// The byte of each character, where that differs from its number.
    bytes: Option<Vec<u32>>,
    length: usize,
}

impl Places {
    pub(super) fn new(text: &str) -> Self {
        let is_ascii = text.is_ascii();
        let mut lines = vec![0];
        for (number, character) in text.chars().enumerate() {
            if character == '\n' {
                lines.push(number + 1);
            }
        }
        let bytes =
            (!is_ascii).then(|| text.char_indices().map(|(byte, _)| u32::try_from(byte).unwrap_or(u32::MAX)).collect());
        Self { lines, bytes, length: text.len() }
    }

    /// The bytes of a token's span; empty at 0 for tokens that the parser made up.
    pub(super) fn range(&self, span: Span) -> Range {
        match (self.byte(span.start), self.byte(span.end)) {
            (Some(start), Some(end)) => Range::new(start, end),
            _ => Range::default(),
        }
    }

    fn byte(&self, location: Location) -> Option<usize> {
        let line = usize::try_from(location.line).ok()?.checked_sub(1)?;
        let column = usize::try_from(location.column).ok()?.checked_sub(1)?;
        let character = self.lines.get(line)? + column;
        let byte = match &self.bytes {
            None => character,
            Some(bytes) => bytes.get(character).map_or(self.length, |&byte| byte as usize),
        };
        Some(byte.min(self.length))
    }
}

/// The smallest range that covers both; an empty range at 0 has no place and covers nothing.
pub(super) fn cover(a: Range, b: Range) -> Range {
    let nowhere = Range::default();
    if a == nowhere {
        b
    } else if b == nowhere {
        a
    } else {
        Range { start: a.start.min(b.start), end: a.end.max(b.end) }
    }
}
