//! The consoles of services, and what to switch there.

use serde::Deserialize;

/// A console outside of the repository.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Console {
    /// What its owner calls it.
    pub name: String,
    /// Who has it: apps that use one of these services, data stores or frameworks; everybody, when there is none.
    pub services: Vec<String>,
    /// What to do there.
    pub ticks: Vec<Tick>,
}

/// One thing to do in a console.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tick {
    /// The rule that it belongs to.
    pub rule: String,
    /// Where, and what.
    #[serde(rename = "do")]
    pub words: String,
}
