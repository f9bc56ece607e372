//! Bodies that a server function refuses each time: what it does is followed with one body that a caller sends, as far as each
//! test on the way is decided by what is in the body and what is not.
//!
//! A test that is not decided is passed by where both its arms go on or refuse; where one of them may answer well, nothing is
//! known of the rest.

mod eval;
mod held;
mod literal;
mod refusing;
mod run;
mod schema;

use self::{held::Refusal, literal::Sent, run::Trial};
use crate::{
    facts::code::ExprKind,
    frameworks::invocations::{Body, Invocation, body_of_fetch, invocations},
    model::{
        Project,
        failures::{Request, Stake},
        jobs,
        routes::{Kind, Route, Step},
    },
    source::span::Span,
};

/// A call of a server function whose body lacks what the function asks for.
#[derive(Clone, Debug)]
pub struct UnsentField {
    /// The call.
    pub at: Span,
    /// The function, as findings name it: `create-invoice`, `POST /api/invoices`.
    pub function: String,
    /// The fields that are asked for and not sent.
    pub fields: Vec<String>,
    /// The fields that are sent.
    pub sent: Vec<String>,
    /// Where the function refuses.
    pub refused_at: Span,
    /// Whether somebody with a role of his own is answered before.
    pub lets_staff_by: bool,
    /// What is lost with each call.
    pub stake: Stake,
    /// Whether it stands where somebody may come to it.
    pub is_shown: bool,
}

impl Project {
    /// The calls of the app's own server functions that are refused each time, since a field is not in what they send; those
    /// that matter most first.
    #[must_use]
    pub fn unsent_fields(&self) -> Vec<UnsentField> {
        let named = invocations(self).into_iter().filter_map(|call| {
            let route = function_called(self, &call)?;
            refused(self, call.at, route, (call.method.as_deref()?, call.body))
        });
        let asked = self.failures.requests.iter().filter_map(|request| {
            let route = route_asked(self, request)?;
            let code = self.file(request.at.file).code.as_ref()?;
            let ExprKind::Call { args, .. } = code.expr(request.expr) else { return None };
            let body = body_of_fetch(&self.values(), request.at.file, code, args);
            refused(self, request.at, route, (request.method.as_deref()?, body))
        });
        let mut found: Vec<UnsentField> = named.chain(asked).collect();
        found.sort_by_key(|unsent| (!unsent.is_shown, std::cmp::Reverse(unsent.stake), unsent.at));
        found
    }
}

/// The one function of this name.
fn function_called<'p>(project: &'p Project, call: &Invocation) -> Option<&'p Route> {
    let is_it = |route: &&Route| route.entry.kind == call.backend && route.entry.path == call.function;
    let mut routes = project.routes.iter().filter(is_it);
    routes.next().filter(|_| routes.next().is_none() && call.is_whole)
}

/// The one entry point that answers a request to an address of the app itself.
fn route_asked<'p>(project: &'p Project, request: &Request) -> Option<&'p Route> {
    let method = request.method.as_deref()?;
    let url = request.url.as_deref().filter(|url| url.starts_with("/api/"))?;
    let path = url.split(['?', '#']).next().unwrap_or(url);
    let serves = |route: &&Route| {
        takes_requests(route.entry.kind)
            && route.entry.method.as_deref() == Some(method)
            && jobs::answers(&route.entry.path, path)
    };
    let exact = project.routes.iter().find(|route| serves(route) && route.entry.path == path);
    exact.or_else(|| {
        let mut routes = project.routes.iter().filter(serves);
        routes.next().filter(|_| routes.next().is_none())
    })
}

/// Whether handlers are called with the request first, and read the body of it.
fn takes_requests(kind: Kind) -> bool {
    matches!(kind, Kind::NextRoute | Kind::NextPageApi | Kind::Express | Kind::VercelFunction)
}

fn refused(project: &Project, at: Span, route: &Route, (method, body): (&str, Body)) -> Option<UnsentField> {
    if !matches!(method, "POST" | "PUT" | "PATCH") {
        return None;
    }
    let values = project.values();
    let sent = match body {
        Body::None => Sent::default(),
        // Whoever sends nothing on purpose asks whether the function is there.
        Body::Of(value) => {
            Sent::of(project.file(at.file).code.as_ref()?, value).filter(|sent| !sent.names().is_empty())?
        }
        Body::Unknown => return None,
    };
    // What runs around a handler may put the body together anew.
    let [Step::Handler(handler)] = route.entry.steps.as_slice() else { return None };
    let mut trial = Trial::new(&values, &sent, method);
    let Refusal { fields, at: refused_at } = trial.judge(*handler)?;
    Some(UnsentField {
        at,
        function: route.entry.path.clone(),
        fields,
        sent: sent.names(),
        refused_at,
        lets_staff_by: trial.lets_staff_by,
        stake: project.stake_of_call(at, &route.entry.path, Some(route)),
        is_shown: !project.sides.is_unshown(at.file),
    })
}
