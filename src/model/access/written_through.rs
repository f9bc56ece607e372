//! What callers change through a view that PostgreSQL updates by itself: a view without `security_invoker` writes with the
//! rights of its owner, and no policy of the table is asked.

use super::{Access, Caller, Verdict, cell::privilege};
use crate::{
    model::schema::{Command, Name, Relation, Schema, View},
    sql::expr::parse_query,
};

/// The rows that a caller changes through a view.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrittenThrough {
    /// The table whose rows they are.
    pub table: Name,
    /// The weakest caller who may: nobody before an account.
    pub caller: Caller,
    /// What he may do with the view and not with the table itself.
    pub commands: Vec<Command>,
}

impl Access {
    /// What the weakest caller changes or deletes through a view, and cannot in its table.
    #[must_use]
    pub fn written_through(&self, schema: &Schema, view: &View) -> Option<WrittenThrough> {
        if view.security_invoker {
            return None;
        }
        let query = parse_query(&view.query.text).ok()?;
        let table = updated_table(schema, view)?;
        let may = |caller: Caller, command: Command| {
            let is_open = self.cell(&table, caller, command).is_some_and(|cell| cell.effective == Verdict::Open);
            let changes = command == Command::Delete || query.hands_on_column();
            !is_open && changes && schema.effective(&view.acl, caller.role()).has(privilege(command))
        };
        let commands = |caller: Caller| {
            let commands = [Command::Update, Command::Delete].into_iter().filter(|command| may(caller, *command));
            Some((caller, commands.collect::<Vec<_>>())).filter(|(_, commands)| !commands.is_empty())
        };
        let (caller, commands) = Caller::ALL.into_iter().find_map(commands)?;
        Some(WrittenThrough { table, caller, commands })
    }
}

/// Views are followed through so many others; one that was made again may read itself.
const DEPTH: u32 = 16;

/// The table that a view is updated in, through other views; none where a trigger stands in the way, or where the owner
/// of the view is another than that of the table.
fn updated_table(schema: &Schema, view: &View) -> Option<Name> {
    let mut view = view;
    for _ in 0..DEPTH {
        if view.materialized || !view.triggers.is_empty() {
            return None;
        }
        let query = parse_query(&view.query.text).ok()?;
        let read = query.updatable()?;
        let name = schema.resolve_relation(read.schema.as_deref(), &read.name, &view.query.search_path)?;
        match schema.relations.get(&name)? {
            Relation::Table(table) => return (table.at.is_some() && table.owner == view.owner).then_some(name),
            Relation::View(inner) => view = inner,
            _ => return None,
        }
    }
    None
}
