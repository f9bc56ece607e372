//! Identifiers in the texts of expressions, renamed.

use std::sync::Arc;

use crate::model::schema::SqlText;

/// A text in which an identifier that names a renamed object names it anew.
pub(super) fn renamed(text: &SqlText, from: &str, to: &str) -> SqlText {
    let mut out = String::with_capacity(text.text.len());
    let mut rest: &str = &text.text;
    while let Some((before, word, after)) = next_word(rest) {
        out.push_str(before);
        if word.trim_matches('"') == from || word.eq_ignore_ascii_case(from) {
            out.push_str(to)
        } else {
            out.push_str(word)
        }
        rest = after;
    }
    out.push_str(rest);
    SqlText { text: out.into(), at: text.at, search_path: Arc::clone(&text.search_path) }
}

/// The next identifier of a text, with what is before and after it; text in single quotes is passed over.
fn next_word(text: &str) -> Option<(&str, &str, &str)> {
    let is_word = |c: char| c.is_alphanumeric() || c == '_' || c == '"' || c == '$';
    let mut quoted = false;
    let start = text.char_indices().find(|(_, c)| {
        if *c == '\'' {
            quoted = !quoted;
        }
        !quoted && is_word(*c)
    })?;
    let (before, from) = text.split_at(start.0);
    let end = from.find(|c| !is_word(c)).unwrap_or(from.len());
    let (word, after) = from.split_at(end);
    Some((before, word, after))
}

#[cfg(test)]
mod tests {
    use super::renamed;
    use crate::model::schema::SqlText;

    #[test]
    fn identifiers_are_renamed_but_not_text() {
        let text =
            SqlText { text: "user_id = auth.uid() AND kind <> 'user_id'".into(), at: None, search_path: [].into() };
        assert_eq!(&*renamed(&text, "user_id", "owner_id").text, "owner_id = auth.uid() AND kind <> 'user_id'");
    }
}
