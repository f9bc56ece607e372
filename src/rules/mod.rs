//! Rules: what is a fault, over the finished model. Facts and model find, rules phrase.
//!
//! # Adding a rule
//! A rule `family/fault` is four small files and two lines:
//! 1. `src/rules/family/fault.rs`: `pub(super) fn check(project: &Project, sink: &mut Sink)`, at most 150 lines.
//! 2. `rules/family/fault.toml`: its [`Metadata`].
//! 3. `rules/family/fault.md`: its page (Why, How it is detected, Bad, Good, Fix, Limits).
//! 4. `corpus/rules/family/fault/{bad,good}/`: two small projects; a comment `expect: family/fault` stands behind, or on
//!    lines of its own above, each line where a finding begins in `bad`. Places that cannot hold comments are listed in
//!    `bad.expect` next to the folders, as `path:line`.
//! 5. `mod fault;` and one line in the table of `src/rules/family/mod.rs`.
//!
//! A check that only a person can answer, and a pattern rule, have no `.rs` file. `tests/suite/catalogue.rs` notices
//! whatever is forgotten.

mod catalogue;
mod family;
mod finding;
mod metadata;
mod pack;
mod phrase;
mod run;
mod sink;

mod ai;
mod api;
mod auth;
mod contract;
mod cost;
mod delivery;
mod errors;
mod frontend;
mod isolation;
mod observability;
mod ownership;
mod payments;
mod queries;
mod suppression;

pub use self::{
    catalogue::{Catalogue, CatalogueError, Check, Entry, Rule, Selection},
    family::{FAMILIES, Family},
    finding::{Confidence, Finding, Label, RuleId, Severity, Verdict},
    metadata::{Effort, Metadata, Pattern},
    pack::CUSTOM,
    run::{Attested, Judgement, Outcome, judge},
    sink::Sink,
};
