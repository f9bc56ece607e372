//! `DO` blocks and functions that migrations call: PL/pgSQL run against the model.
//!
//! Conditions are answered from the catalogue that the model is; loops run over constants and catalogue rows;
//! `EXECUTE` runs what its text turns out to be. Where a condition or a text is not known, what it could touch is
//! marked as not known, and a gap says so.

mod aggregate;
mod assign;
mod call;
mod catalog;
mod eval;
mod functions;
mod join;
mod loops;
mod operator;
mod probe;
mod select;
mod unknown;
mod value;

use self::{
    assign::{assign, assign_row},
    value::{Value, Variables},
};
use super::{
    Replay,
    refusal::{Condition, Run, Stop},
};
use crate::{
    source::span::Range,
    sql::{
        parse::parse_computed,
        statement::{
            Block, BlockKind, BlockStatement, BodyCode, Branch, Do, Execute, Handler, IntoTargets, Jump, Raise,
            RaiseLevel, SqlText, Statement, StatementKind,
        },
    },
};

/// How many statements one block may run: loops without an end have one here.
const MAX_STEPS: u32 = 50_000;

/// Where a statement of a block leads.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Flow {
    Next,
    Exit(Option<String>),
    Continue(Option<String>),
    Return,
    /// It is not known whether what follows runs at all.
    Lost,
}

/// The run of one block.
#[derive(Debug, Default)]
struct Frame {
    variables: Variables,
    steps: u32,
    /// The error that is being handled.
    caught: Option<Stop>,
}

impl Replay {
    /// `DO`.
    pub(super) fn do_block(&mut self, block: &Do) -> Run {
        match &block.body.code {
            BodyCode::Plpgsql(code) => {
                self.compile(code, &[])?;
                let mut run = Frame::default();
                self.run_block(code, &mut run).map(|_| ())
            }
            BodyCode::Invalid { message, .. } => Err(Stop::refused(Condition::SyntaxError, message.clone())),
            _ => Err(Stop::Unsure("a DO block in a language that is not read".to_owned())),
        }
    }

    fn run_block(&mut self, block: &Block, run: &mut Frame) -> Run<Flow> {
        run.variables.open();
        let result = self.run_open_block(block, run);
        run.variables.close();
        match result {
            Ok(Flow::Exit(Some(label))) if block.label.as_ref().is_some_and(|l| l.name == label) => Ok(Flow::Next),
            other => other,
        }
    }

    fn run_open_block(&mut self, block: &Block, run: &mut Frame) -> Run<Flow> {
        for declaration in &block.declarations {
            if let Some(ty) = &declaration.type_name
                && let Err(stop @ Stop::Refused(_)) = self.type_of(ty)
            {
                return Err(stop);
            }
            let value = match &declaration.value {
                Some(value) if !declaration.cursor => self.value(value, run)?,
                _ if declaration.type_name.as_ref().is_some_and(|t| t.name == "record" || t.copied) => {
                    Value::Row(std::sync::Arc::new(Vec::new()))
                }
                _ => Value::Null,
            };
            run.variables.declare(&declaration.name.name, value);
        }
        if block.handlers.is_empty() {
            return self.run_all(&block.body, run);
        }
        let savepoint = self.schema.savepoint();
        let attempted = self.attempted.len();
        match self.run_all(&block.body, run) {
            Err(Stop::Refused(refusal)) => {
                let caught = |h: &&Handler| h.conditions.iter().any(|c| refusal.condition.is_caught_by(c));
                let Some(handler) = block.handlers.iter().find(caught) else { return Err(Stop::Refused(refusal)) };
                self.schema.rollback(savepoint);
                self.swallow(attempted, &refusal);
                run.variables.declare("sqlerrm", Value::text(refusal.reason.clone()));
                run.variables.declare("sqlstate", Value::text(refusal.condition.code()));
                run.variables.forget("found");
                let outer = run.caught.replace(Stop::Refused(refusal));
                let result = self.run_all(&handler.body, run);
                run.caught = outer;
                result
            }
            other => other,
        }
    }

    fn run_all(&mut self, statements: &[BlockStatement], run: &mut Frame) -> Run<Flow> {
        for (i, statement) in statements.iter().enumerate() {
            run.steps += 1;
            if run.steps > MAX_STEPS {
                return Err(Stop::Unsure("a block that runs too long to be followed".to_owned()));
            }
            match self.run_one(statement, run)? {
                Flow::Next => {}
                Flow::Lost => {
                    let rest = statements.get(i + 1..).unwrap_or_default();
                    self.either(&[rest], "whether the block goes on", run);
                    return Ok(Flow::Lost);
                }
                flow => return Ok(flow),
            }
        }
        Ok(Flow::Next)
    }

    fn run_one(&mut self, statement: &BlockStatement, run: &mut Frame) -> Run<Flow> {
        match &statement.kind {
            BlockKind::Block(block) => return self.run_block(block, run),
            BlockKind::Sql { statement, into } => {
                self.run_sql(statement, into.as_ref(), run)?;
                if into.is_none() {
                    refuse_unused_rows(statement)?;
                }
            }
            BlockKind::Assign { target, value } => {
                let value = self.value(value, run)?;
                assign(run, &target.text, value);
            }
            BlockKind::If { branches, otherwise } => return self.run_if(branches, otherwise, run),
            BlockKind::Case { subject, branches, otherwise } => {
                return self.run_case(subject.as_ref(), branches, otherwise.as_deref(), run);
            }
            BlockKind::Loop { label, over, body } => {
                let label = label.as_ref().map(|l| l.name.as_str());
                return self.run_loop(label, over, body, run);
            }
            BlockKind::Execute(execute) => self.execute(execute, statement.range, run)?,
            BlockKind::Perform(query) => self.run_sql(query, None, run)?,
            BlockKind::Raise(raise) => self.raise(raise, run)?,
            BlockKind::Return(_) => return Ok(Flow::Return),
            BlockKind::Exit(jump) => return self.jump(jump, run, Flow::Exit),
            BlockKind::Continue(jump) => return self.jump(jump, run, Flow::Continue),
            BlockKind::GetDiagnostics(items) => {
                for (target, _) in items {
                    assign(run, &target.text, Value::Unknown);
                }
            }
            BlockKind::Assert(condition) => {
                if self.value(condition, run)?.as_condition() == Some(false) {
                    return Err(Stop::refused(Condition::AssertFailure, "assertion failed"));
                }
            }
            BlockKind::Null
            | BlockKind::ReturnNext(_)
            | BlockKind::ReturnQuery(_)
            | BlockKind::ReturnExecute(_)
            | BlockKind::EndTransaction { .. }
            | BlockKind::Cursor(_) => {}
            BlockKind::Unread { message } => return Err(Stop::Unsure(format!("a statement of a block: {message}"))),
        }
        Ok(Flow::Next)
    }

    fn run_sql(&mut self, statement: &Statement, into: Option<&IntoTargets>, run: &mut Frame) -> Run {
        let outer = std::mem::replace(&mut self.variables, run.variables.names());
        let result = match &statement.kind {
            StatementKind::Query(query) => self.bind_statement(&query.text.text),
            _ => {
                self.attempt(statement);
                self.run(statement)
            }
        };
        self.variables = outer;
        if let (Ok(()), StatementKind::Query(query)) = (&result, &statement.kind) {
            for call in query.calls.iter().filter(|_| query.from.is_empty()) {
                let call = self.resolved_call(call, run)?;
                self.effect_of_call(&call)?;
            }
        }
        match result {
            Ok(()) | Err(Stop::Skipped) => {}
            Err(stop) => return Err(stop),
        }
        match (&statement.kind, into) {
            (StatementKind::Query(query), Some(into)) => self.select_into(&query.text.text, into, run),
            (StatementKind::Query(query), None) => {
                let found =
                    self.selected(&query.text.text, run)?.map_or(Value::Unknown, |rows| Value::Bool(!rows.is_empty()));
                run.variables.set("found", found);
                Ok(())
            }
            (_, Some(into)) => {
                into.targets.iter().for_each(|t| assign(run, &t.text, Value::Unknown));
                run.variables.set("found", Value::Unknown);
                Ok(())
            }
            (StatementKind::Insert(_) | StatementKind::Update(_) | StatementKind::Delete(_), None) => {
                run.variables.set("found", Value::Unknown);
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn select_into(&mut self, query: &str, into: &IntoTargets, run: &mut Frame) -> Run {
        let Some(rows) = self.selected(query, run)? else {
            into.targets.iter().for_each(|t| assign(run, &t.text, Value::Unknown));
            run.variables.set("found", Value::Unknown);
            return Ok(());
        };
        if into.strict && rows.len() != 1 {
            let condition = if rows.is_empty() { Condition::NoDataFound } else { Condition::TooManyRows };
            return Err(Stop::refused(condition, "a query with INTO STRICT did not return one row"));
        }
        run.variables.set("found", Value::Bool(!rows.is_empty()));
        assign_row(run, &into.targets, rows.first());
        Ok(())
    }

    fn run_if(&mut self, branches: &[Branch], otherwise: &[BlockStatement], run: &mut Frame) -> Run<Flow> {
        for (i, branch) in branches.iter().enumerate() {
            match self.value(&branch.condition, run)?.as_condition() {
                Some(true) => return self.run_all(&branch.body, run),
                Some(false) => {}
                // A guard that does nothing but raise: a migration that is kept was run, so it did not.
                None if unknown::only_raises(&branch.body) => {}
                None => {
                    let rest = branches.get(i..).unwrap_or_default().iter().map(|b| b.body.as_slice());
                    let bodies: Vec<&[BlockStatement]> = rest.chain([otherwise]).collect();
                    return Ok(self.either(&bodies, &branch.condition.text, run));
                }
            }
        }
        self.run_all(otherwise, run)
    }

    fn run_case(
        &mut self,
        subject: Option<&SqlText>,
        branches: &[Branch],
        otherwise: Option<&[BlockStatement]>,
        run: &mut Frame,
    ) -> Run<Flow> {
        for (i, branch) in branches.iter().enumerate() {
            let text = match subject {
                Some(subject) => format!("({}) IN ({})", subject.text, branch.condition.text),
                None => branch.condition.text.clone(),
            };
            match self.value_of(&text, run)?.as_condition() {
                Some(true) => return self.run_all(&branch.body, run),
                Some(false) => {}
                None => {
                    let rest = branches.get(i..).unwrap_or_default().iter().map(|b| b.body.as_slice());
                    let bodies: Vec<&[BlockStatement]> = rest.chain(otherwise).collect();
                    return Ok(self.either(&bodies, &text, run));
                }
            }
        }
        self.run_all(otherwise.unwrap_or_default(), run)
    }

    /// `EXECUTE`: the statements of a text that is put together.
    fn execute(&mut self, execute: &Execute, range: Range, run: &mut Frame) -> Run {
        let Some(text) = self.value(&execute.command, run)?.to_text() else {
            self.unknown_text(&execute.command, run);
            if let Some(into) = &execute.into {
                into.targets.iter().for_each(|t| assign(run, &t.text, Value::Unknown));
            }
            return Ok(());
        };
        let built = std::mem::replace(&mut self.built, true);
        let result = parse_computed(&text, range).iter().try_for_each(|statement| {
            self.attempt(statement);
            match self.run(statement) {
                Err(Stop::Skipped) => Ok(()),
                other => other,
            }
        });
        self.built = built;
        result?;
        if let Some(into) = &execute.into {
            // Its parameters are written `$1`: what is selected with them is not worked out.
            if execute.using.is_empty() {
                return self.select_into(&text, into, run);
            }
            into.targets.iter().for_each(|t| assign(run, &t.text, Value::Unknown));
        }
        Ok(())
    }

    fn raise(&mut self, raise: &Raise, run: &mut Frame) -> Run {
        if raise.again {
            return Err(run
                .caught
                .clone()
                .unwrap_or_else(|| Stop::refused(Condition::RaiseException, "RAISE without an error")));
        }
        if raise.level != RaiseLevel::Exception {
            return Ok(());
        }
        let code = raise.using.iter().find(|(option, _)| option == "errcode").map(|(_, value)| value);
        let code = match code {
            Some(code) => self.value(code, run)?.to_text(),
            None => raise.condition.clone(),
        };
        let named = code.and_then(|c| Condition::named(&c).or_else(|| Condition::named(&format!("sqlstate {c}"))));
        let message = raise.message.clone().unwrap_or_else(|| "an error is raised".to_owned());
        Err(Stop::refused(named.unwrap_or(Condition::RaiseException), message))
    }

    fn jump(&mut self, jump: &Jump, run: &mut Frame, to: fn(Option<String>) -> Flow) -> Run<Flow> {
        let holds = match &jump.when {
            Some(when) => self.value(when, run)?.as_condition(),
            None => Some(true),
        };
        match holds {
            Some(true) => Ok(to(jump.label.as_ref().map(|l| l.name.clone()))),
            Some(false) => Ok(Flow::Next),
            None => Err(Stop::Unsure("a loop is left on a condition that is not known".to_owned())),
        }
    }
}

/// PL/pgSQL wants `PERFORM` for a query whose rows nobody takes.
fn refuse_unused_rows(statement: &Statement) -> Run {
    let StatementKind::Query(query) = &statement.kind else { return Ok(()) };
    let first = query.text.text.get(..6).unwrap_or_default();
    if first.eq_ignore_ascii_case("select") {
        return Err(Stop::refused(Condition::SyntaxError, "query has no destination for result data"));
    }
    Ok(())
}
