//! Plimsoll reads an exported app (TypeScript, JavaScript, SQL migrations, configuration) and says what will break,
//! leak, or run up a bill before real users are loaded onto it.
//!
//! ```text
//! discover ─► parse ─► facts ─► model ─► rules ─► score ─► report
//!  files      trees    per file  project  findings  number   terminal sarif json …
//!             statements  owned   derived
//! ```

pub mod audit;
pub mod cli;
pub mod config;
pub mod date;
pub mod facts;
pub mod formats;
pub mod frameworks;
pub mod model;
pub mod report;
pub mod rules;
pub mod run;
pub mod score;
pub mod source;
pub mod sql;
pub mod suppress;
pub mod syntax;
pub mod vocab;
