//! Strings and templates.

use super::Lowerer;
use crate::{
    facts::code::{ExprId, ExprKind, Sym},
    source::span::Range,
    syntax::{grammar::Kind, text::unescape},
};

impl Lowerer<'_> {
    /// The text of the string under the cursor, without quotes, escapes resolved.
    pub(super) fn string_literal(&mut self) -> Sym {
        let raw = self.slice();
        let quote = raw.chars().next().filter(|c| matches!(c, '"' | '\''));
        let inner = quote.and_then(|q| raw.get(1..)?.strip_suffix(q)).unwrap_or(raw);
        self.names.intern(&unescape(inner))
    }

    /// The template under the cursor; a plain string where nothing is substituted and no tag reads it.
    pub(super) fn lower_template(&mut self, tag: Option<ExprId>) -> ExprId {
        let range = self.range();
        let start = self.pending.len();
        let mut substitutions = 0;
        let mut text_from = range.start + 1;
        self.children(|l, kind, _| {
            if kind != Kind::Substitution {
                return;
            }
            substitutions += 1;
            let hole = l.range();
            l.template_text(text_from, hole.start);
            text_from = hole.end;
            let part = l.operand().unwrap_or_else(|| l.unknown_expr());
            l.pending.push(part.0);
        });
        let text_to = range.end.saturating_sub(1);
        if substitutions == 0 && tag.is_none() {
            let text = self.text_between(text_from, text_to);
            return self.push_expr(ExprKind::String(text), range);
        }
        self.template_text(text_from, text_to);
        let parts = self.take_list(start);
        self.push_expr(ExprKind::Template { parts, tag }, range)
    }

    /// The literal text between two substitutions, as a part, where there is any.
    fn template_text(&mut self, from: u32, to: u32) {
        if from >= to {
            return;
        }
        let text = self.text_between(from, to);
        let part = self.push_expr(ExprKind::String(text), Range { start: from, end: to });
        self.pending.push(part.0);
    }

    fn text_between(&mut self, from: u32, to: u32) -> Sym {
        let raw = self.text.get(from as usize..to as usize).unwrap_or("");
        self.names.intern(&unescape(raw))
    }
}
