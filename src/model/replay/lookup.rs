//! Finding what names mean: along the search path, with three answers — it is there, it is not, it is not known.

use super::{
    Replay,
    refusal::{Run, Stop},
};
use crate::{
    model::schema::{FunctionKey, Id, Name, Relation, SqlType, Table, Unsure, View, built_in},
    sql::statement::{Ident, ObjectName, RoutineArg, RoutineRef, TypeName},
};

/// What a name of a relation means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// An object of the model.
    Known(Name),
    /// One of PostgreSQL's own: only its columns are known.
    System(Name),
}

/// Schemas of PostgreSQL itself.
const SYSTEM: [&str; 3] = ["pg_catalog", "information_schema", "pg_toast"];

/// The schema of temporary objects; they go at the end of the file.
pub(super) const TEMPORARY: &str = "pg_temp";

/// The types behind `serial` and its kin.
pub(super) fn serial(name: &str) -> Option<&'static str> {
    match name {
        "serial" | "serial4" => Some("int4"),
        "bigserial" | "serial8" => Some("int8"),
        "smallserial" | "serial2" => Some("int2"),
        _ => None,
    }
}

fn system(schema: &str, name: &str) -> Option<Found> {
    super::extension::system_columns(schema, name).map(|_| Found::System(Name::new(schema, name)))
}

impl Replay {
    /// The relation that a name means, if there is one.
    pub(super) fn find_relation(&self, name: &ObjectName) -> Option<Found> {
        if let Some(schema) = name.schema.as_deref() {
            if SYSTEM.contains(&schema) {
                return system(schema, &name.name);
            }
            let name = Name::new(schema, name.name.as_str());
            return self.schema.relations.contains(&name).then_some(Found::Known(name));
        }
        let path = std::iter::once(TEMPORARY).chain(self.session.search_path.iter().map(String::as_str));
        for schema in path {
            let name = Name::new(schema, name.name.as_str());
            if self.schema.relations.contains(&name) {
                return Some(Found::Known(name));
            }
        }
        system("pg_catalog", &name.name)
    }

    /// The relation that a name means, or why there is none.
    pub(super) fn relation(&mut self, name: &ObjectName) -> Run<Name> {
        if self.find_relation(name).is_none() {
            self.enable_extension_of_relation(name);
        }
        match self.find_relation(name) {
            Some(Found::Known(found)) => Ok(found),
            Some(Found::System(_)) => Err(Stop::Skipped),
            None if self.schema.unsure.contains(&Unsure::Relations) => {
                Err(Stop::Unsure(format!("{name} may have been made by a statement that cannot be read")))
            }
            None => Err(Stop::no_relation(name, &name.name)),
        }
    }

    /// The table that a name means; refused when it is no table.
    pub(super) fn table(&mut self, name: &ObjectName) -> Run<Name> {
        let found = self.relation(name)?;
        match self.schema.relations.get(&found) {
            Some(Relation::Table(_)) => Ok(found),
            _ => Err(Stop::refused(super::refusal::Condition::WrongObjectType, format!("{found} is not a table"))),
        }
    }

    /// The table of a name that was found before.
    pub(super) fn table_at(&self, name: &Name) -> Run<&Table> {
        self.schema.table(name).ok_or_else(|| Stop::no_relation(name, &name.name))
    }

    /// The table of a name that was found before, to be changed.
    pub(super) fn table_mut(&mut self, name: &Name) -> Run<&mut Table> {
        match self.schema.relations.get_mut(name) {
            Some(Relation::Table(table)) => Ok(table),
            _ => Err(Stop::no_relation(name, &name.name)),
        }
    }

    /// The view of a name that was found before, to be changed.
    pub(super) fn view_mut(&mut self, name: &Name) -> Run<&mut View> {
        match self.schema.relations.get_mut(name) {
            Some(Relation::View(view)) => Ok(view),
            _ => Err(Stop::no_relation(name, &name.name)),
        }
    }

    /// The identity of a relation.
    pub(super) fn relation_id(&self, name: &Name) -> Option<Id> {
        match self.schema.relations.get(name)? {
            Relation::Table(table) => Some(table.id),
            Relation::View(view) => Some(view.id),
            Relation::Sequence(sequence) => Some(sequence.id),
            Relation::Composite => self.schema.types.get(name).map(|t| t.id),
            Relation::Index(_) => None,
        }
    }

    /// Where a new object of this name goes: its schema, or the first of the search path that exists.
    pub(super) fn new_name(&mut self, name: &ObjectName) -> Run<Name> {
        if let Some(schema) = &name.schema {
            self.namespace(schema)?;
            return Ok(Name::new(schema.as_str(), name.name.as_str()));
        }
        let first = self.session.search_path.iter().find(|s| self.schema.namespaces.contains(s.as_str())).cloned();
        match first {
            Some(schema) => Ok(Name::new(schema, name.name.as_str())),
            None => Err(Stop::no_schema("to create in: no schema has been selected")),
        }
    }

    /// That a schema exists.
    pub(super) fn namespace(&mut self, name: &str) -> Run {
        if !self.schema.namespaces.contains(name) && !SYSTEM.contains(&name) && name != TEMPORARY {
            self.enable_extension_of_schema(name);
            if !self.schema.namespaces.contains(name) {
                return Err(Stop::no_schema(name));
            }
        }
        Ok(())
    }

    /// The type that a name means.
    pub(super) fn type_of(&mut self, name: &TypeName) -> Run<SqlType> {
        if name.copied {
            return self.copied_type(name);
        }
        let modifier = (!name.modifiers.is_empty()).then(|| name.modifiers.join(","));
        if name.schema.as_deref().is_none_or(|s| s == "pg_catalog")
            && let Some(own) = built_in(&name.name).or_else(|| serial(&name.name))
        {
            return Ok(SqlType { modifier, array: name.array, ..SqlType::pg(own) });
        }
        if let Some(found) = self.find_type(name.schema.as_deref(), &name.name) {
            return Ok(SqlType { name: found, modifier, array: name.array });
        }
        self.enable_extension_of_type(&name.name);
        if let Some(schema) = &name.schema
            && !self.schema.namespaces.contains(schema.as_str())
        {
            self.enable_extension_of_schema(schema);
        }
        if let Some(found) = self.find_type(name.schema.as_deref(), &name.name) {
            return Ok(SqlType { name: found, modifier, array: name.array });
        }
        if name.schema.as_deref().is_some_and(|s| SYSTEM.contains(&s)) || name.name.starts_with("pg_") {
            return Ok(SqlType { modifier, array: name.array, ..SqlType::pg(&name.name) });
        }
        if self.schema.unsure.contains(&Unsure::Types) || self.schema.unsure.contains(&Unsure::Relations) {
            return Err(Stop::Unsure(format!("type {name} may have been made by a statement that cannot be read")));
        }
        if let Some(schema) = &name.schema {
            self.namespace(schema)?;
        }
        Err(Stop::no_type(name, &name.name))
    }

    /// A type, or the row type of a relation, along the search path.
    fn find_type(&self, schema: Option<&str>, name: &str) -> Option<Name> {
        let own = schema.into_iter();
        let path = self.session.search_path.iter().map(String::as_str).filter(|_| schema.is_none());
        let temporary = std::iter::once(TEMPORARY).filter(|_| schema.is_none());
        own.chain(temporary).chain(path).map(|s| Name::new(s, name)).find(|n| {
            self.schema.types.contains(n)
                || matches!(self.schema.relations.get(n), Some(Relation::Table(_) | Relation::View(_)))
        })
    }

    /// `table.column%TYPE`, `table%ROWTYPE`. Variables of a block look the same: those are known by name.
    fn copied_type(&mut self, name: &TypeName) -> Run<SqlType> {
        let mut parts: Vec<&str> = name.schema.iter().map(String::as_str).chain(name.name.split('.')).collect();
        let relation = |parts: &[&str]| {
            let (name, schema) = parts.split_last()?;
            let schema = schema.last().map(|s| (*s).to_owned());
            Some(ObjectName { schema, name: (*name).to_owned(), range: crate::source::span::Range::default() })
        };
        let whole = relation(&parts).and_then(|n| self.find_relation(&n));
        if let Some(Found::Known(found)) = whole {
            return Ok(SqlType { name: found, modifier: None, array: name.array });
        }
        let column = parts.pop().unwrap_or("");
        if let Some(Found::Known(found)) = relation(&parts).and_then(|n| self.find_relation(&n))
            && let Some(column) = self.schema.table(&found).and_then(|t| t.column(column))
        {
            return Ok(column.ty.clone());
        }
        let first = name.schema.as_deref().or_else(|| name.name.split('.').next()).unwrap_or("");
        if self.variables.iter().any(|v| v == first) {
            return Err(Stop::Skipped);
        }
        let mut table: Vec<&str> = name.schema.iter().map(String::as_str).chain(name.name.split('.')).collect();
        if let Some(Found::Known(found)) = relation(&parts).and_then(|n| self.find_relation(&n))
            && self.schema.table(&found).is_some()
        {
            return Err(Stop::no_column(column, &found));
        }
        if let Some(Found::System(_)) =
            relation(&parts).or_else(|| relation(&table)).and_then(|n| self.find_relation(&n))
        {
            return Err(Stop::Skipped);
        }
        let bare = if table.len() > 1 { table.pop().and(table.last().copied()) } else { table.last().copied() };
        match relation(&table) {
            Some(missing) if !self.schema.unsure.contains(&Unsure::Relations) => {
                Err(Stop::no_relation(&missing, bare.unwrap_or("")))
            }
            _ => Err(Stop::Skipped),
        }
    }

    /// What identifies the routine that a reference means. Refused when there is none, or when it means several.
    pub(super) fn routine(&mut self, reference: &RoutineRef) -> Run<FunctionKey> {
        if let Some(found) = self.find_routine(reference)? {
            return Ok(found);
        }
        self.enable_extension_of_function(&reference.name.name);
        if let Some(found) = self.find_routine(reference)? {
            return Ok(found);
        }
        let name = &reference.name;
        if self.schema.unsure.contains(&Unsure::Functions) {
            return Err(Stop::Unsure(format!("function {name} may have been made by a statement that cannot be read")));
        }
        if name.schema.as_deref().is_some_and(|s| SYSTEM.contains(&s)) || self.knows_built_in_function(&name.name) {
            return Err(Stop::Skipped);
        }
        Err(Stop::no_function(name, &name.name))
    }

    fn find_routine(&mut self, reference: &RoutineRef) -> Run<Option<FunctionKey>> {
        let name = &reference.name;
        let schema = name.schema.as_deref();
        let path: Vec<String> = self.session.search_path.to_vec();
        let schemas: Vec<&str> =
            schema.into_iter().chain(path.iter().map(String::as_str).filter(|_| schema.is_none())).collect();
        let wanted = match &reference.args {
            Some(args) => Some(self.input_types(args)?),
            None => None,
        };
        for schema in schemas {
            let full = Name::new(schema, name.name.as_str());
            let keys: Vec<FunctionKey> = self.schema.functions_named(&full).map(|(key, _)| key.clone()).collect();
            match &wanted {
                Some(args) => {
                    // Written with OUT arguments, or without them: both are accepted.
                    if let Some(key) = keys.into_iter().find(|key| key.args == *args) {
                        return Ok(Some(key));
                    }
                }
                None if keys.len() > 1 => {
                    let reason = format!("function name {full} is not unique");
                    return Err(Stop::refused(super::refusal::Condition::AmbiguousFunction, reason));
                }
                None => {
                    if let Some(key) = keys.into_iter().next() {
                        return Ok(Some(key));
                    }
                }
            }
        }
        Ok(None)
    }

    /// The types that identify a routine with these arguments.
    pub(super) fn input_types(&mut self, args: &[RoutineArg]) -> Run<Vec<SqlType>> {
        let inputs = args.iter().filter(|a| a.mode != crate::sql::statement::ArgMode::Out);
        inputs.map(|a| self.type_of(&a.type_name).map(|t| t.plain())).collect()
    }

    /// A role by name; `current_user` and its like are the session's.
    pub(super) fn role(&self, name: &Ident) -> Run<String> {
        match name.name.as_str() {
            "public" => Ok(name.name.clone()),
            "current_user" | "current_role" | "session_user" => Ok(self.session.role.clone()),
            other if self.schema.roles.contains(other) || other.starts_with("pg_") => Ok(other.to_owned()),
            other => Err(Stop::no_object("role", other)),
        }
    }

    /// Several roles.
    pub(super) fn roles(&self, names: &[Ident]) -> Run<Vec<String>> {
        names.iter().map(|name| self.role(name)).collect()
    }
}
