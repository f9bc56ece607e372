//! Dockerfiles, as their instructions.

use crate::source::span::Range;

/// `RUN npm ci`: one instruction with its continued lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Instruction {
    /// In upper case: `FROM`, `RUN`, `HEALTHCHECK`.
    pub name: String,
    /// The rest, continued lines joined by spaces.
    pub arguments: String,
    /// Its bytes.
    pub range: Range,
}

/// The instructions of a Dockerfile.
#[must_use]
pub fn parse(text: &str) -> Vec<Instruction> {
    let mut found = Vec::new();
    let mut open: Option<(usize, String)> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim();
        let start = at;
        at += line.len();
        if trimmed.starts_with('#') || trimmed.is_empty() {
            continue;
        }
        let (first, mut words) = open.take().unwrap_or((start, String::new()));
        let piece = trimmed.strip_suffix('\\');
        words.push_str(piece.unwrap_or(trimmed).trim_end());
        if piece.is_some() {
            words.push(' ');
            open = Some((first, words));
        } else {
            found.push(instruction(&words, first, start + line.trim_end().len()));
        }
    }
    found.extend(open.map(|(first, words)| instruction(&words, first, text.len())));
    found
}

fn instruction(words: &str, start: usize, end: usize) -> Instruction {
    let (name, arguments) = words.split_once(char::is_whitespace).unwrap_or((words, ""));
    Instruction {
        name: name.to_ascii_uppercase(),
        arguments: arguments.trim().to_owned(),
        range: Range::new(start, end),
    }
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn continued_lines_are_one_instruction() {
        let found = parse("# base\nfrom node:20 AS build\nRUN npm ci && \\\n  # why\n  npm run build\nCMD [\"node\"]");
        let pairs: Vec<_> = found.iter().map(|i| (i.name.as_str(), i.arguments.as_str())).collect();
        let want = [("FROM", "node:20 AS build"), ("RUN", "npm ci && npm run build"), ("CMD", "[\"node\"]")];
        assert_eq!(pairs, want);
    }
}
