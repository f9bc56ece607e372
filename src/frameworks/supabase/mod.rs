//! Supabase: clients, keys, query chains.

pub(crate) mod client;
mod key;
pub(crate) mod query;
mod select_list;
