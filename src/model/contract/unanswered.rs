//! Requests of the app's own pages to addresses of the app where nothing answers.

use std::collections::BTreeMap;

use super::addresses::{HOLE, answers_all, may_be, path_of};
use crate::{
    facts::code::{Code, ExprId, ExprKind},
    frameworks::next,
    model::{
        Project,
        calls::FnRef,
        failures::Request,
        values::{Root, Symbol, Value},
    },
    source::span::{FileId, Span},
};

/// Files by which a server of another language is built: what it answers is not read.
const OTHER_SERVERS: [&str; 8] =
    ["requirements.txt", "pyproject.toml", "go.mod", "Gemfile", "composer.json", "Cargo.toml", "pom.xml", "mix.exs"];

/// An address that pages ask and nothing answers.
#[derive(Clone, Debug)]
pub struct UnansweredAddress {
    /// The address, with `{}` for what is put in at run time.
    pub address: String,
    /// Where it is asked, by place.
    pub asked: Vec<Span>,
}

impl Project {
    /// The addresses below `/api/` that pages ask and no route of the app answers; `None` where pages ask none, or something
    /// may answer that is not read. Where as many are missing as are there, the server is elsewhere.
    #[must_use]
    pub fn unanswered_addresses(&self) -> Option<Vec<UnansweredAddress>> {
        if self.all_files().any(|(_, file)| OTHER_SERVERS.contains(&file.name())) {
            return None;
        }
        let mut asked: BTreeMap<String, Vec<Span>> = BTreeMap::new();
        for (address, at) in self.asked_addresses() {
            asked.entry(address).or_default().push(at);
        }
        if asked.is_empty() {
            return None;
        }
        let served = self.served_addresses();
        let is_answered = |address: &String| served.iter().any(|route| may_be(route, address));
        let (there, missing): (Vec<_>, Vec<_>) = asked.into_iter().partition(|(address, _)| is_answered(address));
        if missing.len() >= there.len() {
            return Some(Vec::new());
        }
        Some(missing.into_iter().map(|(address, asked)| UnansweredAddress { address, asked }).collect())
    }

    /// What pages ask by `fetch`, `axios` or a helper around `fetch`.
    fn asked_addresses(&self) -> Vec<(String, Span)> {
        let mut found = Vec::new();
        let mut helpers: BTreeMap<FnRef, String> = BTreeMap::new();
        for request in &self.failures.requests {
            let Some(url) = request.url.as_deref() else {
                if self.asks_as_given(request) {
                    helpers.insert((request.at.file, request.function), String::new());
                }
                continue;
            };
            found.extend(own_address(url).map(|address| (address, request.at)));
            let before = url.replace(HOLE, "");
            if url.ends_with(HOLE) && (before.is_empty() || before == "/api") {
                helpers.insert((request.at.file, request.function), before);
            }
        }
        for (file, _, code) in
            self.code_files().filter(|(id, f, _)| f.role.is_production() && self.sides.of(*id).is_client())
        {
            for (call, expr) in code.all_exprs() {
                let ExprKind::Call { callee, args } = expr.kind else { continue };
                let mut texts = code.expr_list(args).filter(|&a| begins_with_slash(code, a)).take(1);
                let Some(given) = texts.next() else { continue };
                let Some(before) = self.goes_to(file, code, callee, &helpers) else { continue };
                let Some(text) = self.text_with_holes(file, given) else { continue };
                let at = code.range(call).in_file(file);
                found.extend(own_address(&format!("{before}{text}")).map(|address| (address, at)));
            }
        }
        found.retain(|(_, at)| self.is_in_page(*at) && self.file(at.file).role.is_production());
        found.sort();
        found.dedup();
        found
    }

    /// Whether a request goes to the address that its function is given: `fetch(url, options)`.
    fn asks_as_given(&self, request: &Request) -> bool {
        let Some(code) = self.file(request.at.file).code.as_ref() else { return false };
        let ExprKind::Call { args, .. } = code.expr(request.expr) else { return false };
        let Some(url) = code.arg(args, 0) else { return false };
        let is_given = |symbol: &&Symbol| {
            matches!(symbol.root, Root::Param(_, function, _) if function == request.function) && symbol.path.is_empty()
        };
        self.values().symbols(request.at.file, url).iter().any(is_given)
    }

    /// What a call puts before the path that it is given, where it sends a request: nothing for `axios.get`, `/api` for a
    /// helper that fetches `/api${path}`.
    fn goes_to(&self, file: FileId, code: &Code, callee: ExprId, helpers: &BTreeMap<FnRef, String>) -> Option<String> {
        let values = self.values();
        let is_axios = matches!(code.last_name(callee), Some("get" | "post" | "put" | "patch" | "delete"))
            && values.symbols(file, callee).iter().any(|s| s.package() == Some("axios") && !s.path.contains("create"));
        if is_axios {
            return Some(String::new());
        }
        values.functions(file, callee).iter().find_map(|function| helpers.get(function).cloned())
    }

    pub(super) fn text_with_holes(&self, file: FileId, expr: ExprId) -> Option<String> {
        self.values().of(file, expr).iter().find_map(|value| match value {
            Value::Text(text) => Some(text.with_holes(HOLE)),
            _ => None,
        })
    }

    /// The patterns of all addresses that something answers, or may.
    pub(super) fn served_addresses(&self) -> Vec<String> {
        let mut served = self.led_addresses();
        served.extend(self.routes.iter().map(|route| route.entry.path.clone()));
        for (id, file) in self.all_files() {
            let stem = file.name().split('.').next().unwrap_or_default();
            let folder = |name| next::place(&file.path, name).map(|place| place.path);
            match stem {
                "route" => served.extend(folder("app")),
                _ if file.path.contains("api/") => {
                    let ends = if stem == "index" { String::new() } else { format!("/{stem}") };
                    served.extend(["pages", "api"].into_iter().filter_map(folder).flat_map(|path| {
                        let path = path.trim_end_matches('/');
                        [format!("{path}{ends}"), format!("/api{path}{ends}")]
                    }));
                }
                _ => {}
            }
            served.extend(file.path.split_once("public/").map(|(_, rest)| format!("/{rest}")));
            if let Some(code) = file.code.as_ref().filter(|_| !self.sides.of(id).is_client()) {
                served.extend(code.texts().filter(|text| text.starts_with("/api/")).map(str::to_owned));
                served.extend(mounts(code));
            }
        }
        // What every other address is sent to is the one page, or the page for what is not there.
        served.retain(|route| !answers_all(route));
        served
    }
}

/// `app.use("/api/uploads", createProxyMiddleware(…))`: what answers behind it is not read.
fn mounts(code: &Code) -> Vec<String> {
    let mount = |expr: ExprKind| {
        let ExprKind::Call { callee, args } = expr else { return None };
        let is_use = matches!(code.last_name(callee), Some("use" | "mount" | "register" | "all"));
        let prefix = code.arg(args, 0).and_then(|a| code.string(a)).filter(|text| is_use && text.starts_with('/'))?;
        let answers = code.expr_list(args).skip(1).any(|a| {
            let named = match code.expr(a) {
                ExprKind::Call { callee, .. } => code.last_name(callee),
                _ => code.last_name(a),
            };
            named.is_some_and(|name| {
                let name = name.to_ascii_lowercase();
                ["proxy", "handler", "trpc", "graphql", "yoga", "serve", "static", "inngest", "middleware"]
                    .iter()
                    .any(|word| name.contains(word))
            })
        });
        answers.then(|| format!("{}/*", prefix.trim_end_matches('/')))
    };
    code.exprs.iter().filter_map(|expr| mount(expr.kind)).collect()
}

fn begins_with_slash(code: &Code, expr: ExprId) -> bool {
    match code.expr(expr) {
        ExprKind::String(text) => code.str(text).starts_with('/'),
        ExprKind::Template { parts, .. } => {
            code.expr_list(parts).next().and_then(|first| code.string(first)).is_some_and(|text| text.starts_with('/'))
        }
        _ => false,
    }
}

/// The path of an address of the app itself, where enough of it is known.
fn own_address(url: &str) -> Option<String> {
    let path = path_of(url).trim_end_matches('/');
    let first = path.strip_prefix("/api/")?.split('/').next()?;
    (!first.starts_with(HOLE)).then(|| path.to_owned())
}
