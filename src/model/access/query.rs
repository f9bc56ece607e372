//! Queries: the rows they give, as alternatives.

use std::rc::Rc;

use super::{
    aggregate::aggregates,
    cases::{Cases, Truth},
    compare::compare,
    eval::{Evaluator, Stop, element},
    scope::{Bound, Columns, Frame, Leaf, Rights, Scope},
    value::{Atom, Row, Value},
};
use crate::{
    frameworks::supabase::caller::ACCOUNTS,
    model::schema::{Name, Relation, Table, Unsure, View},
    sql::expr::{
        ExprKind, FromItem, JoinKind, Query, QueryBody, Select, SelectItem, SetOp, Source, Statement, TableName,
        parse_query,
    },
};

impl<'a> Evaluator<'a> {
    /// The rows of a query; each is there in its cases.
    pub(super) fn rows(&mut self, query: &Query, scope: &mut Scope<'a>) -> Result<Vec<Row>, Stop> {
        self.step()?;
        scope.frames.push(Frame::default());
        let result = self.rows_within(query, scope);
        scope.frames.pop();
        result
    }

    fn rows_within(&mut self, query: &Query, scope: &mut Scope<'a>) -> Result<Vec<Row>, Stop> {
        for cte in &query.ctes {
            // The rows of a recursive query are those of its first part, and what is reached from them.
            if let QueryBody::Set(SetOp::Union, first, _) = &cte.query.body {
                let mut rows = self.body(first, scope)?;
                name_columns(&mut rows, &cte.columns);
                push_cte(scope, &cte.name, rows);
            }
            let mut rows = self.rows(&cte.query, scope)?;
            name_columns(&mut rows, &cte.columns);
            push_cte(scope, &cte.name, rows);
        }
        self.body(&query.body, scope)
    }

    fn body(&mut self, body: &QueryBody, scope: &mut Scope<'a>) -> Result<Vec<Row>, Stop> {
        self.step()?;
        match body {
            QueryBody::Select(select) => self.select(select, scope),
            QueryBody::Query(query) => self.rows(query, scope),
            QueryBody::Values(lists) => lists
                .iter()
                .map(|list| {
                    let values = self.values(list, scope)?;
                    let named = values.into_iter().zip(1..).map(|(value, n)| (Rc::from(format!("column{n}")), value));
                    Ok(Row { when: Cases::always(), columns: named.collect() })
                })
                .collect(),
            QueryBody::Set(SetOp::Union, left, right) => {
                let mut rows = self.body(left, scope)?;
                rows.extend(self.body(right, scope)?);
                Ok(rows)
            }
            // Rows of the left side only; which of them is not followed.
            QueryBody::Set(_, left, _) => self.body(left, scope),
            QueryBody::Modify(statement) => Ok(vec![returned(statement)]),
        }
    }

    fn select(&mut self, select: &Select, scope: &mut Scope<'a>) -> Result<Vec<Row>, Stop> {
        self.with_nodes(|this, first| {
            scope.frames.push(Frame::default());
            let result = this.select_within(select, scope, first);
            scope.frames.pop();
            result
        })
    }

    fn select_within(&mut self, select: &Select, scope: &mut Scope<'a>, first: u32) -> Result<Vec<Row>, Stop> {
        let from = select.sources();
        let mut leaves = Vec::new();
        self.join(&from, scope, Cases::always(), &mut leaves)?;
        let mut kept = Vec::new();
        for (when, sources) in leaves {
            top(scope).sources = sources;
            let condition = match &select.condition {
                Some(condition) => self.truth(condition, scope)?.yes,
                None => Cases::always(),
            };
            let when = when.and(&condition);
            if !when.is_never() {
                kept.push((when, std::mem::take(&mut top(scope).sources)));
            }
        }
        let mut rows = Vec::new();
        if select.group_by.is_empty() && select.items.iter().any(|item| aggregates(&item.value)) {
            let frame = top(scope);
            frame.sources.clear();
            frame.group = Some(kept.into());
            self.finish(select, Cases::always(), scope, first, &mut rows)?;
        } else {
            for (when, sources) in kept {
                let frame = top(scope);
                if !select.group_by.is_empty() {
                    frame.group = Some(vec![(when.clone(), sources.clone())].into());
                }
                frame.sources = sources;
                self.finish(select, when, scope, first, &mut rows)?;
            }
        }
        Ok(rows)
    }

    /// Adds the row of one combination of sources, with the nodes of this query projected away.
    fn finish(
        &mut self,
        select: &Select,
        when: Cases,
        scope: &mut Scope<'a>,
        first: u32,
        rows: &mut Vec<Row>,
    ) -> Result<(), Stop> {
        let mut when = when;
        if let Some(having) = &select.having {
            when = when.and(&self.truth(having, scope)?.yes);
        }
        let mut sets = Vec::new();
        let mut columns = Vec::new();
        for item in &select.items {
            match &item.value.kind {
                ExprKind::Star(qualifier) => columns.extend(starred(scope, qualifier.last().map(String::as_str))),
                ExprKind::Call(call) if self.gives_rows(call, scope) => {
                    // A function that gives rows, in the select list: one row of the query for each of its own.
                    sets.push((columns.len(), self.call_rows(call, scope)?));
                    columns.push((item_name(item), Value::null()));
                }
                _ => columns.push((item_name(item), self.value(&item.value, scope)?)),
            }
        }
        let inner = self.nodes_since(first);
        let mut combinations = vec![Row { when, columns }];
        for (index, set) in sets {
            let mut next = Vec::new();
            for row in &combinations {
                for more in &set {
                    let mut row = Row { when: row.when.and(&more.when), columns: row.columns.clone() };
                    if let (Some(column), Some((_, value))) = (row.columns.get_mut(index), more.columns.first()) {
                        column.1 = value.clone();
                    }
                    next.push(row);
                }
            }
            combinations = next;
        }
        rows.extend(combinations.into_iter().filter(|row| !row.when.is_never()).map(|row| row.without(inner)));
        Ok(())
    }

    /// All combinations of rows of the FROM items, with what the joins ask.
    fn join(
        &mut self,
        items: &[&FromItem],
        scope: &mut Scope<'a>,
        when: Cases,
        leaves: &mut Vec<Leaf<'a>>,
    ) -> Result<(), Stop> {
        self.step()?;
        let Some((item, rest)) = items.split_first() else {
            leaves.push((when, top(scope).sources.clone()));
            return Ok(());
        };
        for (visible, bound) in self.sources(item, scope)? {
            let mut here = when.and(&visible);
            top(scope).sources.push(bound);
            if let Some(join) = &item.join {
                if let Some(on) = &join.on {
                    here = here.and(&self.truth(on, scope)?.yes);
                }
                for column in &join.using {
                    here = here.and(&shared_column(scope, column).yes);
                }
            }
            if !here.is_never() {
                self.join(rest, scope, here, leaves)?;
            }
            top(scope).sources.pop();
        }
        if item.join.as_ref().is_some_and(|join| matches!(join.kind, JoinKind::Left | JoinKind::Full)) {
            top(scope).sources.push(Bound { alias: alias_of(item), columns: Columns::Missing });
            self.join(rest, scope, when, leaves)?;
            top(scope).sources.pop();
        }
        Ok(())
    }

    /// The rows that a FROM item may give.
    fn sources(&mut self, item: &FromItem, scope: &mut Scope<'a>) -> Result<Vec<(Cases, Bound<'a>)>, Stop> {
        let alias = alias_of(item);
        let rows = match &item.source {
            Source::Table(table) => {
                if let Some(rows) = table.schema.is_none().then(|| scope.cte(&table.name)).flatten() {
                    rows.to_vec()
                } else {
                    return self.relation(table, alias, &item.columns, scope);
                }
            }
            Source::Query(query) => self.rows(query, scope)?,
            Source::Call(call) => match &call.kind {
                ExprKind::Call(call) => self.call_rows(call, scope)?,
                _ => return Ok(vec![(Cases::always(), Bound { alias, columns: Columns::Unknown })]),
            },
            Source::Nested(_) | Source::Other => {
                return Ok(vec![(Cases::always(), Bound { alias, columns: Columns::Unknown })]);
            }
        };
        Ok(fixed(rows, &alias, &item.columns))
    }

    fn relation(
        &mut self,
        written: &TableName,
        alias: Rc<str>,
        columns: &[String],
        scope: &Scope<'a>,
    ) -> Result<Vec<(Cases, Bound<'a>)>, Stop> {
        let unknown = |alias| Ok(vec![(Cases::unknown(), Bound { alias, columns: Columns::Unknown })]);
        let Some(name) = self.schema.resolve_relation(written.schema.as_deref(), &written.name, &scope.path) else {
            return unknown(alias);
        };
        match self.schema.relations.get(&name) {
            Some(Relation::Table(table)) => self.table_rows(&name, table, alias, scope.rights),
            Some(Relation::View(view)) => Ok(fixed(self.view_rows(&name, view, scope)?, &alias, columns)),
            _ => unknown(alias),
        }
    }

    fn table_rows(
        &mut self,
        name: &Name,
        table: &'a Table,
        alias: Rc<str>,
        rights: Rights,
    ) -> Result<Vec<(Cases, Bound<'a>)>, Stop> {
        let node = self.new_node()?;
        let visible = match rights {
            Rights::Owner => Cases::always(),
            Rights::Caller => self.visible(name, table)?.about(node),
        };
        let mut rows = Vec::new();
        if (name.schema.as_str(), name.name.as_str()) == ACCOUNTS && self.caller == super::Caller::Account {
            let own = Bound { alias: Rc::clone(&alias), columns: Columns::OwnAccount(self.caller) };
            rows.push((visible.clone(), own));
        }
        rows.push((visible, Bound { alias, columns: Columns::Table(node, table) }));
        Ok(rows)
    }

    fn view_rows(&mut self, name: &Name, view: &View, scope: &Scope<'a>) -> Result<Vec<Row>, Stop> {
        let may_read = scope.rights == Rights::Owner || self.may_select(name, &view.acl);
        if !may_read {
            return Err(Stop::NoRight(format!("view {name}")));
        }
        if self.schema.unsure.contains(&Unsure::Relations) && view.query.text.is_empty() {
            return Ok(vec![Row { when: Cases::unknown(), columns: Vec::new() }]);
        }
        let Ok(query) = parse_query(&view.query.text) else {
            return Ok(vec![Row { when: Cases::unknown(), columns: Vec::new() }]);
        };
        let rights = if view.security_invoker { scope.rights } else { Rights::Owner };
        let mut inner = Scope {
            frames: Vec::new(),
            variables: std::collections::BTreeMap::new(),
            parameters: Vec::new(),
            path: std::sync::Arc::clone(&view.query.search_path),
            rights,
            function: None,
        };
        let mut rows = self.rows(&query, &mut inner)?;
        if let Some(names) = &view.columns {
            let names: Vec<String> = names.iter().map(|(name, _)| name.clone()).collect();
            name_columns(&mut rows, &names);
        }
        Ok(rows)
    }
}

pub(super) fn top<'s, 'a>(scope: &'s mut Scope<'a>) -> &'s mut Frame<'a> {
    if scope.frames.is_empty() {
        scope.frames.push(Frame::default());
    }
    let last = scope.frames.len() - 1;
    &mut scope.frames[last]
}

fn push_cte(scope: &mut Scope<'_>, name: &str, rows: Vec<Row>) {
    top(scope).ctes.push((name.to_owned(), rows.into()));
}

fn alias_of(item: &FromItem) -> Rc<str> {
    let own = match &item.source {
        Source::Table(table) => table.name.as_str(),
        Source::Call(call) => match &call.kind {
            ExprKind::Call(call) => call.name.last().map_or("", String::as_str),
            _ => "",
        },
        _ => "",
    };
    Rc::from(item.alias.as_deref().unwrap_or(own))
}

/// Rows as sources; of a function with a single column, the alias names that column too.
fn fixed<'a>(rows: Vec<Row>, alias: &Rc<str>, names: &[String]) -> Vec<(Cases, Bound<'a>)> {
    let bind = |mut row: Row| {
        for (column, name) in row.columns.iter_mut().zip(names) {
            column.0 = Rc::from(name.as_str());
        }
        (row.when, Bound { alias: Rc::clone(alias), columns: Columns::Fixed(row.columns) })
    };
    rows.into_iter().map(bind).collect()
}

fn name_columns(rows: &mut [Row], names: &[String]) {
    for row in rows {
        for (column, name) in row.columns.iter_mut().zip(names) {
            column.0 = Rc::from(name.as_str());
        }
    }
}

fn item_name(item: &SelectItem) -> Rc<str> {
    let own = match &item.value.kind {
        ExprKind::Column(parts) => parts.last().map(String::as_str),
        ExprKind::Call(call) => call.name.last().map(String::as_str),
        ExprKind::Cast(inner, _) => inner.as_column(),
        ExprKind::Field(_, name) => Some(name.as_str()),
        _ => None,
    };
    Rc::from(item.alias.as_deref().or(own).unwrap_or("?column?"))
}

fn starred(scope: &Scope<'_>, qualifier: Option<&str>) -> Vec<(Rc<str>, Value)> {
    let Some(frame) = scope.frames.last() else { return Vec::new() };
    let wanted = frame.sources.iter().filter(|bound| qualifier.is_none_or(|alias| *bound.alias == *alias));
    wanted.flat_map(Bound::all).collect()
}

/// `USING (column)`: the column of the last source equals that of an earlier one.
fn shared_column(scope: &mut Scope<'_>, column: &str) -> Truth {
    let frame = top(scope);
    let Some(last) = frame.sources.pop() else { return Truth::unknown() };
    let parts = [column.to_owned()];
    let earlier = scope.lookup(&parts);
    let mut only = Scope { frames: vec![Frame { sources: vec![last.clone()], ..Frame::default() }], ..scope.clone() };
    let own = only.lookup(&parts);
    only.frames.clear();
    top(scope).sources.push(last);
    compare("=", &earlier, &own)
}

/// What a data-changing part of a query gives back is not followed.
fn returned(_: &Statement) -> Row {
    Row { when: Cases::unknown(), columns: Vec::new() }
}

/// The rows that an array or a set stands for.
pub(super) fn unnested(array: &Value) -> Vec<Row> {
    let mut rows = Vec::new();
    for alternative in &array.0 {
        match &alternative.atom {
            Atom::Null => {}
            Atom::Many(items) => rows.extend(
                items.iter().map(|row| Row { when: row.when.and(&alternative.when), columns: row.columns.clone() }),
            ),
            atom => rows.push(Row { when: alternative.when.clone(), ..Row::of(element(&Value::of(atom.clone()))) }),
        }
    }
    rows
}
