//! Access: who can reach which rows.
//!
//! For each table of the API × each caller × each command, a verdict from grants, row security and policies. Policies
//! are not matched against patterns: their conditions are evaluated for a caller of whom it is known who he is (nobody,
//! or a stranger with an account), through subqueries, views and the functions they call, to the cases in which they
//! hold. A case that ties the caller to the row is *scoped*, one that asks him to hold something is a *role*, one that
//! asks nothing of him is *open*.
//!
//! ```text
//! policy text ─► expression ─► cases (DNF over caller, row, rows of subqueries) ─► verdict of the cell
//! ```

mod admitted;
mod aggregate;
mod believed;
mod body;
mod call;
mod caller;
mod capture;
mod cases;
mod cell;
mod chosen;
mod compare;
mod cost;
mod doubt;
mod eval;
pub(crate) mod faults;
mod guarded;
mod harmless;
mod named;
mod paid;
mod pinned;
mod policy;
mod project;
mod query;
mod rewrite;
mod scope;
mod self_grant;
mod sensitive;
mod signup;
mod tenancy;
mod unasked;
mod value;
mod written_through;

use std::collections::BTreeMap;

use rayon::prelude::*;
use serde::Serialize;

use self::cell::judge;
pub use self::{
    admitted::SelfAdmission,
    caller::Caller,
    cost::{RepeatedCalls, overlapping, repeated_calls},
    faults::{PolicyFault, PolicyFaultKind},
    named::{speaks_of_insiders, speaks_of_public},
    self_grant::{OwnRow, SelfGrant},
    sensitive::{Sensitive, is_asked_price},
    signup::TrustedSignup,
    written_through::WrittenThrough,
};
pub(in crate::model) use self::{
    cost::share_a_role,
    guarded::{mentions, names},
};
use super::{
    routines::Routines,
    schema::{Command, Name, Schema, Switch},
};
use crate::{frameworks::supabase::caller::is_platform_schema, source::span::Span, vocab::Vocabulary};

/// What a caller can do with the rows of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// Nothing.
    Denied,
    /// What callers holding a role can do.
    Role,
    /// Only with rows tied to himself.
    Scoped,
    /// It cannot be told; the reason is in the cell.
    Unknown,
    /// Any such caller reaches rows of others.
    Open,
}

/// The commands that access is judged for, in the order of reports.
pub const COMMANDS: [Command; 4] = [Command::Select, Command::Insert, Command::Update, Command::Delete];

/// Who can reach which rows of one database.
#[derive(Clone, Debug, Default)]
pub struct Access {
    /// The tables that the API serves, and those of the platform on which the app puts policies, by name.
    pub tables: BTreeMap<Name, TableAccess>,
    /// Faults of single policies, in the order of tables.
    pub faults: Vec<PolicyFault>,
    /// Rights and money that callers can give themselves, in the order of tables.
    pub self_grants: Vec<SelfGrant>,
    /// Memberships that callers can give themselves, in the order of tables.
    pub self_admissions: Vec<SelfAdmission>,
    /// Rights that sign-up takes from what users write about themselves.
    pub trusted_signups: Vec<TrustedSignup>,
}

/// Who can reach which rows of one table.
#[derive(Clone, Debug)]
pub struct TableAccess {
    /// Row security.
    pub row_security: Switch,
    /// What its columns hold, by their names.
    pub sensitive: Sensitive,
    /// One cell for each caller and command.
    pub cells: BTreeMap<(Caller, Command), Cell>,
}

/// What one caller can do with one command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// By this command's own grants and policies.
    pub verdict: Verdict,
    /// Open for some of the rows only: a condition on the row, not on the caller.
    pub row_filtered: bool,
    /// For a command that must see the rows it changes: by the select policies too.
    pub effective: Verdict,
    /// Why, in words.
    pub because: String,
    /// Why nothing is possible.
    pub cause: Option<Cause>,
    /// What each policy that lets somebody in allows, the widest first.
    pub policies: Vec<PolicyReach>,
    /// The statement that decides: a policy, a grant, the table.
    pub at: Option<Span>,
}

/// Why a cell is denied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cause {
    /// No privilege on the table or its schema.
    Grant,
    /// No policy lets this caller in.
    Policy,
    /// Policies of these tables read each other, so every access is an error.
    Recursion(Vec<Name>),
    /// The policies use something that the caller may not, so every access is an error: `table auth.users`.
    NoRight(String),
}

/// What one permissive policy allows a caller.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyReach {
    /// The policy.
    pub policy: String,
    /// What it allows by itself.
    pub verdict: Verdict,
    /// Open for some of the rows only.
    pub row_filtered: bool,
    /// The ways in: for each the columns of the row that are compared with something beyond it.
    pub ways: Vec<Way>,
    /// The statement that made it.
    pub at: Option<Span>,
}

/// One way in.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Way {
    /// What it amounts to.
    pub verdict: Verdict,
    /// The caller must hold something beside an account.
    pub needs_role: bool,
    /// What ties him to the row is a third row: a membership.
    pub through: bool,
    /// Columns of the row that are compared with the caller, or with rows elsewhere.
    pub columns: Vec<String>,
}

impl Access {
    /// Judges all cells of a database.
    #[must_use]
    pub fn of(schema: &Schema, routines: &Routines, vocab: &Vocabulary) -> Self {
        let mut tables = BTreeMap::new();
        for (name, table) in schema.tables() {
            let is_platform = is_platform_schema(&name.schema);
            let is_judged =
                if is_platform { !table.policies.is_empty() } else { schema.api_schemas.contains(&name.schema) };
            if is_judged && table.extension.is_none() {
                let sensitive = Sensitive::of(name, table, vocab);
                let row_security = table.row_security;
                tables.insert(name.clone(), TableAccess { row_security, sensitive, cells: BTreeMap::new() });
            }
        }
        let names: Vec<&Name> = tables.keys().collect();
        let cells = || Caller::ALL.par_iter().map(|&caller| judge(schema, caller, &names)).collect::<Vec<_>>();
        let beside = || (faults::find(schema, routines, tables.keys()), signup::find(schema, routines, vocab));
        let (cells, (faults, trusted_signups)) = rayon::join(cells, beside);
        for (caller, of_tables) in Caller::ALL.into_iter().zip(cells) {
            for (access, cells) in tables.values_mut().zip(of_tables) {
                access.cells.extend(cells.into_iter().map(|(command, cell)| ((caller, command), cell)));
            }
        }
        let mut access = Self { tables, faults, trusted_signups, ..Self::default() };
        let (self_grants, self_admissions) = rayon::join(
            || self_grant::find(schema, &access, routines, vocab),
            || admitted::find(schema, &access, routines, vocab),
        );
        (access.self_grants, access.self_admissions) = (self_grants, self_admissions);
        access
    }

    /// One cell.
    #[must_use]
    pub fn cell(&self, table: &Name, caller: Caller, command: Command) -> Option<&Cell> {
        self.tables.get(table)?.cells.get(&(caller, command))
    }
}

impl super::Project {
    /// What a caller reaches of a table with a command, in the first database that has the table.
    #[must_use]
    pub fn cell(&self, table: &Name, caller: Caller, command: Command) -> Option<&Cell> {
        self.access.iter().find_map(|access| access.cell(table, caller, command))
    }

    /// Whether an account may change, or delete, any row of the table that a call names.
    #[must_use]
    pub fn holds_nothing_back(&self, query: &super::queries::Query) -> bool {
        use super::queries::Op;
        let Some((_, name, _)) = self.table_of(query) else { return false };
        let command = if query.op == Op::Delete { Command::Delete } else { Command::Update };
        let cell = self.cell(&name, Caller::Account, command);
        cell.is_some_and(|cell| cell.effective == Verdict::Open && !cell.row_filtered)
    }

    /// Whether a call with the rights of users is one that row security lets none of them do: with any row, or with the one
    /// that it names, which is somebody else's. What grants say is left aside: they may be given elsewhere.
    #[must_use]
    pub fn is_kept_from_users(&self, query: &super::queries::Query) -> bool {
        let is_denied = |(_, name, _): (&Schema, Name, _)| {
            let cell = query.op.command().and_then(|command| self.cell(&name, Caller::Account, command));
            cell.is_some_and(|cell| cell.effective == Verdict::Denied && cell.cause != Some(Cause::Grant))
        };
        query.client == super::queries::Client::User
            && (self.table_of(query).is_some_and(is_denied) || self.misses_rows_of_others(query).is_some())
    }

    /// Whether any account may write any value it likes into a column of the table that a query writes: no condition of a
    /// policy, no privilege and no trigger looks at it. `false` also where that is not known.
    #[must_use]
    pub fn leaves_column_open(&self, query: &super::queries::Query, column: &str) -> bool {
        use super::queries::Op;
        let Some((found, name, _)) = self.table_of(query) else { return self.is_of_left_open(query, column) };
        let command = if query.op == Op::Insert { Command::Insert } else { Command::Update };
        self.leaves_open(found, &name, command, column)
    }

    /// The same of a table that was made by hand, and that the SQL here leaves without row security.
    fn is_of_left_open(&self, query: &super::queries::Query, column: &str) -> bool {
        let [table] = query.tables.as_slice() else { return false };
        let name = Name::new(query.schema.as_deref().unwrap_or("public"), table);
        let mut all = self.databases.iter().zip(&self.routines);
        query.library.is_sql()
            && self.left_open.contains_key(&name)
            && !all.any(|(schema, routines)| guarded::may_have_guard(schema, &name, routines, column))
    }

    /// The same of a table of one of the databases.
    #[must_use]
    pub fn leaves_open(&self, of: &Schema, name: &Name, command: Command, column: &str) -> bool {
        let mut all = self.databases.iter().zip(&self.access).zip(&self.routines);
        all.any(|((schema, access), routines)| {
            let cell = access.cell(name, Caller::Account, command).filter(|_| std::ptr::eq(schema, of));
            cell.is_some_and(|cell| guarded::leaves_open(schema, routines, (name, cell), command, column))
        })
    }
}

impl TableAccess {
    /// The cells of one caller, in the order of [`COMMANDS`].
    pub fn of_caller(&self, caller: Caller) -> impl Iterator<Item = (Command, &Cell)> {
        COMMANDS.into_iter().filter_map(move |command| Some((command, self.cells.get(&(caller, command))?)))
    }
}

impl Verdict {
    /// Its word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Denied => "denied",
            Self::Role => "role",
            Self::Scoped => "scoped",
            Self::Unknown => "unknown",
            Self::Open => "open",
        }
    }
}

#[cfg(test)]
mod tests;
