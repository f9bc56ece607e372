//! Files: finding them, reading them, naming places in them.

pub mod gap;
pub mod span;
pub mod text;
