//! `RETURN QUERY`: its columns against those that the function promises. PostgreSQL converts nothing here: `varchar` is no
//! `text`, and `count(*)` no `integer`.

use super::{Column, row_of};
use crate::{
    model::{
        replay::refusal::{Condition, Run, Stop},
        schema::{Function, ParamMode, Returns, Schema, SqlType},
    },
    sql::expr::{Expr, ExprKind, Query},
};

/// Refuses a query whose columns are surely others than the function promises.
pub(super) fn require(schema: &Schema, function: &Function, query: &Query, columns: Option<&[Column]>) -> Run {
    let (Some(columns), Some(promised)) = (columns, promised(schema, function)) else { return Ok(()) };
    if columns.len() != promised.len() {
        let reason = format!("the query gives {} columns, the function promises {}", columns.len(), promised.len());
        return Err(Stop::refused(Condition::DatatypeMismatch, reason));
    }
    // What a star stands for is no item of its own.
    let items = query.as_select().map_or(&[][..], |select| select.items.as_slice());
    if items.len() != columns.len() {
        return Ok(());
    }
    for (index, ((item, column), wanted)) in items.iter().zip(columns).zip(&promised).enumerate() {
        let Some(ty) = column.ty.as_ref().filter(|_| is_plain(&item.value)) else { continue };
        if ty.name != wanted.name || ty.array != wanted.array {
            let reason = format!("column {} of the query is of type {ty}, the function promises {wanted}", index + 1);
            return Err(Stop::refused(Condition::DatatypeMismatch, reason));
        }
    }
    Ok(())
}

fn promised(schema: &Schema, function: &Function) -> Option<Vec<SqlType>> {
    let outputs =
        function.params.iter().filter(|p| matches!(p.mode, ParamMode::Table | ParamMode::Out | ParamMode::InOut));
    let outputs: Vec<SqlType> = outputs.map(|p| p.ty.clone()).collect();
    match &function.returns {
        Returns::Table => Some(outputs),
        Returns::Set(_) if outputs.len() > 1 => Some(outputs),
        Returns::Set(ty) if ty.is_polymorphic() => None,
        Returns::Set(ty) if ty.built_in_name().is_some() => Some(vec![ty.clone()]),
        Returns::Set(ty) => Some(row_of(schema, ty)?.into_iter().map(|column| column.ty).collect::<Option<_>>()?),
        _ => None,
    }
}

/// Whether the type of a value is that of a column, of a count, or written.
fn is_plain(value: &Expr) -> bool {
    match &value.kind {
        ExprKind::Column(_) | ExprKind::Cast(..) => true,
        ExprKind::Call(call) => call.name.last().is_some_and(|name| name == "count"),
        _ => false,
    }
}
