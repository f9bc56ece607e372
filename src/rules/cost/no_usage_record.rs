//! Nobody knows who spent what: paid calls for users, and no row that says so.

use super::paid_routes;
use crate::{
    frameworks::auth::Proof,
    model::{
        Project,
        queries::Op,
        routes::{PaidCall, Route},
    },
    rules::Sink,
    vocab::ServiceKind,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let routes = paid_routes(project, sink);
    let mut found: Vec<(&Route, &PaidCall)> = Vec::new();
    for route in routes.into_iter().filter(|r| is_for_persons(r) && !records(project, r)) {
        // What another entry point of the app pays for is that one's to write down.
        let Some(paid) = route.paid_apis.iter().find(|p| is_dear(p.kind) && p.through.is_none()) else { continue };
        if !found.iter().any(|(_, p)| p.at == paid.at) {
            found.push((route, paid));
        }
    }
    let Some(((route, paid), others)) = found.split_first() else { return };
    let more = match others.len() {
        0 => String::new(),
        1 => " and one more entry point".to_owned(),
        n => format!(" and {n} more entry points"),
    };
    let message = format!(
        "`{}`{more} spend money at {} for a user and keep no record of it: who used it up cannot be told",
        route.entry.name, paid.name
    );
    let finding = sink.report(paid.at, &route.entry.name, message);
    for (route, paid) in others {
        finding.thing(paid.at, &route.entry.name, format!("the call of {}", paid.name));
    }
}

/// What costs cents to dollars a call, and is used at will.
fn is_dear(kind: ServiceKind) -> bool {
    use ServiceKind as K;
    matches!(kind, K::Llm | K::Image | K::Video | K::Speech | K::Voice | K::Vision | K::Translation)
}

/// Somebody signed in is behind it: there is a user to write down.
fn is_for_persons(route: &Route) -> bool {
    route.webhook.is_none() && route.guards.first().is_some_and(|g| g.proof == Proof::Identity)
}

/// Whether the entry point writes down what was used: into a table of usage, by a counter or credit, by a function that
/// says so; or adds a row of any kind for each call, or keeps the answer in one: then it can be counted afterwards.
fn records(project: &Project, route: &Route) -> bool {
    let vocab = &project.vocab;
    let keeps = |paid: &PaidCall| paid.expr.is_some_and(|call| project.keeps_answer(route, call));
    route.has_quota
        || route.paid_apis.iter().filter(|paid| is_dear(paid.kind)).any(keeps)
        || route.effects.iter().any(|effect| {
            let named = effect.table.as_deref().is_some_and(|t| vocab.tables.usage.has(t) || speaks_of_use(t));
            let query = project.query_of(effect);
            let by_column = query.is_some_and(|q| match &q.columns {
                crate::model::queries::Columns::Named(columns) => columns.iter().any(|c| speaks_of_use(c)),
                _ => false,
            });
            let by_function = query.is_some_and(|q| q.op == Op::Rpc && q.tables.iter().any(|t| speaks_of_use(t)));
            let adds_row = query.is_some_and(|q| matches!(q.op, Op::Insert | Op::Upsert));
            effect.writes && (named || by_column || adds_row || query.is_none()) || by_function
        })
}

fn speaks_of_use(name: &str) -> bool {
    const WORDS: [&str; 9] = ["usage", "credit", "credits", "quota", "tokens", "token", "cost", "spend", "consumption"];
    crate::vocab::split(name).iter().any(|w| WORDS.contains(&w.as_str()))
}
