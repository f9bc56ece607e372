//! Edge functions: `supabase/functions/<name>/index.ts`, served by `serve(…)`, `Deno.serve(…)`, a helper that calls one of
//! them, or a default export.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    facts::code::{Code, ExprId, ExprKind, FnId, MODULE},
    frameworks::handler,
    model::{
        File, Project, Role,
        calls::FnRef,
        routes::{Entry, Kind, Step},
        values::{Root, Symbol, Values},
    },
    source::span::{FileId, Range, Span},
};

/// From the file of a function to the call of the library, so many helpers are followed.
const HELPERS: u32 = 4;

/// The edge functions of a project.
pub(crate) fn entries(project: &Project) -> Vec<Entry> {
    let values = project.values();
    let mut entries = Vec::new();
    for (id, file, code) in project.code_files() {
        let Some((root, name)) = function_name(project, file) else { continue };
        let Some((range, steps)) = served(&values, id, code) else { continue };
        let gateway_jwt = setting(project, root, name).is_none_or(|f| f.verify_jwt != Some(false));
        entries.push(Entry {
            at: range.in_file(id),
            kind: Kind::EdgeFunction,
            method: Some("POST".to_owned()),
            name: format!("POST {name}"),
            path: name.to_owned(),
            steps,
            gateway_jwt,
            by_platform: false,
            caught_by: None,
        });
    }
    entries
}

/// The names of the functions that have a folder in the project, whatever it holds, or whose settings say where they are.
pub(crate) fn names(project: &Project) -> BTreeSet<&str> {
    let folders = project.all_files().filter_map(|(_, file)| {
        let start = find_folder(&file.path, "supabase/functions/")? + "supabase/functions/".len();
        Some(file.path.get(start..)?.split_once('/')?.0)
    });
    let settings = project.configs.supabase.iter().flat_map(|(_, config)| &config.functions);
    let led = settings.filter(|function| function.entrypoint.is_some()).map(|function| function.name.as_str());
    folders.chain(led).collect()
}

/// The functions that have a folder and in which no entry point was found, and the file that should hold it. Folders that
/// the settings do not name and whose main file is missing, or gives functions to others, hold helpers.
pub(crate) fn without_handler<'p>(project: &'p Project, entries: &[Entry]) -> Vec<(Span, &'p str)> {
    let served: BTreeSet<&str> = entries.iter().filter_map(|e| folder_of(&project.file(e.at.file).path)).collect();
    let mut missing: BTreeMap<&str, (bool, Span, &str)> = BTreeMap::new();
    for (id, file) in project.all_files().filter(|(_, file)| file.role == Role::Source && !file.ignored) {
        let Some(folder) = folder_of(&file.path).filter(|folder| !served.contains(folder)) else { continue };
        let name = folder.rsplit('/').next().unwrap_or(folder);
        let is_main = function_name(project, file).is_some();
        let is_function = is_set(project, name) || is_main && !gives_to_others(file);
        if !name.starts_with(['_', '.'])
            && is_function
            && missing.get(folder).is_none_or(|(known, ..)| is_main && !known)
        {
            missing.insert(folder, (is_main, Range::default().in_file(id), name));
        }
    }
    missing.into_values().map(|(_, at, name)| (at, name)).collect()
}

/// The folder of a function that a file lies in, with the way there: `supabase/functions/clubs`.
fn folder_of(path: &str) -> Option<&str> {
    let start = find_folder(path, "supabase/functions/")? + "supabase/functions/".len();
    path.get(..start + path.get(start..)?.find('/')?)
}

fn gives_to_others(file: &File) -> bool {
    file.code.as_ref().is_some_and(|code| code.exports.iter().any(|export| code.str(export.name) != "default"))
}

/// Whether settings of the project speak of a function.
pub(crate) fn is_set(project: &Project, name: &str) -> bool {
    project.configs.supabase.iter().any(|(_, config)| config.functions.iter().any(|function| function.name == name))
}

/// The folder that holds `functions/`, and the function whose main file this is.
fn function_name<'f>(project: &Project, file: &'f File) -> Option<(&'f str, &'f str)> {
    let at = find_folder(&file.path, "supabase/functions/")?;
    let root = file.path.get(..at + "supabase".len())?;
    let (name, rest) = file.path.get(at + "supabase/functions/".len()..)?.split_once('/')?;
    if name.starts_with(['_', '.']) {
        return None;
    }
    let by_setting = setting(project, root, name).and_then(|f| f.entrypoint.as_deref());
    let is_main = match by_setting {
        Some(entrypoint) => file.path.ends_with(entrypoint.trim_start_matches("./")),
        None => matches!(rest, "index.ts" | "index.tsx" | "index.js" | "index.mjs" | "index.jsx"),
    };
    is_main.then_some((root, name))
}

/// Where a folder begins in a path, as whole segments.
fn find_folder(path: &str, folder: &str) -> Option<usize> {
    path.match_indices(folder).map(|(at, _)| at).find(|&at| at == 0 || path.as_bytes().get(at - 1) == Some(&b'/'))
}

fn setting<'p>(project: &'p Project, root: &str, name: &str) -> Option<&'p super::config::FunctionConfig> {
    let config = project.configs.supabase.iter().find(|(id, _)| project.file(*id).folder() == root)?;
    config.1.functions.iter().find(|f| f.name == name)
}

/// What the file serves, and where it says so.
fn served(values: &Values<'_>, file: FileId, code: &Code) -> Option<(Range, Vec<Step>)> {
    let own = || code.expr_ids().filter_map(|call| Some((call, served_by(values, file, code, call)?)));
    let at_top = own().find(|&(call, _)| code.function_of(call) == MODULE);
    let found = at_top.or_else(|| by_helper(values, file, code, MODULE, HELPERS)).or_else(|| own().next());
    if let Some((call, steps)) = found {
        return Some((handler_range(file, code, &steps).unwrap_or(code.range(call)), steps));
    }
    let (steps, range) = handler::exported_steps(values, file, "default")?;
    Some((range, steps))
}

/// What a call serves, where it is one of the library: `Deno.serve(async (req) => …)`.
fn served_by(values: &Values<'_>, file: FileId, code: &Code, call: ExprId) -> Option<Vec<Step>> {
    let ExprKind::Call { callee, args } = code.expr(call) else { return None };
    let handlers = code.expr_list(args).map(|a| handler_of(code, a));
    is_serve(values, file, code, callee).then(|| handlers.flat_map(|a| handler::steps(values, file, a)).collect())
}

/// The first call by which a function has a helper of the project serve, and what runs then:
/// `serveJson("clubs", async (req) => …)`, with `Deno.serve` in `serveJson` or in a helper that this one calls.
fn by_helper(
    values: &Values<'_>,
    file: FileId,
    code: &Code,
    function: FnId,
    depth: u32,
) -> Option<(ExprId, Vec<Step>)> {
    let depth = depth.checked_sub(1)?;
    let in_helper = |(at, helper): FnRef| {
        let code = values.code(at)?;
        let own = || code.exprs_within(helper).find_map(|call| served_by(values, at, code, call));
        own().or_else(|| by_helper(values, at, code, helper, depth).map(|(_, steps)| steps))
    };
    code.exprs_within(function).find_map(|call| {
        let ExprKind::Call { callee, args } = code.expr(call) else { return None };
        let around = values.functions(file, callee).into_iter().find_map(in_helper)?;
        Some((call, handler::given(values, file, args, around)))
    })
}

/// A handler with a name of its own is shown where it is written, not where it is served.
fn handler_range(file: FileId, code: &Code, steps: &[Step]) -> Option<Range> {
    match steps.last()?.function()? {
        (at, function) if at == file && code.function(function).name.is_some() => Some(code.function(function).range),
        _ => None,
    }
}

/// `Deno.serve({ handler })` and `export default { fetch }` name the handler in an object.
fn handler_of(code: &Code, argument: ExprId) -> ExprId {
    code.property(argument, "handler").or_else(|| code.property(argument, "fetch")).unwrap_or(argument)
}

fn is_serve(values: &Values<'_>, file: FileId, code: &Code, callee: ExprId) -> bool {
    match code.path(callee).as_deref() {
        Some("Deno.serve") => true,
        Some(path) if path.rsplit('.').next() == Some("serve") => {
            values.symbols(file, callee).into_iter().any(is_library_serve)
        }
        _ => false,
    }
}

fn is_library_serve(symbol: &Symbol) -> bool {
    matches!(&symbol.root, Root::Package(_)) && symbol.last() == "serve"
}
