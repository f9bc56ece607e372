//! Replay: running the statements of a set of migrations against the schema model, with PostgreSQL's semantics.
//!
//! A statement either changes the [`Schema`] as PostgreSQL would, or is refused and changes nothing, or meets
//! something that is not known: then a gap says so. The three never mix.
//!
//! ```text
//! files ─► statements ─► Replay::statement ─► tables, privileges, functions, … ─► Schema
//!                              │ Stop::Refused ─► roll back, Failure ─► cascade: root causes
//!                              └ Stop::Unsure  ─► roll back, Gap
//! ```

mod alter;
mod bind;
mod block;
mod cascade;
mod columns;
mod compile;
mod constraint;
mod drop;
mod event_trigger;
mod extension;
mod function;
mod index;
mod lookup;
mod object;
mod policy;
mod privileges;
mod refusal;
mod rename;
mod role;
mod rows;
mod session;
mod steps;
mod table;
#[cfg(test)]
mod tests;
mod trigger;
mod type_;
mod view;
mod withhold;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use self::{
    cascade::{Entry, Outcome},
    event_trigger::Command,
    refusal::{Run, Stop, Subject},
    session::Session,
    withhold::Change,
};
use crate::{
    model::schema::{self, FunctionKey, Id, Name, Schema},
    source::{
        gap::{Gap, GapKind},
        span::{FileId, Range, Span},
    },
    sql::expr::Expr,
    sql::statement::{Invalid, SqlText, Statement, StatementKind},
};

pub use self::steps::{bootstrap, replay, replay_as_meant};

/// One file of a set, with its statements in order.
#[derive(Clone, Copy, Debug)]
pub struct Migration<'a> {
    /// The file.
    pub file: FileId,
    /// Its statements.
    pub statements: &'a [Statement],
}

/// The database that the first migration meets.
#[derive(Clone, Debug)]
pub struct Fresh {
    /// What it holds.
    pub schema: Schema,
    /// The role that runs migrations.
    pub role: String,
    /// The search path of its sessions.
    pub search_path: Vec<String>,
}

/// The machine: a schema, a session, and what happened so far.
#[derive(Clone)]
struct Replay {
    schema: Schema,
    session: Session,
    /// The file of the statement that runs.
    file: FileId,
    /// The statement that runs.
    statement: Range,
    /// Set while the platform's own SQL runs.
    own: bool,
    /// Where `BEGIN` was met in the file that runs.
    begun: Option<schema::Savepoint>,
    /// Set when tables stand although parts of them fail.
    as_meant: bool,
    /// Set once a part of a table failed, and the table with it.
    part_fails: bool,
    /// The replay before the statement of which it was a part.
    before_part: Option<Box<Replay>>,
    /// Set while SQL runs whose text was built, so that ranges in it mean nothing in the file.
    built: bool,
    /// What could not be read in the statement that runs.
    opaque: Vec<(String, Vec<String>)>,
    /// What an event trigger is told of, while its function runs.
    command: Option<Command>,
    /// Functions of the migrations that are being run, against endless recursion.
    calls: u32,
    /// Names of variables that SQL may use: it runs in a block.
    variables: Vec<String>,
    /// Things that a branch makes of which it is not known whether it ran.
    maybe: BTreeSet<Subject>,
    /// Tables that rows were written to.
    written: BTreeSet<Name>,
    /// Whether rows may have been written to any table.
    wrote_anywhere: bool,
    /// What statements within the one that runs would change.
    attempted: Vec<Change>,
    /// Of those, what failed and was let pass.
    swallowed: Vec<Change>,
    /// What became of each statement, to find the causes of failures.
    log: Vec<Entry>,
    /// Conditions over rows that were met, parsed, by their text.
    row_exprs: BTreeMap<Box<str>, Option<Arc<Expr>>>,
}

impl Replay {
    fn new(fresh: &Fresh) -> Self {
        Self {
            schema: fresh.schema.clone(),
            session: Session::new(&fresh.role, &fresh.search_path),
            file: FileId(0),
            statement: Range::default(),
            own: false,
            begun: None,
            as_meant: false,
            part_fails: false,
            before_part: None,
            built: false,
            opaque: Vec::new(),
            command: None,
            calls: 0,
            variables: Vec::new(),
            maybe: BTreeSet::new(),
            written: BTreeSet::new(),
            wrote_anywhere: false,
            attempted: Vec::new(),
            swallowed: Vec::new(),
            log: Vec::new(),
            row_exprs: BTreeMap::new(),
        }
    }

    /// Runs one statement of a file, and notes what became of it.
    fn statement(&mut self, statement: &Statement) {
        self.statement = statement.range;
        let savepoint = self.schema.savepoint();
        let had_failed = self.part_fails;
        let result = self.run(statement);
        let outcome = match self.unless_maybe(result) {
            Ok(()) => {
                self.settle(statement);
                Outcome::Applied
            }
            Err(stop) => {
                self.schema.rollback(savepoint);
                if self.part_fails && !had_failed && is_of_table(statement) {
                    let before = Self { attempted: Vec::new(), opaque: Vec::new(), ..self.clone() };
                    self.before_part = Some(Box::new(before));
                }
                match stop {
                    Stop::Refused(refusal) => {
                        self.withhold(statement, &refusal);
                        Outcome::Refused(refusal)
                    }
                    Stop::Skipped => Outcome::Applied,
                    Stop::Unsure(why) => {
                        self.opaque.push((why, Vec::new()));
                        Outcome::Unsure
                    }
                }
            }
        };
        self.attempted.clear();
        self.note(statement, outcome);
        // Only a `ROLLBACK` goes back further than one statement.
        if self.begun.is_none() {
            self.schema.commit();
        }
    }

    fn note(&mut self, statement: &Statement, outcome: Outcome) {
        let gaps = std::mem::take(&mut self.opaque);
        let counts = &mut self.schema.statements;
        counts.total += 1;
        match &outcome {
            Outcome::Refused(_) => counts.failed += 1,
            _ if gaps.is_empty() => counts.applied += 1,
            _ => counts.opaque += 1,
        }
        let at = statement.range.in_file(self.file);
        for (detail, may_affect) in gaps {
            self.schema.gaps.push(Gap { at, kind: GapKind::OpaqueSql, detail, may_affect });
        }
        self.log.push(Entry { at, makes: cascade::makes(statement), outcome });
    }

    /// The schema, with the causes of its failures.
    fn finish(mut self) -> Schema {
        self.schema.failures = cascade::failures(&self.log);
        self.find_broken_bodies();
        self.schema.gaps.extend(withhold::gap(&self.schema));
        self.schema
    }

    /// Runs one statement, wherever it stands, and what event triggers do after it.
    fn run(&mut self, statement: &Statement) -> Run {
        if self.own || self.schema.event_triggers.is_empty() {
            return self.run_alone(statement);
        }
        let made = self.is_made_already(statement);
        self.run_alone(statement)?;
        if made { Ok(()) } else { self.fire_event_triggers(statement) }
    }

    fn run_alone(&mut self, statement: &Statement) -> Run {
        use StatementKind as S;
        match &statement.kind {
            S::CreateSchema(s) => self.create_schema(s),
            S::CreateTable(s) => self.create_table(s),
            S::AlterTable(s) => self.alter_table(s),
            S::CreateIndex(s) => self.create_index(s),
            S::CreateView(s) => self.create_view(s),
            S::RefreshView(s) => self.refresh_view(s),
            S::CreateType(s) => self.create_type(s),
            S::AlterType(s) => self.alter_type(s),
            S::CreateDomain(s) => self.create_domain(s),
            S::AlterDomain(s) => self.alter_domain(s),
            S::CreateRoutine(s) => self.create_routine(s),
            S::AlterRoutine(s) => self.alter_routine(s),
            S::CreateTrigger(s) => self.create_trigger(s),
            S::CreateEventTrigger(s) => self.create_event_trigger(s),
            S::CreateRule(s) => self.relation(&s.table).map(|_| ()),
            S::CreatePolicy(s) => self.create_policy(s),
            S::AlterPolicy(s) => self.alter_policy(s),
            S::Privileges(s) => self.change_privileges(s),
            S::RoleMembership(s) => self.change_membership(s),
            S::DefaultPrivileges(s) => self.change_default_privileges(s),
            S::CreateRole(s) => self.create_role(s),
            S::AlterRole(s) => self.alter_role(s),
            S::CreateSequence(s) => self.create_sequence(s),
            S::CreateExtension(s) => self.create_extension(s),
            S::CreatePublication(s) => self.create_publication(s),
            S::AlterPublication(s) => self.alter_publication(s),
            S::CreateObject(s) => self.create_object(s),
            S::AlterObject(s) => self.alter_object(s),
            S::Drop(s) => self.drop_objects(s),
            S::Comment(s) => self.comment(s),
            S::Query(s) => self.query(s),
            S::Insert(s) => self.insert(s),
            S::Update(s) => self.update(s),
            S::Delete(s) => self.delete(s),
            S::Merge(s) => self.relation(&s.table).map(|_| ()),
            S::Truncate(s) => s.tables.iter().try_for_each(|t| self.relation(t).map(|_| ())),
            S::Copy(s) => s.table.iter().try_for_each(|t| self.relation(t).map(|_| ())),
            S::Do(s) => self.do_block(s),
            S::Set(s) => {
                self.session.set(s);
                Ok(())
            }
            S::Reindex(_) | S::Transaction(_) | S::Lock(_) | S::Utility(_) | S::Psql(_) | S::Opaque(_) => Ok(()),
            S::Invalid(Invalid { meant: Some(table), .. }) if self.as_meant => self.create_table(table),
            S::Invalid(s) => {
                self.part_fails |= s.meant.is_some();
                Err(Stop::refused(refusal::Condition::SyntaxError, s.message.clone()))
            }
            S::TooDeep => Err(Stop::Unsure("nested too deeply to be read".to_owned())),
        }
    }

    /// Where the statement that runs is; nothing for the platform's own.
    fn here(&self) -> Option<Span> {
        (!self.own).then(|| self.statement.in_file(self.file))
    }

    /// The place of a part of the statement that runs.
    fn at(&self, range: Range) -> Option<Span> {
        if self.built { self.here() } else { (!self.own).then(|| range.in_file(self.file)) }
    }

    /// Text of the statement that runs, with what its names need.
    fn text(&self, text: &SqlText) -> schema::SqlText {
        schema::SqlText {
            text: text.text.as_str().into(),
            at: if self.built || self.own { None } else { Some(text.range.in_file(self.file)) },
            search_path: self.session.search_path.clone(),
        }
    }

    /// A new identity.
    fn id(&mut self, home: schema::Home) -> Id {
        self.schema.dependencies.add(home)
    }

    /// Notes that something in the statement that runs is not known.
    fn gap(&mut self, detail: impl Into<String>, may_affect: Vec<String>) {
        self.opaque.push((detail.into(), may_affect));
    }

    /// Temporary objects go with their session.
    fn drop_temporary(&mut self) {
        let first = Name::new(lookup::TEMPORARY, "");
        let is_temporary = |name: &Name| name.schema == lookup::TEMPORARY;
        let relations = self.schema.relations.range(first.clone()..).map(|(name, _)| name);
        let mut ids: Vec<Id> =
            relations.take_while(|name| is_temporary(name)).filter_map(|name| self.relation_id(name)).collect();
        let types = self.schema.types.range(first.clone()..).take_while(|(name, _)| is_temporary(name));
        ids.extend(types.map(|(_, known)| known.id));
        let first = FunctionKey { name: first, args: Vec::new() };
        let functions = self.schema.functions.range(first..).take_while(|(key, _)| is_temporary(&key.name));
        ids.extend(functions.map(|(_, function)| function.id));
        self.drop_ids(&ids, true).unwrap_or_default();
    }
}

/// Whether nothing but a table, or what failed to be read, is changed by a statement, so that undoing it in the schema
/// undoes it.
fn is_of_table(statement: &Statement) -> bool {
    use StatementKind as S;
    matches!(statement.kind, S::CreateTable(_) | S::AlterTable(_) | S::Invalid(_))
}
