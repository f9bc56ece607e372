use super::parse_file;
use crate::{
    source::span::Range,
    sql::{parse::parse_computed, statement::*},
};

fn at(text: &str, range: Range) -> &str {
    &text[range.start as usize..range.end as usize]
}

#[test]
fn statements_and_their_parts_are_placed() {
    let text = "-- é\n/* a */ alter table s.t /* b */ add column a int, -- c\n  drop column b ; create policy p on t using ( (a) )";
    let statements = parse_file(text).statements;
    let StatementKind::AlterTable(alter) = &statements[0].kind else { panic!() };
    assert_eq!(at(text, alter.name.range), "s.t");
    assert_eq!(at(text, alter.actions[0].range), "add column a int");
    assert_eq!(at(text, alter.actions[1].range), "drop column b");
    assert!(
        at(text, statements[0].range).starts_with("alter table") && at(text, statements[0].range).ends_with("column b")
    );
    let StatementKind::CreatePolicy(policy) = &statements[1].kind else { panic!() };
    assert_eq!(policy.using.as_ref().map(|u| at(text, u.range)), Some("(a)"));
}

#[test]
fn errors_are_placed_and_explained() {
    let text = "select 1;\ncreate policy if not exists \"p\" on public.t using (true);\nselect 2";
    let statements = parse_file(text).statements;
    let StatementKind::Invalid(invalid) = &statements[1].kind else { panic!() };
    assert_eq!(invalid.message, "CREATE POLICY has no IF NOT EXISTS");
    assert_eq!(invalid.target.as_ref().map(|t| at(text, t.range)), Some("public.t"));
    assert!(statements[1].range.contains(invalid.range));
}

#[test]
fn computed_statements_have_one_place() {
    let place = Range { start: 5, end: 9 };
    let statements = parse_computed("drop policy \"a\" on t; drop policy b on t", place);
    assert_eq!(statements.len(), 2);
    let StatementKind::Drop(dropped) = &statements[1].kind else { panic!() };
    assert_eq!((statements[1].range, dropped.objects[0].name.range), (place, place));
}
