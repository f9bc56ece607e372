//! Every test of the whole: one binary, since each more would be linked anew on every change.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test fails by panicking"
)]

mod apps;
mod catalogue;
mod changes;
mod cli;
mod corpus;
mod docs;
mod inputs;
mod pipe;
mod queries;
#[cfg(unix)]
mod replay;
mod reports;
mod routes;
mod snapshots;
mod stores;
mod support;
mod suppression;
