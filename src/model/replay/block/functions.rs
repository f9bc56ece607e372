//! Functions of PostgreSQL whose values can be worked out: texts, arrays, names of the catalogue.

use super::{
    eval::object_name,
    value::{Object, Value, quote_ident, quote_literal},
};
use crate::model::{
    replay::{Replay, lookup::Found},
    schema::{ConstraintKind, ParamMode, Privileges},
};

impl Replay {
    /// The value of a call of one of PostgreSQL's own functions.
    pub(super) fn built_in_value(&mut self, name: &str, args: &[Value]) -> Value {
        let text = |i: usize| args.get(i).and_then(Value::to_text);
        match name {
            "coalesce" => {
                let first = args.iter().find(|v| **v != Value::Null);
                return first.cloned().unwrap_or(Value::Null);
            }
            "concat" => {
                if args.iter().any(Value::is_unknown) {
                    return Value::Unknown;
                }
                return Value::Text(args.iter().filter_map(Value::to_text).collect());
            }
            "to_regclass" | "to_regtype" | "to_regnamespace" | "to_regproc" | "to_regprocedure" => {
                return text(0).map_or(Value::Unknown, |text| self.object_named(name, &text));
            }
            "current_user" | "session_user" | "current_role" | "user" => return Value::text(self.session.role.clone()),
            "current_schema" => {
                return self.session.search_path.first().map_or(Value::Null, |s| Value::text(s.as_str()));
            }
            "current_database" | "current_catalog" => return Value::text("postgres"),
            "current_setting" => return self.setting(args),
            _ => {}
        }
        if args.iter().any(Value::is_unknown) {
            return Value::Unknown;
        }
        match name {
            "format" => formatted(args),
            "quote_ident" => text(0).map_or(Value::Null, |t| Value::Text(quote_ident(&t))),
            "quote_literal" => text(0).map_or(Value::Null, |t| Value::Text(quote_literal(&t))),
            "quote_nullable" => Value::Text(text(0).map_or_else(|| "NULL".to_owned(), |t| quote_literal(&t))),
            "lower" => text(0).map_or(Value::Null, |t| Value::Text(t.to_lowercase())),
            "upper" => text(0).map_or(Value::Null, |t| Value::Text(t.to_uppercase())),
            "btrim" | "trim" if args.len() == 1 => {
                text(0).map_or(Value::Null, |t| Value::Text(t.trim_matches(' ').to_owned()))
            }
            "length" | "char_length" => text(0).map_or(Value::Null, |t| count(t.chars().count())),
            "replace" => match (text(0), text(1), text(2)) {
                (Some(t), Some(from), Some(to)) if !from.is_empty() => Value::Text(t.replace(&from, &to)),
                (t, ..) => t.map_or(Value::Null, Value::Text),
            },
            "left" => match (text(0), args.get(1)) {
                (Some(t), Some(Value::Int(n))) if *n >= 0 => {
                    Value::Text(t.chars().take(usize::try_from(*n).unwrap_or(0)).collect())
                }
                _ => Value::Unknown,
            },
            "split_part" => match (text(0), text(1), args.get(2)) {
                (Some(t), Some(by), Some(Value::Int(n))) if *n > 0 && !by.is_empty() => {
                    Value::text(t.split(&by).nth(usize::try_from(n - 1).unwrap_or(usize::MAX)).unwrap_or(""))
                }
                _ => Value::Unknown,
            },
            "concat_ws" => {
                let by = text(0).unwrap_or_default();
                let parts: Vec<String> = args.iter().skip(1).filter_map(Value::to_text).collect();
                Value::Text(parts.join(&by))
            }
            "array_to_string" => match (args.first(), text(1)) {
                (Some(Value::Array(items)), Some(by)) => {
                    Value::Text(items.iter().filter_map(Value::to_text).collect::<Vec<_>>().join(&by))
                }
                _ => Value::Null,
            },
            "string_to_array" => match (text(0), text(1)) {
                (Some(t), Some(by)) if !by.is_empty() => Value::texts(t.split(by.as_str())),
                _ => Value::Unknown,
            },
            "array_length" | "cardinality" => match args.first() {
                Some(Value::Array(items)) if items.is_empty() && name == "array_length" => Value::Null,
                Some(Value::Array(items)) => count(items.len()),
                _ => Value::Null,
            },
            "array_append" => match args {
                [Value::Array(items), item] => Value::Array(items.iter().chain([item]).cloned().collect()),
                [Value::Null, item] => Value::Array(vec![item.clone()]),
                _ => Value::Unknown,
            },
            "array_position" => match args {
                [Value::Array(items), item] => {
                    items.iter().position(|i| i.equals(item) == Some(true)).map_or(Value::Null, |i| count(i + 1))
                }
                _ => Value::Unknown,
            },
            "nullif" => match args {
                [a, b] if a.equals(b) == Some(true) => Value::Null,
                [a, _] => a.clone(),
                _ => Value::Unknown,
            },
            "has_function_privilege" => self.may_execute(args),
            "pg_get_constraintdef" => self.constraint_definition(args.first()),
            "pg_get_function_identity_arguments" | "pg_get_function_arguments" | "oidvectortypes" => {
                self.function_arguments(args.first(), name != "oidvectortypes")
            }
            // The catalogue of the model holds conditions as they are shown.
            "pg_get_expr" => args.first().cloned().unwrap_or(Value::Unknown),
            "format_type" => args.first().and_then(Value::to_text).map_or(Value::Unknown, Value::Text),
            "pg_get_userbyid" => args.first().and_then(Value::to_text).map_or(Value::Unknown, Value::Text),
            _ => Value::Unknown,
        }
    }

    /// An object of a name, or null: `to_regclass`.
    fn object_named(&mut self, function: &str, text: &str) -> Value {
        let name = object_name(text);
        match function {
            "to_regclass" => match self.find_relation(&name) {
                Some(Found::Known(found)) => Value::Object(Object::Relation(found)),
                Some(Found::System(_)) => Value::Unknown,
                None if self.may_exist(&name.name) => Value::Unknown,
                None => Value::Null,
            },
            "to_regnamespace" => {
                if self.schema.namespaces.contains(name.name.as_str()) {
                    Value::Object(Object::Namespace(name.name))
                } else {
                    Value::Null
                }
            }
            "to_regtype" => match self.own_type(&name) {
                Ok(found) => Value::Object(Object::Type(found.to_string())),
                Err(stop) if stop.is_missing() && crate::model::schema::built_in(text).is_none() => Value::Null,
                Err(_) => Value::Unknown,
            },
            _ => {
                let bare = text.split('(').next().unwrap_or(text);
                let name = object_name(bare);
                let found =
                    self.schema.resolve_functions(name.schema.as_deref(), &name.name, &self.session.search_path);
                match found.as_slice() {
                    [(key, _)] if function == "to_regproc" => Value::Object(Object::Function((*key).clone())),
                    [] if !self.knows_built_in_function(&name.name) => Value::Null,
                    all => {
                        let wanted = text.split_once('(').map_or("", |(_, args)| args.trim_end_matches(')'));
                        let count = if wanted.trim().is_empty() { 0 } else { wanted.split(',').count() };
                        match all.iter().filter(|(key, _)| key.args.len() == count).collect::<Vec<_>>().as_slice() {
                            [(key, _)] => Value::Object(Object::Function((*key).clone())),
                            [] => Value::Null,
                            _ => Value::Unknown,
                        }
                    }
                }
            }
        }
    }

    /// Settings of the app (`app.settings.key`) are not set on a fresh database.
    fn setting(&self, args: &[Value]) -> Value {
        match (args.first(), args.get(1).and_then(Value::as_condition)) {
            (Some(Value::Text(name)), _) if name == "search_path" => Value::Text(self.session.search_path.join(", ")),
            (Some(Value::Text(name)), Some(true)) if name.contains('.') => Value::Null,
            _ => Value::Unknown,
        }
    }

    /// `has_function_privilege(role, function, 'EXECUTE')`.
    fn may_execute(&self, args: &[Value]) -> Value {
        let [role, Value::Object(Object::Function(key)), _] = args else { return Value::Unknown };
        match (role.to_text(), self.schema.functions.get(key)) {
            (Some(role), Some(function)) => {
                let superuser = self.schema.roles.get(role.as_str()).is_some_and(|r| r.superuser);
                let may = self.schema.effective(&function.acl, &role).has(Privileges::EXECUTE);
                Value::Bool(superuser || may)
            }
            _ => Value::Unknown,
        }
    }

    fn constraint_definition(&self, constraint: Option<&Value>) -> Value {
        let Some(Value::Object(Object::Part("constraint", table, name))) = constraint else { return Value::Unknown };
        let Some(constraint) = self.schema.table(table).and_then(|t| t.constraints.get(name)) else {
            return Value::Null;
        };
        let columns = constraint.columns.join(", ");
        Value::Text(match &constraint.kind {
            ConstraintKind::PrimaryKey => format!("PRIMARY KEY ({columns})"),
            ConstraintKind::Unique => format!("UNIQUE ({columns})"),
            ConstraintKind::ForeignKey(key) => {
                let action = match key.on_delete {
                    crate::model::schema::Action::NoAction => String::new(),
                    other => format!(" ON DELETE {}", other.as_str().to_uppercase()),
                };
                let table = Object::Relation(key.table.clone()).to_text();
                format!("FOREIGN KEY ({columns}) REFERENCES {table}({}){action}", key.columns.join(", "))
            }
            ConstraintKind::Check { expression, .. } => format!("CHECK (({}))", expression.text),
            ConstraintKind::Exclude => return Value::Unknown,
        })
    }

    fn function_arguments(&self, function: Option<&Value>, names: bool) -> Value {
        let Some(Value::Object(Object::Function(key))) = function else {
            return function.and_then(Value::to_text).map_or(Value::Unknown, Value::Text);
        };
        let Some(function) = self.schema.functions.get(key) else { return Value::Null };
        let mut parts = Vec::new();
        for param in function.params.iter().filter(|p| p.mode != ParamMode::Table) {
            let mode = match param.mode {
                ParamMode::Out => "OUT ",
                ParamMode::InOut => "INOUT ",
                ParamMode::Variadic => "VARIADIC ",
                ParamMode::In | ParamMode::Table => "",
            };
            let name =
                param.name.as_ref().filter(|_| names).map_or_else(String::new, |n| format!("{} ", quote_ident(n)));
            parts.push(format!("{mode}{name}{}", param.ty));
        }
        Value::Text(parts.join(", "))
    }
}

fn count(n: usize) -> Value {
    i64::try_from(n).map_or(Value::Unknown, Value::Int)
}

/// `format`: `%s`, `%I`, `%L`, `%%`, with positions (`%1$I`).
fn formatted(args: &[Value]) -> Value {
    let Some(pattern) = args.first().and_then(Value::to_text) else { return Value::Null };
    let mut out = String::new();
    let mut next = 1;
    let mut rest = pattern.as_str();
    while let Some((before, after)) = rest.split_once('%') {
        out.push_str(before);
        if let Some(after) = after.strip_prefix('%') {
            out.push('%');
            rest = after;
            continue;
        }
        let digits = after.len() - after.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let (position, after) = match (after.get(..digits), after.get(digits..)) {
            (Some(number), Some(tail)) if digits > 0 && tail.starts_with('$') => {
                (number.parse().ok(), tail.get(1..).unwrap_or(""))
            }
            _ => (None, after),
        };
        let Some(kind) = after.chars().next() else { return Value::Unknown };
        let index = position.unwrap_or(next);
        next = index + 1;
        let Some(value) = args.get(index) else { return Value::Unknown };
        let text = value.to_text();
        match kind {
            's' => out.push_str(&text.unwrap_or_default()),
            'I' => out.push_str(&quote_ident(&text.unwrap_or_default())),
            'L' => out.push_str(&text.map_or_else(|| "NULL".to_owned(), |t| quote_literal(&t))),
            _ => return Value::Unknown,
        }
        rest = after.get(kind.len_utf8()..).unwrap_or("");
    }
    out.push_str(rest);
    Value::Text(out)
}

#[cfg(test)]
mod tests {
    use super::{Value, formatted};

    #[test]
    fn format_quotes_names_and_texts() {
        let args = [
            Value::text("DROP POLICY %I ON %s -- %L %%"),
            Value::text("Read all"),
            Value::text("public.t"),
            Value::text("x"),
        ];
        assert_eq!(formatted(&args), Value::text("DROP POLICY \"Read all\" ON public.t -- 'x' %"));
        let args = [Value::text("%2$s.%1$I"), Value::text("a"), Value::text("b")];
        assert_eq!(formatted(&args), Value::text("b.a"));
    }
}
