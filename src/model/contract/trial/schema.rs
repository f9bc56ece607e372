//! The keys that a schema asks for: `z.object({ rider: z.string(), note: z.string().optional() })`.

use crate::{
    facts::code::{Code, ExprId, ExprKind, PropertyKey},
    model::values::{Symbol, Values},
    source::span::FileId,
};

/// The keys without which a schema refuses; none where it cannot be read.
pub(super) fn required(values: &Values<'_>, file: FileId, schema: ExprId) -> Vec<String> {
    let symbols = values.symbols(file, schema);
    let [symbol] = symbols.as_slice() else { return Vec::new() };
    let Some((at, object)) = object_of(values, symbol) else { return Vec::new() };
    let Some(code) = values.code(at) else { return Vec::new() };
    let ExprKind::Object { properties } = code.expr(object) else { return Vec::new() };
    let asked = code.property_list(properties).filter(|p| asks(values, at, p.value));
    let names = asked.filter_map(|p| match p.key {
        PropertyKey::Name(name) => Some(code.str(name).to_owned()),
        _ => None,
    });
    names.collect()
}

/// The object that `z.object({ … })` is given, behind links that ask for no less.
fn object_of(values: &Values<'_>, symbol: &Symbol) -> Option<(FileId, ExprId)> {
    if symbol.package() != Some("zod") || !symbol.path.ends_with("()") {
        return None;
    }
    let (file, mut call) = symbol.made_by?;
    let code: &Code = values.code(file)?;
    loop {
        let ExprKind::Call { callee, args } = code.expr(call) else { return None };
        let ExprKind::Member { object, property, .. } = code.expr(callee) else { return None };
        match code.str(property) {
            "object" | "strictObject" | "looseObject" => return Some((file, code.arg(args, 0)?)),
            "strict" | "passthrough" | "strip" | "refine" | "superRefine" | "describe" | "readonly" => call = object,
            _ => return None,
        }
    }
}

/// Whether a schema refuses `undefined`, as far as it is written in links that are known.
fn asks(values: &Values<'_>, file: FileId, schema: ExprId) -> bool {
    const TYPES: [&str; 17] = [
        "string",
        "number",
        "boolean",
        "array",
        "object",
        "enum",
        "nativeEnum",
        "literal",
        "uuid",
        "email",
        "url",
        "date",
        "record",
        "tuple",
        "int",
        "bigint",
        "guid",
    ];
    const LENIENT: [&str; 8] = ["optional", "nullish", "default", "catch", "or", "prefault", "exactOptional", "coerce"];
    let symbols = values.symbols(file, schema);
    !symbols.is_empty()
        && symbols.iter().all(|symbol| {
            let mut links =
                symbol.path.split('.').map(|link| link.trim_end_matches("()")).filter(|link| !link.is_empty());
            let first = links.next();
            let kind = if matches!(first, Some("z" | "default" | "zod")) { links.next() } else { first };
            symbol.package() == Some("zod")
                && symbol.path.ends_with("()")
                && kind.is_some_and(|kind| TYPES.contains(&kind))
                && !links.any(|link| LENIENT.contains(&link))
        })
}
