//! Migrations that were cut off, put in another order or damaged: nothing panics, every statement is accounted for, and
//! what PostgreSQL would refuse is said. The same damage each time, by a generator with a fixed seed.

use plimsoll::{
    frameworks::supabase::platform,
    model::{
        access::Access,
        replay::{Migration, replay},
        routines::Routines,
        schema::Schema,
    },
    source::span::FileId,
    sql::parse::{SqlFile, parse_file},
    vocab::{Vocabulary, Words},
};

use super::histories;

/// Mutants of each kind for each history.
const MUTANTS: usize = 4;
/// What damage is made of: characters that open, close, or mean nothing.
const DEBRIS: [&str; 12] = ["'", "\"", "$$", ";", "(", ")", ",", "/*", "--", "\0", "é", " begin "];

/// Xorshift: enough to scatter damage, and the same on every machine.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(end.max(1)).unwrap()).unwrap()
    }

    /// A place between two characters.
    fn place(&mut self, text: &str) -> usize {
        let at = self.below(text.len() + 1);
        boundary(text, at)
    }
}

/// The last place between two characters that is not behind `at`.
fn boundary(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0)
}

/// Replays texts as the files of one set, and judges what is left.
fn judged(texts: &[String]) -> Schema {
    let parsed: Vec<SqlFile> = texts.iter().map(|text| parse_file(text)).collect();
    let files = (0u32..).zip(&parsed).map(|(n, file)| Migration { file: FileId(n), statements: &file.statements });
    let schema = replay(&platform::fresh("2025"), &files.collect::<Vec<_>>());
    let counts = schema.statements;
    let statements: usize = parsed.iter().map(|file| file.statements.len()).sum();
    assert_eq!(usize::try_from(counts.total).unwrap(), statements, "every statement is counted: {texts:?}");
    assert_eq!(counts.total, counts.applied + counts.failed + counts.opaque, "{texts:?}");
    assert_eq!(usize::try_from(counts.failed).unwrap(), schema.failures.len(), "{texts:?}");
    let routines = Routines::of(&schema, &Words::default());
    let _ = Access::of(&schema, &routines, &Vocabulary::default());
    schema
}

fn is_reported(schema: &Schema) -> bool {
    !schema.failures.is_empty() || !schema.gaps.is_empty()
}

/// The statements of all files, each with its semicolon.
fn statements(texts: &[String]) -> Vec<String> {
    let of = |text: &String| {
        let parsed = parse_file(text);
        let pieces = parsed.statements.iter().map(|s| text[s.range.start as usize..s.range.end as usize].to_owned());
        pieces.map(|piece| format!("{};\n", piece.trim_end_matches(';'))).collect::<Vec<_>>()
    };
    texts.iter().flat_map(of).collect()
}

fn texts_of_all() -> Vec<(String, Vec<String>)> {
    let read = |path: &std::path::PathBuf| std::fs::read_to_string(path).unwrap();
    histories().iter().map(|history| (history.name.clone(), history.files.iter().map(read).collect())).collect()
}

#[test]
fn files_that_end_too_early() {
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    for (name, texts) in texts_of_all() {
        for _ in 0..MUTANTS {
            let mut mutant = texts.clone();
            let file = random.below(mutant.len());
            let cut = random.place(&mutant[file]);
            mutant[file].truncate(cut);
            judged(&mutant);
            // In the middle of a word in brackets: that is no statement.
            mutant[file].push_str("\ncreate table cut_off (id int, name te");
            assert!(is_reported(&judged(&mutant)), "{name}, cut at {cut} of file {file}");
        }
    }
}

#[test]
fn statements_in_another_order() {
    let mut random = Random(0xD1B5_4A32_D192_ED03);
    for (name, texts) in texts_of_all() {
        let ordered = statements(&texts);
        let made = judged(std::slice::from_ref(&ordered.concat()));
        for _ in 0..MUTANTS {
            let mut shuffled = ordered.clone();
            for i in (1..shuffled.len()).rev() {
                shuffled.swap(i, random.below(i + 1));
            }
            let schema = judged(&[shuffled.concat()]);
            let missing = made.tables().filter(|(table, _)| schema.table(table).is_none()).count();
            let dropped = ordered.iter().any(|s| s.to_ascii_lowercase().contains("drop") || s.contains("RENAME"));
            assert!(missing == 0 || dropped || is_reported(&schema), "{name}: {shuffled:?}");
        }
    }
}

#[test]
fn damaged_text() {
    let mut random = Random(0x2545_F491_4F6C_DD1D);
    for (name, texts) in texts_of_all() {
        for _ in 0..MUTANTS {
            let mut mutant = texts.clone();
            let file = random.below(mutant.len());
            for _ in 0..=random.below(4) {
                let text = &mut mutant[file];
                let (one, other) = (random.place(text), random.place(text));
                let few = boundary(text, one + 9);
                match random.below(3) {
                    0 => text.insert_str(one, DEBRIS[random.below(DEBRIS.len())]),
                    1 => text.replace_range(one..few, ""),
                    _ => {
                        let copied = text[one.min(other)..one.max(other)].to_owned();
                        text.insert_str(one, &copied);
                    }
                }
            }
            judged(&mutant);
        }
        for _ in 0..MUTANTS {
            let mut mutant = statements(&texts);
            let damaged = random.below(mutant.len());
            mutant[damaged].insert_str(0, "qqq ");
            let schema = judged(&[mutant.concat()]);
            assert!(is_reported(&schema), "{name}: {:?}", mutant[damaged]);
        }
    }
}
