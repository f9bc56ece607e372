//! What the app reads or waits for and nothing in the repository ever writes: columns that are always null, and states
//! that no row ever has.

use std::collections::BTreeMap;

use super::{Weight, allowed_values};
use crate::{
    facts::code::{BinaryOp, Code, ExprId, ExprKind, Node, StmtId, StmtKind},
    model::{
        Project,
        queries::{Columns, Condition, Op, Query},
        schema::{ColumnSource, Name, Part, Schema, Table},
        writers::{Writers, default_of},
    },
    source::span::{FileId, Span},
};

/// A column that is always null.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnwrittenColumn {
    /// Its table, or entity.
    pub table: String,
    /// The column.
    pub column: String,
    /// The clause or statement that made it.
    pub made: Option<Span>,
    /// The calls that ask for rows by it: they find none.
    pub asked: Vec<Span>,
    /// The places where its value is used.
    pub used: Vec<Span>,
    /// What hangs on its value, at most.
    pub weight: Weight,
}

/// A state that the app waits for and that no row ever has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeadState {
    /// The table.
    pub table: Name,
    /// The column of the state.
    pub column: String,
    /// The state: `approved`.
    pub state: String,
    /// What is written into the column instead.
    pub written: Vec<String>,
    /// Whether a check of the column lists it: somebody may set it by hand.
    pub is_listed: bool,
    /// The calls that ask for rows of this state.
    pub asked: Vec<Span>,
    /// The tests that turn away whoever has another.
    pub tested: Vec<Span>,
}

impl UnwrittenColumn {
    /// A column that nobody is known to read yet.
    pub(super) fn new(table: String, column: &str, made: Option<Span>) -> Self {
        Self { table, column: column.to_owned(), made, asked: Vec::new(), used: Vec::new(), weight: Weight::Shown }
    }
}

impl Project {
    /// The columns that are read and that nothing writes, in tables of which all writers are known.
    #[must_use]
    pub fn unwritten_columns(&self) -> Vec<UnwrittenColumn> {
        let writers = &self.writers;
        let mut found: BTreeMap<(Name, String), UnwrittenColumn> = BTreeMap::new();
        let mut known: BTreeMap<(Name, String), bool> = BTreeMap::new();
        for query in self.read_queries() {
            let Some((schema, name, table)) = self.table_of(query).filter(|(_, name, _)| writers.knows(&name.name))
            else {
                continue;
            };
            let asked = asked_columns(query);
            let used = self.used_columns(query);
            let columns = asked.iter().map(|column| (*column, None));
            let used = used.into_iter().chain(self.named_columns(query)).map(|(column, at)| (column, Some(at)));
            for (column, at) in columns.chain(used) {
                let key = (name.clone(), column.to_owned());
                let is_null = *known
                    .entry(key.clone())
                    .or_insert_with(|| self.is_always_null(writers, schema, (&name, table), column));
                // What is asked for by name and read nowhere in the file shows nothing to anybody.
                let is_idle = at == Some(query.at)
                    && !self.file(query.at.file).code.as_ref().is_some_and(|c| is_member(c, column));
                if !is_null || is_idle {
                    continue;
                }
                let made = table.columns.iter().find(|c| c.name == column).and_then(|c| c.at);
                let unwritten = || UnwrittenColumn::new(name.to_string(), column, made);
                let entry = found.entry(key).or_insert_with(unwritten);
                match at {
                    None => entry.asked.push(query.at),
                    Some(at) => {
                        entry.weight = entry.weight.max(self.weight_of(at, self.runs_on_server(query)));
                        entry.used.push(at);
                    }
                }
            }
        }
        let mut all: Vec<UnwrittenColumn> = found.into_values().collect();
        all.extend(self.unwritten_fields());
        all
    }

    /// The calls of a client that holds no schema, which read rows.
    fn read_queries(&self) -> impl Iterator<Item = &Query> {
        self.met_queries().filter(|q| q.library.is_sql() && !q.library.knows_names() && q.op != Op::Rpc)
    }

    fn is_always_null(&self, writers: &Writers, schema: &Schema, table: (&Name, &Table), column: &str) -> bool {
        let (name, table) = table;
        let is_known = table.at.is_some() && table.knows(Part::Columns) && table.knows(Part::Triggers);
        let Some(known) = table.columns.iter().find(|c| c.name == column).filter(|_| is_known) else { return false };
        known.source == ColumnSource::Written
            && !known.not_null
            && default_of(table, column) == Ok(None)
            && writers.given(&name.name, column).is_none()
            && !self.may_be_set_by_sql(schema, (&name.name, table), column)
            && !self.is_put_into_objects(&name.name, column, &[])
    }

    /// Whether code gives some object a property of this name, `row.slug = …`, or writes such an object out where it writes
    /// to the table: it may end in a row on a way that is not followed. What is taken from the column itself, at one of the
    /// places of `reads`, brings nothing new.
    pub(super) fn is_put_into_objects(&self, table: &str, column: &str, reads: &[Span]) -> bool {
        self.code_files().filter(|(_, file, _)| file.role.is_production()).any(|(id, _, code)| {
            let mut writes = self.queries_in(id).iter().filter(|q| q.op.is_write());
            if !code.texts().any(|text| text == column) {
                return false;
            }
            let is_writer = writes.any(|q| q.tables.iter().any(|one| one == table));
            code.exprs.iter().any(|expr| match expr.kind {
                ExprKind::Assign { target, .. } => match code.expr(target) {
                    ExprKind::Member { property, .. } => code.str(property) == column,
                    _ => false,
                },
                ExprKind::Object { properties } if is_writer => code.property_list(properties).any(|p| {
                    let is_copy = || reads.contains(&code.range(p.value).in_file(id));
                    code.property_name(&p) == Some(column) && !is_copy()
                }),
                _ => false,
            })
        })
    }

    /// The columns of the rows of a read that the code uses, with the places: `data.slug`.
    fn used_columns<'q>(&'q self, query: &'q Query) -> Vec<(&'q str, Span)> {
        let Some(code) = self.file(query.at.file).code.as_ref().filter(|_| query.op == Op::Select) else {
            return Vec::new();
        };
        let uses = query.outcome.data.iter().flat_map(|&binding| code.references(binding));
        let members = uses.filter_map(|&used| match code.parent(used) {
            Node::Expr(above) => match code.expr(above) {
                ExprKind::Member { object, property, .. } if object == used && !code.is_assigned(above) => {
                    Some((code.str(property), code.range(above).in_file(query.at.file)))
                }
                _ => None,
            },
            _ => None,
        });
        let is_read = |column: &str| match &query.columns {
            Columns::Named(columns) => columns.iter().any(|c| c == column),
            Columns::All => true,
            Columns::Unknown => false,
        };
        members.filter(|(column, _)| is_read(column)).collect()
    }

    /// The columns that a read asks for by name, at the read: of rows that are handed on, their use is not followed.
    fn named_columns<'q>(&self, query: &'q Query) -> impl Iterator<Item = (&'q str, Span)> {
        let named = match &query.columns {
            Columns::Named(columns) if query.op == Op::Select => columns.as_slice(),
            _ => &[],
        };
        named.iter().map(|column| (column.as_str(), query.at))
    }

    /// The states that the app asks for or insists on and that nothing writes, in columns of which all writers are known.
    #[must_use]
    pub fn dead_states(&self) -> Vec<DeadState> {
        let writers = &self.writers;
        let mut found: BTreeMap<(Name, String, String), DeadState> = BTreeMap::new();
        for query in self.read_queries() {
            let Some((schema, name, table)) = self.table_of(query).filter(|(_, name, _)| writers.knows(&name.name))
            else {
                continue;
            };
            let asked = asked_words(query).into_iter().map(|(column, word)| (column, word, None));
            let tested = self.insisted_words(query).into_iter().map(|(column, word, at)| (column, word, Some(at)));
            for (column, state, at) in asked.chain(tested) {
                let Some(written) = self.other_words(writers, schema, (&name, table), (&column, &state)) else {
                    continue;
                };
                let is_listed = allowed_values(schema, table, &column).is_some();
                let entry = found.entry((name.clone(), column.clone(), state.clone())).or_insert_with(|| DeadState {
                    table: name.clone(),
                    column,
                    state,
                    written,
                    is_listed,
                    asked: Vec::new(),
                    tested: Vec::new(),
                });
                match at {
                    None => entry.asked.push(query.at),
                    Some(at) => entry.tested.push(at),
                }
            }
        }
        found.into_values().collect()
    }

    /// What is written into a column instead of a word, where that is known to its end and the word is not among it.
    fn other_words(
        &self,
        writers: &Writers,
        schema: &Schema,
        table: (&Name, &Table),
        state: (&str, &str),
    ) -> Option<Vec<String>> {
        let ((name, table), (column, word)) = (table, state);
        let known = table.columns.iter().find(|c| c.name == column)?;
        let is_text = matches!(known.ty.name.name.as_str(), "text" | "varchar" | "bpchar") && !known.ty.array;
        let is_known = table.at.is_some() && table.knows(Part::Columns) && table.knows(Part::Triggers);
        // What a check refuses is told as that.
        let is_refused = allowed_values(schema, table, column).is_some_and(|all| !all.iter().any(|one| one == word));
        if !is_text || !is_known || is_refused {
            return None;
        }
        let mut given = writers.given(&name.name, column)?;
        given.literals.extend(default_of(table, column).ok()?);
        let is_told = !given.is_open && !given.literals.is_empty() && !given.literals.contains(word);
        let by_sql = || self.may_be_set_by_sql(schema, (&name.name, table), column);
        (is_told && !by_sql()).then(|| given.literals.into_iter().collect())
    }

    /// The words that a column of the one row that was read must be, or the function is left: `if (row.state !== "open")
    /// return`.
    fn insisted_words(&self, query: &Query) -> Vec<(String, String, Span)> {
        let Some(code) = self.file(query.at.file).code.as_ref().filter(|_| query.op == Op::Select) else {
            return Vec::new();
        };
        let uses = query.outcome.data.iter().flat_map(|&binding| code.references(binding));
        uses.filter_map(|&used| insisted(code, query.at.file, used)).collect()
    }
}

/// Whether the code of a file reads a member of this name.
pub(super) fn is_member(code: &Code, name: &str) -> bool {
    code.expr_ids().any(|e| match code.expr(e) {
        ExprKind::Member { property, .. } => code.str(property) == name && !code.is_assigned(e),
        _ => false,
    })
}

/// The columns by which a call asks for rows: with none of them null.
pub(super) fn asked_columns(query: &Query) -> Vec<&str> {
    let asked = query.conditions.iter().filter_map(|condition| match condition {
        Condition::Compare(c) if c.path.is_none() && c.literal.as_deref() != Some("null") => {
            let finds = matches!(c.op.as_str(), "eq" | "in" | "gt" | "gte" | "lt" | "lte" | "ilike" | "like");
            c.column.as_deref().filter(|_| finds)
        }
        _ => None,
    });
    asked.collect()
}

/// The words that a column of the rows must be.
pub(super) fn asked_words(query: &Query) -> Vec<(String, String)> {
    let asked = query.conditions.iter().filter_map(|condition| match condition {
        Condition::Compare(c) if c.op == "eq" && c.path.is_none() => Some((c.column.clone()?, c.literal.clone()?)),
        _ => None,
    });
    asked.filter(|(_, word)| !word.is_empty() && word != "null").collect()
}

/// `if (!row || row.state !== "open") return …`, at `row`.
fn insisted(code: &Code, file: FileId, used: ExprId) -> Option<(String, String, Span)> {
    let Node::Expr(member) = code.parent(used) else { return None };
    let ExprKind::Member { object, property, .. } = code.expr(member) else { return None };
    let Node::Expr(test) = code.parent(member) else { return None };
    if object != used {
        return None;
    }
    let ExprKind::Binary { op: BinaryOp::NotEqual, left, right } = code.expr(test) else { return None };
    let word = code.string(if left == member { right } else { left })?;
    let whole = code.ancestors(Node::Expr(test)).take_while(|node| matches!(node, Node::Expr(_)));
    let mut is_alternative = true;
    for node in whole {
        if let Node::Expr(e) = node {
            is_alternative &= matches!(code.expr(e), ExprKind::Binary { op: BinaryOp::Or, .. });
        }
    }
    let stmt = code.statement_of(test).filter(|_| is_alternative)?;
    leaves(code, stmt, test).then(|| (code.str(property).to_owned(), word.to_owned(), code.range(test).in_file(file)))
}

/// Whether a statement is an `if` on a test whose branch ends the function.
fn leaves(code: &Code, stmt: StmtId, test: ExprId) -> bool {
    match code.stmt(stmt).kind {
        StmtKind::If { test: whole, then, .. } => {
            code.range(whole).contains(code.range(test)) && code.ends_function(then)
        }
        _ => false,
    }
}
