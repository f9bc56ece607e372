//! Helpers on squawk's trees: children, tokens, places, names.

use squawk_syntax::{
    SyntaxKind, SyntaxNode, SyntaxToken,
    ast::{self, AstNode, normalize_name_node},
    decoded_text::DecodedText,
};

use crate::{
    source::span::Range,
    sql::statement::{Ident, ObjectName, SqlText, truncate_name},
};

/// Where a parsed text comes from: how its offsets become places in the file.
#[derive(Clone, Copy)]
pub(super) enum Origin<'a> {
    /// The text starts at this byte of the file.
    At(u32),
    /// The text is what a string within another text stands for.
    Inside {
        /// The string, decoded.
        decoded: &'a DecodedText,
        /// Where the parsed text starts in it.
        base: u32,
        /// Where the text that holds the string comes from.
        outer: &'a Origin<'a>,
    },
    /// The text was computed: all of it is at this one place.
    Computed(Range),
}

impl Origin<'_> {
    fn range(self, start: u32, end: u32) -> Range {
        match self {
            Origin::At(base) => Range { start, end }.shifted(base),
            Origin::Inside { decoded, base, outer } => {
                let place = |offset: u32| decoded.source_pos(offset.saturating_add(base).into());
                let (start, end) = (place(start), place(end));
                outer.range(start.into(), u32::from(end).max(start.into()))
            }
            Origin::Computed(range) => range,
        }
    }
}

/// What lowering needs to know beside the tree: where it comes from, and how deep bodies are nested in bodies.
#[derive(Clone, Copy)]
pub(super) struct Cx<'a> {
    pub(super) origin: Origin<'a>,
    pub(super) bodies: u32,
}

impl Cx<'_> {
    /// The place of offsets of the parsed text.
    pub(super) fn place(&self, start: u32, end: u32) -> Range {
        self.origin.range(start, end)
    }

    /// The place of a node, white space and comments at its ends left out.
    pub(super) fn range(&self, node: &SyntaxNode) -> Range {
        let (start, end) = code_range(node);
        self.place(start, end)
    }

    /// The text of a node and its place.
    pub(super) fn text(&self, node: &SyntaxNode) -> SqlText {
        let (start, end) = code_range(node);
        let all = u32::from(node.text_range().start());
        let mut text = node.text().to_string();
        text.truncate((end - all) as usize);
        text.drain(..((start - all) as usize).min(text.len()));
        SqlText { text, range: self.place(start, end) }
    }

    /// The text from the start of one node to the end of another of the same parent.
    pub(super) fn text_from_to(&self, first: &SyntaxNode, last: &SyntaxNode) -> SqlText {
        let Some(parent) = first.parent() else { return self.text(first) };
        let ((start, _), (_, end)) = (code_range(first), code_range(last));
        let offset = u32::from(parent.text_range().start());
        let all = parent.text().to_string();
        let text = all.get((start - offset) as usize..(end.max(start) - offset) as usize).unwrap_or("").to_owned();
        SqlText { text, range: self.place(start, end) }
    }

    /// The name that a node holds; of an operator, its characters.
    pub(super) fn ident(&self, node: &SyntaxNode) -> Ident {
        if node.kind() == SyntaxKind::OP {
            let text = self.text(node);
            return Ident { name: text.text, range: text.range };
        }
        let node = innermost_name(node);
        Ident { name: truncate_name(normalize_name_node(&node)), range: self.range(&node) }
    }

    /// The name that a child of this type holds.
    pub(super) fn ident_in<N: AstNode>(&self, parent: &SyntaxNode) -> Option<Ident> {
        child::<N>(parent).map(|n| self.ident(n.syntax()))
    }

    /// The names that the children of this type hold.
    pub(super) fn idents_in<N: AstNode>(&self, parent: &SyntaxNode) -> Vec<Ident> {
        children::<N>(parent).map(|n| self.ident(n.syntax())).collect()
    }

    /// The parts of a dotted name.
    pub(super) fn segments(&self, node: &SyntaxNode) -> Vec<Ident> {
        let is_segment = |n: &SyntaxNode| matches!(n.kind(), SyntaxKind::PATH_SEGMENT | SyntaxKind::PATH_SEGMENT_REF);
        let parts: Vec<Ident> = node.descendants().filter(is_segment).map(|n| self.ident(&n)).collect();
        if parts.is_empty() { vec![self.ident(node)] } else { parts }
    }

    /// The name with its schema that a node holds: the last two parts of a dotted name.
    pub(super) fn name(&self, node: &SyntaxNode) -> ObjectName {
        let mut parts = self.segments(node);
        let range = match (parts.first(), parts.last()) {
            (Some(first), Some(last)) => Range { start: first.range.start, end: last.range.end.max(first.range.start) },
            _ => self.range(node),
        };
        let name = parts.pop().map(|i| i.name).unwrap_or_default();
        ObjectName { schema: parts.pop().map(|i| i.name), name, range }
    }

    /// The name that a child of this type holds.
    pub(super) fn name_in<N: AstNode>(&self, parent: &SyntaxNode) -> Option<ObjectName> {
        child::<N>(parent).map(|n| self.name(n.syntax()))
    }

    /// The names that the children of this type hold.
    pub(super) fn names_in<N: AstNode>(&self, parent: &SyntaxNode) -> Vec<ObjectName> {
        children::<N>(parent).map(|n| self.name(n.syntax())).collect()
    }

    /// The value that the expression child of a node is.
    pub(super) fn expr_in(&self, parent: &SyntaxNode) -> Option<SqlText> {
        child::<ast::Expr>(parent).map(|e| self.text(e.syntax()))
    }
}

/// Single names are wrapped several times (`ROLE_REF` > `ROLE_NAME_REF`): the node that holds the token.
fn innermost_name(node: &SyntaxNode) -> SyntaxNode {
    let mut node = node.clone();
    while let Some(inner) = node.children().last() {
        node = inner;
    }
    node
}

/// First byte of the first token and end of the last, trivia and a closing `;` left out.
pub(super) fn code_range(node: &SyntaxNode) -> (u32, u32) {
    let is_code = |t: &SyntaxToken| !t.kind().is_trivia();
    let range = node.text_range();
    let first = tokens(node).find(is_code);
    let mut last = node.last_token();
    while let Some(token) = last.clone().filter(|t| !is_code(t) || t.kind() == SyntaxKind::SEMICOLON) {
        last = token.prev_token().filter(|t| t.text_range().start() >= range.start());
    }
    match (first, last) {
        (Some(first), Some(last)) => {
            let start = first.text_range().start().into();
            (start, u32::from(last.text_range().end()).max(start))
        }
        _ => (range.start().into(), range.start().into()),
    }
}

/// All tokens below a node, in order.
pub(super) fn tokens(node: &SyntaxNode) -> impl Iterator<Item = SyntaxToken> + use<> {
    let end = node.text_range().end();
    std::iter::successors(node.first_token(), SyntaxToken::next_token).take_while(move |t| t.text_range().start() < end)
}

/// The tokens below a node that are not white space or comments.
pub(super) fn code_tokens(node: &SyntaxNode) -> impl Iterator<Item = SyntaxToken> + use<> {
    tokens(node).filter(|t| !t.kind().is_trivia())
}

/// The first child of a type.
pub(super) fn child<N: AstNode>(parent: &SyntaxNode) -> Option<N> {
    parent.children().find_map(N::cast)
}

/// The children of a type.
pub(super) fn children<N: AstNode>(parent: &SyntaxNode) -> impl Iterator<Item = N> + use<N> {
    parent.children().filter_map(N::cast)
}

/// Whether a node has a token of this kind among its direct children.
pub(super) fn has(parent: &SyntaxNode, kind: SyntaxKind) -> bool {
    parent.children_with_tokens().any(|c| c.kind() == kind)
}

/// Whether `CASCADE` is written.
pub(super) fn cascades(parent: &SyntaxNode) -> bool {
    matches!(child::<ast::DropBehavior>(parent), Some(ast::DropBehavior::Cascade(_)))
}

/// Whether `IF EXISTS` is written.
pub(super) fn if_exists(parent: &SyntaxNode) -> bool {
    child::<ast::IfExists>(parent).is_some()
}

/// Whether `IF NOT EXISTS` is written.
pub(super) fn if_not_exists(parent: &SyntaxNode) -> bool {
    child::<ast::IfNotExists>(parent).is_some()
}

/// The value of the string that is a child of a node.
pub(super) fn string_in(parent: &SyntaxNode) -> Option<String> {
    child::<ast::Literal>(parent).and_then(|l| l.string_value())
}
