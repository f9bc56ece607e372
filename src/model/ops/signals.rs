//! What tells the owner that something went wrong: error trackers, loggers, health endpoints.

use crate::{
    facts::code::{Code, ExprId, ExprKind},
    model::{File, FileKind, Project, modules::Target},
    source::span::{FileId, Range, Span},
    vocab::Packages,
};

/// Where the app can be watched from outside.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Signals {
    /// Dependencies on error trackers.
    pub tracker_packages: Vec<Span>,
    /// Where a tracker is started, in code that runs in the browser.
    pub tracked_in_browser: Vec<Span>,
    /// Where a tracker is started, in code that runs on a server.
    pub tracked_on_server: Vec<Span>,
    /// A logger with levels and fields that production code uses: a library, or a module of the app.
    pub logger: Option<Span>,
    /// A name by which the log lines of one request are told from those of another.
    pub request_id: Option<Span>,
    /// Calls of `console` in code that runs on a server.
    pub console_on_server: Vec<(Span, ExprId)>,
    /// Endpoints that say whether the app is well.
    pub health: Vec<Span>,
}

pub(super) fn collect(project: &Project) -> Signals {
    let lists = &project.vocab.packages;
    let mut signals = Signals { tracker_packages: dependencies(project, &lists.error_tracking), ..Signals::default() };
    for (id, file, code) in project.code_files().filter(|(_, f, _)| f.role.is_production()) {
        if imports(project, id, &lists.error_tracking) {
            let started = starts(project, id, code, &lists.error_tracking);
            let side = if project.sides.of(id).is_server() {
                &mut signals.tracked_on_server
            } else {
                &mut signals.tracked_in_browser
            };
            side.extend(started.map(|range| range.in_file(id)));
        }
        if signals.logger.is_none() && (imports(project, id, &lists.loggers) || is_own_logger(file, code)) {
            signals.logger = Some(Range::default().in_file(id));
        }
        if signals.request_id.is_none() && names_requests(code) {
            signals.request_id = Some(Range::default().in_file(id));
        }
        if project.sides.of(id).is_server() {
            signals.console_on_server.extend(console_calls(code).map(|call| (code.range(call).in_file(id), call)));
        }
        signals.health.extend(health(file, code).map(|range| range.in_file(id)));
    }
    signals.tracked_in_browser.extend(loaders(project));
    signals
}

fn dependencies(project: &Project, list: &Packages) -> Vec<Span> {
    let all = project.configs.manifests.iter().filter(|(id, _)| project.file(*id).role.is_production());
    let fitting =
        all.flat_map(|(id, m)| m.dependencies.iter().filter(|d| list.has(&d.name)).map(|d| d.range.in_file(*id)));
    fitting.collect()
}

fn imports(project: &Project, file: FileId, list: &Packages) -> bool {
    project.modules.targets(file).iter().any(|t| matches!(t, Target::Package(name) if list.has(name)))
}

/// `Sentry.init(…)`, `Bugsnag.start(…)`, `new Rollbar(…)`: the first call that starts what a tracker's package gives.
fn starts(project: &Project, file: FileId, code: &Code, list: &Packages) -> Option<Range> {
    let values = project.values();
    let of_tracker = |callee: ExprId| {
        let symbols = values.symbols(file, callee);
        symbols.into_iter().find(|s| s.package().is_some_and(|p| list.has(p))).map(|s| s.last().to_owned())
    };
    let ids = code.expr_ids();
    let mut calls = ids.filter(|&id| match code.expr(id) {
        ExprKind::Call { callee, .. } => {
            let path = code.path(callee).unwrap_or_default();
            let method = path.rsplit('.').next().unwrap_or("");
            matches!(method, "init" | "start" | "initialize" | "load" | "register") && of_tracker(callee).is_some()
        }
        ExprKind::New { callee, .. } => of_tracker(callee).is_some_and(|name| !name.ends_with("Integration")),
        _ => false,
    });
    calls.next().map(|id| code.range(id))
}

/// Whether a name or text of the file is that of a request's id.
fn names_requests(code: &Code) -> bool {
    code.texts().any(|text| {
        let word = text.to_ascii_lowercase().replace(['-', '_'], "");
        matches!(
            word.as_str(),
            "requestid" | "xrequestid" | "traceid" | "correlationid" | "xcorrelationid" | "reqid" | "traceparent"
        )
    })
}

/// `console.error(…)` and the like.
fn console_calls(code: &Code) -> impl Iterator<Item = ExprId> + '_ {
    let ids = code.expr_ids();
    ids.filter(|&id| match code.expr(id) {
        ExprKind::Call { callee, .. } => match code.expr(callee) {
            ExprKind::Member { object, .. } => code.ident(object) == Some("console"),
            _ => false,
        },
        _ => false,
    })
}

/// A tracker's loader script in a page.
fn loaders(project: &Project) -> Vec<Span> {
    let scripts = project.configs.pages.iter().flat_map(|(id, tags)| tags.iter().map(move |t| (*id, t)));
    let is_loader =
        |src: &str| ["sentry", "bugsnag", "rollbar", "logrocket", "datadog-rum"].iter().any(|w| src.contains(w));
    let found = scripts.filter(|(_, tag)| tag.name == "script" && tag.attribute("src").is_some_and(is_loader));
    found.map(|(id, tag)| tag.range.in_file(id)).collect()
}

/// A module called `logger` that writes fields, not just words, and has levels.
fn is_own_logger(file: &File, code: &Code) -> bool {
    let stem = file.name().split('.').next().unwrap_or("").to_ascii_lowercase();
    let is_named = matches!(stem.as_str(), "logger" | "logging" | "structured-logger" | "structuredlogger" | "log");
    if !is_named {
        return false;
    }
    let names = code.functions.iter().filter_map(|f| f.name).map(|n| code.str(n));
    let levels = names.filter(|n| matches!(*n, "error" | "warn" | "info" | "debug")).count();
    let ids = code.expr_ids();
    let mut calls =
        ids.filter_map(|id| if let ExprKind::Call { callee, .. } = code.expr(id) { code.path(callee) } else { None });
    levels >= 2 && calls.any(|path| path == "JSON.stringify" || path == "fetch")
}

/// A file that is a health endpoint by its address, or a route of one.
fn health(file: &File, code: &Code) -> Option<Range> {
    if !matches!(file.kind, FileKind::Code(_)) {
        return None;
    }
    let lower = file.path.to_ascii_lowercase();
    let is_served = |f: &str| matches!(f, "api" | "functions" | "route.ts" | "route.js");
    if lower.split('/').any(is_served) && lower.split(['/', '.']).any(is_health_word) {
        return Some(Range::default());
    }
    let ids = code.expr_ids();
    let mut routes = ids.filter_map(|id| match code.expr(id) {
        ExprKind::Call { callee, args } => Some((id, callee, code.string(code.arg(args, 0)?)?)),
        _ => None,
    });
    let found = routes.find(|(_, callee, path)| {
        let method = match code.expr(*callee) {
            ExprKind::Member { property, .. } => code.str(property),
            _ => "",
        };
        matches!(method, "get" | "all" | "route" | "use" | "head")
            && path.starts_with('/')
            && path.split('/').any(is_health_word)
    });
    found.map(|(id, ..)| code.range(id))
}

fn is_health_word(word: &str) -> bool {
    let word = word.replace(['-', '_'], "");
    matches!(
        word.as_str(),
        "health"
            | "healthz"
            | "healthcheck"
            | "livez"
            | "readyz"
            | "liveness"
            | "readiness"
            | "apihealth"
            | "systemhealth"
    )
}

#[cfg(test)]
mod tests {
    use super::{health, is_own_logger};
    use crate::{
        model::{File, FileKind, Language},
        syntax::Parsers,
    };

    fn file(path: &str) -> File {
        File::new(path, FileKind::Code(Language::TypeScript))
    }

    #[test]
    fn health_by_address_and_by_route() {
        let code = Parsers::new().lower("app.get('/api/health', (q, r) => r.send('ok'));", Language::TypeScript).code;
        let other = Parsers::new().lower("app.get('/api/pets', f);", Language::TypeScript).code;
        assert!(health(&file("server/routes.ts"), &code).is_some());
        assert!(health(&file("server/routes.ts"), &other).is_none());
        assert!(health(&file("app/api/health/route.ts"), &other).is_some());
        assert!(health(&file("src/pages/Health.tsx"), &other).is_none());
    }

    #[test]
    fn a_logger_has_levels_and_fields() {
        let text = "export const logger = { error(m, f) { console.error(JSON.stringify({ m, f })); }, info(m) {} };";
        let code = Parsers::new().lower(text, Language::TypeScript).code;
        assert!(is_own_logger(&file("src/lib/logger.ts"), &code));
        assert!(!is_own_logger(&file("src/lib/pets.ts"), &code));
    }
}
