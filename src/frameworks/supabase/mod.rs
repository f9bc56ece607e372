//! Supabase: clients, keys, query chains.

pub mod caller;
pub(crate) mod client;
pub mod config;
pub(crate) mod functions;
pub(crate) mod key;
pub mod platform;
pub(crate) mod query;
pub mod queues;
pub(crate) mod realtime;
pub(crate) mod remote;
pub(crate) mod row_change;
pub(crate) mod second_factor;
mod select_list;
pub(crate) mod storage;
pub mod types;
mod written;

/// The code of PostgREST's error where one row was asked for and none was found.
pub(crate) const NO_ROW: &str = "PGRST116";

/// The command that writes the schema of the live database into a migration.
pub(crate) const PULL: &str = "supabase db pull";

/// Whether a migration was written by [`PULL`]: it says what the live database is like by then, is marked as run, and
/// changes nothing there.
pub(crate) fn is_pulled(file_name: &str) -> bool {
    file_name.ends_with("_remote_schema.sql")
}

/// The version that Supabase keeps a migration by: the number its file name begins with. `None` for other files, which
/// its tools pass over.
#[must_use]
pub fn migration_version(path: &str) -> Option<&str> {
    let (folder, name) = path.rsplit_once('/')?;
    let in_migrations = folder == "supabase/migrations" || folder.ends_with("/supabase/migrations");
    let (version, rest) = name.split_once('_')?;
    let is_number = !version.is_empty() && version.bytes().all(|b| b.is_ascii_digit());
    (in_migrations && is_number && rest.ends_with(".sql")).then_some(version)
}
