//! What names mean at a place in a query: FROM items from the inside out, then variables.

use super::{Binder, Ty};
use crate::model::{
    replay::refusal::{Condition, Run, Stop, Subject},
    schema::{Id, Name, SqlType},
};

/// A column that can be named.
#[derive(Clone, Debug)]
pub(super) struct Column {
    pub(super) name: String,
    pub(super) ty: Ty,
    /// Its identity, when it is a column of a table.
    pub(super) id: Option<Id>,
}

/// One item of a FROM list.
#[derive(Clone, Debug)]
pub(super) struct Item {
    pub(super) alias: String,
    pub(super) relation: Option<Name>,
    /// `None`: not known.
    pub(super) columns: Option<Vec<Column>>,
    /// Whether it is the row that the whole expression is about.
    pub(super) own: bool,
}

/// The items of one query level.
#[derive(Clone, Debug, Default)]
pub(super) struct Scope {
    pub(super) items: Vec<Item>,
    /// Columns that `USING` made one.
    pub(super) merged: Vec<String>,
    /// Names that the select list gives, which `ORDER BY` and `GROUP BY` may use.
    pub(super) outputs: Vec<String>,
    /// Common table expressions.
    pub(super) ctes: Vec<(String, Option<Vec<Column>>)>,
    /// The function whose body this is: `name.parameter` is a way to write a parameter.
    function: Option<String>,
}

impl Scope {
    pub(super) fn of(items: Vec<Item>) -> Self {
        Self { items, ..Self::default() }
    }

    pub(super) fn function(name: String) -> Self {
        Self { function: Some(name), ..Self::default() }
    }
}

/// System columns, and words that the parser takes for columns.
const NO_COLUMNS: &[&str] =
    &["ctid", "xmin", "xmax", "cmin", "cmax", "tableoid", "oid", "default", "current_schema", "ordinality"];

impl Binder<'_> {
    /// A column by the parts of its name.
    pub(super) fn column(&mut self, parts: &[String]) -> Run<Ty> {
        match parts {
            [name] => self.plain_column(name),
            [qualifier, name] => self.qualified_column(None, qualifier, name),
            [schema, table, name] => self.qualified_column(Some(schema), table, name),
            _ => Ok(None),
        }
    }

    fn plain_column(&mut self, name: &str) -> Run<Ty> {
        for level in (0..self.scopes.len()).rev() {
            let Some(scope) = self.scopes.get(level) else { break };
            let found = scope.items.iter().flat_map(|item| {
                let columns = item.columns.iter().flatten().filter(|c| c.name == name);
                columns.map(move |c| (c.clone(), item.own))
            });
            let found: Vec<(Column, bool)> = found.collect();
            let merged = scope.merged.iter().any(|m| m == name);
            let unknown = scope.items.iter().any(|item| item.columns.is_none());
            let output = scope.outputs.iter().any(|o| o == name);
            match found.as_slice() {
                [_, ..] if self.conflicts && self.variables.contains_key(name) => {
                    let reason = format!("{name} may be the variable or the column of that name");
                    return Err(Stop::refused(Condition::AmbiguousColumn, reason));
                }
                [(column, own)] => return Ok(self.take(&column.clone(), *own)),
                [first, ..] if merged || unknown || output => return Ok(self.take(&first.0.clone(), false)),
                [_, _, ..] => {
                    return Err(Stop::refused(
                        Condition::AmbiguousColumn,
                        format!("column reference {name} is ambiguous"),
                    ));
                }
                [] if unknown || output => return Ok(None),
                [] => {}
            }
            if let Some(item) = scope.items.iter().find(|item| item.alias == name) {
                return Ok(item.relation.as_ref().map(|r| SqlType { name: r.clone(), modifier: None, array: false }));
            }
        }
        if let Some(ty) = self.variables.get(name) {
            return Ok(ty.clone());
        }
        if self.lenient || NO_COLUMNS.contains(&name) {
            return Ok(None);
        }
        let reason = format!("column {name} does not exist");
        Err(undefined(Condition::UndefinedColumn, Subject::Column(name.to_owned()), reason))
    }

    fn qualified_column(&mut self, schema: Option<&str>, qualifier: &str, name: &str) -> Run<Ty> {
        for level in (0..self.scopes.len()).rev() {
            let Some(scope) = self.scopes.get(level) else { break };
            if scope.function.as_deref() == Some(qualifier)
                && schema.is_none()
                && let Some(ty) = self.variables.get(name)
            {
                return Ok(ty.clone());
            }
            let meant = scope.items.iter().find(|item| {
                item.alias == qualifier
                    && schema
                        .is_none_or(|s| item.relation.as_ref().is_none_or(|r| r.schema == s && r.name == qualifier))
            });
            let Some(item) = meant else { continue };
            let Some(columns) = &item.columns else { return Ok(None) };
            match columns.iter().find(|c| c.name == name) {
                Some(column) => {
                    let (column, own) = (column.clone(), item.own);
                    return Ok(self.take(&column, own));
                }
                None if NO_COLUMNS.contains(&name) => return Ok(None),
                None => {
                    let reason = format!("column {qualifier}.{name} does not exist");
                    return Err(undefined(Condition::UndefinedColumn, Subject::Column(name.to_owned()), reason));
                }
            }
        }
        if let (None, Some(row)) = (schema, self.rows.get(qualifier)) {
            return match row {
                Some(columns) => match columns.iter().find(|column| column.name == name) {
                    Some(column) => Ok(column.ty.clone()),
                    None => {
                        let reason = format!("{qualifier} has no column {name}");
                        Err(undefined(Condition::UndefinedColumn, Subject::Column(name.to_owned()), reason))
                    }
                },
                None => Ok(None),
            };
        }
        // A field of a column or variable of a row type.
        if self.lenient || self.variables.contains_key(qualifier) {
            return Ok(None);
        }
        let reason = format!("missing FROM-clause entry for table {qualifier}");
        Err(Stop::refused(Condition::UndefinedTable, reason))
    }

    /// Notes the use of a column.
    fn take(&mut self, column: &Column, own: bool) -> Ty {
        self.bound.uses.extend(column.id);
        if own {
            self.bound.columns.insert(column.name.clone());
        }
        column.ty.clone()
    }

    /// The columns that `*` or `alias.*` stands for; `None` when they are not known.
    pub(super) fn star(&mut self, qualifier: &[String]) -> Run<Option<Vec<Column>>> {
        let Some(scope) = self.scopes.last() else { return Ok(None) };
        let wanted = qualifier.last();
        let mut all = Vec::new();
        let mut met = false;
        for item in &scope.items {
            if wanted.is_some_and(|w| *w != item.alias) {
                continue;
            }
            met = true;
            let Some(columns) = &item.columns else { return Ok(None) };
            for column in columns {
                let repeated =
                    scope.merged.contains(&column.name) && all.iter().any(|c: &Column| c.name == column.name);
                if !repeated {
                    all.push(column.clone());
                }
            }
        }
        if let (Some(name), false) = (wanted, met) {
            let outer = self.scopes.iter().any(|s| s.items.iter().any(|i| i.alias == *name));
            if outer || self.lenient || self.variables.contains_key(name) {
                return Ok(None);
            }
            return Err(Stop::refused(
                Condition::UndefinedTable,
                format!("missing FROM-clause entry for table {name}"),
            ));
        }
        self.bound.uses.extend(all.iter().filter_map(|c| c.id));
        Ok(Some(all))
    }
}

pub(super) fn undefined(condition: Condition, missing: Subject, reason: String) -> Stop {
    let refusal = crate::model::replay::refusal::Refusal { condition, reason, missing: Some(missing) };
    Stop::Refused(Box::new(refusal))
}
