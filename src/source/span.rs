//! Places in files: byte spans. Lines and columns exist only in reports and in `inspect`.

use serde::{Deserialize, Serialize};

/// A file of the audited project: an index into [`Project::files`](crate::model::Project::files).
///
/// Files are numbered in the order of their paths, so that ids sort as paths do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct FileId(pub u32);

impl FileId {
    /// The position of the file in tables that hold one entry a file.
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A range of bytes `start..end` of one file, without the file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Range {
    /// First byte.
    pub start: u32,
    /// One past the last byte; never before `start`.
    pub end: u32,
}

impl Range {
    /// The range `start..end`. Offsets past 4 GiB cannot occur: larger files are not read.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        let start = u32::try_from(start).unwrap_or(u32::MAX);
        Self { start, end: u32::try_from(end).unwrap_or(u32::MAX).max(start) }
    }

    /// The same range, `by` bytes further on: from a piece of a file to the file.
    #[must_use]
    pub fn shifted(self, by: u32) -> Self {
        Self { start: self.start.saturating_add(by), end: self.end.saturating_add(by) }
    }

    /// Whether `other` lies within this range.
    #[must_use]
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// This range in a given file.
    #[must_use]
    pub fn in_file(self, file: FileId) -> Span {
        Span { file, range: self }
    }
}

/// A range of bytes of a file: where a fact, a statement or a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// The bytes in it.
    pub range: Range,
}
