//! Where servers put files: buckets of Supabase, R2, S3, Vercel Blob.

use super::stores;
use crate::{
    facts::code::{Code, ExprId, ExprKind, Node},
    model::{Project, values::Values},
    source::span::FileId,
};

/// A file that is put somewhere.
pub(crate) struct Upload {
    /// What is put there.
    pub(crate) content: ExprId,
    /// Where it is put.
    pub(crate) bucket: Bucket,
}

/// Where files are put.
pub(crate) enum Bucket {
    /// In a bucket of the project's own database, by its name where that is known.
    Own(Option<String>),
    /// Elsewhere: no file of the project says what may be put there.
    Elsewhere,
}

/// What a call puts where, if it stores a file.
pub(crate) fn upload(values: &Values<'_>, file: FileId, code: &Code, call: ExprId) -> Option<Upload> {
    in_supabase(values, file, code, call).or_else(|| {
        let content = in_r2(code, call).or_else(|| by_package(values, file, code, call))?;
        Some(Upload { content, bucket: Bucket::Elsewhere })
    })
}

/// `storage.from(bucket).upload(path, content)`.
fn in_supabase(values: &Values<'_>, file: FileId, code: &Code, call: ExprId) -> Option<Upload> {
    let ExprKind::Call { callee, args } = code.expr(call) else { return None };
    let ExprKind::Member { object, property, .. } = code.expr(callee) else { return None };
    let ExprKind::Call { callee: from, args: bucket } = code.expr(object) else { return None };
    let ExprKind::Member { object: storage, .. } = code.expr(from) else { return None };
    let is_storage = matches!(code.expr(storage), ExprKind::Member { property, .. } if code.str(property) == "storage");
    if code.str(property) != "upload" || !is_storage {
        return None;
    }
    let name = code.arg(bucket, 0).and_then(|b| values.exact_text(file, b));
    Some(Upload { content: code.arg(args, 1)?, bucket: Bucket::Own(name) })
}

/// `env.PHOTOS.put(key, content, { httpMetadata })`. Stores of values have the same method; what they are given is told
/// apart by its options, or by being the stream or the bytes of a file.
fn in_r2(code: &Code, call: ExprId) -> Option<ExprId> {
    let ExprKind::Call { callee, args } = code.expr(call) else { return None };
    let ExprKind::Member { object, property, .. } = code.expr(callee) else { return None };
    if code.str(property) != "put" || !stores::is_binding(code, object) {
        return None;
    }
    let content = code.arg(args, 1)?;
    let is_file = code.arg(args, 2).is_some_and(|options| {
        ["httpMetadata", "customMetadata"].iter().any(|name| code.property(options, name).is_some())
    });
    (is_file || is_bytes(code, content)).then_some(content)
}

/// `file.stream()`, `await file.arrayBuffer()`.
fn is_bytes(code: &Code, content: ExprId) -> bool {
    code.within_node(Node::Expr(content)).any(|node| match node {
        Node::Expr(e) => match code.expr(e) {
            ExprKind::Call { callee, .. } => matches!(code.last_name(callee), Some("stream" | "arrayBuffer" | "bytes")),
            _ => false,
        },
        _ => false,
    })
}

/// `new PutObjectCommand({ Body })`, `new Upload({ params: { Body } })` of S3's library, `put(path, content)` of Vercel Blob.
fn by_package(values: &Values<'_>, file: FileId, code: &Code, call: ExprId) -> Option<ExprId> {
    let (ExprKind::Call { callee, args } | ExprKind::New { callee, args }) = code.expr(call) else { return None };
    values.symbols(file, callee).into_iter().find_map(|symbol| match (symbol.package()?, symbol.last()) {
        ("@aws-sdk/client-s3", "PutObjectCommand") => code.property(code.arg(args, 0)?, "Body"),
        ("@aws-sdk/lib-storage", "Upload") => code.property(code.property(code.arg(args, 0)?, "params")?, "Body"),
        ("@vercel/blob", "put") => code.arg(args, 1),
        _ => None,
    })
}

/// Whether what takes requests apart is told anywhere how large files may be or of which kind: `multer({ limits })`,
/// `bodyLimit({ maxSize })`.
pub(crate) fn limits_files(project: &Project) -> bool {
    let values = project.values();
    project.code_files().filter(|(_, f, _)| f.role.is_production()).any(|(file, _, code)| {
        let takes_files = |callee: ExprId| {
            let symbols = values.symbols(file, callee);
            symbols.iter().filter_map(|s| s.package()).any(is_reader)
        };
        let is_limited = |options: ExprId| {
            ["limits", "fileFilter", "maxFileSize", "maxSize", "fileSizeLimit"]
                .iter()
                .any(|name| code.property(options, name).is_some())
        };
        // An object among the arguments is looked for first: most calls have none.
        code.expr_ids().any(|call| match code.expr(call) {
            ExprKind::Call { callee, args } => code.expr_list(args).any(is_limited) && takes_files(callee),
            _ => false,
        })
    })
}

fn is_reader(package: &str) -> bool {
    matches!(
        package,
        "multer" | "formidable" | "busboy" | "express-fileupload" | "@fastify/multipart" | "hono/body-limit" | "hono"
    )
}
