//! The caller says that he has paid, or what he has bought, and gets it.

use crate::{
    model::{Project, routes::Basis},
    rules::Sink,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let mut seen = Vec::new();
    for (route, sale) in super::sales(project) {
        if !matches!(sale.basis, Basis::Word | Basis::Number) || seen.contains(&sale.at) {
            continue;
        }
        seen.push(sale.at);
        let (name, table, column) = (&route.entry.name, &sale.table, &sale.column);
        let message = format!(
            "`{name}` writes {table}.{column} as the caller says: nobody asks the payment provider whether he has paid"
        );
        sink.report(sale.at, name, message).step(route.entry.at, "whoever calls says that he has paid");
    }
}
