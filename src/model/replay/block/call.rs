//! Functions of the migrations that the migrations call: `SELECT setup_policies();`.

use super::{Frame, value::Value};
use crate::{
    model::{
        replay::{
            Replay,
            refusal::{Condition, Run, Stop},
        },
        schema::{FunctionKey, Returns, SqlType},
    },
    sql::{
        expr::{Expr, parse_expr},
        parse::parse_computed,
        statement::{FunctionCall, Literal, StatementKind},
    },
};

/// Calls within calls that are followed.
const MAX_CALLS: u32 = 8;

/// Words without which a body changes no schema.
const CHANGES: &[&str] = &["create ", "alter ", "drop ", "grant ", "revoke ", "execute ", "cron.", "raise exception"];

impl Replay {
    /// Binds an expression of a block: every name must mean something.
    pub(super) fn bind_in_block(&mut self, tree: &Expr) -> Run {
        match self.bind_tree(tree) {
            Err(Stop::Unsure(_) | Stop::Skipped) => Ok(()),
            other => other,
        }
    }

    /// A call with the values of its arguments as far as a block knows them.
    pub(super) fn resolved_call(&mut self, call: &FunctionCall, run: &mut Frame) -> Run<FunctionCall> {
        let mut resolved = call.clone();
        for arg in &mut resolved.args {
            if arg.value.literal == Literal::Computed {
                let value = match parse_expr(&arg.value.text.text) {
                    Ok(tree) => self.eval(&tree, &super::select::Env::new(&run.variables))?,
                    Err(_) => Value::Unknown,
                };
                arg.value.literal = literal(&value);
            }
        }
        Ok(resolved)
    }

    /// Runs a function that the migrations made, when its body may change the schema.
    pub(in crate::model::replay) fn follow_call(&mut self, call: &FunctionCall) -> Run {
        let Some(key) = self.called(call) else { return Ok(()) };
        let Some(function) = self.schema.functions.get(&key).cloned() else { return Ok(()) };
        let Some(body) = &function.body else { return Ok(()) };
        let returns = |ty: &str| function.returns == Returns::Value(SqlType::pg(ty));
        if returns("trigger") || returns("event_trigger") && self.command.is_none() {
            let reason = "trigger functions can only be called as triggers";
            return Err(Stop::refused(Condition::FeatureNotSupported, reason));
        }
        let lower = body.text.to_ascii_lowercase();
        self.note_writes_of(&body.text);
        let changes = CHANGES.iter().any(|word| lower.contains(word));
        if self.calls >= MAX_CALLS && !changes {
            return Ok(());
        }
        if self.calls >= MAX_CALLS {
            return Err(Stop::Unsure(format!("{key} calls too deeply to be followed")));
        }
        let mut run = Frame::default();
        run.variables.open();
        if let Some(command) = &self.command {
            run.variables.declare("tg_event", Value::text("ddl_command_end"));
            run.variables.declare("tg_tag", Value::text(command.tag));
        }
        for (i, param) in function.inputs().enumerate() {
            let given = call
                .args
                .iter()
                .find(|a| a.name.is_some() && a.name == param.name)
                .or_else(|| call.args.get(i).filter(|a| a.name.is_none()));
            let value = match given {
                Some(arg) => value_of_literal(&arg.value.literal),
                None => match param.default.as_deref().map(parse_expr) {
                    Some(Ok(tree)) => self.eval(&tree, &super::select::Env::new(&run.variables))?,
                    _ => Value::Unknown,
                },
            };
            if let Some(name) = &param.name {
                run.variables.declare(name, value.clone());
            }
            run.variables.declare(&format!("${}", i + 1), value);
        }
        self.calls += 1;
        let built = std::mem::replace(&mut self.built, true);
        let path = self.session.search_path.clone();
        if let Some(own) = &function.search_path {
            self.session.search_path = own.iter().filter(|s| *s != "pg_temp").cloned().collect();
        }
        let result = self.run_body(&function.language, &body.text, &mut run);
        self.session.search_path = path;
        self.built = built;
        self.calls -= 1;
        match result {
            Err(Stop::Unsure(_)) if !changes => Ok(()),
            other => other,
        }
    }

    fn run_body(&mut self, language: &str, body: &str, run: &mut Frame) -> Run {
        match language {
            "plpgsql" => {
                let text = format!("DO $plimsoll_body${body}$plimsoll_body$");
                for statement in parse_computed(&text, self.statement) {
                    if let StatementKind::Do(block) = &statement.kind
                        && let crate::sql::statement::BodyCode::Plpgsql(code) = &block.body.code
                    {
                        self.run_block(code, run)?;
                    }
                }
                Ok(())
            }
            "sql" => {
                let names = std::mem::replace(&mut self.variables, run.variables.names());
                let result = parse_computed(body, self.statement).iter().try_for_each(|s| self.run(s));
                self.variables = names;
                result
            }
            _ => Ok(()),
        }
    }

    /// The one function that a call means.
    fn called(&self, call: &FunctionCall) -> Option<FunctionKey> {
        let name = &call.name;
        let all = self.schema.resolve_functions(name.schema.as_deref(), &name.name, &self.session.search_path);
        let mut fitting = all.into_iter().filter(|(_, f)| f.at.is_some() && f.takes(call.args.len()));
        match (fitting.next(), fitting.next()) {
            (Some((key, _)), None) => Some(key.clone()),
            _ => None,
        }
    }
}

fn literal(value: &Value) -> Literal {
    match value {
        Value::Null => Literal::Null,
        Value::Bool(value) => Literal::Bool(*value),
        Value::Int(value) => Literal::Number(value.to_string()),
        Value::Text(text) => Literal::String(text.clone()),
        Value::Array(items) => Literal::Array(items.iter().map(literal).collect()),
        Value::Object(object) => Literal::String(object.to_text()),
        Value::Unknown | Value::Row(_) => Literal::Computed,
    }
}

fn value_of_literal(literal: &Literal) -> Value {
    match literal {
        Literal::Null => Value::Null,
        Literal::Bool(value) => Value::Bool(*value),
        Literal::Number(text) => text.parse().map_or_else(|_| Value::text(text.as_str()), Value::Int),
        Literal::String(text) => Value::text(text.as_str()),
        Literal::Array(items) => Value::Array(items.iter().map(value_of_literal).collect()),
        Literal::Default | Literal::Computed => Value::Unknown,
    }
}
