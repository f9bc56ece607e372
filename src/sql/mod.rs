//! SQL: from the text of a file to statements that name no parser.
//!
//! A file is cut into pieces, and each piece is read into a [`statement::Statement`].

pub(crate) mod depth;
pub mod expr;
pub(crate) mod into;
pub(crate) mod invalid;
pub mod parse;
pub(crate) mod scan;
pub mod split;
pub mod statement;
