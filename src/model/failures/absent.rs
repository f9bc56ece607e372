//! What expressions come to when a query answered nothing: `row?.tier !== "free"` is true then, `(rows ?? []).some(…)`
//! is false, and `isOwner || row?.role === "mate"` is what the owner's flag says, and no more.

use crate::facts::code::{BinaryOp, BindingId, Code, ExprId, ExprKind, List, Node, UnaryOp};

/// What an expression comes to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Worth<'c> {
    /// `null`: what the query gives when it fails.
    Null,
    /// `undefined`: what is in nothing.
    Undefined,
    /// `true` or `false`.
    Bool(bool),
    /// A number that stands in the code, or the length of nothing.
    Number(f64),
    /// A text that stands in the code.
    Text(&'c str),
    /// `[]`.
    EmptyList,
    /// Something else that counts as true.
    Thing,
    /// True only where something else makes it so: `isOwner || row?.role === "mate"`.
    NoMore,
    /// False only where something else makes it so: `!isOwner && row?.role !== "mate"`.
    NoLess,
}

impl Worth<'_> {
    /// Whether it counts as true; `None` where something else decides.
    pub(super) fn truth(self) -> Option<bool> {
        match self {
            Self::Null | Self::Undefined => Some(false),
            Self::Bool(truth) => Some(truth),
            Self::Number(n) => Some(n != 0.0),
            Self::Text(text) => Some(!text.is_empty()),
            Self::EmptyList | Self::Thing => Some(true),
            Self::NoMore | Self::NoLess => None,
        }
    }

    fn is_nothing(self) -> bool {
        matches!(self, Self::Null | Self::Undefined)
    }

    /// As a number, as `<` and its kin take it.
    fn number(self) -> Option<f64> {
        match self {
            Self::Null => Some(0.0),
            Self::Undefined => Some(f64::NAN),
            Self::Number(n) => Some(n),
            _ => None,
        }
    }

    fn negated(self) -> Option<Self> {
        Some(match self {
            Self::NoMore => Self::NoLess,
            Self::NoLess => Self::NoMore,
            known => Self::Bool(!known.truth()?),
        })
    }
}

/// Code in which some variables hold what is there when the query failed.
pub(super) struct Absent<'c> {
    code: &'c Code,
    known: Vec<(BindingId, Worth<'c>)>,
}

impl<'c> Absent<'c> {
    /// Of a query whose answer goes into `data`.
    pub(super) fn new(code: &'c Code, data: &[BindingId]) -> Self {
        Self { code, known: data.iter().map(|&binding| (binding, Worth::Null)).collect() }
    }

    /// From here on a variable is known to hold this.
    pub(super) fn learn(&mut self, binding: BindingId, worth: Worth<'c>) {
        match self.known.iter_mut().find(|(known, _)| *known == binding) {
            Some((_, old)) => *old = worth,
            None => self.known.push((binding, worth)),
        }
    }

    /// The variables that something is known of.
    pub(super) fn variables(&self) -> impl Iterator<Item = BindingId> {
        self.known.iter().map(|&(binding, _)| binding)
    }

    /// What an expression comes to; `None` where that is not known, or the query says nothing about it.
    pub(super) fn worth(&self, expr: ExprId) -> Option<Worth<'c>> {
        match self.code.expr(expr) {
            ExprKind::Ident { binding: Some(binding), .. } => {
                let known = self.known.iter().find(|(known, _)| *known == binding).map(|&(_, worth)| worth);
                known.or_else(|| self.limit(expr))
            }
            ExprKind::Ident { name, binding: None } => (self.code.str(name) == "undefined").then_some(Worth::Undefined),
            ExprKind::Null => Some(Worth::Null),
            ExprKind::Bool(truth) => Some(Worth::Bool(truth)),
            ExprKind::Number(n) => self.code.str(n).parse().ok().map(Worth::Number),
            ExprKind::String(text) => Some(Worth::Text(self.code.str(text))),
            ExprKind::Array { elements } if elements.is_empty() => Some(Worth::EmptyList),
            ExprKind::Array { .. } | ExprKind::Object { .. } | ExprKind::Function(_) | ExprKind::New { .. } => {
                Some(Worth::Thing)
            }
            ExprKind::Await(inner) => self.worth(inner),
            ExprKind::Member { object, property, .. } => match self.worth(object)? {
                nothing if nothing.is_nothing() => Some(Worth::Undefined),
                Worth::EmptyList if self.code.str(property) == "length" => Some(Worth::Number(0.0)),
                _ => None,
            },
            ExprKind::Index { object, .. } => {
                let object = self.worth(object)?;
                (object.is_nothing() || object == Worth::EmptyList).then_some(Worth::Undefined)
            }
            ExprKind::Call { callee, args } => self.call(callee, args),
            ExprKind::Unary { op: UnaryOp::Not, operand } => self.worth(operand)?.negated(),
            ExprKind::Binary { op, left, right } => self.binary(op, left, right),
            ExprKind::Conditional { test, then, otherwise } => {
                self.worth(if self.worth(test)?.truth()? { then } else { otherwise })
            }
            _ => None,
        }
    }

    /// `const LIMIT = 5`: a number that is compared with.
    fn limit(&self, variable: ExprId) -> Option<Worth<'c>> {
        match self.code.expr(self.code.initial(variable)?) {
            ExprKind::Number(n) => self.code.str(n).parse().ok().map(Worth::Number),
            _ => None,
        }
    }

    fn call(&self, callee: ExprId, args: List) -> Option<Worth<'c>> {
        match self.code.expr(callee) {
            ExprKind::Ident { name, binding: None } => {
                let given = self.worth(self.code.arg(args, 0)?)?;
                match (self.code.str(name), given) {
                    ("Boolean", given) => given.negated()?.negated(),
                    ("String", Worth::Text(_)) | ("Number", Worth::Number(_)) => Some(given),
                    _ => None,
                }
            }
            ExprKind::Member { object, property, .. } => {
                let method = self.code.str(property);
                if let Some(holds) = (method == "includes").then(|| self.holds(object, args)).flatten() {
                    return Some(Worth::Bool(holds));
                }
                match self.worth(object)? {
                    nothing if nothing.is_nothing() => Some(Worth::Undefined),
                    Worth::EmptyList => of_empty_list(method),
                    Worth::Text("") => of_empty_text(method),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// `["admin", "clerk"].includes(role)`, also of a list in a constant: whether what is known stands in it.
    fn holds(&self, list: ExprId, args: List) -> Option<bool> {
        let given = self.worth(self.code.arg(args, 0)?)?;
        let ExprKind::Array { elements } = self.code.expr(self.code.initial(list).unwrap_or(list)) else { return None };
        let mut holds = false;
        for element in self.code.expr_list(elements) {
            holds |= are_equal(self.worth(element)?, given)?;
        }
        Some(holds)
    }

    fn binary(&self, op: BinaryOp, left: ExprId, right: ExprId) -> Option<Worth<'c>> {
        let (one, other) = (self.worth(left), self.worth(right));
        match op {
            BinaryOp::Coalesce => match one? {
                nothing if nothing.is_nothing() => other,
                Worth::NoMore => other.filter(|o| o.truth() == Some(false)).map(|_| Worth::NoMore),
                known => Some(known),
            },
            BinaryOp::Or | BinaryOp::And => {
                let decides = op == BinaryOp::Or;
                match (one.map(Worth::truth), other.map(Worth::truth)) {
                    (Some(Some(truth)), _) => {
                        if truth == decides {
                            one
                        } else {
                            other.or_else(|| self.open(right, op))
                        }
                    }
                    (_, Some(Some(truth))) if truth == decides => Some(Worth::Bool(decides)),
                    (None, Some(Some(_))) => self.open(left, op),
                    (Some(None), Some(Some(_))) => one,
                    (Some(None), None) if self.is_apart(right) => one,
                    (None, Some(None)) if self.is_apart(left) => other,
                    (Some(None), Some(None)) if one == other => one,
                    _ => None,
                }
            }
            BinaryOp::Equal => self.equal(one, left, other, right).map(Worth::Bool),
            BinaryOp::NotEqual => self.equal(one, left, other, right).map(|equal| Worth::Bool(!equal)),
            BinaryOp::Less => Some(Worth::Bool(one?.number()? < other?.number()?)),
            BinaryOp::LessEqual => Some(Worth::Bool(one?.number()? <= other?.number()?)),
            BinaryOp::Greater => Some(Worth::Bool(one?.number()? > other?.number()?)),
            BinaryOp::GreaterEqual => Some(Worth::Bool(one?.number()? >= other?.number()?)),
            _ => None,
        }
    }

    /// What something else says, where the data adds nothing to it: `isOwner` of `isOwner || row?.is_mate`.
    fn open(&self, something: ExprId, op: BinaryOp) -> Option<Worth<'c>> {
        let open = if op == BinaryOp::Or { Worth::NoMore } else { Worth::NoLess };
        self.is_apart(something).then_some(open)
    }

    /// Whether an expression reads nothing that is known.
    fn is_apart(&self, expr: ExprId) -> bool {
        !self.code.descendants(Node::Expr(expr)).any(|node| match node {
            Node::Expr(e) => match self.code.expr(e) {
                ExprKind::Ident { binding: Some(binding), .. } => self.variables().any(|known| known == binding),
                _ => false,
            },
            _ => false,
        })
    }

    fn equal(&self, one: Option<Worth<'_>>, left: ExprId, other: Option<Worth<'_>>, right: ExprId) -> Option<bool> {
        match (one, other) {
            (Some(one), Some(other)) => are_equal(one, other),
            // `profile?.id !== user.id`: whoever is compared with exists, or nobody would be asked.
            (Some(known), None) => (known.is_nothing() && self.is_somebody(right)).then_some(false),
            (None, Some(known)) => (known.is_nothing() && self.is_somebody(left)).then_some(false),
            (None, None) => None,
        }
    }

    fn is_somebody(&self, expr: ExprId) -> bool {
        matches!(self.code.expr(expr), ExprKind::Member { .. } | ExprKind::Ident { binding: Some(_), .. })
    }
}

fn are_equal(one: Worth<'_>, other: Worth<'_>) -> Option<bool> {
    match (one, other) {
        (Worth::NoMore | Worth::NoLess, _) | (_, Worth::NoMore | Worth::NoLess) => None,
        // Two things may be the same one.
        (Worth::Thing | Worth::EmptyList, Worth::Thing | Worth::EmptyList) => None,
        // `==` and `===` are one to the lowering; code that tells null from undefined here is rare.
        (one, other) if one.is_nothing() && other.is_nothing() => Some(true),
        (one, other) => Some(one == other),
    }
}

fn of_empty_list(method: &str) -> Option<Worth<'static>> {
    match method {
        "some" | "includes" => Some(Worth::Bool(false)),
        "every" => Some(Worth::Bool(true)),
        "find" | "at" | "pop" | "shift" => Some(Worth::Undefined),
        "filter" | "map" | "flatMap" | "slice" | "sort" | "reverse" | "flat" => Some(Worth::EmptyList),
        _ => None,
    }
}

fn of_empty_text(method: &str) -> Option<Worth<'static>> {
    match method {
        "trim" | "toLowerCase" | "toUpperCase" | "toString" => Some(Worth::Text("")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::Absent;
    use crate::{
        facts::code::{Code, PatKind, StmtKind},
        model::Language,
        syntax::Parsers,
    };

    /// What `x` is in a piece of code where `row` holds the answer of a query that failed.
    fn x_in(text: &str) -> String {
        let source = format!("async () => {{ let row = await ask(); {text} }}");
        let code: Code = Parsers::new().lower(&source, Language::TypeScript).code;
        let declared = |name: &str| {
            let vars = code.stmts.iter().filter_map(|stmt| match stmt.kind {
                StmtKind::Var { pattern, init, .. } => match code.pattern(pattern).kind {
                    PatKind::Name(binding) => Some((binding, init?)),
                    _ => None,
                },
                _ => None,
            });
            vars.into_iter().find(|(binding, _)| code.str(code.binding(*binding).name) == name).unwrap()
        };
        let absent = Absent::new(&code, &[declared("row").0]);
        absent.worth(declared("x").1).map_or_else(String::new, |worth| format!("{worth:?}"))
    }

    #[test]
    fn of_nothing_comes_nothing() {
        assert_eq!(x_in("const x = row;"), "Null");
        assert_eq!(x_in("const x = row?.crew[0]?.name;"), "Undefined");
        assert_eq!(x_in("const x = (row ?? []).filter((b) => b.free).length;"), "Number(0.0)");
        assert_eq!(x_in("const x = String(row?.role || '').toLowerCase();"), "Text(\"\")");
        assert_eq!(x_in("const x = compute(row);"), "");
    }

    #[test]
    fn tests_of_what_is_not_there() {
        for holds in ["row?.tier !== 'free'", "!row", "row == null", "(row?.length ?? 0) < 5", "(row || []).every(is)"]
        {
            assert_eq!(x_in(&format!("const x = {holds};")), "Bool(true)", "{holds}");
        }
        assert_eq!(x_in("const r = row?.role || 'guest', x = ['mate', 'cook'].includes(r);"), "");
        assert_eq!(x_in("const x = ['mate', 'cook'].includes(row?.role || 'guest');"), "Bool(false)");
        assert_eq!(x_in("const x = !['mate', 'guest'].includes(row?.role ?? 'guest');"), "Bool(false)");
        for fails in ["row?.role === 'mate'", "!!row", "row?.used > 3", "row?.some(is) === true", "row?.id === me.id"] {
            assert_eq!(x_in(&format!("const x = {fails};")), "Bool(false)", "{fails}");
        }
    }

    #[test]
    fn what_others_say_is_left_to_them() {
        assert_eq!(x_in("const x = owner || row?.role === 'mate';"), "NoMore");
        assert_eq!(x_in("const x = given || row?.id || '';"), "NoMore");
        assert_eq!(x_in("const x = !owner && row?.role !== 'mate';"), "NoLess");
        assert_eq!(x_in("const x = !(owner || row?.is_mate);"), "NoLess");
        assert_eq!(x_in("const x = ask(row) || row?.is_mate;"), "");
    }
}
