//! What makes scheduled work go on at its next turn where it stopped at this one: nothing is lost when a turn fails.

use crate::{
    facts::code::{BindingId, Code, ExprId, ExprKind, Node},
    model::{
        Project,
        failures::Request,
        jobs::Job,
        queries::{Bound, Columns, Condition, Op, Query, enclosing_loop},
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

    /// Whether the next turn asks for what this one did not get: it comes soon, asks from the newest row on, or finds the
    /// same row again.
    #[must_use]
    pub fn is_asked_next_turn(&self, job: &Job, request: &Request) -> bool {
        request.method.as_deref() == Some("GET") && (job.turns_often() || starts_at_newest(self, job, request))
            || is_found_again(self, request)
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

/// `for (const mate of mates) await fetch(…)` over `…lt("created_at", weekAgo)`, and no row is marked: the next turn comes to
/// each of them again. With a lower bound in time their day is over.
fn is_found_again(project: &Project, request: &Request) -> bool {
    let file = request.at.file;
    let Some(code) = &project.file(file).code else { return false };
    let Some(whole) = enclosing_loop(file, code, request.expr).map(|repeat| repeat.whole) else { return false };
    let Some(read) = project.list_of_loop(whole).and_then(|list| project.query_behind(file, list)) else {
        return false;
    };
    let compares_time = |ops: &[&str]| {
        let mut all = read.conditions.iter().flat_map(Condition::comparisons);
        all.any(|c| ops.contains(&c.op.as_str()) && c.column.as_deref().is_some_and(is_moment))
    };
    let is_marked = project.queries_in(file).iter().any(|q| {
        q.op.is_write() && whole.range.contains(q.at.range) && q.tables.iter().any(|table| read.tables.contains(table))
    });
    compares_time(&["lt", "lte"]) && !compares_time(&["gt", "gte", "eq"]) && !is_marked
}

/// `created_at`, `due_date`.
fn is_moment(column: &str) -> bool {
    crate::vocab::split(column)
        .last()
        .is_some_and(|word| matches!(word.as_str(), "at" | "on" | "date" | "day" | "time"))
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
