//! Tables that somebody made by hand, and that the SQL here leaves without row security.

use std::collections::BTreeMap;

use crate::{
    model::{
        Project,
        schema::{Name, Schema, Unsure},
    },
    source::span::Span,
    sql::statement::{AlterActionKind, ObjectKind, ObjectName, RowSecurity, StatementKind},
};

impl Project {
    /// The tables that no SQL here makes and whose row security the last word of the migrations switches off, with the
    /// statement that does.
    pub(in crate::model) fn find_left_open(&self) -> BTreeMap<Name, Span> {
        let mut last: BTreeMap<Name, Option<Span>> = BTreeMap::new();
        let served = |schema: &&Schema| {
            !schema.loose && !schema.api_schemas.is_empty() && !schema.unsure.contains(&Unsure::RowSecurity)
        };
        for schema in self.live_databases().iter().filter(served) {
            for &file in &schema.files {
                let sql = self.file(file).sql.as_ref();
                for statement in sql.map_or(&[][..], |sql| sql.statements.as_slice()) {
                    match &statement.kind {
                        StatementKind::AlterTable(alter) => {
                            for action in &alter.actions {
                                let off = match action.kind {
                                    AlterActionKind::RowSecurity(RowSecurity::Disable) => {
                                        Some(statement.range.in_file(file))
                                    }
                                    AlterActionKind::RowSecurity(RowSecurity::Enable) => None,
                                    _ => continue,
                                };
                                last.insert(name(&alter.name), off);
                            }
                        }
                        StatementKind::Drop(drop) if drop.kind == ObjectKind::Table => {
                            drop.objects.iter().for_each(|object| {
                                last.remove(&name(&object.name));
                            });
                        }
                        _ => {}
                    }
                }
            }
        }
        let is_made = |name: &Name| {
            let meant = self.meant.iter().map(|meant| &meant.schema);
            self.databases.iter().chain(meant).any(|schema| schema.relations.contains(name))
        };
        last.into_iter().filter_map(|(name, off)| Some((name, off?))).filter(|(name, _)| !is_made(name)).collect()
    }
}

fn name(written: &ObjectName) -> Name {
    Name::new(written.schema_or_public(), written.name.clone())
}
