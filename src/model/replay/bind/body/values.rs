//! Values that the rows of a statement bring, and that a check or a variable refuses when it runs.

use super::super::{Binder, Column};
use crate::{
    model::{
        contract::allowed_values,
        replay::refusal::{Condition, Refusal},
        schema::Name,
    },
    sql::{
        expr::{Expr, ExprKind, Insert, QueryBody, Statement},
        statement::IntoTargets,
    },
};

/// Types none of whose values can be read as an array.
const NO_ARRAY: &[&str] = &[
    "uuid",
    "int2",
    "int4",
    "int8",
    "numeric",
    "float4",
    "float8",
    "bool",
    "date",
    "timestamp",
    "timestamptz",
    "jsonb",
];

/// A value that is refused whenever the statement has a row.
pub(super) struct RefusedValue {
    pub(super) refusal: Refusal,
    /// The table whose check refuses it.
    pub(super) table: Option<Name>,
    /// Whether the statement has a row each time it runs.
    pub(super) each_time: bool,
}

impl Binder<'_> {
    /// What of a statement that gives these columns is refused: a literal that the check of its column does not list, a
    /// single value for a variable that holds an array.
    pub(super) fn refused_value(
        &mut self,
        tree: &Statement,
        columns: Option<&[Column]>,
        into: Option<&IntoTargets>,
    ) -> Option<RefusedValue> {
        let table = match tree {
            Statement::Insert(insert) => self.written_table(&insert.table).ok()?,
            Statement::Update(update) => self.written_table(&update.table).ok()?,
            _ => None,
        };
        let outside = table.as_ref().and_then(|table| self.outside_checks(table, tree));
        let table = table.filter(|_| outside.is_some());
        let refusal = outside.or_else(|| self.no_array(columns?, into?))?;
        let has_row = matches!(tree, Statement::Insert(insert) if !rows(insert).is_empty() && !insert.on_conflict);
        Some(RefusedValue { refusal, table, each_time: has_row })
    }

    fn outside_checks(&self, table: &Name, tree: &Statement) -> Option<Refusal> {
        match tree {
            Statement::Insert(insert) => {
                let targets = self.targets(table, insert);
                let mut values = rows(insert).iter().flat_map(|row| targets.iter().zip(row));
                values.find_map(|(column, value)| self.outside_check(table, column, value))
            }
            // One that looks for a word which no row holds finds none.
            Statement::Update(update) if update.condition.as_ref().is_some_and(|c| self.asks_outside(table, c)) => None,
            Statement::Update(update) => {
                update.set.iter().find_map(|set| self.outside_check(table, set.columns.first()?, &set.value))
            }
            _ => None,
        }
    }

    /// Whether a condition asks a column for a word that its check does not list.
    fn asks_outside(&self, table: &Name, condition: &Expr) -> bool {
        match &condition.kind {
            ExprKind::And(parts) => parts.iter().any(|part| self.asks_outside(table, part)),
            ExprKind::Binary(left, op, right) if op == "=" => match &left.uncast().kind {
                ExprKind::Column(parts) => {
                    parts.last().is_some_and(|column| self.outside_check(table, column, right).is_some())
                }
                _ => false,
            },
            _ => false,
        }
    }

    fn targets(&self, table: &Name, insert: &Insert) -> Vec<String> {
        if !insert.columns.is_empty() {
            return insert.columns.clone();
        }
        let columns = self.replay.schema.table(table).map(|table| table.columns.iter());
        columns.into_iter().flatten().map(|column| column.name.clone()).collect()
    }

    fn outside_check(&self, table: &Name, column: &str, value: &Expr) -> Option<Refusal> {
        let text = literal(value)?;
        let schema = &self.replay.schema;
        let allowed = allowed_values(schema, schema.table(table)?, column)?;
        let reason = format!("the check of {table}.{column} does not list {text}");
        let refusal = Refusal { condition: Condition::CheckViolation, reason, missing: None };
        (!allowed.iter().any(|taken| taken == text)).then_some(refusal)
    }

    /// `… RETURNING id INTO ids`, where `ids` is an array: what comes is read as the text of one.
    fn no_array(&self, columns: &[Column], into: &IntoTargets) -> Option<Refusal> {
        let mut given = columns.iter().zip(&into.targets);
        given.find_map(|(column, target)| {
            let name = super::plain(target);
            let wanted = self.variables.get(&name)?.as_ref().filter(|ty| ty.array)?;
            let ty = column.ty.as_ref().filter(|ty| !ty.array)?;
            ty.built_in_name().filter(|name| NO_ARRAY.contains(name))?;
            let reason = format!("{name} is of type {wanted}, and gets a single {ty}");
            Some(Refusal { condition: Condition::InvalidTextRepresentation, reason, missing: None })
        })
    }
}

/// The rows that stand in an insert.
fn rows(insert: &Insert) -> &[Vec<Expr>] {
    match insert.source.as_ref().map(|source| &source.body) {
        Some(QueryBody::Values(rows)) => rows,
        _ => &[],
    }
}

/// A quoted text, as it is or as text: `'sent'::text`.
fn literal(value: &Expr) -> Option<&str> {
    let is_text = !matches!(&value.kind, ExprKind::Cast(_, ty) if !matches!(ty.as_str(), "text" | "varchar"));
    value.as_text().filter(|_| is_text)
}
