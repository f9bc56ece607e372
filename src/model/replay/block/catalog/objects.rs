//! What `pg_catalog` says of objects that belong to no table.

use super::{Hints, hint, namespace, relation, row, text};
use crate::model::{
    replay::{
        Replay,
        block::{
            select::Rows,
            value::{Object, Value, quote_ident},
        },
    },
    schema::{Name, Relation, Returns, RoutineKind, TypeKind, Unsure, built_in},
};

impl Replay {
    pub(super) fn pg_namespace(&self) -> Option<Rows> {
        let mut rows = Rows::new();
        rows.extend(self.schema.namespaces.iter().map(|(name, n)| {
            row([
                ("oid", namespace(name)),
                ("nspname", text(name)),
                ("nspowner", Value::Object(Object::Role(n.owner.clone()))),
            ])
        }));
        Some(rows)
    }

    pub(super) fn pg_proc(&self, hints: &Hints) -> Option<Rows> {
        let mut rows = Rows::new();
        if self.unsure(Unsure::Functions) {
            return None;
        }
        let wanted = hint(hints, &["proname"]);
        // PostgreSQL's own functions are in it too: only questions by name can be answered.
        if wanted.is_some_and(|w| self.knows_built_in_function(w)) {
            return None;
        }
        for (key, function) in self.schema.functions.iter().filter(|(k, _)| wanted.is_none_or(|w| w == k.name.name)) {
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
                        Returns::Value(ty) | Returns::Set(ty) => Value::Object(Object::Type(ty.to_string())),
                        _ => Value::Object(Object::Type("record".to_owned())),
                    },
                ),
                ("proargtypes", Value::Object(Object::Function(key.clone()))),
            ]));
        }
        Some(rows)
    }

    pub(super) fn pg_language(&self) -> Option<Rows> {
        let mut rows = Rows::new();
        for name in ["internal", "c", "sql", "plpgsql"] {
            rows.push(row([
                ("oid", Value::Object(Object::Other("language", name.to_owned()))),
                ("lanname", text(name)),
            ]));
        }
        Some(rows)
    }

    pub(super) fn pg_enum(&self) -> Option<Rows> {
        let mut rows = Rows::new();
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
        Some(rows)
    }

    pub(super) fn pg_publication(&self) -> Option<Rows> {
        let mut rows = Rows::new();
        rows.extend(self.schema.publications.iter().map(|(name, p)| {
            row([
                ("oid", Value::Object(Object::Other("publication", name.clone()))),
                ("pubname", text(name)),
                ("puballtables", Value::Bool(p.all_tables)),
            ])
        }));
        Some(rows)
    }

    pub(super) fn pg_publication_tables(&self) -> Option<Rows> {
        let mut rows = Rows::new();
        for (publication, p) in self.schema.publications.iter() {
            let all = self.schema.tables().map(|(n, _)| n);
            let held = all.filter(|n| p.all_tables || p.schemas.contains(&n.schema) || p.tables.contains_key(*n));
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
        Some(rows)
    }

    pub(super) fn pg_extension(&self) -> Option<Rows> {
        let mut rows = Rows::new();
        rows.extend(self.schema.extensions.iter().map(|(name, e)| {
            row([("extname", text(name)), ("extnamespace", namespace(&e.schema)), ("extversion", Value::Unknown)])
        }));
        Some(rows)
    }

    pub(super) fn pg_roles(&self) -> Option<Rows> {
        let mut rows = Rows::new();
        rows.extend(self.schema.roles.iter().map(|(name, role)| {
            row([
                ("oid", Value::Object(Object::Role(name.clone()))),
                ("rolname", text(name)),
                ("usename", text(name)),
                ("rolsuper", Value::Bool(role.superuser)),
                ("rolbypassrls", Value::Bool(role.bypasses_row_security)),
            ])
        }));
        Some(rows)
    }

    /// `pg_event_trigger_ddl_commands()`; known only while an event trigger runs.
    pub(in crate::model::replay::block) fn command_rows(&self) -> Option<Rows> {
        let command = self.command.as_ref()?;
        let name = format!("{}.{}", quote_ident(&command.name.schema), quote_ident(&command.name.name));
        let (identity, object) = match &command.function {
            Some(key) => {
                let args: Vec<String> = key.args.iter().map(ToString::to_string).collect();
                (format!("{name}({})", args.join(", ")), Value::Object(Object::Function(key.clone())))
            }
            None => (name, relation(&command.name)),
        };
        let columns = row([
            ("command_tag", text(command.tag)),
            ("object_type", text(command.object_type)),
            ("schema_name", text(&command.name.schema)),
            ("object_identity", text(&identity)),
            ("objid", object),
            ("objsubid", Value::Int(0)),
            ("in_extension", Value::Bool(false)),
            ("classid", Value::Unknown),
            ("command", Value::Unknown),
        ]);
        Some(vec![columns])
    }

    pub(super) fn pg_event_trigger(&self) -> Option<Rows> {
        let mut rows = Rows::new();
        rows.extend(self.schema.event_triggers.iter().map(|(name, _)| row([("evtname", text(name))])));
        Some(rows)
    }

    pub(super) fn pg_type(&self, wanted: Option<&str>) -> Option<Rows> {
        if self.unsure(Unsure::Types) || wanted.is_some_and(|w| built_in(w).is_some()) {
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
        let relations = self.relations_like(None, wanted).into_iter();
        let row_types = relations.filter(|(_, r)| matches!(r, Relation::Table(_) | Relation::View(_)));
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
}
