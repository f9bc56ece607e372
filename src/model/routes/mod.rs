//! Server entry points and the six questions each must answer: is the caller known, may he do this, is the input
//! checked, is he limited, is a failure logged, and how is it answered?
//!
//! Evidence is found by following values and calls from the handler, through middleware, wrappers and helpers. A name
//! alone proves nothing.

mod adds;
mod again;
mod answer;
mod answered;
mod arms;
mod as_sent;
mod authorize;
mod beside;
mod branches;
mod brought;
mod chosen;
mod closed;
mod credential;
mod deed;
mod due;
mod effect;
mod entrance;
mod entry;
mod errand;
mod exits;
mod failure;
mod flow;
mod free_roles;
mod given;
mod guard;
mod guessing;
mod handed;
mod harm;
pub(crate) mod held;
mod input;
mod keys;
mod known;
mod lent;
mod lets_in;
mod limit;
mod live;
mod lives;
mod looks;
mod loose;
mod naming;
mod options;
mod own_word;
mod ownership;
mod paid;
mod partial;
mod passed;
mod purpose;
mod recipients;
mod refusal;
mod rights;
mod sale;
mod same;
mod secrets;
mod sent;
mod shadow;
mod spilled;
mod spoken;
mod staff;
mod step;
mod subject;
mod taken;
mod under;
mod unset;
mod unused_check;
mod visits;
mod webhook;
mod weigh;

use rayon::prelude::*;

pub use self::{
    answer::{Answer, Evidence, Known},
    as_sent::AsSent,
    deed::Deed,
    effect::Effect,
    entry::{Entry, Kind, Step},
    failure::given_out_by_error_handlers,
    free_roles::Worth,
    guard::Guard,
    keys::KeyInAnswer,
    lent::Lent,
    loose::{How, Loose},
    own_word::{OwnWord, OwnWordTest},
    ownership::Ties,
    paid::PaidCall,
    partial::KnownInPart,
    sale::{Basis, Sale},
    spilled::Spilled,
    subject::Skip,
    taken::Taken,
    webhook::Webhook,
};
pub(crate) use self::{
    entry::METHODS,
    exits::{Exit, exit, never_returns},
    paid::service_of,
};
use self::{free_roles::FreeRoles, guard::Guards, subject::Subject, under::Shown};
use super::{
    Project,
    calls::{CallGraph, FnRef},
    unread,
};
use crate::{
    frameworks::accounts::{AccountChange, hands_out_client, is_of_firebase_admin},
    source::{gap::Gap, span::Span},
};

/// An entry point and what was found out about it.
#[derive(Clone, Debug)]
pub struct Route {
    /// What it is.
    pub entry: Entry,
    /// Whether the caller's identity, or a signature or secret, is verified before work.
    pub authenticated: Answer,
    /// Whether, beyond that, ownership, role or tenant of the resource is tested.
    pub authorized: Answer,
    /// Whether every field that is used is checked by a schema or by type and shape.
    pub validated: Answer,
    /// Whether some limiter guards it.
    pub rate_limited: Answer,
    /// Whether failures are logged or reported.
    pub logged: Answer,
    /// Whether errors are caught and answered with a fitting status, without raw internals.
    pub failure_handled: Answer,
    /// Where words of an error that were not written for callers reach one.
    pub given_out: Vec<Span>,
    /// The calls it reaches that cost money each.
    pub paid_apis: Vec<PaidCall>,
    /// Whose webhook it receives.
    pub webhook: Option<Webhook>,
    /// Whether mail, text generation or long loops keep the caller waiting.
    pub slow_work_inline: Answer,
    /// Whether strangers are meant to call it.
    pub public_by_design: Answer,
    /// What it does to data.
    pub effects: Vec<Effect>,
    /// What it does with accounts in the server's own name, by place; a way in only where the caller is handed it.
    pub account_changes: Vec<(Span, AccountChange)>,
    /// The calls by which it pays somebody; where it turns nobody away, for anybody.
    pub payouts: Vec<Span>,
    /// Where it lets somebody in whose account it finds by what is sent; what it asks for before is another question.
    pub lets_in: Vec<Span>,
    /// What ties the work to the caller.
    pub ties: Ties,
    /// The key of which it looks at the beginning alone to know who calls.
    pub known_in_part: Option<KnownInPart>,
    /// Records that it reaches past row security without asking whose they are.
    pub loose: Vec<Loose>,
    /// Accounts that it changes in the server's own name, whichever the caller names.
    pub taken: Vec<Taken>,
    /// Calls to other machines that change something there under a secret of the server.
    pub errands: Vec<Span>,
    /// Calls of other entry points with the server's own key.
    pub lent: Vec<Lent>,
    /// Whether it hands the sign-in to an auth provider, which limits attempts itself.
    pub delegates_sign_in: bool,
    /// Where what the caller says is asked again from the service that knows.
    pub asked_again: Option<Span>,
    /// What it sells on too little.
    pub sales: Vec<Sale>,
    /// Whether a captcha is verified.
    pub has_captcha: bool,
    /// Whether a quota or credit is tested, and its lack answered with 402.
    pub has_quota: bool,
    /// The one registered before it that answers in its place each time: where it stands, and its name.
    pub shadowed_by: Option<(Span, String)>,
    /// The functions that it runs.
    pub functions: Vec<FnRef>,
    /// The checks that a caller must pass.
    pub guards: Vec<Guard>,
    /// Checks that can be switched off, and by whom.
    pub skippable: Vec<(Guard, Skip)>,
}

/// Where callers come in, and what runs for them: what is known of routes before anything is known of databases.
pub(super) struct Entrances {
    entries: Vec<Entry>,
    graph: CallGraph,
}

impl Entrances {
    /// Finds those of all frameworks, and follows their calls.
    pub(super) fn find(project: &Project) -> Self {
        let entries = crate::frameworks::endpoints::entries(project);
        let roots = entries.iter().flat_map(|e| &e.steps).filter_map(Step::function);
        let graph = CallGraph::build(&project.values(), roots);
        Self { entries, graph }
    }

    /// Server functions into which no way was found.
    pub(super) fn gaps(&self, project: &Project) -> Vec<Gap> {
        unread::without_handler(project, &self.entries)
    }
}

/// All routes of a project, by file and place.
#[must_use]
pub(super) fn collect(project: &Project, Entrances { entries, graph }: &Entrances) -> Vec<Route> {
    let looks = looks::Looks::new(graph);
    let alone = entries.par_iter().map(|entry| Subject::new(project, graph, &looks, entry));
    let mut subjects: Vec<Subject<'_>> = alone.collect();
    let mut guards = Guards::new(project, graph);
    subjects.iter_mut().for_each(|subject| subject.find_guards(&mut guards));
    let (free, shown) = rayon::join(|| FreeRoles::of(project, &subjects), || Shown::of(project, &subjects));
    let mut routes: Vec<Route> = subjects.into_par_iter().map(|s| route(&s, &free, &shown)).collect();
    paid::through_functions(&mut routes);
    shadow::mark(project, &mut routes);
    routes
}

fn route(subject: &Subject<'_>, free: &FreeRoles, shown: &Shown) -> Route {
    let authenticated = authenticated(subject);
    let paid_apis = paid::calls(subject);
    let webhook = webhook::webhook(subject, &authenticated);
    let ties = ownership::ties(subject, free);
    let loose = loose::loose(subject, &authenticated, ties, shown);
    let effects = effect::effects(subject);
    let account_changes = effect::account_changes(subject);
    let is_idle = effects.iter().all(|e| !e.writes) && account_changes.is_empty();
    let public_by_design = purpose::public_by_design(subject, &authenticated, webhook.as_ref(), &effects, is_idle);
    let sales = sale::sales(subject, webhook.as_ref(), &effects);
    Route {
        entry: subject.entry.clone(),
        authorized: authorize::authorized(subject, &authenticated, &public_by_design, &loose),
        validated: input::validated(subject),
        rate_limited: limit::rate_limited(subject),
        logged: failure::logged(subject),
        failure_handled: failure::handled(subject),
        given_out: failure::given_out(subject),
        slow_work_inline: purpose::slow_work(subject, &paid_apis),
        public_by_design,
        paid_apis,
        webhook,
        effects,
        account_changes,
        payouts: payouts(subject),
        lets_in: lets_in::lets_in(subject),
        known_in_part: partial::known_in_part(subject),
        ties,
        loose,
        taken: taken::taken(subject, ties),
        errands: errand::errands(subject),
        lent: lent::lent(subject),
        authenticated,
        delegates_sign_in: purpose::delegates_sign_in(subject),
        asked_again: again::reads_again(subject),
        sales,
        has_captcha: purpose::has_captcha(subject),
        has_quota: limit::has_quota(subject),
        shadowed_by: None,
        functions: subject.reached.iter().map(|r| r.function).collect(),
        guards: subject.guards.clone(),
        skippable: subject.skippable.clone(),
    }
}

/// The calls of a payment provider by which money goes out, but for those that only known callers reach.
fn payouts(subject: &Subject<'_>) -> Vec<Span> {
    let is_reached = |function: FnRef| subject.reached.iter().any(|r| r.function == function);
    let paid = subject.project.charges.iter().filter(|charge| charge.is_payout);
    let reached = paid.filter(|charge| is_reached((charge.at.file, charge.function)));
    reached.filter(|charge| !subject.is_for_known(charge.at.file, charge.expr)).map(|charge| charge.at).collect()
}

/// The first guard that holds.
fn authenticated(subject: &Subject<'_>) -> Answer {
    match subject.guards.first() {
        Some(guard) => Answer::yes(guard.at, guard.how.clone()),
        None => by_name_only(subject).or_else(|| by_library(subject)).unwrap_or_else(|| Answer::of(Known::No)),
    }
}

/// A library that is handed the credential of the caller together with the work to do: it decides, out of sight.
fn by_library(subject: &Subject<'_>) -> Option<Answer> {
    subject.calls().find_map(|(reached, call)| {
        let file = reached.function.0;
        let code = subject.values.code(file)?;
        let is_handed = credential::is_handed_on(&subject.values, file, code, call);
        let how = format!("`{}` is given the caller's credential", call.written);
        is_handed.then(|| Answer {
            value: Known::Unknown,
            evidence: Some(Evidence { at: code.range(call.expr).in_file(file), how }),
        })
    })
}

/// A helper whose code is not here and whose name promises a check: not known.
fn by_name_only(subject: &Subject<'_>) -> Option<Answer> {
    let vocab = &subject.project.vocab.guards;
    subject.calls().find_map(|(reached, call)| {
        let is_promise = call.targets.is_empty()
            && !is_of_firebase_admin(call)
            && !hands_out_client(call)
            && (vocab.auth_helpers.has(call.name()) || vocab.authorization_helpers.has(call.name()));
        let code = subject.values.code(reached.function.0).filter(|_| is_promise)?;
        let at = code.range(call.expr).in_file(reached.function.0);
        let evidence = Some(Evidence { at, how: format!("`{}`, whose code is not here", call.written) });
        Some(Answer { value: Known::Unknown, evidence })
    })
}
