//! Expressions: names, calls, operators, and the types that follow.

use super::{
    Binder, Ty,
    scope::undefined,
    types::{surely_incomparable, surely_no_condition, surely_not_passable},
};
use crate::{
    model::{
        replay::{
            extension::built_in_result,
            refusal::{Condition, Run, Stop, Subject},
        },
        schema::{FunctionKey, Name, Returns, SqlType, TypeKind, Unsure, Volatility, built_in},
    },
    sql::expr::{Call, Expr, ExprKind, Literal},
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

fn some(ty: &str) -> Ty {
    Some(SqlType::pg(ty))
}

impl Binder<'_> {
    /// Binds an expression and gives its type.
    pub(super) fn expr(&mut self, expr: &Expr) -> Run<Ty> {
        match &expr.kind {
            ExprKind::Column(parts) => self.column(parts),
            ExprKind::Literal(literal) => Ok(match literal {
                Literal::Null | Literal::Text(_) => some("unknown"),
                Literal::Bool(_) => some("bool"),
                Literal::Number(text) => number_type(text),
            }),
            ExprKind::Parameter(number) => {
                let index = (*number as usize).checked_sub(1);
                Ok(index.and_then(|i| self.numbered.get(i)).cloned().flatten())
            }
            ExprKind::Call(call) => self.call(call),
            ExprKind::Cast(inner, ty) => self.cast(inner, ty),
            ExprKind::And(parts) | ExprKind::Or(parts) => {
                parts.iter().try_for_each(|part| self.condition(part))?;
                Ok(some("bool"))
            }
            ExprKind::Not(inner) => {
                self.condition(inner)?;
                Ok(some("bool"))
            }
            ExprKind::Binary(left, op, right) => self.binary(left, op, right),
            ExprKind::Unary(_, inner) => self.expr(inner),
            ExprKind::Is(inner, _) => {
                self.expr(inner)?;
                Ok(some("bool"))
            }
            ExprKind::Distinct(left, right) => self.comparison(left, "=", right),
            ExprKind::Between(value, low, high) => {
                self.comparison(value, ">=", low)?;
                self.comparison(value, "<=", high)
            }
            ExprKind::InList(value, items) => {
                let ty = self.expr(value)?;
                for item in items {
                    let other = self.expr(item)?;
                    self.require_valid(item, ty.as_ref())?;
                    self.require_comparable(ty.as_ref(), "=", other.as_ref())?;
                }
                Ok(some("bool"))
            }
            ExprKind::InQuery(value, query) => {
                let ty = self.expr(value)?;
                let other = self.scalar_query(query)?;
                if !matches!(value.kind, ExprKind::Row(_)) {
                    self.require_comparable(ty.as_ref(), "=", other.as_ref())?;
                }
                Ok(some("bool"))
            }
            ExprKind::Quantified { left, op, right, .. } => self.quantified(left, op, right),
            ExprKind::Exists(query) => {
                self.query(query)?;
                Ok(some("bool"))
            }
            ExprKind::Subquery(query) => self.scalar_query(query),
            ExprKind::ArrayQuery(query) => Ok(self.scalar_query(query)?.filter(|t| !t.array).map(SqlType::array_of)),
            ExprKind::Case { operand, arms, otherwise } => self.case(operand.as_deref(), arms, otherwise.as_deref()),
            ExprKind::Row(items) | ExprKind::Other(items) => {
                items.iter().try_for_each(|item| self.expr(item).map(|_| ()))?;
                Ok(None)
            }
            ExprKind::Array(items) if items.is_empty() => {
                Err(Stop::refused(Condition::IndeterminateDatatype, "cannot determine type of empty array"))
            }
            ExprKind::Array(items) => {
                let types: Vec<Ty> = items.iter().map(|item| self.expr(item)).collect::<Run<_>>()?;
                Ok(first_known(&types)
                    .filter(|t| !t.array && t.built_in_name() != Some("unknown"))
                    .map(SqlType::array_of))
            }
            ExprKind::Index(base, parts) => {
                let ty = self.expr(base)?;
                parts.iter().try_for_each(|part| self.expr(part).map(|_| ()))?;
                let single = parts.len() == 1;
                Ok(ty.filter(|t| t.array && single).map(|t| SqlType { array: false, ..t }))
            }
            ExprKind::Field(base, _) => {
                self.expr(base)?;
                Ok(None)
            }
            ExprKind::Star(qualifier) => {
                self.star(qualifier)?;
                Ok(None)
            }
        }
    }

    /// Binds an expression that must be a boolean.
    pub(super) fn condition(&mut self, expr: &Expr) -> Run {
        match self.expr(expr)? {
            Some(ty) if surely_no_condition(&self.replay.schema, &ty) => {
                let reason = format!("a condition must be of type boolean, not {ty}");
                Err(Stop::refused(Condition::DatatypeMismatch, reason))
            }
            _ => Ok(()),
        }
    }

    /// A query that stands for a value: the type of its only column.
    fn scalar_query(&mut self, query: &crate::sql::expr::Query) -> Run<Ty> {
        let columns = self.query(query)?;
        Ok(columns.filter(|c| c.len() == 1).and_then(|c| c.into_iter().next()).and_then(|c| c.ty))
    }

    fn binary(&mut self, left: &Expr, op: &str, right: &Expr) -> Run<Ty> {
        match op {
            "=" | "<>" | "<" | ">" | "<=" | ">=" => self.comparison(left, op, right),
            _ => {
                let a = self.expr(left)?;
                let b = self.expr(right)?;
                Ok(operator_result(op, a.as_ref(), b.as_ref()))
            }
        }
    }

    fn comparison(&mut self, left: &Expr, op: &str, right: &Expr) -> Run<Ty> {
        let a = self.expr(left)?;
        let b = self.expr(right)?;
        self.require_valid(right, a.as_ref())?;
        self.require_valid(left, b.as_ref())?;
        if !matches!(left.kind, ExprKind::Row(_)) {
            self.require_comparable(a.as_ref(), op, b.as_ref())?;
        }
        Ok(some("bool"))
    }

    fn quantified(&mut self, left: &Expr, op: &str, right: &Expr) -> Run<Ty> {
        let value = self.expr(left)?;
        let many = self.expr(right)?;
        let element = match right.kind {
            ExprKind::Subquery(_) => many,
            _ => match many {
                Some(ty) if ty.array => Some(SqlType { array: false, ..ty }),
                Some(ty) if ty.built_in_name().is_some_and(|n| n != "unknown" && !ty.is_polymorphic()) => {
                    let reason = format!("op ANY/ALL (array) requires array on right side, not {ty}");
                    return Err(Stop::refused(Condition::WrongObjectType, reason));
                }
                _ => None,
            },
        };
        if matches!(op, "=" | "<>") {
            self.require_comparable(value.as_ref(), op, element.as_ref())?;
        }
        Ok(some("bool"))
    }

    /// A quoted literal is read as the type it meets: it must be a value of it.
    pub(super) fn require_valid(&self, literal: &Expr, ty: Option<&SqlType>) -> Run {
        let (ExprKind::Literal(Literal::Text(text)), Some(ty)) = (&literal.kind, ty) else { return Ok(()) };
        let invalid = match self.replay.schema.types.get(&ty.name).map(|t| &t.kind) {
            _ if ty.array => false,
            Some(TypeKind::Enum(values)) => !values.contains(text),
            _ => match ty.built_in_name() {
                Some("uuid") => !is_uuid(text),
                Some("int4" | "int8" | "int2") => text.trim().parse::<i64>().is_err(),
                _ => false,
            },
        };
        if invalid {
            let reason = format!("invalid input for type {ty}: {text}");
            return Err(Stop::refused(Condition::InvalidTextRepresentation, reason));
        }
        Ok(())
    }

    fn require_comparable(&self, a: Option<&SqlType>, op: &str, b: Option<&SqlType>) -> Run {
        let (Some(a), Some(b)) = (a, b) else { return Ok(()) };
        if surely_incomparable(&self.replay.schema, a, b) {
            let reason = format!("operator does not exist: {a} {op} {b}");
            return Err(Stop::refused(Condition::UndefinedFunction, reason));
        }
        Ok(())
    }

    fn case(&mut self, operand: Option<&Expr>, arms: &[(Expr, Expr)], otherwise: Option<&Expr>) -> Run<Ty> {
        let subject = operand.map(|x| self.expr(x)).transpose()?;
        let mut types = Vec::new();
        for (when, then) in arms {
            match &subject {
                Some(subject) => {
                    let ty = self.expr(when)?;
                    self.require_comparable(subject.as_ref(), "=", ty.as_ref())?;
                }
                None => self.condition(when)?,
            }
            types.push(self.expr(then)?);
        }
        if let Some(otherwise) = otherwise {
            types.push(self.expr(otherwise)?);
        }
        Ok(first_known(&types))
    }

    fn cast(&mut self, inner: &Expr, ty: &str) -> Run<Ty> {
        // An empty array has no type but the one it is given.
        let empty = matches!(&inner.kind, ExprKind::Array(items) if items.is_empty());
        let from = if empty { None } else { self.expr(inner)? };
        let to = self.written_type(ty)?;
        self.require_valid(inner, to.as_ref())?;
        let is =
            |ty: &Ty, names: &[&str]| ty.as_ref().and_then(SqlType::built_in_name).is_some_and(|n| names.contains(&n));
        if is(&from, &["timestamptz"]) && is(&to, &["date", "timestamp", "time", "text", "varchar"]) {
            self.bound.changeable.get_or_insert_with(|| format!("a cast of a timestamp with time zone to {ty}"));
        }
        Ok(to)
    }

    /// A type as it is written in a cast.
    fn written_type(&mut self, text: &str) -> Run<Ty> {
        let mut text = text.trim();
        let array = text.ends_with("[]") || text.to_ascii_lowercase().ends_with(" array");
        text = text.split('[').next().unwrap_or(text).trim();
        let (name, after) = match text.split_once('(') {
            Some((name, rest)) => (name.trim(), rest.split_once(')').map_or("", |(_, after)| after.trim())),
            None => (text, ""),
        };
        let spelled = if after.is_empty() { name.to_owned() } else { format!("{name} {after}") };
        let lower = spelled.to_ascii_lowercase();
        let bare = lower.strip_prefix("pg_catalog.").unwrap_or(&lower);
        if let Some(own) = built_in(bare) {
            return Ok(Some(SqlType { array, ..SqlType::pg(own) }));
        }
        let (schema, name) = match spelled.split_once('.') {
            Some((schema, name)) => (Some(schema.to_owned()), name.to_owned()),
            None => (None, spelled),
        };
        let name = crate::sql::statement::TypeName {
            schema,
            name,
            modifiers: Vec::new(),
            array,
            set_of: false,
            copied: false,
            range: crate::source::span::Range::default(),
        };
        let outer = std::mem::replace(&mut self.replay.session.search_path, self.path.clone());
        let found = self.replay.type_of(&name);
        self.replay.session.search_path = outer;
        match found {
            Ok(ty) => {
                let on = self.replay.schema.types.get(&ty.name).map(|t| t.id);
                self.bound.uses.extend(on);
                Ok(Some(ty))
            }
            // The spelling in the tree may be the parser's own for a type it knows under another name.
            Err(Stop::Refused(_)) if name.name.contains(' ') => Ok(None),
            Err(Stop::Refused(refusal)) => Err(Stop::Refused(refusal)),
            Err(_) => Ok(None),
        }
    }

    fn call(&mut self, call: &Call) -> Run<Ty> {
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
        let fits = |function: &crate::model::schema::Function| {
            function.takes(types.len())
                && (named
                    || function.inputs().zip(types).all(|(param, ty)| {
                        let refused = |ty: &SqlType| surely_not_passable(&self.replay.schema, ty, &param.ty);
                        !ty.as_ref().is_some_and(refused)
                    }))
        };
        let fitting =
            all.into_iter().filter(|(_, f)| f.kind == crate::model::schema::RoutineKind::Aggregate || fits(f));
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

/// 32 hexadecimal digits, with or without braces and with hyphens between groups of four.
fn is_uuid(text: &str) -> bool {
    let inner = text.trim().trim_start_matches('{').trim_end_matches('}');
    let digits = inner.bytes().filter(|b| *b != b'-');
    digits.clone().count() == 32 && digits.clone().all(|b| b.is_ascii_hexdigit())
}

fn number_type(text: &str) -> Ty {
    if text.contains(['.', 'e', 'E']) {
        return some("numeric");
    }
    match text.parse::<i64>() {
        Ok(n) if i32::try_from(n).is_ok() => some("int4"),
        Ok(_) => some("int8"),
        Err(_) => some("numeric"),
    }
}

/// The type of the first value that has one; `unknown` when all are literals.
fn first_known(types: &[Ty]) -> Ty {
    let literal = |t: &SqlType| t.built_in_name() == Some("unknown");
    if types.iter().any(Option::is_none) {
        return None;
    }
    types.iter().flatten().find(|t| !literal(t)).or_else(|| types.iter().flatten().next()).cloned()
}

fn operator_result(op: &str, left: Option<&SqlType>, right: Option<&SqlType>) -> Ty {
    let is = |ty: Option<&SqlType>, name: &str| ty.and_then(SqlType::built_in_name) == Some(name);
    match op {
        "->>" | "#>>" => some("text"),
        "->" | "#>" => left.filter(|t| matches!(t.built_in_name(), Some("json" | "jsonb"))).cloned(),
        "~~" | "~~*" | "~" | "~*" | "~~~" | "@>" | "<@" | "?" | "?|" | "?&" | "@@" | "&&" | "^@" => some("bool"),
        "||" if is(left, "text") || is(right, "text") => some("text"),
        "||" if is(left, "jsonb") && is(right, "jsonb") => some("jsonb"),
        "+" | "-" if is(left, "timestamptz") && is(right, "interval") => some("timestamptz"),
        _ => None,
    }
}
