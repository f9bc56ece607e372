//! Rows that stay under way for ever, since nothing takes them back when the work breaks off.

use crate::{
    model::Project,
    rules::{Severity, Sink},
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    for stuck in project.stuck_rows() {
        let (table, column, word) = (&stuck.table, &stuck.column, &stuck.word);
        let harm = match (stuck.is_asked, stuck.is_shown) {
            (true, _) => ", and is not taken up again",
            (false, true) => ", and pages go on waiting",
            (false, false) => "",
        };
        let message = format!("when the work breaks off, {column} of the row of {table} stays `{word}` for ever{harm}");
        let finding = sink.report(stuck.at, format!("public.{table}.{column}"), message);
        finding.place(stuck.breaks, "what may break off");
        finding.place(stuck.done, "only here it is marked again");
        if !stuck.is_asked && !stuck.is_shown {
            finding.severity(Severity::Low);
        }
    }
}
