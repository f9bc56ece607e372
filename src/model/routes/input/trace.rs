//! Follows the parts of a request to the fields that are read of it.

use super::check;
use crate::{
    facts::code::{BindingId, Code, ExprId, ExprKind, FnId, Node, PatId, PatKind, PropertyKey, StmtKind},
    model::{
        calls::FnRef,
        routes::{Kind, Step, Subject},
        values::Root,
    },
    source::span::{FileId, Range},
};

/// A field of the input.
pub(super) struct Field {
    pub(super) name: String,
    pub(super) file: FileId,
    pub(super) at: Range,
    pub(super) is_used: bool,
    pub(super) is_checked: bool,
}

/// Collects the fields that an entry point reads.
pub(super) struct Tracer<'s, 'a> {
    pub(super) subject: &'s Subject<'a>,
    pub(super) fields: Vec<Field>,
    /// Where the whole body meets a schema.
    pub(super) whole_checked: Option<(FileId, ExprId)>,
    /// Where the whole body is used without one.
    pub(super) whole_unchecked: Option<(FileId, ExprId)>,
    pub(super) seen: Vec<(FileId, BindingId)>,
    pub(super) in_guard: bool,
    /// The query of the URL is being followed, not the body.
    pub(super) in_query: bool,
}

/// Helpers are entered this deep.
pub(super) const DEPTH: u32 = 3;

impl<'s, 'a> Tracer<'s, 'a> {
    pub(super) fn new(subject: &'s Subject<'a>) -> Self {
        let (fields, seen) = (Vec::new(), Vec::new());
        Self { subject, fields, whole_checked: None, whole_unchecked: None, seen, in_guard: false, in_query: false }
    }

    /// Reads one handler, or a function before it, of which only schemas count.
    pub(super) fn handler(&mut self, function: FnRef, is_guard: bool) {
        self.in_guard = is_guard;
        if self.subject.entry.kind.takes_arguments() && !is_guard {
            self.arguments(function);
        } else {
            self.request(function, 0);
        }
    }

    /// Helpers that are handed the request itself: `await handlePost(req, res)`.
    pub(super) fn delegates(&mut self) {
        let guards: Vec<FnRef> = self.subject.entry.steps.iter().filter_map(guard_of).collect();
        self.in_guard = false;
        for reached in self.subject.reached.iter().filter(|r| (1..=2).contains(&r.depth)).copied().collect::<Vec<_>>() {
            let Some((caller, call)) = reached.from.and_then(|(i, call)| Some((self.subject.reached.get(i)?, call)))
            else {
                continue;
            };
            let file = caller.function.0;
            let Some(code) = self.code(file).filter(|_| !guards.contains(&caller.function)) else { continue };
            let ExprKind::Call { args, .. } = code.expr(call) else { continue };
            let Some(first) = code.arg(args, 0) else { continue };
            let symbols = self.subject.values.symbols(file, first);
            if symbols.iter().any(|s| matches!(s.root, Root::Param(_, _, 0)) && s.path.is_empty())
                && !self.subject.entry.kind.takes_arguments()
            {
                self.request(reached.function, 1);
            }
        }
    }

    pub(super) fn code(&self, file: FileId) -> Option<&'a Code> {
        self.subject.values.code(file)
    }

    /// The parameters of a server action are what its caller sends.
    fn arguments(&mut self, (file, function): FnRef) {
        let Some(code) = self.code(file) else { return };
        for pattern in code.pattern_list(code.function(function).params).collect::<Vec<_>>() {
            self.argument(file, code, pattern);
        }
    }

    fn argument(&mut self, file: FileId, code: &'a Code, pattern: PatId) {
        match code.pattern(pattern).kind {
            PatKind::Default { pattern, .. } => self.argument(file, code, pattern),
            PatKind::Name(binding) => {
                let name = code.str(code.binding(binding).name);
                let type_name = code.pattern(pattern).type_name.map(|t| code.str(t));
                let has_members = code.references(binding).iter().any(|&r| is_member_object(code, r));
                if type_name == Some("FormData") || name == "formData" || has_members {
                    self.whole_binding(file, code, binding, 0);
                } else {
                    self.field_of(
                        file,
                        code,
                        name.to_owned(),
                        code.binding(binding).range,
                        code.references(binding).to_vec(),
                        0,
                    );
                }
            }
            _ => self.whole_pattern(file, code, pattern, 0),
        }
    }

    /// The parts of a request that a function reads.
    fn request(&mut self, (file, function): FnRef, depth: u32) {
        let Some(code) = self.code(file).filter(|_| depth <= DEPTH) else { return };
        for node in code.descendants(Node::Function(function)) {
            let Node::Expr(e) = node else { continue };
            if self.subject.dead.covers(file, code.range(e)) {
                continue;
            }
            match code.expr(e) {
                ExprKind::Call { callee, args } => self.request_call(file, code, function, e, callee, args, depth),
                ExprKind::Member { property, .. }
                    if matches!(code.str(property), "body" | "query" | "data" | "input")
                        && self.is_request_part(file, e) =>
                {
                    self.in_query = code.str(property) == "query";
                    self.whole(file, code, e, depth);
                    self.in_query = false;
                }
                _ => {}
            }
        }
        if matches!(
            self.subject.entry.kind,
            Kind::Trpc | Kind::Tanstack | Kind::Express | Kind::NextPageApi | Kind::Fastify
        ) {
            self.destructured_parameter(file, code, function, depth);
        }
    }

    /// `({ input, ctx }) => …`, `({ body }, res) => …`.
    fn destructured_parameter(&mut self, file: FileId, code: &'a Code, function: FnId, depth: u32) {
        let Some(first) = code.pattern_list(code.function(function).params).next() else { return };
        let PatKind::Object { properties } = code.pattern(first).kind else { return };
        for property in code.pattern_property_list(properties).collect::<Vec<_>>() {
            if matches!(property.key, PropertyKey::Name(n) if matches!(code.str(n), "input" | "data" | "body" | "query"))
            {
                self.whole_pattern(file, code, property.value, depth);
            }
        }
    }

    /// Whether `x.body` is a part of the request and not of something else.
    fn is_request_part(&self, file: FileId, expr: ExprId) -> bool {
        self.subject.values.symbols(file, expr).iter().any(|s| {
            matches!(s.root, Root::Param(_, _, 0))
                && matches!(s.path.as_str(), ".body" | ".query" | ".data" | ".input" | ".req.query" | ".request.body")
        })
    }

    #[allow(clippy::too_many_arguments, reason = "one call, taken apart")]
    fn request_call(
        &mut self,
        file: FileId,
        code: &'a Code,
        function: FnId,
        call: ExprId,
        callee: ExprId,
        args: crate::facts::code::List,
        depth: u32,
    ) {
        let ExprKind::Member { object, property, .. } = code.expr(callee) else { return };
        let is_request = |e: ExprId| {
            let symbols = self.subject.values.symbols(file, e);
            symbols.iter().any(|s| {
                matches!(s.root, Root::Param(_, _, 0))
                    && matches!(s.path.as_str(), "" | ".req" | ".request" | ".clone()")
            })
        };
        match code.str(property) {
            "json" | "formData" | "text" | "parseBody" if args.is_empty() && is_request(object) => {
                if code.str(property) != "text" || !self.is_verified_text() {
                    self.whole(file, code, call, depth);
                }
            }
            "get" | "getAll" if is_search(code, object) => {
                let name = code.arg(args, 0).and_then(|a| code.string(a)).unwrap_or("query").to_owned();
                self.field_at(file, code, name, call, depth);
            }
            _ => {
                let _ = function;
            }
        }
    }

    /// The raw text of a webhook is what its signature is checked over.
    fn is_verified_text(&self) -> bool {
        self.subject.guards.iter().any(|g| g.proof == crate::frameworks::auth::Proof::Signature)
    }

    /// A field that an expression reads; it may be bound to a name.
    pub(super) fn field_at(&mut self, file: FileId, code: &'a Code, name: String, expr: ExprId, depth: u32) {
        self.field_of(file, code, name, code.range(expr), vec![expr], depth);
    }

    pub(super) fn field_of(
        &mut self,
        file: FileId,
        code: &'a Code,
        name: String,
        at: Range,
        references: Vec<ExprId>,
        depth: u32,
    ) {
        if self.in_guard {
            return;
        }
        let mut judge = check::Judge::new(self.subject, file, code);
        for &reference in references.iter().filter(|r| !self.subject.dead.covers(file, code.range(**r))) {
            judge.reference(reference, 0);
        }
        // A text is not yet a date.
        let (mut is_used, mut is_checked) = (judge.is_used(), judge.holds(needs_format(&name)));
        let given = judge.given;
        for (target, index) in given.into_iter().filter(|_| depth < DEPTH) {
            let (place, function) = target;
            let Some(code) = self.code(place) else { continue };
            let Some(parameter) = code.pattern_list(code.function(function).params).nth(index) else { continue };
            let mut names = Vec::new();
            code.bound_names(parameter, &mut names);
            let mut judge = check::Judge::new(self.subject, place, code);
            for binding in names {
                code.references(binding).iter().for_each(|&r| judge.reference(r, 0));
            }
            is_used |= judge.is_used();
            is_checked |= judge.holds_whole(needs_format(&name));
        }
        match self.fields.iter_mut().find(|f| f.name == name) {
            Some(field) => {
                field.is_used |= is_used;
                field.is_checked |= is_checked;
            }
            None => self.fields.push(Field { name, file, at, is_used, is_checked }),
        }
    }
}

fn guard_of(step: &Step) -> Option<FnRef> {
    match step {
        Step::Guard(f) => Some(*f),
        _ => None,
    }
}

fn is_member_object(code: &Code, expr: ExprId) -> bool {
    match code.parent(expr) {
        Node::Expr(p) => match code.expr(p) {
            ExprKind::Member { object, property, .. } => {
                object == expr
                    && !matches!(
                        code.str(property),
                        "trim"
                            | "length"
                            | "toLowerCase"
                            | "map"
                            | "filter"
                            | "slice"
                            | "forEach"
                            | "join"
                            | "replace"
                            | "split"
                            | "toString"
                            | "includes"
                            | "some"
                            | "every"
                            | "reduce"
                            | "test"
                            | "toUpperCase"
                            | "startsWith"
                            | "toISOString"
                    )
            }
            ExprKind::Spread(_) => true,
            _ => false,
        },
        Node::Stmt(s) => match code.stmt(s).kind {
            StmtKind::Var { pattern, .. } => matches!(code.pattern(pattern).kind, PatKind::Object { .. }),
            _ => false,
        },
        _ => false,
    }
}

/// Names of what must have a form, so that its type alone says too little.
fn needs_format(name: &str) -> bool {
    crate::vocab::split(name).iter().any(|w| {
        matches!(
            w.as_str(),
            "date" | "start" | "end" | "period" | "month" | "email" | "url" | "time" | "timestamp" | "phone" | "image"
        )
    })
}

/// `url.searchParams`, `searchParams`.
fn is_search(code: &Code, object: ExprId) -> bool {
    code.path(object).is_some_and(|p| p.ends_with("searchParams"))
        || matches!(code.expr(object), ExprKind::Member { property, .. } if code.str(property) == "searchParams")
}
