//! Secrets without a known shape: a value drawn by chance, behind a name that means a secret.

use super::{
    SecretFact, SecretKind,
    fillers::{is_for_show, is_placeholder, is_random, is_sequence},
    line_before,
};
use crate::{
    facts::key_shapes::KEY_SHAPES,
    frameworks::supabase::key,
    source::{span::Range, text::stable_hash},
    vocab::{Env, split},
};

/// Longer runs are files in base64.
const LONGEST: usize = 2000;

/// The values behind names of secrets. In code they stand in quotes; elsewhere `NAME=value` is one, too.
pub(super) fn scan(text: &str, env: &Env, is_code: bool) -> Vec<SecretFact> {
    // Values are ASCII: bytes are looked at faster than characters.
    let runs = text.as_bytes().split(|byte| !is_in_value(*byte)).filter(|run| run.len() <= LONGEST);
    let runs = runs.filter_map(|run| std::str::from_utf8(run).ok()).filter(|run| is_random(run));
    let found = runs.filter_map(|value| {
        let start = value.as_ptr() as usize - text.as_ptr() as usize;
        let before = text.get(..start)?;
        let name = name_before(before, is_code)?;
        let is_secret = is_live(value, env) && is_name_of_secret(name, before, text, env);
        (is_secret && !is_for_show(line_before(text, start))).then(|| SecretFact {
            range: Range::new(start, start + value.len()),
            kind: SecretKind::Named,
            digest: stable_hash(value.bytes()),
            name: Some(name.into()),
        })
    });
    found.collect()
}

fn is_in_value(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.' | b'+' | b'/')
}

/// The name that a value is given to: `NAME = "`, `"name": "Bearer `, `headers["name"] = '`, `NAME: string = "`.
fn name_before(before: &str, needs_quote: bool) -> Option<&str> {
    const QUOTES: [char; 4] = ['"', '\'', '`', '\\'];
    let before = before.strip_suffix("Bearer ").unwrap_or(before);
    let bare = before.trim_end_matches(QUOTES);
    let is_quoted = bare.len() < before.len();
    if needs_quote && !is_quoted {
        return None;
    }
    let bare = if is_quoted { bare.trim_end() } else { bare.trim_end_matches([' ', '\t']) };
    let assigned = ["=>", ":=", "=", ":"].iter().find_map(|sign| bare.strip_suffix(sign))?;
    if assigned.ends_with(['=', '!', '<', '>', '+']) {
        return None;
    }
    let name = last_name(assigned);
    match name {
        "string" => assigned.trim_end().strip_suffix("string")?.trim_end().strip_suffix(':').map(last_name),
        "" => None,
        _ => Some(name),
    }
}

fn last_name(text: &str) -> &str {
    let text = text.trim_end().trim_end_matches(']').trim_end_matches(['"', '\'', '`', '\\']);
    let start = text.rfind(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '-')));
    start.map_or(text, |at| text.get(at..).unwrap_or("").trim_start_matches(|c: char| !c.is_ascii_alphanumeric()))
}

/// Whether a name means a secret: those of the vocabulary, and keys of services. Passwords are looked for elsewhere, with
/// the account or the host that they belong to.
fn is_name_of_secret(name: &str, before: &str, text: &str, env: &Env) -> bool {
    /// Last words of names that speak about a secret.
    const ABOUT: [&str; 20] = [
        "id",
        "ids",
        "url",
        "uri",
        "hash",
        "path",
        "name",
        "type",
        "arn",
        "version",
        "label",
        "endpoint",
        "hint",
        "checksum",
        "digest",
        "fingerprint",
        "event",
        "header",
        "prefix",
        "length",
    ];
    let words = split(name);
    let is_about = words.last().is_some_and(|w| ABOUT.contains(&w.as_str()));
    let name = words.join("_").to_ascii_uppercase();
    let is_password = ["PASSWORD", "PASSWD", "PWD", "PASSPHRASE", "SENHA", "CONTRASENA", "PASSWORT", "MOT_DE_PASSE"]
        .iter()
        .any(|w| name.contains(w));
    let bare = env.without_client_prefix(&name);
    let is_key = (bare.ends_with("API_KEY") || bare.ends_with("APIKEY")) && !env.public.has(bare);
    let is_bare_key = matches!(bare, "API_KEY" | "APIKEY");
    !is_about && !is_password && (env.is_secret(&name) || is_key) && !(is_bare_key && is_of_browser(before, text))
}

/// Whether a key stands among the settings of a library for the browser, whose keys are made to be public:
/// `{ appId, apiKey, indexName }`, `{ apiKey, authDomain }`.
fn is_of_browser(before: &str, text: &str) -> bool {
    const NEAR: usize = 300;
    let from = before.floor_char_boundary(before.len().saturating_sub(NEAR));
    let to = text.ceil_char_boundary(before.len().saturating_add(NEAR).min(text.len()));
    let around = text.get(from..to).unwrap_or("").to_ascii_lowercase();
    ["appid", "app_id", "indexname", "authdomain", "messagingsenderid"].iter().any(|w| around.contains(w))
}

/// Whether a value opens something: no filler, none that is made to be public, and none of a shape that is judged by
/// itself.
fn is_live(value: &str, env: &Env) -> bool {
    if value.starts_with("eyJ") {
        return key::is_lasting_of_other_issuer(value);
    }
    let has_shape = KEY_SHAPES.iter().any(|shape| {
        let is_test = ["sk_test_", "rk_test_", "pk."].iter().any(|start| shape.beginning.starts_with(start));
        (shape.opens.is_some() || is_test) && value.starts_with(shape.beginning)
    });
    !has_shape && !env.public_values.has(value) && !is_placeholder(value) && !is_sequence(value)
}

#[cfg(test)]
mod tests {
    use super::scan;
    use crate::vocab::Vocabulary;

    fn names(text: &str, is_code: bool) -> Vec<String> {
        let vocab = Vocabulary::built_in().unwrap();
        scan(text, &vocab.env, is_code).into_iter().filter_map(|s| s.name.map(String::from)).collect()
    }

    #[test]
    fn a_random_value_behind_the_name_of_a_secret_is_one() {
        assert_eq!(names(r#"const GULLSOUND_API_KEY = "q7Lr2-Vd90xTb4Mn1--eW";"#, true), ["GULLSOUND_API_KEY"]);
        assert_eq!(names(r#"const signingSecret: string = "q7Lr2Vd90xTb4Mn1KzeW";"#, true), ["signingSecret"]);
        let header = r#"headers := '{"x-internal-secret": "9c41e07bd25f8a6390ce17d4b82fa560"}'::jsonb"#;
        assert_eq!(names(header, false), ["x-internal-secret"]);
        assert_eq!(names("CRON_SECRET=9c41e07bd25f8a6390ce17d4b82fa560", false), ["CRON_SECRET"]);
        assert_eq!(names(r#"headers["X-API-Key"] = '9c41e07bd25f8a6390ce17d4b82fa560'"#, true), ["X-API-Key"]);
    }

    #[test]
    fn names_for_the_public_and_values_that_can_be_read_are_none() {
        for harmless in [
            r#"const SECRET_HASH = "9c41e07bd25f8a6390ce17d4b82fa560";"#,
            r#"const checksum = "9c41e07bd25f8a6390ce17d4b82fa560";"#,
            r#"const POSTHOG_API_KEY = "9c41e07bd25f8a6390ce17d4b82fa560";"#,
            r#"docs({ appId: "GULL", apiKey: "9c41e07bd25f8a6390ce17d4b82fa560", indexName: "gulls" })"#,
            r#"if (secret === "9c41e07bd25f8a6390ce17d4b82fa560") stop();"#,
            r#"const JWT_SECRET = "harbour-secret-for-local-2026-only";"#,
            r#"const API_KEY = "base64_encoded_9c41e07bd25f";"#,
            r#"const apiKey = "pk_live_9c41e07bd25f8a6390ce17d4";"#,
            "const secret = settings.9c41e07bd25f8a6390ce17d4b82fa560",
        ] {
            assert_eq!(names(harmless, true), [""; 0], "{harmless}");
        }
    }
}
