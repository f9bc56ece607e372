//! Functions and procedures.

use std::sync::Arc;

use super::{
    Replay,
    refusal::{Condition, Run, Stop},
};

use crate::{
    model::schema::{
        self, Function, FunctionKey, Home, ObjectKind, Param, ParamMode, RoutineKind, SqlType, Volatility,
    },
    sql::statement::{
        self, AlterRoutine, ArgMode, Block, Body, BodyCode, CreateRoutine, Returns, RoutineBody, RoutineOptions,
        Setting, SettingValue,
    },
};

impl Replay {
    /// `CREATE FUNCTION`, `CREATE PROCEDURE`.
    pub(super) fn create_routine(&mut self, create: &CreateRoutine) -> Run {
        let name = self.new_name(&create.name)?;
        self.refuse_unfinished(create)?;
        let params = self.params(create)?;
        let args = params.iter().filter(|p| p.mode.is_input()).map(|p| p.ty.plain()).collect();
        let key = FunctionKey { name, args };
        let returns = self.returns(create, &params)?;
        if create.language == "sql" && returns == schema::Returns::Value(SqlType::pg("trigger")) {
            let reason = "SQL functions cannot return type trigger";
            return Err(Stop::refused(Condition::InvalidFunctionDefinition, reason));
        }
        self.check_code(create, &params)?;
        self.check_body(create, &params)?;
        let old = self.schema.functions.get(&key).cloned();
        if let Some(old) = &old {
            if !create.or_replace {
                return Err(Stop::exists(Condition::DuplicateFunction, "function", &key));
            }
            refuse_other_shape(&key, old, &params, &returns, create.kind)?;
        }
        let mut function = Function {
            id: old.as_ref().map_or_else(|| self.schema.dependencies.add(Home::Function(key.clone())), |f| f.id),
            kind: if create.kind == statement::RoutineKind::Procedure {
                RoutineKind::Procedure
            } else {
                RoutineKind::Function
            },
            params,
            returns,
            language: create.language.clone(),
            body: self.body_text(&create.body),
            code: plpgsql_code(&create.body),
            security_definer: false,
            search_path: None,
            settings: Vec::new(),
            volatility: Volatility::Volatile,
            strict: false,
            // A replaced function keeps its owner and who may execute it; everything else is as newly written.
            owner: old.as_ref().map_or_else(|| self.session.role.clone(), |f| f.owner.clone()),
            acl: old.map_or_else(|| self.default_acl(ObjectKind::Function, Some(&key.name.schema)), |f| f.acl),
            extension: None,
            at: self.here(),
        };
        self.set_options(&mut function, &create.options);
        self.tie_function(&function);
        self.schema.functions.insert(key, function);
        Ok(())
    }

    /// A routine needs a language and a body that can be read.
    fn refuse_unfinished(&self, create: &CreateRoutine) -> Run {
        if create.language.is_empty() {
            return Err(Stop::refused(Condition::InvalidFunctionDefinition, "no language specified"));
        }
        match &create.body {
            RoutineBody::Missing => {
                Err(Stop::refused(Condition::InvalidFunctionDefinition, "no function body specified"))
            }
            RoutineBody::Text(body) => match &body.code {
                BodyCode::Invalid { message, .. } if self.session.checks_bodies => {
                    Err(Stop::refused(Condition::SyntaxError, message.clone()))
                }
                _ => Ok(()),
            },
            _ => Ok(()),
        }
    }

    /// The variables of a PL/pgSQL body must have types.
    fn check_code(&mut self, create: &CreateRoutine, params: &[Param]) -> Run {
        let RoutineBody::Text(body) = &create.body else { return Ok(()) };
        let BodyCode::Plpgsql(block) = &body.code else { return Ok(()) };
        if !self.session.checks_bodies {
            return Ok(());
        }
        let mut names: Vec<String> = params.iter().filter_map(|p| p.name.clone()).collect();
        names.extend(["new", "old"].map(str::to_owned));
        let own_path = create.options.settings.iter().rev().find(|s| s.name.name == "search_path");
        let path = own_path.map(|s| self.session.path_of(&s.value));
        let outer = self.session.search_path.clone();
        self.session.search_path = path.unwrap_or_else(|| outer.clone());
        let result = self.compile(block, &names);
        self.session.search_path = outer;
        result
    }

    /// The parameters, those of `RETURNS TABLE` last.
    fn params(&mut self, create: &CreateRoutine) -> Run<Vec<Param>> {
        let mut params = Vec::new();
        let mut optional = false;
        for arg in &create.args {
            let mode = match arg.mode {
                ArgMode::In => ParamMode::In,
                ArgMode::Out => ParamMode::Out,
                ArgMode::InOut => ParamMode::InOut,
                ArgMode::Variadic => ParamMode::Variadic,
            };
            let ty = self.type_of(&arg.type_name)?;
            if mode.is_input() && mode != ParamMode::Variadic {
                if optional && arg.default.is_none() {
                    let reason = "input parameters after one with a default value must also have defaults";
                    return Err(Stop::refused(Condition::InvalidFunctionDefinition, reason));
                }
                optional |= arg.default.is_some();
            }
            let name = arg.name.as_ref().map(|n| n.name.clone());
            if let Some(name) = &name
                && params
                    .iter()
                    .any(|p: &Param| p.name.as_ref() == Some(name) && (p.mode.is_input() || mode != ParamMode::In))
            {
                let reason = format!("parameter name {name} used more than once");
                return Err(Stop::refused(Condition::InvalidFunctionDefinition, reason));
            }
            if let Some(default) = &arg.default {
                self.bind_value(&default.text, Some(&ty))?;
            }
            params.push(Param { name, mode, ty, default: arg.default.as_ref().map(|d| d.text.clone()) });
        }
        if let Returns::Table(columns) = &create.returns {
            for column in columns {
                let ty = self.type_of(&column.type_name)?;
                if params.iter().any(|p| p.name.as_ref() == Some(&column.name.name)) {
                    let reason = format!("parameter name {} used more than once", column.name.name);
                    return Err(Stop::refused(Condition::InvalidFunctionDefinition, reason));
                }
                params.push(Param { name: Some(column.name.name.clone()), mode: ParamMode::Table, ty, default: None });
            }
        }
        Ok(params)
    }

    fn returns(&mut self, create: &CreateRoutine, params: &[Param]) -> Run<schema::Returns> {
        Ok(match &create.returns {
            Returns::Table(_) => schema::Returns::Table,
            Returns::Type(ty) => {
                let resolved = self.type_of(ty)?;
                if ty.set_of { schema::Returns::Set(resolved) } else { schema::Returns::Value(resolved) }
            }
            Returns::Unspecified => {
                let mut outputs = params.iter().filter(|p| matches!(p.mode, ParamMode::Out | ParamMode::InOut));
                match (outputs.next(), outputs.next(), create.kind) {
                    (Some(only), None, _) => schema::Returns::Value(only.ty.clone()),
                    (Some(_), Some(_), _) => schema::Returns::Value(SqlType::pg("record")),
                    (None, _, statement::RoutineKind::Procedure) => schema::Returns::Nothing,
                    (None, ..) => {
                        let reason = "function result type must be specified";
                        return Err(Stop::refused(Condition::InvalidFunctionDefinition, reason));
                    }
                }
            }
        })
    }

    fn body_text(&self, body: &RoutineBody) -> Option<schema::SqlText> {
        match body {
            RoutineBody::Text(body) => Some(self.text(&body.text)),
            RoutineBody::Return(expression) => Some(self.text(expression)),
            RoutineBody::Atomic(_) | RoutineBody::Library | RoutineBody::Missing => None,
        }
    }

    fn set_options(&self, function: &mut Function, options: &RoutineOptions) {
        if let Some((definer, _)) = options.security_definer {
            function.security_definer = definer;
        }
        if let Some(volatility) = options.volatility {
            function.volatility = match volatility {
                statement::Volatility::Immutable => Volatility::Immutable,
                statement::Volatility::Stable => Volatility::Stable,
                statement::Volatility::Volatile => Volatility::Volatile,
            };
        }
        if let Some(strict) = options.strict {
            function.strict = strict;
        }
        for setting in &options.settings {
            self.set_of_function(function, setting);
        }
    }

    fn set_of_function(&self, function: &mut Function, setting: &Setting) {
        let name = setting.name.name.as_str();
        match (name, &setting.value) {
            ("all", SettingValue::Default) => {
                function.search_path = None;
                function.settings.clear();
            }
            ("search_path", SettingValue::Default) => function.search_path = None,
            ("search_path", SettingValue::Values(values)) => {
                function.search_path = Some(values.iter().filter(|v| !v.is_empty()).cloned().collect());
            }
            ("search_path", SettingValue::FromCurrent) => {
                function.search_path = Some(self.session.search_path.to_vec())
            }
            (_, value) => {
                function.settings.retain(|(n, _)| n != name);
                if let SettingValue::Values(values) = value {
                    function.settings.push((name.to_owned(), values.join(", ")));
                }
            }
        }
    }

    fn tie_function(&mut self, function: &Function) {
        self.schema.dependencies.untie(function.id);
        for param in &function.params {
            self.tie_type(function.id, &param.ty.name);
        }
        if let schema::Returns::Value(ty) | schema::Returns::Set(ty) = &function.returns {
            self.tie_type(function.id, &ty.name);
        }
    }

    /// `ALTER FUNCTION`.
    pub(super) fn alter_routine(&mut self, alter: &AlterRoutine) -> Run {
        let key = self.routine(&alter.routine)?;
        let Some(mut function) = self.schema.functions.get(&key).cloned() else { return Ok(()) };
        self.set_options(&mut function, &alter.options);
        self.schema.functions.insert(key, function);
        Ok(())
    }
}

/// `CREATE OR REPLACE` cannot change what a function returns, the names of its inputs, or take defaults away.
fn refuse_other_shape(
    key: &FunctionKey,
    old: &Function,
    params: &[Param],
    returns: &schema::Returns,
    kind: statement::RoutineKind,
) -> Run {
    let refused = |why: &str| {
        Err(Stop::refused(
            Condition::InvalidFunctionDefinition,
            format!("cannot change {why} of existing function {key}"),
        ))
    };
    let procedure = kind == statement::RoutineKind::Procedure;
    if (old.kind == RoutineKind::Procedure) != procedure {
        return Err(Stop::refused(Condition::WrongObjectType, format!("cannot change routine kind of {key}")));
    }
    let outputs = |params: &[Param]| -> Vec<(Option<String>, SqlType)> {
        let outputs = params.iter().filter(|p| matches!(p.mode, ParamMode::Out | ParamMode::InOut | ParamMode::Table));
        outputs.map(|p| (p.name.clone(), p.ty.plain())).collect()
    };
    if result_type(&old.returns) != result_type(returns) || outputs(&old.params) != outputs(params) {
        return refused("return type");
    }
    let (before, now): (Vec<&Param>, Vec<&Param>) =
        (old.inputs().collect(), params.iter().filter(|p| p.mode.is_input()).collect());
    for (a, b) in before.iter().zip(&now) {
        if a.name.as_ref().is_some_and(|name| b.name.as_ref() != Some(name)) {
            return refused("name of input parameter");
        }
    }
    let defaults = |params: &[&Param]| params.iter().filter(|p| p.default.is_some()).count();
    if defaults(&now) < defaults(&before) {
        return Err(Stop::refused(
            Condition::InvalidFunctionDefinition,
            format!("cannot remove parameter defaults from existing function {key}"),
        ));
    }
    Ok(())
}

/// What is compared of a result: whether it is a set, and the type without its modifier.
fn result_type(returns: &schema::Returns) -> (bool, Option<SqlType>) {
    match returns {
        schema::Returns::Value(ty) => (false, Some(ty.plain())),
        schema::Returns::Set(ty) => (true, Some(ty.plain())),
        schema::Returns::Table => (true, None),
        schema::Returns::Nothing => (false, None),
    }
}

/// The code of a body in PL/pgSQL that could be read.
fn plpgsql_code(body: &RoutineBody) -> Option<Arc<Block>> {
    match body {
        RoutineBody::Text(Body { code: BodyCode::Plpgsql(block), .. }) => Some(Arc::clone(block)),
        _ => None,
    }
}
