//! A webhook that stores what the event says, however old the event is.

use super::webhooks;
use crate::{
    facts::code::ExprId,
    model::{
        Project,
        queries::{Condition, Op, Query},
        routes::Route,
        values::{Root, Symbol},
    },
    rules::Sink,
    source::span::FileId,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let mut seen = Vec::new();
    for (route, webhook) in webhooks(project, sink) {
        if route.asked_again.is_some() {
            continue;
        }
        let writes = route.effects.iter().filter(|e| e.writes && !project.comes_to_nothing(route, e));
        let queries = writes.filter_map(|e| project.query_of(e));
        for query in queries.filter(|q| matches!(q.op, Op::Update | Op::Upsert) && !asks_first(project, q)) {
            let Some(column) = state_of_event(project, route, query).filter(|_| !seen.contains(&query.at)) else {
                continue;
            };
            seen.push(query.at);
            let table = query.tables.first().map_or("a table", String::as_str);
            let message = format!(
                "an event of {} that comes late or twice puts an old state back into {table}.{column}",
                webhook.name
            );
            sink.report(query.at, format!("public.{table}.{column}"), message);
        }
    }
}

/// Whether the write looks at the time or the state before.
fn asks_first(project: &Project, query: &Query) -> bool {
    query.conditions.iter().flat_map(Condition::comparisons).any(|c| {
        let is_order = matches!(c.op.as_str(), "lt" | "lte" | "gt" | "gte" | "neq" | "not.eq" | "in");
        is_order || c.column.as_deref().is_some_and(|name| project.vocab.columns.state.has(name))
    })
}

/// The column of state that is set to what the event carries.
fn state_of_event(project: &Project, route: &Route, query: &Query) -> Option<String> {
    let keeps_time = query.assigned.iter().any(|(c, _)| c.contains("event_at") || c.contains("event_time"));
    query.assigned.iter().filter(|_| !keeps_time).find_map(|(column, value)| {
        // What it was before is kept as a record.
        let is_state = project.vocab.columns.state.has(column) && !column.starts_with("previous");
        (is_state && is_of_event(project, route, query.at.file, *value)).then(|| column.clone())
    })
}

/// `subscription.status`, where the subscription came with the event and was not fetched.
fn is_of_event(project: &Project, route: &Route, file: FileId, value: ExprId) -> bool {
    project.values().symbols(file, value).iter().any(|symbol| match &symbol.root {
        Root::Param(at, function, _) => route.functions.contains(&(*at, *function)) && says_state(symbol),
        _ => says_state(symbol) && symbol.path.contains("onstructEvent"),
    })
}

fn says_state(symbol: &Symbol) -> bool {
    matches!(symbol.last(), "status" | "state") && !symbol.path.contains("retrieve")
}
