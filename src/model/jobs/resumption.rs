//! What makes scheduled work go on at its next turn where it stopped at this one: nothing is lost when a turn fails.

use crate::{
    facts::code::{BindingId, Code, ExprId, ExprKind, Node},
    model::{
        Project,
        failures::Request,
        jobs::Job,
        queries::{Bound, Columns, Op, Query},
    },
};

/// Variables made of variables are followed so far.
const DEPTH: u32 = 3;

/// A longer text is no name.
const NAME: usize = 40;

impl Project {
    /// Whether scheduled work keeps what failed, or how far it got.
    #[must_use]
    pub fn keeps_its_place(&self, job: &Job) -> bool {
        let mut codes = job.functions.iter().filter_map(|(file, _)| self.file(*file).code.as_ref());
        let speaks_of_it =
            codes.any(|code| code.texts().any(|text| text.len() < NAME && self.vocab.words.resumed.has(text)));
        speaks_of_it || writes_cursor(self, job)
    }

    /// Whether the next turn asks for what this one did not get: it comes soon, or asks from the newest row on.
    #[must_use]
    pub fn is_asked_next_turn(&self, job: &Job, request: &Request) -> bool {
        request.method.as_deref() == Some("GET") && (job.turns_often() || starts_at_newest(self, job, request))
    }
}

/// Whether the work writes down how far it got. Many a reader of pages has a cursor; that one is gone with its turn.
fn writes_cursor(project: &Project, job: &Job) -> bool {
    let is_cursor = |column: &String| crate::vocab::split(column).iter().any(|w| w == "cursor" || w == "checkpoint");
    project.queries.iter().filter(|q| q.op.is_write()).any(|q| {
        let names_it = matches!(&q.columns, Columns::Named(columns) if columns.iter().any(is_cursor));
        names_it && job.functions.contains(&(q.at.file, q.function))
    })
}

/// `const { data: last } = …order("block", { ascending: false }).limit(1)`, and `last` is part of the address.
fn starts_at_newest(project: &Project, job: &Job, request: &Request) -> bool {
    let is_newest = |q: &&Query| {
        q.op == Op::Select
            && q.sort.first().is_some_and(|s| s.descending)
            && matches!(q.bound, Bound::One | Bound::Limit(Some(1)))
            && job.functions.contains(&(q.at.file, q.function))
    };
    let queries = project.queries_in(request.at.file).iter().filter(is_newest);
    let newest: Vec<BindingId> = queries.flat_map(|q| q.outcome.data.iter().copied()).collect();
    let Some(code) = project.file(request.at.file).code.as_ref().filter(|_| !newest.is_empty()) else { return false };
    let ExprKind::Call { args, .. } = code.expr(request.expr) else { return false };
    code.arg(args, 0).is_some_and(|address| is_made_of(code, address, &newest, DEPTH))
}

/// Whether some of these variables go into an expression, through other variables too.
fn is_made_of(code: &Code, expr: ExprId, sources: &[BindingId], depth: u32) -> bool {
    code.within_node(Node::Expr(expr)).any(|node| {
        let Node::Expr(part) = node else { return false };
        let ExprKind::Ident { binding: Some(binding), .. } = code.expr(part) else { return false };
        let through = || code.initial(part).filter(|_| depth > 0);
        sources.contains(&binding) || through().is_some_and(|init| is_made_of(code, init, sources, depth - 1))
    })
}
