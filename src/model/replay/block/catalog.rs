//! The catalogue as tables: `pg_policies`, `pg_class`, `information_schema.columns`, … made from the model.

use std::sync::Arc;

use super::{
    select::{Row, Rows},
    value::{Object, Value},
};
use crate::model::{
    replay::Replay,
    schema::{
        Column, Command, ConstraintKind, Index, Name, Part, Relation, RoutineKind, Switch, Table, TypeKind, Unsure,
    },
};

/// What equalities of a condition say about columns.
type Hints = [(String, Value)];

/// The text that one of these columns must be.
fn hint<'h>(hints: &'h Hints, columns: &[&str]) -> Option<&'h str> {
    hints.iter().find_map(|(column, value)| match value {
        Value::Text(text) if columns.contains(&column.as_str()) => Some(text.as_str()),
        _ => None,
    })
}

/// The relation that one of these columns must be.
fn hinted_relation<'h>(hints: &'h Hints, columns: &[&str]) -> Option<&'h Name> {
    hints.iter().find_map(|(column, value)| match value {
        Value::Object(Object::Relation(name)) if columns.contains(&column.as_str()) => Some(name),
        _ => None,
    })
}

fn row<const N: usize>(columns: [(&str, Value); N]) -> Row {
    columns.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

fn text(text: &str) -> Value {
    Value::text(text)
}

fn relation(name: &Name) -> Value {
    Value::Object(Object::Relation(name.clone()))
}

fn namespace(schema: &str) -> Value {
    Value::Object(Object::Namespace(schema.to_owned()))
}

fn part(kind: &'static str, table: &Name, name: &str) -> Value {
    Value::Object(Object::Part(kind, table.clone(), name.to_owned()))
}

fn yes_no(value: bool) -> Value {
    text(if value { "YES" } else { "NO" })
}

impl Replay {
    /// The rows of a table: of a catalogue from the model, of the app's own none while nothing was ever written to
    /// it. `None`: not known.
    pub(super) fn table_rows(&mut self, schema: Option<&str>, name: &str, hints: &Hints) -> Option<Rows> {
        if schema == Some("information_schema") {
            return self.information_schema(name, hints);
        }
        if schema.is_none_or(|s| s == "pg_catalog") && name.starts_with("pg_") {
            return self.pg_catalog(name, hints);
        }
        match (schema, name) {
            (Some("storage"), "buckets") => return self.bucket_rows(),
            (Some("cron"), "job") => return self.cron_rows(),
            _ => {}
        }
        let object = crate::sql::statement::ObjectName {
            schema: schema.map(str::to_owned),
            name: name.to_owned(),
            range: crate::source::span::Range::default(),
        };
        match self.find_relation(&object) {
            Some(crate::model::replay::lookup::Found::Known(found)) if self.is_empty(&found) => Some(Rows::new()),
            _ => None,
        }
    }

    /// Whether a table surely has no rows: nothing that ran could have written any.
    fn is_empty(&self, name: &Name) -> bool {
        !self.wrote_anywhere
            && !self.written.contains(name)
            && self.schema.table(name).is_some_and(|t| t.extension.is_none())
    }

    /// Tables and views, without those that do not fit what is asked for.
    fn tables_like<'s>(&'s self, schema: Option<&'s str>, name: Option<&'s str>) -> Vec<(&'s Name, &'s Table)> {
        if let (Some(schema), Some(name)) = (schema, name) {
            let full = Name::new(schema, name);
            return self.schema.relations.range(full.clone()..=full).filter_map(|(n, r)| as_table(n, r)).collect();
        }
        let fits = |n: &Name| schema.is_none_or(|s| s == n.schema) && name.is_none_or(|w| w == n.name);
        self.schema.relations.iter().filter(|(n, _)| fits(n)).filter_map(|(n, r)| as_table(n, r)).collect()
    }

    /// All tables, or the one that a condition on an `oid` names; of an index, the table it is on.
    fn tables_by_oid<'s>(&'s self, hints: &Hints, columns: &[&str], indexes: &[&str]) -> Vec<(&'s Name, &'s Table)> {
        let of_index = |index: &Name| match self.schema.relations.get(index) {
            Some(Relation::Index(table)) => Some(table.clone()),
            _ => None,
        };
        let one = match (hinted_relation(hints, columns), hinted_relation(hints, indexes)) {
            (Some(table), _) => table.clone(),
            (None, Some(index)) => match of_index(index) {
                Some(table) => table,
                None => return Vec::new(),
            },
            (None, None) => return self.schema.tables().collect(),
        };
        self.schema.relations.range(one.clone()..=one).filter_map(|(n, r)| as_table(n, r)).collect()
    }

    fn unsure(&self, what: Unsure) -> bool {
        self.schema.unsure.contains(&what)
    }

    fn pg_catalog(&self, catalogue: &str, hints: &Hints) -> Option<Rows> {
        let schema = hint(hints, &["schemaname", "nspname"]);
        let table = hint(hints, &["tablename", "relname"]);
        let mut rows = Rows::new();
        match catalogue {
            "pg_policies" => {
                if self.unsure(Unsure::Policies) {
                    return None;
                }
                for (name, table) in self.tables_like(schema, table) {
                    if !table.knows(Part::Policies) {
                        return None;
                    }
                    rows.extend(table.policies.values().map(|p| {
                        row([
                            ("schemaname", text(&name.schema)),
                            ("tablename", text(&name.name)),
                            ("policyname", text(&p.name)),
                            ("permissive", text(if p.permissive { "PERMISSIVE" } else { "RESTRICTIVE" })),
                            ("roles", Value::texts(p.roles.iter().map(String::as_str))),
                            ("cmd", text(&p.command.as_str().to_uppercase())),
                            ("qual", p.using.as_ref().map_or(Value::Null, |t| text(&t.text))),
                            ("with_check", p.check.as_ref().map_or(Value::Null, |t| text(&t.text))),
                        ])
                    }));
                }
            }
            "pg_policy" => {
                if self.unsure(Unsure::Policies) {
                    return None;
                }
                for (name, table) in self.tables_by_oid(hints, &["polrelid"], &[]) {
                    rows.extend(table.policies.values().map(|p| {
                        row([
                            ("oid", part("policy", name, &p.name)),
                            ("polname", text(&p.name)),
                            ("polrelid", relation(name)),
                            ("polpermissive", Value::Bool(p.permissive)),
                            ("polcmd", text(command_letter(p.command))),
                            ("polroles", Value::Unknown),
                            ("polqual", p.using.as_ref().map_or(Value::Null, |t| text(&t.text))),
                            ("polwithcheck", p.check.as_ref().map_or(Value::Null, |t| text(&t.text))),
                        ])
                    }));
                }
            }
            "pg_tables" => {
                if self.unsure(Unsure::Relations) {
                    return None;
                }
                rows.extend(self.tables_like(schema, table).into_iter().map(|(name, table)| {
                    row([
                        ("schemaname", text(&name.schema)),
                        ("tablename", text(&name.name)),
                        ("tableowner", text(&table.owner)),
                        ("hasindexes", Value::Bool(!table.indexes.is_empty())),
                        ("hastriggers", Value::Bool(!table.triggers.is_empty())),
                        ("rowsecurity", switch(table.row_security)),
                    ])
                }));
            }
            "pg_views" | "pg_matviews" => {
                let wanted = catalogue == "pg_matviews";
                let views = self.schema.views().filter(|(_, v)| v.materialized == wanted);
                rows.extend(views.map(|(name, view)| {
                    row([
                        ("schemaname", text(&name.schema)),
                        ("viewname", text(&name.name)),
                        ("matviewname", text(&name.name)),
                        ("viewowner", text(&view.owner)),
                        ("definition", Value::Text(view.query.text.to_string())),
                    ])
                }));
            }
            "pg_sequences" => {
                let sequences = self.schema.relations.iter().filter(|(_, r)| matches!(r, Relation::Sequence(_)));
                rows.extend(
                    sequences
                        .map(|(name, _)| row([("schemaname", text(&name.schema)), ("sequencename", text(&name.name))])),
                );
            }
            "pg_class" => {
                if self.unsure(Unsure::Relations) {
                    return None;
                }
                let wanted = |n: &Name| table.is_none_or(|t| t == n.name);
                match hinted_relation(hints, &["oid"]) {
                    Some(one) => rows.extend(self.schema.relations.get(one).map(|relation| class_row(one, relation))),
                    None => {
                        let relations = self.schema.relations.iter().filter(|(n, _)| wanted(n));
                        rows.extend(relations.map(|(name, relation)| class_row(name, relation)));
                    }
                }
            }
            "pg_namespace" => {
                rows.extend(self.schema.namespaces.iter().map(|(name, n)| {
                    row([
                        ("oid", namespace(name)),
                        ("nspname", text(name)),
                        ("nspowner", Value::Object(Object::Role(n.owner.clone()))),
                    ])
                }));
            }
            "pg_indexes" => {
                let wanted = hint(hints, &["indexname"]);
                for (name, index) in self.all_indexes(schema, table) {
                    if wanted.is_none_or(|w| w == index.name) {
                        rows.push(row([
                            ("schemaname", text(&name.schema)),
                            ("tablename", text(&name.name)),
                            ("indexname", text(&index.name)),
                            ("indexdef", Value::Text(index_definition(name, index))),
                        ]));
                    }
                }
            }
            "pg_stat_user_indexes" | "pg_stat_all_indexes" => {
                for (name, index) in self.all_indexes(schema, table) {
                    rows.push(row([
                        ("relid", relation(name)),
                        ("indexrelid", relation(&name.sibling(index.name.as_str()))),
                        ("schemaname", text(&name.schema)),
                        ("relname", text(&name.name)),
                        ("indexrelname", text(&index.name)),
                        // Nothing has used an index of a database that is only being made.
                        ("idx_scan", Value::Int(0)),
                    ]));
                }
            }
            "pg_index" => {
                let tables = self.tables_by_oid(hints, &["indrelid"], &["indexrelid"]);
                let wanted = hinted_relation(hints, &["indexrelid"]);
                let of_views = self.schema.views().flat_map(|(n, v)| v.indexes.values().map(move |i| (n, i.as_ref())));
                let of_tables = tables.into_iter().flat_map(|(n, t)| t.indexes.values().map(move |i| (n, i.as_ref())));
                for (name, index) in of_tables.chain(of_views).filter(|(_, i)| wanted.is_none_or(|w| w.name == i.name))
                {
                    rows.push(row([
                        ("indexrelid", relation(&name.sibling(index.name.as_str()))),
                        ("indrelid", relation(name)),
                        ("indisunique", Value::Bool(index.unique)),
                        ("indisprimary", Value::Bool(index.primary)),
                        ("indisvalid", Value::Bool(true)),
                        ("indpred", index.predicate.as_ref().map_or(Value::Null, |p| text(&p.text))),
                        ("indkey", Value::Unknown),
                    ]));
                }
            }
            "pg_constraint" => {
                let wanted = hint(hints, &["conname"]);
                for (name, table) in self.tables_by_oid(hints, &["conrelid"], &["conindid"]) {
                    if !table.knows(Part::Constraints) {
                        return None;
                    }
                    for constraint in table.constraints.values().filter(|c| wanted.is_none_or(|w| w == c.name)) {
                        let (letter, target) = constraint_letter(&constraint.kind);
                        rows.push(row([
                            ("oid", part("constraint", name, &constraint.name)),
                            ("conname", text(&constraint.name)),
                            ("connamespace", namespace(&name.schema)),
                            ("contype", text(letter)),
                            ("conrelid", relation(name)),
                            ("confrelid", target.map_or(Value::Int(0), relation)),
                            (
                                "conindid",
                                match constraint.kind {
                                    ConstraintKind::PrimaryKey | ConstraintKind::Unique | ConstraintKind::Exclude => {
                                        relation(&name.sibling(constraint.name.as_str()))
                                    }
                                    _ => Value::Int(0),
                                },
                            ),
                            ("convalidated", Value::Bool(constraint.validated)),
                            ("conkey", attribute_numbers(table, &constraint.columns)),
                            ("confdeltype", delete_letter(&constraint.kind)),
                            ("consrc", Value::Unknown),
                        ]));
                    }
                }
            }
            "pg_trigger" => {
                let wanted = hint(hints, &["tgname"]);
                for (name, table) in self.tables_by_oid(hints, &["tgrelid"], &[]) {
                    if !table.knows(Part::Triggers) {
                        return None;
                    }
                    for trigger in table.triggers.values().filter(|t| wanted.is_none_or(|w| w == t.name)) {
                        let functions = self.schema.functions_named(&trigger.function).next();
                        let function =
                            functions.map_or(Value::Unknown, |(key, _)| Value::Object(Object::Function(key.clone())));
                        rows.push(row([
                            ("oid", part("trigger", name, &trigger.name)),
                            ("tgname", text(&trigger.name)),
                            ("tgrelid", relation(name)),
                            ("tgfoid", function),
                            ("tgisinternal", Value::Bool(false)),
                            ("tgenabled", text(if trigger.enabled { "O" } else { "D" })),
                            ("tgtype", Value::Unknown),
                        ]));
                    }
                }
            }
            "pg_proc" => {
                if self.unsure(Unsure::Functions) {
                    return None;
                }
                let wanted = hint(hints, &["proname"]);
                // PostgreSQL's own functions are in it too: only questions by name can be answered.
                if wanted.is_some_and(|w| self.knows_built_in_function(w)) {
                    return None;
                }
                for (key, function) in
                    self.schema.functions.iter().filter(|(k, _)| wanted.is_none_or(|w| w == k.name.name))
                {
                    let kind = match function.kind {
                        RoutineKind::Function => "f",
                        RoutineKind::Procedure => "p",
                        RoutineKind::Aggregate => "a",
                    };
                    let config = function.search_path.as_ref().map(|path| format!("search_path={}", path.join(", ")));
                    rows.push(row([
                        ("oid", Value::Object(Object::Function(key.clone()))),
                        ("proname", text(&key.name.name)),
                        ("pronamespace", namespace(&key.name.schema)),
                        ("prokind", text(kind)),
                        ("prosecdef", Value::Bool(function.security_definer)),
                        ("proconfig", config.map_or(Value::Null, |c| Value::Array(vec![Value::Text(c)]))),
                        ("prosrc", function.body.as_ref().map_or(Value::Unknown, |b| text(&b.text))),
                        ("pronargs", i64::try_from(key.args.len()).map_or(Value::Unknown, Value::Int)),
                        ("proowner", Value::Object(Object::Role(function.owner.clone()))),
                        ("prolang", Value::Object(Object::Other("language", function.language.clone()))),
                        (
                            "prorettype",
                            match &function.returns {
                                crate::model::schema::Returns::Value(ty) | crate::model::schema::Returns::Set(ty) => {
                                    Value::Object(Object::Type(ty.to_string()))
                                }
                                _ => Value::Object(Object::Type("record".to_owned())),
                            },
                        ),
                        ("proargtypes", Value::Object(Object::Function(key.clone()))),
                    ]));
                }
            }
            "pg_language" => {
                for name in ["internal", "c", "sql", "plpgsql"] {
                    rows.push(row([
                        ("oid", Value::Object(Object::Other("language", name.to_owned()))),
                        ("lanname", text(name)),
                    ]));
                }
            }
            "pg_type" => return self.type_rows(hint(hints, &["typname"])),
            "pg_enum" => {
                for (name, ty) in self.schema.types.iter() {
                    let TypeKind::Enum(values) = &ty.kind else { continue };
                    rows.extend(values.iter().enumerate().map(|(i, value)| {
                        row([
                            ("enumtypid", Value::Object(Object::Type(name.to_string()))),
                            ("enumlabel", text(value)),
                            ("enumsortorder", i64::try_from(i + 1).map_or(Value::Unknown, Value::Int)),
                        ])
                    }));
                }
            }
            "pg_attribute" => return self.attribute_rows(hint(hints, &["attname"]), hints),
            "pg_publication" => {
                rows.extend(self.schema.publications.iter().map(|(name, p)| {
                    row([
                        ("oid", Value::Object(Object::Other("publication", name.clone()))),
                        ("pubname", text(name)),
                        ("puballtables", Value::Bool(p.all_tables)),
                    ])
                }));
            }
            "pg_publication_tables" | "pg_publication_rel" => {
                for (publication, p) in self.schema.publications.iter() {
                    let all = self.schema.tables().map(|(n, _)| n);
                    let held =
                        all.filter(|n| p.all_tables || p.schemas.contains(&n.schema) || p.tables.contains_key(*n));
                    rows.extend(held.map(|name| {
                        row([
                            ("pubname", text(publication)),
                            ("schemaname", text(&name.schema)),
                            ("tablename", text(&name.name)),
                            ("prpubid", Value::Object(Object::Other("publication", publication.clone()))),
                            ("prrelid", relation(name)),
                        ])
                    }));
                }
            }
            "pg_extension" => {
                rows.extend(self.schema.extensions.iter().map(|(name, e)| {
                    row([
                        ("extname", text(name)),
                        ("extnamespace", namespace(&e.schema)),
                        ("extversion", Value::Unknown),
                    ])
                }));
            }
            "pg_roles" | "pg_authid" | "pg_user" => {
                rows.extend(self.schema.roles.iter().map(|(name, role)| {
                    row([
                        ("oid", Value::Object(Object::Role(name.clone()))),
                        ("rolname", text(name)),
                        ("usename", text(name)),
                        ("rolsuper", Value::Bool(role.superuser)),
                        ("rolbypassrls", Value::Bool(role.bypasses_row_security)),
                    ])
                }));
            }
            "pg_event_trigger" => {
                rows.extend(self.schema.event_triggers.iter().map(|(name, _)| row([("evtname", text(name))])));
            }
            _ => return None,
        }
        Some(rows)
    }

    fn all_indexes<'s>(&'s self, schema: Option<&'s str>, table: Option<&'s str>) -> Vec<(&'s Name, &'s Index)> {
        let mut all: Vec<(&Name, &Index)> = Vec::new();
        for (name, table) in self.tables_like(schema, table) {
            all.extend(table.indexes.values().map(|i| (name, i.as_ref())));
        }
        for (name, view) in self
            .schema
            .views()
            .filter(|(n, _)| schema.is_none_or(|s| s == n.schema) && table.is_none_or(|t| t == n.name))
        {
            all.extend(view.indexes.values().map(|i| (name, i.as_ref())));
        }
        all
    }

    fn type_rows(&self, wanted: Option<&str>) -> Option<Rows> {
        if self.unsure(Unsure::Types) || wanted.is_some_and(|w| crate::model::schema::built_in(w).is_some()) {
            return None;
        }
        let fits = |n: &Name| wanted.is_none_or(|w| w == n.name);
        let mut rows = Rows::new();
        for (name, ty) in self.schema.types.iter().filter(|(n, _)| fits(n)) {
            let letter = match ty.kind {
                TypeKind::Enum(_) => "e",
                TypeKind::Domain { .. } => "d",
                TypeKind::Composite(_) => "c",
                TypeKind::Range => "r",
                TypeKind::Base => "b",
            };
            rows.push(row([
                ("oid", Value::Object(Object::Type(name.to_string()))),
                ("typname", text(&name.name)),
                ("typnamespace", namespace(&name.schema)),
                ("typtype", text(letter)),
            ]));
        }
        let row_types = self
            .schema
            .relations
            .iter()
            .filter(|(n, r)| fits(n) && matches!(r, Relation::Table(_) | Relation::View(_)));
        rows.extend(row_types.map(|(name, _)| {
            row([
                ("oid", Value::Object(Object::Type(name.to_string()))),
                ("typname", text(&name.name)),
                ("typnamespace", namespace(&name.schema)),
                ("typtype", text("c")),
            ])
        }));
        Some(rows)
    }

    fn attribute_rows(&self, wanted: Option<&str>, hints: &Hints) -> Option<Rows> {
        let mut rows = Rows::new();
        for (name, table) in self.tables_by_oid(hints, &["attrelid"], &[]) {
            if !table.knows(Part::Columns) {
                return None;
            }
            for (i, column) in table.columns.iter().enumerate().filter(|(_, c)| wanted.is_none_or(|w| w == c.name)) {
                rows.push(row([
                    ("attrelid", relation(name)),
                    ("attname", text(&column.name)),
                    ("attnum", i64::try_from(i + 1).map_or(Value::Unknown, Value::Int)),
                    ("attnotnull", Value::Bool(column.not_null)),
                    ("attisdropped", Value::Bool(false)),
                    ("atttypid", Value::Object(Object::Type(column.ty.plain().to_string()))),
                    (
                        "attgenerated",
                        text(if column.source == crate::model::schema::ColumnSource::Generated { "s" } else { "" }),
                    ),
                    ("atthasdef", Value::Bool(column.default.is_some())),
                ]));
            }
        }
        Some(rows)
    }

    fn information_schema(&self, view: &str, hints: &Hints) -> Option<Rows> {
        let schema = hint(hints, &["table_schema", "event_object_schema"]);
        let table = hint(hints, &["table_name", "event_object_table"]);
        let mut rows = Rows::new();
        match view {
            "tables" => {
                if self.unsure(Unsure::Relations) {
                    return None;
                }
                rows.extend(self.tables_like(schema, table).into_iter().map(|(name, _)| table_row(name, "BASE TABLE")));
                let views = self.schema.views().filter(|(_, v)| !v.materialized);
                rows.extend(views.map(|(name, _)| table_row(name, "VIEW")));
            }
            "views" => {
                let views = self.schema.views().filter(|(_, v)| !v.materialized);
                rows.extend(views.map(|(name, v)| {
                    row([
                        ("table_schema", text(&name.schema)),
                        ("table_name", text(&name.name)),
                        ("view_definition", Value::Text(v.query.text.to_string())),
                    ])
                }));
            }
            "columns" => {
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
                let fits = |n: &Name| schema.is_none_or(|s| s == n.schema) && table.is_none_or(|t| t == n.name);
                for (name, view) in self.schema.views().filter(|(n, v)| fits(n) && !v.materialized) {
                    for (column, _) in view.columns.as_ref()? {
                        rows.push(row([
                            ("table_schema", text(&name.schema)),
                            ("table_name", text(&name.name)),
                            ("column_name", text(column)),
                        ]));
                    }
                }
            }
            "table_constraints"
            | "key_column_usage"
            | "constraint_column_usage"
            | "constraint_table_usage"
            | "check_constraints"
            | "referential_constraints" => {
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
            }
            "triggers" => {
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
            }
            "routines" | "parameters" => {
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
            }
            "schemata" => {
                rows.extend(self.schema.namespaces.iter().map(|(name, _)| row([("schema_name", text(name))])));
            }
            "sequences" => {
                let sequences = self.schema.relations.iter().filter(|(_, r)| matches!(r, Relation::Sequence(_)));
                rows.extend(sequences.map(|(name, _)| {
                    row([("sequence_schema", text(&name.schema)), ("sequence_name", text(&name.name))])
                }));
            }
            _ => return None,
        }
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
            (
                "is_generated",
                text(if column.source == crate::model::schema::ColumnSource::Generated { "ALWAYS" } else { "NEVER" }),
            ),
            (
                "is_identity",
                yes_no(matches!(
                    column.source,
                    crate::model::schema::ColumnSource::IdentityAlways
                        | crate::model::schema::ColumnSource::IdentityByDefault
                )),
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

    fn bucket_rows(&self) -> Option<Rows> {
        if self.unsure(Unsure::Buckets) {
            return None;
        }
        let rows = self.schema.buckets.iter().map(|(id, bucket)| {
            row([("id", text(id)), ("name", text(id)), ("public", bucket.public.map_or(Value::Unknown, Value::Bool))])
        });
        Some(rows.collect())
    }

    fn cron_rows(&self) -> Option<Rows> {
        if self.unsure(Unsure::CronJobs) {
            return None;
        }
        let optional = |t: &Option<String>| t.as_ref().map_or(Value::Unknown, |t| text(t));
        let rows = self.schema.cron_jobs.iter().map(|(name, job)| {
            row([
                // A job is unscheduled by its number or its name; here both are the name.
                ("jobid", text(name)),
                ("jobname", text(name)),
                ("schedule", optional(&job.schedule)),
                ("command", optional(&job.command)),
                ("active", Value::Bool(true)),
            ])
        });
        Some(rows.collect())
    }
}

fn as_table<'s>(name: &'s Name, relation: &'s Relation) -> Option<(&'s Name, &'s Table)> {
    match relation {
        Relation::Table(table) => Some((name, table)),
        _ => None,
    }
}

fn switch(switch: Switch) -> Value {
    match switch {
        Switch::On => Value::Bool(true),
        Switch::Off => Value::Bool(false),
        Switch::Unknown => Value::Unknown,
    }
}

fn class_row(name: &Name, kind: &Relation) -> Row {
    let (letter, row_security, forced, owner) = match kind {
        Relation::Table(table) => {
            let letter = match table.kind {
                crate::model::schema::TableKind::Partitioned { .. } => "p",
                crate::model::schema::TableKind::Foreign => "f",
                _ => "r",
            };
            (letter, switch(table.row_security), table.forced, table.owner.as_str())
        }
        Relation::View(view) => {
            (if view.materialized { "m" } else { "v" }, Value::Bool(false), false, view.owner.as_str())
        }
        Relation::Sequence(sequence) => ("S", Value::Bool(false), false, sequence.owner.as_str()),
        Relation::Index(_) => ("i", Value::Bool(false), false, ""),
        Relation::Composite => ("c", Value::Bool(false), false, ""),
    };
    row([
        ("oid", relation(name)),
        ("relname", text(&name.name)),
        ("relnamespace", namespace(&name.schema)),
        ("relkind", text(letter)),
        ("relrowsecurity", row_security),
        ("relforcerowsecurity", Value::Bool(forced)),
        ("relowner", Value::Object(Object::Role(owner.to_owned()))),
        (
            "relispartition",
            Value::Bool(matches!(kind, Relation::Table(t) if t.kind == crate::model::schema::TableKind::Partition)),
        ),
    ])
}

fn command_letter(command: Command) -> &'static str {
    match command {
        Command::All => "*",
        Command::Select => "r",
        Command::Insert => "a",
        Command::Update => "w",
        Command::Delete => "d",
    }
}

fn constraint_letter(kind: &ConstraintKind) -> (&'static str, Option<&Name>) {
    match kind {
        ConstraintKind::PrimaryKey => ("p", None),
        ConstraintKind::Unique => ("u", None),
        ConstraintKind::Check { .. } => ("c", None),
        ConstraintKind::ForeignKey(key) => ("f", Some(&key.table)),
        ConstraintKind::Exclude => ("x", None),
    }
}

fn delete_letter(kind: &ConstraintKind) -> Value {
    use crate::model::schema::Action;
    match kind {
        ConstraintKind::ForeignKey(key) => text(match key.on_delete {
            Action::NoAction => "a",
            Action::Restrict => "r",
            Action::Cascade => "c",
            Action::SetNull => "n",
            Action::SetDefault => "d",
        }),
        _ => text(" "),
    }
}

fn attribute_numbers(table: &Table, columns: &[String]) -> Value {
    let number =
        |name: &String| table.columns.iter().position(|c| c.name == *name).and_then(|i| i64::try_from(i + 1).ok());
    Value::Array(columns.iter().map(|c| number(c).map_or(Value::Unknown, Value::Int)).collect())
}

fn index_definition(table: &Name, index: &Index) -> String {
    let keys: Vec<String> = index
        .keys
        .iter()
        .map(|k| {
            k.column.clone().unwrap_or_else(|| k.expression.as_ref().map_or_else(String::new, |e| e.text.to_string()))
        })
        .collect();
    let unique = if index.unique { "UNIQUE " } else { "" };
    let predicate = index.predicate.as_ref().map_or_else(String::new, |p| format!(" WHERE ({})", p.text));
    format!("CREATE {unique}INDEX {} ON {table} USING {} ({}){predicate}", index.name, index.method, keys.join(", "))
}

fn table_row(name: &Name, kind: &str) -> Row {
    row([
        ("table_catalog", text("postgres")),
        ("table_schema", text(&name.schema)),
        ("table_name", text(&name.name)),
        ("table_type", text(kind)),
    ])
}

fn constraint_rows(view: &str, table: &Name, constraint: &Arc<crate::model::schema::Constraint>) -> Rows {
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
            row.push(("column_name".to_owned(), text(column)));
            row.push(("ordinal_position".to_owned(), i64::try_from(i + 1).map_or(Value::Unknown, Value::Int)));
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
            row.push(("check_clause".to_owned(), Value::Text(format!("({})", expression.text))));
            vec![row]
        }
        ("referential_constraints", ConstraintKind::ForeignKey(key)) => {
            let mut row = base(table);
            row.push(("delete_rule".to_owned(), text(&key.on_delete.as_str().to_uppercase())));
            row.push(("update_rule".to_owned(), text(&key.on_update.as_str().to_uppercase())));
            row.push(("unique_constraint_name".to_owned(), Value::Unknown));
            vec![row]
        }
        _ => Rows::new(),
    }
}
