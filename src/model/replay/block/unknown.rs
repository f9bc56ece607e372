//! What a block may have done when a condition or a text in it is not known.

use super::{Flow, Frame};
use crate::{
    model::{
        replay::{
            Replay,
            cascade::makes,
            lookup::Found,
            refusal::{Run, Subject},
        },
        schema::{MaybeIndex, Name, Part, Relation, Switch, Unsure},
    },
    source::span::Range,
    sql::{
        expr::{ExprKind, Literal, Node, parse_expr},
        statement::{
            AlterActionKind, BlockKind, BlockStatement, CreateIndex, GrantObjects, IndexTarget, LoopOver, ObjectKind,
            ObjectName, RaiseLevel, RowSecurity, SqlText, Statement, StatementKind,
        },
    },
};

/// The table of a policy whose name alone is not known: `drop policy %i on storage.objects`.
fn table_of_policy(words: &str) -> Option<ObjectName> {
    let (_, after) = words.split_once("policy ")?.1.split_once(" on ")?;
    let written = after.split_whitespace().next()?.trim_end_matches(';');
    let is_name = !written.is_empty() && written.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.'));
    let (schema, name) = match written.split_once('.') {
        Some((schema, name)) => (Some(schema.to_owned()), name),
        None => (None, written),
    };
    is_name.then(|| ObjectName { schema, name: name.to_owned(), range: Range::default() })
}

impl Replay {
    /// Whether an object of this name may have been made by something that is not known to have run.
    pub(in crate::model::replay) fn may_exist(&self, name: &str) -> bool {
        self.maybe.contains(&Subject::Relation(name.to_owned()))
    }

    /// Notes all that any of these bodies could touch: one of them may have run.
    pub(super) fn either(&mut self, bodies: &[&[BlockStatement]], why: &str, run: &mut Frame) -> Flow {
        let mut touched = Vec::new();
        for statement in bodies.iter().copied().flatten() {
            self.touch(statement, run, &mut touched);
        }
        if !touched.is_empty() {
            touched.sort();
            touched.dedup();
            let why: String = why.split_whitespace().collect::<Vec<_>>().join(" ");
            self.gap(format!("it is not known whether this holds: {why}"), touched);
        }
        if bodies.iter().copied().flatten().any(leaves) { Flow::Lost } else { Flow::Next }
    }

    fn touch(&mut self, statement: &BlockStatement, run: &mut Frame, touched: &mut Vec<String>) {
        let mut inner: Vec<&BlockStatement> = Vec::new();
        match &statement.kind {
            BlockKind::Block(block) => {
                inner.extend(&block.body);
                inner.extend(block.handlers.iter().flat_map(|h| &h.body));
            }
            BlockKind::If { branches, otherwise } => {
                inner.extend(branches.iter().flat_map(|b| &b.body).chain(otherwise));
            }
            BlockKind::Case { branches, otherwise, .. } => {
                inner.extend(branches.iter().flat_map(|b| &b.body).chain(otherwise.iter().flatten()));
            }
            BlockKind::Loop { body, over, .. } => {
                inner.extend(body);
                if let LoopOver::Query { targets, .. } | LoopOver::Array { targets, .. } = over {
                    targets.iter().for_each(|t| run.variables.forget(&t.text));
                }
            }
            BlockKind::Assign { target, .. } => run.variables.forget(target.text.trim()),
            BlockKind::Sql { statement, into } => {
                into.iter().flat_map(|i| &i.targets).for_each(|t| run.variables.forget(t.text.trim()));
                self.touch_statement(statement, touched);
            }
            BlockKind::Perform(statement) => self.touch_statement(statement, touched),
            BlockKind::Execute(execute) => {
                self.unknown_text(&execute.command, run);
                touched.push("*".to_owned());
            }
            _ => {}
        }
        for statement in inner {
            self.touch(statement, run, touched);
        }
    }

    fn touch_statement(&mut self, statement: &Statement, touched: &mut Vec<String>) {
        use StatementKind as S;
        match &statement.kind {
            S::AlterTable(s) => {
                for action in &s.actions {
                    self.touch_action(&s.name, &action.kind, touched);
                }
            }
            S::CreateIndex(s) => self.maybe_index(s, touched),
            S::CreatePolicy(s) => self.blur(&s.table, Part::Policies, touched),
            S::AlterPolicy(s) => self.blur(&s.table, Part::Policies, touched),
            S::CreateTrigger(s) => self.blur(&s.table, Part::Triggers, touched),
            S::Drop(s) => match (s.kind, &s.on) {
                (ObjectKind::Policy, Some(on)) => self.blur(on, Part::Policies, touched),
                (ObjectKind::Trigger, Some(on)) => self.blur(on, Part::Triggers, touched),
                _ => s.objects.iter().for_each(|o| self.blur(&o.name, Part::Existence, touched)),
            },
            S::Privileges(s) => match &s.objects {
                GrantObjects::Named { objects, .. } => {
                    objects.iter().for_each(|o| self.blur(&o.name, Part::Grants, touched));
                }
                GrantObjects::AllInSchema { .. } => {
                    self.schema.unsure.insert(Unsure::Grants);
                    touched.push("grants".to_owned());
                }
            },
            S::Insert(s) => self.note_written(&s.table),
            S::Query(query) => query.writes.iter().for_each(|table| self.note_written(table)),
            _ => {}
        }
        for subject in makes(statement) {
            if let Subject::Relation(name) | Subject::Function(name) | Subject::Type(name) = &subject {
                touched.push(name.clone());
            }
            self.maybe.insert(subject);
        }
    }

    fn touch_action(&mut self, table: &ObjectName, action: &AlterActionKind, touched: &mut Vec<String>) {
        use AlterActionKind as A;
        match action {
            A::AddColumn { .. } | A::DropColumn { .. } | A::AlterColumn { .. } | A::RenameColumn { .. } => {
                self.blur(table, Part::Columns, touched);
            }
            A::AddConstraint(_) | A::DropConstraint { .. } | A::RenameConstraint { .. } => {
                self.blur(table, Part::Constraints, touched);
            }
            A::RenameTo(_) | A::SetSchema(_) => self.blur(table, Part::Existence, touched),
            A::RowSecurity(RowSecurity::Enable | RowSecurity::Disable) => {
                if let Some(name) = self.known(table)
                    && let Some(Relation::Table(found)) = self.schema.relations.get_mut(&name)
                {
                    found.row_security = Switch::Unknown;
                    touched.push(name.to_string());
                }
            }
            _ => {}
        }
    }

    /// The relation of the model that a name means.
    pub(in crate::model::replay) fn known(&self, name: &ObjectName) -> Option<Name> {
        match self.find_relation(name) {
            Some(Found::Known(name)) => Some(name),
            _ => None,
        }
    }

    /// An index may be made, or not.
    fn maybe_index(&mut self, create: &CreateIndex, touched: &mut Vec<String>) {
        self.blur(&create.table, Part::Indexes, touched);
        let keys = create.keys.iter().map(|key| match &key.target {
            IndexTarget::Column(column) => column.name.clone(),
            IndexTarget::Expression(text) => text.text.clone(),
        });
        if let Some(name) = self.known(&create.table)
            && let Some(Relation::Table(table)) = self.schema.relations.get_mut(&name)
        {
            table.maybe_indexes.push(MaybeIndex { keys: keys.collect(), is_partial: create.predicate.is_some() });
        }
    }

    /// A part of a relation is not known any more.
    fn blur(&mut self, name: &ObjectName, part: Part, touched: &mut Vec<String>) {
        let Some(name) = self.known(name) else { return };
        match self.schema.relations.get_mut(&name) {
            Some(Relation::Table(table)) => {
                table.unknown.insert(part);
            }
            Some(Relation::View(view)) => {
                view.unknown.insert(part);
            }
            _ => return,
        }
        touched.push(name.to_string());
    }

    /// `EXECUTE` of a text that is not known: its constant parts say at least what kind of thing it touches.
    pub(super) fn unknown_text(&mut self, command: &SqlText, _run: &mut Frame) {
        let mut words = String::new();
        if let Ok(tree) = parse_expr(&command.text) {
            tree.walk(&mut |node| {
                if let Node::Expr(expr) = node
                    && let ExprKind::Literal(Literal::Text(text)) = &expr.kind
                {
                    words.push_str(&text.to_ascii_lowercase());
                    words.push(' ');
                }
            });
        }
        let kinds: &[(&str, Unsure)] = &[
            ("policy", Unsure::Policies),
            ("row level security", Unsure::RowSecurity),
            ("create table", Unsure::Relations),
            ("drop table", Unsure::Relations),
            ("create view", Unsure::Relations),
            ("grant ", Unsure::Grants),
            ("revoke ", Unsure::Grants),
            ("function ", Unsure::Functions),
            ("create type", Unsure::Types),
        ];
        let reads = words.trim_start().starts_with("select ");
        let mut touched: Vec<Unsure> =
            kinds.iter().filter(|(word, _)| words.contains(word)).map(|(_, what)| *what).collect();
        if words.trim().is_empty() {
            touched = vec![
                Unsure::Relations,
                Unsure::Functions,
                Unsure::Types,
                Unsure::Policies,
                Unsure::RowSecurity,
                Unsure::Grants,
            ];
        }
        touched.dedup();
        let mut names: Vec<String> = Vec::new();
        if let Some(table) = table_of_policy(&words).filter(|table| self.known(table).is_some()) {
            touched.retain(|kind| *kind != Unsure::Policies);
            self.blur(&table, Part::Policies, &mut names);
        }
        names.extend(touched.iter().map(|t| format!("{t:?}").to_lowercase()));
        self.schema.unsure.extend(touched);
        self.wrote_anywhere |= !reads;
        if reads {
            return;
        }
        let shown: String = command.text.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(120).collect();
        self.gap(format!("SQL that is put together at run time: {shown}"), names);
    }

    /// A table may have rows from now on; with triggers on it, others too.
    pub(in crate::model::replay) fn note_written(&mut self, table: &ObjectName) {
        let Some(name) = self.known(table) else { return };
        self.wrote_anywhere |=
            self.schema.table(&name).is_some_and(|t| t.triggers.values().any(|t| t.enabled && t.at.is_some()));
        self.written.insert(name);
    }

    /// The tables that a function may write, by the words of its body.
    pub(in crate::model::replay) fn note_writes_of(&mut self, body: &str) {
        const INSERT: &str = "insert into ";
        let lower = body.to_ascii_lowercase();
        self.wrote_anywhere |= lower.contains("execute");
        for (at, _) in lower.match_indices(INSERT) {
            let rest = body.get(at + INSERT.len()..).unwrap_or("").trim_start();
            let end = rest.find(|c: char| !c.is_alphanumeric() && !matches!(c, '_' | '.' | '"')).unwrap_or(rest.len());
            let name = super::eval::object_name(rest.get(..end).unwrap_or(""));
            self.note_written(&name);
        }
    }

    /// What is known to be missing but may have been made stops nothing.
    pub(in crate::model::replay) fn unless_maybe<T>(&self, result: Run<T>) -> Run<T> {
        use crate::model::replay::refusal::Stop;
        match result {
            Err(Stop::Refused(refusal)) if refusal.missing.as_ref().is_some_and(|m| self.maybe.contains(m)) => {
                Err(Stop::Unsure(format!("{}, unless a statement that may have run made it", refusal.reason)))
            }
            other => other,
        }
    }
}

/// Whether statements do nothing but say something and then refuse to go on.
pub(super) fn only_raises(body: &[BlockStatement]) -> bool {
    let says = |statement: &BlockStatement| matches!(statement.kind, BlockKind::Raise(_) | BlockKind::Null);
    let refuses = |statement: &BlockStatement| matches!(&statement.kind, BlockKind::Raise(raise) if raise.level == RaiseLevel::Exception);
    body.iter().all(says) && body.last().is_some_and(refuses)
}

/// Whether a statement may end the block, or the run of a loop.
fn leaves(statement: &BlockStatement) -> bool {
    let any = |all: &[BlockStatement]| all.iter().any(leaves);
    match &statement.kind {
        BlockKind::Return(_) | BlockKind::Exit(_) | BlockKind::Continue(_) => true,
        BlockKind::Raise(raise) => raise.level == RaiseLevel::Exception,
        BlockKind::Block(block) => any(&block.body),
        BlockKind::If { branches, otherwise } => branches.iter().any(|b| any(&b.body)) || any(otherwise),
        BlockKind::Case { branches, otherwise, .. } => {
            branches.iter().any(|b| any(&b.body)) || otherwise.as_ref().is_some_and(|o| any(o))
        }
        BlockKind::Loop { body, .. } => {
            body.iter().any(|s| !matches!(s.kind, BlockKind::Exit(_) | BlockKind::Continue(_)) && leaves(s))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::table_of_policy;

    #[test]
    fn the_table_of_a_policy_is_read_where_it_is_written() {
        let table = table_of_policy("drop policy %i on storage.objects ").map(|table| table.to_string());
        assert_eq!(table.as_deref(), Some("storage.objects"));
        assert!(table_of_policy("drop policy if exists %i on %i.%i ").is_none());
    }
}
