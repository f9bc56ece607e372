//! Where the code begins a transaction with a statement of its own, and through what.

use rayon::prelude::*;

pub use crate::frameworks::begins_transaction::Session;
use crate::{
    facts::code::FnId,
    frameworks::begins_transaction,
    model::{Project, Role},
    source::span::{FileId, Span},
};

/// A `BEGIN` that the code sends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Begin {
    /// The call.
    pub at: Span,
    /// The function it stands in.
    pub function: FnId,
    /// Whether what is sent next belongs to the transaction.
    pub session: Session,
}

impl Project {
    /// The `BEGIN` that a function sends before a place.
    #[must_use]
    pub fn begun_before(&self, function: FnId, at: Span) -> Option<&Begin> {
        self.begins.iter().find(|begin| begin.at.file == at.file && begin.function == function && begin.at < at)
    }
}

/// All of them in written code, by file and place.
pub(in crate::model) fn begins(project: &Project) -> Vec<Begin> {
    let values = project.values();
    let of_files = project.files.par_iter().enumerate().map(|(index, file)| {
        let file_id = FileId(u32::try_from(index).unwrap_or(u32::MAX));
        let written = file.code.as_ref().filter(|_| !matches!(file.role, Role::Vendored | Role::Generated));
        // Few files begin a transaction, and the others need not be read.
        let Some(code) = written.filter(|code| code.texts().any(begins_transaction::is_begin)) else {
            return Vec::new();
        };
        let found = code.expr_ids().filter_map(|expr| {
            let session = begins_transaction::begins(&values, file_id, code, expr)?;
            Some(Begin { at: code.range(expr).in_file(file_id), function: code.function_of(expr), session })
        });
        found.collect()
    });
    of_files.collect::<Vec<_>>().into_iter().flatten().collect()
}
