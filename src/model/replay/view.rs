//! Views and materialized views.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Replay,
    lookup::TEMPORARY,
    refusal::{Condition, Run, Stop},
};
use crate::{
    model::schema::{Home, Name, ObjectKind, Relation, SqlType, Tie, View},
    sql::statement::{CreateView, RefreshView, RelationOption},
};

impl Replay {
    /// `CREATE VIEW`, `CREATE MATERIALIZED VIEW`.
    pub(super) fn create_view(&mut self, create: &CreateView) -> Run {
        let name = if create.temporary {
            Name::new(TEMPORARY, create.name.name.as_str())
        } else {
            self.new_name(&create.name)?
        };
        let old = match self.schema.relations.get(&name) {
            Some(_) if create.if_not_exists => return Ok(()),
            Some(Relation::View(view)) if create.or_replace && !view.materialized => Some(view.clone()),
            Some(_) if create.or_replace => {
                return Err(Stop::refused(Condition::WrongObjectType, format!("{name} is not a view")));
            }
            Some(_) => return Err(Stop::exists(Condition::DuplicateTable, "relation", &name)),
            None => None,
        };
        let mut bound = if create.recursive {
            // The view reads itself: what it selects is known from the names that must be written.
            super::bind::BoundQuery::default()
        } else {
            self.bind_query(&create.query.text, &[])?
        };
        if !create.columns.is_empty() {
            if !create.recursive && bound.columns.as_ref().is_some_and(|all| all.len() < create.columns.len()) {
                let reason = "CREATE VIEW specifies more column names than columns";
                return Err(Stop::refused(Condition::SyntaxError, reason));
            }
            let types: Vec<Option<SqlType>> = bound.columns.iter().flatten().map(|(_, ty)| ty.clone()).collect();
            let mut columns: Vec<(String, Option<SqlType>)> = bound.columns.unwrap_or_default();
            for (i, column) in create.columns.iter().enumerate() {
                match columns.get_mut(i) {
                    Some((own, _)) => own.clone_from(&column.name),
                    None => columns.push((column.name.clone(), types.get(i).cloned().flatten())),
                }
            }
            bound.columns = Some(columns);
        }
        refuse_repeated(bound.columns.as_deref())?;
        if let Some(old) = &old {
            refuse_other_columns(&name, old.columns.as_deref(), bound.columns.as_deref())?;
        }
        let id = old.as_ref().map_or_else(|| self.schema.dependencies.add(Home::Relation(name.clone())), |v| v.id);
        self.schema.dependencies.untie(id);
        for on in bound.uses {
            self.schema.dependencies.tie(id, on, Tie::Normal);
        }
        let (owner, acl, triggers) = match old {
            Some(old) => (old.owner, old.acl, old.triggers),
            None => {
                (self.session.role.clone(), self.default_acl(ObjectKind::Table, Some(&name.schema)), BTreeMap::new())
            }
        };
        let mut view = View {
            id,
            columns: bound.columns,
            query: self.text(&create.query),
            materialized: create.materialized,
            security_invoker: false,
            security_barrier: false,
            reads: bound.reads,
            indexes: BTreeMap::new(),
            triggers,
            owner,
            acl,
            extension: None,
            unknown: BTreeSet::new(),
            at: self.here(),
        };
        set_options(&mut view, &create.options, true);
        self.schema.relations.insert(name, Relation::View(Box::new(view)));
        Ok(())
    }

    /// `ALTER VIEW … SET (…)`, `RESET (…)`.
    pub(super) fn set_view_options(&mut self, name: &Name, options: &[RelationOption], set: bool) -> Run {
        if let Some(Relation::View(view)) = self.schema.relations.get_mut(name) {
            set_options(view, options, set);
        }
        Ok(())
    }

    /// `REFRESH MATERIALIZED VIEW`: with `CONCURRENTLY` it needs a unique index on plain columns.
    pub(super) fn refresh_view(&mut self, refresh: &RefreshView) -> Run {
        let name = self.relation(&refresh.name)?;
        let Some(view) = self.schema.view(&name).filter(|v| v.materialized) else {
            return Err(Stop::refused(Condition::WrongObjectType, format!("{name} is not a materialized view")));
        };
        let whole = |i: &crate::model::schema::Index| {
            i.unique && i.predicate.is_none() && i.keys.iter().all(|k| k.column.is_some())
        };
        if refresh.concurrently && !view.indexes.values().any(|i| whole(i)) {
            let reason = format!("cannot refresh materialized view {name} concurrently: it has no unique index");
            return Err(Stop::refused(Condition::InvalidObjectDefinition, reason));
        }
        Ok(())
    }
}

fn set_options(view: &mut View, options: &[RelationOption], set: bool) {
    for option in options {
        let on = set && option.is_on().unwrap_or(false);
        match option.name.as_str() {
            "security_invoker" => view.security_invoker = on,
            "security_barrier" => view.security_barrier = on,
            _ => {}
        }
    }
}

fn refuse_repeated(columns: Option<&[(String, Option<SqlType>)]>) -> Run {
    let mut seen = BTreeSet::new();
    match columns.unwrap_or_default().iter().find(|(name, _)| !seen.insert(name)) {
        Some((name, _)) => {
            Err(Stop::refused(Condition::DuplicateColumn, format!("column {name} specified more than once")))
        }
        None => Ok(()),
    }
}

/// `OR REPLACE` may only add columns at the end.
fn refuse_other_columns(
    view: &Name,
    old: Option<&[(String, Option<SqlType>)]>,
    new: Option<&[(String, Option<SqlType>)]>,
) -> Run {
    let (Some(old), Some(new)) = (old, new) else { return Ok(()) };
    if new.len() < old.len() {
        return Err(Stop::refused(Condition::InvalidTableDefinition, format!("cannot drop columns from view {view}")));
    }
    for ((before, type_before), (after, type_after)) in old.iter().zip(new) {
        if before != after {
            let reason = format!("cannot change name of view column {before} of {view} to {after}");
            return Err(Stop::refused(Condition::InvalidTableDefinition, reason));
        }
        if let (Some(a), Some(b)) = (type_before, type_after)
            && a.plain() != b.plain()
        {
            let reason = format!("cannot change data type of view column {before} of {view} from {a} to {b}");
            return Err(Stop::refused(Condition::InvalidTableDefinition, reason));
        }
    }
    Ok(())
}
