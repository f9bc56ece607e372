//! Calls of entities: `base44.entities.Order.filter({ status: "open" }, "-created_date", 50)`; with
//! `asServiceRole` in front, access rules do not hold.

use crate::{
    facts::code::{Binding, BindingId, ExprId, ExprKind, Node, Origin},
    frameworks::{
        data::Site,
        library::Library,
        objects::{elements, entries},
    },
    model::queries::{Bound, Client, Columns, Comparison, Condition, Op, Query, Sort},
};

/// The query that a call is.
pub(crate) fn query(site: Site<'_, '_>) -> Option<Query> {
    let Some((object, method)) = site.method() else { return handed_on(site) };
    let (entity, client) = op(method).and_then(|_| entity(site, object))?;
    made(site, object, method, (entity, client), &|i| site.arg(i))
}

/// What a method of an entity does.
fn op(method: &str) -> Option<Op> {
    Some(match method {
        "list" | "filter" | "get" => Op::Select,
        "create" | "bulkCreate" => Op::Insert,
        "update" | "updateMany" | "bulkUpdate" => Op::Update,
        "delete" | "deleteMany" => Op::Delete,
        _ => return None,
    })
}

/// `all(base44.entities.Order, { owner_id: id })`, where `all` is a function of the file that calls a method of what it is
/// handed: the call is the query, as the helper alone does not know which entity it asks.
fn handed_on(site: Site<'_, '_>) -> Option<Query> {
    let code = site.code;
    let ExprKind::Call { callee, args } = code.expr(site.call) else { return None };
    let ExprKind::Ident { binding: Some(_), .. } = code.expr(callee) else { return None };
    let (place, object) = (0u32..).zip(code.expr_list(args)).find(|&(_, argument)| {
        let named = code.initial(argument).unwrap_or(argument);
        matches!(code.expr(named), ExprKind::Member { .. })
            && code.path(named).is_some_and(|path| path.contains(".entities."))
    })?;
    let entity = entity(site, object)?;
    let &(_, helper) = site.values.functions(site.file, callee).first().filter(|(at, _)| *at == site.file)?;
    let parameter = |expr| match code.expr(expr) {
        ExprKind::Ident { binding: Some(binding), .. } => match code.binding(binding).origin {
            Origin::Param { function, index } if function == helper => usize::try_from(index).ok(),
            _ => None,
        },
        _ => None,
    };
    let number = usize::try_from(place).ok()?;
    let (method, inner) = code.within(helper).find_map(|node| {
        let Node::Expr(call) = node else { return None };
        let ExprKind::Call { callee, args } = code.expr(call) else { return None };
        let ExprKind::Member { object, property, .. } = code.expr(callee) else { return None };
        let method = code.str(property);
        (op(method).is_some() && parameter(object) == Some(number)).then_some((method, args))
    })?;
    // What the helper passes through is what it is given.
    let given = |index| {
        let argument = code.arg(inner, index)?;
        parameter(argument).map_or(Some(argument), |place| code.arg(args, place))
    };
    made(site, object, method, entity, &given)
}

fn made(
    site: Site<'_, '_>,
    object: ExprId,
    method: &str,
    (entity, client): (String, Client),
    arg: &dyn Fn(usize) -> Option<ExprId>,
) -> Option<Query> {
    let op = op(method)?;
    let mut query = site.query(site.call, op, object, Library::Base44);
    query.tables = vec![entity];
    query.client = client;
    query.columns = if op == Op::Select { Columns::All } else { Columns::Unknown };
    query.returning = matches!(method, "create" | "update");
    match method {
        "get" => query.bound = Bound::One,
        "list" => page(site, &mut query, arg(0), arg(1)),
        "filter" => {
            asked(site, &mut query, arg(0));
            page(site, &mut query, arg(1), arg(2));
        }
        "deleteMany" => asked(site, &mut query, arg(0)),
        "updateMany" => {
            asked(site, &mut query, arg(0));
            written(site, &mut query, arg(1));
        }
        "update" => written(site, &mut query, arg(1)),
        "create" | "bulkCreate" => written(site, &mut query, arg(0)),
        _ => {}
    }
    if matches!(method, "get" | "update" | "delete")
        && let Some(id) = arg(0)
    {
        let comparison = Comparison::of(site.values, site.file, Some("id".to_owned()), "eq", Some(id));
        query.conditions.push(Condition::Compare(comparison));
    }
    Some(query)
}

/// `Order` of `base44.entities.Order`, also through a constant, and with whose rights.
fn entity(site: Site<'_, '_>, object: ExprId) -> Option<(String, Client)> {
    let symbols = site.values.symbols(site.file, object);
    let of_sdk = symbols.into_iter().find(|s| s.package().is_some_and(|p| p.starts_with("@base44/")));
    // A client that is handed in, or wrapped, is known by how its entities are named.
    let path = of_sdk.map(|s| s.path.clone()).or_else(|| site.code.path(object))?;
    let Some((before, name)) = path.rsplit_once(".entities.") else { return of_parameter(site, object) };
    if name.is_empty() || name.contains(['.', '(', '[']) {
        return None;
    }
    Some((name.to_owned(), rights(before)))
}

fn rights(client: &str) -> Client {
    if client.ends_with("asServiceRole") { Client::Service } else { Client::User }
}

/// `Order` of `db.Order` in a function that is handed `base44.entities` as `db`.
fn of_parameter(site: Site<'_, '_>, object: ExprId) -> Option<(String, Client)> {
    let ExprKind::Member { object: entities, property, .. } = site.code.expr(object) else { return None };
    let name = site.code.str(property);
    let is_entity = name.starts_with(|c: char| c.is_ascii_uppercase());
    let of_sdk = |source| site.code.str(source).contains("@base44/");
    let is_used = is_entity && site.code.imports.iter().any(|import| import.source.is_some_and(of_sdk));
    let path = handed_in(site, entities, 4).filter(|_| is_used)?;
    Some((name.to_owned(), rights(path.strip_suffix(".entities")?)))
}

/// The path of what a function of the file is handed as a parameter: `base44.asServiceRole.entities`.
fn handed_in(site: Site<'_, '_>, expr: ExprId, depth: u32) -> Option<String> {
    let depth = depth.checked_sub(1)?;
    let code = site.code;
    let ExprKind::Ident { binding: Some(binding), .. } = code.expr(expr) else {
        return code.path(expr).filter(|path| path.ends_with(".entities"));
    };
    let Origin::Param { function, index } = code.binding(binding).origin else {
        return handed_in(site, code.initial(expr)?, depth);
    };
    let is_this = |b: &Binding| b.origin == Origin::Function(function);
    let named = (0u32..).map(BindingId).zip(&code.bindings).find(|(_, b)| is_this(b)).map(|(id, _)| id)?;
    code.references(named).iter().find_map(|&reference| {
        let Node::Expr(call) = code.parent(reference) else { return None };
        let ExprKind::Call { callee, args } = code.expr(call) else { return None };
        let given = code.arg(args, usize::try_from(index).ok()?).filter(|_| callee == reference)?;
        handed_in(site, given, depth)
    })
}

/// `{ status: "open", total: { $gt: 10 } }`.
fn asked(site: Site<'_, '_>, query: &mut Query, filter: Option<ExprId>) {
    let Some(filter) = filter else { return };
    let all = entries(site.values, site.file, filter);
    query.has_unread |= all.has_unread;
    for entry in all.list {
        if entry.key.starts_with('$') {
            query.has_unread = true;
            continue;
        }
        let inner = entries(site.values, entry.file, entry.value);
        let compared = inner.list.iter().find_map(|e| Some((operator(&e.key)?, e.file, e.value)));
        let (op, file, value) = compared.unwrap_or(("eq", entry.file, entry.value));
        let mut comparison = Comparison::of(site.values, file, Some(entry.key), op, Some(value));
        comparison.value = comparison.value.filter(|_| file == site.file);
        query.conditions.push(Condition::Compare(comparison));
    }
}

fn operator(key: &str) -> Option<&'static str> {
    Some(match key {
        "$eq" => "eq",
        "$ne" => "neq",
        "$gt" => "gt",
        "$gte" => "gte",
        "$lt" => "lt",
        "$lte" => "lte",
        "$in" => "in",
        "$nin" => "not.in",
        "$regex" => "like",
        _ => return None,
    })
}

/// `"-created_date"` and the limit.
fn page(site: Site<'_, '_>, query: &mut Query, order: Option<ExprId>, limit: Option<ExprId>) {
    if let Some(order) = order.and_then(|o| site.values.exact_text(site.file, o)).filter(|o| !o.is_empty()) {
        let column = order.trim_start_matches('-').to_owned();
        query.sort.push(Sort { column, descending: order.starts_with('-'), nulls_first: None });
    }
    if let Some(limit) = limit.filter(|&l| !matches!(site.code.expr(l), ExprKind::Null)) {
        query.bound = Bound::Limit(site.number(limit));
    }
}

fn written(site: Site<'_, '_>, query: &mut Query, rows: Option<ExprId>) {
    let Some(rows) = rows else { return };
    query.payload = Some(rows);
    let mut columns: Vec<String> = Vec::new();
    let mut is_whole = true;
    for (file, row) in elements(site.values, site.file, rows).unwrap_or_else(|| vec![(site.file, rows)]) {
        let all = entries(site.values, file, row);
        is_whole &= !all.has_unread;
        for key in all.list.into_iter().map(|e| e.key) {
            if !columns.contains(&key) {
                columns.push(key);
            }
        }
        if file == site.file && matches!(site.code.expr(row), ExprKind::Object { .. }) {
            query.written.push(row);
        }
    }
    if is_whole && !columns.is_empty() {
        query.columns = Columns::Named(columns);
    }
}
