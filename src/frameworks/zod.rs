//! What schemas of Zod let through: the keys of an object, and what each may be. Schemas that are made of Drizzle's tables
//! (`drizzle-zod`) let through the table's columns.

use super::{
    drizzle,
    objects::{Entry, entries},
};
use crate::{
    facts::code::{Code, ExprId, ExprKind, List},
    model::values::{Symbol, Values},
    source::span::FileId,
};

/// How many schemas deep one is made of another.
const DEPTH: u32 = 6;

/// What a schema lets through of an object.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Shape {
    /// The keys that it knows.
    pub(crate) fields: Vec<Field>,
    /// Whether other keys pass as well: `.passthrough()`.
    pub(crate) is_open: bool,
}

/// A key of an object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Field {
    /// Its name.
    pub(crate) name: String,
    /// The schema of what it holds; none where it is a column of a table.
    pub(crate) schema: Option<(FileId, ExprId)>,
    /// Whether it may be left out, whatever its own schema says: `.partial()`.
    pub(crate) is_optional: bool,
}

/// What a value of a schema may be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Allowed {
    /// Any text, number or whatever.
    Anything,
    /// One of these texts.
    OneOf(Vec<String>),
}

impl Shape {
    /// The key of this name.
    pub(crate) fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.name == name)
    }
}

/// The shape of the objects that a schema lets through; none where it cannot be read.
pub(crate) fn shape(values: &Values<'_>, file: FileId, schema: ExprId) -> Option<Shape> {
    read(values, file, schema, DEPTH)
}

/// What a field may hold; none where its schema cannot be read.
pub(crate) fn allowed(values: &Values<'_>, field: &Field) -> Option<Allowed> {
    let Some((file, schema)) = field.schema else { return Some(Allowed::Anything) };
    let symbols = values.symbols(file, schema);
    let symbol = symbols.into_iter().find(|symbol| is_zod(symbol))?;
    let code = values.code(symbol.made_by?.0)?;
    let chain = code.chain(symbol.made_by?.1);
    let kind = chain.links.iter().find(|link| link.args.is_some())?;
    let texts = |list: List| -> Option<Vec<String>> {
        let first = code.expr_list(list).next()?;
        let ExprKind::Array { elements } = code.expr(code.initial(first).unwrap_or(first)) else { return None };
        code.expr_list(elements).map(|e| code.string(e).map(str::to_owned)).collect()
    };
    match code.str(kind.name?) {
        "enum" => texts(kind.args?).map(Allowed::OneOf),
        "literal" => code.string(code.arg(kind.args?, 0)?).map(|text| Allowed::OneOf(vec![text.to_owned()])),
        "string" | "number" | "boolean" | "any" | "unknown" | "coerce" => Some(Allowed::Anything),
        _ => None,
    }
}

fn is_zod(symbol: &Symbol) -> bool {
    matches!(symbol.package(), Some("zod" | "drizzle-zod")) && symbol.path.ends_with("()")
}

fn read(values: &Values<'_>, file: FileId, schema: ExprId, depth: u32) -> Option<Shape> {
    let depth = depth.checked_sub(1)?;
    let symbols = values.symbols(file, schema);
    let (at, call) = symbols.into_iter().find(|symbol| is_zod(symbol))?.made_by?;
    let code = values.code(at)?;
    let ExprKind::Call { callee, args } = code.expr(call) else { return None };
    let link = code.last_name(callee)?;
    match link {
        "object" | "strictObject" | "looseObject" => {
            let fields = fields(values, at, code.arg(args, 0)?)?;
            return Some(Shape { fields, is_open: link == "looseObject" });
        }
        "createInsertSchema" | "createUpdateSchema" | "createSelectSchema" => {
            return of_table(values, at, code, args);
        }
        _ => {}
    }
    let ExprKind::Member { object, .. } = code.expr(callee) else { return None };
    let mut shape = read(values, at, object, depth)?;
    let named = || code.arg(args, 0).and_then(|keys| fields(values, at, keys));
    match link {
        "strict" | "strip" | "refine" | "superRefine" | "describe" | "readonly" | "meta" | "brand" => {}
        "passthrough" | "loose" | "catchall" => shape.is_open = true,
        "partial" => shape.fields.iter_mut().for_each(|field| field.is_optional = true),
        "omit" => {
            let gone = named()?;
            shape.fields.retain(|field| gone.iter().all(|other| other.name != field.name));
        }
        "pick" => {
            let kept = named()?;
            shape.fields.retain(|field| kept.iter().any(|other| other.name == field.name));
        }
        "extend" | "safeExtend" => shape = shape.with(Shape { fields: named()?, is_open: false }),
        "merge" | "and" => shape = shape.with(read(values, at, code.arg(args, 0)?, depth)?),
        _ => return None,
    }
    Some(shape)
}

impl Shape {
    /// This and another, whose keys win.
    fn with(mut self, other: Self) -> Self {
        self.fields.retain(|field| other.field(&field.name).is_none());
        self.fields.extend(other.fields);
        Self { fields: self.fields, is_open: self.is_open || other.is_open }
    }
}

/// The keys of `{ rider: z.string(), … }`; none where more may be in it than is written.
fn fields(values: &Values<'_>, file: FileId, object: ExprId) -> Option<Vec<Field>> {
    let entries = entries(values, file, object);
    let field = |entry: Entry| Field { name: entry.key, schema: Some((entry.file, entry.value)), is_optional: false };
    (!entries.has_unread).then(|| entries.list.into_iter().map(field).collect())
}

/// The columns of a table, with what stands in place of some of them: `createInsertSchema(users, { email: z.email() })`.
fn of_table(values: &Values<'_>, file: FileId, code: &Code, args: List) -> Option<Shape> {
    let columns = drizzle::columns(values, file, code.arg(args, 0)?)?;
    let fields_of = columns.into_iter().map(|name| Field { name, schema: None, is_optional: false }).collect();
    let table = Shape { fields: fields_of, is_open: false };
    let refined = code.arg(args, 1).and_then(|refined| fields(values, file, refined)).unwrap_or_default();
    Some(table.with(Shape { fields: refined, is_open: false }))
}
