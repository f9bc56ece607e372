//! `plimsoll inspect WHAT`: what plimsoll knows, for checking it and for other tools.

use std::path::PathBuf;

use clap::Args;
use serde_json::Value;

use super::{CliError, Exit, output};
use crate::{
    report::{inspect, printable},
    run,
    vocab::Vocabulary,
};

/// Options of `plimsoll inspect`.
#[derive(Debug, Args)]
pub(super) struct Options {
    /// Which part of the knowledge.
    what: inspect::What,
    /// The app (default: the current folder).
    path: Option<PathBuf>,
    /// The schema of the live database (`pg_dump --schema-only`): the most trusted source of it.
    #[arg(long, value_name = "FILE")]
    schema_dump: Option<PathBuf>,
    /// How to print it.
    #[arg(long, visible_alias = "output", default_value = "table")]
    format: Format,
}

/// The values of `--format`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// For people.
    Table,
    /// For programs.
    Json,
}

pub(super) fn run(options: &Options) -> Result<Exit, CliError> {
    let vocab = Vocabulary::built_in()?;
    let paths: Vec<PathBuf> = options.path.iter().cloned().collect();
    let knowledge = run::Knowledge { vocab, schema_dump: options.schema_dump.clone(), ..run::Knowledge::default() };
    let project = run::on_workers(None, || run::load_with(&paths, knowledge))??;
    let value = inspect::value(options.what, &project);
    let text = match options.format {
        Format::Json => format!("{:#}\n", inspect::document(options.what, &value)),
        Format::Table if options.what == inspect::What::Access => printable(&inspect::access::matrix(&project)),
        Format::Table => printable(&table(&value)),
    };
    output::print(text.as_bytes())
}

/// A list of objects as a table with their simple fields, other values as indented lines.
fn table(value: &Value) -> String {
    match value {
        Value::Array(rows) if rows.iter().all(Value::is_object) => rows_table(rows),
        Value::Object(fields) => {
            let mut text = String::new();
            for (name, field) in fields {
                match field {
                    Value::Array(rows) if !rows.is_empty() && rows.iter().all(Value::is_object) => {
                        text = format!("{text}{name}\n{}\n", rows_table(rows));
                    }
                    other => text = format!("{text}{name}: {}\n", cell(other)),
                }
            }
            text
        }
        other => format!("{}\n", cell(other)),
    }
}

/// The widest cell that is printed whole.
const WIDEST: usize = 48;

fn rows_table(rows: &[Value]) -> String {
    let Some(Value::Object(first)) = rows.first() else { return "none\n".to_owned() };
    let is_simple = |name: &&String| rows.iter().all(|row| row.get(*name).is_none_or(|v| !v.is_object()));
    let names: Vec<&String> = first.keys().filter(is_simple).collect();
    let mut grid: Vec<Vec<String>> = vec![names.iter().map(|n| (*n).clone()).collect()];
    grid.extend(rows.iter().map(|row| names.iter().map(|name| row.get(*name).map(cell).unwrap_or_default()).collect()));
    let width = |column: usize| {
        grid.iter().filter_map(|r| r.get(column)).map(|c: &String| c.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..names.len()).map(width).collect();
    let mut text = String::new();
    for row in &grid {
        let cells: Vec<String> = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:<width$}")).collect();
        text.push_str(cells.join("  ").trim_end());
        text.push('\n');
    }
    text
}

/// A value in one cell.
fn cell(value: &Value) -> String {
    let text = match value {
        Value::Null => "?".to_owned(),
        Value::Bool(true) => "yes".to_owned(),
        Value::Bool(false) => "no".to_owned(),
        Value::String(text) => text.clone(),
        Value::Array(items) if items.iter().all(|i| !i.is_object()) => {
            items.iter().map(cell).collect::<Vec<_>>().join(",")
        }
        Value::Array(items) => format!("{} items", items.len()),
        other => other.to_string(),
    };
    if text.chars().count() <= WIDEST { text } else { text.chars().take(WIDEST - 1).chain(['…']).collect() }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::table;

    #[test]
    fn rows_line_up_and_long_cells_are_cut() {
        let rows = json!([
            { "file": "a.ts", "line": 3, "ok": true, "deep": { "x": 1 } },
            { "file": "long/".repeat(20), "line": null, "ok": false, "deep": {} },
        ]);
        let text = table(&rows);
        let lines: Vec<&str> = text.lines().collect();
        assert!(lines[0].starts_with("file ") && lines[0].ends_with("line  ok"));
        assert!(lines[1].ends_with("3     yes") && lines[2].contains('…') && !text.contains("deep"));
        assert_eq!(table(&json!([])), "none\n");
    }
}
