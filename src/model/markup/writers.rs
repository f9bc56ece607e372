//! Who can write the text that becomes HTML: where only its reader can, it harms nobody else.

use super::Foreign;
use crate::{
    facts::code::{Code, ExprId},
    model::{
        Project,
        access::{Caller, Verdict},
        queries::Query,
        schema::Command,
        values::{Root, Symbol},
    },
    source::span::{FileId, Range},
};

/// Who can write the rows that a text comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Writers {
    /// Only accounts with a role, or the server.
    Staff,
    /// Only whoever reads them.
    Reader,
    /// It cannot be told: who may write hangs on what no SQL here makes.
    Unsure,
}

impl Project {
    /// Who can write the rows that a text is read from, where policies keep others from it. Of several, whoever is not
    /// its reader counts.
    #[must_use]
    pub fn writers_of(&self, file: FileId, foreign: &Foreign) -> Option<Writers> {
        let code = self.file(file).code.as_ref()?;
        let mut all = foreign.sources.iter().map(|&source| self.writers_of_source(file, code, source));
        let first = all.next()??;
        all.try_fold(first, |found, next| {
            Some(match (found, next?) {
                (Writers::Unsure, _) | (_, Writers::Unsure) => Writers::Unsure,
                (found, Writers::Reader) => found,
                (_, Writers::Staff) => Writers::Staff,
            })
        })
    }

    fn writers_of_source(&self, file: FileId, code: &Code, source: ExprId) -> Option<Writers> {
        let symbols = self.values().symbols(file, source);
        let made: Vec<Range> = symbols.iter().filter_map(|s| made_in(file, code, s)).collect();
        // `useQuery({ queryFn: () => db.from("posts").select() })` holds the query, a query is made of its own calls.
        let is_source = |q: &&Query| made.iter().any(|r| r.contains(q.at.range) || q.at.range.contains(*r));
        let mut writers = self.queries_in(file).iter().filter(is_source).map(|q| self.writers_of_table(q));
        let first = writers.next()??;
        writers.all(|w| w == Some(first)).then_some(first)
    }

    fn writers_of_table(&self, query: &Query) -> Option<Writers> {
        let (_, name, _) = self.table_of(query)?;
        let all = |caller, commands: &[Command], wanted: &[Verdict]| {
            commands.iter().all(|&c| self.cell(&name, caller, c).is_some_and(|cell| wanted.contains(&cell.verdict)))
        };
        let writes = [Command::Insert, Command::Update];
        let is_unsure = |caller| {
            let verdict = |c| self.cell(&name, caller, c).map(|cell| cell.verdict);
            writes.into_iter().any(|c| verdict(c) == Some(Verdict::Unknown))
                && writes
                    .into_iter()
                    .all(|c| matches!(verdict(c), Some(Verdict::Unknown | Verdict::Denied | Verdict::Role)))
        };
        if is_unsure(Caller::Account)
            && (is_unsure(Caller::Anonymous) || all(Caller::Anonymous, &writes, &[Verdict::Denied]))
        {
            Some(Writers::Unsure)
        } else if !all(Caller::Anonymous, &writes, &[Verdict::Denied]) {
            None
        } else if all(Caller::Account, &writes, &[Verdict::Denied, Verdict::Role]) {
            Some(Writers::Staff)
        } else {
            let of_owner = [Verdict::Denied, Verdict::Scoped];
            let is_own = all(Caller::Account, &writes, &of_owner)
                && all(Caller::Account, &[Command::Select], &[Verdict::Scoped])
                && all(Caller::Anonymous, &[Command::Select], &[Verdict::Denied]);
            let alone = [Command::Select, Command::Insert, Command::Update].into_iter().all(|command| {
                let cell = self.cell(&name, Caller::Account, command);
                cell.is_some_and(|cell| cell.policies.iter().flat_map(|p| &p.ways).all(|w| !w.through && !w.needs_role))
            });
            (is_own && alone).then_some(Writers::Reader)
        }
    }
}

/// The call whose answer a symbol is a part of; for what a callback is given, `query` of `query.then(callback)`.
fn made_in(file: FileId, code: &Code, symbol: &Symbol) -> Option<Range> {
    match symbol.root {
        Root::Param(at, function, 0) if at == file => code.waited_for(function).map(|call| code.range(call)),
        _ => symbol.made_by.filter(|(at, _)| *at == file).map(|(_, call)| code.range(call)),
    }
}
