//! Notices whatever somebody forgot when adding or changing a rule.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use crate::support::{catalogue, projects, root};
use plimsoll::{
    rules::{FAMILIES, Rule},
    syntax::Patterns,
};

/// The headings of a rule's page, in order.
const HEADINGS: &[&str] = &["Why", "How it is detected", "Bad", "Good", "Fix", "Limits"];
/// The most lines that a rule's file may have: finding the fault is the model's job, the rule only phrases it.
const LONGEST_RULE: usize = 150;

#[test]
fn ids_are_unique_and_spelled_alike() {
    let mut seen = BTreeSet::new();
    for rule in &catalogue().rules {
        assert!(seen.insert(rule.id.clone()), "{} is listed twice", rule.id);
        let (family, fault) = rule.id.split_once('/').unwrap();
        assert_eq!(family, rule.family.id, "{} stands in the table of another family", rule.id);
        let is_kebab =
            fault.split('-').all(|w| !w.is_empty() && w.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit()));
        assert!(is_kebab, "{} is not in kebab-case", rule.id);
    }
}

#[test]
fn metadata_is_complete_and_well_phrased() {
    let catalogue = catalogue();
    for Rule { id, metadata, check, family, .. } in &catalogue.rules {
        for text in [&metadata.title, &metadata.help] {
            assert!(!text.trim().is_empty() && !text.ends_with('.'), "{id}: `{text}` is empty or ends in a stop");
        }
        assert!(!metadata.title.starts_with(char::is_uppercase), "{id}: the title starts in upper case");
        for other in &metadata.groups_under {
            let known = catalogue.rules.iter().any(|r| *r.id == **other) && **other != **id;
            assert!(known, "{id}: groups under `{other}`, which is no other rule");
        }
        let is_security = metadata.security.unwrap_or(family.security);
        assert!(
            !is_security || !metadata.cwe.is_empty(),
            "{id}: a security rule without the numbers of its weaknesses"
        );
        for other in &metadata.after {
            let known = catalogue.rules.iter().any(|r| *r.id == **other) && **other != **id;
            assert!(known, "{id}: comes after `{other}`, which is no other rule");
        }
        let kinds = [check.is_some(), metadata.pattern.is_some(), metadata.after_all].iter().filter(|k| **k).count();
        assert!(kinds == 1 || (kinds == 0 && metadata.attest), "{id}: needs code, a pattern, or `attest = true`");
        assert!(!metadata.required || metadata.attest, "{id}: what is required must be possible to attest");
    }
}

#[test]
fn patterns_fit_every_grammar() {
    Patterns::check(&catalogue().patterns()).unwrap();
}

#[test]
fn pages_have_every_heading() {
    for rule in &catalogue().rules {
        assert!(rule.page.starts_with(&format!("# {}\n", rule.id)), "{}: the page has another first line", rule.id);
        let headings: Vec<&str> = rule.page.lines().filter_map(|l| l.strip_prefix("## ")).collect();
        assert_eq!(headings, HEADINGS, "{}: headings of the page", rule.id);
    }
}

#[test]
fn rules_that_look_have_cases() {
    for rule in catalogue().rules.iter().filter(|r| r.check.is_some() || r.metadata.pattern.is_some()) {
        for kind in ["bad", "good"] {
            // What can only be attested or unknown has no bad line to show.
            let exempt = rule.metadata.attest && kind == "bad";
            assert!(exempt || !projects(rule, kind).is_empty(), "{}: no folder `{kind}` in corpus/rules", rule.id);
        }
    }
}

#[test]
fn nothing_lies_about_unused() {
    let catalogue = catalogue();
    let is_rule = |family: &str, fault: &str| catalogue.rules.iter().any(|r| *r.id == *format!("{family}/{fault}"));
    for family in FAMILIES {
        for file in entries(&root().join("rules").join(family.id)) {
            assert!(is_rule(family.id, &stem(&file)), "{} belongs to no rule", file.display());
        }
        for folder in entries(&root().join("corpus/rules").join(family.id)) {
            assert!(is_rule(family.id, &crate::support::name(&folder)), "{} belongs to no rule", folder.display());
        }
        for file in entries(&root().join("src/rules").join(family.id)) {
            let source = fs::read_to_string(&file).unwrap_or_default();
            if source.contains("fn check(") {
                assert!(is_rule(family.id, &stem(&file).replace('_', "-")), "{} is not in the table", file.display());
                assert!(source.lines().count() <= LONGEST_RULE, "{} is longer than a rule should be", file.display());
            }
        }
    }
}

fn stem(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    fs::read_dir(folder).into_iter().flatten().flatten().map(|e| e.path()).collect()
}

#[test]
fn ticks_in_consoles_belong_to_rules() {
    let catalogue = catalogue();
    for console in plimsoll::vocab::Vocabulary::built_in().unwrap().consoles {
        for tick in &console.ticks {
            assert!(
                catalogue.rules.iter().any(|r| *r.id == *tick.rule),
                "{}: there is no rule {}",
                console.name,
                tick.rule
            );
        }
    }
}
