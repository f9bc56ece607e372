//! Follows the input as a whole: taken apart, handed on, put under a schema, or used as it comes.

use super::{
    trace::{DEPTH, Field, Tracer},
    validators,
};
use crate::{
    facts::code::{
        BindingId, Code, Enclosure, ExprId, ExprKind, List, Node, PatId, PatKind, PropertyKey, StmtKind, UnaryOp,
    },
    source::span::FileId,
};

impl<'a> Tracer<'_, 'a> {
    /// `expr` is the whole input.
    pub(super) fn whole(&mut self, file: FileId, code: &'a Code, expr: ExprId, depth: u32) {
        match code.parent(expr) {
            Node::Expr(parent) => match code.expr(parent) {
                ExprKind::Await(_) => self.whole(file, code, parent, depth),
                ExprKind::Binary { .. } | ExprKind::Conditional { .. } => self.whole(file, code, parent, depth),
                ExprKind::Member { object, property, .. } if object == expr => {
                    self.whole_member(file, code, parent, code.str(property), depth);
                }
                ExprKind::Call { callee, args } if callee != expr => {
                    self.whole_given(file, code, parent, callee, args, expr, depth)
                }
                ExprKind::Spread(_) => self.used_whole(file, expr),
                ExprKind::Index { object, index } if object == expr => match code.string(index) {
                    Some(name) => self.field_at(file, code, name.to_owned(), parent, depth),
                    None => self.computed_field(file, code, parent, expr, index),
                },
                ExprKind::Object { .. } => self.in_object(file, code, parent, expr, depth),
                ExprKind::Assign { target, value, .. } if value == expr => match code.expr(target) {
                    ExprKind::Ident { binding: Some(b), .. } => self.whole_binding(file, code, b, depth),
                    ExprKind::Pattern(p) => self.whole_pattern(file, code, p, depth),
                    _ => {}
                },
                _ => {}
            },
            Node::Stmt(stmt) => {
                if let StmtKind::Var { pattern, .. } = code.stmt(stmt).kind {
                    self.whole_pattern(file, code, pattern, depth);
                }
            }
            _ => {}
        }
    }

    /// `body[field]`: any field there is, unless its type is asked for before.
    fn computed_field(&mut self, file: FileId, code: &'a Code, member: ExprId, object: ExprId, index: ExprId) {
        let same = |e: ExprId| match code.expr(e) {
            ExprKind::Index { object: o, index: i } => {
                code.ident(o) == code.ident(object) && code.ident(i).is_some() && code.ident(i) == code.ident(index)
            }
            _ => false,
        };
        let asks_type = |e: ExprId| match code.expr(e) {
            ExprKind::Unary { op: UnaryOp::Typeof, operand } => same(operand),
            _ => false,
        };
        let asked = code.enclosures_in_function(member).any(|around| match around {
            Enclosure::Then(stmt) => match code.stmt(stmt).kind {
                StmtKind::If { test, .. } => {
                    code.within_node(Node::Expr(test)).any(|n| matches!(n, Node::Expr(e) if asks_type(e)))
                }
                _ => false,
            },
            _ => false,
        });
        let is_question = matches!(code.parent(member), Node::Expr(p) if asks_type(p));
        if is_question {
            return;
        }
        if !asked {
            self.used_whole(file, object);
        } else if !self.in_guard {
            let name = code.ident(index).unwrap_or("field").to_owned();
            self.fields.push(Field { name, file, at: code.range(member), is_used: true, is_checked: true });
        }
    }

    fn whole_member(&mut self, file: FileId, code: &'a Code, member: ExprId, name: &str, depth: u32) {
        if let Node::Expr(call) = code.parent(member)
            && let ExprKind::Call { callee, args } = code.expr(call)
            && callee == member
        {
            match name {
                "catch" | "then" => self.whole(file, code, call, depth),
                "get" | "getAll" => {
                    let name = code.arg(args, 0).and_then(|a| code.string(a)).unwrap_or("field").to_owned();
                    self.field_at(file, code, name, call, depth);
                }
                _ => {}
            }
            return;
        }
        self.field_at(file, code, name.to_owned(), member, depth);
    }

    #[allow(clippy::too_many_arguments, reason = "one call, taken apart")]
    fn whole_given(
        &mut self,
        file: FileId,
        code: &'a Code,
        call: ExprId,
        callee: ExprId,
        args: List,
        expr: ExprId,
        depth: u32,
    ) {
        if validators::is_schema_call(&self.subject.project.vocab, code, callee) {
            self.checked_whole(file, call);
            return;
        }
        let written = code.path(callee).unwrap_or_default();
        if written.starts_with("console.") || written.ends_with("JSON.stringify") && depth > 0 {
            return;
        }
        if written.starts_with("Object.") {
            if written == "Object.entries" {
                self.values_of_loop(file, code, call, depth);
            }
            return;
        }
        if matches!(written.as_str(), "JSON.parse") {
            self.whole(file, code, call, depth);
            return;
        }
        let index = code.expr_list(args).position(|a| a == expr);
        let targets = self.subject.values.functions(file, callee);
        if targets.is_empty() {
            let is_used = if written.is_empty() { keeps(code, callee) } else { !written.starts_with("Promise.") };
            if is_used && !written.starts_with("logger.") {
                self.used_whole(file, expr);
            }
            return;
        }
        for (at, target) in targets {
            let Some(code) = self.code(at).filter(|_| depth < DEPTH) else { continue };
            let parameter = index.and_then(|i| code.pattern_list(code.function(target).params).nth(i));
            if let Some(parameter) = parameter {
                self.whole_pattern(at, code, parameter, depth + 1);
            }
        }
    }

    /// `for (const [name, value] of Object.entries(body))`: the values go on, whatever is asked of the names.
    fn values_of_loop(&mut self, file: FileId, code: &'a Code, call: ExprId, depth: u32) {
        let Node::Stmt(stmt) = code.parent(call) else { return };
        let StmtKind::Loop { binding: Some(pattern), .. } = code.stmt(stmt).kind else { return };
        let mut names = Vec::new();
        code.bound_names(pattern, &mut names);
        let Some(&value) = names.get(1) else { return };
        let references = code.references(value).to_vec();
        let (name, at) = (code.str(code.binding(value).name).to_owned(), code.binding(value).range);
        self.field_of(file, code, name, at, references, depth);
    }

    /// `schema.parse({ ...body, ownerId })` checks the whole; anywhere else it is used as it comes.
    fn in_object(&mut self, file: FileId, code: &'a Code, object: ExprId, expr: ExprId, depth: u32) {
        if let Node::Expr(call) = code.parent(object)
            && let ExprKind::Call { callee, args } = code.expr(call)
        {
            if validators::is_schema_call(&self.subject.project.vocab, code, callee) {
                self.checked_whole(file, call);
                return;
            }
            if code.path(callee).is_some_and(|p| p.starts_with("console.") || p.contains("ogger")) {
                return;
            }
            // `validateWithSchema(schema, { ...req.query, ...req.body })`: the helper's code decides.
            if depth < DEPTH && !self.subject.values.functions(file, callee).is_empty() {
                self.whole_given(file, code, call, callee, args, object, depth);
                return;
            }
        }
        self.used_whole(file, expr);
    }

    /// A schema over the query says nothing of the body.
    fn checked_whole(&mut self, file: FileId, call: ExprId) {
        if !self.in_query || self.whole_unchecked.is_none() {
            self.whole_checked = self.whole_checked.or(Some((file, call)));
        }
    }

    pub(super) fn used_whole(&mut self, file: FileId, expr: ExprId) {
        if !self.in_guard && self.whole_unchecked.is_none() {
            self.whole_unchecked = Some((file, expr));
        }
    }

    pub(super) fn whole_pattern(&mut self, file: FileId, code: &'a Code, pattern: PatId, depth: u32) {
        match code.pattern(pattern).kind {
            PatKind::Name(binding) => self.whole_binding(file, code, binding, depth),
            PatKind::Default { pattern, .. } | PatKind::Rest(pattern) => self.whole_pattern(file, code, pattern, depth),
            PatKind::Object { properties } => {
                for property in code.pattern_property_list(properties).collect::<Vec<_>>() {
                    match property.key {
                        PropertyKey::Name(name) => {
                            let mut names = Vec::new();
                            code.bound_names(property.value, &mut names);
                            for binding in names {
                                let references = code.references(binding).to_vec();
                                self.field_of(
                                    file,
                                    code,
                                    code.str(name).to_owned(),
                                    code.binding(binding).range,
                                    references,
                                    depth,
                                );
                            }
                        }
                        _ => self.whole_pattern(file, code, property.value, depth),
                    }
                }
            }
            _ => {}
        }
    }

    pub(super) fn whole_binding(&mut self, file: FileId, code: &'a Code, binding: BindingId, depth: u32) {
        if self.seen.contains(&(file, binding)) {
            return;
        }
        self.seen.push((file, binding));
        for &reference in code.references(binding) {
            if !self.subject.dead.covers(file, code.range(reference)) {
                self.whole(file, code, reference, depth);
            }
        }
    }
}

/// `db.from("boats").insert(body)`: what is given is kept as it comes. What rows are found by is another matter.
fn keeps(code: &Code, callee: ExprId) -> bool {
    matches!(
        code.last_name(callee),
        Some(
            "insert"
                | "upsert"
                | "update"
                | "set"
                | "add"
                | "create"
                | "createMany"
                | "values"
                | "insertOne"
                | "insertMany"
                | "replaceOne"
                | "bulkCreate"
        )
    )
}
