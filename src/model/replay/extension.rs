//! Extensions: what they bring, and which one a name that is not there belongs to.
//!
//! Projects switch extensions on in a dashboard, and then no migration creates them. A name that only an extension
//! has therefore counts as there: the extension is taken to be on from then on.

use std::{collections::BTreeMap, sync::OnceLock};

use super::{
    Replay,
    refusal::{Condition, Run, Stop},
};
use crate::{
    frameworks::supabase::platform::extension_tables,
    model::schema::{Extension, Home, Id, Name, Relation, Tie, TypeKind, Unsure},
    sql::statement::{CreateExtension, ObjectName, StatementKind},
};

/// What one extension brings.
#[derive(Debug, Default)]
struct Known {
    /// The schema it always uses.
    schema: Option<&'static str>,
    types: Vec<&'static str>,
    classes: Vec<&'static str>,
}

#[derive(Debug, Default)]
struct Catalogue {
    extensions: BTreeMap<&'static str, Known>,
    /// Function to the extension that brings it.
    functions: BTreeMap<&'static str, &'static str>,
    /// PostgreSQL's own functions: the type of what they return where it is always the same, and whether all of the
    /// name may give another result the next time.
    built_in: BTreeMap<&'static str, (Option<&'static str>, bool)>,
    /// PostgreSQL's own tables and views (`pg_catalog.pg_class`), with their columns.
    relations: BTreeMap<&'static str, &'static str>,
}

fn catalogue() -> &'static Catalogue {
    static CATALOGUE: OnceLock<Catalogue> = OnceLock::new();
    CATALOGUE.get_or_init(|| {
        let mut all = Catalogue::default();
        let rows = |text: &'static str| text.lines().filter(|line| !line.starts_with('#'));
        for row in rows(include_str!("../../../rules/vocab/postgres_extensions.txt")) {
            let mut cells = row.split(" | ").map(str::trim);
            let mut cell = || cells.next().unwrap_or("");
            let (name, schema) = (cell(), cell());
            let words = |text: &'static str| text.split_whitespace().collect::<Vec<_>>();
            let known =
                Known { schema: (schema != "-").then_some(schema), types: words(cell()), classes: words(cell()) };
            all.extensions.insert(name, known);
            all.functions.extend(words(cell()).into_iter().map(|function| (function, name)));
        }
        for row in rows(include_str!("../../../rules/vocab/postgres_functions.txt")) {
            let mut cells = row.split(' ');
            if let (Some(name), Some(returns), Some(volatility)) = (cells.next(), cells.next(), cells.next()) {
                all.built_in.insert(name, ((returns != "-").then_some(returns), volatility == "s"));
            }
        }
        for row in rows(include_str!("../../../rules/vocab/postgres_relations.txt")) {
            all.relations.extend(row.split_once(": "));
        }
        all
    })
}

/// The columns of one of PostgreSQL's own tables and views; `None` when it has none of this name.
pub(super) fn system_columns(schema: &str, name: &str) -> Option<impl Iterator<Item = &'static str>> {
    let columns = catalogue().relations.get(format!("{schema}.{name}").as_str())?;
    Some(columns.split(' '))
}

/// What a function of PostgreSQL's own returns, when that does not depend on its arguments, and whether it may return
/// something else the next time. `None` for other functions.
pub(super) fn built_in_result(name: &str) -> Option<(Option<&'static str>, bool)> {
    catalogue().built_in.get(name).copied()
}

/// Functions that are written like calls but are part of the grammar.
const GRAMMAR: &[&str] = &[
    "coalesce",
    "greatest",
    "least",
    "nullif",
    "row",
    "grouping",
    "xmlelement",
    "xmlforest",
    "xmlconcat",
    "xmlparse",
    "xmlpi",
    "xmlroot",
    "xmlserialize",
    "xmlexists",
    "xmltable",
    "json_object",
    "json_array",
    "json_arrayagg",
    "json_objectagg",
    "json_exists",
    "json_query",
    "json_value",
    "json_scalar",
    "json_serialize",
    "current_date",
    "current_time",
    "current_timestamp",
    "localtime",
    "localtimestamp",
    "current_user",
    "current_role",
    "session_user",
    "user",
    "current_catalog",
    "current_schema",
    "merge_action",
    "treat",
    "any_value",
    "uuidv7",
    "uuidv4",
    "random_normal",
    "array_sample",
    "array_shuffle",
    "array_reverse",
    "array_sort",
    "erf",
    "erfc",
    "date_add",
    "date_subtract",
    "to_bin",
    "to_oct",
    "gamma",
    "lgamma",
    "casefold",
    "crc32",
    "crc32c",
    "pg_input_is_valid",
    "pg_input_error_info",
    "trim",
    "ceiling",
    "any",
    "all",
    "some",
    "array",
    "exists",
    "extract",
    "cast",
    "collation",
    "normalize",
    "is_normalized",
    "substring",
    "overlay",
    "position",
    "values",
    "cube",
    "rollup",
    "sets",
];

impl Replay {
    /// Whether PostgreSQL itself has a function of this name.
    pub(super) fn knows_built_in_function(&self, name: &str) -> bool {
        catalogue().built_in.contains_key(name) || GRAMMAR.contains(&name)
    }

    /// `CREATE EXTENSION`.
    pub(super) fn create_extension(&mut self, create: &CreateExtension) -> Run {
        let name = create.name.name.as_str();
        if self.schema.extensions.contains(name) {
            if create.if_not_exists {
                return Ok(());
            }
            return Err(Stop::exists(Condition::DuplicateObject, "extension", &name));
        }
        if let Some(schema) = &create.schema {
            self.namespace(&schema.name)?;
        }
        let first = self.session.search_path.first().cloned();
        let schema = create.schema.as_ref().map(|s| s.name.clone()).or(first).unwrap_or_else(|| "public".to_owned());
        self.install(name, schema);
        Ok(())
    }

    fn install(&mut self, name: &str, wanted: String) {
        let known = catalogue().extensions.get(name);
        let schema = known.and_then(|k| k.schema).map_or(wanted, str::to_owned);
        if !self.schema.namespaces.contains(schema.as_str()) {
            self.add_namespace(&schema);
        }
        let id = self.id(Home::Extension(name.to_owned()));
        let at = self.here();
        self.schema.extensions.insert(name.to_owned(), Extension { id, schema: schema.clone(), at });
        for ty in known.map(|k| k.types.as_slice()).unwrap_or_default() {
            let full = Name::new(schema.as_str(), *ty);
            if !self.schema.types.contains(&full) {
                let ty = self.add_type(&full, TypeKind::Base);
                self.schema.dependencies.tie(ty, id, Tie::Auto);
            }
        }
        self.add_extension_tables(name, id, &schema);
    }

    /// The tables and views of an extension belong to it: they are not the app's, and go with it.
    fn add_extension_tables(&mut self, extension: &str, id: Id, schema: &str) {
        let own = std::mem::replace(&mut self.own, true);
        let path = std::mem::replace(&mut self.session.search_path, vec![schema.to_owned()].into());
        let statement = self.statement;
        for statement in extension_tables(extension) {
            // The tables are ours to write and apply; one that is there already is left alone.
            let savepoint = self.schema.savepoint();
            if self.run(&statement).is_err() {
                self.schema.rollback(savepoint);
                continue;
            }
            let name = match &statement.kind {
                StatementKind::CreateTable(create) => &create.name,
                StatementKind::CreateView(create) => &create.name,
                _ => continue,
            };
            let made = Name::new(name.schema.as_deref().unwrap_or(schema), name.name.as_str());
            match self.schema.relations.get_mut(&made) {
                Some(Relation::Table(table)) => table.extension = Some(extension.to_owned()),
                Some(Relation::View(view)) => view.extension = Some(extension.to_owned()),
                _ => {}
            }
            if let Some(relation) = self.relation_id(&made) {
                self.schema.dependencies.tie(relation, id, Tie::Auto);
            }
        }
        (self.own, self.statement) = (own, statement);
        self.session.search_path = path;
    }

    /// Takes an extension to be on, in the schema where the dashboard puts it. Whether that is news.
    pub(super) fn enable_extension(&mut self, name: &str) -> bool {
        if self.schema.extensions.contains(name) || !catalogue().extensions.contains_key(name) {
            return false;
        }
        let schema = if self.schema.namespaces.contains("extensions") { "extensions" } else { "public" };
        self.install(name, schema.to_owned());
        true
    }

    /// Takes the extension to be on that brings a function; whether one does.
    pub(super) fn enable_extension_of_function(&mut self, name: &str) -> bool {
        let Some(extension) = catalogue().functions.get(name) else { return false };
        self.enable_extension(extension);
        true
    }

    /// Whether some extension brings a function of this name.
    pub(super) fn brings_function(&self, name: &str) -> bool {
        catalogue().functions.contains_key(name)
    }

    /// Whether an extension that is on, or may be, brings this function under this schema.
    pub(super) fn is_extension_function(&mut self, schema: Option<&str>, name: &str) -> bool {
        let Some(extension) = catalogue().functions.get(name).copied() else { return false };
        self.enable_extension(extension);
        let home = self.schema.extensions.get(extension).map(|e| e.schema.as_str());
        schema.is_none_or(|schema| home == Some(schema) || home == Some("pg_catalog") && schema == "cron")
    }

    /// Takes the extension to be on that brings a type.
    pub(super) fn enable_extension_of_type(&mut self, name: &str) {
        let found = catalogue().extensions.iter().find(|(_, known)| known.types.contains(&name));
        if let Some((extension, _)) = found {
            self.enable_extension(extension);
        }
    }

    /// Takes the extension to be on that makes a schema.
    pub(super) fn enable_extension_of_schema(&mut self, name: &str) {
        let found = catalogue().extensions.iter().find(|(_, known)| known.schema == Some(name));
        if let Some((extension, _)) = found {
            self.enable_extension(extension);
        }
    }

    /// Takes the extension to be on that makes a table (`cron.job`).
    pub(super) fn enable_extension_of_relation(&mut self, name: &ObjectName) {
        if let Some(schema) = &name.schema
            && !self.schema.namespaces.contains(schema.as_str())
        {
            self.enable_extension_of_schema(&schema.clone());
        }
    }

    /// That an operator class exists.
    pub(super) fn operator_class(&mut self, class: &str) -> Run {
        let found = catalogue().extensions.iter().find(|(_, known)| known.classes.contains(&class));
        if let Some((extension, _)) = found {
            self.enable_extension(extension);
            return Ok(());
        }
        // PostgreSQL's own are many and follow a pattern.
        if class.ends_with("_ops") || self.schema.unsure.contains(&Unsure::Types) {
            return Ok(());
        }
        Err(Stop::no_object("operator class", class))
    }
}
