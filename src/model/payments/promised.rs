//! What the caller writes on a payment when it begins, and the app believes when the provider hands it back.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    facts::code::{BinaryOp, BindingId, Code, ExprId, ExprKind, Node, PatKind, Property, PropertyKey},
    model::{
        Project,
        calls::FnRef,
        payments::charges::Charge,
        queries::{Op, Query},
        values::Symbol,
    },
    source::span::{FileId, Range, Span},
};

/// Something that was put into the `metadata` of a payment and is given out by what stands there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Believed {
    /// The name under which it stands in the metadata.
    pub key: String,
    /// The write by which it is given.
    pub at: Span,
    /// What is given: `wallets.credits`, or the function of the database that gives it.
    pub given: String,
}

/// What the caller puts into the metadata of a payment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Promised<'b> {
    /// The option of the charge.
    pub at: Range,
    /// What is given by it.
    pub believed: &'b Believed,
}

/// A parameter of a function.
type Parameter = (FileId, BindingId);

impl Project {
    /// What webhooks of payments give out by the metadata of a payment; none where they hold what came in against something.
    #[must_use]
    pub fn believed_of_metadata(&self) -> Vec<Believed> {
        let heard = self.functions_of_payment_hooks();
        if heard.iter().any(|&function| self.weighs_what_came_in(function)) {
            return Vec::new();
        }
        let handed = self.handed_metadata(&heard);
        let mut found = Vec::new();
        for &(file, function) in &heard {
            for query in
                self.queries_in(file).iter().filter(|q| q.function == function && (q.op.is_write() || q.op == Op::Rpc))
            {
                found.extend(self.believed_by(query, &handed));
            }
        }
        found
    }

    fn believed_by(&self, query: &Query, handed: &BTreeMap<Parameter, String>) -> Vec<Believed> {
        let Some(code) = self.file(query.at.file).code.as_ref() else { return Vec::new() };
        let table = query.tables.first().cloned().unwrap_or_default();
        let is_call = query.op == Op::Rpc;
        let given: Vec<(String, ExprId)> = if is_call { arguments(code, query.expr) } else { query.assigned.clone() };
        let worth = given.into_iter().filter(|(column, _)| self.is_worth(column));
        worth
            .filter_map(|(column, value)| {
                let key = self.metadata_key(query.at.file, code, value, handed)?;
                let given = if is_call { format!("{table}()") } else { format!("{table}.{column}") };
                Some(Believed { key, at: query.at, given })
            })
            .collect()
    }

    /// Credits, a plan, a balance: what is sold and was not counted.
    fn is_worth(&self, name: &str) -> bool {
        let words = crate::vocab::split(name);
        let is_said = |w: &String| {
            let words = &self.vocab.words;
            w != "token" && (words.coins.has(w) || words.balances.has(w) || w == "plan" || w == "tier")
        };
        words.iter().any(is_said) && !words.iter().any(|w| matches!(w.as_str(), "id" | "type" | "used" | "at" | "by"))
    }

    /// The parameters of functions that are handed a part of the metadata: `grant(user, Number(session.metadata.credits))`.
    fn handed_metadata(&self, heard: &BTreeSet<FnRef>) -> BTreeMap<Parameter, String> {
        let mut handed = BTreeMap::new();
        for &(file, function) in heard {
            let Some(code) = self.file(file).code.as_ref() else { continue };
            for call in code.exprs_within(function) {
                let ExprKind::Call { callee, args } = code.expr(call) else { continue };
                for (index, arg) in code.expr_list(args).enumerate() {
                    let Some(key) = self.metadata_key(file, code, arg, &BTreeMap::new()) else { continue };
                    let helpers = self.values().functions(file, callee);
                    let named = helpers.into_iter().filter_map(|helper| self.parameter_of(helper, index));
                    handed.extend(named.map(|parameter| (parameter, key.clone())));
                }
            }
        }
        handed
    }

    fn parameter_of(&self, (file, function): FnRef, index: usize) -> Option<Parameter> {
        let code = self.file(file).code.as_ref()?;
        let pattern = code.pattern_list(code.function(function).params).nth(index)?;
        match code.pattern(pattern).kind {
            PatKind::Name(binding) => Some((file, binding)),
            _ => None,
        }
    }

    /// The name under which a value stands in the metadata of what the provider hands over, where it is a plain number or
    /// word of it; what is looked up by one is what the app holds.
    fn metadata_key(
        &self,
        file: FileId,
        code: &Code,
        value: ExprId,
        handed: &BTreeMap<Parameter, String>,
    ) -> Option<String> {
        plain_parts(code, value).into_iter().find_map(|e| match code.expr(e) {
            ExprKind::Member { .. } | ExprKind::Ident { .. } => {
                let by_name = match code.expr(e) {
                    ExprKind::Ident { binding: Some(binding), .. } => handed.get(&(file, binding)).cloned(),
                    _ => None,
                };
                by_name.or_else(|| self.values().symbols(file, e).iter().find_map(|s| key_in_metadata(s)))
            }
            _ => None,
        })
    }

    /// `session.amount_total !== plan.price`
    fn weighs_what_came_in(&self, (file, function): FnRef) -> bool {
        let Some(code) = self.file(file).code.as_ref() else { return false };
        code.exprs_within(function).any(|e| match code.expr(e) {
            ExprKind::Binary { op, left, right }
                if op.is_order() || matches!(op, BinaryOp::Equal | BinaryOp::NotEqual) =>
            {
                [left, right].into_iter().any(|side| {
                    code.definitions(side).into_iter().any(|whole| {
                        code.within_node(Node::Expr(whole)).any(|node| {
                            let Node::Expr(inner) = node else { return false };
                            matches!(code.expr(inner), ExprKind::Member { property, .. }
                                if self.vocab.words.came_in.has(code.str(property)))
                        })
                    })
                })
            }
            _ => false,
        })
    }

    /// What of the metadata of a charge the caller writes, and somebody is given later.
    #[must_use]
    pub fn promised<'b>(&self, code: &Code, charge: &Charge, believed: &'b [Believed]) -> Option<Promised<'b>> {
        let file = charge.at.file;
        charge.options(code).into_iter().find_map(|property| {
            let name = code.property_name(&property)?;
            if name == "metadata" {
                let written = |b: &&Believed| writes_any(self, file, code, property.value, &b.key);
                return believed.iter().find(written).map(|believed| Promised { at: property.range, believed });
            }
            let believed = believed.iter().find(|b| b.key == name)?;
            let sent = self.sent_within(file, property.value)?;
            let is_told_only = is_in_metadata(code, property.value) && decides_nothing_else(code, sent);
            is_told_only.then_some(Promised { at: property.range, believed })
        })
    }
}

/// `…metadata.credits`
fn key_in_metadata(symbol: &Symbol) -> Option<String> {
    let (_, key) = symbol.path.rsplit_once(".metadata.")?;
    (!key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || c == '_')).then(|| key.to_owned())
}

/// A value, what its names are declared to be, the sides of a choice, and what is only read as a number or rounded.
fn plain_parts(code: &Code, value: ExprId) -> Vec<ExprId> {
    const MOST: usize = 24;
    let mut found = vec![value];
    let mut next = 0;
    while let Some(&e) = found.get(next) {
        let inner: Vec<ExprId> = match code.expr(e) {
            ExprKind::Call { args, callee } if reads_number(code, callee) => code.expr_list(args).collect(),
            ExprKind::Conditional { then, otherwise, .. } => vec![then, otherwise],
            ExprKind::Binary { left, right, .. } => vec![left, right],
            ExprKind::Ident { .. } => code.initial(e).into_iter().collect(),
            _ => Vec::new(),
        };
        found.extend(inner.into_iter().take(MOST.saturating_sub(next)));
        next += 1;
        if next >= MOST {
            break;
        }
    }
    found
}

fn reads_number(code: &Code, callee: ExprId) -> bool {
    code.path(callee).is_some_and(|path| {
        matches!(
            path.as_str(),
            "Number"
                | "parseInt"
                | "parseFloat"
                | "Number.parseInt"
                | "Number.parseFloat"
                | "String"
                | "Math.round"
                | "Math.floor"
        )
    })
}

/// The properties of the objects that a call of a function of the database is given.
fn arguments(code: &Code, call: ExprId) -> Vec<(String, ExprId)> {
    let objects = code.within_node(Node::Expr(call)).filter_map(|node| match node {
        Node::Expr(e) => match code.expr(e) {
            ExprKind::Object { properties } => Some(code.property_list(properties)),
            _ => None,
        },
        _ => None,
    });
    objects.flatten().filter_map(|p| Some((code.property_name(&p)?.to_owned(), p.value))).collect()
}

/// `metadata: body.metadata`, `metadata: { ...metadata }`: the caller writes what he likes, but for what is set beside it.
fn writes_any(project: &Project, file: FileId, code: &Code, value: ExprId, key: &str) -> bool {
    match code.expr(value) {
        ExprKind::Object { properties } => {
            let spread = |p: &Property| p.key == PropertyKey::Spread && project.is_sent(file, p.value);
            code.property_list(properties).any(|p| spread(&p)) && code.property(value, key).is_none()
        }
        _ => project.is_sent(file, value),
    }
}

fn is_in_metadata(code: &Code, value: ExprId) -> bool {
    code.ancestors(Node::Expr(value)).take(3).any(|node| match node {
        Node::Expr(object) => match (code.expr(object), code.parent(object)) {
            (ExprKind::Object { .. }, Node::Expr(above)) => match code.expr(above) {
                ExprKind::Object { .. } => code.property(above, "metadata") == Some(object),
                ExprKind::Assign { target, .. } => code.last_name(target) == Some("metadata"),
                _ => false,
            },
            _ => false,
        },
        _ => false,
    })
}

/// Whether what is sent is written down and asked for, and neither reckoned with, nor looked up, nor compared with anything.
fn decides_nothing_else(code: &Code, sent: ExprId) -> bool {
    let names = plain_parts(code, sent).into_iter().find_map(|e| match code.expr(e) {
        ExprKind::Ident { binding, .. } => binding,
        _ => None,
    });
    let Some(binding) = names else { return false };
    code.references(binding).iter().all(|&used| {
        let told = code.ancestors(Node::Expr(used)).take(4).any(|node| match node {
            Node::Expr(e) => {
                is_in_metadata(code, e) || matches!(code.expr(e), ExprKind::Call { callee, .. } if code.prints(callee))
            }
            _ => false,
        });
        let is_asked_for =
            matches!(code.parent(used), Node::Expr(above) if matches!(code.expr(above), ExprKind::Unary { .. }));
        used == sent || told || is_asked_for || is_in_metadata(code, used)
    })
}
