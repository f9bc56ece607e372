//! Identity, sessions, secrets.

mod client_database_write;
mod fail_open_secret;
mod hard_coded_secret;
mod secret_fallback;
mod secret_in_client_variable;
mod service_key_in_client;
mod token_in_local_storage;
mod weak_random;

use super::catalogue::{Entry, entry};

pub(super) const RULES: &[Entry] = &[
    entry!("auth/service-key-in-client", service_key_in_client::check),
    entry!("auth/secret-in-client-variable", secret_in_client_variable::check),
    entry!("auth/hard-coded-secret", hard_coded_secret::check),
    entry!("auth/secret-fallback", secret_fallback::check),
    entry!("auth/client-database-write", client_database_write::check),
    entry!("auth/token-in-local-storage", token_in_local_storage::check),
    entry!("auth/weak-random", weak_random::check),
    entry!("auth/fail-open-secret", fail_open_secret::check),
];
