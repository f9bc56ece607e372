//! Numbers of invoices, orders and the like that are made of what is there: how many there are, or the last one, and one
//! more.

use super::super::{
    Project,
    indexes::unique_keys,
    queries::{Bound, Op, Query},
};
use crate::{
    facts::code::{BinaryOp, Code, ExprId, ExprKind, Node, PatKind, StmtKind},
    source::span::{FileId, Span},
    vocab::split,
};

/// A number that two people can get.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Numbered {
    /// The table whose rows have it.
    pub table: String,
    /// What it is called.
    pub name: String,
    /// Where one is added.
    pub at: Span,
    /// To what it is added.
    pub how: Basis,
    /// Whether the database refuses the second row with the same number.
    pub is_unique: bool,
    /// Whether rows of the table are deleted here: then there are fewer of them than the last number says.
    pub loses_rows: bool,
}

/// What the next number is reckoned from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Basis {
    /// How many rows there are.
    Count,
    /// The highest number, or that of the newest row.
    Last,
}

/// PostgreSQL's answer to a second row with the same key: who knows it tries again.
const DUPLICATE: &str = "23505";

impl Project {
    /// The numbers of documents that are reckoned in code, by table, name and place.
    #[must_use]
    pub fn numbered(&self) -> Vec<Numbered> {
        let files =
            self.code_files().filter(|(id, file, _)| file.role.is_production() && !self.queries_in(*id).is_empty());
        let mut found: Vec<Numbered> = files.flat_map(|(id, _, code)| self.numbered_in(id, code)).collect();
        found.sort();
        found
    }

    fn numbered_in(&self, file: FileId, code: &Code) -> Vec<Numbered> {
        if code.texts().any(|text| text == DUPLICATE) {
            return Vec::new();
        }
        let sums = code.all_exprs().filter_map(|(sum, known)| match known.kind {
            ExprKind::Binary { op: BinaryOp::Add, left, right } if is_one(code, right) => Some((sum, left)),
            _ => None,
        });
        sums.filter_map(|(sum, before)| {
            let name = self.document_number(code, sum)?;
            let (query, how) = self.reckoned_from(file, code, before)?;
            let table = query.tables.first().filter(|table| self.is_of_document(name, table))?;
            let is_added = |q: &&Query| matches!(q.op, Op::Insert | Op::Upsert) && q.tables.contains(table);
            let is_deleted = |q: &&Query| q.op == Op::Delete && q.tables.contains(table);
            self.production_queries().any(|q| is_added(&q)).then(|| Numbered {
                table: table.clone(),
                name: name.to_owned(),
                at: code.range(sum).in_file(file),
                how,
                is_unique: self.is_refused_twice(query, name),
                loses_rows: self.production_queries().any(|q| is_deleted(&q)),
            })
        })
        .collect()
    }

    /// What a sum is called, or the text that is made of it, where it is a number that stands on a document.
    fn document_number<'c>(&self, code: &'c Code, sum: ExprId) -> Option<&'c str> {
        let names = &self.vocab.words.document_numbers;
        let found: Vec<&str> = names_further(code, sum).into_iter().filter(|name| names.has(name)).collect();
        let is_whole = |name: &&&str| self.vocab.words.documents.takes_one_of(&split(name));
        found.iter().find(is_whole).or(found.first()).copied()
    }

    /// Whether a number, or the table that has it, is called after a document.
    fn is_of_document(&self, name: &str, table: &str) -> bool {
        let documents = &self.vocab.words.documents;
        documents.takes_one_of(&split(name)) || documents.takes_one_of(&split(table))
    }

    /// The query that says how many rows there are, or which is the last, and what of it is taken.
    fn reckoned_from(&self, file: FileId, code: &Code, before: ExprId) -> Option<(&Query, Basis)> {
        let selects: Vec<&Query> = self.queries_in(file).iter().filter(|q| q.op == Op::Select).collect();
        let parts = code.definitions(before).into_iter().flat_map(|whole| code.within_node(Node::Expr(whole)));
        let mut parts = parts.filter_map(|node| match node {
            Node::Expr(e) => Some(e),
            _ => None,
        });
        parts.find_map(|part| {
            let how = |query: &&&Query| self.basis(file, code, part, query);
            selects.iter().find_map(|query| Some((*query, how(&query)?)))
        })
    }

    fn basis(&self, file: FileId, code: &Code, part: ExprId, query: &Query) -> Option<Basis> {
        let is_count = |symbol: &&crate::model::values::Symbol| {
            let is_number = symbol.path.ends_with(".count")
                || symbol.path.ends_with(".length")
                || query.bound == Bound::CountOnly && symbol.path.ends_with("()");
            let made = symbol.made_by.filter(|(at, _)| is_number && *at == file);
            made.is_some_and(|(_, call)| query.at.range.contains(code.range(call)))
        };
        if self.values().symbols(file, part).iter().any(is_count) {
            return Some(Basis::Count);
        }
        let ExprKind::Ident { binding: Some(binding), .. } = code.expr(part) else { return None };
        if !query.outcome.data.contains(&binding) {
            return None;
        }
        if is_length(code, part) {
            return Some(Basis::Count);
        }
        let is_last = query.sort.first().is_some_and(|sort| sort.descending)
            && matches!(query.bound, Bound::One | Bound::Limit(Some(1)));
        is_last.then_some(Basis::Last)
    }

    /// Whether the table of a query has a unique key on what is called so.
    fn is_refused_twice(&self, query: &Query, name: &str) -> bool {
        let words = split(name);
        self.table_of(query).is_some_and(|(_, _, table)| {
            unique_keys(table).any(|columns| columns.iter().any(|column| words.ends_with(&split(column))))
        })
    }
}

fn is_one(code: &Code, expr: ExprId) -> bool {
    matches!(code.expr(expr), ExprKind::Number(text) if code.str(text) == "1")
}

fn is_length(code: &Code, reference: ExprId) -> bool {
    match code.parent(reference) {
        Node::Expr(above) => {
            matches!(code.expr(above), ExprKind::Member { property, .. } if code.str(property) == "length")
        }
        _ => false,
    }
}

/// What a value is called, and what is called that is made of the variable that holds it, nearest first.
fn names_further(code: &Code, value: ExprId) -> Vec<&str> {
    let mut found = code.names_of(value);
    let mut holder = value;
    for _ in 0..2 {
        let Some(references) = held_in(code, holder) else { break };
        found.extend(references.iter().flat_map(|&reference| code.names_of(reference)));
        let Some(&next) = references.first() else { break };
        holder = next;
    }
    found
}

/// The uses of the variable that a value, or what is made of it, is declared as.
fn held_in(code: &Code, value: ExprId) -> Option<&[ExprId]> {
    let StmtKind::Var { pattern, .. } = code.stmt(code.statement_of(value)?).kind else { return None };
    match code.pattern(pattern).kind {
        PatKind::Name(binding) => Some(code.references(binding)),
        _ => None,
    }
}
