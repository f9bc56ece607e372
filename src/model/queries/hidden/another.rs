//! Rows of another person: the one whom the address of a page names, or whom a row is about that many may see.

use super::{Asked, OwnOnly, compared, owner_of};
use crate::{
    facts::code::{Code, ExprId, ExprKind, Node, Origin},
    frameworks::hooks::is_of_address,
    model::{
        Project,
        access::{Caller, Verdict},
        queries::{Client, Comparison, Condition, Embed, Query, Whose},
        schema::{Command, Name, Schema},
    },
    source::span::FileId,
};

impl Project {
    /// Whether a read asks for the rows of another person, where each sees only his own.
    pub(super) fn asks_another(&self, query: &Query, own: &OwnOnly<'_>) -> Option<Asked> {
        let [owner] = own.owners.as_slice() else { return None };
        let is_anothers = |c: &Comparison| {
            let file = query.at.file;
            c.column.as_deref() == Some(owner)
                && matches!(c.op.as_str(), "eq" | "in")
                && c.value.is_some_and(|value| match self.whose(file, owner, value) {
                    Whose::Callers => false,
                    Whose::Anothers => true,
                    Whose::Unknown => self.is_named_by_address(file, value) || self.is_of_shared_row(query, value),
                })
                && !self.is_optional(query, c)
        };
        let found = query.conditions.iter().any(|condition| match condition {
            Condition::Compare(c) => is_anothers(c),
            Condition::AnyOf(_) => false,
        });
        found.then(|| Asked::Another((*owner).to_owned()))
    }

    /// Whether rows are embedded that are of another person than the caller, as those are in which they are embedded.
    pub(super) fn embeds_another(
        &self,
        schema: &Schema,
        query: &Query,
        (outer, inner): (&Name, &Name),
        embed: &Embed,
        own: &OwnOnly<'_>,
    ) -> Option<Asked> {
        let [owner] = own.owners.as_slice() else { return None };
        let table = schema.table(outer)?;
        let keys = table.foreign_keys().filter(|(of, key)| {
            let is_meant = embed.hint.as_ref().is_none_or(|hint| of.name == *hint || of.columns == [hint.clone()]);
            is_meant && key.table == *inner
        });
        let mut columns = keys.filter(|(of, key)| of.columns.len() == 1 && key.columns == [*owner]);
        let column = columns.next().and_then(|(of, _)| of.columns.first())?;
        // Several keys, and nothing says which: the request fails, and that is said elsewhere.
        let is_shared = columns.next().is_none() && self.shows_others(query, column);
        is_shared.then(|| Asked::Embedded(format!("{}.{column}", outer.name)))
    }

    /// Whether a value is what the address of a page names: `useParams().sellerId`.
    fn is_named_by_address(&self, file: FileId, value: ExprId) -> bool {
        let symbols = self.values().symbols(file, value);
        !symbols.is_empty() && symbols.iter().all(|symbol| is_of_address(symbol))
    }

    /// Whether a value, or each of a list, is the person in a column of rows that are of others too.
    fn is_of_shared_row(&self, query: &Query, value: ExprId) -> bool {
        let file = query.at.file;
        let Some(code) = self.file(file).code.as_ref() else { return false };
        let of_row = |member: ExprId| {
            let ExprKind::Member { object, property, .. } = code.expr(member) else { return None };
            let rows = list_of(code, code.chain(object).base).unwrap_or(object);
            Some((self.query_behind(file, rows)?, code.str(property)))
        };
        let is_person = |read: &Query, column: &str| {
            self.vocab.columns.owner.has(column)
                || self.leads_to_person(read, column)
                || self.leads_to(read, column, query)
        };
        let is_shared = |member| {
            of_row(member).is_some_and(|(read, column)| is_person(read, column) && self.shows_others(read, column))
        };
        let listed = || {
            let list = code.initial(value).unwrap_or(value);
            code.descendants(Node::Expr(list)).any(|node| match node {
                Node::Expr(e) => is_each_of(code, e) && is_shared(e),
                _ => false,
            })
        };
        is_shared(value) || listed()
    }

    /// Whether a column of the rows that one read gives refers to the table of another.
    fn leads_to(&self, read: &Query, column: &str, other: &Query) -> bool {
        let Some((_, name, _)) = self.table_of(other) else { return false };
        self.table_of(read).is_some_and(|(_, _, table)| {
            table.foreign_keys().any(|(of, key)| of.columns == [column] && key.table == name)
        })
    }

    /// Whether a read gives rows with others than the caller in a column: by the policies of its table, and unless it asks
    /// for whom that column holds.
    pub(super) fn shows_others(&self, read: &Query, column: &str) -> bool {
        let Some((_, name, table)) = self.table_of(read).filter(|_| read.client == Client::User) else { return false };
        let Some(cell) = self.cell(&name, Caller::Account, Command::Select) else { return false };
        let mut ways = cell.policies.iter().flat_map(|reach| &reach.ways);
        let is_asked = compared(read, &["eq", "in"]).any(|(asked, _)| asked == column);
        // Rows that somebody gets by a role are of others to him alone.
        let shows = cell.verdict == Verdict::Open
            || cell.verdict == Verdict::Scoped
                && ways.any(|way| {
                    let is_tied = way.verdict == Verdict::Scoped && !way.needs_role;
                    is_tied && owner_of(way).is_none_or(|owner| owner != column)
                });
        shows && !is_asked && table.column(column).is_some() && read.conditions.iter().all(is_plain)
    }
}

fn is_plain(condition: &Condition) -> bool {
    matches!(condition, Condition::Compare(_))
}

/// `row.author_id` within `rows.map((row) => row.author_id)`.
fn is_each_of(code: &Code, member: ExprId) -> bool {
    matches!(code.expr(member), ExprKind::Member { .. }) && list_of(code, code.chain(member).base).is_some()
}

/// The list whose single elements a name stands for: `rows` in `rows.map((row) => …)` and in `for (const row of rows)`.
fn list_of(code: &Code, name: ExprId) -> Option<ExprId> {
    let ExprKind::Ident { binding: Some(binding), .. } = code.expr(name) else { return None };
    let Origin::Param { function, index: 0 } = code.binding(binding).origin else { return None };
    code.iterated_by(function)
}
