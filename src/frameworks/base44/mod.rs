//! Base44: backend functions, entities and their access rules.

pub(crate) mod entities;
pub(crate) mod functions;
pub(crate) mod query;
