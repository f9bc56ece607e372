//! Database calls of the code, in neutral terms: which table, which operation, what is filtered, sorted, bounded, how
//! the result is used, on which side and with whose rights. The recognition of each library is in `frameworks/`.

use crate::{
    facts::code::{Code, ExprId, FnId},
    model::outcome::Outcome,
    source::span::{FileId, Range, Span},
};

/// One call of the database.
#[derive(Clone, Debug, PartialEq)]
pub struct Query {
    /// The whole call chain.
    pub at: Span,
    /// The expression in its file that is waited for.
    pub expr: ExprId,
    /// The function it stands in.
    pub function: FnId,
    /// The tables it may name (one, or several when the name is a choice); empty when it is computed.
    pub tables: Vec<String>,
    /// The schema, where the call names one.
    pub schema: Option<String>,
    /// What it does.
    pub op: Op,
    /// The columns read or written.
    pub columns: Columns,
    /// What the rows must meet, in source order.
    pub conditions: Vec<Condition>,
    /// The order asked for.
    pub sort: Vec<Sort>,
    /// What limits the rows, apart from conditions on a unique key.
    pub bound: Bound,
    /// Whether a write also returns the rows it wrote.
    pub returning: bool,
    /// The relations embedded in the select list.
    pub embeds: Vec<Embed>,
    /// For inserts and updates, the objects written, where they are literals.
    pub written: Vec<ExprId>,
    /// The columns of an upsert's conflict target, where given.
    pub on_conflict: Option<Vec<String>>,
    /// Whether some part of the call (a filter, a column) is computed and not known.
    pub has_unread: bool,
    /// How the result is used.
    pub outcome: Outcome,
    /// Whether a failure throws by itself.
    pub throws: bool,
    /// The loop it runs in, if any.
    pub in_loop: Option<Range>,
    /// With whose rights it runs.
    pub client: Client,
    /// The object that is called: `supabase`, `db`.
    pub receiver: ExprId,
}

/// What a call does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "the names are the operations")]
pub enum Op {
    Select,
    Insert,
    Update,
    Upsert,
    Delete,
    Rpc,
}

impl Op {
    /// As `inspect queries` spells it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Select => "select",
            Self::Insert => "insert",
            Self::Update => "update",
            Self::Upsert => "upsert",
            Self::Delete => "delete",
            Self::Rpc => "rpc",
        }
    }

    /// Whether it changes rows.
    #[must_use]
    pub fn is_write(self) -> bool {
        matches!(self, Self::Insert | Self::Update | Self::Upsert | Self::Delete)
    }
}

/// The columns of a call.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Columns {
    /// These, in source order.
    Named(Vec<String>),
    /// `*`.
    All,
    /// Computed, or none given.
    #[default]
    Unknown,
}

/// A condition on the rows.
#[derive(Clone, Debug, PartialEq)]
pub enum Condition {
    /// `column op value`.
    Compare(Comparison),
    /// Alternatives, each a list of conditions that must all hold.
    AnyOf(Vec<Vec<Comparison>>),
}

/// `column op value`; the operator as PostgREST spells it (`eq`, `not.is`, `cs`).
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// The column; `relation.column` for an embedded table; `None` when computed.
    pub column: Option<String>,
    /// The operator.
    pub op: String,
    /// The value, where it is a literal.
    pub literal: Option<String>,
    /// The value's expression, where it is one.
    pub value: Option<ExprId>,
}

impl Condition {
    /// All comparisons in it.
    pub fn comparisons(&self) -> impl Iterator<Item = &Comparison> {
        let (one, many) = match self {
            Self::Compare(c) => (Some(c), [].as_slice()),
            Self::AnyOf(groups) => (None, groups.as_slice()),
        };
        one.into_iter().chain(many.iter().flatten())
    }
}

/// One sort key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sort {
    /// The column.
    pub column: String,
    /// Downwards.
    pub descending: bool,
    /// Nulls first, where the call says so.
    pub nulls_first: Option<bool>,
}

/// What limits the rows of a select.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Bound {
    /// Nothing.
    #[default]
    None,
    /// `.single()`, `.maybeSingle()`, `findFirst`.
    One,
    /// `.limit(n)`, `.range(a, b)`, `take`; the number where it is a literal.
    Limit(Option<u32>),
    /// Only a count.
    CountOnly,
}

/// An embedded relation of a select list: `alias:relation!hint!inner(columns)`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Embed {
    /// The relation.
    pub relation: String,
    /// The name it has in the answer.
    pub alias: Option<String>,
    /// A foreign key or column that says which way.
    pub hint: Option<String>,
    /// Whether rows without it are left out.
    pub inner: bool,
    /// Its columns.
    pub columns: Vec<String>,
    /// Deeper ones.
    pub embeds: Vec<Embed>,
}

/// With whose rights a call runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Client {
    /// The signed-in user's token, or a browser client (user when signed in, else anonymous).
    User,
    /// The public key alone.
    Anon,
    /// The service key: row security does not apply.
    Service,
    /// A direct connection.
    Orm,
    /// Not known.
    #[default]
    Unknown,
}

impl Query {
    /// The columns it filters by, in source order, without repeats.
    #[must_use]
    pub fn filters(&self) -> Vec<&str> {
        let mut columns = Vec::new();
        for column in self.conditions.iter().flat_map(Condition::comparisons).filter_map(|c| c.column.as_deref()) {
            if !columns.contains(&column) {
                columns.push(column);
            }
        }
        columns
    }
}

/// The loop that `expr` runs in: a loop statement of its function, or a callback of an array method.
#[must_use]
pub fn enclosing_loop(code: &Code, expr: ExprId) -> Option<Range> {
    use crate::facts::code::{ExprKind, Node, StmtKind};
    let mut node = code.parent(expr);
    let mut inside = expr;
    loop {
        match node {
            Node::Expr(e) => {
                inside = e;
                node = match code.expr(e) {
                    ExprKind::Function(f) => match callback_of_iteration(code, e) {
                        Some(call) => return Some(code.range(call)),
                        // Any other function value runs when somebody calls it: not a loop of ours.
                        None if is_immediate(code, f, e) => code.parent(e),
                        None => return None,
                    },
                    _ => code.parent(e),
                };
            }
            Node::Stmt(s) => match code.stmt(s).kind {
                StmtKind::Loop { header, form, .. } => {
                    use crate::facts::code::LoopForm;
                    let in_header = header.is_some_and(|h| code.range(h).contains(code.range(inside)));
                    let once = in_header && matches!(form, LoopForm::ForOf | LoopForm::ForIn | LoopForm::ForAwaitOf);
                    if !once {
                        return Some(code.stmt(s).range);
                    }
                    node = code.stmt_parent(s);
                }
                _ => node = code.stmt_parent(s),
            },
            Node::Function(f) => match code.function(f).parent {
                Node::Expr(e) => node = Node::Expr(e),
                _ => return None,
            },
            Node::Class(_) | Node::Module => return None,
        }
    }
}

/// `xs.map(callback)` and its relatives, where `function` is the callback.
fn callback_of_iteration(code: &Code, function: ExprId) -> Option<ExprId> {
    use crate::facts::code::{ExprKind, Node};
    let Node::Expr(call) = code.parent(function) else { return None };
    let ExprKind::Call { callee, args } = code.expr(call) else { return None };
    let is_argument = code.expr_list(args).any(|a| a == function);
    match code.expr(callee) {
        ExprKind::Member { property, .. } if is_argument => matches!(
            code.str(property),
            "map" | "forEach" | "flatMap" | "filter" | "reduce" | "some" | "every" | "find"
        )
        .then_some(call),
        _ => None,
    }
}

/// `(async () => { … })()`.
fn is_immediate(code: &Code, _function: FnId, expr: ExprId) -> bool {
    use crate::facts::code::{ExprKind, Node};
    match code.parent(expr) {
        Node::Expr(call) => matches!(code.expr(call), ExprKind::Call { callee, .. } if callee == expr),
        _ => false,
    }
}

/// A query with its file, as analyses hand it around.
#[must_use]
pub fn span(file: FileId, range: Range) -> Span {
    range.in_file(file)
}
