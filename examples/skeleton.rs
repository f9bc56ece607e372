//! The least that any reading of a project costs: walk the folders, read the files, parse each code file and walk its
//! tree once, split each SQL file and parse its pieces. With `--lower` code files are lowered too, with `--list` those that do not parse whole
//! are named. Prints what was done; time it from outside.
#![allow(missing_docs, clippy::print_stdout, reason = "a measuring tool")]

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use plimsoll::{
    model::{FileKind, Language},
    source::kind::kind_of,
    sql::split::split,
    syntax::Parsers,
};
use rayon::prelude::*;

const MAX_BYTES: usize = 1 << 20;
const MAX_COLUMNS: usize = 50_000;
const SKIPPED: [&str; 5] = ["node_modules", ".git", "dist", "build", ".next"];

/// What was read.
#[derive(Default)]
struct Sum {
    files: usize,
    bytes: usize,
    /// Nodes of trees, or expressions where files are lowered.
    nodes: usize,
    /// Files with regions that do not parse.
    unknown: usize,
    statements: usize,
}

impl Sum {
    fn add(self, other: Self) -> Self {
        Self {
            files: self.files + other.files,
            bytes: self.bytes + other.bytes,
            nodes: self.nodes + other.nodes,
            unknown: self.unknown + other.unknown,
            statements: self.statements + other.statements,
        }
    }
}

/// The parsers of one worker.
struct Worker {
    lowering: Parsers,
    bare: BTreeMap<Language, tree_sitter::Parser>,
}

impl Worker {
    fn new() -> Self {
        let languages = [
            (Language::TypeScript, tree_sitter_typescript::LANGUAGE_TYPESCRIPT.into()),
            (Language::Tsx, tree_sitter_typescript::LANGUAGE_TSX.into()),
            (Language::JavaScript, tree_sitter_javascript::LANGUAGE.into()),
        ];
        let parser = |(language, grammar): (Language, tree_sitter::Language)| {
            let mut parser = tree_sitter::Parser::new();
            parser.set_language(&grammar).ok()?;
            Some((language, parser))
        };
        Self { lowering: Parsers::new(), bare: languages.into_iter().filter_map(parser).collect() }
    }

    fn read(&mut self, path: &Path, kind: FileKind, options: Options) -> Sum {
        let Ok(text) = std::fs::read_to_string(path) else { return Sum::default() };
        let sum = Sum { files: 1, bytes: text.len(), ..Sum::default() };
        match kind {
            FileKind::Sql => Sum { statements: parse_sql(&text), ..sum },
            FileKind::Code(_) if text.len() > MAX_BYTES || text.lines().any(|l| l.len() > MAX_COLUMNS) => {
                Sum::default()
            }
            FileKind::Code(language) if options.lower => self.lower(path, &text, language, options, sum),
            FileKind::Code(language) => {
                let tree = self.bare.get_mut(&language).and_then(|parser| parser.parse(&text, None));
                Sum { nodes: tree.map_or(0, |tree| walk(&tree)), ..sum }
            }
            _ => Sum::default(),
        }
    }

    fn lower(&mut self, path: &Path, text: &str, language: Language, options: Options, sum: Sum) -> Sum {
        let lowered = self.lowering.lower(text, language);
        if options.list {
            for problem in &lowered.problems {
                println!("{} at byte {}: {}", path.display(), problem.range.start, problem.detail);
            }
        }
        Sum { nodes: lowered.code.exprs.len(), unknown: usize::from(!lowered.code.unparsed.is_empty()), ..sum }
    }
}

#[derive(Clone, Copy)]
struct Options {
    lower: bool,
    list: bool,
}

/// Parses the pieces of a SQL file and counts them.
fn parse_sql(text: &str) -> usize {
    let pieces = split(text).pieces;
    for piece in &pieces {
        let code = text.get(piece.code.start as usize..piece.code.end as usize).unwrap_or_default();
        std::hint::black_box(squawk_syntax::SourceFile::parse(code));
    }
    pieces.len()
}

/// Visits every node once and counts them.
fn walk(tree: &tree_sitter::Tree) -> usize {
    let mut cursor = tree.walk();
    let mut nodes = 0;
    loop {
        nodes += 1;
        if cursor.goto_first_child() {
            continue;
        }
        while !cursor.goto_next_sibling() {
            if !cursor.goto_parent() {
                return nodes;
            }
        }
    }
}

fn files_below(root: &str) -> Vec<(PathBuf, FileKind)> {
    walkdir::WalkDir::new(root)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(|e| !SKIPPED.iter().any(|s| e.file_name() == *s))
        .filter_map(Result::ok)
        .filter(|e| e.file_type().is_file())
        .map(|e| (kind_of(&e.file_name().to_string_lossy()), e.into_path()))
        .filter(|(kind, _)| matches!(kind, FileKind::Code(_) | FileKind::Sql))
        .map(|(kind, path)| (path, kind))
        .collect()
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let has = |option: &str| arguments.iter().any(|a| a == option);
    let options = Options { lower: has("--lower"), list: has("--list") };
    let files: Vec<(PathBuf, FileKind)> =
        arguments.iter().filter(|a| !a.starts_with("--")).flat_map(|root| files_below(root)).collect();
    let sum = files
        .par_iter()
        .map_init(Worker::new, |worker, (path, kind)| worker.read(path, *kind, options))
        .reduce(Sum::default, Sum::add);
    println!(
        "{} files, {} bytes, {} nodes, {} files with unknown regions, {} pieces of SQL",
        sum.files, sum.bytes, sum.nodes, sum.unknown, sum.statements
    );
}
