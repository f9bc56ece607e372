//! What single values give away: keys that open everything, passwords inside addresses.

use super::supabase;

/// Beginnings of keys that act for the whole account in production.
const ACCOUNT_KEYS: &[&str] =
    &["sk_live_", "rk_live_", "sb_secret_", "sk-ant-api", "sk-proj-", "AKIA", "ghp_", "github_pat_", "xoxb-", "SG."];

/// Whether a value is a key that acts with the rights of the owner, by what is written in it.
pub(crate) fn is_service_key(value: &str) -> bool {
    ACCOUNT_KEYS.iter().any(|prefix| value.starts_with(prefix) && value.len() > prefix.len() + 12)
        || supabase::key_role(value).as_deref() == Some("service_role")
}

/// The password in `scheme://user:password@host`, unless the host is this machine or another container beside it.
pub(crate) fn password_in_url(value: &str) -> Option<&str> {
    let (_, rest) = value.split_once("://")?;
    let (user, host) = rest.split_once('@')?;
    let (_, password) = user.split_once(':')?;
    let name = host.split(['/', ':', '?']).next().unwrap_or(host);
    let is_near = !name.contains('.') || name.starts_with("127.") || name == "0.0.0.0";
    (!is_near && !password.contains(['/', '[', '<', '{', '$'])).then_some(password)
}

#[cfg(test)]
mod tests {
    use super::{is_service_key, password_in_url};

    #[test]
    fn keys_and_passwords() {
        assert!(
            is_service_key("sk_live_0123456789abcdef")
                && !is_service_key("sk_live_xxx")
                && !is_service_key("pk_live_0123456789abcdef")
        );
        assert_eq!(password_in_url("postgres://app:q8Jd@db.example.com:5432/app"), Some("q8Jd"));
        assert_eq!(password_in_url("postgres://postgres:postgres@localhost/app"), None);
        assert_eq!(password_in_url("postgres://postgres:[YOUR-PASSWORD]@db.example.com/app"), None);
        assert_eq!(password_in_url("https://example.com/a:b@c"), None);
    }
}
