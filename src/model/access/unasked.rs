//! Rights that nothing asks for: a column `is_admin` that no policy, no function that something calls, no view and no code
//! ever reads gives nobody anything.

use super::{OwnRow, SelfGrant};
use crate::{
    facts::code::{Code, ExprKind, PropertyKey},
    model::{
        Project, Role,
        queries::{Columns, Condition, Op, Query},
        routines::Routines,
        schema::{FunctionKey, Name, Schema},
    },
    source::span::FileId,
    vocab::{camel_case, split},
};

impl Project {
    /// Whether all that somebody can give himself are rights by their name, and nothing here asks for one of them.
    #[must_use]
    pub fn is_unasked(&self, schema: &Schema, routines: &Routines, grant: &SelfGrant) -> bool {
        let is_asked = |column: &String| {
            self.is_asked_in_database(schema, routines, (&grant.table, column)) || self.is_asked_in_code(grant, column)
        };
        !self.asked_tables.is_empty()
            && grant.columns.iter().all(|column| names_staff(column))
            && !grant.columns.iter().any(is_asked)
    }

    fn is_asked_in_database(&self, schema: &Schema, routines: &Routines, (table, column): (&Name, &str)) -> bool {
        let policies = || schema.tables().flat_map(|(_, table)| table.policies.values());
        let conditions =
            || policies().flat_map(|policy| [&policy.using, &policy.check]).flatten().map(|text| &*text.text);
        let views = || schema.views().map(|(_, view)| &*view.query.text);
        let functions = || schema.functions.iter().filter_map(|(key, f)| Some((key, &*f.body.as_ref()?.text)));
        let runs = |key: &FunctionKey| {
            let name = key.name.name.as_str();
            let is_trigger = schema.tables().flat_map(|(_, t)| t.triggers.values()).any(|t| t.function.name == name);
            let in_functions = || functions().any(|(other, text)| other != key && has_word(text, name));
            is_trigger
                || conditions().chain(views()).any(|text| has_word(text, name))
                || in_functions()
                || self.own_code().any(|(_, code)| code.texts().any(|text| text == name))
        };
        let reads = |key: &FunctionKey| routines.get(key).is_none_or(|r| r.unread || r.reads.contains(table));
        conditions().chain(views()).any(|text| names_column(text, column))
            || functions().any(|(key, text)| names_column(text, column) && reads(key) && runs(key))
    }

    /// Whether code reads the column: of the rows of an account anywhere, of others in files that name their table.
    fn is_asked_in_code(&self, grant: &SelfGrant, column: &str) -> bool {
        let table = grant.table.name.as_str();
        let names = [column.to_owned(), camel_case(column)];
        let is_of_account = grant.row == OwnRow::Account;
        let asks = |query: &Query| {
            let of_table = query.tables.iter().any(|t| t == table) && query.op != Op::Insert;
            let named = if let Columns::Named(named) = &query.columns { named.as_slice() } else { &[] };
            let selects = query.op == Op::Select && named.iter().any(|name| name == column);
            let mut compared = query.conditions.iter().flat_map(Condition::comparisons);
            of_table && (selects || compared.any(|c| c.column.as_deref() == Some(column)))
        };
        // A file that only writes the table, or deletes of it, has such a member from elsewhere.
        let may_hold_rows = |file: FileId, code: &Code| {
            let of_table = || self.queries_in(file).iter().filter(|query| query.tables.iter().any(|t| t == table));
            let reads = of_table().any(|query| query.op == Op::Select) || of_table().next().is_none();
            is_of_account || reads && code.texts().any(|text| has_word(text, table))
        };
        self.queries.iter().any(asks)
            || self.own_code().any(|(file, code)| {
                reads_member(code, &names) && may_hold_rows(file, code) || selects_in_text(code, column)
            })
    }

    /// The code that somebody wrote for the app.
    fn own_code(&self) -> impl Iterator<Item = (FileId, &Code)> {
        self.code_files().filter(|(_, file, _)| file.role == Role::Source).map(|(id, _, code)| (id, code))
    }
}

/// `is_admin`, `staff`: a column that says who may do what others may not, and nothing else.
fn names_staff(column: &str) -> bool {
    const STAFF: [&str; 10] = [
        "admin",
        "administrator",
        "superadmin",
        "superuser",
        "moderator",
        "staff",
        "platform",
        "system",
        "site",
        "owner",
    ];
    split(column).iter().all(|word| word == "is" || STAFF.contains(&word.as_str()))
}

/// Whether a text has a word that is no part of a longer one and names no function: `is_admin`, not `is_admin(id)`.
fn names_column(text: &str, column: &str) -> bool {
    let is_call = |end: usize| text.get(end..).is_some_and(|rest| rest.trim_start().starts_with('('));
    places(text, column).any(|end| !is_call(end))
}

fn has_word(text: &str, word: &str) -> bool {
    places(text, word).next().is_some()
}

/// Where the places end at which a text has a word that is no part of a longer one.
fn places<'t>(text: &'t str, word: &'t str) -> impl Iterator<Item = usize> + 't {
    let is_part = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
    text.match_indices(word).map(|(at, _)| (at, at + word.len())).filter_map(move |(at, end)| {
        let (before, after) = (text.get(..at).unwrap_or_default(), text.get(end..).unwrap_or_default());
        (!is_part(before.chars().next_back()) && !is_part(after.chars().next())).then_some(end)
    })
}

/// `row.is_admin`, `const { isAdmin } = row`.
fn reads_member(code: &Code, names: &[String]) -> bool {
    let is_it = |name: &str| names.iter().any(|other| other == name);
    if !code.texts().any(is_it) {
        return false;
    }
    let members = code.exprs.iter().filter_map(|expr| match expr.kind {
        ExprKind::Member { property, .. } => Some(property),
        _ => None,
    });
    let taken = code.pattern_properties.iter().filter_map(|property| match property.key {
        PropertyKey::Name(name) => Some(name),
        PropertyKey::Computed(_) | PropertyKey::Spread => None,
    });
    members.chain(taken).any(|name| is_it(code.str(name)))
}

/// `select("id, members(is_admin)")`: a list with other names, and no sentence.
fn selects_in_text(code: &Code, column: &str) -> bool {
    let is_list = |text: &str| {
        let is_of_list = |c: char| c.is_alphanumeric() || c.is_whitespace() || "_,():*!.".contains(c);
        text.contains([',', '(']) && text.chars().all(is_of_list)
    };
    code.texts().any(|text| text != column && has_word(text, column) && is_list(text))
}
