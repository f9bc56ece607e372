//! Who calls whom: the calls of each function that an entry point can reach, resolved by value and not by name.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::{
    Project,
    routes::Route,
    values::{Symbol, Value, Values},
};
use crate::{
    facts::code::{ClassId, Code, ExprId, ExprKind, FnId, List, Node},
    source::span::{FileId, Range},
};

/// A function of the project.
pub type FnRef = (FileId, FnId);

/// One call within a function, or within a function expression that stands in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Call {
    /// The call.
    pub expr: ExprId,
    /// What is called.
    pub callee: ExprId,
    /// Its arguments.
    pub args: List,
    /// The callee as it is written, where it is a plain path: `supabase.auth.getUser`. Names prove nothing by themselves.
    pub written: String,
    /// The functions of the project it may call, and those it is given by name.
    pub targets: Vec<FnRef>,
    /// The library functions it may call, by origin.
    pub symbols: Vec<Symbol>,
}

impl Call {
    /// The name of what is called, without what it is called on.
    #[must_use]
    pub fn name(&self) -> &str {
        self.written.rsplit('.').next().unwrap_or(&self.written)
    }
}

/// The calls of all functions that can be reached from some roots.
#[derive(Debug, Default)]
pub struct CallGraph {
    functions: BTreeMap<FnRef, Vec<Call>>,
}

impl Project {
    /// The expressions of all functions that an entry point runs.
    pub fn exprs_of<'p>(&'p self, route: &'p Route) -> impl Iterator<Item = (FileId, &'p Code, ExprId)> {
        let functions = route.functions.iter().filter_map(|&(file, f)| Some((file, f, self.file(file).code.as_ref()?)));
        functions.flat_map(|(file, function, code)| {
            code.descendants(Node::Function(function)).filter_map(move |node| match node {
                Node::Expr(e) => Some((file, code, e)),
                _ => None,
            })
        })
    }

    /// The calls of one of its functions that the functions of an entry point make.
    #[must_use]
    pub fn calls_on_way(&self, route: &Route, called: FnRef) -> Vec<(FileId, ExprId)> {
        let callers = route.functions.iter().filter(|&&caller| caller != called);
        callers.flat_map(|&caller| self.calls_within(caller, called).map(move |call| (caller.0, call))).collect()
    }

    /// Where a function, or one that is written down in it, calls another.
    pub fn calls_within(&self, (file, caller): FnRef, called: FnRef) -> impl Iterator<Item = ExprId> + '_ {
        let values = self.values();
        let code = self.file(file).code.as_ref();
        let exprs = code.into_iter().flat_map(move |code| {
            code.descendants(Node::Function(caller)).filter_map(move |node| match node {
                Node::Expr(e) => Some((code, e)),
                _ => None,
            })
        });
        exprs.filter_map(move |(code, e)| match code.expr(e) {
            ExprKind::Call { callee, .. } => values.functions(file, callee).contains(&called).then_some(e),
            _ => None,
        })
    }
}

/// A function that is reached, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reached {
    /// The function.
    pub function: FnRef,
    /// How many calls away from the entry point.
    pub depth: u32,
    /// The caller's position among the reached functions, and the call in it.
    pub from: Option<(usize, ExprId)>,
}

/// Calls are followed this deep.
const DEPTH: u32 = 12;
/// Functions looked at in one project; an export has a few thousand.
const MOST: usize = 40_000;

impl CallGraph {
    /// Looks at everything reachable from `roots`.
    #[must_use]
    pub fn build(values: &Values<'_>, roots: impl IntoIterator<Item = FnRef>) -> Self {
        let mut functions = BTreeMap::new();
        let mut frontier: BTreeSet<FnRef> = roots.into_iter().collect();
        for _ in 0..=DEPTH {
            let found: Vec<(FnRef, Vec<Call>)> = frontier.into_par_iter().map(|f| (f, calls_of(values, f))).collect();
            let targets = found.iter().flat_map(|(_, calls)| calls).flat_map(|c| c.targets.iter().copied());
            let mut next: BTreeSet<FnRef> = targets.collect();
            functions.extend(found);
            next.retain(|target| !functions.contains_key(target));
            frontier = next;
            if frontier.is_empty() || functions.len() > MOST {
                break;
            }
        }
        Self { functions }
    }

    /// The calls of a function, in source order; empty when it was not reached.
    #[must_use]
    pub fn calls(&self, function: FnRef) -> &[Call] {
        self.functions.get(&function).map_or(&[], Vec::as_slice)
    }

    /// All functions looked at, in order.
    pub fn functions(&self) -> impl Iterator<Item = FnRef> + '_ {
        self.functions.keys().copied()
    }

    /// The functions reached from `roots`, nearest first, through calls that are not in dead code.
    #[must_use]
    pub fn reach(&self, values: &Values<'_>, roots: &[FnRef], dead: &Dead) -> Vec<Reached> {
        let mut reached: Vec<Reached> = Vec::new();
        let mut seen: BTreeSet<FnRef> = BTreeSet::new();
        for &function in roots {
            if seen.insert(function) {
                reached.push(Reached { function, depth: 0, from: None });
            }
        }
        let mut next = 0;
        while let Some(&caller) = reached.get(next) {
            let (file, _) = caller.function;
            let Some(code) = values.code(file).filter(|_| caller.depth < DEPTH) else { break };
            for call in self.calls(caller.function).iter().filter(|c| !dead.covers(file, code.range(c.expr))) {
                for &target in &call.targets {
                    if seen.insert(target) {
                        let from = Some((next, call.expr));
                        reached.push(Reached { function: target, depth: caller.depth + 1, from });
                    }
                }
            }
            next += 1;
        }
        reached
    }
}

/// Code that does not run for one entry point: what is for other methods and other paths.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dead {
    ranges: BTreeMap<FileId, Vec<Range>>,
}

impl Dead {
    /// Marks a range.
    pub fn add(&mut self, file: FileId, range: Range) {
        self.ranges.entry(file).or_default().push(range);
    }

    /// Whether a file has dead code.
    #[must_use]
    pub fn touches(&self, file: FileId) -> bool {
        self.ranges.contains_key(&file)
    }

    /// Whether a range lies in dead code.
    #[must_use]
    pub fn covers(&self, file: FileId, range: Range) -> bool {
        self.ranges.get(&file).is_some_and(|dead| dead.iter().any(|d| d.contains(range)))
    }
}

/// The calls in a function and in the function expressions that stand in it.
fn calls_of(values: &Values<'_>, (file, function): FnRef) -> Vec<Call> {
    let Some(code) = values.code(file) else { return Vec::new() };
    let exprs = code.descendants(Node::Function(function)).filter_map(|node| match node {
        Node::Expr(e) => Some(e),
        _ => None,
    });
    exprs.filter_map(|e| call_at(values, code, file, e)).collect()
}

pub(crate) fn call_at(values: &Values<'_>, code: &Code, file: FileId, expr: ExprId) -> Option<Call> {
    let (ExprKind::Call { callee, args } | ExprKind::New { callee, args }) = code.expr(expr) else { return None };
    let mut targets = Vec::new();
    let mut symbols = Vec::new();
    for value in values.of(file, callee) {
        match value {
            &Value::Function(at, f) => targets.push((at, f)),
            &Value::Class(at, class) => targets.extend(constructor(values, at, class).map(|f| (at, f))),
            Value::Symbol(symbol) => symbols.push(symbol.clone()),
            _ => {}
        }
    }
    let by_name =
        code.expr_list(args).filter(|&a| matches!(code.expr(a), ExprKind::Ident { .. } | ExprKind::Member { .. }));
    for argument in by_name {
        targets.extend(values.functions(file, argument));
    }
    targets.dedup();
    Some(Call {
        expr,
        callee,
        args,
        written: code.path(callee).unwrap_or_else(|| last_member(code, callee)),
        targets,
        symbols,
    })
}

/// `f().g` has no plain path; its last member is kept.
fn last_member(code: &Code, callee: ExprId) -> String {
    match code.expr(callee) {
        ExprKind::Member { property, .. } => format!("().{}", code.str(property)),
        _ => String::new(),
    }
}

/// The constructor of a class.
pub(crate) fn constructor(values: &Values<'_>, file: FileId, class: ClassId) -> Option<FnId> {
    let code = values.code(file)?;
    let members = code.member_list(code.class(class).members);
    members.filter(|m| m.name.is_some_and(|n| code.str(n) == "constructor")).find_map(|m| m.function)
}
