//! What PostgreSQL checks of PL/pgSQL when a function is made or a block starts: types of variables, `RAISE`.

use super::{
    Replay,
    refusal::{Condition, Run, Stop},
};
use crate::sql::statement::{Block, BlockKind, BlockStatement, Raise};

impl Replay {
    /// Refuses a body whose variables have types that are not there, or whose `RAISE` has other arguments than places.
    pub(super) fn compile(&mut self, block: &Block, names: &[String]) -> Run {
        let outer = self.variables.clone();
        self.variables.extend(names.iter().cloned());
        let result = self.compile_block(block);
        self.variables = outer;
        result
    }

    fn compile_block(&mut self, block: &Block) -> Run {
        let known = self.variables.len();
        for declaration in &block.declarations {
            if let Some(ty) = declaration.type_name.as_ref().filter(|t| t.name != "refcursor")
                && let Err(stop @ Stop::Refused(_)) = self.type_of(ty)
            {
                return Err(stop);
            }
            self.variables.push(declaration.name.name.clone());
        }
        let handlers = block.handlers.iter().flat_map(|h| &h.body);
        let result = block.body.iter().chain(handlers).try_for_each(|statement| self.compile_statement(statement));
        self.variables.truncate(known);
        result
    }

    fn compile_statement(&mut self, statement: &BlockStatement) -> Run {
        let mut inner: Vec<&BlockStatement> = Vec::new();
        match &statement.kind {
            BlockKind::Block(block) => return self.compile_block(block),
            BlockKind::If { branches, otherwise } => {
                inner.extend(branches.iter().flat_map(|b| &b.body).chain(otherwise));
            }
            BlockKind::Case { branches, otherwise, .. } => {
                inner.extend(branches.iter().flat_map(|b| &b.body).chain(otherwise.iter().flatten()));
            }
            BlockKind::Loop { body, .. } => inner.extend(body),
            BlockKind::Raise(raise) => return check_raise(raise),
            _ => {}
        }
        inner.into_iter().try_for_each(|statement| self.compile_statement(statement))
    }
}

/// Each `%` of the message takes one argument; `%%` is a percent sign.
fn check_raise(raise: &Raise) -> Run {
    let Some(message) = &raise.message else { return Ok(()) };
    let places = message.replace("%%", "").matches('%').count();
    if places == raise.args.len() {
        return Ok(());
    }
    let which = if raise.args.len() < places { "few" } else { "many" };
    Err(Stop::refused(Condition::SyntaxError, format!("too {which} parameters specified for RAISE")))
}
