//! Loops that go over a few things by what these are.

use super::{Condition, Op, Query};
use crate::{
    facts::code::{BinaryOp, Code, Enclosure, ExprId, ExprKind, LoopForm, Node, StmtKind},
    model::Project,
    source::span::Span,
};

/// So many at most are taken from a queue at once.
const ROUND: u32 = 100;

impl Project {
    /// Whether the loop at `whole` goes over what one thing has at present, the kinds among the lines of one form, what a
    /// worker takes from its queue, or a list that a handful of pushes fill.
    #[must_use]
    pub fn goes_over_few(&self, whole: Span) -> bool {
        is_of_one_thing(self, whole) || is_queue(self, whole) || self.is_handful(whole)
    }

    /// Whether the list of a loop is filled by pushes alone, each of them outside of loops or in one over a few, holds
    /// what of a list belongs to one person or thing, or stands in the code and is short.
    #[must_use]
    pub fn is_handful(&self, whole: Span) -> bool {
        let Some((code, list)) = self.file(whole.file).code.as_ref().zip(self.list_of_loop(whole)) else {
            return false;
        };
        is_short_slice(code, list)
            || is_pushed_few(code, list)
            || is_of_one(code, list)
            || self.most_elements(whole.file, list).is_some_and(|most| most <= HANDFUL as usize)
            || self
                .query_behind(whole.file, list)
                .and_then(|query| self.most_rows(query))
                .is_some_and(|rows| rows <= SUGGESTIONS)
    }
}

/// `where crew = me and status = 'active'`: what one thing has at present, or the kinds among the lines of one form.
fn is_of_one_thing(project: &Project, whole: Span) -> bool {
    let Some(list) = project.list_of_loop(whole) else { return false };
    let Some(code) = &project.file(whole.file).code else { return false };
    if is_of_form(code, list) {
        return true;
    }
    let Some(query) = project.query_behind(whole.file, list) else { return false };
    let equalities = || {
        query.conditions.iter().filter_map(|condition| match condition {
            Condition::Compare(c) if c.op == "eq" => c.column.as_deref(),
            _ => None,
        })
    };
    let is_key = |column: &str| {
        crate::vocab::split(column).last().is_some_and(|word| matches!(word.as_str(), "id" | "mail" | "email"))
    };
    let is_current = query.conditions.iter().any(|condition| match condition {
        Condition::Compare(c) => {
            c.op == "eq"
                && c.column.as_deref().is_some_and(|column| project.vocab.columns.state.has(column))
                && c.literal
                    .as_deref()
                    .is_some_and(|state| matches!(state.to_lowercase().as_str(), "active" | "current"))
        }
        Condition::AnyOf(_) => false,
    });
    let grows = query.tables.iter().any(|table| project.vocab.tables.growing.has(table));
    is_current && !grows && equalities().any(is_key)
}

/// So many are a handful.
const HANDFUL: u32 = 20;

/// So many rows of a query are a handful: a page of twenty is worth a word.
const SUGGESTIONS: u32 = 5;

/// `boats.slice(0, 3)`.
fn is_short_slice(code: &Code, list: ExprId) -> bool {
    let made = code.initial(list).unwrap_or(list);
    let ExprKind::Call { callee, args } = code.expr(made) else { return false };
    let ExprKind::Member { property, .. } = code.expr(callee) else { return false };
    let number = |at: usize| match code.expr(code.arg(args, at)?) {
        ExprKind::Number(n) => code.str(n).parse::<u32>().ok(),
        _ => None,
    };
    code.str(property) == "slice" && number(0) == Some(0) && number(1).is_some_and(|end| end <= HANDFUL)
}

/// `const alarms = []; if (tide) alarms.push(x); for (const b of boats.slice(0, 3)) alarms.push(y);`
fn is_pushed_few(code: &Code, list: ExprId) -> bool {
    let ExprKind::Ident { binding: Some(binding), .. } = code.expr(list) else { return false };
    let begins_empty = code
        .initial(list)
        .is_some_and(|init| matches!(code.expr(init), ExprKind::Array { elements } if elements.is_empty()));
    let home = code.function_of(list);
    let pushes = |reference: ExprId| match code.parent(reference) {
        Node::Expr(above) => match code.expr(above) {
            ExprKind::Member { property, .. } => code.str(property) == "push",
            _ => false,
        },
        _ => false,
    };
    let is_assigned = |reference: ExprId| match code.parent(reference) {
        Node::Expr(above) => matches!(code.expr(above), ExprKind::Assign { target, .. } if target == reference),
        _ => false,
    };
    let is_rare = |push: ExprId| {
        code.function_of(push) == home
            && code.enclosures_in_function(push).all(|around| match around {
                Enclosure::Loop(stmt) => match code.stmt(stmt).kind {
                    StmtKind::Loop { form: LoopForm::ForOf, header: Some(over), .. } => is_short_slice(code, over),
                    _ => false,
                },
                _ => true,
            })
    };
    let references = code.references(binding);
    let mut filled = references.iter().copied().filter(|&r| pushes(r)).peekable();
    begins_empty
        && filled.peek().is_some()
        && filled.all(|push| is_rare(push) && !spreads(code, push))
        && !references.iter().any(|&r| is_assigned(r))
}

/// `list.push(...rows)`.
fn spreads(code: &Code, pushed_to: ExprId) -> bool {
    let Node::Expr(member) = code.parent(pushed_to) else { return true };
    let Node::Expr(call) = code.parent(member) else { return true };
    match code.expr(call) {
        ExprKind::Call { args, .. } => code.expr_list(args).any(|arg| matches!(code.expr(arg), ExprKind::Spread(_))),
        _ => true,
    }
}

/// `passes.filter((p) => p.crew_mail === mail)`: what one person has of them.
fn is_of_one(code: &Code, list: ExprId) -> bool {
    let made = code.initial(list).unwrap_or(list);
    let ExprKind::Call { callee, args } = code.expr(made) else { return false };
    let is_filter = matches!(code.expr(callee), ExprKind::Member { property, .. } if code.str(property) == "filter");
    let Some(ExprKind::Function(test)) = code.arg(args, 0).filter(|_| is_filter).map(|a| code.expr(a)) else {
        return false;
    };
    let mut statements = code.block(code.function(test).body);
    let Some(StmtKind::Return(Some(value))) = statements.next().map(|s| code.stmt(s).kind) else { return false };
    let ExprKind::Binary { op: BinaryOp::Equal, left, .. } = code.expr(value) else { return false };
    let ExprKind::Member { property, .. } = code.expr(left) else { return false };
    let words = crate::vocab::split(code.str(property));
    words.last().is_some_and(|word| matches!(word.as_str(), "mail" | "email" | "phone"))
        || words.len() > 1 && words.last().is_some_and(|w| w == "id") && words.first().is_some_and(|w| w == "user")
}

/// `new Set(lines.map(kind))`: as many as a form has different lines.
fn is_of_form(code: &Code, list: ExprId) -> bool {
    let base = code.initial(list).unwrap_or(list);
    let parts = |e: ExprId| {
        code.within_node(Node::Expr(e)).filter_map(|node| match node {
            Node::Expr(e) => Some(e),
            _ => None,
        })
    };
    parts(base).any(|made| {
        let ExprKind::New { callee, args } = code.expr(made) else { return false };
        let names_lines = |e: ExprId| {
            let name = match code.expr(e) {
                ExprKind::Ident { name, .. } => name,
                ExprKind::Member { property, .. } => property,
                _ => return false,
            };
            matches!(code.str(name), "lines" | "items" | "lineItems")
        };
        code.ident(callee) == Some("Set") && code.expr_list(args).any(|arg| parts(arg).any(names_lines))
    })
}

/// A round of a worker: so many at most are taken from a queue, and each is carried out by itself.
fn is_queue(project: &Project, whole: Span) -> bool {
    let Some(list) = project.list_of_loop(whole) else { return false };
    let taken = project.query_behind(whole.file, list).and_then(|query| project.most_rows(query));
    let works =
        |q: &Query| q.at.file == whole.file && whole.range.contains(q.at.range) && (q.op.is_write() || q.op == Op::Rpc);
    let is_worker = project.sides.of(whole.file).is_server();
    is_worker && taken.is_some_and(|rows| rows <= ROUND) && project.queries_in(whole.file).iter().any(works)
}
