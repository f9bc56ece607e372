//! A payment is looked at, but not whose it is, what it was for, or whether it has been used.

use crate::{
    model::{Project, routes::Basis},
    rules::{Severity, Sink},
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let mut seen = Vec::new();
    for (route, sale) in super::sales(project) {
        let proof = match sale.basis {
            Basis::Word | Basis::Number => continue,
            Basis::ForAnything(at) | Basis::OfAnybody(at) | Basis::Again(at) => at,
        };
        // One payment, one finding, whatever else is written for it.
        if seen.contains(&proof) {
            continue;
        }
        seen.push(proof);
        let (name, table, column) = (&route.entry.name, &sale.table, &sale.column);
        let message = match sale.basis {
            Basis::ForAnything(_) => format!(
                "`{name}` writes the {table}.{column} that is sent for any payment that succeeded: the cheapest one buys \
                 the dearest"
            ),
            Basis::Again(_) => format!(
                "`{name}` adds to {table}.{column} for a payment that succeeded, and nothing notes that it was used: sent \
                 again, it counts again"
            ),
            _ => format!(
                "`{name}` writes {table} for any payment that succeeded: nothing asks whose it is or whether it was used, so \
                 one payment serves everybody who sends its number"
            ),
        };
        let finding = sink.report(sale.at, name, message);
        finding.place(proof, "the payment is looked at here");
        if !matches!(sale.basis, Basis::ForAnything(_)) {
            finding.severity(Severity::High);
        }
    }
}
