//! File buckets in code: `client.storage.from("name")`, `client.storage.createBucket("name")`.

use super::client::client_of;
use crate::{
    facts::code::{Code, ExprId, ExprKind},
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
    let (bucket, method) = method_of(code, call)?;
    let deed = match method {
        "upload" | "uploadToSignedUrl" => FileDeed::Adds,
        "update" | "move" | "copy" => FileDeed::Changes,
        "remove" => FileDeed::Removes,
        _ => return None,
    };
    let ExprKind::Call { callee, args } = code.expr(bucket) else { return None };
    let (storage, "from") = member(code, callee)? else { return None };
    let (client, "storage") = member(code, storage)? else { return None };
    let name = code.arg(args, 0).and_then(|name| values.exact_text(file, name));
    (client_of(values, file, client) == Client::Service).then_some((name, deed))
}

fn method_of(code: &Code, call: ExprId) -> Option<(ExprId, &str)> {
    match code.expr(call) {
        ExprKind::Call { callee, .. } => member(code, callee),
        _ => None,
    }
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
