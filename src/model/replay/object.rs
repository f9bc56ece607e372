//! Schemas, sequences, publications, comments, and objects that are known by name only.

use super::{
    Replay,
    lookup::TEMPORARY,
    refusal::{Condition, Run, Stop},
};
use crate::{
    model::schema::{Home, Name, Namespace, ObjectKind, Publication, Relation},
    sql::statement::{
        self, AlterPublication, Comment, CreateObject, CreatePublication, CreateSchema, CreateSequence, ObjectChange,
        Persistence, PublicationChange, PublicationObject, RoutineRef,
    },
};

impl Replay {
    /// `CREATE SCHEMA`, with the statements that are part of it.
    pub(super) fn create_schema(&mut self, create: &CreateSchema) -> Run {
        let name = &create.name.name;
        if self.schema.namespaces.contains(name.as_str()) {
            if create.if_not_exists {
                return Ok(());
            }
            return Err(Stop::exists(Condition::DuplicateSchema, "schema", name));
        }
        if name.starts_with("pg_") {
            return Err(Stop::refused(Condition::ReservedName, format!("unacceptable schema name {name}")));
        }
        self.add_namespace(name);
        if let Some(owner) = &create.owner {
            let owner = self.role(owner)?;
            if let Some(namespace) = self.schema.namespaces.get_mut(name.as_str()) {
                namespace.owner = owner;
            }
        }
        let outer = self.session.search_path.clone();
        let inner = std::iter::once(name.clone()).chain(outer.iter().cloned());
        self.session.search_path = inner.collect();
        let result = create.elements.iter().try_for_each(|statement| self.run(statement));
        self.session.search_path = outer;
        result
    }

    /// A schema with the privileges that new ones get.
    pub(super) fn add_namespace(&mut self, name: &str) {
        let id = self.id(Home::Schema(name.to_owned()));
        let acl = self.default_acl(ObjectKind::Schema, None);
        let namespace = Namespace { id, owner: self.session.role.clone(), acl, at: self.here() };
        self.schema.namespaces.insert(name.to_owned(), namespace);
    }

    pub(super) fn alter_schema(&mut self, name: &str, change: &ObjectChange) -> Run {
        self.namespace(name)?;
        match change {
            ObjectChange::OwnerTo(role) => {
                let role = self.role(role)?;
                if let Some(namespace) = self.schema.namespaces.get_mut(name) {
                    namespace.owner = role;
                }
                Ok(())
            }
            // Every name in it would change; nobody does that to a schema that is in use.
            ObjectChange::RenameTo(_) => Err(Stop::Unsure(format!("schema {name} is renamed"))),
            _ => Ok(()),
        }
    }

    /// `CREATE SEQUENCE`.
    pub(super) fn create_sequence(&mut self, create: &CreateSequence) -> Run {
        let name = if create.persistence == Persistence::Temporary {
            Name::new(TEMPORARY, create.name.name.as_str())
        } else {
            self.new_name(&create.name)?
        };
        if self.schema.relations.contains(&name) {
            if create.if_not_exists {
                return Ok(());
            }
            return Err(Stop::exists(Condition::DuplicateTable, "relation", &name));
        }
        let owner = match &create.owned_by {
            Some(owner) => {
                let table = self.table(&owner.table)?;
                Some(self.column_id(&table, &owner.column.name)?)
            }
            None => None,
        };
        self.add_sequence(&name, owner);
        Ok(())
    }

    /// `CREATE PUBLICATION`.
    pub(super) fn create_publication(&mut self, create: &CreatePublication) -> Run {
        let name = &create.name.name;
        if self.schema.publications.contains(name.as_str()) {
            return Err(Stop::exists(Condition::DuplicateObject, "publication", name));
        }
        let publication = Publication { all_tables: create.all_tables, at: self.here(), ..Publication::default() };
        self.schema.publications.insert(name.clone(), publication);
        self.publish(name, &create.objects)
    }

    /// `ALTER PUBLICATION`.
    pub(super) fn alter_publication(&mut self, alter: &AlterPublication) -> Run {
        let name = &alter.name.name;
        let Some(publication) = self.schema.publications.get_mut(name.as_str()) else {
            return Err(Stop::no_object("publication", name));
        };
        match &alter.change {
            PublicationChange::Set(objects) => {
                publication.tables.clear();
                publication.schemas.clear();
                self.publish(name, objects)
            }
            PublicationChange::SetAllTables => {
                publication.all_tables = true;
                Ok(())
            }
            PublicationChange::SetOptions(_) => Ok(()),
            PublicationChange::Add(objects) => {
                if publication.all_tables {
                    let reason = format!("publication {name} is defined as FOR ALL TABLES");
                    return Err(Stop::refused(Condition::InvalidObjectDefinition, reason));
                }
                self.publish(name, objects)
            }
            PublicationChange::Drop(objects) => self.unpublish(name, objects),
        }
    }

    fn publish(&mut self, publication: &str, objects: &[PublicationObject]) -> Run {
        for object in objects {
            match object {
                PublicationObject::Schema(schema) => {
                    self.namespace(&schema.name)?;
                    if let Some(found) = self.schema.publications.get_mut(publication) {
                        found.schemas.insert(schema.name.clone());
                    }
                }
                PublicationObject::Table { name, .. } => {
                    let table = self.table(name)?;
                    let here = self.here();
                    let Some(found) = self.schema.publications.get_mut(publication) else { continue };
                    if found.tables.insert(table.clone(), here).is_some() {
                        let reason = format!("{table} of publication {publication}");
                        return Err(Stop::exists(Condition::DuplicateObject, "relation", &reason));
                    }
                }
            }
        }
        Ok(())
    }

    fn unpublish(&mut self, publication: &str, objects: &[PublicationObject]) -> Run {
        for object in objects {
            match object {
                PublicationObject::Schema(schema) => {
                    if let Some(found) = self.schema.publications.get_mut(publication) {
                        found.schemas.remove(&schema.name);
                    }
                }
                PublicationObject::Table { name, .. } => {
                    let table = self.relation(name)?;
                    let found = self.schema.publications.get_mut(publication);
                    if found.is_some_and(|found| found.tables.remove(&table).is_none()) {
                        return Err(Stop::no_part("publication entry", publication, &table));
                    }
                }
            }
        }
        Ok(())
    }

    pub(super) fn alter_publication_name(&mut self, name: &str, change: &ObjectChange) -> Run {
        let Some(publication) = self.schema.publications.get(name).cloned() else {
            return Err(Stop::no_object("publication", name));
        };
        if let ObjectChange::RenameTo(to) = change {
            self.schema.publications.remove(name);
            self.schema.publications.insert(to.name.clone(), publication);
        }
        Ok(())
    }

    /// `CREATE` of something that is known by name only.
    pub(super) fn create_object(&mut self, create: &CreateObject) -> Run {
        use statement::ObjectKind as K;
        if create.kind != K::Aggregate {
            return Ok(());
        }
        let Some(object) = &create.object else { return Ok(()) };
        self.add_aggregate(object, create.or_replace)
    }

    fn add_aggregate(&mut self, object: &RoutineRef, or_replace: bool) -> Run {
        use crate::model::schema::{
            Function, FunctionKey, Param, ParamMode, Returns, RoutineKind, SqlType, Volatility,
        };
        let name = self.new_name(&object.name)?;
        let args = self.input_types(object.args.as_deref().unwrap_or_default())?;
        let key = FunctionKey { name, args };
        if self.schema.functions.contains(&key) && !or_replace {
            return Err(Stop::exists(Condition::DuplicateFunction, "function", &key));
        }
        let id = self.id(Home::Function(key.clone()));
        let params = key.args.iter().map(|ty| Param { name: None, mode: ParamMode::In, ty: ty.clone(), default: None });
        let function = Function {
            id,
            kind: RoutineKind::Aggregate,
            params: params.collect(),
            returns: Returns::Value(SqlType::pg("any")),
            language: "internal".to_owned(),
            body: None,
            code: None,
            security_definer: false,
            search_path: None,
            settings: Vec::new(),
            volatility: Volatility::Immutable,
            strict: false,
            owner: self.session.role.clone(),
            acl: self.default_acl(ObjectKind::Function, Some(&key.name.schema)),
            extension: None,
            at: self.here(),
        };
        self.schema.functions.insert(key, function);
        Ok(())
    }

    /// `COMMENT ON`: what it is about must be there.
    pub(super) fn comment(&mut self, comment: &Comment) -> Run {
        use statement::ObjectKind as K;
        let Some(object) = &comment.object else { return Ok(()) };
        let part = object.name.name.as_str();
        if let Some(on) = &comment.on {
            if matches!(comment.kind, K::Constraint) && self.find_relation(on).is_none() && self.own_type(on).is_ok() {
                return Ok(());
            }
            let relation = self.relation(on)?;
            return self.part_exists(comment.kind, part, &relation);
        }
        match comment.kind {
            K::Table | K::View | K::MaterializedView | K::Sequence | K::Index | K::ForeignTable => {
                let found = self.relation(&object.name)?;
                self.refuse_other_kind(comment.kind, &found)
            }
            K::Function | K::Procedure | K::Routine | K::Aggregate => self.routine(object).map(|_| ()),
            K::Type | K::Domain => self.own_type(&object.name).map(|_| ()),
            K::Schema => self.namespace(part),
            K::Extension if !self.schema.extensions.contains(part) => Err(Stop::no_object("extension", part)),
            K::Role if !self.schema.roles.contains(part) => Err(Stop::no_object("role", part)),
            K::Publication if !self.schema.publications.contains(part) => Err(Stop::no_object("publication", part)),
            _ => Ok(()),
        }
    }

    fn refuse_other_kind(&self, kind: statement::ObjectKind, name: &Name) -> Run {
        use statement::ObjectKind as K;
        let fits = match self.schema.relations.get(name) {
            Some(Relation::Table(_)) => matches!(kind, K::Table | K::ForeignTable),
            Some(Relation::View(view)) => kind == if view.materialized { K::MaterializedView } else { K::View },
            Some(Relation::Sequence(_)) => kind == K::Sequence,
            Some(Relation::Index(_)) => kind == K::Index,
            _ => true,
        };
        if fits { Ok(()) } else { Err(Stop::refused(Condition::WrongObjectType, format!("{name} is of another kind"))) }
    }

    /// That a table or view has such a column, constraint, policy or trigger.
    fn part_exists(&self, kind: statement::ObjectKind, part: &str, relation: &Name) -> Run {
        use statement::ObjectKind as K;
        match (kind, self.schema.relations.get(relation)) {
            (K::Column, Some(Relation::Table(_))) => self.column_id(relation, part).map(|_| ()),
            (K::Column, Some(Relation::View(view))) => match &view.columns {
                Some(columns) if !columns.iter().any(|(name, _)| name == part) => Err(Stop::no_column(part, relation)),
                _ => Ok(()),
            },
            (K::Constraint, Some(Relation::Table(table))) if !table.constraints.contains_key(part) => {
                Err(Stop::no_part("constraint", part, relation))
            }
            (K::Policy, Some(Relation::Table(table))) if !table.policies.contains_key(part) => {
                Err(Stop::no_part("policy", part, relation))
            }
            (K::Trigger, Some(Relation::Table(table))) if !table.triggers.contains_key(part) => {
                Err(Stop::no_part("trigger", part, relation))
            }
            _ => Ok(()),
        }
    }
}
