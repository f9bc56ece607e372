//! How much a failure matters, by what failed.

mod remote;
mod side;

pub(super) use self::remote::{is_message, stake_of_function, stake_of_remote};
pub use self::side::is_side_record;
use self::side::{is_account_of, is_mark, is_notice};
use crate::{
    facts::code::{BinaryOp, Code, Enclosure, ExprId, ExprKind, Node, PropertyKey, StmtKind, UnaryOp},
    model::{
        Project,
        llm::is_turn,
        queries::{Columns, Condition, Op, Query},
    },
    vocab::Vocabulary,
};

/// How much a failure matters, from least to most.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stake {
    /// Something else that is waited for.
    #[default]
    Work,
    /// A read of the database, or a request.
    Read,
    /// A record that accompanies the work: a log, a counter, a notice.
    Record,
    /// A write.
    Write,
    /// Rights of users.
    Rights,
    /// Money.
    Money,
}

impl Stake {
    /// One step less: something of the failure is seen.
    #[must_use]
    pub(super) fn less(self) -> Self {
        match self {
            Self::Money | Self::Rights => Self::Write,
            Self::Write => Self::Record,
            other => other,
        }
    }
}

/// What is at stake in a query.
pub(super) fn stake_of_query(project: &Project, code: &Code, query: &Query) -> Stake {
    let vocab = &project.vocab;
    let table = query.tables.first().map_or("", String::as_str);
    let columns: &[String] = match &query.columns {
        Columns::Named(columns) => columns,
        _ => &[],
    };
    if query.op == Op::Rpc && is_dry_run(code, query) {
        return Stake::Read;
    }
    if query.op == Op::Rpc {
        return stake_of_routine(project, table, columns);
    }
    if !query.op.is_write() {
        return Stake::Read;
    }
    let columns: Vec<&str> = columns.iter().map(String::as_str).collect();
    let is_beside = is_set_once(vocab, code, query, &columns) || side::is_of_samples(code, query);
    if is_beside || checks_itself(&project.file(query.at.file).path) {
        return Stake::Record;
    }
    let is_kept = |column: &&str| !is_nothing(code, query, column) && !says_who_speaks(code, query, column);
    let kept: Vec<&str> = columns.iter().copied().filter(is_kept).collect();
    match stake_of_rows(vocab, table, &columns, &kept) {
        Stake::Write if side::is_sample(code, query) => Stake::Record,
        // Which column it is only the caller knows: that it is the one with the money is not likely.
        stake if names_no_column(code, query) || takes_unfinished(code, query) => stake.min(Stake::Write),
        stake => stake,
    }
}

/// `rpc("seed_berths", { p_dry_run: true })`: it only says what it would do.
fn is_dry_run(code: &Code, query: &Query) -> bool {
    let is_flag = |name: &str| {
        let words = crate::vocab::split(name);
        words.windows(2).any(|pair| pair == ["dry", "run"]) || words.iter().any(|w| w == "dryrun" || w == "simulate")
    };
    code.within_node(Node::Expr(query.expr)).any(|node| match node {
        Node::Expr(e) => match code.expr(e) {
            ExprKind::Object { properties } => code.property_list(properties).any(|p| {
                matches!(code.expr(p.value), ExprKind::Bool(true)) && code.property_name(&p).is_some_and(is_flag)
            }),
            _ => false,
        },
        _ => false,
    })
}

/// `if (order.status === "pending") … delete()`, `delete().eq("status", "draft")`: nothing was paid for what goes.
fn takes_unfinished(code: &Code, query: &Query) -> bool {
    const UNFINISHED: [&str; 6] = ["pending", "draft", "expired", "abandoned", "unpaid", "incomplete"];
    let is_unfinished = |text: &str| UNFINISHED.contains(&text.to_ascii_lowercase().as_str());
    let by_filter = || {
        let mut compared = query.conditions.iter().flat_map(Condition::comparisons);
        compared.any(|c| c.op == "eq" && c.literal.as_deref().is_some_and(is_unfinished))
    };
    let asks = |test: ExprId| {
        code.within_node(Node::Expr(test)).any(|node| match node {
            Node::Expr(e) => match code.expr(e) {
                ExprKind::Binary { op: BinaryOp::Equal, left, right } => {
                    [left, right].into_iter().any(|side| code.string(side).is_some_and(is_unfinished))
                }
                _ => false,
            },
            _ => false,
        })
    };
    let mut around = code.enclosures_in_function(query.expr);
    query.op == Op::Delete
        && (by_filter()
            || around.any(|e| match e {
                Enclosure::Then(stmt) => matches!(code.stmt(stmt).kind, StmtKind::If { test, .. } if asks(test)),
                _ => false,
            }))
}

/// `if (!boat.checked_status) … update({ checked_status: "ok" })`: a mark that is missed is set by the next run.
fn is_set_once(vocab: &Vocabulary, code: &Code, query: &Query, columns: &[&str]) -> bool {
    let &[column] = columns else { return false };
    let is_mark = ["_status", "_at", "_flag"].iter().any(|end| column.ends_with(end));
    let weighs = vocab.columns.money.has(column) || vocab.columns.privileged.has(column);
    let is_missing = |test: ExprId| {
        code.within_node(Node::Expr(test)).any(|node| match node {
            Node::Expr(e) => match code.expr(e) {
                ExprKind::Unary { op: UnaryOp::Not, operand } => match code.expr(operand) {
                    ExprKind::Member { property, .. } => code.str(property) == column,
                    _ => false,
                },
                _ => false,
            },
            _ => false,
        })
    };
    let mut around = code.enclosures_in_function(query.expr);
    let is_asked = around.any(|enclosure| match enclosure {
        Enclosure::Then(stmt) => matches!(code.stmt(stmt).kind, StmtKind::If { test, .. } if is_missing(test)),
        _ => false,
    });
    query.op == Op::Update && is_mark && !weighs && is_asked
}

/// `pages/HealthCheck.tsx`, `lib/selftest.ts`: what is written there are rows to try things out.
fn checks_itself(path: &str) -> bool {
    let lower = path.to_ascii_lowercase().replace(['-', '_'], "");
    ["healthcheck", "selftest", "smoketest"].iter().any(|word| lower.contains(word))
}

/// `update({ [field]: value })`.
fn names_no_column(code: &Code, query: &Query) -> bool {
    let is_computed = |&object: &ExprId| match code.expr(object) {
        ExprKind::Object { properties } => {
            code.property_list(properties).all(|p| matches!(p.key, PropertyKey::Computed(_)))
        }
        _ => false,
    };
    query.op == Op::Update
        && matches!(query.columns, Columns::Unknown)
        && !query.written.is_empty()
        && query.written.iter().all(is_computed)
}

/// What is at stake in a write of rows, by their table, the columns that are set, and those set to more than nothing.
fn stake_of_rows(vocab: &Vocabulary, table: &str, columns: &[&str], kept: &[&str]) -> Stake {
    if vocab.tables.audit.has(table) && !vocab.tables.money.has(table) {
        // The thing itself was done.
        return Stake::Record;
    }
    if vocab.tables.audit.has(table) || vocab.tables.processed_events.has(table) {
        return Stake::Write;
    }
    let sets_only = |is: fn(&str) -> bool| !columns.is_empty() && columns.iter().all(|c| is(c));
    if is_side_record(vocab, table) || is_account_of(table, columns) || sets_only(is_mark) {
        return Stake::Record;
    }
    if sets_only(is_notice) {
        return Stake::Write;
    }
    if vocab.tables.money.has(table) || kept.iter().any(|c| vocab.columns.money.has(c)) {
        Stake::Money
    } else if vocab.tables.rights.has(table) && (columns.is_empty() || columns.iter().any(|c| bears_right(c)))
        || kept.iter().any(|c| grants(vocab, table, c))
    {
        Stake::Rights
    } else {
        Stake::Write
    }
}

/// Whether a column of a table of rights says who may what, and for how long: not when an invitation was last looked at.
fn bears_right(column: &str) -> bool {
    const OF_RIGHTS: [&str; 21] = [
        "id",
        "role",
        "roles",
        "status",
        "state",
        "user",
        "member",
        "owner",
        "admin",
        "email",
        "mail",
        "permission",
        "permissions",
        "scope",
        "level",
        "expires",
        "until",
        "active",
        "accepted",
        "revoked",
        "token",
    ];
    crate::vocab::split(column).iter().any(|word| OF_RIGHTS.contains(&word.as_str()))
}

/// What is at stake in a call of a function of the database: by what it and those that it calls write, where the
/// repository has its body. Else one that is given an amount books it; by name alone, only what is critical counts.
fn stake_of_routine(project: &Project, name: &str, arguments: &[String]) -> Stake {
    let vocab = &project.vocab;
    let bodies = project.databases.iter().zip(&project.routines).flat_map(|(database, routines)| {
        let keys = database.functions.iter().map(|(key, _)| key).filter(|key| key.name.name == name);
        keys.filter(|key| routines.get(key).is_some_and(|r| !r.unread)).map(|key| {
            let reached = routines.reached(key).into_iter().filter_map(|key| routines.get(key));
            let writes = reached.flat_map(|r| &r.writes).map(|write| {
                let columns: Vec<&str> = write.columns.iter().map(|(name, _)| name.as_str()).collect();
                stake_of_rows(vocab, &write.table.name, &columns, &columns)
            });
            writes.max().unwrap_or(Stake::Read)
        })
    });
    if let Some(stake) = bodies.max() {
        return stake;
    }
    let is_amount = |argument: &String| {
        let plain = ["p_", "_", "v_", "in_"].iter().find_map(|p| argument.strip_prefix(p)).unwrap_or(argument);
        vocab.columns.money.has(plain)
    };
    if !asks(name) && arguments.iter().any(is_amount) {
        Stake::Money
    } else if vocab.words.critical_paths.has(name) {
        Stake::Write
    } else {
        Stake::Read
    }
}

/// Whether a name says that nothing is done but asked: `get_balance`, `order-status`.
pub(super) fn asks(name: &str) -> bool {
    const ASKS: [&str; 14] = [
        "get",
        "list",
        "fetch",
        "find",
        "search",
        "calculate",
        "compute",
        "check",
        "count",
        "estimate",
        "is",
        "has",
        "can",
        "validate",
    ];
    let words = crate::vocab::split(name);
    words.first().is_some_and(|w| ASKS.contains(&w.as_str())) || words.last().is_some_and(|w| w == "status")
}

/// Whether a column decides what somebody may do: on rows of people any of the list does, elsewhere roles do, and
/// what was paid for. An approved photo grants nothing.
fn grants(vocab: &Vocabulary, table: &str, column: &str) -> bool {
    let tables = &vocab.tables;
    let is_person = tables.profile.has(table) || tables.tenant.has(table);
    let names_role = || {
        let words = crate::vocab::split(column);
        const RIGHTS: [&str; 12] = [
            "role",
            "roles",
            "admin",
            "permission",
            "permissions",
            "payment",
            "paid",
            "subscription",
            "plan",
            "tier",
            "credits",
            "balance",
        ];
        words.iter().any(|w| RIGHTS.contains(&w.as_str()))
    };
    vocab.columns.privileged.has(column) && (is_person || names_role())
}

/// Whether a role is that of a turn of a chat: it stands beside what was said.
fn says_who_speaks(code: &Code, query: &Query, column: &str) -> bool {
    let mut turns = query.written.iter().copied().peekable();
    column == "role" && turns.peek().is_some() && turns.all(|turn| is_turn(code, turn))
}

/// Whether a column is written as 0 or null wherever it is written.
fn is_nothing(code: &Code, query: &Query, column: &str) -> bool {
    let mut written = query.written.iter().filter_map(|&object| {
        let ExprKind::Object { properties } = code.expr(object) else { return None };
        let mut all = code.property_list(properties);
        all.find(|p| matches!(p.key, PropertyKey::Name(name) if code.str(name) == column)).map(|p| p.value)
    });
    let is_zero = |value: ExprId| match code.expr(value) {
        ExprKind::Null => true,
        ExprKind::Number(n) => code.str(n).parse::<f64>().is_ok_and(|n| n == 0.0),
        _ => false,
    };
    match written.next() {
        Some(first) => is_zero(first) && written.all(is_zero),
        None => false,
    }
}

/// `insert into orders`.
pub(super) fn described(query: &Query) -> String {
    let table = if query.tables.is_empty() { "a table".to_owned() } else { query.tables.join(" or ") };
    match query.op {
        Op::Select => format!("reading {table}"),
        Op::Insert => format!("the insert into {table}"),
        Op::Update => format!("the update of {table}"),
        Op::Upsert => format!("the upsert into {table}"),
        Op::Delete => format!("the delete from {table}"),
        Op::Rpc => format!("the call of {table}()"),
    }
}

#[cfg(test)]
mod tests {
    use super::{Stake, stake_of_rows};
    use crate::vocab::Vocabulary;

    #[test]
    fn marks_weigh_less_than_what_they_stand_on() {
        let vocab = Vocabulary::built_in().unwrap();
        let stake = |table: &str, columns: &[&str]| stake_of_rows(&vocab, table, columns, columns);
        assert_eq!(stake("boats", &["last_opened_at"]), Stake::Record);
        assert_eq!(stake("boats", &["lastSyncedAt", "updatedAt"]), Stake::Record);
        assert_eq!(stake("orders", &["reminder_1_sent_at", "reminder_2_sent_at"]), Stake::Write);
        assert_eq!(stake("links", &["last_sync_at", "last_error"]), Stake::Record);
        assert_eq!(stake("audit_logs", &["action", "actor_id"]), Stake::Record);
        assert_eq!(stake("orders", &["paid_at"]), Stake::Money);
        assert_eq!(stake("orders", &["status", "reminder_sent_at"]), Stake::Money);
        assert_eq!(stake("streaks", &["last_claimed_at"]), Stake::Write);
    }
}
