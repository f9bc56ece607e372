//! Records that an entry point reaches past row security without asking whose they are.

use super::{Answer, Subject, Ties, answered, ownership};
use crate::{
    facts::code::{Code, ExprId, ExprKind, Node, PropertyKey},
    frameworks::{auth::Proof, library::Library, prisma},
    model::queries::{Bound, Client, Comparison, Condition, Op, Query},
    source::span::Span,
};

/// One access to records that are not tied to who calls.
#[derive(Clone, Debug, PartialEq)]
pub struct Loose {
    /// The call of the database.
    pub at: Span,
    /// The table.
    pub table: String,
    /// Whether it changes something.
    pub writes: bool,
    /// Whether what it reads is in the answer as it stands, or a part of it: not only what is reckoned from it.
    pub hands_out: bool,
    /// Whether a model picks the key, and not the request.
    pub by_model: bool,
    /// What is wrong with it.
    pub how: How,
}

/// How records are reached that may be anybody's.
#[derive(Clone, Debug, PartialEq)]
pub enum How {
    /// By a key that the caller sends; the column.
    ByKey(String),
    /// Those of every tenant; the column that says whose they are.
    AllTenants(String),
    /// Who the caller is, is looked up by an id that he sends: he may send another.
    ClaimedIdentity(String),
}

/// The accesses that are loose, by place.
pub(super) fn loose(subject: &Subject<'_>, authenticated: &Answer, ties: Ties) -> Vec<Loose> {
    let proofs: Vec<Proof> = subject.guards.iter().map(|g| g.proof).collect();
    let mut found = Vec::new();
    for &query in &subject.queries {
        let [table] = query.tables.as_slice() else { continue };
        let mut ways = Vec::new();
        // Where nobody is turned away, some of the work may still be for known callers alone.
        let is_for_known = || proofs.is_empty() && subject.is_for_known(query.at.file, query.expr);
        if proofs.is_empty() && authenticated.is_no() && !is_for_known() {
            ways.extend(claimed(subject, query, table));
        } else if proofs.iter().all(|p| *p == Proof::Identity) && (!proofs.is_empty() || is_for_known()) {
            let is_handed_out = || query.op.is_write() || answered::is_answered(subject, query, &[]);
            let way = by_key(subject, query, table, ties).or_else(|| all_tenants(subject, query, ties));
            ways.extend(way.filter(|_| is_handed_out()));
        }
        let writes = query.op.is_write();
        let hands_out = !ways.is_empty() && !writes && answered::is_handed_out(subject, query);
        let by_model =
            !ways.is_empty() && compared(query).filter_map(|c| c.value).any(|v| is_models(subject, query, v));
        let table = || table.clone();
        found.extend(ways.into_iter().map(|how| Loose {
            at: query.at,
            table: table(),
            writes,
            hands_out,
            by_model,
            how,
        }));
    }
    if proofs.iter().all(|p| *p == Proof::Identity) && !ties.any() {
        found.extend(by_orm(subject, !proofs.is_empty()));
    }
    found
}

/// Whether rows are reached past row security: a number of rows gives none of them away.
fn is_privileged(subject: &Subject<'_>, query: &Query) -> bool {
    subject.client(query) == Client::Service && query.op != Op::Rpc && query.bound != Bound::CountOnly
}

fn compared(query: &Query) -> impl Iterator<Item = &Comparison> {
    query.conditions.iter().flat_map(Condition::comparisons)
}

/// A record by the id that the caller names, where nothing ties it to who he is: his own rows may be asked for beside it.
fn by_key(subject: &Subject<'_>, query: &Query, table: &str, ties: Ties) -> Option<How> {
    let is_public = query.op == Op::Select && subject.project.vocab.tables.catalogue.has(table);
    if !is_privileged(subject, query) || query.op == Op::Insert || ties.is_held() || is_public {
        return None;
    }
    let file = query.at.file;
    let chosen = |v| ownership::is_chosen(subject, file, v) || is_models(subject, query, v);
    let key = compared(query).find(|c| {
        let is_key = c.column.as_deref().is_some_and(|name| name == "id" || name.ends_with("_id"));
        is_key && matches!(c.op.as_str(), "eq" | "in") && c.value.is_some_and(chosen)
    })?;
    // What is neither written here nor sent was found for him.
    let is_bound = compared(query).any(|c| c.literal.is_none() && c.value.is_none_or(|v| !chosen(v)));
    let is_asked = key.value.is_some_and(|v| subject.project.is_asked_with_caller(file, v));
    let is_his = compared(query).any(|c| c.value.is_some_and(|v| ownership::is_proven(subject, file, v)));
    if is_his || ties.by_identity && (is_bound || is_asked) || is_shown_without_key(subject, query, table) {
        return None;
    }
    key.column.clone().map(How::ByKey)
}

/// Whether a model that the entry point asks picks a value that a query compares.
fn is_models(subject: &Subject<'_>, query: &Query, value: ExprId) -> bool {
    ownership::is_chosen_by_model(subject, query.at.file, value)
}

/// Whether the same function looks for rows of the same table by nothing that says whose they are, for every account:
/// lessons by topic and year.
fn is_shown_without_key(subject: &Subject<'_>, query: &Query, table: &str) -> bool {
    let is_like = |other: &&Query| {
        other.at != query.at
            && other.at.file == query.at.file
            && other.function == query.function
            && other.op == Op::Select
            && subject.client(other) == Client::Service
            && other.tables.iter().any(|t| t == table)
            && !other.has_unread
    };
    let is_for_all = |other: &&Query| {
        let says_whose = |c: &Comparison| {
            c.op != "is"
                && c.column.as_deref().is_none_or(|name| name == "id" || name.ends_with("_id") || name.ends_with("Id"))
        };
        !other.conditions.is_empty() && !compared(other).any(says_whose) && answered::is_answered(subject, other, &[])
    };
    query.op == Op::Select && subject.queries.iter().copied().filter(|q| is_like(q)).any(|q| is_for_all(&q))
}

/// Rows of a table with a tenant column, found by nothing that belongs to one.
fn all_tenants(subject: &Subject<'_>, query: &Query, ties: Ties) -> Option<How> {
    if !is_privileged(subject, query) || matches!(query.op, Op::Insert | Op::Upsert) || query.has_unread || ties.by_role
    {
        return None;
    }
    let column = tenant_column(subject, query)?;
    let is_bound = compared(query).any(|c| {
        c.literal.is_none() && c.op != "neq" || c.column.is_none() || c.column.as_deref() == Some(column.as_str())
    });
    (!is_bound).then_some(How::AllTenants(column))
}

fn tenant_column(subject: &Subject<'_>, query: &Query) -> Option<String> {
    let (_, name, _) = subject.project.table_of(query)?;
    let access = subject.project.access.iter().find_map(|a| a.tables.get(&name))?;
    access.sensitive.tenant.clone()
}

/// The row of a user by an id that came with the request, whose lack is refused as if it said who calls.
fn claimed(subject: &Subject<'_>, query: &Query, table: &str) -> Option<How> {
    let vocab = &subject.project.vocab;
    let is_about_users = vocab.tables.profile.has(table) || vocab.tables.rights.has(table);
    if query.op != Op::Select || !is_about_users || subject.client(query) == Client::User {
        return None;
    }
    let is_id = |name: &str| name == "id" || crate::vocab::split(name).last().is_some_and(|w| w == "id");
    let key =
        compared(query).find(|c| c.op == "eq" && c.literal.is_none() && c.column.as_deref().is_some_and(is_id))?;
    let code = subject.values.code(query.at.file)?;
    // In a handler it may be the person that the request is about; a helper that lets pass asks for the caller.
    let is_helper =
        !subject.handlers().any(|(file, f)| file == query.at.file && f == query.function) && names_check(code, query);
    if !is_helper || key.value.is_some_and(|v| ownership::is_proven(subject, query.at.file, v)) {
        return None;
    }
    let proves = compared(query)
        .any(|c| c.literal.is_none() && c.column.as_deref().is_some_and(|name| vocab.columns.secret.has(name)));
    let decides = ownership::refuses_without(code, query.function, query.expr);
    (decides && !proves && !compares_password(code, query))
        .then(|| key.column.clone().map(How::ClaimedIdentity))
        .flatten()
}

/// Whether the function around says of itself that it looks at who calls: `verifyClerk`, `requireMember`.
fn names_check(code: &Code, query: &Query) -> bool {
    let name = code.function(query.function).name.map_or("", |n| code.str(n));
    crate::vocab::split(name).iter().any(|w| {
        matches!(
            w.as_str(),
            "verify"
                | "require"
                | "authenticate"
                | "authorize"
                | "auth"
                | "ensure"
                | "assert"
                | "validate"
                | "check"
                | "guard"
        )
    })
}

/// A sign-in looks the user up, too, and then asks for his password.
fn compares_password(code: &Code, query: &Query) -> bool {
    code.descendants(Node::Function(query.function)).any(|n| match n {
        Node::Expr(e) => match code.expr(e) {
            ExprKind::Call { callee, .. } => code.path(callee).is_some_and(|p| {
                let name = p.rsplit('.').next().unwrap_or("").to_ascii_lowercase();
                name.contains("compare") || name.contains("verify") || name.contains("equal")
            }),
            _ => false,
        },
        _ => false,
    })
}

/// `prisma.document.delete({ where: { id: req.query.id } })`, as far as it is for known callers.
fn by_orm(subject: &Subject<'_>, are_known: bool) -> Vec<Loose> {
    let mut found = Vec::new();
    for (reached, call) in subject.calls() {
        let file = reached.function.0;
        let Some(code) = subject.values.code(file) else { continue };
        let is_prisma = prisma::is_on_client(&call.written)
            || call.symbols.iter().any(|s| s.package().and_then(Library::of_package) == Some(Library::Prisma));
        let Some(options) = code.arg(call.args, 0).filter(|_| is_prisma) else { continue };
        let Some(filter) = code.property(options, "where") else { continue };
        let ExprKind::Object { properties } = code.expr(filter) else { continue };
        let key = code.property_list(properties).find_map(|p| match p.key {
            PropertyKey::Name(k) if code.str(k) == "id" || code.str(k).ends_with("Id") => {
                ownership::is_chosen(subject, file, p.value).then(|| code.str(k).to_owned())
            }
            _ => None,
        });
        let table = call.written.rsplit('.').nth(1).unwrap_or("").to_owned();
        let writes = matches!(call.name(), "update" | "updateMany" | "delete" | "deleteMany" | "upsert");
        let is_public = !writes && subject.project.vocab.tables.catalogue.has(&table);
        if let Some(key) = key.filter(|_| !is_public && (are_known || subject.is_for_known(file, call.expr))) {
            let at = code.range(call.expr).in_file(file);
            found.push(Loose { at, table, writes, hands_out: !writes, by_model: false, how: How::ByKey(key) });
        }
    }
    found
}
