//! `middleware.ts`, since Next.js 16 `proxy.ts`: the function before all handlers whose paths its matcher names.

use super::matcher::Matcher;
use crate::{
    facts::code::{Code, Exported, ExprId, ExprKind, Origin, StmtKind},
    frameworks::handler,
    model::{
        Project,
        calls::FnRef,
        routes::Step,
        values::{Value, Values},
    },
    source::span::{FileId, Span},
};

/// The middleware of one app.
pub(crate) struct Middleware {
    /// The file that holds it.
    pub(crate) file: FileId,
    /// Where its matcher is written, if it has one.
    pub(crate) matcher_at: Option<Span>,
    /// The folder of the app.
    root: String,
    matchers: Option<Vec<Matcher>>,
    steps: Vec<Step>,
}

impl Middleware {
    /// Whether it runs before the handlers of a path.
    pub(crate) fn covers(&self, path: &str) -> bool {
        self.matchers.as_ref().is_none_or(|list| list.iter().any(|matcher| matcher.covers(path)))
    }

    /// Whether a file belongs to its app.
    pub(crate) fn is_of_app(&self, path: &str) -> bool {
        self.root.is_empty() || path.strip_prefix(self.root.as_str()).is_some_and(|rest| rest.starts_with('/'))
    }

    /// The functions that it runs.
    pub(crate) fn functions(&self) -> impl Iterator<Item = FnRef> + '_ {
        self.steps.iter().filter_map(Step::function)
    }
}

/// The middleware of every app of the project.
pub(crate) fn all(project: &Project, values: &Values<'_>) -> Vec<Middleware> {
    let mut found = Vec::new();
    for (id, file, code) in project.code_files() {
        let (stem, _) = file.name().rsplit_once('.').unwrap_or((file.name(), ""));
        let folder = file.folder();
        let root = folder.strip_suffix("src").map_or(folder, |f| f.trim_end_matches('/'));
        // Anywhere else the file is only a module of that name.
        let is_at_root = root.is_empty() || project.find(&format!("{root}/package.json")).is_some();
        if !matches!(stem, "middleware" | "proxy") || !is_at_root {
            continue;
        }
        let by_name = handler::exported_steps(values, id, stem);
        let Some((steps, _)) = by_name.or_else(|| handler::exported_steps(values, id, "default")) else { continue };
        let steps = steps.into_iter().map(|s| match s {
            Step::Handler(f) => Step::Guard(f),
            other => other,
        });
        let written = written(values, id, code);
        found.push(Middleware {
            file: id,
            matcher_at: written.as_ref().map(|(at, _)| *at),
            root: root.to_owned(),
            matchers: written.map(|(_, matchers)| matchers),
            steps: steps.collect(),
        });
    }
    found
}

/// The steps that come before the handlers of a path.
pub(crate) fn steps(all: &[Middleware], root: &str, path: &str) -> Vec<Step> {
    let of_app = all.iter().filter(|m| m.root == root);
    of_app.filter(|m| m.covers(path)).flat_map(|m| m.steps.iter().cloned()).collect()
}

/// `export const config = { matcher: […] }`; without it every path is covered.
fn written(values: &Values<'_>, file: FileId, code: &Code) -> Option<(Span, Vec<Matcher>)> {
    let config = code.exports.iter().find(|e| code.str(e.name) == "config")?;
    let Exported::Binding(binding) = config.value else { return None };
    let Origin::Var(stmt) = code.binding(binding).origin else { return None };
    let StmtKind::Var { init: Some(object), .. } = code.stmt(stmt).kind else { return None };
    let matcher = code.property(object, "matcher")?;
    let patterns = match code.expr(matcher) {
        ExprKind::Array { elements } => code.expr_list(elements).collect(),
        _ => vec![matcher],
    };
    let matchers = patterns.into_iter().filter_map(|p| pattern(values, file, code, p)).map(|p| Matcher::new(&p));
    Some((code.range(matcher).in_file(file), matchers.collect()))
}

/// A pattern is a text, or `{ source: "…" }`.
fn pattern(values: &Values<'_>, file: FileId, code: &Code, expr: ExprId) -> Option<String> {
    let expr = code.property(expr, "source").unwrap_or(expr);
    values.of(file, expr).iter().find_map(|v| match v {
        Value::Text(text) => text.as_exact().map(str::to_owned),
        _ => None,
    })
}
