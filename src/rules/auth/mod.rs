//! Identity, sessions, secrets.

mod accounts_linked_by_email;
mod addresses;
mod auth_settings;
mod client_database_write;
mod client_only_guard;
mod default_credentials;
mod environment_in_page;
mod fail_open_secret;
mod hard_coded_secret;
mod key_known_in_part;
mod kinds;
mod login_without_proof;
mod middleware_gap;
mod missing_reset;
mod open_comparisons;
mod password_read_in_browser;
mod password_set_by_anyone;
mod personal_data_in_repository;
mod plaintext_password;
mod role_from_email_list;
mod role_from_user_metadata;
mod second_factor_not_enforced;
mod secret_fallback;
mod secret_in_client_variable;
mod service_key_in_client;
mod session_not_kept;
mod session_unverified;
mod token_in_local_storage;
mod unverified_email_trusted;
mod weak_encryption;
mod weak_hash;
mod weak_random;

use super::catalogue::{Entry, entry};

pub(super) const RULES: &[Entry] = &[
    entry!("auth/service-key-in-client", service_key_in_client::check),
    entry!("auth/secret-in-client-variable", secret_in_client_variable::check),
    entry!("auth/environment-in-page", environment_in_page::check),
    entry!("auth/hard-coded-secret", hard_coded_secret::check),
    entry!("auth/secret-fallback", secret_fallback::check),
    entry!("auth/client-database-write", client_database_write::check),
    entry!("auth/token-in-local-storage", token_in_local_storage::check),
    entry!("auth/weak-random", weak_random::check),
    entry!("auth/fail-open-secret", fail_open_secret::check),
    entry!("auth/session-unverified", session_unverified::check),
    entry!("auth/middleware-gap", middleware_gap::check),
    entry!("auth/client-only-guard", client_only_guard::check),
    entry!("auth/plaintext-password", plaintext_password::check),
    entry!("auth/login-without-proof", login_without_proof::check),
    entry!("auth/key-known-in-part", key_known_in_part::check),
    entry!("auth/password-set-by-anyone", password_set_by_anyone::check),
    entry!("auth/password-read-in-browser", password_read_in_browser::check),
    entry!("auth/unverified-email-trusted", unverified_email_trusted::check),
    entry!("auth/accounts-linked-by-email", accounts_linked_by_email::check),
    entry!("auth/weak-hash", weak_hash::check),
    entry!("auth/weak-encryption", weak_encryption::check),
    entry!("auth/default-credentials", default_credentials::check),
    entry!("auth/role-from-email-list", role_from_email_list::check),
    entry!("auth/role-from-user-metadata", role_from_user_metadata::check),
    entry!("auth/personal-data-in-repository", personal_data_in_repository::check),
    entry!("auth/auth-settings", auth_settings::check),
    entry!("auth/session-not-kept", session_not_kept::check),
    entry!("auth/missing-reset", missing_reset::check),
    entry!("auth/second-factor-not-enforced", second_factor_not_enforced::check),
];
