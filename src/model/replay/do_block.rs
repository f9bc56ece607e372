//! `DO` blocks.
use super::{
    Replay,
    refusal::{Run, Stop},
};
use crate::sql::statement::{Do, FunctionCall};
impl Replay {
    pub(super) fn do_block(&mut self, _block: &Do) -> Run {
        Err(Stop::Unsure("a DO block".into()))
    }
    pub(super) fn follow_call(&mut self, _call: &FunctionCall) -> Run {
        Ok(())
    }
}
