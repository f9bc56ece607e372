//! The score as a shields.io endpoint: a small JSON file that a badge is drawn from.

use std::io::{self, Write};

use serde_json::json;

use super::Report;

pub(super) fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let (message, colour) = match &report.scored {
        None => ("no score".to_owned(), "lightgrey"),
        Some((_, score)) => {
            let colour = match score.grade {
                'A' => "brightgreen",
                'B' => "green",
                'C' => "yellow",
                'D' => "orange",
                _ => "red",
            };
            (format!("{} {}", score.value, score.grade), colour)
        }
    };
    let badge = json!({ "schemaVersion": 1, "label": "plimsoll", "message": message, "color": colour });
    writeln!(out, "{badge:#}")
}
