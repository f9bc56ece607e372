//! What is known of the path that a file gets in its bucket: which folders it lies in.

use crate::{
    facts::code::{BinaryOp, Code, ExprId, ExprKind},
    model::values::{Value, Values},
    source::span::FileId,
};

/// One part of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// These words: `covers`.
    Named(String),
    /// Something that is the id of no account: `${Date.now()}-scan`.
    NoId,
    /// Something that may be anything.
    Any,
}

/// A path, as far as it is known from its beginning.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct FilePath {
    /// Its parts, the name of the file among them where it is known.
    pub(super) parts: Vec<Part>,
    /// Whether these are all, so that the last one is the name of the file.
    pub(super) is_whole: bool,
    /// Whether the next file of the same thing gets it, too: `${user.id}/portrait.${ending}`.
    pub(super) is_kept: bool,
}

impl FilePath {
    /// What is known of a path in the code.
    pub(super) fn of(values: &Values<'_>, file: FileId, path: ExprId) -> Self {
        let Some(code) = values.code(file) else { return Self::default() };
        let mut pieces = Vec::new();
        Reader { values, file, code }.pieces(path, DEPTH, &mut pieces);
        Self::joined(pieces)
    }

    fn joined(pieces: Vec<Piece>) -> Self {
        let mut parts = vec![Growing::default()];
        let is_kept = pieces.iter().all(|piece| !matches!(piece, Piece::Name | Piece::Any));
        for piece in pieces {
            let last = parts.last_mut();
            match piece {
                Piece::Text(text) => {
                    let mut texts = text.split('/');
                    if let (Some(last), Some(first)) = (last, texts.next()) {
                        last.add(first);
                    }
                    for text in texts {
                        let mut next = Growing::default();
                        next.add(text);
                        parts.push(next);
                    }
                }
                Piece::Name | Piece::Ending => last.into_iter().for_each(|last| last.is_made = true),
                Piece::Id => last.into_iter().for_each(|last| last.ids += 1),
                Piece::Any => {
                    // It may hold further folders: nothing is known behind it.
                    last.into_iter().for_each(|last| last.is_open = true);
                    return Self { parts: parts.into_iter().map(Growing::part).collect(), is_whole: false, is_kept };
                }
            }
        }
        Self { parts: parts.into_iter().map(Growing::part).collect(), is_whole: true, is_kept }
    }

    /// A part by its number from one; `None` where there surely is none. `folders`: the name of the file is no part.
    pub(super) fn part(&self, number: usize, folders: bool) -> Option<Part> {
        let known = self.parts.len() - usize::from(self.is_whole && folders);
        match number.checked_sub(1).and_then(|at| self.parts.get(at).filter(|_| at < known)) {
            Some(part) => Some(part.clone()),
            None if self.is_whole => None,
            None => Some(Part::Any),
        }
    }

    /// The words before the first thing that is not known.
    pub(super) fn prefix(&self) -> String {
        let known = self.parts.iter().map_while(|part| match part {
            Part::Named(text) => Some(text.as_str()),
            _ => None,
        });
        let mut text = known.collect::<Vec<_>>().join("/");
        if self.parts.iter().any(|part| !matches!(part, Part::Named(_))) && !text.is_empty() {
            text.push('/');
        }
        text
    }
}

/// So many names and helpers are looked through.
const DEPTH: u32 = 6;

/// A piece of a path, between which stands nothing.
enum Piece {
    /// Known words.
    Text(String),
    /// The name of a file, a time, something random: no id of anybody, no folder.
    Name,
    /// What the name of a file ends in: `png`.
    Ending,
    /// Something that is called an id.
    Id,
    /// Not known.
    Any,
}

/// A part while it is read.
#[derive(Default)]
struct Growing {
    text: String,
    is_made: bool,
    ids: u32,
    is_open: bool,
}

impl Growing {
    fn add(&mut self, text: &str) {
        self.text.push_str(text);
    }

    fn part(self) -> Part {
        let is_plain = !self.is_made && self.ids == 0 && !self.is_open;
        let beside = self.text.chars().any(|c| !c.is_ascii_hexdigit() && c != '-');
        match () {
            () if is_plain => Part::Named(self.text),
            () if self.is_made && !self.is_open || beside => Part::NoId,
            () if self.ids > 0 && !self.text.is_empty() && !self.is_open => Part::NoId,
            () => Part::Any,
        }
    }
}

/// Reads the pieces of a path.
#[derive(Clone, Copy)]
struct Reader<'a, 'v> {
    values: &'a Values<'v>,
    file: FileId,
    code: &'a Code,
}

impl Reader<'_, '_> {
    fn pieces(self, expr: ExprId, depth: u32, pieces: &mut Vec<Piece>) {
        let code = self.code;
        if let [Value::Text(text)] = self.values.of(self.file, expr)
            && let Some(text) = text.as_exact()
        {
            pieces.push(Piece::Text(text.to_owned()));
            return;
        }
        match code.expr(expr) {
            ExprKind::Template { parts, tag: None } => {
                code.expr_list(parts).for_each(|part| self.pieces(part, depth, pieces));
            }
            ExprKind::Binary { op: BinaryOp::Add, left, right } => {
                self.pieces(left, depth, pieces);
                self.pieces(right, depth, pieces);
            }
            ExprKind::Ident { binding: Some(binding), .. }
                if depth > 0 && !code.references(binding).iter().any(|&read| code.is_assigned(read)) =>
            {
                match code.initial(expr) {
                    Some(made) => self.pieces(made, depth - 1, pieces),
                    None => pieces.push(self.piece(expr)),
                }
            }
            _ => pieces.push(self.piece(expr)),
        }
    }

    fn piece(self, expr: ExprId) -> Piece {
        let code = self.code;
        if is_made(code, expr) {
            return if is_ending(code, expr) { Piece::Ending } else { Piece::Name };
        }
        let name = match code.expr(expr) {
            ExprKind::Ident { name, .. } => code.str(name),
            ExprKind::Member { property, .. } => code.str(property),
            _ => return Piece::Any,
        };
        let words = crate::vocab::split(name);
        if words.last().is_some_and(|word| matches!(word.as_str(), "id" | "uid")) { Piece::Id } else { Piece::Any }
    }
}

/// `file.name.split(".").pop()`, also by the name that it was given.
fn is_ending(code: &Code, expr: ExprId) -> bool {
    match code.expr(expr) {
        ExprKind::Call { callee, .. } => match code.expr(callee) {
            ExprKind::Member { object, property, .. } => match code.str(property) {
                "pop" => true,
                "toLowerCase" => is_ending(code, object),
                _ => false,
            },
            _ => false,
        },
        ExprKind::Binary { left, .. } => is_ending(code, left),
        ExprKind::Ident { .. } => code.initial(expr).is_some_and(|made| is_ending(code, made)),
        _ => false,
    }
}

/// Whether a value is made of the time, of chance, or of the name of a file: `Date.now()`, `crypto.randomUUID()`,
/// `file.name.split(".").pop()`.
fn is_made(code: &Code, expr: ExprId) -> bool {
    match code.expr(expr) {
        ExprKind::Call { callee, args } => match code.path(callee).as_deref() {
            Some("Date.now" | "Math.random" | "crypto.randomUUID" | "self.crypto.randomUUID") => true,
            Some("uuid" | "uuidv4" | "uuidV4" | "nanoid" | "randomUUID") => true,
            Some("String") => code.arg(args, 0).is_some_and(|of| is_made(code, of)),
            _ => match code.expr(callee) {
                ExprKind::Member { object, .. } => is_made(code, object),
                _ => false,
            },
        },
        ExprKind::New { callee, .. } => code.ident(callee) == Some("Date"),
        ExprKind::Member { object, property, .. } => {
            let of_file = code.last_name(object).is_some_and(|name| name.to_ascii_lowercase().contains("file"));
            code.str(property) == "name" && of_file || is_made(code, object)
        }
        ExprKind::Index { object, .. } => is_made(code, object),
        ExprKind::Binary { op: BinaryOp::Or | BinaryOp::Coalesce, left, .. } => is_made(code, left),
        ExprKind::Ident { .. } => code.initial(expr).is_some_and(|made| is_made(code, made)),
        _ => false,
    }
}
