//! Lists of all accounts of which the service gives one page, and that the code takes for all.

use crate::{
    facts::code::{BindingId, Code, ExprId, ExprKind, Node, StmtKind},
    model::Project,
    source::span::Span,
};

/// A search through the first page of the accounts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FirstPage {
    /// The call.
    pub at: Span,
    /// So many accounts it gives.
    pub size: u32,
}

/// The service gives so many where nothing is said.
const DEFAULT: u32 = 50;
/// And so many at most.
const MOST: u32 = 1_000;

impl Project {
    /// The calls of production code that list accounts without a page and look for some of them in what comes back.
    #[must_use]
    pub fn first_pages(&self) -> Vec<FirstPage> {
        let listed = self.failures.remote.iter().filter(|call| call.name == "listUsers");
        let found = listed.filter_map(|call| {
            let code = self.file(call.at.file).code.as_ref()?;
            let ExprKind::Call { args, .. } = code.expr(call.expr) else { return None };
            let options = code.arg(args, 0);
            let says = |name: &str| options.and_then(|options| code.property(options, name));
            let size = match says("perPage").map(|size| code.expr(size)) {
                None => DEFAULT,
                Some(ExprKind::Number(n)) => code.str(n).replace('_', "").parse().ok()?,
                Some(_) => return None,
            };
            let is_paged = says("page").is_some_and(|page| !matches!(code.expr(page), ExprKind::Number(_)));
            let is_searched = !is_paged && names_of(code, call.expr).iter().any(|&name| is_searched(code, name));
            is_searched.then_some(FirstPage { at: call.at, size: size.min(MOST) })
        });
        found.collect()
    }
}

/// The names that a statement gives what a call answers.
fn names_of(code: &Code, call: ExprId) -> Vec<BindingId> {
    let mut names = Vec::new();
    if let Some(StmtKind::Var { pattern, .. }) = code.statement_of(call).map(|stmt| code.stmt(stmt).kind) {
        code.bound_names(pattern, &mut names);
    }
    names
}

/// `data.users.find(…)`, `users?.some(…)`.
fn is_searched(code: &Code, name: BindingId) -> bool {
    code.references(name).iter().any(|&read| {
        let mut value = read;
        while let Node::Expr(above) = code.parent(value) {
            match code.expr(above) {
                ExprKind::Member { object, property, .. } if object == value => {
                    if matches!(code.str(property), "find" | "some" | "findIndex" | "filter") {
                        return true;
                    }
                    value = above;
                }
                _ => return false,
            }
        }
        false
    })
}
