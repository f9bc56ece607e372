//! Types and domains.

use super::{
    Replay,
    refusal::{Condition, Run, Stop},
};
use crate::{
    model::schema::{Home, Name, ObjectKind, Relation, SqlType, Type, TypeKind},
    sql::statement::{
        AlterDomain, AlterType, ConstraintKind, CreateDomain, CreateType, DomainChange, EnumPosition, ObjectChange,
        TypeChange, TypeDefinition,
    },
};

impl Replay {
    /// `CREATE TYPE`.
    pub(super) fn create_type(&mut self, create: &CreateType) -> Run {
        let name = self.new_type_name(&create.name)?;
        let mut uses: Vec<Name> = Vec::new();
        let kind = match &create.definition {
            TypeDefinition::Enum(values) => {
                let values: Vec<String> = values.iter().map(|v| v.value.clone()).collect();
                if let Some((_, repeated)) = values.iter().enumerate().find(|(i, v)| values[..*i].contains(v)) {
                    return Err(Stop::refused(
                        Condition::UniqueViolation,
                        format!("enum label {repeated} is repeated"),
                    ));
                }
                TypeKind::Enum(values)
            }
            TypeDefinition::Composite(fields) => {
                let mut own = Vec::new();
                for field in fields {
                    let ty = field.type_name.as_ref().map(|t| self.type_of(t)).transpose()?;
                    uses.extend(ty.iter().map(|t| t.name.clone()));
                    own.push((field.name.name.clone(), ty));
                }
                TypeKind::Composite(own)
            }
            TypeDefinition::Range => TypeKind::Range,
            TypeDefinition::Base => TypeKind::Base,
        };
        if matches!(kind, TypeKind::Composite(_)) {
            self.schema.relations.insert(name.clone(), Relation::Composite);
        }
        let id = self.add_type(&name, kind);
        for used in &uses {
            self.tie_type(id, used);
        }
        Ok(())
    }

    /// The name of a new type: neither a type nor a relation may have it.
    fn new_type_name(&mut self, name: &crate::sql::statement::ObjectName) -> Run<Name> {
        let name = self.new_name(name)?;
        let is_row_type = matches!(self.schema.relations.get(&name), Some(Relation::Table(_) | Relation::View(_)));
        if self.schema.types.contains(&name) || is_row_type {
            return Err(Stop::exists(Condition::DuplicateObject, "type", &name));
        }
        Ok(name)
    }

    pub(super) fn add_type(&mut self, name: &Name, kind: TypeKind) -> crate::model::schema::Id {
        let id = self.id(Home::Type(name.clone()));
        let acl = self.default_acl(ObjectKind::Type, Some(&name.schema));
        let at = self.here();
        self.schema.types.insert(name.clone(), Type { id, kind, acl, at });
        id
    }

    /// `ALTER TYPE`, other than its name.
    pub(super) fn alter_type(&mut self, alter: &AlterType) -> Run {
        let name = self.own_type(&alter.name)?;
        for change in &alter.changes {
            self.change_type_definition(&name, change)?;
        }
        Ok(())
    }

    fn change_type_definition(&mut self, name: &Name, change: &TypeChange) -> Run {
        let field_type = match change {
            TypeChange::AddAttribute(column) => column.type_name.as_ref().map(|t| self.type_of(t)).transpose()?,
            TypeChange::AlterAttribute { type_name, .. } => Some(self.type_of(type_name)?),
            _ => None,
        };
        let Some(ty) = self.schema.types.get_mut(name) else { return Ok(()) };
        match (&mut ty.kind, change) {
            (TypeKind::Enum(values), TypeChange::AddValue { value, if_not_exists, position }) => {
                if values.contains(&value.value) {
                    let label = format!("{} of {name}", value.value);
                    return if *if_not_exists {
                        Ok(())
                    } else {
                        Err(Stop::exists(Condition::DuplicateObject, "enum label", &label))
                    };
                }
                let index = enum_position(values, position, name)?;
                values.insert(index, value.value.clone());
            }
            (TypeKind::Enum(values), TypeChange::RenameValue { from, to }) => {
                if values.contains(&to.value) {
                    return Err(Stop::exists(Condition::DuplicateObject, "enum label", &to.value));
                }
                match values.iter_mut().find(|v| **v == from.value) {
                    Some(value) => value.clone_from(&to.value),
                    None => {
                        let reason = format!("{} is not an existing enum label of {name}", from.value);
                        return Err(Stop::refused(Condition::InvalidParameterValue, reason));
                    }
                }
            }
            (_, TypeChange::AddValue { .. } | TypeChange::RenameValue { .. }) => {
                return Err(Stop::refused(Condition::WrongObjectType, format!("{name} is not an enum")));
            }
            (TypeKind::Composite(fields), TypeChange::AddAttribute(column)) => {
                fields.push((column.name.name.clone(), field_type));
            }
            (TypeKind::Composite(fields), TypeChange::DropAttribute { name: field, .. }) => {
                fields.retain(|(own, _)| *own != field.name);
            }
            (TypeKind::Composite(fields), TypeChange::AlterAttribute { name: field, .. }) => {
                fields.iter_mut().filter(|(own, _)| *own == field.name).for_each(|(_, ty)| ty.clone_from(&field_type));
            }
            (TypeKind::Composite(fields), TypeChange::RenameAttribute { from, to }) => {
                fields.iter_mut().filter(|(own, _)| *own == from.name).for_each(|(own, _)| own.clone_from(&to.name));
            }
            _ => {}
        }
        Ok(())
    }

    /// `RENAME TO`, `SET SCHEMA` of a type: the columns of it follow.
    pub(super) fn alter_type_name(&mut self, name: &Name, change: &ObjectChange) -> Run {
        let new = match change {
            ObjectChange::RenameTo(to) => name.sibling(to.name.as_str()),
            ObjectChange::SetSchema(schema) => {
                self.namespace(&schema.name)?;
                Name::new(schema.name.as_str(), name.name.as_str())
            }
            ObjectChange::OwnerTo(role) => return self.role(role).map(|_| ()),
            ObjectChange::Other(_) => return Ok(()),
        };
        if self.schema.types.contains(&new) {
            return Err(Stop::exists(Condition::DuplicateObject, "type", &new));
        }
        let Some(ty) = self.schema.types.remove(name) else { return Ok(()) };
        let ty = ty.as_ref().clone();
        let id = ty.id;
        if self.schema.relations.remove(name).is_some() {
            self.schema.relations.insert(new.clone(), Relation::Composite);
        }
        self.schema.dependencies.set_home(id, Home::Type(new.clone()));
        self.schema.types.insert(new.clone(), ty);
        self.follow_type(id, name, &new)
    }

    fn follow_type(&mut self, id: crate::model::schema::Id, old: &Name, new: &Name) -> Run {
        let rename = |ty: &mut SqlType| {
            if ty.name == *old {
                ty.name.clone_from(new);
            }
        };
        let dependents: Vec<_> = self.schema.dependencies.dependents(id).map(|(id, _)| id).collect();
        for dependent in dependents {
            match self.schema.dependencies.home(dependent).cloned() {
                Some(Home::Column(table, column)) => {
                    let Some(owner) = self.relation_name(table).cloned() else { continue };
                    self.column_mut(&owner, &column, |c| rename(&mut c.ty))?;
                }
                Some(Home::Function(key)) => {
                    let Some(function) = self.schema.functions.remove(&key) else { continue };
                    let mut function = function.as_ref().clone();
                    let mut key = key;
                    key.args.iter_mut().for_each(rename);
                    function.params.iter_mut().for_each(|p| rename(&mut p.ty));
                    if let crate::model::schema::Returns::Value(ty) | crate::model::schema::Returns::Set(ty) =
                        &mut function.returns
                    {
                        rename(ty);
                    }
                    self.schema.dependencies.set_home(dependent, Home::Function(key.clone()));
                    self.schema.functions.insert(key, function);
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// `CREATE DOMAIN`.
    pub(super) fn create_domain(&mut self, create: &CreateDomain) -> Run {
        let name = self.new_type_name(&create.name)?;
        let base = self.type_of(&create.base)?;
        let checks = create.constraints.iter().filter_map(|c| match &c.kind {
            ConstraintKind::Check(text) => Some(text.text.clone()),
            _ => None,
        });
        let not_null =
            create.not_null || create.constraints.iter().any(|c| matches!(c.kind, ConstraintKind::NotNull(_)));
        let used = base.name.clone();
        let kind = TypeKind::Domain { base, not_null, has_default: create.default.is_some(), checks: checks.collect() };
        let id = self.add_type(&name, kind);
        self.tie_type(id, &used);
        Ok(())
    }

    /// `ALTER DOMAIN`, other than its name.
    pub(super) fn alter_domain(&mut self, alter: &AlterDomain) -> Run {
        let name = self.own_type(&alter.name)?;
        let Some(ty) = self.schema.types.get_mut(&name) else { return Ok(()) };
        let TypeKind::Domain { not_null, has_default, checks, .. } = &mut ty.kind else {
            return Err(Stop::refused(Condition::WrongObjectType, format!("{name} is not a domain")));
        };
        match &alter.change {
            DomainChange::SetDefault(_) => *has_default = true,
            DomainChange::DropDefault => *has_default = false,
            DomainChange::SetNotNull => *not_null = true,
            DomainChange::DropNotNull => *not_null = false,
            DomainChange::AddConstraint(constraint) => {
                if let ConstraintKind::Check(text) = &constraint.kind {
                    checks.push(text.text.clone());
                }
            }
            DomainChange::DropConstraint { .. }
            | DomainChange::RenameConstraint { .. }
            | DomainChange::ValidateConstraint(_) => {}
        }
        Ok(())
    }
}

fn enum_position(values: &[String], position: &EnumPosition, name: &Name) -> Run<usize> {
    let (label, offset) = match position {
        EnumPosition::End => return Ok(values.len()),
        EnumPosition::Before(label) => (label, 0),
        EnumPosition::After(label) => (label, 1),
    };
    let found = values.iter().position(|v| v == label);
    found.map(|i| i + offset).ok_or_else(|| {
        let reason = format!("{label} is not an existing enum label of {name}");
        Stop::refused(Condition::InvalidParameterValue, reason)
    })
}
