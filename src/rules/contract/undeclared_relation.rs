//! A column that points to another table by its name alone.

use std::collections::BTreeMap;

use super::is_idle;
use crate::{
    model::{
        Project,
        queries::Query,
        schema::{Column, Name, Part, Schema, Table},
    },
    rules::Sink,
};

pub(super) fn check(project: &Project, sink: &mut Sink) {
    if is_idle(project, sink) {
        return;
    }
    let mut used: BTreeMap<(Name, String), &Query> = BTreeMap::new();
    for query in project.met_queries() {
        let Some((_, name, _)) = project.table_of(query) else { continue };
        for column in query.filters() {
            used.entry((name.clone(), column.to_owned())).or_insert(query);
        }
    }
    for ((name, column), query) in used {
        let Some((schema, _, table)) = project.table_of(query) else { continue };
        let Some(known) = table.column(&column) else { continue };
        let Some(target) = target(schema, &name, table, known) else { continue };
        // Declared in other SQL, perhaps to another table: which of them the live database has, nobody here knows.
        if project.has_key_somewhere(&name, &column) {
            continue;
        }
        let Some(at) = known.at.or(table.at) else { continue };
        let message = format!(
            "{}.{column} points to {target} by its name only: rows may point to nothing, and nothing keeps them in step",
            name.name
        );
        sink.report(at, format!("public.{}.{column}", name.name), message)
            .help(format!(
                "add `foreign key ({column}) references {target}` (not valid first, clean up, then validate)"
            ))
            .step(query.at, format!("filters by {column}"));
    }
}

/// The table that an `…_id` column means and has no foreign key to.
fn target(schema: &Schema, name: &Name, table: &Table, column: &Column) -> Option<String> {
    let stem = column.name.strip_suffix("_id")?;
    let is_key = table.foreign_keys().any(|(c, _)| c.columns.contains(&column.name));
    let is_polymorphic = table.column(&format!("{stem}_type")).is_some();
    if is_key || is_polymorphic || !table.knows(Part::Constraints) {
        return None;
    }
    let plural = |s: &str| match s.strip_suffix('y') {
        Some(start) if !start.ends_with(['a', 'e', 'o', 'u']) => format!("{start}ies"),
        _ => format!("{s}s"),
    };
    [plural(stem), stem.to_owned(), format!("{stem}es")].into_iter().find_map(|wanted| {
        let other = Name::new(name.schema.clone(), wanted);
        let target = schema.table(&other).filter(|_| other != *name)?;
        // `shop_coupons` beside `coupons`: the name says neither.
        let namesake = format!("_{}", other.name);
        if schema.tables().any(|(n, _)| n.schema == other.schema && n.name.ends_with(&namesake)) {
            return None;
        }
        let [key] = target.primary_key() else { return None };
        // A text that holds the id of another system is no key of this table.
        (target.column(key)?.ty == column.ty).then(|| format!("{} ({key})", other.name))
    })
}
