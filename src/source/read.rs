//! Reading one file within limits: the same text for analysis and, later, for excerpts in reports.

use std::{fs::File, io::Read, path::Path};

use super::{gap::GapKind, git::Blob};
use crate::model::FileKind;

/// The longest line that code may have. A long literal in code that a person wrote is read; longer ones are data.
const MAX_CODE_COLUMNS: usize = 50_000;
/// Code with lines longer than this on average, in a file of some size, was written by a bundler.
const MINIFIED_AVERAGE: usize = 500;
/// Below this many bytes the average line length says nothing.
const MINIFIED_MIN_BYTES: usize = 10_000;

/// Why a file has no text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoText {
    /// It is the output of a bundler: somebody else's code, nothing is missing.
    Minified,
    /// It could not be read or is over a limit.
    Gap(GapKind, String),
}

/// The most bytes of a file of this kind that are read.
#[must_use]
pub fn size_limit(kind: FileKind) -> u64 {
    match kind {
        // Dumps, seeds and lock files are long, and read fast.
        FileKind::Sql => 32 << 20,
        FileKind::Lockfile => 16 << 20,
        _ => 1 << 20,
    }
}

/// The text of a file. A byte order mark becomes three spaces, so that offsets stay those of the file.
///
/// # Errors
/// Why there is no text: too large, unreadable, not UTF-8, over-long lines, minified.
pub fn read_text(path: &Path, kind: FileKind) -> Result<String, NoText> {
    let limit = size_limit(kind);
    let unreadable = |e: std::io::Error| NoText::Gap(GapKind::Unreadable, e.kind().to_string());
    let file = File::open(path).map_err(unreadable)?;
    let meta = file.metadata().map_err(unreadable)?;
    if !meta.is_file() {
        return Err(NoText::Gap(GapKind::Unreadable, "not a regular file".to_owned()));
    }
    // The file may grow while it is read: the limit holds for what is read, not for what was promised.
    let mut bytes = Vec::with_capacity(usize::try_from(meta.len().min(limit)).unwrap_or(0) + 1);
    file.take(limit + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    if bytes.len() as u64 > limit {
        return Err(too_large(meta.len(), limit));
    }
    text_of(bytes, kind)
}

/// The text of a file whose bytes are kept elsewhere, in the same way.
///
/// # Errors
/// As [`read_text`].
pub fn stored_text(blob: &Blob, kind: FileKind) -> Result<String, NoText> {
    let limit = size_limit(kind);
    if blob.size > limit {
        return Err(too_large(blob.size, limit));
    }
    match &blob.bytes {
        Some(bytes) => text_of(bytes.to_vec(), kind),
        None => Err(NoText::Gap(GapKind::Unreadable, "its content is not in this copy of the repository".to_owned())),
    }
}

fn too_large(size: u64, limit: u64) -> NoText {
    NoText::Gap(GapKind::TooLarge, format!("{size} bytes, the limit is {limit}"))
}

fn text_of(bytes: Vec<u8>, kind: FileKind) -> Result<String, NoText> {
    let text = decode(bytes)?;
    if matches!(kind, FileKind::Code(_)) { check_lines(&text).map(|()| text) } else { Ok(text) }
}

fn decode(mut bytes: Vec<u8>) -> Result<String, NoText> {
    if let Some(mark) = bytes.get_mut(..3)
        && mark == b"\xEF\xBB\xBF"
    {
        mark.fill(b' ');
    }
    if let Some(text) = utf16(&bytes) {
        return text;
    }
    if bytes.iter().take(8_192).any(|&b| b == 0) {
        return Err(NoText::Gap(GapKind::NotText, "holds NUL bytes".to_owned()));
    }
    String::from_utf8(bytes)
        .map_err(|e| NoText::Gap(GapKind::NotText, format!("not UTF-8 from byte {} on", e.utf8_error().valid_up_to())))
}

/// The text of a file that begins with the mark of UTF-16, as some shells write redirected output. Lines and columns are
/// those of the file, offsets are not.
fn utf16(bytes: &[u8]) -> Option<Result<String, NoText>> {
    let read: fn([u8; 2]) -> u16 = match bytes.get(..2)? {
        [0xFF, 0xFE] => u16::from_le_bytes,
        [0xFE, 0xFF] => u16::from_be_bytes,
        _ => return None,
    };
    let (pairs, _) = bytes.get(2..)?.as_chunks();
    let units: Vec<u16> = pairs.iter().map(|pair| read(*pair)).collect();
    Some(String::from_utf16(&units).map_err(|e| NoText::Gap(GapKind::NotText, e.to_string())))
}

fn check_lines(code: &str) -> Result<(), NoText> {
    let mut lines = 0;
    let mut longest = 0;
    for line in code.lines() {
        lines += 1;
        longest = longest.max(line.len());
    }
    if code.len() > MINIFIED_MIN_BYTES && code.len() / lines.max(1) > MINIFIED_AVERAGE {
        return Err(NoText::Minified);
    }
    if longest > MAX_CODE_COLUMNS {
        return Err(NoText::Gap(
            GapKind::TooLarge,
            format!("a line of {longest} bytes, the limit is {MAX_CODE_COLUMNS}"),
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{GapKind, NoText, read_text};
    use crate::model::{FileKind, Language};

    const CODE: FileKind = FileKind::Code(Language::TypeScript);

    fn read(bytes: &[u8]) -> Result<String, NoText> {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a.ts");
        fs::write(&path, bytes).unwrap();
        read_text(&path, CODE)
    }

    fn gap(result: Result<String, NoText>) -> Option<GapKind> {
        match result {
            Err(NoText::Gap(kind, _)) => Some(kind),
            _ => None,
        }
    }

    #[test]
    fn a_byte_order_mark_keeps_its_width() {
        assert_eq!(read(b"\xEF\xBB\xBFlet a;"), Ok("   let a;".to_owned()));
    }

    #[test]
    fn utf16_with_its_mark_is_read() {
        assert_eq!(read(b"\xFF\xFEl\0e\0t\0"), Ok("let".to_owned()));
        assert_eq!(read(b"\xFE\xFF\0l\0e\0t"), Ok("let".to_owned()));
    }

    #[test]
    fn what_is_not_text_is_a_gap() {
        assert_eq!(gap(read(b"let a = '\xFF';")), Some(GapKind::NotText));
        assert_eq!(gap(read(b"\xFF\xFE\x00\xD8a\0")), Some(GapKind::NotText));
        assert_eq!(gap(read(b"let\0a")), Some(GapKind::NotText));
        assert_eq!(gap(read_text(std::path::Path::new("no/such/file"), CODE)), Some(GapKind::Unreadable));
    }

    #[test]
    fn limits() {
        assert_eq!(gap(read(&vec![b'\n'; (1 << 20) + 1])), Some(GapKind::TooLarge));
        assert_eq!(
            gap(read(format!("a\n{}", "b\n".repeat(9_000) + &"b".repeat(50_001)).as_bytes())),
            Some(GapKind::TooLarge)
        );
        assert_eq!(read(format!("{}\n", "b".repeat(20_000)).as_bytes()), Err(NoText::Minified));
    }
}
