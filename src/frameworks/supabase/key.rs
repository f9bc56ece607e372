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
    // The shortest signature in use has 32 bytes; what is shorter was made up.
    let is_signed = key.rsplit('.').next().and_then(base64url).is_some_and(|signature| signature.len() >= 32);
    is_signed && claims(key).is_some_and(|claims| claims.role == "service_role" && claims.iss != "supabase-demo")
}

/// Whether a variable of this name holds the key that passes by row security.
pub(crate) fn is_service_variable(name: &str) -> bool {
    ["SERVICE_ROLE", "SUPABASE_SERVICE", "SUPABASE_SECRET", "SUPABASE_ADMIN"].iter().any(|part| name.contains(part))
}

fn claims(key: &str) -> Option<Claims> {
    let mut parts = key.split('.');
    let (Some(header), Some(payload), Some(_), None) = (parts.next(), parts.next(), parts.next(), parts.next()) else {
        return None;
    };
    if !header.starts_with("ey") {
        return None;
    }
    serde_json::from_slice(&base64url(payload)?).ok()
}

/// Decodes base64url (RFC 4648 §5) with or without padding.
fn base64url(text: &str) -> Option<Vec<u8>> {
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
