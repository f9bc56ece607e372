//! Files: finding them, reading them, naming places in them.

mod compiled;
pub mod copies;
pub mod discover;
pub mod gap;
pub mod git;
pub mod ignored;
pub mod kind;
pub mod read;
pub mod role;
pub mod span;
pub mod text;
pub mod tracked;
pub mod version;
