//! Reading TypeScript, TSX and JavaScript: the parsers, and the lowering of their trees to [`Code`].
//!
//! The only place that knows tree-sitter. Nothing here knows a framework or a product.

mod grammar;
mod intern;
mod lower;
mod mend;
mod parse;
mod pattern;
mod scope;
#[cfg(test)]
mod tests;
mod text;

use std::sync::Arc;

use tree_sitter::Parser;

pub use self::pattern::{PatternError, PatternMatch, PatternSource, Patterns};
use self::{grammar::Grammar, lower::Room, parse::Parsed};
use crate::{
    facts::code::Code,
    model::Language,
    source::{gap::GapKind, span::Range},
};

/// What a file says, and what of it could not be read.
#[derive(Debug)]
pub struct Lowered {
    /// The condensed tree; it has the module function even when nothing could be read.
    pub code: Code,
    /// What became unknown, in source order.
    pub problems: Vec<Problem>,
    /// Places that fit a declarative rule, in source order.
    pub matches: Vec<PatternMatch>,
}

/// A part of a file that could not be read; the caller, who knows the file, makes it a gap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What kind of gap it is.
    pub kind: GapKind,
    /// The region, or the first of them.
    pub range: Range,
    /// What happened, in words for a person.
    pub detail: String,
}

/// Parsers and grammar tables of all languages. Costs about a millisecond to make: each worker thread keeps one.
pub struct Parsers {
    typescript: Loaded,
    tsx: Loaded,
    javascript: Loaded,
    patterns: Arc<Patterns>,
    room: Room,
}

struct Loaded {
    parser: Parser,
    grammar: Grammar,
}

impl Loaded {
    fn new(language: &tree_sitter::Language) -> Self {
        let mut parser = Parser::new();
        // A parser without a language parses nothing; every file is then reported as not readable.
        let _ = parser.set_language(language);
        Self { parser, grammar: Grammar::new(language) }
    }
}

impl Default for Parsers {
    fn default() -> Self {
        Self::new()
    }
}

impl Parsers {
    /// Loads the three grammars.
    #[must_use]
    pub fn new() -> Self {
        Self::with(Arc::default())
    }

    /// Loads the three grammars; files are also searched for `patterns`.
    #[must_use]
    pub fn with(patterns: Arc<Patterns>) -> Self {
        Self {
            typescript: Loaded::new(&tree_sitter_typescript::LANGUAGE_TYPESCRIPT.into()),
            tsx: Loaded::new(&tree_sitter_typescript::LANGUAGE_TSX.into()),
            javascript: Loaded::new(&tree_sitter_javascript::LANGUAGE.into()),
            patterns,
            room: Room::default(),
        }
    }

    /// Parses and lowers one file. Never fails: what cannot be read is unknown and listed as a problem.
    pub fn lower(&mut self, text: &str, language: Language) -> Lowered {
        let Loaded { parser, grammar } = match language {
            Language::TypeScript => &mut self.typescript,
            Language::Tsx => &mut self.tsx,
            Language::JavaScript => &mut self.javascript,
        };
        let Some(Parsed { tree, errors }) = parse::parse(parser, grammar, text) else { return unread(text) };
        let mut problems = lower::lower(text, &tree, grammar, &mut self.room);
        let matches = self.patterns.find(text, &tree, language);
        // What is kept is copied, in its own size, into the room that the tree gives back.
        drop(tree);
        let mut code = self.room.code.clone();
        if let Some(&first) = errors.first() {
            let count = errors.len();
            let detail =
                if count == 1 { "a region does not parse".to_owned() } else { format!("{count} regions do not parse") };
            problems.insert(0, Problem { kind: GapKind::UnparsedFile, range: first, detail });
        }
        code.unparsed.extend(errors);
        code.unparsed.sort_unstable();
        Lowered { code, problems, matches }
    }
}

/// A file whose parse used up its budget.
fn unread(text: &str) -> Lowered {
    let range = Range::new(0, text.len());
    let mut code = Code::empty(range);
    code.unparsed.push(range);
    let detail = "parsing took more steps than any file of this size should need".to_owned();
    Lowered { code, problems: vec![Problem { kind: GapKind::Deadline, range, detail }], matches: Vec::new() }
}

/// Parses and lowers one file with parsers of its own; many files share a [`Parsers`] instead.
#[must_use]
pub fn parse_and_lower(text: &str, language: Language) -> Lowered {
    Parsers::new().lower(text, language)
}
