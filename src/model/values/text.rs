//! Texts that are partly known.

use std::fmt::Write as _;

/// A text made of known pieces and holes.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Text {
    pieces: Vec<Piece>,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Piece {
    Known(String),
    Hole,
}

impl Text {
    /// A text without holes.
    #[must_use]
    pub fn exact(text: &str) -> Self {
        Self { pieces: vec![Piece::Known(text.to_owned())] }
    }

    /// A text of which nothing is known.
    #[must_use]
    pub fn hole() -> Self {
        Self { pieces: vec![Piece::Hole] }
    }

    /// The whole text, where nothing of it is unknown.
    #[must_use]
    pub fn as_exact(&self) -> Option<&str> {
        match self.pieces.as_slice() {
            [] => Some(""),
            [Piece::Known(text)] => Some(text),
            _ => None,
        }
    }

    /// What is known before the first hole.
    #[must_use]
    pub fn prefix(&self) -> &str {
        match self.pieces.first() {
            Some(Piece::Known(text)) => text,
            _ => "",
        }
    }

    /// The text with each hole written as `hole`.
    #[must_use]
    pub fn with_holes(&self, hole: &str) -> String {
        let mut text = String::new();
        for piece in &self.pieces {
            let _ = match piece {
                Piece::Known(known) => text.write_str(known),
                Piece::Hole => text.write_str(hole),
            };
        }
        text
    }

    /// Whether some of it is not known.
    #[must_use]
    pub fn has_holes(&self) -> bool {
        self.pieces.contains(&Piece::Hole)
    }

    /// This text followed by another.
    #[must_use]
    pub fn then(mut self, other: Self) -> Self {
        for piece in other.pieces {
            match (self.pieces.last_mut(), piece) {
                (Some(Piece::Known(last)), Piece::Known(text)) => last.push_str(&text),
                (Some(Piece::Hole), Piece::Hole) => {}
                (_, piece) => self.pieces.push(piece),
            }
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::Text;

    #[test]
    fn pieces_join_and_holes_stay() {
        let text = Text::exact("https://").then(Text::exact("api.")).then(Text::hole()).then(Text::exact("/v1"));
        assert_eq!(text.prefix(), "https://api.");
        assert_eq!(text.with_holes("{}"), "https://api.{}/v1");
        assert_eq!(text.as_exact(), None);
        assert_eq!(Text::exact("a").then(Text::exact("b")).as_exact(), Some("ab"));
    }
}
