//! The calls that register handlers, middleware and routers.

use std::collections::BTreeMap;

use super::alias;
use crate::{
    facts::code::{Code, ExprId, ExprKind, FnId, List, Node, PatKind},
    model::{
        Project,
        calls::FnRef,
        routes::{Kind, METHODS},
        values::{Symbol, Value, Values},
    },
    source::span::{FileId, Span},
};

/// A server or router: the call that makes it, or the parameter it comes in by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Owner {
    Made(FileId, ExprId),
    Param(FileId, FnId, u32),
}

/// Where something is registered; within one file earlier calls come first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Order {
    pub(super) file: FileId,
    pub(super) start: u32,
}

/// `app.post("/x", guard, handler)`.
pub(super) struct Route {
    pub(super) owner: Owner,
    pub(super) methods: Vec<String>,
    pub(super) path: String,
    /// Guards, and the handler last.
    pub(super) items: Vec<ExprId>,
    pub(super) order: Order,
    pub(super) at: Span,
    pub(super) kind: Option<Kind>,
}

/// `app.use("/x", guard, router)`.
pub(super) struct Use {
    pub(super) owner: Owner,
    pub(super) path: Option<String>,
    /// Middleware.
    pub(super) items: Vec<ExprId>,
    /// Routers.
    pub(super) mounted: Vec<Owner>,
    pub(super) order: Order,
}

/// `registerRoutes(app)`: the parameter is the server of the caller.
pub(super) struct Alias {
    pub(super) param: Owner,
    pub(super) owner: Owner,
    pub(super) order: Order,
    /// What the function is given.
    pub(super) args: List,
}

/// All that a project registers.
#[derive(Default)]
pub(super) struct Registered {
    pub(super) routes: Vec<Route>,
    pub(super) uses: Vec<Use>,
    pub(super) aliases: Vec<Alias>,
    pub(super) kinds: BTreeMap<Owner, Kind>,
    /// What a server is given to answer with where a handler throws.
    pub(super) error_handlers: BTreeMap<Owner, FnRef>,
    /// What a server is given under a name, to be used as `app.authenticate`.
    pub(super) decorated: BTreeMap<String, (FileId, ExprId)>,
}

/// Reads every file of the project that may register something.
pub(super) fn collect(project: &Project, values: &Values<'_>) -> Registered {
    let mut registered = Registered::default();
    if !project.code_files().any(|(id, _, _)| imports_server(project, id)) {
        return registered;
    }
    for (id, _, code) in project.code_files().filter(|(_, f, _)| f.role.is_production()) {
        let mut reader = Reader { values, file: id, code, registered: &mut registered };
        for expr in code.expr_ids() {
            reader.read(expr);
        }
    }
    alias::find(project, values, &mut registered);
    registered
}

fn imports_server(project: &Project, file: FileId) -> bool {
    let targets = project.modules.targets(file).iter();
    targets.into_iter().any(|t| matches!(t, crate::model::modules::Target::Package(p) if kind_of_package(p).is_some()))
}

fn kind_of_package(package: &str) -> Option<Kind> {
    match package {
        "express" | "express-promise-router" | "router" | "@types/express" => Some(Kind::Express),
        "hono" | "@hono/zod-openapi" | "hono/tiny" | "hono/quick" => Some(Kind::Hono),
        "fastify" => Some(Kind::Fastify),
        _ => None,
    }
}

/// Whether the symbol is what a constructor of the library gives, and not something taken from it.
pub(super) fn kind_of(symbol: &Symbol) -> Option<Kind> {
    let kind = symbol.package().and_then(kind_of_package)?;
    let path = symbol.path.strip_suffix("()")?;
    matches!(
        path,
        ".default"
            | ""
            | ".express"
            | ".Router"
            | ".default.Router"
            | ".Hono"
            | ".OpenAPIHono"
            | ".fastify"
            | ".Fastify"
            | ".default.default"
    )
    .then_some(kind)
}

pub(super) struct Reader<'a, 'v> {
    pub(super) values: &'a Values<'v>,
    pub(super) file: FileId,
    pub(super) code: &'a Code,
    pub(super) registered: &'a mut Registered,
}

impl Reader<'_, '_> {
    fn read(&mut self, call: ExprId) {
        let ExprKind::Call { callee, args } = self.code.expr(call) else { return };
        let ExprKind::Member { object, property, .. } = self.code.expr(callee) else { return };
        let name = self.code.str(property);
        let method = METHODS.into_iter().find(|m| m.eq_ignore_ascii_case(name) && name.chars().all(char::is_lowercase));
        match name {
            _ if method.is_some() || matches!(name, "all" | "del") => {
                let method = method.unwrap_or(if name == "del" { "DELETE" } else { "ALL" });
                self.route(call, object, args, method);
            }
            "use" | "register" | "addHook" => self.used(call, object, args, name),
            "route" => self.mounted_or_object(call, object, args),
            "decorate" => self.decorated(args),
            "onError" | "setErrorHandler" => self.catches(object, args),
            _ => {}
        }
    }

    /// Fastify's `app.decorate("authenticate", async (request, reply) => …)`.
    fn decorated(&mut self, args: List) {
        let (Some(name), Some(value)) = (self.code.arg(args, 0), self.code.arg(args, 1)) else { return };
        if let Some(name) = self.code.string(name) {
            self.registered.decorated.insert(name.to_owned(), (self.file, value));
        }
    }

    /// Hono's `app.onError((error, c) => …)`, Fastify's `app.setErrorHandler((error, request, reply) => …)`. Express is not
    /// among them: before its fifth version nothing hears of what an async handler throws.
    fn catches(&mut self, object: ExprId, args: List) {
        let Some((owner, _)) = self.owner(object) else { return };
        let handler = self.code.arg(args, 0).and_then(|a| self.values.functions(self.file, a).into_iter().next());
        if let Some(handler) = handler {
            self.registered.error_handlers.insert(owner, handler);
        }
    }

    /// `.get("/x", …)`, and `.route("/x").get(…)`.
    fn route(&mut self, call: ExprId, object: ExprId, args: List, method: &str) {
        let mut items: Vec<ExprId> = self.code.expr_list(args).collect();
        let (path_expr, owner_expr) = match self.route_path(object) {
            Some((path, owner)) => (path, owner),
            None if items.len() >= 2 => (items.remove(0), object),
            None => return,
        };
        if !self.may_be_handler(items.last().copied()) {
            return;
        }
        let paths = self.paths(path_expr);
        if paths.is_empty() {
            return;
        }
        let Some((owner, kind)) = self.owner(owner_expr) else { return };
        let items: Vec<ExprId> = items.into_iter().flat_map(|i| self.option_guards(i)).collect();
        // The call at the end of a chain begins where the chain does, with all others of it.
        let is_chained = matches!(self.code.expr(object), ExprKind::Call { .. } | ExprKind::New { .. });
        let is_alone = owner_expr == object && !is_chained;
        for path in paths {
            self.registered.routes.push(Route {
                owner: owner.clone(),
                methods: vec![method.to_owned()],
                path,
                items: items.clone(),
                order: self.order(call),
                at: self.code.range(if is_alone { call } else { path_expr }).in_file(self.file),
                kind,
            });
        }
    }

    /// The path and the router of `router.route("/x")`, also below further methods of the same chain.
    fn route_path(&self, mut object: ExprId) -> Option<(ExprId, ExprId)> {
        while let ExprKind::Call { callee, args } = self.code.expr(object) {
            let ExprKind::Member { object: before, property, .. } = self.code.expr(callee) else { return None };
            if self.code.str(property) == "route" && args.len() == 1 {
                return Some((self.code.arg(args, 0)?, before));
            }
            object = before;
        }
        None
    }

    /// Fastify's `{ preHandler: [auth], schema }` among the arguments holds guards.
    fn option_guards(&self, item: ExprId) -> Vec<ExprId> {
        if !matches!(self.code.expr(item), ExprKind::Object { .. }) {
            return vec![item];
        }
        let given = ["onRequest", "preValidation", "preHandler", "handler"];
        let given = given.iter().filter_map(|name| self.code.property(item, name));
        given.flat_map(|value| self.listed(value)).collect()
    }

    /// The elements of a list of guards, or the one that is no list.
    fn listed(&self, value: ExprId) -> Vec<ExprId> {
        match self.code.expr(value) {
            ExprKind::Array { elements } => self.code.expr_list(elements).collect(),
            _ => vec![value],
        }
    }

    /// Texts that are no paths (`map.get("key", fallback)`) are no routes.
    fn paths(&self, expr: ExprId) -> Vec<String> {
        let elements = match self.code.expr(expr) {
            ExprKind::Array { elements } => self.code.expr_list(elements).collect(),
            _ => vec![expr],
        };
        let texts = elements.into_iter().flat_map(|e| self.values.of(self.file, e));
        let texts = texts.filter_map(|v| match v {
            Value::Text(text) => Some(text.with_holes(":x")),
            _ => None,
        });
        texts.filter(|t| t.starts_with('/') || t == "*").collect()
    }

    fn may_be_handler(&self, last: Option<ExprId>) -> bool {
        last.is_some_and(|e| {
            matches!(
                self.code.expr(e),
                ExprKind::Function(_)
                    | ExprKind::Ident { .. }
                    | ExprKind::Member { .. }
                    | ExprKind::Call { .. }
                    | ExprKind::Array { .. }
            )
        })
    }

    fn used(&mut self, call: ExprId, object: ExprId, args: List, name: &str) {
        let Some((owner, kind)) = self.owner(object) else { return };
        let mut items: Vec<ExprId> = self.code.expr_list(args).collect();
        let mut path = None;
        if let Some(&first) = items.first() {
            let paths = self.paths(first);
            if let Some(first) = paths.into_iter().next() {
                path = Some(first);
                items.remove(0);
            } else if name == "addHook" {
                items.remove(0);
            }
        }
        if name == "register" {
            self.plugin(call, &owner, &items);
            return;
        }
        if let (Some(path), Some(&handler)) = (&path, items.last())
            && name == "use"
            && !is_catch_all(path)
            && kind != Some(Kind::Hono)
            && self.answers(handler)
        {
            self.registered.routes.push(Route {
                owner,
                methods: vec!["ALL".to_owned()],
                path: path.clone(),
                items,
                order: self.order(call),
                at: self.code.range(call).in_file(self.file),
                kind: None,
            });
            return;
        }
        let mounted: Vec<Owner> = items.iter().filter_map(|&i| self.made(i)).collect();
        items.retain(|&i| self.made(i).is_none());
        self.registered.uses.push(Use { owner, path, items, mounted, order: self.order(call) });
    }

    /// Whether a function given to `use` is the last that a request meets: it takes a request and an answer, and no `next`.
    /// The two parameters of Hono's are the context and `next`, so that this is asked of other servers alone.
    fn answers(&self, item: ExprId) -> bool {
        let functions = self.values.functions(self.file, item);
        !functions.is_empty()
            && functions.into_iter().all(|(file, function)| {
                self.values
                    .code(file)
                    .is_some_and(|code| code.function(function).params.len() == 2 && !passes_on(code, function))
            })
    }

    /// `fastify.register(routes, { prefix: "/api" })`.
    fn plugin(&mut self, call: ExprId, owner: &Owner, items: &[ExprId]) {
        let Some(&plugin) = items.first() else { return };
        let prefix = items.get(1).and_then(|&o| self.code.property(o, "prefix"));
        let path = prefix.and_then(|p| self.values.exact_text(self.file, p));
        let mounted = self.values.functions(self.file, plugin).into_iter().map(|(file, f)| Owner::Param(file, f, 0));
        let mounted: Vec<Owner> = mounted.collect();
        // The plugin of a library stands in front of what comes after it: `register(rateLimit, { max: 100 })`.
        let items = if mounted.is_empty() { vec![plugin] } else { Vec::new() };
        self.registered.uses.push(Use { owner: owner.clone(), path, items, mounted, order: self.order(call) });
    }

    /// Hono's `app.route("/x", sub)`, Fastify's `app.route({ method, url, handler })`.
    fn mounted_or_object(&mut self, call: ExprId, object: ExprId, args: List) {
        let Some(first) = self.code.arg(args, 0) else { return };
        if let Some(sub) = self.code.arg(args, 1) {
            let (Some((owner, _)), Some(path)) = (self.owner(object), self.paths(first).pop()) else { return };
            let mounted = self.made(sub).into_iter().collect();
            self.registered.uses.push(Use {
                owner,
                path: Some(path),
                items: Vec::new(),
                mounted,
                order: self.order(call),
            });
            return;
        }
        let (Some(url), Some(method)) = (self.code.property(first, "url"), self.code.property(first, "method")) else {
            return;
        };
        let Some((owner, kind)) = self.owner(object) else { return };
        let methods = self.values.exact_texts(self.file, method);
        for path in self.paths(url) {
            self.registered.routes.push(Route {
                owner: owner.clone(),
                methods: methods.clone(),
                path,
                items: self.option_guards(first),
                order: self.order(call),
                at: self.code.range(call).in_file(self.file),
                kind,
            });
        }
    }

    fn order(&self, call: ExprId) -> Order {
        Order { file: self.file, start: self.code.range(call).end }
    }
}

/// Whether the second parameter of a function is what lets the request go on: `(c, next) => …`, `(ctx, proceed) => proceed()`.
fn passes_on(code: &Code, function: FnId) -> bool {
    let Some(second) = code.pattern_list(code.function(function).params).nth(1) else { return false };
    let PatKind::Name(name) = code.pattern(second).kind else { return false };
    let is_called = |&reference: &ExprId| match code.parent(reference) {
        Node::Expr(call) => matches!(code.expr(call), ExprKind::Call { callee, .. } if callee == reference),
        _ => false,
    };
    code.str(code.binding(name).name) == "next" || code.references(name).iter().any(is_called)
}

/// `*`, `/{*path}`, `/`: what no route has answered, which is the page of the app or "not found".
fn is_catch_all(path: &str) -> bool {
    path.contains('*') || path == "/"
}
