//! The way through the files: once, or as they are and as they are meant side by side.

use super::{Fresh, Migration, Replay, cascade::Entry};
use crate::{
    model::schema::{self, Schema},
    source::span::FileId,
    sql::statement::{Statement, StatementKind, Transaction},
};

/// Runs the files in order on a fresh database.
#[must_use]
pub fn replay(fresh: &Fresh, files: &[Migration<'_>]) -> Schema {
    Replay::new(fresh).run_rest(&steps(files))
}

/// What [`replay`] gives, and, where a part of a statement that makes a table fails, the database as the files mean it: the
/// table stands without that part, such as a key to a table that was made by hand. What this adds is likely, not certain.
///
/// The two are one until the first part fails, and run at once from there on.
#[must_use]
pub fn replay_as_meant(fresh: &Fresh, files: &[Migration<'_>]) -> (Schema, Option<Schema>) {
    let steps = steps(files);
    let mut replay = Replay::new(fresh);
    let failing = steps.iter().position(|step| {
        replay.step(step);
        replay.part_fails
    });
    let Some((failing, (before, rest))) = failing.and_then(|at| Some((at, steps.split_at_checked(at + 1)?))) else {
        return (replay.finish(), None);
    };
    // The statement may have run within another one, which cannot be halfway undone.
    let (earlier, missed) = match replay.before_part.take() {
        Some(earlier) => (*earlier, before.get(failing..).unwrap_or_default()),
        None => (Replay::new(fresh), before),
    };
    let mut meant = Replay { as_meant: true, ..earlier };
    let (schema, as_meant) = rayon::join(
        || replay.run_rest(rest),
        || {
            missed.iter().for_each(|step| meant.step(step));
            meant.run_rest(rest)
        },
    );
    (schema, Some(as_meant))
}

/// Runs statements that are the platform's own: what they make has no place in the project.
#[must_use]
pub fn bootstrap(fresh: &Fresh, statements: &[Statement]) -> Schema {
    let mut replay = Replay::new(fresh);
    replay.own = true;
    steps(&[Migration { file: FileId(0), statements }]).iter().for_each(|step| replay.step(step));
    debug_assert!(replay.log.iter().all(Entry::is_applied), "the platform's own SQL applies: {:?}", replay.log);
    replay.schema.statements = schema::Statements::default();
    replay.schema
}

/// What a replay goes through, one after the other.
#[derive(Clone, Copy, Debug)]
enum Step<'a> {
    /// A file begins, as one session and one transaction.
    Begin(FileId),
    /// A statement of it.
    Run(&'a Statement),
    /// It ends.
    End,
}

fn steps<'a>(files: &[Migration<'a>]) -> Vec<Step<'a>> {
    let of_file = |file: &Migration<'a>| {
        let statements = file.statements.iter().map(Step::Run);
        std::iter::once(Step::Begin(file.file)).chain(statements).chain(std::iter::once(Step::End))
    };
    files.iter().flat_map(of_file).collect()
}

impl Replay {
    /// Goes through the rest of the steps.
    fn run_rest(mut self, steps: &[Step<'_>]) -> Schema {
        steps.iter().for_each(|step| self.step(step));
        self.finish()
    }

    fn step(&mut self, step: &Step<'_>) {
        match step {
            Step::Begin(file) => {
                self.file = *file;
                self.session.reset();
                self.begun = None;
            }
            Step::Run(Statement { kind: StatementKind::Transaction(transaction), .. }) => self.transaction(transaction),
            Step::Run(statement) => self.statement(statement),
            Step::End => {
                self.drop_temporary();
                self.session.end_transaction();
                self.schema.commit();
            }
        }
    }

    /// `BEGIN` and `COMMIT` within the one transaction of the file: only `ROLLBACK` changes anything.
    fn transaction(&mut self, transaction: &Transaction) {
        self.schema.statements.total += 1;
        self.schema.statements.applied += 1;
        match transaction {
            Transaction::Begin => self.begun = Some(self.schema.savepoint()),
            Transaction::Commit => self.session.end_transaction(),
            Transaction::Rollback => {
                if let Some(savepoint) = self.begun.take() {
                    self.schema.rollback(savepoint);
                }
            }
            _ => {}
        }
    }
}
