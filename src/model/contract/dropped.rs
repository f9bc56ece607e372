//! What the migrations make and take away again: a name that the code still uses means nothing any more.

use super::spoken::what_goes;
use crate::{
    model::{
        Project,
        schema::{Name, Schema},
    },
    source::span::{FileId, Span},
    sql::statement::{AlterActionKind, ObjectName, Statement, StatementKind},
};

/// What a name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Thing {
    /// A table or view.
    Relation,
    /// A function.
    Function,
}

/// What a statement does to a name.
enum Act {
    Makes,
    Drops,
    /// It gives something else the name, or works on it by commands that are put together.
    Unclear,
}

impl Project {
    /// The statement that drops something for good: the migrations make it, and the last that they do to its name takes it
    /// away.
    #[must_use]
    pub fn dropped_by(&self, wanted: &Name, thing: Thing) -> Option<Span> {
        if !self.spoken.drops(thing, &wanted.name) {
            return None;
        }
        // What lies about is no reason to believe in a table that the migrations removed.
        let homes = self.live_databases().iter().filter(|database| !database.loose && !database.by_hand);
        homes.into_iter().find_map(|home| {
            let files = home.files.iter().filter_map(|id| Some((*id, self.file(*id).sql.as_ref()?)));
            let all = files.flat_map(|(id, sql)| acts(&sql.statements, id, wanted, thing));
            let (mut was_made, mut last) = (false, None);
            for (act, at) in all {
                was_made |= matches!(act, Act::Makes);
                last = Some((act, at));
            }
            match last {
                Some((Act::Drops, at)) if was_made && !fails(home, at) => Some(at),
                _ => None,
            }
        })
    }
}

fn fails(schema: &Schema, at: Span) -> bool {
    schema.failures.iter().any(|failure| failure.at == at)
}

/// What the statements of a file do to a name, with their places.
fn acts<'s>(
    statements: &'s [Statement],
    file: FileId,
    wanted: &'s Name,
    thing: Thing,
) -> impl Iterator<Item = (Act, Span)> + 's {
    let act = move |statement: &Statement| act(&statement.kind, wanted, thing);
    statements.iter().filter_map(move |s| Some((act(s)?, s.range.in_file(file))))
}

fn act(kind: &StatementKind, wanted: &Name, thing: Thing) -> Option<Act> {
    let is_meant =
        |name: &ObjectName| name.name == wanted.name && name.schema.as_deref().unwrap_or("public") == wanted.schema;
    let is_relation = thing == Thing::Relation;
    match kind {
        StatementKind::CreateTable(t) if is_relation => is_meant(&t.name).then_some(Act::Makes),
        StatementKind::CreateView(v) if is_relation => is_meant(&v.name).then_some(Act::Makes),
        StatementKind::CreateRoutine(r) if !is_relation => is_meant(&r.name).then_some(Act::Makes),
        StatementKind::Drop(drop) => {
            let fits = what_goes(drop) == Some(thing);
            (fits && drop.objects.iter().any(|object| is_meant(&object.name))).then_some(Act::Drops)
        }
        StatementKind::AlterTable(alter) if is_relation => {
            let renames = alter.actions.iter().any(|action| {
                matches!(&action.kind, AlterActionKind::RenameTo(to) if to.name == wanted.name || is_meant(&alter.name))
            });
            renames.then_some(Act::Unclear)
        }
        StatementKind::Do(block) => may_change(&block.body.text.text, &wanted.name, thing).then_some(Act::Unclear),
        _ => None,
    }
}

/// Whether a block holds a name, and commands that may make or drop such a thing.
fn may_change(block: &str, name: &str, thing: Thing) -> bool {
    let lower = block.to_ascii_lowercase();
    let commands: &[&str] = match thing {
        Thing::Relation => {
            &["table if", "create table", "drop table", "create view", "replace view", "rename", "execute"]
        }
        Thing::Function => &["function", "execute"],
    };
    commands.iter().any(|command| lower.contains(command))
        && lower.split(|c: char| !c.is_alphanumeric() && c != '_').any(|word| word == name)
}
