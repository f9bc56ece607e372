//! Calls: which function is meant, and what it gives.

use super::{
    Binder, Ty,
    expr::{first_known, some},
    scope::undefined,
    types::surely_not_passable,
};
use crate::{
    model::{
        replay::{
            extension::built_in_result,
            refusal::{Condition, Run, Stop, Subject},
        },
        schema::{Function, FunctionKey, Name, Returns, RoutineKind, SqlType, Unsure, Volatility, built_in},
    },
    sql::expr::{Call, Expr},
};

/// Results of calls that are part of the grammar or take any type.
const RESULTS: &[(&str, &str)] = &[
    ("current_user", "name"),
    ("current_role", "name"),
    ("session_user", "name"),
    ("user", "name"),
    ("current_date", "date"),
    ("current_timestamp", "timestamptz"),
    ("localtimestamp", "timestamp"),
    ("current_schema", "name"),
];

/// Grammar whose value changes with the clock or the caller.
const CHANGEABLE: &[&str] = &[
    "current_user",
    "current_role",
    "session_user",
    "user",
    "current_date",
    "current_time",
    "current_timestamp",
    "localtime",
    "localtimestamp",
];

/// PostgreSQL's own functions that give rows.
const SETS: &[&str] = &[
    "generate_series",
    "generate_subscripts",
    "json_array_elements",
    "json_array_elements_text",
    "json_each",
    "json_each_text",
    "json_object_keys",
    "json_populate_recordset",
    "json_to_recordset",
    "jsonb_array_elements",
    "jsonb_array_elements_text",
    "jsonb_each",
    "jsonb_each_text",
    "jsonb_object_keys",
    "jsonb_path_query",
    "jsonb_populate_recordset",
    "jsonb_to_recordset",
    "regexp_matches",
    "regexp_split_to_table",
    "string_to_table",
    "unnest",
];

impl Binder<'_> {
    /// Binds the condition on the rows of a statement.
    pub(super) fn row_condition(&mut self, condition: &Expr) -> Run {
        self.condition(condition)?;
        self.require_one_value(condition, "WHERE")
    }

    /// Refuses a function that gives rows where one value is asked for.
    pub(super) fn require_one_value(&self, expr: &Expr, place: &str) -> Run {
        let gives_rows = |call: &&Call| match call.name.as_slice() {
            [name] => {
                SETS.contains(&name.as_str()) && self.replay.schema.resolve_functions(None, name, &self.path).is_empty()
            }
            [schema, name] => schema == "pg_catalog" && SETS.contains(&name.as_str()),
            _ => false,
        };
        if !expr.own_calls().iter().any(gives_rows) {
            return Ok(());
        }
        let reason = format!("set-returning functions are not allowed in {place}");
        Err(Stop::refused(Condition::FeatureNotSupported, reason))
    }

    /// Binds a call and gives the type of its result.
    pub(super) fn call(&mut self, call: &Call) -> Run<Ty> {
        let mut types = Vec::new();
        for arg in &call.args {
            // The words of EXTRACT and its like are no columns.
            types.push(self.expr(&arg.value)?);
        }
        if let Some(filter) = &call.filter {
            self.condition(filter)?;
        }
        let (schema, name) = match call.name.as_slice() {
            [name] => (None, name.as_str()),
            [schema, name] => (Some(schema.as_str()), name.as_str()),
            _ => return Ok(None),
        };
        if schema.is_none() {
            if let Some((_, ty)) = RESULTS.iter().find(|(n, _)| *n == name) {
                self.note_changeable(name, CHANGEABLE.contains(&name));
                return Ok(some(ty));
            }
            if name == "coalesce" {
                call.args.iter().try_for_each(|arg| self.require_one_value(&arg.value, "COALESCE"))?;
            }
            if matches!(name, "coalesce" | "greatest" | "least" | "nullif") {
                return Ok(first_known(&types));
            }
            if CHANGEABLE.contains(&name) {
                self.note_changeable(name, true);
                return Ok(None);
            }
        }
        self.named_call(schema, name, call, &types)
    }

    fn note_changeable(&mut self, name: &str, changeable: bool) {
        if changeable {
            self.bound.changeable.get_or_insert_with(|| name.to_owned());
        }
    }

    fn named_call(&mut self, schema: Option<&str>, name: &str, call: &Call, types: &[Ty]) -> Run<Ty> {
        let own = schema.is_none_or(|s| s == "pg_catalog");
        let built_in = own && self.replay.knows_built_in_function(name);
        let candidates = self.candidates(schema, name, call, types);
        if let Some((fitting, any)) = candidates {
            match fitting.as_slice() {
                [only] if !built_in => return Ok(self.take_function(only)),
                [_, ..] => return Ok(None),
                [] if any && !built_in && !self.is_extension_function(schema, name) && self.certain(types) => {
                    let types: Vec<String> =
                        types.iter().map(|t| t.as_ref().map_or_else(|| "?".to_owned(), SqlType::to_string)).collect();
                    let reason = format!("function {name}({}) does not exist", types.join(", "));
                    return Err(undefined(Condition::UndefinedFunction, Subject::Function(name.to_owned()), reason));
                }
                [] => {}
            }
        }
        if built_in {
            return Ok(self.built_in_call(name, types));
        }
        // Whatever schema the extension lives in, an empty path does not lead there, nor to a function that nobody saw.
        if schema.is_none() && self.path.is_empty() && self.replay.brings_function(name) {
            let reason = format!("function {name} does not exist");
            return Err(undefined(Condition::UndefinedFunction, Subject::Function(name.to_owned()), reason));
        }
        if self.is_extension_function(schema, name) || self.may_be_conversion(schema, name, types.len()) {
            self.note_changeable(name, name.starts_with("uuid_generate") || name == "gen_random_bytes");
            return Ok(None);
        }
        if self.replay.schema.unsure.contains(&Unsure::Functions) {
            return Ok(None);
        }
        if let Some(schema) = schema {
            if matches!(schema, "pg_catalog" | "information_schema") {
                return Ok(None);
            }
            self.replay.namespace(schema)?;
        }
        // Bolt's runner has `auth` on the search path.
        if schema.is_none() && matches!(name, "uid" | "jwt" | "role" | "email") && call.args.is_empty() {
            return self.named_call(Some("auth"), name, call, types);
        }
        let full = schema.map_or_else(|| name.to_owned(), |s| format!("{s}.{name}"));
        let reason = format!("function {full} does not exist");
        Err(undefined(Condition::UndefinedFunction, Subject::Function(name.to_owned()), reason))
    }

    /// The functions of a name that take these arguments, and whether there are any of the name.
    fn candidates(
        &self,
        schema: Option<&str>,
        name: &str,
        call: &Call,
        types: &[Ty],
    ) -> Option<(Vec<FunctionKey>, bool)> {
        let all = self.replay.schema.resolve_functions(schema, name, &self.path);
        let any = !all.is_empty();
        let named = call.args.iter().any(|a| a.name.is_some());
        let fits = |function: &Function| {
            function.takes(types.len())
                && (named
                    || function.inputs().zip(types).all(|(param, ty)| {
                        let refused = |ty: &SqlType| surely_not_passable(&self.replay.schema, ty, &param.ty);
                        !ty.as_ref().is_some_and(refused)
                    }))
        };
        let fitting = all.into_iter().filter(|(_, f)| f.kind == RoutineKind::Aggregate || fits(f));
        Some((fitting.map(|(key, _)| key.clone()).collect(), any))
    }

    /// Whether nothing about the arguments leaves room for another function.
    fn certain(&self, _types: &[Ty]) -> bool {
        !self.replay.schema.unsure.contains(&Unsure::Functions)
    }

    fn is_extension_function(&mut self, schema: Option<&str>, name: &str) -> bool {
        self.replay.is_extension_function(schema, name)
    }

    /// `text(x)`, `app_role(x)`: the name of a type converts to it; `name(row)` may be a column of the row.
    fn may_be_conversion(&self, schema: Option<&str>, name: &str, arguments: usize) -> bool {
        let own = |s: &str| self.replay.schema.types.contains(&Name::new(s, name));
        arguments == 1
            && (built_in(name).is_some() || schema.into_iter().chain(self.path.iter().map(String::as_str)).any(own))
    }

    fn take_function(&mut self, key: &FunctionKey) -> Ty {
        let function = self.replay.schema.functions.get(key)?;
        let (id, changeable) = (function.id, function.volatility != Volatility::Immutable);
        let ty = match &function.returns {
            Returns::Value(ty) | Returns::Set(ty) => Some(ty.clone()),
            Returns::Table | Returns::Nothing => None,
        };
        self.bound.uses.insert(id);
        self.note_changeable(&key.name.name, changeable);
        ty.filter(|t| !t.is_polymorphic())
    }

    fn built_in_call(&mut self, name: &str, types: &[Ty]) -> Ty {
        let (result, changes) = built_in_result(name)?;
        let zoned = types.iter().flatten().any(|t| t.built_in_name() == Some("timestamptz"));
        let depends = matches!(name, "date_trunc" | "date_part" | "date") && zoned;
        self.note_changeable(name, changes || depends);
        let first = types.first().cloned().flatten();
        match name {
            "max" | "min" | "nullif" => first,
            "array_agg" => first.filter(|t| !t.array).map(SqlType::array_of),
            "unnest" => first.filter(|t| t.array).map(|t| SqlType { array: false, ..t }),
            "lower" | "upper"
                if first.as_ref().is_none_or(|t| matches!(t.built_in_name(), Some("text" | "varchar" | "unknown"))) =>
            {
                some("text")
            }
            "date" => some("date"),
            _ => result.map(SqlType::pg),
        }
    }
}
