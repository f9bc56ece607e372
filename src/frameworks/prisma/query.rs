//! Calls of the Prisma client: `prisma.user.findMany({ where, orderBy, take, select })`, also on the client that a
//! transaction hands out. A chain `anything.model.method(…)` is one when the schema has the model; without a schema,
//! when the client comes from Prisma's package.

use super::{Models, filter::Filter};
use crate::{
    facts::code::{ExprId, ExprKind},
    formats::prisma::Model,
    frameworks::{
        data::Site,
        library::Library,
        objects::{Entries, elements, entries},
    },
    model::{
        queries::{Bound, Client, Columns, Embed, Op, Query, Sort},
        values::Value,
    },
    source::span::FileId,
};

/// The query that a call is.
pub(crate) fn query(site: Site<'_, '_>, models: &Models<'_>) -> Option<Query> {
    let (object, method) = site.method()?;
    let (op, bound) = operation(method)?;
    let ExprKind::Member { object: client, property, .. } = site.code.expr(object) else { return None };
    let accessor = site.code.str(property);
    let model = models.accessed(accessor);
    let is_known = match model {
        Some(_) => !is_other(site, client),
        None if models.is_empty() => is_client(site, client),
        // The schema lacks the model: the call fails.
        None => is_made_by_prisma(site, client),
    };
    // Every method of a model takes one object.
    if !is_known || site.arg(1).is_some() {
        return None;
    }
    let mut query = site.query(site.call, op, client, Library::Prisma);
    query.client = Client::Orm;
    query.tables = vec![model.map_or(accessor, |m| m.table.as_str()).to_owned()];
    query.schema = model.and_then(|m| m.schema.clone());
    query.bound = bound;
    query.returning = op.is_write() && !matches!(method, "createMany" | "updateMany" | "deleteMany");
    query.columns = if op == Op::Select { Columns::All } else { Columns::Unknown };
    if let Some(options) = site.arg(0) {
        Reader { site, models, query: &mut query }.options(model, options);
    }
    Some(query)
}

/// What a method of a model does, and what bounds its rows by itself.
fn operation(method: &str) -> Option<(Op, Bound)> {
    Some(match method {
        "findMany" => (Op::Select, Bound::None),
        "findFirst" | "findFirstOrThrow" | "findUnique" | "findUniqueOrThrow" => (Op::Select, Bound::One),
        "count" | "aggregate" | "groupBy" => (Op::Select, Bound::CountOnly),
        "create" | "createMany" | "createManyAndReturn" => (Op::Insert, Bound::None),
        "update" | "updateMany" | "updateManyAndReturn" => (Op::Update, Bound::None),
        "upsert" => (Op::Upsert, Bound::None),
        "delete" | "deleteMany" => (Op::Delete, Bound::None),
        _ => return None,
    })
}

/// Whether an expression is a Prisma client by where it comes from.
fn is_client(site: Site<'_, '_>, client: ExprId) -> bool {
    // A client generated into the project is ignored by git: its class cannot be evaluated.
    is_made_by_prisma(site, client)
        || matches!(site.code.path(client).as_deref(), Some("prisma" | "this.prisma" | "ctx.prisma"))
}

fn is_made_by_prisma(site: Site<'_, '_>, client: ExprId) -> bool {
    site.values.symbols(site.file, client).iter().any(|s| s.package() == Some("@prisma/client"))
}

/// Whether an expression is something else that has a member of the model's name: an object of the project, or what
/// another library makes (`stripe.refunds.create(…)`).
fn is_other(site: Site<'_, '_>, client: ExprId) -> bool {
    let made = site.values.of(site.file, client);
    !made.is_empty()
        && made.iter().all(|value| match value {
            Value::Object(..) => true,
            Value::Symbol(symbol) => {
                let is_prisma = |text: &str| text.to_ascii_lowercase().contains("prisma");
                let package = symbol.package().filter(|_| symbol.path.contains("()"));
                package.is_some_and(|package| !is_prisma(package) && !is_prisma(&symbol.path))
            }
            _ => false,
        })
}

struct Reader<'a, 'v, 'm, 'q> {
    site: Site<'a, 'v>,
    models: &'m Models<'m>,
    query: &'q mut Query,
}

impl<'m> Reader<'_, '_, 'm, '_> {
    fn options(&mut self, model: Option<&'m Model>, options: ExprId) {
        let all = entries(self.site.values, self.site.file, options);
        self.query.has_unread |= all.has_unread;
        if let Some((file, filter)) = all.get("where") {
            let filter_reader = Filter { site: self.site, models: self.models };
            let read = filter_reader.read(model, file, filter);
            self.query.has_unread |= read.has_unread;
            self.query.conditions = read.conditions;
        }
        if let Some((file, order)) = all.get("orderBy") {
            self.order(model, file, order);
        }
        if let Some((file, take)) = all.get("take")
            && self.query.bound == Bound::None
        {
            let number = self.site.values.literal(file, take).and_then(|n| n.parse().ok());
            self.query.bound = Bound::Limit(number);
        }
        self.chosen(model, &all);
        for rows in ["data", "create", "update"].iter().filter_map(|key| all.get(key)) {
            self.written(model, rows);
            self.query.payload = self.query.payload.or(Some(rows.1).filter(|_| rows.0 == self.site.file));
        }
        if self.query.op == Op::Upsert {
            // Prisma finds the row by a unique key; the keys of `where` are the conflict target.
            let target = self.query.filters().into_iter().map(str::to_owned).collect();
            self.query.on_conflict = Some(target);
        }
    }

    /// `select` and `include`.
    fn chosen(&mut self, model: Option<&'m Model>, options: &Entries) {
        if let Some((file, select)) = options.get("select") {
            let (columns, embeds) = self.selection(model, file, select, 4);
            if self.query.op == Op::Select {
                self.query.columns = columns;
            }
            self.query.embeds = embeds;
        } else if let Some((file, include)) = options.get("include") {
            self.query.embeds = self.selection(model, file, include, 4).1;
        }
    }

    /// The columns and relations that a `select` or `include` names.
    fn selection(&self, model: Option<&'m Model>, file: FileId, object: ExprId, depth: u32) -> (Columns, Vec<Embed>) {
        let all = entries(self.site.values, file, object);
        let mut columns = Vec::new();
        let mut embeds = Vec::new();
        for entry in &all.list {
            let field = model.and_then(|m| m.field(&entry.key));
            let other = field.and_then(|f| self.models.named(&f.ty));
            let is_off = self.site.values.literal(entry.file, entry.value).as_deref() == Some("false");
            match (field, other) {
                _ if is_off || entry.key == "_count" => {}
                (_, Some(other)) => embeds.push(self.embed(other, &entry.key, entry.file, entry.value, depth)),
                (Some(field), None) => columns.push(field.column.clone()),
                (None, None) => columns.push(entry.key.clone()),
            }
        }
        if all.has_unread { (Columns::Unknown, embeds) } else { (Columns::Named(columns), embeds) }
    }

    fn embed(&self, other: &'m Model, alias: &str, file: FileId, value: ExprId, depth: u32) -> Embed {
        let inner = entries(self.site.values, file, value);
        let chosen = ["select", "include"].iter().find_map(|key| inner.get(key)).filter(|_| depth > 0);
        let (columns, embeds) = chosen
            .map_or((Columns::All, Vec::new()), |(file, object)| self.selection(Some(other), file, object, depth - 1));
        Embed {
            relation: other.table.clone(),
            alias: Some(alias.to_owned()),
            hint: None,
            inner: false,
            columns: if let Columns::Named(columns) = columns { columns } else { Vec::new() },
            embeds,
        }
    }

    /// `orderBy: { createdAt: "desc" }`, or a list of such.
    fn order(&mut self, model: Option<&'m Model>, file: FileId, order: ExprId) {
        let list = elements(self.site.values, file, order).unwrap_or_else(|| vec![(file, order)]);
        for (file, one) in list {
            let all = entries(self.site.values, file, one);
            self.query.has_unread |= all.has_unread;
            for entry in all.list {
                let field = model.and_then(|m| m.field(&entry.key));
                let is_relation = field.is_some_and(|f| self.models.named(&f.ty).is_some());
                if is_relation || entry.key.starts_with('_') {
                    self.query.has_unread = true;
                    continue;
                }
                let column = field.map_or(entry.key, |f| f.column.clone());
                // The direction is in `{ sort: "desc", nulls: "last" }` where nulls matter.
                let inner = entries(self.site.values, entry.file, entry.value);
                let direction = inner.get("sort").unwrap_or((entry.file, entry.value));
                let descending = self.site.values.literal(direction.0, direction.1).as_deref() == Some("desc");
                let nulls = inner.get("nulls").and_then(|(file, n)| self.site.values.literal(file, n));
                if !self.query.sort.iter().any(|s| s.column == column) {
                    self.query.sort.push(Sort { column, descending, nulls_first: nulls.map(|n| n == "first") });
                }
            }
        }
    }

    /// `data`, and the two halves of an upsert.
    fn written(&mut self, model: Option<&'m Model>, rows: (FileId, ExprId)) {
        let list = elements(self.site.values, rows.0, rows.1).unwrap_or_else(|| vec![rows]);
        for (file, row) in list {
            let all = entries(self.site.values, file, row);
            let columns = all.list.iter().flat_map(|e| columns_of(model, &e.key)).collect::<Vec<_>>();
            self.query.columns = match std::mem::take(&mut self.query.columns) {
                _ if all.has_unread => Columns::Unknown,
                Columns::Named(mut known) => {
                    known.extend(columns.into_iter().filter(|c| !known.contains(c)).collect::<Vec<_>>());
                    Columns::Named(known)
                }
                _ => Columns::Named(columns),
            };
            if file == self.site.file {
                self.query.written.push(row);
            }
        }
    }
}

/// The columns behind a field: its own, or the key of the relation that it is.
fn columns_of(model: Option<&Model>, field: &str) -> Vec<String> {
    let Some((model, found)) = model.and_then(|m| m.field(field).map(|f| (m, f))) else {
        return vec![field.to_owned()];
    };
    match &found.relation {
        Some(relation) => relation.fields.iter().filter_map(|f| model.field(f)).map(|f| f.column.clone()).collect(),
        None => vec![found.column.clone()],
    }
}
