//! Clients that a function is given by its callers: a call runs with the rights of the one that all of them pass.

use std::collections::{BTreeMap, BTreeSet};

use super::{Client, Query};
use crate::{
    facts::code::{Code, ExprId, ExprKind, List, Node},
    frameworks::supabase::client::client_of,
    model::{
        Project, Role,
        calls::{FnRef, constructor},
        values::{Root, Value, Values},
    },
    source::span::FileId,
};

/// A parameter by its position.
type Parameter = (FnRef, u32);
/// What is passed as each parameter, wherever its function is called.
type Arguments = BTreeMap<Parameter, Vec<(FileId, ExprId)>>;

/// Helpers pass a client on this often.
const ROUNDS: u32 = 3;

/// Finds the rights of calls on clients that are parameters.
pub(super) fn find_clients(project: &Project, queries: &mut [Query]) {
    let values = project.values();
    let asked: Vec<(usize, Parameter)> = queries
        .iter()
        .enumerate()
        .filter(|(_, query)| query.client == Client::Unknown)
        .filter_map(|(index, query)| Some((index, parameter(&values, query.at.file, query.receiver)?)))
        .collect();
    let mut arguments = Arguments::new();
    let mut wanted: BTreeSet<Parameter> = asked.iter().map(|(_, parameter)| *parameter).collect();
    for _ in 0..ROUNDS {
        wanted.retain(|parameter| !arguments.contains_key(parameter));
        if wanted.is_empty() {
            break;
        }
        arguments.extend(passed(project, &values, &wanted));
        let passed_on = arguments.values().flatten().filter_map(|&(file, expr)| parameter(&values, file, expr));
        wanted = passed_on.collect();
    }
    for (index, parameter) in asked {
        queries[index].client = client(&values, &arguments, parameter, ROUNDS);
    }
}

/// The parameter that an expression is.
fn parameter(values: &Values<'_>, file: FileId, expr: ExprId) -> Option<Parameter> {
    values.symbols(file, expr).into_iter().find_map(|symbol| match symbol.root {
        Root::Param(at, function, index) if symbol.path.is_empty() => Some(((at, function), index)),
        _ => None,
    })
}

/// The rights of what is passed, where they are known and all the same.
fn client(values: &Values<'_>, arguments: &Arguments, of: Parameter, depth: u32) -> Client {
    let Some((passed, depth)) = arguments.get(&of).zip(depth.checked_sub(1)) else { return Client::Unknown };
    let mut clients = passed.iter().map(|&(file, expr)| match client_of(values, file, expr) {
        Client::Unknown => parameter(values, file, expr)
            .map_or(Client::Unknown, |parameter| client(values, arguments, parameter, depth)),
        known => known,
    });
    let Some(first) = clients.next() else { return Client::Unknown };
    if clients.all(|client| client == first) { first } else { Client::Unknown }
}

/// What the calls of the project pass as these parameters; nothing for those whose functions nothing calls.
fn passed(project: &Project, values: &Values<'_>, wanted: &BTreeSet<Parameter>) -> Arguments {
    let mut arguments: Arguments = wanted.iter().map(|parameter| (*parameter, Vec::new())).collect();
    let functions: BTreeSet<FnRef> = wanted.iter().map(|(function, _)| *function).collect();
    let names: BTreeSet<&str> = functions.iter().filter_map(|function| name(project, *function)).collect();
    for (file, _, code) in project.code_files().filter(|(_, f, _)| f.role != Role::Test) {
        for call in code.expr_ids() {
            let (ExprKind::Call { callee, args } | ExprKind::New { callee, args }) = code.expr(call) else { continue };
            if code.last_name(callee).is_some_and(|name| names.contains(name)) {
                for function in called(values, file, callee).filter(|function| functions.contains(function)) {
                    add(&mut arguments, function, file, code, args);
                }
            }
        }
    }
    arguments
}

fn add(arguments: &mut Arguments, function: FnRef, file: FileId, code: &Code, args: List) {
    for (position, argument) in (0u32..).zip(code.expr_list(args)) {
        if let Some(passed) = arguments.get_mut(&(function, position)) {
            passed.push((file, argument));
        }
    }
}

/// The functions that a callee stands for; of a class, its constructor.
fn called<'v>(values: &'v Values<'_>, file: FileId, callee: ExprId) -> impl Iterator<Item = FnRef> + 'v {
    values.of(file, callee).iter().filter_map(|value| match *value {
        Value::Function(at, function) => Some((at, function)),
        Value::Class(at, class) => constructor(values, at, class).map(|function| (at, function)),
        _ => None,
    })
}

/// The name by which a function is called; of a constructor, that of its class.
fn name(project: &Project, (file, function): FnRef) -> Option<&str> {
    let code = project.file(file).code.as_ref()?;
    let function = code.function(function);
    let name = match function.parent {
        Node::Class(class) if function.name.is_none_or(|name| code.str(name) == "constructor") => {
            code.class(class).name
        }
        _ => function.name,
    };
    name.map(|name| code.str(name))
}
