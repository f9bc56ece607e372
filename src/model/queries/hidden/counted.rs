//! Rows of many people that are counted by one who sees only his own: places left, likes, votes.

use super::{Asked, OwnOnly, compared};
use crate::{
    facts::code::{BinaryOp, BindingId, Code, ExprId, ExprKind, Node, StmtKind, UnaryOp},
    model::{
        Project,
        access::{Caller, Verdict},
        queries::{Bound, Condition, Embed, Op, Query},
        schema::{Command, Name, Schema, Table},
    },
    vocab::split,
};

/// Words for what everybody counts for himself.
const FOR_ONESELF: [&str; 14] = [
    "progress",
    "completion",
    "completions",
    "attempt",
    "attempts",
    "streak",
    "streaks",
    "answer",
    "answers",
    "submission",
    "submissions",
    "notification",
    "notifications",
    "favorites",
];

impl Project {
    /// Whether a read counts the rows of all, by a key that they share, where each sees only his own.
    pub(super) fn counts_all(&self, schema: &Schema, query: &Query, table: &Table, own: &OwnOnly<'_>) -> Option<Asked> {
        let [owner] = own.owners.as_slice() else { return None };
        let code = self.file(query.at.file).code.as_ref()?;
        let all = || compared(query, &["eq", "in", "neq"]);
        let is_own = all().any(|(column, value)| column == *owner || self.is_person_id(query.at.file, value));
        let is_plain = query.conditions.iter().all(|condition| matches!(condition, Condition::Compare(_)));
        let name = query.tables.first()?;
        if is_own || !is_plain || query.has_unread || !counts_for_all(name) {
            return None;
        }
        let shared = all().map(|(column, _)| column).find(|column| self.is_shared_key(schema, table, column))?;
        let is_number = is_counted(code, query) && self.asks_own_elsewhere(query, owner);
        is_number.then(|| Asked::Counted(shared.to_owned()))
    }

    /// Whether a column is the key of something that more than one person sees.
    fn is_shared_key(&self, schema: &Schema, table: &Table, column: &str) -> bool {
        let mut keys = table.foreign_keys().filter(|(of, _)| of.columns == [column]);
        keys.any(|(_, key)| {
            let cell = self.cell(&key.table, Caller::Account, Command::Select);
            schema.table(&key.table).is_some()
                && cell.is_some_and(|cell| {
                    let mut ways = cell.policies.iter().flat_map(|reach| &reach.ways);
                    cell.verdict == Verdict::Open || ways.any(|way| way.through && way.verdict == Verdict::Scoped)
                })
        })
    }

    /// Whether the app says elsewhere whose rows of this table it means, where it means its user's: then where it says
    /// nothing, everybody's are meant.
    fn asks_own_elsewhere(&self, query: &Query, owner: &str) -> bool {
        self.met_queries().any(|other| {
            other.op == Op::Select
                && other.tables == query.tables
                && compared(other, &["eq"]).any(|(column, _)| column == owner)
        })
    }
}

/// Whether the number of embedded rows is asked for: `select("*, votes(count)")`.
pub(super) fn embeds_count(
    schema: &Schema,
    query: &Query,
    (outer, table): (&Name, &Table),
    embed: &Embed,
    own: &OwnOnly<'_>,
) -> Option<Asked> {
    let [owner] = own.owners.as_slice() else { return None };
    let is_count = embed.columns == ["count"] && schema.table(outer).is_some();
    let mut keys = table.foreign_keys().filter(|(of, key)| key.table == *outer && of.columns.len() == 1);
    let column = keys.next().and_then(|(of, _)| of.columns.first()).filter(|column| column.as_str() != *owner)?;
    let is_own = compared(query, &["eq"]).any(|(asked, _)| asked == *owner);
    (is_count && !is_own && counts_for_all(&embed.relation)).then(|| Asked::Counted(column.clone()))
}

fn counts_for_all(table: &str) -> bool {
    !split(table).iter().any(|word| FOR_ONESELF.contains(&word.as_str()))
}

/// Whether the number of the rows is used as a number, and not to learn whether there are any.
fn is_counted(code: &Code, query: &Query) -> bool {
    if query.bound == Bound::CountOnly {
        let Some(StmtKind::Var { pattern, .. }) = code.statement_of(query.expr).map(|stmt| code.stmt(stmt).kind) else {
            return false;
        };
        let mut names = Vec::new();
        code.bound_names(pattern, &mut names);
        let counts: Vec<BindingId> = names
            .into_iter()
            .filter(|&name| !query.outcome.error_reads.iter().any(|r| refers(code, *r, name)))
            .collect();
        let uses: Vec<ExprId> = counts.iter().flat_map(|&name| code.references(name)).copied().collect();
        return are_numbers(code, &uses);
    }
    if query.bound != Bound::None {
        return false;
    }
    let reads: Vec<ExprId> = query.outcome.data.iter().flat_map(|&data| code.references(data)).copied().collect();
    let lengths: Vec<ExprId> = reads.iter().filter_map(|&read| member(code, read, &["length"])).collect();
    are_numbers(code, &lengths) || reads.iter().any(|&read| adds_one_for_each(code, read))
}

fn refers(code: &Code, read: ExprId, name: BindingId) -> bool {
    matches!(code.expr(read), ExprKind::Ident { binding: Some(binding), .. } if binding == name)
}

/// The member of one of these names that is taken of a value, also of `(rows || [])`.
fn member(code: &Code, value: ExprId, names: &[&str]) -> Option<ExprId> {
    let mut value = value;
    loop {
        let Node::Expr(above) = code.parent(value) else { return None };
        match code.expr(above) {
            ExprKind::Member { object, property, .. } if object == value => {
                return names.contains(&code.str(property)).then_some(above);
            }
            ExprKind::Binary { op: BinaryOp::Or | BinaryOp::Coalesce, left, .. } if left == value => value = above,
            _ => return None,
        }
    }
}

/// Whether some of these values are counted with or shown, and none is only asked whether it is nothing.
fn are_numbers(code: &Code, uses: &[ExprId]) -> bool {
    !uses.is_empty() && uses.iter().all(|&used| is_number(code, used))
}

fn is_number(code: &Code, mut value: ExprId) -> bool {
    let is_nothing = |e: ExprId| matches!(code.expr(e), ExprKind::Number(n) if matches!(code.str(n), "0" | "1"));
    while let Node::Expr(above) = code.parent(value) {
        match code.expr(above) {
            ExprKind::Binary { op: BinaryOp::Or | BinaryOp::Coalesce, left, .. } if left == value => value = above,
            ExprKind::Binary { op: BinaryOp::And | BinaryOp::Or | BinaryOp::Coalesce, .. } => return false,
            ExprKind::Binary { left, right, .. } => return !is_nothing(left) && !is_nothing(right),
            ExprKind::Unary { op: UnaryOp::Not, .. } => return false,
            ExprKind::Conditional { test, .. } => return test != value,
            _ => return true,
        }
    }
    !matches!(code.parent(value), Node::Stmt(stmt) if matches!(code.stmt(stmt).kind, StmtKind::If { .. }))
}

/// `rows.forEach((row) => (taken[row.trip_id] += 1))`, `rows.reduce(…)` with the same.
fn adds_one_for_each(code: &Code, read: ExprId) -> bool {
    let Some(method) = member(code, read, &["forEach", "reduce"]) else { return false };
    let Node::Expr(call) = code.parent(method) else { return false };
    let is_one = |e: ExprId| matches!(code.expr(e), ExprKind::Number(n) if code.str(n) == "1");
    code.descendants(Node::Expr(call)).any(|node| match node {
        Node::Expr(e) => match code.expr(e) {
            ExprKind::Binary { op: BinaryOp::Add, right, .. } => is_one(right),
            ExprKind::Assign { op: Some(BinaryOp::Add), value, .. } => is_one(value),
            ExprKind::Update { increment: true, .. } => true,
            _ => false,
        },
        _ => false,
    })
}
