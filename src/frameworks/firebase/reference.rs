//! What a call of Firestore is about: `query(collection(db, "users", uid, "orders"), where("open", "==", true))` and
//! `db.collection("users").doc(uid).collection("orders").where(…)` are the same.

use crate::{
    facts::code::{Code, ExprId, ExprKind, List, StmtKind},
    frameworks::objects::variable,
    model::{
        queries::{Bound, Client, Comparison, Condition, Sort},
        values::{Root, Symbol, Value, Values},
    },
    source::span::FileId,
};

/// A collection, a document, or a query over a collection.
#[derive(Clone, Debug, Default)]
pub(super) struct Reference {
    /// Names of collections and ids of documents in turn; `None` for what is computed.
    path: Vec<Option<String>>,
    /// A part of the path that is one of several names written out, and these: `for (const kind of ["gulls", "terns"])`.
    choice: Option<(usize, Vec<String>)>,
    /// The id of the document, where it is one.
    id: Option<(FileId, ExprId)>,
    pub(super) conditions: Vec<Condition>,
    pub(super) sort: Vec<Sort>,
    pub(super) bound: Bound,
    pub(super) has_unread: bool,
    /// With whose rights.
    pub(super) client: Client,
}

/// References are made of references; deeper ones are not followed.
const DEPTH: u32 = 12;

impl Reference {
    /// The collection that the rows are in, the last one without those around it; several where it is one of a list, none
    /// where it is computed.
    pub(super) fn collections(&self) -> Vec<String> {
        let len = self.path.len();
        let from_end = if len.is_multiple_of(2) { 2 } else { 1 };
        let Some(at) = len.checked_sub(from_end) else { return Vec::new() };
        match (self.path.get(at), &self.choice) {
            (Some(Some(name)), _) => vec![name.clone()],
            (Some(None), Some((chosen, names))) if *chosen == at => names.clone(),
            _ => Vec::new(),
        }
    }

    /// Whether it is one document.
    pub(super) fn is_document(&self) -> bool {
        !self.path.is_empty() && self.path.len().is_multiple_of(2)
    }

    /// The condition on the document's id.
    pub(super) fn by_id(&self, values: &Values<'_>, site: FileId) -> Option<Condition> {
        let (file, id) = self.id?;
        let mut comparison = Comparison::of(values, file, Some("id".to_owned()), "eq", Some(id));
        comparison.value = comparison.value.filter(|_| file == site);
        Some(Condition::Compare(comparison))
    }
}

/// The reference that an expression is.
pub(super) fn reference(values: &Values<'_>, file: FileId, expr: ExprId) -> Option<Reference> {
    read(values, file, expr, DEPTH)
}

/// With whose rights a library's own object works; `None` for what is not Firestore's.
pub(super) fn rights(symbol: &Symbol) -> Option<Client> {
    match symbol.package()? {
        "firebase" | "@react-native-firebase/firestore" | "@angular/fire" => Some(Client::User),
        "firebase-admin" | "@google-cloud/firestore" | "firebase-functions" => Some(Client::Service),
        _ => None,
    }
}

/// What names the collection in a call that chooses one: `name` of `db.collection(name)` and of `collection(db, name)`.
pub(crate) fn collection_named(code: &Code, call: ExprId) -> Option<ExprId> {
    let ExprKind::Call { callee, args } = code.expr(call) else { return None };
    match code.expr(callee) {
        ExprKind::Member { property, .. } if code.str(property) == "collection" => code.arg(args, 0),
        ExprKind::Ident { name, .. } if code.str(name) == "collection" => code.arg(args, 1),
        _ => None,
    }
}

fn read(values: &Values<'_>, file: FileId, expr: ExprId, depth: u32) -> Option<Reference> {
    let depth = depth.checked_sub(1)?;
    if let Some((at, asked)) = asked_for_row(values, file, expr) {
        let found = read(values, at, asked, depth)?;
        let mut made =
            Reference { path: found.path, choice: found.choice, client: found.client, ..Reference::default() };
        made.path.push(None);
        return Some(made);
    }
    let code = values.code(file)?;
    let expr = remembered(code, expr);
    let symbols = values.symbols(file, expr);
    let (symbol, client) = symbols.iter().find_map(|s| Some((s, rights(s)?)))?;
    let (at, call) = symbol.made_by?;
    let code = values.code(at)?;
    let ExprKind::Call { callee, args } = code.expr(call) else { return None };
    let mut made = match code.expr(callee) {
        ExprKind::Member { object, property, .. } => {
            chained(values, at, code, (object, code.str(property), args), depth)?
        }
        _ => modular(values, at, code, symbol.last(), args, depth)?,
    };
    made.client = client;
    Some(made)
}

/// For `row.ref` of a row that a query gave, what that query asked: `(await getDocs(asked)).forEach((row) => …)`,
/// `for (const row of snapshot.docs)`.
pub(super) fn asked_for_row(values: &Values<'_>, file: FileId, expr: ExprId) -> Option<(FileId, ExprId)> {
    let code = values.code(file)?;
    let ExprKind::Member { object: row, property, .. } = code.expr(expr) else { return None };
    if code.str(property) != "ref" {
        return None;
    }
    values.symbols(file, row).into_iter().find_map(|symbol| match &symbol.root {
        &Root::Param(at, function, 0) if symbol.path.is_empty() => {
            let code = values.code(at)?;
            values.symbols(at, code.iterated_by(function)?).iter().find_map(|rows| asked_by(values, rows))
        }
        _ if symbol.path.ends_with(".docs[]") => asked_by(values, symbol),
        _ => None,
    })
}

/// What the query asked whose snapshot, or rows, a symbol is.
fn asked_by(values: &Values<'_>, rows: &Symbol) -> Option<(FileId, ExprId)> {
    rights(rows)?;
    let path = rows.path.trim_end_matches("[]").trim_end_matches(".docs");
    let (at, call) = rows.made_by.filter(|_| path.ends_with("getDocs()") || path.ends_with(".get()"))?;
    let code = values.code(at)?;
    let ExprKind::Call { callee, args } = code.expr(call) else { return None };
    match code.expr(callee) {
        ExprKind::Member { object, .. } if path.ends_with(".get()") => Some((at, object)),
        _ => Some((at, code.arg(args, 0)?)),
    }
}

/// `useMemo(() => query(…), [])` and hooks like it: what the callback gives.
fn remembered(code: &Code, expr: ExprId) -> ExprId {
    let init = match code.expr(expr) {
        ExprKind::Ident { binding: Some(binding), .. } => variable(code, binding).unwrap_or(expr),
        _ => expr,
    };
    let ExprKind::Call { callee, args } = code.expr(init) else { return expr };
    let is_hook = code.ident(callee).is_some_and(|name| name.starts_with("use"));
    let Some(ExprKind::Function(function)) = code.arg(args, 0).filter(|_| is_hook).map(|a| code.expr(a)) else {
        return expr;
    };
    let last = code.block(code.function(function).body).next_back();
    match last.map(|s| code.stmt(s).kind) {
        Some(StmtKind::Return(Some(value))) => match code.expr(value) {
            // `() => user ? query(…) : null`.
            ExprKind::Conditional { then, otherwise, .. } => {
                if matches!(code.expr(then), ExprKind::Null) {
                    otherwise
                } else {
                    then
                }
            }
            _ => value,
        },
        _ => expr,
    }
}

/// `collection(db, "a", id, "b")`, `doc(db, "a", id)`, `query(ref, where(…))`.
fn modular(values: &Values<'_>, file: FileId, code: &Code, name: &str, args: List, depth: u32) -> Option<Reference> {
    let base = code.arg(args, 0)?;
    let rest = || code.expr_list(args).skip(1);
    match name {
        "collection" | "doc" => {
            let mut made = read(values, file, base, depth).unwrap_or_default();
            for segment in rest() {
                step(&mut made, values, file, segment);
            }
            // `doc(collectionRef)` makes up an id.
            if name == "doc" && made.path.len() % 2 == 1 {
                made.path.push(None);
            }
            Some(made)
        }
        "collectionGroup" => {
            let group = code.arg(args, 1)?;
            Some(Reference { path: vec![values.exact_text(file, group)], ..Reference::default() })
        }
        "query" => {
            let mut made = read(values, file, base, depth)?;
            for constraint in rest() {
                match code.expr(constraint) {
                    ExprKind::Call { callee, args } => {
                        let path = code.path(callee).unwrap_or_default();
                        constrain(&mut made, values, file, code, (&path, args));
                    }
                    _ => made.has_unread = true,
                }
            }
            Some(made)
        }
        _ => None,
    }
}

/// `object.name(args)`.
fn chained(
    values: &Values<'_>,
    file: FileId,
    code: &Code,
    (object, name, args): (ExprId, &str, List),
    depth: u32,
) -> Option<Reference> {
    match name {
        "collection" | "doc" => {
            let mut made = read(values, file, object, depth).unwrap_or_default();
            match code.arg(args, 0) {
                Some(segment) => step(&mut made, values, file, segment),
                None => made.path.push(None),
            }
            Some(made)
        }
        "collectionGroup" => {
            let group = code.arg(args, 0)?;
            Some(Reference { path: vec![values.exact_text(file, group)], ..Reference::default() })
        }
        _ => {
            let mut made = read(values, file, object, depth)?;
            constrain(&mut made, values, file, code, (name, args));
            Some(made)
        }
    }
}

/// Goes into a collection or a document: one name, or several with slashes.
fn step(made: &mut Reference, values: &Values<'_>, file: FileId, segment: ExprId) {
    let names = values.exact_texts(file, segment);
    if names.len() > 1 && !names.iter().any(|name| name.contains('/')) {
        made.choice = Some((made.path.len(), names));
    }
    made.path.extend(segments(values, file, segment));
    made.id = made.is_document().then_some((file, segment));
}

/// The parts of a path, `None` for those that are computed: `users/${id}/notes` has three. A path that begins with a
/// computed part may have any number of them; it counts as one.
fn segments(values: &Values<'_>, file: FileId, path: ExprId) -> Vec<Option<String>> {
    let known = values.of(file, path);
    let [Value::Text(text)] = known else { return vec![None] };
    let text = text.with_holes(HOLE);
    if text.starts_with(HOLE) {
        return vec![None];
    }
    let parts = text.split('/').filter(|part| !part.is_empty());
    parts.map(|part| (!part.contains(HOLE)).then(|| part.to_owned())).collect()
}

/// Stands for what is computed in a text.
const HOLE: &str = "\u{1}";

/// `where("status", "==", "open")`, `orderBy("createdAt", "desc")`, `limit(20)`.
fn constrain(made: &mut Reference, values: &Values<'_>, file: FileId, code: &Code, (name, args): (&str, List)) {
    let arg = |i| code.arg(args, i);
    let text = |i| arg(i).and_then(|a| values.exact_text(file, a));
    match name {
        "where" => {
            let op = text(1).and_then(|op| operator(&op));
            match op {
                Some(op) => {
                    let column =
                        text(0).or_else(|| arg(0).filter(|a| is_document_id(code, *a)).map(|_| "id".to_owned()));
                    made.conditions.push(Condition::Compare(Comparison::of(values, file, column, op, arg(2))));
                }
                None => made.has_unread = true,
            }
        }
        "orderBy" => match text(0) {
            Some(column) => {
                let descending = text(1).as_deref() == Some("desc");
                made.sort.push(Sort { column, descending, nulls_first: None });
            }
            None => made.has_unread = true,
        },
        "limit" | "limitToLast" => {
            let number = arg(0).and_then(|n| values.literal(file, n)).and_then(|n| n.parse().ok());
            made.bound = Bound::Limit(number);
        }
        "count" => made.bound = Bound::CountOnly,
        "startAfter" | "startAt" | "endAt" | "endBefore" | "select" | "withConverter" | "offset" => {}
        _ => made.has_unread = true,
    }
}

/// `documentId()`, `FieldPath.documentId()`: the name of the document, as a column.
fn is_document_id(code: &Code, column: ExprId) -> bool {
    match code.expr(column) {
        ExprKind::Call { callee, .. } => {
            code.path(callee).is_some_and(|path| path == "documentId" || path.ends_with(".documentId"))
        }
        _ => false,
    }
}

fn operator(op: &str) -> Option<&'static str> {
    Some(match op {
        "==" => "eq",
        "!=" => "neq",
        ">" => "gt",
        ">=" => "gte",
        "<" => "lt",
        "<=" => "lte",
        "in" => "in",
        "not-in" => "not.in",
        "array-contains" | "array-contains-any" => "cs",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::segments;
    use crate::{
        facts::code::ExprKind,
        model::{
            File, FileKind, Language,
            configs::Configs,
            modules::Modules,
            values::{Known, Values},
        },
        source::span::FileId,
        syntax::parse_and_lower,
    };

    /// The parts of the first argument of the call in a piece of code.
    fn parts(source: &str) -> Vec<Option<String>> {
        let mut file = File::new("a.ts", FileKind::Code(Language::TypeScript));
        file.code = Some(parse_and_lower(source, Language::TypeScript).code);
        let files = [file];
        let modules = Modules::build(&files, &Configs::default());
        let known = Known::nothing(1);
        let values = Values::new(&files, &modules, &known);
        let code = files[0].code.as_ref().unwrap();
        let argument = code.expr_ids().find_map(|call| {
            let ExprKind::Call { args, .. } = code.expr(call) else { return None };
            code.arg(args, 0)
        });
        segments(&values, FileId(0), argument.unwrap())
    }

    #[test]
    fn paths_with_computed_parts() {
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(parts("go('boats/b1')"), [some("boats"), some("b1")]);
        assert_eq!(parts("function f(id) { go(`boats/${id}/notes`); }"), [some("boats"), None, some("notes")]);
        assert_eq!(parts("function f(base) { go(`${base}/notes/n1`); }"), [None]);
    }
}
