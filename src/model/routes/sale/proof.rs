//! Payments that an entry point convinces itself of: which one it is, is the caller's choice, and something must hold it
//! against who calls and what he gets.

use std::collections::BTreeSet;

use super::{
    super::{
        Subject,
        ownership::{is_chosen, is_proven},
    },
    Basis, Sale,
    goods::{compared, is_sent, names_goods},
    handed::{Given, given, meant, way_to},
};
use crate::{
    facts::code::{BinaryOp, BindingId, Code, ExprId, ExprKind, Node, StmtKind},
    frameworks::payment_proofs::{asked_by, signed_parts},
    model::{
        calls::FnRef,
        indexes::is_unique,
        payments::reckoned::reckoned,
        queries::{Op, Query},
        values::{Root, Symbol},
    },
    source::span::{FileId, Span},
    vocab::split,
};

/// A payment that is looked at, by numbers that the caller sends.
pub(super) struct Proof {
    /// The call.
    at: Span,
    /// Where the numbers that were sent come from.
    numbers: Vec<Symbol>,
    /// The names for what the provider said, and for what was made of it or found by it.
    names: BTreeSet<(FileId, BindingId)>,
}

/// The payments that an entry point looks at because the caller names them.
pub(super) fn proofs(subject: &Subject<'_>) -> Vec<Proof> {
    let looked_at = subject.calls().filter_map(|(reached, call)| {
        let file = reached.function.0;
        let code = subject.values.code(file)?;
        let asked = asked_by(&subject.project.vocab, &subject.values, file, code, call);
        // A digest says nothing of the payment; whoever compares it, compares what was sent with what was sent.
        let names = if asked.is_some() { names(subject, (file, call.expr)) } else { BTreeSet::new() };
        let numbers = asked.or_else(|| signed_parts(code, call))?;
        let chosen = numbers.into_iter().flat_map(|number| symbols(subject, file, number));
        let chosen: Vec<Symbol> = chosen.filter(|symbol| is_part_of_request(subject, symbol)).collect();
        let at = code.range(call.expr).in_file(file);
        (!chosen.is_empty()).then_some(Proof { at, numbers: chosen, names })
    });
    looked_at.collect()
}

/// Where a value comes from, also where a name is given it after its declaration, and as what a caller gives.
fn symbols(subject: &Subject<'_>, file: FileId, expr: ExprId) -> Vec<Symbol> {
    let Some(code) = subject.values.code(file) else { return Vec::new() };
    meant(code, expr).into_iter().flat_map(|e| subject.symbols_of_sources(file, e)).collect()
}

/// Whether a value is one thing that the caller sends, and not the whole of it.
fn is_part_of_request(subject: &Subject<'_>, symbol: &Symbol) -> bool {
    const WHOLE: [&str; 6] = [".text()", ".rawBody", ".body", ".arrayBuffer()", ".json()", ""];
    subject.project.is_sent_or_path_symbol(symbol) && !WHOLE.contains(&symbol.path.as_str())
        || matches!(symbol.root, Root::Param(..)) && is_argument_of_action(subject, symbol)
}

fn is_argument_of_action(subject: &Subject<'_>, symbol: &Symbol) -> bool {
    let Root::Param(file, function, index) = symbol.root else { return false };
    subject.entry.kind.is_input(index, &symbol.path) && subject.handlers().any(|handler| handler == (file, function))
}

/// The names for what a call gave, in its function and in those that call that.
fn names(subject: &Subject<'_>, (file, call): (FileId, ExprId)) -> BTreeSet<(FileId, BindingId)> {
    let mut found = BTreeSet::new();
    for ((file, function), expr) in way_to(subject, file, call) {
        if let Some(code) = subject.values.code(file) {
            name_what_is_made(subject, code, (file, function), expr, &mut found);
        }
    }
    found
}

/// Takes in the names of a function that hold the value of an expression, and of what is made with them.
fn name_what_is_made(
    subject: &Subject<'_>,
    code: &Code,
    (file, function): FnRef,
    made: ExprId,
    found: &mut BTreeSet<(FileId, BindingId)>,
) {
    const ROUNDS: usize = 4;
    let origin = code.range(made);
    for _ in 0..ROUNDS {
        let before = found.len();
        for node in code.descendants(Node::Function(function)) {
            let (value, mut names) = match node {
                Node::Stmt(stmt) => match code.stmt(stmt).kind {
                    StmtKind::Var { pattern, init: Some(init), .. } => {
                        let mut names = Vec::new();
                        code.bound_names(pattern, &mut names);
                        (init, names)
                    }
                    _ => continue,
                },
                Node::Expr(e) => match code.expr(e) {
                    ExprKind::Assign { target, value, .. } => match code.expr(target) {
                        ExprKind::Ident { binding: Some(binding), .. } => (value, vec![binding]),
                        _ => continue,
                    },
                    _ => continue,
                },
                _ => continue,
            };
            let is_made = code.range(value).contains(origin) || holds(code, file, value, found);
            let is_kept = is_made && !stores_or_lists(subject, code, file, value);
            if is_kept && !matches!(code.expr(value), ExprKind::Function(_)) {
                found.extend(names.drain(..).map(|name| (file, name)));
            }
        }
        if found.len() == before {
            break;
        }
    }
}

/// Whether a value is what a call of the database gives that stores something, or looks for more than one thing told by its
/// number: rows of a season, the new row of a pass.
fn stores_or_lists(subject: &Subject<'_>, code: &Code, file: FileId, value: ExprId) -> bool {
    let range = code.range(value);
    let mut queries = subject.project.queries_in(file).iter().filter(|query| range.contains(query.at.range));
    queries.any(|query| {
        query.op.is_write() || !compared(query).any(|c| c.value.is_some_and(|value| names_one(code, value)))
    })
}

/// Whether one of some names is a part of an expression.
fn holds(code: &Code, file: FileId, expr: ExprId, names: &BTreeSet<(FileId, BindingId)>) -> bool {
    code.within_node(Node::Expr(expr)).any(|node| match node {
        Node::Expr(e) => match code.expr(e) {
            ExprKind::Ident { binding: Some(binding), .. } => names.contains(&(file, binding)),
            _ => false,
        },
        _ => false,
    })
}

/// The sales that rest on a payment which nothing ties to the caller, to what he gets, or to this one time.
pub(super) fn unbound(subject: &Subject<'_>, proofs: &[Proof], own: &[&Query]) -> Vec<Sale> {
    let tie = Tie { subject, proofs };
    let Some(at) = proofs.iter().map(|proof| proof.at).min() else { return Vec::new() };
    let sold = own.iter().copied().filter(|query| !tie.is_before(query));
    if tie.is_compared() {
        return sold.filter_map(|query| tie.added_again(query, at)).collect();
    }
    sold.filter_map(|query| {
        let given = given(subject, query);
        let (column, basis) = tie.goods_sent(&given).map(|column| (column, Basis::ForAnything(at))).or_else(|| {
            let column = tie.taken_by_anybody(query, &given)?;
            Some((column, Basis::OfAnybody(at)))
        })?;
        Some(Sale { at: query.at, table: query.tables.first()?.clone(), column, basis })
    })
    .collect()
}

/// What may tie a payment to a caller, to goods and to one use.
struct Tie<'s, 'a> {
    subject: &'s Subject<'a>,
    proofs: &'s [Proof],
}

impl Tie<'_, '_> {
    /// Whether a value is, or holds, what the provider said or what was found by it, or the number of the payment.
    fn is_of_payment(&self, file: FileId, expr: ExprId) -> bool {
        self.is_named(file, expr) || self.is_sent_number(file, expr)
    }

    /// Whether a value tells one payment, or one payer, from another: the number, or an id or address that the provider said.
    fn is_number(&self, file: FileId, expr: ExprId) -> bool {
        let names_one = || self.subject.values.code(file).is_some_and(|code| names_one(code, expr));
        self.is_sent_number(file, expr) || names_one() && self.is_named(file, expr)
    }

    fn is_sent_number(&self, file: FileId, expr: ExprId) -> bool {
        let symbols = symbols(self.subject, file, expr);
        let mut numbers = self.proofs.iter().flat_map(|proof| &proof.numbers);
        numbers.any(|number| symbols.iter().any(|s| number.root == s.root && number.path == s.path))
    }

    /// Whether a name for what the provider said is a part of a value, or of what a caller gives for it.
    fn is_named(&self, file: FileId, expr: ExprId) -> bool {
        self.subject.sources(file, expr).iter().any(|source| {
            self.subject
                .values
                .code(source.file)
                .is_some_and(|code| self.proofs.iter().any(|proof| holds(code, source.file, source.expr, &proof.names)))
        })
    }

    /// Whether anything of the payment, beyond how it stands, is held against something else than a word of the code.
    fn is_compared(&self) -> bool {
        self.subject.reached.iter().any(|reached| {
            let (file, function) = reached.function;
            let Some(code) = self.subject.values.code(file) else { return false };
            code.descendants(Node::Function(function)).any(|node| {
                let Node::Expr(e) = node else { return false };
                let ExprKind::Binary { op, left, right } = code.expr(e) else { return false };
                is_comparison(op)
                    && [(left, right), (right, left)].into_iter().any(|(one, other)| {
                        !says_how_it_stands(code, one)
                            && !is_word(code, other)
                            && (code.function_of(e) == function || names_one(code, one) || names_one(code, other))
                            && self.is_of_payment(file, one)
                            && !self.is_same_payment(file, one, other)
                    })
            })
        })
    }

    /// Whether both sides are the number of the payment, or what was said of it: nothing is tied by that.
    fn is_same_payment(&self, file: FileId, one: ExprId, other: ExprId) -> bool {
        let (left, right) = (symbols(self.subject, file, one), symbols(self.subject, file, other));
        !left.is_empty() && left == right
    }

    /// Whether a write stands before the payment is looked at, in the same function.
    fn is_before(&self, query: &Query) -> bool {
        self.proofs.iter().all(|proof| proof.at.file == query.at.file && query.at.range.end < proof.at.range.start)
    }

    /// The column of what is sold whose value the caller says, and not the payment.
    fn goods_sent(&self, given: &[Given]) -> Option<String> {
        let vocab = &self.subject.project.vocab;
        let is_his_word = |g: &&Given| {
            names_goods(vocab, &g.column)
                && is_sent(self.subject, g.file, g.value)
                && !self.is_of_payment(g.file, g.value)
        };
        given.iter().find(is_his_word).map(|g| g.column.clone())
    }

    /// The column that makes a row the caller's, where nothing ties the payment to him and nothing notes that it was used.
    fn taken_by_anybody(&self, query: &Query, given: &[Given]) -> Option<String> {
        let tables = &self.subject.project.vocab.tables;
        let is_record = |t: &String| {
            tables.audit.has(t) || tables.record.has(t) || tables.log.has(t) || tables.processed_events.has(t)
        };
        if query.tables.iter().any(is_record) || self.is_claimed(query, given) {
            return None;
        }
        let file = query.at.file;
        let owners = &self.subject.project.vocab.columns.owner;
        let is_his = |file, value| is_proven(self.subject, file, value) || is_chosen(self.subject, file, value);
        let keys = || compared(query).filter_map(|c| Some((c.column.as_deref()?, c.value?)));
        if keys().any(|(_, value)| self.is_of_payment(file, value)) {
            return None;
        }
        let mut own = given.iter().filter(|g| owners.has(&g.column));
        match query.op {
            Op::Update => keys().find(|(_, value)| is_his(file, *value)).map(|(column, _)| column.to_owned()),
            _ => {
                own.find(|g| is_his(g.file, g.value) && !self.is_of_payment(g.file, g.value)).map(|g| g.column.clone())
            }
        }
    }

    /// The sale by which more is put on top of what is there, though nothing notes that the payment was used.
    fn added_again(&self, query: &Query, at: Span) -> Option<Sale> {
        let project = self.subject.project;
        let code = self.subject.values.code(query.at.file).filter(|_| query.op == Op::Update)?;
        let column = (*reckoned(project, code, query).first()?).to_owned();
        let table = query.tables.first()?.clone();
        let is_claimed = self.is_claimed(query, &given(self.subject, query));
        (!is_claimed).then_some(Sale { at: query.at, table, column, basis: Basis::Again(at) })
    }

    /// Whether a payment counts once: it is looked for among what is stored, or kept under a unique key.
    fn is_claimed(&self, query: &Query, given: &[Given]) -> bool {
        let is_asked_for = |q: &&&Query| {
            q.op == Op::Select && compared(q).any(|c| c.value.is_some_and(|value| self.is_number(q.at.file, value)))
        };
        let is_kept_once = |q: &&Query| {
            let held: Vec<&str> = if q.at == query.at {
                let of_payment = given.iter().filter(|g| self.is_number(g.file, g.value));
                of_payment.map(|g| g.column.as_str()).collect()
            } else {
                let of_payment = q.assigned.iter().filter(|(_, value)| self.is_number(q.at.file, *value));
                of_payment.map(|(column, _)| column.as_str()).collect()
            };
            let adds = matches!(q.op, Op::Insert | Op::Upsert) && !held.is_empty();
            // Where no schema says, a key may be there.
            adds && match self.subject.project.table_of(q) {
                Some((_, _, table)) => is_unique(table, &held),
                None => q.library.is_sql(),
            }
        };
        self.subject.queries.iter().any(|q| is_asked_for(&q) || is_kept_once(q))
    }
}

/// Whether the name of a value is that of something that tells one from another: `session.id`, `customerEmail`.
fn names_one(code: &Code, expr: ExprId) -> bool {
    const WORDS: [&str; 12] = [
        "id",
        "ref",
        "reference",
        "email",
        "intent",
        "session",
        "subscription",
        "customer",
        "order",
        "number",
        "token",
        "uid",
    ];
    code.last_name(expr).is_some_and(|name| split(name).last().is_some_and(|word| WORDS.contains(&word.as_str())))
}

fn is_comparison(op: BinaryOp) -> bool {
    use BinaryOp as B;
    matches!(op, B::Equal | B::NotEqual | B::Less | B::LessEqual | B::Greater | B::GreaterEqual)
}

/// Whether what is compared only says how a payment stands: `session.payment_status`.
fn says_how_it_stands(code: &Code, expr: ExprId) -> bool {
    matches!(
        code.last_name(expr),
        Some(
            "status"
                | "payment_status"
                | "paymentStatus"
                | "state"
                | "mode"
                | "ok"
                | "object"
                | "length"
                | "error"
                | "code"
        )
    )
}

/// Whether a value stands in the code.
fn is_word(code: &Code, expr: ExprId) -> bool {
    match code.expr(expr) {
        ExprKind::String(_) | ExprKind::Number(_) | ExprKind::Bool(_) | ExprKind::Null => true,
        ExprKind::Ident { name, binding: None } => code.str(name) == "undefined",
        _ => false,
    }
}
