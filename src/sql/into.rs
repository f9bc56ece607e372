//! `SELECT … INTO variables` in PL/pgSQL: no SQL parser reads it, so it is found by the rules of PL/pgSQL's own scanner and
//! replaced with spaces of the same length, which keeps every other place where it was.

use super::scan::{Token, TokenKind, Tokens};

/// An `INTO` clause that was taken out. Offsets are bytes of the body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct IntoClause {
    /// Where the word `INTO` was.
    pub(crate) at: usize,
    /// `STRICT`.
    pub(crate) strict: bool,
    /// The variables, or fields of them: `start..end` each.
    pub(crate) targets: Vec<(usize, usize)>,
}

/// The body with all `INTO` clauses of SQL statements blanked, and the clauses.
///
/// `INSERT INTO` and `MERGE INTO` are no such clauses, and `EXECUTE … INTO` and `FETCH … INTO` are PL/pgSQL's own.
#[must_use]
pub(crate) fn take_into_clauses(body: &str) -> (String, Vec<IntoClause>) {
    let tokens: Vec<Token> =
        Tokens::new(body.as_bytes(), 0).filter(|t| !matches!(t.kind, TokenKind::Space | TokenKind::Comment)).collect();
    let reader = Reader { body, tokens: &tokens };
    let mut clauses = Vec::new();
    let mut blanked = body.as_bytes().to_vec();
    let (mut first, mut starts) = (0, true);
    let mut at = 0;
    while at < tokens.len() {
        if starts {
            first = at;
        }
        starts = reader.ends_statement(at);
        if reader.is(at, "into") && !reader.is_own_clause(first, at) {
            let (clause, next) = reader.clause(at);
            let end = next.checked_sub(1).and_then(|last| tokens.get(last)).map_or(clause.at, |t| t.end);
            if let Some(bytes) = blanked.get_mut(clause.at..end) {
                // Line ends stay, so that nothing behind a line comment is swallowed.
                bytes.iter_mut().filter(|b| !matches!(b, b'\n' | b'\r')).for_each(|b| *b = b' ');
            }
            if !clause.targets.is_empty() {
                clauses.push(clause);
            }
            at = next.max(at + 1);
        } else {
            at += 1;
        }
    }
    (String::from_utf8(blanked).unwrap_or_else(|_| body.to_owned()), clauses)
}

struct Reader<'a> {
    body: &'a str,
    tokens: &'a [Token],
}

impl Reader<'_> {
    fn is(&self, at: usize, word: &str) -> bool {
        self.tokens.get(at).is_some_and(|t| {
            t.kind == TokenKind::Word
                && self.body.get(t.start..t.end).is_some_and(|written| written.eq_ignore_ascii_case(word))
        })
    }

    /// Whether a statement begins behind this token.
    fn ends_statement(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|t| t.kind == TokenKind::Other(b';'))
            || ["begin", "then", "else", "loop"].iter().any(|word| self.is(at, word))
    }

    /// Whether the `INTO` at `at` belongs to the statement that begins at `first` by the grammar of SQL or PL/pgSQL.
    fn is_own_clause(&self, first: usize, at: usize) -> bool {
        let before = at.checked_sub(1);
        before.is_some_and(|b| self.is(b, "insert") || self.is(b, "merge"))
            || ["execute", "fetch", "import"].iter().any(|word| self.is(first, word))
    }

    /// The clause whose `INTO` is at `at`, and the token behind it.
    fn clause(&self, at: usize) -> (IntoClause, usize) {
        let start = self.tokens.get(at).map_or(0, |t| t.start);
        let strict = self.is(at + 1, "strict");
        let mut next = at + 1 + usize::from(strict);
        let mut targets = Vec::new();
        while let Some((target, behind)) = self.target(next) {
            targets.push(target);
            next = behind;
            if self.punctuation(next) != Some(b',') {
                break;
            }
            next += 1;
        }
        (IntoClause { at: start, strict, targets }, next)
    }

    /// `name`, `record.field`, `array[1]`.
    fn target(&self, at: usize) -> Option<((usize, usize), usize)> {
        let first = self.name(at)?;
        let (mut end, mut next) = (first.end, at + 1);
        loop {
            match self.punctuation(next) {
                Some(b'.') => {
                    let Some(field) = self.name(next + 1) else { break };
                    end = field.end;
                    next += 2;
                }
                Some(b'[') => {
                    let Some(length) = self.tokens.get(next..)?.iter().position(|t| t.kind == TokenKind::Other(b']'))
                    else {
                        break;
                    };
                    next += length + 1;
                    end = self.tokens.get(next - 1).map_or(end, |t| t.end);
                }
                _ => break,
            }
        }
        Some(((first.start, end), next))
    }

    fn name(&self, at: usize) -> Option<Token> {
        self.tokens.get(at).copied().filter(|t| matches!(t.kind, TokenKind::Word | TokenKind::QuotedName))
    }

    fn punctuation(&self, at: usize) -> Option<u8> {
        match self.tokens.get(at)?.kind {
            TokenKind::Other(byte) => Some(byte),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn taken(body: &str) -> (String, Vec<String>) {
        let (blanked, clauses) = take_into_clauses(body);
        assert_eq!(blanked.len(), body.len());
        let targets = clauses.iter().flat_map(|c| &c.targets).map(|&(s, e)| body[s..e].to_owned()).collect();
        (blanked.split_whitespace().collect::<Vec<_>>().join(" "), targets)
    }

    #[test]
    fn clauses_are_blanked_and_kept() {
        let (blanked, targets) = taken("begin select a, b into strict x, r.f from t; end");
        assert_eq!(blanked, "begin select a, b from t; end");
        assert_eq!(targets, ["x", "r.f"]);
        let (blanked, targets) = taken("begin insert into t values (1) returning id into v; select into v 1; end");
        assert_eq!(blanked, "begin insert into t values (1) returning id ; select 1; end");
        assert_eq!(targets, ["v", "v"]);
    }

    #[test]
    fn own_clauses_stay() {
        for body in
            ["begin execute 'x' into a using b; end", "begin fetch c into a; end", "begin merge into t using s; end"]
        {
            assert_eq!(taken(body), (body.to_owned(), Vec::new()));
        }
    }

    proptest! {
        #[test]
        fn any_text_keeps_its_length(text in "(into |insert |x|,|\\.|\\[|\\]|;|é|'|\n|-- |strict )*") {
            prop_assert_eq!(take_into_clauses(&text).0.len(), text.len());
        }
    }
}
