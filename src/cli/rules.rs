//! `plimsoll rules`: the list.

use std::fmt::Write;

use clap::Args;
use serde_json::json;

use super::{CliError, Exit, output};
use crate::rules::{Catalogue, FAMILIES, Rule};

/// Options of `plimsoll rules`.
#[derive(Debug, Args)]
pub(super) struct Options {
    /// Print JSON.
    #[arg(long)]
    json: bool,
}

pub(super) fn run(options: &Options) -> Result<Exit, CliError> {
    let catalogue = Catalogue::built_in()?;
    let text = if options.json { as_json(&catalogue) } else { as_text(&catalogue) };
    output::print(text.as_bytes())
}

fn as_text(catalogue: &Catalogue) -> String {
    let mut text = String::new();
    for family in FAMILIES {
        let rules: Vec<&Rule> = catalogue.rules.iter().filter(|r| r.family.id == family.id).collect();
        if rules.is_empty() {
            continue;
        }
        let _ = writeln!(text, "{} ({} points): {}", family.id, family.points, family.title);
        for rule in rules {
            let _ =
                writeln!(text, "  {:<9} {:<36} {}", rule.metadata.severity.word(), rule.fault(), rule.metadata.title);
        }
        text.push('\n');
    }
    text
}

fn as_json(catalogue: &Catalogue) -> String {
    let rule = |rule: &Rule| {
        json!({
            "id": &*rule.id,
            "family": rule.family.id,
            "title": rule.metadata.title,
            "severity": rule.metadata.severity,
            "confidence": rule.metadata.confidence,
            "security": rule.is_security(),
            "cwe": rule.metadata.cwe,
            "attest": rule.metadata.attest,
            "required": rule.metadata.required,
            "help": rule.metadata.help,
        })
    };
    let rules: Vec<_> = catalogue.rules.iter().map(rule).collect();
    format!("{:#}\n", json!({ "schema_version": 1, "rules": rules }))
}
