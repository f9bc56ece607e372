use proptest::prelude::*;

use super::{Counted, Input, best_repairs, score};
use crate::rules::{Confidence, FAMILIES, Severity, Verdict};

fn finding(rule: &str, severity: Severity, confidence: Confidence) -> Counted {
    Counted { rule: rule.into(), severity, confidence }
}

fn input(findings: Vec<Counted>) -> Input {
    Input { findings, ..Input::default() }
}

#[test]
fn nothing_found_is_a_hundred() {
    let score = score(&Input::default());
    assert_eq!((score.value, score.grade, score.ceiling, score.gate), (100, 'A', 100, None));
}

#[test]
fn a_worked_example() {
    // isolation 17 × 60 % × 1.25 (two findings) = 12.75; queries 8 × 12 % × 0.6 = 0.576.
    let found = vec![
        finding("isolation/open-write", Severity::Critical, Confidence::High),
        finding("isolation/open-write", Severity::High, Confidence::High),
        finding("queries/unbounded-read", Severity::Medium, Confidence::Medium),
    ];
    let score = score(&input(found));
    assert_eq!(score.raw.to_string(), "86.7");
    assert_eq!((score.ceiling, score.value, score.grade), (39, 33, 'F'));
    let isolation = &score.categories[0];
    assert_eq!((isolation.lost().to_string().as_str(), isolation.ledger[0].findings), ("12.8", 2));
}

#[test]
fn a_family_loses_no_more_than_it_has() {
    let found = ["a", "b", "c"].map(|f| finding(&format!("cost/{f}"), Severity::Critical, Confidence::Low));
    let many: Vec<Counted> = found.iter().cycle().take(90).cloned().collect();
    let score = score(&input(many));
    assert_eq!(score.raw.to_string(), "92.0");
    assert_eq!(score.ceiling, 100, "a low-confidence critical is no ceiling");
}

#[test]
fn gates_clip_and_say_why() {
    let unattested = Input { unattested: vec!["delivery/restore-untested".into()], ..Input::default() };
    assert_eq!(score(&unattested).value, 89);
    let incomplete = Input { incomplete: Some("2 migrations could not be read".into()), ..unattested };
    let score = score(&incomplete);
    assert_eq!(score.value, 79);
    assert!(score.gate.unwrap().incomplete);
}

#[test]
fn verdicts_are_counted() {
    let verdicts = vec![Verdict::Pass, Verdict::Fail, Verdict::Unknown, Verdict::Unknown];
    let checks = score(&Input { verdicts, ..Input::default() }).checks;
    assert_eq!((checks.passed, checks.failed, checks.unknown, checks.error), (1, 1, 2, 0));
}

#[test]
fn the_best_repair_lifts_the_ceiling_first() {
    let found = vec![
        finding("delivery/no-tests", Severity::Critical, Confidence::High),
        finding("isolation/open-read", Severity::High, Confidence::High),
    ];
    let repairs = best_repairs(&input(found), 3);
    let rules: Vec<&str> = repairs.iter().map(|(rule, _)| &**rule).collect();
    assert_eq!(rules, ["delivery/no-tests", "isolation/open-read"]);
    assert_eq!(repairs[1].1.value, 100);
}

fn findings() -> impl Strategy<Value = Vec<Counted>> {
    let severity =
        prop::sample::select(vec![Severity::Info, Severity::Low, Severity::Medium, Severity::High, Severity::Critical]);
    let confidence = prop::sample::select(vec![Confidence::Low, Confidence::Medium, Confidence::High]);
    let family = prop::sample::select(FAMILIES.iter().map(|f| f.id).collect::<Vec<_>>());
    let one = (family, 0..4u8, severity, confidence);
    prop::collection::vec(one.prop_map(|(f, n, s, c)| finding(&format!("{f}/fault-{n}"), s, c)), 0..60)
}

proptest! {
    #[test]
    fn adding_never_raises_and_removing_never_lowers(all in findings(), at in any::<prop::sample::Index>()) {
        let mut fewer = all.clone();
        if !fewer.is_empty() {
            fewer.remove(at.index(all.len()));
        }
        let (with, without) = (score(&input(all)), score(&input(fewer)));
        prop_assert!(with.value <= without.value);
        prop_assert!(with.raw <= without.raw);
    }

    #[test]
    fn order_does_not_matter(mut all in findings()) {
        let before = score(&input(all.clone()));
        all.reverse();
        prop_assert_eq!(before, score(&input(all)));
    }
}
