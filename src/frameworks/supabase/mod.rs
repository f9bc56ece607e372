//! Supabase: clients, keys, query chains.

pub mod caller;
pub(crate) mod client;
pub mod config;
pub(crate) mod functions;
pub(crate) mod key;
pub mod platform;
pub(crate) mod query;
pub(crate) mod remote;
mod select_list;
pub(crate) mod storage;
pub mod types;
