//! What a statement would change, and which way.

use super::super::{Replay, lookup::Found, policy::command};
use crate::{
    model::schema::{Command, Effect, Name, Part, Thing},
    source::span::Span,
    sql::{
        parse::parse_computed,
        statement::{
            AlterActionKind, AlterTable, Block, BlockKind, BlockStatement, BodyCode, Constraint, ConstraintKind,
            CreateIndex, CreateTable, DropObjects, GrantDirection, GrantObjects, IndexTarget, Invalid, Key, ObjectKind,
            ObjectName, PrivilegesChange, PublicationChange, PublicationObject, RowSecurity, Statement, StatementKind,
        },
    },
};

/// A thing that a statement would change, and which way.
#[derive(Clone, Debug)]
pub(in crate::model::replay) struct Change {
    pub(super) thing: Thing,
    pub(super) widens: bool,
    pub(super) narrows: bool,
    command: Command,
}

impl Change {
    fn new(of: &Name, part: Part, name: &str) -> Self {
        let thing = Thing { of: of.clone(), part, name: name.to_owned() };
        Self { thing, widens: false, narrows: false, command: Command::All }
    }

    /// Callers would reach more.
    fn widens(self) -> Self {
        Self { widens: true, ..self }
    }

    /// Callers would reach less.
    fn narrows(self) -> Self {
        Self { narrows: true, ..self }
    }

    pub(super) fn effect(&self, at: Span) -> Effect {
        Effect { widens: self.widens, narrows: self.narrows, command: self.command, at }
    }
}

impl Replay {
    /// Adds what a statement would change if it ran.
    pub(super) fn changes(&self, statement: &Statement, out: &mut Vec<Change>) {
        use StatementKind as S;
        let mut add = |name: &ObjectName, part, what: &str| out.push(Change::new(&self.meant(name), part, what));
        match &statement.kind {
            S::CreateTable(s) => self.of_table(s, out),
            S::AlterTable(s) => self.of_alter(s, out),
            S::CreateIndex(s) => out.push(self.of_index(s)),
            S::CreateView(s) => {
                add(&s.name, Part::Existence, "");
                if s.or_replace {
                    add(&s.name, Part::Options, "");
                }
            }
            S::CreateRoutine(s) => {
                let name = self.meant_function(&s.name);
                out.push(Change::new(&name, Part::Existence, ""));
                if s.or_replace {
                    out.push(Change::new(&name, Part::Options, ""));
                }
            }
            S::AlterRoutine(s) => out.push(Change::new(&self.meant_function(&s.routine.name), Part::Options, "")),
            S::CreateTrigger(s) => add(&s.table, Part::Triggers, &self.meant_function(&s.function).to_string()),
            S::CreatePolicy(s) => {
                let policy = Change::new(&self.meant(&s.table), Part::Policies, &s.name.name);
                let policy = if s.permissive { policy.widens() } else { policy.narrows() };
                out.push(Change { command: command(s.command), ..policy });
            }
            S::AlterPolicy(s) => self.of_known_policy(&s.table, &s.name.name, (true, true), out),
            S::Privileges(s) => self.of_privileges(s, out),
            S::Drop(s) => self.of_drop(s, out),
            S::AlterObject(s) => {
                if let Some(object) = &s.object {
                    add(&object.name, Part::Existence, "");
                }
            }
            S::AlterPublication(s) => {
                if let PublicationChange::Add(objects) | PublicationChange::Set(objects) = &s.change {
                    for object in objects {
                        if let PublicationObject::Table { name, .. } = object {
                            add(name, Part::Publications, &s.name.name);
                        }
                    }
                }
            }
            S::Insert(s) if self.is_buckets(&s.table) => add(&s.table, Part::Rows, ""),
            S::Update(s) if self.is_buckets(&s.table) => add(&s.table, Part::Rows, ""),
            S::Delete(s) if self.is_buckets(&s.table) => add(&s.table, Part::Rows, ""),
            S::Do(s) => {
                if let BodyCode::Plpgsql(block) = &s.body.code {
                    self.of_block(block, out);
                }
            }
            S::Invalid(s) => self.of_invalid(s, out),
            _ => {}
        }
    }

    /// The relation, or other object, that a name means, or would mean if it were there.
    pub(super) fn meant(&self, name: &ObjectName) -> Name {
        if let Some(Found::Known(found)) = self.find_relation(name) {
            return found;
        }
        let first = self.session.search_path.first().map_or("public", String::as_str);
        Name::new(name.schema.as_deref().unwrap_or(first), name.name.as_str())
    }

    fn meant_function(&self, name: &ObjectName) -> Name {
        let found = self.schema.resolve_functions(name.schema.as_deref(), &name.name, &self.session.search_path);
        let first = self.session.search_path.first().map_or("public", String::as_str);
        let written = || Name::new(name.schema.as_deref().unwrap_or(first), name.name.as_str());
        found.first().map_or_else(written, |(key, _)| key.name.clone())
    }

    fn of_table(&self, create: &CreateTable, out: &mut Vec<Change>) {
        let name = self.meant(&create.name);
        out.push(Change::new(&name, Part::Existence, ""));
        for column in &create.columns {
            out.push(Change::new(&name, Part::Columns, &column.name.name));
        }
    }

    fn of_alter(&self, alter: &AlterTable, out: &mut Vec<Change>) {
        use AlterActionKind as A;
        let name = self.meant(&alter.name);
        let of = |part, what: &str| Change::new(&name, part, what);
        for action in &alter.actions {
            match &action.kind {
                A::AddColumn { column, .. } => out.push(of(Part::Columns, &column.name.name)),
                A::DropColumn { name, .. } | A::AlterColumn { name, .. } => out.push(of(Part::Columns, &name.name)),
                A::RenameColumn { from, to } => {
                    out.extend([of(Part::Columns, &from.name), of(Part::Columns, &to.name)]);
                }
                A::AddConstraint(constraint) => of_constraint(&name, constraint, out),
                A::DropConstraint { name, .. } => out.push(of(Part::Constraints, &name.name)),
                A::RenameTo(to) => {
                    out.push(of(Part::Existence, ""));
                    out.push(Change::new(&name.sibling(to.name.as_str()), Part::Existence, ""));
                }
                A::SetSchema(_) => out.push(of(Part::Existence, "")),
                A::RowSecurity(RowSecurity::Enable) => out.push(of(Part::RowSecurity, "").narrows()),
                A::RowSecurity(RowSecurity::Disable) => out.push(of(Part::RowSecurity, "").widens()),
                A::SetOptions(_) | A::ResetOptions(_) => out.push(of(Part::Options, "")),
                _ => {}
            }
        }
    }

    fn of_index(&self, create: &CreateIndex) -> Change {
        let keys = create.keys.iter().map(|key| match &key.target {
            IndexTarget::Column(column) => column.name.as_str(),
            IndexTarget::Expression(text) => text.text.as_str(),
        });
        let keys: Vec<&str> = keys.collect();
        Change::new(&self.meant(&create.table), Part::Indexes, &keys.join(","))
    }

    fn of_privileges(&self, change: &PrivilegesChange, out: &mut Vec<Change>) {
        let GrantObjects::Named { kind, objects } = &change.objects else { return };
        let roles: Vec<&str> = change.roles.iter().map(|role| role.name.as_str()).collect();
        for object in objects {
            let name = match kind {
                ObjectKind::Function | ObjectKind::Procedure | ObjectKind::Routine => self.meant_function(&object.name),
                _ => self.meant(&object.name),
            };
            let grants = Change::new(&name, Part::Grants, &roles.join(","));
            let is_grant = change.direction == GrantDirection::Grant;
            out.push(if is_grant { grants.widens() } else { grants.narrows() });
        }
    }

    fn of_drop(&self, drop: &DropObjects, out: &mut Vec<Change>) {
        use ObjectKind as K;
        for object in &drop.objects {
            match (drop.kind, &drop.on) {
                (K::Policy, Some(on)) => self.of_known_policy(on, &object.name.name, (false, true), out),
                (
                    K::Table
                    | K::View
                    | K::MaterializedView
                    | K::ForeignTable
                    | K::Function
                    | K::Procedure
                    | K::Routine,
                    _,
                ) => out.push(Change::new(&self.meant(&object.name), Part::Existence, "")),
                _ => {}
            }
        }
    }

    /// A policy that is there is changed, or taken away; which way that goes depends on its kind.
    fn of_known_policy(&self, on: &ObjectName, name: &str, (widens, narrows): (bool, bool), out: &mut Vec<Change>) {
        let table = self.meant(on);
        let Some(policy) = self.schema.table(&table).and_then(|table| table.policies.get(name)) else { return };
        let (widens, narrows) = if policy.permissive { (widens, narrows) } else { (narrows, widens) };
        out.push(Change { widens, narrows, command: policy.command, ..Change::new(&table, Part::Policies, name) });
    }

    /// Everything that a block would run, whatever its conditions. Of SQL that it puts together only what ran is known,
    /// which was noted as it did.
    fn of_block(&self, block: &Block, out: &mut Vec<Change>) {
        let mut open: Vec<&BlockStatement> =
            block.body.iter().chain(block.handlers.iter().flat_map(|h| &h.body)).collect();
        while let Some(statement) = open.pop() {
            match &statement.kind {
                BlockKind::Block(inner) => self.of_block(inner, out),
                BlockKind::Sql { statement, .. } => self.changes(statement, out),
                BlockKind::If { branches, otherwise } => {
                    open.extend(branches.iter().flat_map(|b| &b.body).chain(otherwise));
                }
                BlockKind::Case { branches, otherwise, .. } => {
                    open.extend(branches.iter().flat_map(|b| &b.body).chain(otherwise.iter().flatten()));
                }
                BlockKind::Loop { body, .. } => open.extend(body),
                BlockKind::Execute(execute) => {
                    if let Some(text) = literal(&execute.command.text) {
                        for statement in parse_computed(&text, statement.range) {
                            if !matches!(statement.kind, StatementKind::Do(_)) {
                                self.changes(&statement, out);
                            }
                        }
                    }
                }
                _ => {}
            }
        }
    }

    /// A statement that is no PostgreSQL still says what it was meant for.
    fn of_invalid(&self, invalid: &Invalid, out: &mut Vec<Change>) {
        let Some(target) = &invalid.target else { return };
        let name = self.meant(target);
        let has = |word: &str| invalid.command.split(' ').any(|w| w == word);
        let of = |part| Change::new(&name, part, "");
        match () {
            () if has("POLICY") && has("CREATE") => out.push(of(Part::Policies).widens()),
            () if has("POLICY") => out.push(of(Part::Policies).widens().narrows()),
            () if has("TRIGGER") => out.push(of(Part::Triggers)),
            () if has("INDEX") => out.push(of(Part::Indexes)),
            () if has("GRANT") => out.push(of(Part::Grants).widens()),
            () if has("REVOKE") => out.push(of(Part::Grants).narrows()),
            () if has("INSERT") || has("UPDATE") || has("DELETE") => {
                if self.is_buckets(target) {
                    out.push(of(Part::Rows));
                }
            }
            () if has("ALTER") && has("TABLE") => {
                // Which of its parts was meant cannot be read.
                out.extend([Part::Columns, Part::Constraints, Part::Indexes].map(of));
                out.push(of(Part::RowSecurity).narrows());
            }
            () if has("ALTER") => out.push(of(Part::Options)),
            () => {
                out.push(of(Part::Existence));
                out.push(of(Part::Columns));
            }
        }
    }
}

/// The constant text that `EXECUTE '…'` runs.
fn literal(text: &str) -> Option<String> {
    let inner = text.trim().strip_prefix('\'')?.strip_suffix('\'')?;
    let is_one = !inner.replace("''", "").contains('\'');
    is_one.then(|| inner.replace("''", "'"))
}

fn of_constraint(table: &Name, constraint: &Constraint, out: &mut Vec<Change>) {
    let name = constraint.name.as_ref().map_or("", |name| name.name.as_str());
    out.push(Change::new(table, Part::Constraints, name));
    if let ConstraintKind::PrimaryKey(key) | ConstraintKind::Unique(key) = &constraint.kind {
        out.push(Change::new(table, Part::Indexes, &columns(key)));
    }
}

fn columns(key: &Key) -> String {
    key.columns.iter().map(|column| column.name.as_str()).collect::<Vec<_>>().join(",")
}
