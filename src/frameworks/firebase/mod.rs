//! Firebase: calls of Firestore, and the rules that guard it.

pub(crate) mod account;
pub(crate) mod query;
mod reference;
pub(crate) mod rules;

pub(crate) use reference::collection_named;
