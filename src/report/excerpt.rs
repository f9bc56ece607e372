//! Excerpts of source with a label under them. The only file that knows miette.
//!
//! Miette scans a source from its start for every label, breaks at labels far to the right and prints lines whole. It is
//! therefore given a window of a few lines, each cut to a sane width, whose offsets are known.

use std::{borrow::Cow, fmt};

use miette::{
    Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError, MietteSpanContents, SourceCode,
    SourceSpan, SpanContents, ThemeCharacters, ThemeStyles,
};

use super::{Paint, Place, mask, printable};
use crate::{model::File, source::text::LineIndex};

/// The widest line that is shown, in characters.
const WIDTH: usize = 90;
/// The most lines that are shown of a place that has many.
const LINES: u32 = 4;
/// How much of a secret is left to recognise it by; never more than half.
const SHOWN: usize = 4;
/// Kept to the left of the label when a line is cut there.
const LEAD: usize = 30;

/// Draws a place with a label, each line indented.
pub(super) fn draw(place: &Place, label: &str, text: &str, file: &File, paint: Paint) -> String {
    let window = Window::new(place, text, file);
    let drawing = Drawing { label: (!label.is_empty()).then(|| label.to_owned()), window };
    let styles = if paint.colour { ThemeStyles::ansi() } else { ThemeStyles::none() };
    let theme = GraphicalTheme { characters: ThemeCharacters::unicode(), styles };
    let handler = GraphicalReportHandler::new_themed(theme)
        .with_context_lines(1)
        .with_width(WIDTH)
        .without_primary_span_start()
        .without_syntax_highlighting();
    let mut drawn = String::new();
    if handler.render_report(&mut drawn, &drawing).is_err() {
        return String::new();
    }
    // The message stands above, in our own layout: what miette prints before the frame is left out.
    let mut frame = String::new();
    for line in drawn.lines().skip_while(|line| !line.contains('╭')) {
        frame.push_str("   ");
        frame.push_str(line.trim_end());
        frame.push('\n');
    }
    frame
}

/// A few lines of a file, ready to be printed, and where the label stands in them.
pub(super) struct Window {
    name: String,
    text: String,
    first_line: u32,
    lines: usize,
    label: (usize, usize),
}

impl Window {
    pub(super) fn new(place: &Place, text: &str, file: &File) -> Self {
        let lines = &file.lines;
        let first = place.line.saturating_sub(1).max(1);
        let count = u32::try_from(lines.count()).unwrap_or(u32::MAX);
        let last = place.end_line.min(place.line + LINES - 1).saturating_add(1).min(count).max(place.line);
        let mut window = String::new();
        let mut label = (0, 0);
        for number in first..=last {
            let line = &*hide(line_text(text, lines, number), lines.line_start(number) as usize, file);
            if number == place.line {
                let start =
                    (place.at.range.start as usize).saturating_sub(lines.line_start(number) as usize).min(line.len());
                let end = if place.end_line == place.line {
                    (place.at.range.end as usize).saturating_sub(lines.line_start(number) as usize)
                } else {
                    line.trim_end().len()
                };
                let (cut, from, to) = cut(line, start, end.clamp(start, line.len()));
                label = (window.len() + from, to - from);
                window.push_str(&cut);
            } else {
                window.push_str(&cut(line, 0, 0).0);
            }
            window.push('\n');
        }
        let name = printable(&format!("{}:{}:{}", place.path, place.line, place.column));
        Self { name, text: window, first_line: first, lines: (last - first + 1) as usize, label }
    }

    /// The lines with their numbers, each cut into what stands before the label, in it and behind it.
    pub(super) fn rows(&self) -> impl Iterator<Item = (u32, [&str; 3])> {
        let (from, to) = (self.label.0, self.label.0 + self.label.1);
        let mut start = 0;
        (self.first_line..).zip(self.text.split_inclusive('\n')).map(move |(number, line)| {
            let text = line.trim_end_matches('\n');
            let within = |at: usize| at.saturating_sub(start).min(text.len());
            let (a, b) = if from <= start + text.len() { (within(from), within(to)) } else { (text.len(), text.len()) };
            start += line.len();
            (number, [text.get(..a).unwrap_or(text), text.get(a..b).unwrap_or(""), text.get(b..).unwrap_or("")])
        })
    }
}

/// A line without the secrets that were found in it, whatever they look like: each is overwritten by as many bytes.
fn hide<'t>(line: &'t str, start: usize, file: &File) -> Cow<'t, str> {
    let secrets = file.secrets.iter().map(|secret| secret.range).chain(file.passwords.iter().copied());
    let mut shown = Cow::Borrowed(line);
    for range in secrets {
        let from = (range.start as usize).saturating_sub(start).min(line.len());
        let to = (range.end as usize).saturating_sub(start).min(line.len());
        let from = line.ceil_char_boundary(from + SHOWN.min(to.saturating_sub(from) / 2));
        if from < to && line.is_char_boundary(to) {
            shown.to_mut().replace_range(from..to, &"*".repeat(to - from));
        }
    }
    shown
}

/// A line without its end.
fn line_text<'t>(text: &'t str, lines: &LineIndex, number: u32) -> &'t str {
    let start = lines.line_start(number) as usize;
    let is_last = number as usize >= lines.count();
    let end = if is_last { text.len() } else { lines.line_start(number + 1) as usize };
    text.get(start..end).unwrap_or("").trim_end_matches(['\n', '\r'])
}

/// A line made printable and cut around `start..end` (bytes), and where that range then stands.
fn cut(line: &str, start: usize, end: usize) -> (String, usize, usize) {
    let masked = mask(line);
    let piece = |from: usize, to: usize| printable(masked.get(from..to).unwrap_or("")).replace('\t', "  ");
    let (before, inside, after) = (piece(0, start), piece(start, end), piece(end, masked.len()));
    let before = if before.chars().count() + inside.chars().count().min(WIDTH / 2) > WIDTH {
        let skipped = before.chars().count().saturating_sub(LEAD);
        format!("…{}", before.chars().skip(skipped).collect::<String>())
    } else {
        before
    };
    let room = WIDTH.saturating_sub(before.chars().count()).max(10);
    let inside = shorten(&inside, room);
    let room = room.saturating_sub(inside.chars().count());
    let after = if after.is_empty() || room == 0 { String::new() } else { shorten(&after, room) };
    let (from, to) = (before.len(), before.len() + inside.len());
    (before + &inside + &after, from, to)
}

/// At most `room` characters of it.
fn shorten(text: &str, room: usize) -> String {
    if text.chars().count() <= room {
        return text.to_owned();
    }
    text.chars().take(room.saturating_sub(1)).chain(['…']).collect()
}

impl SourceCode for Window {
    fn read_span<'a>(
        &'a self,
        _: &SourceSpan,
        _: usize,
        _: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let whole = SourceSpan::from((0, self.text.len()));
        let line = self.first_line as usize - 1;
        Ok(Box::new(MietteSpanContents::new_named(self.name.clone(), self.text.as_bytes(), whole, line, 0, self.lines)))
    }
}

struct Drawing {
    window: Window,
    label: Option<String>,
}

impl Diagnostic for Drawing {
    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.window)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let (start, length) = self.window.label;
        Some(Box::new(std::iter::once(LabeledSpan::new(self.label.clone(), start, length))))
    }
}

impl fmt::Display for Drawing {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        Ok(())
    }
}

impl fmt::Debug for Drawing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.window.name)
    }
}

impl std::error::Error for Drawing {}

#[cfg(test)]
mod tests {
    use super::{cut, draw};
    use crate::{
        model::{File, FileKind},
        report::{Paint, Place},
        source::{
            span::{FileId, Range},
            text::LineIndex,
        },
    };

    fn drawn(text: &str, range: Range, label: &str) -> String {
        drawn_in(&File { lines: LineIndex::new(text), ..File::new("src/a.ts", FileKind::Other) }, text, range, label)
    }

    fn drawn_in(file: &File, text: &str, range: Range, label: &str) -> String {
        let (line, column) = file.lines.position(text, range.start);
        let (end_line, end_column) = file.lines.position(text, range.end);
        let place =
            Place { path: "src/a.ts".to_owned(), line, column, end_line, end_column, at: range.in_file(FileId(0)) };
        draw(&place, label, text, file, Paint::PLAIN)
    }

    #[test]
    fn a_place_is_drawn_with_its_neighbours() {
        let text = "one();\ntwo(x);\nthree();\nfour();\n";
        let expected = "    ╭─[src/a.ts:2:1]
     1 │ one();
     2 │ two(x);
       · ───┬───
       ·    ╰── here
     3 │ three();
       ╰────
";
        let expected: Vec<&str> = expected.lines().map(str::trim).collect();
        let drawn = drawn(text, Range::new(7, 14), "here");
        assert_eq!(drawn.lines().map(str::trim).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn long_lines_are_cut_on_both_sides() {
        let line = format!("{}TARGET{}", "a".repeat(70_000), "b".repeat(70_000));
        let drawn = drawn(&line, Range::new(70_000, 70_006), "x");
        assert!(drawn.contains("TARGET"));
        assert!(drawn.lines().all(|l| l.chars().count() < 120), "{drawn}");
    }

    #[test]
    fn secrets_and_escape_codes_do_not_get_through() {
        let key = format!("sk_{}_{}", "live", "51Habcdefgh1234567");
        let text = format!("const k = '{key}'; // \x1b[31m");
        let drawn = drawn(&text, Range::new(0, 5), "");
        assert!(!drawn.contains("51Habcdefgh") && !drawn.contains('\x1b'), "{drawn}");
    }

    #[test]
    fn a_password_that_was_found_is_hidden_whatever_it_looks_like() {
        let text = "insert into staff values ('anchor9');\n";
        let passwords = vec![Range::new(27, 34)];
        let file = File { lines: LineIndex::new(text), passwords, ..File::new("src/a.ts", FileKind::Other) };
        let drawn = drawn_in(&file, text, Range::new(26, 35), "");
        assert!(drawn.contains("anc****") && !drawn.contains("anchor"), "{drawn}");
    }

    #[test]
    fn cutting_keeps_the_label_on_its_text() {
        let (line, from, to) = cut("\tüber(x)", 1, 6);
        assert_eq!(&line[from..to], "über");
    }
}
