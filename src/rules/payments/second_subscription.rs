//! A subscription is sold to somebody who has one: he pays for both.

use std::collections::BTreeSet;

use super::is_gift;
use crate::{
    model::{Project, payments::charges::Charge, routes::Route},
    rules::Sink,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let all = project.charges.iter().filter(|c| !c.is_payout && c.sells_subscription(project));
    let sold: Vec<(&Charge, &Route)> = all.filter_map(|charge| Some((charge, seller(project, charge)?))).collect();
    let sellers: BTreeSet<&str> = sold.iter().map(|(_, route)| route.entry.name.as_str()).collect();
    if sold.is_empty() {
        sink.not_applicable("no subscription is sold here");
        return;
    }
    if project.changes_subscriptions() {
        sink.pass("who has a subscription can change it");
        return;
    }
    // Several things are sold by the month, each for itself: somebody may well want two of them.
    if sellers.len() > 2 {
        return;
    }
    let Some((noted, place)) = project.note_of_subscription() else { return };
    let mut open = sold.into_iter().filter(|(_, route)| !project.asks_what_he_has(route));
    let Some((charge, route)) = open.next() else { return };
    let name = &route.entry.name;
    let message = format!(
        "`{name}` sells a subscription without asking whether the buyer has one, and nothing here changes one: who takes \
         another plan, or tries again, pays for both"
    );
    let finding = sink.report(charge.at, name, message);
    finding.place(noted, format!("{place} holds one: the other goes on unseen"));
    for (other, route) in open {
        finding.thing(other.at, &route.entry.name, format!("`{}` sells one, too", route.entry.name));
    }
}

/// The entry point by which somebody subscribes; gifts may be given twice.
fn seller<'p>(project: &'p Project, charge: &Charge) -> Option<&'p Route> {
    let reached = (charge.at.file, charge.function);
    let mut routes = project.running_routes().filter(|route| route.functions.contains(&reached));
    routes.find(|route| route.webhook.is_none() && !is_gift(project, route))
}
