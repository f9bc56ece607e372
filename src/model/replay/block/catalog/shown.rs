//! How PostgreSQL shows a condition that it stored: not as it was written, which loops over `pg_policies` go by.
//!
//! `(select auth.uid()) = user_id` is shown as `(( SELECT auth.uid() AS uid) = user_id)`. Near enough for `LIKE`: types that
//! it adds to constants, and brackets within, are left out.

use crate::sql::expr::{ExprKind, parse_expr};

/// Words of the language, which it shows in capitals.
const KEYWORDS: [&str; 24] = [
    "select", "from", "where", "and", "or", "not", "exists", "is", "null", "in", "any", "all", "as", "limit", "join",
    "on", "left", "inner", "case", "when", "then", "else", "end", "distinct",
];

/// A condition as `pg_get_expr` shows it, about.
pub(super) fn shown(condition: &str) -> String {
    let Ok(tree) = parse_expr(condition) else { return condition.to_owned() };
    let plain = without_comments(condition);
    let mut all = tokens(&plain);
    while is_in_brackets(&all) && !matches!(tree.kind, ExprKind::Subquery(_)) {
        all = all.get(1..all.len() - 1).unwrap_or_default().to_vec();
    }
    let mut text = String::new();
    written(&all, &mut text);
    let is_bare =
        matches!(tree.kind, ExprKind::Column(_) | ExprKind::Literal(_) | ExprKind::Call(_) | ExprKind::Subquery(_));
    let text = if is_bare { text } else { format!("({text})") };
    if parse_expr(&text).is_ok() { text } else { condition.to_owned() }
}

/// The text with a blank in place of each comment.
fn without_comments(text: &str) -> String {
    let mut plain = String::new();
    let mut quote = None;
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let comment = match quote {
            None if rest.starts_with("--") => rest.find('\n').or(Some(rest.len())),
            None if rest.starts_with("/*") => rest.find("*/").map(|end| end + 2).or(Some(rest.len())),
            _ => None,
        };
        match quote {
            Some(open) if open == c => quote = None,
            None if comment.is_none() && matches!(c, '\'' | '"') => quote = Some(c),
            _ => {}
        }
        plain.push(if comment.is_some() { ' ' } else { c });
        rest = rest.get(comment.unwrap_or(c.len_utf8())..).unwrap_or_default();
    }
    plain
}

/// Whether the first bracket is closed by the last.
fn is_in_brackets(tokens: &[&str]) -> bool {
    tokens.first() == Some(&"(") && closing(tokens, 0) + 1 == tokens.len()
}

/// The pieces between blanks: words, literals, operators, single brackets and commas.
fn tokens(text: &str) -> Vec<&str> {
    let kind = |c: char| match c {
        c if c.is_whitespace() => 0,
        '(' | ')' | ',' => 1,
        c if c.is_alphanumeric() || matches!(c, '_' | '.' | '"' | '\'' | '$' | '[' | ']') => 2,
        _ => 3,
    };
    let mut found = Vec::new();
    let mut start = 0;
    let mut quote = None;
    let mut last = 0;
    for (at, c) in text.char_indices() {
        let now = if quote.is_some() { last } else { kind(c) };
        if at > start && (now != last || last == 1) {
            found.extend(text.get(start..at).filter(|_| last != 0));
            start = at;
        }
        match quote {
            Some(open) if open == c => quote = None,
            None if c == '\'' || c == '"' => quote = Some(c),
            _ => {}
        }
        last = now;
    }
    found.extend(text.get(start..).filter(|rest| !rest.trim().is_empty()));
    found
}

fn written(tokens: &[&str], out: &mut String) {
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        let is_select = tokens.get(at + 1).is_some_and(|next| next.eq_ignore_ascii_case("select"));
        if *token == "(" && is_select {
            let end = closing(tokens, at);
            spaced(out, "(");
            out.push(' ');
            let inner = tokens.get(at + 1..end).unwrap_or_default();
            written(inner, out);
            if let Some(name) = called(inner) {
                out.push_str(" AS ");
                out.push_str(name);
            }
            out.push(')');
            at = end + 1;
            continue;
        }
        let capital = token.to_ascii_uppercase();
        match *token {
            "(" if out.ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == '"') && !ends_in_keyword(out) => {
                out.push('(');
            }
            ")" | "," => out.push_str(token),
            _ if matches!(capital.as_str(), "TRUE" | "FALSE") => spaced(out, &token.to_ascii_lowercase()),
            _ if capital == "FROM" => out.push_str("\n   FROM"),
            _ if capital == "WHERE" => out.push_str("\n  WHERE"),
            _ if is_keyword(token) => spaced(out, &capital),
            _ if token.starts_with("::") => out.push_str(token),
            _ => spaced(out, token),
        }
        at += 1;
    }
}

fn spaced(out: &mut String, token: &str) {
    let joins = out.is_empty() || out.ends_with('(') || out.ends_with("::") || out.ends_with(' ');
    if !joins {
        out.push(' ');
    }
    out.push_str(token);
}

fn is_keyword(word: &str) -> bool {
    KEYWORDS.iter().any(|keyword| keyword.eq_ignore_ascii_case(word))
}

fn ends_in_keyword(out: &str) -> bool {
    out.rsplit(|c: char| !c.is_alphanumeric() && c != '_').next().is_some_and(is_keyword)
}

/// Where the bracket at `open` is closed.
fn closing(tokens: &[&str], open: usize) -> usize {
    let mut depth = 0usize;
    for (at, token) in tokens.iter().enumerate().skip(open) {
        match *token {
            "(" => depth += 1,
            ")" => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at;
        }
    }
    tokens.len()
}

/// The function that `SELECT auth.uid()` calls, which its column is named after.
fn called<'t>(select: &[&'t str]) -> Option<&'t str> {
    let (name, open) = (select.get(1)?, select.get(2)?);
    let is_all = *open == "(" && closing(select, 2) + 1 == select.len();
    is_all.then(|| name.rsplit('.').next().unwrap_or(name)).filter(|name| !is_keyword(name))
}

#[cfg(test)]
mod tests {
    use super::shown;

    #[test]
    fn conditions_are_shown_as_postgresql_shows_them() {
        for (written, expected) in [
            ("(select auth.uid()) = user_id", "(( SELECT auth.uid() AS uid) = user_id)"),
            ("auth.uid()=user_id", "(auth.uid() = user_id)"),
            ("TRUE", "true"),
            ("(true)", "true"),
            ("public.is_admin( )", "public.is_admin()"),
            (
                "exists (select 1 from staff where id = auth.uid())",
                "(EXISTS ( SELECT 1\n   FROM staff\n  WHERE id = auth.uid()))",
            ),
            ("-- who?\n (is_admin((1)))", "is_admin((1))"),
            ("a = '--' /* or */ or b", "(a = '--' OR b)"),
            ("name = 'x  (select' and not done", "(name = 'x  (select' AND NOT done)"),
        ] {
            assert_eq!(shown(written), expected);
        }
    }
}
