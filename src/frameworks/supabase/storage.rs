//! File buckets in code: `client.storage.from("name")`, `client.storage.createBucket("name")`.

use super::client::client_of;
use crate::{
    facts::code::{Code, ExprId, ExprKind, List},
    model::{BucketUse, queries::Client, values::Values},
    source::span::FileId,
};

/// What is done to the files of a bucket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FileDeed {
    /// A file is put in.
    Adds,
    /// Files are moved or written over.
    Changes,
    /// Files are taken out.
    Removes,
}

/// What a call does to files past the policies of their bucket, and the bucket where it is named:
/// `admin.storage.from("papers").upload(path, file)`.
pub(crate) fn change(
    values: &Values<'_>,
    file: FileId,
    code: &Code,
    call: ExprId,
) -> Option<(Option<String>, FileDeed)> {
    let call = file_call(code, call)?;
    let deed = match call.method {
        "upload" | "uploadToSignedUrl" => FileDeed::Adds,
        "update" | "move" | "copy" => FileDeed::Changes,
        "remove" => FileDeed::Removes,
        _ => return None,
    };
    let name = values.exact_text(file, call.bucket);
    (client_of(values, file, call.client) == Client::Service).then_some((name, deed))
}

/// A call on the files of one bucket: `client.storage.from("papers").upload(path, file)`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct FileCall<'c> {
    /// `client`.
    pub client: ExprId,
    /// `"papers"`.
    pub bucket: ExprId,
    /// `upload`.
    pub method: &'c str,
    /// `path, file`.
    pub args: List,
}

/// The calls on files of a file of code; most have none.
pub(crate) fn file_calls(code: &Code) -> impl Iterator<Item = (ExprId, FileCall<'_>)> {
    let may = code.texts().any(|text| text == "storage");
    code.expr_ids().filter(move |_| may).filter_map(|expr| Some((expr, file_call(code, expr)?)))
}

/// What a call does to the files of a bucket; the bucket may have been given a name of its own before.
fn file_call(code: &Code, call: ExprId) -> Option<FileCall<'_>> {
    let ExprKind::Call { callee, args } = code.expr(call) else { return None };
    let (object, method) = member(code, callee)?;
    let opened = code.initial(object).unwrap_or(object);
    let ExprKind::Call { callee: from, args: named } = code.expr(opened) else { return None };
    let (storage, "from") = member(code, from)? else { return None };
    let (client, "storage") = member(code, storage)? else { return None };
    Some(FileCall { client, bucket: code.arg(named, 0)?, method, args })
}

/// The buckets that a call of a file makes public, or may: `createBucket("covers", { public: true })`.
pub(crate) fn made_public(file: FileId, code: &Code, values: &Values<'_>) -> Vec<Option<String>> {
    let calls = code.expr_ids().filter_map(|expr| match code.expr(expr) {
        ExprKind::Call { callee, args } => Some((member(code, callee)?, args)),
        _ => None,
    });
    let opening = calls.filter(|((_, method), _)| matches!(*method, "createBucket" | "updateBucket"));
    let public = opening.filter_map(|(_, args)| {
        let is_public = match code.arg(args, 1) {
            Some(options) => match code.property(options, "public") {
                Some(public) => values.literal(file, public).is_none_or(|value| value != "false"),
                None => !matches!(code.expr(options), ExprKind::Object { .. }),
            },
            None => false,
        };
        is_public.then(|| code.arg(args, 0).and_then(|name| values.exact_text(file, name)))
    });
    public.collect()
}

fn member(code: &Code, expr: ExprId) -> Option<(ExprId, &str)> {
    match code.expr(expr) {
        ExprKind::Member { object, property, .. } => Some((object, code.str(property))),
        _ => None,
    }
}

/// The buckets that a file names.
pub(crate) fn buckets(file: FileId, code: &Code, values: &Values<'_>) -> Vec<BucketUse> {
    let mut found = Vec::new();
    for expr in &code.exprs {
        let ExprKind::Call { callee, args } = expr.kind else { continue };
        let ExprKind::Member { object, property, .. } = code.expr(callee) else { continue };
        let is_storage = match code.expr(object) {
            ExprKind::Member { property, .. } => code.str(property) == "storage",
            _ => false,
        };
        let creates = match code.str(property) {
            "from" => false,
            "createBucket" => true,
            _ => continue,
        };
        if let (true, Some(name)) = (is_storage, code.arg(args, 0)) {
            let names = values.exact_texts(file, name);
            found.extend(names.into_iter().map(|name| BucketUse { at: expr.range.in_file(file), name, creates }));
        }
    }
    found
}
