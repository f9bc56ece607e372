//! What things are: the only place with product names. Each framework says what is an entry point, a database call,
//! an authentication check, a paid call; the model holds it in neutral terms.

pub(crate) mod builders;
pub mod commands;
pub(crate) mod entries;
pub(crate) mod stack;
pub mod supabase;
pub(crate) mod variables;
