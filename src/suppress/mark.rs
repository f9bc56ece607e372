//! Marks: comments that silence a finding on their own line, on the next one, or in the whole file.
//!
//! `plimsoll-ignore RULE: reason`, `plimsoll-ignore-file RULE: reason`, `plimsoll-accept RULE: reason until=2026-12-31`.

use super::SuppressionKind;
use crate::{
    date::Date,
    facts::code::Code,
    model::{File, FileKind, Project},
    source::span::{Range, Span},
};

/// A mark in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// What it says.
    pub kind: MarkKind,
    /// How far it reaches.
    pub scope: Scope,
    /// The rules or families it names.
    pub rules: Vec<String>,
    /// Why; may be empty, and is then at fault.
    pub reason: String,
    /// Until when.
    pub until: Option<Date>,
    /// The comment.
    pub at: Span,
}

/// What a mark says of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkKind {
    /// It is wrong.
    Ignore,
    /// It is right, and accepted.
    Accept,
}

impl From<MarkKind> for SuppressionKind {
    fn from(kind: MarkKind) -> Self {
        match kind {
            MarkKind::Ignore => Self::Ignore,
            MarkKind::Accept => Self::Accept,
        }
    }
}

/// How far a mark reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Its own line, and the next one that is no mark: from 1, inclusive.
    Lines(u32, u32),
    /// The whole file.
    File,
}

const START: &str = "plimsoll-";

/// The marks of a project, in the order of files and places.
#[must_use]
pub fn marks(project: &Project) -> Vec<Mark> {
    let mut all = Vec::new();
    for (id, file) in project.all_files() {
        let found = match (&file.code, &file.text) {
            (Some(code), _) => of_code(code),
            (None, Some(text)) if may_hold_marks(file.kind) => of_text(text),
            _ => Vec::new(),
        };
        let mut mine: Vec<Mark> =
            found.into_iter().filter_map(|(text, range)| parse(&text, range.in_file(id), file)).collect();
        stack(&mut mine);
        all.extend(mine);
    }
    all
}

fn may_hold_marks(kind: FileKind) -> bool {
    // What is written about marks in documents is no mark.
    matches!(
        kind,
        FileKind::Sql
            | FileKind::Toml
            | FileKind::Yaml
            | FileKind::Env
            | FileKind::Html
            | FileKind::Prisma
            | FileKind::FirebaseRules
    )
}

fn of_code(code: &Code) -> Vec<(String, Range)> {
    code.marks.iter().map(|mark| (code.str(mark.text).to_owned(), mark.range)).collect()
}

/// Comments of a line each that begin with a mark.
fn of_text(text: &str) -> Vec<(String, Range)> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        if let Some((before, mark)) = line.split_once(START)
            && let Some(sign) = comment_sign(before)
        {
            let mark = mark.trim_end().trim_end_matches("-->").trim_end_matches("*/").trim_end();
            let at = start + before.len() - sign;
            found.push((format!("{START}{mark}"), Range::new(at, start + before.len() + START.len() + mark.len())));
        }
        start += line.len();
    }
    found
}

/// How many bytes the comment sign at the end of `before` takes, with the space behind it.
fn comment_sign(before: &str) -> Option<usize> {
    let trimmed = before.trim_end();
    let sign = ["<!--", "--", "//", "/*", "#"].into_iter().find(|sign| trimmed.ends_with(sign))?;
    Some(before.len() - trimmed.len() + sign.len())
}

fn parse(text: &str, at: Span, file: &File) -> Option<Mark> {
    let rest = text.trim().strip_prefix(START)?;
    let (word, rest) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
    let line = file.lines.line(at.range.start);
    let end = file.lines.line(at.range.end.max(at.range.start));
    let (kind, scope) = match word.trim_end_matches(':') {
        "ignore" => (MarkKind::Ignore, Scope::Lines(line, end + 1)),
        "accept" => (MarkKind::Accept, Scope::Lines(line, end + 1)),
        "ignore-file" if is_first(at.range, file) => (MarkKind::Ignore, Scope::File),
        // Further down it would silence what nobody sees it next to: it is taken for its own line, and found unused.
        "ignore-file" => (MarkKind::Ignore, Scope::Lines(line, line)),
        _ => return None,
    };
    let (rules, reason) = rest.split_once(':').unwrap_or((rest, ""));
    let rules = rules.split([',', ' ']).filter(|r| !r.is_empty()).map(str::to_owned).collect();
    let (reason, until) = reason_and_date(reason);
    Some(Mark { kind, scope, rules, reason, until, at })
}

/// Takes `until=DATE`, perhaps in brackets, off a reason.
fn reason_and_date(text: &str) -> (String, Option<Date>) {
    let Some((before, after)) = text.split_once("until=") else { return (text.trim().to_owned(), None) };
    let word: String = after.chars().take_while(|c| c.is_ascii_digit() || *c == '-').collect();
    let rest = after.get(word.len()..).unwrap_or("").trim_start_matches(']');
    let reason = format!("{} {}", before.trim_end_matches(['[', ' ']), rest.trim());
    (reason.trim().to_owned(), word.parse().ok())
}

/// Whether nothing but comments stands before it in its file.
fn is_first(at: Range, file: &File) -> bool {
    if let Some(code) = &file.code {
        let statements = code.stmts.iter().map(|s| s.range.start);
        let imports = code.imports.iter().map(|i| i.range.start);
        return statements.chain(imports).all(|start| start > at.start);
    }
    let before = file.text.as_deref().and_then(|text| text.get(..at.start as usize)).unwrap_or("");
    before.lines().all(|line| {
        line.trim().is_empty() || ["--", "#", "//", "/*", "<!--"].iter().any(|s| line.trim().starts_with(s))
    })
}

/// Marks on lines of their own, one below the other, all reach the line below the last of them.
fn stack(marks: &mut [Mark]) {
    for i in (1..marks.len()).rev() {
        let Scope::Lines(first, reach) = marks[i].scope else { continue };
        if let Scope::Lines(start, end) = marks[i - 1].scope
            && end == first
        {
            marks[i - 1].scope = Scope::Lines(start, reach);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{MarkKind, Scope, marks};
    use crate::{
        model::{File, FileKind, Language, Project},
        source::text::LineIndex,
        syntax::parse_and_lower,
    };

    fn project(path: &str, kind: FileKind, text: &str) -> Project {
        let mut file = File::new(path, kind);
        file.lines = LineIndex::new(text);
        match kind {
            FileKind::Code(language) => file.code = Some(parse_and_lower(text, language).code),
            _ => file.text = Some(text.into()),
        }
        Project { files: vec![file], ..Project::default() }
    }

    #[test]
    fn marks_in_code_name_rule_reason_and_date() {
        let text = "f();\n// plimsoll-accept api/x, errors: known risk [until=2026-12-31]\ng();\n";
        let found = marks(&project("a.ts", FileKind::Code(Language::TypeScript), text));
        let [mark] = found.as_slice() else { panic!("{found:?}") };
        assert_eq!((mark.kind, mark.scope), (MarkKind::Accept, Scope::Lines(2, 3)));
        assert_eq!((mark.rules.join(" "), mark.reason.as_str()), ("api/x errors".to_owned(), "known risk"));
        assert_eq!(mark.until.unwrap().to_string(), "2026-12-31");
    }

    #[test]
    fn marks_in_sql_and_stacked_marks() {
        let text = "-- plimsoll-ignore a/b: one\n-- plimsoll-ignore a/c: two\ncreate table t();\nselect 'plimsoll-ignore a/d: text';\n";
        let found = marks(&project("a.sql", FileKind::Sql, text));
        let scopes: Vec<Scope> = found.iter().map(|m| m.scope).collect();
        assert_eq!(scopes, [Scope::Lines(1, 3), Scope::Lines(2, 3)]);
    }

    #[test]
    fn only_the_first_comment_speaks_for_the_file() {
        let kind = FileKind::Code(Language::TypeScript);
        let first = marks(&project("a.ts", kind, "// plimsoll-ignore-file a/b: generated\nimport x from 'x';\n"));
        assert_eq!(first[0].scope, Scope::File);
        let later = marks(&project("a.ts", kind, "f();\n// plimsoll-ignore-file a/b: generated\n"));
        assert_eq!(later[0].scope, Scope::Lines(2, 2));
    }

    #[test]
    fn a_mark_without_reason_is_a_mark() {
        let found = marks(&project("x.toml", FileKind::Toml, "a = 1 # plimsoll-ignore auth/x\n"));
        assert_eq!((found[0].rules.join(" "), found[0].reason.as_str()), ("auth/x".to_owned(), ""));
    }
}
