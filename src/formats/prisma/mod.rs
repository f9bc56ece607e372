//! `schema.prisma`: models, enums and the database they are for, as they are written.

mod attributes;

use self::attributes::{argument, attributes_of, names, parts};
use crate::source::span::Range;

/// A schema, or one file of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Schema {
    /// `provider` of the `datasource`.
    pub provider: Option<String>,
    /// `relationMode = "prisma"`: relations are kept by the client, the database has no foreign keys.
    pub keeps_relations_itself: bool,
    /// `model` blocks.
    pub models: Vec<Model>,
    /// `enum` blocks.
    pub enums: Vec<Enum>,
}

/// `model Name { … }`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Model {
    /// Its name in the code.
    pub name: String,
    /// `@@map("table")`, else its name.
    pub table: String,
    /// `@@schema("name")`.
    pub schema: Option<String>,
    /// Its fields, those that stand for relations too.
    pub fields: Vec<Field>,
    /// `@@id`, `@@unique`, `@@index`.
    pub keys: Vec<Key>,
    /// The line that begins it.
    pub at: Range,
}

/// `name Type? @attributes`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Field {
    /// Its name in the code.
    pub name: String,
    /// `@map("column")`, else its name.
    pub column: String,
    /// The type's name: `String`, an enum, another model.
    pub ty: String,
    /// `Type[]`.
    pub is_list: bool,
    /// `Type?`.
    pub is_optional: bool,
    /// `@id`.
    pub is_id: bool,
    /// `@unique`.
    pub is_unique: bool,
    /// What stands in `@default(…)`.
    pub default: Option<String>,
    /// `@updatedAt`.
    pub is_updated_at: bool,
    /// `VarChar(80)` of `@db.VarChar(80)`.
    pub native: Option<String>,
    /// `@relation(…)`, on the side that holds the key.
    pub relation: Option<Relation>,
    /// Its bytes.
    pub at: Range,
}

/// `@relation(fields: […], references: […], onDelete: …)`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Relation {
    /// The fields of this model.
    pub fields: Vec<String>,
    /// The fields of the other.
    pub references: Vec<String>,
    /// `Cascade`, `SetNull`, …, where it is written.
    pub on_delete: Option<String>,
}

/// `@@id([a, b])` and its relatives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// Which of them.
    pub kind: KeyKind,
    /// The fields, in order.
    pub fields: Vec<KeyField>,
    /// The name by which the code asks for it: `name:`, else the fields joined by `_`.
    pub name: String,
    /// `type: Gin`.
    pub method: Option<String>,
    /// Its bytes.
    pub at: Range,
}

/// A field of a key, and its direction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyField {
    /// The field.
    pub name: String,
    /// `sort: Desc`.
    pub descending: bool,
}

/// The kinds of key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names are the attributes")]
pub enum KeyKind {
    Id,
    Unique,
    Index,
}

/// `enum Name { A B }`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Enum {
    /// Its name in the schema.
    pub name: String,
    /// `@@map("name")`, else its name.
    pub mapped: String,
    /// The values as the database holds them.
    pub values: Vec<String>,
    /// The line that begins it.
    pub at: Range,
}

/// Reads a schema. What it does not know it passes over.
#[must_use]
pub fn parse(text: &str) -> Schema {
    let mut schema = Schema::default();
    let mut lines = Lines { text, at: 0 };
    while let Some((line, at)) = lines.next_line() {
        let mut words = line.trim_end_matches('{').split_whitespace();
        let (Some(kind), Some(name)) = (words.next(), words.next()) else { continue };
        if !line.ends_with('{') {
            continue;
        }
        match kind {
            "model" => schema.models.push(model(name, at, &mut lines)),
            "enum" => schema.enums.push(enumeration(name, at, &mut lines)),
            "datasource" => {
                let settings = block(&mut lines);
                let find = |name: &str| settings.iter().find_map(|(line, _)| setting(line, name));
                schema.provider = schema.provider.or(find("provider"));
                schema.keeps_relations_itself |= find("relationMode").as_deref() == Some("prisma");
            }
            _ => drop(block(&mut lines)),
        }
    }
    schema
}

impl Schema {
    /// The model of this name.
    #[must_use]
    pub fn model(&self, name: &str) -> Option<&Model> {
        self.models.iter().find(|m| m.name == name)
    }
}

impl Model {
    /// The field of this name.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|f| f.name == name)
    }
}

/// Logical lines: comments cut off, and a line goes on while a bracket is open.
struct Lines<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Lines<'t> {
    fn next_line(&mut self) -> Option<(&'t str, Range)> {
        loop {
            let rest = self.text.get(self.at..).filter(|r| !r.is_empty())?;
            let (code, length) = logical_line(rest);
            let start = self.at + (code.len() - code.trim_start().len());
            self.at += length;
            let line = code.trim();
            if !line.is_empty() {
                let place = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
                return Some((line, Range { start: place(start), end: place(start + line.len()) }));
            }
        }
    }
}

/// The code of the first line of `text` without its comment, and how many bytes the line takes.
fn logical_line(text: &str) -> (&str, usize) {
    let mut depth = 0i32;
    let mut quoted = false;
    let mut bytes = text.bytes().enumerate().peekable();
    while let Some((at, byte)) = bytes.next() {
        match byte {
            b'"' if at == 0 || text.as_bytes().get(at - 1) != Some(&b'\\') => quoted = !quoted,
            b'(' | b'[' if !quoted => depth += 1,
            b')' | b']' if !quoted => depth -= 1,
            b'/' if !quoted && matches!(bytes.peek(), Some((_, b'/'))) => {
                let end = text.get(at..).and_then(|t| t.find('\n')).map_or(text.len(), |n| at + n + 1);
                return (text.get(..at).unwrap_or_default(), end);
            }
            b'\n' if depth <= 0 || quoted => return (text.get(..at).unwrap_or_default(), at + 1),
            _ => {}
        }
    }
    (text, text.len())
}

/// The lines of a block up to its closing brace.
fn block<'t>(lines: &mut Lines<'t>) -> Vec<(&'t str, Range)> {
    let mut body = Vec::new();
    while let Some((line, at)) = lines.next_line() {
        if line == "}" {
            break;
        }
        body.push((line, at));
    }
    body
}

/// `"postgresql"` of `provider = "postgresql"`.
fn setting(line: &str, name: &str) -> Option<String> {
    let (key, value) = line.split_once('=')?;
    (key.trim() == name).then(|| unquoted(value.trim()))
}

fn unquoted(text: &str) -> String {
    text.trim().trim_matches('"').to_owned()
}

fn model(name: &str, at: Range, lines: &mut Lines<'_>) -> Model {
    let mut model =
        Model { name: name.to_owned(), table: name.to_owned(), schema: None, fields: Vec::new(), keys: Vec::new(), at };
    for (line, at) in block(lines) {
        let Some(attribute) = line.strip_prefix("@@") else {
            model.fields.extend(field(line, at));
            continue;
        };
        let (name, arguments) = attribute.split_once('(').unwrap_or((attribute, ""));
        let arguments = arguments.trim_end().trim_end_matches(')');
        match name.trim() {
            "map" => model.table = unquoted(&argument(arguments, "name").unwrap_or_default()),
            "schema" => model.schema = argument(arguments, "name").map(|n| unquoted(&n)),
            "id" => model.keys.extend(key(KeyKind::Id, arguments, at)),
            "unique" => model.keys.extend(key(KeyKind::Unique, arguments, at)),
            "index" => model.keys.extend(key(KeyKind::Index, arguments, at)),
            _ => {}
        }
    }
    model
}

fn field(line: &str, at: Range) -> Option<Field> {
    let (name, rest) = line.split_once(char::is_whitespace)?;
    let rest = rest.trim_start();
    let end = rest.find([' ', '\t', '@']).unwrap_or(rest.len());
    let (written, attributes) = rest.split_at_checked(end)?;
    let mut field = Field {
        name: name.to_owned(),
        column: name.to_owned(),
        ty: written.trim_end_matches(['?', '[', ']', '!']).to_owned(),
        is_list: written.contains("[]"),
        is_optional: written.ends_with('?'),
        at,
        ..Field::default()
    };
    for (name, arguments) in attributes_of(attributes) {
        match name {
            "id" => field.is_id = true,
            "unique" => field.is_unique = true,
            "updatedAt" => field.is_updated_at = true,
            "default" => field.default = Some(arguments.trim().to_owned()),
            "map" => field.column = unquoted(&argument(arguments, "name").unwrap_or_default()),
            "relation" => field.relation = relation(arguments),
            _ => {
                if let Some(native) = name.strip_prefix("db.") {
                    let size = if arguments.is_empty() { String::new() } else { format!("({arguments})") };
                    field.native = Some(format!("{native}{size}"));
                }
            }
        }
    }
    Some(field)
}

fn relation(arguments: &str) -> Option<Relation> {
    let named = |name: &str| {
        parts(arguments).into_iter().find_map(|p| Some(p.strip_prefix(name)?.trim_start().strip_prefix(':')?.trim()))
    };
    Some(Relation {
        fields: names(named("fields")?),
        references: names(named("references")?),
        on_delete: named("onDelete").map(str::to_owned),
    })
}

fn key(kind: KeyKind, arguments: &str, at: Range) -> Option<Key> {
    let fields: Vec<KeyField> = names(&argument(arguments, "fields")?)
        .into_iter()
        .map(|written| KeyField {
            name: written.split('(').next().unwrap_or_default().trim().to_owned(),
            descending: written.contains("Desc"),
        })
        .collect();
    let named = |name: &str| {
        parts(arguments).into_iter().find_map(|p| Some(unquoted(p.strip_prefix(name)?.trim_start().strip_prefix(':')?)))
    };
    let joined = || fields.iter().map(|f| f.name.as_str()).collect::<Vec<_>>().join("_");
    Some(Key { kind, name: named("name").unwrap_or_else(joined), method: named("type"), fields, at })
}

fn enumeration(name: &str, at: Range, lines: &mut Lines<'_>) -> Enum {
    let mut found = Enum { name: name.to_owned(), mapped: name.to_owned(), values: Vec::new(), at };
    for (line, _) in block(lines) {
        let mapped = attributes_of(line).into_iter().find(|(name, _)| *name == "map").map(|(_, a)| unquoted(a));
        if line.starts_with("@@") {
            found.mapped = mapped.unwrap_or(found.mapped);
        } else {
            let value = line.split_whitespace().next().unwrap_or_default();
            found.values.push(mapped.unwrap_or_else(|| value.to_owned()));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{KeyKind, parse};

    #[test]
    fn a_model_with_all_that_models_have() {
        let schema = parse(
            r#"
datasource db {
  provider = "postgresql" // the live one
  url      = env("DATABASE_URL")
}
/// A person.
model User {
  id      String  @id @default(uuid()) @map("user_id") @db.Uuid
  email   String  @unique @db.VarChar(320)
  nick    String? // may be left out
  tags    String[]
  posts   Post[]
  @@map("users")
}
model Post {
  id       Int  @id @default(autoincrement())
  authorId String
  author   User @relation(fields: [authorId],
                          references: [id], onDelete: Cascade)
  @@unique([authorId, id(sort: Desc)], name: "mine")
  @@index([authorId])
}
enum Role { 
  ADMIN
  USER @map("user")
  @@map("role")
}
"#,
        );
        assert_eq!(schema.provider.as_deref(), Some("postgresql"));
        let user = schema.model("User").unwrap();
        assert_eq!((user.table.as_str(), user.fields.len()), ("users", 5));
        let id = user.field("id").unwrap();
        assert_eq!((id.column.as_str(), id.native.as_deref(), id.is_id), ("user_id", Some("Uuid"), true));
        assert_eq!(user.field("email").unwrap().native.as_deref(), Some("VarChar(320)"));
        assert!(user.field("nick").unwrap().is_optional && user.field("tags").unwrap().is_list);
        let post = schema.model("Post").unwrap();
        let relation = post.field("author").unwrap().relation.as_ref().unwrap();
        assert_eq!((relation.fields.join(","), relation.on_delete.as_deref()), ("authorId".into(), Some("Cascade")));
        assert_eq!((post.keys[0].kind, post.keys[0].name.as_str()), (KeyKind::Unique, "mine"));
        assert!(post.keys[0].fields[1].descending && post.keys[0].fields[1].name == "id");
        assert_eq!(schema.enums[0].values, ["ADMIN", "user"]);
        assert_eq!(schema.enums[0].mapped, "role");
    }

    #[test]
    fn what_is_no_schema_gives_nothing() {
        for text in ["", "model", "model {", "model A {", "model A {\n b @relation(fields: [", "@@map(", "\"", "é // é"]
        {
            assert!(parse(text).models.len() <= 1, "{text}");
        }
    }
}
