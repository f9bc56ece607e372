//! The tree of SQL expressions and queries: owned, knowing no parser.
//!
//! Names are as PostgreSQL folds them (unquoted ones in lower case, cut to 63 bytes). Ranges are bytes of the text
//! that was parsed; a node made of others covers its parts.
//!
//! What is unwrapped or folded, so that nobody has to: parentheses; `NOT IN`, `IS NOT NULL`, `NOT LIKE`,
//! `IS NOT DISTINCT FROM` and their like are [`ExprKind::Not`] of the positive form, which is the same in
//! three-valued logic; `LIKE` is the operator `~~`, `ILIKE` is `~~*`, `!=` is `<>`.

use serde::{Deserialize, Serialize};

use super::statement::Statement;
use crate::source::span::Range;

/// An expression and the bytes it was read from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Expr {
    /// What it is.
    pub kind: ExprKind,
    /// Where it is in the parsed text; empty at 0 where nothing in it has a place.
    pub range: Range,
}

/// What an expression is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum ExprKind {
    /// `user_id`, `p.user_id`, `public.posts.user_id`: the folded parts, at least one.
    Column(Vec<String>),
    /// `'admin'`, `3`, `true`, `NULL`.
    Literal(Literal),
    /// `$2`.
    Parameter(u32),
    /// `auth.uid()`, `coalesce(a, b)`, `count(*)`, `current_user`.
    Call(Call),
    /// `x::uuid`, `CAST(x AS uuid)`, `DATE '2024-01-01'`.
    Cast(Box<Expr>, String),
    /// `a AND b AND c`, flattened.
    And(Vec<Expr>),
    /// `a OR b OR c`, flattened.
    Or(Vec<Expr>),
    /// `NOT a`.
    Not(Box<Expr>),
    /// `a = b`, `a ->> 'k'`, `a LIKE b` (as `~~`).
    Binary(Box<Expr>, String, Box<Expr>),
    /// `-a`.
    Unary(String, Box<Expr>),
    /// `a IS NULL`, `a IS TRUE`.
    Is(Box<Expr>, Is),
    /// `a IS DISTINCT FROM b`.
    Distinct(Box<Expr>, Box<Expr>),
    /// `a BETWEEN low AND high`.
    Between(Box<Expr>, Box<Expr>, Box<Expr>),
    /// `a IN (1, 2)`.
    InList(Box<Expr>, Vec<Expr>),
    /// `a IN (SELECT …)`.
    InQuery(Box<Expr>, Box<Query>),
    /// `a = ANY (b)`, `a <> ALL (SELECT …)`; a query on the right is an [`ExprKind::Subquery`].
    Quantified {
        /// The left side.
        left: Box<Expr>,
        /// The operator.
        op: String,
        /// `ALL` rather than `ANY` or `SOME`.
        all: bool,
        /// An array, or a subquery.
        right: Box<Expr>,
    },
    /// `EXISTS (SELECT …)`.
    Exists(Box<Query>),
    /// `(SELECT …)` as a value.
    Subquery(Box<Query>),
    /// `ARRAY(SELECT …)`.
    ArrayQuery(Box<Query>),
    /// `CASE x WHEN a THEN b ELSE c END`.
    Case {
        /// What follows `CASE`.
        operand: Option<Box<Expr>>,
        /// `WHEN … THEN …`, in order.
        arms: Vec<(Expr, Expr)>,
        /// What follows `ELSE`.
        otherwise: Option<Box<Expr>>,
    },
    /// `(a, b)`.
    Row(Vec<Expr>),
    /// `ARRAY[a, b]`.
    Array(Vec<Expr>),
    /// `a[1]`.
    Index(Box<Expr>, Vec<Expr>),
    /// `(composite).field`, `NEW.role` where the base is not a plain name.
    Field(Box<Expr>, String),
    /// `*`, `t.*`; the qualifier's parts.
    Star(Vec<String>),
    /// Something that is only known by what it is made of.
    Other(Vec<Expr>),
}

/// A constant.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Literal {
    /// `NULL`.
    Null,
    /// `true`.
    Bool(bool),
    /// `3`, `1.5e3`, as written.
    Number(String),
    /// `'text'`, without its quotes and escapes.
    Text(String),
}

/// What `IS` asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Is {
    /// `IS NULL`; also `IS UNKNOWN`.
    Null,
    /// `IS TRUE`.
    True,
    /// `IS FALSE`.
    False,
}

/// A call of a function.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Call {
    /// `["auth", "uid"]`.
    pub name: Vec<String>,
    /// The arguments in order; `count(*)` has one [`ExprKind::Star`].
    pub args: Vec<Arg>,
    /// Whether it looks at each value once: `count(DISTINCT x)`.
    pub distinct: bool,
    /// `FILTER (WHERE …)`.
    pub filter: Option<Box<Expr>>,
    /// Whether it has an `OVER` clause.
    pub windowed: bool,
}

/// One argument of a call.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Arg {
    /// `_role` in `has_role(_role => 'admin')`.
    pub name: Option<String>,
    /// The value.
    pub value: Expr,
}

/// `WITH … SELECT … ORDER BY … LIMIT …`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Query {
    /// The common table expressions, in order.
    pub ctes: Vec<Cte>,
    /// What it selects.
    pub body: QueryBody,
    /// What `ORDER BY` sorts by.
    pub order: Vec<SortKey>,
    /// The `LIMIT` or `FETCH` expression.
    pub limit: Option<Box<Expr>>,
    /// The bytes it was read from.
    pub range: Range,
}

/// One key of an `ORDER BY`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SortKey {
    /// What is compared.
    pub expr: Expr,
    /// Whether the greatest comes first.
    pub descending: bool,
    /// `NULLS FIRST` (true), `NULLS LAST`, or nothing: then they count as the greatest.
    pub nulls_first: Option<bool>,
}

/// One `name AS (…)` of a `WITH`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Cte {
    /// Its name.
    pub name: String,
    /// The names it gives to columns.
    pub columns: Vec<String>,
    /// Its query; data-changing ones are [`QueryBody::Modify`].
    pub query: Query,
}

/// What a query selects.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum QueryBody {
    /// `SELECT …`.
    Select(Box<Select>),
    /// `a UNION b`.
    Set(SetOp, Box<QueryBody>, Box<QueryBody>),
    /// `VALUES (…), (…)`.
    Values(Vec<Vec<Expr>>),
    /// `(SELECT … LIMIT 1)` as a part of another.
    Query(Box<Query>),
    /// `DELETE … RETURNING …` as a part of another.
    Modify(Box<Statement>),
}

/// How two queries are combined.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SetOp {
    /// `UNION`, with or without `ALL`.
    Union,
    /// `EXCEPT`.
    Except,
    /// `INTERSECT`.
    Intersect,
}

/// `SELECT items FROM … WHERE … GROUP BY … HAVING …`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Select {
    /// `DISTINCT`, `DISTINCT ON (…)`.
    pub distinct: bool,
    /// The select list.
    pub items: Vec<SelectItem>,
    /// The FROM items, joins flattened, in order.
    pub from: Vec<FromItem>,
    /// The `WHERE` condition.
    pub condition: Option<Expr>,
    /// The `GROUP BY` expressions.
    pub group_by: Vec<Expr>,
    /// The `HAVING` condition.
    pub having: Option<Expr>,
}

/// One item of a select list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SelectItem {
    /// The value; `*` is an [`ExprKind::Star`].
    pub value: Expr,
    /// `AS alias`.
    pub alias: Option<String>,
}

/// One item of a FROM list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FromItem {
    /// What rows come from.
    pub source: Source,
    /// `AS alias`.
    pub alias: Option<String>,
    /// The names that the alias gives to columns.
    pub columns: Vec<String>,
    /// How it joins what is before it; none for the first of a comma list.
    pub join: Option<Join>,
}

/// What rows come from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Source {
    /// A table, view or common table expression.
    Table(TableName),
    /// `(SELECT …)`.
    Query(Box<Query>),
    /// `unnest(a)`, `get_orgs()`.
    Call(Box<Expr>),
    /// `(a JOIN b ON …)`.
    Nested(Vec<FromItem>),
    /// What has no name here, such as `JSON_TABLE`.
    Other,
}

/// How a FROM item joins those before it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Join {
    /// Which rows survive without a match.
    pub kind: JoinKind,
    /// The `ON` condition.
    pub on: Option<Expr>,
    /// The `USING` columns.
    pub using: Vec<String>,
}

/// Which rows survive without a match.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum JoinKind {
    /// None; `CROSS JOIN` too.
    Inner,
    /// Those before it.
    Left,
    /// Its own.
    Right,
    /// Both.
    Full,
}

/// The name of a table as it is written.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct TableName {
    /// `public` in `public.posts`.
    pub schema: Option<String>,
    /// `posts`.
    pub name: String,
    /// Where it is in the parsed text.
    pub range: Range,
}

impl Expr {
    /// A node without a place.
    #[must_use]
    pub fn new(kind: ExprKind) -> Self {
        Self { kind, range: Range::default() }
    }

    /// The expression without the casts around it.
    #[must_use]
    pub fn uncast(&self) -> &Self {
        match &self.kind {
            ExprKind::Cast(inner, _) => inner.uncast(),
            _ => self,
        }
    }

    /// The text of a constant of any type but null, through casts: `'open'::state` and `'open'` are one value.
    #[must_use]
    pub fn constant(&self) -> Option<String> {
        match &self.uncast().kind {
            ExprKind::Literal(Literal::Text(text)) => Some(text.clone()),
            ExprKind::Literal(Literal::Number(number)) => Some(number.clone()),
            ExprKind::Literal(Literal::Bool(value)) => Some(value.to_string()),
            _ => None,
        }
    }

    /// The text of a string constant, through casts.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        match &self.kind {
            ExprKind::Literal(Literal::Text(text)) => Some(text),
            ExprKind::Cast(inner, _) => inner.as_text(),
            _ => None,
        }
    }

    /// The last part of a column name, through casts.
    #[must_use]
    pub fn as_column(&self) -> Option<&str> {
        match &self.kind {
            ExprKind::Column(parts) => parts.last().map(String::as_str),
            ExprKind::Cast(inner, _) => inner.as_column(),
            _ => None,
        }
    }

    /// Whether this is a call of the function with these name parts.
    #[must_use]
    pub fn is_call(&self, name: &[&str]) -> bool {
        matches!(&self.kind, ExprKind::Call(call) if call.name == name)
    }
}
