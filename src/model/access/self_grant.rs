//! Columns that give rights or money, which a caller may set on his own row.

use super::{
    Access, Caller, PolicyReach, TableAccess, Verdict, Way,
    guarded::{is_free, mentions, names},
    paid::{is_given_to_tenants, keeps_books, says_paid},
    tenancy,
};
use crate::{
    model::{
        contract::allowed_values,
        routines::{Routine, Routines},
        schema::{Command, Function, FunctionKey, Name, Policy, Schema, Table},
    },
    source::span::Span,
    sql::expr::parse_expr,
    vocab::{Vocabulary, split},
};

/// A way for a caller to give himself what he should not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SelfGrant {
    /// The table.
    pub table: Name,
    /// Whether he changes his row, or adds it.
    pub command: Command,
    /// The columns that he can set.
    pub columns: Vec<String>,
    /// The policy that lets him.
    pub policy: String,
    /// What the row is to him.
    pub row: OwnRow,
    /// The columns say something to others alone, but no policy shows the row to anybody else, and no view or function of the
    /// database uses the table.
    pub unseen: bool,
    /// The columns only vouch for something, and no view or function of the database uses the table, which is none of
    /// profiles or rights.
    pub idle: bool,
    /// Of a row that is added: a function or policy of the database looks for rows that say so, and gives something for it.
    pub believed: bool,
    /// The statement that made the policy.
    pub at: Option<Span>,
}

/// What a row is to the caller who can change it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum OwnRow {
    /// His account: there is one for each, or the table is one of rights.
    Account,
    /// The tenant that he is a member of.
    Tenant,
    /// The tenant that he runs: it is his, or he holds a role among its people. Who founds one does.
    LedTenant,
    /// Something that he pays for, or is paid.
    Purchase,
    /// A request of his that somebody else decides on.
    Request,
}

/// All of them, in the order of tables.
pub(super) fn find(schema: &Schema, access: &Access, routines: &Routines, vocab: &Vocabulary) -> Vec<SelfGrant> {
    let mut grants = Vec::new();
    for (name, judged) in &access.tables {
        let Some(table) = schema.table(name) else { continue };
        for command in [Command::Update, Command::Insert] {
            let Some(cell) = access.cell(name, Caller::Account, command) else { continue };
            let of_policy =
                |reach: &PolicyReach| of_policy(schema, routines, vocab, (name, table, judged), command, reach);
            // Who may change his row need not add one that is granted or paid.
            let is_changed = |row: OwnRow| matches!(row, OwnRow::Request | OwnRow::Purchase | OwnRow::LedTenant);
            let may_change = |g: &SelfGrant| g.table == *name && is_changed(g.row);
            if command == Command::Insert && grants.iter().any(may_change) {
                continue;
            }
            if cell.verdict == Verdict::Scoped && cell.effective != Verdict::Denied {
                grants.extend(cell.policies.iter().find_map(of_policy));
            } else if cell.verdict == Verdict::Open && cell.effective == Verdict::Scoped {
                // The policy asks nothing: what ties him to the rows that he can change are the policies by which he sees them.
                let seen = access.cell(name, Caller::Account, Command::Select).map_or(&[][..], |cell| &cell.policies);
                let open = cell.policies.iter().filter(|reach| reach.verdict == Verdict::Open);
                let as_seen = |reach: &PolicyReach| {
                    let ways = seen.iter().flat_map(|seen| seen.ways.iter().cloned()).collect();
                    of_policy(&PolicyReach { ways, ..reach.clone() })
                };
                grants.extend(open.map(as_seen).find_map(|grant| grant));
            }
        }
    }
    grants
}

fn of_policy(
    schema: &Schema,
    routines: &Routines,
    vocab: &Vocabulary,
    (name, table, judged): (&Name, &Table, &TableAccess),
    command: Command,
    reach: &PolicyReach,
) -> Option<SelfGrant> {
    let is_tenant = vocab.tables.tenant.has(&name.name);
    let is_of_tenant = |way: &Way| is_tenant && way.columns.iter().any(|column| is_unique(table, column));
    let leads = |way: &Way| command == Command::Update && is_of_tenant(way);
    let own = reach.ways.iter().filter(|way| way.verdict == Verdict::Scoped && (!way.needs_role || leads(way)));
    let asked = asks_another(judged, reach);
    let is_of_asked = |way: &Way| asked.is_some_and(|asker| way.columns != [asker.as_str()]);
    let way = own.min_by_key(|way| (way.needs_role, way.through, is_of_asked(way)))?;
    let policy = table.policies.get(&reach.policy)?;
    let row = if way.needs_role {
        OwnRow::LedTenant
    } else if !way.through && is_account_row(name, table, &way.columns, vocab) {
        OwnRow::Account
    } else if is_of_tenant(way) {
        OwnRow::Tenant
    } else if way.through {
        return None;
    } else if is_request(table, &way.columns, vocab) || asked.is_some() {
        OwnRow::Request
    } else if is_tenant && command == Command::Update {
        OwnRow::LedTenant
    } else {
        OwnRow::Purchase
    };
    // A row that is made at sign-up cannot be added again; rights can be added, a request that is granted already, and a
    // purchase that is paid already.
    let can_be_added = match row {
        OwnRow::Account => vocab.tables.rights.has(&name.name),
        OwnRow::Request => asked.is_none(),
        OwnRow::Purchase => true,
        OwnRow::Tenant | OwnRow::LedTenant => false,
    };
    if command == Command::Insert && !can_be_added {
        return None;
    }
    let names = || table.columns.iter().map(|column| column.name.clone());
    let is_plain = |column: &String| VOUCHING.contains(&column.as_str()) || GIVING.contains(&column.as_str());
    let is_verdict = |column: &String| {
        vocab.columns.state.has(column) && allowed_values(schema, table, column).is_none_or(|v| has_word(&v, GRANTED))
    };
    let is_right = |column: &String| {
        says_paid(schema, (name, table), column, vocab)
            || judged.sensitive.privileged.contains(column) && is_plain(column)
    };
    let columns: Vec<String> = match row {
        OwnRow::Request if command == Command::Insert => {
            let waits = |column: &String| begins_waiting(table, column);
            names().filter(|column| is_verdict(column) && waits(column)).collect()
        }
        OwnRow::Request => names().filter(|column| is_verdict(column) || is_right(column)).collect(),
        OwnRow::Purchase if command == Command::Insert => {
            names().filter(|column| says_paid(schema, (name, table), column, vocab)).collect()
        }
        OwnRow::Purchase => {
            let is_note = |column: &String| split(column).iter().any(|word| word == "balance") && keeps_books(table);
            names().filter(|column| is_right(column) && !is_note(column)).collect()
        }
        OwnRow::LedTenant => {
            let is_given = |column: &String| is_given_to_tenants(judged, column, vocab);
            names().filter(|column| is_given(column) || is_right(column)).collect()
        }
        OwnRow::Account | OwnRow::Tenant => {
            let is_choice = |column: &String| is_kind_of_customer(schema, routines, (name, table), column);
            let is_spent = |column: &String| is_spent(routines, name, column, vocab);
            let spent = names().filter(|column| !judged.sensitive.privileged.contains(column) && is_spent(column));
            let rights = judged.sensitive.privileged.iter().filter(|column| !is_choice(column)).cloned();
            let tenants = if row == OwnRow::Account && command == Command::Update {
                tenancy::columns(schema, routines, vocab, (name, table))
            } else {
                Vec::new()
            };
            rights.chain(spent).chain(tenants).collect()
        }
    };
    let free = |column: &String| is_free(schema, (name, table), routines, command, policy, column);
    let columns: Vec<String> = columns.into_iter().filter(free).collect();
    let for_others = |column: &String| !GIVING.contains(&column.as_str());
    let is_used = is_used(schema, routines, name);
    let unseen = columns.iter().all(for_others) && !is_used && is_private(judged);
    let vouches =
        |column: &String| VOUCHING.contains(&column.as_str()) || split(column).contains(&"verified".to_owned());
    let is_of_people = vocab.tables.profile.has(&name.name) || vocab.tables.rights.has(&name.name);
    let idle = !is_used && !is_of_people && columns.iter().all(vouches);
    let believed = command == Command::Insert
        && columns.iter().any(|column| super::believed::in_database(schema, name, column, vocab));
    let policy = policy.name.clone();
    let grant = SelfGrant { table: name.clone(), command, columns, policy, row, unseen, idle, believed, at: reach.at };
    (!grant.columns.is_empty()).then_some(grant)
}

/// Whether a state begins as one that somebody has still to decide on.
fn begins_waiting(table: &Table, column: &str) -> bool {
    const WAITING: [&str; 8] =
        ["pending", "requested", "submitted", "in_review", "under_review", "pendente", "pendiente", "ausstehend"];
    let default = table.column(column).and_then(|column| column.default.as_ref());
    let tree = default.and_then(|default| parse_expr(&default.text).ok());
    tree.is_some_and(|tree| tree.as_text().is_some_and(|text| WAITING.contains(&text)))
}

/// The column of who asks, where a row is between two people, who may both change it, and only one of them may add it: a
/// request to be connected.
fn asks_another<'r>(judged: &TableAccess, reach: &'r PolicyReach) -> Option<&'r String> {
    let added = judged.cells.get(&(Caller::Account, Command::Insert))?;
    let is_own =
        |way: &&Way| way.verdict == Verdict::Scoped && !way.through && !way.needs_role && way.columns.len() == 1;
    let mut binds = added.policies.iter().flat_map(|reach| &reach.ways).filter(is_own).flat_map(|way| &way.columns);
    let asker = binds.next().filter(|asker| binds.all(|other| other == *asker))?;
    let own = || reach.ways.iter().filter(is_own).flat_map(|way| &way.columns);
    own().any(|column| column != asker).then(|| own().find(|column| *column == asker)).flatten()
}

/// Whether policies show a row to nobody but the caller himself.
fn is_private(judged: &TableAccess) -> bool {
    let is_own = |way: &Way| way.verdict == Verdict::Scoped && !way.through && !way.needs_role;
    judged.cells.get(&(Caller::Account, Command::Select)).is_some_and(|cell| {
        cell.verdict == Verdict::Scoped && cell.policies.iter().flat_map(|reach| &reach.ways).all(is_own)
    })
}

/// Whether a function or view of the database reads or writes a table.
fn is_used(schema: &Schema, routines: &Routines, name: &Name) -> bool {
    let uses = |routine: &Routine| {
        routine.unread || routine.reads.contains(name) || routine.writes.iter().any(|write| write.table == *name)
    };
    routines.all().any(uses) || schema.views().any(|(_, view)| view.reads.contains(name))
}

/// Values of a role or plan that stand above what everybody has.
pub(super) const ABOVE: &[&str] = &[
    "admin",
    "administrator",
    "superadmin",
    "super",
    "owner",
    "staff",
    "employee",
    "moderator",
    "manager",
    "support",
    "internal",
    "system",
    "root",
    "premium",
    "pro",
    "plus",
    "paid",
    "vip",
    "gold",
    "enterprise",
    "business",
    "verified",
];

/// Whether a column says what kind of customer somebody is, which he chose himself when he came: its values are known,
/// none of them is one of those who run or pay for more, and no policy or function of the database asks for it.
fn is_kind_of_customer(schema: &Schema, routines: &Routines, (name, table): (&Name, &Table), column: &str) -> bool {
    const KINDS: &[&str] = &["account_type", "user_type", "profile_type"];
    let is_harmless = |values: Vec<String>| !values.is_empty() && !has_word(&values, ABOVE);
    let in_policy = |policy: &Policy| {
        [&policy.using, &policy.check].into_iter().flatten().any(|condition| mentions(&condition.text, column))
    };
    let in_function = |(key, function): (&FunctionKey, &Function)| {
        let names_it = function.body.as_ref().is_some_and(|body| body.text.contains(column));
        names_it && routines.get(key).is_none_or(|routine| routine.unread || routine.reads.contains(name))
    };
    let is_asked = || {
        schema.tables().any(|(_, table)| table.policies.values().any(|policy| in_policy(policy)))
            || schema.functions.iter().any(in_function)
    };
    KINDS.contains(&column) && allowed_values(schema, table, column).is_some_and(is_harmless) && !is_asked()
}

/// Whether a column counts points or coins that a function of the database asks for before it gives something.
fn is_spent(routines: &Routines, name: &Name, column: &str, vocab: &Vocabulary) -> bool {
    let counts = split(column).last().is_some_and(|word| vocab.words.coins.has(word));
    let uses = |routine: &Routine| routine.reads.contains(name) || routine.writes.iter().any(|w| w.table == *name);
    let asks = |routine: &Routine| {
        let taken = || routine.taken.iter().filter_map(|(_, query)| query.as_select()).flat_map(|select| &select.items);
        routine.conditions.iter().any(|condition| names(condition, column))
            || !routine.conditions.is_empty() && taken().any(|item| names(&item.value, column))
    };
    counts && routines.all().any(|routine| uses(routine) && asks(routine))
}

pub(super) fn has_word(values: &[String], words: &[&str]) -> bool {
    values.iter().flat_map(|value| split(value)).any(|word| words.contains(&word.as_str()))
}

/// Whether somebody else decides on the row: it has a place for who did, and belongs to who asks.
fn is_request(table: &Table, ties: &[String], vocab: &Vocabulary) -> bool {
    const ASKS: &[&str] = &[
        "user",
        "profile",
        "applicant",
        "requester",
        "requested",
        "submitted",
        "submitter",
        "created",
        "customer",
        "member",
        "student",
        "driver",
        "seller",
        "account",
        "auth",
        "owner",
        "usuario",
        "solicitante",
        "author",
        "autor",
        "writer",
        "uploader",
        "creator",
    ];
    let asks = |column: &String| split(column).iter().any(|word| ASKS.contains(&word.as_str()));
    table.columns.iter().any(|column| vocab.columns.verdict.has(&column.name)) && ties.iter().any(asks)
}

/// Values of a state that say that a request was granted.
const GRANTED: &[&str] = &[
    "approved",
    "accepted",
    "verified",
    "granted",
    "active",
    "confirmed",
    "paid",
    "completed",
    "aprovado",
    "aprobado",
    "aceito",
    "aceptado",
    "genehmigt",
    "approuve",
];
/// What others believe of somebody, whatever the table.
const VOUCHING: &[&str] = &["is_verified", "verified_at", "verification_status", "kyc_status"];
/// Rights and money that no row of one's own should take from its owner, whatever the table: the app hands out by them what
/// he gets, also where nobody else reads them.
pub(super) const GIVING: &[&str] = &[
    "is_admin",
    "is_premium",
    "plan_type",
    "subscription_status",
    "subscription_tier",
    "credits",
    "balance",
    "coins_balance",
    "credit_balance",
    "token_balance",
    "wallet_balance",
    "trial_ends_at",
];

/// Whether the columns that tie a row to its owner allow one row an account, or the table is one of rights.
fn is_account_row(name: &Name, table: &Table, ties: &[String], vocab: &Vocabulary) -> bool {
    ties.iter().any(|column| is_unique(table, column))
        || vocab.tables.rights.has(&name.name) && ties.iter().any(|column| vocab.columns.owner.has(column))
}

/// Whether no two rows have the same value in a column.
fn is_unique(table: &Table, column: &String) -> bool {
    table.primary_key() == std::slice::from_ref(column)
        || table.indexes.values().any(|index| {
            let keys: Vec<_> = index.keys.iter().filter_map(|key| key.column.as_ref()).collect();
            index.unique && index.predicate.is_none() && index.keys.len() == 1 && keys == [column]
        })
}
