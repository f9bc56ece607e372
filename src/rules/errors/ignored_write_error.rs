//! A write whose result is never looked at: the database can refuse it, and everybody believes it happened.

use std::collections::BTreeMap;

use super::{place_vain, severity};
use crate::{
    model::{
        Project,
        failures::{Handling, RemoteKind, Trace, Unheeded},
    },
    rules::Sink,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    if !project.queries.iter().any(|q| q.op.is_write() && !q.library.throws()) && project.failures.remote.is_empty() {
        sink.not_applicable("the code writes to no database through a client whose results carry an error");
        return;
    }
    let mut by_subject: BTreeMap<&str, Vec<&Unheeded>> = BTreeMap::new();
    let ignored = project.failures.unheeded.iter().filter(|u| u.is_write && u.handling == Handling::Nothing);
    for write in ignored {
        by_subject.entry(&write.subject).or_default().push(write);
    }
    for (subject, mut writes) in by_subject {
        writes.sort_by(|a, b| b.stake.cmp(&a.stake).then(a.trace.cmp(&b.trace)).then(a.at.cmp(&b.at)));
        let Some((worst, others)) = writes.split_first() else { continue };
        let more = match others.len() {
            0 => String::new(),
            1 => ", here and in one more place".to_owned(),
            n => format!(", here and in {n} more places"),
        };
        let message = format!("{}{more}", what(worst));
        let finding = sink.report(worst.at, format!("public.{subject}"), message);
        finding.severity(severity(worst.stake)).help(help(worst));
        for write in others {
            finding.place(write.at, write.what.clone());
        }
        place_vain(finding, others.iter().chain([worst]).filter_map(|w| w.catch_in_vain));
    }
}

fn what(write: &Unheeded) -> String {
    let Unheeded { what, trace, .. } = write;
    match trace {
        Trace::None => format!("{what} can be refused and nobody learns of it"),
        Trace::Count => {
            format!("{what} can be refused and is then only left out of the count: nobody learns which, or why")
        }
        Trace::NextLine => {
            format!(
                "{what} can be refused, and what is heard of it is a stumble of the next line over what is not there"
            )
        }
    }
}

fn help(write: &Unheeded) -> String {
    if write.service == Some(RemoteKind::Mail) {
        return "look at the error of every mail, as the client never throws: `const { error } = await …; if (error) throw \
                error`, and tell whoever waits that nothing was sent"
            .to_owned();
    }
    let (what, lack) = match write.service {
        Some(RemoteKind::Storage) if write.subject == "remove" => {
            ("every call of remove()".to_owned(), "is still there")
        }
        Some(_) => (format!("every call of {}()", write.subject), "was not done"),
        None => (format!("every write to {}", write.subject), "was not saved"),
    };
    format!(
        "look at the error of {what}: `const {{ error }} = await …; if (error) throw error`, and tell the user that it {lack}"
    )
}
