//! A call of a server function sends a body that the function refuses each time: a field that it asks for is not in it.

use std::collections::BTreeMap;

use crate::{
    model::{Project, contract::UnsentField, failures::Stake},
    rules::{
        Severity, Sink,
        phrase::{UNSHOWN, joined},
    },
    source::span::Span,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    if project.routes.is_empty() {
        sink.not_applicable("the project has no server functions");
        return;
    }
    let unsent = project.unsent_fields();
    // What one test refuses has one cause, whatever else the calls lack.
    let mut groups: BTreeMap<(&str, Span), Vec<&UnsentField>> = BTreeMap::new();
    for call in &unsent {
        groups.entry((&call.function, call.refused_at)).or_default().push(call);
    }
    for ((function, _), calls) in groups {
        let Some((&first, others)) = calls.split_first() else { continue };
        let fields = &first.fields;
        let quoted = |names: &[String]| joined(&names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>());
        let sends = if first.sent.is_empty() { "nothing".to_owned() } else { quoted(&first.sent) };
        let fails = if first.lets_staff_by { "for all but staff" } else { "every time" };
        let message = format!(
            "`{function}` refuses a body without {}, and this call sends {sends}: it fails {fails}{}",
            quoted(fields),
            if first.is_shown { "" } else { UNSHOWN }
        );
        let finding = sink.report(first.at, format!("{function}:{}", fields.join(",")), message);
        match first.stake {
            _ if !first.is_shown => _ = finding.severity(Severity::Low),
            Stake::Money => {}
            Stake::Work | Stake::Read | Stake::Record => _ = finding.severity(Severity::Medium),
            Stake::Write | Stake::Rights => _ = finding.severity(Severity::High),
        }
        finding.place(first.refused_at, "refuses it here");
        for other in others {
            finding.place(other.at, "is refused as well");
        }
    }
}
