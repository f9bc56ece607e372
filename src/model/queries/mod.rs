//! Database calls of the code, in neutral terms: which table, which operation, what is filtered, sorted, bounded, how
//! the result is used, on which side and with whose rights. The recognition of each library is in `frameworks/`.

mod accounts;
mod few;
mod given;
mod hidden;
mod join;
mod loops;
mod members;
mod names;
mod reads;
mod replaced;
mod rows;
mod seen;
pub mod transactions;
mod unsent;
mod whose;
mod written_list;

use rayon::prelude::*;

pub(crate) use self::loops::enclosing_loop;
pub use self::{
    hidden::{Asked, Hidden},
    join::Judged,
    transactions::Begin,
    unsent::{Reach, Unsent},
    whose::Whose,
};
pub use self::{
    loops::{Over, Repeat},
    rows::is_typed_by_hand,
};
use super::{
    Project, Role,
    outcome::{Outcome, outcome},
    schema::Command,
    values::Values,
};
use crate::{
    facts::code::{Code, ExprId, ExprKind, FnId},
    frameworks::{
        data::{self, Catalogue},
        library::Library,
    },
    source::span::{FileId, Span},
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
    /// The number of rows that a `limit` of the call cuts them to, wherever in its chain it stands.
    pub limit: Option<ExprId>,
    /// Whether a write also returns the rows it wrote.
    pub returning: bool,
    /// The relations embedded in the select list.
    pub embeds: Vec<Embed>,
    /// For inserts and updates, the objects written, where they are literals.
    pub written: Vec<ExprId>,
    /// The columns that are set, each with the value that it gets, as far as both stand in the code: of literal objects, of
    /// `SET column = $1` and of `VALUES ($1)`. A column of several rows or branches stands here once for each.
    pub assigned: Vec<(String, ExprId)>,
    /// The columns that the text of a statement itself sets to a word, a number or a truth: `SET state = 'open'`.
    pub constants: Vec<(String, String)>,
    /// What is written as it is given: an object, an array, or whatever holds one.
    pub payload: Option<ExprId>,
    /// The columns of an upsert's conflict target, where given.
    pub on_conflict: Option<Vec<String>>,
    /// The columns of embedded tables that its alternatives name as if they were its own, each with the alternatives: the
    /// API cannot read such a request.
    pub beyond: Vec<(String, ExprId)>,
    /// Whether some part of the call (a filter, a column) is computed and not known.
    pub has_unread: bool,
    /// How the result is used.
    pub outcome: Outcome,
    /// Whether a failure throws by itself.
    pub throws: bool,
    /// What repeats it, if anything does.
    pub repeat: Option<Repeat>,
    /// With whose rights it runs.
    pub client: Client,
    /// The object that is called: `supabase`, `db`.
    pub receiver: ExprId,
    /// Through which library.
    pub library: Library,
    /// Why it throws before it is sent, if it does.
    pub unsent: Option<Unsent>,
    /// Whether it runs when its function does.
    pub reach: Reach,
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
    /// The command whose policies decide on it first; a call of a function has none.
    #[must_use]
    pub fn command(self) -> Option<Command> {
        match self {
            Self::Select => Some(Command::Select),
            Self::Insert | Self::Upsert => Some(Command::Insert),
            Self::Update => Some(Command::Update),
            Self::Delete => Some(Command::Delete),
            Self::Rpc => None,
        }
    }

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
    /// The path into a JSON column, with its arrows: `->>kind`.
    pub path: Option<String>,
    /// The operator.
    pub op: String,
    /// The value, where it is a literal.
    pub literal: Option<String>,
    /// What the value is known to begin with.
    pub prefix: Option<String>,
    /// The value's expression, where it is one.
    pub value: Option<ExprId>,
}

impl Comparison {
    /// `column op value`, the value as far as it is known.
    pub(crate) fn of(
        values: &Values<'_>,
        file: FileId,
        column: Option<String>,
        op: &str,
        value: Option<ExprId>,
    ) -> Self {
        Self {
            column,
            path: None,
            op: op.to_owned(),
            literal: value.and_then(|v| values.literal(file, v)),
            prefix: value.and_then(|v| values.prefix(file, v)),
            value,
        }
    }
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
    /// A call of which nothing is known yet but where it stands, what it does, and what becomes of its result.
    pub(crate) fn new(file: FileId, code: &Code, expr: ExprId, op: Op, receiver: ExprId, library: Library) -> Self {
        Self {
            at: code.range(expr).in_file(file),
            expr,
            function: code.function_of(expr),
            tables: Vec::new(),
            schema: None,
            op,
            columns: Columns::Unknown,
            conditions: Vec::new(),
            sort: Vec::new(),
            bound: Bound::None,
            limit: None,
            returning: false,
            embeds: Vec::new(),
            written: Vec::new(),
            assigned: Vec::new(),
            constants: Vec::new(),
            payload: None,
            on_conflict: None,
            beyond: Vec::new(),
            has_unread: false,
            outcome: outcome(code, expr),
            throws: library.throws(),
            repeat: enclosing_loop(file, code, expr),
            client: Client::Unknown,
            receiver,
            library,
            unsent: None,
            reach: Reach::Runs,
        }
    }

    /// Takes in what the objects that are written assign, unless the library has said it.
    fn assign(&mut self, code: &Code) {
        if !self.assigned.is_empty() {
            return;
        }
        let objects = self.written.iter().filter_map(|&object| match code.expr(object) {
            ExprKind::Object { properties } => Some(code.property_list(properties)),
            _ => None,
        });
        self.assigned = objects.flatten().filter_map(|p| Some((code.property_name(&p)?.to_owned(), p.value))).collect();
    }

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

/// All database calls of all files, in the order of files and places. Generated and vendored code is left out.
pub(super) fn collect(project: &Project) -> Vec<Query> {
    let values = project.values();
    let in_loops = loops::called_in_loops(&project.files, &values);
    let catalogue = Catalogue::new(project);
    let of_files = project.files.par_iter().enumerate().map(|(index, file)| {
        let Some(code) = file.code.as_ref().filter(|_| !matches!(file.role, Role::Vendored | Role::Generated)) else {
            return Vec::new();
        };
        let id = FileId(u32::try_from(index).unwrap_or(u32::MAX));
        let mut queries = data::queries(id, code, &values, &catalogue);
        for query in &mut queries {
            query.repeat = query.repeat.or_else(|| in_loops.get(&(id, query.function)).copied());
            query.assign(code);
        }
        unsent::mark(&values, id, code, &mut queries);
        queries
    });
    let mut queries: Vec<Query> = of_files.collect::<Vec<_>>().into_iter().flatten().collect();
    given::find_clients(project, &mut queries);
    queries
}
