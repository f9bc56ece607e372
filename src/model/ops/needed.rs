//! Whether a variable has to be set: not where the code has a value of its own for the day it is not, where another
//! variable that is known does as well, or where it only turns something on.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    facts::code::{BinaryOp, BindingId, Code, Enclosure, Exported, ExprId, ExprKind, Node, PatKind, StmtKind, UnaryOp},
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
    stand_in_through(code, read, true)
}

/// The same; where `follows`, also what is done with the property of an object that the value is kept in.
fn stand_in_through(code: &Code, read: ExprId, follows: bool) -> StandIn {
    let uses = if follows { uses_as_property(code, read) } else { Vec::new() };
    let own = chooses(code, read)
        || is_only_used_when_set(code, read)
        || !uses.is_empty() && uses.iter().all(|&used| stand_in_through(code, used, false).own);
    let mut found = StandIn { own, ..StandIn::default() };
    // `env.LIST?.split(",") ?? []`
    let mut below = if is_asked_for_something(code, read) { code.outermost(read) } else { read };
    while let Node::Expr(above) = code.parent(below) {
        let ExprKind::Binary { op: BinaryOp::Or | BinaryOp::Coalesce, left, right } = code.expr(above) else { break };
        if left == below {
            match env_read(code, right) {
                Some(EnvName::Literal(name)) => found.others.push(name),
                _ => found.own |= is_value(code, right) || is_empty_list(code, right, above),
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

/// Where `set.model` is read, of `const set = { model: env.MODEL };`; nothing where the object goes elsewhere as a whole.
fn uses_as_property(code: &Code, read: ExprId) -> Vec<ExprId> {
    let Node::Expr(object) = code.parent(read) else { return Vec::new() };
    let ExprKind::Object { properties } = code.expr(object) else { return Vec::new() };
    let key = code.property_list(properties).find(|p| p.value == read);
    let (Some(key), Node::Stmt(stmt)) = (key.and_then(|p| code.property_name(&p)), code.parent(object)) else {
        return Vec::new();
    };
    let StmtKind::Var { pattern, .. } = code.stmt(stmt).kind else { return Vec::new() };
    let PatKind::Name(kept) = code.pattern(pattern).kind else { return Vec::new() };
    let mut uses = Vec::new();
    for &reference in code.references(kept) {
        match code.parent(reference) {
            Node::Expr(above) => match code.expr(above) {
                ExprKind::Member { object, property, .. } if object == reference => {
                    if code.str(property) == key {
                        uses.push(above);
                    }
                }
                _ => return Vec::new(),
            },
            _ => return Vec::new(),
        }
    }
    if is_exported(code, kept) { Vec::new() } else { uses }
}

fn is_exported(code: &Code, kept: BindingId) -> bool {
    code.exports.iter().any(|e| e.value == Exported::Binding(kept))
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

/// `(env.PILOTS || "").split(",")`: nobody is in the list then.
fn is_empty_list(code: &Code, spare: ExprId, whole: ExprId) -> bool {
    let is_split = match code.parent(whole) {
        Node::Expr(above) => {
            matches!(code.expr(above), ExprKind::Member { property, .. } if code.str(property) == "split")
        }
        _ => false,
    };
    is_split && code.string(spare) == Some("")
}

/// `value?.split(",")`
fn is_asked_for_something(code: &Code, value: ExprId) -> bool {
    match code.parent(value) {
        Node::Expr(above) => matches!(code.expr(above), ExprKind::Member { optional: true, .. }),
        _ => false,
    }
}

/// `const KEY = env.KEY; if (KEY) headers.key = KEY;`: every use asks first, so that it is not set is one of the answers.
fn is_only_used_when_set(code: &Code, read: ExprId) -> bool {
    let kept = match code.parent(read) {
        Node::Stmt(stmt) => match code.stmt(stmt).kind {
            StmtKind::Var { pattern, .. } => Some(pattern),
            _ => None,
        },
        _ => None,
    };
    let Some(pattern) = kept else {
        // `env.KEY && send(env.KEY)` reads it twice.
        let name = env_read(code, read);
        let is_same = |other: ExprId| other == read || name.is_some() && env_read(code, other) == name;
        return is_asked_first(code, read, &is_same) || turns_away(code, read).is_some();
    };
    let PatKind::Name(kept) = code.pattern(pattern).kind else { return false };
    let uses = code.references(kept);
    let is_use = |other: ExprId| uses.contains(&other);
    let is_barred = |used: ExprId| {
        turns_away(code, used).is_some()
            || uses.iter().filter_map(|&other| turns_away(code, other)).any(|test| code.runs_before(test, used))
    };
    !is_exported(code, kept)
        && !uses.is_empty()
        && uses.iter().all(|&used| is_asked_first(code, used, &is_use) || is_barred(used))
}

/// Whether a use is the question whether there is something, or stands where the answer to that was yes. `is` tells the
/// expressions that are the same thing.
fn is_asked_first(code: &Code, used: ExprId, is: &dyn Fn(ExprId) -> bool) -> bool {
    let asks = |test: ExprId| is_asked_in(code, test, is);
    let asks_itself = |test: ExprId| is_asked_in(code, test, &|other| other == used);
    let mut around = code.enclosures_in_function(used);
    let is_question = || {
        let tests = code.ancestors(Node::Expr(used)).find_map(|node| match node {
            Node::Stmt(s) => Some(match code.stmt(s).kind {
                StmtKind::If { test, then, otherwise } => {
                    let goes_on = otherwise.is_some() && !code.ends_function(then);
                    asks_itself(test) || goes_on && is_missed_in(code, test, &|other| other == used)
                }
                _ => false,
            }),
            Node::Expr(e) => match code.expr(e) {
                ExprKind::Conditional { test, .. } => Some(asks_itself(test)),
                ExprKind::Binary { op: BinaryOp::And, left, .. } => asks_itself(left).then_some(true),
                _ => None,
            },
            _ => Some(false),
        });
        tests == Some(true)
    };
    is_question()
        || around.any(|enclosure| match enclosure {
            Enclosure::Then(s) => matches!(code.stmt(s).kind, StmtKind::If { test, .. } if asks(test)),
            Enclosure::Else(s) => {
                matches!(code.stmt(s).kind, StmtKind::If { test, .. } if is_missed_in(code, test, is))
            }
            Enclosure::ConditionalThen(e) => matches!(code.expr(e), ExprKind::Conditional { test, .. } if asks(test)),
            Enclosure::AfterAnd(e) => matches!(code.expr(e), ExprKind::Binary { left, .. } if asks(left)),
            _ => false,
        })
}

/// `if (!id || !KEY) return false;`: without it, the function answers no. The test.
fn turns_away(code: &Code, used: ExprId) -> Option<ExprId> {
    let Node::Expr(negated) = code.parent(used) else { return None };
    if !matches!(code.expr(negated), ExprKind::Unary { op: UnaryOp::Not, .. }) {
        return None;
    }
    let mut test = negated;
    while let Node::Expr(above) = code.parent(test) {
        match code.expr(above) {
            ExprKind::Binary { op: BinaryOp::Or, .. } => test = above,
            _ => return None,
        }
    }
    let Node::Stmt(stmt) = code.parent(test) else { return None };
    let StmtKind::If { then, .. } = code.stmt(stmt).kind else { return None };
    let says_no = code.block(then).next_back().is_some_and(|last| match code.stmt(last).kind {
        StmtKind::Return(value) => {
            value.is_none_or(|value| matches!(code.expr(value), ExprKind::Bool(false) | ExprKind::Null))
        }
        _ => false,
    });
    says_no.then_some(test)
}

/// Whether a test can only hold when a value is there: `key`, `key && on`, `!!key`.
fn is_asked_in(code: &Code, test: ExprId, is: &dyn Fn(ExprId) -> bool) -> bool {
    is(test)
        || match code.expr(test) {
            ExprKind::Binary { op: BinaryOp::And, left, right } => {
                is_asked_in(code, left, is) || is_asked_in(code, right, is)
            }
            ExprKind::Unary { op: UnaryOp::Not, operand } => match code.expr(operand) {
                ExprKind::Unary { op: UnaryOp::Not, operand } => is_asked_in(code, operand, is),
                _ => false,
            },
            _ => false,
        }
}

/// Whether a test holds wherever a value is missing: `!key`, `!key || off`.
fn is_missed_in(code: &Code, test: ExprId, is: &dyn Fn(ExprId) -> bool) -> bool {
    match code.expr(test) {
        ExprKind::Unary { op: UnaryOp::Not, operand } => is(operand),
        ExprKind::Binary { op: BinaryOp::Or, left, right } => {
            is_missed_in(code, left, is) || is_missed_in(code, right, is)
        }
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
    fn asked_before_every_use() {
        assert_eq!(spared_in("const KEY = process.env.KEY; if (KEY) headers.key = `Bearer ${KEY}`;"), ["KEY"]);
        assert_eq!(spared_in("const KEY = process.env.KEY; const all = [...(KEY && on ? [KEY] : [])];"), ["KEY"]);
        assert_eq!(spared_in("if (process.env.BEACON) send();"), ["BEACON"]);
        let asks = "const CREW = process.env.CREW; const is = (id) => { if (!id || !CREW) return false; return id === CREW; };";
        assert_eq!(spared_in(asks), ["CREW"]);
        assert_eq!(spared_in("const pilots = process.env.PILOTS?.split(',') || [];"), ["PILOTS"]);
        assert_eq!(spared_in("const pilots = (process.env.PILOTS || '').split(',');"), ["PILOTS"]);
        assert_eq!(spared_in("process.env.BUOY && send(`${process.env.BUOY}!`);"), ["BUOY"]);
        assert_eq!(spared_in("const KEY = process.env.KEY; if (!KEY) { log(); } else { send(KEY); }"), ["KEY"]);
        let none: [&str; 0] = [];
        assert_eq!(
            spared_in("const KEY = process.env.KEY; if (!KEY) { throw new Error('KEY'); } else { send(KEY); }"),
            none
        );
        assert_eq!(spared_in("const KEY = process.env.KEY; if (!KEY) throw new Error('set KEY'); send(KEY);"), none);
        assert_eq!(spared_in("const KEY = process.env.KEY; if (KEY) log(); send(KEY);"), none);
        assert_eq!(spared_in("process.env.BUOY && send(process.env.KEY); process.env.BUOY && log();"), ["BUOY"]);
        assert_eq!(spared_in("const key = (process.env.KEY || '').trim();"), none);
        assert_eq!(spared_in("export const KEY = process.env.KEY; if (KEY) send(KEY);"), none);
    }

    #[test]
    fn kept_in_an_object() {
        let none: [&str; 0] = [];
        assert_eq!(spared_in("const set = { tide: process.env.TIDE }; show(set.tide || 'tide-1');"), ["TIDE"]);
        assert_eq!(spared_in("const set = { tide: process.env.TIDE }; show(set.tide);"), none);
        assert_eq!(spared_in("const set = { tide: process.env.TIDE }; send(set, set.tide || 'tide-1');"), none);
        assert_eq!(spared_in("const set = { tide: process.env.TIDE, own: set.tide };"), none);
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
