//! tmp
use crate::{
    facts::code::{BindingId, Exported},
    source::span::FileId,
};
/// d
#[derive(Debug, Default)]
pub struct Modules;
/// d
pub struct Definition {
    /// f
    pub file: FileId,
    /// v
    pub value: Exported,
}
impl Modules {
    /// r
    pub fn resolve(&self, _f: FileId, _b: BindingId) -> Option<Definition> {
        None
    }
    /// r
    pub fn resolve_member(&self, _f: FileId, _b: BindingId, _k: &str) -> Option<Definition> {
        None
    }
}
