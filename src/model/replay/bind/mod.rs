//! Binding: resolving the names of an expression or query against the schema, as PostgreSQL does before it accepts it.
//!
//! The answer is what the text uses, or a refusal where something is surely not there or does not fit. Where
//! anything about a name or a type is not known, nothing is claimed.

mod body;
mod call;
mod expr;
mod query;
mod scope;
mod types;
mod write;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use self::scope::{Column, Item, Scope};
pub(super) use self::types::{surely_incomparable, surely_not_assignable};
use super::{
    Replay,
    refusal::{Condition, Run, Stop},
};
use crate::{
    model::schema::{Id, Name, Param, Schema, SqlType},
    sql::{
        expr::{Expr, ExprKind, Literal, parse_expr, parse_query, parse_statements},
        statement::{BodyCode, CreateRoutine, RoutineBody},
    },
};

/// The type of a value, where it is known.
type Ty = Option<SqlType>;

/// What an expression uses and is.
#[derive(Clone, Debug, Default)]
pub(super) struct Bound {
    /// Objects that it rests on: columns, functions, tables, types.
    pub(super) uses: BTreeSet<Id>,
    /// Columns of the row it is about, by name.
    pub(super) columns: BTreeSet<String>,
    /// The column that it is, when it is nothing else.
    pub(super) as_column: Option<String>,
    /// The only texts that its single column may have, when it is a list of constants.
    pub(super) allowed: Option<Vec<String>>,
    /// Something in it whose result may change from call to call.
    pub(super) changeable: Option<String>,
}

/// What a query uses and selects.
#[derive(Clone, Debug, Default)]
pub(super) struct BoundQuery {
    /// Its columns; `None` when they are not known.
    pub(super) columns: Option<Vec<(String, Option<SqlType>)>>,
    /// Objects that it rests on.
    pub(super) uses: BTreeSet<Id>,
    /// Tables and views that it reads.
    pub(super) reads: BTreeSet<Name>,
}

/// One binding in progress.
struct Binder<'a> {
    replay: &'a mut Replay,
    /// The search path of the text.
    path: Arc<[String]>,
    /// From the outermost to the innermost.
    scopes: Vec<Scope>,
    /// Names that stand for values: parameters of a function, variables of a block. `None` types are not known.
    variables: BTreeMap<String, Ty>,
    /// Types of `$1`, `$2`, ….
    numbered: Vec<Ty>,
    /// Whether an unknown name may be a variable that is not listed.
    lenient: bool,
    /// Rows that are variables, with their columns; `None`: any field may be there.
    rows: BTreeMap<String, Option<Vec<Column>>>,
    /// Whether a name that is both a column and a variable is refused, as PL/pgSQL does.
    conflicts: bool,
    /// Whether a relation that a failing statement would have made is taken for there, with columns that nobody knows: what
    /// else a statement asks for is judged all the same.
    takes_withheld: bool,
    bound: Bound,
    reads: BTreeSet<Name>,
}

impl Replay {
    fn binder(&mut self) -> Binder<'_> {
        let path = Arc::clone(&self.session.search_path);
        let variables = self.variables.iter().map(|name| (name.clone(), None)).collect();
        Binder {
            replay: self,
            path,
            scopes: Vec::new(),
            variables,
            numbered: Vec::new(),
            lenient: false,
            rows: BTreeMap::new(),
            conflicts: false,
            takes_withheld: false,
            bound: Bound::default(),
            reads: BTreeSet::new(),
        }
    }

    /// Binds an expression over the row of a table.
    pub(super) fn bind_row(&mut self, table: &Name, text: &str) -> Run<Bound> {
        self.bind_over_row(table, text, false)
    }

    /// Binds a condition over the row of a table: it must be a boolean.
    pub(super) fn bind_condition(&mut self, table: &Name, text: &str) -> Run<Bound> {
        self.bind_over_row(table, text, true)
    }

    fn bind_over_row(&mut self, table: &Name, text: &str, is_condition: bool) -> Run<Bound> {
        let Some(tree) = self.row_expr(text) else { return Ok(self.mentioned_columns(table, text)) };
        let item = self.row_item(table, &table.name, true);
        let mut binder = self.binder();
        binder.scopes.push(Scope::of(vec![item]));
        if is_condition {
            binder.condition(&tree)?;
        } else {
            binder.expr(&tree)?;
        }
        let mut bound = binder.bound;
        bound.as_column = match &tree.kind {
            ExprKind::Column(parts) => parts.last().filter(|c| bound.columns.contains(*c)).cloned(),
            _ => None,
        };
        bound.allowed = allowed(&tree);
        Ok(bound)
    }

    /// A condition over rows, parsed; nothing when it is no expression. Policies say the same again and again.
    fn row_expr(&mut self, text: &str) -> Option<Arc<Expr>> {
        if let Some(known) = self.row_exprs.get(text) {
            return known.clone();
        }
        let parsed = parse_row_expr(text).ok().map(Arc::new);
        self.row_exprs.insert(text.into(), parsed.clone());
        parsed
    }

    /// Binds the `WHEN` condition of a trigger.
    pub(super) fn bind_trigger_condition(&mut self, relation: &Name, text: &str) -> Run<Bound> {
        let Ok(tree) = parse_expr(text) else { return Ok(Bound::default()) };
        let items = ["new", "old"].map(|alias| self.row_item(relation, alias, true));
        let mut binder = self.binder();
        // Both rows have the same columns, so only qualified names mean one of them.
        binder.scopes.push(Scope::of(items.to_vec()));
        binder.condition(&tree)?;
        Ok(binder.bound)
    }

    /// Binds a value that no row is behind: a default.
    pub(super) fn bind_value(&mut self, text: &str, ty: Option<&SqlType>) -> Run<Bound> {
        let Ok(tree) = parse_expr(text) else { return Ok(Bound::default()) };
        if let ExprKind::Column(parts) = &tree.kind
            && parts.len() == 1
        {
            let reason = format!("cannot use column reference {} in DEFAULT expression", parts.join("."));
            return Err(Stop::refused(Condition::FeatureNotSupported, reason));
        }
        let mut binder = self.binder();
        let own = binder.expr(&tree)?;
        binder.require_valid(&tree, ty)?;
        let bound = binder.bound;
        if let (Some(own), Some(ty)) = (own, ty)
            && surely_not_assignable(&self.schema, &own, ty)
        {
            let reason = format!("a default is of type {own}, its column of type {ty}");
            return Err(Stop::refused(Condition::DatatypeMismatch, reason));
        }
        Ok(bound)
    }

    /// Binds an expression that no row is behind, among the variables of a block.
    pub(super) fn bind_tree(&mut self, tree: &Expr) -> Run {
        self.binder().expr(tree).map(|_| ())
    }

    /// Binds a query.
    pub(super) fn bind_query(&mut self, text: &str, variables: &[String]) -> Run<BoundQuery> {
        let Ok(tree) = parse_query(text) else { return Ok(BoundQuery::default()) };
        let mut binder = self.binder();
        binder.variables.extend(variables.iter().map(|v| (v.clone(), None)));
        let columns = query::settled(binder.query(&tree)?);
        let columns = columns.map(|columns| columns.into_iter().map(|c| (c.name, c.ty)).collect());
        Ok(BoundQuery { columns, uses: binder.bound.uses, reads: binder.reads })
    }

    /// Binds a statement that reads or writes rows.
    pub(super) fn bind_statement(&mut self, text: &str) -> Run {
        let Ok(trees) = parse_statements(text) else { return Ok(()) };
        let mut binder = self.binder();
        trees.iter().try_for_each(|tree| binder.statement(tree).map(|_| ()))
    }

    /// The body of a SQL function is bound when it is made.
    pub(super) fn check_body(&mut self, create: &CreateRoutine, params: &[Param]) -> Run {
        if create.language != "sql" || !self.session.checks_bodies {
            return Ok(());
        }
        let text = match &create.body {
            RoutineBody::Text(body) if !matches!(body.code, BodyCode::Invalid { .. }) => body.text.text.clone(),
            RoutineBody::Return(expression) => format!("SELECT {}", expression.text),
            _ => return Ok(()),
        };
        let Ok(trees) = parse_statements(&text) else { return Ok(()) };
        let own_path = create.options.settings.iter().rev().find(|s| s.name.name == "search_path");
        let path = own_path.map(|s| self.session.path_of(&s.value));
        let mut binder = self.binder();
        if let Some(path) = path {
            binder.path = path;
        }
        let inputs: Vec<&Param> = params.iter().filter(|p| p.mode.is_input()).collect();
        binder.numbered = inputs.iter().map(|p| Some(p.ty.clone())).collect();
        for param in inputs {
            if let Some(name) = &param.name {
                binder.variables.insert(name.clone(), Some(param.ty.clone()));
            }
        }
        let name = create.name.name.clone();
        binder.scopes.push(Scope::function(name));
        for tree in &trees {
            binder.statement(tree)?;
        }
        Ok(())
    }

    /// The columns whose names stand in a text that cannot be parsed.
    fn mentioned_columns(&self, table: &Name, text: &str) -> Bound {
        let mut bound = Bound::default();
        let Some(table) = self.schema.table(table) else { return bound };
        let words: BTreeSet<String> =
            text.split(|c: char| !c.is_alphanumeric() && c != '_').map(str::to_ascii_lowercase).collect();
        for column in table.columns.iter().filter(|c| words.contains(&c.name.to_ascii_lowercase())) {
            bound.columns.insert(column.name.clone());
            bound.uses.insert(column.id);
        }
        bound
    }

    /// An index holds what it was computed once: nothing that changes may be in it.
    pub(super) fn require_immutable(&self, bound: &Bound) -> Run {
        match &bound.changeable {
            Some(what) => {
                let reason = format!("functions in index expression must be marked IMMUTABLE: {what} is not");
                Err(Stop::refused(Condition::InvalidObjectDefinition, reason))
            }
            None => Ok(()),
        }
    }

    /// The row of a relation under an alias.
    fn row_item(&self, relation: &Name, alias: &str, own: bool) -> Item {
        Item {
            alias: alias.to_owned(),
            relation: Some(relation.clone()),
            columns: columns_of(&self.schema, relation),
            own,
        }
    }
}

/// Reads an expression over a row. A column may be called `interval`, which the parser takes for the start of a
/// literal: where none follows, it is quoted.
fn parse_row_expr(text: &str) -> Result<Expr, crate::sql::expr::ExprError> {
    const WORD: &str = "interval";
    let is_name = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | '"'));
    let lower = text.to_ascii_lowercase();
    let mut quoted = String::new();
    let mut from = 0;
    for (at, _) in lower.match_indices(WORD) {
        let (Some(before), Some(after)) = (text.get(from..at), text.get(at + WORD.len()..)) else { continue };
        let inside = is_name(text.get(..at).and_then(|t| t.chars().next_back())) || is_name(after.chars().next());
        let cast = text.get(..at).is_some_and(|t| t.trim_end().ends_with("::"));
        if !inside && !cast && !after.trim_start().starts_with('\'') && !after.trim_start().starts_with('(') {
            quoted.push_str(before);
            quoted.push_str("\"interval\"");
            from = at + WORD.len();
        }
    }
    if from == 0 {
        return parse_expr(text);
    }
    quoted.push_str(text.get(from..).unwrap_or(""));
    parse_expr(&quoted)
}

/// The columns of a table or view; `None` when they are not known.
fn columns_of(schema: &Schema, relation: &Name) -> Option<Vec<Column>> {
    if let Some(table) = schema.table(relation) {
        let columns = table.columns.iter();
        return table.knows(crate::model::schema::Part::Columns).then(|| {
            columns.map(|c| Column { name: c.name.clone(), ty: Some(c.ty.clone()), id: Some(c.id) }).collect()
        });
    }
    let columns = schema.view(relation)?.columns.as_ref()?;
    Some(columns.iter().map(|(name, ty)| Column { name: name.clone(), ty: ty.clone(), id: None }).collect())
}

/// `status IN ('a', 'b')`, `status = ANY (ARRAY['a', 'b'])`, with or without `OR status IS NULL`.
fn allowed(tree: &Expr) -> Option<Vec<String>> {
    let texts =
        |items: &[Expr]| -> Option<Vec<String>> { items.iter().map(|i| i.as_text().map(str::to_owned)).collect() };
    match &tree.kind {
        ExprKind::InList(left, items) if left.as_column().is_some() => texts(items),
        ExprKind::Quantified { left, op, all: false, right } if op == "=" && left.as_column().is_some() => {
            let mut array = right.as_ref();
            while let ExprKind::Cast(inner, _) = &array.kind {
                array = inner;
            }
            match &array.kind {
                ExprKind::Array(items) => texts(items),
                _ => None,
            }
        }
        ExprKind::Binary(left, op, right) if op == "=" && left.as_column().is_some() => {
            right.as_text().map(|text| vec![text.to_owned()])
        }
        ExprKind::Or(parts) => {
            let mut all = Vec::new();
            for part in parts {
                match &part.kind {
                    ExprKind::Is(inner, crate::sql::expr::Is::Null) if inner.as_column().is_some() => {}
                    _ => all.extend(allowed(part)?),
                }
            }
            Some(all)
        }
        ExprKind::Literal(Literal::Bool(_)) => None,
        _ => None,
    }
}
