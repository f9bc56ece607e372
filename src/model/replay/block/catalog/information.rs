//! The views of `information_schema`.

use super::{Hints, hint, row, text};
use crate::model::{
    replay::{
        Replay,
        block::{
            select::{Row, Rows},
            value::Value,
        },
    },
    schema::{Column, ColumnSource, Constraint, ConstraintKind, Name, Part, Relation, RoutineKind, TypeKind, Unsure},
};

impl Replay {
    pub(super) fn information_schema(&self, view: &str, hints: &Hints) -> Option<Rows> {
        match view {
            "tables" => self.described_tables(hints),
            "views" => self.described_views(),
            "columns" => self.described_columns(hints),
            "table_constraints"
            | "key_column_usage"
            | "constraint_column_usage"
            | "constraint_table_usage"
            | "check_constraints"
            | "referential_constraints" => self.described_constraints(view, hints),
            "triggers" => self.described_triggers(hints),
            "routines" | "parameters" => self.described_routines(view),
            "schemata" => self.described_schemata(),
            "sequences" => self.described_sequences(),
            _ => None,
        }
    }

    fn described_tables(&self, hints: &Hints) -> Option<Rows> {
        let schema = hint(hints, &["table_schema", "event_object_schema"]);
        let table = hint(hints, &["table_name", "event_object_table"]);
        let mut rows = Rows::new();
        if self.unsure(Unsure::Relations) {
            return None;
        }
        rows.extend(self.tables_like(schema, table).into_iter().map(|(name, _)| table_row(name, "BASE TABLE")));
        let views = self.views_like(schema, table).into_iter().filter(|(_, v)| !v.materialized);
        rows.extend(views.map(|(name, _)| table_row(name, "VIEW")));
        Some(rows)
    }

    fn described_views(&self) -> Option<Rows> {
        let mut rows = Rows::new();
        let views = self.schema.views().filter(|(_, v)| !v.materialized);
        rows.extend(views.map(|(name, v)| {
            row([
                ("table_schema", text(&name.schema)),
                ("table_name", text(&name.name)),
                ("view_definition", Value::Text(v.query.text.to_string())),
            ])
        }));
        Some(rows)
    }

    fn described_columns(&self, hints: &Hints) -> Option<Rows> {
        let schema = hint(hints, &["table_schema", "event_object_schema"]);
        let table = hint(hints, &["table_name", "event_object_table"]);
        let mut rows = Rows::new();
        if self.unsure(Unsure::Relations) {
            return None;
        }
        let wanted = hint(hints, &["column_name"]);
        for (name, table) in self.tables_like(schema, table) {
            if !table.knows(Part::Columns) {
                return None;
            }
            let columns = table.columns.iter().enumerate().filter(|(_, c)| wanted.is_none_or(|w| w == c.name));
            rows.extend(columns.map(|(i, column)| self.column_row(name, i, column)));
        }
        for (name, view) in self.views_like(schema, table).into_iter().filter(|(_, v)| !v.materialized) {
            for (column, _) in view.columns.as_ref()? {
                rows.push(row([
                    ("table_schema", text(&name.schema)),
                    ("table_name", text(&name.name)),
                    ("column_name", text(column)),
                ]));
            }
        }
        Some(rows)
    }

    fn described_constraints(&self, view: &str, hints: &Hints) -> Option<Rows> {
        let schema = hint(hints, &["table_schema", "event_object_schema"]);
        let table = hint(hints, &["table_name", "event_object_table"]);
        let mut rows = Rows::new();
        let wanted = hint(hints, &["constraint_name"]);
        for (name, table) in self.tables_like(
            if view.starts_with("constraint_") { None } else { schema },
            if view.starts_with("constraint_") { None } else { table },
        ) {
            if !table.knows(Part::Constraints) {
                return None;
            }
            for constraint in table.constraints.values().filter(|c| wanted.is_none_or(|w| w == c.name)) {
                rows.extend(constraint_rows(view, name, constraint));
            }
        }
        Some(rows)
    }

    fn described_triggers(&self, hints: &Hints) -> Option<Rows> {
        let schema = hint(hints, &["table_schema", "event_object_schema"]);
        let table = hint(hints, &["table_name", "event_object_table"]);
        let mut rows = Rows::new();
        for (name, table) in self.tables_like(schema, table) {
            if !table.knows(Part::Triggers) {
                return None;
            }
            for trigger in table.triggers.values() {
                rows.extend(trigger.events.iter().map(|event| {
                    row([
                        ("trigger_schema", text(&name.schema)),
                        ("trigger_name", text(&trigger.name)),
                        ("event_object_schema", text(&name.schema)),
                        ("event_object_table", text(&name.name)),
                        ("event_manipulation", text(&event.as_str().to_uppercase())),
                        ("action_timing", text(&trigger.timing.as_str().to_uppercase())),
                        ("action_statement", Value::Text(format!("EXECUTE FUNCTION {}()", trigger.function))),
                    ])
                }));
            }
        }
        Some(rows)
    }

    fn described_routines(&self, view: &str) -> Option<Rows> {
        let mut rows = Rows::new();
        if view == "parameters" || self.unsure(Unsure::Functions) {
            return None;
        }
        rows.extend(self.schema.functions.iter().map(|(key, f)| {
            row([
                ("routine_schema", text(&key.name.schema)),
                ("routine_name", text(&key.name.name)),
                ("specific_schema", text(&key.name.schema)),
                ("specific_name", Value::Unknown),
                ("routine_type", text(if f.kind == RoutineKind::Procedure { "PROCEDURE" } else { "FUNCTION" })),
                ("routine_definition", f.body.as_ref().map_or(Value::Unknown, |b| text(&b.text))),
                ("security_type", text(if f.security_definer { "DEFINER" } else { "INVOKER" })),
            ])
        }));
        Some(rows)
    }

    fn described_schemata(&self) -> Option<Rows> {
        let mut rows = Rows::new();
        rows.extend(self.schema.namespaces.iter().map(|(name, _)| row([("schema_name", text(name))])));
        Some(rows)
    }

    fn described_sequences(&self) -> Option<Rows> {
        let mut rows = Rows::new();
        let sequences = self.schema.relations.iter().filter(|(_, r)| matches!(r, Relation::Sequence(_)));
        rows.extend(
            sequences
                .map(|(name, _)| row([("sequence_schema", text(&name.schema)), ("sequence_name", text(&name.name))])),
        );
        Some(rows)
    }

    fn column_row(&self, table: &Name, position: usize, column: &Column) -> Row {
        let user = column.ty.name.schema != "pg_catalog";
        let data_type = if column.ty.array {
            "ARRAY".to_owned()
        } else if user {
            match self.schema.types.get(&column.ty.name).map(|t| &t.kind) {
                Some(TypeKind::Domain { base, .. }) => base.plain().to_string(),
                _ => "USER-DEFINED".to_owned(),
            }
        } else {
            column.ty.plain().to_string()
        };
        let udt = format!("{}{}", if column.ty.array { "_" } else { "" }, column.ty.name.name);
        row([
            ("table_schema", text(&table.schema)),
            ("table_name", text(&table.name)),
            ("column_name", text(&column.name)),
            ("ordinal_position", i64::try_from(position + 1).map_or(Value::Unknown, Value::Int)),
            ("column_default", column.default.as_ref().map_or(Value::Null, |d| text(&d.text))),
            ("is_nullable", yes_no(!column.not_null)),
            ("data_type", Value::Text(data_type)),
            ("udt_schema", text(&column.ty.name.schema)),
            ("udt_name", Value::Text(udt)),
            ("is_generated", text(if column.source == ColumnSource::Generated { "ALWAYS" } else { "NEVER" })),
            (
                "is_identity",
                yes_no(matches!(column.source, ColumnSource::IdentityAlways | ColumnSource::IdentityByDefault)),
            ),
            (
                "character_maximum_length",
                match (&column.ty.modifier, column.ty.built_in_name()) {
                    (Some(length), Some("varchar" | "bpchar")) => length.parse().map_or(Value::Unknown, Value::Int),
                    _ => Value::Null,
                },
            ),
            ("numeric_precision", Value::Unknown),
            ("numeric_scale", Value::Unknown),
        ])
    }
}

fn table_row(name: &Name, kind: &str) -> Row {
    row([
        ("table_catalog", text("postgres")),
        ("table_schema", text(&name.schema)),
        ("table_name", text(&name.name)),
        ("table_type", text(kind)),
    ])
}

fn constraint_rows(view: &str, table: &Name, constraint: &Constraint) -> Rows {
    let kind = match constraint.kind {
        ConstraintKind::PrimaryKey => "PRIMARY KEY",
        ConstraintKind::Unique => "UNIQUE",
        ConstraintKind::Check { .. } => "CHECK",
        ConstraintKind::ForeignKey(_) => "FOREIGN KEY",
        ConstraintKind::Exclude => return Rows::new(),
    };
    let base = |on: &Name| {
        row([
            ("constraint_schema", text(&table.schema)),
            ("constraint_name", text(&constraint.name)),
            ("constraint_catalog", text("postgres")),
            ("table_schema", text(&on.schema)),
            ("table_name", text(&on.name)),
            ("constraint_type", text(kind)),
        ])
    };
    let with_columns = |on: &Name, columns: &[String]| -> Rows {
        let each = columns.iter().enumerate().map(|(i, column)| {
            let mut row = base(on);
            row.push(("column_name".into(), text(column)));
            row.push(("ordinal_position".into(), i64::try_from(i + 1).map_or(Value::Unknown, Value::Int)));
            row
        });
        each.collect()
    };
    match (view, &constraint.kind) {
        ("table_constraints", _) => vec![base(table)],
        ("key_column_usage", ConstraintKind::Check { .. }) => Rows::new(),
        ("key_column_usage", _) => with_columns(table, &constraint.columns),
        ("constraint_column_usage", ConstraintKind::ForeignKey(key)) => with_columns(&key.table, &key.columns),
        ("constraint_column_usage", _) => with_columns(table, &constraint.columns),
        ("constraint_table_usage", ConstraintKind::ForeignKey(key)) => vec![base(&key.table)],
        ("constraint_table_usage", _) => vec![base(table)],
        ("check_constraints", ConstraintKind::Check { expression, .. }) => {
            let mut row = base(table);
            row.push(("check_clause".into(), Value::Text(format!("({})", expression.text))));
            vec![row]
        }
        ("referential_constraints", ConstraintKind::ForeignKey(key)) => {
            let mut row = base(table);
            row.push(("delete_rule".into(), text(&key.on_delete.as_str().to_uppercase())));
            row.push(("update_rule".into(), text(&key.on_update.as_str().to_uppercase())));
            row.push(("unique_constraint_name".into(), Value::Unknown));
            vec![row]
        }
        _ => Rows::new(),
    }
}

fn yes_no(value: bool) -> Value {
    text(if value { "YES" } else { "NO" })
}
