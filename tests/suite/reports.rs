//! What every report promises, held against whole apps: the same bytes whatever the number of threads and the place, valid
//! SARIF, findings that can be found again.

use std::{collections::BTreeSet, fs, path::Path};

use crate::support::{catalogue, root};
use clap::ValueEnum;
use plimsoll::{
    audit::{Carried, Request, audit},
    config::Config,
    report::{Format, Paint, ProjectSources},
    rules::{Confidence, Selection},
    run,
    suppress::Baseline,
};
use serde_json::Value;

/// A report on a folder.
pub(crate) fn report(folder: &Path, format: Format, threads: usize) -> String {
    reports(folder, &[format], threads).remove(0)
}

/// One audit of a folder in several formats.
pub(crate) fn reports(folder: &Path, formats: &[Format], threads: usize) -> Vec<String> {
    let catalogue = catalogue();
    let request = Request {
        paths: vec![folder.to_owned()],
        selection: Selection::default(),
        min_confidence: Confidence::Low,
        config: Config::default(),
        baseline: Baseline::default(),
        today: "2026-11-02".parse().unwrap(),
        carried: Carried::default(),
        schema_dump: None,
    };
    let audit = run::on_workers(Some(threads), || audit(&request, &catalogue)).unwrap().unwrap();
    let sources = ProjectSources::new(&audit.project);
    let report = audit.report(&catalogue, &sources, false);
    let write = |format: &Format| {
        let mut out = Vec::new();
        report.write(*format, Paint::PLAIN, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    };
    formats.iter().map(write).collect()
}

pub(crate) fn apps() -> Vec<std::path::PathBuf> {
    let mut apps: Vec<_> = fs::read_dir(root().join("corpus/apps")).unwrap().map(|e| e.unwrap().path()).collect();
    apps.retain(|path| path.is_dir());
    apps.sort();
    apps
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).unwrap();
        }
    }
}

#[test]
fn threads_and_place_change_nothing() {
    // SARIF, GitHub and GitLab paths start at the git root, which differs.
    let depends = [Format::Sarif, Format::Github, Format::Gitlab];
    let formats: Vec<Format> = Format::value_variants().iter().copied().filter(|f| !depends.contains(f)).collect();
    for app in apps() {
        let elsewhere = tempfile::tempdir().unwrap();
        copy(&app, &elsewhere.path().join("an app"));
        let once = reports(&app, &formats, 1);
        assert_eq!(once, reports(&elsewhere.path().join("an app"), &formats, 2), "{}", app.display());
        assert!(once.iter().all(|r| !r.contains(env!("CARGO_MANIFEST_DIR"))), "an absolute path in {}", app.display());
    }
}

#[test]
fn json_is_whole() {
    for app in apps() {
        let json: Value = serde_json::from_str(&report(&app, Format::Json, 2)).unwrap();
        for field in ["schema_version", "tool", "project", "score", "findings", "checks", "gaps", "stats"] {
            assert!(json.get(field).is_some_and(|v| !v.is_null()), "{}: no {field}", app.display());
        }
        let failed: BTreeSet<&str> =
            json["findings"].as_array().unwrap().iter().map(|f| f["rule"].as_str().unwrap()).collect();
        for check in json["checks"].as_array().unwrap() {
            let fails = check["verdict"] == "fail";
            assert_eq!(fails, failed.contains(check["rule"].as_str().unwrap()), "{}: {check}", app.display());
        }
        for finding in json["findings"].as_array().unwrap() {
            for field in ["message", "key", "path", "help", "fingerprint"] {
                assert!(
                    finding[field].as_str().is_some_and(|v| !v.is_empty()),
                    "{}: {field} of {finding}",
                    app.display()
                );
            }
        }
    }
}

#[test]
fn sarif_is_what_github_accepts() {
    for app in apps() {
        let json: Value = serde_json::from_str(&report(&app, Format::Sarif, 2)).unwrap();
        assert_eq!(json["version"], "2.1.0");
        let runs = json["runs"].as_array().unwrap();
        assert_eq!(runs.len(), 1, "exactly one run");
        let rules = runs[0]["tool"]["driver"]["rules"].as_array().unwrap();
        for rule in rules {
            let text = |pointer: &str| rule.pointer(pointer).and_then(Value::as_str).unwrap_or_default();
            for pointer in
                ["/shortDescription/text", "/fullDescription/text", "/help/text", "/help/markdown", "/helpUri"]
            {
                assert!(!text(pointer).is_empty(), "{rule} has no {pointer}");
            }
            assert!(text("/fullDescription/text").chars().count() <= 1_024);
            assert!(rule["properties"]["tags"].as_array().unwrap().len() <= 10);
            let is_security = rule["properties"]["security-severity"].is_string();
            assert_ne!(is_security, rule["properties"]["problem.severity"].is_string());
        }
        let mut identities = BTreeSet::new();
        for result in runs[0]["results"].as_array().unwrap() {
            let place = &result["locations"][0]["physicalLocation"];
            let uri = place["artifactLocation"]["uri"].as_str().unwrap();
            assert!(uri.starts_with("corpus/apps/") && !uri.contains([' ', '[', '\\']), "{uri}");
            assert!(place["region"]["startLine"].as_u64().unwrap() >= 1);
            let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
            assert_eq!(rules[index]["id"], result["ruleId"]);
            let hash = result["partialFingerprints"]["primaryLocationLineHash"].as_str().unwrap();
            assert!(identities.insert((result["ruleId"].to_string(), uri, hash)), "{uri}: {hash} twice");
        }
    }
}

#[test]
fn identities_survive_new_lines_and_indents() {
    let app = tempfile::tempdir().unwrap();
    copy(&root().join("corpus/apps/lovable-petly"), app.path());
    let identities = |folder: &Path| -> BTreeSet<String> {
        let json: Value = serde_json::from_str(&report(folder, Format::Json, 2)).unwrap();
        let findings = json["findings"].as_array().unwrap().iter();
        findings.map(|f| format!("{} {} {}", f["rule"], f["path"], f["fingerprint"])).collect()
    };
    let before = identities(app.path());
    let page = app.path().join("src/pages/Dashboard.tsx");
    let text = fs::read_to_string(&page).unwrap();
    fs::write(&page, format!("// A new line.\n\n{text}")).unwrap();
    assert_eq!(before, identities(app.path()));
    for path in crate::support::files(&app.path().join("supabase")).into_iter().chain([page]) {
        let Ok(text) = fs::read_to_string(&path) else { continue };
        let indented: String = text.lines().map(|line| format!("\t  {line}\n")).collect();
        fs::write(&path, format!("\n\n{indented}")).unwrap();
    }
    assert_eq!(before, identities(app.path()));
}

#[test]
fn paths_begin_at_the_root_of_the_repository_and_identities_do_not_depend_on_it() {
    let repository = tempfile::tempdir().unwrap();
    fs::create_dir(repository.path().join(".git")).unwrap();
    let app = repository.path().join("apps/my petly");
    copy(&root().join("corpus/apps/lovable-petly"), &app);
    let sarif: Value = serde_json::from_str(&report(&app, Format::Sarif, 2)).unwrap();
    for result in sarif["runs"][0]["results"].as_array().unwrap() {
        let uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].as_str().unwrap();
        assert!(uri.starts_with("apps/my%20petly/"), "{uri}");
    }
    let gitlab: Value = serde_json::from_str(&report(&app, Format::Gitlab, 2)).unwrap();
    assert!(
        gitlab
            .as_array()
            .unwrap()
            .iter()
            .all(|i| i["location"]["path"].as_str().unwrap().starts_with("apps/my petly/"))
    );
    let github = report(&app, Format::Github, 2);
    assert!(github.lines().filter(|l| l.contains("file=")).all(|l| l.contains("file=apps/my petly/")), "{github}");
}

#[test]
fn secrets_and_markup_reach_no_report() {
    let app = tempfile::tempdir().unwrap();
    // Put together here, so that no scanner takes this file for a leak.
    let secret = format!("sk_{}_{}", "live", "51HqLyjWDarjtT1zdp7dcXyz");
    let page = format!(
        "const key = '{secret}';\nawait fetch('https://api.stripe.com', {{ headers: {{ a: '{secret}' }} }}).catch(() => {{}});\n"
    );
    fs::write(
        app.path().join("package.json"),
        "{ \"name\": \"<script>x</script>\", \"dependencies\": { \"react\": \"18\" } }",
    )
    .unwrap();
    fs::create_dir(app.path().join("src")).unwrap();
    fs::write(app.path().join("src/<img src=x>.tsx"), &page).unwrap();
    fs::write(app.path().join(".env"), format!("STRIPE_SECRET_KEY={secret}\n")).unwrap();
    for (format, report) in Format::value_variants().iter().zip(reports(app.path(), Format::value_variants(), 1)) {
        assert!(!report.contains(&secret[12..]), "{format:?} shows a secret:\n{report}");
    }
    let html = report(app.path(), Format::Html, 1);
    assert!(!html.contains("<script") && !html.contains("<img"), "{html}");
    let junit = report(app.path(), Format::Junit, 1);
    assert!(!junit.contains("<img"), "{junit}");
}

/// An app whose names and lines try to leave the place that they are shown in.
fn hostile_app() -> tempfile::TempDir {
    let app = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| {
        let path = app.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    let name = r#"\"</title><script>alert(1)</script>"#;
    write(
        "package.json",
        &format!("{{ \"name\": \"{name}\", \"dependencies\": {{ \"@supabase/supabase-js\": \"2\" }} }}"),
    );
    write(
        "supabase/migrations/20250101000000_a.sql",
        "create table public.\"</td><script>alert(2)</script>`\" (id uuid primary key, role text);\n",
    );
    write(
        "src/`</code><img src=x onerror=alert(3)>.ts",
        "import { createClient } from '@supabase/supabase-js';\nconst db = createClient('https://x.supabase.co', 'k');\n\
         export async function f() { await db.from('</pre><script>alert(4)</script>').insert({ a: '</mark><svg onload=alert(5)>' }); }\n",
    );
    app
}

#[test]
fn hostile_names_and_lines_stay_text() {
    let app = hostile_app();
    let html = report(app.path(), Format::Html, 1);
    assert!(html.contains("alert(4)") && html.contains("onerror=alert(3)"), "the app is not shown at all:\n{html}");
    // Every tag of the page is one of ours, with attributes of ours.
    let known = [
        "!doctype", "html", "head", "meta", "title", "style", "body", "header", "p", "svg", "circle", "path", "span",
        "h1", "h2", "h3", "h4", "div", "small", "rect", "dl", "dt", "dd", "nav", "ul", "li", "a", "main", "section",
        "article", "code", "pre", "mark", "b", "details", "summary", "table", "thead", "tbody", "tr", "th", "td",
        "footer",
    ];
    for tag in html.split('<').skip(1) {
        let inside = tag.split('>').next().unwrap();
        let name = inside.trim_start_matches('/').split_whitespace().next().unwrap_or("");
        assert!(known.contains(&name), "<{inside}>");
        assert!(
            !inside.contains("onerror") && !inside.contains("onload") && !inside.contains("javascript:"),
            "<{inside}>"
        );
    }
    assert!(html.contains("default-src 'none'") && !html.contains("unsafe-inline"));
    assert!(html.split("href=\"").skip(1).all(|link| link.starts_with('#')), "a link leads out of the page");
    for format in [Format::Markdown, Format::Plan, Format::Checklist] {
        let text = report(app.path(), format, 1);
        // Our own markup in these is `<details>` and `<summary>` only; the rest is escaped, or stands between backticks.
        for line in text.lines() {
            let outside: String = line.split('`').step_by(2).collect();
            assert!(!outside.replace("\\<", "").contains("<script") && !outside.contains("<img"), "{format:?}: {line}");
        }
    }
}

#[test]
fn nothing_to_audit_is_still_a_valid_report() {
    let empty = tempfile::tempdir().unwrap();
    let json: Value = serde_json::from_str(&report(empty.path(), Format::Json, 1)).unwrap();
    assert_eq!(json["findings"], Value::Array(Vec::new()));
    let sarif: Value = serde_json::from_str(&report(empty.path(), Format::Sarif, 1)).unwrap();
    assert_eq!(sarif["runs"][0]["results"], Value::Array(Vec::new()));
}
