//! What a helper is handed: its parameter is what its caller gives, on the way from the entry point.

use super::{Step, Subject};
use crate::{
    facts::code::{ExprId, ExprKind},
    frameworks::supabase::client::client_of,
    model::{
        calls::FnRef,
        queries::{Client, Query},
        values::{Root, Symbol, Value},
    },
    source::span::FileId,
};

/// A value, as a part of an expression of some caller: `.shop.id` of `body` in `report(body)`.
#[derive(Clone, Debug)]
pub(super) struct Source {
    pub(super) file: FileId,
    pub(super) expr: ExprId,
    /// The members taken of it since; empty for the whole.
    part: String,
}

/// A value is followed through so many calls.
const CALLS: usize = 4;

impl Source {
    /// Whether it is the value itself, and not something of which the value is a part.
    pub(super) fn is_whole(&self) -> bool {
        self.part.is_empty()
    }
}

impl Subject<'_> {
    /// A value, and what the callers of the functions around give where it is a parameter, nearest first.
    pub(super) fn sources(&self, file: FileId, expr: ExprId) -> Vec<Source> {
        let mut found = vec![Source { file, expr, part: String::new() }];
        while found.len() <= CALLS {
            let Some(next) = found.last().and_then(|source| self.given(source)) else { break };
            found.push(next);
        }
        found
    }

    /// The symbols of a value, each also as what a caller gives.
    pub(super) fn symbols_of_sources(&self, file: FileId, expr: ExprId) -> Vec<Symbol> {
        let sources = self.sources(file, expr);
        let symbols = sources.iter().flat_map(|source| {
            let symbols = self.values.symbols(source.file, source.expr).into_iter().cloned();
            symbols.map(|s| Symbol { path: s.path + &source.part, ..s })
        });
        symbols.collect()
    }

    /// Whether two functions that the same request passes read the same part of its path: `req.params.crewId` in the guard
    /// and in the handler. Of `c.req.param(name)` the names are compared, as far as they are known.
    pub(super) fn is_same_part(&self, one: &Symbol, other: &Symbol) -> bool {
        let is_step = |symbol: &Symbol| match symbol.root {
            Root::Param(file, function, 0) => {
                self.entry.steps.iter().filter_map(Step::function).any(|step| step == (file, function))
            }
            _ => false,
        };
        let is_of_path = one.path.starts_with(".params.") || one.path.starts_with(".req.param()");
        let asked = |symbol: &Symbol| {
            let (file, call) = symbol.made_by?;
            match self.values.code(file)?.expr(call) {
                ExprKind::Call { args, .. } => self.values.exact_text(file, self.values.code(file)?.arg(args, 0)?),
                _ => None,
            }
        };
        let may_be_same = || asked(one).zip(asked(other)).is_none_or(|(one, other)| one == other);
        is_of_path && one.path == other.path && is_step(one) && is_step(other) && may_be_same()
    }

    /// With whose rights a query runs. A client that a helper is given is the one its caller gives it.
    pub(super) fn client(&self, query: &Query) -> Client {
        if query.client != Client::Unknown {
            return query.client;
        }
        let sources = self.sources(query.at.file, query.receiver);
        let clients = sources.iter().skip(1).take_while(|s| s.part.is_empty());
        let known = clients.map(|s| client_of(&self.values, s.file, s.expr)).find(|&c| c != Client::Unknown);
        known.unwrap_or(Client::Unknown)
    }

    /// What the caller of the function around gives as the parameter that a value is, or is a part of.
    fn given(&self, source: &Source) -> Option<Source> {
        let symbols = self.values.symbols(source.file, source.expr);
        let (function, index, path) = symbols.into_iter().find_map(|s| match s.root {
            Root::Param(at, function, index) => Some(((at, function), index, &s.path)),
            _ => None,
        })?;
        let (file, argument) = self.argument(function, index)?;
        let part = format!("{path}{}", source.part);
        Some(self.property(file, argument, &part).unwrap_or(Source { file, expr: argument, part }))
    }

    fn argument(&self, function: FnRef, index: u32) -> Option<(FileId, ExprId)> {
        let reached = self.reached.iter().find(|r| r.function == function)?;
        let (caller, call) = reached.from?;
        let file = self.reached.get(caller)?.function.0;
        let code = self.values.code(file)?;
        match code.expr(call) {
            ExprKind::Call { args, .. } => Some((file, code.arg(args, index as usize)?)),
            _ => None,
        }
    }

    /// `.shopId` of `{ shopId: body.shop }`: what the object holds there.
    fn property(&self, file: FileId, expr: ExprId, part: &str) -> Option<Source> {
        let members = part.strip_prefix('.')?;
        let end = members.find(['.', '[', '(']).unwrap_or(members.len());
        let (name, rest) = (members.get(..end)?, members.get(end..)?);
        self.values.of(file, expr).iter().find_map(|value| {
            let &Value::Object(at, object) = value else { return None };
            let held = self.values.code(at)?.property(object, name)?;
            Some(Source { file: at, expr: held, part: rest.to_owned() })
        })
    }
}
