//! Control flow of PL/pgSQL.

use std::collections::BTreeMap;

use super::{
    Datum, Host, Rows,
    expression::{Evaluator, Variables},
};
use crate::sql::{
    expr::parse_query,
    parse::parse_computed,
    statement::{
        Block, BlockKind, BlockStatement, Branch, Declaration, Execute, InsertSource, IntoTargets, Jump, Literal,
        LoopOver, Raise, RaiseLevel, SqlText, Statement, StatementKind, TypeName, Value, fold_identifier,
    },
};

/// Statements that one block may run: endless loops end here.
const MAX_STATEMENTS: u32 = 20_000;

/// Runs a block. `arguments` are the variables that are there before it.
///
/// # Errors
/// When a statement fails, or the block raises an exception, and no handler catches it.
pub fn run<H: Host>(host: &mut H, block: &Block, arguments: Vec<(String, Datum)>) -> Result<(), H::Failure> {
    let mut machine = Machine {
        host,
        variables: arguments.into_iter().collect(),
        records: BTreeMap::new(),
        caught: Vec::new(),
        statements: 0,
    };
    machine.variables.insert("found".to_owned(), Datum::Bool(false));
    machine.block(block).map(|_| ())
}

/// What runs next.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Flow {
    Next,
    /// Out of the loop or block with this label, or the innermost loop.
    Exit(Option<String>),
    /// To the next round of the loop.
    Continue(Option<String>),
    Return,
    /// What runs next is not known.
    Lost,
}

struct Machine<'h, H: Host> {
    host: &'h mut H,
    variables: Variables,
    /// The variables that hold whole rows.
    records: BTreeMap<String, bool>,
    /// What the handlers that run have caught, for a bare `RAISE`.
    caught: Vec<Option<H::Failure>>,
    statements: u32,
}

impl<H: Host> Machine<'_, H> {
    fn block(&mut self, block: &Block) -> Result<Flow, H::Failure> {
        let names = block.declarations.iter().map(|d| d.name.name.clone());
        let shadowed: Vec<(String, Option<Datum>)> =
            names.map(|name| (name.clone(), self.variables.get(&name).cloned())).collect();
        for declaration in &block.declarations {
            self.declare(declaration);
        }
        let result = if block.handlers.is_empty() { self.all(&block.body) } else { self.guarded(block) };
        for (name, before) in shadowed {
            match before {
                Some(value) => self.variables.insert(name, value),
                None => self.variables.remove(&name),
            };
        }
        let label = block.label.as_ref().map(|l| l.name.clone());
        match result? {
            Flow::Exit(Some(to)) if label.as_ref() == Some(&to) => Ok(Flow::Next),
            flow => Ok(flow),
        }
    }

    fn declare(&mut self, declaration: &Declaration) {
        let value = match &declaration.value {
            _ if declaration.cursor => Datum::Unknown,
            Some(value) => {
                let value = self.evaluate(value);
                converted(value, declaration.type_name.as_ref())
            }
            None => Datum::Null,
        };
        let name = declaration.name.name.clone();
        let record = declaration.type_name.as_ref().is_some_and(|t| t.name == "record" || t.copied);
        self.records.insert(name.clone(), record);
        self.variables.insert(name, value);
    }

    /// A body with handlers: a failure undoes what the body did.
    fn guarded(&mut self, block: &Block) -> Result<Flow, H::Failure> {
        let savepoint = self.host.savepoint();
        let failure = match self.all(&block.body) {
            Ok(flow) => return Ok(flow),
            Err(failure) => failure,
        };
        let Some(handler) = block.handlers.iter().find(|h| h.conditions.iter().any(|c| H::catches(&failure, c))) else {
            return Err(failure);
        };
        self.host.rollback(savepoint);
        for name in ["sqlerrm", "sqlstate"] {
            self.variables.insert(name.to_owned(), Datum::Unknown);
        }
        self.caught.push(Some(failure));
        let result = self.all(&handler.body);
        self.caught.pop();
        result
    }

    fn all(&mut self, statements: &[BlockStatement]) -> Result<Flow, H::Failure> {
        for (number, statement) in statements.iter().enumerate() {
            self.statements += 1;
            let flow = if self.statements > MAX_STATEMENTS { Flow::Lost } else { self.one(statement)? };
            match flow {
                Flow::Next => {}
                Flow::Lost => {
                    let rest = statements.get(number + 1..).unwrap_or(&[]);
                    self.skip("what runs before it", rest);
                    return Ok(Flow::Lost);
                }
                flow => return Ok(flow),
            }
        }
        Ok(Flow::Next)
    }

    fn one(&mut self, statement: &BlockStatement) -> Result<Flow, H::Failure> {
        match &statement.kind {
            BlockKind::Block(block) => return self.block(block),
            BlockKind::If { branches, otherwise } => return self.choose(None, branches, Some(otherwise)),
            BlockKind::Case { subject, branches, otherwise } => {
                return self.choose(subject.as_ref(), branches, otherwise.as_deref());
            }
            BlockKind::Loop { label, over, body } => {
                return self.repeat(label.as_ref().map(|l| l.name.as_str()), over, body);
            }
            BlockKind::Exit(jump) => return Ok(self.jump(jump, Flow::Exit)),
            BlockKind::Continue(jump) => return Ok(self.jump(jump, Flow::Continue)),
            BlockKind::Return(_) => return Ok(Flow::Return),
            BlockKind::Raise(raise) => return self.raise(raise),
            BlockKind::Sql { statement, into } => self.sql(statement, into.as_ref())?,
            BlockKind::Perform(statement) => self.sql(statement, None)?,
            BlockKind::Execute(execute) => self.dynamic(execute, statement)?,
            BlockKind::Assign { target, value } => {
                let value = self.evaluate(value);
                self.assign(&target.text, value);
            }
            BlockKind::GetDiagnostics(items) => {
                for (target, _) in items {
                    self.assign(&target.text, Datum::Unknown);
                }
            }
            BlockKind::Cursor(_) | BlockKind::Unread { .. } => {
                self.skip("a cursor", std::slice::from_ref(statement));
            }
            BlockKind::ReturnNext(_)
            | BlockKind::ReturnQuery(_)
            | BlockKind::ReturnExecute(_)
            | BlockKind::Assert(_)
            | BlockKind::Null
            | BlockKind::EndTransaction { .. } => {}
        }
        Ok(Flow::Next)
    }

    fn evaluate(&mut self, text: &SqlText) -> Datum {
        Evaluator::new(&mut *self.host, &self.variables).text(&text.text)
    }

    fn rows(&mut self, query: &str) -> Option<Rows> {
        let query = parse_query(query).ok()?;
        Evaluator::new(&mut *self.host, &self.variables).query(&query)
    }

    fn names(&self) -> Vec<String> {
        self.variables.keys().cloned().collect()
    }

    /// `IF`, `CASE`.
    fn choose(
        &mut self,
        subject: Option<&SqlText>,
        branches: &[Branch],
        otherwise: Option<&[BlockStatement]>,
    ) -> Result<Flow, H::Failure> {
        for (number, branch) in branches.iter().enumerate() {
            let condition = match subject {
                Some(subject) => format!("({}) in ({})", subject.text, branch.condition.text),
                None => branch.condition.text.clone(),
            };
            match Evaluator::new(&mut *self.host, &self.variables).text(&condition).holds() {
                Some(true) => return self.all(&branch.body),
                Some(false) => {}
                None => {
                    let why = format!("whether {} holds", first_line(&condition));
                    let rest = branches.get(number..).unwrap_or(&[]);
                    let flows: Vec<bool> = rest.iter().map(|b| self.skip(&why, &b.body)).collect();
                    let leaves = self.skip(&why, otherwise.unwrap_or(&[]));
                    let lost = leaves || flows.contains(&true);
                    return Ok(if lost { Flow::Lost } else { Flow::Next });
                }
            }
        }
        otherwise.map_or(Ok(Flow::Next), |body| self.all(body))
    }

    fn jump(&mut self, jump: &Jump, flow: fn(Option<String>) -> Flow) -> Flow {
        let taken = jump.when.as_ref().map_or(Some(true), |when| self.evaluate(when).holds());
        match taken {
            Some(true) => flow(jump.label.as_ref().map(|l| l.name.clone())),
            Some(false) => Flow::Next,
            None => Flow::Lost,
        }
    }

    fn raise(&mut self, raise: &Raise) -> Result<Flow, H::Failure> {
        if raise.again
            && let Some(failure) = self.caught.last_mut().and_then(Option::take)
        {
            return Err(failure);
        }
        if raise.level != RaiseLevel::Exception {
            return Ok(Flow::Next);
        }
        let code = raise.using.iter().find(|(option, _)| option == "errcode").map(|(_, value)| self.evaluate(value));
        let condition = match (&raise.condition, code) {
            (Some(condition), _) => Some(condition.clone()),
            (None, Some(Datum::Text(code))) => Some(code.to_ascii_lowercase()),
            (None, _) => None,
        };
        Err(self.host.raise(condition.as_deref(), raise.message.as_deref()))
    }

    /// A statement that is written out, with the values of variables in place of their names.
    fn sql(&mut self, statement: &Statement, into: Option<&IntoTargets>) -> Result<(), H::Failure> {
        let mut statement = statement.clone();
        self.fill(&mut statement.kind);
        let names = self.names();
        self.host.execute(&statement, &names)?;
        let rows = match &statement.kind {
            StatementKind::Query(query) => self.rows(&query.text.text),
            _ => None,
        };
        self.found(rows.as_ref());
        if let Some(into) = into {
            self.store(into, rows);
        }
        Ok(())
    }

    fn found(&mut self, rows: Option<&Rows>) {
        let found = match rows {
            Some(rows) if !rows.rows.is_empty() => Datum::Bool(true),
            Some(rows) if rows.complete => Datum::Bool(false),
            _ => Datum::Unknown,
        };
        self.variables.insert("found".to_owned(), found);
    }

    fn fill(&mut self, kind: &mut StatementKind) {
        match kind {
            StatementKind::Query(query) => {
                query.calls.iter_mut().flat_map(|c| &mut c.args).for_each(|arg| self.fill_value(&mut arg.value));
            }
            StatementKind::Insert(insert) => {
                if let InsertSource::Values(rows) = &mut insert.source {
                    rows.iter_mut().flatten().for_each(|value| self.fill_value(value));
                }
            }
            StatementKind::Update(update) => update.set.iter_mut().for_each(|a| self.fill_value(&mut a.value)),
            _ => {}
        }
    }

    fn fill_value(&mut self, value: &mut Value) {
        if value.literal == Literal::Computed {
            value.literal = as_literal(self.evaluate(&value.text));
        }
    }

    /// `INTO a, b`: the first row, or nulls.
    fn store(&mut self, into: &IntoTargets, rows: Option<Rows>) {
        let row = match rows {
            Some(Rows { columns, rows, complete }) => match rows.into_iter().next() {
                Some(row) if complete => Some((columns, row)),
                None if complete => {
                    let nulls = vec![Datum::Null; columns.len()];
                    Some((columns, nulls))
                }
                _ => None,
            },
            None => None,
        };
        let Some((columns, row)) = row else {
            for target in &into.targets {
                self.assign(&target.text, Datum::Unknown);
            }
            return;
        };
        self.store_row(&into.targets, columns, row);
    }

    fn store_row(&mut self, targets: &[SqlText], columns: Vec<String>, row: Vec<Datum>) {
        if let [target] = targets
            && (self.records.get(&fold_identifier(&target.text)).copied().unwrap_or(true) || columns.len() > 1)
        {
            let record = Datum::Record(columns.into_iter().zip(row).collect());
            self.assign(&target.text, record);
            return;
        }
        let mut values = row.into_iter();
        for target in targets {
            self.assign(&target.text, values.next().unwrap_or(Datum::Null));
        }
    }

    fn assign(&mut self, target: &str, value: Datum) {
        match target.split_once('.') {
            Some((record, field)) => {
                let field = fold_identifier(field.trim());
                if let Some(Datum::Record(fields)) = self.variables.get_mut(&fold_identifier(record.trim())) {
                    match fields.iter_mut().find(|(name, _)| *name == field) {
                        Some((_, slot)) => *slot = value,
                        None => fields.push((field, value)),
                    }
                }
            }
            None if target.contains('[') => {
                let name = target.split('[').next().unwrap_or(target).trim();
                self.variables.insert(fold_identifier(name), Datum::Unknown);
            }
            None => {
                self.variables.insert(fold_identifier(target.trim()), value);
            }
        }
    }

    /// `EXECUTE text`.
    fn dynamic(&mut self, execute: &Execute, statement: &BlockStatement) -> Result<(), H::Failure> {
        let Datum::Text(text) = self.evaluate(&execute.command) else {
            self.skip("SQL that is put together at run time", std::slice::from_ref(statement));
            return Ok(());
        };
        let names = if execute.using.is_empty() { Vec::new() } else { self.names() };
        let mut rows = None;
        for statement in parse_computed(&text, execute.command.range) {
            self.host.execute(&statement, &names)?;
            if let StatementKind::Query(query) = &statement.kind {
                rows = self.rows(&query.text.text);
            }
        }
        if let Some(into) = &execute.into {
            self.store(into, rows);
        }
        Ok(())
    }

    fn repeat(&mut self, label: Option<&str>, over: &LoopOver, body: &[BlockStatement]) -> Result<Flow, H::Failure> {
        match over {
            LoopOver::Forever => self.repeat_while(label, None, body),
            LoopOver::While(condition) => self.repeat_while(label, Some(condition), body),
            LoopOver::Range { variable, reverse, from, to, step } => {
                let step = step.as_ref().map_or(Datum::Int(1), |s| self.evaluate(s));
                let (Datum::Int(from), Datum::Int(to), Datum::Int(step)) =
                    (self.evaluate(from), self.evaluate(to), step)
                else {
                    return Ok(self.lose("how often a loop runs", body));
                };
                let values = counted(from, to, step, *reverse);
                self.each(label, std::slice::from_ref(variable), &["value".to_owned()], values, body)
            }
            LoopOver::Array { targets, array, slice: None } => match self.evaluate(array) {
                Datum::Array(items) => {
                    let rows = items.into_iter().map(|item| vec![item]).collect();
                    self.each(label, targets, &["value".to_owned()], rows, body)
                }
                Datum::Null => Ok(Flow::Next),
                _ => Ok(self.lose("what a loop runs over", body)),
            },
            LoopOver::Query { targets, query } => {
                let rows = match &query.kind {
                    StatementKind::Query(query) => self.rows(&query.text.text),
                    _ => None,
                };
                self.each_row(label, targets, rows, body)
            }
            LoopOver::Execute { targets, execute } => {
                let rows = match self.evaluate(&execute.command) {
                    Datum::Text(text) => self.rows(&text),
                    _ => None,
                };
                self.each_row(label, targets, rows, body)
            }
            LoopOver::Array { .. } | LoopOver::Cursor { .. } => Ok(self.lose("what a loop runs over", body)),
        }
    }

    fn each_row(
        &mut self,
        label: Option<&str>,
        targets: &[SqlText],
        rows: Option<Rows>,
        body: &[BlockStatement],
    ) -> Result<Flow, H::Failure> {
        let Some(rows) = rows else { return Ok(self.lose("what a loop runs over", body)) };
        let complete = rows.complete;
        let flow = self.each(label, targets, &rows.columns, rows.rows, body)?;
        if !complete && flow == Flow::Next {
            return Ok(self.lose("what else a loop runs over", body));
        }
        Ok(flow)
    }

    fn each(
        &mut self,
        label: Option<&str>,
        targets: &[SqlText],
        columns: &[String],
        rows: Vec<Vec<Datum>>,
        body: &[BlockStatement],
    ) -> Result<Flow, H::Failure> {
        self.variables.insert("found".to_owned(), Datum::Bool(!rows.is_empty()));
        for row in rows {
            match (targets, columns, row.as_slice()) {
                // The variable of a counted loop is no row.
                ([target], [name], [value]) if name == "value" => self.assign(&target.text, value.clone()),
                _ => self.store_row(targets, columns.to_vec(), row),
            }
            match self.round(label, body)? {
                Round::Again => {}
                Round::Done(flow) => return Ok(flow),
            }
        }
        Ok(Flow::Next)
    }

    fn repeat_while(
        &mut self,
        label: Option<&str>,
        condition: Option<&SqlText>,
        body: &[BlockStatement],
    ) -> Result<Flow, H::Failure> {
        loop {
            match condition.map_or(Some(true), |c| self.evaluate(c).holds()) {
                Some(true) => {}
                Some(false) => return Ok(Flow::Next),
                None => return Ok(self.lose("how often a loop runs", body)),
            }
            self.statements += 1;
            if self.statements > MAX_STATEMENTS {
                return Ok(Flow::Lost);
            }
            match self.round(label, body)? {
                Round::Again => {}
                Round::Done(flow) => return Ok(flow),
            }
        }
    }

    /// One round of a loop.
    fn round(&mut self, label: Option<&str>, body: &[BlockStatement]) -> Result<Round, H::Failure> {
        let own = |to: &Option<String>| to.is_none() || to.as_deref() == label;
        Ok(match self.all(body)? {
            Flow::Next => Round::Again,
            Flow::Continue(to) if own(&to) => Round::Again,
            Flow::Exit(to) if own(&to) => Round::Done(Flow::Next),
            flow => Round::Done(flow),
        })
    }

    /// A loop of which it is not known how it runs.
    fn lose(&mut self, why: &str, body: &[BlockStatement]) -> Flow {
        if self.skip(why, body) { Flow::Lost } else { Flow::Next }
    }

    /// Passes over statements that may or may not run: tells the host, and forgets the variables that they set. Whether
    /// they may leave the block, so that it is not known what runs behind them.
    ///
    /// `RAISE EXCEPTION` is taken not to be reached: who writes a check into a migration has seen it pass.
    fn skip(&mut self, why: &str, statements: &[BlockStatement]) -> bool {
        if statements.is_empty() {
            return false;
        }
        self.host.unsure(why, statements);
        let mut leaves = false;
        let mut open: Vec<&BlockStatement> = statements.iter().collect();
        while let Some(statement) = open.pop() {
            match &statement.kind {
                BlockKind::Assign { target, .. } => self.assign(&target.text, Datum::Unknown),
                BlockKind::Sql { into: Some(into), .. } | BlockKind::Execute(Execute { into: Some(into), .. }) => {
                    into.targets.iter().for_each(|t| self.assign(&t.text, Datum::Unknown));
                }
                BlockKind::Return(_) | BlockKind::Exit(Jump { label: Some(_), .. }) => leaves = true,
                BlockKind::If { branches, otherwise } => {
                    open.extend(branches.iter().flat_map(|b| &b.body).chain(otherwise));
                }
                BlockKind::Case { branches, otherwise, .. } => {
                    open.extend(branches.iter().flat_map(|b| &b.body).chain(otherwise.iter().flatten()));
                }
                BlockKind::Loop { body, .. } => open.extend(body),
                BlockKind::Block(block) => {
                    open.extend(block.body.iter().chain(block.handlers.iter().flat_map(|h| &h.body)));
                }
                _ => {}
            }
        }
        leaves
    }
}

enum Round {
    Again,
    Done(Flow),
}

/// The values of `FOR i IN from..to BY step`, as many as may run.
fn counted(from: i64, to: i64, step: i64, reverse: bool) -> Vec<Vec<Datum>> {
    let mut values = Vec::new();
    let mut at = from;
    let limit = MAX_STATEMENTS as usize;
    while step > 0 && values.len() < limit && (if reverse { at >= to } else { at <= to }) {
        values.push(vec![Datum::Int(at)]);
        let next = if reverse { at.checked_sub(step) } else { at.checked_add(step) };
        match next {
            Some(next) => at = next,
            None => break,
        }
    }
    values
}

/// A value as the declared type has it: `text[] := '{a,b}'`.
fn converted(value: Datum, to: Option<&TypeName>) -> Datum {
    match (value, to) {
        (Datum::Text(text), Some(to)) if to.array => super::functions::array_literal(&text),
        (Datum::Text(text), Some(to)) if matches!(to.name.as_str(), "integer" | "bigint" | "smallint") => {
            text.trim().parse().map_or(Datum::Unknown, Datum::Int)
        }
        (value, _) => value,
    }
}

fn as_literal(value: Datum) -> Literal {
    match value {
        Datum::Null => Literal::Null,
        Datum::Bool(value) => Literal::Bool(value),
        Datum::Int(value) => Literal::Number(value.to_string()),
        Datum::Text(text) => Literal::String(text),
        Datum::Array(items) => {
            let items: Vec<Literal> = items.into_iter().map(as_literal).collect();
            if items.contains(&Literal::Computed) { Literal::Computed } else { Literal::Array(items) }
        }
        Datum::Unknown | Datum::Record(_) => Literal::Computed,
    }
}

/// A condition, short enough for a message.
fn first_line(text: &str) -> String {
    let flat = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match flat.char_indices().nth(80) {
        Some((end, _)) => format!("{}…", flat.get(..end).unwrap_or("")),
        None => flat,
    }
}
