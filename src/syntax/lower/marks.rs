//! Comments that are addressed to plimsoll.

use tree_sitter::Tree;

use crate::{
    facts::code::{Code, Mark},
    syntax::{
        grammar::{Grammar, Kind},
        parse::range_of,
    },
};

/// What such a comment starts with.
const PREFIX: &str = "plimsoll-";

/// Collects the marks. Few files have any, so only those are walked again for their comments.
pub(super) fn collect(text: &str, tree: &Tree, grammar: &Grammar, code: &mut Code) {
    if !text.contains(PREFIX) {
        return;
    }
    let mut cursor = tree.walk();
    loop {
        let node = cursor.node();
        if grammar.kind(node.kind_id()) == Kind::Comment {
            let range = range_of(node);
            let comment = text.get(node.start_byte()..node.end_byte()).unwrap_or("");
            let words = without_signs(comment);
            if words.starts_with(PREFIX) {
                let text = code.strings.push(words);
                code.marks.push(Mark { text, range });
            }
        }
        if cursor.goto_first_child() {
            continue;
        }
        while !cursor.goto_next_sibling() {
            if !cursor.goto_parent() {
                return;
            }
        }
    }
}

/// A comment's words, without `//`, `/* */` and the stars of a block.
fn without_signs(comment: &str) -> &str {
    let inner = comment.strip_prefix("//").or_else(|| comment.strip_prefix("/*")).unwrap_or(comment);
    let inner = inner.strip_suffix("*/").unwrap_or(inner);
    inner.trim_matches(|c: char| c.is_whitespace() || c == '*')
}
