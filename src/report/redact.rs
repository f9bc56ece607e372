//! Hiding secrets: whatever leaves the program goes through here.

use std::borrow::Cow;

use crate::{facts::key_shapes::KEY_SHAPES, source::span::Range};

/// Words before `=` or `:` that say the quoted value behind is secret.
const ASSIGNED: &[&str] =
    &["secret", "password", "passwd", "private_key", "service_role", "api_key", "apikey", "senha", "token"];
/// How much of a secret is left to recognise it by.
const SHOWN: usize = 4;

/// The text with every secret cut to its first characters: for messages.
#[must_use]
pub fn redact(text: &str) -> Cow<'_, str> {
    replace(text, |secret, out| {
        out.extend(secret.chars().take(SHOWN));
        out.push('…');
    })
}

/// The text with every secret overwritten by as many bytes, so that offsets stay: for excerpts of source.
#[must_use]
pub fn mask(text: &str) -> Cow<'_, str> {
    replace(text, |secret, out| {
        let shown: String = secret.chars().take(SHOWN).collect();
        out.push_str(&shown);
        out.extend(std::iter::repeat_n('*', secret.len() - shown.len()));
    })
}

fn replace(text: &str, write: impl Fn(&str, &mut String)) -> Cow<'_, str> {
    let secrets = secrets(text);
    if secrets.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for secret in secrets {
        let (start, end) = (secret.start as usize, secret.end as usize);
        out.push_str(text.get(done..start).unwrap_or(""));
        write(text.get(start..end).unwrap_or(""), &mut out);
        done = end;
    }
    out.push_str(text.get(done..).unwrap_or(""));
    Cow::Owned(out)
}

/// Where secrets stand in a text: sorted, not overlapping.
fn secrets(text: &str) -> Vec<Range> {
    let mut found: Vec<Range> = Vec::new();
    for (start, word) in words(text) {
        if is_key(word) {
            found.push(Range::new(start, start + word.len()));
        }
    }
    found.extend(passwords_in_urls(text));
    found.extend(assigned(text));
    found.extend(private_keys(text));
    found.sort();
    let mut apart: Vec<Range> = Vec::new();
    for range in found {
        match apart.last_mut() {
            Some(last) if range.start < last.end => last.end = last.end.max(range.end),
            _ => apart.push(range),
        }
    }
    apart
}

fn is_key(word: &str) -> bool {
    KEY_SHAPES.iter().any(|shape| word.strip_prefix(shape.beginning).is_some_and(|key| key.len() >= shape.hidden_from))
}

/// Runs of characters that keys are made of, with their offsets.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_key_char = |c: char| c.is_ascii_alphanumeric() || "_-.+/=".contains(c);
    text.split(move |c| !is_key_char(c)).filter(|w| !w.is_empty()).flat_map(move |word| {
        let start = word.as_ptr() as usize - text.as_ptr() as usize;
        // `NAME=sk_live_…` is one run: the value counts too.
        let value = word.find('=').map(|at| (start + at + 1, word.get(at + 1..).unwrap_or("")));
        std::iter::once((start, word)).chain(value)
    })
}

/// `scheme://user:password@host`.
fn passwords_in_urls(text: &str) -> Vec<Range> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices("://") {
        let authority = at + 3;
        let rest = text.get(authority..).unwrap_or("");
        let end = rest.find(|c: char| c.is_whitespace() || "/\"'`<>".contains(c)).unwrap_or(rest.len());
        let Some((user, _)) = rest.get(..end).unwrap_or("").rsplit_once('@') else { continue };
        if let Some((name, password)) = user.split_once(':')
            && !password.is_empty()
            && !password.starts_with(['$', '{', '<', '['])
        {
            let start = authority + name.len() + 1;
            found.push(Range::new(start, start + password.len()));
        }
    }
    found
}

/// `password = "…"`, `"api_key": "…"`: a long value without spaces, behind a word that says what it is.
fn assigned(text: &str) -> Vec<Range> {
    let mut found = Vec::new();
    for (quote_at, quote) in text.match_indices(['"', '\'']) {
        let start = quote_at + 1;
        let value = text.get(start..).and_then(|rest| rest.split(['"', '\'', '\n']).next()).unwrap_or("");
        let name = text.get(..quote_at).unwrap_or("").trim_end();
        let is_assignment =
            name.ends_with(['=', ':']) && text.get(start + value.len()..).is_some_and(|r| r.starts_with(quote));
        if is_assignment && looks_random(value) && names_secret(name) {
            found.push(Range::new(start, start + value.len()));
        }
    }
    found
}

/// Whether the last name before an assignment is one for secrets.
fn names_secret(before: &str) -> bool {
    let tail: Vec<char> = before.chars().rev().take(48).collect();
    let tail: String = tail.into_iter().rev().collect::<String>().to_lowercase();
    let name = tail.rsplit([' ', ',', '{', '(', ';']).find(|w| w.chars().any(char::is_alphanumeric)).unwrap_or("");
    ASSIGNED.iter().any(|word| name.contains(word))
}

/// Whether a value may be a secret and not a word: no spaces, long, letters and digits mixed.
fn looks_random(value: &str) -> bool {
    value.len() >= 12
        && !value.contains(char::is_whitespace)
        && value.contains(|c: char| c.is_ascii_digit())
        && value.contains(|c: char| c.is_ascii_alphabetic())
}

/// The body of a PEM private key.
fn private_keys(text: &str) -> Vec<Range> {
    let begins = text.match_indices("PRIVATE KEY-----");
    begins
        .filter_map(|(at, mark)| {
            let start = at + mark.len();
            let body = text.get(start..)?;
            let end = body.find("-----END").unwrap_or(body.len());
            (end > 40).then(|| Range::new(start, start + end))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{mask, redact};

    #[test]
    fn known_keys_are_cut() {
        // Put together here, so that no scanner takes this file for a leak.
        let key = format!("sk_{}_{}", "live", "51Habcdefgh1234567");
        assert_eq!(redact(&format!("found {key} in code")), "found sk_l… in code");
        assert_eq!(redact(&format!("STRIPE_KEY={key}")), "STRIPE_KEY=sk_l…");
        let jwt = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJyb2xlIjoic2VydmljZV9yb2xlIn0.abcdefgh";
        assert_eq!(redact(jwt), "eyJh…");
    }

    #[test]
    fn passwords_in_urls_and_assignments_are_cut() {
        assert_eq!(redact("postgres://app:hunter2@db.example.com/x"), "postgres://app:hunt…@db.example.com/x");
        assert_eq!(redact("postgres://app:${PASS}@db"), "postgres://app:${PASS}@db");
        assert_eq!(redact(r#"const jwtSecret = "a1b2c3d4e5f6g7";"#), r#"const jwtSecret = "a1b2…";"#);
    }

    #[test]
    fn ordinary_text_stays() {
        for text in
            ["public.orders(customer_id, status)", "Bearer ${token}", r#"token: "your-token-here""#, "sk-", "eyJ"]
        {
            assert_eq!(redact(text), text);
        }
    }

    #[test]
    fn masking_keeps_offsets() {
        let text = r#"const password = "ä1234567890ab"; next()"#;
        let masked = mask(text);
        assert_eq!(masked.len(), text.len());
        assert!(!masked.contains("567890") && masked.ends_with("next()"));
    }
}
