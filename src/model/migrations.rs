//! What single migrations do to tables that may hold rows by then: what they destroy, and what they lock.
//!
//! A table that an earlier file made may hold rows when a later file runs; one that the same file makes is empty.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Project,
    schema::{Name, Schema},
};
use crate::{
    date::Date,
    frameworks::supabase,
    source::span::{FileId, Range, Span},
    sql::statement::{
        AlterActionKind, AlterTable, ColumnChange, ColumnDef, Constraint, ConstraintKind, ObjectKind, ObjectName,
        Statement, StatementKind, TypeName,
    },
};

/// One thing that a migration does to a table of an earlier one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Deed {
    /// The statement, or the part of it.
    pub at: Span,
    /// The table.
    pub table: Name,
    /// What it does.
    pub kind: DeedKind,
    /// Whether the table is less than a day old by then, by the names of the files: hardly anything is in it.
    pub is_soon: bool,
}

/// What a migration can do to rows, or to those who wait for them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DeedKind {
    /// The table goes, with its rows.
    DropTable,
    /// A column goes, with its values.
    DropColumn(String),
    /// Values of a column are turned into a type that need not hold them all.
    NarrowType(String),
    /// All rows go (`TRUNCATE`, `DELETE` without a condition).
    Empty,
    /// Nobody can write while an index is built.
    BuildIndex,
    /// Nobody can read or write while all rows are checked or written anew.
    CheckRows,
}

impl DeedKind {
    /// Whether what it takes away is gone for good.
    #[must_use]
    pub fn destroys(&self) -> bool {
        !matches!(self, Self::BuildIndex | Self::CheckRows)
    }
}

/// What the migrations of a database do to tables of earlier ones, in the order in which they run.
#[must_use]
pub fn deeds(project: &Project, schema: &Schema) -> Vec<Deed> {
    let mut reader = Reader {
        older: BTreeMap::new(),
        made: BTreeSet::new(),
        types: BTreeMap::new(),
        indexes: BTreeMap::new(),
        file: FileId(0),
        is_pulled: false,
        hour: None,
        deeds: Vec::new(),
    };
    for &file in &schema.files {
        reader.file = file;
        reader.is_pulled = supabase::is_pulled(project.file(file).name());
        reader.hour = hour_of(project.file(file).name());
        let statements = project.file(file).sql.as_ref().map_or(&[][..], |sql| sql.statements.as_slice());
        statements.iter().for_each(|statement| reader.statement(statement));
        let made = std::mem::take(&mut reader.made);
        reader.older.extend(made.into_iter().map(|table| (table, reader.hour)));
    }
    reader.deeds
}

struct Reader {
    /// Tables that earlier files made, and the hour of that.
    older: BTreeMap<Name, Option<i64>>,
    /// Tables that this file made.
    made: BTreeSet<Name>,
    /// The type that each column was given last.
    types: BTreeMap<(Name, String), TypeName>,
    /// The indexes that stand, by name, with their tables.
    indexes: BTreeMap<String, Name>,
    file: FileId,
    /// Whether the file repeats what the live database already went through.
    is_pulled: bool,
    /// The hour that the file is named by.
    hour: Option<i64>,
    deeds: Vec<Deed>,
}

impl Reader {
    fn statement(&mut self, statement: &Statement) {
        match &statement.kind {
            StatementKind::CreateTable(table) => {
                let name = name(&table.name);
                if !self.older.contains_key(&name) {
                    for column in &table.columns {
                        self.note_type(&name, column);
                    }
                    self.made.insert(name);
                }
            }
            StatementKind::Drop(drop) if drop.kind == ObjectKind::Table => {
                for object in &drop.objects {
                    self.add(&object.name, statement.range, DeedKind::DropTable);
                    let name = name(&object.name);
                    self.older.remove(&name);
                    self.made.remove(&name);
                    self.indexes.retain(|_, table| *table != name);
                }
            }
            StatementKind::Drop(drop) if drop.kind == ObjectKind::Index => {
                for object in &drop.objects {
                    self.indexes.remove(&name(&object.name).name);
                }
            }
            StatementKind::AlterTable(alter) => self.alter(alter),
            StatementKind::CreateIndex(index) => {
                let known = index.name.as_ref().map(|own| self.indexes.insert(own.name.clone(), name(&index.table)));
                // `if not exists` over one that stands does nothing.
                let is_there = index.if_not_exists && matches!(known, Some(Some(_)));
                if !index.concurrently && !is_there {
                    self.add(&index.table, statement.range, DeedKind::BuildIndex);
                }
            }
            StatementKind::Truncate(truncate) => {
                truncate.tables.iter().for_each(|table| self.add(table, statement.range, DeedKind::Empty));
            }
            StatementKind::Delete(delete) if delete.filter.is_none() => {
                self.add(&delete.table, statement.range, DeedKind::Empty);
            }
            _ => {}
        }
    }

    fn add(&mut self, table: &ObjectName, range: Range, kind: DeedKind) {
        let table = name(table);
        let Some(&made) = self.older.get(&table).filter(|_| !self.is_pulled) else { return };
        let is_soon = self.hour.zip(made).is_some_and(|(now, made)| now - made < 24);
        self.deeds.push(Deed { at: range.in_file(self.file), table, kind, is_soon });
    }

    fn alter(&mut self, alter: &AlterTable) {
        // Columns that the same statement adds hold nothing yet.
        for action in &alter.actions {
            if let AlterActionKind::RenameTo(new) = &action.kind {
                let old = name(&alter.name);
                if let Some(made) = self.older.remove(&old) {
                    self.older.insert(old.sibling(new.name.clone()), made);
                }
            } else if let Some(kind) = self.deed_of(&name(&alter.name), &action.kind) {
                self.add(&alter.name, action.range, kind);
            }
            if let AlterActionKind::AddColumn { column, .. } = &action.kind {
                self.note_type(&name(&alter.name), column);
            }
        }
    }

    fn note_type(&mut self, table: &Name, column: &ColumnDef) {
        if let Some(ty) = &column.type_name {
            self.types.insert((table.clone(), column.name.name.clone()), ty.clone());
        }
    }

    fn deed_of(&mut self, table: &Name, action: &AlterActionKind) -> Option<DeedKind> {
        let AlterActionKind::AlterColumn { name, change: ColumnChange::SetType { type_name, using } } = action else {
            return deed_of(action);
        };
        let before = self.types.insert((table.clone(), name.name.clone()), type_name.clone());
        if using.is_none() && before.as_ref().is_some_and(|before| leaves_rows_alone(before, type_name)) {
            return None;
        }
        let holds_all = is_wide(type_name) || before.is_some_and(|before| is_wider(&before, type_name));
        Some(if holds_all { DeedKind::CheckRows } else { DeedKind::NarrowType(name.name.clone()) })
    }
}

fn deed_of(action: &AlterActionKind) -> Option<DeedKind> {
    match action {
        AlterActionKind::DropColumn { name, .. } => Some(DeedKind::DropColumn(name.name.clone())),
        AlterActionKind::AlterColumn { change: ColumnChange::SetNotNull, .. } => Some(DeedKind::CheckRows),
        AlterActionKind::AddColumn { column, .. } if rewrites(column) => Some(DeedKind::CheckRows),
        AlterActionKind::AddConstraint(constraint) => of_constraint(constraint),
        _ => None,
    }
}

fn of_constraint(constraint: &Constraint) -> Option<DeedKind> {
    match &constraint.kind {
        ConstraintKind::Unique(key) | ConstraintKind::PrimaryKey(key) => {
            (!key.columns.is_empty()).then_some(DeedKind::BuildIndex)
        }
        ConstraintKind::Check(_) | ConstraintKind::ForeignKey(_) => {
            (!constraint.not_valid).then_some(DeedKind::CheckRows)
        }
        ConstraintKind::Exclude(_) => Some(DeedKind::BuildIndex),
        ConstraintKind::NotNull(_) => Some(DeedKind::CheckRows),
    }
}

/// Types that hold whatever is usually turned into them.
fn is_wide(ty: &TypeName) -> bool {
    const WIDE: &[&str] = &[
        "text",
        "character varying",
        "bigint",
        "numeric",
        "double precision",
        "json",
        "jsonb",
        "timestamp with time zone",
    ];
    ty.modifiers.is_empty() && WIDE.contains(&ty.name.as_str())
}

/// Whether one type holds all that another does: the same with more room, or a larger kind of number.
fn is_wider(before: &TypeName, after: &TypeName) -> bool {
    const INTEGERS: &[&str] = &["smallint", "integer", "bigint"];
    let size = |ty: &TypeName| INTEGERS.iter().position(|name| *name == ty.name);
    let room = |ty: &TypeName| -> Vec<u32> { ty.modifiers.iter().filter_map(|m| m.trim().parse().ok()).collect() };
    match (size(before), size(after)) {
        (Some(before), Some(after)) => return before <= after,
        (Some(_), None) => return false,
        _ => {}
    }
    if before.name != after.name || before.array != after.array {
        return false;
    }
    match (room(before).as_slice(), room(after).as_slice()) {
        ([before], [after]) => before <= after,
        ([before, scale], [after, new_scale]) => {
            scale <= new_scale && before.saturating_sub(*scale) <= after.saturating_sub(*new_scale)
        }
        _ => false,
    }
}

/// Whether a change of type only changes the catalogue: PostgreSQL neither rewrites nor reads the rows when a `varchar`
/// gets more room or becomes `text`, when a `numeric` gets more digits before the point, or a time more precision.
fn leaves_rows_alone(before: &TypeName, after: &TypeName) -> bool {
    const GROW: &[&str] = &["character varying", "numeric", "timestamp without time zone", "timestamp with time zone"];
    if before.array || after.array {
        return false;
    }
    if (before.name.as_str(), after.name.as_str()) == ("character varying", "text") {
        return true;
    }
    let room = |ty: &TypeName| -> Option<Vec<u32>> { ty.modifiers.iter().map(|m| m.trim().parse().ok()).collect() };
    let (Some(old), Some(new)) = (room(before), room(after)) else { return false };
    let grows = match (old.as_slice(), new.as_slice()) {
        (_, []) => true,
        ([old], [new]) => old <= new,
        ([old, scale], [new, same]) => old <= new && scale == same,
        _ => false,
    };
    before.name == after.name && GROW.contains(&before.name.as_str()) && grows
}

/// Whether adding a column writes every row anew: its values are computed for each.
fn rewrites(column: &ColumnDef) -> bool {
    let volatile = |text: &str| {
        let text = text.to_ascii_lowercase();
        ["uuid_generate", "gen_random", "random(", "clock_timestamp", "nextval"].iter().any(|call| text.contains(call))
    };
    column.identity.is_some()
        || column.generated.as_ref().is_some_and(|generated| generated.stored)
        || column.default.as_ref().is_some_and(|default| volatile(&default.text))
        || column.type_name.as_ref().is_some_and(|ty| ty.name.ends_with("serial"))
}

/// The hour of `20250821170759_fees.sql`, counted from any day.
fn hour_of(file: &str) -> Option<i64> {
    let stamp = file.get(..14).filter(|stamp| stamp.bytes().all(|b| b.is_ascii_digit()))?;
    let day: Date = format!("{}-{}-{}", stamp.get(..4)?, stamp.get(4..6)?, stamp.get(6..8)?).parse().ok()?;
    let hour: i64 = stamp.get(8..10)?.parse().ok()?;
    Some(day.days_since(Date::of_epoch(0)) * 24 + hour)
}

fn name(written: &ObjectName) -> Name {
    Name::new(written.schema_or_public(), written.name.clone())
}
