//! Reads that row security answers with less than the code counts on: of tables that show everybody his own rows and nobody
//! else's.
//!
//! The database gives no error for them. The page of a seller is empty for every buyer, the places that are left are
//! counted without those that others took, and who is not signed in yet is told that there is no such account.

mod another;
mod counted;
mod signed_out;

use super::{Bound, Client, Embed, Op, Query};
use crate::{
    model::{
        Project,
        access::{Caller, Cell, Verdict, Way},
        schema::{Command, Name, Part, Schema, Table, Unsure},
        values::Root,
    },
    source::span::{FileId, Span},
    vocab::split,
};

/// What a read never gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hidden {
    /// The table that holds it.
    pub table: Name,
    /// How it is asked for.
    pub how: Asked,
    /// The policy that shows less, or what switched row security on.
    pub at: Option<Span>,
}

/// How rows are asked for that the caller may not see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Asked {
    /// By what somebody types into this column: `eq("email", address)`.
    Typed(String),
    /// By the key of another person, in this column: `eq("id", order.seller_id)`.
    Another(String),
    /// With the rows of another table, that are of others too: `select("*, author:profiles(name)")`.
    Embedded(String),
    /// To be counted, by this column that the rows of many people share: `eq("trip_id", trip.id)`.
    Counted(String),
    /// Before anybody is signed in, by this column.
    SignedOut(String),
    /// All of them, on a screen for those who run the app.
    Listed,
}

/// Whose rows a table shows: those that hold the caller's id in one of these columns.
pub(in crate::model) struct OwnOnly<'p> {
    pub(in crate::model) owners: Vec<&'p str>,
    /// Those who run the app see all.
    but_admins: bool,
}

impl Project {
    /// What a read with the rights of a user never gives, because the policies hide it from whoever comes to that page.
    #[must_use]
    pub fn hidden_from(&self, query: &Query) -> Option<Hidden> {
        if query.op != Op::Select || !matches!(query.client, Client::User | Client::Anon) || !query.library.is_rest() {
            return None;
        }
        let (schema, name, table) = self.table_of(query)?;
        if let Some((how, at)) = self.asked_signed_out(query, &name) {
            return Some(Hidden { table: name, how, at });
        }
        let cell = self.cell(&name, Caller::Account, Command::Select)?;
        if let Some(own) =
            self.own_only(schema, (&name, table), cell).filter(|own| self.is_for_others(query.at.file, own))
        {
            let how = typed(self, query, &own)
                .or_else(|| self.asks_another(query, &own))
                .or_else(|| self.counts_all(schema, query, table, &own))
                .or_else(|| self.lists_all(query, &name, &own));
            return how.map(|how| Hidden { table: name, how, at: cell.at });
        }
        query.embeds.iter().find_map(|embed| self.hidden_within(query, &name, embed))
    }

    /// The rows of an embedded table that the caller does not see, though he sees what they are embedded in.
    fn hidden_within(&self, query: &Query, outer: &Name, embed: &Embed) -> Option<Hidden> {
        let name = Name::new(outer.schema.clone(), embed.relation.trim_start_matches("...").trim());
        let (schema, _, table) = self.table_named(Some(&name.schema), &name.name)?;
        let cell = self.cell(&name, Caller::Account, Command::Select)?;
        let own = self.own_only(schema, (&name, table), cell).filter(|own| self.is_for_others(query.at.file, own))?;
        let how = self.embeds_another(schema, query, (outer, &name), embed, &own);
        let how = how.or_else(|| counted::embeds_count(schema, query, (outer, table), embed, &own))?;
        Some(Hidden { table: name, how, at: cell.at })
    }

    /// Whether a table shows everybody his own rows, and nobody more but those who run the app.
    pub(in crate::model) fn own_only<'p>(
        &self,
        schema: &Schema,
        (name, table): (&Name, &Table),
        cell: &'p Cell,
    ) -> Option<OwnOnly<'p>> {
        let mut own = OwnOnly { owners: Vec::new(), but_admins: false };
        // A policy that is not known may show more.
        let are_known = table.knows(Part::Policies)
            && !schema.unsure.contains(&Unsure::Policies)
            && !schema.withheld.touches(name, Part::Policies);
        if cell.verdict != Verdict::Scoped || !are_known {
            return None;
        }
        for reach in &cell.policies {
            for way in &reach.ways {
                match owner_of(way) {
                    Some(column) => own.owners.push(column),
                    None if way.verdict == Verdict::Role
                        && way.columns.is_empty()
                        && is_of_admins(table, &reach.policy) =>
                    {
                        own.but_admins = true;
                    }
                    None => return None,
                }
            }
        }
        own.owners.sort_unstable();
        own.owners.dedup();
        let are_people = own.owners.iter().all(|column| self.holds_person(name, table, column));
        (!own.owners.is_empty() && are_people).then_some(own)
    }

    /// Whether a column holds people, and not the tenant that a token names.
    fn holds_person(&self, name: &Name, table: &Table, column: &str) -> bool {
        let vocab = &self.vocab;
        let is_of_people = |of: &Name| of.schema == "auth" && of.name == "users" || vocab.tables.profile.has(&of.name);
        vocab.columns.owner.has(column)
            || is_of_people(name)
            || table.foreign_keys().any(|(of, key)| of.columns == [column] && is_of_people(&key.table))
    }

    /// Whether a screen for those who run the app asks for the rows of everybody, and no policy shows them to such people.
    fn lists_all(&self, query: &Query, name: &Name, own: &OwnOnly<'_>) -> Option<Asked> {
        let names_owner = compared(query, &["eq", "in"]).any(|(column, _)| own.owners.contains(&column));
        // Another set of SQL, or statements that fail on an empty database, may show them more.
        let is_all_of_it = || {
            let speaks_of =
                |schema: &&Schema| schema.relations.contains(name) || schema.withheld.touches(name, Part::Policies);
            self.live_databases().iter().filter(speaks_of).count() == 1
        };
        let lists = query.bound != Bound::One && !names_owner && !own.but_admins && is_all_of_it();
        (lists && self.is_behind_staff_screen(query.at.file)).then_some(Asked::Listed)
    }

    /// Whether those who come to a page are not the ones who may see all.
    fn is_for_others(&self, file: FileId, own: &OwnOnly<'_>) -> bool {
        let speaks_of_admins = |file: FileId| {
            let code = self.file(file).code.as_ref();
            code.is_some_and(|code| code.texts().any(|text| split(text).iter().any(|word| word.contains("admin"))))
        };
        !own.but_admins || !self.is_behind_staff_screen(file) && !speaks_of_admins(file)
    }

    /// Whether a file is one of the screens for those who run the app, or reached through one.
    fn is_behind_staff_screen(&self, file: FileId) -> bool {
        let mut at = Some(file);
        // The way up from an import has no circles: it is the shortest one.
        std::iter::from_fn(|| {
            let here = at?;
            at = self.sides.reached_from(here);
            Some(here)
        })
        .any(|file| self.is_staff_screen(file))
    }
}

/// The column by which a way ties a row to the caller, and to nobody else.
pub(super) fn owner_of(way: &Way) -> Option<&str> {
    let [column] = way.columns.as_slice() else { return None };
    (way.verdict == Verdict::Scoped && !way.through && !way.needs_role).then_some(column)
}

/// Whether a policy asks for one who runs the whole app, and for no other role: `is_admin()`, `role = 'admin'`.
fn is_of_admins(table: &Table, policy: &str) -> bool {
    const ADMINS: [&str; 8] = [
        "admin",
        "admins",
        "superadmin",
        "super_admin",
        "is_admin",
        "is_super_admin",
        "is_superadmin",
        "platform_admin",
    ];
    /// Texts that say where a role stands, or what else is asked of it.
    const BESIDE: [&str; 7] = ["role", "app_metadata", "user_metadata", "user_role", "app_role", "true", "active"];
    let Some(using) = table.policies.get(policy).and_then(|policy| policy.using.as_ref()) else { return false };
    let text = using.text.to_lowercase();
    let is_admin = |word: &str| ADMINS.contains(&word);
    let mut words = text.split(|c: char| !c.is_alphanumeric() && c != '_');
    let mut literals = text.split('\'').skip(1).step_by(2);
    words.any(is_admin) && literals.all(|literal| is_admin(literal) || BESIDE.contains(&literal))
}

/// Somebody else who is looked for by what a form is given.
fn typed(project: &Project, query: &Query, own: &OwnOnly<'_>) -> Option<Asked> {
    let values = project.values();
    // What he signed in with is his own.
    if signed_out::has_signed_in(project, query) {
        return None;
    }
    let is_typed = |value| {
        let symbols = values.symbols(query.at.file, value);
        !symbols.is_empty()
            && symbols.iter().all(|symbol| {
                matches!(&symbol.root, Root::Package(name) if name == "react") && symbol.path.contains("useState")
            })
    };
    compared(query, &["eq", "ilike"])
        .filter(|(column, _)| is_address(column) && !own.owners.contains(column))
        .find_map(|(column, value)| is_typed(value).then(|| Asked::Typed(column.to_owned())))
}

/// Whether people are found by such a column.
fn is_address(column: &str) -> bool {
    split(column)
        .iter()
        .any(|word| matches!(word.as_str(), "email" | "mail" | "phone" | "username" | "telefone" | "correo"))
}

/// The columns that must meet a value of the code, with these operators.
fn compared<'q>(query: &'q Query, ops: &'q [&str]) -> impl Iterator<Item = (&'q str, crate::facts::code::ExprId)> + 'q {
    query.conditions.iter().filter_map(move |condition| match condition {
        super::Condition::Compare(c) if ops.contains(&c.op.as_str()) => Some((c.column.as_deref()?, c.value?)),
        _ => None,
    })
}
