//! Cuts the text of a SQL file into pieces, without a parser: one statement, one psql line, or one block of COPY data each.
//!
//! The pieces, one after the other, are the file. Cutting is a single pass over the bytes that never looks inside strings,
//! so that a file full of errors is still cut where PostgreSQL would cut it.

#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use super::scan::{
    TokenKind, Tokens, dollar_tag, end_of_block_comment, end_of_dollar_quote, end_of_line, end_of_quotes,
    end_of_string, is_space, is_word,
};
use crate::source::span::Range;

/// Brackets nested deeper than this are kept away from the parsers, which recurse.
pub const MAX_DEPTH: u32 = 256;

/// A piece of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    /// All its bytes: white space and comments before, and the `;` behind, included.
    pub range: Range,
    /// From its first token to its last, the `;` left out.
    pub code: Range,
    /// What it is.
    pub kind: PieceKind,
    /// How deeply its brackets are nested.
    pub depth: u32,
}

/// What a piece is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PieceKind {
    /// A statement.
    Statement,
    /// A line for psql: a backslash and what follows.
    Psql,
    /// The rows behind `COPY … FROM stdin`, the closing `\.` included.
    CopyData,
    /// White space, comments, a lone `;`.
    Blank,
}

/// A comment that is addressed to plimsoll.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Directive {
    /// The comment without its marks: `plimsoll-ignore isolation/open-write: reason`.
    pub text: String,
    /// The bytes of the whole comment.
    pub range: Range,
}

/// A file in pieces.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pieces {
    /// In order, without holes.
    pub pieces: Vec<Piece>,
    /// The comments that are addressed to plimsoll, those in function bodies included.
    pub directives: Vec<Directive>,
}

/// Cuts `text` into pieces.
#[must_use]
pub fn split(text: &str) -> Pieces {
    let mut splitter = Splitter::new(text);
    splitter.run();
    splitter.out
}

/// What comments to plimsoll begin with.
const DIRECTIVE: &str = "plimsoll-";

/// Bytes that the main loop passes over (0), that begin something (1), and letters that may begin `BEGIN ATOMIC` (2).
static CLASSES: [u8; 256] = classes();

const fn classes() -> [u8; 256] {
    let mut table = [0; 256];
    let special = b";'\"$-/()[]\\";
    let mut i = 0;
    while i < special.len() {
        table[special[i] as usize] = 1;
        i += 1;
    }
    table[b'b' as usize] = 2;
    table[b'B' as usize] = 2;
    table
}

struct Splitter<'a> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
    /// Where the piece under way starts.
    start: usize,
    /// Its first token, once there is one.
    first: Option<usize>,
    /// One past its last byte that is neither white space nor comment, as far as comments and strings told.
    code_end: usize,
    depth: u32,
    deepest: u32,
    out: Pieces,
}

impl<'a> Splitter<'a> {
    fn new(text: &'a str) -> Self {
        let at = if text.starts_with('\u{feff}') { 3 } else { 0 };
        let out = Pieces::default();
        Self { text, bytes: text.as_bytes(), at, start: 0, first: None, code_end: 0, depth: 0, deepest: 0, out }
    }

    fn run(&mut self) {
        while self.pass_over() {
            let (bytes, at) = (self.bytes, self.at);
            let next = bytes.get(at + 1).copied();
            match bytes.get(at).copied().unwrap_or(0) {
                b';' => self.end_statement(),
                b'\'' => self.token(end_of_string(bytes, at)),
                b'"' => self.token(end_of_quotes(bytes, at + 1, b'"')),
                b'-' if next == Some(b'-') => self.comment(end_of_line(bytes, at)),
                b'/' if next == Some(b'*') => self.comment(end_of_block_comment(bytes, at)),
                b'$' if dollar_tag(bytes, at).is_some() => self.dollar_quote(),
                b'(' | b'[' => {
                    self.depth += 1;
                    self.deepest = self.deepest.max(self.depth);
                    self.token(at + 1);
                }
                b')' | b']' => {
                    self.depth = self.depth.saturating_sub(1);
                    self.token(at + 1);
                }
                b'\\' => self.psql_line(),
                b'b' | b'B' => self.word_with_b(),
                _ => self.token(at + 1),
            }
        }
        let end = self.bytes.len();
        self.trim_to(end);
        self.push(end, PieceKind::Statement);
    }

    /// Moves to the next byte that begins something; the bytes on the way belong to tokens or are white space. False at
    /// the end.
    fn pass_over(&mut self) -> bool {
        let rest = self.bytes.get(self.at..).unwrap_or(&[]);
        let step = rest.iter().position(|&b| CLASSES[b as usize] != 0).unwrap_or(rest.len());
        let end = self.at + step;
        self.trim_to(end);
        self.at = end;
        end < self.bytes.len()
    }

    /// Notes the tokens among the plain bytes between here and `end`.
    fn trim_to(&mut self, end: usize) {
        let run = self.bytes.get(self.at..end).unwrap_or(&[]);
        if let Some(last) = run.iter().rposition(|&b| !is_space(b)) {
            self.code_end = self.at + last + 1;
            if self.first.is_none() {
                self.first = run.iter().position(|&b| !is_space(b)).map(|i| self.at + i);
            }
        }
    }

    /// A token from here to `end`.
    fn token(&mut self, end: usize) {
        self.first.get_or_insert(self.at);
        self.code_end = end;
        self.at = end;
    }

    fn comment(&mut self, end: usize) {
        self.directive(self.at, end);
        self.at = end;
    }

    fn directive(&mut self, start: usize, end: usize) {
        let Some(comment) = self.text.get(start..end) else { return };
        let inner = comment.trim_start_matches(['-', '/', '*', ' ', '\t', '\r', '\n']);
        if inner.starts_with(DIRECTIVE) {
            let text = inner.strip_suffix("*/").unwrap_or(inner).trim_end().to_owned();
            self.out.directives.push(Directive { text, range: Range::new(start, end) });
        }
    }

    fn dollar_quote(&mut self) {
        let (start, end) = (self.at, end_of_dollar_quote(self.bytes, self.at));
        if self.text.get(start..end).is_some_and(|body| body.contains(DIRECTIVE)) {
            let inside = start + dollar_tag(self.bytes, start).unwrap_or(0);
            let body = self.bytes.get(..end).unwrap_or(&[]);
            for token in Tokens::new(body, inside).filter(|t| t.kind == TokenKind::Comment) {
                self.directive(token.start, token.end);
            }
        }
        self.token(end);
    }

    /// `BEGIN ATOMIC … END` holds semicolons that end nothing.
    fn word_with_b(&mut self) {
        let (bytes, at) = (self.bytes, self.at);
        let starts_word = at == 0 || !bytes.get(at - 1).is_some_and(|&b| is_word(b));
        if starts_word && is_keyword(bytes, at, at + 5, b"begin") {
            let mut tokens =
                Tokens::new(bytes, at).filter(|t| !matches!(t.kind, TokenKind::Space | TokenKind::Comment));
            let begin = tokens.next();
            let atomic = tokens.next();
            if let (Some(begin), Some(atomic)) = (begin, atomic)
                && begin.end == at + 5
                && is_keyword(bytes, atomic.start, atomic.end, b"atomic")
                && atomic.end - atomic.start == 6
            {
                let end = end_of_atomic(bytes, atomic.end);
                self.deepest = self.deepest.max(end.depth);
                self.token(end.at);
                return;
            }
        }
        self.token(at + 1);
    }

    fn end_statement(&mut self) {
        let from_stdin = self.copies_from_stdin();
        self.at += 1;
        self.push(self.at, PieceKind::Statement);
        if from_stdin {
            self.copy_data();
        }
    }

    /// Whether the statement under way is `COPY … FROM stdin`.
    fn copies_from_stdin(&self) -> bool {
        let Some(first) = self.first.filter(|&f| is_keyword(self.bytes, f, f + 4, b"copy")) else { return false };
        let code = self.bytes.get(..self.code_end).unwrap_or(&[]);
        let mut from = false;
        for token in Tokens::new(code, first).filter(|t| !matches!(t.kind, TokenKind::Space | TokenKind::Comment)) {
            let is =
                |word: &[u8]| token.end - token.start == word.len() && is_keyword(code, token.start, token.end, word);
            if from && is(b"stdin") {
                return true;
            }
            from = is(b"from");
        }
        false
    }

    /// The rows from the next line to the one that holds only `\.`, or to the end.
    fn copy_data(&mut self) {
        let bytes = self.bytes;
        let mut line = next_line(bytes, end_of_line(bytes, self.at));
        while line < bytes.len() {
            let end = end_of_line(bytes, line);
            let closes = bytes.get(line..end) == Some(br"\.");
            line = next_line(bytes, end);
            if closes {
                break;
            }
        }
        if line > self.start {
            self.at = line;
            self.code_end = line;
            self.first = Some(self.start);
            self.push(line, PieceKind::CopyData);
        }
    }

    /// A backslash outside of quotes is for psql; what stands before it on the line is a statement that psql ends there
    /// (`select … \gexec`).
    fn psql_line(&mut self) {
        if self.first.is_some() {
            self.push(self.at, PieceKind::Statement);
        }
        let end = end_of_line(self.bytes, self.at);
        self.token(end);
        self.push(end, PieceKind::Psql);
    }

    /// Ends the piece under way at `end`.
    fn push(&mut self, end: usize, kind: PieceKind) {
        if end > self.start {
            let (kind, code) = match self.first {
                Some(first) => (kind, Range::new(first, self.code_end)),
                None => (PieceKind::Blank, Range::new(self.start, self.start)),
            };
            self.out.pieces.push(Piece { range: Range::new(self.start, end), code, kind, depth: self.deepest });
        }
        self.start = end;
        self.first = None;
        self.code_end = end;
        self.depth = 0;
        self.deepest = 0;
    }
}

/// Behind the line end at `at`, if there is one.
fn next_line(bytes: &[u8], at: usize) -> usize {
    match (bytes.get(at), bytes.get(at + 1)) {
        (Some(b'\r'), Some(b'\n')) => at + 2,
        (Some(_), _) => at + 1,
        (None, _) => at,
    }
}

/// Whether `start..end` begins with `word`, case ignored, and no letter follows within the range's word.
fn is_keyword(bytes: &[u8], start: usize, end: usize, word: &[u8]) -> bool {
    let found = bytes.get(start..end.min(start + word.len())).unwrap_or(&[]);
    found.eq_ignore_ascii_case(word) && !bytes.get(start + word.len()).is_some_and(|&b| is_word(b))
}

struct AtomicEnd {
    at: usize,
    depth: u32,
}

/// The end of a `BEGIN ATOMIC` block: its `END`, where `CASE … END` and brackets nest.
fn end_of_atomic(bytes: &[u8], from: usize) -> AtomicEnd {
    let (mut blocks, mut brackets, mut deepest) = (1u32, 0u32, 0u32);
    for token in Tokens::new(bytes, from) {
        match token.kind {
            TokenKind::Word => {
                let is = |word: &[u8]| bytes.get(token.start..token.end).is_some_and(|w| w.eq_ignore_ascii_case(word));
                if is(b"case") {
                    blocks += 1;
                } else if is(b"end") {
                    blocks -= 1;
                    if blocks == 0 {
                        return AtomicEnd { at: token.end, depth: deepest };
                    }
                }
            }
            TokenKind::Other(b'(' | b'[') => {
                brackets += 1;
                deepest = deepest.max(brackets);
            }
            TokenKind::Other(b')' | b']') => brackets = brackets.saturating_sub(1),
            _ => {}
        }
    }
    AtomicEnd { at: bytes.len(), depth: deepest }
}
