//! The code calls a server function by name, and no folder of functions holds one of that name.

use crate::{
    model::{
        Project,
        contract::{AbsentFunction, Known},
        failures::Stake,
    },
    rules::{Severity, Sink},
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    let Some(absent) = project.absent_functions() else {
        sink.not_applicable("the code calls no server functions of its own by name");
        return;
    };
    for AbsentFunction { name, calls, known, stake } in &absent {
        let Some((&first, others)) = calls.split_first() else { continue };
        let message = match known {
            Known::Witnessed => {
                format!(
                    "{name}() is called, and of it there are settings but no code here: nobody can deploy or mend it"
                )
            }
            _ => format!("{name}() is called, and no folder of functions here holds it: every call answers 404"),
        };
        let finding = sink.report(first, format!("function:{name}"), message);
        match (known, stake) {
            (Known::Witnessed, _) | (_, Stake::Work | Stake::Read | Stake::Record) => {
                finding.severity(Severity::Medium)
            }
            (_, Stake::Money) => finding,
            _ => finding.severity(Severity::High),
        };
        for &other in others {
            finding.place(other, format!("calls {name}()"));
        }
    }
}
