//! The published documents are those of this version: the pages of the rules, made from metadata, pages and cases; the
//! schemas of configuration and report. To make them again: `PLIMSOLL_UPDATE_DOCS=1 cargo test --test suite docs`.

use std::{
    collections::BTreeMap,
    fmt::Write,
    fs,
    path::{Path, PathBuf},
};

use crate::{
    reports,
    support::{cases, catalogue, files, marked_lines, name, projects, root},
};
use plimsoll::{
    config,
    report::{Format, help_uri},
    rules::{FAMILIES, Rule},
};
use serde_json::Value;

/// The longest file of a case that a page shows, in lines.
const LONGEST: usize = 60;
/// Files that a page shows of a case.
const SHOWN: usize = 2;

#[test]
fn the_pages_of_the_rules_are_those_of_the_catalogue() {
    let mut wanted: BTreeMap<PathBuf, String> = BTreeMap::new();
    wanted.insert("README.md".into(), index());
    for rule in &catalogue().rules {
        wanted.insert(format!("{}.md", rule.id).into(), page(rule));
    }
    let folder = root().join("docs/rules");
    if is_update() {
        let _ = fs::remove_dir_all(&folder);
        for (path, text) in &wanted {
            fs::create_dir_all(folder.join(path).parent().unwrap()).unwrap();
            fs::write(folder.join(path), text).unwrap();
        }
    }
    let there: BTreeMap<PathBuf, String> = files(&folder)
        .into_iter()
        .map(|path| (path.strip_prefix(&folder).unwrap().to_owned(), fs::read_to_string(&path).unwrap()))
        .collect();
    let stale: Vec<&PathBuf> = wanted.keys().filter(|path| there.get(*path) != wanted.get(*path)).collect();
    let gone: Vec<&PathBuf> = there.keys().filter(|path| !wanted.contains_key(*path)).collect();
    assert!(stale.is_empty() && gone.is_empty(), "to be made again (see the top of this file): {stale:?} {gone:?}");
    // What SARIF links to.
    for rule in &catalogue().rules {
        let uri = help_uri(rule).unwrap();
        let (_, path) = uri.split_once("/docs/").unwrap_or_else(|| panic!("{uri} is no document of this repository"));
        assert!(root().join("docs").join(path).is_file(), "{uri}");
    }
}

#[test]
fn the_schema_of_the_configuration_is_published() {
    let path = root().join("docs/configuration.schema.json");
    let schema = format!("{:#}\n", config::schema(&catalogue()));
    if is_update() {
        fs::write(&path, &schema).unwrap();
    }
    assert!(fs::read_to_string(&path).unwrap_or_default() == schema, "to be made again (see the top of this file)");
}

#[test]
fn the_json_report_fits_its_published_schema() {
    let schema: Value =
        serde_json::from_str(&fs::read_to_string(root().join("docs/report.schema.json")).unwrap()).unwrap();
    for app in reports::apps() {
        let report: Value = serde_json::from_str(&reports::report(&app, Format::Json, 2)).unwrap();
        let mut faults = Vec::new();
        check(&report, &schema, &schema, "", &mut faults);
        assert!(faults.is_empty(), "{}: {faults:#?}", app.display());
    }
}

#[test]
fn the_check_of_schemas_can_fail() {
    let schema = serde_json::json!({
        "type": "object", "required": ["a"], "additionalProperties": false,
        "properties": { "a": { "type": "integer", "minimum": 0 }, "b": { "enum": ["x"] } },
    });
    for (value, count) in [
        (serde_json::json!({ "a": 1, "b": "x" }), 0),
        (serde_json::json!({ "b": "y", "c": 1 }), 3),
        (serde_json::json!({ "a": -1 }), 1),
        (serde_json::json!(["a"]), 1),
    ] {
        let mut faults = Vec::new();
        check(&value, &schema, &schema, "", &mut faults);
        assert_eq!(faults.len(), count, "{value}: {faults:?}");
    }
}

fn is_update() -> bool {
    std::env::var_os("PLIMSOLL_UPDATE_DOCS").is_some()
}

/// All rules by family.
fn index() -> String {
    let catalogue = catalogue();
    let mut text = "# Rules\n\nMade from the catalogue; see `plimsoll rules` and `plimsoll explain RULE`.\n".to_owned();
    for family in FAMILIES {
        let rules: Vec<&Rule> = catalogue.rules.iter().filter(|rule| rule.family.id == family.id).collect();
        let _ = writeln!(text, "\n## {}\n\n{}; {} points.\n", family.id, family.title, family.points);
        text.push_str("| rule | at most | confidence | what is wrong |\n| --- | --- | --- | --- |\n");
        for rule in rules {
            let metadata = &rule.metadata;
            let _ = writeln!(
                text,
                "| [{}]({}.md) | {} | {} | {} |",
                rule.fault(),
                rule.id,
                metadata.severity.word(),
                metadata.confidence.word(),
                metadata.title
            );
        }
    }
    text
}

/// The page of a rule, with what is known of it and the cases that it is tested on.
fn page(rule: &Rule) -> String {
    let metadata = &rule.metadata;
    let (first, rest) = rule.page.split_once('\n').unwrap_or((&rule.page, ""));
    let mut text = format!("{first}\n\n**{}**\n\n", metadata.title);
    let mut facts = vec![
        format!("at most {}", metadata.severity.word()),
        format!("{} confidence", metadata.confidence.word()),
        format!("effort {}", metadata.effort.letter()),
    ];
    let cwe = |n: &u32| format!("[CWE-{n}](https://cwe.mitre.org/data/definitions/{n}.html)");
    facts.extend(metadata.cwe.iter().map(cwe));
    facts.extend(metadata.attest.then(|| "may be attested".to_owned()));
    let _ = writeln!(text, "{}\n{}\n", facts.join(" · "), rest.trim_end());
    for (prefix, title) in [("bad", "A case that is reported"), ("good", "A case that is not")] {
        let shown = case(rule, prefix);
        if !shown.is_empty() {
            let _ = writeln!(text, "## {title}\n\n{}\n", shown.trim_end());
        }
    }
    let said = fs::read_to_string(cases(rule).join("messages.snap")).unwrap_or_default().replace("\r\n", "\n");
    if let Some((_, said)) = said.trim_start_matches("---\n").split_once("---\n") {
        let _ = writeln!(text, "## What it says\n\n```text\n{}\n```", said.trim());
    }
    text
}

/// The files of a case that matter: those with marks, else the first ones.
fn case(rule: &Rule, prefix: &str) -> String {
    let Some(folder) = projects(rule, prefix).into_iter().next() else { return String::new() };
    let listed = fs::read_to_string(folder.with_extension("expect")).unwrap_or_default();
    let mut all: Vec<(bool, PathBuf, String)> = files(&folder)
        .into_iter()
        .filter_map(|path| Some((path.clone(), fs::read_to_string(path).ok()?)))
        .filter(|(_, text)| text.lines().count() <= LONGEST)
        .map(|(path, text)| {
            let relative = relative(&path, &folder);
            let is_marked = !marked_lines(&text, "expect:", &rule.id).is_empty() || listed.contains(&relative);
            (!is_marked, path, text)
        })
        .collect();
    all.retain(|(_, path, _)| prefix == "bad" || name(path) != "package.json");
    all.sort();
    let has_marks = all.iter().any(|(unmarked, ..)| !unmarked);
    let mut text = String::new();
    for (unmarked, path, content) in all.iter().take(SHOWN) {
        if *unmarked && has_marks {
            continue;
        }
        let language = path.extension().unwrap_or_default().to_string_lossy();
        let fence = "`".repeat(3.max(1 + longest_run(content)));
        let _ = writeln!(text, "`{}`\n\n{fence}{language}\n{}\n{fence}\n", relative(path, &folder), content.trim_end());
    }
    text
}

fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}

fn relative(path: &Path, folder: &Path) -> String {
    path.strip_prefix(folder).unwrap().to_string_lossy().replace('\\', "/")
}

/// The words of JSON Schema that the published schema uses, and no others.
fn check(value: &Value, schema: &Value, whole: &Value, at: &str, faults: &mut Vec<String>) {
    for (word, wanted) in schema.as_object().unwrap() {
        match word.as_str() {
            "$schema" | "$defs" | "title" | "description" => {}
            "$ref" => {
                let pointer = wanted.as_str().unwrap().trim_start_matches('#');
                check(value, whole.pointer(pointer).unwrap(), whole, at, faults);
            }
            "type" => {
                let types = wanted.as_array().map_or_else(|| vec![wanted], |all| all.iter().collect());
                if !types.iter().any(|name| is_of_type(value, name.as_str().unwrap())) {
                    faults.push(format!("{at} is no {wanted}: {value}"));
                }
            }
            "const" if value != wanted => faults.push(format!("{at} is not {wanted}")),
            "enum" if !wanted.as_array().unwrap().contains(value) => {
                faults.push(format!("{at} is none of {wanted}: {value}"))
            }
            "minimum" if value.as_f64().is_some_and(|v| v < wanted.as_f64().unwrap()) => {
                faults.push(format!("{at} is too small"))
            }
            "const" | "enum" | "minimum" => {}
            "items" => {
                for (number, item) in value.as_array().into_iter().flatten().enumerate() {
                    check(item, wanted, whole, &format!("{at}/{number}"), faults);
                }
            }
            "required" => {
                let Some(fields) = value.as_object() else { continue };
                let missing =
                    wanted.as_array().unwrap().iter().filter(|name| !fields.contains_key(name.as_str().unwrap()));
                faults.extend(missing.map(|name| format!("{at} has no {name}")));
            }
            "properties" => {
                for (name, field) in value.as_object().into_iter().flatten() {
                    match wanted.get(name) {
                        Some(schema) => check(field, schema, whole, &format!("{at}/{name}"), faults),
                        None => faults.push(format!("{at}/{name} is not in the schema")),
                    }
                }
            }
            "additionalProperties" => assert_eq!(*wanted, Value::Bool(false)),
            other => panic!("this check does not know `{other}`"),
        }
    }
}

fn is_of_type(value: &Value, name: &str) -> bool {
    match name {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "null" => value.is_null(),
        other => panic!("no type `{other}`"),
    }
}
