//! What a statement that PostgreSQL refuses was meant to do: its leading words, and the object it names.

use super::{
    scan::{Token, TokenKind, Tokens},
    statement::{ObjectName, fold_identifier},
};
use crate::source::span::Range;

/// Words that stand between a command and the name of its object.
const FILLERS: [&str; 8] = ["IF", "NOT", "EXISTS", "ONLY", "CONCURRENTLY", "TABLE", "INTO", "FROM"];
/// Words that can belong to a command.
const COMMAND_WORDS: [&str; 47] = [
    "CREATE",
    "ALTER",
    "DROP",
    "OR",
    "REPLACE",
    "TEMP",
    "TEMPORARY",
    "UNLOGGED",
    "UNIQUE",
    "MATERIALIZED",
    "FOREIGN",
    "EVENT",
    "CONSTRAINT",
    "TABLE",
    "VIEW",
    "INDEX",
    "POLICY",
    "TRIGGER",
    "FUNCTION",
    "PROCEDURE",
    "TYPE",
    "DOMAIN",
    "SCHEMA",
    "SEQUENCE",
    "EXTENSION",
    "PUBLICATION",
    "ROLE",
    "USER",
    "RULE",
    "DATABASE",
    "DEFAULT",
    "PRIVILEGES",
    "AGGREGATE",
    "COMMENT",
    "ON",
    "GRANT",
    "REVOKE",
    "INSERT",
    "UPDATE",
    "DELETE",
    "SELECT",
    "WITH",
    "DO",
    "SECURITY",
    "LABEL",
    "REFRESH",
    "TEXT",
];
/// Objects whose table is named behind `ON`.
const ON_A_TABLE: [&str; 4] = ["POLICY", "TRIGGER", "INDEX", "RULE"];

/// The leading words of a statement, upper-cased: `CREATE POLICY`.
#[must_use]
pub(crate) fn command(code: &str) -> String {
    let words = tokens(code).map(|t| (t.kind, text(code, t).to_ascii_uppercase()));
    let mut command: Vec<String> = Vec::new();
    for (kind, word) in words.take(5) {
        let known = kind == TokenKind::Word && (command.is_empty() || COMMAND_WORDS.contains(&word.as_str()));
        if !known {
            break;
        }
        command.push(word);
    }
    command.join(" ")
}

/// The object that a statement names: of policies, triggers, indexes and rules their table. Ranges are bytes of `code`.
#[must_use]
pub(crate) fn target(code: &str) -> Option<ObjectName> {
    let all: Vec<Token> = tokens(code).take(64).collect();
    let command = command(code);
    let words = command.split_whitespace().count();
    let on_table = ON_A_TABLE.iter().any(|kind| command.split_whitespace().any(|w| w == *kind));
    let is = |t: &Token, word: &str| t.kind == TokenKind::Word && text(code, *t).eq_ignore_ascii_case(word);
    let start = if on_table {
        all.iter().position(|t| is(t, "ON"))? + 1
    } else {
        words + all.get(words..)?.iter().take_while(|t| FILLERS.iter().any(|f| is(t, f))).count()
    };
    name_at(code, all.get(start..)?)
}

/// What is wrong, in words for a person: the parser's message names its own tokens.
#[must_use]
pub(crate) fn explain(code: &str, message: &str) -> String {
    let command = command(code);
    let words: Vec<String> = tokens(code).take(12).map(|t| text(code, t).to_ascii_uppercase()).collect();
    let guard = words.windows(3).find(|w| *w == ["IF", "NOT", "EXISTS"]);
    if let (Some(_), Some(kind)) = (guard, NO_GUARD.iter().find(|kind| command.starts_with(**kind))) {
        return format!("{kind} has no IF NOT EXISTS");
    }
    if words.windows(5).any(|w| *w == ["ADD", "CONSTRAINT", "IF", "NOT", "EXISTS"]) {
        return "ADD CONSTRAINT has no IF NOT EXISTS".to_owned();
    }
    if message.starts_with("expected command") {
        return "not a statement that PostgreSQL knows".to_owned();
    }
    message.split(' ').map(plain_word).collect::<Vec<_>>().join(" ")
}

/// What is wrong at `at` in the body of a function or block.
#[must_use]
pub(crate) fn explain_in_body(body: &str, at: usize, message: &str) -> String {
    let mut start = 0;
    for token in tokens(body).take_while(|t| t.end <= at) {
        let word = text(body, token);
        let opens = ["begin", "then", "else", "loop"].iter().any(|w| word.eq_ignore_ascii_case(w));
        if opens || token.kind == TokenKind::Other(b';') {
            start = token.end;
        }
    }
    explain(body.get(start..).unwrap_or(""), message)
}

/// Statements for which PostgreSQL has no `IF NOT EXISTS`, however often it is written.
const NO_GUARD: [&str; 9] = [
    "CREATE POLICY",
    "CREATE TRIGGER",
    "CREATE CONSTRAINT TRIGGER",
    "CREATE TYPE",
    "CREATE DOMAIN",
    "CREATE FUNCTION",
    "CREATE ROLE",
    "CREATE VIEW",
    "CREATE PUBLICATION",
];

/// `ON_KW` → `ON`, `R_PAREN` → `)`.
fn plain_word(word: &str) -> String {
    let (word, behind) = word.split_at(word.trim_end_matches([',', ';', '.']).len());
    let plain = match word {
        "L_PAREN" => "(",
        "R_PAREN" => ")",
        "L_BRACK" => "[",
        "R_BRACK" => "]",
        "COMMA" => "a comma",
        "SEMICOLON" => "a semicolon",
        "EQ" => "=",
        "IDENT" => "a name",
        "STRING" => "a string",
        _ => word.strip_suffix("_KW").unwrap_or(word),
    };
    format!("{plain}{behind}")
}

fn name_at(code: &str, tokens: &[Token]) -> Option<ObjectName> {
    let is_name = |t: &&Token| matches!(t.kind, TokenKind::Word | TokenKind::QuotedName);
    let first = tokens.first().filter(is_name)?;
    let second = tokens.get(1).filter(|t| t.kind == TokenKind::Other(b'.')).and_then(|_| tokens.get(2)).filter(is_name);
    let last = second.unwrap_or(first);
    Some(ObjectName {
        schema: second.map(|_| fold_identifier(text(code, *first))),
        name: fold_identifier(text(code, *last)),
        range: Range::new(first.start, last.end),
    })
}

fn tokens(code: &str) -> impl Iterator<Item = Token> {
    Tokens::new(code.as_bytes(), 0).filter(|t| !matches!(t.kind, TokenKind::Space | TokenKind::Comment))
}

fn text(code: &str, token: Token) -> &str {
    code.get(token.start..token.end).unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_speak_of_sql() {
        assert_eq!(
            explain("create policy if not exists p on t", "expected ON_KW"),
            "CREATE POLICY has no IF NOT EXISTS"
        );
        assert_eq!(explain("drop table", "expected COMMA, found R_PAREN"), "expected a comma, found )");
        assert_eq!(explain("pragma x", "expected command, found IDENT"), "not a statement that PostgreSQL knows");
        assert_eq!(
            explain("alter table t add constraint if not exists c check (a)", "expected NULL_KW"),
            "ADD CONSTRAINT has no IF NOT EXISTS"
        );
    }

    #[test]
    fn faults_in_bodies_are_explained_by_their_statement() {
        let body = "begin if a then create policy if not exists p on t; end if; end";
        let at = body.find("if not").unwrap_or(0);
        assert_eq!(explain_in_body(body, at, "expected ON_KW"), "CREATE POLICY has no IF NOT EXISTS");
    }

    #[test]
    fn commands_and_targets_survive_errors() {
        let cases = [
            ("CREATE POLICY IF NOT EXISTS \"p\" ON public.t FOR SELECT", "CREATE POLICY", Some("public.t")),
            ("alter table if exists only Foo add constraint if not exists c check (true)", "ALTER TABLE", Some("foo")),
            ("insert into /* x */ a.b values", "INSERT", Some("a.b")),
            ("FROM here", "FROM", Some("here")),
            ("?", "", None),
        ];
        for (code, words, name) in cases {
            assert_eq!(command(code), words);
            assert_eq!(target(code).map(|n| n.to_string()).as_deref(), name, "{code}");
        }
    }
}
