//! From text to a syntax tree: one tree-sitter parse with a budget, and the repair of a known grammar fault.

use std::{borrow::Cow, ops::ControlFlow};

use tree_sitter::{Node, ParseOptions, ParseState, Parser, Tree};

use super::grammar::{Grammar, Kind};
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
/// The grammars stumble over a bare `&` in JSX text (`Terms & Conditions`). Where the tree has errors, each such sign near
/// one is blanked and the text parsed again, for as long as that makes the erroneous regions smaller.
pub(super) fn parse(parser: &mut Parser, grammar: &Grammar, text: &str) -> Option<Parsed> {
    let mut best = parse_once(parser, grammar, text)?;
    let mut blanked: Cow<'_, str> = Cow::Borrowed(text);
    while !best.errors.is_empty() {
        let Some(repaired) = blank_ampersands(&blanked, &best.errors) else { break };
        let Some(next) = parse_once(parser, grammar, &repaired) else { break };
        if error_bytes(&next.errors) >= error_bytes(&best.errors) {
            break;
        }
        best = next;
        blanked = Cow::Owned(repaired);
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

/// `text` with every bare `&` within three bytes of an error blanked; `None` when there is none.
fn blank_ampersands(text: &str, errors: &[Range]) -> Option<String> {
    let bytes = text.as_bytes();
    let mut repaired: Option<Vec<u8>> = None;
    for error in errors {
        let from = (error.start as usize).saturating_sub(3);
        let to = (error.end as usize).saturating_add(3).min(bytes.len());
        for at in (from..to).filter(|&at| is_bare_ampersand(bytes, at)) {
            if let Some(byte) = repaired.get_or_insert_with(|| bytes.to_vec()).get_mut(at) {
                *byte = b' ';
            }
        }
    }
    repaired.and_then(|bytes| String::from_utf8(bytes).ok())
}

/// Whether the byte is an `&` that is neither an operator nor the start of an entity.
fn is_bare_ampersand(bytes: &[u8], at: usize) -> bool {
    let byte = |i: usize| bytes.get(i).copied().unwrap_or(0);
    if byte(at) != b'&' || matches!(byte(at + 1), b'&' | b'=') || (at > 0 && byte(at - 1) == b'&') {
        return false;
    }
    let entity = bytes.iter().skip(at + 1).take(12).position(|b| !(b.is_ascii_alphanumeric() || *b == b'#'));
    !entity.is_some_and(|length| length > 0 && byte(at + 1 + length) == b';')
}
