//! The report for people: findings worst first, what could not be told, the score with its reasons. It reads well
//! without colour, at 80 columns, and pasted into a chat.

use std::{
    collections::BTreeMap,
    io::{self, Write},
};

use super::{
    Paint, Report, Shown, excerpt,
    group::{Entry, entries},
    printable, redact,
};
use crate::{
    audit::Comparison,
    rules::{Confidence, Judgement, Severity, Verdict},
    score::{self, Score},
    source::gap::GapKind,
    suppress::SuppressionKind,
};

/// Columns.
const WIDTH: usize = 80;
/// Places shown of a rule, unless all are asked for.
const EXCERPTS: usize = 3;
/// Reasons listed of what could not be told.
const UNKNOWNS: usize = 8;
/// Repaired findings listed of a comparison.
const FIXED: usize = 5;
/// A space at which no line ends.
const NO_BREAK: char = '\u{a0}';
/// Repairs named beside the score.
const REPAIRS: usize = 3;

/// What a report of an empty folder says.
pub const NOTHING: &str = "nothing to audit: there is no code, SQL or configuration of an app here";

pub(super) fn write(report: &Report, paint: Paint, out: &mut dyn Write) -> io::Result<()> {
    if report.checks.is_empty() {
        return writeln!(out, "{NOTHING}");
    }
    let page = Page { report, paint };
    page.title(out)?;
    for entry in entries(report) {
        page.entry(&entry, out)?;
    }
    page.low_help(out)?;
    if let Some(comparison) = report.comparison {
        return page.comparison(comparison, out);
    }
    page.ownership(out)?;
    page.unknown(out)?;
    page.silenced(out)?;
    if let Some((input, score)) = &report.scored {
        return page.score(input, score, out);
    }
    let count = report.findings.len();
    let s = if count == 1 { "" } else { "s" };
    writeln!(out, "{count} finding{s}; no score, which needs every rule and every finding")
}

struct Page<'a> {
    report: &'a Report<'a>,
    paint: Paint,
}

impl Page<'_> {
    /// What was audited, in one line.
    fn title(&self, out: &mut dyn Write) -> io::Result<()> {
        let project = self.report.project;
        let Some(app) = project.apps.first() else { return Ok(()) };
        let builder = project.vocab.builders.iter().find(|b| Some(b.id.as_str()) == project.made_by.builder);
        let builder = builder.map(|b| format!("{} export", b.name)).unwrap_or_default();
        let more = match project.apps.len() {
            0 | 1 => String::new(),
            n => format!("{n} apps"),
        };
        let files = format!("{} files", project.files.len());
        let parts = [printable(&app.name), builder, app.frameworks.join(", "), app.data.join(", "), more, files];
        let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        writeln!(out, "{}\n", parts.join(" · "))
    }

    fn entry(&self, entry: &Entry, out: &mut dyn Write) -> io::Result<()> {
        let Some(first) = entry.findings.first() else { return Ok(()) };
        self.headline(entry, first, out)?;
        let most = if self.report.all { usize::MAX } else { EXCERPTS };
        for shown in entry.findings.iter().take(most) {
            self.finding(shown, entry.severity() >= Severity::High, out)?;
        }
        let hidden = entry.findings.len().saturating_sub(most);
        if hidden > 0 {
            writeln!(out, "  {}", self.paint.faint(&format!("and {hidden} more; --all shows them")))?;
        }
        if self.report.all || entry.severity() > Severity::Low {
            let help = paragraph("fix  ", "       ", &first.finding.help);
            writeln!(out, "{}", self.paint.fix(help.trim_end()))?;
        }
        if !entry.also.is_empty() {
            let also = paragraph("also ", "       ", &entry.also.join(", "));
            writeln!(out, "{}", self.paint.faint(also.trim_end()))?;
        }
        writeln!(out)
    }

    fn headline(&self, entry: &Entry, first: &Shown, out: &mut dyn Write) -> io::Result<()> {
        let rule = &*first.finding.rule;
        let title = self.report.rule(rule).map_or(rule, |r| r.metadata.title.as_str());
        let severity = entry.severity();
        let word = severity.word().to_uppercase();
        let word = if entry.confidence() == Confidence::Low { format!("{word} (likely)") } else { word };
        let used = word.chars().count() + 2 + title.chars().count();
        let gap = " ".repeat(WIDTH.saturating_sub(used + rule.len()).max(2));
        let line_is_long = used + 2 + rule.len() > WIDTH;
        let id = self.paint.faint(rule);
        let head = format!("{}  {}", self.paint.severity(severity, &word), self.paint.strong(title));
        if line_is_long { writeln!(out, "{head}\n  {id}") } else { writeln!(out, "{head}{gap}{id}") }
    }

    /// The message, and the place: drawn when it matters, else as a line.
    fn finding(&self, shown: &Shown, drawn: bool, out: &mut dyn Write) -> io::Result<()> {
        write!(out, "{}", paragraph("", "  ", &shown.finding.message))?;
        if !drawn || !self.excerpts(shown, out)? {
            writeln!(out, "    {}", self.paint.faint(&place_list(shown, self.report.all)))?;
        }
        Ok(())
    }

    /// Draws the primary place and the first other one, so that both ends of a joined finding are seen. Says whether there
    /// was a text to draw.
    fn excerpts(&self, shown: &Shown, out: &mut dyn Write) -> io::Result<bool> {
        if shown.place.is_file() {
            return Ok(false);
        }
        let others = shown.finding.related.iter().map(|l| l.message.as_str()).zip(&shown.related);
        let mut places: Vec<(&str, &super::Place)> = vec![("", &shown.place)];
        places
            .extend(others.filter(|(_, p)| (&p.path, p.line) != (&shown.place.path, shown.place.line) && !p.is_file()));
        let most = if self.report.all { usize::MAX } else { 2 };
        for (label, place) in places.iter().take(most) {
            let file = place.at.file;
            let Some(text) = self.report.sources.text(file) else { return Ok(false) };
            let Some(found) = self.report.project.files.get(file.index()) else { return Ok(false) };
            write!(out, "{}", excerpt::draw(place, label, &text, found, self.paint))?;
        }
        if places.len() > most {
            let rest: Vec<String> = places.iter().skip(most).map(|(_, p)| format!("{}:{}", p.path, p.line)).collect();
            writeln!(out, "    {}", self.paint.faint(&counted(&rest, 3)))?;
        }
        Ok(true)
    }

    /// Where the fixes are that the short entries leave out.
    fn low_help(&self, out: &mut dyn Write) -> io::Result<()> {
        let is_low = |s: &&Shown| s.finding.severity <= Severity::Low && s.finding.suppressed.is_none();
        if self.report.all || !self.report.findings.iter().any(|s| is_low(&s)) {
            return Ok(());
        }
        writeln!(
            out,
            "{}\n",
            self.paint.faint("`plimsoll explain RULE` has the fixes of what is low, --all prints them here")
        )
    }

    /// What changed, in place of what holds for the whole: who commits wants to know the former.
    fn comparison(&self, comparison: &Comparison, out: &mut dyn Write) -> io::Result<()> {
        let Comparison { with, introduced, already_there, fixed, score_before, .. } = comparison;
        self.silenced(out)?;
        for gone in fixed.iter().take(if self.report.all { usize::MAX } else { FIXED }) {
            let words = format!("{} ({})", printable(&redact(&gone.message)), gone.rule);
            write!(out, "{}", self.paint.fix(&paragraph("fixed  ", "         ", &words)))?;
        }
        if fixed.len() > FIXED && !self.report.all {
            writeln!(out, "  and {} more fixed; --all shows them", fixed.len() - FIXED)?;
        }
        if !fixed.is_empty() {
            writeln!(out)?;
        }
        let counts = format!("{introduced} introduced · {} fixed · {already_there} already there", fixed.len());
        write!(out, "since {}: {counts}", printable(with))?;
        match (score_before, &self.report.scored) {
            (Some(before), Some((_, now))) => {
                writeln!(out, " · score {} {} → {} {}", before.value, before.grade, now.value, now.grade)
            }
            _ => writeln!(out),
        }
    }

    /// The three questions that every owner should be able to answer with yes.
    fn ownership(&self, out: &mut dyn Write) -> io::Result<()> {
        let answers = self.report.project.ownership();
        let because = |of: &str| {
            let reasons: Vec<&str> =
                answers.evidence.iter().filter(|(o, _, _)| *o == of).map(|(_, b, _)| b.as_str()).collect();
            counted_words(&reasons, 2)
        };
        let questions = [("database", answers.database), ("code", answers.code), ("pipeline", answers.pipeline)];
        for (i, (of, answer)) in questions.into_iter().enumerate() {
            let lead = if i == 0 { "do you control your" } else { "" };
            let lead = format!("{lead:<19}  {of:<8}  {:<7}  ", answer.word());
            write!(out, "{}", paragraph(&lead, &" ".repeat(lead.len() + 2), &because(of)))?;
        }
        writeln!(out)
    }

    /// What could not be told, and what would settle it.
    fn unknown(&self, out: &mut dyn Write) -> io::Result<()> {
        let open = self.report.checks.iter().filter(|c| matches!(c.verdict, Verdict::Unknown | Verdict::Error));
        let asks_people =
            |c: &&Judgement| self.report.rule(&c.rule).is_some_and(|r| r.metadata.attest && r.check.is_none());
        let (people, open): (Vec<_>, Vec<_>) = open.partition(asks_people);
        if open.is_empty() && people.is_empty() && self.report.gaps.is_empty() {
            return Ok(());
        }
        writeln!(out, "{}", self.paint.strong("could not be told"))?;
        let most = if self.report.all { usize::MAX } else { UNKNOWNS };
        for check in open.iter().take(most) {
            write!(out, "{}", paragraph(&format!("{}: ", check.rule), "    ", &redact(&check.reason)))?;
        }
        if open.len() > most {
            writeln!(out, "  and {} more checks; --all shows them", open.len() - most)?;
        }
        if !people.is_empty() {
            let names: Vec<&str> = people.iter().map(|c| &*c.rule).collect();
            let text = format!("{} (`plimsoll explain` says how to attest them in plimsoll.toml)", names.join(", "));
            write!(out, "{}", paragraph("only you can say: ", "    ", &text))?;
        }
        self.gaps(out)?;
        writeln!(out)
    }

    /// How many things of which kind could not be read.
    fn gaps(&self, out: &mut dyn Write) -> io::Result<()> {
        let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
        for gap in &self.report.gaps {
            *kinds.entry(gap_words(gap.kind)).or_default() += 1;
        }
        if kinds.is_empty() {
            return Ok(());
        }
        let kinds: Vec<String> = kinds.iter().map(|(kind, n)| format!("{kind} ({n})")).collect();
        write!(out, "{}", paragraph("not read: ", "    ", &format!("{}; --output json lists them", kinds.join(", "))))
    }

    /// How many findings are not shown because somebody silenced them.
    fn silenced(&self, out: &mut dyn Write) -> io::Result<()> {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for suppressed in self.report.findings.iter().filter_map(|s| s.finding.suppressed.as_ref()) {
            let words = match suppressed.kind {
                SuppressionKind::Ignore => "ignored with a reason",
                SuppressionKind::Accept => "accepted with a reason, still in the score",
                SuppressionKind::Baseline => "in the baseline, still in the score",
            };
            *counts.entry(words).or_default() += 1;
        }
        for (words, count) in &counts {
            writeln!(out, "{count} {words}")?;
        }
        if counts.is_empty() { Ok(()) } else { writeln!(out) }
    }

    fn score(&self, input: &score::Input, score: &Score, out: &mut dyn Write) -> io::Result<()> {
        let mut reason = format!("raw {}", score.raw);
        if !score.ceiling_reason.is_empty() {
            reason = format!("{reason}, ceiling {}: {}", score.ceiling, score.ceiling_reason);
        }
        if let Some(gate) = &score.gate {
            reason = format!("{reason}, at most {}: {}", gate.limit, gate.reason);
        }
        let head = format!("score {} / 100  {}", score.value, score.grade);
        let reason = paragraph("", "  ", &reason);
        write!(out, "{}\n{reason}", self.paint.strong(&head))?;
        let left = |c: &score::Category| {
            let points = score::Points::whole(u32::from(c.points)) - c.lost();
            format!("{}{NO_BREAK}{points}/{}", c.id, c.points)
        };
        let families: Vec<String> = score.categories.iter().filter(|c| c.points > 0).map(left).collect();
        write!(out, "{}", paragraph("", "  ", &families.join("  ")))?;
        let repairs = score::best_repairs(input, REPAIRS);
        if let Some((_, after)) = repairs.last() {
            let names: Vec<&str> = repairs.iter().map(|(rule, _)| &**rule).collect();
            let text = format!("{} → raw {}, score {}", names.join(", "), after.raw, after.value);
            write!(out, "{}", paragraph("repairs that move it most: ", "  ", &text))?;
        }
        let c = score.checks;
        let counts = format!(
            "checks {} passed · {} failed · {} not applicable · {} can't be told · {} attested",
            c.passed, c.failed, c.not_applicable, c.unknown, c.attested
        );
        writeln!(out, "{counts}")
    }
}

/// What a gap is, for people.
fn gap_words(kind: GapKind) -> &'static str {
    match kind {
        GapKind::UnparsedStatement => "SQL statements that do not parse",
        GapKind::FailedStatement => "sets of SQL with statements that fail",
        GapKind::OpaqueSql => "statements built at run time",
        GapKind::UnparsedFile => "files with regions that do not parse",
        GapKind::UnresolvedImport => "imports of files that are not there",
        GapKind::UnresolvedTable => "calls whose table is computed",
        GapKind::UnsupportedLanguage => "files in a language that is not read",
        GapKind::NoHandler => "server functions in which no handler is found",
        GapKind::OtherDialect => "schemas of another database",
        GapKind::RulePanic => "checks that crashed",
        GapKind::TooLarge => "files that are too large",
        GapKind::TooDeep => "places nested too deep",
        GapKind::Deadline => "files that took too long",
        GapKind::Unreadable => "files that cannot be opened",
        GapKind::NotText => "files that are not text",
    }
}

/// The first of the words and how many more there are.
fn counted_words(words: &[&str], most: usize) -> String {
    let mut text = words.iter().take(most).copied().collect::<Vec<_>>().join("; ");
    if words.len() > most {
        text = format!("{text}; and {} more", words.len() - most);
    }
    text
}

/// The primary place and the others of a finding, in one line.
fn place_list(shown: &Shown, all: bool) -> String {
    let places: Vec<String> =
        std::iter::once(&shown.place).chain(&shown.related).map(|p| format!("{}:{}", p.path, p.line)).collect();
    counted(&places, if all { usize::MAX } else { 3 })
}

/// The first of them and how many more there are.
fn counted(items: &[String], most: usize) -> String {
    let mut line = items.iter().take(most).cloned().collect::<Vec<_>>().join("  ");
    if items.len() > most {
        line = format!("{line}  +{}", items.len() - most);
    }
    line
}

/// Words wrapped to the width: `lead` before the first, every line after the first indented by `indent`.
fn paragraph(lead: &str, indent: &str, words: &str) -> String {
    let mut text = String::new();
    let mut line = format!("  {lead}");
    let mut is_fresh = true;
    for word in words.split([' ', '\n', '\t']).filter(|word| !word.is_empty()) {
        if !is_fresh && line.chars().count() + 1 + word.chars().count() > WIDTH {
            text.push_str(&line);
            text.push('\n');
            indent.clone_into(&mut line);
            is_fresh = true;
        }
        if !is_fresh {
            line.push(' ');
        }
        line.push_str(word);
        is_fresh = false;
    }
    text.push_str(line.trim_end());
    text.push('\n');
    text.replace(NO_BREAK, " ")
}

#[cfg(test)]
mod tests {
    use super::{counted, paragraph};

    #[test]
    fn paragraphs_are_wrapped_and_indented() {
        let text = paragraph("fix  ", "       ", &"word ".repeat(30));
        assert!(text.lines().all(|l| l.chars().count() <= 80));
        assert!(text.starts_with("  fix  word") && text.lines().nth(1).unwrap().starts_with("       word"));
    }

    #[test]
    fn lists_are_counted_behind_the_first() {
        let items: Vec<String> = (1..=5).map(|n| format!("f{n}")).collect();
        assert_eq!(counted(&items, 3), "f1  f2  f3  +2");
        assert_eq!(counted(&items[..2], 3), "f1  f2");
    }
}
