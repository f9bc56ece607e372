//! What the reader sees.

pub mod inspect;
