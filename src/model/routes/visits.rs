//! Writes that only count who came by: `update({ clicks: row.clicks + 1 })`, a row more in `link_clicks`. They belong to
//! looking at a page, as a line in the log of a server does, and whoever may look sets them off.

use crate::{
    facts::code::{Code, ExprId, ExprKind},
    model::{
        Project,
        queries::{Columns, Op, Query},
    },
    source::span::FileId,
};

impl Project {
    /// Whether a write only counts that somebody came by, and nothing in it is the caller's choice but what he looked at.
    #[must_use]
    pub fn counts_visit(&self, query: &Query) -> bool {
        let Some(code) = self.file(query.at.file).code.as_ref() else { return false };
        let Columns::Named(columns) = &query.columns else { return false };
        if query.tables.iter().any(|table| is_paid_for(table)) {
            return false;
        }
        let file = query.at.file;
        let is_open = |(column, value): &(String, ExprId)| names_what(column) || !self.is_chosen_freely(file, *value);
        let are_calm = || !query.has_unread && query.assigned.iter().all(is_open);
        match query.op {
            Op::Insert => {
                let visits = &self.vocab.tables.visits;
                !query.tables.is_empty() && query.tables.iter().all(|t| visits.has(t)) && are_calm()
            }
            Op::Update => {
                let counts = |column: &String| self.vocab.columns.visits.has(column);
                let is_mark = |column: &String| counts(column) || column.ends_with("_at") || column.ends_with("At");
                let is_set = || query.constants.iter().any(|(column, _)| counts(column));
                let is_reckoned = |(column, value): &(String, ExprId)| !counts(column) || adds_up(code, *value);
                columns.iter().any(counts)
                    && columns.iter().all(is_mark)
                    && query.assigned.iter().all(is_reckoned)
                    && !is_set()
                    && are_calm()
            }
            _ => false,
        }
    }

    /// Whether a value is whatever the caller puts into the body or the query; headers are written by his browser, and the
    /// path says what he looks at.
    fn is_chosen_freely(&self, file: FileId, value: ExprId) -> bool {
        self.sent_within(file, value).is_some()
    }
}

/// Whether somebody is paid by what a table counts, or pays for it: `affiliate_clicks`, `ad_views`.
fn is_paid_for(table: &str) -> bool {
    crate::vocab::split(table).iter().any(|word| {
        matches!(
            word.as_str(),
            "affiliate"
                | "affiliates"
                | "referral"
                | "referrals"
                | "partner"
                | "partners"
                | "ad"
                | "ads"
                | "sponsor"
                | "sponsors"
                | "sponsored"
        )
    })
}

/// Whether a column says what was looked at, or by which way somebody came: `link_id`, `path`, `utm_source`.
fn names_what(column: &str) -> bool {
    crate::vocab::split(column).last().is_some_and(|word| {
        matches!(
            word.as_str(),
            "id" | "slug"
                | "path"
                | "page"
                | "url"
                | "code"
                | "referrer"
                | "referer"
                | "ref"
                | "source"
                | "campaign"
                | "medium"
        )
    })
}

/// Whether a value is one more than another: `row.clicks + 1`, `` sql`${links.clicks} + 1` ``, `{ increment: 1 }`.
fn adds_up(code: &Code, value: ExprId) -> bool {
    match code.expr(value) {
        ExprKind::Binary { .. } | ExprKind::Template { tag: Some(_), .. } | ExprKind::Call { .. } => true,
        ExprKind::Object { .. } => code.property(value, "increment").is_some(),
        ExprKind::Ident { .. } => code
            .initial(value)
            .is_some_and(|init| !matches!(code.expr(init), ExprKind::Ident { .. }) && adds_up(code, init)),
        _ => false,
    }
}
