//! Keys of Supabase: what a key may do is written inside it.

use serde::Deserialize;

/// What a JWT of Supabase says of itself.
#[derive(Deserialize)]
struct Claims {
    role: String,
    #[serde(default)]
    iss: String,
}

/// The role that a JWT of Supabase carries (`anon`, `service_role`), read without checking its signature.
pub(crate) fn role(key: &str) -> Option<String> {
    claims(key).map(|claims| claims.role)
}

/// Whether a JWT opens a real project past row security; the key of the local demo stack does not.
pub(crate) fn is_live_service_role(key: &str) -> bool {
    is_signed(key) && claims(key).is_some_and(|claims| claims.role == "service_role" && claims.iss != "supabase-demo")
}

/// Whether a JWT was signed by somebody else, for good: no role of Supabase, and no end within a month of its beginning,
/// as sessions have. The sample that manuals show says of itself that it is one.
pub(crate) fn is_lasting_of_other_issuer(key: &str) -> bool {
    const MONTH: u64 = 30 * 24 * 60 * 60;
    #[derive(Deserialize)]
    struct Any {
        role: Option<serde_json::Value>,
        sub: Option<serde_json::Value>,
        iss: Option<String>,
        iat: Option<u64>,
        exp: Option<u64>,
    }
    let Some(claims) = payload(key).and_then(|bytes| serde_json::from_slice::<Any>(&bytes).ok()) else { return false };
    let is_sample = claims.sub.is_some_and(|sub| sub == "1234567890");
    let is_ours = claims.role.is_some() || claims.iss.is_some_and(|iss| iss.contains("supabase"));
    let is_session = claims.exp.is_some_and(|end| end.saturating_sub(claims.iat.unwrap_or(end)) < MONTH);
    is_signed(key) && !is_sample && !is_ours && !is_session
}

/// Whether a variable of this name holds the key that passes by row security.
pub(crate) fn is_service_variable(name: &str) -> bool {
    ["SERVICE_ROLE", "SUPABASE_SERVICE", "SUPABASE_SECRET", "SUPABASE_ADMIN"].iter().any(|part| name.contains(part))
}

/// The shortest signature in use has 32 bytes; what is shorter was made up.
fn is_signed(key: &str) -> bool {
    key.rsplit('.').next().and_then(base64url).is_some_and(|signature| signature.len() >= 32)
}

fn claims(key: &str) -> Option<Claims> {
    serde_json::from_slice(&payload(key)?).ok()
}

/// What stands between the dots of a JWT, decoded.
fn payload(key: &str) -> Option<Vec<u8>> {
    let mut parts = key.split('.');
    let (Some(header), Some(payload), Some(_), None) = (parts.next(), parts.next(), parts.next(), parts.next()) else {
        return None;
    };
    if !header.starts_with("ey") {
        return None;
    }
    base64url(payload)
}

/// Decodes base64 (RFC 4648 §4 and §5) with or without padding.
pub(in crate::frameworks) fn base64url(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() * 3 / 4);
    let (mut bits, mut count) = (0u32, 0u32);
    for c in text.trim_end_matches('=').bytes() {
        let value = match c {
            b'A'..=b'Z' => c - b'A',
            b'a'..=b'z' => c - b'a' + 26,
            b'0'..=b'9' => c - b'0' + 52,
            b'-' | b'+' => 62,
            b'_' | b'/' => 63,
            _ => return None,
        };
        bits = (bits << 6) | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push(u8::try_from((bits >> count) & 0xff).ok()?);
        }
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::role;

    #[test]
    fn the_role_is_read_from_the_payload() {
        // {"iss":"supabase","role":"anon"}
        assert_eq!(
            role("eyJhbGciOiJIUzI1NiJ9.eyJpc3MiOiJzdXBhYmFzZSIsInJvbGUiOiJhbm9uIn0.c2ln").as_deref(),
            Some("anon")
        );
        assert_eq!(role("not a key"), None);
        assert_eq!(role("eyJ.####.x"), None);
    }
}
