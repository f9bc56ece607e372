//! Records that an entry point reaches past row security without asking whose they are.

use std::collections::BTreeSet;

use super::{
    Answer, Subject, Ties, answered, credential, ownership, recipients,
    under::{self, Shown},
};
use crate::{
    facts::code::{Code, ExprId, ExprKind, Node, PropertyKey},
    frameworks::{auth::Proof, library::Library, prisma},
    model::{
        queries::{Bound, Client, Comparison, Condition, Op, Query},
        schema::{Name, Schema, Table},
    },
    source::span::{FileId, Span},
    vocab::Vocabulary,
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
    /// Whether messages with a text of the caller's go to the people of the rows.
    pub mails: bool,
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
    /// They are added to whatever record he names; the column, and the table of what is named.
    UnderKey {
        /// The column of the row that is added.
        column: String,
        /// The table that it names a row of.
        parent: String,
    },
    /// Who the caller is, is looked up by an id that he sends: he may send another.
    ClaimedIdentity(String),
}

/// The accesses that are loose, by place.
pub(super) fn loose(subject: &Subject<'_>, authenticated: &Answer, ties: Ties, shown: &Shown) -> Vec<Loose> {
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
            let is_handed_out = || {
                query.op.is_write()
                    || answered::is_answered(subject, query, &[])
                    || !is_nobodys(subject, query) && answered::is_told_by_model(subject, query)
                    || recipients::are_written_to(subject, query)
            };
            let way = by_key(subject, query, table, ties)
                .or_else(|| all_tenants(subject, query, ties))
                .or_else(|| under::under_key(subject, query, table, ties, shown));
            ways.extend(way.filter(|_| is_handed_out()));
        }
        let writes = query.op.is_write();
        let hands_out = !ways.is_empty() && !writes && answered::is_handed_out(subject, query);
        let mails = !ways.is_empty() && !writes && recipients::are_written_to(subject, query);
        let by_model =
            !ways.is_empty() && compared(query).filter_map(|c| c.value).any(|v| is_models(subject, query, v));
        let table = || table.clone();
        found.extend(ways.into_iter().map(|how| Loose {
            at: query.at,
            table: table(),
            writes,
            hands_out,
            mails,
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
    is_past_row_security(subject, query) && query.op != Op::Rpc && query.bound != Bound::CountOnly
}

/// Whether the code alone decides whose rows are reached: under the service key, or over a connection of its own. Rows
/// of a table that says of none of them whose it is are everybody's there.
pub(super) fn is_past_row_security(subject: &Subject<'_>, query: &Query) -> bool {
    match subject.client(query) {
        Client::Service => true,
        // Calls of Prisma's client are judged by their own shape.
        Client::Orm => query.library != Library::Prisma && !is_nobodys(subject, query),
        _ => false,
    }
}

/// Rows belong to others by keys, so far.
const PARENTS: u32 = 3;

/// Whether the columns of a table are known, and none says whose a row is or holds a secret, nor does a row that it belongs
/// to: what the staff of one company keeps together.
fn is_nobodys(subject: &Subject<'_>, query: &Query) -> bool {
    let Some((schema, name, table)) = subject.project.table_of(query) else { return false };
    !says_whose(&subject.project.vocab, schema, &name, table, PARENTS)
}

fn says_whose(vocab: &Vocabulary, schema: &Schema, name: &Name, table: &Table, depth: u32) -> bool {
    let (columns, tables) = (&vocab.columns, &vocab.tables);
    let is_said = |column: &str| columns.owner.has(column) || columns.tenant.has(column) || columns.secret.has(column);
    if tables.profile.has(&name.name) || tables.tenant.has(&name.name) || table.columns.iter().any(|c| is_said(&c.name))
    {
        return true;
    }
    let Some(depth) = depth.checked_sub(1) else { return false };
    let mut parents = table.foreign_keys().filter_map(|(_, key)| Some((&key.table, schema.table(&key.table)?)));
    parents.any(|(name, table)| says_whose(vocab, schema, name, table, depth))
}

/// `id`, `boat_id`, `boatId`.
fn is_key(column: &str) -> bool {
    column == "id" || column.ends_with("_id") || column.ends_with("Id")
}

fn compared(query: &Query) -> impl Iterator<Item = &Comparison> {
    query.conditions.iter().flat_map(Condition::comparisons)
}

/// A record by the id that the caller names, where nothing ties it to who he is: his own rows may be asked for beside it.
fn by_key(subject: &Subject<'_>, query: &Query, table: &str, ties: Ties) -> Option<How> {
    let is_public = query.op == Op::Select && subject.project.vocab.tables.catalogue.has(table);
    if !is_privileged(subject, query) || query.op == Op::Insert || is_public {
        return None;
    }
    // Who manages one tenant manages no row of another.
    let is_of_tenant = || tenant_column(subject, query).is_some();
    if ties.held || ties.as_user || ties.is_of_staff() || ties.is_at_home() && !is_of_tenant() {
        return None;
    }
    let file = query.at.file;
    let chosen = |v| {
        ownership::is_chosen(subject, file, v)
            || is_models(subject, query, v)
            || query.op.is_write() && is_of_chosen_row(subject, query, v)
    };
    let key = compared(query).find(|c| {
        c.column.as_deref().is_some_and(is_key) && matches!(c.op.as_str(), "eq" | "in") && c.value.is_some_and(chosen)
    })?;
    // What is neither written here nor sent was found for him.
    let is_bound = compared(query).any(|c| c.literal.is_none() && c.value.is_none_or(|v| !chosen(v)));
    let is_asked = key.value.is_some_and(|v| subject.project.is_asked_with_caller(file, v));
    let is_his = compared(query).any(|c| c.value.is_some_and(|v| ownership::is_proven(subject, file, v)));
    // Only who was given the row's secret knows it.
    let is_by_secret = compared(query)
        .any(|c| c.op == "eq" && c.column.as_deref().is_some_and(|column| credential::is_credential(table, column)));
    let is_asked_elsewhere = || key.value.is_some_and(|v| is_held_against_caller(subject, query, v, ties));
    if is_his
        || is_by_secret
        || (ties.by_identity || ties.by_role) && (is_bound || is_asked)
        || is_asked_elsewhere()
        || is_shown_without_key(subject, query, table)
    {
        return None;
    }
    key.column.clone().map(How::ByKey)
}

/// Whether a value is the key of a row that was looked up by what the caller sends and nothing else:
/// `const order = await find(body.orderId)`, then `.eq("id", order.id)`.
fn is_of_chosen_row(subject: &Subject<'_>, query: &Query, value: ExprId) -> bool {
    let is_by_sent = |found: &Query| {
        let chosen = |c: &Comparison| c.value.is_some_and(|v| ownership::is_chosen(subject, found.at.file, v));
        let mut keys = compared(found).filter(|c| c.literal.is_none()).peekable();
        keys.peek().is_some() && keys.all(|c| chosen(c) && c.column.as_deref().is_some_and(is_key))
    };
    subject.symbols_of_sources(query.at.file, value).iter().filter(|symbol| is_key(symbol.last())).any(|symbol| {
        let Some((file, call)) = symbol.made_by else { return false };
        let Some(made) = subject.values.code(file).map(|code| code.range(call)) else { return false };
        let looked_up = subject.queries.iter().filter(|q| {
            q.op == Op::Select && q.at.file == file && q.at != query.at && q.tables == query.tables && !q.has_unread
        });
        looked_up.filter(|q| made.contains(q.at.range) || q.at.range.contains(made)).any(|q| is_by_sent(q))
    })
}

/// Whether a model that the entry point asks picks a value that a query compares.
fn is_models(subject: &Subject<'_>, query: &Query, value: ExprId) -> bool {
    ownership::is_chosen_by_model(subject, query.at.file, value)
}

/// Whether another look-up on the way asks for the same key together with who calls, or with what was found for him:
/// `seatsOf(req.params.id, crew.id)` before the row is touched.
fn is_held_against_caller(subject: &Subject<'_>, query: &Query, key: ExprId, ties: Ties) -> bool {
    let origins = subject.symbols_of_sources(query.at.file, key);
    subject.queries.iter().filter(|other| other.at != query.at && other.op == Op::Select).any(|other| {
        let file = other.at.file;
        let values: Vec<ExprId> = compared(other).filter(|c| c.literal.is_none()).filter_map(|c| c.value).collect();
        let is_it = |&v: &ExprId| {
            let symbols = subject.symbols_of_sources(file, v);
            symbols.iter().any(|s| origins.iter().any(|origin| origin == s || subject.is_same_part(origin, s)))
        };
        let is_callers = |&v: &ExprId| {
            ownership::is_proven(subject, file, v) || ties.by_identity && !ownership::is_chosen(subject, file, v)
        };
        values.len() > 1 && values.iter().any(is_it) && values.iter().any(|v| !is_it(v) && is_callers(v))
    })
}

/// Whether the same function looks for rows of the same table by nothing that says whose they are, for every account:
/// lessons by topic and year.
fn is_shown_without_key(subject: &Subject<'_>, query: &Query, table: &str) -> bool {
    let is_like = |other: &&Query| {
        other.at != query.at
            && other.at.file == query.at.file
            && other.function == query.function
            && other.op == Op::Select
            && is_past_row_security(subject, other)
            && other.tables.iter().any(|t| t == table)
            && !other.has_unread
    };
    let is_for_all = |other: &&Query| {
        let says_whose = |c: &Comparison| c.op != "is" && c.column.as_deref().is_none_or(is_key);
        !other.conditions.is_empty() && !compared(other).any(says_whose) && answered::is_answered(subject, other, &[])
    };
    query.op == Op::Select && subject.queries.iter().copied().filter(|q| is_like(q)).any(|q| is_for_all(&q))
}

/// Rows of a table with a tenant column, found by nothing that belongs to one.
fn all_tenants(subject: &Subject<'_>, query: &Query, ties: Ties) -> Option<How> {
    if !is_privileged(subject, query) || matches!(query.op, Op::Insert | Op::Upsert) || query.has_unread {
        return None;
    }
    if ties.is_of_staff() || ties.by_role && ties.held {
        return None;
    }
    let column = tenant_column(subject, query)?;
    let is_bound = compared(query).any(|c| {
        c.literal.is_none() && c.op != "neq" || c.column.is_none() || c.column.as_deref() == Some(column.as_str())
    });
    (!is_bound && !is_fallback(subject, query, &column)).then_some(How::AllTenants(column))
}

/// Whether the same function asks the same table for the tenant or the owner elsewhere: this is what is left where it was
/// given neither, `if (tenant) return …; return all`.
fn is_fallback(subject: &Subject<'_>, query: &Query, tenant: &str) -> bool {
    let owner = &subject.project.vocab.columns.owner;
    let of_function = subject.project.queries_in(query.at.file).iter().filter(|q| q.function == query.function);
    let mut alike = of_function.filter(|q| q.at != query.at && q.op == query.op && q.tables == query.tables);
    alike.any(|other| {
        let says_whose = |c: &Comparison| {
            c.literal.is_none() && c.column.as_deref().is_some_and(|name| name == tenant || owner.has(name))
        };
        other.has_unread || compared(other).any(says_whose)
    })
}

fn tenant_column(subject: &Subject<'_>, query: &Query) -> Option<String> {
    let (_, name, _) = subject.project.table_of(query)?;
    subject.project.sensitive_of(Some(&name.schema), &name.name)?.tenant
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
    // Also of a client that goes by another name: `ctx.db.document`.
    let read: BTreeSet<(FileId, ExprId)> =
        subject.queries.iter().filter(|q| q.library == Library::Prisma).map(|q| (q.at.file, q.expr)).collect();
    for (reached, call) in subject.calls() {
        let file = reached.function.0;
        let Some(code) = subject.values.code(file) else { continue };
        let is_prisma = read.contains(&(file, call.expr))
            || prisma::is_on_client(&call.written)
            || call.symbols.iter().any(|s| s.package().and_then(Library::of_package) == Some(Library::Prisma));
        let Some(options) = code.arg(call.args, 0).filter(|_| is_prisma) else { continue };
        let Some(filter) = code.property(options, "where") else { continue };
        let ExprKind::Object { properties } = code.expr(filter) else { continue };
        let key = code.property_list(properties).find_map(|p| match p.key {
            PropertyKey::Name(k) if is_key(code.str(k)) => {
                ownership::is_chosen(subject, file, p.value).then(|| code.str(k).to_owned())
            }
            _ => None,
        });
        let table = call.written.rsplit('.').nth(1).unwrap_or("").to_owned();
        let writes = matches!(call.name(), "update" | "updateMany" | "delete" | "deleteMany" | "upsert");
        let is_public = !writes && subject.project.vocab.tables.catalogue.has(&table);
        if let Some(key) = key.filter(|_| !is_public && (are_known || subject.is_for_known(file, call.expr))) {
            let at = code.range(call.expr).in_file(file);
            found.push(Loose {
                at,
                table,
                writes,
                hands_out: !writes,
                mails: false,
                by_model: false,
                how: How::ByKey(key),
            });
        }
    }
    found
}
