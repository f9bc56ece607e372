//! From a statement of SQL to what it asks of which table.

use super::{Sql, UNKNOWN_COLUMN};
use crate::{
    facts::code::ExprId,
    frameworks::data::Site,
    model::queries::{Bound, Columns, Comparison, Condition, Embed, Op, Query as Found, Sort},
    sql::expr::{
        Assignment, Expr, ExprKind, FromItem, Insert, Is, Literal, Query, QueryBody, Select, SelectItem, SortKey,
        Source, Statement, TableName, parse_statements,
    },
};

/// What a statement does.
pub(super) struct Read {
    pub(super) op: Op,
    table: TableName,
    /// Other names of the table in the statement.
    alias: Option<String>,
    columns: Columns,
    conditions: Vec<Condition>,
    sort: Vec<Sort>,
    bound: Bound,
    returning: bool,
    embeds: Vec<Embed>,
    on_conflict: Option<Vec<String>>,
    assigned: Vec<(String, ExprId)>,
    constants: Vec<(String, String)>,
    has_unread: bool,
}

/// The statement of a text; `None` where it works on no table.
pub(super) fn read(site: Site<'_, '_>, sql: &Sql) -> Option<Read> {
    match parse_statements(&sql.text) {
        Ok(statements) => {
            let first = statements.into_iter().find(|s| !matches!(s, Statement::Other))?;
            statement(&first, &sql.values, site)
        }
        Err(_) => by_words(&sql.text),
    }
    .filter(|read| !is_catalog(&read.table))
}

/// PostgreSQL's own tables, which say what there is.
fn is_catalog(table: &TableName) -> bool {
    matches!(table.schema.as_deref(), Some("information_schema" | "pg_catalog")) || table.name.starts_with("pg_")
}

impl Read {
    fn new(op: Op, table: &TableName, alias: Option<&String>) -> Self {
        Self {
            op,
            table: table.clone(),
            alias: alias.cloned(),
            columns: Columns::Unknown,
            conditions: Vec::new(),
            sort: Vec::new(),
            bound: Bound::None,
            returning: false,
            embeds: Vec::new(),
            on_conflict: None,
            assigned: Vec::new(),
            constants: Vec::new(),
            has_unread: false,
        }
    }

    /// Puts it into a query.
    pub(super) fn fill(self, query: &mut Found) {
        // A name that is put in at run time is none.
        query.tables = Some(self.table.name).filter(|name| !name.starts_with('$')).into_iter().collect();
        query.schema = self.table.schema;
        query.columns = self.columns;
        query.conditions = self.conditions;
        query.sort = self.sort;
        query.bound = self.bound;
        query.returning = self.returning;
        query.embeds = self.embeds;
        query.on_conflict = self.on_conflict;
        query.assigned = self.assigned;
        query.constants = self.constants;
        query.has_unread |= self.has_unread;
    }

    /// What it asks of the rows, and whether there is more.
    pub(super) fn into_conditions(self, is_computed: bool) -> (Vec<Condition>, bool) {
        (self.conditions, self.has_unread || is_computed)
    }

    fn sorted(&self, key: &SortKey) -> Option<Sort> {
        let column = self.column(&key.expr)?;
        Some(Sort { column, descending: key.descending, nulls_first: key.nulls_first })
    }

    /// Takes in what columns are given: values of the code and constants. What the statement reckons is the database's.
    fn assign<'s>(&mut self, pairs: impl Iterator<Item = (&'s String, &'s Expr)>, values: &[ExprId]) {
        for (column, expr) in pairs {
            if let Some(value) = given(expr, values) {
                self.assigned.push((column.clone(), value));
            } else if let Some(text) = constant(expr) {
                self.constants.push((column.clone(), text));
            }
        }
    }

    /// A column of the statement's own table by its name, of another with that table in front.
    fn column(&self, expr: &Expr) -> Option<String> {
        let ExprKind::Column(parts) = &expr.kind else { return None };
        match parts.as_slice() {
            [name] => Some(name.clone()),
            [.., table, name] if *table == self.table.name || self.alias.as_ref() == Some(table) => Some(name.clone()),
            [.., table, name] => Some(format!("{table}.{name}")),
            [] => None,
        }
    }
}

fn statement(statement: &Statement, values: &[ExprId], site: Site<'_, '_>) -> Option<Read> {
    match statement {
        Statement::Query(query) => of_query(query, values, site),
        Statement::Insert(insert) => {
            let op = if insert.conflict_set.is_empty() { Op::Insert } else { Op::Upsert };
            let mut read = Read::new(op, &insert.table, insert.alias.as_ref());
            read.columns = named(insert.columns.clone());
            read.returning = !insert.returning.is_empty();
            read.on_conflict = Some(insert.conflict_columns.clone()).filter(|c| !c.is_empty());
            read.assign(inserted(insert), values);
            read.assign(set(&insert.conflict_set), values);
            Some(read)
        }
        Statement::Update(update) => {
            let mut read = Read::new(Op::Update, &update.table, update.alias.as_ref());
            read.columns = named(update.set.iter().flat_map(|s| s.columns.clone()).collect());
            read.returning = !update.returning.is_empty();
            read.assign(set(&update.set), values);
            read.conditions(update.condition.as_ref(), values, site);
            Some(read)
        }
        Statement::Delete(delete) => {
            let mut read = Read::new(Op::Delete, &delete.table, delete.alias.as_ref());
            read.returning = !delete.returning.is_empty();
            read.conditions(delete.condition.as_ref(), values, site);
            Some(read)
        }
        Statement::Other => None,
    }
}

/// The columns of `VALUES (…)`, each with what it gets, row by row.
fn inserted(insert: &Insert) -> impl Iterator<Item = (&String, &Expr)> {
    let rows = match insert.source.as_ref().map(|source| &source.body) {
        Some(QueryBody::Values(rows)) => rows.as_slice(),
        _ => &[],
    };
    rows.iter().flat_map(|row| insert.columns.iter().zip(row))
}

/// The columns of a `SET`, each with what it gets.
fn set(assignments: &[Assignment]) -> impl Iterator<Item = (&String, &Expr)> {
    assignments.iter().filter_map(|assignment| match assignment.columns.as_slice() {
        [column] => Some((column, &assignment.value)),
        _ => None,
    })
}

/// A word, a number or a truth that stands in a statement.
fn constant(expr: &Expr) -> Option<String> {
    match &expr.kind {
        ExprKind::Literal(Literal::Text(text) | Literal::Number(text)) => Some(text.clone()),
        ExprKind::Literal(Literal::Bool(truth)) => Some(truth.to_string()),
        ExprKind::Cast(inner, _) => constant(inner),
        _ => None,
    }
}

/// The value that stands for a parameter of a statement.
fn given(expr: &Expr, values: &[ExprId]) -> Option<ExprId> {
    values.get(parameter(expr)?.checked_sub(1)? as usize).copied()
}

fn named(columns: Vec<String>) -> Columns {
    let is_known = !columns.is_empty() && !columns.iter().any(|c| c == UNKNOWN_COLUMN);
    if !is_known { Columns::Unknown } else { Columns::Named(columns) }
}

fn of_query(query: &Query, values: &[ExprId], site: Site<'_, '_>) -> Option<Read> {
    // `with gone as (delete … returning *) select * from gone`: the change is what matters.
    let changes = query.ctes.iter().find_map(|cte| match &cte.query.body {
        QueryBody::Modify(inner) => statement(inner, values, site),
        _ => None,
    });
    if changes.is_some() {
        return changes;
    }
    let select = match &query.body {
        QueryBody::Select(select) => select,
        QueryBody::Query(inner) => return of_query(inner, values, site),
        _ => return None,
    };
    let (table, alias) = first_table(&select.from)?;
    if let Some(cte) = query.ctes.iter().find(|c| c.name == table.name) {
        return of_query(&cte.query, values, site);
    }
    let mut read = Read::new(Op::Select, table, alias);
    read.embeds = select.from.iter().skip(1).filter_map(joined).collect();
    read.conditions(select.condition.as_ref(), values, site);
    for item in &select.from {
        // What an inner join asks of constants holds for the rows too; a join of columns is no condition on a value.
        let on = item.join.as_ref().filter(|j| j.kind == crate::sql::expr::JoinKind::Inner).and_then(|j| j.on.as_ref());
        read.conditions(on, values, site);
    }
    read.columns = columns(&read, &select.items);
    read.sort = query.order.iter().filter_map(|key| read.sorted(key)).collect();
    read.has_unread |= read.sort.len() != query.order.len();
    read.bound = bound(query, select);
    Some(read)
}

fn first_table(from: &[FromItem]) -> Option<(&TableName, Option<&String>)> {
    from.iter().find_map(|item| match &item.source {
        Source::Table(table) => Some((table, item.alias.as_ref())),
        Source::Nested(inner) => first_table(inner),
        _ => None,
    })
}

fn joined(item: &FromItem) -> Option<Embed> {
    let Source::Table(table) = &item.source else { return None };
    Some(Embed {
        relation: table.name.clone(),
        alias: item.alias.clone(),
        hint: None,
        inner: item.join.as_ref().is_none_or(|j| j.kind == crate::sql::expr::JoinKind::Inner),
        columns: Vec::new(),
        embeds: Vec::new(),
    })
}

fn columns(read: &Read, items: &[SelectItem]) -> Columns {
    if matches!(items, [SelectItem { value: Expr { kind: ExprKind::Star(_), .. }, .. }]) {
        return Columns::All;
    }
    let all: Option<Vec<String>> = items.iter().map(|i| read.column(&i.value)).collect();
    all.map_or(Columns::Unknown, Columns::Named)
}

/// What bounds the rows: a limit, or that they are counted and summed up.
fn bound(query: &Query, select: &Select) -> Bound {
    let is_summary = |item: &SelectItem| {
        let mut sums = false;
        item.value.walk(&mut |node| {
            if let crate::sql::expr::Node::Expr(Expr { kind: ExprKind::Call(call), .. }) = node {
                sums |= !call.windowed
                    && matches!(call.name.last().map(String::as_str), Some("count" | "sum" | "avg" | "min" | "max"));
            }
        });
        sums
    };
    match query.limit.as_deref().map(|l| &l.kind) {
        Some(ExprKind::Literal(Literal::Number(n))) => Bound::Limit(n.parse().ok()),
        Some(_) => Bound::Limit(None),
        None if !select.group_by.is_empty() || !select.items.is_empty() && select.items.iter().all(is_summary) => {
            Bound::CountOnly
        }
        None => Bound::None,
    }
}

impl Read {
    fn conditions(&mut self, condition: Option<&Expr>, values: &[ExprId], site: Site<'_, '_>) {
        let Some(condition) = condition else { return };
        let parts = match &condition.kind {
            ExprKind::And(parts) => parts.iter().collect(),
            _ => vec![condition],
        };
        for part in parts {
            match &part.kind {
                ExprKind::Or(alternatives) => {
                    let groups = alternatives.iter().map(|a| self.compared(a, values, site)).collect();
                    self.conditions.push(Condition::AnyOf(groups));
                }
                _ => {
                    let found = self.compared(part, values, site);
                    self.conditions.extend(found.into_iter().map(Condition::Compare));
                }
            }
        }
    }

    /// The comparisons that must all hold for `expr` to hold.
    fn compared(&mut self, expr: &Expr, values: &[ExprId], site: Site<'_, '_>) -> Vec<Comparison> {
        let (left, op, right) = match &expr.kind {
            ExprKind::And(parts) => return parts.iter().flat_map(|p| self.compared(p, values, site)).collect(),
            ExprKind::Binary(left, op, right) => match operator(op) {
                Some(op) => (left, op, Some(right.as_ref())),
                None => return self.unread(),
            },
            ExprKind::Is(left, Is::Null) => (left, "is", None),
            ExprKind::InList(left, _) | ExprKind::InQuery(left, _) => (left, "in", None),
            ExprKind::Quantified { left, op, all: false, right } if op == "=" => (left, "in", Some(right.as_ref())),
            ExprKind::Between(left, ..) => (left, "gte", None),
            ExprKind::Not(inner) => {
                let mut found = self.compared(inner, values, site);
                found.iter_mut().for_each(|c| c.op = format!("not.{}", c.op));
                return found;
            }
            ExprKind::Column(_) => {
                let column = self.column(expr);
                return vec![Comparison { literal: Some("true".to_owned()), ..plain(column, "is") }];
            }
            ExprKind::Literal(_) => return Vec::new(),
            _ => return self.unread(),
        };
        let Some(column) = self.column(left) else { return self.unread() };
        // `o.user_id = u.id` joins.
        if right.is_some_and(|r| matches!(r.kind, ExprKind::Column(_))) {
            return Vec::new();
        }
        let value = right.and_then(|right| given(right, values));
        let mut comparison = match value {
            Some(value) => Comparison::of(site.values, site.file, Some(column), op, Some(value)),
            None => plain(Some(column), op),
        };
        match right.map(|r| &r.kind) {
            Some(ExprKind::Literal(Literal::Text(text) | Literal::Number(text))) => {
                comparison.prefix = Some(text.clone());
                comparison.literal = Some(text.clone());
            }
            Some(ExprKind::Literal(Literal::Bool(b))) => comparison.literal = Some(b.to_string()),
            None if op == "is" => comparison.literal = Some("null".to_owned()),
            _ => {}
        }
        vec![comparison]
    }

    fn unread(&mut self) -> Vec<Comparison> {
        self.has_unread = true;
        Vec::new()
    }
}

fn plain(column: Option<String>, op: &str) -> Comparison {
    Comparison { column, path: None, op: op.to_owned(), literal: None, prefix: None, value: None }
}

fn parameter(expr: &Expr) -> Option<u32> {
    match &expr.kind {
        ExprKind::Parameter(n) => Some(*n),
        ExprKind::Cast(inner, _) => parameter(inner),
        _ => None,
    }
}

/// PostgREST's name of an operator of SQL.
fn operator(op: &str) -> Option<&'static str> {
    Some(match op {
        "=" => "eq",
        "<>" => "neq",
        ">" => "gt",
        ">=" => "gte",
        "<" => "lt",
        "<=" => "lte",
        "~~" => "like",
        "~~*" => "ilike",
        "@>" => "cs",
        "<@" => "cd",
        "&&" => "ov",
        "@@" => "fts",
        _ => return None,
    })
}

/// What the first words of a text say where it does not parse: parts of it are computed, or it is another dialect.
fn by_words(text: &str) -> Option<Read> {
    let words: Vec<String> = text.split_whitespace().map(str::to_ascii_lowercase).collect();
    let behind = |word: &str| {
        let at = words.iter().position(|w| w == word)?;
        words.get(at + 1..)?.iter().find(|w| !matches!(w.as_str(), "only" | "if" | "ignore")).cloned()
    };
    let (op, table) = match words.first()?.as_str() {
        "select" => (Op::Select, behind("from")?),
        "insert" => (Op::Insert, behind("into")?),
        "update" => (Op::Update, behind("update")?),
        "delete" => (Op::Delete, behind("from")?),
        _ => return None,
    };
    let name = table.split('(').next().unwrap_or_default().trim_matches(['"', '`', ';', ',', ')']).to_owned();
    let is_name = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '.'));
    let table = TableName {
        schema: None,
        name: name.rsplit('.').next()?.to_owned(),
        range: crate::source::span::Range::default(),
    };
    let mut read = Read::new(op, &table, None);
    read.has_unread = true;
    is_name.then_some(read)
}
