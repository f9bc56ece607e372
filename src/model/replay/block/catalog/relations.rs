//! What `pg_catalog` says of tables and of what belongs to them.

use super::{Hints, hint, hinted_relation, namespace, part, relation, row, shown::shown, text};
use crate::model::{
    replay::{
        Replay,
        block::{
            select::{Row, Rows},
            value::{Object, Value},
        },
    },
    schema::{
        Action, ColumnSource, Command, ConstraintKind, Index, Name, Part, Relation, Switch, Table, TableKind, Unsure,
    },
};

impl Replay {
    pub(super) fn pg_policies(&self, hints: &Hints) -> Option<Rows> {
        let schema = hint(hints, &["schemaname", "nspname"]);
        let table = hint(hints, &["tablename", "relname"]);
        let mut rows = Rows::new();
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
                    ("qual", p.using.as_ref().map_or(Value::Null, |t| text(&shown(&t.text)))),
                    ("with_check", p.check.as_ref().map_or(Value::Null, |t| text(&shown(&t.text)))),
                ])
            }));
        }
        Some(rows)
    }

    pub(super) fn pg_policy(&self, hints: &Hints) -> Option<Rows> {
        let mut rows = Rows::new();
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
                    ("polqual", p.using.as_ref().map_or(Value::Null, |t| text(&shown(&t.text)))),
                    ("polwithcheck", p.check.as_ref().map_or(Value::Null, |t| text(&shown(&t.text)))),
                ])
            }));
        }
        Some(rows)
    }

    pub(super) fn pg_tables(&self, hints: &Hints) -> Option<Rows> {
        let schema = hint(hints, &["schemaname", "nspname"]);
        let table = hint(hints, &["tablename", "relname"]);
        let mut rows = Rows::new();
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
        Some(rows)
    }

    pub(super) fn pg_views(&self, catalogue: &str) -> Option<Rows> {
        let mut rows = Rows::new();
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
        Some(rows)
    }

    pub(super) fn pg_sequences(&self) -> Option<Rows> {
        let mut rows = Rows::new();
        let sequences = self.schema.relations.iter().filter(|(_, r)| matches!(r, Relation::Sequence(_)));
        rows.extend(
            sequences.map(|(name, _)| row([("schemaname", text(&name.schema)), ("sequencename", text(&name.name))])),
        );
        Some(rows)
    }

    pub(super) fn pg_class(&self, hints: &Hints) -> Option<Rows> {
        let table = hint(hints, &["tablename", "relname"]);
        let mut rows = Rows::new();
        if self.unsure(Unsure::Relations) {
            return None;
        }
        match hinted_relation(hints, &["oid"]) {
            Some(one) => rows.extend(self.schema.relations.get(one).map(|relation| class_row(one, relation))),
            None => {
                let relations = self.relations_like(None, table);
                rows.extend(relations.into_iter().map(|(name, relation)| class_row(name, relation)));
            }
        }
        Some(rows)
    }

    pub(super) fn pg_indexes(&self, hints: &Hints) -> Option<Rows> {
        let schema = hint(hints, &["schemaname", "nspname"]);
        let table = hint(hints, &["tablename", "relname"]);
        let mut rows = Rows::new();
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
        Some(rows)
    }

    pub(super) fn pg_stat_indexes(&self, hints: &Hints) -> Option<Rows> {
        let schema = hint(hints, &["schemaname", "nspname"]);
        let table = hint(hints, &["tablename", "relname"]);
        let mut rows = Rows::new();
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
        Some(rows)
    }

    pub(super) fn pg_index(&self, hints: &Hints) -> Option<Rows> {
        let mut rows = Rows::new();
        let tables = self.tables_by_oid(hints, &["indrelid"], &["indexrelid"]);
        let wanted = hinted_relation(hints, &["indexrelid"]);
        let of_views = self.schema.views().flat_map(|(n, v)| v.indexes.values().map(move |i| (n, i.as_ref())));
        let of_tables = tables.into_iter().flat_map(|(n, t)| t.indexes.values().map(move |i| (n, i.as_ref())));
        for (name, index) in of_tables.chain(of_views).filter(|(_, i)| wanted.is_none_or(|w| w.name == i.name)) {
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
        Some(rows)
    }

    pub(super) fn pg_constraint(&self, hints: &Hints) -> Option<Rows> {
        let mut rows = Rows::new();
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
        Some(rows)
    }

    pub(super) fn pg_trigger(&self, hints: &Hints) -> Option<Rows> {
        let mut rows = Rows::new();
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
        Some(rows)
    }

    pub(super) fn pg_attribute(&self, wanted: Option<&str>, hints: &Hints) -> Option<Rows> {
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
                    ("attgenerated", text(if column.source == ColumnSource::Generated { "s" } else { "" })),
                    ("atthasdef", Value::Bool(column.default.is_some())),
                ]));
            }
        }
        Some(rows)
    }

    fn all_indexes<'s>(&'s self, schema: Option<&'s str>, table: Option<&'s str>) -> Vec<(&'s Name, &'s Index)> {
        let mut all: Vec<(&Name, &Index)> = Vec::new();
        for (name, table) in self.tables_like(schema, table) {
            all.extend(table.indexes.values().map(|i| (name, i.as_ref())));
        }
        for (name, view) in self.views_like(schema, table) {
            all.extend(view.indexes.values().map(|i| (name, i.as_ref())));
        }
        all
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
                TableKind::Partitioned { .. } => "p",
                TableKind::Foreign => "f",
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
        ("relispartition", Value::Bool(matches!(kind, Relation::Table(t) if t.kind == TableKind::Partition))),
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
