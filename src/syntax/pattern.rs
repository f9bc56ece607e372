//! Declarative rules over the syntax tree: queries of all rules, merged into one for each grammar, which is compiled only
//! when a file holds one of the words that the queries name.

use std::sync::OnceLock;

use aho_corasick::AhoCorasick;
use serde::{Deserialize, Serialize};
use tree_sitter::{Query, QueryCursor, QueryMatch, StreamingIterator, Tree};

use crate::{model::Language, source::span::Range};

/// At most so many unfinished matches at a time, so that a query cannot blow up on a strange file.
const MATCH_LIMIT: u32 = 4_096;
/// The capture that is the place of a match.
const PLACE: &str = "at";

/// The patterns of a run.
#[derive(Default)]
pub struct Patterns {
    sources: Vec<PatternSource>,
    /// Finds the words of all patterns at once; `None` when there is no pattern.
    words: Option<AhoCorasick>,
    /// By language; `None` when a query does not fit the grammar, which [`Patterns::new`] rules out for TSX.
    compiled: [OnceLock<Option<Query>>; 3],
}

/// One pattern.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PatternSource {
    /// The rule that it belongs to.
    pub rule: String,
    /// A tree-sitter query; one of its captures may be called `@at`.
    pub query: String,
    /// Files without any of these words are not looked at.
    pub literals: Vec<String>,
}

/// A place that fits a pattern.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PatternMatch {
    /// The rule that the pattern belongs to.
    pub rule: String,
    /// The capture `@at`, else the first one.
    pub range: Range,
    /// The captures by name, with their texts cut to a sane length.
    pub captures: Vec<(String, String)>,
}

/// A query that cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("the query of rule `{rule}` does not fit the grammar: {reason}")]
pub struct PatternError {
    /// Which rule.
    pub rule: String,
    /// What the compiler says.
    pub reason: String,
}

/// The longest capture that is kept, in characters.
const LONGEST_CAPTURE: usize = 80;

impl Patterns {
    /// Takes patterns whose queries are known to fit.
    #[must_use]
    pub fn new(sources: Vec<PatternSource>) -> Self {
        let words = sources.iter().flat_map(|s| &s.literals).filter(|w| !w.is_empty());
        let words = AhoCorasick::new(words).ok().filter(|_| !sources.is_empty());
        Self { sources, words, compiled: Default::default() }
    }

    /// Compiles each query on its own, for those that come from outside.
    ///
    /// # Errors
    /// Names the first rule whose query does not fit a grammar.
    pub fn check(sources: &[PatternSource]) -> Result<(), PatternError> {
        for source in sources {
            for language in [Language::TypeScript, Language::Tsx, Language::JavaScript] {
                Query::new(&grammar(language), &source.query)
                    .map_err(|e| PatternError { rule: source.rule.clone(), reason: e.to_string() })?;
            }
        }
        Ok(())
    }

    /// The places of a file that fit a pattern, in source order.
    pub(super) fn find(&self, text: &str, tree: &Tree, language: Language) -> Vec<PatternMatch> {
        if !self.words.as_ref().is_some_and(|words| words.is_match(text)) {
            return Vec::new();
        }
        let Some(query) = self.compiled(language) else { return Vec::new() };
        let mut cursor = QueryCursor::new();
        cursor.set_match_limit(MATCH_LIMIT);
        let mut found = Vec::new();
        let mut matches = cursor.matches(query, tree.root_node(), text.as_bytes());
        while let Some(hit) = matches.next() {
            found.extend(self.describe(query, hit, text));
        }
        found.sort_by(|a, b| (a.range, &a.rule).cmp(&(b.range, &b.rule)));
        found.dedup_by(|a, b| (a.range, &a.rule) == (b.range, &b.rule));
        found
    }

    fn compiled(&self, language: Language) -> Option<&Query> {
        let slot = match language {
            Language::TypeScript => 0,
            Language::Tsx => 1,
            Language::JavaScript => 2,
        };
        let compile = || Query::new(&grammar(language), &self.merged()).ok();
        self.compiled.get(slot)?.get_or_init(compile).as_ref()
    }

    /// All queries as one text.
    fn merged(&self) -> String {
        self.sources.iter().map(|source| source.query.as_str()).collect::<Vec<_>>().join("\n")
    }

    /// The pattern that holds the byte at `offset` of the merged text.
    fn source_at(&self, offset: usize) -> Option<&PatternSource> {
        let mut end = 0;
        self.sources.iter().find(|source| {
            end += source.query.len() + 1;
            offset < end
        })
    }

    fn describe(&self, query: &Query, hit: &QueryMatch, text: &str) -> Option<PatternMatch> {
        let source = self.source_at(query.start_byte_for_pattern(hit.pattern_index))?;
        let name = |index: u32| query.capture_names().get(index as usize).copied().unwrap_or("");
        let place = hit.captures().iter().find(|c| name(c.index) == PLACE).or(hit.captures().first())?;
        let captures = hit.captures().iter().map(|capture| {
            let text = text.get(capture.node.byte_range()).unwrap_or("");
            (name(capture.index).to_owned(), text.chars().take(LONGEST_CAPTURE).collect())
        });
        let range = Range::new(place.node.start_byte(), place.node.end_byte());
        Some(PatternMatch { rule: source.rule.clone(), range, captures: captures.collect() })
    }
}

fn grammar(language: Language) -> tree_sitter::Language {
    match language {
        Language::TypeScript => tree_sitter_typescript::LANGUAGE_TYPESCRIPT.into(),
        Language::Tsx => tree_sitter_typescript::LANGUAGE_TSX.into(),
        Language::JavaScript => tree_sitter_javascript::LANGUAGE.into(),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{PatternSource, Patterns};
    use crate::{model::Language, syntax::Parsers};

    fn source(rule: &str, query: &str, literal: &str) -> PatternSource {
        PatternSource { rule: rule.to_owned(), query: query.to_owned(), literals: vec![literal.to_owned()] }
    }

    #[test]
    fn merged_patterns_name_their_rules_and_captures() {
        let sources = vec![
            source("a/debugger", "(debugger_statement) @at", "debugger"),
            source("a/eval", r#"(call_expression function: (identifier) @name (#eq? @name "eval")) @at"#, "eval"),
        ];
        Patterns::check(&sources).unwrap();
        let mut parsers = Parsers::with(Arc::new(Patterns::new(sources)));
        for language in [Language::TypeScript, Language::Tsx, Language::JavaScript] {
            let found = parsers.lower("f();\neval(x);\ndebugger;\n", language).matches;
            let rules: Vec<&str> = found.iter().map(|m| m.rule.as_str()).collect();
            assert_eq!(rules, ["a/eval", "a/debugger"]);
            assert_eq!((found[0].range.start, found[0].range.end), (5, 12));
            assert_eq!(found[0].captures[1], ("name".to_owned(), "eval".to_owned()));
        }
        assert!(parsers.lower("f();", Language::Tsx).matches.is_empty());
    }

    #[test]
    fn a_query_that_does_not_fit_is_named() {
        let error = Patterns::check(&[source("a/b", "(no_such_node) @at", "x")]).unwrap_err();
        assert_eq!(error.rule, "a/b");
    }
}
