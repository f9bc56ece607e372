//! `schema.prisma` as the tables that Prisma makes of it on PostgreSQL.

use crate::{
    formats::prisma::{Field, KeyKind as Kind, Model, Schema},
    frameworks::declared::{Column, Enum, ForeignKey, Key, KeyKind, Table, name, text},
    source::span::FileId,
};

/// The tables and enum types of a schema that may be spread over several files.
pub(crate) struct Declared {
    pub(crate) enums: Vec<Enum>,
    pub(crate) tables: Vec<Table>,
}

/// What the files of one schema declare.
pub(crate) fn declared(files: &[(FileId, &Schema)]) -> Declared {
    let enums = files.iter().flat_map(|(file, schema)| {
        schema.enums.iter().map(|e| Enum { file: *file, at: e.at, name: e.mapped.clone(), values: e.values.clone() })
    });
    let parts: Vec<&Schema> = files.iter().map(|(_, s)| *s).collect();
    let tables = files.iter().flat_map(|(file, schema)| schema.models.iter().map(|m| table(*file, m, &parts)));
    Declared { enums: enums.collect(), tables: tables.collect() }
}

fn table(file: FileId, model: &Model, parts: &[&Schema]) -> Table {
    let mut table =
        Table { file, at: model.at, schema: model.schema.clone(), name: model.table.clone(), ..Table::default() };
    for field in &model.fields {
        if let Some(other) = parts.iter().find_map(|s| s.model(&field.ty)) {
            if !parts.iter().any(|s| s.keeps_relations_itself) {
                table.foreign_keys.extend(foreign_key(model, field, other));
            }
            continue;
        }
        table.columns.push(column(field, parts));
        let own = |kind| Key {
            at: field.at,
            kind,
            name: None,
            columns: vec![(Some(field.column.clone()), false)],
            method: None,
            is_partial: false,
        };
        if field.is_id {
            table.keys.push(own(KeyKind::Primary));
        } else if field.is_unique {
            table.keys.push(own(KeyKind::UniqueIndex));
        }
    }
    for key in &model.keys {
        let columns = key
            .fields
            .iter()
            .map(|f| (Some(model.field(&f.name).map_or(&f.name, |field| &field.column).clone()), f.descending));
        let kind = match key.kind {
            Kind::Id => KeyKind::Primary,
            Kind::Unique => KeyKind::UniqueIndex,
            Kind::Index => KeyKind::Index,
        };
        let method = key.method.as_ref().map(|m| m.to_ascii_lowercase());
        table.keys.push(Key { at: key.at, kind, name: None, columns: columns.collect(), method, is_partial: false });
    }
    table
}

fn foreign_key(model: &Model, field: &Field, other: &Model) -> Option<ForeignKey> {
    let relation = field.relation.as_ref()?;
    let column = |of: &Model, name: &String| of.field(name).map_or(name, |f| &f.column).clone();
    // What Prisma writes where the schema says nothing.
    let usual = if field.is_optional { "SetNull" } else { "Restrict" };
    let on_delete = match relation.on_delete.as_deref().unwrap_or(usual) {
        "Cascade" => "cascade",
        "SetNull" => "set null",
        "SetDefault" => "set default",
        "Restrict" => "restrict",
        _ => "no action",
    };
    Some(ForeignKey {
        at: field.at,
        columns: relation.fields.iter().map(|f| column(model, f)).collect(),
        schema: other.schema.clone(),
        table: other.table.clone(),
        references: relation.references.iter().map(|f| column(other, f)).collect(),
        on_delete: on_delete.to_owned(),
    })
}

fn column(field: &Field, parts: &[&Schema]) -> Column {
    let is_enum = parts.iter().flat_map(|s| &s.enums).find(|e| e.name == field.ty);
    let is_counted = field.default.as_deref() == Some("autoincrement()");
    let ty = match (is_enum, field.native.as_deref()) {
        (Some(e), _) => name(&e.mapped),
        (None, _) if is_counted => if field.ty == "BigInt" { "bigserial" } else { "serial" }.to_owned(),
        (None, Some(native)) => native_type(native),
        (None, None) => usual_type(&field.ty).to_owned(),
    };
    Column {
        at: field.at,
        name: field.column.clone(),
        ty: ty + if field.is_list { "[]" } else { "" },
        not_null: !field.is_optional && !field.is_list,
        default: field.default.as_deref().filter(|_| !is_counted && !field.is_list).and_then(default),
    }
}

fn usual_type(ty: &str) -> &'static str {
    match ty {
        "Boolean" => "boolean",
        "Int" => "integer",
        "BigInt" => "bigint",
        "Float" => "double precision",
        "Decimal" => "numeric(65,30)",
        "DateTime" => "timestamp(3)",
        "Json" => "jsonb",
        "Bytes" => "bytea",
        // `Unsupported("vector(3)")` too: that there is such a column is what matters.
        _ => "text",
    }
}

/// `VarChar(80)` of `@db.VarChar(80)`.
fn native_type(native: &str) -> String {
    let (word, size) = native.split_at(native.find('(').unwrap_or(native.len()));
    match word {
        "DoublePrecision" => "double precision".to_owned(),
        "Timestamptz" => format!("timestamp{size} with time zone"),
        "Timetz" => format!("time{size} with time zone"),
        "VarChar" | "Char" | "Decimal" | "Timestamp" | "Time" | "Bit" | "VarBit" => {
            format!("{}{size}", word.to_ascii_lowercase())
        }
        "Uuid" | "Date" | "SmallInt" | "Integer" | "BigInt" | "Real" | "Json" | "JsonB" | "Inet" | "Money" | "Oid"
        | "Xml" | "ByteA" | "Boolean" => word.to_ascii_lowercase(),
        _ => "text".to_owned(),
    }
}

/// A default that the database has; `cuid()`, `uuid()` and their kin are made up by the client.
fn default(written: &str) -> Option<String> {
    if let Some(own) = written.strip_prefix("dbgenerated(") {
        let sql = own.trim_end_matches(')').trim().trim_matches('"').replace("\\\"", "\"");
        return Some(format!("({sql})")).filter(|s| s.len() > 2);
    }
    match written {
        "now()" => Some("current_timestamp".to_owned()),
        "true" | "false" => Some(written.to_owned()),
        _ if written.contains('(') => None,
        _ if written.starts_with('"') => Some(text(written.trim_matches('"'))),
        _ if written.parse::<f64>().is_ok() => Some(written.to_owned()),
        _ => Some(text(written)),
    }
}
