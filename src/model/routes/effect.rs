//! What an entry point does to data, and with whose rights.

use super::{Subject, authorize, credential, ownership};
use crate::{
    facts::code::Code,
    model::{
        calls::{Call, FnRef},
        queries::{Client, Condition, Query},
    },
    source::span::{FileId, Span},
};

/// One read or write of stored data.
#[derive(Clone, Debug, PartialEq)]
pub struct Effect {
    /// The call.
    pub at: Span,
    /// Whether it changes something.
    pub writes: bool,
    /// The table or entity, where it is known.
    pub table: Option<String>,
    /// With whose rights.
    pub rights: Client,
    /// Whether the rows are found by a value that cannot be guessed: a token column.
    pub by_token: bool,
    /// Whether it belongs to finding out who calls: a session that is looked up, its last use that is noted.
    pub in_guard: bool,
    /// The call of the database, where it is one of [`Project::queries`](crate::model::Project::queries): its place.
    pub query: Option<Span>,
}

impl Effect {
    /// Whether it runs past row security, so that the code alone decides who may.
    #[must_use]
    pub fn is_privileged(&self) -> bool {
        matches!(self.rights, Client::Service | Client::Orm)
    }
}

/// The effects of an entry point, by place.
pub(super) fn effects(subject: &Subject<'_>) -> Vec<Effect> {
    let mut found: Vec<Effect> = authorize::queries(subject).into_iter().map(|q| of_query(subject, q)).collect();
    for (reached, call) in subject.calls() {
        let file = reached.function.0;
        if let Some(code) = subject.values.code(file) {
            found.extend(of_call(subject, file, code, call));
        }
    }
    found.sort_by_key(|e| e.at);
    found.dedup_by_key(|e| e.at);
    let work = work(subject);
    for effect in &mut found {
        effect.in_guard = !work.iter().any(|&(file, f)| {
            let range = subject.values.code(file).map(|code| code.function(f).range);
            file == effect.at.file && range.is_some_and(|r| r.contains(effect.at.range))
        });
    }
    found
}

/// The functions that do what an entry point is for: what its handler reaches without those that ask who calls.
fn work(subject: &Subject<'_>) -> Vec<FnRef> {
    let handlers: Vec<FnRef> = subject.handlers().collect();
    let guards = ownership::guard_functions(subject);
    let reached = subject.graph.reach(&subject.values, &handlers, &subject.dead);
    reached.into_iter().map(|r| r.function).filter(|f| !guards.contains(f)).collect()
}

fn of_query(subject: &Subject<'_>, query: &Query) -> Effect {
    let secret = &subject.project.vocab.columns.secret;
    let table = query.tables.first().map_or("", String::as_str);
    let by_token = query.conditions.iter().flat_map(Condition::comparisons).any(|c| {
        c.literal.is_none()
            && c.op == "eq"
            && c.column.as_deref().is_some_and(|name| secret.has(name) || credential::is_credential(table, name))
    });
    Effect {
        at: query.at,
        writes: query.op.is_write(),
        table: query.tables.first().cloned(),
        rights: subject.client(query),
        by_token,
        in_guard: false,
        query: Some(query.at),
    }
}

/// Writes through a direct connection: SQL text, Prisma, Drizzle, and entities under the service role.
fn of_call(subject: &Subject<'_>, file: FileId, code: &Code, call: &Call) -> Option<Effect> {
    let effect = |writes: bool, table: Option<String>, rights: Client| {
        Some(Effect {
            at: code.range(call.expr).in_file(file),
            writes,
            table,
            rights,
            by_token: false,
            in_guard: false,
            query: None,
        })
    };
    let name = call.name();
    let package = call.symbols.iter().find_map(|s| s.package());
    if matches!(name, "query" | "execute" | "unsafe" | "run" | "all" | "get")
        && package.is_some_and(|p| subject.project.vocab.packages.direct_postgres.has(p))
    {
        let text = subject.values.of(file, code.arg(call.args, 0)?).into_iter().find_map(|v| match v {
            crate::model::values::Value::Text(t) => Some(t.with_holes("x")),
            _ => None,
        })?;
        let mut words = text.split_whitespace().map(str::to_ascii_lowercase);
        let verb = words.next()?;
        let writes = matches!(verb.as_str(), "insert" | "update" | "delete");
        let table = words.find(|w| !matches!(w.as_str(), "into" | "from" | "only"));
        return effect(writes, table.filter(|_| writes), Client::Orm);
    }
    let is_prisma = package == Some("@prisma/client") || call.written.starts_with("prisma.");
    if is_prisma {
        let writes =
            matches!(name, "create" | "createMany" | "update" | "updateMany" | "upsert" | "delete" | "deleteMany");
        let reads = name.starts_with("find") || matches!(name, "count" | "aggregate" | "groupBy");
        let table = call.written.rsplit('.').nth(1).map(str::to_owned);
        return if writes || reads { effect(writes, table, Client::Orm) } else { None };
    }
    if package.is_some_and(|p| p.starts_with("drizzle-orm")) && matches!(name, "insert" | "update" | "delete") {
        let table = code.arg(call.args, 0).and_then(|t| code.ident(t)).map(str::to_owned);
        return effect(true, table, Client::Orm);
    }
    let entity = call.symbols.iter().find_map(|s| s.path.split_once("asServiceRole.entities.").map(|(_, rest)| rest));
    let entity = entity.or_else(|| call.written.split_once("asServiceRole.entities.").map(|(_, rest)| rest));
    if let Some((entity, _)) = entity.and_then(|rest| rest.split_once('.')) {
        let writes = matches!(name, "create" | "update" | "delete" | "bulkCreate" | "deleteMany");
        return effect(writes, Some(entity.to_owned()), Client::Service);
    }
    None
}
