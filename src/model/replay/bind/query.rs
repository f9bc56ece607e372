//! Queries: FROM lists, select lists, common table expressions.

use super::{
    Binder, columns_of,
    scope::{Column, Item, Scope, undefined},
};
use crate::{
    model::{
        replay::{
            extension::system_columns,
            index::figure_name,
            lookup::Found,
            refusal::{Condition, Run, Stop, Subject},
        },
        schema::{Name, ParamMode, Part, Returns, Unsure},
    },
    sql::expr::{Expr, ExprKind, FromItem, Query, QueryBody, Select, SortKey, Source, TableName},
};

/// The columns of a query; `None` when they are not known.
pub(super) type Columns = Option<Vec<Column>>;

/// What a table name stands for.
enum Table {
    Known(Name),
    /// One of PostgreSQL's own.
    System(Name),
    Cte(Columns),
    /// It is there, or may be, and nothing is known of it.
    Unknown,
}

impl Binder<'_> {
    /// Binds a query and gives its columns.
    pub(super) fn query(&mut self, query: &Query) -> Run<Columns> {
        let depth = self.scopes.len();
        self.scopes.push(Scope::default());
        let result = self.query_in_scope(query);
        self.scopes.truncate(depth);
        result
    }

    fn query_in_scope(&mut self, query: &Query) -> Run<Columns> {
        for cte in &query.ctes {
            let level = self.scopes.len() - 1;
            // A recursive one reads itself: until it is known, it stands for anything.
            self.define_cte(level, &cte.name, None);
            let columns = settled(self.query(&cte.query)?);
            let columns = named(columns, &cte.columns);
            self.define_cte(level, &cte.name, columns);
        }
        let columns = self.body(&query.body)?;
        // ORDER BY sees the rows of a plain select and the names of its columns.
        let outputs: Vec<String> = columns.iter().flatten().map(|c| c.name.clone()).collect();
        if let Some(scope) = self.scopes.last_mut() {
            scope.outputs.extend(outputs);
            if columns.is_none() || query.as_select().is_none() {
                scope.items.push(Item { alias: String::new(), relation: None, columns: None, own: false });
            }
        }
        for SortKey { expr, .. } in &query.order {
            if !self.is_output(expr) {
                self.expr(expr)?;
            }
        }
        if let Some(limit) = &query.limit {
            self.expr(limit)?;
        }
        Ok(columns)
    }

    /// `ORDER BY name` of a column that the select list names: no variable is meant.
    fn is_output(&self, expr: &Expr) -> bool {
        let outputs = self.scopes.last().map_or(&[][..], |scope| scope.outputs.as_slice());
        self.conflicts && expr.as_column().is_some_and(|name| outputs.iter().any(|output| output == name))
    }

    fn define_cte(&mut self, level: usize, name: &str, columns: Columns) {
        if let Some(scope) = self.scopes.get_mut(level) {
            scope.ctes.retain(|(n, _)| n != name);
            scope.ctes.push((name.to_owned(), columns));
        }
    }

    fn body(&mut self, body: &QueryBody) -> Run<Columns> {
        match body {
            QueryBody::Select(select) => self.select(select),
            QueryBody::Set(_, left, right) => {
                let columns = settled(self.body_apart(left)?);
                let others = self.body_apart(right)?;
                if let (Some(a), Some(b)) = (&columns, &others)
                    && a.len() != b.len()
                {
                    let reason = "each UNION query must have the same number of columns";
                    return Err(Stop::refused(Condition::SyntaxError, reason));
                }
                Ok(columns)
            }
            QueryBody::Values(rows) => {
                let mut columns: Vec<Column> = Vec::new();
                for row in rows {
                    for (i, value) in row.iter().enumerate() {
                        let ty = self.expr(value)?;
                        if i >= columns.len() {
                            columns.push(Column { name: format!("column{}", i + 1), ty, id: None });
                        }
                    }
                }
                Ok(Some(columns))
            }
            QueryBody::Query(query) => self.query(query),
            QueryBody::Modify(statement) => self.modify(statement),
        }
    }

    fn body_apart(&mut self, body: &QueryBody) -> Run<Columns> {
        let depth = self.scopes.len();
        self.scopes.push(Scope::default());
        let result = self.body(body);
        self.scopes.truncate(depth);
        result
    }

    fn select(&mut self, select: &Select) -> Run<Columns> {
        self.from(&select.from)?;
        let columns = self.select_list(select.items.iter().map(|i| (&i.value, i.alias.as_deref())))?;
        if let Some(condition) = &select.condition {
            self.row_condition(condition)?;
        }
        if let Some(scope) = self.scopes.last_mut() {
            scope.outputs.extend(columns.iter().flatten().map(|c| c.name.clone()));
        }
        for expr in &select.group_by {
            self.expr(expr)?;
        }
        if let Some(having) = &select.having {
            self.condition(having)?;
        }
        Ok(columns)
    }

    /// The columns that a select list gives.
    pub(super) fn select_list<'e>(&mut self, items: impl Iterator<Item = (&'e Expr, Option<&'e str>)>) -> Run<Columns> {
        let mut columns = Some(Vec::new());
        for (value, alias) in items {
            if let ExprKind::Star(qualifier) = &value.kind {
                let star = self.star(qualifier)?;
                columns = columns.zip(star).map(|(mut all, star)| {
                    all.extend(star);
                    all
                });
                continue;
            }
            let ty = self.expr(value)?;
            let name = alias.map(str::to_owned).or_else(|| figure_name(value)).unwrap_or_else(|| "?column?".to_owned());
            if let Some(columns) = &mut columns {
                columns.push(Column { name, ty, id: None });
            }
        }
        Ok(columns)
    }

    /// Puts the items of a FROM list into the innermost scope. Each sees those before it, as `LATERAL` does.
    pub(super) fn from(&mut self, items: &[FromItem]) -> Run {
        for item in items {
            let made = match &item.source {
                Source::Nested(inner) => {
                    self.from(inner)?;
                    None
                }
                Source::Table(table) => Some(self.table_item(table)?),
                Source::Query(query) => {
                    let columns = settled(self.query(query)?);
                    Some(Item { alias: String::new(), relation: None, columns, own: false })
                }
                Source::Call(call) => Some(self.call_item(call)?),
                Source::Other => Some(Item { alias: String::new(), relation: None, columns: None, own: false }),
            };
            if let Some(mut made) = made {
                let of_call = matches!(item.source, Source::Call(_));
                if let Some(alias) = &item.alias {
                    made.alias.clone_from(alias);
                    if let (true, Some([only])) = (of_call, made.columns.as_deref_mut()) {
                        only.name.clone_from(alias);
                    }
                }
                made.columns = named(made.columns, &item.columns);
                if let Some(scope) = self.scopes.last_mut() {
                    scope.items.push(made);
                }
            }
            if let Some(join) = &item.join {
                if let Some(scope) = self.scopes.last_mut() {
                    scope.merged.extend(join.using.iter().cloned());
                }
                if let Some(on) = &join.on {
                    self.condition(on)?;
                }
            }
        }
        Ok(())
    }

    fn table_item(&mut self, table: &TableName) -> Run<Item> {
        let (relation, columns) = match self.find_table(table)? {
            Table::System(name) => {
                let columns = system_columns(&name.schema, &name.name)
                    .map(|all| all.map(|c| Column { name: c.to_owned(), ty: None, id: None }).collect());
                (None, columns)
            }
            Table::Known(name) => {
                self.use_relation(&name);
                self.reads.insert(name.clone());
                let columns = columns_of(&self.replay.schema, &name);
                (Some(name), columns)
            }
            Table::Cte(columns) => (None, columns),
            Table::Unknown => (None, None),
        };
        Ok(Item { alias: table.name.clone(), relation, columns, own: false })
    }

    pub(super) fn use_relation(&mut self, name: &Name) {
        let id = self.replay.relation_id(name);
        self.bound.uses.extend(id);
    }

    fn find_table(&mut self, table: &TableName) -> Run<Table> {
        let mut placeholder = false;
        if table.schema.is_none() {
            for scope in self.scopes.iter().rev() {
                if let Some((_, columns)) = scope.ctes.iter().find(|(name, _)| *name == table.name) {
                    match columns {
                        Some(columns) => return Ok(Table::Cte(Some(columns.clone()))),
                        None => placeholder = true,
                    }
                    break;
                }
            }
        }
        match self.find_relation(table) {
            Ok(name) => Ok(name),
            Err(_) if placeholder => Ok(Table::Unknown),
            Err(stop) => Err(stop),
        }
    }

    fn find_relation(&mut self, table: &TableName) -> Run<Table> {
        let name = crate::sql::statement::ObjectName {
            schema: table.schema.clone(),
            name: table.name.clone(),
            range: crate::source::span::Range::default(),
        };
        let outer = std::mem::replace(&mut self.replay.session.search_path, self.path.clone());
        let system = match self.replay.find_relation(&name) {
            Some(Found::System(name)) => Some(name),
            _ => None,
        };
        let found = self.replay.relation(&name);
        self.replay.session.search_path = outer;
        match found {
            Ok(name) => Ok(Table::Known(name)),
            Err(Stop::Skipped) => Ok(system.map_or(Table::Unknown, Table::System)),
            Err(Stop::Refused(refusal))
                if !self.replay.schema.unsure.contains(&Unsure::Relations) && !self.may_be_there(&table.name) =>
            {
                Err(Stop::Refused(refusal))
            }
            Err(_) => Ok(Table::Unknown),
        }
    }

    /// Whether a statement that fails would have made this relation, and that counts.
    fn may_be_there(&self, name: &str) -> bool {
        let mut withheld = self.replay.schema.withheld.iter().map(|(thing, _)| thing);
        self.takes_withheld && withheld.any(|thing| thing.part == Part::Existence && thing.of.name == name)
    }

    /// The table that a statement writes.
    pub(super) fn written_table(&mut self, table: &TableName) -> Run<Option<Name>> {
        match self.find_relation(table)? {
            Table::Known(name) => {
                self.use_relation(&name);
                Ok(Some(name))
            }
            _ => Ok(None),
        }
    }

    /// A function in FROM: its rows, or its one value under the function's name.
    fn call_item(&mut self, expr: &Expr) -> Run<Item> {
        let ty = self.expr(expr)?;
        let name = match &expr.kind {
            ExprKind::Call(call) => call.name.last().cloned().unwrap_or_default(),
            _ => String::new(),
        };
        let unknown = |alias: String| Item { alias, relation: None, columns: None, own: false };
        let ExprKind::Call(call) = &expr.kind else { return Ok(unknown(name)) };
        let schema = call.name.len().checked_sub(2).and_then(|i| call.name.get(i)).map(String::as_str);
        let functions = self.replay.schema.resolve_functions(schema, &name, &self.path);
        let [(_, function)] = functions.as_slice() else { return Ok(unknown(name)) };
        let outputs = || {
            let all = function
                .params
                .iter()
                .filter(|p| matches!(p.mode, ParamMode::Table | ParamMode::Out | ParamMode::InOut));
            all.map(|p| Column { name: p.name.clone().unwrap_or_default(), ty: Some(p.ty.clone()), id: None })
                .collect::<Vec<_>>()
        };
        let columns = match &function.returns {
            Returns::Table => Some(outputs()),
            Returns::Value(of) | Returns::Set(of) if outputs().is_empty() => {
                let scalar =
                    of.name.schema == "pg_catalog" && of.built_in_name().is_some_and(|n| n != "record" && n != "void");
                let row = columns_of(&self.replay.schema, &of.name);
                if scalar { Some(vec![Column { name: name.clone(), ty, id: None }]) } else { row }
            }
            _ => Some(outputs()),
        };
        Ok(Item { alias: name, relation: None, columns, own: false })
    }
}

/// Columns of which literals that nothing gave a type have become text.
pub(super) fn settled(columns: Columns) -> Columns {
    let settle = |column: Column| match &column.ty {
        Some(ty) if ty.built_in_name() == Some("unknown") => {
            Column { ty: Some(crate::model::schema::SqlType::pg("text")), ..column }
        }
        _ => column,
    };
    columns.map(|all| all.into_iter().map(settle).collect())
}

/// Columns under the names that an alias gives them.
fn named(columns: Columns, names: &[String]) -> Columns {
    if names.is_empty() {
        return columns;
    }
    match columns {
        Some(mut columns) => {
            for (column, name) in columns.iter_mut().zip(names) {
                column.name.clone_from(name);
            }
            Some(columns)
        }
        None => Some(names.iter().map(|name| Column { name: name.clone(), ty: None, id: None }).collect()),
    }
}

/// A column that a written table lacks.
pub(super) fn no_written_column(column: &str, table: &Name) -> Stop {
    let reason = format!("column {column} of {table} does not exist");
    undefined(Condition::UndefinedColumn, Subject::Column(column.to_owned()), reason)
}
