//! Supabase: clients, keys, query chains.

pub(crate) mod client;
pub mod config;
mod key;
pub(crate) mod query;
mod select_list;
