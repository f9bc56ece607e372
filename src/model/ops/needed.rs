//! Whether a variable has to be set: not where the code has a value of its own for the day it is not, where another
//! variable that is known does as well, or where it only turns something on.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    facts::code::{BinaryOp, Code, ExprId, ExprKind, Node},
    model::values::env::{EnvName, env_read},
};

/// What stands in for a variable at one place that reads it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct StandIn {
    /// A value of the code's own, or the variable only decides between two ways.
    pub(super) own: bool,
    /// Another variable is asked first.
    pub(super) is_second: bool,
    /// The variables that are asked when this one is not set.
    pub(super) others: Vec<String>,
}

/// What stands in for the variable that is read at `read`.
pub(super) fn stand_in(code: &Code, read: ExprId) -> StandIn {
    let mut found = StandIn { own: chooses(code, read), ..StandIn::default() };
    let mut below = read;
    while let Node::Expr(above) = code.parent(below) {
        let ExprKind::Binary { op: BinaryOp::Or | BinaryOp::Coalesce, left, right } = code.expr(above) else { break };
        if left == below {
            match env_read(code, right) {
                Some(EnvName::Literal(name)) => found.others.push(name),
                _ => found.own |= is_value(code, right),
            }
        } else {
            found.is_second |= reads_variable(code, left);
        }
        below = above;
    }
    found
}

/// The variables that need not be set although no file names them, of the stand-ins of all their reads. A secret that
/// stands in the code is none, so it does not spare the real one.
pub(super) fn spared(
    reads: &BTreeMap<String, Vec<StandIn>>,
    is_named: impl Fn(&str) -> bool,
    is_secret: impl Fn(&str) -> bool,
) -> BTreeSet<String> {
    let is_spared = |name: &str, read: &StandIn| {
        read.own && !is_secret(name) || read.is_second || read.others.iter().any(|other| is_named(other))
    };
    let spared = reads.iter().filter(|(name, reads)| is_switch(name) || reads.iter().all(|read| is_spared(name, read)));
    spared.map(|(name, _)| name.clone()).collect()
}

/// `SKIP_ENV_VALIDATION`, `DEBUG_MAIL`: whoever does not know of it misses nothing.
fn is_switch(name: &str) -> bool {
    let words = crate::vocab::split(name);
    words.iter().any(|word| matches!(word.as_str(), "skip" | "debug" | "analyze" | "verbose"))
}

/// `env.MODE === "demo"`, `env.PORT ? Number(env.PORT) : 8080`: that it is not set is one of the answers.
fn chooses(code: &Code, read: ExprId) -> bool {
    let name = env_read(code, read);
    let is_same = |other: ExprId| other == read || name.is_some() && env_read(code, other) == name;
    let expressions = code.ancestors(Node::Expr(read)).map_while(|node| match node {
        Node::Expr(e) => Some(e),
        _ => None,
    });
    expressions.into_iter().any(|above| match code.expr(above) {
        ExprKind::Conditional { test, .. } => is_same(test),
        ExprKind::Binary { op: BinaryOp::Equal | BinaryOp::NotEqual, left, right } => {
            let other = if left == read { right } else { left };
            (left == read || right == read) && code.string(other).is_some_and(|text| !text.is_empty())
        }
        _ => false,
    })
}

/// Whether an expression is a value to go on with. A call may as well throw.
fn is_value(code: &Code, expr: ExprId) -> bool {
    match code.expr(expr) {
        ExprKind::String(text) => !code.str(text).is_empty(),
        ExprKind::Ident { name, .. } => code.str(name) != "undefined",
        ExprKind::Number(_)
        | ExprKind::Bool(true)
        | ExprKind::Template { .. }
        | ExprKind::Member { .. }
        | ExprKind::Array { .. }
        | ExprKind::Object { .. } => true,
        _ => false,
    }
}

fn reads_variable(code: &Code, expr: ExprId) -> bool {
    match code.expr(expr) {
        ExprKind::Binary { op: BinaryOp::Or | BinaryOp::Coalesce, left, right } => {
            reads_variable(code, left) || reads_variable(code, right)
        }
        _ => env_read(code, expr).is_some(),
    }
}

#[cfg(test)]
mod tests {
    use super::{StandIn, spared, stand_in};
    use crate::{
        model::{
            Language,
            values::env::{EnvName, env_read},
        },
        syntax::Parsers,
    };
    use std::collections::BTreeMap;

    /// The variables of a piece of code that need not be set; `KNOWN` is in the example.
    fn spared_in(text: &str) -> Vec<String> {
        let code = Parsers::new().lower(text, Language::TypeScript).code;
        let mut reads: BTreeMap<String, Vec<StandIn>> = BTreeMap::new();
        for id in code.expr_ids() {
            if let Some(EnvName::Literal(name)) = env_read(&code, id) {
                reads.entry(name).or_default().push(stand_in(&code, id));
            }
        }
        spared(&reads, |name| name == "KNOWN", |name| name.ends_with("_SECRET")).into_iter().collect()
    }

    #[test]
    fn values_of_its_own_and_choices() {
        assert_eq!(spared_in("const to = Deno.env.get('TO') || 'me@example.org';"), ["TO"]);
        assert_eq!(spared_in("const is = process.env.MODE === 'demo';"), ["MODE"]);
        assert_eq!(spared_in("const port = process.env.P1 ? Number(process.env.P1) : 80;"), ["P1"]);
        assert_eq!(spared_in("if (!process.env.SKIP_CHECKS) check();"), ["SKIP_CHECKS"]);
    }

    #[test]
    fn one_of_two_is_enough() {
        assert_eq!(spared_in("const key = process.env.KNOWN || process.env.NEW;"), ["NEW"]);
        assert_eq!(spared_in("const key = process.env.NEW || process.env.KNOWN;"), ["KNOWN", "NEW"]);
        assert_eq!(spared_in("const key = process.env.ONE ?? process.env.TWO;"), ["TWO"]);
    }

    #[test]
    fn what_has_to_be_set() {
        let none: [&str; 0] = [];
        assert_eq!(spared_in("const key = process.env.KEY || '';"), none);
        assert_eq!(spared_in("const key = process.env.KEY ?? fail('KEY');"), none);
        assert_eq!(spared_in("const key = process.env.KEY || 'dev'; send(process.env.KEY);"), none);
        assert_eq!(spared_in("const is = process.env.KEY === given;"), none);
        assert_eq!(spared_in("const secret = process.env.LINK_SECRET ?? 'not-so-secret';"), none);
    }
}
