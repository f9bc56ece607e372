//! Plimsoll reads an exported app (TypeScript, JavaScript, SQL migrations, configuration) and says what will break,
//! leak, or run up a bill before real users are loaded onto it. This page is the map.
//!
//! ```text
//! discover ─► parse ─► facts ─► model ─► rules ─► score ─► report
//!  files      trees    per file  project  findings  number   terminal sarif json …
//!             statements  owned   derived
//! ```
//!
//! # The way of a run
//! [`cli`] reads the arguments and [`config`] the configuration; [`audit`] goes from paths to a scored report. In it,
//! [`run::load`] finds files ([`source::discover`]), reads and parses them in parallel ([`syntax`], [`sql`],
//! [`formats`]) into [`facts`], and joins these into a [`model::Project`]. [`rules::judge`] lets every rule look at
//! it, [`suppress`] sets aside what is silenced with a reason, [`score`] computes the number, and [`report`] shows it.
//!
//! There are two parallel phases, reading files and judging them; between them the model is built once, each part on
//! the ones before it. No locks, no channels, no caches that outlive a run.
//!
//! # Where things are
//! - [`facts::code`]: what a source file says, as an owned condensed tree with resolved names. Lowering makes it in one
//!   walk over the syntax tree, which is dropped at once. All analysis of code reads it.
//! - [`model::modules`], [`model::values`], [`model::sides`]: which file an import names; what an expression evaluates
//!   to, or where it came from; whether the browser or the server runs a file.
//! - [`sql::split`], [`sql::parse`], [`sql::expr`]: statements of our own that name no parser. `squawk-syntax` is known
//!   to the second alone, `sqlparser` to the third.
//! - [`model::schema`]: the database that the migrations leave behind, by a replay with PostgreSQL's semantics;
//!   [`model::access`]: who can reach which rows of it.
//! - [`model::queries`] joins the calls of the code with the tables; [`model::indexes`] judges which index serves them.
//! - [`model::failures`]: what happens when something fails. [`model::routes`]: the six questions for every entry point.
//! - [`frameworks`] and [`vocab`] are the only places with names of products.
//! - [`rules`]: one file a rule, over the finished model. Facts and model find, rules phrase.
//!
//! # What always holds
//! 1. Same input, same bytes out, whatever the number of threads, the folder, the machine.
//! 2. No input makes it panic, hang, or grow without bound. It degrades by statement and by file, and says so: what could
//!    not be read is a [gap](source::gap), never silence, and never evidence that something is absent.
//! 3. Nothing of the audited app is run, and nothing is sent anywhere. Secrets are redacted in every output.
//! 4. Yes, no and *unknown* stay apart. Rules report on "no", never on "unknown".
//! 5. Adding a finding never raises the score, removing one never lowers it.
//! 6. Rules do no I/O and cannot fail; one that panics becomes a gap, and the run goes on.

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
