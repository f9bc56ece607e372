//! Entities of Base44: their schemas, and the rules that say who may do what with their rows.
//!
//! An operation without a rule is open to every user of the app, and to strangers where the app needs no login. What the
//! server makes of a row that the schema does not describe is known from its own, which `base44 dev` runs: it leaves out
//! fields that the schema does not have, fills in the defaults, and refuses a row without a field that is required. Of
//! accounts the fields are not held against a schema.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    facts::code::{Code, ExprKind},
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
    pub(crate) properties: Vec<Property>,
    /// The names of those that a new row must have, and that have no default.
    pub(crate) required: Vec<String>,
    /// Whether its schema says all of it: it stands there once, and takes no other fields.
    pub(crate) is_whole: bool,
    /// Its rules; none where it has no `rls` at all.
    pub(crate) rules: Option<Vec<Rule>>,
}

/// A property of an entity.
#[derive(Clone, Debug)]
pub(crate) struct Property {
    /// Its name.
    pub(crate) name: String,
    /// The words that it may be, where the schema lists them.
    pub(crate) words: Option<Vec<String>>,
    /// Whether rows have a value for it that nobody gives.
    pub(crate) has_default: bool,
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

/// The entities whose schemas are in the project, by name.
pub(crate) type Entities = BTreeMap<String, Entity>;

/// The entity of the accounts, which the platform keeps.
pub(crate) const ACCOUNTS: &str = "User";

const OPERATIONS: [&str; 4] = ["read", "create", "update", "delete"];

/// What each row has without a word in the schema.
const BUILT_IN: [&str; 11] = [
    "id",
    "created_date",
    "updated_date",
    "created_by",
    "created_by_id",
    "is_deleted",
    "deleted_date",
    "is_sample",
    "entity_name",
    "app_id",
    "environment",
];

/// Whether each row has a field of this name without a word in the schema.
pub(crate) fn is_built_in(field: &str) -> bool {
    BUILT_IN.contains(&field)
}

impl Entity {
    /// The property of this name.
    pub(crate) fn property(&self, name: &str) -> Option<&Property> {
        self.properties.iter().find(|property| property.name == name)
    }

    /// Whether its rows have a field.
    pub(crate) fn has(&self, field: &str) -> bool {
        is_built_in(field) || self.property(field).is_some()
    }
}

impl Project {
    /// Whether an entity, by the names of its properties, holds what not everybody should know of people, or a secret.
    #[must_use]
    pub(crate) fn holds_personal_properties(&self, entity: &str) -> bool {
        let columns = &self.vocab.columns;
        let is_private = |p: &Property| columns.personal.has(&p.name) || columns.secret.has(&p.name);
        self.entities.get(entity).is_some_and(|e| e.properties.iter().any(is_private))
    }
}

/// The entities whose schemas are in the project.
pub(crate) fn entities(project: &Project) -> Entities {
    let mut found = Entities::new();
    for (id, file) in project.all_files() {
        let is_entity = file.folder().rsplit('/').next() == Some("entities") && file.role.is_production();
        let Some(root) = project.configs.tree(id).filter(|_| is_entity) else { continue };
        let Some(entity) = entity(id, root) else { continue };
        let is_new = !found.contains_key(&entity.name);
        found.entry(entity.name.clone()).or_insert(entity).is_whole &= is_new;
    }
    found
}

/// The names of entities into which rows may come on a way that is no call of theirs by name: from an agent of the builder
/// that may write them, and from code that names entities by a value.
pub(crate) fn written_elsewhere(project: &Project) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (id, file) in project.all_files() {
        let is_agent = file.folder().rsplit('/').next() == Some("agents") && file.role.is_production();
        let Some(root) = project.configs.tree(id).filter(|_| is_agent) else { continue };
        let tools = root.get("tool_configs").into_iter().flat_map(Node::elements);
        let may_write = |tool: &&Node| {
            let mut operations = tool.get("allowed_operations").into_iter().flat_map(Node::elements);
            operations.any(|operation| matches!(operation.str(), Some("create" | "update")))
        };
        found.extend(tools.filter(may_write).filter_map(|tool| Some(tool.get("entity_name")?.str()?.to_owned())));
    }
    for (_, _, code) in project.code_files().filter(|(_, _, code)| names_by_value(code)) {
        found.extend(code.texts().map(str::to_owned));
    }
    found
}

/// `base44.entities[name]`, or a file of rows that is read in as a whole.
fn names_by_value(code: &Code) -> bool {
    code.exprs.iter().any(|expr| match expr.kind {
        ExprKind::Index { object, .. } => code.last_name(object) == Some("entities"),
        ExprKind::Member { property, .. } => code.str(property) == "importEntities",
        _ => false,
    })
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
    let properties: Vec<Property> = properties.entries().iter().map(|e| property(&e.key, &e.node)).collect();
    let has_default = |name: &str| properties.iter().any(|p| p.name == name && p.has_default);
    let required = root.get("required").into_iter().flat_map(Node::elements).filter_map(Node::str);
    let required = required.filter(|name| !has_default(name)).map(str::to_owned).collect();
    let others = root.get("additionalProperties").map(|node| &node.value);
    let is_whole = matches!(others, None | Some(Value::Bool(false)))
        && ["allOf", "anyOf", "oneOf", "$ref"].iter().all(|key| root.get(key).is_none());
    Some(Entity {
        name: name.node.str()?.to_owned(),
        at: name.node.range.in_file(file),
        properties,
        required,
        is_whole,
        rules,
    })
}

fn property(name: &str, schema: &Node) -> Property {
    let listed = schema.get("enum").map(Node::elements).unwrap_or_default();
    let words: Option<Vec<String>> = listed.iter().map(|node| node.str().map(str::to_owned)).collect();
    let is_text = schema.get("type").is_none_or(|of| of.str() == Some("string"));
    Property {
        name: name.to_owned(),
        words: words.filter(|words| is_text && !words.is_empty()),
        has_default: schema.get("default").is_some_and(|default| default.value != Value::Null),
    }
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
