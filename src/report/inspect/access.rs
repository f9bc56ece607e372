//! `inspect access`: who can reach which rows, as JSON and as a matrix for people.

use std::fmt::Write as _;

use serde_json::{Map, Value as Json, json};

use crate::{
    model::{
        Project,
        access::{Access, Caller, Cause, Cell, TableAccess, Verdict},
        schema::{Name, Switch},
    },
    source::span::Span,
};

/// The access of each set of SQL; of a single set, without the list around it.
#[must_use]
pub fn access(project: &Project) -> Json {
    let mut sets: Vec<Json> = project
        .databases
        .iter()
        .zip(&project.access)
        .map(|(database, access)| json!({ "source": database.source, "tables": tables(project, access) }))
        .collect();
    match sets.len() {
        0 => json!({ "source": null, "tables": [] }),
        1 => sets.swap_remove(0),
        _ => Json::Array(sets),
    }
}

fn tables(project: &Project, access: &Access) -> Vec<Json> {
    access.tables.iter().map(|(name, table)| entry(project, name, table)).collect()
}

fn entry(project: &Project, name: &Name, table: &TableAccess) -> Json {
    let mut object = Map::new();
    object.insert("schema".to_owned(), json!(name.schema));
    object.insert("table".to_owned(), json!(name.name));
    object.insert("rls".to_owned(), json!(switch_word(table.row_security)));
    let mut evidence = Vec::new();
    for caller in Caller::ALL {
        let words = table.of_caller(caller).map(|(command, cell)| (command.as_str().to_owned(), json!(cell.verdict)));
        object.insert(caller.role().to_owned(), Json::Object(words.collect()));
        for (command, cell) in table.of_caller(caller) {
            evidence.push(cell_evidence(project, caller, command.as_str(), cell));
        }
    }
    object.insert("sensitive".to_owned(), json!(table.sensitive.columns()));
    object.insert("tenant_column".to_owned(), json!(table.sensitive.tenant));
    object.insert("evidence".to_owned(), Json::Array(evidence));
    Json::Object(object)
}

fn cell_evidence(project: &Project, caller: Caller, command: &str, cell: &Cell) -> Json {
    let (path, line) = place(project, cell.at);
    let mut evidence = json!({
        "role": caller.role(),
        "command": command,
        "verdict": cell.verdict,
        "because": cell.because,
        "path": path,
        "line": line,
        "effective": cell.effective,
    });
    if cell.row_filtered {
        evidence["row_filtered"] = json!(true);
    }
    if let Some(reach) = cell.policies.iter().find(|reach| reach.verdict == cell.verdict) {
        evidence["policy"] = json!(reach.policy);
    }
    if let Some(cause) = &cell.cause {
        evidence["cause"] = json!(match cause {
            Cause::Grant => "grant",
            Cause::Policy => "policy",
            Cause::Recursion(_) => "recursion",
            Cause::NoRight(_) => "no-right",
        });
    }
    evidence
}

fn place(project: &Project, at: Option<Span>) -> (Option<&str>, Option<u32>) {
    let Some(at) = at else { return (None, None) };
    let file = project.file(at.file);
    (Some(&file.path), Some(file.lines.line(at.range.start)))
}

fn switch_word(switch: Switch) -> &'static str {
    match switch {
        Switch::On => "on",
        Switch::Off => "off",
        Switch::Unknown => "unknown",
    }
}

/// The matrix: a line for each table, a word for each caller and command.
#[must_use]
pub fn matrix(project: &Project) -> String {
    let mut text = String::new();
    for (database, access) in project.databases.iter().zip(&project.access) {
        let width = access.tables.keys().map(|name| name.to_string().chars().count()).max().unwrap_or(0).max(5);
        let _ = writeln!(text, "{}", database.source);
        let commands = "select  insert  update  delete";
        let _ = writeln!(text, "{:width$}  rls  anon: {commands}  authenticated: {commands}", "table");
        for (name, table) in &access.tables {
            let anon = words(table, Caller::Anonymous).join("  ");
            let account = words(table, Caller::Account).join("  ");
            let rls = switch_word(table.row_security);
            let rls = if rls == "unknown" { "?" } else { rls };
            let name = name.to_string();
            let _ = writeln!(text, "{name:width$}  {rls:3}        {anon}                 {account}");
        }
        text.push_str("\nopen*: only rows that meet a condition of their own\n");
    }
    text
}

fn words(table: &TableAccess, caller: Caller) -> Vec<String> {
    let word = |cell: &Cell| match cell.verdict {
        Verdict::Denied => "-".to_owned(),
        Verdict::Unknown => "?".to_owned(),
        Verdict::Open if cell.row_filtered => "open*".to_owned(),
        verdict => verdict.as_str().to_owned(),
    };
    table.of_caller(caller).map(|(_, cell)| format!("{:6}", word(cell))).collect()
}
