//! Functions and procedures.

use squawk_syntax::{
    SyntaxKind, SyntaxNode,
    ast::{self, AstNode},
};

use super::{
    body, lower_nested,
    object::{alter_object, object_change, signature},
    session::setting,
    tree::{Cx, child, children, has},
    type_name::{type_in, type_name},
};
use crate::sql::statement::{
    AlterRoutine, ArgMode, CreateRoutine, ObjectKind, Returns, RoutineArg, RoutineBody, RoutineKind, RoutineOptions,
    StatementKind, TableColumn, Volatility,
};

/// `CREATE FUNCTION`, `CREATE PROCEDURE`.
pub(super) fn create(node: &SyntaxNode, cx: Cx<'_>) -> Option<StatementKind> {
    let procedure = node.kind() == SyntaxKind::CREATE_PROCEDURE;
    let kind = if procedure { RoutineKind::Procedure } else { RoutineKind::Function };
    let name = cx.name_in::<ast::FunctionName>(node).or_else(|| cx.name_in::<ast::ProcedureName>(node))?;
    let options = child::<ast::FuncOptionList>(node);
    let inline = child::<ast::RoutineBody>(node);
    let mut language = options.as_ref().map(|o| language(o.syntax())).unwrap_or_default();
    if language.is_empty() && inline.is_some() {
        "sql".clone_into(&mut language);
    }
    let body = match inline {
        Some(inline) => inline_body(&inline, cx),
        None => options.as_ref().map_or(RoutineBody::Missing, |o| text_body(o.syntax(), &language, cx)),
    };
    Some(StatementKind::CreateRoutine(Box::new(CreateRoutine {
        kind,
        or_replace: child::<ast::OrReplace>(node).is_some(),
        name,
        args: child::<ast::ParamList>(node).map(|l| args(&l, cx)).unwrap_or_default(),
        returns: child::<ast::RetType>(node).map_or(Returns::Unspecified, |r| returns(r.syntax(), cx)),
        language,
        options: options.map(|o| routine_options(o.syntax(), cx)).unwrap_or_default(),
        body,
    })))
}

/// The arguments of a list.
pub(super) fn args(list: &ast::ParamList, cx: Cx<'_>) -> Vec<RoutineArg> {
    children::<ast::Param>(list.syntax()).filter_map(|p| arg(p.syntax(), cx)).collect()
}

fn arg(node: &SyntaxNode, cx: Cx<'_>) -> Option<RoutineArg> {
    let mode = match child::<ast::ParamMode>(node) {
        Some(ast::ParamMode::ParamOut(_)) => ArgMode::Out,
        Some(ast::ParamMode::ParamInOut(_)) => ArgMode::InOut,
        Some(ast::ParamMode::ParamVariadic(_)) => ArgMode::Variadic,
        Some(ast::ParamMode::ParamIn(_)) | None => ArgMode::In,
    };
    Some(RoutineArg {
        mode,
        name: cx.ident_in::<ast::ParamName>(node),
        type_name: type_in(node, cx)?,
        default: child::<ast::ParamDefault>(node).and_then(|d| cx.expr_in(d.syntax())),
    })
}

fn returns(node: &SyntaxNode, cx: Cx<'_>) -> Returns {
    if let Some(list) = child::<ast::ReturnTableArgList>(node) {
        let column = |c: ast::ReturnTableColumn| {
            let name = cx.ident_in::<ast::ColumnName>(c.syntax())?;
            Some(TableColumn { name, type_name: type_in(c.syntax(), cx)? })
        };
        return Returns::Table(children::<ast::ReturnTableColumn>(list.syntax()).filter_map(column).collect());
    }
    child::<ast::FuncType>(node).map_or(Returns::Unspecified, |t| Returns::Type(type_name(t.syntax(), cx)))
}

fn language(options: &SyntaxNode) -> String {
    let option = child::<ast::LanguageFuncOption>(options);
    option.and_then(|l| l.language_name()).map(|l| l.name.to_ascii_lowercase()).unwrap_or_default()
}

fn text_body(options: &SyntaxNode, language: &str, cx: Cx<'_>) -> RoutineBody {
    let target = child::<ast::AsFuncOption>(options).and_then(|a| child::<ast::AsFuncTarget>(a.syntax()));
    match target {
        Some(ast::AsFuncTarget::AsDefinition(definition)) => child::<ast::Literal>(definition.syntax())
            .and_then(|literal| body::read(&literal, language, cx))
            .map_or(RoutineBody::Missing, RoutineBody::Text),
        Some(ast::AsFuncTarget::AsObjFile(_)) => RoutineBody::Library,
        None => RoutineBody::Missing,
    }
}

fn inline_body(body: &ast::RoutineBody, cx: Cx<'_>) -> RoutineBody {
    match body {
        ast::RoutineBody::ReturnStmt(node) => {
            cx.expr_in(node.syntax()).map_or(RoutineBody::Missing, RoutineBody::Return)
        }
        ast::RoutineBody::AtomicBody(node) => {
            let statements = children::<ast::Stmt>(node.syntax()).filter(|s| !matches!(s, ast::Stmt::EmptyStmt(_)));
            RoutineBody::Atomic(statements.map(|s| lower_nested(&s, cx)).collect())
        }
    }
}

fn routine_options(list: &SyntaxNode, cx: Cx<'_>) -> RoutineOptions {
    let mut options = RoutineOptions::default();
    for option in children::<ast::FuncOption>(list) {
        let node = option.syntax();
        match &option {
            ast::FuncOption::VolatilityFuncOption(v) => {
                options.volatility = Some(match v {
                    ast::VolatilityFuncOption::Immutable(_) => Volatility::Immutable,
                    ast::VolatilityFuncOption::Stable(_) => Volatility::Stable,
                    ast::VolatilityFuncOption::Volatile(_) => Volatility::Volatile,
                });
            }
            ast::FuncOption::SecurityDefinerFuncOption(_) => options.security_definer = Some((true, cx.range(node))),
            ast::FuncOption::SecurityInvokerFuncOption(_) => options.security_definer = Some((false, cx.range(node))),
            ast::FuncOption::StrictFuncOption(_) | ast::FuncOption::ReturnsNullOnNullInputFuncOption(_) => {
                options.strict = Some(true);
            }
            ast::FuncOption::CalledOnNullInputFuncOption(_) => options.strict = Some(false),
            ast::FuncOption::LeakproofFuncOption(_) => options.leakproof = Some(true),
            ast::FuncOption::NotLeakproofFuncOption(_) => options.leakproof = Some(false),
            ast::FuncOption::SetFuncOption(_) => {
                let inner = child::<ast::SetConfigParam>(node);
                options.settings.extend(inner.and_then(|i| setting(i.syntax(), cx)));
            }
            ast::FuncOption::ResetFuncOption(_) => options.settings.extend(setting(node, cx)),
            _ => {}
        }
    }
    options
}

/// `ALTER FUNCTION`, `PROCEDURE`, `ROUTINE`.
pub(super) fn alter(node: &SyntaxNode, cx: Cx<'_>) -> Option<StatementKind> {
    let routine = signature(&node.children().next()?, cx);
    let (kind, object_kind) = match node.kind() {
        SyntaxKind::ALTER_FUNCTION => (RoutineKind::Function, ObjectKind::Function),
        SyntaxKind::ALTER_PROCEDURE => (RoutineKind::Procedure, ObjectKind::Procedure),
        _ => (RoutineKind::Routine, ObjectKind::Routine),
    };
    let action = node.children().last()?;
    match ast::FuncOptionList::cast(action.clone()) {
        Some(list) if object_change(&action, cx).is_none() => Some(StatementKind::AlterRoutine(AlterRoutine {
            kind,
            routine,
            options: routine_options(list.syntax(), cx),
        })),
        _ => Some(alter_object(object_kind, Some(routine), None, has(node, SyntaxKind::EXISTS_KW), &action, cx)),
    }
}
