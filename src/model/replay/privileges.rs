//! `GRANT`, `REVOKE`, `ALTER DEFAULT PRIVILEGES`.

use super::{
    Replay,
    refusal::{Run, Stop},
};
use crate::{
    model::schema::{Acl, DefaultFor, FunctionKey, Name, ObjectKind, Privileges, Relation},
    sql::statement::{
        self, DefaultPrivileges, GrantDirection, GrantObjects, Ident, ObjectName, PrivilegeKind, PrivilegesChange,
        RoutineRef,
    },
};

/// What one `GRANT` or `REVOKE` does to an access list.
struct Change {
    grant: bool,
    roles: Vec<String>,
}

impl Change {
    fn apply(&self, acl: &mut Acl, privileges: Privileges) {
        for role in &self.roles {
            if self.grant { acl.grant(role, privileges) } else { acl.revoke(role, privileges) }
        }
    }
}

impl Replay {
    /// The access list of a new object: PostgreSQL's own for its kind, or what `ALTER DEFAULT PRIVILEGES` made of it
    /// for its creator, and on top what its schema adds.
    pub(super) fn default_acl(&self, kind: ObjectKind, schema: Option<&str>) -> Acl {
        let creator = self.session.role.clone();
        let everywhere = DefaultFor { creator: creator.clone(), schema: None, kind };
        let mut acl = self.schema.default_privileges.get(&everywhere).cloned().unwrap_or_else(|| Acl::built_in(kind));
        if let Some(schema) = schema {
            let here = DefaultFor { creator, schema: Some(schema.to_owned()), kind };
            if let Some(more) = self.schema.default_privileges.get(&here) {
                acl.add(more);
            }
        }
        acl
    }

    /// `GRANT`, `REVOKE` on objects.
    pub(super) fn change_privileges(&mut self, change: &PrivilegesChange) -> Run {
        if change.grant_option_for {
            return Ok(());
        }
        let who = Change { grant: change.direction == GrantDirection::Grant, roles: self.roles(&change.roles)? };
        match &change.objects {
            GrantObjects::Named { kind, objects } => {
                objects.iter().try_for_each(|object| self.change_named(&who, *kind, object, &change.privileges))
            }
            GrantObjects::AllInSchema { kind, schemas } => {
                schemas.iter().try_for_each(|schema| self.change_all(&who, *kind, schema, &change.privileges))
            }
        }
    }

    fn change_named(
        &mut self,
        who: &Change,
        kind: statement::ObjectKind,
        object: &RoutineRef,
        privileges: &statement::Privileges,
    ) -> Run {
        use statement::ObjectKind as K;
        match kind {
            K::Table | K::View | K::MaterializedView | K::Sequence | K::ForeignTable => {
                let name = self.relation(&object.name)?;
                self.change_relation(who, &name, privileges)
            }
            K::Function | K::Procedure | K::Routine | K::Aggregate => {
                let key = self.routine(object)?;
                self.change_function(who, &key, privileges);
                Ok(())
            }
            K::Schema => self.change_schema(who, &object.name.name, privileges),
            K::Type | K::Domain => self.change_type(who, &object.name, privileges),
            _ => Ok(()),
        }
    }

    fn change_relation(&mut self, who: &Change, name: &Name, privileges: &statement::Privileges) -> Run {
        let kind = match self.schema.relations.get(name) {
            Some(Relation::Sequence(_)) => ObjectKind::Sequence,
            _ => ObjectKind::Table,
        };
        for (privilege, columns) in resolved(privileges, kind) {
            if !columns.is_empty() {
                self.change_columns(who, name, privilege, columns)?;
                continue;
            }
            match self.schema.relations.get_mut(name) {
                Some(Relation::Table(table)) => {
                    who.apply(&mut table.acl, privilege);
                    // Taking a privilege on the whole table takes it on each column too.
                    if !who.grant && table.columns.iter().any(|c| !c.acl.is_empty()) {
                        for column in &mut table.columns {
                            who.apply(&mut std::sync::Arc::make_mut(column).acl, privilege);
                        }
                    }
                }
                Some(Relation::View(view)) => who.apply(&mut view.acl, privilege),
                Some(Relation::Sequence(sequence)) => who.apply(&mut sequence.acl, privilege),
                _ => {}
            }
        }
        Ok(())
    }

    fn change_columns(&mut self, who: &Change, name: &Name, privilege: Privileges, columns: &[Ident]) -> Run {
        if self.schema.table(name).is_none() {
            return Ok(());
        }
        for column in columns {
            self.column_id(name, &column.name)?;
            self.column_mut(name, &column.name, |c| who.apply(&mut c.acl, privilege))?;
        }
        Ok(())
    }

    fn change_function(&mut self, who: &Change, key: &FunctionKey, privileges: &statement::Privileges) {
        let Some(function) = self.schema.functions.get_mut(key) else { return };
        for (privilege, _) in resolved(privileges, ObjectKind::Function) {
            who.apply(&mut function.acl, privilege);
        }
    }

    fn change_schema(&mut self, who: &Change, schema: &str, privileges: &statement::Privileges) -> Run {
        self.namespace(schema)?;
        if let Some(namespace) = self.schema.namespaces.get_mut(schema) {
            for (privilege, _) in resolved(privileges, ObjectKind::Schema) {
                who.apply(&mut namespace.acl, privilege);
            }
        }
        Ok(())
    }

    fn change_type(&mut self, who: &Change, name: &ObjectName, privileges: &statement::Privileges) -> Run {
        let own = self.own_type(name)?;
        if let Some(ty) = self.schema.types.get_mut(&own) {
            for (privilege, _) in resolved(privileges, ObjectKind::Type) {
                who.apply(&mut ty.acl, privilege);
            }
        }
        Ok(())
    }

    /// `ON ALL TABLES IN SCHEMA` and its like: the objects that are there now.
    fn change_all(
        &mut self,
        who: &Change,
        kind: statement::ObjectKind,
        schema: &Ident,
        privileges: &statement::Privileges,
    ) -> Run {
        use statement::ObjectKind as K;
        self.namespace(&schema.name)?;
        match kind {
            K::Table | K::Sequence => {
                let first = Name::new(schema.name.as_str(), "");
                let names: Vec<Name> = self
                    .schema
                    .relations
                    .range(first..)
                    .take_while(|(name, _)| name.schema == schema.name)
                    .filter(|(_, relation)| match relation {
                        Relation::Table(_) | Relation::View(_) => kind == K::Table,
                        Relation::Sequence(_) => kind == K::Sequence,
                        _ => false,
                    })
                    .map(|(name, _)| name.clone())
                    .collect();
                names.iter().try_for_each(|name| self.change_relation(who, name, privileges))
            }
            _ => {
                let first = FunctionKey { name: Name::new(schema.name.as_str(), ""), args: Vec::new() };
                let functions = self.schema.functions.range(first..);
                let keys: Vec<FunctionKey> = functions
                    .take_while(|(key, _)| key.name.schema == schema.name)
                    .map(|(key, _)| key.clone())
                    .collect();
                for key in &keys {
                    self.change_function(who, key, privileges);
                }
                Ok(())
            }
        }
    }

    /// `ALTER DEFAULT PRIVILEGES`. With `IN SCHEMA` it can only add to what is given everywhere: a `REVOKE` there takes
    /// back no more than an earlier `GRANT` there.
    pub(super) fn change_default_privileges(&mut self, change: &DefaultPrivileges) -> Run {
        let Some(kind) = default_kind(change.kind) else { return Ok(()) };
        if change.grant_option_for {
            return Ok(());
        }
        let who = Change { grant: change.direction == GrantDirection::Grant, roles: self.roles(&change.roles)? };
        let mut creators = self.roles(&change.for_roles)?;
        if creators.is_empty() {
            creators.push(self.session.role.clone());
        }
        for schema in &change.schemas {
            self.namespace(&schema.name)?;
        }
        let schemas: Vec<Option<String>> = match change.schemas.as_slice() {
            [] => vec![None],
            some => some.iter().map(|s| Some(s.name.clone())).collect(),
        };
        for creator in &creators {
            for schema in &schemas {
                let key = DefaultFor { creator: creator.clone(), schema: schema.clone(), kind };
                let built_in = || if schema.is_none() { Acl::built_in(kind) } else { Acl::default() };
                let mut acl = self.schema.default_privileges.get(&key).cloned().unwrap_or_else(built_in);
                for (privilege, _) in resolved(&change.privileges, kind) {
                    who.apply(&mut acl, privilege);
                }
                self.schema.default_privileges.insert(key, acl);
            }
        }
        Ok(())
    }

    /// That a type of the migrations exists; refused when it does not.
    pub(super) fn own_type(&mut self, name: &ObjectName) -> Run<Name> {
        let path: Vec<String> = self.session.search_path.to_vec();
        let schemas = name.schema.iter().chain(path.iter().filter(|_| name.schema.is_none()));
        let found = schemas.map(|s| Name::new(s.as_str(), name.name.as_str())).find(|n| self.schema.types.contains(n));
        match found {
            Some(found) => Ok(found),
            None if self.schema.unsure.contains(&crate::model::schema::Unsure::Types) => {
                Err(Stop::Unsure(format!("type {name} may have been made by a statement that cannot be read")))
            }
            None => Err(Stop::no_type(name, &name.name)),
        }
    }
}

fn default_kind(kind: statement::ObjectKind) -> Option<ObjectKind> {
    use statement::ObjectKind as K;
    match kind {
        K::Table => Some(ObjectKind::Table),
        K::Sequence => Some(ObjectKind::Sequence),
        K::Function | K::Routine | K::Procedure => Some(ObjectKind::Function),
        K::Type => Some(ObjectKind::Type),
        K::Schema => Some(ObjectKind::Schema),
        _ => None,
    }
}

/// The privileges that are written, each with the columns it is limited to.
fn resolved(privileges: &statement::Privileges, kind: ObjectKind) -> Vec<(Privileges, &[Ident])> {
    match privileges {
        statement::Privileges::All(columns) => vec![(Privileges::all(kind), columns.as_slice())],
        statement::Privileges::Listed(list) => {
            list.iter().filter_map(|p| Some((privilege(p.kind)?, p.columns.as_slice()))).collect()
        }
    }
}

fn privilege(kind: PrivilegeKind) -> Option<Privileges> {
    Some(match kind {
        PrivilegeKind::Select => Privileges::SELECT,
        PrivilegeKind::Insert => Privileges::INSERT,
        PrivilegeKind::Update => Privileges::UPDATE,
        PrivilegeKind::Delete => Privileges::DELETE,
        PrivilegeKind::Truncate => Privileges::TRUNCATE,
        PrivilegeKind::References => Privileges::REFERENCES,
        PrivilegeKind::Trigger => Privileges::TRIGGER,
        PrivilegeKind::Maintain => Privileges::MAINTAIN,
        PrivilegeKind::Usage => Privileges::USAGE,
        PrivilegeKind::Create => Privileges::CREATE,
        PrivilegeKind::Execute => Privileges::EXECUTE,
        PrivilegeKind::Connect | PrivilegeKind::Temporary | PrivilegeKind::Set | PrivilegeKind::AlterSystem => {
            return None;
        }
    })
}
