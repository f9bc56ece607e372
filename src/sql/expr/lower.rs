//! Expressions: the parser's tree → ours.

use sqlparser::{
    ast::{
        self, AccessExpr, BinaryOperator, DuplicateTreatment, FunctionArg, FunctionArgExpr, FunctionArguments,
        Subscript, Value,
    },
    tokenizer::Span,
};

use super::{
    places::{Places, cover},
    tree::{Arg, Call, Expr, ExprKind, Is, Literal},
};
use crate::source::span::Range;

/// How many bytes of a name PostgreSQL keeps.
const NAME_BYTES: usize = 63;

/// Turns the parser's nodes into ours, with places.
#[derive(Debug)]
pub(super) struct Lowering {
    places: Places,
}

impl Lowering {
    pub(super) fn new(places: Places) -> Self {
        Self { places }
    }

    pub(super) fn range(&self, span: Span) -> Range {
        self.places.range(span)
    }

    pub(super) fn exprs<'a>(&self, list: impl IntoIterator<Item = &'a ast::Expr>) -> Vec<Expr> {
        list.into_iter().map(|item| self.expr(item)).collect()
    }

    pub(super) fn boxed(&self, expr: &ast::Expr) -> Box<Expr> {
        Box::new(self.expr(expr))
    }

    pub(super) fn expr(&self, expr: &ast::Expr) -> Expr {
        use ast::Expr as E;
        let (kind, range) = match expr {
            E::Nested(inner) => return self.expr(inner),
            E::Identifier(ident) => (ExprKind::Column(vec![fold(ident)]), self.range(ident.span)),
            E::CompoundIdentifier(parts) => {
                (ExprKind::Column(parts.iter().map(fold).collect()), self.idents_range(parts))
            }
            E::Value(value) => (constant(&value.value), self.range(value.span)),
            E::TypedString(typed) => (
                ExprKind::Cast(Box::new(Expr::new(constant(&typed.value.value))), typed.data_type.to_string()),
                self.range(typed.value.span),
            ),
            E::Function(function) => return self.call(function),
            E::BinaryOp { .. } => return self.binary(expr),
            E::Wildcard(token) => (ExprKind::Star(Vec::new()), self.range(token.0.span)),
            E::QualifiedWildcard(name, _) => (ExprKind::Star(object_name(name)), self.name_range(name)),
            E::Prefixed { value, .. } | E::Collate { expr: value, .. } | E::Named { expr: value, .. } => {
                return self.expr(value);
            }
            other => (self.composite(other), Range::default()),
        };
        let range = if range == Range::default() { parts_range(&kind) } else { range };
        Expr { kind, range }
    }

    fn composite(&self, expr: &ast::Expr) -> ExprKind {
        use ast::Expr as E;
        match expr {
            E::UnaryOp { op: ast::UnaryOperator::Not, expr } => ExprKind::Not(self.boxed(expr)),
            E::UnaryOp { op, expr } => ExprKind::Unary(op.to_string(), self.boxed(expr)),
            E::IsNull(x) | E::IsUnknown(x) => ExprKind::Is(self.boxed(x), Is::Null),
            E::IsNotNull(x) | E::IsNotUnknown(x) => not(ExprKind::Is(self.boxed(x), Is::Null)),
            E::IsTrue(x) => ExprKind::Is(self.boxed(x), Is::True),
            E::IsNotTrue(x) => not(ExprKind::Is(self.boxed(x), Is::True)),
            E::IsFalse(x) => ExprKind::Is(self.boxed(x), Is::False),
            E::IsNotFalse(x) => not(ExprKind::Is(self.boxed(x), Is::False)),
            E::IsDistinctFrom(a, b) => ExprKind::Distinct(self.boxed(a), self.boxed(b)),
            E::IsNotDistinctFrom(a, b) => not(ExprKind::Distinct(self.boxed(a), self.boxed(b))),
            E::InList { expr, list, negated } => not_if(*negated, ExprKind::InList(self.boxed(expr), self.exprs(list))),
            E::InSubquery { expr, subquery, negated } => {
                not_if(*negated, ExprKind::InQuery(self.boxed(expr), Box::new(self.query(subquery))))
            }
            E::Between { expr, negated, low, high } => {
                not_if(*negated, ExprKind::Between(self.boxed(expr), self.boxed(low), self.boxed(high)))
            }
            E::Like { negated, expr, pattern, any, .. } => self.like(*negated, *any, expr, "~~", pattern),
            E::ILike { negated, expr, pattern, any, .. } => self.like(*negated, *any, expr, "~~*", pattern),
            E::SimilarTo { negated, expr, pattern, .. } => self.like(*negated, false, expr, "~~~", pattern),
            E::AnyOp { left, compare_op, right, .. } => self.quantified(left, compare_op, false, right),
            E::AllOp { left, compare_op, right } => self.quantified(left, compare_op, true, right),
            E::Cast { expr, data_type, .. } => ExprKind::Cast(self.boxed(expr), type_name(data_type)),
            E::Interval(interval) => ExprKind::Cast(self.boxed(&interval.value), "interval".to_owned()),
            E::Exists { subquery, negated } => not_if(*negated, ExprKind::Exists(Box::new(self.query(subquery)))),
            E::Subquery(query) => ExprKind::Subquery(Box::new(self.query(query))),
            E::Case { operand, conditions, else_result, .. } => ExprKind::Case {
                operand: operand.as_deref().map(|x| self.boxed(x)),
                arms: conditions.iter().map(|arm| (self.expr(&arm.condition), self.expr(&arm.result))).collect(),
                otherwise: else_result.as_deref().map(|x| self.boxed(x)),
            },
            E::Tuple(items) => ExprKind::Row(self.exprs(items)),
            E::Array(array) => ExprKind::Array(self.exprs(&array.elem)),
            E::CompoundFieldAccess { root, access_chain } => self.access(root, access_chain),
            E::AtTimeZone { timestamp, time_zone } => self.plain_call("timezone", [&**time_zone, &**timestamp]),
            E::Extract { field, expr, .. } => {
                let field = Expr::new(ExprKind::Literal(Literal::Text(field.to_string().to_lowercase())));
                plain("extract", vec![field, self.expr(expr)])
            }
            E::Ceil { expr, .. } => self.plain_call("ceil", [&**expr]),
            E::Floor { expr, .. } => self.plain_call("floor", [&**expr]),
            E::Position { expr, r#in } => self.plain_call("position", [&**expr, &**r#in]),
            E::Substring { expr, substring_from, substring_for, .. } => {
                let rest = [substring_from, substring_for].into_iter().flatten().map(|x| &**x);
                self.plain_call("substring", std::iter::once(&**expr).chain(rest))
            }
            E::Trim { expr, trim_what, .. } => {
                self.plain_call("btrim", std::iter::once(&**expr).chain(trim_what.as_deref()))
            }
            E::Overlay { expr, overlay_what, .. } => self.plain_call("overlay", [&**expr, &**overlay_what]),
            E::IsJson { expr, .. } | E::IsNormalized { expr, .. } => ExprKind::Other(vec![self.expr(expr)]),
            _ => ExprKind::Other(Vec::new()),
        }
    }

    /// Chains of operators lean to the left: the spine is walked, not recursed into.
    fn binary(&self, expr: &ast::Expr) -> Expr {
        let mut rest: Vec<(&BinaryOperator, &ast::Expr)> = Vec::new();
        let mut first = expr;
        while let ast::Expr::BinaryOp { left, op, right } = first {
            rest.push((op, right));
            first = left;
        }
        let mut result = self.expr(first);
        for (op, right) in rest.into_iter().rev() {
            let right = self.expr(right);
            let range = cover(result.range, right.range);
            let kind = match op {
                BinaryOperator::And => join_and(result, right),
                BinaryOperator::Or => join_or(result, right),
                BinaryOperator::PGNotLikeMatch => negated_binary(result, "~~", right),
                BinaryOperator::PGNotILikeMatch => negated_binary(result, "~~*", right),
                BinaryOperator::PGRegexNotMatch => negated_binary(result, "~", right),
                BinaryOperator::PGRegexNotIMatch => negated_binary(result, "~*", right),
                op => ExprKind::Binary(Box::new(result), operator(op), Box::new(right)),
            };
            result = Expr { kind, range };
        }
        result
    }

    fn like(&self, negated: bool, any: bool, left: &ast::Expr, op: &str, right: &ast::Expr) -> ExprKind {
        let (left, right) = (self.boxed(left), self.boxed(right));
        let kind = if any {
            ExprKind::Quantified { left, op: op.to_owned(), all: false, right }
        } else {
            ExprKind::Binary(left, op.to_owned(), right)
        };
        not_if(negated, kind)
    }

    fn quantified(&self, left: &ast::Expr, op: &BinaryOperator, all: bool, right: &ast::Expr) -> ExprKind {
        ExprKind::Quantified { left: self.boxed(left), op: operator(op), all, right: self.boxed(right) }
    }

    fn access(&self, root: &ast::Expr, chain: &[AccessExpr]) -> ExprKind {
        let mut result = self.expr(root);
        for access in chain {
            let range = result.range;
            let kind = match access {
                AccessExpr::Dot(ast::Expr::Identifier(name)) => ExprKind::Field(Box::new(result), fold(name)),
                AccessExpr::Dot(other) => ExprKind::Other(vec![result, self.expr(other)]),
                AccessExpr::Subscript(Subscript::Index { index }) => {
                    ExprKind::Index(Box::new(result), vec![self.expr(index)])
                }
                AccessExpr::Subscript(Subscript::Slice { lower_bound, upper_bound, .. }) => {
                    ExprKind::Index(Box::new(result), self.exprs(lower_bound.iter().chain(upper_bound)))
                }
            };
            result = Expr { kind, range };
        }
        result.kind
    }

    fn call(&self, function: &ast::Function) -> Expr {
        let name = object_name(&function.name);
        let mut range = self.name_range(&function.name);
        let distinct = matches!(&function.args, FunctionArguments::List(list)
            if matches!(list.duplicate_treatment, Some(DuplicateTreatment::Distinct)));
        let args = match &function.args {
            FunctionArguments::None => Vec::new(),
            FunctionArguments::Subquery(query) => {
                let query = Box::new(self.query(query));
                let range = cover(range, query.range);
                if name == ["array"] {
                    return Expr { kind: ExprKind::ArrayQuery(query), range };
                }
                vec![Arg { name: None, value: Expr { kind: ExprKind::Subquery(query), range } }]
            }
            FunctionArguments::List(list) => list.args.iter().map(|arg| self.arg(arg)).collect(),
        };
        for arg in &args {
            range = cover(range, arg.value.range);
        }
        let filter = function.filter.as_deref().map(|x| self.boxed(x));
        Expr { kind: ExprKind::Call(Call { name, args, distinct, filter, windowed: function.over.is_some() }), range }
    }

    fn arg(&self, arg: &FunctionArg) -> Arg {
        // `f(who := x)`: the parser takes the sign for an operator.
        if let FunctionArg::Unnamed(FunctionArgExpr::Expr(ast::Expr::BinaryOp { left, op, right })) = arg
            && let (ast::Expr::Identifier(name), ast::BinaryOperator::Assignment) = (left.as_ref(), op)
        {
            return Arg { name: Some(fold(name)), value: self.expr(right) };
        }
        let (name, value) = match arg {
            FunctionArg::Named { name, arg, .. } => (Some(fold(name)), arg),
            FunctionArg::ExprNamed { name: ast::Expr::Identifier(name), arg, .. } => (Some(fold(name)), arg),
            FunctionArg::ExprNamed { arg, .. } | FunctionArg::Unnamed(arg) => (None, arg),
        };
        let value = match value {
            FunctionArgExpr::Expr(expr) => self.expr(expr),
            FunctionArgExpr::QualifiedWildcard(name) => Expr::new(ExprKind::Star(object_name(name))),
            _ => Expr::new(ExprKind::Star(Vec::new())),
        };
        Arg { name, value }
    }

    fn plain_call<'a>(&self, name: &str, args: impl IntoIterator<Item = &'a ast::Expr>) -> ExprKind {
        plain(name, self.exprs(args))
    }

    pub(super) fn idents_range(&self, idents: &[ast::Ident]) -> Range {
        idents.iter().fold(Range::default(), |range, ident| cover(range, self.range(ident.span)))
    }

    pub(super) fn name_range(&self, name: &ast::ObjectName) -> Range {
        let idents = name.0.iter().filter_map(|part| part.as_ident());
        idents.fold(Range::default(), |range, ident| cover(range, self.range(ident.span)))
    }
}

/// A name as PostgreSQL folds it.
pub(super) fn fold(ident: &ast::Ident) -> String {
    let mut name = if ident.quote_style.is_some() { ident.value.clone() } else { ident.value.to_ascii_lowercase() };
    if name.len() > NAME_BYTES {
        let end = (0..=NAME_BYTES).rev().find(|&i| name.is_char_boundary(i)).unwrap_or(0);
        name.truncate(end);
    }
    name
}

/// The folded parts of a name.
pub(super) fn object_name(name: &ast::ObjectName) -> Vec<String> {
    name.0.iter().filter_map(|part| part.as_ident()).map(fold).collect()
}

fn type_name(data_type: &ast::DataType) -> String {
    let text = data_type.to_string();
    if text.contains('"') { text.replace('"', "") } else { text.to_ascii_lowercase() }
}

fn constant(value: &Value) -> ExprKind {
    let literal = match value {
        Value::Null => Literal::Null,
        Value::Boolean(value) => Literal::Bool(*value),
        Value::Number(number, _) => Literal::Number(number.clone()),
        Value::DollarQuotedString(quoted) => Literal::Text(quoted.value.clone()),
        Value::Placeholder(name) => {
            return name
                .strip_prefix('$')
                .and_then(|number| number.parse().ok())
                .map_or_else(|| ExprKind::Other(Vec::new()), ExprKind::Parameter);
        }
        Value::SingleQuotedString(text)
        | Value::EscapedStringLiteral(text)
        | Value::UnicodeStringLiteral(text)
        | Value::NationalStringLiteral(text)
        | Value::HexStringLiteral(text)
        | Value::SingleQuotedByteStringLiteral(text)
        | Value::DoubleQuotedString(text) => Literal::Text(text.clone()),
        _ => return ExprKind::Other(Vec::new()),
    };
    ExprKind::Literal(literal)
}

fn operator(op: &BinaryOperator) -> String {
    match op {
        BinaryOperator::NotEq => "<>".to_owned(),
        // `OPERATOR(pg_catalog.=)` is `=`.
        BinaryOperator::PGCustomBinaryOperator(parts) => parts.last().cloned().unwrap_or_default(),
        other => other.to_string(),
    }
}

fn plain(name: &str, args: Vec<Expr>) -> ExprKind {
    let args = args.into_iter().map(|value| Arg { name: None, value }).collect();
    ExprKind::Call(Call { name: vec![name.to_owned()], args, distinct: false, filter: None, windowed: false })
}

fn not(kind: ExprKind) -> ExprKind {
    let range = parts_range(&kind);
    ExprKind::Not(Box::new(Expr { kind, range }))
}

fn not_if(negated: bool, kind: ExprKind) -> ExprKind {
    if negated { not(kind) } else { kind }
}

fn negated_binary(left: Expr, op: &str, right: Expr) -> ExprKind {
    not(ExprKind::Binary(Box::new(left), op.to_owned(), Box::new(right)))
}

fn join_and(left: Expr, right: Expr) -> ExprKind {
    match (left, right) {
        (Expr { kind: ExprKind::And(mut items), .. }, right) => {
            items.push(right);
            ExprKind::And(items)
        }
        (left, right) => ExprKind::And(vec![left, right]),
    }
}

fn join_or(left: Expr, right: Expr) -> ExprKind {
    match (left, right) {
        (Expr { kind: ExprKind::Or(mut items), .. }, right) => {
            items.push(right);
            ExprKind::Or(items)
        }
        (left, right) => ExprKind::Or(vec![left, right]),
    }
}

/// The range that covers the parts of a node.
fn parts_range(kind: &ExprKind) -> Range {
    let mut range = Range::default();
    super::walk::each_part(kind, &mut |part| range = cover(range, part.range()));
    range
}
