//! Bodies in PL/pgSQL: what they return, followed along their paths.

use std::{collections::BTreeMap, rc::Rc};

use super::{
    cases::{Cases, Truth},
    compare::compare,
    eval::{Evaluator, Stop, element, scalar},
    scope::Scope,
    value::{Row, Value},
};
use crate::{
    model::schema::Function,
    sql::{
        expr::{parse_expr, parse_query},
        statement::{
            Block, BlockKind, BlockStatement, Branch, IntoTargets, LoopOver, RaiseLevel, SqlText, Statement,
            StatementKind,
        },
    },
};

/// Paths that are told apart at a time.
const MAX_PATHS: usize = 32;

/// One way through a body so far.
#[derive(Clone, Debug)]
struct Path {
    when: Cases,
    variables: BTreeMap<String, Value>,
    /// An `EXIT` or `CONTINUE` was met: the rest of the loop is passed over.
    left_loop: bool,
}

/// The state of one body.
struct Run<'e, 's, 'a> {
    evaluator: &'e mut Evaluator<'a>,
    scope: &'s mut Scope<'a>,
    rows: Vec<Row>,
}

impl<'a> Evaluator<'a> {
    /// What a PL/pgSQL function gives.
    pub(super) fn plpgsql_body(&mut self, function: &Function, scope: &mut Scope<'a>) -> Result<Vec<Row>, Stop> {
        let Some(block) = &function.code else { return Ok(vec![Row::of(Value::unknown())]) };
        for parameter in function.params.iter().filter(|p| !p.mode.is_input()) {
            if let Some(name) = &parameter.name {
                scope.variables.insert(name.clone(), Value::null());
            }
        }
        let start = Path { when: Cases::always(), variables: scope.variables.clone(), left_loop: false };
        let mut run = Run { evaluator: self, scope, rows: Vec::new() };
        run.block(block, vec![start])?;
        Ok(run.rows)
    }
}

impl Run<'_, '_, '_> {
    fn block(&mut self, block: &Block, mut paths: Vec<Path>) -> Result<Vec<Path>, Stop> {
        for declaration in &block.declarations {
            for path in &mut paths {
                let value = match &declaration.value {
                    Some(value) if !declaration.cursor => self.expr(value, path)?,
                    _ => Value::null(),
                };
                path.variables.insert(declaration.name.name.clone(), value);
            }
        }
        // What an error handler does is left aside: an error lets nobody in.
        self.statements(&block.body, paths)
    }

    fn statements(&mut self, statements: &[BlockStatement], mut paths: Vec<Path>) -> Result<Vec<Path>, Stop> {
        for statement in statements {
            let mut next = Vec::new();
            for path in paths {
                if path.left_loop {
                    next.push(path);
                } else {
                    next.extend(self.statement(&statement.kind, path)?);
                }
            }
            paths = next.into_iter().filter(|path| !path.when.is_never()).collect();
            if paths.len() > MAX_PATHS {
                // Too many ways: what the rest of them return is not known.
                for path in paths.drain(MAX_PATHS..) {
                    self.rows.push(Row { when: path.when, ..Row::of(Value::unknown()) });
                }
            }
            if paths.is_empty() {
                break;
            }
        }
        Ok(paths)
    }

    fn statement(&mut self, kind: &BlockKind, mut path: Path) -> Result<Vec<Path>, Stop> {
        self.evaluator.step()?;
        match kind {
            BlockKind::Block(block) => return self.block(block, vec![path]),
            BlockKind::If { branches, otherwise } => return self.branch(None, branches, otherwise, path),
            BlockKind::Case { subject, branches, otherwise } => {
                return self.branch(subject.as_ref(), branches, otherwise.as_deref().unwrap_or_default(), path);
            }
            BlockKind::Loop { over, body, .. } => return self.repeat(over, body, path),
            BlockKind::Return(value) => {
                if let Some(value) = value {
                    let value = self.expr(value, &mut path)?;
                    self.give(&path, vec![(Rc::from("?column?"), value)]);
                }
                return Ok(Vec::new());
            }
            BlockKind::Raise(raise) if raise.level == RaiseLevel::Exception => return Ok(Vec::new()),
            BlockKind::Exit(jump) | BlockKind::Continue(jump) => return self.jump(jump.when.as_ref(), path),
            BlockKind::ReturnNext(value) => {
                let value = match value {
                    Some(value) => self.expr(value, &mut path)?,
                    None => Value::unknown(),
                };
                self.give(&path, vec![(Rc::from("?column?"), value)]);
            }
            BlockKind::ReturnQuery(statement) => {
                for row in self.query(statement, "", &mut path)? {
                    self.rows.push(Row { when: row.when.and(&path.when), columns: row.columns });
                }
            }
            BlockKind::ReturnExecute(_) | BlockKind::Unread { .. } => {
                self.give(&path, Row::of(Value::unknown()).columns);
            }
            BlockKind::Sql { statement, into } => {
                let rows = self.query(statement, "", &mut path)?;
                assign_rows(&mut path, into.as_ref(), &rows);
            }
            BlockKind::Perform(statement) => {
                let rows = self.query(statement, "SELECT ", &mut path)?;
                assign_rows(&mut path, None, &rows);
            }
            BlockKind::Assign { target, value } => {
                let value = self.expr(value, &mut path)?;
                path.variables.insert(variable_name(target), value);
            }
            BlockKind::Execute(execute) => {
                for target in execute.into.iter().flat_map(|into| &into.targets) {
                    path.variables.insert(variable_name(target), Value::unknown());
                }
            }
            _ => {}
        }
        Ok(vec![path])
    }

    fn branch(
        &mut self,
        subject: Option<&SqlText>,
        branches: &[Branch],
        otherwise: &[BlockStatement],
        mut path: Path,
    ) -> Result<Vec<Path>, Stop> {
        let subject = subject.map(|subject| self.expr(subject, &mut path)).transpose()?;
        let mut out = Vec::new();
        for branch in branches {
            let condition = match &subject {
                Some(subject) => compare("=", subject, &self.expr(&branch.condition, &mut path)?),
                None => self.expr(&branch.condition, &mut path)?.as_truth(),
            };
            let inside = Path { when: path.when.and(&condition.yes), ..path.clone() };
            if !inside.when.is_never() {
                out.extend(self.statements(&branch.body, vec![inside])?);
            }
            path.when = path.when.and(&condition.no.or(&condition.null));
        }
        if !path.when.is_never() {
            out.extend(self.statements(otherwise, vec![path])?);
        }
        Ok(out)
    }

    /// A loop runs once or not at all: more rounds reach nothing new.
    fn repeat(&mut self, over: &LoopOver, body: &[BlockStatement], mut path: Path) -> Result<Vec<Path>, Stop> {
        let mut inside = path.clone();
        match over {
            LoopOver::Query { targets, query } => {
                let rows = self.query(query, "", &mut inside)?;
                assign_targets(&mut inside, targets, &rows);
                inside.when = inside.when.and(&existence(&rows));
            }
            LoopOver::Array { targets, array, .. } => {
                let array = self.expr(array, &mut inside)?;
                assign_targets(&mut inside, targets, &[Row::of(element(&array))]);
            }
            LoopOver::While(condition) => {
                inside.when = inside.when.and(&self.expr(condition, &mut path)?.as_truth().yes);
            }
            LoopOver::Range { variable, .. } => {
                inside.variables.insert(variable_name(variable), Value::unknown());
            }
            LoopOver::Execute { targets, .. } | LoopOver::Cursor { targets, .. } => {
                assign_targets(&mut inside, targets, &[Row::of(Value::unknown())]);
            }
            LoopOver::Forever => {}
        }
        let mut out = self.statements(body, vec![inside])?;
        for path in &mut out {
            path.left_loop = false;
        }
        if !matches!(over, LoopOver::Forever) {
            out.push(path);
        }
        Ok(out)
    }

    fn jump(&mut self, when: Option<&SqlText>, mut path: Path) -> Result<Vec<Path>, Stop> {
        let Some(when) = when else {
            path.left_loop = true;
            return Ok(vec![path]);
        };
        let condition = self.expr(when, &mut path)?.as_truth();
        let leaving = Path { when: path.when.and(&condition.yes), left_loop: true, ..path.clone() };
        path.when = path.when.and(&condition.no.or(&condition.null));
        Ok(vec![leaving, path])
    }

    fn give(&mut self, path: &Path, columns: Vec<(Rc<str>, Value)>) {
        self.rows.push(Row { when: path.when.clone(), columns });
    }

    fn expr(&mut self, text: &SqlText, path: &mut Path) -> Result<Value, Stop> {
        let Ok(tree) = parse_expr(&text.text) else {
            // `x := count(*) FROM t` is a query.
            let Ok(query) = parse_query(&format!("SELECT {}", text.text)) else { return Ok(Value::unknown()) };
            let rows = self.within(path, |this| this.evaluator.rows(&query, this.scope))?;
            return Ok(scalar(&rows));
        };
        self.within(path, |this| this.evaluator.value(&tree, this.scope))
    }

    /// The rows of an embedded statement; one that changes rows gives rows that are not known.
    fn query(&mut self, statement: &Statement, prefix: &str, path: &mut Path) -> Result<Vec<Row>, Stop> {
        let unknown =
            || Ok(vec![Row { when: Cases::unknown(), columns: vec![(Rc::from("?column?"), Value::unknown())] }]);
        let StatementKind::Query(query) = &statement.kind else { return unknown() };
        let Ok(query) = parse_query(&format!("{prefix}{}", query.text.text)) else { return unknown() };
        if let Some(stop) = self.evaluator.query_refusal(&query, &self.scope.path, self.scope.rights) {
            return Err(stop);
        }
        self.within(path, |this| this.evaluator.rows(&query, this.scope))
    }

    fn within<T>(&mut self, path: &mut Path, run: impl FnOnce(&mut Self) -> T) -> T {
        std::mem::swap(&mut self.scope.variables, &mut path.variables);
        let result = run(self);
        std::mem::swap(&mut self.scope.variables, &mut path.variables);
        result
    }
}

/// `SELECT … INTO`, and whether it found anything.
fn assign_rows(path: &mut Path, into: Option<&IntoTargets>, rows: &[Row]) {
    if let Some(into) = into {
        assign_targets(path, &into.targets, rows);
    }
    path.variables.insert("found".to_owned(), Value::truth(Truth::when(existence(rows))));
}

/// Several variables take one column each; a single one takes the first, and as a record all of them.
fn assign_targets(path: &mut Path, targets: &[SqlText], rows: &[Row]) {
    for (index, target) in targets.iter().enumerate() {
        path.variables.insert(variable_name(target), column(rows, index));
    }
    if let [record] = targets {
        let names: Vec<(usize, Rc<str>)> = rows
            .first()
            .into_iter()
            .flat_map(|row| row.columns.iter().map(|(name, _)| Rc::clone(name)).enumerate())
            .collect();
        for (index, name) in names {
            path.variables.insert(format!("{}.{name}", variable_name(record)), column(rows, index));
        }
    }
}

fn column(rows: &[Row], index: usize) -> Value {
    let single = |row: &Row| {
        let column = row.columns.get(index).cloned();
        Row { when: row.when.clone(), columns: vec![column.unwrap_or_else(|| (Rc::from(""), Value::unknown()))] }
    };
    let rows: Vec<Row> = rows.iter().map(single).collect();
    scalar(&rows)
}

fn existence(rows: &[Row]) -> Cases {
    rows.iter().fold(Cases::never(), |all, row| all.or(&row.when))
}

fn variable_name(target: &SqlText) -> String {
    target.text.trim().to_ascii_lowercase()
}
