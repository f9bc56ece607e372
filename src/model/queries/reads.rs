//! What a read is for: the rows of one person, a sum, everything when nothing was asked for.

use super::Query;
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
