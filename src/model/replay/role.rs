//! Roles and membership in them.

use super::{
    Replay,
    refusal::{Condition, Run, Stop},
};
use crate::{
    model::schema::Role,
    sql::statement::{AlterRole, CreateRole, GrantDirection, ObjectChange, RoleMembership, RoleOptions},
};

impl Replay {
    /// `CREATE ROLE`.
    pub(super) fn create_role(&mut self, create: &CreateRole) -> Run {
        let name = &create.name.name;
        if self.schema.roles.contains(name.as_str()) {
            return Err(Stop::exists(Condition::DuplicateObject, "role", name));
        }
        let member_of = self.roles(&create.options.member_of)?.into_iter().collect();
        let mut role = Role { inherits: true, member_of, ..Role::default() };
        set_attributes(&mut role, &create.options);
        self.schema.roles.insert(name.clone(), role);
        for member in self.roles(&create.options.members)? {
            if let Some(member) = self.schema.roles.get_mut(&member) {
                member.member_of.insert(name.clone());
            }
        }
        Ok(())
    }

    /// `ALTER ROLE`.
    pub(super) fn alter_role(&mut self, alter: &AlterRole) -> Run {
        let Some(name) = &alter.name else { return Ok(()) };
        let name = self.role(name)?;
        if let Some(setting) = &alter.setting
            && setting.name.name == "pgrst.db_schemas"
            && let crate::sql::statement::SettingValue::Values(values) = &setting.value
        {
            let schemas = values.iter().flat_map(|v| v.split(',')).map(|s| s.trim().to_owned());
            self.schema.api_schemas = schemas.filter(|s| !s.is_empty()).collect();
        }
        if let Some(role) = self.schema.roles.get_mut(&name) {
            set_attributes(role, &alter.options);
        }
        Ok(())
    }

    /// `GRANT role TO member`.
    pub(super) fn change_membership(&mut self, change: &RoleMembership) -> Run {
        let roles = self.roles(&change.roles)?;
        if change.option_for {
            return Ok(());
        }
        for member in self.roles(&change.members)? {
            let Some(member) = self.schema.roles.get_mut(&member) else { continue };
            for role in &roles {
                match change.direction {
                    GrantDirection::Grant => member.member_of.insert(role.clone()),
                    GrantDirection::Revoke => member.member_of.remove(role),
                };
            }
        }
        Ok(())
    }

    /// `ALTER ROLE … RENAME TO`: access lists that name it are left, a renamed role is rare.
    pub(super) fn rename_role(&mut self, name: &str, change: &ObjectChange) -> Run {
        let ObjectChange::RenameTo(to) = change else { return Ok(()) };
        match self.schema.roles.remove(name) {
            Some(role) => {
                self.schema.roles.insert(to.name.clone(), role.as_ref().clone());
                Ok(())
            }
            None => Err(Stop::no_object("role", name)),
        }
    }
}

fn set_attributes(role: &mut Role, options: &RoleOptions) {
    role.inherits = options.inherit.unwrap_or(role.inherits);
    role.superuser = options.superuser.unwrap_or(role.superuser);
    role.bypasses_row_security = options.bypass_rls.unwrap_or(role.bypasses_row_security);
}
