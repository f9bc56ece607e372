//! The join of code and database: the table behind a call, the index that serves it, what bounds it.

use super::{Bound, Client, Comparison, Condition, Op, Query};
use crate::facts::code::{Enclosure, Node};
use crate::model::{
    Project,
    indexes::{Service, filter_served, is_unique, read_conditions, sort_served},
    outcome::{ErrorUse, Wait},
    schema::{Name, Schema, Switch, Table, Unsure},
};

/// How the database serves one call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judged {
    /// Its conditions.
    pub filter: Service,
    /// Its order.
    pub sort: Service,
}

impl Project {
    /// The table that a call names, in the first set of SQL that makes it; `None` for views, computed names, and
    /// tables that no SQL makes.
    #[must_use]
    pub fn table_of(&self, query: &Query) -> Option<(&Schema, Name, &Table)> {
        let [name] = query.tables.as_slice() else { return None };
        if !query.library.is_sql() {
            return None;
        }
        self.table_named(query.schema.as_deref(), name)
    }

    /// Whether a call runs in the browser.
    #[must_use]
    pub fn runs_in_browser(&self, query: &Query) -> bool {
        let file = query.at.file;
        let code = self.file(file).code.as_ref();
        code.is_some_and(|code| self.sides.of_expr(file, code, query.expr).is_client())
    }

    /// Whether a call runs on a server, and nowhere else.
    #[must_use]
    pub fn runs_on_server(&self, query: &Query) -> bool {
        let file = query.at.file;
        let code = self.file(file).code.as_ref();
        code.is_some_and(|code| self.sides.of_expr(file, code, query.expr).is_server())
    }

    /// The table of this name in the first set of SQL that makes it.
    #[must_use]
    pub fn table_named(&self, schema: Option<&str>, name: &str) -> Option<(&Schema, Name, &Table)> {
        let wanted = Name::new(schema.unwrap_or("public"), name);
        self.live_databases().iter().find_map(|database| Some((database, wanted.clone(), database.table(&wanted)?)))
    }

    /// Whether a column of the table that a call names refers to accounts, or to the table of people:
    /// `tutor_id references profiles`.
    #[must_use]
    pub fn leads_to_person(&self, query: &Query, column: &str) -> bool {
        let is_of_people =
            |name: &Name| name.schema == "auth" && name.name == "users" || self.vocab.tables.profile.has(&name.name);
        self.table_of(query).is_some_and(|(_, _, table)| {
            table.foreign_keys().any(|(of, key)| of.columns == [column] && is_of_people(&key.table))
        })
    }

    /// Whether a condition is only there at times: `if (room) q = q.eq("room_id", room)`.
    #[must_use]
    pub fn is_optional(&self, query: &Query, comparison: &Comparison) -> bool {
        let Some((code, value)) = self.file(query.at.file).code.as_ref().zip(comparison.value) else { return false };
        let always: Vec<Enclosure> = code.enclosures(Node::Expr(query.expr)).collect();
        let is_branch = |e: &Enclosure| {
            use Enclosure as E;
            matches!(
                e,
                E::Then(_) | E::Else(_) | E::Case(_) | E::ConditionalThen(_) | E::ConditionalElse(_) | E::AfterAnd(_)
            )
        };
        let stands_in = code.function_of(query.expr) == code.function_of(value);
        stands_in && code.enclosures_in_function(value).any(|e| is_branch(&e) && !always.contains(&e))
    }

    /// Which indexes serve a call.
    #[must_use]
    pub fn judge(&self, query: &Query) -> Judged {
        let nothing = |is_empty: bool| if is_empty { Service::NotNeeded } else { Service::Unknown };
        if matches!(query.op, Op::Rpc | Op::Insert) {
            return Judged { filter: Service::NotNeeded, sort: Service::NotNeeded };
        }
        let Some((schema, name, table)) = self.table_of(query) else {
            if let Some(judged) = self.judge_through_view(query).filter(|_| query.library.is_sql()) {
                return judged;
            }
            let filter = nothing(query.conditions.is_empty() && !query.has_unread);
            return Judged { filter, sort: nothing(query.sort.is_empty() && !query.has_unread) };
        };
        let compared = query.conditions.iter().filter_map(|condition| match condition {
            Condition::Compare(c) => c.column.as_deref(),
            Condition::AnyOf(_) => None,
        });
        let columns: Vec<&str> = compared.collect();
        let is_unsure = schema.unsure.contains(&Unsure::Relations);
        let unless = |service: Service, doubtful: &dyn Fn() -> bool| {
            if service == Service::Missing && (is_unsure || doubtful()) { Service::Unknown } else { service }
        };
        let filter = filter_served(table, &query.conditions, query.has_unread);
        let sort = sort_served(table, &query.conditions, &query.sort, query.has_unread);
        Judged {
            filter: unless(filter, &|| self.may_be_indexed(schema, &name, &columns)),
            sort: unless(sort, &|| self.may_be_sorted(schema, &name, query)),
        }
    }

    /// Which indexes serve a call, with what row security adds to its conditions where it runs as the signed-in user.
    #[must_use]
    pub fn judge_as_user(&self, query: &Query) -> Judged {
        let added = match self.table_of(query) {
            Some((_, name, table)) if query.client == Client::User && table.row_security == Switch::On => {
                read_conditions(&name, table)
            }
            _ => Vec::new(),
        };
        if added.is_empty() {
            return self.judge(query);
        }
        let conditions = query.conditions.iter().cloned().chain(added).collect();
        self.judge(&Query { conditions, ..query.clone() })
    }

    /// Whether the rows a select gives cannot grow with its table.
    #[must_use]
    pub fn is_bounded(&self, query: &Query) -> bool {
        if query.op != Op::Select || query.bound != Bound::None {
            return true;
        }
        let fixed: Vec<&str> = query
            .conditions
            .iter()
            .filter_map(|c| match c {
                Condition::Compare(c) if matches!(c.op.as_str(), "eq" | "in") && c.path.is_none() => {
                    c.column.as_deref()
                }
                _ => None,
            })
            .collect();
        match self.table_of(query) {
            Some((_, _, table)) => is_unique(table, &fixed),
            // A table that no SQL makes: `id` is the key of practically every one.
            None => fixed.contains(&"id"),
        }
    }
}

impl Query {
    /// Whether a failure is noticed: the error is read, or the call throws and nothing hides it.
    #[must_use]
    pub fn is_error_checked(&self) -> bool {
        match self.outcome.error {
            _ if self.throws && self.outcome.is_hidden => false,
            ErrorUse::Read | ErrorUse::Escapes => true,
            ErrorUse::Bound | ErrorUse::Dropped | ErrorUse::Discarded => self.throws,
            ErrorUse::Unknown => self.throws || self.outcome.wait == Wait::Returned,
        }
    }
}
