//! Caps and alerts at the providers: asked of who pays some by the call, and shown by no file.

use std::collections::BTreeSet;

use super::paid_routes;
use crate::{model::Project, rules::Sink};

pub(super) fn ask(project: &Project, sink: &mut Sink) {
    let paid = paid_routes(project, sink);
    let names: BTreeSet<&str> = paid.iter().flat_map(|r| &r.paid_apis).map(|p| p.name.as_str()).collect();
    if !names.is_empty() {
        let names = names.into_iter().collect::<Vec<_>>().join(", ");
        sink.unknown(format!("only the accounts can show what is set at {names}; an [[attest]] entry settles it"));
    }
}
