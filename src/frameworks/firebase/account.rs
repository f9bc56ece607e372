//! Service accounts: keys that open a whole project, past every rule.

use crate::{
    facts::secrets::{SecretKind, scan},
    frameworks::supabase::key::base64url,
};

/// Whether a text is the file of a service account with its private key, as JSON or as base64 of it.
#[must_use]
pub(crate) fn is_service_account(text: &str) -> bool {
    let is_account = |json: &str| {
        json.contains("\"service_account\"")
            && json.contains("private_key")
            && scan(json, None, false).iter().any(|secret| secret.kind == SecretKind::PrivateKey)
    };
    let text = text.trim();
    if text.starts_with('{') {
        return is_account(text);
    }
    // `eyJ`, `ewog`: what begins with a brace.
    let decoded = text.starts_with('e').then(|| base64url(text)).flatten();
    decoded.and_then(|bytes| String::from_utf8(bytes).ok()).is_some_and(|json| is_account(&json))
}

/// Whether a value is the address of a service account, which stands beside its private key.
#[must_use]
pub(crate) fn is_address_of_account(value: &str) -> bool {
    value.ends_with(".iam.gserviceaccount.com")
}

#[cfg(test)]
mod tests {
    use super::is_service_account;

    #[test]
    fn a_service_account_needs_its_key() {
        let key = "Qz8".repeat(90);
        let json = format!(
            "{{\"type\": \"service_account\", \"private_key\": \"-----BEGIN {} KEY-----\\n{key}\\n\"}}",
            "PRIVATE"
        );
        assert!(is_service_account(&json));
        assert!(!is_service_account("{\"type\": \"service_account\", \"private_key\": \"\"}"));
        assert!(!is_service_account("eyJhbGciOiJIUzI1NiJ9") && !is_service_account("enough"));
    }
}
