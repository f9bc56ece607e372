//! Base44: backend functions, entities and their access rules, accounts.

pub(crate) mod accounts;
pub(crate) mod entities;
pub(crate) mod functions;
pub(crate) mod query;
