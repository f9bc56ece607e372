//! Constraints: adding them, with PostgreSQL's names and the indexes they imply.

use std::sync::Arc;

use super::{
    Replay,
    refusal::{Condition, Run, Stop},
};
use crate::{
    model::schema::{
        Action, Constraint, ConstraintKind, ForeignKey, Home, Id, Index, IndexKey, Name, Part, Relation, TableKind,
        Tie, choose_name, name_addition,
    },
    sql::statement::{self, Ident, ReferentialAction},
};

impl Replay {
    /// Adds constraints in PostgreSQL's order: checks, then keys (the primary one first), then foreign keys.
    pub(super) fn add_constraints<'a>(
        &mut self,
        table: &Name,
        constraints: impl Iterator<Item = &'a statement::Constraint>,
    ) -> Run {
        use statement::ConstraintKind as K;
        let mut ordered: Vec<(u8, &statement::Constraint)> = constraints
            .map(|c| {
                let rank = match c.kind {
                    K::NotNull(_) | K::Check(_) => 0,
                    K::PrimaryKey(_) => 1,
                    K::Unique(_) | K::Exclude(_) => 2,
                    K::ForeignKey(_) => 3,
                };
                (rank, c)
            })
            .collect();
        ordered.sort_by_key(|(rank, _)| *rank);
        let mut keys: Vec<Vec<&str>> = Vec::new();
        for (_, constraint) in ordered {
            // A column that is declared unique and the primary key gets one index.
            if let (None, K::PrimaryKey(key) | K::Unique(key)) = (&constraint.name, &constraint.kind) {
                let columns: Vec<&str> = key.columns.iter().map(|c| c.name.as_str()).collect();
                if keys.contains(&columns) {
                    continue;
                }
                keys.push(columns);
            }
            self.part(|replay| replay.add_constraint(table, constraint))?;
        }
        Ok(())
    }

    /// `ADD CONSTRAINT`.
    pub(super) fn add_constraint(&mut self, table: &Name, constraint: &statement::Constraint) -> Run {
        use statement::ConstraintKind as K;
        if let Some(name) = &constraint.name {
            self.refuse_taken_constraint(table, &name.name)?;
        }
        match &constraint.kind {
            K::Check(expression) => self.add_check(table, constraint, expression),
            K::PrimaryKey(key) => self.add_key(table, constraint, key, true),
            K::Unique(key) => self.add_key(table, constraint, key, false),
            K::ForeignKey(key) => self.add_foreign_key(table, constraint, key),
            K::Exclude(exclude) => self.add_exclusion(table, constraint, exclude),
            K::NotNull(column) => match column {
                Some(column) => self.column_mut(table, &column.name, |c| c.not_null = true),
                None => Ok(()),
            },
        }
    }

    fn refuse_taken_constraint(&self, table: &Name, name: &str) -> Run {
        if self.table_at(table)?.constraints.contains_key(name) {
            return Err(Stop::exists(Condition::DuplicateObject, "constraint", &format!("{name} of {table}")));
        }
        Ok(())
    }

    fn add_check(&mut self, table: &Name, constraint: &statement::Constraint, expression: &statement::SqlText) -> Run {
        let bound = self.bind_condition(table, &expression.text)?;
        let columns: Vec<String> = bound.columns.iter().cloned().collect();
        let single = match columns.as_slice() {
            [one] => Some(one.as_str()),
            _ => None,
        };
        let name = self.constraint_name(table, constraint, single, "check")?;
        let allowed = single.and(bound.allowed);
        let expression = self.text(expression);
        let kind = ConstraintKind::Check { expression, allowed };
        let id = self.put_constraint(table, constraint, name, columns.clone(), kind)?;
        for on in bound.uses {
            let tie = if self.is_column(on) { Tie::Auto } else { Tie::Normal };
            self.schema.dependencies.tie(id, on, tie);
        }
        Ok(())
    }

    /// `PRIMARY KEY` and `UNIQUE`, with their index.
    fn add_key(
        &mut self,
        table: &Name,
        constraint: &statement::Constraint,
        key: &statement::Key,
        primary: bool,
    ) -> Run {
        if primary && !self.table_at(table)?.primary_key().is_empty() {
            let reason = format!("multiple primary keys for table {table} are not allowed");
            return Err(Stop::refused(Condition::InvalidTableDefinition, reason));
        }
        let kind = if primary { ConstraintKind::PrimaryKey } else { ConstraintKind::Unique };
        if let Some(index) = &key.using_index {
            return self.adopt_index(table, constraint, index, kind);
        }
        let columns: Vec<String> = key.columns.iter().map(|c| c.name.clone()).collect();
        for column in columns.iter().chain(key.include.iter().map(|c| &c.name)) {
            self.key_column(table, column)?;
        }
        let addition = name_addition(columns.iter().map(String::as_str));
        let (second, label) = if primary { (None, "pkey") } else { (Some(addition.as_str()), "key") };
        let name = self.index_constraint_name(table, constraint, second, label)?;
        if primary {
            for column in &columns {
                self.column_mut(table, column, |c| c.not_null = true)?;
            }
        }
        self.require_partition_key(table, &columns, primary)?;
        let include = key.include.iter().map(|c| c.name.clone()).collect();
        let index = Index {
            unique: true,
            primary,
            of_constraint: true,
            nulls_not_distinct: key.nulls_not_distinct,
            include,
            ..self.new_index(table, &name, columns.iter().map(|c| IndexKey::column(c)).collect())?
        };
        self.put_index(table, index)?;
        let id = self.put_constraint(table, constraint, name, columns.clone(), kind)?;
        self.tie_columns(id, table, columns.iter().chain(key.include.iter().map(|c| &c.name)), Tie::Auto)
    }

    /// A column of a key; refused when the table has none of the name.
    fn key_column(&self, table: &Name, column: &str) -> Run {
        match self.column_id(table, column) {
            Err(Stop::Refused(_)) => {
                let reason = format!("column {column} named in key does not exist in {table}");
                let subject = super::refusal::Subject::Column(column.to_owned());
                Err(Stop::Refused(Box::new(super::refusal::Refusal {
                    condition: Condition::UndefinedColumn,
                    reason,
                    missing: Some(subject),
                })))
            }
            other => other.map(|_| ()),
        }
    }

    /// A key of a partitioned table must hold the columns it is partitioned by.
    fn require_partition_key(&self, table: &Name, columns: &[String], primary: bool) -> Run {
        let TableKind::Partitioned { key } = &self.table_at(table)?.kind else { return Ok(()) };
        if key.iter().all(|k| k.as_ref().is_some_and(|k| columns.contains(k))) {
            return Ok(());
        }
        let what = if primary { "primary key" } else { "unique constraint" };
        let reason = format!("{what} on partitioned table {table} must include all partitioning columns");
        Err(Stop::refused(Condition::FeatureNotSupported, reason))
    }

    /// `ADD CONSTRAINT … USING INDEX`: the index takes the constraint's name.
    fn adopt_index(
        &mut self,
        table: &Name,
        constraint: &statement::Constraint,
        index: &Ident,
        kind: ConstraintKind,
    ) -> Run {
        let primary = kind == ConstraintKind::PrimaryKey;
        let Some(mut found) = self.table_mut(table)?.indexes.remove(&index.name).map(Arc::unwrap_or_clone) else {
            return Err(Stop::no_part("index", &index.name, table));
        };
        let name = constraint.name.as_ref().map_or_else(|| index.name.clone(), |n| n.name.clone());
        let columns: Vec<String> = found.keys.iter().filter_map(|k| k.column.clone()).collect();
        if primary {
            for column in &columns {
                self.column_mut(table, column, |c| c.not_null = true)?;
            }
        }
        self.schema.relations.remove(&table.sibling(index.name.as_str()));
        (found.primary, found.of_constraint) = (primary, true);
        found.name.clone_from(&name);
        let table_id = self.table_at(table)?.id;
        self.schema.dependencies.set_home(found.id, Home::Index(table_id, name.clone()));
        self.schema.relations.insert(table.sibling(name.as_str()), Relation::Index(table.clone()));
        self.table_mut(table)?.indexes.insert(name.clone(), Arc::new(found));
        let id = self.put_constraint(table, constraint, name, columns.clone(), kind)?;
        self.tie_columns(id, table, columns.iter(), Tie::Auto)
    }

    fn add_exclusion(&mut self, table: &Name, constraint: &statement::Constraint, exclude: &statement::Exclude) -> Run {
        let mut keys = Vec::new();
        let mut columns = Vec::new();
        for (element, _) in &exclude.elements {
            let bound = self.bind_row(table, &element.text)?;
            let own = bound.as_column.clone();
            columns.extend(own.clone());
            let expression = own.is_none().then(|| self.text(element));
            keys.push(IndexKey { expression, ..IndexKey::of(own) });
        }
        let addition = name_addition(self.key_names(&keys).iter().map(String::as_str));
        let name = self.index_constraint_name(table, constraint, Some(&addition), "excl")?;
        let predicate = exclude.predicate.as_ref().map(|p| self.text(p));
        let index = Index {
            method: exclude.method.clone(),
            of_constraint: true,
            predicate,
            ..self.new_index(table, &name, keys)?
        };
        self.put_index(table, index)?;
        let id = self.put_constraint(table, constraint, name, columns.clone(), ConstraintKind::Exclude)?;
        self.tie_columns(id, table, columns.iter(), Tie::Auto)
    }

    fn add_foreign_key(
        &mut self,
        table: &Name,
        constraint: &statement::Constraint,
        key: &statement::ForeignKey,
    ) -> Run {
        let columns: Vec<String> = key.columns.iter().map(|c| c.name.clone()).collect();
        let target = self.table(&key.table)?;
        for column in &columns {
            self.foreign_key_column(table, column)?;
        }
        let referenced = self.referenced_columns(&target, key)?;
        if referenced.len() != columns.len() {
            let reason = format!("number of referencing and referenced columns for foreign key of {table} disagree");
            return Err(Stop::refused(Condition::InvalidForeignKey, reason));
        }
        let unique = self.unique_over(&target, &referenced)?;
        self.require_comparable(table, &columns, &target, &referenced)?;
        let addition = name_addition(columns.iter().map(String::as_str));
        let name = self.constraint_name(table, constraint, Some(&addition), "fkey")?;
        let kind = ConstraintKind::ForeignKey(ForeignKey {
            table: target.clone(),
            columns: referenced.clone(),
            on_delete: action(key.on_delete),
            on_update: action(key.on_update),
        });
        let id = self.put_constraint(table, constraint, name, columns.clone(), kind)?;
        self.tie_columns(id, table, columns.iter(), Tie::Auto)?;
        self.tie_columns(id, &target, referenced.iter(), Tie::Normal)?;
        let target_id = self.table_at(&target)?.id;
        self.schema.dependencies.tie(id, target_id, Tie::Normal);
        if let Some(unique) = unique {
            self.schema.dependencies.tie(id, unique, Tie::Normal);
        }
        Ok(())
    }

    fn foreign_key_column(&self, table: &Name, column: &str) -> Run {
        self.column_id(table, column).map(|_| ())
    }

    /// The columns that a foreign key refers to: those written, or the primary key.
    fn referenced_columns(&self, target: &Name, key: &statement::ForeignKey) -> Run<Vec<String>> {
        let table = self.table_at(target)?;
        if key.referenced.is_empty() {
            let primary = table.primary_key();
            if primary.is_empty() {
                if !table.knows(Part::Constraints) {
                    return Err(Stop::Unsure(format!("the primary key of {target} is not known")));
                }
                let reason = format!("there is no primary key for referenced table {target}");
                return Err(Stop::refused(Condition::UndefinedObject, reason));
            }
            return Ok(primary.to_vec());
        }
        let columns: Vec<String> = key.referenced.iter().map(|c| c.name.clone()).collect();
        for column in &columns {
            self.foreign_key_column(target, column)?;
        }
        Ok(columns)
    }

    /// The unique index or constraint over exactly these columns, in any order, that a foreign key rests on.
    fn unique_over(&self, target: &Name, columns: &[String]) -> Run<Option<Id>> {
        let table = self.table_at(target)?;
        let mut wanted: Vec<&str> = columns.iter().map(String::as_str).collect();
        wanted.sort_unstable();
        for index in table.indexes.values().filter(|i| i.unique && i.predicate.is_none()) {
            let mut own: Vec<&str> = index.keys.iter().filter_map(|k| k.column.as_deref()).collect();
            own.sort_unstable();
            if own == wanted && own.len() == index.keys.len() {
                let owner = table.constraints.get(&index.name).filter(|_| index.of_constraint);
                return Ok(Some(owner.map_or(index.id, |c| c.id)));
            }
        }
        if !table.knows(Part::Constraints) || !table.knows(Part::Indexes) {
            return Ok(None);
        }
        let reason = format!("there is no unique constraint matching given keys for referenced table {target}");
        Err(Stop::refused(Condition::InvalidForeignKey, reason))
    }

    /// A foreign key needs an equality operator between its columns.
    fn require_comparable(&self, table: &Name, columns: &[String], target: &Name, referenced: &[String]) -> Run {
        let (own, other) = (self.table_at(table)?, self.table_at(target)?);
        for (a, b) in columns.iter().zip(referenced) {
            let (Some(a), Some(b)) = (own.column(a), other.column(b)) else { continue };
            if super::bind::surely_incomparable(&self.schema, &a.ty, &b.ty) {
                let reason =
                    format!("key columns {} ({}) and {} ({}) are of incompatible types", a.name, a.ty, b.name, b.ty);
                return Err(Stop::refused(Condition::DatatypeMismatch, reason));
            }
        }
        Ok(())
    }

    /// The written name, or the one that `ChooseConstraintName` makes up.
    fn constraint_name(
        &mut self,
        table: &Name,
        constraint: &statement::Constraint,
        second: Option<&str>,
        label: &str,
    ) -> Run<String> {
        if let Some(name) = &constraint.name {
            return Ok(name.name.clone());
        }
        let own = self.table_at(table)?;
        let taken =
            |n: &str| own.constraints.contains_key(n) || self.schema.constraint_names.contains(&table.sibling(n));
        Ok(choose_name(&table.name, second, label, taken))
    }

    /// The name of a constraint that owns an index, which shares the namespace of relations.
    fn index_constraint_name(
        &mut self,
        table: &Name,
        constraint: &statement::Constraint,
        second: Option<&str>,
        label: &str,
    ) -> Run<String> {
        if let Some(name) = &constraint.name {
            if self.schema.relations.contains(&table.sibling(name.name.as_str())) {
                let full = table.sibling(name.name.as_str());
                return Err(Stop::exists(Condition::DuplicateTable, "relation", &full));
            }
            return Ok(name.name.clone());
        }
        let taken = |n: &str| {
            let full = table.sibling(n);
            self.schema.relations.contains(&full) || self.schema.constraint_names.contains(&full)
        };
        Ok(choose_name(&table.name, second, label, taken))
    }

    fn put_constraint(
        &mut self,
        table: &Name,
        constraint: &statement::Constraint,
        name: String,
        columns: Vec<String>,
        kind: ConstraintKind,
    ) -> Run<Id> {
        let table_id = self.table_at(table)?.id;
        let id = self.id(Home::Constraint(table_id, name.clone()));
        let at = self.at(constraint.range);
        self.schema.count_constraint(&table.sibling(name.as_str()), 1);
        let made = Constraint { id, name: name.clone(), columns, kind, validated: !constraint.not_valid, at };
        self.table_mut(table)?.constraints.insert(name, Arc::new(made));
        Ok(id)
    }

    /// Notes that an object rests on columns of a table.
    pub(super) fn tie_columns<'a>(
        &mut self,
        object: Id,
        table: &Name,
        columns: impl Iterator<Item = &'a String>,
        tie: Tie,
    ) -> Run {
        for column in columns {
            if let Some(on) = self.table_at(table)?.column(column).map(|c| c.id) {
                self.schema.dependencies.tie(object, on, tie);
            }
        }
        Ok(())
    }
}

fn action(action: ReferentialAction) -> Action {
    match action {
        ReferentialAction::NoAction => Action::NoAction,
        ReferentialAction::Restrict => Action::Restrict,
        ReferentialAction::Cascade => Action::Cascade,
        ReferentialAction::SetNull => Action::SetNull,
        ReferentialAction::SetDefault => Action::SetDefault,
    }
}
