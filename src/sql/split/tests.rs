use proptest::prelude::*;

use super::*;

fn statements(text: &str) -> Vec<&str> {
    let pieces = split(text).pieces;
    let code = |p: &Piece| &text[p.code.start as usize..p.code.end as usize];
    pieces.iter().filter(|p| p.kind == PieceKind::Statement).map(code).collect()
}

fn rebuilds(text: &str) -> bool {
    let pieces = split(text).pieces;
    let mut at = 0;
    for piece in &pieces {
        if piece.range.start != at || !piece.range.contains(piece.code) || piece.range.end <= piece.range.start {
            return false;
        }
        at = piece.range.end;
    }
    at as usize == text.len()
}

#[test]
fn statements_end_at_semicolons_outside_of_quotes() {
    let text = "select ';' ; -- a;b\n select $f$ ; $f$, \";\" /* ; /* ; */ */ ;\nselect E'\\';' ;select 1";
    assert_eq!(statements(text), ["select ';'", "select $f$ ; $f$, \";\"", "select E'\\';'", "select 1"]);
}

#[test]
fn comments_and_byte_order_mark_are_no_code() {
    let text = "\u{feff}-- hello\r\n\r\ncreate table a (b int) -- there\r\n;\r\n-- end\r\n";
    assert_eq!(statements(text), ["create table a (b int)"]);
    assert_eq!(split(text).pieces.last().map(|p| p.kind), Some(PieceKind::Blank));
}

#[test]
fn atomic_bodies_hold_semicolons() {
    let text =
        "create function f() returns int begin atomic select case when true then 1 end; select 2; end; begin; end;";
    assert_eq!(statements(text).len(), 3);
    assert!(statements(text)[0].ends_with("end"));
    assert_eq!(statements("begin;commit; select beginatomic;select a.b;").len(), 4);
}

#[test]
fn copy_data_and_psql_lines_are_pieces_of_their_own() {
    let text = "\\restrict x;y\nCOPY public.t (a, b) FROM stdin;\n1\t'it;s\n\\.\nselect 1;\nselect 2 \\gexec\nselect 3";
    let kinds: Vec<PieceKind> = split(text).pieces.iter().map(|p| p.kind).collect();
    assert_eq!(
        kinds,
        [
            PieceKind::Psql,
            PieceKind::Statement,
            PieceKind::CopyData,
            PieceKind::Statement,
            PieceKind::Statement,
            PieceKind::Psql,
            PieceKind::Statement
        ]
    );
    assert_eq!(statements("copy t from 'a.csv'; select 1;").len(), 2);
}

#[test]
fn depth_is_measured_per_statement() {
    let text = format!("select {}1{}; select (1)", "(".repeat(300), ")".repeat(300));
    let depths: Vec<u32> = split(&text).pieces.iter().map(|p| p.depth).collect();
    assert_eq!(depths, [300, 1]);
}

#[test]
fn directives_are_found_everywhere_but_in_strings() {
    let text = "-- plimsoll-ignore a/b: why\nselect '-- plimsoll-ignore c/d: no';\n/* plimsoll-accept e/f: x */\n\
                create function g() as $$\n begin -- plimsoll-ignore h/i: in a body\n end $$;";
    let found: Vec<String> = split(text).directives.into_iter().map(|d| d.text).collect();
    assert_eq!(found, ["plimsoll-ignore a/b: why", "plimsoll-accept e/f: x", "plimsoll-ignore h/i: in a body"]);
}

proptest! {
    #[test]
    fn pieces_rebuild_any_text(text in "\\PC*") {
        prop_assert!(rebuilds(&text));
    }

    #[test]
    fn pieces_rebuild_sql_like_text(
        parts in proptest::collection::vec(
            prop_oneof![
                Just(";"), Just("'"), Just("\""), Just("$$"), Just("$a$"), Just("--"), Just("\n"), Just("/*"), Just("*/"),
                Just("\\"), Just("E'"), Just("begin atomic "), Just("end"), Just("case "), Just("copy t from stdin;"),
                Just("\\."), Just("("), Just(")"), Just(" x "), Just("\r\n"), Just("\0"), Just("é"),
            ],
            0..60,
        )
    ) {
        prop_assert!(rebuilds(&parts.concat()));
    }
}
