//! Lines and columns of a text.

use serde::{Deserialize, Serialize};

/// FNV-1a, 64 bits: a hash that is the same in every run and on every machine, which identities rest on.
#[must_use]
pub fn stable_hash(bytes: impl IntoIterator<Item = u8>) -> u64 {
    bytes.into_iter().fold(0xcbf2_9ce4_8422_2325, |hash, b| (hash ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3))
}

/// Where the lines of a text start.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineIndex {
    starts: Vec<u32>,
}

impl LineIndex {
    /// The lines of `text`; `\n`, `\r\n` and a lone `\r` end a line.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        // Counted first: growing step by step costs more, and leaves holes.
        let ends = text.matches('\n').count();
        let mut starts = Vec::with_capacity(ends + 1);
        starts.push(0);
        for (i, &b) in bytes.iter().enumerate() {
            if b == b'\n' || (b == b'\r' && bytes.get(i + 1) != Some(&b'\n')) {
                starts.push(u32::try_from(i + 1).unwrap_or(u32::MAX));
            }
        }
        starts.shrink_to_fit();
        Self { starts }
    }

    /// The 1-based line that holds the byte at `offset`.
    #[must_use]
    pub fn line(&self, offset: u32) -> u32 {
        u32::try_from(self.starts.partition_point(|&s| s <= offset)).unwrap_or(u32::MAX).max(1)
    }

    /// The byte at which the 1-based `line` starts; past the last line, the start of the last.
    #[must_use]
    pub fn line_start(&self, line: u32) -> u32 {
        let index = (line.max(1) as usize - 1).min(self.starts.len().saturating_sub(1));
        self.starts.get(index).copied().unwrap_or(0)
    }

    /// How many lines there are; an empty text has one.
    #[must_use]
    pub fn count(&self) -> usize {
        self.starts.len().max(1)
    }

    /// The 1-based line and column of `offset`, the column in UTF-16 code units as SARIF and editors count.
    #[must_use]
    pub fn position(&self, text: &str, offset: u32) -> (u32, u32) {
        let line = self.line(offset);
        let start = self.line_start(line) as usize;
        let before = text.get(start..offset as usize).unwrap_or("");
        let units: usize = before.chars().map(char::len_utf16).sum();
        (line, u32::try_from(units).unwrap_or(u32::MAX).saturating_add(1))
    }
}

#[cfg(test)]
mod tests {
    use super::LineIndex;

    #[test]
    fn lines_end_with_any_line_end() {
        let text = "a\nbb\r\nc\rd";
        let index = LineIndex::new(text);
        let lines: Vec<u32> = (0..9).map(|o| index.line(o)).collect();
        assert_eq!(lines, [1, 1, 2, 2, 2, 2, 3, 3, 4]);
        assert_eq!(index.count(), 4);
    }

    #[test]
    fn columns_are_utf16_units() {
        let text = "é😀x\n";
        let index = LineIndex::new(text);
        assert_eq!(index.position(text, 6), (1, 4));
    }
}
