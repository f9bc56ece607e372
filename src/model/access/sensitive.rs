//! What the rows of a table hold that not everybody should see, and what says to which tenant they belong.

use crate::{
    model::{
        Project,
        schema::{Name, Table},
    },
    vocab::{Vocabulary, split},
};

/// Columns by what their names say of what they hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sensitive {
    /// What lets its reader act as somebody else: tokens, passwords, codes.
    pub secret: Vec<String>,
    /// What a link holds that opens the row to whoever has it.
    pub share_link: Vec<String>,
    /// What tells something about a person: addresses, numbers, health, messages.
    pub personal: Vec<String>,
    /// Names of people.
    pub person_name: Vec<String>,
    /// Money, and what is as good as money.
    pub money: Vec<String>,
    /// What a user must not set himself: rights, plan, credits, verdicts on him.
    pub privileged: Vec<String>,
    /// The column that says to which tenant a row belongs.
    pub tenant: Option<String>,
}

impl Sensitive {
    /// Reads the names of a table's columns.
    pub(super) fn of(name: &Name, table: &Table, vocab: &Vocabulary) -> Self {
        let named = |words: &crate::vocab::Words| {
            table.columns.iter().filter(|c| words.has(&c.name)).map(|c| c.name.clone()).collect::<Vec<_>>()
        };
        let is_tenant_table = |table: &Name| vocab.tables.tenant.has(&table.name);
        // A tenant's own row is not a row of a tenant.
        let by_key = table.foreign_keys().find(|(_, key)| is_tenant_table(&key.table) && key.table != *name);
        let by_key = by_key.and_then(|(constraint, _)| constraint.columns.first().cloned());
        let personal = about_persons(named(&vocab.columns.personal));
        let by_name = named(&vocab.columns.tenant).into_iter().next();
        Self {
            secret: named(&vocab.columns.secret),
            share_link: named(&vocab.columns.share_link),
            personal,
            person_name: named(&vocab.columns.person_name),
            money: named(&vocab.columns.money),
            privileged: named(&vocab.columns.privileged).into_iter().filter(|column| !is_asked_price(column)).collect(),
            tenant: by_name.or(by_key),
        }
    }

    /// Columns that make the rows worth protecting, secrets first.
    #[must_use]
    pub fn columns(&self) -> Vec<&str> {
        let lists = [&self.secret, &self.personal, &self.person_name, &self.money];
        let mut all: Vec<&str> = Vec::new();
        for column in lists.into_iter().flatten() {
            if !all.contains(&column.as_str()) {
                all.push(column);
            }
        }
        all
    }
}

impl Project {
    /// What the rows of a table hold, where SQL or code declares its columns; also in a database that only servers ask.
    #[must_use]
    pub fn sensitive_of(&self, schema: Option<&str>, name: &str) -> Option<Sensitive> {
        let (_, name, table) = self.table_named(schema, name)?;
        let judged = self.access.iter().find_map(|access| access.tables.get(&name));
        Some(judged.map_or_else(|| Sensitive::of(&name, table, &self.vocab), |table| table.sensitive.clone()))
    }
}

/// What somebody asks for a thing of his own (`subscription_price`) is his to set.
#[must_use]
pub fn is_asked_price(column: &str) -> bool {
    split(column).iter().any(|word| matches!(word.as_str(), "price" | "preis" | "preco" | "precio" | "prix"))
}

/// Words of columns that are as often about places, pictures and notices as about persons.
const ABOUT_THINGS: &[&str] = &[
    "height",
    "weight",
    "width",
    "latitude",
    "longitude",
    "lat",
    "lng",
    "address",
    "adresse",
    "street",
    "zip",
    "message",
    "age",
    "geolocation",
    "location",
    "postal",
    "postcode",
    "plz",
    "cep",
    "mood",
    "endereco",
    "direccion",
    "rua",
    "calle",
    "rue",
];

/// Words that make such a column one about a person.
const OF_PERSONS: &[&str] = &[
    "email", "ip", "home", "billing", "shipping", "delivery", "customer", "client", "user", "patient", "guest",
    "private",
];

/// Personal columns, without those that are so only beside others: where a thing is, how high a picture is. Addresses of
/// wallets and contracts are no addresses of persons.
fn about_persons(columns: Vec<String>) -> Vec<String> {
    let has = |column: &String, list: &[&str]| split(column).iter().any(|word| list.contains(&word.as_str()));
    let is_thing = |column: &String| has(column, ABOUT_THINGS) && !has(column, OF_PERSONS);
    let is_chain = |column: &String| has(column, &["wallet", "contract"]);
    let columns: Vec<String> = columns.into_iter().filter(|column| !is_chain(column)).collect();
    if columns.iter().all(is_thing) { Vec::new() } else { columns }
}
