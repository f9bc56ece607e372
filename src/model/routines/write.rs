//! What a statement of a body writes, and with which values.

use crate::{
    model::schema::{Name, Schema},
    sql::expr::{Assignment, Expr, ExprKind, Insert, QueryBody, Statement},
};

/// One write of a table.
#[derive(Clone, Debug)]
pub struct Write {
    /// The table.
    pub table: Name,
    /// What is done to it.
    pub kind: WriteKind,
    /// The columns that are set, each with its value where that is known.
    pub columns: Vec<(String, Option<Expr>)>,
    /// Which rows.
    pub condition: Option<Expr>,
    /// A row that is there already stays as it is: `ON CONFLICT DO NOTHING`.
    pub keeps: bool,
    /// What it sets in a row that is there already: `ON CONFLICT DO UPDATE SET …`.
    pub overwrites: Vec<String>,
    /// By which columns such a row is found: `ON CONFLICT (columns)`.
    pub found_by: Vec<String>,
}

/// The kinds of write.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum WriteKind {
    /// Rows are added.
    Insert,
    /// Rows are changed.
    Update,
    /// Rows are taken away.
    Delete,
}

impl Write {
    /// What a statement that changes rows of `table` does; `None` for one that changes none.
    pub(super) fn of(statement: &Statement, table: Name, schema: &Schema) -> Option<Self> {
        Some(match statement {
            Statement::Insert(insert) => Self {
                columns: inserted(insert, schema, &table),
                kind: WriteKind::Insert,
                condition: None,
                keeps: insert.on_conflict && insert.conflict_set.is_empty(),
                overwrites: overwritten(insert),
                found_by: insert.conflict_columns.clone(),
                table,
            },
            Statement::Update(update) => Self {
                columns: assigned(&update.set),
                kind: WriteKind::Update,
                condition: update.condition.clone(),
                keeps: false,
                overwrites: Vec::new(),
                found_by: Vec::new(),
                table,
            },
            Statement::Delete(delete) => Self {
                columns: Vec::new(),
                kind: WriteKind::Delete,
                condition: delete.condition.clone(),
                keeps: false,
                overwrites: Vec::new(),
                found_by: Vec::new(),
                table,
            },
            Statement::Query(_) | Statement::Other => return None,
        })
    }
}

/// The columns that an insert changes in a row that is there already.
fn overwritten(insert: &Insert) -> Vec<String> {
    insert.conflict_set.iter().flat_map(|assignment| &assignment.columns).cloned().collect()
}

fn inserted(insert: &Insert, schema: &Schema, table: &Name) -> Vec<(String, Option<Expr>)> {
    let mut names = insert.columns.clone();
    if names.is_empty() {
        names = schema.table(table).iter().flat_map(|t| t.columns.iter().map(|c| c.name.clone())).collect();
    }
    let values: Vec<Expr> = match insert.source.as_ref().map(|source| &source.body) {
        Some(QueryBody::Values(rows)) => columns_of(rows),
        Some(QueryBody::Select(select)) => select.items.iter().map(|item| item.value.clone()).collect(),
        _ => Vec::new(),
    };
    let mut columns: Vec<(String, Option<Expr>)> =
        names.into_iter().enumerate().map(|(index, name)| (name, values.get(index).cloned())).collect();
    columns.extend(assigned(&insert.conflict_set));
    columns
}

/// The values of each column of several rows: one where they are the same, else all of them together.
fn columns_of(rows: &[Vec<Expr>]) -> Vec<Expr> {
    let Some((first, others)) = rows.split_first() else { return Vec::new() };
    let column = |(index, value): (usize, &Expr)| {
        let below: Vec<&Expr> = others.iter().filter_map(|row| row.get(index)).collect();
        if below.iter().all(|other| other.kind == value.kind) {
            return value.clone();
        }
        let all = std::iter::once(value).chain(below).cloned().collect();
        Expr { kind: ExprKind::Other(all), range: value.range }
    };
    first.iter().enumerate().map(column).collect()
}

fn assigned(set: &[Assignment]) -> Vec<(String, Option<Expr>)> {
    let each = set.iter().flat_map(|assignment| {
        let value = (assignment.columns.len() == 1).then(|| assignment.value.clone());
        assignment.columns.iter().map(move |column| (column.clone(), value.clone()))
    });
    each.collect()
}
