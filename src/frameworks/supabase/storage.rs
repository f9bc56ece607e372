//! File buckets in code: `client.storage.from("name")`, `client.storage.createBucket("name")`.

use crate::{
    facts::code::{Code, ExprKind},
    model::{BucketUse, values::Values},
    source::span::FileId,
};

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
