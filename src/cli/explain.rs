//! `plimsoll explain RULE`: its page.

use clap::Args;

use super::{CliError, Exit, output};
use crate::{
    config::nearest_name,
    rules::{Catalogue, Rule},
};

/// Options of `plimsoll explain`.
#[derive(Debug, Args)]
pub(super) struct Options {
    /// The rule: `isolation/open-write`, or `open-write` where only one is called so.
    rule: String,
}

pub(super) fn run(options: &Options) -> Result<Exit, CliError> {
    let catalogue = Catalogue::built_in()?;
    let Some(rule) = catalogue.find(&options.rule) else {
        let meant = nearest_name(&options.rule, catalogue.rules.iter().map(|r| &*r.id));
        return Err(CliError::NoSuchRule { name: options.rule.clone(), meant });
    };
    output::print(page(rule).as_bytes())
}

fn page(rule: &Rule) -> String {
    let metadata = &rule.metadata;
    let cwe: Vec<String> = metadata.cwe.iter().map(|number| format!("CWE-{number}")).collect();
    let facts = [
        format!("up to {}", metadata.severity.word()),
        format!("up to {} confidence", metadata.confidence.word()),
        format!("{} family, {} points", rule.family.id, rule.family.points),
        cwe.join(", "),
    ];
    let facts: Vec<String> = facts.into_iter().filter(|f| !f.is_empty()).collect();
    let (first, rest) = rule.page.split_once('\n').unwrap_or((&rule.page, ""));
    format!("{first}\n\n{}\n{}\n{}", metadata.title, facts.join(" · "), rest.trim_end()) + "\n"
}
