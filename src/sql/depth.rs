//! How deeply code is nested, measured before any parser sees it: the parsers recurse.

use super::{
    scan::{TokenKind, Tokens},
    split::MAX_DEPTH,
};

/// Operators in a row, and operands of one chain (`a or b or c …`): each makes the tree one level deeper.
const MAX_CHAIN: u32 = 1_500;

/// Whether brackets, blocks, `CASE`, prefix operators or chains of operators nest too deeply to be parsed safely.
#[must_use]
pub(crate) fn too_deep(code: &str) -> bool {
    let mut depth = Depth::default();
    let tokens = Tokens::new(code.as_bytes(), 0);
    for token in tokens.filter(|t| !matches!(t.kind, TokenKind::Space | TokenKind::Comment)) {
        match token.kind {
            TokenKind::Other(byte) => depth.punctuation(byte),
            TokenKind::Word => depth.word(code.get(token.start..token.end).unwrap_or("")),
            _ => depth.operand(),
        }
        if depth.level > MAX_DEPTH || depth.prefixes > MAX_DEPTH || depth.chain > MAX_CHAIN {
            return true;
        }
    }
    false
}

#[derive(Default)]
struct Depth {
    /// Brackets and blocks that are open.
    level: u32,
    /// Operators since the last operand.
    prefixes: u32,
    /// Operators since the last `,` or `;`.
    chain: u32,
    /// Whether a statement may begin here, where `IF` opens a block.
    statement_start: bool,
    /// Whether the last word was `END`, behind which `IF`, `LOOP` and `CASE` open nothing.
    after_end: bool,
}

impl Depth {
    fn punctuation(&mut self, byte: u8) {
        self.after_end = false;
        self.statement_start = byte == b';' || byte == b'>';
        match byte {
            b'(' | b'[' => self.open(),
            b')' | b']' => {
                self.level = self.level.saturating_sub(1);
                self.prefixes = 0;
            }
            b',' | b';' => {
                self.chain = 0;
                self.prefixes = 0;
            }
            b'.' => {
                self.chain += 1;
            }
            _ => self.operator(),
        }
    }

    fn word(&mut self, word: &str) {
        let is = |other: &str| word.eq_ignore_ascii_case(other);
        let (starts, after_end) = (self.statement_start, self.after_end);
        self.statement_start = is("then") || is("else") || is("loop") || is("begin");
        self.after_end = is("end");
        if is("end") {
            self.level = self.level.saturating_sub(1);
            self.prefixes = 0;
        } else if (is("case") || is("loop") || is("begin") || (is("if") && starts)) && !after_end {
            self.open();
        } else if is("not") || is("and") || is("or") || is("union") || is("intersect") || is("except") || is("join") {
            self.operator();
        } else {
            self.prefixes = 0;
        }
    }

    fn operand(&mut self) {
        self.prefixes = 0;
        self.statement_start = false;
        self.after_end = false;
    }

    fn open(&mut self) {
        self.level += 1;
        self.prefixes = 0;
    }

    fn operator(&mut self) {
        self.prefixes += 1;
        self.chain += 1;
    }
}
