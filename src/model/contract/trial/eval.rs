//! What expressions hold while a body is tried.

use super::{
    held::{Held, Refusal},
    literal::constant,
    run::{DEPTH, Flow, Trial},
    schema,
};
use crate::{
    facts::code::{BinaryOp, Code, ExprId, ExprKind, List, UnaryOp},
    source::span::FileId,
};

impl Trial<'_> {
    /// What an expression holds.
    pub(super) fn eval(&mut self, file: FileId, code: &Code, expr: ExprId) -> Held {
        match code.expr(expr) {
            ExprKind::Ident { binding: Some(binding), .. } => match self.names.get(&(file, binding)) {
                Some(held) => held.clone(),
                None => constant(code, expr),
            },
            ExprKind::Member { object, property, .. } => {
                let object = self.eval(file, code, object);
                self.member(&object, code.str(property))
            }
            ExprKind::Index { object, index } => {
                let object = self.eval(file, code, object);
                code.string(index).map_or(Held::Unknown, |name| self.member(&object, name))
            }
            ExprKind::Await(inner) => self.eval(file, code, inner),
            ExprKind::Call { callee, args } => self.call(file, code, callee, args, expr),
            ExprKind::Unary { op, operand } => {
                let held = self.eval(file, code, operand);
                match op {
                    UnaryOp::Not => held.truth().map_or(Held::Unknown, |holds| Held::Bool(!holds)),
                    UnaryOp::Typeof => held.type_name(),
                    UnaryOp::Void => Held::Undefined,
                    _ => Held::Unknown,
                }
            }
            ExprKind::Binary { op, left, right } => self.binary(file, code, op, left, right),
            ExprKind::Conditional { test, then, otherwise } => match self.eval(file, code, test).truth() {
                Some(true) => self.eval(file, code, then),
                Some(false) => self.eval(file, code, otherwise),
                None => Held::Unknown,
            },
            ExprKind::Assign { op: None, target, value } => {
                let held = self.eval(file, code, value);
                self.assign(file, code, target, held.clone());
                held
            }
            ExprKind::Assign { target, .. } | ExprKind::Update { target, .. } => {
                self.assign(file, code, target, Held::Unknown);
                Held::Unknown
            }
            ExprKind::New { .. } => Held::Something,
            _ => constant(code, expr),
        }
    }

    /// A member of a value.
    pub(super) fn member(&self, object: &Held, name: &str) -> Held {
        match (object, name) {
            (Held::Body, _) => self.sent.field(name),
            (Held::Request, "body") => Held::Body,
            (Held::Request, "method") => Held::Text(self.method.to_owned()),
            // `req.req`, `context.request`.
            (Held::Request, "request" | "req") => Held::Request,
            (Held::Unparsed(fields), "success") => Held::Failed(fields.clone()),
            (Held::Unparsed(_), "data") => Held::Undefined,
            (Held::Unparsed(_), "error") => Held::Something,
            _ => Held::Unknown,
        }
    }

    fn binary(&mut self, file: FileId, code: &Code, op: BinaryOp, left: ExprId, right: ExprId) -> Held {
        let one = self.eval(file, code, left);
        match op {
            BinaryOp::And => match one.truth() {
                Some(false) => one,
                Some(true) => self.eval(file, code, right),
                // Whatever the first is, the second lets it fail.
                None => match self.eval(file, code, right) {
                    other if other.truth() == Some(false) => other,
                    _ => Held::Unknown,
                },
            },
            BinaryOp::Or => match one.truth() {
                Some(true) => one,
                Some(false) => self.eval(file, code, right),
                // Whatever the first is, the second lets it hold.
                None => match self.eval(file, code, right) {
                    Held::Bool(true) => Held::Bool(true),
                    _ => Held::Unknown,
                },
            },
            BinaryOp::Coalesce => match one {
                Held::Missing(_) | Held::Undefined | Held::Null => self.eval(file, code, right),
                Held::Unknown => Held::Unknown,
                _ => one,
            },
            BinaryOp::Equal | BinaryOp::NotEqual => {
                let other = self.eval(file, code, right);
                let equal = one.equals(&other).map(|equal| equal == (op == BinaryOp::Equal));
                equal.map_or(Held::Unknown, Held::Bool)
            }
            // `undefined` is neither more nor less than anything.
            op if op.is_order() => {
                let other = self.eval(file, code, right);
                if one.is_undefined() || other.is_undefined() { Held::Bool(false) } else { Held::Unknown }
            }
            _ => {
                self.eval(file, code, right);
                Held::Unknown
            }
        }
    }

    fn call(&mut self, file: FileId, code: &Code, callee: ExprId, args: List, call: ExprId) -> Held {
        let given: Vec<Held> = code.expr_list(args).map(|arg| self.eval(file, code, arg)).collect();
        if let ExprKind::Member { object, property, optional } = code.expr(callee) {
            let held = self.eval(file, code, object);
            match (&held, code.str(property)) {
                (Held::Request, "json") => return Held::Body,
                (Held::Request, "text") => return Held::RawBody,
                (Held::Request, "clone") => return Held::Request,
                (Held::Body | Held::RawBody, "catch") => return held,
                (Held::Missing(_), _) if optional => return held,
                (_, "isArray") if code.ident(object) == Some("Array") => {
                    return match given.first() {
                        Some(held) if held.is_undefined() => Held::Bool(false),
                        _ => Held::Unknown,
                    };
                }
                (_, "parse") if code.ident(object) == Some("JSON") => {
                    return if given.first() == Some(&Held::RawBody) { Held::Body } else { Held::Unknown };
                }
                (_, way @ ("parse" | "parseAsync" | "safeParse" | "safeParseAsync"))
                    if given.first() == Some(&Held::Body) =>
                {
                    return self.parsed(file, code, (object, call), way);
                }
                _ => {}
            }
        }
        if code.ident(callee) == Some("Boolean") {
            return given.first().and_then(Held::truth).map_or(Held::Unknown, Held::Bool);
        }
        self.helper(file, callee, &given)
    }

    /// What a schema makes of the body.
    fn parsed(&mut self, file: FileId, code: &Code, (schema, call): (ExprId, ExprId), way: &str) -> Held {
        let mut fields = schema::required(self.values, file, schema);
        fields.retain(|field| !self.sent.has(field));
        if fields.is_empty() {
            return Held::Unknown;
        }
        if way.starts_with("safe") {
            return Held::Unparsed(fields);
        }
        self.thrown = Some(Flow::Throws(Some(Refusal { fields, at: code.range(call).in_file(file) })));
        Held::Unknown
    }

    /// Runs a function of the project that is given the request or a part of it.
    fn helper(&mut self, file: FileId, callee: ExprId, given: &[Held]) -> Held {
        let is_about = |held: &Held| matches!(held, Held::Request | Held::Body | Held::Missing(_) | Held::Unparsed(_));
        let functions = self.values.functions(file, callee);
        let ([function], true) = (functions.as_slice(), self.depth < DEPTH && given.iter().any(is_about)) else {
            return Held::Unknown;
        };
        self.depth += 1;
        let flow = self.function(*function, given);
        self.depth -= 1;
        match flow {
            Flow::Returns(held) => held,
            thrown @ Flow::Throws(_) => {
                self.thrown = Some(thrown);
                Held::Unknown
            }
            _ => Held::Unknown,
        }
    }
}
