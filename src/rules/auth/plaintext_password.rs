//! Passwords that are kept or compared as they are.

use crate::{
    model::{Project, passwords::What},
    rules::Sink,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    for used in &project.passwords {
        let message = match &used.what {
            What::Stored(Some(table)) => {
                format!(
                    "`{}` is written to `{table}` as it was typed: one look at the table gives everybody's",
                    used.name
                )
            }
            What::Stored(None) => {
                format!("`{}` is stored as it was typed: one look at the table gives everybody's", used.name)
            }
            What::Compared => {
                format!("`{}` is compared as it was typed, so it is also stored that way", used.name)
            }
            _ => continue,
        };
        let path = &project.file(used.at.file).path;
        sink.report(used.at, format!("{path}/{}", used.name), message);
    }
}
