//! What the code may take for granted of the database: which names exist, which values a column takes, what an insert
//! must bring.

mod addresses;
pub mod behind;
pub mod broken;
mod changed;
mod doomed;
pub mod dropped;
pub(crate) mod entities;
mod invoked;
mod kept_rows;
mod leads;
pub mod mistyped;
pub mod multiplied;
mod published;
mod refused;
mod second_way;
pub mod spoken;
mod trial;
mod unanswered;
mod unwritten;
mod unwritten_fields;
mod weighed;

use std::collections::BTreeSet;

use self::dropped::Thing;
pub use self::invoked::AbsentFunction;
pub use self::leads::AbsentPage;
pub use self::trial::UnsentField;
pub use self::unanswered::UnansweredAddress;
pub use self::unwritten::{DeadState, UnwrittenColumn};
pub use self::weighed::Weight;

use crate::{
    facts::code::{ExprKind, Node, PropertyKey},
    model::{
        Project, narrowed,
        queries::{Op, Query},
        schema::{
            Column, ConstraintKind, Event, FailureKind, FunctionKey, Name, Part, Relation, Schema, Table, Timing,
            TypeKind, Unsure,
        },
    },
};

/// Whether something that the code names exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Known {
    /// SQL of the repository makes it.
    Yes,
    /// Only generated types, or statements that change it, speak of it: the live database had it once.
    Witnessed,
    /// Another declaration of the same table has it: a second set of SQL, the schema of a mapper.
    Elsewhere,
    /// It cannot be told.
    Unknown,
    /// Nothing makes it.
    No,
}

impl Project {
    /// Whether the repository holds SQL that makes tables, so that what it does not make is missing.
    #[must_use]
    pub fn has_schema(&self) -> bool {
        self.live_databases().iter().any(|d| d.tables().any(|(_, t)| t.at.is_some()))
    }

    /// Whether a table or view of this name exists.
    #[must_use]
    pub fn knows_relation(&self, schema: Option<&str>, name: &str) -> Known {
        let wanted = Name::new(schema.unwrap_or("public"), name);
        let is_made = |d: &Schema| matches!(d.relations.get(&wanted), Some(Relation::Table(_) | Relation::View(_)));
        if self.live_databases().iter().any(is_made) {
            Known::Yes
        } else if !self.has_schema() || self.is_unsure(Unsure::Relations) || self.is_withheld(&wanted, name) {
            Known::Unknown
        } else if self.witnesses().any(|w| w.relations.contains_key(name)) || self.is_changed(&wanted) {
            Known::Witnessed
        } else {
            Known::No
        }
    }

    /// Whether a name is that of a view of PostgreSQL itself, which the API shows to nobody.
    #[must_use]
    pub fn is_system_relation(schema: Option<&str>, name: &str) -> bool {
        matches!(schema, Some("pg_catalog" | "information_schema"))
            || name.starts_with("pg_")
            || name.starts_with("information_schema.")
    }

    /// Whether the SQL here was only ever run by hand: it stands in no folder of migrations, and not all of it applies.
    /// Then it is not what the live database was made from, statement by statement.
    #[must_use]
    pub fn is_kept_by_hand(&self) -> bool {
        let mut made = self.live_databases().iter().filter(|d| d.tables().any(|(_, t)| t.at.is_some())).peekable();
        self.dump.is_none() && made.peek().is_some() && made.all(|d| d.by_hand && !d.failures.is_empty())
    }

    /// Whether a function that the API serves exists by this name.
    #[must_use]
    pub fn knows_function(&self, schema: Option<&str>, name: &str) -> Known {
        let wanted = Name::new(schema.unwrap_or("public"), name);
        if self.live_databases().iter().any(|d| d.functions_named(&wanted).next().is_some()) {
            Known::Yes
        } else if !self.has_schema() || self.is_unsure(Unsure::Functions) || self.may_be_function(&wanted) {
            Known::Unknown
        } else if self.witnesses().any(|w| w.functions.contains(name)) || self.is_function_changed(&wanted) {
            Known::Witnessed
        } else {
            Known::No
        }
    }

    /// Whether the call of a function stands where a value is meant: `update({ used: db.rpc("next", { id }) })`. It is
    /// never sent.
    #[must_use]
    pub fn stands_as_value(&self, query: &Query) -> bool {
        let Some(code) = self.file(query.at.file).code.as_ref().filter(|_| query.op == Op::Rpc) else { return false };
        let Node::Expr(object) = code.parent(query.expr) else { return false };
        matches!(code.expr(object), ExprKind::Object { .. })
            && self.queries_in(query.at.file).iter().any(|q| q.written.contains(&object))
    }

    /// The constants that an insert or update writes, with their columns: of those that a test before rules out, none.
    #[must_use]
    pub fn written_constants(&self, query: &Query) -> Vec<(String, String)> {
        let Some(code) = self.file(query.at.file).code.as_ref().filter(|_| query.op.is_write()) else {
            return Vec::new();
        };
        let values = self.values();
        let mut found = Vec::new();
        for &object in &query.written {
            let ExprKind::Object { properties } = code.expr(object) else { continue };
            for property in code.property_list(properties) {
                let PropertyKey::Name(key) = property.key else { continue };
                let texts = values.constants(query.at.file, property.value);
                let left = texts.into_iter().filter(|text| narrowed::may_be(code, property.value, text));
                found.extend(left.map(|text| (code.str(key).to_owned(), text)));
            }
        }
        found
    }

    /// The column of a table that a call names; unknown for what may have been changed out of sight.
    #[must_use]
    pub fn knows_column(&self, table: &Name, known: &Table, column: &str) -> Known {
        if known.columns.iter().any(|c| c.name == column) {
            Known::Yes
        } else if known.unknown.contains(&Part::Columns)
            || known.unknown.contains(&Part::Existence)
            || self.live_databases().iter().any(|d| may_change_column(d, table, column))
        {
            Known::Unknown
        } else if self.witnesses().any(|w| w.relations.get(&table.name).is_some_and(|c| c.contains(column))) {
            Known::Witnessed
        } else if self.other_declarations(table, known).any(|other| other.column(column).is_some()) {
            Known::Elsewhere
        } else if self.spoken.may_have_made(&table.name, column) || self.is_added_elsewhere(table, column) {
            Known::Unknown
        } else {
            Known::No
        }
    }

    /// The same table as other sets of SQL and the schemas of mappers declare it: which of them the live database is like, the
    /// repository does not say. A dump says it. What lies about beside migrations is a word on today only where these rest on
    /// tables that none of them makes.
    fn other_declarations<'p>(&'p self, name: &'p Name, known: &'p Table) -> impl Iterator<Item = &'p Table> {
        let is_missing = |schema: &Schema| schema.failures.iter().any(|f| f.kind == FailureKind::MissingTable);
        let home = self.live_databases().iter().find(|schema| schema.table(name).is_some());
        let rests_on_others = home.is_some_and(is_missing);
        let live = self.live_databases().iter().filter(move |schema| !schema.loose || rests_on_others);
        let declared = self.declared.iter().filter(|_| self.dump.is_none());
        let tables = live.chain(declared).filter_map(|schema| schema.table(name));
        tables.filter(move |table| !std::ptr::eq(*table, known))
    }

    /// Whether SQL outside the set that makes a table adds a column to it, as another set or a statement that somebody ran
    /// by hand: both may have run on one database. A dump says what was run; what was put away is no word on today.
    fn is_added_elsewhere(&self, table: &Name, column: &str) -> bool {
        let home = || {
            let home = self.live_databases().iter().find(|d| d.table(table).is_some());
            home.map_or(&[][..], |d| &d.files)
        };
        self.dump.is_none() && self.spoken.added_by(&table.name, column).iter().any(|file| !home().contains(file))
    }

    /// Whether generated types, or another declaration of the table, contradict the migrations about a column that an insert
    /// must name: the live database has no such column, or a default for it.
    #[must_use]
    pub fn may_leave_out(&self, name: &Name, table: &Table, column: &str) -> bool {
        let is_optional = |other: &Table| other.column(column).is_none_or(|c| !c.not_null || c.has_default());
        self.other_declarations(name, table).any(is_optional)
            || self.witnesses().any(|w| {
                let known = w.relations.get(&name.name).filter(|columns| !columns.is_empty());
                let is_absent = known.is_some_and(|columns| !columns.contains(column));
                is_absent || w.optional.contains(&(name.name.clone(), column.to_owned()))
            })
    }

    fn witnesses(&self) -> impl Iterator<Item = &crate::frameworks::supabase::types::TypesWitness> {
        self.files.iter().filter_map(|f| f.types.as_ref())
    }

    fn is_unsure(&self, of: Unsure) -> bool {
        self.live_databases().iter().any(|d| d.unsure.contains(&of))
    }

    /// Whether a statement that fails makes a relation of this name, or gives one this name.
    fn is_withheld(&self, wanted: &Name, name: &str) -> bool {
        self.live_databases().iter().any(|d| d.withheld.touches(wanted, Part::Existence))
            || self.spoken.makes(Thing::Relation, name) && self.dropped_by(wanted, Thing::Relation).is_none()
    }

    /// Whether some statement that does not apply makes a function of this name.
    fn may_be_function(&self, wanted: &Name) -> bool {
        self.spoken.makes(Thing::Function, &wanted.name) && self.dropped_by(wanted, Thing::Function).is_none()
    }

    /// Whether a statement that fails would change a thing of this part of a table, in whichever set of SQL it stands: the
    /// table may come from another one.
    #[must_use]
    pub fn may_change(&self, table: &Name, part: Part, is_meant: impl Fn(&str) -> bool) -> bool {
        self.live_databases()
            .iter()
            .any(|d| d.withheld.of(table, part).any(|(held, _)| held.is_empty() || is_meant(held)))
    }

    /// The functions of this name, in the first set of SQL that makes one.
    #[must_use]
    pub fn functions_called(&self, query: &Query) -> Vec<(&FunctionKey, &crate::model::schema::Function)> {
        let [name] = query.tables.as_slice() else { return Vec::new() };
        let wanted = Name::new(query.schema.as_deref().unwrap_or("public"), name);
        for database in self.live_databases() {
            let first = FunctionKey { name: wanted.clone(), args: Vec::new() };
            let found: Vec<_> = database.functions.range(first..).take_while(|(key, _)| key.name == wanted).collect();
            if !found.is_empty() {
                return found;
            }
        }
        Vec::new()
    }
}

/// The only values that a column takes, by its enum type or a check that lists them; `None` when it takes others too.
#[must_use]
pub fn allowed_values(schema: &Schema, table: &Table, column: &str) -> Option<Vec<String>> {
    let known = table.columns.iter().find(|c| c.name == column)?;
    if table.unknown.contains(&Part::Constraints) || known.ty.array {
        return None;
    }
    if let Some(TypeKind::Enum(values)) = schema.types.get(&known.ty.name).map(|t| &t.kind) {
        return Some(values.clone());
    }
    table.constraints.values().find_map(|c| match &c.kind {
        ConstraintKind::Check { allowed: Some(allowed), .. } if c.columns == [column] => Some(allowed.clone()),
        _ => None,
    })
}

/// The columns that an insert must name: not null, without a default, and set by no trigger.
#[must_use]
pub fn required_columns<'t>(schema: &Schema, name: &Name, table: &'t Table) -> Vec<&'t Column> {
    if table.unknown.contains(&Part::Columns) || table.unknown.contains(&Part::Triggers) {
        return Vec::new();
    }
    let by_triggers = set_by_triggers(schema, table);
    let columns = table.columns.iter().map(AsRef::as_ref);
    columns
        .filter(|c| c.not_null && !c.has_default() && !has_domain_default(schema, c) && !by_triggers.contains(&c.name))
        .filter(|c| !may_change_column(schema, name, &c.name))
        .collect()
}

/// Whether a statement that fails makes, changes or drops a column.
fn may_change_column(schema: &Schema, table: &Name, column: &str) -> bool {
    schema.withheld.of(table, Part::Columns).any(|(held, _)| held.is_empty() || held == column)
}

fn has_domain_default(schema: &Schema, column: &Column) -> bool {
    matches!(schema.types.get(&column.ty.name).map(|t| &t.kind), Some(TypeKind::Domain { has_default: true, .. }))
}

/// Columns that the functions of BEFORE INSERT triggers mention as `new.column`.
fn set_by_triggers(schema: &Schema, table: &Table) -> BTreeSet<String> {
    let mut set = BTreeSet::new();
    let before = table.triggers.values().filter(|t| t.timing == Timing::Before && t.events.contains(&Event::Insert));
    for trigger in before.filter(|t| t.enabled) {
        let bodies = schema.functions_named(&trigger.function).filter_map(|(_, f)| f.body.as_ref());
        for body in bodies {
            let text = body.text.to_ascii_lowercase();
            set.extend(
                table.columns.iter().filter(|c| text.contains(&format!("new.{}", c.name))).map(|c| c.name.clone()),
            );
        }
    }
    set
}

/// Whether an upsert that names these columns as its conflict target finds a unique index for them.
#[must_use]
pub fn is_conflict_target(table: &Table, target: &[String]) -> bool {
    [Part::Indexes, Part::Constraints].iter().any(|part| table.unknown.contains(part))
        || table.indexes.values().any(|index| {
            index.unique
                && index.predicate.is_none()
                && index.keys.len() == target.len()
                && index.keys.iter().all(|k| k.column.as_ref().is_some_and(|c| target.contains(c)))
        })
}
