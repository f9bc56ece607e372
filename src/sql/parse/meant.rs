//! What a `CREATE TABLE` with a syntax error means where only some of its items are wrong: the table without these.

use squawk_syntax::SourceFile;

use super::{Cx, body, lower_sound};
use crate::sql::{
    invalid,
    scan::{TokenKind, Tokens},
    statement::{CreateTable, StatementKind},
};

/// The table that a refused `CREATE TABLE` would make without the items that are no SQL, such as `UNIQUE KEY by_day (day)` or
/// nothing at all behind the last comma. `None` where no column is left, or the fault lies outside of the items.
pub(super) fn table(code: &str, cx: Cx<'_>) -> Option<Box<CreateTable>> {
    let command = invalid::command(code);
    if !(command.starts_with("CREATE") && command.ends_with("TABLE")) {
        return None;
    }
    let items = items(code)?;
    let mut kept = code.as_bytes().to_vec();
    let mut is_first = true;
    for &(start, end) in &items {
        let is_sound = code.get(start..end).is_some_and(is_sound);
        let is_behind_comma = kept.get(start.wrapping_sub(1)) == Some(&b',');
        // The comma stays before each item that is sound, but the first.
        let from = if is_behind_comma && (is_first || !is_sound) { start - 1 } else { start };
        blank(&mut kept, from, if is_sound { start } else { end });
        is_first &= !is_sound;
    }
    let kept = String::from_utf8(kept).ok().filter(|_| !is_first)?;
    let parse = SourceFile::parse(&kept);
    if body::first_error_outside_bodies(&parse).is_some() {
        return None;
    }
    match lower_sound(&parse, cx)? {
        StatementKind::CreateTable(create) if !create.columns.is_empty() => Some(create),
        _ => None,
    }
}

/// Whether an item alone makes a table.
fn is_sound(item: &str) -> bool {
    !item.trim().is_empty()
        && body::first_error_outside_bodies(&SourceFile::parse(&format!("create table t (\n{item}\n)"))).is_none()
}

fn blank(bytes: &mut [u8], start: usize, end: usize) {
    if let Some(part) = bytes.get_mut(start..end) {
        part.iter_mut().filter(|byte| **byte != b'\n').for_each(|byte| *byte = b' ');
    }
}

/// The items of the first list in parentheses, by their bytes: `(start, end)` without the commas between them.
fn items(code: &str) -> Option<Vec<(usize, usize)>> {
    let (mut depth, mut start, mut items) = (0_u32, 0, Vec::new());
    for token in Tokens::new(code.as_bytes(), 0) {
        match token.kind {
            TokenKind::Other(b'(') => {
                depth += 1;
                if depth == 1 {
                    start = token.end;
                }
            }
            TokenKind::Other(b',') if depth == 1 => {
                items.push((start, token.start));
                start = token.end;
            }
            TokenKind::Other(b')') => {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    items.push((start, token.start));
                    return Some(items);
                }
            }
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use crate::sql::{parse::parse_file, statement::StatementKind};

    fn columns(text: &str) -> Option<Vec<String>> {
        let file = parse_file(text);
        let Some(StatementKind::Invalid(invalid)) = file.statements.first().map(|statement| &statement.kind) else {
            panic!("{text} is refused");
        };
        let meant = invalid.meant.as_ref()?;
        Some(meant.columns.iter().map(|column| column.name.name.clone()).collect())
    }

    #[test]
    fn items_that_are_no_sql_are_left_out() {
        let text = "create table visits (id uuid primary key, UNIQUE KEY by_day (day), day date default now(), -- ä, (\n n int,)";
        assert_eq!(columns(text), Some(vec!["id".to_owned(), "day".to_owned(), "n".to_owned()]));
        assert_eq!(columns("create table t (unique key by_a (a), a int)"), Some(vec!["a".to_owned()]));
    }

    #[test]
    fn what_is_wrong_elsewhere_means_nothing() {
        assert_eq!(columns("create table t (a int,) engine innodb = 1 2"), None);
        assert_eq!(columns("create table t (unique key by_a (a))"), None);
        assert_eq!(columns("create table t (a int"), None);
    }

    #[test]
    fn places_stay() {
        let text = "create table t (unique key x (y), amount numeric)";
        let file = parse_file(text);
        let Some(StatementKind::Invalid(invalid)) = file.statements.first().map(|s| &s.kind) else { panic!() };
        let range = invalid.meant.as_ref().map(|meant| meant.columns[0].name.range).unwrap_or_default();
        assert_eq!(&text[range.start as usize..range.end as usize], "amount");
    }
}
