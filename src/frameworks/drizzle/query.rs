//! Calls of Drizzle: `db.select().from(users).where(eq(users.id, id))`, `db.insert(users).values({…})`,
//! `db.query.users.findMany({ where, with, limit })`. What makes a call one of Drizzle is the table it is given.

use super::{
    filter::Filter,
    table,
    table::{Table, Tables},
};
use crate::{
    facts::code::{ExprId, ExprKind, List},
    frameworks::{
        data::Site,
        library::Library,
        links::Builder,
        objects::{elements, entries},
    },
    model::queries::{Bound, Client, Columns, Embed, Op, Query},
    source::span::FileId,
};

/// The query that a call begins.
pub(crate) fn query(site: Site<'_, '_>, tables: &Tables) -> Option<Query> {
    let (object, method) = site.method()?;
    if !matches!(method, "from" | "insert" | "update" | "delete" | "findMany" | "findFirst" | "$count")
        || tables.is_empty()
    {
        return None;
    }
    match method {
        "from" => select(site, object),
        "insert" | "update" | "delete" => write(site, object, method),
        "$count" => {
            let mut query = started(site, site.call, Op::Select, object, &named(site)?);
            query.bound = Bound::CountOnly;
            let condition = site.arg(1);
            Reader::new(site, &named(site)?, &mut query).condition(condition);
            Some(query)
        }
        _ => relational(site, object, method, tables),
    }
}

/// The table that the first argument is.
fn named(site: Site<'_, '_>) -> Option<Table> {
    let argument = site.arg(0)?;
    if !matches!(site.code.expr(argument), ExprKind::Ident { .. } | ExprKind::Member { .. }) {
        return None;
    }
    table::table(site.values, site.file, argument)
}

fn started(site: Site<'_, '_>, top: ExprId, op: Op, receiver: ExprId, table: &Table) -> Query {
    let mut query = site.query(top, op, receiver, Library::Drizzle);
    query.client = Client::Orm;
    query.tables = vec![table.name.clone()];
    query.schema.clone_from(&table.schema);
    query
}

/// `db.select({ … }).from(table)…`.
fn select(site: Site<'_, '_>, object: ExprId) -> Option<Query> {
    let ExprKind::Call { callee, args } = site.code.expr(object) else { return None };
    let ExprKind::Member { object: receiver, property, .. } = site.code.expr(callee) else { return None };
    if !matches!(site.code.str(property), "select" | "selectDistinct" | "selectDistinctOn") {
        return None;
    }
    let table = named(site)?;
    let builder = Builder::follow(site.code, site.call);
    let mut query = started(site, builder.top, Op::Select, receiver, &table);
    query.has_unread = builder.handed_on;
    let mut reader = Reader::new(site, &table, &mut query);
    reader.chosen(site.code.expr_list(args).find(|&a| matches!(site.code.expr(a), ExprKind::Object { .. })), args);
    reader.links(&builder);
    Some(query)
}

/// `db.insert(table).values(…)`, `db.update(table).set(…)`, `db.delete(table)`.
fn write(site: Site<'_, '_>, receiver: ExprId, method: &str) -> Option<Query> {
    let table = named(site)?;
    let builder = Builder::follow(site.code, site.call);
    let op = match method {
        "insert" if builder.link("onConflictDoUpdate").or(builder.link("onDuplicateKeyUpdate")).is_some() => Op::Upsert,
        "insert" => Op::Insert,
        "update" => Op::Update,
        _ => Op::Delete,
    };
    let mut query = started(site, builder.top, op, receiver, &table);
    query.has_unread = builder.handed_on;
    Reader::new(site, &table, &mut query).links(&builder);
    Some(query)
}

/// `db.query.users.findMany({ … })`.
fn relational(site: Site<'_, '_>, object: ExprId, method: &str, tables: &Tables) -> Option<Query> {
    let ExprKind::Member { object: queries, property, .. } = site.code.expr(object) else { return None };
    let ExprKind::Member { object: receiver, property: word, .. } = site.code.expr(queries) else { return None };
    if site.code.str(word) != "query" {
        return None;
    }
    let table = tables.of_variable(site.code.str(property))?;
    let mut query = started(site, site.call, Op::Select, receiver, table);
    query.columns = Columns::All;
    if method == "findFirst" {
        query.bound = Bound::One;
    }
    if let Some(options) = site.arg(0) {
        let all = entries(site.values, site.file, options);
        query.has_unread |= all.has_unread;
        let own = |key: &str| all.get(key).filter(|(file, _)| *file == site.file).map(|(_, e)| e);
        query.embeds = embeds(site, all.get("with"), tables);
        if let Some((file, columns)) = all.get("columns") {
            query.columns = chosen_columns(site, table, file, columns);
        }
        let limit = own("limit").map(|n| site.number(n));
        let mut reader = Reader::new(site, table, &mut query);
        reader.condition(own("where"));
        reader.order(own("orderBy"));
        if let Some(limit) = limit.filter(|_| query.bound == Bound::None) {
            query.bound = Bound::Limit(limit);
        }
    }
    Some(query)
}

/// `columns: { id: true }`; with `false` only, all others.
fn chosen_columns(site: Site<'_, '_>, table: &Table, file: FileId, columns: ExprId) -> Columns {
    let chosen = entries(site.values, file, columns);
    let on = chosen.list.iter().filter(|e| site.values.literal(e.file, e.value).as_deref() == Some("true"));
    let named: Vec<String> = on.map(|e| table.column(site.values, &e.key)).collect();
    if named.is_empty() || chosen.has_unread { Columns::Unknown } else { Columns::Named(named) }
}

/// `with: { posts: true }`: relations by the names of their variables, which are mostly those of the tables.
fn embeds(site: Site<'_, '_>, with: Option<(FileId, ExprId)>, tables: &Tables) -> Vec<Embed> {
    let Some((file, with)) = with else { return Vec::new() };
    let all = entries(site.values, file, with).list.into_iter();
    let embed = |key: String| Embed {
        relation: tables.of_variable(&key).map_or_else(|| key.clone(), |t| t.name.clone()),
        alias: Some(key),
        hint: None,
        inner: false,
        columns: Vec::new(),
        embeds: Vec::new(),
    };
    all.map(|e| embed(e.key)).collect()
}

struct Reader<'a, 'v, 'q> {
    site: Site<'a, 'v>,
    table: &'q Table,
    query: &'q mut Query,
}

impl<'a, 'v, 'q> Reader<'a, 'v, 'q> {
    fn new(site: Site<'a, 'v>, table: &'q Table, query: &'q mut Query) -> Self {
        Self { site, table, query }
    }

    fn filter(&self) -> Filter<'a, 'v, '_> {
        Filter { site: self.site, table: self.table }
    }

    fn links(&mut self, builder: &Builder<'_>) {
        for link in &builder.links {
            let argument = |i| self.site.code.arg(link.args, i);
            match link.name {
                "where" | "having" => self.condition(argument(0)),
                "orderBy" => {
                    for key in self.site.code.expr_list(link.args) {
                        self.order(Some(key));
                    }
                }
                "limit" => self.query.bound = Bound::Limit(argument(0).and_then(|n| self.site.number(n))),
                "groupBy" if self.query.op == Op::Select => self.query.bound = Bound::CountOnly,
                "values" | "set" => {
                    if let Some(rows) = argument(0) {
                        self.written(rows);
                    }
                }
                "returning" => self.query.returning = true,
                "onConflictDoUpdate" => self.conflict(argument(0)),
                "innerJoin" | "leftJoin" | "rightJoin" | "fullJoin" => {
                    self.joined(argument(0), link.name == "innerJoin")
                }
                _ => {}
            }
        }
    }

    fn condition(&mut self, condition: Option<ExprId>) {
        let Some(condition) = condition else { return };
        let read = self.filter().read(condition);
        self.query.has_unread |= read.has_unread;
        self.query.conditions.extend(read.conditions);
    }

    fn order(&mut self, key: Option<ExprId>) {
        let Some(key) = key else { return };
        match self.filter().sort_keys(key) {
            Some(keys) => {
                let new = keys.into_iter().filter(|k| !self.query.sort.iter().any(|s| s.column == k.column));
                let new: Vec<_> = new.collect();
                self.query.sort.extend(new);
            }
            None => self.query.has_unread = true,
        }
    }

    /// What `select` is given: nothing for all columns, an object for some.
    fn chosen(&mut self, object: Option<ExprId>, args: List) {
        let Some(object) = object else {
            self.query.columns = if args.is_empty() { Columns::All } else { Columns::Unknown };
            return;
        };
        let all = entries(self.site.values, self.site.file, object);
        let is_count = |e: ExprId| self.filter().is_aggregate(e);
        if !all.list.is_empty() && !all.has_unread && all.list.iter().all(|e| is_count(e.value)) {
            self.query.bound = Bound::CountOnly;
        }
        let columns: Option<Vec<String>> = all.list.iter().map(|e| self.filter().column(e.value)).collect();
        self.query.columns = columns.filter(|_| !all.has_unread).map_or(Columns::Unknown, Columns::Named);
    }

    fn written(&mut self, rows: ExprId) {
        self.query.payload = Some(rows);
        let (values, file) = (self.site.values, self.site.file);
        let list = elements(values, file, rows).unwrap_or_else(|| vec![(file, rows)]);
        let mut columns: Vec<String> = Vec::new();
        let mut is_whole = true;
        for (at, row) in list {
            let all = entries(values, at, row);
            is_whole &= !all.has_unread;
            for entry in &all.list {
                let column = self.table.column(values, &entry.key);
                if !columns.contains(&column) {
                    columns.push(column);
                }
            }
            if let ExprKind::Object { properties } = self.site.code.expr(row)
                && at == file
            {
                self.query.written.push(row);
                let code = self.site.code;
                let named = code.property_list(properties).filter_map(|p| Some((code.property_name(&p)?, p.value)));
                let assigned = named.map(|(key, value)| (self.table.column(values, key), value));
                self.query.assigned.extend(assigned);
            }
        }
        self.query.columns = if is_whole && !columns.is_empty() { Columns::Named(columns) } else { Columns::Unknown };
    }

    /// `{ target: users.email, set: {…} }`.
    fn conflict(&mut self, options: Option<ExprId>) {
        let Some(target) = options.and_then(|o| self.site.code.property(o, "target")) else { return };
        let list = match self.site.code.expr(target) {
            ExprKind::Array { elements } => self.site.code.expr_list(elements).collect(),
            _ => vec![target],
        };
        let columns: Option<Vec<String>> = list.into_iter().map(|c| self.filter().column(c)).collect();
        self.query.on_conflict = columns;
    }

    fn joined(&mut self, other: Option<ExprId>, inner: bool) {
        let other = other.and_then(|o| table::table(self.site.values, self.site.file, o));
        if let Some(other) = other {
            self.query.embeds.push(Embed {
                relation: other.name,
                alias: None,
                hint: None,
                inner,
                columns: Vec::new(),
                embeds: Vec::new(),
            });
        }
    }
}
