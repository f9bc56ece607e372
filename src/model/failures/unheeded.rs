//! Results that carry an error which nobody heeds: database calls, calls of services, queries of react-query.

use super::{
    Handling, RemoteCall, RemoteKind, Stake, answers,
    guard::{Gate, bars, branch_without, fails_closed, gate},
    handling::{is_left_out, lets_pass_at, loop_around},
    of_block, of_error_reads, recourse,
    stake::{asks, described, stake_of_query, stake_of_remote},
    trace::{self, Trace},
    widened::widens,
};
use crate::{
    facts::code::{
        BindingId, Code, Enclosure, ExprId, ExprKind, FnId, List, Node, PatId, PatKind, PropertyKey, StmtKind,
    },
    model::{
        Project,
        indexes::leaves_one_row,
        outcome::{ErrorUse, Outcome, Wait},
        payments::charges::Charge,
        queries::{Op, Query},
        values::Values,
    },
    source::span::{FileId, Range, Span},
};

/// A result whose error vanishes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unheeded {
    /// Where the failure vanishes: the call, or the test of its error.
    pub at: Span,
    /// The function that the call stands in.
    pub function: FnId,
    /// What it does, in words: `the insert into orders`.
    pub what: String,
    /// The table, function or service it concerns.
    pub subject: String,
    /// The kind of service that is called, where it is no database.
    pub service: Option<RemoteKind>,
    /// Whether it changes something.
    pub is_write: bool,
    /// What is at stake.
    pub stake: Stake,
    /// Whether whoever is asked about is let in when it fails.
    pub lets_in: bool,
    /// Whether a filter is left out when it fails, so that all rows are taken.
    pub widens: bool,
    /// What is done about the error; never [`Handling::Handled`].
    pub handling: Handling,
    /// What is left of it all the same.
    pub trace: Trace,
    /// The `catch` around it that was meant for its failure and never meets it: the result carries the error.
    pub catch_in_vain: Option<Span>,
}

/// The unheeded results of a file.
pub(super) fn results(
    file: FileId,
    code: &Code,
    project: &Project,
    values: &Values<'_>,
    queries: &[&Query],
    remote: &[RemoteCall],
) -> Vec<Unheeded> {
    let of_queries = queries.iter().filter_map(|query| {
        let handling = unheeded(code, &query.outcome, query.throws)?;
        if query.op == Op::Select && is_never_used(code, &query.outcome.data) {
            return None;
        }
        let mut stake = stake_of_query(project, code, query);
        if handling == Handling::Default && answers(code, query.function, stake) {
            return None;
        }
        let gate = if query.op.is_write() { None } else { gate(code, &query.outcome.data) };
        if gate == Some(Gate::Closes) {
            return None;
        }
        if handling == Handling::Logged && is_left_out(code, &query.outcome.error_reads) {
            if stake <= Stake::Read {
                return None;
            }
            if !is_half_done(code, queries, query) {
                stake = stake.less();
            }
        }
        let opens = matches!(gate, Some(Gate::Opens { refusal }) if bars(code, refusal));
        let lets_in = opens || handling == Handling::Default && lets_pass_at(code, &query.outcome.error_reads);
        if lets_in {
            stake = stake.max(Stake::Write);
        }
        let is_gate = matches!(gate, Some(Gate::Opens { .. }));
        if stake == Stake::Read && is_gate && moves_money(project, code, queries, query) {
            stake = Stake::Write;
        }
        if stake == Stake::Read && is_made_again(project, code, queries, query) {
            stake = Stake::Write;
        }
        if stake == Stake::Read && is_all_clear(project, code, queries, query) {
            stake = Stake::Write;
        }
        if stake == Stake::Read
            && let Some(booked) = booking_after(project, code, queries, query)
        {
            stake = stake.max(booked.less());
        }
        let wider =
            if query.op.is_write() { None } else { widens(code, queries, query, project.sides.of(file).is_server()) };
        stake = stake.max(wider.unwrap_or_default());
        let trace = if query.op.is_write() { trace::of(code, query.expr, &query.outcome) } else { Trace::None };
        if trace != Trace::None {
            stake = stake.less();
        }
        Some(Unheeded {
            trace,
            at: place(code, &query.outcome, query.at),
            function: query.function,
            what: described(query),
            service: None,
            subject: query.tables.first().cloned().unwrap_or_else(|| "a table".to_owned()),
            is_write: query.op.is_write() || (query.op == Op::Rpc && query.outcome.data.is_empty()),
            stake,
            lets_in,
            widens: wider.is_some(),
            handling,
            catch_in_vain: catch_in_vain(file, code, query.expr),
        })
    });
    let of_remote = remote.iter().filter(|c| c.kind != RemoteKind::Session).filter_map(|call| {
        let handling = unheeded(code, &call.outcome, false)?;
        if call.kind == RemoteKind::Storage && call.name == "remove" && undoes(code, queries, call) {
            return None;
        }
        let stake = stake_of_remote(project, code, queries, call);
        // What comes back of a mail is no more than a number.
        let is_told_only =
            || call.kind == RemoteKind::Function && !asks(&call.name) && is_never_used(code, &call.outcome.data);
        let is_taken = !call.outcome.data.is_empty() && !is_told_only();
        let is_write = call.kind == RemoteKind::Mail || !is_taken;
        if handling == Handling::Default && answers(code, code.function_of(call.expr), stake)
            || !is_write && fails_closed(code, &call.outcome.data)
        {
            return None;
        }
        Some(Unheeded {
            trace: Trace::None,
            at: place(code, &call.outcome, call.at),
            function: code.function_of(call.expr),
            what: match call.kind {
                RemoteKind::Mail => format!("the mail of {}()", call.name),
                _ => format!("the call {}()", call.name),
            },
            service: Some(call.kind),
            subject: call.name.clone(),
            is_write,
            // Whoever takes the data reads; what a payment answers is more than that.
            stake: if is_write || stake == Stake::Money { stake } else { Stake::Read },
            lets_in: false,
            widens: false,
            handling,
            catch_in_vain: catch_in_vain(file, code, call.expr),
        })
    });
    let mut all: Vec<Unheeded> = of_queries.chain(of_remote).collect();
    all.extend(hooks(file, code, values));
    all.sort_by(|a, b| a.at.cmp(&b.at).then_with(|| a.what.cmp(&b.what)));
    all
}

/// Whether a file is taken away again because what was to name it failed, and that is told: at worst a file stays that
/// nothing names.
fn undoes(code: &Code, queries: &[&Query], call: &RemoteCall) -> bool {
    let own = code.function_of(call.expr);
    let failed = queries.iter().filter(|q| q.function == own);
    let errors: Vec<ExprId> = failed.flat_map(|q| q.outcome.error_reads.iter().copied()).collect();
    recourse::is_taken_back(code, call.expr, &errors)
}

/// Whether the function that asks first goes on to something that costs: a row of money, a charge.
fn moves_money(project: &Project, code: &Code, queries: &[&Query], asked: &Query) -> bool {
    let own = code.function(asked.function).range;
    let later = |at: Span| at.range.start > asked.at.range.end && own.contains(at.range);
    let mut writes = queries.iter().filter(|q| later(q.at) && (q.op.is_write() || q.op == Op::Rpc));
    let charges = project.charges.iter().filter(|c| c.at.file == asked.at.file);
    writes.any(|q| stake_of_query(project, code, q) == Stake::Money) || charges.map(|c| c.at).any(later)
}

/// `const known = ships?.find((s) => s.name === name); if (known) join(known); else await db.from("ships").insert({ name })`: what could
/// not be read is made a second time: a firm, its members, money. A unique key over what is asked for refuses that.
fn is_made_again(project: &Project, code: &Code, queries: &[&Query], read: &Query) -> bool {
    let tables = &project.vocab.tables;
    let matters =
        |t: &String| tables.rights.has(t) || tables.money.has(t) || tables.profile.has(t) || tables.tenant.has(t);
    if !read.tables.iter().any(matters) {
        return false;
    }
    let makes = |q: &&Query| q.op == Op::Insert && q.function == read.function && q.tables == read.tables;
    let mut inserts = queries.iter().copied().filter(makes).peekable();
    if inserts.peek().is_none() {
        return false;
    }
    let is_kept_single = project.table_of(read).is_some_and(|(_, _, table)| leaves_one_row(table, &read.conditions));
    let Some(branch) = branch_without(code, &read.outcome.data).filter(|_| !is_kept_single) else { return false };
    inserts.any(|insert| code.block(branch).any(|stmt| code.stmt(stmt).range.contains(insert.at.range)))
}

/// `for (const fare of fares || []) if (…) wrong.push(fare);` and the number of `wrong` goes into a report: without the rows
/// it says that all is well.
fn is_all_clear(project: &Project, code: &Code, queries: &[&Query], read: &Query) -> bool {
    const REPORTS: [&str; 6] = ["report", "reports", "audit", "audits", "check", "checks"];
    let tells = |q: &&&Query| {
        let words = q.tables.iter().filter_map(|table| crate::vocab::split(table).pop());
        q.op == Op::Insert
            && q.function == read.function
            && q.at.range.start > read.at.range.end
            && !q.tables.iter().any(|table| project.vocab.tables.audit.has(table))
            && words.into_iter().any(|last| REPORTS.contains(&last.as_str()))
    };
    let reports: Vec<Range> = queries.iter().filter(tells).map(|q| q.at.range).collect();
    if reports.is_empty() {
        return false;
    }
    let uses: Vec<Range> =
        read.outcome.data.iter().flat_map(|&b| code.references(b)).map(|&used| code.range(used)).collect();
    let member_of = |property: &str, e: ExprId| match code.expr(e) {
        ExprKind::Member { object, property: named, .. } if code.str(named) == property => match code.expr(object) {
            ExprKind::Ident { binding, .. } => binding,
            _ => None,
        },
        _ => None,
    };
    let loops = code.stmts.iter().filter(|stmt| match stmt.kind {
        StmtKind::Loop { header: Some(list), .. } => uses.iter().any(|&used| code.range(list).contains(used)),
        _ => false,
    });
    let loops: Vec<Range> = loops.map(|stmt| stmt.range).collect();
    let in_one = |ranges: &[Range], e: ExprId| ranges.iter().any(|range| range.contains(code.range(e)));
    let inside = || code.exprs_within(read.function);
    let filled: Vec<BindingId> = inside().filter(|&e| in_one(&loops, e)).filter_map(|e| member_of("push", e)).collect();
    inside().filter(|&e| in_one(&reports, e)).filter_map(|e| member_of("length", e)).any(|list| filled.contains(&list))
}

/// What is at stake in a write that hangs on what was read after money was paid out: `const { data } = …; if (data) update(…)`.
/// Without the data the money is gone and nothing is booked.
fn booking_after(project: &Project, code: &Code, queries: &[&Query], read: &Query) -> Option<Stake> {
    let paid = |c: &&Charge| c.is_payout && c.function == read.function && c.at.range.start < read.at.range.start;
    project.charges.iter().filter(|c| c.at.file == read.at.file).find(paid)?;
    let uses: Vec<ExprId> = read.outcome.data.iter().flat_map(|&b| code.references(b)).copied().collect();
    let reads = |within: Range| uses.iter().any(|&used| within.contains(code.range(used)));
    let hangs = |write: &Query| {
        let is_asked = code.enclosures_in_function(write.expr).any(|around| match around {
            Enclosure::Then(stmt) => {
                matches!(code.stmt(stmt).kind, StmtKind::If { test, .. } if reads(code.range(test)))
            }
            Enclosure::Loop(stmt) => {
                matches!(code.stmt(stmt).kind, StmtKind::Loop { header: Some(list), .. } if reads(code.range(list)))
            }
            _ => false,
        });
        is_asked || reads(write.at.range)
    };
    let writes = queries.iter().filter(|q| q.op.is_write() && q.function == read.function && hangs(q));
    writes.map(|q| stake_of_query(project, code, q)).max()
}

/// Whether another write of the same round of a loop has been made when this one fails.
fn is_half_done(code: &Code, queries: &[&Query], failed: &Query) -> bool {
    let Some(round) = loop_around(code, Node::Expr(failed.expr)) else { return false };
    let mut before = queries.iter().filter(|q| {
        round.contains(q.at.range) && q.at.range.start < failed.at.range.start && (q.op.is_write() || q.op == Op::Rpc)
    });
    before.any(|q| !code.are_alternatives(q.expr, failed.expr))
}

/// Whether what a read gives is kept in variables that nobody looks at, or that only decide what the log says.
fn is_never_used(code: &Code, data: &[BindingId]) -> bool {
    let mut uses = data.iter().flat_map(|&binding| code.references(binding));
    !data.is_empty() && uses.all(|&used| is_for_log(code, used))
}

/// `console.log(row)`, `if (row) console.log("there"); else console.warn("not there");`.
fn is_for_log(code: &Code, used: ExprId) -> bool {
    let only_prints =
        |block: List| code.block(block).all(|s| matches!(code.stmt(s).kind, StmtKind::Expr(e) if code.is_printed(e)));
    let mut around = code.ancestors(Node::Expr(used)).take_while(|node| !matches!(node, Node::Function(_)));
    around.any(|node| match node {
        Node::Expr(e) => code.is_printed(e),
        Node::Stmt(stmt) => match code.stmt(stmt).kind {
            StmtKind::If { then, otherwise, .. } => only_prints(then) && otherwise.is_none_or(only_prints),
            _ => false,
        },
        _ => false,
    })
}

/// Where the failure of a call vanishes: where its error is looked at, else where a builder made earlier is awaited.
fn place(code: &Code, outcome: &Outcome, call: Span) -> Span {
    if let Some(&read) = outcome.error_reads.first() {
        return code.range(read).in_file(call.file);
    }
    match outcome.awaited_at.map(|e| code.range(e)) {
        Some(wait) if !wait.contains(call.range) && wait.start > call.range.end => wait.in_file(call.file),
        _ => call,
    }
}

/// The `catch` of the innermost `try` around a call of the same function, where it tells nobody either.
fn catch_in_vain(file: FileId, code: &Code, call: ExprId) -> Option<Span> {
    let (_, catch) = code.catch_of(call)?;
    of_block(code, catch.body).is_silent().then(|| catch.range.in_file(file))
}

/// How little is done about the error of a result; `None` when it is heeded, or out of sight.
fn unheeded(code: &Code, outcome: &Outcome, throws: bool) -> Option<Handling> {
    if throws || matches!(outcome.wait, Wait::Dropped | Wait::Void | Wait::Passed | Wait::Unknown) {
        // A request that is never sent is a fault of another kind.
        return None;
    }
    match outcome.error {
        ErrorUse::Read => Some(of_error_reads(code, &outcome.error_reads)).filter(|h| h.is_silent()),
        ErrorUse::Bound | ErrorUse::Dropped | ErrorUse::Discarded => Some(Handling::Nothing),
        // `const sent = await send(letter); console.log("sent", sent)`: nobody asks whether it was.
        ErrorUse::Escapes => outcome.is_only_printed(code).then_some(Handling::Nothing),
        ErrorUse::Unknown => None,
    }
}

/// `const { data } = useQuery(…)`, also through hooks of the project: a failure shows as "no data".
fn hooks(file: FileId, code: &Code, values: &Values<'_>) -> Vec<Unheeded> {
    let mut found = Vec::new();
    for stmt in &code.stmts {
        let StmtKind::Var { pattern, init: Some(init), .. } = stmt.kind else { continue };
        let ExprKind::Call { callee, args } = code.expr(init) else { continue };
        let Some(name) = code.ident(callee).filter(|n| n.starts_with("use")) else { continue };
        if !takes_data_only(code, pattern) {
            continue;
        }
        let is_query = values.symbols(file, init).iter().any(|s| {
            s.package().is_some_and(|p| p.starts_with("@tanstack/") && p.ends_with("-query"))
                && matches!(s.last(), "useQuery" | "useInfiniteQuery")
        });
        if is_query {
            found.push(Unheeded {
                trace: Trace::None,
                at: code.range(init).in_file(file),
                function: code.function_of(init),
                what: query_key(code, args)
                    .map_or_else(|| format!("the query {name}()"), |key| format!("the query `{key}`")),
                service: None,
                subject: HOOK.to_owned(),
                is_write: false,
                stake: Stake::Read,
                lets_in: false,
                widens: false,
                handling: Handling::Nothing,
                catch_in_vain: None,
            });
        }
    }
    found
}

/// The subject of queries of react-query, whatever they ask for.
pub const HOOK: &str = "useQuery";

/// The first text of `queryKey: ["orders", id]`.
fn query_key(code: &Code, args: List) -> Option<&str> {
    let key = code.property(code.arg(args, 0)?, "queryKey")?;
    match code.expr(key) {
        ExprKind::Array { elements } => code.expr_list(elements).find_map(|e| code.string(e)),
        _ => code.string(key),
    }
}

/// `{ data, isLoading }` without `error`, `isError`, `status` or the rest.
fn takes_data_only(code: &Code, pattern: PatId) -> bool {
    let PatKind::Object { properties } = code.pattern(pattern).kind else { return false };
    let mut has_data = false;
    for property in code.pattern_property_list(properties) {
        match property.key {
            PropertyKey::Name(key) => match code.str(key) {
                "data" => has_data = true,
                "error" | "isError" | "status" | "isSuccess" | "isLoadingError" | "failureReason" => return false,
                _ => {}
            },
            _ => return false,
        }
    }
    has_data
}
