//! Silencing, over whole audits: what leaves the exit code, what leaves the score, and marks that are at fault themselves.

use std::{fs, path::Path};

use crate::support::catalogue;
use plimsoll::{
    audit::{Audit, Carried, Request, audit},
    config::Config,
    rules::{Confidence, Finding, Selection, Verdict},
    run,
    suppress::{Baseline, SuppressionKind},
};
use tempfile::TempDir;

const CONFIG: &str = "export default {\n  MARK\n  typescript: { ignoreBuildErrors: true },\n};\n";
const RULE: &str = "delivery/build-errors-ignored";

/// An app with one finding, and a comment above it.
fn app(mark: &str) -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("package.json"), "{ \"name\": \"kiosk\" }\n").unwrap();
    fs::write(dir.path().join("next.config.mjs"), CONFIG.replace("MARK", mark)).unwrap();
    dir
}

fn audited(folder: &Path, baseline: Baseline) -> Audit {
    let catalogue = catalogue();
    let request = Request {
        paths: vec![folder.to_owned()],
        selection: Selection { only: vec![RULE.to_owned(), "suppression".to_owned()], skip: Vec::new() },
        min_confidence: Confidence::Low,
        config: Config::find(folder, &catalogue).unwrap(),
        baseline,
        today: "2026-11-02".parse().unwrap(),
        carried: Carried::default(),
        schema_dump: None,
    };
    run::on_workers(Some(1), || audit(&request, &catalogue)).unwrap().unwrap()
}

fn of_rule<'a>(audit: &'a Audit, rule: &str) -> Vec<&'a Finding> {
    audit.findings.iter().filter(|f| *f.rule == *rule).collect()
}

fn kind(audit: &Audit) -> Option<SuppressionKind> {
    of_rule(audit, RULE)[0].suppressed.as_ref().map(|s| s.kind)
}

fn verdict(audit: &Audit, rule: &str) -> Verdict {
    audit.judgements.iter().find(|j| *j.rule == *rule).unwrap().verdict
}

#[test]
fn an_ignored_finding_is_none_and_its_rule_passes() {
    let audit = audited(app(&format!("// plimsoll-ignore {RULE}: generated file")).path(), Baseline::default());
    assert_eq!(kind(&audit), Some(SuppressionKind::Ignore));
    assert_eq!(verdict(&audit, RULE), Verdict::Pass);
    assert_eq!(audit.findings.len(), 1, "{:?}", audit.findings);
}

#[test]
fn an_accepted_finding_stays_a_failure() {
    let mark = format!("// plimsoll-accept {RULE}: until the rewrite until=2026-11-02");
    let audit = audited(app(&mark).path(), Baseline::default());
    assert_eq!(kind(&audit), Some(SuppressionKind::Accept));
    assert_eq!(verdict(&audit, RULE), Verdict::Fail);
    assert!(!of_rule(&audit, RULE)[0].fails_builds());
}

#[test]
fn an_expired_mark_silences_nothing_and_is_reported() {
    let mark = format!("// plimsoll-accept {RULE}: until the rewrite until=2026-11-01");
    let audit = audited(app(&mark).path(), Baseline::default());
    assert_eq!(kind(&audit), None);
    assert_eq!(of_rule(&audit, "suppression/expired").len(), 1);
    assert!(of_rule(&audit, "suppression/unused").is_empty());
}

#[test]
fn marks_without_reason_and_without_use_are_reported() {
    let audit = audited(app(&format!("// plimsoll-ignore {RULE}")).path(), Baseline::default());
    assert_eq!((kind(&audit), of_rule(&audit, "suppression/without-reason").len()), (None, 1));
    let dir = app("");
    fs::write(dir.path().join("other.ts"), format!("// plimsoll-ignore {RULE}: no\nf();\n")).unwrap();
    let audit = audited(dir.path(), Baseline::default());
    assert_eq!(of_rule(&audit, "suppression/unused").len(), 1);
    assert_eq!(verdict(&audit, "suppression/unused"), Verdict::Fail);
}

#[test]
fn entries_of_the_configuration_silence_by_key_and_path() {
    for (entry, silenced) in [
        ("key = 'ignoreBuildErrors'", true),
        ("key = 'another'", false),
        ("path = '*.mjs'", true),
        ("path = 'legacy/'", false),
    ] {
        let dir = app("");
        let config = format!("[[ignore]]\nrule = '{RULE}'\nreason = 'known'\n{entry}\n");
        fs::write(dir.path().join("plimsoll.toml"), config).unwrap();
        let audit = audited(dir.path(), Baseline::default());
        assert_eq!(kind(&audit).is_some(), silenced, "{entry}");
        let unused = of_rule(&audit, "suppression/unused");
        assert_eq!(unused.is_empty(), silenced, "{entry}");
        if let Some(finding) = unused.first() {
            assert_eq!(audit.project.file(finding.at.file).path, "plimsoll.toml");
        }
    }
}

#[test]
fn the_baseline_knows_what_was_there() {
    let dir = app("");
    let first = audited(dir.path(), Baseline::default());
    let baseline = Baseline::of(first.findings.iter());
    fs::write(dir.path().join("plimsoll-baseline.json"), baseline.text()).unwrap();
    assert_eq!(Baseline::read(dir.path()).unwrap(), baseline);
    let again = audited(dir.path(), Baseline::read(dir.path()).unwrap());
    assert_eq!((kind(&again), verdict(&again, RULE)), (Some(SuppressionKind::Baseline), Verdict::Fail));
}
