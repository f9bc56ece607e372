//! From text to a syntax tree: one tree-sitter parse with a budget, and the repair of known faults.

use std::{borrow::Cow, ops::ControlFlow};

use tree_sitter::{Node, ParseOptions, ParseState, Parser, Tree};

use super::{
    grammar::{Grammar, Kind},
    mend,
};
use crate::source::span::Range;

/// How often the parser may report progress before it is stopped, for each kilobyte of text and at least. Real files
/// need about 6 a kilobyte, the worst seen among 26,000 needed 21. Steps, unlike time, come out the same everywhere.
const STEPS_PER_KILOBYTE: usize = 60;
const STEPS_AT_LEAST: usize = 2_000;

/// A parsed text.
pub(super) struct Parsed {
    pub(super) tree: Tree,
    /// Regions that did not parse, outermost, in source order.
    pub(super) errors: Vec<Range>,
}

/// Parses `text`; `None` when the budget ran out or the parser has no language.
///
/// What can be known to lead the grammar astray is mended before: to recover from an error costs it many times a parse. Where
/// the tree has errors, what may have caused them is mended near them and the text parsed again, for as long as that makes
/// the erroneous regions smaller.
pub(super) fn parse(parser: &mut Parser, grammar: &Grammar, text: &str) -> Option<Parsed> {
    let mut mended = mend::before_parse(text);
    let mut best = parse_once(parser, grammar, &mended)?;
    while !best.errors.is_empty() {
        let Some(repaired) = mend::blank_ampersands(&mended, &best.errors) else { break };
        let Some(next) = parse_once(parser, grammar, &repaired) else { break };
        if error_bytes(&next.errors) >= error_bytes(&best.errors) {
            break;
        }
        best = next;
        mended = Cow::Owned(repaired);
    }
    Some(best)
}

fn error_bytes(errors: &[Range]) -> u64 {
    errors.iter().map(|r| u64::from(r.end - r.start) + 1).sum()
}

fn parse_once(parser: &mut Parser, grammar: &Grammar, text: &str) -> Option<Parsed> {
    let bytes = text.as_bytes();
    let mut steps = (bytes.len() / 1024).saturating_mul(STEPS_PER_KILOBYTE).max(STEPS_AT_LEAST);
    let mut count = |_: &ParseState| {
        steps = steps.saturating_sub(1);
        if steps == 0 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    let options = ParseOptions::new().progress_callback(&mut count);
    let mut read = |offset: usize, _| bytes.get(offset..).unwrap_or_default();
    let tree = parser.parse_with_options(&mut read, None, Some(options));
    // A parser that was stopped would continue the old text at the next call.
    parser.reset();
    let tree = tree?;
    let errors = error_regions(&tree, grammar, text);
    Some(Parsed { tree, errors })
}

/// The outermost error nodes. Missing tokens that the parser made up are harmless and do not count, nor do the few words
/// of a type that the grammar does not know (`import("zod").ZodError[]`): nothing is read from types.
fn error_regions(tree: &Tree, grammar: &Grammar, text: &str) -> Vec<Range> {
    let mut found = Vec::new();
    if !tree.root_node().has_error() {
        return found;
    }
    let mut cursor = tree.walk();
    let mut type_end = 0;
    loop {
        let node = cursor.node();
        if is_type(grammar.kind(node.kind_id())) {
            type_end = type_end.max(node.end_byte());
        }
        if node.is_error() && !(node.end_byte() <= type_end && is_short(node, text)) {
            found.push(range_of(node));
        }
        if node.has_error() && !node.is_error() && cursor.goto_first_child() {
            continue;
        }
        while !cursor.goto_next_sibling() {
            if !cursor.goto_parent() {
                return found;
            }
        }
    }
}

fn is_type(kind: Kind) -> bool {
    matches!(kind, Kind::Interface | Kind::TypeAlias | Kind::TypeAnnotation | Kind::TypeArguments)
}

/// Whether an error is too short to have swallowed code behind the type it stands in.
fn is_short(node: Node<'_>, text: &str) -> bool {
    const LONGEST: usize = 120;
    let bytes = text.as_bytes().get(node.byte_range()).unwrap_or_default();
    bytes.len() <= LONGEST && !bytes.contains(&b'\n') && !bytes.contains(&b'{')
}

/// The bytes of a node.
pub(super) fn range_of(node: Node<'_>) -> Range {
    Range::new(node.start_byte(), node.end_byte())
}
