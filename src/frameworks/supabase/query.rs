//! Query chains of supabase-js: `client.from("t").select(…).eq(…)`, also built over several statements, and `.rpc(…)`.

use super::select_list::{HOLE, or_filter, select_list};
use crate::{
    facts::code::{Code, ExprId, ExprKind, List, PropertyKey},
    frameworks::{
        library::Library,
        links::{Builder, Link},
    },
    model::{
        queries::{Bound, Columns, Comparison, Condition, Embed, Op, Query, Sort},
        values::{Value, Values},
    },
    source::span::FileId,
};

/// Every call of the database in a file.
pub(crate) fn queries(file: FileId, code: &Code, values: &Values<'_>) -> Vec<Query> {
    let mut found = Vec::new();
    for (call, expr) in code.all_exprs() {
        let ExprKind::Call { callee, args } = expr.kind else { continue };
        let ExprKind::Member { object, property, .. } = code.expr(callee) else { continue };
        let query = match code.str(property) {
            "from" if !is_other_from(code, object) => table_query(file, code, values, call, object, args),
            "rpc" => rpc_query(file, code, values, call, object, args),
            _ => None,
        };
        found.extend(query);
    }
    found
}

/// `Array.from`, `Buffer.from`, storage buckets, Drizzle's `select().from(t)`.
fn is_other_from(code: &Code, object: ExprId) -> bool {
    match code.expr(object) {
        ExprKind::Ident { name, .. } => matches!(
            code.str(name),
            "Array"
                | "Buffer"
                | "Object"
                | "Observable"
                | "Readable"
                | "gsap"
                | "Uint8Array"
                | "Set"
                | "Map"
                | "Iterator"
                | "Duration"
        ),
        ExprKind::Member { property, .. } => matches!(code.str(property), "storage" | "Buffer" | "Array"),
        ExprKind::Call { callee, .. } => match code.expr(callee) {
            ExprKind::Member { property, .. } => {
                matches!(code.str(property), "select" | "selectDistinct" | "selectDistinctOn" | "delete" | "selectFrom")
            }
            _ => false,
        },
        _ => false,
    }
}

const OPERATIONS: [(&str, Op); 5] = [
    ("select", Op::Select),
    ("insert", Op::Insert),
    ("update", Op::Update),
    ("upsert", Op::Upsert),
    ("delete", Op::Delete),
];

fn table_query(
    file: FileId,
    code: &Code,
    values: &Values<'_>,
    call: ExprId,
    receiver: ExprId,
    args: List,
) -> Option<Query> {
    let name = code.arg(args, 0)?;
    let builder = Builder::follow(code, call);
    let op =
        builder.links.iter().find_map(|l| OPERATIONS.iter().find(|(name, _)| *name == l.name)).map(|(_, op)| *op)?;
    let mut query = new_query(file, code, &builder, op, receiver);
    query.tables = values.exact_texts(file, name);
    let reader = Reader { file, code, values };
    for link in &builder.links {
        reader.read(*link, &mut query);
    }
    Some(query)
}

fn rpc_query(
    file: FileId,
    code: &Code,
    values: &Values<'_>,
    call: ExprId,
    receiver: ExprId,
    args: List,
) -> Option<Query> {
    let name = code.arg(args, 0)?;
    let names = values.exact_texts(file, name);
    // Other libraries have an `rpc` too; ours takes a name and an object.
    if names.is_empty() && !matches!(code.expr(name), ExprKind::Ident { .. } | ExprKind::Member { .. }) {
        return None;
    }
    let builder = Builder::follow(code, call);
    let mut query = new_query(file, code, &builder, Op::Rpc, receiver);
    query.tables = names;
    query.returning = true;
    query.written = code.arg(args, 1).into_iter().collect();
    if let Some(argument) = code.arg(args, 1) {
        query.columns = Reader { file, code, values }.written_columns(argument);
    }
    Some(query)
}

/// What the chain says by itself: its place, what becomes of it, whether it throws.
fn new_query(file: FileId, code: &Code, builder: &Builder<'_>, op: Op, receiver: ExprId) -> Query {
    let mut query = Query::new(file, code, builder.top, op, receiver, Library::Supabase);
    query.schema = schema_of(code, receiver);
    query.has_unread = builder.handed_on;
    query.throws = builder.links.iter().any(|l| l.name == "throwOnError");
    query
}

/// `client.schema("x")`.
fn schema_of(code: &Code, receiver: ExprId) -> Option<String> {
    let ExprKind::Call { callee, args } = code.expr(receiver) else { return None };
    match code.expr(callee) {
        ExprKind::Member { property, .. } if code.str(property) == "schema" => {
            code.string(code.arg(args, 0)?).map(str::to_owned)
        }
        _ => None,
    }
}

/// Reads the links of a chain into a query.
pub(super) struct Reader<'a, 'v> {
    pub(super) file: FileId,
    pub(super) code: &'a Code,
    pub(super) values: &'a Values<'v>,
}

impl Reader<'_, '_> {
    fn read(&self, link: Link<'_>, query: &mut Query) {
        let arg = |i| self.code.arg(link.args, i);
        match link.name {
            "select" => self.read_select(link, query),
            "insert" | "update" | "upsert" => {
                query.payload = arg(0);
                if let Some(rows) = arg(0) {
                    query.columns = self.written_columns(rows);
                    query.written = self.written_objects(rows);
                }
                if link.name == "upsert" {
                    query.on_conflict = arg(1)
                        .and_then(|options| self.code.property(options, "onConflict"))
                        .and_then(|target| self.values.exact_text(self.file, target))
                        .map(|t| t.split(',').map(|c| c.trim().to_owned()).collect());
                }
            }
            "eq" | "neq" | "gt" | "gte" | "lt" | "lte" | "like" | "ilike" | "is" | "in" | "likeAllOf" | "likeAnyOf"
            | "ilikeAllOf" | "ilikeAnyOf" | "contains" | "containedBy" | "overlaps" | "textSearch" | "rangeGt"
            | "rangeGte" | "rangeLt" | "rangeLte" | "rangeAdjacent" => {
                self.compare(query, arg(0), operator(link.name), arg(1));
            }
            "not" | "filter" => {
                let op = arg(1).and_then(|o| self.values.exact_text(self.file, o)).unwrap_or_else(|| "eq".to_owned());
                let op = if link.name == "not" { format!("not.{op}") } else { op };
                self.compare(query, arg(0), &op, arg(2));
            }
            "match" => self.read_match(arg(0), query),
            "or" => self.read_or(arg(0), arg(1), query),
            "order" => self.read_order(arg(0), arg(1), query),
            "limit" => {
                query.limit = arg(0);
                query.bound = Bound::Limit(arg(0).and_then(|n| self.number(n)));
            }
            "range" => {
                let ends = (arg(0).and_then(|n| self.number(n)), arg(1).and_then(|n| self.number(n)));
                query.bound = Bound::Limit(match ends {
                    (Some(from), Some(to)) => Some(to.saturating_sub(from).saturating_add(1)),
                    _ => None,
                });
            }
            "single" | "maybeSingle" => query.bound = Bound::One,
            _ => {}
        }
    }

    fn read_select(&self, link: Link<'_>, query: &mut Query) {
        let options = self.code.arg(link.args, 1);
        let is_head = options
            .and_then(|o| self.code.property(o, "head"))
            .is_some_and(|h| matches!(self.code.expr(h), ExprKind::Bool(true)));
        if query.op == Op::Select || query.op == Op::Rpc {
            if is_head {
                query.bound = Bound::CountOnly;
            }
        } else {
            query.returning = true;
        }
        let (columns, embeds) = match self.code.arg(link.args, 0) {
            None if link.args.is_empty() => (Columns::All, Vec::new()),
            None => (Columns::Unknown, Vec::new()),
            Some(list) => self.select_columns(list),
        };
        if query.op == Op::Select {
            query.columns = columns;
        }
        query.embeds = embeds;
    }

    fn select_columns(&self, list: ExprId) -> (Columns, Vec<Embed>) {
        let mut result: Option<(Columns, Vec<Embed>)> = None;
        for value in self.values.of(self.file, list) {
            let Value::Text(text) = value else { return (Columns::Unknown, Vec::new()) };
            let (columns, embeds) = select_list(&text.with_holes(HOLE));
            result = Some(match result {
                None => (columns, embeds),
                Some((Columns::Named(mut all), mut known)) => {
                    let columns = match columns {
                        Columns::Named(more) => {
                            all.extend(more.into_iter().filter(|c| !all.contains(c)).collect::<Vec<_>>());
                            Columns::Named(all)
                        }
                        other => other,
                    };
                    known.extend(embeds.into_iter().filter(|e| !known.contains(e)).collect::<Vec<_>>());
                    (columns, known)
                }
                Some(first) => first,
            });
        }
        result.unwrap_or_default()
    }

    fn compare(&self, query: &mut Query, column: Option<ExprId>, op: &str, value: Option<ExprId>) {
        let columns = column.map_or_else(Vec::new, |c| self.values.exact_texts(self.file, c));
        if columns.is_empty() {
            query.has_unread = true;
        }
        let comparison = |column: Option<String>| Comparison {
            path: column.as_deref().and_then(json_path),
            column: column.as_deref().map(base_column),
            op: op.to_owned(),
            literal: value.and_then(|v| self.literal(v)),
            prefix: value.and_then(|v| self.prefix(v)),
            value,
        };
        query.conditions.push(match columns.len() {
            0 => Condition::Compare(comparison(None)),
            1 => Condition::Compare(comparison(columns.into_iter().next())),
            // `.eq(isOwner ? "owner_id" : "member_id", id)`: one of them, not both.
            _ => Condition::AnyOf(columns.into_iter().map(|c| vec![comparison(Some(c))]).collect()),
        });
    }

    fn read_match(&self, object: Option<ExprId>, query: &mut Query) {
        let Some(ExprKind::Object { properties }) = object.map(|o| self.code.expr(o)) else {
            query.has_unread = true;
            return;
        };
        for property in self.code.property_list(properties) {
            match property.key {
                PropertyKey::Name(key) => query.conditions.push(Condition::Compare(Comparison {
                    column: Some(self.code.str(key).to_owned()),
                    path: None,
                    op: "eq".to_owned(),
                    literal: self.literal(property.value),
                    prefix: self.prefix(property.value),
                    value: Some(property.value),
                })),
                _ => query.has_unread = true,
            }
        }
    }

    fn read_or(&self, filter: Option<ExprId>, options: Option<ExprId>, query: &mut Query) {
        let Some(filter) = filter else { return };
        let relation = options
            .and_then(|o| self.code.property(o, "referencedTable").or_else(|| self.code.property(o, "foreignTable")))
            .and_then(|t| self.values.exact_text(self.file, t));
        let mut alternatives = Vec::new();
        for value in self.values.of(self.file, filter) {
            let Value::Text(text) = value else {
                query.has_unread = true;
                continue;
            };
            let (mut groups, unread) = or_filter(&text.with_holes(HOLE));
            query.has_unread |= unread;
            if relation.is_none() && options.is_none() {
                query.beyond.extend(beyond(&groups).map(|column| (column.to_owned(), filter)));
            }
            for comparison in groups.iter_mut().flatten() {
                if let (Some(relation), Some(column)) = (&relation, &mut comparison.column) {
                    *column = format!("{relation}.{column}");
                }
            }
            alternatives.extend(groups);
        }
        if !alternatives.is_empty() {
            query.conditions.push(Condition::AnyOf(alternatives));
        }
    }

    fn read_order(&self, column: Option<ExprId>, options: Option<ExprId>, query: &mut Query) {
        let option = |name: &str| options.and_then(|o| self.code.property(o, name)).map(|v| self.code.expr(v));
        let descending = matches!(option("ascending"), Some(ExprKind::Bool(false)));
        let nulls_first = match option("nullsFirst") {
            Some(ExprKind::Bool(b)) => Some(b),
            _ => None,
        };
        let of_relation = option("referencedTable").or_else(|| option("foreignTable")).is_some();
        match column.and_then(|c| self.values.exact_text(self.file, c)) {
            // An embedded table's order does not sort the rows of this one.
            Some(_) if of_relation => {}
            // The branches of an `if` often sort by the same column, one upwards and one downwards.
            Some(column) if query.sort.iter().any(|s| s.column == column) => {}
            Some(column) => query.sort.push(Sort { column, descending, nulls_first }),
            None => query.has_unread = true,
        }
    }

    fn number(&self, expr: ExprId) -> Option<u32> {
        match self.values.of(self.file, expr) {
            [Value::Number(n)] => n.replace('_', "").parse().ok(),
            _ => None,
        }
    }

    fn prefix(&self, expr: ExprId) -> Option<String> {
        self.values.prefix(self.file, expr)
    }

    fn literal(&self, expr: ExprId) -> Option<String> {
        self.values.literal(self.file, expr)
    }
}

/// `crews.name` in alternatives of the outer table: there a point stands only before the operator.
fn beyond(groups: &[Vec<Comparison>]) -> impl Iterator<Item = &str> {
    let columns = groups.iter().flatten().filter(|c| c.path.is_none()).filter_map(|c| c.column.as_deref());
    columns.filter(|column| column.contains('.'))
}

/// The operator that a method of supabase-js stands for.
fn operator(method: &str) -> &str {
    match method {
        "contains" => "cs",
        "containedBy" => "cd",
        "overlaps" => "ov",
        "textSearch" => "fts",
        "rangeGt" => "sr",
        "rangeGte" => "nxl",
        "rangeLt" => "sl",
        "rangeLte" => "nxr",
        "rangeAdjacent" => "adj",
        "likeAllOf" | "likeAnyOf" => "like",
        "ilikeAllOf" | "ilikeAnyOf" => "ilike",
        other => other,
    }
}

/// `meta->>key` filters the column `meta`.
fn base_column(column: &str) -> String {
    column.split("->").next().unwrap_or(column).trim().trim_matches('"').to_owned()
}

/// `->>key` of `meta->>key`.
fn json_path(column: &str) -> Option<String> {
    column.find("->").map(|at| column[at..].to_owned())
}
