//! The least that any reading of a project costs: walk the folders, read the files, parse each one, walk each tree once.
//! With `--lower` the files are lowered too. Prints what was done; time it from outside.
#![allow(missing_docs, clippy::print_stdout, reason = "a measuring tool")]

use std::path::Path;

use plimsoll::{model::Language, syntax::Parsers};
use rayon::prelude::*;

const MAX_BYTES: usize = 1 << 20;

fn language(path: &Path) -> Option<Language> {
    match path.extension()?.to_str()? {
        "ts" | "mts" | "cts" => Some(Language::TypeScript),
        "tsx" => Some(Language::Tsx),
        "js" | "jsx" | "mjs" | "cjs" => Some(Language::JavaScript),
        _ => None,
    }
}

/// Parses with a bare parser and visits every node once.
fn parse_and_walk(parser: &mut tree_sitter::Parser, text: &str, language: Language) -> usize {
    let grammar: tree_sitter::Language = match language {
        Language::TypeScript => tree_sitter_typescript::LANGUAGE_TYPESCRIPT.into(),
        Language::Tsx => tree_sitter_typescript::LANGUAGE_TSX.into(),
        Language::JavaScript => tree_sitter_javascript::LANGUAGE.into(),
    };
    let Ok(()) = parser.set_language(&grammar) else { return 0 };
    let Some(tree) = parser.parse(text, None) else { return 0 };
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

#[derive(Default)]
struct Sum {
    files: usize,
    bytes: usize,
    nodes: usize,
    unknown: usize,
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let lower = arguments.iter().any(|a| a == "--lower");
    let list = arguments.iter().any(|a| a == "--list");
    let skipped = ["node_modules", ".git", "dist", "build", ".next"];
    let files: Vec<_> = arguments
        .iter()
        .filter(|a| !a.starts_with("--"))
        .flat_map(|root| {
            walkdir::WalkDir::new(root)
                .sort_by_file_name()
                .into_iter()
                .filter_entry(|e| !skipped.iter().any(|s| e.file_name() == *s))
                .filter_map(Result::ok)
                .filter(|e| e.file_type().is_file())
                .filter_map(|e| language(e.path()).map(|l| (e.into_path(), l)))
        })
        .collect();
    let read = |(parsers, parser): &mut (Parsers, tree_sitter::Parser),
                (path, language): &(std::path::PathBuf, Language)| {
        let Ok(text) = std::fs::read_to_string(path) else { return Sum::default() };
        if text.len() > MAX_BYTES || text.lines().any(|l| l.len() > 5000) {
            return Sum::default();
        }
        let mut sum = Sum { files: 1, bytes: text.len(), nodes: 0, unknown: 0 };
        if lower {
            let lowered = parsers.lower(&text, *language);
            sum.nodes = lowered.code.exprs.len();
            sum.unknown = usize::from(!lowered.code.unparsed.is_empty());
            if list && sum.unknown > 0 {
                let at = lowered.problems.first().map_or(0, |p| p.range.start as usize);
                println!("{}:{} {:?}", path.display(), text[..at].lines().count(), lowered.problems);
            }
        } else {
            sum.nodes = parse_and_walk(parser, &text, *language);
        }
        sum
    };
    let add = |a: Sum, b: Sum| Sum {
        files: a.files + b.files,
        bytes: a.bytes + b.bytes,
        nodes: a.nodes + b.nodes,
        unknown: a.unknown + b.unknown,
    };
    let sum =
        files.par_iter().map_init(|| (Parsers::new(), tree_sitter::Parser::new()), read).reduce(Sum::default, add);
    println!(
        "{} files, {} bytes, {} nodes, {} files with unknown regions",
        sum.files, sum.bytes, sum.nodes, sum.unknown
    );
}
