//! Indexes: `CREATE INDEX`, their names, what they rest on.

use std::{collections::BTreeMap, sync::Arc};

use super::{
    Replay,
    refusal::{Condition, Run, Stop},
};
use crate::{
    model::schema::{Home, Index, IndexKey, Name, Part, Relation, Tie, choose_name, name_addition},
    sql::{
        expr::{Expr, ExprKind, parse_expr},
        statement::{CreateIndex, IndexTarget},
    },
};

impl IndexKey {
    /// A plain key on a column.
    pub(super) fn column(name: &str) -> Self {
        Self::of(Some(name.to_owned()))
    }

    /// A plain key on a column or on an expression to be filled in.
    pub(super) fn of(column: Option<String>) -> Self {
        Self { column, expression: None, class: None, descending: false, nulls_first: false }
    }
}

impl Replay {
    /// `CREATE INDEX`.
    pub(super) fn create_index(&mut self, create: &CreateIndex) -> Run {
        let table = self.relation(&create.table)?;
        if let (Some(name), true) = (&create.name, create.if_not_exists)
            && self.schema.relations.contains(&table.sibling(name.name.as_str()))
        {
            return Ok(());
        }
        let mut uses = Vec::new();
        let mut keys = Vec::new();
        for key in &create.keys {
            let mut own = IndexKey::of(None);
            match &key.target {
                IndexTarget::Column(column) => {
                    uses.extend(self.index_column(&table, &column.name)?.map(|id| (id, Tie::Auto)));
                    own.column = Some(column.name.clone());
                }
                IndexTarget::Expression(text) => {
                    let bound = self.bind_row(&table, &text.text)?;
                    self.require_immutable(&bound)?;
                    own.column.clone_from(&bound.as_column);
                    own.expression = bound.as_column.is_none().then(|| self.text(text));
                    uses.extend(bound.uses.iter().map(|id| (*id, self.index_tie(*id))));
                }
            }
            own.class = key.opclass.as_ref().map(|c| c.name.clone());
            own.descending = key.descending;
            own.nulls_first = key.nulls_first.unwrap_or(key.descending);
            keys.push(own);
        }
        for column in &create.include {
            uses.extend(self.index_column(&table, &column.name)?.map(|id| (id, Tie::Auto)));
        }
        self.check_operator_classes(&table, &create.method, &keys)?;
        if let Some(predicate) = &create.predicate {
            let bound = self.bind_condition(&table, &predicate.text)?;
            self.require_immutable(&bound)?;
            uses.extend(bound.uses.iter().map(|id| (*id, self.index_tie(*id))));
        }
        let name = match &create.name {
            Some(name) => name.name.clone(),
            None => {
                let names = self.key_names(&keys);
                let included = create.include.iter().map(|c| c.name.as_str());
                let addition = name_addition(names.iter().map(String::as_str).chain(included));
                let taken = |n: &str| self.schema.relations.contains(&table.sibling(n));
                choose_name(&table.name, Some(&addition), "idx", taken)
            }
        };
        let full = table.sibling(name.as_str());
        if self.schema.relations.contains(&full) {
            return Err(Stop::exists(Condition::DuplicateTable, "relation", &full));
        }
        let index = Index {
            method: create.method.clone(),
            unique: create.unique,
            nulls_not_distinct: create.nulls_not_distinct,
            include: create.include.iter().map(|c| c.name.clone()).collect(),
            predicate: create.predicate.as_ref().map(|p| self.text(p)),
            ..self.new_index(&table, &name, keys)?
        };
        let id = index.id;
        for (on, tie) in uses {
            self.schema.dependencies.tie(id, on, tie);
        }
        let for_partitions = (!create.only).then(|| index.clone());
        self.put_index(&table, index)?;
        match for_partitions {
            Some(index) => self.index_partitions(&table, &index),
            None => Ok(()),
        }
    }

    /// An index of a partitioned table is made on its partitions too.
    fn index_partitions(&mut self, table: &Name, index: &Index) -> Run {
        let Some(parent) = self.schema.table(table).map(|t| t.id) else { return Ok(()) };
        let partitions: Vec<Name> = self
            .schema
            .dependencies
            .dependents(parent)
            .filter_map(|(id, tie)| match self.schema.dependencies.home(id)? {
                Home::Relation(name) if tie == Tie::Auto && self.schema.table(name).is_some() => Some(name.clone()),
                _ => None,
            })
            .collect();
        partitions.iter().try_for_each(|partition| self.copy_index(partition, index, &BTreeMap::new()))
    }

    /// The identity of an indexed column; none where the columns of a view are not kept one by one.
    fn index_column(&self, relation: &Name, column: &str) -> Run<Option<crate::model::schema::Id>> {
        match self.schema.relations.get(relation) {
            Some(Relation::Table(_)) => self.column_id(relation, column).map(Some),
            Some(Relation::View(view)) if view.materialized => match &view.columns {
                Some(columns) if !columns.iter().any(|(name, _)| name == column) => {
                    Err(Stop::no_column(column, relation))
                }
                _ => Ok(None),
            },
            _ => Err(Stop::refused(Condition::WrongObjectType, format!("cannot create index on {relation}"))),
        }
    }

    fn index_tie(&self, id: crate::model::schema::Id) -> Tie {
        if self.is_column(id) { Tie::Auto } else { Tie::Normal }
    }

    /// An index with nothing special about it.
    pub(super) fn new_index(&mut self, table: &Name, name: &str, keys: Vec<IndexKey>) -> Run<Index> {
        let owner = self.relation_id(table).ok_or_else(|| Stop::no_relation(table, &table.name))?;
        let id = self.id(Home::Index(owner, name.to_owned()));
        Ok(Index {
            id,
            name: name.to_owned(),
            method: "btree".to_owned(),
            keys,
            include: Vec::new(),
            unique: false,
            nulls_not_distinct: false,
            primary: false,
            of_constraint: false,
            predicate: None,
            at: self.here(),
        })
    }

    /// Puts an index on a table or materialized view; its name joins the names of relations.
    pub(super) fn put_index(&mut self, table: &Name, index: Index) -> Run {
        let name = index.name.clone();
        self.schema.relations.insert(table.sibling(name.as_str()), Relation::Index(table.clone()));
        match self.schema.relations.get_mut(table) {
            Some(Relation::Table(table)) => {
                table.indexes.insert(name, Arc::new(index));
            }
            Some(Relation::View(view)) => {
                view.indexes.insert(name, Arc::new(index));
            }
            _ => return Err(Stop::no_relation(table, &table.name)),
        }
        Ok(())
    }

    /// `ChooseIndexColumnNames`: what the keys of an index are called in its generated name.
    pub(super) fn key_names(&self, keys: &[IndexKey]) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        for key in keys {
            let base = key.column.clone().unwrap_or_else(|| {
                let tree = key.expression.as_ref().and_then(|e| parse_expr(&e.text).ok());
                tree.and_then(|tree| figure_name(&tree)).unwrap_or_else(|| "expr".to_owned())
            });
            let mut name = base.clone();
            let mut number = 0;
            while names.contains(&name) {
                number += 1;
                name = format!("{base}{number}");
            }
            names.push(name);
        }
        names
    }

    /// The default operator class must exist: GIN and `GiST` have none for plain text, numbers, identifiers.
    fn check_operator_classes(&mut self, table: &Name, method: &str, keys: &[IndexKey]) -> Run {
        for key in keys {
            if let Some(class) = &key.class {
                self.operator_class(class)?;
                continue;
            }
            let Some(column) = key.column.as_deref() else { continue };
            let Some(column) = self.schema.table(table).and_then(|t| t.column(column)) else { continue };
            let Some(ty) = column.ty.built_in_name() else { continue };
            let lacks = match method {
                "btree" => matches!(ty, "json" | "xml" | "point" | "box" | "polygon" | "line" | "lseg" | "path"),
                "gin" => !matches!(ty, "jsonb" | "tsvector" | "int2vector" | "oidvector"),
                _ => false,
            };
            if !lacks {
                continue;
            }
            // A class for scalars under GIN comes with an extension, which projects switch on in the dashboard.
            if method == "gin" && ty != "json" {
                self.enable_extension("btree_gin");
                continue;
            }
            let reason = format!("data type {ty} has no default operator class for access method {method}");
            return Err(Stop::refused(Condition::UndefinedObject, reason));
        }
        Ok(())
    }

    /// Whether a part of a relation is known.
    pub(super) fn knows(&self, relation: &Name, part: Part) -> bool {
        match self.schema.relations.get(relation) {
            Some(Relation::Table(table)) => table.knows(part),
            Some(Relation::View(view)) => !view.unknown.contains(&part),
            _ => true,
        }
    }
}

/// `FigureIndexColname`: the name that an expression gives to its column.
pub(super) fn figure_name(expr: &Expr) -> Option<String> {
    strong_name(expr).or_else(|| weak_name(expr))
}

fn strong_name(expr: &Expr) -> Option<String> {
    match &expr.kind {
        ExprKind::Column(parts) => parts.last().cloned(),
        ExprKind::Call(call) => call.name.last().cloned(),
        ExprKind::Field(_, name) => Some(name.clone()),
        ExprKind::Cast(inner, _) => strong_name(inner),
        ExprKind::Array(_) | ExprKind::ArrayQuery(_) => Some("array".to_owned()),
        ExprKind::Row(_) => Some("row".to_owned()),
        ExprKind::Exists(_) => Some("exists".to_owned()),
        ExprKind::Index(base, _) => strong_name(base),
        ExprKind::Case { otherwise, .. } => otherwise.as_deref().and_then(strong_name),
        ExprKind::Subquery(query) => {
            let item = query.as_select()?.items.first()?;
            item.alias.clone().or_else(|| strong_name(&item.value))
        }
        _ => None,
    }
}

/// A name that anything better replaces: the type of a cast, `case`.
fn weak_name(expr: &Expr) -> Option<String> {
    match &expr.kind {
        ExprKind::Cast(inner, ty) => weak_name(inner).or_else(|| {
            let spelled = ty.split('(').next().unwrap_or(ty).trim().trim_end_matches("[]").to_ascii_lowercase();
            let bare = spelled.rsplit('.').next().unwrap_or(&spelled).to_owned();
            Some(crate::model::schema::built_in(&bare).map_or(bare, str::to_owned))
        }),
        ExprKind::Case { .. } => Some("case".to_owned()),
        _ => None,
    }
}
