//! Values that are reckoned from what was read before, and written back.

use crate::{
    facts::code::{BinaryOp, Code, ExprId, ExprKind, FnId, MODULE, Node, Origin, PropertyKey, StmtKind},
    model::{
        Project,
        queries::{Op, Query},
    },
    source::span::{FileId, Range},
};

impl Project {
    /// Whether an update writes nothing but what is reckoned from stored rows: whoever sets it off changes nothing that was
    /// right. No value is sent or comes from another service, and none is a word of the code that says how things stand.
    #[must_use]
    pub fn is_reckoned_anew(&self, query: &Query) -> bool {
        let file = query.at.file;
        let Some(code) = self.file(file).code.as_ref().filter(|_| query.op == Op::Update) else { return false };
        let objects: Option<Vec<Vec<ExprId>>> = query.written.iter().map(|&o| own_values(code, o)).collect();
        let values = objects.unwrap_or_default().concat();
        let says_state = |v: ExprId| matches!(code.expr(v), ExprKind::String(_) | ExprKind::Bool(_) | ExprKind::Null);
        let is_foreign = |v: ExprId| {
            says_state(v) || self.sent_within(file, v).is_some() || self.comes_from_elsewhere(file, code, v)
        };
        let is_read =
            |range: Range| self.queries_in(file).iter().any(|q| q.op == Op::Select && range.contains(q.at.range));
        let holds_stored = |v: ExprId| code.definitions(v).into_iter().any(|whole| is_read(code.range(whole)));
        !values.iter().any(|&v| is_foreign(v)) && values.into_iter().any(holds_stored)
    }

    /// Whether a part of a value was waited for and is no answer of the database or of a function here, or goes by a name
    /// that is given more than once.
    fn comes_from_elsewhere(&self, file: FileId, code: &Code, value: ExprId) -> bool {
        let is_query = |range: Range| self.queries_in(file).iter().any(|q| range.contains(q.at.range));
        let is_own = |waited: ExprId| match code.expr(waited) {
            ExprKind::Call { callee, .. } => !self.values().functions(file, callee).is_empty(),
            _ => false,
        };
        code.definitions(value).into_iter().flat_map(|whole| code.within_node(Node::Expr(whole))).any(|node| match node
        {
            Node::Expr(e) => match code.expr(e) {
                ExprKind::Await(waited) => !is_query(code.range(e)) && !is_own(waited),
                ExprKind::Ident { binding: Some(binding), .. } => {
                    let known = code.binding(binding);
                    matches!(known.origin, Origin::Var(_)) && !known.constant
                }
                _ => false,
            },
            _ => false,
        })
    }
}

/// The values of an object whose properties all stand in it.
fn own_values(code: &Code, object: ExprId) -> Option<Vec<ExprId>> {
    let ExprKind::Object { properties } = code.expr(object) else { return None };
    code.property_list(properties).map(|p| (p.key != PropertyKey::Spread).then_some(p.value)).collect()
}

/// The columns whose new value is reckoned from one that was read.
#[must_use]
pub fn reckoned<'q>(project: &Project, code: &Code, query: &'q Query) -> Vec<&'q str> {
    let reckoner = Reckoner { project, code, query };
    let columns = query.assigned.iter().filter(|(column, value)| reckoner.is_reckoned(column, *value, DEPTH));
    columns.map(|(column, _)| column.as_str()).collect()
}

/// Whether the function around an expression keeps others from the rows it has read until it is done: `for update`, an
/// advisory lock, a transaction that others cannot interleave with.
#[must_use]
pub fn keeps_others_out(code: &Code, expr: ExprId) -> bool {
    const WORDS: [&str; 4] = ["for update", "for no key update", "advisory", "serializable"];
    let function = whole_function(code, expr);
    code.descendants(Node::Function(function)).any(|node| {
        let Node::Expr(e) = node else { return false };
        match code.expr(e) {
            ExprKind::String(text) => {
                let text = code.str(text).to_ascii_lowercase();
                WORDS.iter().any(|word| text.contains(word))
            }
            // `.for("update")` of a query builder.
            ExprKind::Call { callee, args } => {
                matches!(code.expr(callee), ExprKind::Member { property, .. } if code.str(property) == "for")
                    && code.arg(args, 0).and_then(|a| code.string(a)).is_some_and(|how| how.ends_with("update"))
            }
            _ => false,
        }
    })
}

/// The function around an expression, with what it is a callback of: `db.transaction(async (tx) => …)` belongs to the one
/// that waits for it. The handlers of a server that are registered in one function stay apart.
fn whole_function(code: &Code, expr: ExprId) -> FnId {
    let mut function = code.function_of(expr);
    while let Node::Expr(own) = code.function(function).parent {
        let is_waited_for = code.ancestors(Node::Expr(own)).take(4).any(|node| match node {
            Node::Expr(e) => matches!(code.expr(e), ExprKind::Await(_)),
            _ => false,
        });
        let outer = code.function_of(own);
        if !is_waited_for || outer == MODULE {
            break;
        }
        function = outer;
    }
    function
}

/// So many operators, calls and names are looked through on the way to what was read.
const DEPTH: u32 = 6;

struct Reckoner<'a> {
    project: &'a Project,
    code: &'a Code,
    query: &'a Query,
}

impl Reckoner<'_> {
    /// Whether the value of a column adds to or subtracts from something that a query gave.
    fn is_reckoned(&self, column: &str, expr: ExprId, depth: u32) -> bool {
        let Some(depth) = depth.checked_sub(1) else { return false };
        let code = self.code;
        match code.expr(expr) {
            ExprKind::Binary { op: BinaryOp::Add | BinaryOp::Subtract, left, right } => {
                [left, right].into_iter().any(|e| self.comes_from_query(column, e))
            }
            // `Math.round((owed - paid) * 100) / 100`
            ExprKind::Binary { op: BinaryOp::Multiply | BinaryOp::Divide, left, right } => {
                is_number(code, right) && self.is_reckoned(column, left, depth)
            }
            ExprKind::Call { args, .. } => code.expr_list(args).any(|a| self.is_reckoned(column, a, depth)),
            ExprKind::Conditional { then, otherwise, .. } => {
                self.is_reckoned(column, then, depth) || self.is_reckoned(column, otherwise, depth)
            }
            ExprKind::Ident { binding: Some(binding), .. } => match code.binding(binding).origin {
                Origin::Var(stmt) => match code.stmt(stmt).kind {
                    StmtKind::Var { init: Some(init), .. } => self.is_reckoned(column, init, depth),
                    _ => false,
                },
                _ => false,
            },
            _ => false,
        }
    }

    /// Whether a part of an expression is a row's column that was selected before.
    fn comes_from_query(&self, column: &str, expr: ExprId) -> bool {
        let file = self.query.at.file;
        let by_chain = self.code.within_node(Node::Expr(expr)).any(|n| match n {
            Node::Expr(e) if matches!(self.code.expr(e), ExprKind::Member { .. } | ExprKind::Ident { .. }) => self
                .project
                .values()
                .symbols(file, e)
                .iter()
                .any(|s| s.path.contains(".from().select()") && s.path.contains(".data.")),
            _ => false,
        });
        by_chain || self.is_read_column(column, expr)
    }

    /// Whether the column itself was read from rows of the same table, through a library whose rows are plain objects:
    /// `row.balance`, `Number(rows[0].balance)`, also under another name since.
    fn is_read_column(&self, column: &str, expr: ExprId) -> bool {
        let (code, words) = (self.code, crate::vocab::split(column));
        let is_reader = |q: &&Query| q.op == Op::Select && q.library.is_sql() && q.tables == self.query.tables;
        let readers: Vec<&Query> = self.project.queries_in(self.query.at.file).iter().filter(is_reader).collect();
        let is_of_rows = |row: ExprId| {
            code.definitions(row).into_iter().flat_map(|whole| code.within_node(Node::Expr(whole))).any(|node| {
                let Node::Expr(e) = node else { return false };
                let given = declared_with(code, e).map(|init| code.range(init));
                given.is_some_and(|range| readers.iter().any(|q| range.contains(q.at.range)))
            })
        };
        !readers.is_empty()
            && code.definitions(expr).into_iter().flat_map(|whole| code.within_node(Node::Expr(whole))).any(|node| {
                let Node::Expr(e) = node else { return false };
                let ExprKind::Member { object, property, .. } = code.expr(e) else { return false };
                crate::vocab::split(code.str(property)) == words && is_of_rows(object)
            })
    }
}

/// What the statement that declares a name is given, also where the name stands for a part of it: `const { rows } = …`.
fn declared_with(code: &Code, name: ExprId) -> Option<ExprId> {
    let ExprKind::Ident { binding: Some(binding), .. } = code.expr(name) else { return None };
    let Origin::Var(stmt) = code.binding(binding).origin else { return None };
    match code.stmt(stmt).kind {
        StmtKind::Var { init: Some(init), .. } if !matches!(code.expr(init), ExprKind::Function(_)) => Some(init),
        _ => None,
    }
}

fn is_number(code: &Code, expr: ExprId) -> bool {
    matches!(code.expr(expr), ExprKind::Number(_))
}
