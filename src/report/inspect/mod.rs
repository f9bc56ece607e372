//! What `plimsoll inspect` prints: everything the model knows, so that it can be checked.

pub mod access;
pub mod modules;
pub mod project;
pub mod queries;
pub mod routes;
pub mod schema;

use serde_json::{Value, json};

use crate::model::Project;

/// The parts of the knowledge that can be asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum What {
    /// What the project is and how it is run.
    Project,
    /// Who can reach which rows.
    Access,
    /// Every call of the database.
    Queries,
    /// Where each code file runs and what it imports.
    Modules,
    /// The database as the migrations leave it.
    Schema,
    /// Every entry point of the server.
    Routes,
}

/// What is known of a part.
#[must_use]
pub fn value(what: What, project: &Project) -> Value {
    match what {
        What::Project => project::project(project),
        What::Access => access::access(project),
        What::Queries => json!(queries::queries(project)),
        What::Modules => json!(modules::modules(project)),
        What::Schema => schema::schemas(project),
        What::Routes => routes::routes(project),
    }
}

/// The document that `--format json` prints.
#[must_use]
pub fn document(what: What, value: &Value) -> Value {
    let name = match what {
        What::Project => "project",
        What::Access => "access",
        What::Queries => "queries",
        What::Modules => "modules",
        What::Schema => "schema",
        What::Routes => "routes",
    };
    json!({ "schema_version": 1, name: value })
}
