//! What a statement would change, read off its words: when it fails that is in doubt, when a later one succeeds it is
//! settled.

mod change;

pub(super) use self::change::Change;
use super::{
    Replay,
    refusal::{Condition, Refusal, Subject},
};
use crate::{
    model::schema::{Part, Schema, Thing},
    source::gap::{Gap, GapKind},
    sql::statement::{ObjectKind, Statement, StatementKind},
};

impl Replay {
    /// A statement failed: what it would have done is in doubt.
    pub(super) fn withhold(&mut self, statement: &Statement, refusal: &Refusal) {
        let mut changes = std::mem::take(&mut self.attempted);
        self.swallowed.clear();
        self.changes(statement, &mut changes);
        changes.retain(|change| self.is_in_doubt(change, refusal));
        self.hold(changes, statement);
    }

    fn hold(&mut self, changes: Vec<Change>, by: &Statement) {
        let at = by.range.in_file(self.file);
        for change in changes {
            let effect = change.effect(at);
            self.schema.withheld.add(change.thing, effect);
        }
    }

    /// Whether the database that users meet may have what a refused statement would have changed.
    fn is_in_doubt(&self, change: &Change, refusal: &Refusal) -> bool {
        // What is there already is refused by the database that users meet as well; what else the statement does is not.
        if is_duplicate(refusal.condition) && self.is_there(&change.thing) {
            return false;
        }
        // Right name, wrong arguments: that is refused everywhere.
        let is_overload = refusal.missing == Some(Subject::Function(change.thing.of.name.clone()));
        !(is_overload && self.schema.functions_named(&change.thing.of).next().is_some())
    }

    fn is_there(&self, thing: &Thing) -> bool {
        let table = self.schema.table(&thing.of);
        match thing.part {
            Part::Columns => table.is_some_and(|table| table.column(&thing.name).is_some()),
            Part::Policies => table.is_some_and(|table| table.policies.contains_key(&thing.name)),
            Part::Existence => self.schema.makes(&thing.of),
            _ => false,
        }
    }

    /// A handler lets pass that some of what was attempted is refused.
    pub(super) fn swallow(&mut self, from: usize, refusal: &Refusal) {
        let failed = self.attempted.split_off(from.min(self.attempted.len()));
        let doubted = failed.into_iter().filter(|change| self.is_in_doubt(change, refusal)).collect::<Vec<_>>();
        self.swallowed.extend(doubted);
    }

    /// A statement succeeded: what it did is no longer in doubt.
    pub(super) fn settle(&mut self, statement: &Statement) {
        let mut changes = std::mem::take(&mut self.attempted);
        let swallowed = std::mem::take(&mut self.swallowed);
        if self.schema.withheld.is_empty() && swallowed.is_empty() {
            return;
        }
        if !matches!(statement.kind, StatementKind::Do(_)) {
            self.changes(statement, &mut changes);
        }
        for change in changes {
            self.schema.withheld.settle(&change.thing);
        }
        self.forget_dropped(statement);
        self.hold(swallowed, statement);
    }

    /// Of what is dropped nothing is left that could be in doubt.
    fn forget_dropped(&mut self, statement: &Statement) {
        use ObjectKind as K;
        let StatementKind::Drop(drop) = &statement.kind else { return };
        if matches!(drop.kind, K::Table | K::View | K::MaterializedView | K::ForeignTable) {
            for object in &drop.objects {
                let name = self.meant(&object.name);
                self.schema.withheld.forget(&name);
            }
        }
    }

    /// A statement that runs within another one, which may still fail as a whole.
    pub(super) fn attempt(&mut self, statement: &Statement) {
        let mut changes = std::mem::take(&mut self.attempted);
        self.changes(statement, &mut changes);
        self.attempted = changes;
    }
}

/// That not all is known of what statements that fail would have changed, once for all of them.
pub(super) fn gap(schema: &Schema) -> Option<Gap> {
    let at = schema.withheld.iter().map(|(_, effect)| effect.at).min()?;
    let mut names: Vec<String> = schema.withheld.iter().map(|(thing, _)| thing.of.to_string()).collect();
    names.dedup();
    let of = match names.as_slice() {
        [one] => one.clone(),
        [one, others @ ..] => format!("{one} and {} more", others.len()),
        [] => return None,
    };
    let failed = match schema.statements.failed {
        1 => "a statement fails".to_owned(),
        n => format!("{n} statements fail"),
    };
    let detail =
        format!("{failed} on an empty database; whether the live one has what was meant for {of} cannot be told");
    Some(Gap { at, kind: GapKind::FailedStatement, detail, may_affect: names })
}

fn is_duplicate(condition: Condition) -> bool {
    use Condition as C;
    matches!(
        condition,
        C::DuplicateTable
            | C::DuplicateColumn
            | C::DuplicateFunction
            | C::DuplicateObject
            | C::DuplicateSchema
            | C::UniqueViolation
    )
}
