//! What `plimsoll inspect` prints: everything the model knows, so that it can be checked.

pub mod queries;
