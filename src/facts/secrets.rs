//! Credentials written into files, found by their shape, by the name that a random value is given, and, for passwords of
//! databases, by the host beside them. What is public by design, and what stands for a value, is not one: publishable
//! keys, demo keys, placeholders.

mod fillers;
mod logins;
mod named;

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};
use serde::{Deserialize, Serialize};

use self::fillers::{is_for_show, is_placeholder, is_sequence, is_varied};
use super::key_shapes::KEY_SHAPES;
use crate::{
    frameworks::supabase,
    source::{span::Range, text::stable_hash},
    vocab::Env,
};

/// A credential in a file. Its value is not kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SecretFact {
    /// Where its value stands.
    pub range: Range,
    /// What it opens.
    pub kind: SecretKind,
    /// A hash of the value, of an address that of its password: one key in many files is one fault.
    pub digest: u64,
    /// What it is called, where that alone says what it is.
    pub name: Option<Box<str>>,
}

/// What a credential opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[allow(missing_docs, reason = "the names are the issuers")]
pub enum SecretKind {
    SupabaseServiceRole,
    SupabaseAccessToken,
    Stripe,
    WebhookSigning,
    OpenAi,
    Anthropic,
    Gemini,
    OtherModel,
    Mail,
    GitHub,
    GitLab,
    Slack,
    Aws,
    PrivateKey,
    DatabaseUrl,
    ChatWebhook,
    OtherService,
    Named,
}

impl SecretKind {
    /// In words.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::SupabaseServiceRole => "a Supabase service-role key",
            Self::SupabaseAccessToken => "a Supabase access token",
            Self::Stripe => "a live Stripe key",
            Self::WebhookSigning => "a webhook signing secret",
            Self::OpenAi => "an OpenAI key",
            Self::Anthropic => "an Anthropic key",
            Self::Gemini => "a Gemini key",
            Self::OtherModel => "a key of a model provider",
            Self::Mail => "a key of a mail service",
            Self::GitHub => "a GitHub token",
            Self::GitLab => "a GitLab token",
            Self::Slack => "a Slack token",
            Self::Aws => "an AWS access key",
            Self::PrivateKey => "a private key",
            Self::DatabaseUrl => "a database address with its password",
            Self::ChatWebhook => "the address of a chat webhook",
            Self::OtherService => "a key of a service",
            Self::Named => "a secret",
        }
    }
}

/// Beginnings that are no key of a service: what it announces, and how many characters must follow.
const OTHER_SHAPES: &[(&str, SecretKind, usize)] = &[
    ("PRIVATE KEY-----", SecretKind::PrivateKey, 0),
    ("postgres://", SecretKind::DatabaseUrl, 10),
    ("postgresql://", SecretKind::DatabaseUrl, 10),
    ("mongodb+srv://", SecretKind::DatabaseUrl, 10),
    ("mysql://", SecretKind::DatabaseUrl, 10),
    ("https://discord.com/api/webhooks/", SecretKind::ChatWebhook, 60),
    ("https://hooks.slack.com/services/", SecretKind::ChatWebhook, 40),
];

/// A beginning, what it announces, and how many characters of key must follow.
static SHAPES: LazyLock<Vec<(&str, SecretKind, usize)>> = LazyLock::new(|| {
    let keys = KEY_SHAPES.iter().filter_map(|shape| shape.opens.map(|(kind, least)| (shape.beginning, kind, least)));
    keys.chain(OTHER_SHAPES.iter().copied()).collect()
});

/// The automaton of all beginnings; `None` cannot happen with this table, and then nothing is found.
static BEGINNINGS: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    let beginnings = SHAPES.iter().map(|(beginning, ..)| beginning);
    AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(beginnings).ok()
});

/// The credentials in a text, in order.
///
/// By their names only where the names are given: in files for tests and in environment files a name says nothing.
#[must_use]
pub fn scan(text: &str, names: Option<&Env>, is_code: bool) -> Vec<SecretFact> {
    let mut found = by_shape(text);
    let mut others = logins::in_parts(text, is_code);
    if let Some(env) = names {
        others.extend(named::scan(text, env, is_code));
    }
    // Those of a shape are in order and stand apart.
    others.retain(|other| {
        let behind = found.partition_point(|known| known.range.end <= other.range.start);
        found.get(behind).is_none_or(|known| known.range.start >= other.range.end)
    });
    found.extend(others);
    found.sort_by_key(|secret| secret.range);
    found
}

/// Those that begin as keys of services do.
fn by_shape(text: &str) -> Vec<SecretFact> {
    let Some(automaton) = BEGINNINGS.as_ref() else { return Vec::new() };
    let mut found = Vec::new();
    for hit in automaton.find_iter(text) {
        let Some(&(beginning, kind, least)) = SHAPES.get(hit.pattern().as_usize()) else { continue };
        let is_fresh = !text[..hit.start()].ends_with(|c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-');
        let value = match kind {
            SecretKind::PrivateKey => private_key(&text[hit.end()..]),
            _ if !is_fresh => None,
            SecretKind::DatabaseUrl | SecretKind::ChatWebhook => Some(until(&text[hit.start()..], is_in_url)),
            _ => Some(until(&text[hit.start()..], is_in_key)),
        };
        let Some(value) = value else { continue };
        let is_long = value.len() >= beginning.len() + least || kind == SecretKind::PrivateKey;
        let is_shown = is_for_show(line_before(text, hit.start()));
        if is_long && !is_shown && is_live(kind, value, context(kind, text, hit.start())) {
            let start = if kind == SecretKind::PrivateKey { hit.end() } else { hit.start() };
            let secret = logins::password_in(value).filter(|_| kind == SecretKind::DatabaseUrl).unwrap_or(value);
            found.push(SecretFact {
                range: Range::new(start, start + value.len()),
                kind,
                digest: stable_hash(secret.bytes()),
                name: None,
            });
        }
    }
    found
}

fn until(text: &str, keep: fn(char) -> bool) -> &str {
    text.find(|c| !keep(c)).map_or(text, |end| &text[..end])
}

fn is_in_key(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '=')
}

fn is_in_url(c: char) -> bool {
    !c.is_whitespace() && !matches!(c, '"' | '\'' | '`' | '<' | '>' | ')' | ']' | ',' | '\\')
}

/// The body of a PEM block, where it is long enough to be a key and no template.
fn private_key(after: &str) -> Option<&str> {
    let body = until(after, |c| c.is_ascii_alphanumeric() || matches!(c, '+' | '/' | '=' | '\n' | '\r' | '\\'));
    (body.len() > 200).then_some(body)
}

/// The words that say what a key is for: its line, and for a key that is good for several things those of the whole file
/// where it is about one of them alone.
fn context(kind: SecretKind, text: &str, at: usize) -> &str {
    let is_about_one = kind == SecretKind::Gemini
        && ["@google/generative-ai", "@google/genai", "generativelanguage"].iter().any(|w| text.contains(w))
        && !["firebase", "maps.googleapis", "authDomain"].iter().any(|w| text.contains(w));
    if is_about_one { text } else { line_around(text, at) }
}

/// The line of a place, up to it.
fn line_before(text: &str, at: usize) -> &str {
    let before = text.get(..at).unwrap_or("");
    before.rfind('\n').map_or(before, |end| before.get(end + 1..).unwrap_or(""))
}

fn line_around(text: &str, at: usize) -> &str {
    let start = text[..at].rfind('\n').map_or(0, |i| i + 1);
    let end = text[at..].find('\n').map_or(text.len(), |i| at + i);
    &text[start..end]
}

fn is_live(kind: SecretKind, value: &str, line: &str) -> bool {
    match kind {
        SecretKind::DatabaseUrl => logins::password_in(value).is_some(),
        _ if is_placeholder(value) || is_sequence(value) => false,
        SecretKind::SupabaseServiceRole if value.starts_with("eyJ") => supabase::key::is_live_service_role(value),
        // Keys of the browser's Firebase and Maps look the same and are no secret.
        SecretKind::Gemini => {
            let line = line.to_ascii_lowercase();
            ["gemini", "genai", "generativelanguage", "google_ai", "google_generative"].iter().any(|w| line.contains(w))
        }
        SecretKind::OpenAi
        | SecretKind::Mail
        | SecretKind::OtherModel
        | SecretKind::Anthropic
        | SecretKind::OtherService => is_varied(value),
        SecretKind::Aws => {
            // The id alone, in an address that was signed for a while, opens nothing.
            !line.contains("X-Amz-")
                && value.len() == 20
                && !value.ends_with("EXAMPLE")
                && value.bytes().skip(4).all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
        }
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::{SecretKind, scan};

    fn kinds(text: &str) -> Vec<SecretKind> {
        scan(text, None, true).into_iter().map(|s| s.kind).collect()
    }

    #[test]
    fn live_credentials_are_found() {
        let stripe = format!("sk_{}_{}", "live", "51Hq8ZkJ2eZvKYlo2C8vT0a9");
        assert_eq!(kinds(&format!("const k = \"{stripe}\";")), [SecretKind::Stripe]);
        assert_eq!(kinds("postgresql://owner:Tr4wler-Buoy@db.kiosk.io:5432/app"), [SecretKind::DatabaseUrl]);
        let model = format!("sk-{}-{}", "ant", "api03-9fQ2mX7tLw4Zc8Rk1Yb6Nd3Hs5Jv0Pg");
        assert_eq!(kinds(&model), [SecretKind::Anthropic]);
    }

    #[test]
    fn placeholders_and_public_keys_are_left_alone() {
        for harmless in [
            "sk_live_your_key_goes_here_please",
            "postgresql://postgres:postgres@localhost:5432/app",
            "postgresql://user:password@host.example.org/db",
            "-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----",
            "risk-assessment-with-many-words-in-one-long-identifier",
            // The token of the manual, a sample of a form, and one that is only long enough.
            "token: ghp_16C7e42F292c6912E7710c838347Ae178B4a",
            "{ testExample: \"Token: ghp_9fQ2mX7tLw4Zc8Rk1Yb6Nd3Hs5Jv0Pg4Wt2\" }",
            "apiKey: AIzaSyB7-firebase-web-key-of-the-browser-00",
        ] {
            assert_eq!(kinds(harmless), [], "{harmless}");
        }
    }

    #[test]
    fn the_same_value_has_the_same_digest() {
        let text = "postgres://a:Longish1pass@db.x.io/a postgres://a:Longish1pass@db.x.io/a";
        let found = scan(text, None, true);
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].digest, found[1].digest);
    }
}
