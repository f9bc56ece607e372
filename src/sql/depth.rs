//! How deeply code is nested, measured before any parser sees it: the parsers recurse.
//!
//! The measure is crude on purpose: it counts tokens, and knows nothing of what they mean.

use super::{
    scan::{TokenKind, Tokens},
    split::MAX_DEPTH,
};

/// Tokens without a `,` or `;` between them. Chains (`a or b or c …`, `x is null is null …`) make the tree one level
/// deeper every other token.
const MAX_CHAIN: u32 = 6_000;

/// Queries joined by `UNION` and its kin, which commas do not end.
const MAX_UNIONS: u32 = 1_500;

/// Whether brackets, blocks, `CASE`, operators or chains nest too deeply to be parsed safely.
#[must_use]
pub(crate) fn too_deep(code: &str) -> bool {
    let mut depth = Depth { levels: vec![Level::default()], ..Depth::default() };
    let tokens = Tokens::new(code.as_bytes(), 0);
    tokens.filter(|t| !matches!(t.kind, TokenKind::Space | TokenKind::Comment)).any(|token| {
        match token.kind {
            TokenKind::Other(byte) => depth.punctuation(byte),
            TokenKind::Word => depth.word(code.get(token.start..token.end).unwrap_or("")),
            TokenKind::QuotedName | TokenKind::Text => depth.operand(),
            TokenKind::Space | TokenKind::Comment => {}
        }
        depth.is_too_deep()
    })
}

/// What is open: a bracket or a block.
#[derive(Clone, Copy, Default)]
struct Level {
    /// Tokens since the last `,` or `;` on this level.
    chain: u32,
    /// `UNION` and its kin since the last `;` on this level.
    unions: u32,
}

#[derive(Default)]
struct Depth {
    levels: Vec<Level>,
    /// Operators since the last operand.
    prefixes: u32,
    /// Whether a statement may begin here, where `IF` opens a block.
    statement_start: bool,
    /// Whether the last word was `END`, behind which `IF`, `LOOP` and `CASE` open nothing.
    after_end: bool,
}

impl Depth {
    fn is_too_deep(&self) -> bool {
        let level = self.levels.last().copied().unwrap_or_default();
        self.levels.len() > MAX_DEPTH as usize
            || self.prefixes > MAX_DEPTH
            || level.chain > MAX_CHAIN
            || level.unions > MAX_UNIONS
    }

    fn punctuation(&mut self, byte: u8) {
        self.after_end = false;
        self.statement_start = byte == b';' || byte == b'>';
        self.prefixes += 1;
        match byte {
            b'(' | b'[' => self.open(),
            b')' | b']' => self.close(),
            b',' => self.restart(false),
            b';' => self.restart(true),
            _ => {}
        }
        self.count();
    }

    fn word(&mut self, word: &str) {
        let is = |other: &str| word.eq_ignore_ascii_case(other);
        let (starts, after_end) = (self.statement_start, self.after_end);
        self.statement_start = is("then") || is("else") || is("loop") || is("begin");
        self.after_end = is("end");
        self.prefixes = if is("not") { self.prefixes + 1 } else { 0 };
        if is("end") {
            self.close();
        } else if (is("case") || is("loop") || is("begin") || (is("if") && starts)) && !after_end {
            self.open();
        } else if (is("union") || is("intersect") || is("except"))
            && let Some(level) = self.levels.last_mut()
        {
            level.unions += 1;
        }
        self.count();
    }

    fn operand(&mut self) {
        self.prefixes = 0;
        self.statement_start = false;
        self.after_end = false;
        self.count();
    }

    fn count(&mut self) {
        if let Some(level) = self.levels.last_mut() {
            level.chain += 1;
        }
    }

    fn open(&mut self) {
        self.prefixes = 0;
        self.levels.push(Level::default());
    }

    fn close(&mut self) {
        self.prefixes = 0;
        if self.levels.len() > 1 {
            self.levels.pop();
        }
    }

    fn restart(&mut self, statement: bool) {
        self.prefixes = 0;
        if let Some(level) = self.levels.last_mut() {
            level.chain = 0;
            level.unions = if statement { 0 } else { level.unions };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::too_deep;

    #[test]
    fn ordinary_code_is_not_too_deep() {
        assert!(!too_deep(&"drop table if exists a; commit; ".repeat(5_000)));
        assert!(!too_deep(&format!("insert into a values {}", vec!["(1, 'x')"; 20_000].join(", "))));
        assert!(!too_deep(&"if a then b; end if; case when c then d; end case; loop e; end loop; ".repeat(5_000)));
    }

    #[test]
    fn whatever_makes_deep_trees_is() {
        let deep = [
            "(".repeat(300),
            "case when ".repeat(300),
            "begin ".repeat(300),
            "; if a then".repeat(300),
            "not ".repeat(300),
            "- ".repeat(300),
            "a or f(b, c) ".repeat(10_000),
            "a is null ".repeat(10_000),
            "a[1]".to_owned() + &"[1]".repeat(10_000),
            "select 1, 2 union ".repeat(10_000),
        ];
        for code in deep {
            assert!(too_deep(&code), "{}", &code[..20]);
        }
    }
}
