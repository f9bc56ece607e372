//! Literals that cannot be values of a column's type, and patterns for columns that hold no text.

use crate::{
    facts::code::{Code, ExprKind},
    model::{
        Project,
        queries::{Comparison, Condition, Query},
        schema::{Name, Part, SqlType, Table},
    },
};

/// What a call does with a column that the database refuses.
#[derive(Debug)]
pub struct Mistyped<'p> {
    /// The table.
    pub table: Name,
    /// The column.
    pub column: String,
    /// What the column holds.
    pub ty: &'p SqlType,
    /// The literal, as the database reads it; `None` for a pattern.
    pub value: Option<String>,
}

/// What a call does with a column.
enum Use {
    Value(String),
    Pattern,
}

impl Project {
    /// What a call writes or compares that the types of the columns refuse, where no statement that fails may have changed
    /// them.
    #[must_use]
    pub fn mistyped(&self, query: &Query) -> Vec<Mistyped<'_>> {
        let Some((_, name, table)) = self.table_of(query) else { return Vec::new() };
        let written = self.written_constants(query).into_iter().map(|(column, value)| (column, Use::Value(value)));
        let refused = written.chain(compared(self, query)).filter_map(|(column, used)| {
            let ty = column_type(self, &name, table, &column)?;
            let value = match used {
                Use::Value(value) if !ty.accepts(&value) => Some(value),
                Use::Pattern if !ty.takes_patterns() => None,
                _ => return None,
            };
            Some(Mistyped { table: name.clone(), column, ty, value })
        });
        refused.collect()
    }
}

/// The type of a column that no statement which fails may have changed.
fn column_type<'t>(project: &Project, name: &Name, table: &'t Table, column: &str) -> Option<&'t SqlType> {
    let known = table.column(column).filter(|_| table.knows(Part::Columns))?;
    let is_other = |other: &Table| other.column(column).is_some_and(|c| c.ty != known.ty);
    let is_certain = !project.may_change(name, Part::Columns, |held| held == column)
        && !project.other_declarations(name, table).any(is_other);
    is_certain.then_some(&known.ty)
}

/// What columns are compared with: literals, by operators that take the type of the column, and patterns.
fn compared(project: &Project, query: &Query) -> Vec<(String, Use)> {
    let comparisons = query.conditions.iter().flat_map(Condition::comparisons).filter(|c| c.path.is_none());
    let code = project.file(query.at.file).code.as_ref();
    comparisons.filter_map(|c| Some((c.column.clone()?, compared_with(code, c)?))).collect()
}

fn compared_with(code: Option<&Code>, comparison: &Comparison) -> Option<Use> {
    let op = comparison.op.strip_prefix("not.").unwrap_or(&comparison.op);
    // A variable that begins as null is something else by the time of the call.
    let is_written = |text: &str| {
        let is_null = |value| code.is_some_and(|code| code.expr(value) == ExprKind::Null);
        text != "null" || comparison.value.is_none_or(is_null)
    };
    match op {
        "eq" | "neq" | "gt" | "gte" | "lt" | "lte" => {
            let text = comparison.literal.as_deref().filter(|text| is_written(text))?;
            Some(Use::Value(text.trim_matches('"').to_owned()))
        }
        "like" | "ilike" | "match" | "imatch" => Some(Use::Pattern),
        _ => None,
    }
}
