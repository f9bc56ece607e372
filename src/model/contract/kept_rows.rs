//! Rows that an entry point asks for by what it is sent, and that strangers can neither see nor add: whoever names none of
//! them gets no further.

use super::behind::{Refusal, without_row};
use crate::{
    facts::code::ExprId,
    model::{
        Project,
        access::{Caller, Verdict},
        queries::{Bound, Condition, Op, Query},
        routes::Route,
        schema::Command,
    },
    source::span::{FileId, Span},
};

impl Project {
    /// The row that stands on each way of an entry point to a place: only who may see or add such rows gets there.
    #[must_use]
    pub fn kept_row_before(&self, route: &Route, file: FileId, expr: ExprId) -> Option<Span> {
        let mut files: Vec<FileId> = route.functions.iter().map(|&(file, _)| file).collect();
        files.sort_unstable();
        files.dedup();
        let queries = files.into_iter().flat_map(|file| self.queries_in(file));
        let needed: Vec<Refusal> = queries.filter_map(|query| self.needed_row(route, query)).collect();
        self.stopped_on_way(&needed, route, (file, expr))
    }

    fn needed_row(&self, route: &Route, query: &Query) -> Option<Refusal> {
        let code = self.file(query.at.file).code.as_ref()?;
        let file = query.at.file;
        let is_sent =
            |value: ExprId| self.is_sent_or_path(file, value) || !self.sent_arguments(route, file, value).is_empty();
        let is_asked_for = query.op == Op::Select
            && query.bound == Bound::One
            && query.conditions.iter().flat_map(Condition::comparisons).any(|c| {
                let names_row = c.column.as_deref().is_some_and(|column| column == "id" || column.ends_with("_id"));
                c.op == "eq" && names_row && c.value.is_some_and(is_sent)
            });
        (is_asked_for && self.is_kept_from_strangers(query)).then(|| without_row(code, query))?
    }

    /// Whether visitors can neither read nor add rows of the table that a call names, and its keys cannot be counted up.
    fn is_kept_from_strangers(&self, query: &Query) -> bool {
        let Some((_, name, table)) = self.table_of(query) else { return false };
        let is_closed = |command| {
            let cell = self.cell(&name, Caller::Anonymous, command);
            cell.is_some_and(|cell| !matches!(cell.effective, Verdict::Open | Verdict::Unknown))
        };
        let is_random = table.column("id").is_some_and(|id| id.ty.name.name == "uuid");
        is_random && is_closed(Command::Select) && is_closed(Command::Insert)
    }
}
