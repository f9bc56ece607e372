//! What is sold month by month: who begins it, what asks whether somebody has one already, and where it is kept.

use crate::{
    facts::code::{BinaryOp, Code, Enclosure, ExprId, ExprKind, FnId, List, MODULE, Node, StmtKind},
    frameworks::subscriptions,
    model::{
        Project,
        payments::charges::Charge,
        queries::{Op, Query},
        routes::Route,
    },
    source::span::{FileId, Span},
};

impl Charge {
    /// Whether it begins a subscription: `mode: "subscription"`, `subscriptions.create`, an address that says so.
    #[must_use]
    pub fn sells_subscription(&self, project: &Project) -> bool {
        let Some(code) = project.file(self.at.file).code.as_ref().filter(|_| self.follow_up.is_none()) else {
            return false;
        };
        self.called.contains("subscription")
            || code.descendants(Node::Function(self.function)).any(|n| {
                let Node::Expr(e) = n else { return false };
                let ExprKind::Object { properties } = code.expr(e) else { return false };
                let mut modes = code.property_list(properties).filter(|p| code.property_name(p) == Some("mode"));
                modes.any(|p| says_subscription(code, p.value))
            })
    }
}

/// `"subscription"`, a choice that may come to it, or a name that is held against it: `mode === "subscription"`.
fn says_subscription(code: &Code, mode: ExprId) -> bool {
    let is_word = |e: ExprId| code.string(e) == Some("subscription");
    let written = code.within_node(Node::Expr(mode)).any(|n| matches!(n, Node::Expr(e) if is_word(e)));
    let ExprKind::Ident { binding: Some(binding), .. } = code.expr(mode) else { return written };
    written
        || code.references(binding).iter().any(|&used| match code.parent(used) {
            Node::Expr(above) => match code.expr(above) {
                ExprKind::Binary { op: BinaryOp::Equal | BinaryOp::NotEqual, left, right } => {
                    is_word(left) || is_word(right)
                }
                _ => false,
            },
            _ => false,
        })
}

impl Project {
    /// Whether something here lets a subscriber change what he has: the provider's own page, or `subscriptions.update` with
    /// another price. Where nothing does, another plan is another subscription.
    #[must_use]
    pub fn changes_subscriptions(&self) -> bool {
        self.calls_met(|code, path, args| {
            subscriptions::opens_portal(path) || subscriptions::changes(path) && names_price(code, args)
        })
    }

    /// Whether the ways in which what is sold so can be ended are known.
    #[must_use]
    pub fn knows_endings(&self, sale: &Charge) -> bool {
        subscriptions::knows_endings(&sale.service)
    }

    /// Whether something here lets a subscriber end what he has: the provider's own page, a call that ends it, or an address
    /// that leads there.
    #[must_use]
    pub fn ends_subscriptions(&self) -> bool {
        let production = || self.code_files().filter(|(_, file, _)| file.role.is_production());
        self.calls_met(|code, path, args| {
            subscriptions::opens_portal(path)
                || subscriptions::ends(path)
                || subscriptions::changes(path) && may_end(code, args)
        }) || production().any(|(_, _, code)| code.texts().any(subscriptions::leads_to_end))
    }

    /// Where code of the browser holds an address to write to.
    #[must_use]
    pub fn contact_address(&self) -> Option<Span> {
        let pages =
            self.code_files().filter(|(id, file, _)| file.role.is_production() && self.sides.of(*id).is_client());
        let mut addresses = pages.filter(|(_, _, code)| code.texts().any(is_address)).flat_map(|(file, _, code)| {
            code.all_exprs().filter_map(move |(e, expr)| {
                let is_known = code.string(e).is_some_and(is_address) && !is_placeholder(code, e);
                is_known.then(|| expr.range.in_file(file))
            })
        });
        addresses.next()
    }

    /// Whether the provider is asked how subscriptions stand: at each visit, by a clock, or whenever an event comes, by all that
    /// a customer has. Nothing is learnt of its end where the one is fetched that an event speaks of, or that is then changed.
    #[must_use]
    pub fn asks_of_subscriptions(&self) -> bool {
        let heard = self.functions_of_payment_hooks();
        let is_for_more = |code: &Code, function: FnId| {
            code.exprs_within(function).any(|e| match code.expr(e) {
                ExprKind::Call { callee, .. } => {
                    code.path(callee).is_some_and(|path| subscriptions::changes(&path) || subscriptions::ends(&path))
                }
                _ => false,
            })
        };
        self.met_calls(|_, path, _| subscriptions::asks(path)).any(|(file, code, call)| {
            let ExprKind::Call { callee, .. } = code.expr(call) else { return false };
            if !code.path(callee).is_some_and(|path| subscriptions::fetches_one(&path)) {
                return true;
            }
            let around = code.enclosures(Node::Expr(call)).filter_map(|e| match e {
                Enclosure::Function(function) => Some(function),
                _ => None,
            });
            let around: Vec<FnId> = around.filter(|f| *f != MODULE).collect();
            !around.iter().any(|&function| heard.contains(&(file, function)) || is_for_more(code, function))
        })
    }

    /// Whether a call of running code is one of some, by its path and what it is given.
    fn calls_met(&self, is_one: impl Fn(&Code, &str, List) -> bool) -> bool {
        self.met_calls(is_one).next().is_some()
    }

    /// The calls of running code that are one of some, by their path and what they are given.
    fn met_calls(&self, is_one: impl Fn(&Code, &str, List) -> bool) -> impl Iterator<Item = (FileId, &Code, ExprId)> {
        let files = self.code_files().filter(|(_, file, _)| file.role.is_production());
        let calls = files.flat_map(|(file, _, code)| code.all_exprs().map(move |(id, expr)| (file, code, id, expr)));
        calls.filter_map(move |(file, code, id, expr)| match expr.kind {
            ExprKind::Call { callee, args } => {
                let is_it = code.path(callee).is_some_and(|path| is_one(code, &path, args))
                    && self.sides.may_run_at(expr.range.in_file(file));
                is_it.then_some((file, code, id))
            }
            _ => None,
        })
    }

    /// Whether an entry point asks what the buyer has before it sells him a subscription: of the provider, or of a state or a
    /// plan that is kept here, by which it turns him away.
    #[must_use]
    pub fn asks_what_he_has(&self, route: &Route) -> bool {
        let asks = |code: &Code, e: ExprId| match code.expr(e) {
            ExprKind::Call { callee, .. } => code.path(callee).is_some_and(|path| subscriptions::asks(&path)),
            _ => false,
        };
        self.exprs_of(route).any(|(_, code, e)| asks(code, e))
            || route.functions.iter().any(|&(file, function)| {
                let Some(code) = self.file(file).code.as_ref() else { return false };
                code.descendants(Node::Function(function)).any(|node| match node {
                    Node::Stmt(stmt) => match code.stmt(stmt).kind {
                        StmtKind::If { test, then, otherwise } => {
                            let leaves =
                                code.ends_function(then) || otherwise.is_some_and(|other| code.ends_function(other));
                            leaves && self.looks_at_what_he_has(file, code, test)
                        }
                        _ => false,
                    },
                    _ => false,
                })
            })
    }

    /// `user.plan !== "free"`, `existingSubscription`; neither what was asked for nor that something is missing or failed.
    fn looks_at_what_he_has(&self, file: FileId, code: &Code, test: ExprId) -> bool {
        code.within_node(Node::Expr(test)).any(|node| {
            let Node::Expr(e) = node else { return false };
            let (name, is_member) = match code.expr(e) {
                ExprKind::Member { property, .. } => (code.str(property), true),
                ExprKind::Ident { name, .. } => (code.str(name), false),
                _ => return false,
            };
            let words = crate::vocab::split(name);
            let has = |list: &[&str]| words.iter().any(|w| list.contains(&w.as_str()));
            let names_state = is_member && has(&["status", "state", "active", "subscribed"]);
            let names_goods = words.iter().any(|w| self.vocab.words.sold.has(w)) || has(&["subscribed"]);
            (names_state || names_goods)
                && !has(&["error", "err"])
                && !code.is_denied(e)
                && !is_of_answer(code, e)
                && self.sent_within(file, e).is_none()
        })
    }

    /// Where the provider's events note the one subscription of an account, so that a second takes the place of the first: a plan
    /// on the row of an account or a tenant, a table of subscriptions with one row for each customer.
    #[must_use]
    pub fn note_of_subscription(&self) -> Option<(Span, String)> {
        let heard = self.functions_of_payment_hooks();
        let all = heard
            .iter()
            .flat_map(|&(file, function)| self.queries_in(file).iter().filter(move |query| query.function == function));
        all.filter_map(|query| Some((query.at, self.noted_once(query)?))).min()
    }

    fn noted_once(&self, query: &Query) -> Option<String> {
        let (tables, sold) = (&self.vocab.tables, &self.vocab.words.sold);
        let is_sold = |name: &str| crate::vocab::split(name).iter().any(|w| sold.has(w));
        let by_account = query.tables.iter().find(|t| tables.profile.has(t) || tables.tenant.has(t));
        let column = query.assigned.iter().find(|(column, _)| is_sold(column) && !column.contains("trial"));
        match (query.op, by_account, column) {
            (Op::Update | Op::Upsert, Some(table), Some((column, _))) => Some(format!("{table}.{column}")),
            (Op::Upsert, ..) if matches!(query.on_conflict.as_deref(), Some([_])) => {
                let key = query.on_conflict.as_deref()?.first()?;
                let is_of_buyer =
                    ["user", "customer", "owner", "profile", "account", "org", "organization", "team", "tenant"]
                        .iter()
                        .any(|whose| crate::vocab::split(key).iter().any(|w| w == whose));
                query.tables.iter().find(|t| is_sold(t) && is_of_buyer).cloned()
            }
            _ => None,
        }
    }
}

/// `response.status`, `session.payment_status`: of what another machine answered.
fn is_of_answer(code: &Code, e: ExprId) -> bool {
    let ExprKind::Member { object, .. } = code.expr(e) else { return false };
    code.last_name(object).is_some_and(|name| {
        crate::vocab::split(name)
            .iter()
            .any(|w| matches!(w.as_str(), "response" | "res" | "resp" | "session" | "intent"))
    })
}

/// `mailto:help@kennels.example`, `help@kennels.example`.
fn is_address(text: &str) -> bool {
    let text = text.trim();
    let (is_link, address) = match text.strip_prefix("mailto:") {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let Some((name, host)) = address.split_once('@') else { return false };
    let is_known = matches!(
        name,
        "support"
            | "contact"
            | "help"
            | "hello"
            | "info"
            | "billing"
            | "team"
            | "suporte"
            | "soporte"
            | "kontakt"
            | "contato"
            | "contacto"
            | "ajuda"
    );
    !name.is_empty() && !name.contains(char::is_whitespace) && host.contains('.') && (is_link || is_known)
}

/// `<input placeholder="contact@builders.example" />`: it shows how one is written.
fn is_placeholder(code: &Code, text: ExprId) -> bool {
    let is_element = matches!(code.parent(text), Node::Expr(above) if matches!(code.expr(above), ExprKind::Jsx(_)));
    is_element && !code.string(text).is_some_and(|text| text.trim_start().starts_with("mailto:"))
}

/// Whether an update of a subscription may be its end: it says so, or is put together elsewhere.
fn may_end(code: &Code, args: List) -> bool {
    let Some(change) = code.arg(args, 1) else { return true };
    match code.expr(change) {
        ExprKind::Object { properties } => {
            code.property_list(properties).any(|p| code.property_name(&p).is_none_or(subscriptions::says_end))
        }
        _ => true,
    }
}

fn names_price(code: &Code, args: List) -> bool {
    code.expr_list(args).flat_map(|arg| code.within_node(Node::Expr(arg))).any(|node| match node {
        Node::Expr(e) => match code.expr(e) {
            ExprKind::Object { properties } => code
                .property_list(properties)
                .any(|p| matches!(code.property_name(&p), Some("items" | "price" | "default_price"))),
            // Built elsewhere: it may be a price.
            ExprKind::Ident { .. } => code.expr_list(args).nth(1) == Some(e),
            _ => false,
        },
        _ => false,
    })
}
