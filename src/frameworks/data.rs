//! Calls of databases, whatever the library: one recogniser each, one list of [`Query`] for all.

use super::{base44, drizzle, firebase, library::Library, prisma, raw_sql, supabase};
use crate::{
    facts::code::{Code, ExprId, ExprKind},
    model::{Project, queries::Query, values::Values},
    source::span::FileId,
    vocab::Vocabulary,
};

/// What the project as a whole says about its data, needed to read a single call.
pub(crate) struct Catalogue<'p> {
    /// The models of Prisma.
    pub(super) prisma: prisma::Models<'p>,
    /// The tables of Drizzle by the names of their variables.
    pub(super) drizzle: drizzle::Tables,
    /// What names mean.
    pub(super) vocab: &'p Vocabulary,
}

impl<'p> Catalogue<'p> {
    /// Looks through the schemas of the project.
    pub(crate) fn new(project: &'p Project) -> Self {
        Self {
            prisma: prisma::Models::new(&project.configs),
            drizzle: drizzle::Tables::new(project),
            vocab: &project.vocab,
        }
    }
}

/// A call of a method, as recognisers are given it.
#[derive(Clone, Copy)]
pub(crate) struct Site<'a, 'v> {
    pub(super) file: FileId,
    pub(super) code: &'a Code,
    pub(super) values: &'a Values<'v>,
    /// The call.
    pub(super) call: ExprId,
}

/// Every call of a database in a file, in source order.
pub(crate) fn queries(file: FileId, code: &Code, values: &Values<'_>, catalogue: &Catalogue<'_>) -> Vec<Query> {
    let mut found = supabase::query::queries(file, code, values);
    for query in &mut found {
        query.client = supabase::client::client_of(values, file, query.receiver);
    }
    for (call, expr) in code.all_exprs() {
        let site = Site { file, code, values, call };
        match expr.kind {
            ExprKind::Call { .. } => found.extend(of_call(site, catalogue)),
            ExprKind::Template { tag: Some(_), .. } => found.extend(raw_sql::tagged(site, catalogue)),
            _ => {}
        }
    }
    // What one recogniser takes for a chain another may take for its own: the more special one, which comes later, wins.
    found.sort_by_key(|q| (q.at, std::cmp::Reverse(q.library)));
    found.dedup_by_key(|q| q.at);
    found
}

fn of_call(site: Site<'_, '_>, catalogue: &Catalogue<'_>) -> Option<Query> {
    prisma::query::query(site, &catalogue.prisma)
        .or_else(|| drizzle::query::query(site, &catalogue.drizzle))
        .or_else(|| base44::query::query(site))
        .or_else(|| firebase::query::query(site))
        .or_else(|| raw_sql::called(site, catalogue))
}

impl<'a> Site<'a, '_> {
    /// `object.name(…)`: the object and the name.
    pub(super) fn method(&self) -> Option<(ExprId, &'a str)> {
        let ExprKind::Call { callee, .. } = self.code.expr(self.call) else { return None };
        match self.code.expr(callee) {
            ExprKind::Member { object, property, .. } => Some((object, self.code.str(property))),
            _ => None,
        }
    }

    /// The argument number `index`.
    pub(super) fn arg(&self, index: usize) -> Option<ExprId> {
        match self.code.expr(self.call) {
            ExprKind::Call { args, .. } => self.code.arg(args, index),
            _ => None,
        }
    }

    /// The number that an expression is.
    pub(super) fn number(&self, expr: ExprId) -> Option<u32> {
        self.literal(expr)?.replace('_', "").parse().ok()
    }

    /// The text of a literal value.
    pub(super) fn literal(&self, expr: ExprId) -> Option<String> {
        self.values.literal(self.file, expr)
    }

    /// A query whose chain or call is `expr`.
    pub(super) fn query(
        &self,
        expr: ExprId,
        op: crate::model::queries::Op,
        receiver: ExprId,
        library: Library,
    ) -> Query {
        Query::new(self.file, self.code, expr, op, receiver, library)
    }
}
