//! Applying marks, entries and baseline to findings, and reporting those that are at fault themselves.

use super::{Baseline, Mark, Scope, Suppressed, SuppressionKind, mark::marks};
use crate::{
    config::{Config, FILE_NAME, Suppression},
    date::Date,
    model::Project,
    rules::{Finding, Judgement, Outcome, Rule, Sink, Verdict},
    source::span::{FileId, Range, Span},
};

/// What silences.
pub struct Silencing<'a> {
    /// Holds the `[[ignore]]` and `[[accept]]` entries.
    pub config: &'a Config,
    /// What was there before.
    pub baseline: &'a Baseline,
    /// The date that expiry is judged by.
    pub today: Date,
}

/// One silencer: a mark or an entry.
struct Silencer<'a> {
    kind: SuppressionKind,
    rules: Vec<&'a str>,
    reason: &'a str,
    until: Option<Date>,
    /// Where it is written, if that is a file of the project.
    at: Option<Span>,
    words: String,
    reach: Reach<'a>,
    silenced: usize,
}

enum Reach<'a> {
    Mark(&'a Mark),
    Entry(&'a Suppression, Box<ignore::gitignore::Gitignore>),
}

/// Silences findings, makes rules pass all of whose findings are wrong, and asks the rules about marks, which are those of
/// `rules` that look after all others.
pub fn silence(outcome: &mut Outcome, project: &Project, rules: &[&Rule], silencing: &Silencing) {
    let marks = marks(project);
    let mut silencers: Vec<Silencer> = marks.iter().map(Silencer::of_mark).collect();
    let ignored = silencing.config.ignore.iter().map(|entry| (entry, SuppressionKind::Ignore));
    let accepted = silencing.config.accept.iter().map(|entry| (entry, SuppressionKind::Accept));
    let file = project.all_files().find(|(_, f)| f.path == FILE_NAME).map(|(id, _)| id);
    silencers.extend(ignored.chain(accepted).map(|(entry, kind)| Silencer::of_entry(entry, kind, file)));
    for finding in &mut outcome.findings {
        let rule = rules.iter().find(|rule| rule.id == finding.rule).copied();
        finding.suppressed = suppress(finding, rule, project, &mut silencers, silencing.today);
        if finding.suppressed.is_none() && silencing.baseline.has(finding) {
            let reason = "was there when the baseline was written".to_owned();
            finding.suppressed = Some(Suppressed { kind: SuppressionKind::Baseline, reason, until: None });
        }
    }
    let ids: Vec<_> = outcome.judgements.iter().map(|j| j.rule.clone()).collect();
    for (judgement, id) in outcome.judgements.iter_mut().zip(ids) {
        pass_if_all_ignored(judgement, outcome.findings.iter().filter(|f| f.rule == id));
    }
    for rule in rules.iter().filter(|rule| rule.metadata.after_all) {
        let mut sink = Sink::new(rule.id.clone(), rule.metadata.severity, rule.metadata.confidence);
        for silencer in &silencers {
            silencer.judge(rule, rules, silencing.today, &mut sink);
        }
        let verdict = if sink.findings.is_empty() { Verdict::Pass } else { Verdict::Fail };
        for finding in &mut sink.findings {
            finding.help.clone_from(&rule.metadata.help);
        }
        outcome.findings.extend(sink.findings);
        outcome.judgements.push(Judgement { rule: rule.id.clone(), verdict, reason: String::new() });
    }
    outcome.sort();
}

/// The first silencer that fits the finding; all that fit count as used.
fn suppress(
    finding: &Finding,
    rule: Option<&Rule>,
    project: &Project,
    silencers: &mut [Silencer],
    today: Date,
) -> Option<Suppressed> {
    let mut first = None;
    for silencer in silencers.iter_mut().filter(|s| s.holds(today) && s.fits(finding, rule, project)) {
        silencer.silenced += 1;
        first.get_or_insert_with(|| Suppressed {
            kind: silencer.kind,
            reason: silencer.reason.to_owned(),
            until: silencer.until,
        });
    }
    first
}

fn pass_if_all_ignored<'f>(judgement: &mut Judgement, findings: impl Iterator<Item = &'f Finding>) {
    let reasons: Vec<Option<&str>> = findings
        .map(|f| f.suppressed.as_ref().filter(|s| s.kind == SuppressionKind::Ignore).map(|s| s.reason.as_str()))
        .collect();
    if let Some(Some(reason)) = reasons.first()
        && reasons.iter().all(Option::is_some)
    {
        judgement.verdict = Verdict::Pass;
        judgement.reason = format!("{} ignored: {reason}", reasons.len());
    }
}

impl<'a> Silencer<'a> {
    fn of_mark(mark: &'a Mark) -> Self {
        let kind = SuppressionKind::from(mark.kind);
        Self {
            kind,
            rules: mark.rules.iter().map(String::as_str).collect(),
            reason: &mark.reason,
            until: mark.until,
            at: Some(mark.at),
            words: format!("plimsoll-{} {}", kind.word(), mark.rules.join(", ")),
            reach: Reach::Mark(mark),
            silenced: 0,
        }
    }

    fn of_entry(entry: &'a Suppression, kind: SuppressionKind, file: Option<FileId>) -> Self {
        let mut builder = ignore::gitignore::GitignoreBuilder::new("");
        if let Some(path) = &entry.path {
            // A pattern that means nothing fits no path, and the entry is then reported as unused.
            let _ = builder.add_line(None, path);
        }
        let paths = builder.build().unwrap_or_else(|_| ignore::gitignore::Gitignore::empty());
        let rule = entry.rule.get_ref();
        let span = entry.rule.span();
        Self {
            kind,
            rules: vec![rule],
            reason: &entry.reason,
            until: entry.until,
            at: file.map(|file| Range::new(span.start, span.end).in_file(file)),
            words: format!("[[{}]] {rule}", kind.word()),
            reach: Reach::Entry(entry, Box::new(paths)),
            silenced: 0,
        }
    }

    /// Whether it still silences: it has a reason and has not expired.
    fn holds(&self, today: Date) -> bool {
        !self.reason.is_empty() && !self.is_expired(today)
    }

    fn is_expired(&self, today: Date) -> bool {
        self.until.is_some_and(|until| until < today)
    }

    fn names(&self, rule: &Rule) -> bool {
        self.rules.iter().any(|name| rule.is_named(name))
    }

    fn fits(&self, finding: &Finding, rule: Option<&Rule>, project: &Project) -> bool {
        rule.is_some_and(|rule| self.names(rule)) && self.reaches(finding, project)
    }

    fn reaches(&self, finding: &Finding, project: &Project) -> bool {
        let Some(file) = project.files.get(finding.at.file.index()) else { return false };
        match &self.reach {
            Reach::Mark(mark) => {
                let line = file.lines.line(finding.at.range.start);
                mark.at.file == finding.at.file
                    && match mark.scope {
                        Scope::File => true,
                        Scope::Lines(first, last) => (first..=last).contains(&line),
                    }
            }
            Reach::Entry(entry, paths) => {
                let fits_path = || paths.matched_path_or_any_parents(&file.path, false).is_ignore();
                entry.key.as_ref().is_none_or(|key| *key == finding.key) && (entry.path.is_none() || fits_path())
            }
        }
    }

    /// Reports the silencer when it has the fault that `rule` is about.
    fn judge(&self, rule: &Rule, asked: &[&Rule], today: Date, sink: &mut Sink) {
        let Some(at) = self.at else { return };
        let words = &self.words;
        let message = match rule.fault() {
            "without-reason" if self.reason.is_empty() => format!("`{words}` gives no reason, and silences nothing"),
            "expired" if self.is_expired(today) => {
                let until = self.until.map(|u| u.to_string()).unwrap_or_default();
                format!("`{words}` held until {until}, and silences nothing any more")
            }
            // Only when every rule that it names was asked can it be called unused.
            "unused" if self.silenced == 0 && self.holds(today) && self.was_tried(asked) => {
                format!("`{words}` silences nothing: no finding is there")
            }
            _ => return,
        };
        sink.report(at, words.clone(), message);
    }

    /// Whether a rule that it names was asked, or none of the names is one of a rule.
    fn was_tried(&self, asked: &[&Rule]) -> bool {
        asked.iter().any(|rule| self.names(rule)) || !self.rules.iter().any(|name| name.contains('/'))
    }
}
