//! Sums over a join that gives rows several times.

use crate::{
    model::Project,
    rules::{Severity, Sink},
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    if !project.has_schema() {
        return sink.not_applicable("no SQL here makes a database");
    }
    for found in project.multiplied_sums() {
        let sum = &found.sum;
        let how = if sum.beside {
            format!("once for each row of {} beside it", sum.by)
        } else {
            format!("once for each of its rows of {}", sum.by)
        };
        let message = format!(
            "{} gives {}({}) over a join in which a row of {} stands {how}: the number is too great",
            found.name, sum.function, sum.column, sum.of
        );
        let finding = sink.report(found.at, found.name.to_string(), message);
        finding.severity(if found.is_money { Severity::High } else { Severity::Medium }).help(format!(
            "add {} up before the join: sum the rows of {} in a subquery of their own (or a `lateral` one), and join that, one row \
             for each key",
            sum.column, sum.by
        ));
    }
}
