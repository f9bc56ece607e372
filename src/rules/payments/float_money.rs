//! Money in columns that cannot hold cents.

use crate::{model::Project, rules::Sink};

/// Types that keep numbers in binary fractions.
const INEXACT: [&str; 2] = ["float4", "float8"];

pub(super) fn check(project: &Project, sink: &mut Sink) {
    if project.databases.iter().all(|d| d.tables().next().is_none()) {
        sink.not_applicable("no SQL here makes a table");
    }
    for (_, name, table) in project.own_tables() {
        for column in &table.columns {
            let is_inexact = column.ty.built_in_name().is_some_and(|ty| INEXACT.contains(&ty));
            let is_rate = crate::vocab::split(&column.name).iter().any(|w| RATES.contains(&w.as_str()));
            let Some(at) = column.at.or(table.at).filter(|_| is_inexact && !is_rate) else { continue };
            if project.vocab.columns.money.has(&column.name) {
                let message = format!("{name}.{} keeps money as a binary fraction: sums are off by cents", column.name);
                sink.report(at, format!("{name}.{}", column.name), message);
            }
        }
    }
}

/// What is measured against money without being money.
const RATES: [&str; 7] = ["rate", "percent", "percentage", "pct", "ratio", "factor", "change"];
