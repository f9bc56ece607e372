//! What a read is for: the rows of one person, a sum, everything when nothing was asked for.

use super::{Bound, Columns, Condition, Op, Query};
use crate::{
    facts::code::{Code, ExprId, ExprKind, Node, StmtKind},
    model::Project,
    source::span::FileId,
};

impl Project {
    /// Whether a value is the id of one person: `user.id`, whatever the column is called that is held against it.
    #[must_use]
    pub fn is_person_id(&self, file: FileId, value: ExprId) -> bool {
        let Some(code) = self.file(file).code.as_ref() else { return false };
        let path = code.path(value).unwrap_or_default();
        let mut from_end = path.rsplit('.');
        if !matches!(from_end.next(), Some("id" | "uid" | "sub")) {
            return false;
        }
        let is_person = |name: &str| {
            let words = crate::vocab::split(name);
            words.last().is_some_and(|word| matches!(word.as_str(), "user" | "me" | "profile" | "viewer"))
        };
        from_end.next().is_some_and(is_person) || self.is_of_session(file, value)
    }

    /// Whether a read of everything stands behind others of the same table that give back what somebody asked for:
    /// `if (team) return …; if (person) return …; return all;`. Who gets there gave no condition at all.
    #[must_use]
    pub fn is_last_resort(&self, query: &Query) -> bool {
        let Some(code) = self.file(query.at.file).code.as_ref() else { return false };
        let mut before = self.queries.iter().filter(|q| {
            q.at.file == query.at.file
                && q.function == query.function
                && q.tables == query.tables
                && q.at.range.end <= query.at.range.start
                && !q.conditions.is_empty()
        });
        is_given_back(code, query) && before.any(|q| is_given_back(code, q))
    }

    /// Whether the rows of a read are those that wait, and the same function takes each out of that state: `eq("sent",
    /// false)`, then `update({ sent: true })` for each. They do not grow, and what is cut off comes with the next turn.
    #[must_use]
    pub fn empties_itself(&self, query: &Query) -> bool {
        let waits = |column: &str| {
            let written = |q: &Query| matches!(&q.columns, Columns::Named(names) if names.iter().any(|n| n == column));
            self.queries_in(query.at.file).iter().any(|q| {
                q.op == Op::Update
                    && q.function == query.function
                    && q.tables == query.tables
                    && q.repeat.is_some()
                    && q.at.range.start > query.at.range.end
                    && written(q)
            })
        };
        query.conditions.iter().any(|condition| match condition {
            Condition::Compare(c) => {
                matches!(c.op.as_str(), "eq" | "is") && c.literal.is_some() && c.column.as_deref().is_some_and(waits)
            }
            Condition::AnyOf(_) => false,
        })
    }

    /// Whether a read asks for the one row of each thing on a page: `in("ship_id", ids)` of a page, and `is_cover`.
    #[must_use]
    pub fn is_one_for_each(&self, query: &Query) -> bool {
        let comparisons = || query.conditions.iter().flat_map(Condition::comparisons);
        let is_the_one =
            |column: &str| column.starts_with("is_") || column.starts_with("is") && column.contains("rimary");
        let one = comparisons().any(|c| {
            c.op == "eq" && c.literal.as_deref() == Some("true") && c.column.as_deref().is_some_and(is_the_one)
        });
        one && comparisons().filter(|c| c.op == "in").filter_map(|c| c.value).any(|ids| {
            let source = self.query_behind(query.at.file, ids);
            source.is_some_and(|source| source.bound != Bound::None)
        })
    }

    /// Whether a delete takes back what an insert of the same function has just made: nothing refers to that row yet.
    #[must_use]
    pub fn undoes_insert(&self, query: &Query) -> bool {
        let Some(code) = self.file(query.at.file).code.as_ref().filter(|_| query.op == Op::Delete) else {
            return false;
        };
        let is_made_here = |value: ExprId| {
            let ExprKind::Ident { binding: Some(row), .. } = code.expr(code.chain(value).base) else { return false };
            let inserts = self.queries_in(query.at.file).iter().filter(|q| q.op == Op::Insert);
            inserts
                .filter(|q| q.function == query.function && q.tables == query.tables)
                .any(|q| q.outcome.data.contains(&row))
        };
        query
            .conditions
            .iter()
            .flat_map(Condition::comparisons)
            .any(|c| c.op == "eq" && c.value.is_some_and(is_made_here))
    }

    /// Whether the rows of a read are added up in the code.
    #[must_use]
    pub fn is_summed(&self, query: &Query) -> bool {
        let Some(code) = self.file(query.at.file).code.as_ref() else { return false };
        let mut reads = query.outcome.data.iter().flat_map(|&binding| code.references(binding));
        reads.any(|&read| {
            code.ancestors(Node::Expr(read)).take_while(|n| matches!(n, Node::Expr(_))).any(|node| match node {
                Node::Expr(e) => {
                    matches!(code.expr(e), ExprKind::Member { property, .. } if code.str(property) == "reduce")
                }
                _ => false,
            })
        })
    }
}

/// Whether a query stands in a `return`.
fn is_given_back(code: &Code, query: &Query) -> bool {
    let mut around = code.ancestors(Node::Expr(query.expr));
    let statement = around.find_map(|node| match node {
        Node::Stmt(stmt) => Some(stmt),
        _ => None,
    });
    statement.is_some_and(|stmt| matches!(code.stmt(stmt).kind, StmtKind::Return(_)))
}
