//! The canonical lines of `catalogue.sql`, printed from plimsoll's model.

use std::collections::BTreeSet;

use plimsoll::model::schema::{
    Acl, Column, ColumnSource, Constraint, ConstraintKind, Function, FunctionKey, Home, Index, Name, ObjectKind, Param,
    ParamMode, Policy, Privileges, Relation, Returns, RoutineKind, Schema, Switch, Table, TableKind, Trigger, TypeKind,
    View,
};

/// The roles whose rights are compared.
const CALLERS: [&str; 3] = ["anon", "authenticated", "service_role"];

/// One line per fact of the database.
pub(crate) fn lines(schema: &Schema) -> BTreeSet<String> {
    let mut printer = Printer { schema, lines: BTreeSet::new() };
    printer.spaces();
    printer.relations();
    printer.functions();
    printer.types();
    printer.default_privileges();
    printer.publications();
    printer.lines
}

struct Printer<'s> {
    schema: &'s Schema,
    lines: BTreeSet<String>,
}

impl Printer<'_> {
    fn say(&mut self, line: String) {
        self.lines.insert(line);
    }

    fn spaces(&mut self) {
        for (name, space) in self.schema.namespaces.iter() {
            self.say(format!("schema {name}"));
            self.effective(&format!("schema grant {name}"), &space.acl, ObjectKind::Schema);
        }
        for (name, _) in self.schema.event_triggers.iter() {
            self.say(format!("event trigger {name}"));
        }
    }

    /// What the callers may do with a thing, one line for each of them.
    fn effective(&mut self, subject: &str, acl: &Acl, kind: ObjectKind) {
        for role in CALLERS {
            let held = self.schema.effective(acl, role).and(Privileges::all(kind));
            if let Some(words) = words(held) {
                self.say(format!("{subject} to {role}: {words}"));
            }
        }
    }

    fn relations(&mut self) {
        for (name, relation) in self.schema.relations.iter() {
            match relation {
                Relation::Table(table) if table.extension.is_none() => self.table(name, table),
                Relation::View(view) if view.extension.is_none() => self.view(name, view),
                Relation::Sequence(sequence) => {
                    let home = sequence.owned_by.and_then(|id| self.schema.dependencies.home(id));
                    let owned = matches!(home, Some(Home::Column(..)));
                    self.say(format!("sequence {name}{}", if owned { " owned" } else { "" }));
                    self.effective(&format!("grant on sequence {name}"), &sequence.acl, ObjectKind::Sequence);
                }
                _ => {}
            }
        }
    }

    fn table(&mut self, name: &Name, table: &Table) {
        let kind = match table.kind {
            TableKind::Plain => "plain",
            TableKind::Partitioned { .. } => "partitioned",
            TableKind::Partition => "partition",
            TableKind::Foreign => "foreign",
        };
        let row_security = match table.row_security {
            Switch::On => "on",
            Switch::Off => "off",
            Switch::Unknown => "unknown",
        };
        let forced = if table.forced { " forced" } else { "" };
        self.say(format!("table {name} {kind} owner {} row security {row_security}{forced}", table.owner));
        for parent in &table.parents {
            self.say(format!("inherits {name} from {parent}"));
        }
        for column in &table.columns {
            self.column(name, column);
        }
        let columns: Vec<&str> = table.columns.iter().map(|c| c.name.as_str()).collect();
        if !columns.is_empty() {
            self.say(format!("order of columns {name}: {}", columns.join(",")));
        }
        self.lines.extend(table.constraints.values().map(|c| constraint(name, c)));
        self.lines.extend(table.indexes.values().map(|i| index(name, i)));
        self.lines.extend(table.policies.values().map(|p| policy(name, p)));
        self.lines.extend(table.triggers.values().map(|t| trigger(name, t)));
        self.effective(&format!("grant on {name}"), &without_maintain(&table.acl), ObjectKind::Table);
    }

    fn column(&mut self, table: &Name, column: &Column) {
        let source = match column.source {
            ColumnSource::Written if column.default.is_some() => "default",
            ColumnSource::Written => "written",
            ColumnSource::Generated => "generated",
            ColumnSource::IdentityAlways => "identity always",
            ColumnSource::IdentityByDefault => "identity by default",
        };
        let null = if column.not_null { " not null" } else { "" };
        let name = &column.name;
        self.say(format!("column {table}.{name} {}{null} {source}", column.ty));
        for (role, held) in column.acl.iter() {
            if let Some(words) = words(held) {
                self.say(format!("grant on column {table}.{name} to {role}: {words}"));
            }
        }
    }

    fn view(&mut self, name: &Name, view: &View) {
        let kind = if view.materialized { "materialized view" } else { "view" };
        let invoker = if view.security_invoker { " security_invoker" } else { "" };
        let barrier = if view.security_barrier { " security_barrier" } else { "" };
        let columns = view.columns.as_ref().map_or("?".to_owned(), |all| {
            let names: Vec<&str> = all.iter().map(|(name, _)| name.as_str()).collect();
            names.join(",")
        });
        self.say(format!("{kind} {name}{invoker}{barrier} ({columns})"));
        self.lines.extend(view.indexes.values().map(|i| index(name, i)));
        self.lines.extend(view.triggers.values().map(|t| trigger(name, t)));
        self.effective(&format!("grant on {name}"), &without_maintain(&view.acl), ObjectKind::Table);
    }

    fn functions(&mut self) {
        for (key, function) in self.schema.functions.iter().filter(|(_, f)| f.extension.is_none()) {
            self.say(routine(key, function));
            for role in CALLERS {
                if self.schema.effective(&function.acl, role).has(Privileges::EXECUTE) {
                    self.say(format!("execute {key} by {role}"));
                }
            }
        }
    }

    fn types(&mut self) {
        for (name, ty) in self.schema.types.iter() {
            let line = match &ty.kind {
                TypeKind::Enum(values) => format!("enum {name} ({})", values.join(",")),
                TypeKind::Domain { base, not_null, has_default, checks } => {
                    let null = if *not_null { " not null" } else { "" };
                    let default = if *has_default { " default" } else { "" };
                    format!("domain {name} over {base}{null}{default} checks {}", checks.len())
                }
                TypeKind::Composite(fields) => {
                    let spelled = |(name, ty): &(String, Option<_>)| match ty {
                        Some(ty) => format!("{name} {ty}"),
                        None => format!("{name} ?"),
                    };
                    format!("composite {name} ({})", fields.iter().map(spelled).collect::<Vec<_>>().join(","))
                }
                TypeKind::Range | TypeKind::Base => continue,
            };
            self.say(line);
        }
    }

    fn default_privileges(&mut self) {
        for (key, acl) in self.schema.default_privileges.iter() {
            let kind = match key.kind {
                ObjectKind::Table => "table",
                ObjectKind::Sequence => "sequence",
                ObjectKind::Function => "function",
                ObjectKind::Schema => "schema",
                ObjectKind::Type => "type",
            };
            let space = key.schema.as_deref().unwrap_or("*");
            for (role, held) in acl.iter().filter(|(role, _)| *role != key.creator) {
                if let Some(words) = words(held.without(Privileges::MAINTAIN)) {
                    let creator = &key.creator;
                    self.say(format!("default privileges of {creator} in {space} on {kind} to {role}: {words}"));
                }
            }
        }
    }

    fn publications(&mut self) {
        for (name, publication) in self.schema.publications.iter() {
            self.say(format!("publication {name}{}", if publication.all_tables { " all tables" } else { "" }));
            for table in publication.tables.keys() {
                self.say(format!("publication {name} table {table}"));
            }
            for space in &publication.schemas {
                self.say(format!("publication {name} schema {space}"));
            }
        }
    }
}

/// `MAINTAIN` came with PostgreSQL 17, and older servers run this test too.
fn without_maintain(acl: &Acl) -> Acl {
    let mut rest = acl.clone();
    let roles: Vec<&str> = acl.iter().map(|(role, _)| role).collect();
    roles.into_iter().for_each(|role| rest.revoke(role, Privileges::MAINTAIN));
    rest
}

/// Privileges as sorted words; nothing when there are none.
fn words(held: Privileges) -> Option<String> {
    let words: BTreeSet<&str> = held.names().collect();
    (!words.is_empty()).then(|| words.into_iter().collect::<Vec<_>>().join(","))
}

fn constraint(table: &Name, constraint: &Constraint) -> String {
    let mut columns = constraint.columns.clone();
    let mut target = String::new();
    let kind = match &constraint.kind {
        ConstraintKind::PrimaryKey => "primary key",
        ConstraintKind::Unique => "unique",
        ConstraintKind::Exclude => "exclude",
        ConstraintKind::Check { .. } => {
            columns.sort();
            "check"
        }
        ConstraintKind::ForeignKey(key) => {
            let (delete, update) = (key.on_delete.as_str(), key.on_update.as_str());
            let columns = key.columns.join(",");
            target = format!(" references {} ({columns}) on delete {delete} on update {update}", key.table);
            "foreign key"
        }
    };
    let valid = if constraint.validated { "" } else { " not valid" };
    format!("constraint {table}.{} {kind} ({}){target}{valid}", constraint.name, columns.join(","))
}

fn index(relation: &Name, index: &Index) -> String {
    let key = |key: &plimsoll::model::schema::IndexKey| {
        let order = match (key.descending, key.nulls_first) {
            (false, false) => "",
            (true, false) => " desc nulls last",
            (false, true) => " asc nulls first",
            (true, true) => " desc",
        };
        format!("{}{order}", key.column.as_deref().unwrap_or("<expression>"))
    };
    let keys: Vec<String> = index.keys.iter().map(key).collect();
    let flags = [
        (index.unique, " unique"),
        (index.nulls_not_distinct, " nulls not distinct"),
        (index.primary, " primary"),
        (index.predicate.is_some(), " partial"),
    ];
    let flags: String = flags.into_iter().filter(|(on, _)| *on).map(|(_, word)| word).collect();
    let include =
        if index.include.is_empty() { String::new() } else { format!(" include ({})", index.include.join(",")) };
    format!("index {} on {relation} {}{flags} ({}){include}", index.name, index.method, keys.join(","))
}

fn policy(table: &Name, policy: &Policy) -> String {
    format!(
        "policy \"{}\" on {table} {} for {} to {}{}{}",
        policy.name,
        if policy.permissive { "permissive" } else { "restrictive" },
        policy.command.as_str(),
        policy.roles.join(","),
        if policy.using.is_some() { " using" } else { "" },
        if policy.check.is_some() { " check" } else { "" },
    )
}

fn trigger(relation: &Name, trigger: &Trigger) -> String {
    let events: BTreeSet<&str> = trigger.events.iter().map(|e| e.as_str()).collect();
    let of = if trigger.update_of.is_empty() { String::new() } else { format!(" of {}", trigger.update_of.join(",")) };
    format!(
        "trigger {} on {relation} {} {}{of} {} executes {}{}",
        trigger.name,
        trigger.timing.as_str(),
        events.into_iter().collect::<Vec<_>>().join(","),
        if trigger.for_each_row { "row" } else { "statement" },
        trigger.function,
        if trigger.enabled { "" } else { " disabled" },
    )
}

fn routine(key: &FunctionKey, function: &Function) -> String {
    let kind = match function.kind {
        RoutineKind::Function => "function",
        RoutineKind::Procedure => "procedure",
        RoutineKind::Aggregate => "aggregate",
    };
    let strict = if function.strict { " strict" } else { "" };
    let definer = if function.security_definer { " security definer" } else { "" };
    let path = function.search_path.as_ref().map(|path| format!("search_path={}", path.join(",")));
    let others = function.settings.iter().map(|(name, value)| format!("{name}={value}"));
    let settings: BTreeSet<String> = others.chain(path).collect();
    let settings = if settings.is_empty() {
        String::new()
    } else {
        format!(" set {}", settings.into_iter().collect::<Vec<_>>().join(" "))
    };
    let (language, volatility) = (&function.language, function.volatility.as_str());
    format!("{kind} {key} returns {} {language} {volatility}{strict}{definer}{settings}", returns(function))
}

/// The type of a call's result as `pg_proc` has it: several output parameters make a record.
fn returns(function: &Function) -> String {
    let outputs: Vec<&Param> = function
        .params
        .iter()
        .filter(|p| matches!(p.mode, ParamMode::Table | ParamMode::Out | ParamMode::InOut))
        .collect();
    match (&function.returns, outputs.as_slice()) {
        _ if function.kind == RoutineKind::Procedure => "nothing".to_owned(),
        (Returns::Nothing, _) => "nothing".to_owned(),
        (Returns::Value(ty), _) => ty.to_string(),
        (Returns::Set(ty), _) => format!("setof {ty}"),
        (Returns::Table, [only]) => format!("setof {}", only.ty),
        (Returns::Table, _) => "setof record".to_owned(),
    }
}
