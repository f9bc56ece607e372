//! Calls: what the platform says of the caller, built-in functions, and the app's own functions, looked into.

use std::{rc::Rc, sync::Arc};

use super::{
    cases::Cases,
    compare::compare,
    eval::{Evaluator, Stop, combined, element, scalar},
    query::unnested,
    scope::{Rights, Scope},
    value::{Alternative, Atom, Made, Row, Value},
};
use crate::{
    frameworks::supabase::caller::{function_fact, setting_fact},
    model::schema::{Function, FunctionKey, ParamMode, Privileges, Returns, Unsure},
    sql::expr::{Call, Statement, parse_statements},
};

/// Calls that are followed into each other.
const MAX_CALL_DEPTH: usize = 8;

/// Built-in functions that leave what identifies a value as it is.
const TRANSPARENT: &[&str] = &[
    "lower",
    "upper",
    "trim",
    "btrim",
    "ltrim",
    "rtrim",
    "to_jsonb",
    "to_json",
    "text",
    "uuid",
    "max",
    "min",
    "any_value",
    "quote_literal",
    "quote_ident",
];

/// Functions without arguments, or whose result has nothing to do with any row.
const DETACHED: &[&str] = &[
    "now",
    "current_date",
    "current_time",
    "current_timestamp",
    "localtime",
    "localtimestamp",
    "clock_timestamp",
    "statement_timestamp",
    "transaction_timestamp",
    "timeofday",
    "random",
    "gen_random_uuid",
    "uuid_generate_v4",
    "version",
    "pg_backend_pid",
    "txid_current",
    "inet_client_addr",
    "generate_series",
    "current_database",
    "current_schema",
];

impl<'a> Evaluator<'a> {
    /// The value of a call.
    pub(super) fn call(&mut self, call: &Call, scope: &mut Scope<'a>) -> Result<Value, Stop> {
        if let Some(value) = self.aggregate(call, scope)? {
            return Ok(value);
        }
        if let Some(value) = self.caller_call(call, scope)? {
            return Ok(value);
        }
        let found = self.function_of(call, scope);
        if let Some((key, function)) = found.filter(|(_, function)| function.body.is_some()) {
            let rows = self.function_rows(key, function, call, scope)?;
            return Ok(match function.returns {
                Returns::Set(_) | Returns::Table => Value::of(Atom::Many(rows.into())),
                _ => scalar(&rows),
            });
        }
        let args: Vec<Value> = call.args.iter().map(|arg| self.value(&arg.value, scope)).collect::<Result<_, _>>()?;
        let is_known = found.is_some() || !self.schema.unsure.contains(&Unsure::Functions);
        Ok(self.built_in(call, &args, is_known))
    }

    /// The rows of a call in FROM.
    pub(super) fn call_rows(&mut self, call: &Call, scope: &mut Scope<'a>) -> Result<Vec<Row>, Stop> {
        if let Some((key, function)) = self.function_of(call, scope)
            && function.body.is_some()
        {
            return self.function_rows(key, function, call, scope);
        }
        let name: Rc<str> = Rc::from(call.name.last().map_or("", String::as_str));
        let mut rows = match (&*name, call.args.first()) {
            (
                "unnest" | "jsonb_array_elements" | "jsonb_array_elements_text" | "json_array_elements_text",
                Some(arg),
            ) => unnested(&self.value(&arg.value, scope)?),
            _ => vec![Row::of(self.call(call, scope)?)],
        };
        for row in &mut rows {
            if let [column] = row.columns.as_mut_slice() {
                column.0 = Rc::clone(&name);
            }
        }
        Ok(rows)
    }

    /// Whether a call gives rows rather than a value.
    pub(super) fn gives_rows(&self, call: &Call, scope: &Scope<'a>) -> bool {
        match call.name.last().map(String::as_str) {
            Some("unnest" | "jsonb_array_elements" | "jsonb_array_elements_text") => true,
            _ => self
                .function_of(call, scope)
                .is_some_and(|(_, function)| matches!(function.returns, Returns::Set(_) | Returns::Table)),
        }
    }

    /// What a call says of the caller, if it is one that does.
    fn caller_call(&mut self, call: &Call, scope: &mut Scope<'a>) -> Result<Option<Value>, Stop> {
        if let Some(fact) = function_fact(&call.name)
            && (call.name.len() > 1 || self.function_of(call, scope).is_none())
        {
            return Ok(Some(self.caller.value(&fact)));
        }
        let name: Vec<&str> = call.name.iter().map(String::as_str).filter(|part| *part != "pg_catalog").collect();
        Ok(match name.as_slice() {
            ["current_setting"] => {
                let Some(arg) = call.args.first() else { return Ok(None) };
                let setting = self.value(&arg.value, scope)?;
                let fact = setting.as_const().map(setting_fact);
                Some(match fact {
                    Some(Some(fact)) => self.caller.value(&fact),
                    // A setting that no request sets: missing, or empty once it was set in the session.
                    Some(None) => Value::null(),
                    None => Value::unknown(),
                })
            }
            ["current_user" | "user" | "current_role"] => {
                Some(Value::text(if scope.rights == Rights::Caller { self.caller.role() } else { "postgres" }))
            }
            ["session_user"] => Some(Value::text("authenticator")),
            _ => None,
        })
    }

    /// The function that a call means.
    fn function_of(&self, call: &Call, scope: &Scope<'a>) -> Option<(&'a FunctionKey, &'a Function)> {
        self.function_named(&call.name, call.args.len(), &scope.path)
    }

    /// The function of a name that takes so many arguments.
    pub(super) fn function_named(
        &self,
        name: &[String],
        arguments: usize,
        path: &[String],
    ) -> Option<(&'a FunctionKey, &'a Function)> {
        let (name, schema) = match name {
            [name] => (name, None),
            [.., schema, name] => (name, Some(schema.as_str())),
            [] => return None,
        };
        let model = self.schema;
        let mut fitting =
            model.resolve_functions(schema, name, path).into_iter().filter(|(_, function)| function.takes(arguments));
        let first = fitting.next()?;
        // Of several, one that takes exactly as many arguments.
        Some(fitting.fold(first, |best, next| {
            let exact = |(_, function): (&FunctionKey, &Function)| function.inputs().count() == arguments;
            if !exact(best) && exact(next) { next } else { best }
        }))
    }

    /// What a function gives, by its body.
    fn function_rows(
        &mut self,
        key: &'a FunctionKey,
        function: &'a Function,
        call: &Call,
        scope: &mut Scope<'a>,
    ) -> Result<Vec<Row>, Stop> {
        self.step()?;
        if scope.rights == Rights::Caller
            && !self.schema.effective(&function.acl, self.caller.role()).has(Privileges::EXECUTE)
        {
            return Err(Stop::NoRight(format!("function {key}")));
        }
        let arguments = self.arguments(function, call, scope)?;
        if function.strict && arguments.iter().any(|(_, value)| value.not_null_cases().is_never()) {
            return Ok(vec![Row::of(Value::null())]);
        }
        let rights = if function.security_definer { Rights::Owner } else { scope.rights };
        if self.calls.len() >= MAX_CALL_DEPTH || self.calls.contains(key) {
            return Ok(vec![Row::of(Value::unknown())]);
        }
        let detached = arguments.iter().all(|(_, value)| value.made().is_some_and(|made| made.nodes & !1 == 0));
        let memo = detached.then(|| (key.clone(), format!("{rights:?} {arguments:?}")));
        if let Some(known) = memo.as_ref().and_then(|memo| self.results.get(memo)) {
            return Ok(known.clone());
        }
        let errors = self.errors;
        let rows = self.body_rows(key, function, arguments, rights)?;
        if let Some(memo) = memo.filter(|_| self.errors == errors) {
            self.results.insert(memo, rows.clone());
        }
        Ok(rows)
    }

    /// Runs a body. Its queries are planned on their own, and an error in it is no answer: no row.
    fn body_rows(
        &mut self,
        key: &'a FunctionKey,
        function: &'a Function,
        arguments: Vec<(Option<String>, Value)>,
        rights: Rights,
    ) -> Result<Vec<Row>, Stop> {
        let Some(body) = &function.body else { return Ok(vec![Row::of(Value::unknown())]) };
        let path =
            function.search_path.as_ref().map_or_else(|| Arc::clone(&body.search_path), |path| path.clone().into());
        let mut inner = Scope {
            frames: Vec::new(),
            variables: arguments.iter().filter_map(|(name, value)| Some((name.clone()?, value.clone()))).collect(),
            parameters: arguments.into_iter().map(|(_, value)| value).collect(),
            path,
            rights,
            function: Some(Rc::from(key.name.name.as_str())),
        };
        self.calls.push(key.clone());
        let result = match function.language.as_str() {
            "sql" => self.sql_body(&body.text, &mut inner),
            "plpgsql" => self.plpgsql_body(function, &mut inner),
            _ => Ok(vec![Row::of(Value::unknown())]),
        };
        self.calls.pop();
        match result {
            Err(Stop::Recursion(_) | Stop::NoRight(_)) => {
                self.errors += 1;
                Ok(Vec::new())
            }
            Ok(mut rows) => {
                name_outputs(&mut rows, key, function);
                Ok(rows)
            }
            Err(stop) => Err(stop),
        }
    }

    /// A body in SQL gives what its last query gives.
    fn sql_body(&mut self, text: &str, scope: &mut Scope<'a>) -> Result<Vec<Row>, Stop> {
        let Ok(statements) = parse_statements(text) else { return Ok(vec![Row::of(Value::unknown())]) };
        match statements.last() {
            Some(Statement::Query(query)) => match self.query_refusal(query, &scope.path, scope.rights) {
                Some(stop) => Err(stop),
                None => self.rows(query, scope),
            },
            _ => Ok(vec![Row::of(Value::unknown())]),
        }
    }

    /// The values of the input parameters, by name where they have one.
    fn arguments(
        &mut self,
        function: &Function,
        call: &Call,
        scope: &mut Scope<'a>,
    ) -> Result<Vec<(Option<String>, Value)>, Stop> {
        let mut arguments = Vec::new();
        for (index, parameter) in function.inputs().enumerate() {
            let by_name = call.args.iter().find(|arg| arg.name.is_some() && arg.name == parameter.name);
            let by_place = call.args.get(index).filter(|arg| arg.name.is_none());
            let value = match by_name.or(by_place) {
                Some(arg) => self.value(&arg.value, scope)?,
                None => match parameter.default.as_deref().map(crate::sql::expr::parse_expr) {
                    Some(Ok(default)) => self.value(&default, scope)?,
                    _ => Value::unknown(),
                },
            };
            arguments.push((parameter.name.clone(), value));
        }
        Ok(arguments)
    }

    fn built_in(&mut self, call: &Call, args: &[Value], is_known: bool) -> Value {
        let name = call.name.last().map_or("", String::as_str);
        match (name, args) {
            ("coalesce", args) => coalesce(args),
            ("nullif", [value, other]) => nullif(value, other),
            ("jsonb_extract_path_text" | "jsonb_extract_path" | "json_extract_path_text", [base, keys @ ..]) => {
                keys.iter().fold(base.clone(), |base, key| self.member(&base, key))
            }
            ("unnest" | "jsonb_array_elements_text", [array]) => element(array),
            ("pg_has_role" | "has_table_privilege" | "has_schema_privilege" | "set_config", _) => Value::unknown(),
            (name, [value, ..]) if TRANSPARENT.contains(&name) => match value.as_const() {
                Some(text) if name == "lower" => Value::text(&text.to_lowercase()),
                Some(text) if name == "upper" => Value::text(&text.to_uppercase()),
                _ => value.clone(),
            },
            (name, _) if DETACHED.contains(&name) => Value::of(Atom::Of(Made { not_null: true, ..Made::default() })),
            // A function of nothing that no statement makes: whatever it tells, it is not known.
            (_, []) if !is_known || call.args.is_empty() => Value::unknown(),
            (_, args) => combined(args),
        }
    }
}

/// The output parameters name the columns of a result.
fn name_outputs(rows: &mut [Row], key: &FunctionKey, function: &Function) {
    let outputs =
        function.params.iter().filter(|p| matches!(p.mode, ParamMode::Out | ParamMode::InOut | ParamMode::Table));
    let mut names: Vec<Rc<str>> = outputs.filter_map(|p| p.name.as_deref().map(Rc::from)).collect();
    if names.is_empty() {
        names.push(Rc::from(key.name.name.as_str()));
    }
    for row in rows {
        if names.len() == 1 && row.columns.len() != 1 {
            continue;
        }
        for (column, name) in row.columns.iter_mut().zip(&names) {
            column.0 = Rc::clone(name);
        }
    }
}

fn coalesce(args: &[Value]) -> Value {
    let mut rest = Cases::always();
    let mut result = Value::default();
    for arg in args {
        let kept = arg.map(|alternative| {
            let when = match &alternative.atom {
                Atom::Null => return None,
                atom => alternative.when.and(&Value::of(atom.clone()).not_null_cases()).and(&rest),
            };
            (!when.is_never()).then(|| Alternative { when, atom: alternative.atom.clone() })
        });
        result = result.or(kept);
        rest = rest.and(&arg.null_cases());
        if rest.is_never() {
            return result;
        }
    }
    result.or(Value::null().given(&rest))
}

fn nullif(value: &Value, other: &Value) -> Value {
    let equal = compare("=", value, other);
    let kept = value.given(&equal.no.or(&equal.null));
    if equal.yes.is_never() { kept } else { kept.or(Value::null().given(&equal.yes)) }
}
