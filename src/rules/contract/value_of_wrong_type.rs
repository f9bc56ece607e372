//! A literal that cannot be a value of the column's type, or a pattern for one that is no text.

use std::collections::BTreeMap;

use super::{RefusedGroup, RefusedValues, is_idle, unchecked};
use crate::{
    model::{
        Project,
        schema::{Name, SqlType},
    },
    rules::Sink,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    if is_idle(project, sink) {
        return;
    }
    let (mut values, mut searched) = (RefusedValues::default(), RefusedValues::default());
    let mut types: BTreeMap<(Name, String), &SqlType> = BTreeMap::new();
    for query in unchecked(project) {
        for refused in project.mistyped(query) {
            match refused.value {
                Some(value) => values.add(&refused.table, &refused.column, value, query.at),
                None => searched.add(&refused.table, &refused.column, String::new(), query.at),
            }
            types.insert((refused.table, refused.column), refused.ty);
        }
    }
    for group in values.columns() {
        let what = format!("cannot be {}", group.values);
        let column = &group.column;
        let help = if group.values == "\"null\"" {
            format!("ask for rows without a value by `.is(\"{column}\", null)`")
        } else {
            format!("give {column} a value of its type, `null` for none, or use the column that was meant")
        };
        report(&types, group, &what, help, sink);
    }
    for group in searched.columns() {
        let help = "search columns that hold text, or compare for equality".to_owned();
        report(&types, group, "cannot be searched by a pattern", help, sink);
    }
}

fn report(types: &BTreeMap<(Name, String), &SqlType>, group: RefusedGroup, what: &str, help: String, sink: &mut Sink) {
    let key = format!("{}.{}", group.table, group.column);
    let Some(ty) = types.get(&(group.table, group.column.clone())) else { return };
    let message = format!("{key} holds {ty} and {what}: the call fails each time");
    let finding = sink.report(group.first, key, message);
    finding.help(help);
    for place in group.others {
        finding.place(place, format!("the same for {}", group.column));
    }
}
