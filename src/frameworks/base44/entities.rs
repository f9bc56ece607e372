//! Entities of Base44 and the rules that say who may do what with their rows.
//!
//! An operation without a rule is open to every user of the app, and to strangers where the app needs no login.

use crate::{
    formats::{Node, Value},
    model::Project,
    source::span::{FileId, Span},
};

/// An entity.
#[derive(Clone, Debug)]
pub(crate) struct Entity {
    /// Its name.
    pub(crate) name: String,
    /// Where it says so.
    pub(crate) at: Span,
    /// Its properties.
    pub(crate) properties: Vec<String>,
    /// Its rules; none where it has no `rls` at all.
    pub(crate) rules: Option<Vec<Rule>>,
}

/// Who may do one thing.
#[derive(Clone, Debug)]
pub(crate) struct Rule {
    /// `create`, `read`, `update`, `delete`.
    pub(crate) operation: &'static str,
    /// Where it stands; the `rls` key for an operation without a rule.
    pub(crate) at: Span,
    /// Whether everybody passes.
    pub(crate) is_open: bool,
}

const OPERATIONS: [&str; 4] = ["read", "create", "update", "delete"];

impl Project {
    /// Whether an entity, by the names of its properties, holds what not everybody should know of people, or a secret.
    #[must_use]
    pub(crate) fn holds_personal_properties(&self, entity: &str) -> bool {
        let columns = &self.vocab.columns;
        let is_private = |p: &String| columns.personal.has(p) || columns.secret.has(p);
        entities(self).iter().any(|e| e.name == entity && e.properties.iter().any(is_private))
    }
}

/// The entities whose schemas are in the project.
pub(crate) fn entities(project: &Project) -> Vec<Entity> {
    let mut found = Vec::new();
    for (id, file) in project.all_files() {
        let is_entity = file.folder().rsplit('/').next() == Some("entities") && file.role.is_production();
        let Some(root) = project.configs.tree(id).filter(|_| is_entity) else { continue };
        found.extend(entity(id, root));
    }
    found
}

fn entity(file: FileId, root: &Node) -> Option<Entity> {
    let name = root.entry("name")?;
    let properties = root.get("properties")?;
    let rules = root.entry("rls").map(|rls| {
        let rule = |operation: &'static str| match rls.node.entry(operation) {
            Some(entry) => Rule { operation, at: entry.key_range.in_file(file), is_open: is_open(&entry.node) },
            None => Rule { operation, at: rls.key_range.in_file(file), is_open: true },
        };
        OPERATIONS.into_iter().map(rule).collect()
    });
    Some(Entity {
        name: name.node.str()?.to_owned(),
        at: name.node.range.in_file(file),
        properties: properties.entries().iter().map(|e| e.key.clone()).collect(),
        rules,
    })
}

/// `true` and `{}` let everybody pass; a list of alternatives when one of them does.
fn is_open(rule: &Node) -> bool {
    match &rule.value {
        Value::Bool(b) => *b,
        Value::Map(entries) if entries.is_empty() => true,
        Value::Map(entries) => entries.iter().any(|e| e.key == "$or" && e.node.elements().iter().any(is_open)),
        _ => false,
    }
}
