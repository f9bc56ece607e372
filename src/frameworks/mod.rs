//! What things are: the only place with product names. Each framework says what is an entry point, a database call,
//! an authentication check, a paid call; the model holds it in neutral terms.

pub mod accounts;
pub mod auth;
pub(crate) mod base44;
pub(crate) mod builders;
mod chains;
pub mod commands;
pub(crate) mod connections;
pub(crate) mod data;
pub(crate) mod declared;
pub(crate) mod drizzle;
pub(crate) mod endpoints;
pub(crate) mod entries;
pub(crate) mod express;
pub(crate) mod firebase;
pub(crate) mod folders;
pub(crate) mod globals;
pub(crate) mod handler;
pub(crate) mod hosts;
pub mod library;
mod links;
pub(crate) mod mail;
pub(crate) mod next;
mod objects;
pub(crate) mod prisma;
mod raw_sql;
pub(crate) mod schedules;
pub(crate) mod shared_hosts;
pub(crate) mod sign_in;
pub(crate) mod sql_files;
pub(crate) mod stack;
pub mod supabase;
pub(crate) mod tanstack;
pub(crate) mod trpc;
pub(crate) mod variables;
