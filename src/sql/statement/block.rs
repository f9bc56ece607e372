//! PL/pgSQL: the code of `DO` and of functions, as a tree.

use serde::{Deserialize, Serialize};

use super::{Ident, SqlText, Statement, TypeName};
use crate::source::span::Range;

/// `[DECLARE …] BEGIN … [EXCEPTION …] END`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// `<<label>>`.
    pub label: Option<Ident>,
    /// The variables.
    pub declarations: Vec<Declaration>,
    /// What is done.
    pub body: Vec<BlockStatement>,
    /// `EXCEPTION WHEN …`; while there are any, an error undoes what the body did.
    pub handlers: Vec<Handler>,
    /// The bytes of all of it.
    pub range: Range,
}

/// A declared variable.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Declaration {
    /// Its name.
    pub name: Ident,
    /// `CONSTANT`.
    pub constant: bool,
    /// Its type; none for cursors and aliases.
    pub type_name: Option<TypeName>,
    /// `:= …`, `DEFAULT …`; the query of a cursor; the name an alias is for.
    pub value: Option<SqlText>,
    /// Whether it is a cursor.
    pub cursor: bool,
}

/// `WHEN a OR b THEN …`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Handler {
    /// The conditions, lower-cased: `others`, `duplicate_object`, `sqlstate 42710`.
    pub conditions: Vec<String>,
    /// What is done.
    pub body: Vec<BlockStatement>,
    /// The bytes of all of it.
    pub range: Range,
}

/// One statement of a block.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BlockStatement {
    /// Its bytes.
    pub range: Range,
    /// What it does.
    pub kind: BlockKind,
}

/// A condition and what is done when it holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Branch {
    /// The condition; of `CASE x WHEN a, b`, the list of values.
    pub condition: SqlText,
    /// What is done.
    pub body: Vec<BlockStatement>,
}

/// The statements of PL/pgSQL.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum BlockKind {
    /// A block within the block.
    Block(Box<Block>),
    /// A SQL statement, `SELECT … INTO` included, and `CALL`.
    Sql {
        /// The statement, without the `INTO`.
        statement: Box<Statement>,
        /// The variables that take the result.
        into: Option<IntoTargets>,
    },
    /// `target := value`.
    Assign {
        /// A variable, a field of one, an element of one.
        target: SqlText,
        /// The value.
        value: SqlText,
    },
    /// `IF … ELSIF … ELSE`.
    If {
        /// `IF` and `ELSIF`, in order.
        branches: Vec<Branch>,
        /// `ELSE`; empty when there is none.
        otherwise: Vec<BlockStatement>,
    },
    /// `CASE`.
    Case {
        /// What is compared, if anything.
        subject: Option<SqlText>,
        /// `WHEN`, in order.
        branches: Vec<Branch>,
        /// `ELSE`; none: an error when nothing matches.
        otherwise: Option<Vec<BlockStatement>>,
    },
    /// `LOOP`, `WHILE`, `FOR`, `FOREACH`.
    Loop {
        /// `<<label>>`.
        label: Option<Ident>,
        /// What it runs over.
        over: LoopOver,
        /// What is repeated.
        body: Vec<BlockStatement>,
    },
    /// `EXECUTE text`.
    Execute(Execute),
    /// `PERFORM query`: the text behind the word, which is a query once `SELECT` is put before it.
    Perform(Box<Statement>),
    /// `RAISE`.
    Raise(Raise),
    /// `RETURN`, `RETURN value`.
    Return(Option<SqlText>),
    /// `RETURN NEXT value`.
    ReturnNext(Option<SqlText>),
    /// `RETURN QUERY query`.
    ReturnQuery(Box<Statement>),
    /// `RETURN QUERY EXECUTE text`.
    ReturnExecute(Execute),
    /// `EXIT`.
    Exit(Jump),
    /// `CONTINUE`.
    Continue(Jump),
    /// `GET DIAGNOSTICS a = ROW_COUNT`: the variables and the items, lower-cased.
    GetDiagnostics(Vec<(SqlText, String)>),
    /// `ASSERT condition`.
    Assert(SqlText),
    /// `NULL`.
    Null,
    /// `COMMIT` (true) or `ROLLBACK`.
    EndTransaction {
        /// Which of the two.
        commit: bool,
    },
    /// `OPEN`, `FETCH`, `MOVE`, `CLOSE` of a cursor: its text.
    Cursor(SqlText),
    /// It does not parse, or is nested too deeply.
    Unread {
        /// Why.
        message: String,
    },
}

/// `INTO [STRICT] a, b`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IntoTargets {
    /// The variables, or fields of them.
    pub targets: Vec<SqlText>,
    /// `STRICT`: exactly one row, or an error.
    pub strict: bool,
}

/// What a loop runs over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum LoopOver {
    /// `LOOP`: until it is left.
    Forever,
    /// `WHILE condition`.
    While(SqlText),
    /// `FOR i IN [REVERSE] a..b [BY c]`.
    Range {
        /// The variable, which the loop declares.
        variable: SqlText,
        /// `REVERSE`.
        reverse: bool,
        /// The first value.
        from: SqlText,
        /// The last value.
        to: SqlText,
        /// `BY`.
        step: Option<SqlText>,
    },
    /// `FOR r IN query`.
    Query {
        /// The variables, which are declared elsewhere.
        targets: Vec<SqlText>,
        /// The query.
        query: Box<Statement>,
    },
    /// `FOR r IN EXECUTE text`.
    Execute {
        /// The variables.
        targets: Vec<SqlText>,
        /// The text and its arguments.
        execute: Execute,
    },
    /// `FOREACH x IN ARRAY a`.
    Array {
        /// The variables.
        targets: Vec<SqlText>,
        /// The array.
        array: SqlText,
        /// `SLICE n`.
        slice: Option<u32>,
    },
    /// `FOR r IN cursor(args)`.
    Cursor {
        /// The variable, which the loop declares.
        targets: Vec<SqlText>,
        /// The cursor and its arguments.
        cursor: SqlText,
    },
}

/// SQL that is made at run time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Execute {
    /// The expression that gives the text.
    pub command: SqlText,
    /// `INTO`.
    pub into: Option<IntoTargets>,
    /// `USING`.
    pub using: Vec<SqlText>,
}

/// `RAISE`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Raise {
    /// `exception` when none is written.
    pub level: RaiseLevel,
    /// The format string, unquoted.
    pub message: Option<String>,
    /// Its arguments.
    pub args: Vec<SqlText>,
    /// A condition by name (lower-cased) or `sqlstate 22012`.
    pub condition: Option<String>,
    /// `USING option = value`, options lower-cased.
    pub using: Vec<(String, SqlText)>,
    /// A bare `RAISE`, in a handler: the error goes on.
    pub again: bool,
}

/// How loud `RAISE` is; only an exception stops.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[allow(missing_docs, reason = "the words of PostgreSQL")]
pub enum RaiseLevel {
    Debug,
    Log,
    Info,
    Notice,
    Warning,
    Exception,
}

/// `EXIT [label] [WHEN condition]`, `CONTINUE …`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Jump {
    /// The loop or block that is meant; the innermost loop when none is written.
    pub label: Option<Ident>,
    /// `WHEN`.
    pub when: Option<SqlText>,
}
