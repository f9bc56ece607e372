//! Lists that stand in the code, also behind a choice between some and what is left of one.

use crate::{
    facts::code::{BinaryOp, BindingId, Code, ExprId, ExprKind, Node, Origin},
    model::{
        Project,
        values::{Value, Values},
    },
    source::span::FileId,
};

/// Names are followed this far.
const DEPTH: u32 = 6;

impl Project {
    /// How many elements a list has at most, where all that it can be stands in the code: `KINDS[port] || KINDS.sea`, and
    /// what a filter leaves of it.
    #[must_use]
    pub fn most_elements(&self, file: FileId, list: ExprId) -> Option<usize> {
        let values = self.values();
        let code = values.code(file)?;
        // What begins empty is filled somewhere.
        Reader { values: &values, file, code }.most(list, DEPTH).filter(|&most| most > 0)
    }
}

struct Reader<'v, 'p> {
    values: &'v Values<'p>,
    file: FileId,
    code: &'v Code,
}

impl Reader<'_, '_> {
    fn most(&self, list: ExprId, depth: u32) -> Option<usize> {
        let depth = depth.checked_sub(1)?;
        let code = self.code;
        match code.expr(list) {
            ExprKind::Array { elements } => code.expr_list(elements).try_fold(0_usize, |sum, element| {
                let own = match code.expr(element) {
                    ExprKind::Spread(inner) => self.most(inner, depth)?,
                    _ => 1,
                };
                sum.checked_add(own)
            }),
            ExprKind::Ident { binding: Some(binding), .. } => match code.binding(binding).origin {
                Origin::Import { .. } => self.imported(list),
                _ => self.of_variable(list, binding, depth),
            },
            ExprKind::Binary { op: BinaryOp::Or | BinaryOp::Coalesce, left, right } => {
                Some(self.most(left, depth)?.max(self.most(right, depth)?))
            }
            ExprKind::Conditional { then, otherwise, .. } => {
                Some(self.most(then, depth)?.max(self.most(otherwise, depth)?))
            }
            ExprKind::Call { callee, args } => match code.expr(callee) {
                ExprKind::Member { object, property, .. } => match code.str(property) {
                    name if keeps_length(name) => self.most(object, depth),
                    "keys" | "values" | "entries" if code.ident(object) == Some("Object") => {
                        Some(self.properties(code.arg(args, 0)?)?.len())
                    }
                    _ => None,
                },
                _ => None,
            },
            ExprKind::Index { object, .. } => {
                let lists = self.properties(object)?;
                lists.into_iter().map(|list| self.most(list, depth)).try_fold(0, |most, own| Some(most.max(own?)))
            }
            ExprKind::Member { object, property, .. } => {
                self.properties(object)?;
                let object = code.initial(object).unwrap_or(object);
                self.most(code.property(object, code.str(property))?, depth)
            }
            _ => None,
        }
    }

    /// The longest of all that a variable is given, unless more is put into it.
    fn of_variable(&self, variable: ExprId, binding: BindingId, depth: u32) -> Option<usize> {
        let code = self.code;
        let mut most = self.most(code.initial(variable)?, depth)?;
        for &used in code.references(binding) {
            let Node::Expr(above) = code.parent(used) else { continue };
            match code.expr(above) {
                ExprKind::Assign { target, value, .. } if target == used && !is_left_of(code, value, binding) => {
                    most = most.max(self.most(value, depth)?);
                }
                ExprKind::Member { property, .. } if matches!(code.str(property), "push" | "unshift" | "splice") => {
                    return None;
                }
                _ => {}
            }
        }
        Some(most)
    }

    fn imported(&self, name: ExprId) -> Option<usize> {
        match self.values.of(self.file, name) {
            [Value::Array(file, array)] => {
                let code = self.values.code(*file)?;
                Reader { values: self.values, file: *file, code }.most(*array, 2)
            }
            _ => None,
        }
    }

    /// The values of an object that stands in the code and gets no more.
    fn properties(&self, object: ExprId) -> Option<Vec<ExprId>> {
        let code = self.code;
        if let ExprKind::Ident { binding: Some(binding), .. } = code.expr(object)
            && code.references(binding).iter().any(|&used| is_filled(code, used))
        {
            return None;
        }
        match code.expr(code.initial(object).unwrap_or(object)) {
            ExprKind::Object { properties } => {
                let all = code.property_list(properties);
                all.map(|p| code.property_name(&p).map(|_| p.value)).collect()
            }
            _ => None,
        }
    }
}

/// `kinds[name] = …`, `(kinds[name] ||= []).push(…)`, `Object.assign(kinds, …)`.
fn is_filled(code: &Code, object: ExprId) -> bool {
    let Node::Expr(above) = code.parent(object) else { return false };
    match code.expr(above) {
        ExprKind::Member { object: inner, .. } | ExprKind::Index { object: inner, .. } if inner == object => {
            match code.parent(above) {
                Node::Expr(around) => match code.expr(around) {
                    ExprKind::Assign { target, .. } => target == above,
                    ExprKind::Member { property, .. } => code.str(property) == "push",
                    _ => false,
                },
                _ => false,
            }
        }
        ExprKind::Call { callee, .. } => !code
            .path(callee)
            .is_some_and(|path| matches!(path.as_str(), "Object.keys" | "Object.values" | "Object.entries")),
        _ => false,
    }
}

/// Methods whose result is no longer than the list.
fn keeps_length(method: &str) -> bool {
    matches!(method, "filter" | "slice" | "sort" | "toSorted" | "reverse" | "map")
}

/// `list.filter(…)` of the variable itself.
fn is_left_of(code: &Code, value: ExprId, binding: BindingId) -> bool {
    match code.expr(value) {
        ExprKind::Ident { binding: Some(own), .. } => own == binding,
        ExprKind::Call { callee, .. } => match code.expr(callee) {
            ExprKind::Member { object, property, .. } => {
                keeps_length(code.str(property)) && is_left_of(code, object, binding)
            }
            _ => false,
        },
        _ => false,
    }
}
