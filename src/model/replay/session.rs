//! What a session remembers from statement to statement: search path, role.

use std::sync::Arc;

use crate::sql::statement::{Set, Setting, SettingValue};

/// The state of a session. It is set back before each file, as the tools that run migrations do.
#[derive(Clone, Debug)]
pub(super) struct Session {
    /// The schemas in which unqualified names are looked up, in order; `pg_catalog` and `pg_temp` go without saying.
    pub(super) search_path: Arc<[String]>,
    /// The search path of a fresh session.
    default_path: Arc<[String]>,
    /// Who runs the statements: the owner of what they make.
    pub(super) role: String,
    default_role: String,
    /// Whether the bodies of SQL functions are checked when they are made (`check_function_bodies`).
    pub(super) checks_bodies: bool,
    /// What `SET LOCAL` hides until the end of the transaction.
    hidden: Option<(Arc<[String]>, String, bool)>,
}

impl Session {
    /// A fresh session of a role.
    pub(super) fn new(role: &str, search_path: &[String]) -> Self {
        let path: Arc<[String]> = search_path.into();
        Self {
            search_path: Arc::clone(&path),
            default_path: path,
            role: role.to_owned(),
            default_role: role.to_owned(),
            checks_bodies: true,
            hidden: None,
        }
    }

    /// `RESET ALL; RESET ROLE`.
    pub(super) fn reset(&mut self) {
        self.search_path = Arc::clone(&self.default_path);
        self.role.clone_from(&self.default_role);
        self.checks_bodies = true;
        self.hidden = None;
    }

    /// The end of a transaction: what was set for it alone is undone.
    pub(super) fn end_transaction(&mut self) {
        if let Some((path, role, checks)) = self.hidden.take() {
            (self.search_path, self.role, self.checks_bodies) = (path, role, checks);
        }
    }

    /// `SET`, `RESET`.
    pub(super) fn set(&mut self, set: &Set) {
        if set.local && self.hidden.is_none() {
            self.hidden = Some((Arc::clone(&self.search_path), self.role.clone(), self.checks_bodies));
        }
        self.apply(&set.setting);
    }

    fn apply(&mut self, setting: &Setting) {
        match (setting.name.name.as_str(), &setting.value) {
            ("all", SettingValue::Default) => {
                self.search_path = Arc::clone(&self.default_path);
                self.checks_bodies = true;
            }
            ("search_path", value) => self.search_path = self.path_of(value),
            ("role" | "session_authorization", SettingValue::Values(values)) => {
                let role = values.first().map_or("", String::as_str);
                self.role = if role == "none" { self.default_role.clone() } else { role.to_owned() };
            }
            ("role" | "session_authorization", _) => self.role.clone_from(&self.default_role),
            ("check_function_bodies", SettingValue::Values(values)) => {
                self.checks_bodies = !values.iter().any(|v| matches!(v.as_str(), "off" | "false" | "0" | "no"));
            }
            ("check_function_bodies", _) => self.checks_bodies = true,
            _ => {}
        }
    }

    /// A value of `search_path`: `""` and `"$user"` name no schema that holds anything.
    pub(super) fn path_of(&self, value: &SettingValue) -> Arc<[String]> {
        match value {
            SettingValue::Values(values) => path_from(values),
            SettingValue::Default => Arc::clone(&self.default_path),
            SettingValue::FromCurrent => Arc::clone(&self.search_path),
        }
    }

    /// `set_config('search_path', …)`: the value is one text.
    pub(super) fn set_path_text(&mut self, text: &str) {
        let values: Vec<String> = text.split(',').map(|part| part.trim().trim_matches('"').to_owned()).collect();
        self.search_path = path_from(&values);
    }
}

fn path_from(values: &[String]) -> Arc<[String]> {
    values.iter().filter(|v| !v.is_empty() && *v != "$user" && *v != "pg_temp").cloned().collect()
}
