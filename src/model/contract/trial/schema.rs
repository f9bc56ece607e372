//! The keys that a schema asks for: `z.object({ rider: z.string(), note: z.string().optional() })`.

use crate::{facts::code::ExprId, frameworks::zod, model::values::Values, source::span::FileId};

/// The keys without which a schema refuses; none where it cannot be read.
pub(super) fn required(values: &Values<'_>, file: FileId, schema: ExprId) -> Vec<String> {
    let fields = zod::shape(values, file, schema).map_or_else(Vec::new, |shape| shape.fields);
    let asked = fields
        .into_iter()
        .filter(|field| !field.is_optional && field.schema.is_some_and(|(at, schema)| asks(values, at, schema)));
    asked.map(|field| field.name).collect()
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
